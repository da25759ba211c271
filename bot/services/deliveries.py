"""Writes down what chats are to be told, once each: briefings whose time has come, and watches that match.

A message is composed, proved and stored together with what it changes of its subscriptions, in one
transaction; sending it is the chat side's. So nothing is lost at any moment, and what was told is never told
again. At most one briefing is written for a place and time, and one alert for a place in a few minutes.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections import OrderedDict
from collections.abc import Callable, Collection, Coroutine, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from bot.briefing.library import Library
from bot.briefing.reading import ReadArticle
from bot.briefing.verification import verified
from bot.briefing.whatsnew import News, Rule, alert, briefing_since, news_for, rule_for, to_read
from bot.errors import AideMemoireError
from bot.models import AnalysedArticle, Briefing, Button, Place, Subscription, Told
from bot.protocols import CorpusStore, DeliveryStore, SubscriptionStore
from bot.services.subscriptions import Served
from bot.services.timetable import Timetable, last_due, next_due

_log = logging.getLogger(__name__)
ALERT_WINDOW = 600  # seconds; one alert a place in each
_RESTS = 300  # seconds a place rests whose message could not be composed
_READ_ARTICLES = 200  # articles kept ready while messages are composed
_BATCH = 50  # articles read at once to be numbered
_BUTTONS = 4  # watches of an alert with a button of their own
_LONGEST_LABEL = 30  # characters

Renderer = Callable[[Briefing], str]


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
    ) -> None:
        self._served = served
        self._corpus = corpus
        self._subscriptions = subscriptions
        self._outbox = outbox
        self._default_zone = default_zone
        self._render = render
        self._resting: dict[Place, int] = {}
        self._noticed: str | None = None
        self._read: OrderedDict[str, ReadArticle] = OrderedDict()

    async def notice(self) -> int:
        """Number what has arrived in the corpus since it was last looked at.

        Only documents that changed are looked into, so a new way of reading old ones makes nothing new.

        Returns:
            How many articles are new.

        Raises:
            StorageError: the database cannot be used.
        """
        revision = self._served.library.revision
        if self._noticed == revision or await self._corpus.revision() != revision:
            return 0  # what is newer is looked at once it is served
        self._read.clear()
        known = await self._subscriptions.known_digests()
        documents = await self._corpus.known_documents()
        digests = {
            article: document.digest
            for document in documents.values()
            if document.digest not in known
            for article in document.articles
        }
        ids, new = sorted(digests), 0
        for start in range(0, len(ids), _BATCH):
            batch = await self._corpus.articles(ids[start : start + _BATCH])
            rows = [(id_, fingerprint(one), digests[id_]) for id_, one in batch.items()]
            new += await self._subscriptions.arrive(rows)
        self._noticed = revision
        return new

    async def plan(self, now: datetime) -> int:
        """Look at what is new in the corpus and write down all that is due; return how many messages.

        Raises:
            StorageError: the database cannot be used.
        """
        second = int(now.timestamp())
        await self.notice()
        await self._follow_zones(now)
        written = 0
        due = await self._subscriptions.schedules_due(second)
        for place, schedules in _by_place(due):
            written += await self._safely(place, second, self._brief(place, schedules, now))
        newest = await self._subscriptions.newest_arrival()
        behind = await self._subscriptions.watches_behind(newest, second)
        for place, watches in _by_place(behind):
            window = f"watch {second // ALERT_WINDOW}"
            if not await self._outbox.has(place, window):
                written += await self._safely(place, second, self._alert(place, watches, newest, window, now))
        return written

    async def next_time(self) -> int | None:
        """Return the next second at which something is due, None when nothing is."""
        times = (await self._subscriptions.next_due(), await self._outbox.next_time())
        return min((time for time in times if time is not None), default=None)

    async def _follow_zones(self, now: datetime) -> None:
        for schedule, zone in await self._subscriptions.zones_changed(self._default_zone):
            assert schedule.timetable is not None
            due = next_due(Timetable.read(schedule.timetable), now, ZoneInfo(zone))
            await self._subscriptions.move_due(schedule.id, zone, int(due.at.timestamp()))

    async def _safely(self, place: Place, second: int, writing: Coroutine[Any, Any, bool]) -> int:
        """Write one place's message; what goes wrong there is logged and tried again later."""
        if self._resting.get(place, 0) > second:
            writing.close()
            return 0
        try:
            return int(await writing)
        except AideMemoireError:
            raise
        except Exception:  # noqa: BLE001 - one chat's trouble, of whatever kind, stops no other
            _log.exception("Chat %s: its message could not be composed", place.chat)
            self._resting[place] = second + _RESTS
            return 0

    # --- briefings ----------------------------------------------------------------------------------------

    async def _brief(self, place: Place, schedules: Sequence[Subscription], now: datetime) -> bool:
        library = self._served.library
        rules: list[tuple[Rule, Mapping[str, ReadArticle]]] = []
        new = await self._new_for(schedules, library)
        for schedule in schedules:
            rule = await asyncio.to_thread(rule_for, schedule.words, library)
            wanted = await asyncio.to_thread(to_read, rule, library, new[schedule.id])
            rules.append((rule, await self._articles(wanted)))
        newest = await self._subscriptions.newest_arrival()
        briefing = await asyncio.to_thread(briefing_since, rules, library, _since(schedules))
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

    async def _alert(
        self, place: Place, watches: Sequence[Subscription], newest: int, window: str, now: datetime
    ) -> bool:
        library = self._served.library
        found: list[tuple[Subscription, Rule, Sequence[News]]] = []
        texts: list[Mapping[str, ReadArticle]] = []
        new = await self._new_for(watches, library)
        for watch in watches:
            rule = await asyncio.to_thread(rule_for, watch.words, library)
            wanted = await asyncio.to_thread(to_read, rule, library, new[watch.id])
            articles = await self._articles(wanted)
            news = await asyncio.to_thread(news_for, rule, library, articles)
            found.append((watch, rule, news))
            texts.append(articles)
        matched = [(watch, rule, news) for watch, rule, news in found if news]
        html = ""
        if matched:
            briefing = alert([(rule, news) for _, rule, news in matched], library)
            html = self._proved(briefing, texts)
        changes = [
            Told(watch.id, newest, stories=tuple(story(one.article, library) for one in news))
            for watch, _, news in found
        ]
        buttons = _buttons([watch for watch, _, _ in matched])
        second = int(now.timestamp())
        return await self._outbox.write(place, window, html, second, buttons=buttons, changes=changes)

    # --- what is new --------------------------------------------------------------------------------------

    async def _new_for(self, wanting: Sequence[Subscription], library: Library) -> Mapping[int, list[str]]:
        """Return for each subscription the articles that came since it last looked and it was not told."""
        arrived = await self._subscriptions.arrivals_after(min(one.seen for one in wanting))
        arrived = [one for one in arrived if one.article in library.cards]
        stories = {one.article: story(one.article, library) for one in arrived}
        told = await self._subscriptions.told_stories([one.id for one in wanting], stories.values())
        return {
            subscription.id: [
                one.article
                for one in arrived
                if one.number > subscription.seen and (subscription.id, stories[one.article]) not in told
            ]
            for subscription in wanting
        }

    async def _articles(self, ids: Collection[str]) -> Mapping[str, ReadArticle]:
        missing = [id_ for id_ in ids if id_ not in self._read]
        if missing:
            stored = await self._corpus.articles(missing)
            corrected = self._served.library.as_corrected
            self._read |= {id_: ReadArticle(corrected(one)) for id_, one in stored.items()}
        found = {id_: self._read[id_] for id_ in ids if id_ in self._read}
        while len(self._read) > _READ_ARTICLES:
            self._read.popitem(last=False)
        return found

    def _proved(self, briefing: Briefing, read: Iterable[Mapping[str, ReadArticle]]) -> str:
        """Return the message without what its sources do not say."""
        texts = {id_: article.article.text for articles in read for id_, article in articles.items()}
        briefing, refused = verified(briefing, texts)
        for item in refused:
            _log.error("Left out of a delivery: %s %s does not say this", item.article, item.span)
        return self._render(briefing)


