from collections.abc import Callable
from pathlib import Path

import pytest

from aanbod.codebook.load import load_codebook, read_codebook
from aanbod.errors import AanbodError, FaultsError

Write = Callable[..., Path]
CODES = """\
categories:
  - id: bed.groente
    label: Groente
    codes:
      - {id: bed.groente.sla, label: Sla, keywords: [sla]}
"""


def test_a_codebook_is_read_whole(write_codebook: Write) -> None:
    codebook = load_codebook(write_codebook(CODES))
    assert [code.key for code in codebook.codes] == [("bed.groente.sla", "")]
    assert codebook.codes[0].keywords[0].line == 5
    assert codebook.default_status == "gerealiseerd"


def test_ten_faults_are_reported_at_once(write_codebook: Write) -> None:
    folder = write_codebook(
        CODES,
        """\
categories:
  - id: bed.fruit
    label: Fruit
    codes:
      - {id: bed.groente.sla, label: Peer, keywords: [peer]}
      - id: bed.fruit.appel
        label: Appel
        keywords: ["(appel", "@oogst", {match: rijp, status: klaar}]
        yields_to: [bed.groente.slaa]
        bouwstenen: [9]
tables: [{number: "1", title: T, rows: codes, categories: [bed.fruitt]}]
groups: [lichting]
cues: [{kind: wens, effect: gewenstt, words: [graag]}]
cases: [{id: Tuin, variables: {kleur: groen}}]
""",
    )
    with pytest.raises(FaultsError) as error:
        load_codebook(folder)
    lines = [(fault.line, fault.path) for fault in error.value.faults]
    assert lines == [
        (5, "categories[1].codes[1].id"),
        (8, "categories[1].codes[2].keywords[1]"),
        (8, "categories[1].codes[2].keywords[2]"),
        (8, "categories[1].codes[2].keywords[3].status"),
        (9, "categories[1].codes[2].yields_to[1]"),
        (10, "categories[1].codes[2].bouwstenen[1]"),
        (11, "tables[1].categories[1]"),
        (12, "groups[1]"),
        (13, "cues[1].effect"),
        (14, "cases[1].variables.kleur"),
    ]
    assert "b.yaml:9: at categories[1].codes[2].yields_to[1]" in str(error.value)
    assert "did you mean `bed.groente.sla`?" in str(error.value)


def test_unknown_keys_are_refused_with_the_nearest(write_codebook: Write) -> None:
    folder = write_codebook("categories:\n  - id: a.b\n    label: B\n    codess: []\n    colour: red\n")
    with pytest.raises(FaultsError) as error:
        load_codebook(folder)
    assert next((f.line, f.remedy) for f in error.value.faults) == (4, "did you mean `codes`?")
    assert len(error.value.faults) == 2


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("categories: [\n", "not YAML"),
        ("a: &x [1]\nb: *x\n", "alias"),
        ("groups: [*les]\n", "alias"),
        ("groups: !!python/object:os.system x\n", "tag"),
        ("groups: []\ngroups: []\n", "stands here twice"),
        ("groups: " + "[" * 100 + "]" * 100, "nested deeper"),
        ("- a\n- b\n", "expected"),
        ("categories: [{id: A B, label: x}]", "cannot be an id"),
        ("categories: [{label: x}]", "`id` is missing"),
    ],
)
def test_faults_of_form(write_codebook: Write, text: str, says: str) -> None:
    with pytest.raises(FaultsError, match=says):
        load_codebook(write_codebook(text))


def test_wrong_encoding_names_the_line(write_codebook: Write) -> None:
    folder = write_codebook(CODES)
    (folder / "b.yaml").write_bytes("# één\n# twee: é\n".encode("latin-1"))
    with pytest.raises(FaultsError, match=r"b\.yaml:1: .*UTF-8"):
        load_codebook(folder)


def test_a_code_without_keywords_is_a_warning(write_codebook: Write) -> None:
    folder = write_codebook(
        CODES.replace("keywords: [sla]", "keywords: [sla, sla]") + "      - {id: bed.kruid, label: K}\n"
    )
    codebook, faults = read_codebook(folder)
    assert codebook is not None
    assert [fault.fatal for fault in faults] == [False, False]


def test_no_codebook_at_all(tmp_path: Path) -> None:
    with pytest.raises(AanbodError, match="does not exist"):
        load_codebook(tmp_path / "nowhere")


def test_the_version_follows_content_not_newlines(write_codebook: Write) -> None:
    folder = write_codebook(CODES)
    before = load_codebook(folder).version
    (folder / "a.yaml").write_bytes(CODES.replace("\n", "\r\n").encode())
    assert load_codebook(folder).version == before
    (folder / "a.yaml").write_text(CODES.replace("Sla", "Kropsla"), encoding="utf-8")
    assert load_codebook(folder).version != before
