"""`aanbod code --watch`: the work again at each edit, until Ctrl-C."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import click

from aanbod.commands.checkpoint import inputs_of
from aanbod.commands.desk import Desk
from aanbod.errors import AanbodError
from aanbod.project import PROJECT_FILE, read_project
from aanbod.unchanged import Inputs

SECONDS = 0.3  # between two looks, at names, sizes and times; an editor has then written all of a file
_REST = 10  # times what a look costs, so that many files do not keep the machine busy


def watch_inputs(desk: Desk, paths: tuple[Path, ...], work: Callable[[Desk], None]) -> None:
    """Does the work now and at each edit of what it reads. Mistakes are told, and wait for the next edit."""
    inputs = _with_settings(desk, inputs_of(desk, paths))
    try:
        while True:
            seen = inputs.signature()
            try:
                desk = _fresh(desk)
                inputs = _with_settings(desk, inputs_of(desk, paths))
                work(desk)
            except AanbodError as error:
                click.echo(click.style("Error: ", fg="red", bold=True) + str(error), err=True)
            click.echo(f"watching {desk.codebook_path} and the transcripts; Ctrl-C stops", err=True)
            _wait_for_edit(inputs, seen)
    except KeyboardInterrupt:
        click.echo("stopped watching", err=True)


def _fresh(desk: Desk) -> Desk:
    """The same desk with nothing read yet; the project may say something else now."""
    return replace(desk, project=read_project(desk.project.folder) if desk.project else None, remarks=[])


def _with_settings(desk: Desk, inputs: Inputs) -> Inputs:
    if desk.project is None:
        return inputs
    return replace(inputs, paths=(*inputs.paths, desk.project.folder / PROJECT_FILE))


def _wait_for_edit(inputs: Inputs, seen: str) -> None:
    changed = False
    while True:
        begin = time.perf_counter()
        now = inputs.signature()
        if changed and now == seen:
            return
        changed, seen = changed or now != seen, now
        time.sleep(max(SECONDS, _REST * (time.perf_counter() - begin)))
