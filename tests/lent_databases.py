"""PostgreSQL databases with their tables and nothing in them, lent to one test after the other.

Making a database takes the server a quarter of a second of its processor, emptying one a fiftieth. So what a
test gives back is emptied for the next, unless the test changed more than rows: then it is dropped.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql

from tests.postgresql_server import PostgresqlServer

_SHAPE = """
WITH ours AS (
    SELECT oid, nspname FROM pg_namespace WHERE nspname <> 'information_schema' AND nspname NOT LIKE 'pg\\_%'
), lines AS (
    SELECT concat_ws(' ', nspname, relname, relkind, relowner, relacl, relpersistence, reloptions,
                     attnum, attname, atttypid, atttypmod, attnotnull, attidentity) AS line
    FROM pg_class JOIN ours ON ours.oid = relnamespace LEFT JOIN pg_attribute ON attrelid = pg_class.oid
    WHERE relkind <> 't'
    UNION ALL SELECT concat_ws(' ', nspname, conname, contype, convalidated)
    FROM pg_constraint JOIN ours ON ours.oid = connamespace
    UNION ALL SELECT concat_ws(' ', nspname, proname) FROM pg_proc JOIN ours ON ours.oid = pronamespace
    UNION ALL SELECT concat_ws(' ', tgrelid, tgname, tgenabled) FROM pg_trigger
    UNION ALL SELECT nspname FROM ours
    UNION ALL SELECT concat_ws(' ', setrole, setconfig) FROM pg_db_role_setting
    WHERE setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
)
SELECT md5(string_agg(line, '\n' ORDER BY line)) FROM lines
"""
"""Everything of a database but its rows, as one number."""
_TABLES = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
_COUNTERS = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'"
_END_OTHERS = "SELECT pg_terminate_backend(pid, 30000) FROM pg_stat_activity WHERE datname = %s"


class LentDatabases:
    """Copies of one database, each lent to one test at a time."""

    def __init__(self, server: PostgresqlServer, template: str) -> None:
        self.server = server
        self._template = template
        self._idle: list[str] = []
        with self._connected(template) as connection:
            self._shape = self._shape_of(connection)
            self._tables = [str(name) for (name,) in connection.execute(_TABLES).fetchall()]
            self._counters: dict[str, int | None] = dict(connection.execute(_COUNTERS).fetchall())
            self._rows = {table: self._copied(connection, table) for table in self._filled(connection)}

    @contextmanager
    def lent(self) -> Iterator[str]:
        """Give the name of a database that is as the first one was, until the test is done with it."""
        name = self._idle.pop() if self._idle else self.server.fresh(self._template)
        yield name
        try:
            emptied = self._emptied(name)
        except psycopg.Error:
            emptied = False
        if emptied:
            self._idle.append(name)
        else:
            self.server.drop(name)

    def _emptied(self, name: str) -> bool:
        """End whoever still uses a database, and make its rows those it began with.

        Returns:
            False if there is more that differs.
        """
        with self._connected("postgres") as connection:
            connection.execute(_END_OTHERS, (name,))
        with self._connected(name) as connection, connection.transaction():
            if self._shape_of(connection) != self._shape:
                return False
            if filled := self._filled(connection) - set(self._rows):
                # With what points at their rows, which is filled as well or comes anew below.
                names = sql.SQL(", ").join(map(sql.Identifier, sorted(filled)))
                connection.execute(sql.SQL("TRUNCATE {} CASCADE").format(names))
            self._rows_as_at_first(connection)
            for counter, last in connection.execute(_COUNTERS).fetchall():
                if last != self._counters[counter]:
                    self._count_from(connection, counter, self._counters[counter])
        return True

    def _rows_as_at_first(self, connection: psycopg.Connection) -> None:
        for table in self._rows:
            connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
        for table, rows in self._rows.items():
            into = sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table))
            with connection.cursor() as cursor, cursor.copy(into) as copy:
                copy.write(rows)

    def _filled(self, connection: psycopg.Connection) -> set[str]:
        """Return the tables that have rows."""
        one = "SELECT {} WHERE EXISTS (SELECT 1 FROM {})"
        each = [sql.SQL(one).format(sql.Literal(table), sql.Identifier(table)) for table in self._tables]
        return {str(name) for (name,) in connection.execute(sql.SQL(" UNION ALL ").join(each)).fetchall()}

    def _connected(self, name: str) -> psycopg.Connection:
        return psycopg.connect(self.server.url(name), autocommit=True)

    @staticmethod
    def _shape_of(connection: psycopg.Connection) -> object:
        return connection.execute(_SHAPE).fetchall()

    @staticmethod
    def _copied(connection: psycopg.Connection, table: str) -> bytes:
        out = sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table))
        with connection.cursor() as cursor, cursor.copy(out) as copy:
            return b"".join(map(bytes, copy))

    @staticmethod
    def _count_from(connection: psycopg.Connection, counter: str, last: int | None) -> None:
        """Let a counter go on after a number, or from its beginning."""
        if last is None:
            connection.execute(sql.SQL("ALTER SEQUENCE {} RESTART").format(sql.Identifier(counter)))
        else:
            connection.execute("SELECT setval(%s, %s)", (counter, last))
