"""Whose database this is: that of the first bot served from it, and of no other."""

from __future__ import annotations

from sqlalchemy import delete, select

from storage.database import Database
from storage.kept.statements import insert_unless_there
from storage.schema import owner


class StoredOwner:
    """The owner in the database. Every method raises `StorageError` when it cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def known(self) -> int | None:
        """Return the id of the bot this database belongs to, None while it belongs to none."""
        async with self._database.reading() as connection:
            found: int | None = (await connection.execute(select(owner.c.bot))).scalar_one_or_none()
        return found

    async def claim(self, bot: int) -> int:
        """Return the id of the bot this database belongs to: the one given, where it belonged to none."""
        known = await self.known()
        if known is not None:
            return known
        async with self._database.writing() as connection:
            first = insert_unless_there(connection, owner).values(id=1, bot=bot)
            await connection.execute(first)
            stored: int = (await connection.execute(select(owner.c.bot))).scalar_one()
        return stored

    async def give_up(self, bot: int) -> None:
        """Let the database be nobody's again, where it is this bot's: the bot was never served from it."""
        async with self._database.writing() as connection:
            await connection.execute(delete(owner).where(owner.c.bot == bot))
