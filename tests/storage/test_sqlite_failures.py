from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from bot.errors import DatabaseDamaged, DatabaseLocked, DatabaseReadOnly, StorageError
from storage.database import Database, open_database
from storage.kept.articles import StoredCorpus
from storage.sqlite.failures import storage_error, told_as_storage_errors
from tests.storage.sample_corpus import change, stored

PATH = Path("data/aide.db")


@pytest.fixture
def url(database_file: Path) -> str:
    return f"sqlite:///{database_file}"


TOLD = {
    sqlite3.SQLITE_BUSY: DatabaseLocked,
    sqlite3.SQLITE_BUSY_SNAPSHOT: DatabaseLocked,
    sqlite3.SQLITE_LOCKED: DatabaseLocked,
    sqlite3.SQLITE_READONLY: DatabaseReadOnly,
    sqlite3.SQLITE_READONLY_DIRECTORY: DatabaseReadOnly,
    sqlite3.SQLITE_PERM: DatabaseReadOnly,
    sqlite3.SQLITE_CANTOPEN: DatabaseReadOnly,
    sqlite3.SQLITE_CORRUPT: DatabaseDamaged,
    sqlite3.SQLITE_NOTADB: DatabaseDamaged,
    sqlite3.SQLITE_FULL: StorageError,
    sqlite3.SQLITE_IOERR: StorageError,
    sqlite3.SQLITE_IOERR_WRITE: StorageError,
}


def reported(code: int) -> sqlite3.DatabaseError:
    error = sqlite3.DatabaseError("as SQLite words it")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(("code", "told"), TOLD.items())
@pytest.mark.parametrize("wrapped", [False, True])
def test_each_kind_of_failure_is_told_once_with_its_cause(
    code: int, told: type[StorageError], wrapped: bool
) -> None:
    cause: Exception = reported(code)
    if wrapped:
        cause = DBAPIError("SELECT 1", {}, cause)
    with pytest.raises(told) as caught, told_as_storage_errors(PATH):
        raise cause
    assert type(caught.value) is told
    assert str(PATH) in str(caught.value)
    assert caught.value.__cause__ is cause


@pytest.mark.parametrize("code", [sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISUSE])
def test_a_fault_of_the_program_keeps_its_own_error(code: int) -> None:
    cause = reported(code)
    with pytest.raises(sqlite3.DatabaseError) as caught, told_as_storage_errors(PATH):
        raise cause
    assert caught.value is cause
    assert storage_error(None, PATH) is None


async def test_a_full_disk_is_told_and_nothing_is_stored(database: Database) -> None:
    corpus = StoredCorpus(database)
    await corpus.apply(change(stored("000")))
    async with database.writing() as connection:
        pages = (await connection.exec_driver_sql("PRAGMA page_count")).scalar_one()
    large = [stored(f"{number:03}", text="Long text. " * 4000) for number in range(1, 9)]

    # The connection next taken from the pool is the one set here: it is the last that was given back.
    async with database.reading() as connection:
        await connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StorageError, match="full"):
        await corpus.apply(change(*large))
    assert len(await corpus.cards()) == 1


async def test_damage_met_while_reading_is_told(url: str, tmp_path: Path) -> None:
    async with open_database(url) as database:
        await StoredCorpus(database).apply(
            change(*(stored(f"{number:03}", text="Long text. " * 900) for number in range(40)))
        )
    async with open_database(url) as database:
        path = tmp_path / "aide.db"
        content = bytearray(path.read_bytes())
        content[4096 * 3 :] = b"\xa5" * (len(content) - 4096 * 3)
        path.write_bytes(content)
        with pytest.raises(DatabaseDamaged):
            [one async for one in StoredCorpus(database).each_article()]


class Halting:
    """A value that, when SQLite takes it, tells so and waits until it may go on."""

    def __init__(self, taken: Callable[[], object]) -> None:
        self._taken = taken
        self.may_go_on = threading.Event()

    def __conform__(self, _protocol: object) -> int:
        self._taken()
        self.may_go_on.wait(30)
        return 1


async def test_a_write_cancelled_in_the_middle_of_a_statement_leaves_no_lock(url: str) -> None:
    begun = asyncio.Event()
    halting = Halting(lambda: loop.call_soon_threadsafe(begun.set))
    loop = asyncio.get_running_loop()

    async def write(database: Database) -> None:
        async with database.writing() as connection:
            await connection.exec_driver_sql("CREATE TABLE numbers (number)")
            await connection.exec_driver_sql("INSERT INTO numbers VALUES (?)", [(0,), (halting,), (2,)])

    async with open_database(url, patience=0.5) as database:
        task = asyncio.create_task(write(database))
        await begun.wait()
        task.cancel()
        halting.may_go_on.set()
        # The error is held on to, as a log may do, and with it the statement that was cancelled.
        with pytest.raises(asyncio.CancelledError) as cancelled:
            await task
        await StoredCorpus(database).apply(change(stored("000")))
        assert await StoredCorpus(database).revision() == "1"
        assert cancelled.value.__traceback__ is not None


class Reluctant:
    """A connection of SQLite that closes only once it is let, and tells when it is asked to."""

    def __init__(self, connection: sqlite3.Connection, asked: Callable[[], object]) -> None:
        self._connection, self._asked = connection, asked
        self.may_close = threading.Event()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def close(self) -> None:
        self._asked()
        self.may_close.wait(30)
        self._connection.close()


async def test_what_is_cancelled_while_it_closes_its_connection_comes_to_an_end(url: str) -> None:
    """As at the end of the program, which cancels whatever still runs: who waits and what he waits for."""
    loop, asked, leave = asyncio.get_running_loop(), asyncio.Event(), asyncio.Event()
    taken: asyncio.Future[Reluctant] = loop.create_future()

    async def read(database: Database) -> None:
        async with database.reading() as connection:
            driver = (await connection.get_raw_connection()).driver_connection
            assert driver is not None
            driver._connection = Reluctant(driver._connection, lambda: loop.call_soon_threadsafe(asked.set))
            taken.set_result(driver._connection)
            await leave.wait()

    before = asyncio.all_tasks()
    async with open_database(url) as database:
        reader = asyncio.create_task(read(database))
        reluctant = await taken
    leave.set()
    await asked.wait()
    reader.cancel()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    still = asyncio.all_tasks() - before
    for one in still:
        one.cancel()
    await asyncio.sleep(0)
    reluctant.may_close.set()
    hanging = (await asyncio.wait(still, timeout=20))[1] if still else set()
    assert not hanging
