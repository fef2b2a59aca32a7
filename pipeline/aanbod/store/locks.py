"""Who waits for whom, where several people and programs share a server. A file has one writer at a time anyway.

A run, an import and whoever codes by hand lock the transcripts that they change, so that they take turns. Before one
of the former deletes codings it locks those too: a decision refers to its coding, so that one made at that moment waits
until the coding is gone, or was seen. All lock in the order of ids, so that neither waits for one who waits; where a
person decides on several at once that can still be, the server breaks one of the two off, and it is done again.
"""

from collections.abc import Collection

from sqlalchemy import ColumnExpressionArgument, Connection, func, select

from .schema import CODING, TRANSCRIPT

_KIND = 0x61616E62  # "aanb": these locks among those of other programs


def lock_transcripts(connection: Connection, names: Collection[str]) -> None:
    """Until this transaction is over no other one changes these transcripts, their texts or the rules' codings.

    An advisory lock, for who may add codings by hand may not change transcripts, nor lock their rows.
    """
    if connection.dialect.name == "postgresql":
        ids = select(TRANSCRIPT.c.id).where(TRANSCRIPT.c.name.in_(names)).order_by(TRANSCRIPT.c.id).subquery()
        connection.execute(select(func.pg_advisory_xact_lock(_KIND, ids.c.id))).all()


def lock_codings(connection: Connection, condition: ColumnExpressionArgument[bool]) -> None:
    """Until this transaction is over nobody decides on these codings."""
    if connection.dialect.name == "postgresql":
        statement = select(CODING.c.id).where(condition).order_by(CODING.c.id)
        connection.execute(statement.with_for_update()).all()
