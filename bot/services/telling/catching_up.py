"""`/brief`: what is new for a chat since it was last briefed, on everything or on some words."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.briefing.arriving.newest import CatchUp, newest_articles
from bot.briefing.arriving.whatsnew import MOST_READ, rule_for, to_read
from bot.briefing.plans import briefed_on
from bot.errors import StorageError
from bot.protocols import SubscriptionStore
from bot.services.telling.arrivals import Arrivals
from bot.services.telling.subscription_rules import Served
from bot.services.telling.told_articles import signs_of
from bot.words.answers import Kind, Request

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A briefing that was asked for: the request it answers, and what is noted once the chat has it.

    `at` is when it was asked for, in seconds since 1970; `seen` the last arrival it looked at. `words` are
    what it is on, as its mark keeps them, empty for everything.
    """

    chat: int
    request: Request
    at: int
    seen: int
    stories: Sequence[str]
    words: str = ""


class CatchingUp:
    """Works out what a chat has missed. Its schedules on everything and its own asking share one mark."""

    def __init__(self, arrivals: Arrivals, subscriptions: SubscriptionStore, served: Served) -> None:
        self._arrivals = arrivals
        self._subscriptions = subscriptions
        self._served = served

    async def prepare(self, chat: int, language: str, zone: str, now: datetime, words: str = "") -> Prepared:
        """Return what a chat is to be briefed on now, of everything or of some words; nothing is noted yet.

        Raises:
            StorageError: the database cannot be read.
        """
        try:
            await self._arrivals.notice()
        except StorageError as error:  # what came just now counts as new the next time
            _log.warning("What has arrived is not numbered: %s", error)
        seen = await self._arrivals.newest()
        library = self._served.library
        words = await asyncio.to_thread(briefed_on, words, library)
        rule = await asyncio.to_thread(rule_for, words, library)
        name = rule.people[0].name if len(rule.people) == 1 else words.casefold()
        mark = await self._arrivals.mark_of_chat(chat, name)
        if mark.told is None:
            articles = [] if name else list(newest_articles(library))
            catch_up = CatchUp(None, tuple(articles), len(articles), name and words)
        else:
            (new,) = await self._arrivals.since([mark], library)
            articles = library.newest_first(new)
            since = datetime.fromtimestamp(mark.told, UTC).astimezone(ZoneInfo(zone))
            shown = to_read(rule, library, articles) if name else tuple(articles[:MOST_READ])
            catch_up = CatchUp(f"{since:%Y-%m-%dT%H:%M}", shown, len(articles), name and words)
        stories = [sign for article in articles for sign in signs_of(article, library)]
        request = Request(Kind.BRIEF, catch_up.written(), language)
        return Prepared(chat, request, int(now.timestamp()), seen, stories, name)

    async def told(self, prepared: Prepared) -> None:
        """Note that a chat has the briefing prepared for it.

        Raises:
            StorageError: the database cannot be used; the next briefing tells it again.
        """
        await self._subscriptions.briefed(
            prepared.chat, prepared.seen, prepared.at, prepared.stories, prepared.words
        )
