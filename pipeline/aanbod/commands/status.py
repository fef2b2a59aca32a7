"""`aanbod status`: what the store holds."""

from dataclasses import asdict
from pathlib import Path

import click

from aanbod.commands.common import as_json, columns, shown
from aanbod.commands.desk import Desk, plain_desk_options


@click.command(epilog="\b\nExamples:\n  aanbod status\n  aanbod status --json")
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
@plain_desk_options
def status(desk: Desk, json_: bool) -> None:
    """Say what the store holds: transcripts, codings by state, decisions and the last run."""
    with desk.open_store() as store:
        counts, address = store.counts(), store.address
    if json_:
        data = asdict(counts)
        if counts.last_run:
            data["last_run"] = {
                key: value if value is None else str(value) for key, value in asdict(counts.last_run).items()
            }
        as_json({"store": address, **data})
        return
    where = shown(desk.store_address) if isinstance(desk.store_address, Path) else address
    rows: list[tuple[str, object]] = [("store", where), ("transcripts", counts.transcripts)]
    rows += [(f"codings {state}", getattr(counts, state)) for state in ("suggested", "accepted", "rejected")]
    rows += [("decisions", counts.decisions), ("lost codings", counts.lost)]
    if run := counts.last_run:
        rows.append(
            (
                "last run",
                f"{run.started_at:%Y-%m-%d %H:%M} UTC, aanbod {run.program_version}, "
                f"codebook {run.codebook} {run.codebook_version[:12]}",
            )
        )
    click.echo(columns(rows))
