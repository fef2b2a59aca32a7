"""Templates: what they get, and what is said when one is wrong."""

import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from jinja2 import meta

from aanbod.errors import AanbodError
from aanbod.reports.page import Page, tables_page
from aanbod.reports.render import csp_hash, environment, markdown, render
from aanbod.reports.texts import KEYS

FIELDS = {field.name for field in fields(Page)}
ROOT = Path(__file__).parents[2]


def test_the_readme_documents_the_whole_context(templates: Path) -> None:
    table = (templates / "README.md").read_text(encoding="utf-8").split("## What a template can use")[1]
    names = re.findall(r"^\| (`[^|]*`) \|", table, flags=re.MULTILINE)
    assert {name for cell in names for name in re.findall(r"`(\w+)`", cell)} == FIELDS


def test_the_docstring_documents_the_whole_context() -> None:
    assert Page.__doc__
    documented = {name for line in Page.__doc__.splitlines() for name in line.partition(": ")[0].strip().split(", ")}
    assert documented >= FIELDS


OTHERS = {"manual.html", "feedback.html", "feedback-table.html"}  # which have a context of their own


def test_templates_use_nothing_but_the_context(templates: Path) -> None:
    jinja = environment(templates)
    parts = set(re.findall(r"{% macro (\w+)", (templates / "macros.html").read_text(encoding="utf-8")))
    pages = set(jinja.list_templates(extensions=["html"])) - OTHERS
    for name in [*sorted(pages)] + [f"{kind}.md" for kind in ("report", "tables", "partners")]:
        source = jinja.loader.get_source(jinja, name)[0]  # type: ignore[union-attr]
        own = set(re.findall(r"{% macro (\w+)", source))
        assert meta.find_undeclared_variables(jinja.parse(source)) <= FIELDS | parts | own, name


def test_templates_use_known_wording(templates: Path) -> None:
    for path in set(templates.iterdir()) - {templates / "report.docx"}:
        assert set(re.findall(r"\btexts\.(\w+)", path.read_text(encoding="utf-8"))) <= set(KEYS) | {"total"}, path


def test_the_study_words_every_text() -> None:
    text = (ROOT / "codebook" / "afs" / "tables.yaml").read_text(encoding="utf-8").split("\ntexts:\n")[1]
    assert {line.split(":")[0].strip() for line in text.splitlines() if line.strip()} == set(KEYS)


def _rendered(study: Any, folder: Path, source: str) -> str:
    (folder / "tables.html").write_text(source, encoding="utf-8")
    return render(tables_page(*study.material), "html", folder)


@pytest.mark.parametrize(
    ("source", "place", "message"),
    [
        ("a\n{{ titel }}", "tables.html:2", "'titel' is undefined"),
        ("a\nb\n{{ texts.mispelt }}", "tables.html:3", "no attribute 'mispelt'"),
        ("a\n{% if title %}", "tables.html:2", "Unexpected end of template"),
        ("\n\n\n{{ title|shout }}", "tables.html:4", "No filter named 'shout'"),
        ("{{ 1 + title }}", "tables.html:1", "unsupported operand"),
        ("{{ 1 // 0 }}", "tables.html:1", "division"),
        ("{{ title.__class__ }}", "tables.html:1", "unsafe"),
        ('{% include "missing.html" %}', "missing.html", "there is no such template"),
    ],
)
def test_a_wrong_template_is_named_with_its_line(
    study: Any, tmp_path: Path, source: str, place: str, message: str
) -> None:
    with pytest.raises(AanbodError) as caught:
        _rendered(study, tmp_path, source)
    assert str(tmp_path / place) in str(caught.value)
    assert message in str(caught.value)
    assert "\n    " in str(caught.value)  # the remedy


def test_a_missing_folder_and_another_encoding(study: Any, tmp_path: Path) -> None:
    with pytest.raises(AanbodError, match="there is no such template"):
        render(tables_page(*study.material), "html", tmp_path / "nowhere")
    (tmp_path / "tables.html").write_bytes("caf\xe9".encode("latin-1"))
    with pytest.raises(AanbodError, match="save it as UTF-8"):
        render(tables_page(*study.material), "html", tmp_path)


def test_html_escapes_and_markdown_has_its_filter(study: Any, tmp_path: Path) -> None:
    assert _rendered(study, tmp_path, "{{ '<b>' ~ study }}") == "&lt;b&gt;Buurtkeukens"
    assert markdown("a|b *c* <i>\n d_e _f_ &amp; R&D [x](y)") == (
        r"a\|b \*c\* &lt;i&gt; d_e \_f\_ &amp;amp; R&D \[x\](y)"
    )


def test_the_hash_is_the_one_that_browsers_compute() -> None:
    # echo -n "alert(1)" | openssl dgst -sha256 -binary | base64
    assert csp_hash("alert(1)") == "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='"
