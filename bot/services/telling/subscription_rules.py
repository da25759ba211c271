"""What chats may ask to be told by themselves: made, listed and ended."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.briefing.arriving.whatsnew import narrower_words, rule_for
from bot.briefing.lines.library import Library
from bot.briefing.plans import plan
from bot.errors import SubscriptionRefused
from bot.languages.saying import say, say_count
from bot.protocols import SubscriptionStore
from bot.search.query import parse_query
from bot.services.telling.alert_buttons import Choice, choices_for
from bot.services.telling.timetable import Timetable, impossible_hour, moves, next_due, read_schedule
from bot.words.answers import Kind, Request
from bot.words.deliveries import Place, Subscription, SubscriptionKind

MOST = 20  # watches of one chat, and as many schedules
MUTED_FOR = timedelta(days=1)
_DIGEST_AT = time(8, 30)
_LONGEST_WORDS = 200  # characters of a rule
_NUMBERS = re.compile(r"[0-9]{1,4}(?:[\s,;]+[0-9]{1,4})*")
_ALL = frozenset({"all", "everything", "все", "всё", "бәрі"})


class Served(Protocol):
    """Whoever serves the corpus: its newest revision is what rules are read against."""

    @property
    def library(self) -> Library:
        """The revision of the corpus that is served now."""


@dataclass(frozen=True, slots=True)
class Subscribed:
    """What came of asking: the subscription, whether it was there `already`, and words no source has yet."""

    subscription: Subscription
    already: bool = False
    unknown: tuple[str, ...] = ()


class Subscriptions:
    """Makes and ends the watches and schedules of chats; times are aware."""

    def __init__(
        self, store: SubscriptionStore, served: Served, notice: Callable[[], Awaitable[object]] | None = None
    ) -> None:
        """Bring together what they need; `notice` numbers what has arrived so far, which is not new."""
        self._store = store
        self._served = served
        self._notice = notice

    async def watch(self, place: Place, words: str, asked_by: int | None = None) -> Subscribed:
        """Watch a person or a topic for a chat, from what arrives next on.

        Raises:
            SubscriptionRefused: the words mean nothing one could watch, or the chat has too many.
        """
        if not words.strip():
            raise SubscriptionRefused(say("Say whom or what to watch, like this: /watch sanctions"))
        rule, unknown = await asyncio.to_thread(self._rule, words)
        mine = await self._store.of_chat(place.chat, SubscriptionKind.WATCH)
        same = next((one for one in mine if _same(one, place, rule)), None)
        if same is not None:
            return Subscribed(same, already=True, unknown=unknown)
        if len(mine) >= MOST:
            raise SubscriptionRefused(
                say_count(
                    "This chat has {count} watch, and more would be noise; /unwatch ends one.",
                    "This chat has {count} watches, and more would be noise; /unwatch ends one.",
                    len(mine),
                )
            )
        if self._notice is not None:
            await self._notice()
        seen = await self._store.newest_arrival()
        made = await self._store.add(place, SubscriptionKind.WATCH, rule, seen=seen, asked_by=asked_by)
        return Subscribed(made, unknown=unknown)

    async def schedule(
        self, place: Place, text: str, zone: str, now: datetime, asked_by: int | None = None
    ) -> Subscribed:
        """Schedule a briefing for a chat in its time zone; the first tells the newest there is.

        Raises:
            SubscriptionRefused: no hour is named, the words mean nothing, or the chat has too many.
        """
        asked = read_schedule(text)
        if asked is None and (hour := impossible_hour(text)) is not None:
            raise SubscriptionRefused(
                say("{hour} is no time of day: hours go up to 23, minutes up to 59.", hour=hour)
            )
        if asked is None:
            raise SubscriptionRefused(
                say(
                    "Say when, and on what if not on everything, like this: "
                    "/schedule 08:30 weekdays sanctions"
                )
            )
        rule, unknown = await asyncio.to_thread(self._rule, asked.words) if asked.words else ("", ())
        written = asked.timetable.written()
        mine = await self._store.of_chat(place.chat, SubscriptionKind.SCHEDULE)
        same = next((one for one in mine if _same(one, place, rule) and one.timetable == written), None)
        if same is not None:
            return Subscribed(same, already=True, unknown=unknown)
        if len(mine) >= MOST:
            raise SubscriptionRefused(
                say_count(
                    "This chat has {count} schedule, and more would be noise; /unschedule ends one.",
                    "This chat has {count} schedules, and more would be noise; /unschedule ends one.",
                    len(mine),
                )
            )
        due = int(next_due(asked.timetable, now, ZoneInfo(zone)).at.timestamp())
        made = await self._store.add(
            place,
            SubscriptionKind.SCHEDULE,
            rule,
            seen=0,
            timetable=written,
            zone=zone,
            due=due,
            asked_by=asked_by,
        )
        return Subscribed(made, unknown=unknown)

    async def of_chat(self, chat: int, kind: SubscriptionKind) -> Sequence[Subscription]:
        """Return the watches or the schedules of a chat, in the order of their numbers in lists."""
        return await self._store.of_chat(chat, kind)

    async def end(self, chat: int, kind: SubscriptionKind, which: str) -> Sequence[Subscription]:
        """End watches or schedules by their numbers in the chat's list, their words, or all; return them.

        Raises:
            SubscriptionRefused: there is none like that.
        """
        chosen = self.chosen(await self._store.of_chat(chat, kind), kind, which)
        await self._store.remove(chat, [one.id for one in chosen])
        return chosen

    async def asked_elsewhere(self, person: int, chat: int, kind: SubscriptionKind) -> Sequence[Subscription]:
        """Return the watches or the schedules somebody asked for in other chats than this one."""
        asked = await self._store.asked_for_by(person)
        return [one for one in asked if one.kind is kind and one.place.chat != chat]

    @staticmethod
    def chosen(mine: Sequence[Subscription], kind: SubscriptionKind, which: str) -> Sequence[Subscription]:
        """Return those of a list that a number, their words or "all" mean.

        Raises:
            SubscriptionRefused: there is none like that.
        """
        chosen = _chosen(mine, which.strip())
        if not mine and means_all(which):
            watching = kind is SubscriptionKind.WATCH
            raise SubscriptionRefused(
                say("Nothing is watched here.") if watching else say("Nothing is scheduled here.")
            )
        if not chosen:
            listed = "/watches" if kind is SubscriptionKind.WATCH else "/unschedule"
            raise SubscriptionRefused(
                say(
                    "There is no “{words}” among them; {command} lists them by number.",
                    words=which.strip()[:80],
                    command=listed,
                )
            )
        return chosen

    async def drop(
        self, chat: int, ids: Collection[int], kind: SubscriptionKind | None = None
    ) -> Sequence[Subscription]:
        """End the subscriptions of a chat with these ids, if need be of one kind; return those there were."""
        mine = [one for one in await self._store.of_chat(chat, kind) if one.id in ids]
        await self._store.remove(chat, [one.id for one in mine])
        return mine

    async def mute(self, chat: int, ids: Collection[int], now: datetime) -> int:
        """Let watches of a chat be quiet for a day, and return how many; what comes is told then."""
        return await self._store.mute(chat, ids, int((now + MUTED_FOR).timestamp()))

    async def unmute(self, chat: int, ids: Collection[int]) -> int:
        """Let watches of a chat be quiet no longer, and return how many."""
        return await self._store.mute(chat, ids, None)

    async def choices(self, chat: int, id_: int) -> tuple[Subscription, Sequence[Choice]] | None:
        """Return a watch of a chat with the ways to make it narrower; None when it is gone."""
        watch = await self._watch_of(chat, id_)
        if watch is None:
            return None
        library = self._served.library
        rule = await asyncio.to_thread(rule_for, watch.words, library, watch.narrowed)
        subjects = await asyncio.to_thread(narrower_words, rule, library)
        fitting = [one for one in subjects if len(_with(watch.words, one)) <= _LONGEST_WORDS]
        return watch, choices_for(rule, fitting)

    async def narrow(self, chat: int, id_: int, key: str) -> Subscription | None:
        """Make a watch of a chat narrower in the way a key stands for; return it, None when that is gone.

        A subject the watch is no longer offered (the corpus has changed) is taken all the same.
        """
        watch = await self._watch_of(chat, id_)
        if watch is None:
            return None
        rule = await asyncio.to_thread(rule_for, watch.words, self._served.library)
        subjects = [] if rule.people else list(self._served.library.subjects)
        choice = next((one for one in choices_for(rule, subjects) if one.key == key), None)
        if choice is None:
            return None
        words = _with(watch.words, choice.subject) if choice.subject else watch.words
        if len(words) > _LONGEST_WORDS:
            return None
        narrowed = choice.narrowed or watch.narrowed
        await self._store.narrow(id_, words, narrowed)
        return replace(watch, words=words, narrowed=narrowed)

    async def reschedule(self, chat: int, id_: int, key: str, now: datetime) -> Subscription | None:
        """Move a scheduled briefing to the time a key of `moves` stands for; return it, None when it is gone.

        Where the chat has just that briefing already, the two become one.
        """
        schedules = await self._store.of_chat(chat, SubscriptionKind.SCHEDULE)
        schedule = next((one for one in schedules if one.id == id_), None)
        if schedule is None or schedule.timetable is None or schedule.zone is None:
            return None
        moved = moves(Timetable.read(schedule.timetable)).get(key)
        if moved is None:
            return schedule
        written = moved.written()
        same = next(
            (
                one
                for one in schedules
                if one.timetable == written and _same(one, schedule.place, schedule.words)
            ),
            None,
        )
        if same is not None:
            await self._store.remove(chat, [id_])
            return same
        due = int(next_due(moved, now, ZoneInfo(schedule.zone)).at.timestamp())
        await self._store.retime(id_, written, due)
        return replace(schedule, timetable=written, due=due)

    async def digest(self, chat: int, id_: int, zone: str, now: datetime) -> Subscription | None:
        """Turn a watch of a chat into a daily briefing on what is new; return it, None when it is gone.

        It comes when the first briefing scheduled for that place does, else at half past eight.
        """
        watch = await self._watch_of(chat, id_)
        if watch is None:
            return None
        there = await self._store.of_chat(chat, SubscriptionKind.SCHEDULE)
        here = [one for one in there if one.place == watch.place and one.timetable is not None]
        first = Timetable.read(here[0].timetable or "") if here else Timetable(_DIGEST_AT)
        daily = Timetable(first.at)
        same = next((one for one in here if _same(one, watch.place, watch.words)), None)
        if same is not None:
            await self._store.remove(chat, [id_])
            return same
        due = int(next_due(daily, now, ZoneInfo(zone)).at.timestamp())
        second = int(now.timestamp())
        await self._store.become_schedule(id_, daily.written(), zone, due, second)
        return replace(
            watch,
            kind=SubscriptionKind.SCHEDULE,
            timetable=daily.written(),
            zone=zone,
            due=due,
            told=second,
            muted_until=None,
        )

    async def _watch_of(self, chat: int, id_: int) -> Subscription | None:
        watches = await self._store.of_chat(chat, SubscriptionKind.WATCH)
        return next((one for one in watches if one.id == id_), None)

    def _rule(self, words: str) -> tuple[str, tuple[str, ...]]:
        """Return the words of a rule as they are kept, and those of them no source has.

        A person is kept by full name, so that the rule goes on meaning them.
        """
        words = " ".join(words.split())
        if len(words) > _LONGEST_WORDS:
            raise SubscriptionRefused(say("That is too long to look for; a name or a few words will do."))
        library = self._served.library
        people = plan(Request(Kind.TIMELINE, words), library).people
        if len(people) > 1:
            names = ", ".join(person.name for person in people[:5])
            raise SubscriptionRefused(
                say("“{words}” may be {names}: name one of them in full.", words=words, names=names)
            )
        if people:
            return people[0].name, ()
        query = parse_query(words, library.engine.vocabulary(), {})
        if query.problem:
            raise SubscriptionRefused(query.problem)
        if not query.concepts:
            raise SubscriptionRefused(
                say("These words are too general to look for; name a person or a subject.")
            )
        return words, tuple(concept.words for concept in query.unknown)


def _with(words: str, subject: str) -> str:
    return f'{words} "{subject}"' if " " in subject else f"{words} {subject}"


def means_all(which: str) -> bool:
    """Say whether some words mean every one of a list."""
    return which.strip().casefold() in _ALL


def next_time(subscription: Subscription, now: datetime) -> datetime | None:
    """Return the next time of a schedule in its own zone, None for a watch."""
    if subscription.timetable is None or subscription.zone is None:
        return None
    zone = ZoneInfo(subscription.zone)
    return next_due(Timetable.read(subscription.timetable), now, zone).at.astimezone(zone)


def _same(one: Subscription, place: Place, words: str) -> bool:
    return one.place == place and one.words.casefold() == words.casefold()


def _chosen(mine: Sequence[Subscription], which: str) -> Sequence[Subscription]:
    if which.casefold() in _ALL:
        return mine
    if _NUMBERS.fullmatch(which):
        numbers = {int(number) for number in re.findall(r"[0-9]+", which)}
        return [one for number, one in enumerate(mine, 1) if number in numbers]
    words = " ".join(which.split()).casefold()
    exactly = [one for one in mine if one.words.casefold() == words]
    return exactly or [one for one in mine if words and words in one.words.casefold().split()]
