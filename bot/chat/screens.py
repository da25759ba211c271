"""From a request or a pressed button to what a message shows: its text, and buttons that lead on."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from telegram import InlineKeyboardMarkup

from bot.briefing.library import Library
from bot.briefing.topic import with_message
from bot.chat.keyboards import Button, Pressed, Rows, View, markup
from bot.chat.memory import ScreenStore
from bot.chat.pages import (
    CHANGED,
    LAYOUTS,
    Layout,
    Page,
    answer_page,
    choices_of,
    chosen,
    context_page,
    further_views,
    item_article,
    page_with_item,
    quotes_page,
    side_request,
    sources_page,
    stays,
    topics_of,
    topics_page,
)
from bot.errors import StorageError
from bot.languages.saying import say
from bot.models import Briefing, Excerpts, Kind, Request, Screen
from bot.views.telegram_html import render

_LOGGER = logging.getLogger(__name__)
# Requests that do something: a button must not do it again.
_DONE_ONCE = {Kind.CHAT, Kind.CURATION, Kind.FEEDS}


class Answerer(Protocol):
    """Whoever turns a request into an answer."""

    @property
    def library(self) -> Library:
        """The revision of the corpus that is served now."""

    async def answer(self, request: Request) -> Briefing:
        """Return the answer to `request`; "nothing found" is an answer too."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A message: its HTML, its buttons if any, and the answer it is of."""

    html: str
    keyboard: InlineKeyboardMarkup | None
    briefing: Briefing


