"""Who does the work: this process, more processes, or a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from aanbod.commands.desk import Desk
    from aanbod.parallel import Mapped
    from aanbod.workflow import CodeAll

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Workers:
    """The processes of one command: so many on this machine, or those of a cluster, which only code."""

    number: int = 1
    cluster: Mapped | None = None

    def reading(self, work: Callable[[Item], Result], items: Iterable[Item], /) -> Iterator[Result]:
        """Does the work of `map`."""
        if self.number == 1:
            yield from map(work, items)
            return
        from aanbod.parallel import processes

        with processes(self.number, fork=True) as mapped:
            yield from mapped(work, items)

    def code_all(self, desk: Desk) -> CodeAll | None:
        """How texts are coded; None: in this process."""
        if self.cluster is None and self.number == 1:
            return None
        from aanbod.elsewhere import Rules, coding_by, coding_by_processes
        from aanbod.workflow import rules_version

        pipeline = desk.project.spacy_pipeline if desk.project else ""
        rules = Rules(desk.codebook_path.resolve(), pipeline, rules_version(desk.coder))
        if self.cluster is None:
            return coding_by_processes(self.number, rules, desk.coder)
        return coding_by(self.cluster, rules)


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
                yield Workers(cluster=mapped)  # the files may be on this machine alone
        else:
            yield Workers(self.number)


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
