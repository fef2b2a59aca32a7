"""One direction, no way back: coding knows no database, counting no templates, templates no rules."""

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "pipeline" / "aanbod"
# Pure parts know no database, no templates, no command line and no spaCy.
PURE = {"spacy", "sqlalchemy", "jinja2", "click"}
FORBIDDEN = {
    "agreement": {*PURE, "aanbod.coding", "aanbod.reports", "aanbod.store", "yaml"},
    "dutch": {*PURE, "aanbod.codebook", "aanbod.coding", "aanbod.store"},
    "codebook": {*PURE, "aanbod.coding", "aanbod.reports", "aanbod.store"},
    "transcripts": {*PURE, "aanbod.coding", "aanbod.reports", "aanbod.store"},
    "coding": {"aanbod.reports", "aanbod.store", "aanbod.transcripts", "click", "jinja2", "sqlalchemy", "yaml"},
    "discovering": {*PURE, "aanbod.reports", "aanbod.store", "aanbod.transcripts", "yaml"},
    "privacy": {*PURE, "aanbod.coding", "aanbod.reports", "aanbod.store", "aanbod.transcripts", "yaml"},
    "store": {"aanbod.codebook", "aanbod.coding", "aanbod.reports", "click", "jinja2", "spacy", "yaml"},
    "refi": {*PURE, "aanbod.codebook", "aanbod.coding", "aanbod.counting", "aanbod.store", "yaml"},
    "reports": {"aanbod.coding", "aanbod.store", "aanbod.transcripts", "click", "spacy", "sqlalchemy", "yaml"},
    "schools": {*PURE, "aanbod.coding", "yaml"},
    "review": {*PURE, "aanbod.reports", "aanbod.transcripts", "flask"},
    "reviewpage": {"aanbod.reports", "aanbod.transcripts", "click", "spacy", "sqlalchemy"},
    "tables": {*PURE, "aanbod.coding", "aanbod.reports", "yaml"},
    "evaluating": {*PURE, "aanbod.reports", "aanbod.store", "yaml"},
    "exchange": {*PURE, "aanbod.coding", "aanbod.reports", "yaml"},
    "counting.py": {*PURE, "aanbod.coding", "aanbod.reports", "aanbod.tables"},
    "parallel.py": {*PURE, "aanbod.codebook", "aanbod.coding", "aanbod.store", "yaml"},
    "unchanged.py": {*PURE, "aanbod.codebook", "aanbod.coding", "aanbod.store", "yaml"},
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


def module(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def modules_imported(path: Path) -> Iterator[str]:
    """What a module imports, inside functions and for types too; of `from package import name` both, for either may
    be the module."""
    package = module(path.parent / "__init__.py").split(".")
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) + 1 - node.level] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            submodules = [f"{base}.{alias.name}" for alias in node.names]
            yield from submodules
            if not all((PACKAGE.parent / name.replace(".", "/")).with_suffix(".py").exists() for name in submodules):
                yield base


def test_no_modules_import_each_other() -> None:
    """Not inside functions either: that only hides a circle. `prepare` raises a CycleError that names it."""
    paths = {module(path): path for path in PACKAGE.rglob("*.py")}
    graph = {name: {used for used in modules_imported(path) if used in paths} - {name} for name, path in paths.items()}
    assert "aanbod.store.schema" in graph["aanbod.store.queues"]  # a relative import counts
    TopologicalSorter(graph).prepare()
