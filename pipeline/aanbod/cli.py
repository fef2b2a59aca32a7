"""The commands of `aanbod`, each loaded when it is called: help costs no spaCy and no SQLAlchemy."""

from importlib import import_module

import click

from aanbod import __version__

# name: (module:function, what the list of commands says)
COMMANDS = {
    "init": ("aanbod.commands.init:init", "Make a new project folder that works at once."),
    "import": ("aanbod.commands.importing:import_", "Read transcripts and what is known of them into the store."),
    "code": ("aanbod.commands.code:code", "Code transcripts by the rules of the codebook."),
    "run": ("aanbod.commands.run:run", "Import, code and render the whole report."),
    "tables": ("aanbod.commands.tables:tables", "The inventory tables."),
    "compare": ("aanbod.commands.compare:compare", "The tables, compared between groups."),
    "change": ("aanbod.commands.change:change", "One period against another, per school."),
    "partners": ("aanbod.commands.partners:partners", "The list of partners per category."),
    "network": ("aanbod.commands.network:network", "Schools and their partners as a network, and how they scatter."),
    "passages": ("aanbod.commands.passages:passages", "Retrieve coded passages."),
    "explain": ("aanbod.commands.explain:explain", "Why a sentence did or did not get a code."),
    "discover": ("aanbod.commands.discover:discover", "What the codebook lacks: organisations and forms of offer."),
    "review": ("aanbod.commands.review:review", "Decide on a page in the browser, or at the shell."),
    "decide": ("aanbod.commands.decide:decide", "Accept, reject, change or add codings."),
    "history": ("aanbod.commands.history:history", "What people decided, and when."),
    "undo": ("aanbod.commands.undo:undo", "Take back decisions."),
    "merge": ("aanbod.commands.merge:merge", "Add what somebody else did in a copy of the store."),
    "feedback": ("aanbod.commands.feedback:feedback", "Each school's own document, and what it answers."),
    "evaluate": ("aanbod.commands.evaluate:evaluate", "How the codings agree with what a careful reader codes."),
    "sample": ("aanbod.commands.sample:sample", "Choose transcripts for several people to code."),
    "agreement": ("aanbod.commands.agreement:agreement", "How far coders agree."),
    "privacy": ("aanbod.commands.privacy:privacy", "What looks personal in transcripts."),
    "export": ("aanbod.commands.export:export", "Write the codings to a file."),
    "status": ("aanbod.commands.status:status", "What the store holds."),
    "store": ("aanbod.commands.store:store", "Look at the store, copy it, and share it on a server."),
    "codebook": ("aanbod.commands.codebook:codebook", "Check, test, show, add to and report on the codebook."),
}


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, attribute = COMMANDS[name][0].split(":")
        command = getattr(import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


EPILOG = """\b
Examples:
  aanbod init my-study        a new project with a codebook and sample transcripts
  aanbod run                  code what is new and render reports/out/report.html
  aanbod tables 6.1 --by lichting
  aanbod COMMAND --help       more on one command, with examples
"""


@click.group(cls=LazyGroup, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="aanbod", message="%(prog)s %(version)s")
def cli() -> None:
    """Turn transcripts into inventory tables that can be defended: a codebook codes, you review, templates render."""
