"""Which documents broke the process that read them: `bot.protocols.HarmLog`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import delete, select

from storage.database import Database
from storage.kept.statements import insert_replacing
from storage.schema import harmful_documents


class StoredHarm:
    """What is known of such documents in the database, by the digest of their bytes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def known(self, version: int) -> Mapping[str, str]:
        """Return what happened under this version of the analysis; other versions may do better."""
        table = harmful_documents.c
        statement = select(table.digest, table.reason).where(table.analysis_version == version)
        async with self._database.reading() as connection:
            rows = (await connection.execute(statement)).all()
        return dict(rows)

    async def note(self, digest: str, version: int, reason: str) -> None:
        """Note what a document did."""
        row = {"digest": digest, "analysis_version": version, "reason": reason}
        async with self._database.writing() as connection:
            await connection.execute(insert_replacing(connection, harmful_documents), [row])

    async def forget(self, digests: Iterable[str]) -> None:
        """Drop what is noted of some documents: they could be read after all."""
        gone = list(digests)
        if gone:
            async with self._database.writing() as connection:
                await connection.execute(
                    delete(harmful_documents).where(harmful_documents.c.digest.in_(gone))
                )
