"""Watches and schedules of chats, and what has arrived in the corpus for them to look at."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Insert, Row, and_, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.words.deliveries import Arrival, Narrowing, Place, Subscription, SubscriptionKind, Telling
from storage.database import Database
from storage.kept.keeping import oldest_kept, storable
from storage.kept.statements import insert_replacing, insert_unless_there
from storage.schema import arrivals, chats, documents, subscriptions, told

Value = TypeVar("Value")
_ROWS = 400  # values in one statement
_ELSEWHERE = ""  # the article of an arrival whose id another one has now
_MOST_LEFT = 20_000  # arrivals known after their articles have left; about two years of a busy corpus


class StoredSubscriptions:
    """The watches and schedules in the database. Every method raises `StorageError` when it cannot be used.

    Times are in seconds since 1970. A chat the bot may not write in keeps its subscriptions; they rest until
    it may again.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    # --- what chats asked for -----------------------------------------------------------------------------

    async def add(
        self,
        place: Place,
        kind: SubscriptionKind,
        words: str,
        *,
        seen: int,
        timetable: str | None = None,
        zone: str | None = None,
        due: int | None = None,
        asked_by: int | None = None,
    ) -> Subscription:
        """Store a watch or a schedule and return it."""
        row = {
            "chat": place.chat,
            "topic": place.topic,
            "kind": kind.value,
            "words": storable(words),
            "seen": seen,
            "timetable": timetable,
            "zone": zone,
            "due": due,
            "asked_by": asked_by,
        }
        async with self._database.writing() as connection:
            added = await connection.execute(insert(subscriptions).values(**row).returning(subscriptions))
            return _subscription(added.one())

    async def of_chat(self, chat: int, kind: SubscriptionKind | None = None) -> Sequence[Subscription]:
        """Return the subscriptions of a chat in the order they were made."""
        wanted = [subscriptions.c.chat == chat]
        if kind is not None:
            wanted.append(subscriptions.c.kind == kind.value)
        statement = select(subscriptions).where(*wanted).order_by(subscriptions.c.id)
        async with self._database.reading() as connection:
            return [_subscription(row) for row in await connection.execute(statement)]

    async def asked_for_by(self, person: int) -> Sequence[Subscription]:
        """Return what somebody asked for, in whatever chat, in the order it was made."""
        theirs = subscriptions.c.asked_by == person
        statement = select(subscriptions).where(theirs).order_by(subscriptions.c.id)
        async with self._database.reading() as connection:
            return [_subscription(row) for row in await connection.execute(statement)]

    async def remove(self, chat: int, ids: Collection[int]) -> int:
        """Delete subscriptions of a chat; return how many there were.

        What they told, the schedules of their place go on knowing as told.
        """
        mine = and_(subscriptions.c.chat == chat, subscriptions.c.id.in_(ids))
        async with self._database.writing() as connection:
            await connection.execute(_handed_on(connection, mine, ids))
            return (await connection.execute(delete(subscriptions).where(mine))).rowcount

    async def mute(self, chat: int, ids: Collection[int], until: int | None) -> int:
        """Let watches of a chat be quiet until then, None for no longer; return how many there are."""
        is_watch = subscriptions.c.kind == SubscriptionKind.WATCH.value
        mine = and_(subscriptions.c.chat == chat, subscriptions.c.id.in_(ids), is_watch)
        async with self._database.writing() as connection:
            muted = update(subscriptions).where(mine).values(muted_until=until)
            return (await connection.execute(muted)).rowcount

    async def move_due(self, id_: int, zone: str, due: int) -> None:
        """Store the next time of a schedule, worked out in a zone."""
        await self._note(id_, zone=zone, due=due)

    async def retime(self, id_: int, timetable: str, due: int) -> None:
        """Store another timetable of a schedule, and its next time."""
        await self._note(id_, timetable=timetable, due=due)

    async def narrow(self, id_: int, words: str, narrowed: Narrowing | None) -> None:
        """Let a watch leave out more."""
        await self._note(id_, words=storable(words), narrowed=narrowed.value if narrowed else None)

    async def become_schedule(self, id_: int, timetable: str, zone: str, due: int, now: int) -> None:
        """Make a schedule of a watch; it goes on from what it has seen, and counts as told now."""
        kind = SubscriptionKind.SCHEDULE.value
        await self._note(id_, kind=kind, timetable=timetable, zone=zone, due=due, told=now, muted_until=None)

    async def briefed(self, chat: int, seen: int, now: int, stories: Sequence[str], words: str = "") -> None:
        """Note up to where a chat was briefed when it asked, of everything or on words, and the stories."""
        kind = SubscriptionKind.BRIEF.value
        its = and_(subscriptions.c.chat == chat, subscriptions.c.kind == kind, subscriptions.c.words == words)
        async with self._database.writing() as connection:
            known = (await connection.execute(select(subscriptions).where(its).limit(1))).one_or_none()
            if known is None:
                row = {"chat": chat, "topic": 0, "kind": kind, "words": words, "seen": seen, "told": now}
                made = insert(subscriptions).values(**row).returning(subscriptions.c.id)
                id_ = (await connection.execute(made)).scalar_one()
            else:
                id_ = known.id
                values = {"seen": max(seen, known.seen), "told": now}
                await connection.execute(
                    update(subscriptions).where(subscriptions.c.id == id_).values(**values)
                )
            await note_told(connection, id_, stories, now)

    async def _note(self, id_: int, **values: object) -> None:
        async with self._database.writing() as connection:
            await connection.execute(update(subscriptions).where(subscriptions.c.id == id_).values(**values))

    # --- what is to be done -------------------------------------------------------------------------------

    async def schedules_due(self, now: int) -> Sequence[Subscription]:
        """Return the schedules whose time has come, in chats that may be written to."""
        return await self._resting_out(subscriptions.c.due <= now)

    async def next_due(self) -> int | None:
        """Return when the next schedule is due, None when there is none."""
        statement = select(func.min(subscriptions.c.due)).outerjoin(chats, _chat_of).where(_writable)
        async with self._database.reading() as connection:
            due: int | None = (await connection.execute(statement)).scalar_one_or_none()
        return due

    async def watches_behind(self, number: int, now: int) -> Sequence[Subscription]:
        """Return the watches that have not looked at arrivals up to `number`, but for those muted."""
        return await self._resting_out(
            subscriptions.c.kind == SubscriptionKind.WATCH.value,
            subscriptions.c.seen < number,
            or_(subscriptions.c.muted_until.is_(None), subscriptions.c.muted_until <= now),
        )

    async def zones_changed(self, default: str) -> Sequence[tuple[Subscription, str]]:
        """Return the schedules whose chat has another time zone now than they were worked out in, with it."""
        zone = func.coalesce(chats.c.timezone, default)
        statement = (
            select(subscriptions, zone.label("chosen"))
            .outerjoin(chats, _chat_of)
            .where(subscriptions.c.due.is_not(None), subscriptions.c.zone != zone)
        )
        async with self._database.reading() as connection:
            return [(_subscription(row), row.chosen) for row in await connection.execute(statement)]

    async def _resting_out(self, *wanted: ColumnElement[bool]) -> Sequence[Subscription]:
        statement = (
            select(subscriptions)
            .outerjoin(chats, _chat_of)
            .where(_writable, *wanted)
            .order_by(subscriptions.c.chat, subscriptions.c.topic, subscriptions.c.id)
        )
        async with self._database.reading() as connection:
            return [_subscription(row) for row in await connection.execute(statement)]

    async def told_stories(self, ids: Collection[int], stories: Iterable[str]) -> set[Telling]:
        """Return which of some stories some subscriptions were told."""
        wanted, asked = list(ids), list(stories)
        found: set[Telling] = set()
        async with self._database.reading() as connection:
            for of_stories in _batches(asked):
                for of_ids in _batches(wanted):
                    statement = select(told).where(
                        told.c.subscription.in_(of_ids), told.c.story.in_(of_stories)
                    )
                    rows = await connection.execute(statement)
                    found |= {Telling(row.subscription, row.story, row.delivery) for row in rows}
        return found

    async def looked(self, ids: Collection[int], number: int) -> None:
        """Note that some watches have looked at arrivals up to `number` and found nothing."""
        if not ids:
            return
        async with self._database.writing() as connection:
            for batch in _batches(list(ids)):
                behind = subscriptions.c.id.in_(batch), subscriptions.c.seen < number
                await connection.execute(update(subscriptions).where(*behind).values(seen=number))

    # --- what has arrived ---------------------------------------------------------------------------------

    async def newest_arrival(self) -> int:
        """Return the number of the last arrival, 0 before the first."""
        async with self._database.reading() as connection:
            newest = await connection.execute(select(func.max(arrivals.c.number)))
            return newest.scalar_one_or_none() or 0

    async def known_digests(self, among: Iterable[str]) -> set[str]:
        """Return which of some documents, by their digests, have articles that arrived.

        Not one that has changed back: an article of it had other words since.
        """
        known, outdated = set[str](), set[str]()
        its, last = func.max(arrivals.c.number).label("its"), arrivals.alias()
        newest = select(func.max(last.c.number)).where(last.c.article == arrivals.c.article).scalar_subquery()
        of_articles = select(arrivals.c.digest, arrivals.c.article, its, newest.label("newest"))
        grouped = of_articles.group_by(arrivals.c.digest, arrivals.c.article)
        async with self._database.reading() as connection:
            for batch in _batches(list(dict.fromkeys(among))):
                for row in await connection.execute(grouped.where(arrivals.c.digest.in_(batch))):
                    is_outdated = row.article != _ELSEWHERE and row.its < row.newest
                    (outdated if is_outdated else known).add(row.digest)
        return known - outdated

    async def arrive(self, articles: Sequence[tuple[str, str, str]]) -> int:
        """Number the articles that have not come before: (id, fingerprint, digest of the document) each.

        One that has its former words again, after others, comes once more.

        Returns:
            How many are new.
        """
        new = 0
        async with self._database.writing() as connection:
            for article, fingerprint, digest in articles:
                same = arrivals.c.fingerprint == fingerprint
                known = (await connection.execute(select(arrivals).where(same))).one_or_none()
                if known is not None:
                    since = (arrivals.c.article == article, arrivals.c.number > known.number)
                    had_others = (await connection.execute(select(arrivals.c.number).where(*since))).first()
                    if known.article != article:  # as on a page that lists one more above it
                        away = update(arrivals).where(*since).values(article=_ELSEWHERE)
                        await connection.execute(away)
                    if known.article != article or had_others is None:
                        again = update(arrivals).where(same).values(article=article, digest=digest)
                        await connection.execute(again)
                        continue
                    await connection.execute(delete(arrivals).where(same))
                row = {"article": article, "fingerprint": fingerprint, "digest": digest}
                await connection.execute(insert(arrivals).values(**row))
                new += 1
        return new

    async def forget_old(self, now: int) -> None:
        """Delete what was told long ago, and what came long ago and has left the corpus.

        The newest arrival stays: the numbers after it go on from there.
        """
        newest = select(func.max(arrivals.c.number)).scalar_subquery()
        left = arrivals.c.digest.not_in(select(documents.c.digest))
        async with self._database.writing() as connection:
            await connection.execute(delete(told).where(told.c.at < oldest_kept(now)))
            await connection.execute(delete(arrivals).where(left, arrivals.c.number < newest - _MOST_LEFT))

    async def arrivals_after(self, number: int) -> Sequence[Arrival]:
        """Return what has arrived after the arrival with this number, in order."""
        statement = select(arrivals).where(arrivals.c.number > number).order_by(arrivals.c.number)
        async with self._database.reading() as connection:
            return [Arrival(*row) for row in await connection.execute(statement)]


