"""Copies of a SQLite database, made while it is in use and put back whole."""

from __future__ import annotations

import asyncio
import shlex
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import BackupRefused, DatabaseDamaged, DatabaseLocked, DatabaseTooNew
from storage.database import backend_of, open_database
from storage.kept.articles import StoredCorpus
from tests.postgresql_server import PostgresqlServer
from tests.storage.sample_corpus import change, stored


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/data/aide.db"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "backup.db"


async def put(url: str, *keys: str) -> None:
    async with open_database(url) as database:
        for key in keys:
            await StoredCorpus(database).apply(change(stored(key)))


async def held(url: str) -> list[str]:
    async with open_database(url) as database:
        return [card.id for card in await StoredCorpus(database).cards()]


def in_folder(file: Path) -> list[str]:
    return sorted(str(path.relative_to(file.parent)) for path in file.parent.rglob("*") if path.is_file())


async def test_a_copy_made_while_others_write_is_one_state_and_is_put_back(url: str, file: Path) -> None:
    async with open_database(url) as database:
        corpus = StoredCorpus(database)
        await corpus.apply(change(stored("000")))
        async with database.writing() as connection:
            await connection.exec_driver_sql("UPDATE corpus SET revision = 99")
            assert await backend_of(url).back_up(file) == file.stat().st_size  # noqa: ASYNC240
        await corpus.apply(change(stored("001")))
    replaced = await backend_of(url).restore(file)
    assert await held(url) == ["000"]
    assert await held(f"sqlite:///{replaced}") == ["000", "001"]
    assert in_folder(file) == ["backup.db", "data/aide.db", "data/aide.db.replaced"]


async def test_a_copy_is_for_its_owner_alone(url: str, file: Path) -> None:
    await put(url, "000")
    await backend_of(url).back_up(file)
    assert file.stat().st_mode & 0o777 == 0o600  # noqa: ASYNC240


async def test_a_file_that_is_there_is_not_written_over(url: str, file: Path) -> None:
    await put(url, "000")
    file.write_text("somebody's")  # noqa: ASYNC240
    with pytest.raises(BackupRefused, match="there already"):
        await backend_of(url).back_up(file)
    assert file.read_text() == "somebody's"  # noqa: ASYNC240


async def test_where_there_is_nothing_to_copy_or_no_place_for_it_that_is_said(url: str, file: Path) -> None:
    with pytest.raises(BackupRefused, match="no database"):
        await backend_of(url).back_up(file)
    await put(url, "000")
    with pytest.raises(BackupRefused, match="cannot be written"):
        await backend_of(url).back_up(file / "deeper")
    with pytest.raises(BackupRefused, match="no backup"):
        await backend_of(url).restore(file)
    assert in_folder(file) == ["data/aide.db"]


async def test_a_copy_is_put_where_there_is_no_database_yet(url: str, file: Path) -> None:
    await put(url, "000")
    await backend_of(url).back_up(file)
    elsewhere = url.replace("data", "another/folder")
    assert await backend_of(elsewhere).restore(file) is None
    assert await held(elsewhere) == ["000"]


async def test_nothing_is_put_in_the_place_of_a_database_in_use(url: str, file: Path) -> None:
    await put(url, "000")
    await backend_of(url).back_up(file)
    async with open_database(url) as database:
        await StoredCorpus(database).apply(change(stored("001")))
        with pytest.raises(DatabaseLocked, match="stop the bot first"):
            await backend_of(url).restore(file)
        assert len(await StoredCorpus(database).cards()) == 2
    assert await held(url) == ["000", "001"]


async def test_a_copy_that_is_damaged_or_too_new_is_not_put_back(url: str, file: Path) -> None:
    await put(url, *(f"{number:03}" for number in range(30)))
    await backend_of(url).back_up(file)

    def spoil() -> None:
        content = file.read_bytes()
        file.write_bytes(content[: 4096 * 3] + b"\xa5" * 4096 + content[4096 * 4 :])

    def renumber() -> None:
        file.unlink()
        with closing(sqlite3.connect(file)) as copy, copy:
            copy.execute("CREATE TABLE alembic_version (version_num TEXT)")
            copy.execute("INSERT INTO alembic_version VALUES ('9999')")

    for change_it, error in ((spoil, DatabaseDamaged), (renumber, DatabaseTooNew)):
        await asyncio.to_thread(change_it)
        with pytest.raises(error):
            await backend_of(url).restore(file)
        assert len(await held(url)) == 30
    assert in_folder(file) == ["backup.db", "data/aide.db"]


async def test_for_postgresql_its_own_programs_are_named_without_the_password(file: Path) -> None:
    backend = backend_of("postgres://aide:opensesame@db.example.org:5433/briefs?sslmode=require")
    with pytest.raises(BackupRefused, match=r"pg_dump --format=custom") as asked:
        await backend.back_up(file)
    assert f"--file={file}" in str(asked.value)
    assert "--dbname=postgresql://aide@db.example.org:5433/briefs" in str(asked.value)
    with pytest.raises(BackupRefused, match=r"pg_restore .*--single-transaction") as put_back:
        await backend.restore(file)
    assert "opensesame" not in str(asked.value) + str(put_back.value)


async def test_what_is_named_for_postgresql_does_it(
    postgresql: PostgresqlServer, postgresql_with_tables: str, file: Path
) -> None:
    name = postgresql.fresh(postgresql_with_tables)
    url = postgresql.url(name)
    await put(url, "000")
    with pytest.raises(BackupRefused) as asked:
        await backend_of(url).back_up(file)
    await asyncio.to_thread(run_as_told, str(asked.value), postgresql)
    await put(url, "001")
    with pytest.raises(BackupRefused) as asked:
        await backend_of(url).restore(file)
    await asyncio.to_thread(run_as_told, str(asked.value), postgresql)
    assert await held(url) == ["000"]
    postgresql.drop(name)


def run_as_told(sentence: str, server: PostgresqlServer) -> None:
    program, *arguments = shlex.split(sentence.partition(": ")[2])
    subprocess.run([server.bin / program, *arguments], check=True, capture_output=True)
