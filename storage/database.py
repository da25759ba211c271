"""The database: opened, brought up to date, closed; every statement runs through `reading` or `writing`."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from importlib import import_module
from pathlib import Path

from sqlalchemy import URL, Connection, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry
from tenacity import Retrying, retry_if_exception, stop_after_delay, wait_random

from bot.errors import StorageError
from storage.failures import is_busy, read_only, told_as_storage_errors
from storage.file_checks import stored_revision
from storage.schema import HEAD

_SQLITE = "sqlite:///"
_PATIENCE = 5.0
# Readers at the same time; one more waits. Each is a thread and a few hundred kilobytes.
_CONNECTIONS = 4


class _Turn:
    """A lock whose waiters may step in front of the others."""

    def __init__(self) -> None:
        self._held = False
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._first: deque[asyncio.Future[None]] = deque()

    @asynccontextmanager
    async def taken(self, *, first: bool) -> AsyncIterator[None]:
        if self._held:
            turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            (self._first if first else self._waiting).append(turn)
            try:
                await turn
            except asyncio.CancelledError:
                if turn.done() and not turn.cancelled():
                    self._pass_on()
                raise
        self._held = True
        try:
            yield
        finally:
            self._pass_on()

    def _pass_on(self) -> None:
        """Give the lock to the next who still waits; it is never free in between."""
        for waiting in (self._first, self._waiting):
            while waiting:
                turn = waiting.popleft()
                if not turn.done():
                    turn.set_result(None)
                    return
        self._held = False


class Database:
    """An open database. Made by `open_database`, which closes it."""

    def __init__(self, engine: AsyncEngine, path: Path) -> None:
        self._readers = engine
        self._writers = engine.execution_options(writing=True)
        self._writer = _Turn()
        self._open = True
        self.path = path

    async def close(self) -> None:
        """Close every connection; using the database afterwards is an error of the program."""
        self._open = False
        await self._readers.dispose()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """Give a connection that sees one state of the database from its first statement on.

        Raises:
            StorageError: the database cannot be used.
        """
        self._assert_open()
        with told_as_storage_errors(self.path):
            async with self._readers.connect() as connection:
                yield connection

    @asynccontextmanager
    async def writing(self, *, first: bool = False) -> AsyncIterator[AsyncConnection]:
        """Give a connection whose statements are stored together at the end, or not at all.

        Args:
            first: whether it goes before those that wait: for a few words without which work is done twice.

        Raises:
            StorageError: the database cannot be used; nothing was stored.
        """
        self._assert_open()
        # Writers of this process queue here, where waiting costs no thread; the file's lock is for others.
        with told_as_storage_errors(self.path):
            async with self._writer.taken(first=first), self._writers.begin() as connection:
                yield connection

    async def scrub(self) -> None:
        """Empty the log beside the file, unless somebody reads it: what was deleted stands nowhere then."""
        await asyncio.to_thread(_scrub, self.path)

    def _assert_open(self) -> None:
        # The engine would silently open a new connection, whose thread keeps the process from ending.
        if not self._open:
            raise RuntimeError("the database was closed")


@asynccontextmanager
async def open_database(url: str, patience: float = _PATIENCE) -> AsyncIterator[Database]:
    """Open the database, creating it or bringing it up to date where needed, and close it at the end.

    Args:
        url: `sqlite:///` and a path.
        patience: seconds to wait for a lock another process holds, now and later.

    Yields:
        The database, at the newest schema, known to be writable.

    Raises:
        StorageError: it is locked, read-only, damaged, of a newer version or not ours; it was not touched.
    """
    path = database_path(url)
    revision = await asyncio.to_thread(_looked_at, path, patience)
    await asyncio.to_thread(_keep_a_log, path, patience)
    database = Database(_engine(path, patience), path)
    try:
        if revision != HEAD:
            # A tenth of a second, and needed only for a new database or an old one.
            await asyncio.to_thread(import_module, "alembic.command")
        async with database.writing() as connection:
            if revision != HEAD:
                await connection.run_sync(_migrate)
        yield database
    finally:
        await database.close()


def database_path(url: str) -> Path:
    """Return the file a database URL names.

    Raises:
        StorageError: it names no SQLite file.
    """
    name = url.removeprefix(_SQLITE)
    if name == url or not name:
        raise StorageError("DATABASE_URL takes sqlite:/// and a path: other databases are not there yet.")
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
    """Switch the file to write-ahead logging, which its header remembers.

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
    with suppress(ValueError, sqlite3.Error):  # closed already, or broken
        connection.rollback()


def _migrate(connection: Connection) -> None:
    # Another process may have been first while this one waited for the lock.
    if connection.dialect.has_table(connection, "alembic_version"):
        stored = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        if stored == HEAD:
            return
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
