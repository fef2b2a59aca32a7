"""Who waits for whom, where several people and programs share a server. A file has one writer at a time anyway.

A run and an import lock the transcripts that they change, so that they take turns. Before either deletes codings it
locks those too: a decision refers to its coding, so that one made at that moment waits until the coding is gone, or
was seen. Both lock in the order of ids, so that neither waits for one who waits; where a person decides on several at
once that can still be, the server breaks one of the two off, and it is done again.
"""

from collections.abc import Collection

from sqlalchemy import ColumnExpressionArgument, Connection, select

from .schema import CODING, TRANSCRIPT


def lock_transcripts(connection: Connection, names: Collection[str]) -> None:
    """Until this transaction is over no other one changes these transcripts, their texts or the rules' codings."""
    if connection.dialect.name == "postgresql":
        statement = select(TRANSCRIPT.c.id).where(TRANSCRIPT.c.name.in_(names)).order_by(TRANSCRIPT.c.id)
        connection.execute(statement.with_for_update()).all()


def lock_codings(connection: Connection, condition: ColumnExpressionArgument[bool]) -> None:
    """Until this transaction is over nobody decides on these codings."""
    if connection.dialect.name == "postgresql":
        statement = select(CODING.c.id).where(condition).order_by(CODING.c.id)
        connection.execute(statement.with_for_update()).all()
