"""Storing people: only the rows that differ are touched, each under the revision it changed in."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, Table, bindparam, delete, insert, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.words.changes import CorpusChange
from bot.words.people import Person
from storage.batches import batches
from storage.schema import corpus, figures, people, people_departures, people_names
from storage.serialisation import PEOPLE

Rows = list[dict[str, object]]

_ROWS = 500  # values in one statement


async def store_people(connection: AsyncConnection, change: CorpusChange, revision: int) -> None:
    """Put the people of a change in the place of those they replace, and note who each figure is."""
    keys = None if change.replaced is None else change.replaced | {one.key for one in change.people}
    if keys is None:
        await connection.execute(update(corpus).values(people_edition=change.people_edition))
    stored = await _stored(connection, keys)
    written = await asyncio.to_thread(lambda: {one.key: PEOPLE.write(one) for one in change.people})
    gone = [key for key in stored if key not in written]
    changed = [key for key, person in written.items() if stored.get(key) != person]
    await _take_out(connection, people, people.c.key, gone)
    await _take_out(connection, people_departures, people_departures.c.person, [*gone, *written])
    for batch in batches(gone, _ROWS):
        rows = [{"person": key, "revision": revision} for key in batch]
        await connection.execute(insert(people_departures), rows)
    await _write(connection, {key: written[key] for key in changed}, stored, revision)
    named = [key for key in (written if keys is None else changed) if key in change.names]
    await _name(connection, named, change.names)
    await _note_who(connection, change.people, keys)


async def _stored(connection: AsyncConnection, keys: Collection[str] | None) -> dict[str, str]:
    found: dict[str, str] = {}
    columns = select(people.c.key, people.c.person)
    for wanted in _wanted(people.c.key, keys):
        found |= {row.key: row.person for row in await connection.execute(columns.where(wanted))}
    return found


def _wanted(column: ColumnElement[str], keys: Collection[str] | None) -> list[ColumnElement[bool]]:
    return [true()] if keys is None else [column.in_(batch) for batch in batches(sorted(keys), _ROWS)]


async def _take_out(
    connection: AsyncConnection, table: Table, column: ColumnElement[str], keys: Sequence[str]
) -> None:
    for batch in batches(keys, _ROWS):
        await connection.execute(delete(table).where(column.in_(batch)))


async def _write(
    connection: AsyncConnection, changed: Mapping[str, str], stored: Collection[str], revision: int
) -> None:
    new: Rows = [
        {"key": key, "person": person, "revision": revision}
        for key, person in changed.items()
        if key not in stored
    ]
    other = [{"its_key": key, "written": person} for key, person in changed.items() if key in stored]
    if new:
        await connection.execute(insert(people), new)
    if other:
        its = update(people).where(people.c.key == bindparam("its_key"))
        await connection.execute(its.values(person=bindparam("written"), revision=revision), other)


async def _name(
    connection: AsyncConnection, keys: Sequence[str], names: Mapping[str, Collection[str]]
) -> None:
    await _take_out(connection, people_names, people_names.c.person, keys)
    rows = [{"name": name, "person": key} for key in keys for name in names[key]]
    if rows:
        await connection.execute(insert(people_names), rows)


async def _note_who(
    connection: AsyncConnection, directory: Sequence[Person], keys: Collection[str] | None
) -> None:
    """Note at the figures who they are, at those alone where that is new."""
    known: dict[tuple[str, int], str] = {}
    columns = select(figures.c.article_id, figures.c.figure, figures.c.person)
    for wanted in _wanted(figures.c.person, keys):
        for article, figure, person in await connection.execute(columns.where(wanted)):
            known[article, figure] = person
    are: dict[tuple[str, int], str | None] = dict.fromkeys(known)
    for one in directory:
        for place in one.appearances:
            are.update(((place.article, figure), one.key) for figure in (place.figure, *place.also))
    rows = [
        {"its_article": article, "its_figure": figure, "who": person}
        for (article, figure), person in are.items()
        if known.get((article, figure)) != person
    ]
    if rows:
        its = figures.c.article_id == bindparam("its_article"), figures.c.figure == bindparam("its_figure")
        await connection.execute(update(figures).where(*its).values(person=bindparam("who")), rows)
