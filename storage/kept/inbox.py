"""The inbox: updates are rows before they are confirmed to Telegram, and emptied once they were acted on.

An emptied row, which holds a number and a time, stays for a day: Telegram hands an update over again when the
process ended before it was confirmed, and by that row it is known.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import delete, select, update

from bot.words.inbox import Handed
from storage.database import Database
from storage.kept.keeping import storable
from storage.kept.statements import insert_unless_there
from storage.schema import inbox

_DAY = 86_400  # seconds; so long Telegram keeps an update nobody has confirmed
_ROWS = 400  # values in one statement


class StoredInbox:
    """The inbox in the database. Every method raises `StorageError` when it cannot be used.

    Times are in seconds since 1970.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def known(self, numbers: Collection[int]) -> set[int]:
        """Return which updates are there."""
        wanted, found = list(numbers), set[int]()
        async with self._database.reading() as connection:
            for start in range(0, len(wanted), _ROWS):
                these = inbox.c.update_id.in_(wanted[start : start + _ROWS])
                found.update((await connection.execute(select(inbox.c.update_id).where(these))).scalars())
        return found

    async def take(self, handed: Sequence[Handed], now: int) -> None:
        """Write updates down; what is there already stays as it is."""
        rows = [
            {
                "update_id": one.number,
                "chat": one.chat,
                "content": None if one.content is None else storable(one.content),
                "taken": now,
                "tries": 0,
            }
            for one in handed
        ]
        if rows:
            async with self._database.writing(first=True) as connection:
                await connection.execute(insert_unless_there(connection, inbox), rows)

    async def done(self, numbers: Collection[int]) -> None:
        """Empty the rows of updates that were acted on."""
        wanted = list(numbers)
        async with self._database.writing(first=True) as connection:
            for start in range(0, len(wanted), _ROWS):
                these = inbox.c.update_id.in_(wanted[start : start + _ROWS])
                await connection.execute(update(inbox).where(these).values(content=None, chat=None))

    async def left(self, most_tries: int) -> Sequence[Handed]:
        """Return what was not acted on when the last process ended, in order.

        What was tried so often before is emptied: something in it may be what ended the process.
        """
        waits = inbox.c.content.is_not(None)
        async with self._database.writing(first=True) as connection:
            given_up = inbox.c.tries >= most_tries
            await connection.execute(update(inbox).where(waits, given_up).values(content=None, chat=None))
            found = await connection.execute(select(inbox).where(waits).order_by(inbox.c.update_id))
            return [Handed(row.update_id, row.chat, row.content) for row in found]

    async def tried(self, number: int) -> None:
        """Note that an update of before is being acted on again."""
        one = inbox.c.update_id == number
        async with self._database.writing(first=True) as connection:
            await connection.execute(update(inbox).where(one).values(tries=inbox.c.tries + 1))

    async def forget_old(self, now: int) -> None:
        """Delete what Telegram would not hand over again."""
        async with self._database.writing(first=True) as connection:
            await connection.execute(delete(inbox).where(inbox.c.taken < now - _DAY))
