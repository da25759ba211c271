"""Which process does what one is enough for: whoever holds an advisory lock of the server.

A session holds it until it ends, and the server ends the session of a process that is gone
(https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS).
"""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import URL, func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.postgresql.failures import told_as_storage_errors
from storage.postgresql.session import session_of_its_own

OURS = 0x41696465
"""The number our advisory locks go by: no other program may use it in the same database."""


class SessionLead:
    """The lead of a process whose session holds a lock."""

    def __init__(self, session: AsyncConnection) -> None:
        """Take the session, which does nothing else."""
        self._session = session

    async def is_held(self) -> bool:
        """Say whether the session still lives: the lock ends with it."""
        try:
            await self._session.execute(select(1))
        except DBAPIError:
            return False
        return True


@asynccontextmanager
async def leading(address: URL, name: str, work: str, patience: int) -> AsyncIterator[SessionLead | None]:
    """Hold the lock of some work while the body runs; give None where another process holds it.

    Args:
        address: of the database.
        name: what people are told it is.
        work: which one.
        patience: seconds to wait for the server.

    Raises:
        StorageError: the server is not to be reached.
    """
    async with session_of_its_own(address, name, patience) as session:
        with told_as_storage_errors(name):
            number = zlib.crc32(work.encode()) - 2**31  # a signed half
            taken = await session.execute(select(func.pg_try_advisory_lock(OURS, number)))
            lead = SessionLead(session) if taken.scalar_one() else None
        yield lead
