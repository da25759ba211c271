"""Writes down what chats are to be told, once each: briefings whose time has come, and watches that match.

A message is composed, proved and stored together with what it changes of its subscriptions, in one
transaction; sending it is the chat side's. So nothing is lost at any moment, and what was told is never told
again. At most one briefing is written for a place and time, and one alert for a place in a few minutes.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Collection, Coroutine, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from bot.briefing.library import Library
from bot.briefing.reading import ReadArticle
from bot.briefing.watched import WatchIndex, names_in
from bot.briefing.whatsnew import MOST_READ, News, Rule, alert, briefing_since, news_for, rule_for, to_read
from bot.errors import AideMemoireError
from bot.languages.saying import ENGLISH, say, speaking
from bot.models import Briefing, Place, Subscription, Told
from bot.protocols import CorpusStore, DeliveryStore, SubscriptionStore
from bot.services.alert_buttons import alert_buttons
from bot.services.arrivals import Arrivals, Mark, story
from bot.services.copies import Copies
from bot.services.proving import proved
from bot.services.reading import ArticlesAtHand
from bot.services.subscriptions import Served
from bot.services.timetable import Timetable, last_due, next_due
from bot.views.dates import readable_date

_log = logging.getLogger(__name__)
ALERT_WINDOW = 600  # seconds; one alert a place in each
_RESTS = 300  # seconds a place rests whose message could not be composed

Renderer = Callable[[Briefing], str]
LanguageOf = Callable[[int], Awaitable[str]]
"""Told a chat, says the language it is written to in."""


async def _english(_chat: int) -> str:
    return ENGLISH


class Deliveries:
    """Plans messages from the subscriptions of all chats and the corpus as it is served."""

    def __init__(
        self,
        served: Served,
        corpus: CorpusStore,
        subscriptions: SubscriptionStore,
        outbox: DeliveryStore,
        *,
        default_zone: str,
        render: Renderer,
        language_of: LanguageOf = _english,
        allowed: Collection[int] = (),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Bring together what planning needs.

        Args:
            served: the corpus in memory.
            corpus: the corpus as it is stored.
            subscriptions: what chats want to be told, and what has arrived for them.
            outbox: where messages are written down.
            default_zone: for chats that chose no time zone.
            render: makes a message of an answer.
            language_of: a chat's language.
            allowed: the users and chats that are told anything; empty for everyone.
            clock: seconds that never go back.
        """
        self._allowed = frozenset(allowed)
        self._served = served
        self._subscriptions = subscriptions
        self._outbox = outbox
        self._default_zone = default_zone
        self._render = render
        self._language_of = language_of
        self._clock = clock
        self._resting: dict[Place, float] = {}
        self.arrivals = Arrivals(served, corpus, subscriptions)
        self._at_hand = ArticlesAtHand(corpus)
        self._copies = Copies(subscriptions, self._at_hand)
        self._watching = WatchIndex()

    async def plan(self, now: datetime, written_one: Callable[[], None] = lambda: None) -> int:
        """Look at what is new in the corpus and write down all that is due; return how many messages.

        Args:
            now: aware.
            written_one: called whenever there is a message more.

        Raises:
            StorageError: the database cannot be used.
        """
        second = int(now.timestamp())
        await self.arrivals.notice()
        await self._follow_zones(now)
        written = 0
        due = await self._subscriptions.schedules_due(second)
        await self._put_off([one for one in due if not self._is_allowed(one)], now)
        for place, schedules in _by_place([one for one in due if self._is_allowed(one)]):
            written += await self._safely(place, self._brief(place, schedules, now), written_one)
        newest = await self.arrivals.newest()
        behind = await self._subscriptions.watches_behind(newest, second)
        concerned = await self._concerned([one for one in behind if self._is_allowed(one)], newest)
        for place, watches in _by_place(concerned):
            window = f"watch {second // ALERT_WINDOW}"
            if not await self._outbox.has(place, window):
                alerting = self._alert(place, watches, newest, window, now)
                written += await self._safely(place, alerting, written_one)
        return written

    async def admits(self, chat: int) -> bool:
        """Say whether a chat is told anything: it, or who asked for something there, is allowed.

        Raises:
            StorageError: the database cannot be used.
        """
        if not self._allowed or chat in self._allowed:
            return True
        return any(self._is_allowed(one) for one in await self._subscriptions.of_chat(chat))

    def _is_allowed(self, one: Subscription) -> bool:
        return not self._allowed or bool(self._allowed & {one.place.chat, one.asked_by})

    async def _put_off(self, schedules: Iterable[Subscription], now: datetime) -> None:
        """Leave out the briefings of chats that are no longer allowed; they come again once they are."""
        for one in schedules:
            assert one.timetable is not None
            assert one.zone is not None
            due = next_due(Timetable.read(one.timetable), now, ZoneInfo(one.zone))
            await self._subscriptions.move_due(one.id, one.zone, int(due.at.timestamp()))

    async def next_time(self) -> int | None:
        """Return the next second at which something is to be written down, None when nothing is."""
        return await self._subscriptions.next_due()

    async def _follow_zones(self, now: datetime) -> None:
        for schedule, zone in await self._subscriptions.zones_changed(self._default_zone):
            assert schedule.timetable is not None
            due = next_due(Timetable.read(schedule.timetable), now, ZoneInfo(zone))
            await self._subscriptions.move_due(schedule.id, zone, int(due.at.timestamp()))

    async def _safely(
        self, place: Place, writing: Coroutine[Any, Any, bool], written_one: Callable[[], None]
    ) -> int:
        """Write one place's message; what goes wrong there is logged and tried again later."""
        try:
            if self._resting.get(place, 0.0) > self._clock():
                return 0
            with speaking(await self._language_of(place.chat)):
                written = await writing
            if written:
                written_one()
            return int(written)
        except AideMemoireError:
            raise
        except Exception:  # noqa: BLE001 - one chat's trouble, of whatever kind, stops no other
            _log.exception("Chat %s: its message could not be composed", place.chat)
            self._resting[place] = self._clock() + _RESTS
            return 0
        finally:
            writing.close()

    # --- briefings ----------------------------------------------------------------------------------------

    async def _brief(self, place: Place, schedules: Sequence[Subscription], now: datetime) -> bool:
        newest = await self.arrivals.newest()
        library = self._served.library
        rules: list[tuple[Rule, Mapping[str, ReadArticle]]] = []
        marks = [await self.arrivals.mark(schedule) for schedule in schedules]
        new = await self.arrivals.since(marks, library)
        for schedule, its_new in zip(schedules, new, strict=True):
            rule = await asyncio.to_thread(rule_for, schedule.words, library, schedule.narrowed)
            wanted = await asyncio.to_thread(to_read, rule, library, its_new)
            rules.append((rule, await self._articles(wanted, library)))
        most = max(len(its_new) for its_new in new)
        first = [number for number, mark in enumerate(marks) if mark.told is None]
        since = _since(schedules, marks)
        briefing = await asyncio.to_thread(briefing_since, rules, library, since, most, first)
        html = self._proved(briefing, [articles for _, articles in rules])
        shown = {source.article for source in briefing.sources}
        changes, windows = [], []
        for schedule, (_, articles) in zip(schedules, rules, strict=True):
            assert schedule.timetable is not None
            assert schedule.zone is not None
            timetable, zone = Timetable.read(schedule.timetable), ZoneInfo(schedule.zone)
            windows.append(last_due(timetable, now, zone))
            stories = tuple(story(id_, library) for id_ in articles if id_ in shown)
            upcoming = int(next_due(timetable, now, zone).at.timestamp())
            changes.append(Told(schedule.id, newest, upcoming, stories))
        window = f"schedule {max(windows).window}"
        return await self._outbox.write(place, window, html, int(now.timestamp()), changes=changes)

    # --- alerts -------------------------------------------------------------------------------------------

    async def _concerned(self, watches: Sequence[Subscription], newest: int) -> Sequence[Subscription]:
        """Return the watches that what is new concerns; the others have looked at it herewith."""
        library = self._served.library
        marks = [await self.arrivals.mark(watch) for watch in watches]
        new = await self.arrivals.since(marks, library) if marks else []
        every = {article for its_new in new for article in its_new}
        if len(every) > MOST_READ:
            return watches  # each of them reads the newest of its own alone
        articles = await self._articles(every, library)

        def choose() -> list[Subscription]:
            self._watching.follow({watch.id: watch.words for watch in watches}, library)
            asked = {
                id_: self._watching.concerned(article, names_in(id_, library))
                for id_, article in articles.items()
            }
            return [
                watch
                for watch, its_new in zip(watches, new, strict=True)
                if (near := {id_: articles[id_] for id_ in its_new if watch.id in asked.get(id_, ())})
                and _is_news(watch, library, near)
            ]

        concerned = await asyncio.to_thread(choose)
        left = {watch.id for watch in watches}.difference(watch.id for watch in concerned)
        await self._subscriptions.looked(left, newest)
        return concerned

    async def _alert(
        self, place: Place, watches: Sequence[Subscription], newest: int, window: str, now: datetime
    ) -> bool:
        library = self._served.library
        found: list[tuple[Subscription, Rule, Sequence[News]]] = []
        texts: list[Mapping[str, ReadArticle]] = []
        new = await self.arrivals.since([await self.arrivals.mark(watch) for watch in watches], library)
        for watch, its_new in zip(watches, new, strict=True):
            rule = await asyncio.to_thread(rule_for, watch.words, library, watch.narrowed)
            wanted = await asyncio.to_thread(to_read, rule, library, its_new)
            articles = await self._articles(wanted, library)
            news = await asyncio.to_thread(news_for, rule, library, articles)
            hit = {one.article: articles[one.article] for one in news}
            copies = await self._copies.among(hit, {watch.id}, library)
            found.append((watch, rule, [one for one in news if one.article not in copies]))
            texts.append(articles)
        matched = [(watch, rule, news) for watch, rule, news in found if news]
        html = ""
        if matched:
            read = {id_: article for articles in texts for id_, article in articles.items()}
            briefing = alert([(rule, news) for _, rule, news in matched], library, read)
            html = self._proved(briefing, texts)
        changes = [
            Told(watch.id, newest, stories=tuple(story(one.article, library) for one in news))
            for watch, _, news in found
        ]
        buttons = alert_buttons([watch for watch, _, _ in matched])
        second = int(now.timestamp())
        return await self._outbox.write(place, window, html, second, buttons=buttons, changes=changes)

    async def _articles(self, ids: Collection[str], library: Library) -> Mapping[str, ReadArticle]:
        self._at_hand.turn_to(library)
        return await self._at_hand.of(ids, library)

    def _proved(self, briefing: Briefing, read: Iterable[Mapping[str, ReadArticle]]) -> str:
        """Return the message without what its sources do not say."""
        texts = {id_: article.article.text for articles in read for id_, article in articles.items()}
        return self._render(proved(briefing, texts, "delivery"))


def _is_news(watch: Subscription, library: Library, new: Mapping[str, ReadArticle]) -> bool:
    """Say whether any of what is new is news for a watch, or that cannot be told here."""
    try:
        rule = rule_for(watch.words, library, watch.narrowed)
        wanted = to_read(rule, library, new)
        return bool(news_for(rule, library, {id_: new[id_] for id_ in wanted}))
    except Exception:  # noqa: BLE001 - where its message is composed, one chat's trouble stops no other
        return True


def _since(schedules: Sequence[Subscription], marks: Sequence[Mark]) -> str | None:
    """Return in words when the schedules of one message last told something, in their zone."""
    told = [one.told for one in marks if one.told is not None]
    if not told or schedules[0].zone is None:
        return None
    local = datetime.fromtimestamp(min(told), UTC).astimezone(ZoneInfo(schedules[0].zone))
    return say("{day}, {time}", day=readable_date(local.date().isoformat()), time=f"{local:%H:%M}")


def _by_place(
    subscriptions: Sequence[Subscription],
) -> list[tuple[Place, list[Subscription]]]:
    ordered = sorted(subscriptions, key=lambda one: (one.place, one.id))
    return [(place, list(group)) for place, group in groupby(ordered, key=lambda one: one.place)]
