"""The kept figures of articles, found by what may make two of them one person."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, delete, func, insert, literal, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.words.changes import (
    ArticleFigures,
    CorpusChange,
    FiledFigure,
    Filing,
    Joints,
    KeptFigure,
    SpelledAlike,
)
from storage.batches import batches
from storage.database import Database
from storage.schema import articles, corpus, figure_names, figures, people, people_names
from storage.serialisation import SEEN_FIGURES

AnyRow = Row[*tuple[Any, ...]]
Rows = list[dict[str, object]]

_ROWS = 500  # values in one statement, and articles read at once
_GIVEN, _OTHER = "given", "other"
_AFTER_SLUG = "."  # follows "-", by which a key goes on: "ada-lind", "ada-lind-2"


class StoredFigures:
    """The figures in the database: `bot.protocols.FigureStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def people_edition(self) -> int:
        """Return the edition of what told who is who of the figures, 0 where something else did."""
        async with self._database.reading() as connection:
            return int((await connection.execute(select(corpus.c.people_edition))).scalar_one())

    async def each(self, edition: int) -> AsyncIterator[tuple[str, ArticleFigures]]:
        """Yield the location and the figures of every article they are kept of in this edition."""
        after = ""
        while True:
            following = (
                select(articles.c.id, articles.c.location)
                .where(articles.c.id > after, articles.c.figures_edition == edition)
                .order_by(articles.c.id)
                .limit(_ROWS)
            )
            async with self._database.reading() as connection:
                named = (await connection.execute(following)).all()
                if not named:
                    return
                ids = [row.id for row in named]
                of_them = select(figures.c.article_id, figures.c.seen).where(figures.c.article_id.in_(ids))
                rows = (await connection.execute(_in_order(of_them))).all()
            read = await asyncio.to_thread(_by_article, rows)
            for row in named:
                yield row.location, ArticleFigures(row.id, tuple(read.get(row.id, ())))
            after = ids[-1]

    async def without(self, edition: int) -> Sequence[str]:
        """Return the ids of the articles whose figures are not kept in this edition."""
        statement = select(articles.c.id).where(articles.c.figures_edition != edition).order_by(articles.c.id)
        async with self._database.reading() as connection:
            return (await connection.execute(statement)).scalars().all()

    async def of_documents(self, locations: Iterable[str]) -> Sequence[KeptFigure]:
        """Return the figures of the articles of some documents."""
        of_location = select(articles.c.id)
        return await self._kept(
            figures.c.article_id.in_(of_location.where(articles.c.location.in_(batch)))
            for batch in batches(locations, _ROWS)
        )

    async def in_buckets(self, buckets: Iterable[str]) -> Sequence[KeptFigure]:
        """Return the figures filed in some buckets."""
        return await self._kept(figures.c.bucket.in_(batch) for batch in batches(buckets, _ROWS))

    async def _kept(self, wanted: Iterable[ColumnElement[bool]]) -> Sequence[KeptFigure]:
        found: list[AnyRow] = []
        async with self._database.reading() as connection:
            for one in wanted:
                found += (await connection.execute(select(figures).where(one))).all()
        return await asyncio.to_thread(lambda: [_kept_figure(row) for row in found])

    async def spelled_alike(self, letters: Iterable[str]) -> Sequence[SpelledAlike]:
        """Return the names of some letters, with how they are read and how many figures bear them."""
        columns = figures.c.letters, figures.c.name, figures.c.read_as
        statement = select(*columns, func.count()).group_by(*columns)
        found: list[SpelledAlike] = []
        async with self._database.reading() as connection:
            for batch in batches(letters, _ROWS):
                rows = await connection.execute(statement.where(figures.c.letters.in_(batch)))
                found += [SpelledAlike(*row) for row in rows]
        return found

    async def given_names(self, names: Iterable[str]) -> Mapping[str, int]:
        """Return how many figures bear each of some given names; those nobody bears are left out."""
        counted = select(figure_names.c.name, func.count().label("figures")).group_by(figure_names.c.name)
        found: dict[str, int] = {}
        async with self._database.reading() as connection:
            for batch in batches(names, _ROWS):
                rows = await connection.execute(
                    counted.where(figure_names.c.kind == _GIVEN, figure_names.c.name.in_(batch))
                )
                found |= {row.name: row.figures for row in rows}
        return found

    async def buckets_with(self, joints: Joints) -> set[str]:
        """Return the buckets of the figures that have any of some joints."""
        others = select(figures.c.bucket).join(
            figure_names,
            (figures.c.article_id == figure_names.c.article_id) & (figures.c.figure == figure_names.c.figure),
        )
        plain = select(figures.c.bucket)
        asked = (
            (plain, figures.c.parts, joints.parts),
            (plain, figures.c.begins, joints.begins),
            (plain, figures.c.person, joints.people),
            (others.where(figure_names.c.kind == _OTHER), figure_names.c.name, joints.others),
        )
        found: set[str] = set()
        async with self._database.reading() as connection:
            for statement, column, wanted in asked:
                for batch in batches(sorted(wanted), _ROWS):
                    rows = await connection.execute(statement.where(column.in_(batch)).distinct())
                    found.update(rows.scalars())
        return found

    async def people_called(self, names: Iterable[str]) -> set[str]:
        """Return the keys of those who bear any of some names, folded."""
        found: set[str] = set()
        async with self._database.reading() as connection:
            for batch in batches(names, _ROWS):
                statement = select(people_names.c.person).where(people_names.c.name.in_(batch))
                found.update((await connection.execute(statement)).scalars())
        return found

    async def keys_beginning(self, slugs: Iterable[str]) -> set[str]:
        """Return the keys of people that are one of some slugs, or go on after it."""
        found: set[str] = set()
        async with self._database.reading() as connection:
            for slug in slugs:
                statement = select(people.c.key).where(
                    people.c.key >= slug, people.c.key < slug + _AFTER_SLUG
                )
                found.update((await connection.execute(statement)).scalars())
        return found


def _in_order(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return statement.order_by(figures.c.article_id, figures.c.figure)


def _by_article(rows: Sequence[AnyRow]) -> Mapping[str, list[Any]]:
    return {
        article: [SEEN_FIGURES.read(row.seen) for row in of_article]
        for article, of_article in groupby(rows, key=lambda row: row.article_id)
    }


def _kept_figure(row: AnyRow) -> KeptFigure:
    seen = SEEN_FIGURES.read(row.seen)
    return KeptFigure(row.article_id, row.figure, seen, row.read_as or row.name, row.person)


# --- writing ----------------------------------------------------------------------------------------------


async def store_figures(connection: AsyncConnection, change: CorpusChange) -> None:
    """Store the figures a change brings, in the place of those of the same articles, and file others anew."""
    for filing in change.refiled:
        await _refile(connection, filing)
    for batch in batches(change.figures.items(), _ROWS):
        ids = [article for article, _ in batch]
        for table in (figures, figure_names):
            await connection.execute(delete(table).where(table.c.article_id.in_(ids)))
        rows, names = await asyncio.to_thread(_rows, batch)
        if rows:
            await connection.execute(insert(figures), rows)
        if names:
            await connection.execute(insert(figure_names), names)
        marked = update(articles).where(articles.c.id.in_(ids))
        await connection.execute(marked.values(figures_edition=change.figures_edition))


async def _refile(connection: AsyncConnection, filing: Filing) -> None:
    """File the figures of some letters as others lead them."""
    of_letters = figures.c.letters == filing.letters
    await connection.execute(update(figures).where(of_letters).values(**_filed(filing)))
    places = select(figures.c.article_id, figures.c.figure).where(of_letters)
    place = tuple_(figure_names.c.article_id, figure_names.c.figure)
    await connection.execute(delete(figure_names).where(figure_names.c.kind == _GIVEN, place.in_(places)))
    for given in filing.givens:
        bearing = select(literal(_GIVEN), literal(given), figures.c.article_id, figures.c.figure)
        columns = ["kind", "name", "article_id", "figure"]
        await connection.execute(insert(figure_names).from_select(columns, bearing.where(of_letters)))


def _rows(batch: Sequence[tuple[str, Sequence[FiledFigure]]]) -> tuple[Rows, Rows]:
    rows: Rows = []
    names: Rows = []
    for article, of_article in batch:
        for number, one in enumerate(of_article):
            place = {"article_id": article, "figure": number}
            told = {"name": one.seen.name, "seen": SEEN_FIGURES.write(one.seen)}
            rows.append({**place, **told, **_filed(one.filing)})
            called = [(_GIVEN, given) for given in one.filing.givens]
            called += [(_OTHER, other) for other in one.filing.others]
            names += [{**place, "kind": kind, "name": name} for kind, name in called]
    return rows, names


def _filed(filing: Filing) -> dict[str, object]:
    return {
        "bucket": filing.bucket,
        "read_as": filing.read_as,
        "letters": filing.letters or None,
        "parts": filing.parts or None,
        "begins": filing.begins or None,
    }
