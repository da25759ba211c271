"""Feeds, the items they list, and what hosts want of robots, in the database: `bot.protocols.FeedStore`.

What one visit brings is stored in one transaction with the marks (ETag, digest) that let the next visit skip
it: a program that is killed has either both or neither, so no item is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Row, and_, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.words.documents import GivenFacts
from bot.words.feeds import Feed, FeedCard, FeedKind, Host, ItemStage, ListedItem, WaitingItem
from storage.database import Database
from storage.kept.keeping import storable
from storage.kept.statements import insert_replacing
from storage.schema import feed_items, feeds, hosts
from storage.serialisation import GIVEN_FACTS

AnyRow = Row[*tuple[Any, ...]]
Thing = TypeVar("Thing")

_WEEK = 7 * 86_400  # seconds
_AT_ONCE = 400  # values in one statement
_MOST_READINGS = 10
"""Times one item's page is read: a feed that changes what it lists at every visit (a counter in the text)
would have its pages fetched for ever."""
_REMEMBERED = 60 * 86_400
"""Seconds an item is remembered after its feed last listed it. Its document stays; only a feed that lists it
again after so long has its page fetched once more."""
_WAITS = (ItemStage.PAGE, ItemStage.TEXT)
_COLUMNS = {one.name for one in fields(Feed)}


class StoredFeeds:
    """The feeds in the database. Every method raises `StorageError` when it cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # --- feeds --------------------------------------------------------------------------------------------

    async def add(self, given: str, name: str | None, now: int) -> tuple[Feed, bool]:
        """Follow an address from now on; return the feed, and whether it was not followed yet."""
        async with self._database.writing() as connection:
            return await _add(connection, given, name, now)

    async def add_all(self, named: Sequence[tuple[str, str | None]], now: int) -> int:
        """Follow addresses, each with a name or none; return how many were not followed yet."""
        async with self._database.writing() as connection:
            return sum([(await _add(connection, given, name, now))[1] for given, name in named])

    async def at(self, address: str) -> Feed | None:
        """Return the feed that is visited at an address, None when none is."""
        async with self._database.reading() as connection:
            return await _one(connection, feeds.c.address == address)

    async def remove(self, feed: int) -> None:
        """Follow a feed no more, and forget its items; what was taken in of it stays in the corpus."""
        async with self._database.writing() as connection:
            await connection.execute(delete(feeds).where(feeds.c.id == feed))

    async def all(self) -> Sequence[Feed]:
        """Return every feed, in the order they were followed."""
        async with self._database.reading() as connection:
            rows = await connection.execute(select(feeds).order_by(feeds.c.id))
            return [_feed(row) for row in rows]

    async def cards(self, now: int) -> Sequence[FeedCard]:
        """Return every feed with figures of its items, in the order they were followed."""
        waits = feed_items.c.stage.in_(_WAITS)
        figures = (
            select(
                feed_items.c.feed,
                func.max(feed_items.c.appeared).label("newest"),
                func.count().filter(feed_items.c.appeared > now - _WEEK).label("a_week"),
                func.count().filter(waits).label("waiting"),
                func.count().filter(feed_items.c.stage == ItemStage.FAILED).label("failed"),
            )
            .group_by(feed_items.c.feed)
            .subquery()
        )
        statement = select(feeds, figures).outerjoin(figures, figures.c.feed == feeds.c.id)
        async with self._database.reading() as connection:
            rows = await connection.execute(statement.order_by(feeds.c.id))
            return [
                FeedCard(_feed(row), row.newest, row.a_week or 0, row.waiting or 0, row.failed or 0)
                for row in rows
            ]

    async def due(self, now: int, most: int) -> Sequence[Feed]:
        """Return the feeds to be visited now, those that have waited longest first."""
        statement = (
            select(feeds)
            .where(feeds.c.next_visit <= now, feeds.c.off_since.is_(None))
            .order_by(feeds.c.next_visit, feeds.c.id)
            .limit(most)
        )
        async with self._database.reading() as connection:
            return [_feed(row) for row in await connection.execute(statement)]

    async def visited(self, feed: Feed, items: Sequence[ListedItem] = (), most: int | None = None) -> int:
        """Store what came of a visit at `feed.visited`: the feed as it is now, and what it lists.

        Args:
            feed: with the marks of what was listed; stored only where it is still followed.
            items: everything it lists, the newest first.
            most: of the new items only so many wait to be taken in, the others are passed over for good.

        Returns:
            How many items are to be taken in, new or changed.
        """
        async with self._database.writing() as connection:
            row = {column: getattr(feed, column) for column in _COLUMNS if column != "id"}
            kept = await connection.execute(update(feeds).where(feeds.c.id == feed.id).values(row))
            if not kept.rowcount or not items:
                return 0
            return await _note_items(connection, feed, items, feed.visited or 0, most)

    # --- items --------------------------------------------------------------------------------------------

    async def waiting(self, now: int, most: int) -> Sequence[WaitingItem]:
        """Return items to be taken in now, of every feed in turn and the newest of each first."""
        turn = (
            func.row_number()
            .over(partition_by=feed_items.c.feed, order_by=(feed_items.c.appeared.desc(), feed_items.c.id))
            .label("turn")
        )
        waits = and_(feed_items.c.stage.in_(_WAITS), feed_items.c.not_before <= now)
        chosen = select(feed_items.c.id, turn).where(waits).subquery()
        statement = (
            select(feed_items, *(column.label(f"of_{column.name}") for column in feeds.c))
            .join(chosen, chosen.c.id == feed_items.c.id)
            .join(feeds, feeds.c.id == feed_items.c.feed)
            .order_by(chosen.c.turn, feed_items.c.id)
            .limit(most)
        )
        async with self._database.reading() as connection:
            return [_waiting(row) for row in await connection.execute(statement)]

    async def taken(self, items: Sequence[WaitingItem]) -> None:
        """Note that items are in the corpus as they were listed."""
        async with self._database.writing() as connection:
            for one in items:
                # Listed anew meanwhile, it waits again: its digest is another one.
                same = and_(feed_items.c.id == one.id, feed_items.c.digest == one.item.digest)
                await connection.execute(
                    update(feed_items)
                    .where(same)
                    .values(
                        stage=ItemStage.TAKEN,
                        facts=None,
                        text=None,
                        wrong=None,
                        tries=0,
                        readings=feed_items.c.readings + 1,
                    )
                )

    async def put_off(self, item: WaitingItem, not_before: int, wrong: str | None) -> None:
        """Note that an item could not be had, and is to be tried again; without `wrong`, through no fault."""
        tries = item.tries + (wrong is not None)
        async with self._database.writing() as connection:
            await connection.execute(
                update(feed_items)
                .where(feed_items.c.id == item.id)
                .values(tries=tries, not_before=not_before, wrong=_clipped(wrong))
            )

    async def turn_to(self, item: WaitingItem, stage: ItemStage, wrong: str) -> None:
        """Note why an item's page will not be had: its own text is next, or nothing (FAILED)."""
        given_up = stage is ItemStage.FAILED
        values: dict[str, object] = {"stage": stage, "wrong": _clipped(wrong), "tries": 0, "not_before": 0}
        if given_up:
            values |= {"facts": None, "text": None, "readings": feed_items.c.readings + 1}
        async with self._database.writing() as connection:
            await connection.execute(update(feed_items).where(feed_items.c.id == item.id).values(values))

    # --- hosts --------------------------------------------------------------------------------------------

    async def host(self, name: str) -> Host:
        """Return what is known of a host; of one never asked, nothing."""
        async with self._database.reading() as connection:
            row = (await connection.execute(select(hosts).where(hosts.c.name == name))).one_or_none()
        return Host(name) if row is None else Host(row.name, row.rules, row.read, row.not_before)

    async def keep_host(self, host: Host) -> None:
        """Keep what is known of a host now."""
        row = {"rules": storable(host.rules), "read": host.read, "not_before": host.not_before}
        async with self._database.writing() as connection:
            await connection.execute(insert_replacing(connection, hosts), [{"name": host.name, **row}])


