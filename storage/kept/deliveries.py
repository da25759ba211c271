"""The outbox: messages are rows before they are sent, and what became of each is noted on its row."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, and_, case, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import DatabaseDamaged
from bot.words.answers import Briefing
from bot.words.deliveries import Button, Delivery, DeliveryState, Health, Place, SubscriptionKind, Told
from storage.database import Database
from storage.kept.keeping import oldest_kept
from storage.kept.subscriptions import note_told
from storage.pulse import beat
from storage.schema import chats, deliveries, heartbeat, subscriptions, told
from storage.serialisation import BRIEFINGS

_MOST_DOUBTS = 2
_LONGEST_WAIT = (
    7200  # seconds; nothing is put off for longer than an hour (`bot.chat.delivering.dispatching`)
)
_TWICE = "interrupted twice while it was sent, so taken as arrived"


class StoredDeliveries:
    """The deliveries in the database. Every method raises `StorageError` when it cannot be used.

    Times are in seconds since 1970. `leaves` is noted at the moment a message goes to Telegram. What is found
    in that state later may have arrived or not: it is sent once more, and after a second such doubt taken as
    arrived, so that nothing comes three times.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def write(
        self,
        place: Place,
        window: str,
        html: str,
        now: int,
        *,
        buttons: Sequence[Sequence[Button]] = (),
        changes: Sequence[Told] = (),
        answer: Briefing | None = None,
    ) -> bool:
        """Write down a message for a place and window together with what it changes of its subscriptions.

        A window that has its message keeps it: what this one would have told stays untold, and only the next
        times of its subscriptions change. With no `html` the subscriptions change alone. A subscription
        deleted meanwhile is left out; when all of them are, so is the message. With its `answer` it may be
        added to later. Returns whether there is a new one.
        """
        row = _row(place, window, html, now, buttons, answer)
        same = _at(place, window)
        async with self._database.writing() as connection:
            if html and (await connection.execute(select(deliveries.c.id).where(same))).first() is not None:
                await _move_due(connection, changes)
                return False
            before = [await _change(connection, change, now) for change in changes]
            wanted = bool(html) and (not changes or any(one is not None for one in before))
            id_ = None
            if wanted:
                row["before"] = json.dumps([one for one in before if one is not None])
                made = insert(deliveries).values(**row).returning(deliveries.c.id)
                id_ = (await connection.execute(made)).scalar_one()
            for change, was in zip(changes, before, strict=True):
                if was is not None:
                    told_in = change.delivery or id_
                    await note_told(connection, change.subscription, change.stories, now, told_in)
        return wanted

    async def told_in(self, ids: Collection[int]) -> Sequence[Delivery]:
        """Return those of some deliveries that were or will be sent, their answer known; oldest first."""
        never = (DeliveryState.FAILED.value, DeliveryState.GIVEN_UP.value)
        known = (deliveries.c.id.in_(ids), deliveries.c.answer.is_not(None), deliveries.c.state.not_in(never))
        async with self._database.reading() as connection:
            rows = (await connection.execute(_selected.where(*known).order_by(deliveries.c.id))).all()
        found = (_delivery(row) for row in rows)
        return [one for one in found if one.answer is not None]

    async def shown_in(self, chat: int, message: int) -> Delivery | None:
        """Return the delivery that has a message of a chat, None without one or where its answer is lost."""
        its = (deliveries.c.chat == chat, deliveries.c.message == message, deliveries.c.amends.is_(None))
        async with self._database.reading() as connection:
            row = (await connection.execute(_selected.where(*its).limit(1))).one_or_none()
        found = None if row is None else _delivery(row)
        return found if found is not None and found.answer is not None else None

    async def amend(
        self,
        id_: int,
        answer: Briefing,
        html: str,
        now: int,
        *,
        buttons: Sequence[Sequence[Button]] = (),
        changes: Sequence[Told] = (),
    ) -> bool:
        """Let a delivery show another answer; what changes of its subscriptions is stored with it.

        One that has not left yet goes out as it is now. For one that has, there is a delivery that changes
        its message; where such a one still waits, it changes the message to this. The stories told count as
        told in the first. Returns whether there was such a delivery; if not, nothing is stored.
        """
        shown = {
            "html": html,
            "buttons": json.dumps(buttons, ensure_ascii=False),
            "version": deliveries.c.version + 1,
        }
        due = deliveries.c.state == DeliveryState.DUE.value
        async with self._database.writing() as connection:
            one = deliveries.c.id == id_
            values = {"answer": BRIEFINGS.write(answer)}
            changed = update(deliveries).where(one).values(**values).returning(deliveries)
            row = (await connection.execute(changed)).one_or_none()
            if row is None:
                return False
            waits = or_(and_(one, deliveries.c.message.is_(None)), deliveries.c.amends == id_)
            again = update(deliveries).where(waits, due).values(**shown)
            if not (await connection.execute(again)).rowcount:
                number = select(func.count()).where(deliveries.c.amends == id_)
                count = (await connection.execute(number)).scalar_one()
                made = _row(Place(row.chat, row.topic), f"amends {id_} {count + 1}", html, now, buttons)
                await connection.execute(insert(deliveries).values(**made, amends=id_))
            for change in changes:
                if await _change(connection, change, now) is not None:
                    await note_told(connection, change.subscription, change.stories, now, id_)
        return True

    async def has(self, place: Place, window: str) -> bool:
        """Say whether a place has its message for a window."""
        async with self._database.reading() as connection:
            found = await connection.execute(select(deliveries.c.id).where(_at(place, window)))
            return found.first() is not None

    async def recover(self) -> int:
        """Sort out what a crash interrupted; to be called at start. Returns how many those were."""
        async with self._database.writing() as connection:
            sending = deliveries.c.state == DeliveryState.SENDING.value
            return (await connection.execute(_doubted(sending))).rowcount

    async def due(self, now: int, most: int, without: Collection[int] = ()) -> Sequence[Delivery]:
        """Return what is to be sent now but to some chats: what was not tried yet, then the oldest first."""
        tried = deliveries.c.attempts + deliveries.c.doubts > 0
        # A time farther off than anything is put off was noted by a clock that has been set back since.
        wrong = deliveries.c.not_before > now + _LONGEST_WAIT
        statement = (
            _selected.where(_waits(without), or_(deliveries.c.not_before <= now, wrong))
            .order_by(tried, deliveries.c.not_before, deliveries.c.id)
            .limit(most)
        )
        async with self._database.reading() as connection:
            return [_delivery(row) for row in await connection.execute(statement)]

    async def next_time(self, without: Collection[int] = ()) -> int | None:
        """Return when the next delivery may be tried that is not for some chats, None when none waits."""
        statement = select(func.min(deliveries.c.not_before)).where(_waits(without))
        async with self._database.reading() as connection:
            earliest: int | None = (await connection.execute(statement)).scalar_one_or_none()
        return earliest

    # --- what becomes of one ------------------------------------------------------------------------------

    async def leaves(self, id_: int, version: int) -> bool:
        """Note that a message is on its way from now on; return whether it was still waiting to be sent.

        One that was changed since it was read, and is of another version now, goes on waiting.
        """
        waiting = deliveries.c.state == DeliveryState.DUE.value
        mine = (deliveries.c.id == id_, deliveries.c.version == version, waiting)
        leaving = update(deliveries).where(*mine).values(state=DeliveryState.SENDING.value)
        async with self._database.writing() as connection:
            return (await connection.execute(leaving)).rowcount > 0

    async def arrived(self, id_: int, message: int) -> None:
        """Note that Telegram took a message, and under which id."""
        await self._note(id_, state=DeliveryState.SENT.value, message=message, reason=None)

    async def postpone(self, id_: int, not_before: int, reason: str) -> None:
        """Note that a message certainly did not arrive and is to be tried again."""
        attempts = deliveries.c.attempts + 1
        state = DeliveryState.DUE.value
        await self._note(id_, state=state, not_before=not_before, reason=reason, attempts=attempts)

    async def doubt(self, id_: int, not_before: int, reason: str) -> None:
        """Note that nobody knows whether a message arrived."""
        async with self._database.writing() as connection:
            one = deliveries.c.id == id_
            await connection.execute(
                update(deliveries).where(one).values(not_before=not_before, reason=reason)
            )
            await connection.execute(_doubted(one))

    async def fail(self, id_: int, reason: str) -> None:
        """Note that a message will not be sent, and why; the stories it would have told count as not told."""
        async with self._database.writing() as connection:
            values = {"state": DeliveryState.FAILED.value, "reason": reason}
            await connection.execute(update(deliveries).where(deliveries.c.id == id_).values(**values))
            await connection.execute(delete(told).where(told.c.delivery == id_))

    async def give_up(self, chat: int, reason: str) -> int:
        """Give up everything on its way to a chat; return how many messages that were.

        What they would have told counts as not told, for the case that the chat comes back.
        """
        on_its_way = (DeliveryState.DUE.value, DeliveryState.SENDING.value)
        waiting = (deliveries.c.chat == chat, deliveries.c.state.in_(on_its_way))
        values = {"state": DeliveryState.GIVEN_UP.value, "reason": reason}
        newest_first = select(deliveries.c.before).where(*waiting).order_by(deliveries.c.id.desc())
        async with self._database.writing() as connection:
            for before in (await connection.execute(newest_first)).scalars().all():
                for id_, seen, when, stories in json.loads(before):
                    one = subscriptions.c.id == id_
                    await connection.execute(update(subscriptions).where(one).values(seen=seen, told=when))
                    await connection.execute(
                        delete(told).where(told.c.subscription == id_, told.c.story.in_(stories))
                    )
            return (await connection.execute(update(deliveries).where(*waiting).values(**values))).rowcount

    async def counts(self) -> Mapping[DeliveryState, int]:
        """Return how many deliveries there are in each state known here; a newer version may know others."""
        statement = select(deliveries.c.state, func.count()).group_by(deliveries.c.state)
        async with self._database.reading() as connection:
            found = {row.state: row[1] for row in await connection.execute(statement)}
        return {state: found.get(state.value, 0) for state in DeliveryState}

    async def heard(self, now: int) -> None:
        """Note that Telegram answered now, also by a file beside the database, which always can be."""
        await asyncio.to_thread(beat, self._database.folder, self._database.stem, now)
        async with self._database.writing() as connection:
            if not (await connection.execute(update(heartbeat).values(at=now))).rowcount:
                await connection.execute(insert(heartbeat).values(id=1, at=now))

    async def figures(self) -> Health:
        """Return how the bot is doing."""
        state = deliveries.c.state
        lost = (DeliveryState.FAILED.value, DeliveryState.GIVEN_UP.value)
        newest = select(deliveries.c.reason).where(state.in_(lost)).order_by(deliveries.c.id.desc()).limit(3)
        counts = await self.counts()
        async with self._database.reading() as connection:

            async def count(table: Table, *which: ColumnElement[bool]) -> int:
                counted = select(func.count()).select_from(table).where(*which)
                return int((await connection.execute(counted)).scalar_one())

            return Health(
                chats=await count(chats),
                barred=await count(chats, chats.c.barred.is_not(None)),
                watches=await count(subscriptions, subscriptions.c.kind == SubscriptionKind.WATCH.value),
                schedules=await count(subscriptions, subscriptions.c.timetable.is_not(None)),
                deliveries=counts,
                reasons=tuple(reason or "" for reason in (await connection.execute(newest)).scalars()),
                heard=(await connection.execute(select(func.max(heartbeat.c.at)))).scalar_one(),
            )

    async def forget_old(self, now: int) -> None:
        """Delete what was sent or given up long ago."""
        waiting = (DeliveryState.DUE.value, DeliveryState.SENDING.value)
        old = (deliveries.c.made < oldest_kept(now), deliveries.c.state.not_in(waiting))
        async with self._database.writing() as connection:
            await connection.execute(delete(deliveries).where(*old))

    async def _note(self, id_: int, **values: Any) -> None:
        async with self._database.writing() as connection:
            await connection.execute(update(deliveries).where(deliveries.c.id == id_).values(**values))


