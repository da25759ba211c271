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

    async def claim(self, bot: int) -> tuple[int, bool]:
        """Return the id of the bot this database belongs to: the one given, where it belonged to none.

        And whether it belonged to none.
        """
        async with self._database.reading() as connection:
            known: int | None = (await connection.execute(select(owner.c.bot))).scalar_one_or_none()
        if known is not None:
            return known, False
        async with self._database.writing() as connection:
            first = insert_unless_there(connection, owner).values(id=1, bot=bot)
            await connection.execute(first)
            stored: int = (await connection.execute(select(owner.c.bot))).scalar_one()
        return stored, True

    async def give_up(self, bot: int) -> None:
        """Let the database be nobody's again, where it is this bot's: the bot was never served from it."""
        async with self._database.writing() as connection:
            await connection.execute(delete(owner).where(owner.c.bot == bot))
