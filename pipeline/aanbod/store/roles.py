"""Who may do what in a store on a server: roles of PostgreSQL, so that the server itself refuses the rest.

Who makes the store owns it and may do everything. A reader sees everything and changes nothing; a coder may besides
add decisions, and no more than add them; the state of a coding goes along with these.
"""

from collections.abc import Sequence

from sqlalchemy import Connection

from aanbod.errors import AanbodError

from .models import CoderRow, CodingRow, DecisionRow

READER = "aanbod_reader"
CODER = "aanbod_coder"
_GROWS = (DecisionRow.__tablename__, CoderRow.__tablename__)  # what a coder adds to: a decision, and who made it


def make(connection: Connection, coders: Sequence[str], readers: Sequence[str]) -> None:
    """Makes the roles where needed, says what they may do in this database, and gives them to people."""
    for statement in statements(connection, coders, readers):
        connection.exec_driver_sql(statement)


def statements(connection: Connection, coders: Sequence[str], readers: Sequence[str]) -> list[str]:
    """What `make` says to the server, for whoever wants to say it himself. Saying it again does no harm."""
    if connection.dialect.name != "postgresql":
        raise AanbodError("A store in a file has no roles: who may open the file may do everything. Use a server.")
    quote = connection.dialect.identifier_preparer.quote_identifier
    database, schema = map(quote, connection.exec_driver_sql("SELECT current_database(), current_schema()").one())
    both = f"{READER}, {CODER}"
    return [
        *(
            f"DO $$ BEGIN CREATE ROLE {role} NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$"
            for role in (READER, CODER)
        ),
        f"GRANT CONNECT ON DATABASE {database} TO {both}",
        f"GRANT USAGE ON SCHEMA {schema} TO {both}",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {both}",
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT SELECT ON TABLES TO {both}",
        f"GRANT INSERT ON {', '.join(_GROWS)} TO {CODER}",
        f"GRANT UPDATE (state) ON {CodingRow.__tablename__} TO {CODER}",
        f"GRANT USAGE ON SEQUENCE {', '.join(f'{table}_id_seq' for table in _GROWS)} TO {CODER}",
        *(f"GRANT {CODER} TO {quote(name)}" for name in coders),
        *(f"GRANT {READER} TO {quote(name)}" for name in readers),
    ]
