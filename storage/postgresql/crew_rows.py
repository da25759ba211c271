"""What the processes that serve one bot share: the updates each acts on, and what was called out to it.

An update is a row before it is confirmed to Telegram. Its row names the process that acts on it; what a
process leaves behind that lives no more is taken up by the first that looks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager

from sqlalchemy import and_, func, or_, select, update

from bot.words.inbox import Handed
from storage.backend import Member
from storage.database import Database
from storage.kept.keeping import storable
from storage.kept.statements import insert_unless_there
from storage.postgresql.members import calling, living
from storage.schema import inbox

LONGEST_CALL = 7_900
"""Bytes that can be called out; the server takes 8,000."""
_MOST_TAKEN_UP = 100  # at one look; the next is not far
_DONE = {"content": None, "chat": None, "queue": None, "worker": None}


class StoredCrew:
    """The rows processes share. Every method raises `StorageError` when the database cannot be used."""

    longest_call = LONGEST_CALL

    def __init__(self, database: Database) -> None:
        self._database = database

    def joined(self) -> AbstractAsyncContextManager[Member | None]:
        """Be known to the others, by a number, while the body runs."""
        return self._database.join()

    async def living(self) -> frozenset[int]:
        """Return the numbers of all that can be reached."""
        async with self._database.reading() as connection:
            return frozenset((await connection.execute(living())).scalars())

    async def take(self, handed: Handed, queue: int | None, worker: int, now: int, call: str | None) -> bool:
        """Write an update down for a process; return whether it is new.

        Args:
            handed: the update.
            queue: the chat whose updates it waits among, None where it waits for none.
            worker: who acts on it.
            now: in seconds since 1970.
            call: what is called out to that process with it, None for nothing.
        """
        row = {
            "update_id": handed.number,
            "chat": handed.chat,
            "content": None if handed.content is None else storable(handed.content),
            "taken": now,
            "tries": 0,
            "queue": queue,
            "worker": worker,
        }
        async with self._database.singly() as connection:
            made = insert_unless_there(connection, inbox).values(**row).returning(inbox.c.update_id).cte()
            called = () if call is None else (func.pg_notify(calling(worker), call),)
            return (await connection.execute(select(made, *called))).first() is not None

    async def of(self, worker: int, but: Collection[int]) -> Sequence[Handed]:
        """Return what a process is to act on, in order, but for some."""
        its = (inbox.c.worker == worker, inbox.c.content.is_not(None), inbox.c.update_id.not_in(but))
        async with self._database.reading() as connection:
            found = await connection.execute(select(inbox).where(*its).order_by(inbox.c.update_id))
            return [Handed(row.update_id, row.chat, row.content) for row in found]

    async def waiting(self, queues: Collection[int]) -> Mapping[int, frozenset[int]]:
        """Return the updates of some queues that were not acted on, by queue."""
        there = select(inbox.c.queue, inbox.c.update_id).where(inbox.c.queue.in_(queues))
        found: defaultdict[int, set[int]] = defaultdict(set)
        async with self._database.reading() as connection:
            for queue, number in await connection.execute(there):
                found[queue].add(number)
        return {queue: frozenset(numbers) for queue, numbers in found.items()}

    async def take_up(self, worker: int, most_tries: int) -> Sequence[Handed]:
        """Give a process what those left that live no more; return it, in order.

        What was tried so often before, or whose words were not kept, is emptied.
        """
        left = and_(inbox.c.worker.is_not(None), inbox.c.worker.not_in(living()))
        never = or_(inbox.c.tries >= most_tries, inbox.c.content.is_(None))
        chosen = (
            select(inbox.c.update_id)
            .where(left, ~never)
            .order_by(inbox.c.update_id)
            .limit(_MOST_TAKEN_UP)
            .with_for_update(skip_locked=True)
        )
        taking = (
            update(inbox)
            .where(inbox.c.update_id.in_(chosen.scalar_subquery()))
            .values(worker=worker, tries=inbox.c.tries + 1)
            .returning(inbox.c.update_id, inbox.c.chat, inbox.c.content)
        )
        async with self._database.singly() as connection:
            await connection.execute(update(inbox).where(left, never).values(**_DONE))
        async with self._database.singly() as connection:
            found = (await connection.execute(taking)).all()
        return [Handed(*row) for row in sorted(found)]

    async def renumber(self, worker: int, now_called: int) -> None:
        """Give what a process acts on to it under another number; what others took up is theirs.

        What was called out to it meanwhile is lost: its row is emptied.
        """
        async with self._database.beside() as connection:
            its = inbox.c.worker == worker
            unheard = inbox.c.content.is_(None)
            await connection.execute(update(inbox).where(its, unheard).values(**_DONE))
            await connection.execute(update(inbox).where(its).values(worker=now_called))

    async def inherit(self, worker: int) -> None:
        """Give a process what was left when one process alone served."""
        nobodys = (inbox.c.content.is_not(None), inbox.c.worker.is_(None))
        async with self._database.beside() as connection:
            await connection.execute(update(inbox).where(*nobodys).values(worker=worker))

    async def done(self, numbers: Collection[int]) -> None:
        """Empty the rows of updates that were acted on."""
        async with self._database.singly() as connection:
            await connection.execute(update(inbox).where(inbox.c.update_id.in_(numbers)).values(**_DONE))
