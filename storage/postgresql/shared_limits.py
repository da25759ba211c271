"""Limits several processes keep together: what Telegram takes in a while, and what somebody may ask in one.

Times are those of the database's clock, which all of them go by.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from weakref import WeakValueDictionary

from sqlalchemy import ColumnElement, Double, cast, delete, func, select
from sqlalchemy.dialects import postgresql

from bot.words.chats import AskedLately
from storage.database import Database
from storage.postgresql.leading import OURS
from storage.schema import paces, requests

_ASKING = OURS + 2  # what the lock of one person's requests begins with
_HELD = "held"
_OLD = 60.0  # seconds since a bucket ran dry, or since somebody asked last


def _now() -> ColumnElement[float]:
    return cast(func.extract("epoch", func.clock_timestamp()), Double)


class StoredPaces:
    """When something may be sent to a chat. Every method raises `StorageError` where that cannot be told."""

    def __init__(self, database: Database) -> None:
        self._database = database
        # Those of this process wait here, where that takes no connection.
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def claim(self, chat: int, kind: str, most: int, every: float) -> float:
        """Take the next place in a chat, and return the seconds until it is there; 0 where it is now.

        Args:
            chat: its number, 0 for all chats together.
            kind: of what is sent; each is counted for itself.
            most: how many may be sent at once.
            every: seconds after which there is a place more, up to so many.
        """
        now = _now()
        claiming = (
            postgresql.insert(paces)
            .values(chat=chat, kind=kind, free=now + every)
            .on_conflict_do_update(
                index_elements=[paces.c.chat, paces.c.kind],
                set_={"free": func.greatest(paces.c.free, now) + every},
            )
            .returning(paces.c.free - now)
        )
        async with self._turns.setdefault(chat, asyncio.Lock()), self._database.singly() as connection:
            dry: float = (await connection.execute(claiming)).scalar_one()
        return max(0.0, dry - most * every)

    async def held(self, chat: int) -> float:
        """Return the seconds for which nothing may be sent to a chat, because Telegram said so."""
        until = select(paces.c.free - _now()).where(paces.c.chat == chat, paces.c.kind == _HELD)
        async with self._database.reading() as connection:
            left: float | None = (await connection.execute(until)).scalar_one_or_none()
        return max(0.0, left or 0.0)

    async def hold(self, chat: int, seconds: float) -> None:
        """Note that nothing may be sent to a chat for so long."""
        until = _now() + seconds
        holding = (
            postgresql.insert(paces)
            .values(chat=chat, kind=_HELD, free=until)
            .on_conflict_do_update(
                index_elements=[paces.c.chat, paces.c.kind],
                set_={"free": func.greatest(paces.c.free, until)},
            )
        )
        async with self._database.singly() as connection:
            await connection.execute(holding)

    async def forget_old(self, now: int) -> None:  # noqa: ARG002 - the database's own clock counts
        """Delete what has run dry long ago."""
        async with self._database.beside() as connection:
            await connection.execute(delete(paces).where(paces.c.free < _now() - _OLD))


class StoredRequests:
    """What each person asked lately. Every method raises `StorageError` when the database cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()  # as above

    async def change(self, person: int, rule: Callable[[AskedLately, float], AskedLately]) -> None:
        """Let a rule make, of what somebody asked and the time in seconds, what they have asked now.

        One process at a time does so for a person.
        """
        async with self._turns.setdefault(person, asyncio.Lock()), self._database.beside() as connection:
            lock = func.pg_advisory_xact_lock(_ASKING, func.hashint8(person))
            await connection.execute(select(lock))
            now: float = (await connection.execute(select(_now()))).scalar_one()
            one = requests.c.telegram_user == person
            row = (await connection.execute(select(requests).where(one))).one_or_none()
            before = (
                AskedLately() if row is None else AskedLately(tuple(json.loads(row.times)), bool(row.told))
            )
            after = rule(before, now)
            values = {"times": json.dumps(after.times), "told": int(after.told)}
            await connection.execute(
                postgresql.insert(requests)
                .values(telegram_user=person, **values)
                .on_conflict_do_update(index_elements=[requests.c.telegram_user], set_=values)
            )

    async def forget_old(self, now: int) -> None:  # noqa: ARG002 - the database's own clock counts
        """Delete what was asked long ago: of nobody is more kept than the last minute."""
        last = cast(cast(requests.c.times, postgresql.JSON).op("->>")(-1), Double)
        async with self._database.beside() as connection:
            await connection.execute(delete(requests).where(func.coalesce(last, 0.0) < _now() - _OLD))
