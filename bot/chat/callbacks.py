"""What happens when a button is pressed, whoever pressed it and however long ago it was sent.

Every press is answered, for Telegram's clients show it as pending until then; the message changes after that.
Presses do not wait for the chat's turn: of many presses on one message only the newest is shown, and one chat
is edited by one press at a time, so that a chat that may hardly be written to holds up no other.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from telegram import CallbackQuery, Message, Update
from telegram.error import TelegramError

from bot.chat.access import Access
from bot.chat.keyboards import Pressed, View, read_data
from bot.chat.limits import ENOUGH, Admission, RequestLimit
from bot.chat.manners import Context, Manners
from bot.chat.memory import Chats, excerpts_of
from bot.chat.pages import watch_words
from bot.chat.presses import Act, Outcome, PressHandler
from bot.chat.screens import Screens
from bot.chat.sending import Post, reason
from bot.models import Screen

_LOGGER = logging.getLogger(__name__)
GONE = "This button is too old, or not of this message: please ask again."
FAILED = "Something went wrong on my side, and it is noted; please try again."
TOO_LONG = "This takes too long just now; please try again in a moment."
_LONGEST_PASSING = 60  # characters; a longer sentence needs a box that stays until it is read
THANKS = {View.USEFUL: "Thank you, noted.", View.WRONG: "Noted, thank you: whoever runs me will see it."}


class Exporter(Protocol):
    """Whoever sends an answer as a document."""

    async def send(self, asked: Message, screen: Screen) -> None:
        """Send the answer of a screen as a PDF, in reply to its message."""


@dataclass(frozen=True, slots=True)
class _Wish:
    order: int
    query: CallbackQuery
    outcome: Outcome


class Callbacks:
    """Takes every press; those of answers itself, others by the word their data begins with."""

    def __init__(
        self,
        screens: Screens,
        post: Post,
        chats: Chats,
        limit: RequestLimit,
        access: Access,
        manners: Manners,
        exporter: Exporter,
        others: Mapping[str, PressHandler],
        watch: PressHandler | None = None,
    ) -> None:
        """Bring together what presses need.

        Args:
            screens: makes what a message shows.
            post: changes messages.
            chats: what chats chose.
            limit: counts what each person asks.
            access: who may.
            manners: clock and patience.
            exporter: sends documents.
            others: handlers of buttons that are not an answer's, by the word before the first colon.
            watch: takes a press of Watch, with the words to be watched in place of its data.
        """
        self._screens = screens
        self._post = post
        self._chats = chats
        self._limit = limit
        self._access = access
        self._manners = manners
        self._exporter = exporter
        self._others = others
        self._watch = watch
        self._wishes: dict[int, dict[tuple[int, str], _Wish]] = {}

    async def press(self, update: Update, _: Context) -> None:
        """Answer a press, then do what it asks for."""
        query = update.callback_query
        assert query is not None
        outcome = await self._outcome(query)
        wish = _Wish(update.update_id, query, outcome)
        if query.message is None or (outcome.act is None and outcome.prepare is None):
            await self._tell(wish, outcome.told)
            return
        if outcome.prepare is None:
            await self._tell(wish, outcome.told)
        await self._wish(query.message.chat.id, (query.message.message_id, outcome.what), wish)

    async def _outcome(self, query: CallbackQuery) -> Outcome:
        chat = query.message.chat if query.message else None
        if not self._access.admits(chat, query.from_user):
            return Outcome()
        admission = self._limit.admit(query.from_user.id, self._manners.now())
        if admission is not Admission.ANSWERED:
            return Outcome(ENOUGH if admission is Admission.TOLD else None)
        name = (query.data or "").partition(":")[0]
        handler = self._others.get(name, self._of_answer)
        try:
            async with asyncio.timeout(self._manners.answer_within):
                return await handler(query, query.data or "")
        except Exception as error:  # noqa: BLE001 - logged there, and told
            return Outcome(_failed(query, error))

    async def _of_answer(self, query: CallbackQuery, data: str) -> Outcome:
        pressed, message = read_data(data), query.message
        if pressed is None or message is None:
            return Outcome(GONE)
        screen = await self._screens.find(pressed, message.chat.id, message.message_id)
        if screen is None:
            return Outcome(GONE)
        if pressed.view in THANKS:
            useful = pressed.view is View.USEFUL
            await self._screens.judge(screen, query.from_user.id, useful=useful)
            return Outcome(THANKS[pressed.view])
        if pressed.view is View.WATCH:
            words = watch_words(screen.request, (await self._screens.answer(screen))[0])
            return Outcome(GONE) if self._watch is None or words is None else await self._watch(query, words)
        if pressed.view is View.PDF:
            if not isinstance(message, Message) or not message.is_accessible:
                return Outcome(GONE)
            send = partial(self._exporter.send, message, screen)
            return Outcome("The document is on its way.", send, "PDF")
        return Outcome(prepare=partial(self._turn, screen, pressed))

    async def _turn(self, screen: Screen, pressed: Pressed) -> Act:
        record = await self._chats.record(screen.chat)
        shown = await self._screens.turned(screen, pressed, excerpts_of(record))
        message = screen.message
        assert message is not None, "a screen that was found has its message"
        return partial(self._post.edit, screen.chat, message, shown.html, shown.keyboard)

    async def _wish(self, chat: int, what: tuple[int, str], wish: _Wish) -> None:
        """Fulfil the newest wish of each sort for each message of a chat, one after the other."""
        busy = chat in self._wishes
        wishes = self._wishes.setdefault(chat, {})
        before = wishes.get(what)
        if before is not None:
            wish, passed_over = (wish, before) if wish.order > before.order else (before, wish)
            wishes[what] = wish
            if passed_over.outcome.prepare is not None:
                await self._tell(passed_over, None)
        else:
            wishes[what] = wish
        if busy:
            return  # whoever is at it will do this one too
        try:
            while wishes:
                await self._fulfil(wishes.pop(next(iter(wishes))))
        finally:
            del self._wishes[chat]

    async def _fulfil(self, wish: _Wish) -> None:
        act = wish.outcome.act
        if wish.outcome.prepare is not None:
            told = None
            try:
                async with asyncio.timeout(self._manners.answer_within):
                    act = await wish.outcome.prepare()
            except Exception as error:  # noqa: BLE001 - logged there, and told
                told = _failed(wish.query, error)
            await self._tell(wish, told)
        if act is not None:
            try:
                await act()
            except Exception as error:  # noqa: BLE001 - logged there; the press was answered
                _failed(wish.query, error)

    async def _tell(self, wish: _Wish, told: str | None) -> None:
        """Answer a press, with one sentence or nothing."""
        try:
            await wish.query.answer(told, show_alert=len(told or "") > _LONGEST_PASSING)
        except TelegramError as error:
            # Most often too old: it waited while the bot was down. What it asks for is done all the same.
            _LOGGER.info("A press was not answered: %s", reason(error))


def _failed(query: CallbackQuery, error: Exception) -> str:
    """Log why a press failed and return what is said of it."""
    if isinstance(error, TimeoutError):
        _LOGGER.warning("Chat %s: a press took too long", _chat_id(query))
        return TOO_LONG
    _LOGGER.error("Chat %s: a press failed", _chat_id(query), exc_info=error)
    return FAILED


def _chat_id(query: CallbackQuery) -> int | None:
    return query.message.chat.id if query.message else None
