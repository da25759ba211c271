"""What was handed in and is not taken in yet: `bot.protocols.Inbox`."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.sqlite import insert

from storage.database import Database
from storage.schema import inbox

_MOST_TRIES = 3  # starts in which one is begun; what ended the program as often would end it again


class StoredInbox:
    """The updates kept in the database, by their numbers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, number: int, content: str) -> bool:
        """Keep an update; say whether it was not kept already."""
        row = {"update": number, "content": content, "tries": 0}
        async with self._database.writing() as connection:
            result = await connection.execute(insert(inbox).values(row).on_conflict_do_nothing())
        return bool(result.rowcount)

    async def waiting(self) -> Sequence[str]:
        """Return what is still to be worked on, oldest first; counted as begun once more."""
        async with self._database.writing() as connection:
            await connection.execute(delete(inbox).where(inbox.c.tries >= _MOST_TRIES))
            await connection.execute(update(inbox).values(tries=inbox.c.tries + 1))
            kept = await connection.execute(select(inbox.c.content).order_by(inbox.c.update))
            return kept.scalars().all()

    async def done(self, number: int) -> None:
        """Forget an update that was worked on."""
        async with self._database.writing() as connection:
            await connection.execute(delete(inbox).where(inbox.c.update == number))
