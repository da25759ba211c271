"""What chats may ask to be told by themselves: made, listed and ended."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.briefing.composing import plan
from bot.briefing.library import Library
from bot.errors import SubscriptionRefused
from bot.models import Kind, Place, Request, Subscription, SubscriptionKind
from bot.protocols import SubscriptionStore
from bot.search.query import parse_query
from bot.services.timetable import Timetable, next_due, read_schedule

MOST = 20  # watches of one chat, and as many schedules
MUTED_FOR = timedelta(days=1)
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

    def __init__(self, store: SubscriptionStore, served: Served) -> None:
        self._store = store
        self._served = served

    async def watch(self, place: Place, words: str) -> Subscribed:
        """Watch a person or a topic for a chat, from what arrives next on.

        Raises:
            SubscriptionRefused: the words mean nothing one could watch, or the chat has too many.
        """
        if not words.strip():
            raise SubscriptionRefused("Say whom or what to watch, like this: /watch sanctions")
        rule, unknown = self._rule(words)
        mine = await self._store.of_chat(place.chat, SubscriptionKind.WATCH)
        same = next((one for one in mine if _same(one, place, rule)), None)
        if same is not None:
            return Subscribed(same, already=True, unknown=unknown)
        if len(mine) >= MOST:
            raise SubscriptionRefused(
                f"This chat has {len(mine)} watches, and more would be noise; /unwatch ends one."
            )
        seen = await self._store.newest_arrival()
        made = await self._store.add(place, SubscriptionKind.WATCH, rule, seen=seen)
        return Subscribed(made, unknown=unknown)

    async def schedule(self, place: Place, text: str, zone: str, now: datetime) -> Subscribed:
        """Schedule a briefing for a chat in its time zone; the first tells the newest there is.

        Raises:
            SubscriptionRefused: no hour is named, the words mean nothing, or the chat has too many.
        """
        asked = read_schedule(text)
        if asked is None:
            raise SubscriptionRefused(
                "Say when, and on what if not on everything, like this: /schedule 08:30 weekdays sanctions"
            )
        rule, unknown = self._rule(asked.words) if asked.words else ("", ())
        written = asked.timetable.written()
        mine = await self._store.of_chat(place.chat, SubscriptionKind.SCHEDULE)
        same = next((one for one in mine if _same(one, place, rule) and one.timetable == written), None)
        if same is not None:
            return Subscribed(same, already=True, unknown=unknown)
        if len(mine) >= MOST:
            raise SubscriptionRefused(
                f"This chat has {len(mine)} schedules, and more would be noise; /unschedule ends one."
            )
        due = int(next_due(asked.timetable, now, ZoneInfo(zone)).at.timestamp())
        made = await self._store.add(
            place, SubscriptionKind.SCHEDULE, rule, seen=0, timetable=written, zone=zone, due=due
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
        mine = await self._store.of_chat(chat, kind)
        chosen = _chosen(mine, which.strip())
        if not chosen:
            listed = "/watches" if kind is SubscriptionKind.WATCH else "/unschedule"
            raise SubscriptionRefused(
                f"There is no “{which.strip()[:80]}” among them; {listed} lists them by number."
            )
        await self._store.remove(chat, [one.id for one in chosen])
        return chosen

    async def drop(self, chat: int, ids: Collection[int]) -> Sequence[Subscription]:
        """End the subscriptions of a chat with these ids; return those there were."""
        mine = [one for one in await self._store.of_chat(chat) if one.id in ids]
        await self._store.remove(chat, [one.id for one in mine])
        return mine

    async def mute(self, chat: int, ids: Collection[int], now: datetime) -> int:
        """Let watches of a chat be quiet for a day, and return how many; what comes is told then."""
        return await self._store.mute(chat, ids, int((now + MUTED_FOR).timestamp()))

    def _rule(self, words: str) -> tuple[str, tuple[str, ...]]:
        """Return the words of a rule as they are kept, and those of them no source has.

        A person is kept by full name, so that the rule goes on meaning them.
        """
        words = " ".join(words.split())
        if len(words) > _LONGEST_WORDS:
            raise SubscriptionRefused("That is too long to look for; a name or a few words will do.")
        library = self._served.library
        people = plan(Request(Kind.TIMELINE, words), library).people
        if len(people) > 1:
            names = ", ".join(person.name for person in people[:5])
            raise SubscriptionRefused(f"“{words}” may be {names}: name one of them in full.")
        if people:
            return people[0].name, ()
        query = parse_query(words, library.engine.vocabulary(), {})
        if query.problem:
            raise SubscriptionRefused(query.problem)
        if not query.concepts:
            raise SubscriptionRefused("These words are too general to look for; name a person or a subject.")
        return words, tuple(concept.words for concept in query.unknown)


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