async def _change(connection: AsyncConnection, change: Told, now: int) -> list[object] | None:
    """Change a subscription as a delivery wants it, but for what it was told.

    Returns it as it was, with the stories it is told now; None when it is gone.
    """
    one = subscriptions.c.id == change.subscription
    was = (
        await connection.execute(select(subscriptions.c.seen, subscriptions.c.told).where(one))
    ).one_or_none()
    if was is None:
        return None
    values: dict[str, object] = {} if change.seen is None else {"seen": change.seen}
    if change.due is not None:
        values |= {"due": change.due, "told": now}
    if values:
        await connection.execute(update(subscriptions).where(one).values(**values))
    stories = list(change.stories) if change.delivery is None else []
    return [change.subscription, was.seen, was.told, stories]


async def _move_due(connection: AsyncConnection, changes: Sequence[Told]) -> None:
    """Store the next times alone of what a delivery would have changed."""
    for change in changes:
        if change.due is not None:
            one = subscriptions.c.id == change.subscription
            await connection.execute(update(subscriptions).where(one).values(due=change.due))


def _waits(without: Collection[int]) -> ColumnElement[bool]:
    """Return what holds of messages that wait, but to some chats; a change waits for what it changes."""
    first = deliveries.alias()
    on_its_way = first.c.state.in_((DeliveryState.DUE.value, DeliveryState.SENDING.value))
    return and_(
        deliveries.c.state == DeliveryState.DUE.value,
        deliveries.c.chat.not_in(without),
        or_(
            deliveries.c.amends.is_(None),
            ~select(first.c.id).where(first.c.id == deliveries.c.amends, on_its_way).exists(),
        ),
    )


