"""Who does the work: this process, more processes, or a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from aanbod.commands.common import Desk
    from aanbod.parallel import Mapped
    from aanbod.workflow import CodeAll


@dataclass(frozen=True)
class Workers:
    """The processes of one command: `reading` does the work of `map`, and so does `coding`, maybe elsewhere."""

    reading: Mapped = map
    coding: Mapped | None = None

    def code_all(self, desk: Desk) -> CodeAll | None:
        """How texts are coded; None: in this process."""
        if self.coding is None:
            return None
        from aanbod.elsewhere import Rules, coding_by
        from aanbod.workflow import rules_version

        pipeline = desk.project.spacy_pipeline if desk.project else ""
        return coding_by(self.coding, Rules(desk.codebook_path.resolve(), pipeline, rules_version(desk.coder)))


@dataclass(frozen=True)
class Hiring:
    """What the options ask for."""

    number: int = 1
    address: str = ""

    @contextmanager
    def workers(self) -> Iterator[Workers]:
        """The processes, until the command ends."""
        if self.address:
            from aanbod.parallel import cluster

            with cluster(self.address) as mapped:
                yield Workers(coding=mapped)  # the files may be on this machine alone
        elif self.number > 1:
            from aanbod.parallel import processes

            with processes(self.number) as mapped:
                yield Workers(mapped, mapped)
        else:
            yield Workers()


def worker_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command --workers and --cluster; it gets `hiring`."""

    @click.option(
        "--workers", type=click.IntRange(1), default=1, metavar="N", help="Work in N processes: for many texts."
    )
    @click.option(
        "--cluster",
        default="",
        metavar="ADDRESS",
        help="Code on the workers of a Dask scheduler (tcp://…), where the codebook stands in the same folder.",
    )
    @wraps(command)
    def wrapped(workers: int, cluster: str, **arguments: Any) -> Any:
        if cluster and workers > 1:
            raise click.UsageError("--workers and --cluster do not go together: a cluster has workers of its own")
        return command(hiring=Hiring(workers, cluster), **arguments)

    return wrapped
