"""The commands on a store that a team shares, as a shell would run them."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from aanbod.__main__ import main
from aanbod.project import read_project
from aanbod.store import open_store
from aanbod.store.migrate import HEAD

ROOT = Path(__file__).parents[2]


@pytest.fixture
def aanbod(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Runs the console command; its exit code, and all that it printed."""

    def call(*arguments: object) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["aanbod", *map(str, arguments)])
        capfd.readouterr()
        with pytest.raises(SystemExit) as stop:
            main()
        printed = capfd.readouterr()
        return int(stop.value.code or 0), printed.out + printed.err

    return call


Aanbod = Callable[..., tuple[int, str]]
Fill = Callable[..., list[str]]


def test_one_study_in_a_file_and_on_a_server(
    aanbod: Aanbod, tmp_path: Path, other_database: str, write_codebook: Callable[..., Path]
) -> None:
    """Coded on a server, copied to a file: the same export, byte for byte."""
    codebook = write_codebook(
        "categories: [{id: tuin, label: Tuin, codes: [{id: tuin.vijver, label: Vijver, keywords: [vijver]}]}]\n"
    )
    texts = tmp_path / "texts"
    texts.mkdir()
    for number in range(3):
        (texts / f"{number}.txt").write_text(f"Tuin {number} heeft een vijver met vissen 🐟.\n", encoding="utf-8")
    export = ("export", "codings", "--store")
    assert aanbod("code", texts, "--codebook", codebook, "--store", other_database)[0] == 0
    server = aanbod(*export, other_database)
    assert server[0] == 0 and server[1].count("vijver") >= 3
    assert aanbod("store", "copy", other_database, tmp_path / "copy.db")[0] == 0
    assert aanbod(*export, tmp_path / "copy.db") == server
    assert "3 unchanged" in aanbod("code", texts, "--codebook", codebook, "--store", tmp_path / "copy.db")[1]
    assert aanbod("code", texts, "--codebook", codebook, "--store", tmp_path / "fresh.db")[0] == 0
    assert aanbod(*export, tmp_path / "fresh.db") == server


def test_a_project_names_a_server(aanbod: Aanbod, server_store: str, store_with_codings: Fill, tmp_path: Path) -> None:
    (tmp_path / "aanbod.yaml").write_text(f"store: {server_store}\n", encoding="utf-8")
    assert read_project(tmp_path).store == server_store
    with open_store(server_store) as store:
        ids = store_with_codings(store)
    assert "accepted" in aanbod("decide", ids[0][:10], "--accept", "--by", "Noor")[1]
    code, status = aanbod("status")
    assert code == 0 and "codings accepted   1" in status
    if ":" in server_store.rpartition("@")[0].removeprefix("postgresql+psycopg://"):
        assert ":***@" in status


def test_info(aanbod: Aanbod, address: str, store_with_codings: Fill) -> None:
    with open_store(address) as store:
        store_with_codings(store)
    code, said = aanbod("store", "info", "--store", address)
    assert code == 0
    assert ("PostgreSQL " if "://" in address else "SQLite ") in said
    assert "coding               2 rows" in said
    assert f'"schema": "{HEAD}"' in aanbod("store", "info", "--store", address, "--json")[1]


def test_copy_tells_what_it_did_or_why_not(
    aanbod: Aanbod, path: Path, tmp_path: Path, store_with_codings: Fill
) -> None:
    assert aanbod("store", "copy", path, tmp_path / "copy.db")[0] == 1
    assert not path.exists() and not (tmp_path / "copy.db").exists()
    with open_store(path) as store:
        store_with_codings(store)
    code, said = aanbod("store", "copy", path, tmp_path / "copy.db")
    assert code == 0 and "found to be the same" in said
    assert with_codings(tmp_path / "copy.db") == with_codings(path)
    code, said = aanbod("store", "copy", path, tmp_path / "copy.db")
    assert code == 1 and "is not empty" in said


def with_codings(path: Path) -> list[object]:
    with open_store(path) as store:
        return [*store.codings(), *store.transcripts()]


def test_the_sql_of_the_roles_is_printed(aanbod: Aanbod, address: str, store_with_codings: Fill) -> None:
    with open_store(address) as store:
        store_with_codings(store)
    code, said = aanbod("store", "roles", "--store", address, "--coder", 'o"neil', "--print")
    if "://" in address:
        assert code == 0 and 'GRANT aanbod_coder TO "o""neil";\n' in said
    else:
        assert code == 1 and "has no roles" in said


def test_no_password_in_the_log_of_a_bug(
    aanbod: Aanbod, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("aanbod.store.open_store", lambda *_, **__: 1 / 0)
    code, said = aanbod("status", "--store", "postgresql+psycopg://roos:geheim@db/afs")
    log = (tmp_path / "aanbod-error.log").read_text(encoding="utf-8")
    assert code == 3 and "ZeroDivisionError" in log and "//roos:***@db/afs" in log
    assert "geheim" not in said + log


def test_compose_asks_for_a_password() -> None:
    """The file is YAML with a server that says when it is ready, and that has no password of its own."""
    (server,) = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"].values()
    assert server["image"].startswith("postgres:")
    assert server["environment"]["POSTGRES_PASSWORD"].startswith("${AANBOD_PASSWORD:?")
    assert "pg_isready" in server["healthcheck"]["test"][1]
    assert server["ports"][0].startswith("${AANBOD_LISTEN:-127.0.0.1}")
    assert server["volumes"]
