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

from bot.briefing.arriving.watched import WatchIndex, names_in
from bot.briefing.arriving.whatsnew import (
    MOST_READ,
    News,
    WatchRule,
    alert,
    briefing_since,
    news_for,
    rule_for,
    to_read,
    with_told,
)
from bot.briefing.lines.library import Library
from bot.briefing.lines.quotable import ReadArticle
from bot.briefing.stories.adding import with_sections
from bot.errors import AideMemoireError
from bot.languages.saying import ENGLISH, say, speaking
from bot.protocols import CorpusStore, DeliveryStore, SubscriptionStore
from bot.services.answering.kept_ready import ArticlesAtHand
from bot.services.answering.proving import proved
from bot.services.telling.alert_buttons import alert_buttons, reading_buttons, schedule_buttons
from bot.services.telling.arrivals import Arrivals, Came, Mark
from bot.services.telling.quiet_hours import QuietHours
from bot.services.telling.subscription_rules import Served
from bot.services.telling.tellings import Earlier, Tellings
from bot.services.telling.timetable import Timetable, last_due, next_due
from bot.services.telling.told_articles import ToldArticles
from bot.services.telling.told_messages import ToldMessages, last_telling, signs_of_articles
from bot.views.dates import readable_date
from bot.views.telegram_html import first_left_out
from bot.words.answers import Briefing
from bot.words.chats import ChatRecord
from bot.words.deliveries import Button, Delivery, Place, Subscription, SubscriptionKind, Told

_log = logging.getLogger(__name__)
ALERT_WINDOW = 600  # seconds; one alert a place in each
_ALERT = "watch "  # what the windows of alerts begin with
_RESTS = 300  # seconds a place rests whose message could not be composed

Renderer = Callable[[Briefing, str], str]
"""Makes a message of an answer; the name is that of the bot it leads back to, "" while that is not known."""
LanguageOf = Callable[[int], Awaitable[str]]
"""Told a chat, says the language it is written to in."""


RecordOf = Callable[[int], Awaitable[ChatRecord]]
"""Told a chat, says what is remembered of it."""


async def _english(_chat: int) -> str:
    return ENGLISH