def _row(
    place: Place,
    window: str,
    html: str,
    now: int,
    buttons: Sequence[Sequence[Button]],
    answer: Briefing | None = None,
) -> dict[str, Any]:
    return {
        "chat": place.chat,
        "topic": place.topic,
        "window": window,
        "html": html,
        "buttons": json.dumps(buttons, ensure_ascii=False),
        "state": DeliveryState.DUE.value,
        "not_before": now,
        "attempts": 0,
        "doubts": 0,
        "made": now,
        "before": "[]",
        "answer": None if answer is None else BRIEFINGS.write(answer),
    }


def _at(place: Place, window: str) -> ColumnElement[bool]:
    here = (deliveries.c.chat == place.chat) & (deliveries.c.topic == place.topic)
    return here & (deliveries.c.window == window)


def _doubted(which: ColumnElement[bool]) -> Any:
    """Return the statement that counts a doubt, after the last one taking the message as arrived."""
    last = deliveries.c.doubts + 1 >= _MOST_DOUBTS
    return (
        update(deliveries)
        .where(which)
        .values(
            doubts=deliveries.c.doubts + 1,
            state=case((last, DeliveryState.SENT.value), else_=DeliveryState.DUE.value),
            reason=case((last, _TWICE), else_=deliveries.c.reason),
        )
    )


_amended = deliveries.alias()
# Every delivery with the message of the one it amends, or its own.
_selected = select(
    deliveries, func.coalesce(_amended.c.message, deliveries.c.message).label("shown_in")
).outerjoin(_amended, _amended.c.id == deliveries.c.amends)


def _delivery(row: Row[Any]) -> Delivery:
    rows = json.loads(row.buttons)
    return Delivery(
        id=row.id,
        place=Place(row.chat, row.topic),
        window=row.window,
        html=row.html,
        buttons=tuple(tuple(Button(*button) for button in buttons) for buttons in rows),
        state=DeliveryState(row.state),
        not_before=row.not_before,
        attempts=row.attempts,
        doubts=row.doubts,
        reason=row.reason,
        answer=_answer(row.answer),
        amends=row.amends,
        message=row.shown_in,
        version=row.version,
    )


def _answer(written: str | None) -> Briefing | None:
    """Return the answer kept with a delivery; one that another version of the program wrote may be lost."""
    try:
        return None if written is None else BRIEFINGS.read(written)
    except DatabaseDamaged:
        return None
