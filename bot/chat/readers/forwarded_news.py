"""News that somebody forwards, pastes or links to in private: read, told what it is, and not stored.

Its text, or its link, is in the message that was sent, which Telegram gives back with every press of a button
under the answer to it: nothing of it is kept here. Administrators may have a text taken into the corpus; a
link of theirs is (`intake`).
"""

from __future__ import annotations

import asyncio
import html
import logging
import re
from functools import partial
from typing import Protocol

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.constants import ChatType

from bot.chat.addressing import links_in
from bot.chat.answering.showing import Answerer
from bot.chat.chats.access import Access
from bot.chat.chats.limits import Admission, RequestLimit, enough
from bot.chat.chats.manners import Context, Manners
from bot.chat.delivering.sending import Post
from bot.chat.journal import UpdateOutcome as Happened
from bot.chat.journal import note
from bot.chat.presses import NEWS, Act, PressOutcome
from bot.chat.readers.intake import Receiver, buttons, summary
from bot.errors import AideMemoireError, UnreadableDocument
from bot.languages.saying import marked, say, spoken_language
from bot.services.taking_in.linked_pages import LinkedPage
from bot.views.pasted_news import render
from bot.views.telegram_html import render as render_answer
from bot.words.answers import Kind, Request
from bot.words.pasted import LONGEST_PASTED, PastedNews

_LOGGER = logging.getLogger(__name__)
PREFIX = NEWS
_CHECK, _TAKE = f"{PREFIX}:check", f"{PREFIX}:take"
_SHORTEST_PASTED, _SHORTEST_FORWARDED = 400, 120  # characters; what is shorter is a question
_COMMAND = re.compile(r"\s*/[A-Za-z]")
_LONGEST_NAME = 60  # characters of the first line that name the document taken in
GONE = marked("The text this was about is not there any more: send it again.")
_NOT_READ = marked("I could not read this text; ask me with a few words of it instead.")
_NOT_YOURS = marked("Only the bot's administrators can take a text into the corpus.")


class NewsReader(Protocol):
    """Whoever reads a text that is not stored."""

    async def read_news(self, text: str) -> PastedNews | None:
        """Return what a text tells, None when it cannot be read; may raise `AideMemoireError`."""


class PageReader(Protocol):
    """Whoever fetches and reads a page that is not stored."""

    async def read(self, address: str) -> LinkedPage:
        """Return the page at an address; may raise `AideMemoireError` with a ready sentence."""


class NewsDesk:
    """Takes news that is forwarded, pasted or linked to in private."""

    def __init__(
        self,
        reader: NewsReader | None,
        answerer: Answerer,
        receiver: Receiver | None,
        post: Post,
        limit: RequestLimit,
        access: Access,
        manners: Manners,
        pages: PageReader | None = None,
    ) -> None:
        """Bring together what it needs.

        Without a `reader`, a long text is a question like any other; without `pages`, links are not fetched.
        """
        self._reader = reader
        self._pages = pages
        self._answerer = answerer
        self._receiver = receiver
        self._post = post
        self._limit = limit
        self._access = access
        self._manners = manners

    def is_news(self, message: Message) -> bool:
        """Say whether a person sent a text in private that is longer than any question, or a link."""
        text = _text_of(message)
        if self._reader is None or message.chat.type != message.chat.PRIVATE or message.edit_date is not None:
            return False
        if message.from_user is None or message.from_user.is_bot or _COMMAND.match(text):
            return False
        if self._pages is not None and links_in(message):
            return True
        least = _SHORTEST_PASTED if message.forward_origin is None else _SHORTEST_FORWARDED
        return message.via_bot is None and len(text.strip()) >= least

    async def tell(self, update: Update, _: Context) -> None:
        """Say what a text tells, with buttons that lead on."""
        message = update.effective_message
        assert message is not None
        assert self._reader is not None
        note(Happened.ANSWERED, kind="news")
        admission = await self._limit.admit(message.chat.id, self._manners.clock())
        if admission is not Admission.ANSWERED:
            note(Happened.TOO_MANY)
            if admission is Admission.TOLD:
                await self._post.reply(message, enough(self._limit.most))
            return
        async with self._post.typing(message):
            try:
                async with asyncio.timeout(self._manners.answer_within):
                    page = await self._linked(message)
                    text = page.text if page is not None else _text_of(message)
                    news = await self._reader.read_news(text)
            except UnreadableDocument as error:
                note(Happened.NONE)
                await self._post.reply(message, html.escape(str(error), quote=False))
                return
            except (AideMemoireError, TimeoutError) as error:
                note(Happened.FAILED)
                why = str(error) or type(error).__name__
                _LOGGER.warning("Chat %s: a text could not be read: %s", message.chat.id, why)
                news = None
        if news is None:
            await self._post.reply(message, say(_NOT_READ))
        else:
            told = render(news, page.title, page.outlet) if page is not None else render(news)
            await self._post.reply_to(message, told, self._buttons(message))

    async def _linked(self, message: Message) -> LinkedPage | None:
        """Return the page a message is the link of, of several links the first; None where it is a text."""
        links = links_in(message) if self._pages is not None else []
        return await self._pages.read(links[0]) if self._pages is not None and links else None

    def _buttons(self, message: Message) -> InlineKeyboardMarkup:
        row = [InlineKeyboardButton(say("Check"), callback_data=_CHECK)]
        is_text = not (self._pages is not None and links_in(message))
        if is_text and self._receiver is not None and self._access.administers_bot(message.from_user):
            row.append(InlineKeyboardButton(say("Take it in"), callback_data=_TAKE))
        return InlineKeyboardMarkup([row])

    async def press(self, query: CallbackQuery, data: str) -> PressOutcome:
        """Check the text a message is about, or take it in."""
        asked = query.message.reply_to_message if isinstance(query.message, Message) else None
        text = _text_of(asked) if asked is not None else ""
        if asked is None or not text or asked.chat.type != ChatType.PRIVATE:
            note(Happened.NONE)
            return PressOutcome(say(GONE))
        if data == _CHECK:
            return PressOutcome(prepare=partial(self._checked, asked, text), what="check")
        if data == _TAKE and self._receiver is not None:
            if not self._access.administers_bot(query.from_user):
                note(Happened.REFUSED)
                return PressOutcome(say(_NOT_YOURS))
            return PressOutcome(prepare=partial(self._taken_in, asked, text, self._receiver), what="take")
        return PressOutcome(say(GONE))

    async def _checked(self, asked: Message, text: str) -> Act:
        try:
            page = await self._linked(asked)
        except AideMemoireError as error:
            return partial(self._post.reply_to, asked, html.escape(str(error), quote=False))
        text = page.text[:LONGEST_PASTED] if page is not None else text
        answer = await self._answerer.answer(Request(Kind.CHECK, text, spoken_language()))
        return partial(self._post.reply_to, asked, render_answer(answer))

    async def _taken_in(self, asked: Message, text: str, receiver: Receiver) -> Act:
        try:
            understood = [await receiver.take_file(f"{_name_of(text)}.txt", text.encode())]
        except AideMemoireError as error:
            return partial(self._post.reply_to, asked, html.escape(str(error), quote=False))
        return partial(self._post.reply_to, asked, summary(understood), buttons(understood))


def _text_of(message: Message) -> str:
    return message.text or message.caption or ""


def _name_of(text: str) -> str:
    """Return a name for a text: the beginning of its first line."""
    return text.strip().partition("\n")[0][:_LONGEST_NAME].strip(" .") or "text"
