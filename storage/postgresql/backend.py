"""A PostgreSQL database: a server elsewhere, one writer at a time, readers beside it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from math import ceil
from pathlib import Path
from shlex import quote
from typing import Any

from sqlalchemy import URL, Connection, event, func, make_url, select, text
from sqlalchemy.engine import Row
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from bot.errors import BackupRefused, DatabaseReadOnly, DatabaseTooNew, StorageError
from storage.postgresql.failures import is_away, no_rights, told_as_storage_errors
from storage.postgresql.leading import OURS, SessionLead, leading
from storage.postgresql.members import CrewMember, joined
from storage.schema import REVISIONS, heartbeat, metadata

OLDEST = 140_000
"""The oldest server taken, as it numbers itself: 14, the last whose makers still mend it."""
_CONNECTIONS = 5
"""Connections of one process: small servers take twenty in all."""
_QUEUEING = 4
"""How many times as long as for a server one of these connections is waited for, while others work with them:
a burst on a busy machine is no fault. Chosen on 1,000 questions to three processes, with kills, where nine
programs wanted each core: 400 of them failed when both were waited for as long."""
_FOLDER = Path("data")
"""Where a bot with its tables elsewhere keeps its index and the documents it is sent."""
WRITERS_TURN = OURS
"""The advisory lock whoever writes holds to the end of its transaction, so that what is read before it is
written stays so, as in SQLite."""

_ABOUT = text(
    "SELECT current_setting('server_version_num')::int AS version,"
    " current_setting('server_encoding') AS encoding,"
    " current_schema() AS schema,"
    " pg_is_in_recovery() OR current_setting('default_transaction_read_only') = 'on' AS read_only,"
    " coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) AS may_create"
)
# Without those that extensions brought along.
_TABLES = text(
    "SELECT relname, pg_get_userbyid(relowner) = current_user"
    " OR has_table_privilege(pg_class.oid, 'SELECT') AND has_table_privilege(pg_class.oid, 'INSERT')"
    " AND has_table_privilege(pg_class.oid, 'UPDATE') AND has_table_privilege(pg_class.oid, 'DELETE') AS ours"
    " FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace"
    " WHERE nspname = current_schema() AND relkind IN ('r', 'p')"
    " AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')"
)
# Keys are compared by their bytes, as in SQLite, whatever the language of the server.
_SORTED_OTHERWISE = text(
    "SELECT table_name, column_name FROM information_schema.columns"
    " WHERE table_schema = current_schema() AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'"
)
# The counters of tables that number their rows, with the column they fill.
_SEQUENCES = text(
    "SELECT table_name, column_name, sequence, pg_sequence_last_value(sequence::regclass) AS last"
    " FROM information_schema.columns,"
    " LATERAL pg_get_serial_sequence(quote_ident(table_name), column_name) AS sequence"
    " WHERE table_schema = current_schema() AND sequence IS NOT NULL"
)


class PostgresqlBackend:
    """A database on a server: `storage.backend.Backend`."""

    is_shared = True

    def __init__(self, url: str, patience: float) -> None:
        """Take the database an address names; nothing is asked of it yet.

        Raises:
            StorageError: it is no address.
        """
        self._address = address(url)
        self.name = name_of(self._address)
        self.folder, self.stem = _FOLDER, self._address.database or "postgresql"
        engine = create_async_engine(
            self._address,
            connect_args={
                "connect_timeout": max(2, ceil(patience)),  # fewer seconds count as two
                "application_name": "aide-memoire",
                "client_encoding": "utf8",
            },
            pool_size=_CONNECTIONS,
            max_overflow=0,
            pool_timeout=max(1.0, _QUEUEING * patience),
            pool_pre_ping=True,  # a connection that was cut off meanwhile is replaced before it is used
            hide_parameters=True,  # what people ask must not stand in a traceback in the log
        )
        self.readers = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        self.writers = engine.execution_options(writing=True)
        self.beside = engine
        self.singly = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._patience = patience
        event.listen(engine.sync_engine, "begin", self._take_turn)

    def _take_turn(self, connection: Connection) -> None:
        if not connection.get_execution_options().get("writing", False):
            return
        patience = str(max(1, int(self._patience * 1000)))
        wait = func.set_config("lock_timeout", f"{patience}ms", True)
        connection.execute(select(wait, func.pg_advisory_xact_lock(WRITERS_TURN)))

    async def stored_revision(self) -> str | None:
        """Ask the server what it is and what is there."""
        from storage.database import Database

        async with Database(self, self._patience).reading() as connection:
            about = (await connection.execute(_ABOUT)).one()
            self._refuse_unfit(about)
            return await self._revision(connection, may_create=about.may_create)

    async def prepare(self) -> None:
        """Do nothing: the server is ready."""

    def settle(self, connection: Connection) -> None:
        """Let every text be sorted and compared by its bytes."""
        columns: dict[str, list[str]] = {}
        named = connection.dialect.identifier_preparer.quote
        for table, column in connection.execute(_SORTED_OTHERWISE):
            change = f'ALTER COLUMN {named(column)} TYPE text COLLATE "C"'
            columns.setdefault(table, []).append(change)
        for table, changes in columns.items():
            if table in metadata.tables:
                connection.exec_driver_sql(f"ALTER TABLE {named(table)} {', '.join(changes)}")

    def told_as_storage_errors(self) -> AbstractContextManager[None]:
        """Translate PostgreSQL's errors."""
        return told_as_storage_errors(self.name)

    def is_away(self, error: BaseException) -> bool:
        """Say whether no server answers for now."""
        return is_away(error)

    def counters(self, connection: Connection) -> Mapping[str, int]:
        """Return how far the sequences have counted; one never used has counted nothing."""
        return {row.table_name: row.last or 0 for row in connection.execute(_SEQUENCES)}

    def count_on(self, connection: Connection, counters: Mapping[str, int]) -> None:
        """Let the sequences go on above what is there."""
        for row in connection.execute(_SEQUENCES):
            key = metadata.tables[row.table_name].c[row.column_name]
            number = max(
                connection.execute(select(func.max(key))).scalar() or 0, counters.get(row.table_name, 0)
            )
            connection.execute(select(func.setval(row.sequence, max(number, 1), number > 0)))

    async def back_up(self, file: Path) -> int:
        """Name what makes the copy: PostgreSQL's own program, which comes with the server."""
        raise BackupRefused(
            f"The tables are in PostgreSQL. This backs them up: {self._command('pg_dump', file)}"
        )

    async def restore(self, file: Path) -> Path | None:
        """Name what puts the copy back."""
        command = self._command("pg_restore --clean --if-exists --no-owner --single-transaction", file)
        raise BackupRefused(f"The tables are in PostgreSQL. This puts a backup back: {command}")

    def _command(self, program: str, file: Path) -> str:
        of = self._address
        known = URL.create("postgresql", of.username, host=of.host, port=of.port, database=of.database)
        where = f"--dbname={quote(known.render_as_string())}"
        if program == "pg_dump":
            return f"{program} --format=custom --file={quote(str(file))} {where}"
        return f"{program} {where} {quote(str(file))}"

    async def times_heard(self) -> list[int]:
        """Read the heartbeat, where there is a table of it."""
        with self.told_as_storage_errors():
            async with self.readers.connect() as connection:
                there = await connection.execute(text("SELECT to_regclass('heartbeat') IS NOT NULL"))
                if not there.scalar_one():
                    return []
                return [int(at) for at in (await connection.execute(select(heartbeat.c.at))).scalars()]

    def lead(self, work: str) -> AbstractAsyncContextManager[SessionLead | None]:
        """Give it to whoever holds a lock of the server, in a session of its own."""
        return leading(self._address, self.name, work, max(2, ceil(self._patience)))

    def join(self) -> AbstractAsyncContextManager[CrewMember]:
        """Hold a lock of the server in a session of its own, and hear there what the others call out."""
        return joined(self._address, self.name, max(2, ceil(self._patience)))

    async def scrub(self) -> None:
        """Do nothing: the server clears away what was deleted by itself (autovacuum)."""

    async def size(self) -> int:
        """Return the size of the whole database."""
        with self.told_as_storage_errors():
            async with self.readers.connect() as connection:
                size = await connection.execute(text("SELECT pg_database_size(current_database())"))
                return int(size.scalar_one())

    def _refuse_unfit(self, about: Row[Any]) -> None:
        if about.version < OLDEST:
            raise StorageError(
                f"The database {self.name} is PostgreSQL {about.version // 10_000}, which is too old:"
                f" {OLDEST // 10_000} or newer is needed."
            )
        if about.encoding != "UTF8":
            raise StorageError(
                f"The database {self.name} keeps texts as {about.encoding}: make one with ENCODING 'UTF8'."
            )
        if about.read_only:
            raise DatabaseReadOnly(f"The database {self.name} takes no changes: it is a copy, or set so.")

    async def _revision(self, connection: AsyncConnection, *, may_create: bool) -> str | None:
        tables = {row.relname: row.ours for row in await connection.execute(_TABLES)}
        if tables and "alembic_version" not in tables:
            raise StorageError(
                f"The database {self.name} belongs to another program: it was left as it is;"
                " set DATABASE_URL to one of its own."
            )
        if not all(tables.values()):
            raise no_rights(self.name, "its tables belong to another user")
        revision = None
        if tables:
            version = await connection.execute(text("SELECT version_num FROM alembic_version"))
            revision = version.scalar()
        if revision is not None and revision not in REVISIONS:
            raise DatabaseTooNew(
                f"The database {self.name} comes from a newer version of this program: it was left as it is;"
                " install that version, or set DATABASE_URL to another database."
            )
        if revision != REVISIONS[-1] and not may_create:
            raise no_rights(self.name, "it may not make tables")
        return revision


def address(url: str) -> URL:
    """Return a database URL as the driver takes it.

    Raises:
        StorageError: it is none; the sentence does not repeat it, for it may hold a password.
    """
    try:
        parsed = make_url(url)
        named = parsed.host or parsed.query.get("host") or parsed.database
    except (ArgumentError, ValueError):
        named = None
    if not named:
        raise StorageError(
            "DATABASE_URL is no address of a database: it takes postgresql://user:password@host/name."
        ) from None
    return parsed.set(drivername="postgresql+psycopg")


def name_of(parsed: URL) -> str:
    """Return what people are told a database is: never its password, nor what stands behind a `?`."""
    host = parsed.host or "this machine"
    return f"{parsed.database or parsed.username} at {host}" + (f":{parsed.port}" if parsed.port else "")
