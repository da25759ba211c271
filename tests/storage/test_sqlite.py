"""What is SQLite's alone: a file, looked at before it is opened."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import DatabaseDamaged, DatabaseLocked, DatabaseReadOnly, DatabaseTooNew, StorageError
from storage.database import Database, open_database
from storage.kept.articles import StoredCorpus
from storage.sqlite.backend import database_path
from tests.storage.sample_corpus import change, stored

ROOT = Path(__file__).parents[2]


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def overwrite(path: Path, changed: Callable[[bytes], bytes]) -> None:
    path.write_bytes(changed(path.read_bytes()))


def mark(path: Path, mode: int) -> None:
    path.chmod(mode)


def run_to_its_death(script: str, argument: str) -> None:
    subprocess.run([sys.executable, "-c", script, argument], check=False)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/aide.db"


@pytest.fixture
async def filled(database_file: Path) -> Path:
    """A database with a document in it, closed."""
    async with open_database(f"sqlite:///{database_file}") as database:
        await StoredCorpus(database).apply(change(*(stored(f"{number:03}") for number in range(30))))
    return database_file


async def assert_refused(path: Path, error: type[StorageError], said: str) -> None:
    """Opening fails with one sentence that names the file, and nothing in its folder changes."""
    before = snapshot(path.parent)
    with pytest.raises(error) as caught:
        async with open_database(f"sqlite:///{path}", patience=0.05):
            pytest.fail("opened")
    assert type(caught.value) is error
    assert said in str(caught.value)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 4
    assert snapshot(path.parent) == before


# --- opening and closing ----------------------------------------------------------------------------------


async def test_a_new_database_is_made_with_the_folders_on_its_way(tmp_path: Path) -> None:
    path = tmp_path / "some" / "where" / "aide.db"
    async with open_database(f"sqlite:///{path}") as database:
        assert await StoredCorpus(database).revision() == "0"
    assert path.is_file()


async def test_a_relative_path_counts_from_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with open_database("sqlite:///data/aide.db"):
        assert "data/aide.db" in snapshot(tmp_path)


async def test_an_empty_file_counts_as_no_database_yet(tmp_path: Path) -> None:
    (tmp_path / "aide.db").touch()
    async with open_database(f"sqlite:///{tmp_path}/aide.db") as database:
        assert await StoredCorpus(database).revision() == "0"


async def test_a_closed_database_is_one_file(filled: Path) -> None:
    assert [path.name for path in filled.parent.iterdir()] == ["aide.db"]


async def test_opening_and_closing_without_a_change_leaves_every_byte(filled: Path) -> None:
    before = snapshot(filled.parent)
    async with open_database(f"sqlite:///{filled}") as database:
        await StoredCorpus(database).cards()
    assert snapshot(filled.parent) == before


async def test_a_database_with_strange_characters_in_its_path_is_opened_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/a #1 %41 & ü?.db"
    for _ in range(2):
        async with open_database(url):
            pass
    assert len(snapshot(tmp_path)) == 1


async def test_it_writes_ahead_and_keeps_foreign_keys(database: Database) -> None:
    async with database.reading() as connection:
        assert (await connection.exec_driver_sql("PRAGMA journal_mode")).scalar_one() == "wal"
        assert (await connection.exec_driver_sql("PRAGMA foreign_keys")).scalar_one() == 1
        assert (await connection.exec_driver_sql("PRAGMA busy_timeout")).scalar_one() == 5000


async def test_a_database_left_by_a_killed_process_is_taken_up_where_it_stood(filled: Path) -> None:
    script = (
        "import os, sqlite3, sys\n"
        "database = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "database.execute('UPDATE corpus SET revision = 41')\n"
        "database.execute('BEGIN IMMEDIATE')\n"
        "database.execute('UPDATE corpus SET revision = 99')\n"
        "os.kill(os.getpid(), 9)\n"
    )
    run_to_its_death(script, str(filled))
    assert filled.with_name("aide.db-wal").stat().st_size > 0
    async with open_database(f"sqlite:///{filled}") as database:
        assert await StoredCorpus(database).revision() == "41"


def test_the_program_that_uses_a_database_up_to_date_does_not_load_the_migration_library(
    tmp_path: Path,
) -> None:
    script = (
        "import asyncio, sys\n"
        "from storage.database import open_database\n"
        "async def main():\n"
        "    async with open_database(sys.argv[1]): pass\n"
        "asyncio.run(main())\n"
        "print('alembic' in sys.modules)\n"
    )
    command = [sys.executable, "-c", script, f"sqlite:///{tmp_path}/aide.db"]
    runs = [subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True) for _ in range(2)]
    assert [run.stdout.strip() for run in runs] == ["True", "False"]


@pytest.mark.parametrize("url", ["postgresql://user:opensesame@host/name", "sqlite://", "data/aide.db"])
def test_an_address_of_another_kind_is_refused_without_being_repeated(url: str) -> None:
    with pytest.raises(StorageError) as caught:
        database_path(url)
    assert "opensesame" not in str(caught.value)


# --- refusals ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content", [b"not a database", b"SQLite format 3\x00", b"\x00" * 5000, b"x" * 100_000]
)
async def test_a_file_that_is_no_database_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "aide.db"
    path.write_bytes(content)
    await assert_refused(path, DatabaseDamaged, "damaged or not a database")


async def test_a_database_cut_short_is_refused(filled: Path) -> None:
    overwrite(filled, lambda content: content[:-8192])
    await assert_refused(filled, DatabaseDamaged, "damaged")


@pytest.mark.parametrize("page", range(1, 12))
async def test_a_database_with_a_page_overwritten_is_refused(filled: Path, page: int) -> None:
    overwrite(filled, lambda content: content[: page * 4096] + b"\xa5" * 4096 + content[page * 4096 + 4096 :])
    await assert_refused(filled, DatabaseDamaged, "damaged")


@pytest.mark.parametrize("mode", ["WAL", "DELETE"])
async def test_a_database_another_process_holds_is_refused(filled: Path, mode: str) -> None:
    with closing(sqlite3.connect(filled, isolation_level=None)) as other:
        other.execute(f"PRAGMA journal_mode = {mode}")
        other.execute("BEGIN EXCLUSIVE")
        if mode == "DELETE":
            other.execute("UPDATE corpus SET revision = 5")
        await assert_refused(filled, DatabaseLocked, "locked by another process")
        other.execute("ROLLBACK")


async def test_a_lock_given_up_in_time_is_waited_for(filled: Path) -> None:
    with closing(sqlite3.connect(filled, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        async def opened() -> str:
            async with open_database(f"sqlite:///{filled}", patience=30) as database:
                return await StoredCorpus(database).revision()

        opening = asyncio.create_task(opened())
        await asyncio.sleep(0)
        other.execute("ROLLBACK")
        assert await opening == "1"


async def test_a_file_marked_read_only_is_refused_also_for_the_superuser(filled: Path) -> None:
    mark(filled, 0o444)
    await assert_refused(filled, DatabaseReadOnly, "read-only")


async def test_a_folder_marked_read_only_is_refused(filled: Path) -> None:
    mark(filled.parent, 0o555)
    try:
        await assert_refused(filled, DatabaseReadOnly, "read-only")
    finally:
        mark(filled.parent, 0o755)


async def test_a_database_of_a_newer_version_is_refused(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as newer, newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
    await assert_refused(filled, DatabaseTooNew, "newer version")


async def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "aide.db"
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    await assert_refused(path, StorageError, "another program")


async def test_a_folder_in_the_place_of_the_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "aide.db"
    path.mkdir()
    await assert_refused(path, StorageError, "not a file")


async def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    for path in (tmp_path / "data" / "aide.db", tmp_path / "data" / "deeper" / "aide.db"):
        with pytest.raises(StorageError):
            async with open_database(f"sqlite:///{path}"):
                pytest.fail("opened")


async def test_a_database_by_another_name_has_the_same_lead(url: str, filled: Path, tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to(filled)
    linked = f"sqlite:///{tmp_path}/link.db"
    async with open_database(url) as one, open_database(linked) as same, one.lead("ingest") as lead:
        assert lead is not None
        async with same.lead("ingest") as none:
            assert none is None
