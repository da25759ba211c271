"""What was put right about who is who, on record: `bot.protocols.CorrectionLog`.

A correction is stored with the people it makes, in one transaction (`StoredCorpus.apply`); here it is read.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.words.people import Correction
from storage.database import Database
from storage.schema import corrections
from storage.serialisation import CORRECTIONS


class StoredCorrections:
    """The log of corrections in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def corrections(self) -> Sequence[Correction]:
        """Return every correction ever made, the undone ones too, oldest first."""
        statement = select(corrections.c.correction).order_by(corrections.c.number)
        async with self._database.reading() as connection:
            rows = (await connection.execute(statement)).scalars().all()
        return [CORRECTIONS.read(row) for row in rows]


async def store_corrections(connection: AsyncConnection, changed: Sequence[Correction]) -> None:
    """Put corrections on record within a transaction; one of a number that is there replaces it."""
    for one in changed:
        await connection.execute(delete(corrections).where(corrections.c.number == one.number))
        row = {"number": one.number, "correction": CORRECTIONS.write(one)}
        await connection.execute(insert(corrections), [row])
