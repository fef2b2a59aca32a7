"""Who may do what in a store on a server: roles of PostgreSQL, so that the server itself refuses the rest.

Who makes the store owns it and may do everything. A reader sees everything and changes nothing; a coder may besides
add decisions and codings, and no more than add them; the state of a coding goes along with these.
"""

from collections.abc import Sequence

from sqlalchemy import Connection

from aanbod.errors import AanbodError

from .schema import CODER, CODING, DECISION, PSEUDONYM

READER_ROLE = "aanbod_reader"
CODER_ROLE = "aanbod_coder"
_COUNTED = (DECISION.name, CODER.name)  # tables with numbers for ids that a coder adds to
_GROWS = (*_COUNTED, CODING.name, PSEUDONYM.name)  # what a coder adds to: also numbers for new names


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
    both = f"{READER_ROLE}, {CODER_ROLE}"
    return [
        *(
            f"DO $$ BEGIN CREATE ROLE {role} NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$"
            for role in (READER_ROLE, CODER_ROLE)
        ),
        f"GRANT CONNECT ON DATABASE {database} TO {both}",
        f"GRANT USAGE ON SCHEMA {schema} TO {both}",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {both}",
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT SELECT ON TABLES TO {both}",
        f"GRANT INSERT ON {', '.join(_GROWS)} TO {CODER_ROLE}",
        f"GRANT UPDATE (state) ON {CODING.name} TO {CODER_ROLE}",
        f"GRANT USAGE ON SEQUENCE {', '.join(f'{table}_id_seq' for table in _COUNTED)} TO {CODER_ROLE}",
        *(f"GRANT {CODER_ROLE} TO {quote(name)}" for name in coders),
        *(f"GRANT {READER_ROLE} TO {quote(name)}" for name in readers),
    ]
