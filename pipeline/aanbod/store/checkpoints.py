"""That a command was done and nothing changed since: the next one with the same inputs need not look.

A run notes its inputs before it reads anything, and says that it is done at the end. Whoever else changes the store
meanwhile or later takes the note away, in the same transaction. Only in a file: `aanbod.unchanged` reads it without
this package.
"""

from collections.abc import Mapping

from sqlalchemy import Connection, delete, insert, update

from .schema import CHECKPOINT


def begin(connection: Connection, run: str, inputs: Mapping[str, str]) -> None:
    """Notes by command what this run (a name of its own) starts from."""
    if _is_kept(connection):
        connection.execute(delete(CHECKPOINT).where(CHECKPOINT.c.command.in_(inputs)))
        rows = [{"command": command, "run": run, "inputs": digest} for command, digest in inputs.items()]
        connection.execute(insert(CHECKPOINT), rows)


def finish(connection: Connection, run: str, command: str, said: str) -> None:
    """Notes that the command is done, unless the store was changed by somebody else since it began."""
    if _is_kept(connection):
        mine = (CHECKPOINT.c.run == run, CHECKPOINT.c.command == command)
        connection.execute(update(CHECKPOINT).where(*mine).values(said=said))


def changed(connection: Connection, run: str) -> None:
    """Takes away what others noted: this run (or nobody, '') changes the store."""
    if _is_kept(connection):
        connection.execute(delete(CHECKPOINT).where(CHECKPOINT.c.run != run))


def _is_kept(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"
