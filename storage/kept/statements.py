"""Statements that both databases know in the same words, and SQLAlchemy under two names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Insert, Select, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql


def insert_unless_there(
    connection: AsyncConnection | Connection,
    table: Table,
    chosen: Select[*tuple[Any, ...]] | None = None,
    columns: Sequence[str] = (),
) -> Insert:
    """Return an INSERT that leaves out rows which are there already (ON CONFLICT DO NOTHING).

    With rows `chosen` by a SELECT, which must have a WHERE clause, their values go into these `columns`.
    """
    inserting = _into(connection, table)
    if chosen is not None:
        inserting = inserting.from_select(list(columns), chosen)
    return inserting.on_conflict_do_nothing()


def insert_replacing(connection: AsyncConnection | Connection, table: Table) -> Insert:
    """Return an INSERT of whole rows, each in place of the one with its key (ON CONFLICT DO UPDATE)."""
    key = list(table.primary_key.columns)
    others = [column.name for column in table.columns if column not in set(key)]
    inserting = _into(connection, table)
    values = {name: inserting.excluded[name] for name in others}
    return inserting.on_conflict_do_update(index_elements=key, set_=values)


def _into(connection: AsyncConnection | Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Return an INSERT of the connection's own database, which knows what to do with a row that is there."""
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql  # loaded where such a database is used

        return postgresql.insert(table)
    return sqlite.insert(table)
