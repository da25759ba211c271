"""Documents and links sent to the bot in private: an administrator's are taken into the corpus."""

from __future__ import annotations

import html
import logging
from collections.abc import Sequence
from functools import partial
from itertools import zip_longest
from typing import Protocol

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.chat.addressing import links_in
from bot.chat.answering.showing import Answerer
from bot.chat.chats.access import Access
from bot.chat.chats.limits import Admission, RequestLimit, enough
from bot.chat.chats.manners import Context, Manners
from bot.chat.delivering.sending import Post, reason
from bot.chat.journal import UpdateOutcome as Happened
from bot.chat.journal import note
from bot.chat.presses import Act, PressOutcome
from bot.errors import AideMemoireError
from bot.languages.saying import marked, say, say_count, spoken_language
from bot.services.taking_in.receiving import LARGEST_DOCUMENT, TakenIn, Understood
from bot.views.provenance import provenance
from bot.views.telegram_html import render
from bot.words.answers import Kind, Request

_LOGGER = logging.getLogger(__name__)
_MOST_TITLES = 6
_LONGEST_LINE = 140  # characters of a title or a reason

PREFIX = "in"
_OPEN, _UNDO = "open", "undo"
_LONGEST_DATA = 64  # bytes of a button's data that Telegram takes
_MOST_OPENED = 3
Answered = tuple[str, InlineKeyboardMarkup | None]
"""What is told, as HTML, and the buttons under it."""
GONE = marked("What this was about is not there any more.")
NOT_FOR_YOU = marked(
    "Only the bot's administrators can give me documents. "
    "News sent as text, forwarded or as a link I read and do not store."
)
TOO_LARGE = marked("This file is too large: I read at most 20 MB.")


class Receiver(Protocol):
    """Whoever takes documents into the corpus; may raise `AideMemoireError` with a ready sentence."""

    async def take_file(self, name: str, data: bytes) -> Understood:
        """Take in a file."""

    async def take_address(self, address: str) -> Understood:
        """Take in a page."""

    async def undo(self, mark: str) -> int:
        """Take out again what one input brought; return how many documents those were."""


class IntakeDesk:
    """Takes documents and links sent in private."""

    def __init__(
        self,
        receiver: Receiver | None,
        answerer: Answerer,
        post: Post,
        limit: RequestLimit,
        access: Access,
        manners: Manners,
        *,
        reads_links: bool = False,
    ) -> None:
        """Bring together what it needs; with `reads_links` those of others are left to who reads news."""
        self._reads_links = reads_links
        self._answerer = answerer
        self._receiver = receiver
        self._post = post
        self._limit = limit
        self._access = access
        self._manners = manners
        self._refused_album: str | None = None

    def is_handed_in(self, message: Message) -> bool:
        """Say whether a message is a document, or nothing but links, sent in private by a person.

        Of a document that is not for the corpus, the caption counts as a question, as a picture's does.
        """
        if message.chat.type != message.chat.PRIVATE or message.from_user is None or message.from_user.is_bot:
            return False
        if message.document is not None:
            return message.caption is None or self._access.administers_bot(message.from_user)
        if self._reads_links and not self._access.administers_bot(message.from_user):
            return False
        return links_in(message) != []

    async def take_in(self, update: Update, _: Context) -> None:
        """Take what was handed in into the corpus and say what was understood of it."""
        message = update.effective_message
        assert message is not None
        note(Happened.ANSWERED, kind="document")
        if self._receiver is None or not self._access.administers_bot(message.from_user):
            note(Happened.REFUSED)
            await self._refuse(message)
            return
        async with self._post.typing(message, ChatAction.TYPING):
            told, keyboard = await self._told(message, self._receiver)
        await self._post.reply(message, told, keyboard)

    async def press(self, query: CallbackQuery, data: str) -> PressOutcome:
        """Open an article that was taken in, or take out again what was handed in."""
        _, _, wanted = data.partition(":")
        what, _, words = wanted.partition(":")
        message = query.message
        if self._receiver is None or not isinstance(message, Message):
            return PressOutcome(say(GONE))
        if not self._access.administers_bot(query.from_user):
            note(Happened.REFUSED)
            return PressOutcome(say(NOT_FOR_YOU))
        if what == _OPEN:
            return PressOutcome(prepare=partial(self._opened, message, words), what="open")
        if what == _UNDO:
            return PressOutcome(prepare=partial(self._undone, message, words, self._receiver), what="undo")
        return PressOutcome(say(GONE))

    async def _opened(self, message: Message, article: str) -> Act:
        answer = await self._answerer.answer(Request(Kind.ARTICLE, article, spoken_language()))
        return partial(self._post.reply_to, message, render(answer))

    async def _undone(self, message: Message, mark: str, receiver: Receiver) -> Act:
        count = await receiver.undo(mark)
        told = (
            say_count("Taken out again: {count} document.", "Taken out again: {count} documents.", count)
            if count
            else say("It is not in the corpus any more.")
        )
        return partial(self._post.edit, message.chat.id, message.message_id, told, None)

    async def _refuse(self, message: Message) -> None:
        """Say that this is not for the one who sent it: of several files sent at once, once."""
        album = message.media_group_id
        if album is not None and album == self._refused_album:
            return
        self._refused_album = album
        admission = await self._limit.admit(message.chat.id, self._manners.clock())
        if admission is not Admission.PASSED_OVER:
            not_for_them = admission is Admission.ANSWERED
            told = say(NOT_FOR_YOU) if not_for_them else enough(self._limit.most)
            await self._post.reply(message, told)

    async def _told(self, message: Message, receiver: Receiver) -> Answered:
        try:
            if message.document is not None:
                if (message.document.file_size or 0) > LARGEST_DOCUMENT:
                    return say(TOO_LARGE), None
                file = await message.document.get_file()
                data = bytes(await file.download_as_bytearray())
                name = message.document.file_name or "document"
                understood = [await receiver.take_file(name, data)]
            else:
                understood = [await receiver.take_address(link) for link in links_in(message)]
            return summary(understood), buttons(understood)
        except TelegramError as error:
            note(Happened.FAILED)
            _LOGGER.warning("A document could not be fetched: %s", reason(error))
            return say("Telegram did not give me the file; please send it again."), None
        except AideMemoireError as error:
            note(Happened.NONE)
            return html.escape(str(error), quote=False), None
        except Exception:
            note(Happened.FAILED)
            _LOGGER.exception("What an administrator handed in failed")
            return say("Something went wrong on my side, and it is noted; nothing was taken in."), None