class Screens:
    """Makes what a message shows, first and after each button."""

    def __init__(
        self,
        answerer: Answerer,
        store: ScreenStore,
        now: Callable[[], datetime],
        *,
        watchable: bool = False,
    ) -> None:
        """Bring together what screens need; `watchable` when there is somebody to keep watches."""
        self._watchable = watchable
        self._answerer = answerer
        self._store = store
        self._now = now

    async def first(self, chat: int, request: Request, excerpts: Excerpts) -> Shown:
        """Return the answer to a request with its buttons.

        Without a database there are none: an answer is not withheld for that.
        """
        briefing = await self._answerer.answer(request)
        page = answer_page(briefing, 0, LAYOUTS[excerpts], further=self._further(request, briefing))
        if not page.rows or request.kind in _DONE_ONCE:
            return Shown(render(briefing), None, briefing)
        try:
            screen = await self._store.open(
                chat,
                request,
                briefing.corpus.revision,
                self._second(),
                choices=choices_of(request, briefing),
            )
        except StorageError as error:
            _LOGGER.warning("Chat %s: an answer goes out without buttons: %s", chat, error)
            return Shown(render(briefing), None, briefing)
        return Shown(page.html, markup(page.rows, screen.key), briefing)

    async def find(self, pressed: Pressed, chat: int, message: int) -> Screen | None:
        """Return the screen a button belongs to, None when it is gone or belongs to another message."""
        return await self._store.find(pressed.key, chat, message, self._second())

    async def judge(self, screen: Screen, person: int, *, useful: bool) -> None:
        """Store what somebody thinks of an answer."""
        await self._store.judge(screen.key, person, self._second(), useful=useful)

    async def answer(self, screen: Screen) -> tuple[Briefing, bool]:
        """Return the answer of a screen from the corpus of now, and whether that has changed since."""
        briefing = await self._answerer.answer(screen.request)
        changed = briefing.corpus.revision != screen.revision
        return briefing, changed and not stays(screen.request, self._answerer.library.cards)

    async def turned(self, screen: Screen, pressed: Pressed, excerpts: Excerpts) -> Shown:
        """Return what the message of a screen shows after a button was pressed.

        A button counts lines of the answer it stood under. When the corpus has changed since, the new answer
        is shown from its beginning, and says so.
        """
        briefing, changed = await self.answer(screen)
        if changed:
            await self._store.renew(screen, briefing.corpus.revision, choices_of(screen.request, briefing))
        other = self._other_request(screen, pressed, briefing, changed=changed)
        if other is not None:
            return await self._child(screen, other, excerpts, changed=changed)
        if changed:
            return await self._page(screen, with_message(briefing, say(CHANGED)), View.ANSWER, 0, excerpts)
        return await self._page(screen, briefing, pressed.view, pressed.number, excerpts)

    def _other_request(
        self, screen: Screen, pressed: Pressed, briefing: Briefing, *, changed: bool
    ) -> Request | None:
        """Return the request a button stands for, None when it shows a part of its own answer."""
        if pressed.view is View.CHOICE and pressed.number < len(screen.choices):
            return chosen(screen.request, briefing.kind, screen.choices[pressed.number])
        if pressed.view is View.ARTICLE and not changed and pressed.number < len(briefing.sources):
            article = briefing.sources[pressed.number].article
            return replace(screen.request, kind=Kind.ARTICLE, words=article)
        if pressed.view is View.TOPIC and not changed:
            topics = topics_of(screen.request, briefing, self._answerer.library.subjects)
            if pressed.number < len(topics):
                return replace(screen.request, kind=Kind.TOPIC, words=topics[pressed.number][0])
        if pressed.view in {View.QUOTES, View.TIMELINE, View.NEWEST}:
            return side_request(screen.request, briefing, pressed.view)
        return None

    async def _child(self, parent: Screen, request: Request, excerpts: Excerpts, *, changed: bool) -> Shown:
        briefing = await self._answerer.answer(request)
        screen = await self._store.open(
            parent.chat,
            request,
            briefing.corpus.revision,
            self._second(),
            message=parent.message,
            choices=choices_of(request, briefing),
            parent=parent.key,
        )
        shown = with_message(briefing, say(CHANGED)) if changed else briefing
        return await self._page(screen, shown, View.ANSWER, 0, excerpts)

    async def _page(
        self, screen: Screen, briefing: Briefing, view: View, number: int, excerpts: Excerpts
    ) -> Shown:
        layout = LAYOUTS[excerpts]
        article = None
        if view is View.CONTEXT:
            id_ = item_article(briefing, number)
            if id_ is not None:
                wanted = replace(screen.request, kind=Kind.ARTICLE, words=id_)
                article = await self._answerer.answer(wanted)
        back: Button | None = Button(say("Back"), View.ANSWER)
        if view is View.TOPICS:
            topics = topics_of(screen.request, briefing, self._answerer.library.subjects)
            page = topics_page(briefing, topics)
        else:
            further = self._further(screen.request, briefing)
            # Finding the lines of a late page means laying out those before it.
            page, back = await asyncio.to_thread(
                _laid_out, screen, briefing, view, number, layout, article, further
            )
        rows: Rows = (*page.rows, *(((back,),) if back else ()))
        return Shown(page.html, markup(rows, screen.key), briefing)

    def _further(self, request: Request, briefing: Briefing) -> frozenset[View]:
        subjects = self._answerer.library.subjects
        return further_views(request, briefing, subjects, watchable=self._watchable)

    def _second(self) -> int:
        return int(self._now().timestamp())


def _laid_out(
    screen: Screen,
    briefing: Briefing,
    view: View,
    number: int,
    layout: Layout,
    article: Briefing | None,
    further: Collection[View],
) -> tuple[Page, Button | None]:
    """Return a page and the button that leads back from it."""
    if view is View.CONTEXT and article is not None:
        back = Button(say("Back"), View.ANSWER, page_with_item(briefing, number, layout))
        return context_page(briefing, number, article), back
    earlier = Button(say("Back"), view, number - 1)
    if view is View.QUOTES:
        return quotes_page(briefing, number, layout), earlier if number else Button(say("Back"), View.ANSWER)
    if view is View.SOURCES:
        return sources_page(briefing, number), earlier if number else Button(say("Back"), View.ANSWER)
    page = answer_page(briefing, number, layout, nested=screen.parent is not None, further=further)
    if view is View.ANSWER and number:
        return page, earlier
    return page, Button(say("Back"), View.ANSWER, key=screen.parent) if screen.parent else None
