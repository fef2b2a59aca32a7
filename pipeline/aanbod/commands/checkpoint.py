"""Whether a command has anything to do: its inputs held against those of when it was last done."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aanbod.transcripts.files import SUFFIXES
from aanbod.unchanged import Inputs, recall

if TYPE_CHECKING:
    from aanbod.commands.desk import Desk
    from aanbod.store import Store


class Checkpoint:
    """The inputs of commands, by name, as they are now. Make it before anything is read.

    A store on a server keeps no checkpoints, and neither does a trained spaCy pipeline tell that it changed.
    """

    def __init__(self, desk: Desk, commands: Mapping[str, Sequence[Inputs]]) -> None:
        self._store = desk.store_address
        self._commands = commands
        self._on = isinstance(self._store, Path) and not (desk.project and desk.project.spacy_pipeline)
        if self._on:
            parts = {part for inputs in commands.values() for part in inputs}
            # The signature first: what is edited in between then ends as an edit, not as something that was read.
            self._signatures = {part: part.signature() for part in parts}
            digests = {part: part.digest() for part in parts}
            self._digests = {name: " ".join(digests[part] for part in inputs) for name, inputs in commands.items()}

    def recall(self, command: str) -> Mapping[str, Any] | None:
        """What the command found when it was last done, if nothing changed since."""
        return recall(self._store, command, self._digests[command]) if self._on else None

    def begin(self, store: Store) -> None:
        """Says that the commands are being done, before anything is read from the store or changed in it."""
        if self._on:
            store.begin(self._digests)

    def finish(self, store: Store, command: str, **found: object) -> None:
        """Says that a command is done, and what it found; not where its inputs were edited meanwhile."""
        if self._on and all(part.signature() == self._signatures[part] for part in self._commands[command]):
            store.finish(command, json.dumps(found, ensure_ascii=False))


def inputs_of(desk: Desk, paths: tuple[Path, ...] = ()) -> Inputs:
    """What `code` reads: the transcripts of the project, or those that are named, and the codebook."""
    codebook = desk.codebook_path
    settings: tuple[str, ...] = (str(codebook.resolve()),)
    if paths:
        settings += (str(Path.cwd()), *map(str, paths))
    else:
        project = desk.require_project()
        settings += (repr(project),)
        paths = (project.transcripts, project.table)
    return Inputs((*paths, codebook), (*SUFFIXES, ".yaml", ".yml"), settings)
