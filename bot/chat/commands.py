"""What is done with a message that is for us: answered, or told in one sentence why not."""

from __future__ import annotations

import asyncio
import html
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    Message,
    Update,
)
from telegram.error import TelegramError
from telegram.ext import CallbackContext, ExtBot

from bot.chat.addressing import Question, in_group, question_in
from bot.chat.sending import Pace, Post, reason
from bot.dialogue import COMMANDS, nearest_command, parse
from bot.models import Briefing, Request
from bot.views.telegram_html import render

_LOGGER = logging.getLogger(__name__)

Context = CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]
"""What handlers are given beside the update: none of the library's own stores are used."""


class Answerer(Protocol):
    """Whoever turns a request into an answer."""

    async def answer(self, request: Request) -> Briefing:
        """Return the answer to `request`; "nothing found" is an answer too."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How the bot behaves towards those who write to it; times in seconds.

    `allowed` are the user and chat ids that get answers, empty for everyone. `late_after` is the age from
    which a message of a group is passed over: after downtime a private question is still answered, but a
    group does not want last hour's answers all at once. `answer_within` bounds one answer.
    """

    allowed: frozenset[int] = frozenset()
    language: str = "en"
    late_after: float = 300
    answer_within: float = 60
    pace: Pace = field(default_factory=Pace)
    now: Callable[[], datetime] = lambda: datetime.now(UTC)


class Desk:
    """Takes the messages that are for us, one method a case."""

    def __init__(self, answerer: Answerer, post: Post, manners: Manners) -> None:
        self._answerer = answerer
        self._post = post
        self._manners = manners
        self._turned_away: set[int] = set()

    def is_stranger(self, message: Message) -> bool:
        """Say whether neither the chat nor whoever writes is among those allowed."""
        ids = {message.chat.id, *([message.from_user.id] if message.from_user else [])}
        allowed = self._manners.allowed
        return bool(allowed) and not ids & allowed

    def is_late(self, message: Message) -> bool:
        """Say whether this is a group's message that waited too long to be answered."""
        age = self._manners.now() - message.date
        return in_group(message.chat) and age.total_seconds() > self._manners.late_after

    async def answer(self, update: Update, context: Context) -> None:
        """Answer a command or a question."""
        message = _message_of(update)
        question = question_in(message, context.bot.bot)
        if question is None:
            return
        request = parse(question.text, language=self._manners.language, bot_name=context.bot.username)
        if request is None:
            if question.by_name:
                await self._post.reply(message, _unknown(question))
        else:
            async with self._post.typing(message):
                answer = await self._answered(request, message.chat.id)
            await self._post.reply(message, answer)

    async def turn_away(self, update: Update, _: Context) -> None:
        """Tell a stranger, once while the program runs, that this bot is not for them."""
        message = _message_of(update)
        if message.chat.id not in self._turned_away:
            self._turned_away.add(message.chat.id)
            _LOGGER.info("Chat %s: not among those allowed", message.chat.id)
            await self._post.reply(
                message,
                "I answer only the chats I was set up for; whoever runs me can add this one "
                f"with the number <code>{message.chat.id}</code>.",
            )

    async def pass_over(self, update: Update, _: Context) -> None:
        """Leave a late message of a group unanswered."""
        _LOGGER.info("Chat %s: a message from before I was reachable is left", _message_of(update).chat.id)

    async def ask_for_words(self, update: Update, _: Context) -> None:
        """Say that a picture or a voice message without words cannot be answered."""
        await self._post.reply(_message_of(update), "I read only text: type a name, a subject or /help.")

    async def _answered(self, request: Request, chat: int) -> str:
        try:
            async with asyncio.timeout(self._manners.answer_within):
                return render(await self._answerer.answer(request))
        except TimeoutError:
            _LOGGER.warning(
                "Chat %s: no answer (%s) in %s s", chat, request.kind, self._manners.answer_within
            )
            return "This took too long, so I stopped looking; please ask again in a moment."
        except Exception:
            _LOGGER.exception("Chat %s: the answer (%s) failed", chat, request.kind)
            return "Something went wrong on my side, and it is noted; please try again or ask otherwise."


async def publish_menu(bot: Bot) -> None:
    """Give Telegram the commands for its menu, in private chats and in groups; log it when that fails."""
    menu = [BotCommand(command.name, command.description) for command in COMMANDS if command.in_menu]
    for scope in (BotCommandScopeAllPrivateChats(), BotCommandScopeAllGroupChats()):
        try:
            await bot.set_my_commands(menu, scope=scope)
        except TelegramError as error:
            _LOGGER.warning("The command menu was not set (%s): %s", scope.type, reason(error))


def _unknown(question: Question) -> str:
    typed = re.match(r"\s*/(\w{1,64})", question.text)
    name = f"/{typed[1]}" if typed else "that"
    nearest = nearest_command(question.text)
    if nearest is None:
        return f"I do not know {html.escape(name)}; /help lists what I understand."
    example = html.escape(nearest.example, quote=False)
    return f"I do not know {html.escape(name)}; did you mean /{nearest.name}, as in <code>{example}</code>?"


def _message_of(update: Update) -> Message:
    message = update.effective_message
    assert message is not None, "every handler here is reached through a filter on messages"
    return message