def summary(understood: Sequence[Understood]) -> str:
    """Return what was understood, as HTML: the titles of articles by what became of them."""
    rows: list[str] = []
    facts = [_facts(taken) for each in understood for taken in each.taken]
    rows += _block(say("New"), [one for each in understood for one in each.new], facts)
    rows += _block(say("Changed"), [one for each in understood for one in each.changed])
    rows += _block(say("Known already"), [one for each in understood for one in each.unchanged])
    rows += _block(say("Not taken in"), [one for each in understood for one in each.failed])
    return "\n".join(rows) or say("There was nothing to read in it.")


def buttons(understood: Sequence[Understood]) -> InlineKeyboardMarkup | None:
    """Return the buttons under what was understood: to open what is new, and to take it out again."""
    rows = []
    taken = [one for each in understood for one in each.taken][:_MOST_OPENED]
    opening = [(one, f"{PREFIX}:{_OPEN}:{one.source.article}") for one in taken]
    opening = [(one, data) for one, data in opening if len(data.encode()) <= _LONGEST_DATA]
    for one, data in opening:
        name = say("Open") if len(opening) == 1 else say("Open {article}", article=one.source.article)
        rows.append([InlineKeyboardButton(name, callback_data=data)])
    if len(understood) == 1 and understood[0].undo is not None:
        data = f"{PREFIX}:{_UNDO}:{understood[0].undo}"
        rows.append([InlineKeyboardButton(say("Undo"), callback_data=data)])
    return InlineKeyboardMarkup(rows) if rows else None


def _facts(taken: TakenIn) -> str:
    """Return what was understood of an article: its outlet and day with how they are known, and counts."""
    people = say_count("{count} person", "{count} people", taken.people)
    return f"{provenance(taken.source)} · {people} · " + say_count(
        "{count} quotation", "{count} quotations", taken.quotations
    )


def _block(title: str, lines: Sequence[str], facts: Sequence[str] = ()) -> list[str]:
    if not lines:
        return []
    shown = [f"• {html.escape(_cut(line), quote=False)}" for line in lines[:_MOST_TITLES]]
    told = [f"\n  <i>{html.escape(_cut(fact), quote=False)}</i>" for fact in facts]
    shown = ["".join(parts) for parts in zip_longest(shown, told[: len(shown)], fillvalue="")]
    left = len(lines) - _MOST_TITLES
    more = [say_count("[and {count} more]", "[and {count} more]", left)] if left > 0 else []
    return [f"<b>{title}: {len(lines)}</b>", *shown, *more]


def _cut(line: str) -> str:
    line = " ".join(line.split())
    return line if len(line) <= _LONGEST_LINE else line[: _LONGEST_LINE - 2] + " …"
