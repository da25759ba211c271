"""From a request or a pressed button to what a message shows: its text, and buttons that lead on."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from telegram import InlineKeyboardMarkup

from bot.briefing.lines.library import Library
from bot.briefing.topic.topic import with_message
from bot.briefing.unclear import read_as_said
from bot.chat.answering.keyboards import ButtonView, Pressed, Rows, ScreenButton, markup
from bot.chat.answering.pages import (
    CHANGED,
    LAYOUTS,
    Layout,
    Page,
    answer_page,
    beside,
    context_page,
    further_views,
    item_article,
    page_with_item,
    pages_of,
    quotes_page,
    side_request,
    sources_page,
    stays,
    topics_of,
    topics_page,
)
from bot.chat.memory import ScreenStore
from bot.conversation.choices import choices_of, chosen
from bot.errors import DatabaseLocked, StorageError
from bot.languages.saying import say, speaking
from bot.services.answering.background import briefly
from bot.views.telegram_html import render
from bot.words.answers import Briefing, Kind, Request
from bot.words.chats import Excerpts, Fault, Screen
from bot.words.kind_traits import traits_of

_LOGGER = logging.getLogger(__name__)
_TRIES = 12  # of storing a screen, five seconds each, while another process holds the database


class Answerer(Protocol):
    """Whoever turns a request into an answer."""

    @property
    def library(self) -> Library:
        """The revision of the corpus that is served now."""

    async def answer(self, request: Request) -> Briefing:
        """Return the answer to `request`; "nothing found" is an answer too."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A message: its HTML, its buttons if any, the answer it is of, to which request, and its screen."""

    html: str
    keyboard: InlineKeyboardMarkup | None
    briefing: Briefing
    request: Request
    key: str | None = None


