"""A project: a folder with `aanbod.yaml`, which says where its parts are."""

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from aanbod.codebook.yamlfile import read_yaml
from aanbod.errors import Fault, FaultsError

PROJECT_FILE = "aanbod.yaml"
_KEYS = {
    "codebook": "codebook",
    "transcripts": "transcripts",
    "table": "transcripts/transcripts.csv",
    "store": "aanbod.db",
    "templates": "reports/templates",
    "out": "reports/out",
    "spacy_pipeline": "",
}


@dataclass(frozen=True)
class Project:
    """Where a project keeps things, as absolute paths; `spacy_pipeline` names a trained Dutch pipeline, or is ''.

    `store` is the address of a store: a path, or text with `://` for one on a server.
    """

    folder: Path
    codebook: Path
    transcripts: Path
    table: Path
    store: Path | str
    templates: Path
    out: Path
    spacy_pipeline: str


def find_project(start: Path) -> Project | None:
    """The project that a folder belongs to: its own, or that of the nearest folder above it."""
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / PROJECT_FILE).is_file():
            return read_project(folder)
    return None


def read_project(folder: Path) -> Project:
    """The project in this folder; FaultsError names what its file says wrongly."""
    source = read_yaml(folder / PROJECT_FILE, str(folder / PROJECT_FILE))
    settings = {} if source.data is None else source.data
    if not isinstance(settings, dict):
        fault = Fault(
            PROJECT_FILE, 1, "", "this is no list of settings", "write lines such as `codebook: codebook/afs`"
        )
        raise FaultsError(f"{folder / PROJECT_FILE} cannot be used", [fault])
    faults = []
    for key, value in settings.items():
        line = source.line((key,))
        if key not in _KEYS:
            near = get_close_matches(key, _KEYS, 1)
            remedy = f"did you mean `{near[0]}`?" if near else f"use: {', '.join(_KEYS)}"
            faults.append(Fault(PROJECT_FILE, line, key, f"the setting `{key}` is unknown", remedy))
        elif not isinstance(value, str):
            faults.append(Fault(PROJECT_FILE, line, key, f"`{key}` must be text", f"for example: {_KEYS[key]}"))
    if faults:
        raise FaultsError(f"{folder / PROJECT_FILE} has faults", faults)
    said = _KEYS | settings
    paths = {key: folder / said[key] for key in _KEYS if key not in ("spacy_pipeline", "store")}
    store = store_address(said["store"], folder)
    return Project(folder=folder, spacy_pipeline=said["spacy_pipeline"], store=store, **paths)


def store_address(said: str, folder: Path) -> Path | str:
    """Where a store is: an address with `://` is that of a server, anything else is a file, seen from the folder."""
    return said if "://" in said else folder / said
