"""`aanbod sample`: which transcripts several people code."""

import click

from aanbod.commands.common import as_json
from aanbod.commands.desk import Desk, plain_desk_options
from aanbod.commands.selection import group_options
from aanbod.errors import AanbodError

EPILOG = """\b
Examples:
  aanbod sample --share 15 --by sector                        show which
  aanbod sample --share 15 --by sector --for Noor --for Bram  and give them these to code
  aanbod sample --share 10 --where year=2024 --seed second --for Els
"""


@click.command(epilog=EPILOG)
@click.option(
    "--share", type=click.FloatRange(0, 100, min_open=True), default=15, show_default=True, help="Percentage."
)
@click.option("--by", multiple=True, help="A share of each value of this variable, at least one; may be repeated.")
@click.option("--for", "coders", multiple=True, metavar="NAME", help="Give these transcripts to NAME to code.")
@click.option("--seed", default="1", show_default=True, help="Another seed gives another sample.")
@group_options
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
@plain_desk_options
def sample(
    desk: Desk,
    share: float,
    by: tuple[str, ...],
    coders: tuple[str, ...],
    seed: str,
    conditions: tuple[str, ...],
    json_: bool,
) -> None:
    """Choose a share of the transcripts, and give them to people to code; `aanbod agreement` then compares them.

    The same transcripts and seed give the same sample. A transcript of cases with several values is a stratum of its
    own kind ("po, vo").
    """
    from aanbod.agreement.sampling import stratified_sample
    from aanbod.tables.selection import find_variable, holds, selection, values_of

    variables = [find_variable(desk.codebook, name) for name in by]
    chosen = selection(desk.codebook, conditions, (), reviewed=False, usual=False)
    with desk.open_store() as store:
        records = [record for record in store.transcripts() if holds(record, chosen, desk.codebook)]
        if not records:
            raise AanbodError(
                "there is no such transcript to choose from\n    import transcripts, or ask for other ones"
            )
        strata = {
            record.name: " × ".join(values_of(record, variable, desk.codebook) for variable in variables)
            for record in records
        }
        found = stratified_sample(strata, share / 100, seed)
        names = sorted(name for stratum in found.values() for name in stratum)
        label = " ".join([f"{share:g}%", *(f"by {variable.id}" for variable in variables), f"seed {seed}"])
        for coder in coders:
            store.assign(names, coder, label)
    if json_:
        as_json({"sample": label, "strata": found, "of": len(records), "for": coders})
        return
    for stratum, members in found.items():
        size = sum(one == stratum for one in strata.values())
        click.echo(f"{stratum or 'all'}: {len(members)} of {size}")
        for name in members:
            click.echo(f"    {name}")
    click.echo(f"{len(names)} of {len(records)} transcripts{', for ' + ', '.join(coders) if coders else ''}", err=True)
