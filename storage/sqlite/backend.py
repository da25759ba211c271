"""A SQLite database: one file, a writer at a time, readers beside it."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager, AbstractContextManager, closing, nullcontext, suppress
from pathlib import Path

from sqlalchemy import URL, Connection, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry
from tenacity import Retrying, retry_if_exception, stop_after_delay, wait_random

from bot.errors import StorageError
from storage.schema import metadata
from storage.sqlite.backups import back_up, restore
from storage.sqlite.failures import is_busy, read_only, told_as_storage_errors
from storage.sqlite.file_checks import looking, stored_revision
from storage.sqlite.leading import FileLead, leading

_SQLITE = "sqlite:///"
_COUNTED = "sqlite_autoincrement"
# Readers at the same time; one more waits. Each is a thread and a few hundred kilobytes.
_CONNECTIONS = 4


class SqliteBackend:
    """A database file: `storage.backend.Backend`."""

    is_shared = False

    def __init__(self, url: str, patience: float) -> None:
        """Take the file a URL names, which need not exist.

        Raises:
            StorageError: it names none.
        """
        self.path = database_path(url)
        self.name, self.folder, self.stem = str(self.path), self.path.parent, self.path.stem
        self._patience = patience
        self.readers = _engine(self.path, patience)
        self.writers = self.readers.execution_options(writing=True)
        self.beside = self.singly = self.writers

    async def stored_revision(self) -> str | None:
        """Look at the file; its folder is made where it is missing."""
        return await asyncio.to_thread(_looked_at, self.path, self._patience)

    async def prepare(self) -> None:
        """Switch the file to write-ahead logging, which its header remembers."""
        await asyncio.to_thread(_keep_a_log, self.path, self._patience)

    def settle(self, connection: Connection) -> None:
        """Do nothing: SQLite has all it wants."""

    def told_as_storage_errors(self) -> AbstractContextManager[None]:
        """Translate SQLite's errors."""
        return told_as_storage_errors(self.path)

    def is_away(self, error: BaseException) -> bool:  # noqa: ARG002 - what the protocol asks
        """Say no: a file is there or not, and waiting changes nothing."""
        return False

    def counters(self, connection: Connection) -> Mapping[str, int]:
        """Return what SQLite keeps of tables with AUTOINCREMENT."""
        rows = connection.exec_driver_sql("SELECT name, seq FROM sqlite_sequence")
        return {str(name): int(number) for name, number in rows}

    def count_on(self, connection: Connection, counters: Mapping[str, int]) -> None:
        """Raise what SQLite keeps; it has counted the rows that are there."""
        counted = {name for name, table in metadata.tables.items() if table.dialect_kwargs.get(_COUNTED)}
        mine = self.counters(connection)
        for name in counted & set(counters):
            number = max(counters[name], mine.get(name, 0))
            connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (name,))
            connection.exec_driver_sql("INSERT INTO sqlite_sequence VALUES (?, ?)", (name, number))

    async def back_up(self, file: Path) -> int:
        """Copy the file as it is at one moment."""
        return await asyncio.to_thread(back_up, self.path, file)

    async def restore(self, file: Path) -> Path | None:
        """Put a copy in the place of the file."""
        return await asyncio.to_thread(restore, self.path, file)

    async def times_heard(self) -> list[int]:
        """Look for the heartbeat through a connection that can write nothing."""
        return await asyncio.to_thread(_times_heard, self.path, self._patience)

    def lead(self, work: str) -> AbstractAsyncContextManager[FileLead | None]:
        """Give it to whoever holds a file beside the database locked."""
        return leading(self.path, work)

    def join(self) -> AbstractAsyncContextManager[None]:
        """Give nothing: a file is served by one process."""
        return nullcontext()

    async def scrub(self) -> None:
        """Empty the log beside the file, unless somebody reads it."""
        await asyncio.to_thread(_scrub, self.path)

    async def size(self) -> int:
        """Return the size of the file."""

        def size() -> int:
            return self.path.stat().st_size if self.path.exists() else 0

        return await asyncio.to_thread(size)


def database_path(url: str) -> Path:
    """Return the file a database URL names.

    Raises:
        StorageError: it names no SQLite file.
    """
    name = url.removeprefix(_SQLITE)
    if name == url or not name:
        raise StorageError(
            "DATABASE_URL takes sqlite:/// and a path, or the address of a PostgreSQL database."
        )
    return Path(name)


def _looked_at(path: Path, patience: float) -> str | None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return stored_revision(path, patience)
    except FileExistsError as error:
        raise StorageError(f"DATABASE_URL names {path}, but {path.parent} is not a folder.") from error
    except OSError as error:
        raise read_only(path) from error


def _keep_a_log(path: Path, patience: float) -> None:
    """Switch the file to write-ahead logging.

    Where two processes switch at the same moment, SQLite refuses one at once instead of letting it wait
    (https://sqlite.org/c3ref/busy_handler.html: a wait could never end), so the refused one asks again.
    """
    attempts = Retrying(
        retry=retry_if_exception(is_busy),
        stop=stop_after_delay(patience),
        wait=wait_random(0.005, 0.05),
        reraise=True,
    )
    with told_as_storage_errors(path), closing(sqlite3.connect(path, timeout=patience)) as connection:
        attempts(connection.execute, "PRAGMA journal_mode = WAL")


def _times_heard(path: Path, patience: float) -> list[int]:
    if not path.is_file() or not path.stat().st_size:
        return []
    heartbeat = "SELECT name FROM sqlite_master WHERE name = 'heartbeat'"
    with told_as_storage_errors(path), closing(looking(path, patience)) as connection:
        if connection.execute(heartbeat).fetchone() is None:
            return []
        return [int(at) for (at,) in connection.execute("SELECT at FROM heartbeat")]


def _scrub(path: Path) -> None:
    with suppress(sqlite3.Error), closing(sqlite3.connect(path, timeout=1.0)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _engine(path: Path, patience: float) -> AsyncEngine:
    engine = create_async_engine(
        URL.create("sqlite+aiosqlite", database=str(path)),
        connect_args={"timeout": patience},
        pool_size=_CONNECTIONS,
        max_overflow=0,
        hide_parameters=True,  # what people ask must not stand in a traceback in the log
    )
    event.listen(engine.sync_engine, "connect", _prepare)
    event.listen(engine.sync_engine, "begin", _begin)
    event.listen(engine.sync_engine, "invalidate", _let_go)
    return engine


def _prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    # Transactions begin where we say (`_begin`): the driver's own rule leaves CREATE TABLE outside of them.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("synchronous = NORMAL", "foreign_keys = ON", "secure_delete = ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    # A writer takes its lock at once: one that reads first and writes later may be refused without waiting.
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _let_go(connection: DBAPIConnection, _entry: ConnectionPoolEntry, _error: BaseException | None) -> None:
    # A connection whose task was cancelled is closed at once, but SQLite keeps its transaction, and the lock,
    # as long as a statement of it is still referred to: by the traceback of the cancellation, for one.
    try:
        with suppress(ValueError, sqlite3.Error):  # closed already, or broken
            connection.rollback()
    finally:
        # Here and not by SQLAlchemy, whose way of closing has two tasks end the driver's thread when both are
        # cancelled, as at the end of the program: the second waits for a thread that is gone, for ever.
        with suppress(ValueError, sqlite3.Error):
            connection.close()