async def _nothing_chosen(chat: int) -> ChatRecord:
    return ChatRecord(chat)


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
        record_of: RecordOf = _nothing_chosen,
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
            record_of: what a chat chose, its quiet hours among it.
            allowed: the users and chats that are told anything; empty for everyone.
            clock: seconds that never go back.
        """
        self._allowed = frozenset(allowed)
        self._served = served
        self._subscriptions = subscriptions
        self._outbox = outbox
        self._default_zone = default_zone
        self._render = render
        self._name = ""
        self._language_of = language_of
        self._record_of = record_of
        self._clock = clock
        self._resting: dict[Place, float] = {}
        self.arrivals = Arrivals(served, corpus, subscriptions)
        self._at_hand = ArticlesAtHand(corpus)
        self._told = ToldArticles(corpus, subscriptions)
        self._messages = ToldMessages(
            subscriptions, outbox, self.arrivals, self._told, self._articles, self._shown
        )
        self._tellings = Tellings(self._told, self._at_hand)
        self._watching = WatchIndex()

    def known_as(self, name: str) -> None:
        """Let messages lead back to the bot of this user name."""
        self._name = name

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
            window = f"{_ALERT}{second // ALERT_WINDOW}"
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

    async def comes_quietly(self, delivery: Delivery, now: datetime) -> bool:
        """Say whether a message makes no sound: an alert in the quiet hours of its chat. `now` is aware.

        Raises:
            StorageError: the database cannot be used.
        """
        if not delivery.window.startswith(_ALERT):
            return False
        record = await self._record_of(delivery.place.chat)
        zone = ZoneInfo(record.timezone or self._default_zone)
        return bool(record.quiet) and QuietHours.read(record.quiet or "").hold(now.astimezone(zone))

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
        rules: list[tuple[WatchRule, Mapping[str, ReadArticle]]] = []
        there = await self._messages.there(place)
        alerting = [one for one in there if one.kind is SubscriptionKind.WATCH]
        marks = [await self.arrivals.mark(schedule, alerting) for schedule in schedules]
        came = list(map(_to_tell, await self._messages.came(marks, there, library), marks))
        told: dict[str, ReadArticle] = {}
        known: dict[str, Earlier] = {}
        told_to = [one.id for one in there]
        for schedule, its in zip(schedules, came, strict=True):
            rule = await asyncio.to_thread(rule_for, schedule.words, library, schedule.narrowed)
            wanted = await asyncio.to_thread(to_read, rule, library, its.new)
            articles = await self._articles(wanted, library)
            if schedule.told is not None:
                news = await asyncio.to_thread(news_for, rule, library, articles)
                lines = {one.article: one.item for one in news}
                hit = {id_: articles[id_] for id_ in lines}
                known |= await self._tellings.before(lines, hit, told_to, library)
                articles = {id_: one for id_, one in articles.items() if id_ not in known}
            rules.append((rule, articles))
            told |= await self._fitting(rule, its.told, library)
        most = max(len(its.new) for its in came)
        first = [number for number, mark in enumerate(marks) if mark.told is None]
        since = _since(schedules, marks)
        briefing = await asyncio.to_thread(briefing_since, rules, library, since, most, first)
        added = await self._messages.add(place, known, library, now)
        briefing = with_told(briefing, library.newest_first(told), library)
        tellings = await self._told.among(told, told_to, library)
        changed = {id_ for its in came for id_ in (*its.changed, *its.told)}
        corrected = await self._messages.corrected(place, changed, library)
        briefing = with_sections(briefing, corrected.sections, library)
        briefing, html = self._proved(briefing, [*(articles for _, articles in rules), corrected.articles])
        shown = {source.article for source in briefing.sources}
        changes, windows = [], []
        for schedule, its, (_, articles) in zip(schedules, came, rules, strict=True):
            assert schedule.timetable is not None
            assert schedule.zone is not None
            timetable, zone = Timetable.read(schedule.timetable), ZoneInfo(schedule.zone)
            windows.append(last_due(timetable, now, zone))
            told_of = [one for id_, one in articles.items() if id_ in shown]
            upcoming = int(next_due(timetable, now, zone).at.timestamp())
            changes.append(Told(schedule.id, newest, upcoming, signs_of_articles(told_of, library)))
            changes += [
                Told(
                    schedule.id,
                    None,
                    stories=signs_of_articles([told[id_]], library),
                    delivery=last_telling(tellings[id_]),
                )
                for id_ in its.told
                if id_ in tellings
            ]
        window = f"schedule {max(windows).window}"
        changes += corrected.changes
        second = int(now.timestamp())
        buttons = [*self._reading(briefing), *schedule_buttons(schedules)]
        written = await self._outbox.write(
            place, window, html, second, buttons=buttons, changes=changes, answer=briefing
        )
        return added | written

    async def _fitting(
        self, rule: WatchRule, ids: Collection[str], library: Library
    ) -> Mapping[str, ReadArticle]:
        """Return those of some articles that a rule has something of."""
        articles = await self._articles(await asyncio.to_thread(to_read, rule, library, ids), library)
        news = await asyncio.to_thread(news_for, rule, library, articles)
        return {one.article: articles[one.article] for one in news}

    # --- alerts -------------------------------------------------------------------------------------------

    async def _concerned(self, watches: Sequence[Subscription], newest: int) -> Sequence[Subscription]:
        """Return the watches that what is new concerns; the others have looked at it herewith."""
        library = self._served.library
        came = await self.arrivals.after([await self.arrivals.mark(watch) for watch in watches], library)
        every = {article for its in came for article in its.new}
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
                for watch, its in zip(watches, came, strict=True)
                if its.changed
                or (
                    (near := {id_: articles[id_] for id_ in its.new if watch.id in asked.get(id_, ())})
                    and _is_news(watch, library, near)
                )
            ]

        concerned = await asyncio.to_thread(choose)
        left = {watch.id for watch in watches}.difference(watch.id for watch in concerned)
        await self._subscriptions.looked(left, newest)
        return concerned

    async def _alert(
        self, place: Place, watches: Sequence[Subscription], newest: int, window: str, now: datetime
    ) -> bool:
        library = self._served.library
        found: list[tuple[Subscription, WatchRule, Sequence[News]]] = []
        texts: list[Mapping[str, ReadArticle]] = []
        known: dict[str, Earlier] = {}
        there = await self._messages.there(place)
        told_to = [one.id for one in there]
        marks = [await self.arrivals.mark(watch, there) for watch in watches]
        came = await self._messages.came(marks, there, library)
        for watch, its in zip(watches, came, strict=True):
            rule = await asyncio.to_thread(rule_for, watch.words, library, watch.narrowed)
            wanted = await asyncio.to_thread(to_read, rule, library, its.new)
            articles = await self._articles(wanted, library)
            news = await asyncio.to_thread(news_for, rule, library, articles)
            lines = {one.article: one.item for one in news}
            hit = {id_: articles[id_] for id_ in lines}
            before = await self._tellings.before(lines, hit, told_to, library)
            known |= before
            found.append((watch, rule, [one for one in news if one.article not in before]))
            texts.append(articles)
        second = int(now.timestamp())
        added = await self._messages.add(place, known, library, now)
        changed = {id_ for its in came for id_ in (*its.changed, *its.told)}
        corrected = await self._messages.corrected(place, changed, library)
        matched = [(watch, rule, news) for watch, rule, news in found if news]
        html, briefing = "", None
        if matched or corrected.sections:
            read = {id_: article for articles in texts for id_, article in articles.items()}
            briefing = alert([(rule, news) for _, rule, news in matched], library, read)
            briefing = with_sections(briefing, corrected.sections, library)
            briefing, html = self._proved(briefing, [*texts, corrected.articles])
        changes = [
            Told(
                watch.id, newest, stories=signs_of_articles([articles[one.article] for one in news], library)
            )
            for (watch, _, news), articles in zip(found, texts, strict=True)
        ]
        changes += corrected.changes
        buttons = alert_buttons([watch for watch, _, _ in matched], now)
        if briefing is not None:
            buttons = [*self._reading(briefing), *buttons]
        return added | await self._outbox.write(
            place, window, html, second, buttons=buttons, changes=changes, answer=briefing
        )

    async def shown_in(self, chat: int, message: int) -> Delivery | None:
        """Return the delivery a message shows, its answer as its sources bear it out now; None where unknown.

        Raises:
            StorageError: the database cannot be read.
        """
        return await self._messages.shown_in(chat, message, self._served.library)

    def _shown(self, briefing: Briefing) -> tuple[str, list[list[Button]]]:
        """Return the message that shows an answer, and the buttons it is read on from with."""
        return self._render(briefing, self._name), self._reading(briefing)

    def _reading(self, briefing: Briefing) -> list[list[Button]]:
        return reading_buttons(briefing, first_left_out(briefing, self._name))

    async def _articles(self, ids: Collection[str], library: Library) -> Mapping[str, ReadArticle]:
        self._at_hand.turn_to(library)
        return await self._at_hand.of(ids, library)

    def _proved(self, briefing: Briefing, read: Iterable[Mapping[str, ReadArticle]]) -> tuple[Briefing, str]:
        """Return an answer without what its sources do not say, and the message that shows it."""
        texts = {id_: article.article.text for articles in read for id_, article in articles.items()}
        shown = proved(briefing, texts, "delivery")
        return shown, self._render(shown, self._name)


def _to_tell(came: Came, mark: Mark) -> Came:
    """Return what a briefing has to tell: the first shows what there is, whatever alerts have told."""
    return came if mark.told is not None else Came([*came.new, *came.told], came.changed, [])


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