def fingerprint(analysed: AnalysedArticle) -> str:
    """Return what stands for an article's words, whatever its id, file and spacing."""
    article = analysed.article
    words = [article.title, *(article.read(paragraph) for paragraph in article.paragraphs)]
    text = " ".join(" ".join(words).split())
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()


def story(article: str, library: Library) -> str:
    """Return what stays the same of an article when its words are corrected: its id and title."""
    title = " ".join(library.cards[article].title.casefold().split())
    return hashlib.sha256(f"{article}\n{title}".encode(errors="replace")).hexdigest()[:32]


def _since(schedules: Sequence[Subscription]) -> str | None:
    """Return in words when the schedules of one message last told something, in their zone."""
    told = [one.told for one in schedules if one.told is not None]
    if not told or schedules[0].zone is None:
        return None
    local = datetime.fromtimestamp(min(told), UTC).astimezone(ZoneInfo(schedules[0].zone))
    return f"{local.day} {local:%B %Y, %H:%M}"


def _by_place(
    subscriptions: Sequence[Subscription],
) -> list[tuple[Place, list[Subscription]]]:
    ordered = sorted(subscriptions, key=lambda one: (one.place, one.id))
    return [(place, list(group)) for place, group in groupby(ordered, key=lambda one: one.place)]


def _buttons(watches: Sequence[Subscription]) -> list[list[Button]]:
    """Return the buttons under an alert: quiet for a day, and an end to each watch while they are few."""
    if not watches:
        return []
    ids = ",".join(str(one.id) for one in watches)
    data = f"w:mute:{ids}"
    rows = [[Button("Mute for a day", data if len(data) <= 64 else "w:mute:all")]]
    for one in watches[:_BUTTONS]:
        words = one.words if len(one.words) <= _LONGEST_LABEL else one.words[: _LONGEST_LABEL - 1] + "…"
        label = "Stop watching" if len(watches) == 1 else f"Stop “{words}”"
        rows.append([Button(label, f"w:stop:{one.id}")])
    return rows
