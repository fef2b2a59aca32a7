"""One direction, no way back: coding knows no database, counting no templates, templates no rules."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "pipeline" / "aanbod"
FORBIDDEN = {
    "agreement": {"spacy", "sqlalchemy", "jinja2", "click", "yaml", "aanbod.coding", "aanbod.store", "aanbod.reports"},
    "dutch": {"spacy", "sqlalchemy", "jinja2", "click", "aanbod.codebook", "aanbod.coding", "aanbod.store"},
    "codebook": {"spacy", "sqlalchemy", "jinja2", "click", "aanbod.coding", "aanbod.store", "aanbod.reports"},
    "transcripts": {"spacy", "sqlalchemy", "jinja2", "click", "aanbod.coding", "aanbod.store", "aanbod.reports"},
    "coding": {"sqlalchemy", "jinja2", "click", "aanbod.store", "aanbod.reports", "aanbod.transcripts", "yaml"},
    "discovering": {
        "spacy",
        "sqlalchemy",
        "jinja2",
        "click",
        "yaml",
        "aanbod.store",
        "aanbod.reports",
        "aanbod.transcripts",
    },
    "privacy": {
        *("spacy", "sqlalchemy", "jinja2", "click", "yaml"),
        *("aanbod.coding", "aanbod.store", "aanbod.reports", "aanbod.transcripts"),
    },
    "store": {"spacy", "jinja2", "click", "yaml", "aanbod.coding", "aanbod.reports", "aanbod.codebook"},
    "refi": {
        "spacy",
        "sqlalchemy",
        "jinja2",
        "click",
        "yaml",
        "aanbod.codebook",
        "aanbod.coding",
        "aanbod.store",
        "aanbod.counting",
    },
    "reports": {"spacy", "sqlalchemy", "click", "yaml", "aanbod.coding", "aanbod.store", "aanbod.transcripts"},
    "schools": {"spacy", "sqlalchemy", "jinja2", "click", "yaml", "aanbod.coding"},
    "review": {"spacy", "sqlalchemy", "click", "aanbod.reports", "aanbod.transcripts"},
    "counting.py": {"spacy", "sqlalchemy", "jinja2", "click", "aanbod.coding", "aanbod.tables", "aanbod.reports"},
    "retrieving.py": {"spacy", "sqlalchemy", "jinja2", "click", "aanbod.coding", "aanbod.reports"},
    "tabulating.py": {"spacy", "sqlalchemy", "jinja2", "click", "aanbod.coding", "aanbod.store", "aanbod.reports"},
    "comparing.py": {"spacy", "sqlalchemy", "jinja2", "click", "aanbod.coding", "aanbod.store", "aanbod.reports"},
    "describing.py": {"spacy", "sqlalchemy", "jinja2", "click", "aanbod.coding", "aanbod.store", "aanbod.reports"},
    "matrix.py": {"spacy", "sqlalchemy", "jinja2", "click", "aanbod.coding", "aanbod.reports"},
    "quoting.py": {"spacy", "sqlalchemy", "jinja2", "click", "aanbod.coding", "aanbod.reports"},
    "feedback.py": {"spacy", "sqlalchemy", "jinja2", "click", "yaml", "aanbod.store", "aanbod.reports"},
    "keyness.py": {"spacy", "sqlalchemy", "jinja2", "click", "yaml", "aanbod.store", "aanbod.reports"},
    "parallel.py": {
        "spacy",
        "sqlalchemy",
        "jinja2",
        "click",
        "yaml",
        "aanbod.codebook",
        "aanbod.coding",
        "aanbod.store",
    },
    "unchanged.py": {
        "spacy",
        "sqlalchemy",
        "jinja2",
        "click",
        "yaml",
        "aanbod.codebook",
        "aanbod.coding",
        "aanbod.store",
    },
    "reviewing.py": {
        "spacy",
        "sqlalchemy",
        "jinja2",
        "click",
        "flask",
        "yaml",
        "aanbod.codebook",
        "aanbod.coding",
        "aanbod.store",
        "aanbod.reports",
    },
    "proposing.py": {"spacy", "sqlalchemy", "jinja2", "click", "yaml", "aanbod.store", "aanbod.reports"},
}


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


@pytest.mark.parametrize("layer", FORBIDDEN)
def test_a_layer_knows_nothing_of(layer: str) -> None:
    place = PACKAGE / layer
    files = [place] if place.is_file() else sorted(place.rglob("*.py"))
    assert files
    found = {
        (path.name, name)
        for path in files
        for name in imported(path)
        for barred in FORBIDDEN[layer]
        if name == barred or name.startswith(f"{barred}.")
    }
    assert found == set()


def test_no_layer_imports_the_commands() -> None:
    outside = [path for path in PACKAGE.rglob("*.py") if "commands" not in path.parts]
    users = {path.name for path in outside for name in imported(path) if name.startswith("aanbod.commands")}
    assert users == set()
