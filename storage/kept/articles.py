"""The stored corpus: documents with their text, articles, what was read out of them, and their people."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from secrets import token_hex
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Table, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import CorpusMoved
from bot.words.changes import CorpusChange, KnownDocument, Movement
from bot.words.documents import Article, Document
from bot.words.findings import AnalysedArticle, KeptTerms
from bot.words.people import Person
from bot.words.searching import ArticleCard
from storage.batches import batches
from storage.database import Database
from storage.kept.answers import forget_showing
from storage.kept.corrections import store_corrections
from storage.kept.figures import StoredFigures, store_figures
from storage.kept.kept_terms import StoredTerms
from storage.kept.people import store_people
from storage.schema import (
    articles,
    corpus,
    departures,
    document_texts,
    documents,
    people,
    people_departures,
    readings,
    revisions,
)
from storage.serialisation import ANALYSES, ARTICLES, GIVEN_FACTS, PEOPLE, PUBLICATION_DATES

Rows = list[dict[str, object]]
AnyRow = Row[*tuple[Any, ...]]

# Rows fetched and documents handled at a time: between two batches the event loop gets its turn.
_ROWS = 500
_DOCUMENTS = 16
_ARTICLES = 50  # as many as an answer reads, in one statement
_REVISIONS = 1000  # on record: a copy of the corpus that is further behind is made anew


class StoredCorpus:
    """The corpus in the database: `bot.protocols.CorpusStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.figures = StoredFigures(database)
        self.terms = StoredTerms(database)

    async def revision(self) -> str:
        """Return the corpus revision: "0" while nothing was ever stored, another text after each change."""
        async with self._database.reading() as connection:
            return str((await connection.execute(select(corpus.c.revision))).scalar_one())

    async def known_documents(self) -> Mapping[str, KnownDocument]:
        """Return what is stored, by location, in order of the documents' keys."""
        ids: dict[str, list[str]] = {}
        known: dict[str, KnownDocument] = {}
        async with self._database.reading() as connection:
            statement = select(articles.c.location, articles.c.id).order_by(
                articles.c.key, articles.c.position
            )
            async for location, identity in _each(connection, statement):
                ids.setdefault(location, []).append(identity)
            async for row in _each(connection, select(documents).order_by(documents.c.key)):
                known[row.location] = KnownDocument(
                    row.location, row.digest, row.key, tuple(ids.get(row.location, ())), row.analysis_version
                )
        return known

    async def apply(self, change: CorpusChange) -> str:
        """Store all of `change` in one transaction and return the new revision.

        Raises:
            CorpusMoved: the people were resolved on a revision that is no longer the newest.
        """
        async with self._database.writing() as connection:
            await _assert_unmoved(connection, change)
            await connection.execute(update(corpus).values(revision=corpus.c.revision + 1))
            revision = (await connection.execute(select(corpus.c.revision))).scalar_one()
            for locations in batches((*change.removed, *change.put), _ROWS):
                await _note_departures(connection, locations, revision)
                await connection.execute(delete(documents).where(documents.c.location.in_(locations)))
            for batch in batches(change.put.values(), _DOCUMENTS):
                await _insert(connection, await asyncio.to_thread(_document_rows, batch, change, revision))
            await _note_revision(connection, revision)
            await store_figures(connection, change)
            await store_people(connection, change, revision)
            await store_corrections(connection, change.corrections)
        return str(revision)

    async def movement(self, since: str) -> Movement:
        """Return where the corpus is now, and what has changed since a mark of it, "" for never seen."""
        async with self._database.reading() as connection:
            newest = select(revisions).order_by(revisions.c.revision.desc()).limit(1)
            now = (await connection.execute(newest)).one()
            seen = select(revisions.c.revision).where(revisions.c.mark == since)
            before = (await connection.execute(seen)).scalar_one_or_none()
            if before is None:
                return Movement(str(now.revision), now.mark)
            put = select(articles.c.id).where(articles.c.revision > before)
            gone = select(departures.c.article).where(
                departures.c.revision > before, departures.c.article.not_in(select(articles.c.id))
            )
            people_put = select(people.c.key).where(people.c.revision > before)
            people_gone = select(people_departures.c.person).where(people_departures.c.revision > before)
            found = [await connection.execute(one) for one in (put, gone, people_put, people_gone)]
            return Movement(str(now.revision), now.mark, *(tuple(one.scalars()) for one in found))

    async def cards(self, ids: Iterable[str] | None = None) -> Sequence[ArticleCard]:
        """Return the cards of the articles named, or of all, by document key and as the document has them."""
        statement = select(articles).order_by(articles.c.key, articles.c.position)
        async with self._database.reading() as connection:
            if ids is None:
                return [_card(row) async for row in _each(connection, statement)]
            return [
                _card(row)
                for batch in batches(dict.fromkeys(ids), _ROWS)
                for row in await connection.execute(statement.where(articles.c.id.in_(batch)))
            ]

    async def articles(self, ids: Iterable[str]) -> Mapping[str, AnalysedArticle]:
        """Return the articles named, by id, in the order named; ids that are not stored are left out."""
        wanted = list(dict.fromkeys(ids))
        found: dict[str, AnalysedArticle] = {}
        for batch in batches(wanted, _ARTICLES):
            async with self._database.reading() as connection:
                locations = select(articles.c.location).where(articles.c.id.in_(batch))
                read = await _read(connection, documents.c.location.in_(locations), articles.c.id.in_(batch))
            found.update({one.article.id: one for one in read})
        return {identity: found[identity] for identity in wanted if identity in found}

    async def each_article(self) -> AsyncIterator[AnalysedArticle]:
        """Yield every article with its analysis, by document key and then as the document has them.

        Nothing is held open between two articles; a change stored meanwhile shows in what is still to come.
        """
        after = ""
        while True:
            async with self._database.reading() as connection:
                following = (
                    select(documents.c.key)
                    .where(documents.c.key > after)
                    .order_by(documents.c.key)
                    .limit(_DOCUMENTS)
                )
                keys = (await connection.execute(following)).scalars().all()
                if not keys:
                    return
                read = await _read(connection, documents.c.key.in_(keys), articles.c.key.in_(keys))
            for one in read:
                yield one
            after = keys[-1]

    async def people(self, keys: Iterable[str] | None = None) -> Sequence[Person]:
        """Return the people with these keys, or everybody: the most named first, hidden ones last."""
        statement = select(people.c.person)
        async with self._database.reading() as connection:
            if keys is None:
                written = list((await connection.execute(statement)).scalars())
            else:
                written = [
                    person
                    for batch in batches(dict.fromkeys(keys), _ROWS)
                    for person in (
                        await connection.execute(statement.where(people.c.key.in_(batch)))
                    ).scalars()
                ]
        return await asyncio.to_thread(_read_people, written)


def _read_people(written: Iterable[str]) -> list[Person]:
    found = [PEOPLE.read(one) for one in written]
    return sorted(found, key=lambda one: (one.hidden, one.weak, -one.mentions, one.key))


async def _each(connection: AsyncConnection, statement: Select[*tuple[Any, ...]]) -> AsyncIterator[AnyRow]:
    async with connection.stream(statement) as result:
        async for partition in result.partitions(_ROWS):
            for row in partition:
                yield row


# --- writing ----------------------------------------------------------------------------------------------


async def _assert_unmoved(connection: AsyncConnection, change: CorpusChange) -> None:
    current = str((await connection.execute(select(corpus.c.revision))).scalar_one())
    if change.resolved_on not in (None, current):
        raise CorpusMoved("Another process is changing the corpus; try again in a moment.")


async def _note_departures(connection: AsyncConnection, locations: Sequence[str], revision: int) -> None:
    """Note which articles leave with some documents; those that come back with them are articles again."""
    leaving = select(articles.c.id).where(articles.c.location.in_(locations))
    ids = (await connection.execute(leaving)).scalars().all()
    await connection.execute(delete(departures).where(departures.c.article.in_(ids)))
    await forget_showing(connection, ids)
    if ids:
        rows = [{"article": article, "revision": revision} for article in ids]
        await connection.execute(insert(departures), rows)


async def _note_revision(connection: AsyncConnection, revision: int) -> None:
    """Put a revision on record, and drop what is on record of those long past."""
    await connection.execute(insert(revisions), [{"revision": revision, "mark": token_hex(8)}])
    for table in (revisions, departures, people_departures):
        await connection.execute(delete(table).where(table.c.revision <= revision - _REVISIONS))


async def _insert(connection: AsyncConnection, rows: Mapping[Table, Rows]) -> None:
    for table, of_table in rows.items():
        if of_table:
            await connection.execute(insert(table), of_table)


def _document_rows(
    batch: Sequence[tuple[Document, Sequence[AnalysedArticle]]], change: CorpusChange, revision: int
) -> Mapping[Table, Rows]:
    rows: dict[Table, Rows] = {documents: [], document_texts: [], articles: [], readings: []}
    for document, analysed in batch:
        complete = document.location not in change.incomplete
        rows[documents].append(
            {
                "location": document.location,
                "key": document.key,
                "file": document.file,
                "digest": document.digest,
                "analysis_version": change.analysis_version if complete else 0,
                "given": GIVEN_FACTS.write(document.given),
            }
        )
        rows[document_texts].append({"location": document.location, "text": document.text})
        for position, one in enumerate(analysed):
            rows[articles].append(_article_row(one.article, position, revision))
            rows[readings].append(
                {
                    "article_id": one.article.id,
                    "article": ARTICLES.write(one.article),
                    "analysis": ANALYSES.write(one.analysis),
                    "terms": one.terms.lines if one.terms else None,
                    "terms_edition": one.terms.edition if one.terms else 0,
                }
            )
    return rows


def _article_row(article: Article, position: int, revision: int) -> dict[str, object]:
    return {
        "id": article.id,
        "location": article.document.location,
        "key": article.document.key,
        "position": position,
        "title": article.title,
        "outlet": article.outlet,
        "published": None if article.published is None else PUBLICATION_DATES.write(article.published),
        "language": article.language,
        "truncated": article.truncated,
        "url": article.url,
        "file": article.document.file,
        "words": sum(len(article.read(paragraph).split()) for paragraph in article.paragraphs),
        "revision": revision,
    }


# --- reading ----------------------------------------------------------------------------------------------


def _card(row: AnyRow) -> ArticleCard:
    return ArticleCard(
        id=row.id,
        title=row.title,
        outlet=row.outlet,
        published=None if row.published is None else PUBLICATION_DATES.read(row.published),
        language=row.language,
        truncated=row.truncated,
        url=row.url,
        file=row.file,
        words=row.words,
    )


async def _read(
    connection: AsyncConnection, of_documents: ColumnElement[bool], of_articles: ColumnElement[bool]
) -> Sequence[AnalysedArticle]:
    """Return the articles chosen, in the corpus's order; the articles of one document share its value."""
    document_rows = await connection.execute(
        select(documents, document_texts.c.text).join(document_texts).where(of_documents)
    )
    article_rows = await connection.execute(
        select(articles.c.location, readings)
        .join(readings)
        .where(of_articles)
        .order_by(articles.c.key, articles.c.position)
    )
    return await asyncio.to_thread(_decoded, document_rows.all(), article_rows.all())


def _decoded(document_rows: Sequence[AnyRow], article_rows: Sequence[AnyRow]) -> Sequence[AnalysedArticle]:
    by_location = {
        row.location: Document(
            row.key, row.file, row.location, row.digest, row.text, GIVEN_FACTS.read(row.given)
        )
        for row in document_rows
    }
    return [
        AnalysedArticle(
            ARTICLES.read_with(row.article, by_location[row.location]),
            ANALYSES.read(row.analysis),
            None if row.terms is None else KeptTerms(row.terms_edition, row.terms),
        )
        for row in article_rows
    ]
