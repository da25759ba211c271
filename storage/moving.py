"""Everything of a bot carried from one database to another, whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Table, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import StorageError
from storage.database import Database, backend_of, open_database
from storage.schema import corpus, metadata, revisions

_ROWS = 500  # read and written at a time; a document's text is some ten kilobytes
_THERE_FROM_THE_START = (corpus, revisions)


async def move(source: str, target: str) -> Mapping[str, int]:
    """Copy every row of a database into another one, which must hold nothing yet.

    Nobody can write to either meanwhile. The source stays as it is, but for being brought up to date.

    Args:
        source: the address of a database there is.
        target: the address of one without tables, or with empty ones; a SQLite file is made.

    Returns:
        The number of rows of each table.

    Raises:
        StorageError: one of them cannot be used, there is nothing to move, or the target holds something; it
            was left empty.
    """
    await _refuse_nothing(source)
    async with open_database(source) as old, open_database(target) as new:
        if old.name == new.name:
            raise StorageError(f"The database {old.name} cannot be moved to itself.")
        async with old.writing() as reading, new.writing() as writing:
            await _refuse_what_is_there(writing, new)
            for table in _THERE_FROM_THE_START:
                await writing.execute(delete(table))
            copied = {table.name: await _copy(reading, writing, table) for table in metadata.sorted_tables}
            await new.count_on(writing, await old.counters(reading))
            return copied


async def _refuse_nothing(source: str) -> None:
    backend = backend_of(source)
    try:
        if await backend.stored_revision() is None:
            raise StorageError(f"There is no database {backend.name} to move.")
    finally:
        await backend.readers.dispose()


async def _refuse_what_is_there(connection: AsyncConnection, new: Database) -> None:
    used = (await connection.execute(select(corpus.c.revision))).scalar() or 0
    for table in metadata.sorted_tables:
        if table not in _THERE_FROM_THE_START:
            used += await _count(connection, table)
    if used:
        raise StorageError(f"The database {new.name} holds a bot already: it was left as it is.")


async def _copy(reading: AsyncConnection, writing: AsyncConnection, table: Table) -> int:
    async with reading.stream(select(table)) as result:
        async for rows in result.mappings().partitions(_ROWS):
            await writing.execute(insert(table), [dict(row) for row in rows])
    there, here = await _count(reading, table), await _count(writing, table)
    if there != here:
        raise StorageError(f"{here} of {there} rows of {table.name} arrived: nothing was moved.")
    return here


async def _count(connection: AsyncConnection, table: Table) -> int:
    return int((await connection.execute(select(func.count()).select_from(table))).scalar_one())
