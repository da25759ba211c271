"""Guest questions: the bot is mentioned in a chat it is no member of, and answers there with one message.

What it says there is one screen of an answer, without buttons: nothing of that chat is known or, once it is
answered, kept, and nothing is changed for it.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace

from telegram import Message, Update
from telegram.error import TelegramError

from bot.briefing.unclear import Unclear
from bot.chat.addressing import question_in, words_replied_to
from bot.chat.answering.one_message import one_screen, ready_to_send
from bot.chat.answering.showing import Answerer
from bot.chat.chats.access import Access
from bot.chat.chats.limits import Admission, RequestLimit, enough
from bot.chat.chats.manners import Context, Manners
from bot.chat.delivering.sending import reason
from bot.chat.journal import UpdateOutcome, note
from bot.conversation.follow_ups import read_on
from bot.dialogue import parse
from bot.languages.saying import marked, say, spoken_language
from bot.words.answers import Kind, Request
from bot.words.kind_traits import traits_of
from bot.words.pasted import LONGEST_PASTED

_LOGGER = logging.getLogger(__name__)
HOW = marked("Name me with a person or a subject, like this: @{bot} sanctions")
ELSEWHERE = marked("That can be done in a chat with me alone: @{bot}")
NOT_NOW = marked("I could not answer just now; please ask again in a moment.")


class GuestDesk:
    """Answers guest questions."""

    def __init__(self, answerer: Answerer, limit: RequestLimit, access: Access, manners: Manners) -> None:
        self._answerer = answerer
        self._limit = limit
        self._access = access
        self._manners = manners

    async def answer(self, update: Update, context: Context) -> None:
        """Answer a guest question; nobody who is not among those allowed, and none that is old."""
        message, bot = update.guest_message, context.bot
        assert message is not None, "its handler takes guest messages alone"
        query, person = message.guest_query_id, message.from_user
        note(kind="guest")
        question = question_in(message, bot.bot)
        if query is None or question is None or not self._access.admits(None, person):
            note(UpdateOutcome.REFUSED)
            return
        if (self._manners.now() - message.date).total_seconds() > self._manners.late_after:
            note(UpdateOutcome.LATE)
            return
        asker = message.sender_chat or person or message.chat
        admission = await self._limit.admit(asker.id, self._manners.clock())
        if admission is not Admission.ANSWERED:
            note(UpdateOutcome.TOO_MANY)
            if admission is Admission.TOLD:
                await self._send(context, query, question.text, enough(self._limit.most))
            return
        title, shown = await self._answered(_asked(question.text, message, bot.username), bot.username)
        await self._send(context, query, title or question.text, shown)

    async def _answered(self, request: Request | None, bot: str) -> tuple[str, str]:
        """Return the title and the HTML of the answer to a request."""
        if request is None:
            note(UpdateOutcome.INVALID)
            return "", say(HOW, bot=bot)
        if traits_of(request.kind).acts:
            note(UpdateOutcome.REFUSED, kind=request.kind)
            return "", say(ELSEWHERE, bot=bot)
        unclear = read_on(request.words, request.language, (), self._answerer.library)
        if request.kind is Kind.QUESTION and isinstance(unclear, Unclear):  # nothing was spoken of before
            request = Request(Kind.UNCLEAR, unclear.written(), request.language)
        try:
            async with asyncio.timeout(self._manners.answer_within):
                briefing = await self._answerer.answer(request)
        except TimeoutError:
            note(UpdateOutcome.TOO_LONG)
            _LOGGER.warning("A guest question took too long")
            return "", say(NOT_NOW)
        except Exception:
            note(UpdateOutcome.FAILED)
            _LOGGER.exception("A guest question failed")
            return "", say(NOT_NOW)
        note(UpdateOutcome.ANSWERED if briefing.shows_lines else UpdateOutcome.NONE, kind=request.kind)
        return briefing.title, one_screen(briefing, bot)

    async def _send(self, context: Context, query: str, title: str, shown: str) -> None:
        try:
            await context.bot.answer_guest_query(query, ready_to_send(shown, title, shown))
        except TelegramError as error:
            note(UpdateOutcome.UNSENT)
            _LOGGER.info("A guest question was not answered: %s", reason(error))


def _asked(text: str, message: Message, bot: str) -> Request | None:
    """Return what a guest question asks, None where it is empty or an unknown command."""
    request = parse(text, language=spoken_language(), bot_name=bot) if text else None
    if request is not None and request.kind is Kind.CHECK and not request.words:
        return replace(request, words=words_replied_to(message)[:LONGEST_PASTED].strip())
    return request
