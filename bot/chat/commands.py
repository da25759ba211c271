"""What is done with a message that is for us: answered, or told in one sentence why not."""

from __future__ import annotations

import asyncio
import html
import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    Message,
    Update,
)
from telegram.error import TelegramError

from bot.chat.access import Access
from bot.chat.addressing import Question, in_group, question_in
from bot.chat.documents import DocumentDesk, is_document
from bot.chat.groups import GroupDesk, turned_away_text
from bot.chat.limits import ENOUGH, Admission, RequestLimit
from bot.chat.manners import Context, Manners
from bot.chat.memory import Chats, excerpts_of
from bot.chat.screens import Screens, Shown
from bot.chat.sending import Post, reason
from bot.dialogue import COMMANDS, nearest_command, parse
from bot.models import Kind, Request

_LOGGER = logging.getLogger(__name__)
_FAILED = "Something went wrong on my side, and it is noted; please try again or ask otherwise."

ChatCommand = Callable[[Message, str], Awaitable[None]]
"""Does what a command about the chat itself asks: given its message and the words after its name."""


class Desk:
    """Takes the messages that are for us, one method a case."""

    def __init__(
        self,
        screens: Screens,
        documents: DocumentDesk,
        groups: GroupDesk,
        chats: Chats,
        post: Post,
        limit: RequestLimit,
        access: Access,
        manners: Manners,
        commands: Mapping[str, ChatCommand],
    ) -> None:
        """Bring together what answers need; `commands` are those about the chat itself, by name."""
        self._screens = screens
        self._documents = documents
        self._groups = groups
        self._chats = chats
        self._post = post
        self._limit = limit
        self._access = access
        self._manners = manners
        self._commands = commands

    def is_stranger(self, message: Message) -> bool:
        """Say whether neither the chat nor whoever writes is among those allowed."""
        return not self._access.admits(message.chat, message.from_user)

    def is_late(self, message: Message) -> bool:
        """Say whether this is a group's message that waited too long to be answered."""
        age = self._manners.now() - message.date
        return in_group(message.chat) and age.total_seconds() > self._manners.late_after

    async def answer(self, update: Update, context: Context) -> None:
        """Answer a command or a question."""
        message = _message_of(update)
        question = question_in(message, context.bot.bot)
        if question is None or not await self._is_answered(message):
            return
        request = parse(question.text, language=self._manners.language, bot_name=context.bot.username)
        if request is None:
            if question.by_name:
                await self._post.reply(message, _unknown(question))
        elif request.kind is Kind.CHAT:
            await self._command(message, request)
        elif request.kind is Kind.CURATION:
            await self._curate(message, request)
        else:
            await self._answer(message, request)

    async def turn_away(self, update: Update, _: Context) -> None:
        """Tell a stranger, once and for all, that this bot is not for them."""
        message = _message_of(update)
        if await self._chats.turn_away(message.chat.id):
            _LOGGER.info("Chat %s: not among those allowed", message.chat.id)
            await self._post.reply(message, turned_away_text(message.chat.id))

    async def pass_over(self, update: Update, _: Context) -> None:
        """Leave a late message of a group unanswered."""
        _LOGGER.info("Chat %s: a message from before I was reachable is left", _message_of(update).chat.id)

    async def ask_for_words(self, update: Update, _: Context) -> None:
        """Say that a picture or a voice message without words cannot be answered."""
        await self._post.reply(_message_of(update), "I read only text: type a name, a subject or /help.")

    async def _is_answered(self, message: Message) -> bool:
        """Say whether a message is answered: the bot may write there, and its writer did not ask too much."""
        if not await self._groups.may_write(message.chat.id):
            _LOGGER.info("Chat %s: not answered, for the bot may not write there", message.chat.id)
            return False
        sender = message.sender_chat or message.from_user or message.chat
        admission = self._limit.admit(sender.id, self._manners.now())
        if admission is Admission.TOLD:
            await self._post.reply(message, ENOUGH)
        return admission is Admission.ANSWERED

    async def _answer(self, message: Message, request: Request) -> None:
        async with self._post.typing(message):
            shown = await self._shown(request, message.chat.id)
        if isinstance(shown, str):
            await self._post.reply(message, shown)
        else:
            await self._send(message, shown)

    async def _send(self, message: Message, shown: Shown) -> None:
        if await self._post.reply(message, shown.html, shown.keyboard) is not None:
            await self._chats.admit(message.chat.id)

    async def _curate(self, message: Message, request: Request) -> None:
        """Put right who is who, for an administrator of the bot."""
        asking = message.from_user
        if asking is None or not self._access.administers_bot(asking):
            await self._post.reply(message, "Only whoever runs me may put right who is who.")
        else:
            await self._answer(message, replace(request, administrator=str(asking.id)))

    async def _command(self, message: Message, request: Request) -> None:
        """Do what a command about the chat itself asks."""
        name, _, words = request.words.partition(" ")
        try:
            if name == "export":
                await self._export(message, words)
            elif name in self._commands:
                await self._commands[name](message, words)
            else:
                await self._post.reply(message, f"/{name} does not work here.")
        except Exception:
            _LOGGER.exception("Chat %s: /%s failed", message.chat.id, name)
            await self._post.reply(message, _FAILED)

    async def _export(self, message: Message, words: str) -> None:
        asked = await self._documents.requested(message, words)
        if asked is None:
            return
        request, form = asked
        shown = await self._shown(request, message.chat.id)
        if isinstance(shown, str):
            await self._post.reply(message, shown)
        elif is_document(shown.briefing):
            await self._documents.send_answer(message, shown.briefing, form)
        else:
            await self._send(message, shown)  # what was asked otherwise, or who may be meant

    async def _shown(self, request: Request, chat: int) -> Shown | str:
        """Return what an answer shows, or one sentence why there is none."""
        try:
            async with asyncio.timeout(self._manners.answer_within):
                record = await self._chats.record(chat)
                return await self._screens.first(chat, request, excerpts_of(record))
        except TimeoutError:
            _LOGGER.warning(
                "Chat %s: no answer (%s) in %s s", chat, request.kind, self._manners.answer_within
            )
            return "This took too long, so I stopped looking; please ask again in a moment."
        except Exception:
            _LOGGER.exception("Chat %s: the answer (%s) failed", chat, request.kind)
            return _FAILED


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