async def note_told(
    connection: AsyncConnection, id_: int, stories: Sequence[str], now: int, delivery: int | None = None
) -> None:
    """Note the stories a subscription was told, some of them perhaps again, and in which delivery."""
    if stories:
        its = {"subscription": id_, "at": now, "delivery": delivery}
        rows = [{**its, "story": story} for story in dict.fromkeys(stories)]
        await connection.execute(insert_replacing(connection, told), rows)


def _handed_on(connection: AsyncConnection, gone: ColumnElement[bool], ids: Collection[int]) -> Insert:
    """Return the statement that lets the schedules beside some subscriptions know what these told."""
    beside = subscriptions.alias()
    known = (
        select(beside.c.id, told.c.story, func.max(told.c.at), func.max(told.c.delivery))
        .join(subscriptions, subscriptions.c.id == told.c.subscription)
        .join(
            beside,
            and_(
                beside.c.chat == subscriptions.c.chat,
                beside.c.topic == subscriptions.c.topic,
                beside.c.kind == SubscriptionKind.SCHEDULE.value,
                beside.c.id.not_in(ids),
            ),
        )
        .where(gone)
        .group_by(beside.c.id, told.c.story)
    )
    columns = ["subscription", "story", "at", "delivery"]
    return insert_unless_there(connection, told, known, columns)


def _batches(values: Sequence[Value]) -> Iterator[Sequence[Value]]:
    for start in range(0, len(values), _ROWS):
        yield values[start : start + _ROWS]


_chat_of = chats.c.chat == subscriptions.c.chat
_writable = chats.c.barred.is_(None)


def _subscription(row: Row[Any]) -> Subscription:
    return Subscription(
        id=row.id,
        place=Place(row.chat, row.topic),
        kind=SubscriptionKind(row.kind),
        words=row.words,
        seen=row.seen,
        timetable=row.timetable,
        zone=row.zone,
        due=row.due,
        told=row.told,
        muted_until=row.muted_until,
        asked_by=row.asked_by,
        narrowed=Narrowing(row.narrowed) if row.narrowed else None,
    )
