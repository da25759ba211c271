"""Puts the Telegram side together: the library's application, and the one list of its handlers."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from telegram import Message
from telegram.ext import Application, BaseHandler, ExtBot, MessageHandler, filters

from bot.chat.addressing import question_in
from bot.chat.commands import Answerer, Context, Desk, Manners
from bot.chat.pacing import ChatRateLimiter
from bot.chat.sending import Post
from bot.chat.turns import Turns

ALLOWED_UPDATES = ("message",)
"""The kinds of updates Telegram is asked for: just what a handler below reads."""

Store = dict[Any, Any]
TelegramApplication = Application[ExtBot[int], Context, Store, Store, Store, None]


class _Such(filters.MessageFilter):
    """Messages a function says yes to."""

    __slots__ = ("_says_yes",)

    def __init__(self, says_yes: Callable[[Message], bool]) -> None:
        super().__init__(says_yes.__name__)
        self._says_yes = says_yes

    def filter(self, message: Message) -> bool:
        return self._says_yes(message)


def handlers(desk: Desk) -> list[BaseHandler[Any, Context, Any]]:
    """Return every handler; the first that takes a message is the only one, so the order matters."""
    new = filters.UpdateType.MESSAGE  # never an edited message, never a channel's post
    for_us = new & _Such(_is_for_us)
    return [
        # What waited too long in a group first: nothing at all is said to it.
        MessageHandler(for_us & _Such(desk.is_late), desk.pass_over),
        # Then strangers: nobody outside ALLOWED_CHATS gets any further.
        MessageHandler(for_us & _Such(desk.is_stranger), desk.turn_away),
        # Commands and questions alike: the command table in `bot.dialogue` tells them apart.
        MessageHandler(for_us, desk.answer),
        # What is left and private holds no words; a stranger's picture gets no answer either.
        MessageHandler(new & _Such(_is_wordless) & ~_Such(desk.is_stranger), desk.ask_for_words),
    ]


def build(
    token: str, api_url: str, answerer: Answerer, manners: Manners, turns: Turns
) -> TelegramApplication:
    """Return the application, not yet initialised; it fetches nothing itself (see `polling`)."""
    # The library's switch for what it will do anyway; without it each 429 raises a deprecation warning.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    url = api_url.rstrip("/")
    application = (
        Application.builder()
        .token(token)
        .base_url(f"{url}/bot")
        .base_file_url(f"{url}/file/bot")
        .read_timeout(10)  # seconds; Telegram is slow at times, and a repeated message is a nuisance
        .rate_limiter(ChatRateLimiter(max_retries=3))
        .concurrent_updates(turns)
        .job_queue(None)
        .updater(None)
        .build()
    )
    desk = Desk(answerer, Post(application.bot, manners.pace), manners)
    application.add_handlers(handlers(desk))
    return application


def _is_for_us(message: Message) -> bool:
    return question_in(message, message.get_bot().bot) is not None


def _is_wordless(message: Message) -> bool:
    """Say whether this is a private picture, file or voice message without a caption (no album)."""
    private = message.chat.type == message.chat.PRIVATE
    without_words = message.caption is None and message.effective_attachment is not None
    return private and without_words and message.media_group_id is None
