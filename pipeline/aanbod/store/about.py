"""What a store is: its kind, its schema, its size."""

from sqlalchemy import Connection, func, select, text

from .schema import CONTENT
from .values import StoreInfo


def read_info(connection: Connection, address: str) -> StoreInfo:
    is_file = connection.dialect.name == "sqlite"
    version = ".".join(map(str, connection.dialect.server_version_info or ()))
    size = (
        "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
        if is_file
        else "SELECT pg_database_size(current_database())"
    )
    return StoreInfo(
        address=address,
        engine=f"{'SQLite' if is_file else 'PostgreSQL'} {version}",
        schema=connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one(),
        size=connection.execute(text(size)).scalar_one(),
        rows={
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one() for table in CONTENT
        },
    )
