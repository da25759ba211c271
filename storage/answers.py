"""Answers kept, so that what was asked before is answered at once: `bot.protocols.AnswerCache`."""

from __future__ import annotations

import asyncio

from sqlalchemy import ColumnElement, and_, delete, func, insert, or_, select

from bot.errors import DatabaseDamaged, DatabaseLocked
from bot.models import Briefing
from storage.database import Database
from storage.schema import answers, corpus
from storage.serialisation import BRIEFINGS

_ANSWERS = 1000
# Characters of JSON; an answer longer than this (a whole report) is cheaper computed than kept.
_LONGEST = 200_000


class KeptAnswers:
    """The answers of one edition of the program to the corpus as it is now, the oldest leaving first."""

    def __init__(self, database: Database, edition: str = "", limit: int = _ANSWERS) -> None:
        """Keep answers in `database`.

        Args:
            database: where they are kept.
            edition: what the answers depend on beside the corpus: a text that changes when the program
                answers differently. Answers of another edition are never shown.
            limit: how many are kept at most.
        """
        self._database = database
        self._edition = edition
        self._limit = limit

    async def cached(self, request: str, language: str, revision: str) -> Briefing | None:
        """Return the answer kept for exactly this, or None."""
        statement = select(answers.c.answer).where(
            _same(request, language), answers.c.revision == revision, answers.c.edition == self._edition
        )
        async with self._database.reading() as connection:
            answer = (await connection.execute(statement)).scalar_one_or_none()
        try:
            return None if answer is None else BRIEFINGS.read(answer)
        except DatabaseDamaged:
            # Only a copy of what can be worked out again: better asked anew than refused.
            return None

    async def keep(self, request: str, language: str, revision: str, answer: Briefing) -> None:
        """Keep an answer, unless the corpus has changed since; those of other revisions are dropped.

        While another process writes for longer than we wait, nothing is kept, and that is no error.
        """
        try:
            written = await asyncio.to_thread(BRIEFINGS.write, answer)
        except ValueError:
            # A question may hold half a character; it is answered, and not kept.
            return
        if len(written) > _LONGEST:
            return
        try:
            await self._store(request, language, revision, written)
        except DatabaseLocked:
            return

    async def _store(self, request: str, language: str, revision: str, written: str) -> None:
        async with self._database.writing() as connection:
            current = (await connection.execute(select(corpus.c.revision))).scalar_one()
            if str(current) != revision:
                return
            stale = or_(answers.c.revision != revision, answers.c.edition != self._edition)
            await connection.execute(delete(answers).where(or_(stale, _same(request, language))))
            newest = (await connection.execute(select(func.max(answers.c.kept)))).scalar_one_or_none() or 0
            row = {
                "request": _storable(request),
                "language": language,
                "edition": self._edition,
                "revision": revision,
                "kept": newest + 1,
                "answer": written,
            }
            await connection.execute(insert(answers), [row])
            await connection.execute(delete(answers).where(answers.c.kept <= newest + 1 - self._limit))


def _same(request: str, language: str) -> ColumnElement[bool]:
    return and_(answers.c.request == _storable(request), answers.c.language == language)


def _storable(request: str) -> str:
    """Return a request as the database can keep it: half a character as its number."""
    return request.encode(errors="backslashreplace").decode()
