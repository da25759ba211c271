"""Answers kept, so that what was asked before is answered at once: `bot.protocols.AnswerCache`."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import Callable, Collection

from sqlalchemy import ColumnElement, and_, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import DatabaseDamaged, DatabaseLocked
from bot.words.answers import Briefing
from bot.words.changes import KeptAnswer
from storage.batches import batches
from storage.database import Database
from storage.kept.keeping import oldest_kept
from storage.schema import answers, corpus
from storage.serialisation import BRIEFINGS

_ANSWERS = 1000
_ROWS = 500  # values in one statement
# Characters of JSON; an answer longer than this (a whole report) is cheaper computed than kept.
_LONGEST = 200_000
_SOURCES = 1_000  # from which an answer is longer than that without being written


def key_of(request: str) -> str:
    """Return what a request is kept under: a hash, for what people ask is nobody's business."""
    return hashlib.sha256(request.encode(errors="backslashreplace")).hexdigest()


class KeptAnswers:
    """The answers of one edition of the program, the oldest leaving first; none is kept beyond a month."""

    def __init__(
        self,
        database: Database,
        edition: str = "",
        limit: int = _ANSWERS,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Keep answers in `database`.

        Args:
            database: where they are kept.
            edition: what the answers depend on beside the corpus: a text that changes when the program
                answers differently. Answers of another edition are never shown.
            limit: how many are kept at most.
            clock: seconds since 1970.
        """
        self._database = database
        self._edition = edition
        self._limit = limit
        self._clock = clock
        self._swept = ""

    async def cached(self, request: str, language: str) -> KeptAnswer | None:
        """Return the answer kept for exactly this, of whatever revision, or None."""
        statement = select(answers.c.revision, answers.c.basis, answers.c.answer).where(
            _same(request, language),
            answers.c.edition == self._edition,
            answers.c.made >= oldest_kept(int(self._clock())),
        )
        async with self._database.reading() as connection:
            row = (await connection.execute(statement)).one_or_none()
        try:
            return None if row is None else KeptAnswer(row.revision, row.basis, BRIEFINGS.read(row.answer))
        except DatabaseDamaged:
            # Only a copy of what can be worked out again: better asked anew than refused.
            return None

    async def keep(
        self, request: str, language: str, revision: str, answer: Briefing, basis: str | None = None
    ) -> None:
        """Keep an answer, unless the corpus has changed since.

        While another process writes for longer than we wait, nothing is kept, and that is no error.
        """
        if len(answer.sources) > _SOURCES:
            return
        try:
            written = await asyncio.to_thread(BRIEFINGS.write, answer)
        except ValueError:
            # A question may hold half a character; it is answered, and not kept.
            return
        if len(written) > _LONGEST:
            return
        try:
            await self._store(request, language, revision, written, basis, _shown_in(answer))
        except DatabaseLocked:
            return

    async def confirm(self, request: str, language: str, since: str, revision: str) -> None:
        """Note that the answer known to be right for one revision is right for a later one.

        While another process writes for longer than we wait, nothing is noted, and that is no error.
        """
        kept = update(answers).where(
            _same(request, language), answers.c.revision == since, answers.c.edition == self._edition
        )
        try:
            async with self._database.writing() as connection:
                await connection.execute(kept.values(revision=revision))
        except DatabaseLocked:
            return

    async def forget_old(self, now: int) -> None:
        """Delete the answers made more than a month ago."""
        async with self._database.writing() as connection:
            await connection.execute(delete(answers).where(answers.c.made < oldest_kept(now)))

    async def _store(
        self, request: str, language: str, revision: str, written: str, basis: str | None, shows: str
    ) -> None:
        async with self._database.writing() as connection:
            numbered = select(func.max(answers.c.kept)).scalar_subquery()
            current, last = (await connection.execute(select(corpus.c.revision, numbered))).one()
            if str(current) != revision:
                return
            newest = last or 0
            leaving = [_same(request, language), answers.c.kept <= newest + 1 - self._limit]
            if self._swept != revision:  # once a revision: what is of another is shown to nobody
                self._swept = revision
                of_no_other = and_(answers.c.revision != revision, answers.c.basis.is_(None))
                leaving += [answers.c.edition != self._edition, of_no_other]
            await connection.execute(delete(answers).where(or_(*leaving)))
            row = {
                "request": key_of(request),
                "language": language,
                "edition": self._edition,
                "revision": revision,
                "basis": basis,
                "made": int(self._clock()),
                "kept": newest + 1,
                "answer": written,
                "shows": shows,
            }
            await connection.execute(insert(answers), [row])


def _same(request: str, language: str) -> ColumnElement[bool]:
    return and_(answers.c.request == key_of(request), answers.c.language == language)


async def forget_showing(connection: AsyncConnection, articles: Collection[str]) -> None:
    """Delete the answers with words of some articles, which have left or have other words now.

    One that names no article may have its words all the same: a list of people, or of subjects.
    """
    gone = frozenset(articles)
    if not gone:
        return
    kept = await connection.execute(select(answers.c.request, answers.c.shows).distinct())
    outdated = [one.request for one in kept if not one.shows or gone.intersection(one.shows.split("\n"))]
    for batch in batches(outdated, _ROWS):
        await connection.execute(delete(answers).where(answers.c.request.in_(batch)))


def _shown_in(answer: Briefing) -> str:
    items = [item for section in answer.sections for item in section.items]
    cited = {id_ for item in items for id_ in (item.article, *item.also)}
    return "\n".join(sorted(cited | {source.article for source in answer.sources}))