class Screens:
    """Makes what a message shows, first and after each button."""

    def __init__(
        self,
        answerer: Answerer,
        store: ScreenStore,
        now: Callable[[], datetime],
        *,
        watchable: bool = False,
        sendable: Callable[[], bool] = lambda: False,
    ) -> None:
        """Bring together what screens need.

        Args:
            answerer: makes answers.
            store: keeps screens.
            now: the time, aware.
            watchable: whether there is somebody to keep watches.
            sendable: says whether the bot has inline mode, in which its answers are sent on.
        """
        self._watchable = watchable
        self._sendable = sendable
        self._answerer = answerer
        self._store = store
        self._now = now

    @property
    def library(self) -> Library:
        """The revision of the corpus that is served now."""
        return self._answerer.library

    async def first(
        self, chat: int, request: Request, excerpts: Excerpts, *, read_as: str | None = None
    ) -> Shown:
        """Return the answer to a request with its buttons; `read_as` says how the message was understood.

        Without a database there are none: an answer is not withheld for that.
        """
        with speaking(request.language):
            return await self._first(chat, request, excerpts, read_as)

    async def _first(self, chat: int, request: Request, excerpts: Excerpts, read_as: str | None) -> Shown:
        briefing = await self._answerer.answer(request)
        if read_as is not None:
            briefing = read_as_said(briefing, read_as)
        page = answer_page(briefing, 0, LAYOUTS[excerpts], further=self._further(request, briefing))
        if not page.rows or traits_of(request.kind).acts:  # a button must not do it again
            return Shown(render(briefing), None, briefing, request)
        screen = await self._opened(chat, request, briefing)
        if screen is None:
            return Shown(render(briefing), None, briefing, request)
        return Shown(page.html, markup(page.rows, screen.key), briefing, request, screen.key)

    async def _opened(
        self,
        chat: int,
        request: Request,
        briefing: Briefing,
        *,
        message: int | None = None,
        parent: str | None = None,
    ) -> Screen | None:
        """Return a new screen of an answer, None where none can be kept.

        Where another process holds the database, the answer goes out while its screen waits to be stored.
        """
        choices = tuple(choices_of(request, briefing))
        made = Screen(
            self._store.new_key(), chat, request, briefing.corpus.revision, message, choices, parent
        )
        opening = await briefly(self._open(made))
        try:
            if opening is not None:
                return opening.result() if opening.done() else made
        except StorageError as error:
            _LOGGER.warning("Chat %s: an answer goes out without buttons: %s", chat, error)
        return None

    async def _open(self, screen: Screen) -> Screen:
        for _ in range(_TRIES - 1):
            with contextlib.suppress(DatabaseLocked):
                return await self._open_once(screen)
        return await self._open_once(screen)

    async def _open_once(self, screen: Screen) -> Screen:
        return await self._store.open(
            screen.chat,
            screen.request,
            screen.revision,
            self._second(),
            message=screen.message,
            choices=screen.choices,
            parent=screen.parent,
            key=screen.key,
        )

    async def further(
        self, chat: int, request: Request, excerpts: Excerpts, view: ButtonView, number: int
    ) -> Shown | None:
        """Return a page of an answer, or its quotations, as a message of its own; None when there is none.

        Raises:
            StorageError: the database cannot be read.
        """
        briefing = await self._answerer.answer(request)
        layout = LAYOUTS[excerpts]
        if view is ButtonView.ANSWER and number >= pages_of(briefing, layout):
            return None
        screen = await self._opened(chat, request, briefing)
        with speaking(request.language):
            return await self._page(
                screen or _unkept(chat, request, briefing), briefing, view, number, excerpts
            )

    async def find(self, pressed: Pressed, chat: int, message: int) -> Screen | None:
        """Return the screen a button belongs to, None when it is gone or belongs to another message."""
        return await self._store.find(pressed.key, chat, message, self._second())

    async def judge(self, screen: Screen, person: int, *, useful: bool) -> None:
        """Store what somebody thinks of an answer."""
        await self._store.judge(screen.key, person, self._second(), useful=useful)

    async def judge_by_key(self, key: str, person: int, *, useful: bool, fault: Fault | None = None) -> bool:
        """Store what somebody thinks of the answer with the screen of this key; return whether it is there.

        Raises:
            StorageError: the database cannot be written.
        """
        return await self._store.judge(key, person, self._second(), useful=useful, fault=fault)

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
            await self._renewed(screen, briefing)
        other = self._other_request(screen, pressed, briefing, changed=changed)
        if other is not None:
            return await self._child(screen, other, excerpts, changed=changed)
        if changed:
            return await self._page(
                screen, with_message(briefing, say(CHANGED)), ButtonView.ANSWER, 0, excerpts
            )
        return await self._page(screen, briefing, pressed.view, pressed.number, excerpts)

    async def _renewed(self, screen: Screen, briefing: Briefing) -> None:
        """Note that a screen shows another revision; where that cannot be kept, it is told again."""
        choices = choices_of(screen.request, briefing)
        renewing = await briefly(self._store.renew(screen, briefing.corpus.revision, choices))
        error = renewing.exception() if renewing is not None and renewing.done() else None
        if error is not None:
            _LOGGER.warning("Chat %s: not noted what a message shows now: %s", screen.chat, error)

    def _other_request(
        self, screen: Screen, pressed: Pressed, briefing: Briefing, *, changed: bool
    ) -> Request | None:
        """Return the request a button stands for, None when it shows a part of its own answer."""
        if pressed.view is ButtonView.CHOICE and pressed.number < len(screen.choices):
            return chosen(screen.request, briefing.kind, screen.choices[pressed.number])
        if pressed.view is ButtonView.ARTICLE and not changed and pressed.number < len(briefing.sources):
            article = briefing.sources[pressed.number].article
            return replace(screen.request, kind=Kind.ARTICLE, words=article)
        if pressed.view is ButtonView.TOPIC and not changed:
            topics = topics_of(screen.request, briefing, self._answerer.library.subjects)
            if pressed.number < len(topics):
                return replace(screen.request, kind=Kind.TOPIC, words=topics[pressed.number][0])
        if pressed.view in {ButtonView.PREVIOUS, ButtonView.NEXT}:
            id_ = beside(briefing, self._answerer.library)[pressed.view is ButtonView.NEXT]
            return replace(screen.request, kind=Kind.ARTICLE, words=id_) if id_ is not None else None
        if pressed.view in {ButtonView.QUOTES, ButtonView.TIMELINE, ButtonView.NEWEST, ButtonView.PEOPLE}:
            return side_request(screen.request, briefing, pressed.view)
        return None

    async def _child(self, parent: Screen, request: Request, excerpts: Excerpts, *, changed: bool) -> Shown:
        briefing = await self._answerer.answer(request)
        screen = await self._opened(
            parent.chat, request, briefing, message=parent.message, parent=parent.key
        ) or _unkept(parent.chat, request, briefing)
        shown = with_message(briefing, say(CHANGED)) if changed else briefing
        return await self._page(screen, shown, ButtonView.ANSWER, 0, excerpts)

    async def _page(
        self, screen: Screen, briefing: Briefing, view: ButtonView, number: int, excerpts: Excerpts
    ) -> Shown:
        layout = LAYOUTS[excerpts]
        article = None
        if view is ButtonView.CONTEXT:
            id_ = item_article(briefing, number)
            if id_ is not None:
                wanted = replace(screen.request, kind=Kind.ARTICLE, words=id_)
                article = await self._answerer.answer(wanted)
        back: ScreenButton | None = ScreenButton(say("Back"), ButtonView.ANSWER)
        if view is ButtonView.TOPICS:
            topics = topics_of(screen.request, briefing, self._answerer.library.subjects)
            page = topics_page(briefing, topics)
        else:
            further = self._further(screen.request, briefing)
            # Finding the lines of a late page means laying out those before it.
            page, back = await asyncio.to_thread(
                _laid_out, screen, briefing, view, number, layout, article, further
            )
        rows: Rows = (*page.rows, *(((back,),) if back else ()))
        keyboard = markup(rows, screen.key) if screen.key else None
        return Shown(page.html, keyboard, briefing, screen.request, screen.key or None)

    def _further(self, request: Request, briefing: Briefing) -> frozenset[ButtonView]:
        library, sendable = self._answerer.library, self._sendable()
        return further_views(request, briefing, library, watchable=self._watchable, sendable=sendable)

    def _second(self) -> int:
        return int(self._now().timestamp())


