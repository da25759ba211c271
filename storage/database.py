"""The database: opened, brought up to date, closed; every statement runs through `reading` or `writing`."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from importlib import import_module
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from tenacity import AsyncRetrying, retry_if_exception, stop_after_delay, wait_random

from bot.errors import DatabaseUnreachable
from storage.backend import Backend, Lead, Member
from storage.schema import HEAD

_LOGGER = logging.getLogger(__name__)
_PATIENCE = 5.0
_POSTGRESQL = ("postgresql:", "postgres:", "postgresql+psycopg:")


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

    def __init__(self, backend: Backend, patience: float) -> None:
        self._backend = backend
        self._patience = patience
        self._writer = _Turn()
        self._given_up: set[asyncio.Task[None]] = set()
        self._open = True
        self._away = False

    @property
    def name(self) -> str:
        """What people are told the database is, without a password."""
        return self._backend.name

    @property
    def folder(self) -> Path:
        """Where that lies which belongs to the database and stands on disk in any case."""
        return self._backend.folder

    @property
    def stem(self) -> str:
        """What files of this database in its folder are called."""
        return self._backend.stem

    async def size(self) -> int:
        """Return how many bytes the database takes.

        Raises:
            StorageError: the database cannot be used.
        """
        return await self._backend.size()

    async def counters(self, connection: AsyncConnection) -> Mapping[str, int]:
        """Return up to which number each table has counted, of those that give none twice."""
        return await connection.run_sync(self._backend.counters)

    async def count_on(self, connection: AsyncConnection, counters: Mapping[str, int]) -> None:
        """Let each table give only numbers above those it holds, and above these."""
        await connection.run_sync(self._backend.count_on, counters)

    async def close(self) -> None:
        """Close every connection; using the database afterwards is an error of the program."""
        self._open = False
        # Whoever still waits for one of them is told why it failed; here it is only to be over. A server that
        # answers nothing any more keeps no program from ending.
        with suppress(TimeoutError):
            async with asyncio.timeout(max(self._patience, _PATIENCE)):
                await asyncio.gather(*self._given_up, return_exceptions=True)
        await self._backend.readers.dispose()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """Give a connection that sees one state of the database from its first statement on.

        Raises:
            StorageError: the database cannot be used.
        """
        self._assert_open()
        with self._backend.told_as_storage_errors():
            async with self._connected(self._backend.readers) as connection:
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
        # Writers of this process queue here, where waiting costs nothing; the database's lock is for others.
        with self._backend.told_as_storage_errors():
            async with (
                self._writer.taken(first=first),
                self._connected(self._backend.writers) as connection,
                connection.begin(),
            ):
                yield connection

    @asynccontextmanager
    async def beside(self) -> AsyncIterator[AsyncConnection]:
        """Give a connection as `writing` does, which other writers do not wait for where the database can.

        For statements that are right whatever is written at the same time.

        Raises:
            StorageError: the database cannot be used; nothing was stored.
        """
        self._assert_open()
        with self._backend.told_as_storage_errors():
            async with self._connected(self._backend.beside) as connection, connection.begin():
                yield connection

    @asynccontextmanager
    async def singly(self) -> AsyncIterator[AsyncConnection]:
        """Give a connection as `beside` does, for one statement: what that locks is free when it ends.

        Raises:
            StorageError: the database cannot be used; nothing was stored.
        """
        self._assert_open()
        with self._backend.told_as_storage_errors():
            async with self._connected(self._backend.singly) as connection, connection.begin():
                yield connection

    @asynccontextmanager
    async def _connected(self, engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
        """Give a connection, waited for as long as for a lock; that none is to be had is logged once."""
        async with AsyncExitStack() as opened:
            try:
                connection = await self._connection(engine)
            except DBAPIError as error:
                # Known to be away, it is not waited for again: what needs it ten times would wait ten times.
                if self._away or not self._backend.is_away(error):
                    raise
                connection = await self._waited_for(engine)
            opened.push_async_callback(self._give_back, connection)
            if self._away:
                self._away = False
                _LOGGER.warning("The database %s can be reached again", self.name)
            yield connection

    async def _give_back(self, connection: AsyncConnection) -> None:
        """Close a connection, to the end whoever waits for it, and before the database is closed.

        One that outlives the database is in no pool that anybody empties.
        """
        if not self._open:
            await connection.invalidate()
        closing = asyncio.ensure_future(connection.close())
        self._given_up.add(closing)
        closing.add_done_callback(self._given_up.discard)
        await asyncio.shield(closing)

    async def _connection(self, engine: AsyncEngine) -> AsyncConnection:
        """Open a connection in a task of its own: cut short halfway, it would stay open and be nobody's."""
        opening = asyncio.ensure_future(_open_connection(engine))
        try:
            return await asyncio.shield(opening)
        except asyncio.CancelledError:
            closing = asyncio.ensure_future(_close_when_open(opening))
            self._given_up.add(closing)
            closing.add_done_callback(self._given_up.discard)
            raise

    async def _waited_for(self, engine: AsyncEngine) -> AsyncConnection:
        attempts = AsyncRetrying(
            retry=retry_if_exception(self._backend.is_away),
            stop=stop_after_delay(self._patience),
            wait=wait_random(0.05, 0.5),
            reraise=True,
        )
        try:
            with self._backend.told_as_storage_errors():
                return await attempts(self._connection, engine)
        except DatabaseUnreachable:
            if not self._away:
                self._away = True
                _LOGGER.exception("Waiting for the database")
            raise

    @asynccontextmanager
    async def lead(self, work: str) -> AsyncIterator[Lead | None]:
        """Give the lead in some work, for which one process of all on this database is enough; None without.

        Raises:
            StorageError: the database cannot be used.
        """
        self._assert_open()
        async with self._backend.lead(work) as lead:
            yield lead

    @asynccontextmanager
    async def join(self) -> AsyncIterator[Member | None]:
        """Be known to the other processes that serve a bot from this database; None where one alone can.

        Raises:
            StorageError: the database cannot be used.
        """
        self._assert_open()
        async with self._backend.join() as member:
            yield member

    async def scrub(self) -> None:
        """See to it that what was deleted stands nowhere in the files of the database any more."""
        await self._backend.scrub()

    def _assert_open(self) -> None:
        # The engine would silently open a new connection, whose thread keeps the process from ending.
        if not self._open:
            raise RuntimeError("the database was closed")


