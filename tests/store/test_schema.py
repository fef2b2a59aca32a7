"""The schema: models and migrations agree, and the database itself refuses what may not be."""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, inspect
from sqlalchemy import text as sql
from sqlalchemy.exc import IntegrityError, StatementError

from aanbod.model import Transcript
from aanbod.store import Store, open_store
from aanbod.store.migrate import HEAD, MIGRATIONS
from aanbod.store.schema import METADATA, RUN


def test_the_head_is_that_of_the_migrations() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_models_and_migrations_agree_in_a_file(path: Path, tmp_path: Path) -> None:
    assert_agree(str(path), f"sqlite:///{tmp_path / 'models.db'}")


def test_models_and_migrations_agree_on_a_server(server_store: str, other_database: str) -> None:
    assert_agree(server_store, other_database)


def assert_agree(address: str, empty: str) -> None:
    modelled = create_engine(empty)
    METADATA.create_all(modelled)
    with open_store(address) as store, store._reading() as migrated, modelled.connect() as made:
        context = MigrationContext.configure(migrated, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
        assert described(migrated) == described(made)
    modelled.dispose()


def described(connection: Connection) -> dict[str, Any]:
    """What Alembic's comparison leaves out: checks, names, conditions of indexes."""
    inspector = inspect(connection)

    def by_name(rows: list[Any]) -> list[str]:
        plain = [
            row | {"dialect_options": {k: str(v) for k, v in row.get("dialect_options", {}).items()}} for row in rows
        ]
        return sorted(str(sorted(row.items())) for row in plain)

    return {
        table: [
            by_name(inspector.get_check_constraints(table)),
            by_name(inspector.get_unique_constraints(table)),
            by_name(inspector.get_foreign_keys(table)),
            by_name(inspector.get_indexes(table)),
            str(inspector.get_pk_constraint(table)),
            [(column["name"], str(column["type"]), column["nullable"]) for column in inspector.get_columns(table)],
        ]
        for table in inspector.get_table_names()
        if table != "alembic_version"
    }


def test_every_constraint_has_a_name_that_postgresql_can_hold(path: Path) -> None:
    with open_store(path) as store, store._reading() as connection:
        made = connection.execute(sql("SELECT sql FROM sqlite_master WHERE tbl_name <> 'alembic_version'")).scalars()
        names = re.findall(r"(?:CONSTRAINT|INDEX) (\w+)", " ".join(filter(None, made)))
    assert len(names) == len(set(names)) > 20
    assert max(map(len, names)) <= 63


BROKEN = [
    "INSERT INTO transcript (name) VALUES ('linde.txt')",
    "INSERT INTO transcript (name) VALUES (NULL)",
    "INSERT INTO transcript_variable VALUES (1, 'jaar', '2022')",
    "INSERT INTO transcript_variable VALUES (9, 'jaar', '2022')",
    "INSERT INTO transcript_case VALUES (1, 0, 'Esdoorn')",
    "INSERT INTO transcript_case VALUES (1, 1, 'Linde')",
    "INSERT INTO transcript_case VALUES (9, 0, 'Linde')",
    "INSERT INTO text_version VALUES (9, 1, 2, true, 'x', '', 'tekst', '1')",  # a second current text
    "INSERT INTO text_version VALUES (9, 1, 1, false, 'x', '', 'tekst', '1')",
    "INSERT INTO text_version VALUES (9, 1, 0, false, 'x', '', 'tekst', '1')",
    "INSERT INTO text_version SELECT 9, 1, 2, false, sha256, '', text, '1' FROM text_version",
    "INSERT INTO text_version VALUES (9, 9, 1, true, 'x', '', 'tekst', '1')",
    "INSERT INTO coder (name, kind) VALUES ('rules', 'person')",
    "INSERT INTO coder (name, kind) VALUES ('Daan', 'robot')",
    "INSERT INTO run VALUES (9, 'afs', NULL, '0.1', '2026-01-01', NULL)",
    "UPDATE coding SET start = -1",
    'UPDATE coding SET start = "end"',
    'UPDATE coding SET "end" = 0',
    "UPDATE coding SET text_version_id = 9",
    "UPDATE coding SET coder_id = 9",
    "UPDATE coding SET run_id = 9",
    "UPDATE coding SET evidence = NULL",
    "UPDATE coding SET code = NULL",
    "DELETE FROM coding",  # somebody decided on it
    "DELETE FROM run",
    "DELETE FROM coder",
    "DELETE FROM text_version",
    "DELETE FROM transcript",
    "INSERT INTO coding SELECT * FROM coding",
    *(
        f"INSERT INTO decision (id, coding_id, verdict, coder_id, at, note, {column}) {values}"
        for column, values in [
            ("origin_id", "SELECT 9, coding_id, 'maybe', coder_id, at, '', NULL FROM decision"),
            ("origin_id", "SELECT 9, 'ff', verdict, coder_id, at, '', NULL FROM decision"),
            ("origin_id", "SELECT 9, NULL, verdict, coder_id, at, '', NULL FROM decision"),
            ("origin_id", "SELECT 9, coding_id, verdict, 9, at, '', NULL FROM decision"),
            ("origin_id", "SELECT 9, coding_id, verdict, coder_id, at, '', 8 FROM decision"),
            (
                "origin_id",
                "SELECT 8, coding_id, verdict, coder_id, at, '', 1 FROM decision UNION ALL "
                "SELECT 9, coding_id, verdict, coder_id, at, '', 1 FROM decision",
            ),
            ("transcript_id", "SELECT 9, NULL, 'memo', coder_id, at, '', 9 FROM decision"),
            ("transcript_id", "SELECT 9, NULL, 'done', coder_id, at, '', NULL FROM decision"),
            ("result_id", "SELECT 9, coding_id, 'change', coder_id, at, '', NULL FROM decision"),
            ("result_id", "SELECT 9, coding_id, 'accept', coder_id, at, '', coding_id FROM decision"),
            ("result_id", "SELECT 9, coding_id, 'change', coder_id, at, '', 'ff' FROM decision"),
            ("undoes_id", "SELECT 9, coding_id, 'undo', coder_id, at, '', 9999 FROM decision"),
            ("undoes_id", "SELECT 9, coding_id, 'undo', coder_id, at, '', NULL FROM decision"),
            ("undoes_id", "SELECT 9, coding_id, 'accept', coder_id, at, '', 1 FROM decision"),
            ("run_id", "SELECT 9, coding_id, verdict, coder_id, at, '', 9 FROM decision"),
        ]
    ),
    "INSERT INTO coded VALUES (1, 'r2', 1)",
    "INSERT INTO coded VALUES (9, 'r2', 1)",
    "UPDATE coded SET run_id = 9",
]


@pytest.mark.parametrize("statement", BROKEN)
def test_the_database_refuses(store: Store, code: Callable[..., object], statement: str) -> None:
    store.save_transcripts([Transcript("linde.txt", "Samen koken.", "", ("Linde",), {"jaar": "2021"})])
    code("linde.txt", "Samen koken.")
    store.decide([one.id for one in store.codings()], "accept", "Roos")
    with pytest.raises(IntegrityError), store._writing() as connection:
        connection.execute(sql(statement))


def test_foreign_keys_are_checked_and_the_journal_is_wal(path: Path) -> None:
    open_store(path).close()
    with open_store(path) as store, store._reading() as connection:
        pragmas = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in PRAGMAS}
    assert pragmas == PRAGMAS


PRAGMAS = {"foreign_keys": 1, "journal_mode": "wal", "synchronous": 1, "busy_timeout": 10_000}


def test_a_moment_without_a_timezone_is_refused(store: Store) -> None:
    with pytest.raises(StatementError, match="needs a timezone"), store._writing() as connection:
        connection.execute(RUN.update().values(started_at=datetime(2026, 1, 1)))