def _unkept(chat: int, request: Request, briefing: Briefing) -> Screen:
    """Return a screen that is stored nowhere, so that its message has no buttons."""
    return Screen("", chat, request, briefing.corpus.revision, None, (), None)


def _laid_out(
    screen: Screen,
    briefing: Briefing,
    view: ButtonView,
    number: int,
    layout: Layout,
    article: Briefing | None,
    further: Collection[ButtonView],
) -> tuple[Page, ScreenButton | None]:
    """Return a page and the button that leads back from it."""
    if view is ButtonView.CONTEXT and article is not None:
        back = ScreenButton(say("Back"), ButtonView.ANSWER, page_with_item(briefing, number, layout))
        return context_page(briefing, number, article), back
    earlier = ScreenButton(say("Back"), view, number - 1)
    if view is ButtonView.QUOTES:
        return quotes_page(briefing, number, layout), earlier if number else ScreenButton(
            say("Back"), ButtonView.ANSWER
        )
    if view is ButtonView.SOURCES:
        return sources_page(briefing, number), earlier if number else ScreenButton(
            say("Back"), ButtonView.ANSWER
        )
    page = answer_page(briefing, number, layout, nested=screen.parent is not None, further=further)
    if view is ButtonView.ANSWER and number:
        return page, earlier
    return page, ScreenButton(say("Back"), ButtonView.ANSWER, key=screen.parent) if screen.parent else None