async def _add(connection: AsyncConnection, given: str, name: str | None, now: int) -> tuple[Feed, bool]:
    found = await _one(connection, or_(feeds.c.given == given, feeds.c.address == given))
    if found is not None:
        return found, False
    feed = Feed(0, given, given, name, next_visit=now)
    row = {column: getattr(feed, column) for column in _COLUMNS if column != "id"}
    made = await connection.execute(insert(feeds).values(row).returning(feeds.c.id))
    return replace(feed, id=made.scalar_one()), True


async def _one(connection: AsyncConnection, such: Any) -> Feed | None:
    row = (await connection.execute(select(feeds).where(such).limit(1))).first()
    return None if row is None else _feed(row)


def _feed(row: AnyRow, prefix: str = "") -> Feed:
    known = {name: getattr(row, prefix + name) for name in _COLUMNS}
    return Feed(**known | {"kind": FeedKind(known["kind"])})


def _waiting(row: AnyRow) -> WaitingItem:
    facts = GIVEN_FACTS.read(row.facts) if row.facts else GivenFacts()
    item = ListedItem(row.key, row.address, row.digest, facts, row.text or "")
    return WaitingItem(row.id, _feed(row, "of_"), item, ItemStage(row.stage), row.tries)


def _clipped(sentence: str | None) -> str | None:
    return None if sentence is None else storable(sentence)[:500]


