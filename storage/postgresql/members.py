"""Which processes serve one bot together: each holds a lock of the server by its number, and is called by it.

The server ends the session of a process that is gone, and with it the lock: whoever has none lives no more.
"""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import psycopg
from sqlalchemy import URL, BigInteger, TextualSelect, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import StorageError
from storage.postgresql.failures import told_as_storage_errors
from storage.postgresql.leading import OURS
from storage.postgresql.session import session_of_its_own

CREW = OURS + 1
"""The first half of the locks by which members are known; the second is their number."""
_NUMBERS = 2**31 - 1


class CrewMember:
    """A process whose session holds the lock of its number: `storage.backend.Member`."""

    def __init__(self, number: int, session: AsyncConnection, listening: psycopg.AsyncConnection, name: str):
        """Take the session, which does nothing else, and the driver's own connection behind it."""
        self.number = number
        self._session = session
        self._listening = listening
        self._name = name

    async def called(self, seconds: float) -> Sequence[str]:
        """Return what the others called out."""
        with told_as_storage_errors(self._name):
            heard = [one.payload async for one in self._listening.notifies(timeout=seconds, stop_after=1)]
            if self._listening.closed:
                raise StorageError(f"The database {self._name} has ended a session.")
            return heard


def calling(number: int) -> str:
    """Return the channel a member is called by."""
    return f"aide_{number}"


def living() -> TextualSelect:
    """Return the query for the numbers of all members there are.

    Within a statement it is answered after what the statement sees was settled: whose row is seen, and who is
    not among them, lives no more.
    """
    locks = text(
        "SELECT objid::bigint AS number FROM pg_locks"
        " WHERE locktype = 'advisory' AND granted AND objsubid = 2 AND classid = CAST(:crew AS bigint)::oid"
        " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    )
    return locks.bindparams(crew=CREW).columns(number=BigInteger)


@asynccontextmanager
async def joined(address: URL, name: str, patience: int) -> AsyncIterator[CrewMember]:
    """Be a member while the body runs.

    Args:
        address: of the database.
        name: what people are told it is.
        patience: seconds to wait for the server.

    Raises:
        StorageError: the server is not to be reached.
    """
    async with session_of_its_own(address, name, patience) as session:
        with told_as_storage_errors(name):
            member = await _member(session, name)
        yield member


async def _member(session: AsyncConnection, name: str) -> CrewMember:
    while True:
        number = 1 + secrets.randbelow(_NUMBERS)
        taken = await session.execute(select(func.pg_try_advisory_lock(CREW, number)))
        if taken.scalar_one():
            break
    await session.execute(text(f"LISTEN {calling(number)}"))
    driver = (await session.get_raw_connection()).driver_connection
    assert isinstance(driver, psycopg.AsyncConnection)
    return CrewMember(number, session, driver, name)