async def _open_connection(engine: AsyncEngine) -> AsyncConnection:
    return await engine.connect()


async def _close_when_open(opening: asyncio.Future[AsyncConnection]) -> None:
    with suppress(Exception):  # it could not be opened, which nobody asks any more
        await (await opening).close()


@asynccontextmanager
async def open_database(url: str, patience: float = _PATIENCE) -> AsyncIterator[Database]:
    """Open the database, creating it or bringing it up to date where needed, and close it at the end.

    Args:
        url: `sqlite:///` and a path, or the address of a PostgreSQL database.
        patience: seconds to wait for a lock another process holds, or for a server, now and later.

    Yields:
        The database, at the newest schema, known to be writable.

    Raises:
        StorageError: it is locked, read-only, damaged, of a newer version, not ours or not to be reached; it
            was not touched.
    """
    backend = backend_of(url, patience)
    database = Database(backend, patience)
    try:
        revision = await backend.stored_revision()
        await backend.prepare()
        if revision != HEAD:
            # A tenth of a second, and needed only for a new database or an old one.
            await asyncio.to_thread(import_module, "alembic.command")
        async with database.writing() as connection:
            if revision != HEAD:
                await connection.run_sync(_migrate, backend)
        yield database
    finally:
        await database.close()


def backend_of(url: str, patience: float = _PATIENCE) -> Backend:
    """Return what knows the database an address names; nothing is asked of it yet.

    Raises:
        StorageError: it is no address of a database.
    """
    if url.startswith(_POSTGRESQL):
        # A tenth of a second and ten megabytes that SQLite does without.
        from storage.postgresql.backend import PostgresqlBackend

        return PostgresqlBackend(url, patience)
    from storage.sqlite.backend import SqliteBackend

    return SqliteBackend(url, patience)


def _migrate(connection: Connection, backend: Backend) -> None:
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
    backend.settle(connection)