# --- what a feed lists --------------------------------------------------------------------------------------


async def _note_items(
    connection: AsyncConnection, feed: Feed, items: Sequence[ListedItem], now: int, most: int | None
) -> int:
    known: dict[str, AnyRow] = {}
    elsewhere: set[str] = set()
    for batch in _batches(items):
        mine = select(feed_items).where(
            feed_items.c.feed == feed.id, feed_items.c.key.in_([one.key for one in batch])
        )
        known |= {row.key: row for row in await connection.execute(mine)}
        addresses = [one.address for one in batch if one.address is not None]
        others = select(feed_items.c.address).where(
            feed_items.c.address.in_(addresses),
            feed_items.c.feed != feed.id,
            feed_items.c.stage != ItemStage.FAILED,
        )
        elsewhere |= set((await connection.execute(others)).scalars())
    new = [one for one in items if one.key not in known]
    rows = []
    for number, one in enumerate(new):
        stage = _first(one)
        if most is not None and number >= most:
            stage = ItemStage.PASSED_OVER
        elif one.address in elsewhere:
            # Another feed that lists the same page has it read already, or will.
            stage = ItemStage.TAKEN
        rows.append(_row(feed, one, now, stage))
    if rows:
        await connection.execute(insert(feed_items), rows)
    changed = [
        one
        for one in items
        if (row := known.get(one.key)) is not None
        and row.digest != one.digest
        and row.readings < _MOST_READINGS
        and one.address not in elsewhere
    ]
    for one in changed:
        values = _row(feed, one, now, _first(one))
        del values["appeared"]  # what is told anew has not appeared anew
        values["readings"] = known[one.key].readings
        await connection.execute(
            update(feed_items).where(feed_items.c.id == known[one.key].id).values(values)
        )
    listed = [row.id for row in known.values()]
    for ids in _batches(listed):
        await connection.execute(update(feed_items).where(feed_items.c.id.in_(ids)).values(listed=now))
    await connection.execute(
        delete(feed_items).where(feed_items.c.feed == feed.id, feed_items.c.listed < now - _REMEMBERED)
    )
    return sum(row["stage"] in _WAITS for row in rows) + len(changed)


def _first(item: ListedItem) -> ItemStage:
    return ItemStage.TEXT if item.address is None else ItemStage.PAGE


def _row(feed: Feed, item: ListedItem, now: int, stage: ItemStage) -> dict[str, Any]:
    waits = stage in _WAITS
    return {
        "feed": feed.id,
        "key": item.key,
        "address": item.address,
        "digest": item.digest,
        "stage": stage,
        "facts": GIVEN_FACTS.write(item.facts) if waits else None,
        "text": item.text if waits else None,
        "appeared": min(_second(item.facts.published) or now, now),
        "listed": now,
        "tries": 0,
        "readings": 0,
        "not_before": 0,
        "wrong": None,
    }


def _second(published: str | None) -> int | None:
    try:
        when = datetime.fromisoformat(published or "")
    except ValueError:
        return None
    return int(when.timestamp()) if when.tzinfo is not None else None


def _batches(things: Sequence[Thing]) -> Iterator[Sequence[Thing]]:
    for start in range(0, len(things), _AT_ONCE):
        yield things[start : start + _AT_ONCE]
