"""The search terms kept with articles, where an earlier version of the program did not keep them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import bindparam, select, update

from bot.words.findings import KeptTerms
from storage.database import Database
from storage.schema import corpus, readings


class StoredTerms:
    """The kept terms in the database: `bot.protocols.TermStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def without(self, edition: int, most: int) -> Sequence[str]:
        """Return the ids of at most so many articles whose terms are not kept in this edition."""
        wanting = select(readings.c.article_id).where(readings.c.terms_edition != edition).limit(most)
        async with self._database.reading() as connection:
            return (await connection.execute(wanting)).scalars().all()

    async def keep(self, terms: Mapping[str, KeptTerms], revision: str) -> bool:
        """Keep the terms of articles, by id, as they are in a revision; say whether it still is the newest.

        Nothing is kept in another one: the articles may be others by then.
        """
        kept = update(readings).where(readings.c.article_id == bindparam("of"))
        rows = [{"of": id_, "terms": one.lines, "terms_edition": one.edition} for id_, one in terms.items()]
        async with self._database.writing() as connection:
            if str((await connection.execute(select(corpus.c.revision))).scalar_one()) != revision:
                return False
            if rows:
                await connection.execute(kept, rows)
        return True
