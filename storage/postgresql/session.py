"""A session of the server for one purpose: a lock that it holds, calls that it hears."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from sqlalchemy import URL
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from storage.postgresql.failures import told_as_storage_errors


@asynccontextmanager
async def session_of_its_own(address: URL, name: str, patience: int) -> AsyncIterator[AsyncConnection]:
    """Give a session in no pool, whose statements are stored each for itself; it is closed whatever happens.

    Args:
        address: of the database.
        name: what people are told it is.
        patience: seconds to wait for the server.

    Raises:
        StorageError: the server is not to be reached.
    """
    engine = create_async_engine(
        address,
        connect_args={"connect_timeout": patience, "application_name": "aide-memoire"},
        poolclass=NullPool,
        isolation_level="AUTOCOMMIT",
        hide_parameters=True,
    )
    with told_as_storage_errors(name):
        session = await _opened(engine)
    try:
        yield session
    finally:
        await _closed(session)


async def _opened(engine: AsyncEngine) -> AsyncConnection:
    """Open a connection in a task of its own: cut short halfway, it would stay open and be nobody's."""

    async def connection() -> AsyncConnection:
        return await engine.connect()

    opening = asyncio.ensure_future(connection())
    try:
        return await asyncio.shield(opening)
    except asyncio.CancelledError:
        with suppress(Exception):  # it could not be opened, which nobody asks any more
            await _closed(await opening)
        raise


async def _closed(session: AsyncConnection) -> None:
    """Close a connection to the end, whoever does not want to wait for it."""
    closing = asyncio.ensure_future(session.close())
    try:
        await asyncio.shield(closing)
    except asyncio.CancelledError:
        await closing
        raise
