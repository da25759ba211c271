"""Documents and links sent to the bot in private: an administrator's are taken into the corpus."""

from __future__ import annotations

import html
import logging
import re
from collections.abc import Sequence
from typing import Protocol

from telegram import Message, Update
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.chat.access import Access
from bot.chat.journal import Outcome, note
from bot.chat.limits import Admission, RequestLimit, enough
from bot.chat.manners import Context, Manners
from bot.chat.sending import Post, reason
from bot.errors import AideMemoireError
from bot.languages.saying import marked, say, say_count
from bot.services.receiving import LARGEST_DOCUMENT, Understood

_LOGGER = logging.getLogger(__name__)
_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_MOST_LINKS = 5
_MOST_TITLES = 6
_LONGEST_LINE = 140  # characters of a title or a reason

NOT_FOR_YOU = marked(
    "Only the bot's administrators can give me documents and links; "
    "ask me with words instead, /help shows how."
)
TOO_LARGE = marked("This file is too large: I read at most 20 MB.")


class Receiver(Protocol):
    """Whoever takes documents into the corpus; may raise `AideMemoireError` with a ready sentence."""

    async def take_file(self, name: str, data: bytes) -> Understood:
        """Take in a file."""

    async def take_address(self, address: str) -> Understood:
        """Take in a page."""


class IntakeDesk:
    """Takes documents and links sent in private."""

    def __init__(
        self, receiver: Receiver | None, post: Post, limit: RequestLimit, access: Access, manners: Manners
    ) -> None:
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
        return links_in(message) != []

    async def take_in(self, update: Update, _: Context) -> None:
        """Take what was handed in into the corpus and say what was understood of it."""
        message = update.effective_message
        assert message is not None
        note(Outcome.ANSWERED, kind="document")
        if self._receiver is None or not self._access.administers_bot(message.from_user):
            note(Outcome.REFUSED)
            await self._refuse(message)
            return
        async with self._post.typing(message, ChatAction.TYPING):
            told = await self._told(message, self._receiver)
        await self._post.reply(message, told)

    async def _refuse(self, message: Message) -> None:
        """Say that this is not for the one who sent it: of several files sent at once, once."""
        album = message.media_group_id
        if album is not None and album == self._refused_album:
            return
        self._refused_album = album
        admission = self._limit.admit(message.chat.id, self._manners.clock())
        if admission is not Admission.PASSED_OVER:
            not_for_them = admission is Admission.ANSWERED
            told = say(NOT_FOR_YOU) if not_for_them else enough(self._limit.most)
            await self._post.reply(message, told)

    async def _told(self, message: Message, receiver: Receiver) -> str:
        try:
            if message.document is not None:
                if (message.document.file_size or 0) > LARGEST_DOCUMENT:
                    return say(TOO_LARGE)
                file = await message.document.get_file()
                data = bytes(await file.download_as_bytearray())
                return summary([await receiver.take_file(message.document.file_name or "document", data)])
            return summary([await receiver.take_address(link) for link in links_in(message)])
        except TelegramError as error:
            note(Outcome.FAILED)
            _LOGGER.warning("A document could not be fetched: %s", reason(error))
            return say("Telegram did not give me the file; please send it again.")
        except AideMemoireError as error:
            note(Outcome.NONE)
            return html.escape(str(error), quote=False)
        except Exception:
            note(Outcome.FAILED)
            _LOGGER.exception("What an administrator handed in failed")
            return say("Something went wrong on my side, and it is noted; nothing was taken in.")


def links_in(message: Message) -> list[str]:
    """Return the links a message consists of, a few at most; none when it holds other words as well."""
    words = (message.text or "").split()
    if not all(_LINK.fullmatch(word) for word in words):
        return []
    return list(dict.fromkeys(words))[:_MOST_LINKS]


def summary(understood: Sequence[Understood]) -> str:
    """Return what was understood, as HTML: the titles of articles by what became of them."""
    rows: list[str] = []
    rows += _block(say("New"), [one for each in understood for one in each.new])
    rows += _block(say("Changed"), [one for each in understood for one in each.changed])
    rows += _block(say("Known already"), [one for each in understood for one in each.unchanged])
    rows += _block(say("Not taken in"), [one for each in understood for one in each.failed])
    return "\n".join(rows) or say("There was nothing to read in it.")


def _block(title: str, lines: Sequence[str]) -> list[str]:
    if not lines:
        return []
    shown = [f"• {html.escape(_cut(line), quote=False)}" for line in lines[:_MOST_TITLES]]
    left = len(lines) - _MOST_TITLES
    more = [say_count("[and {count} more]", "[and {count} more]", left)] if left > 0 else []
    return [f"<b>{title}: {len(lines)}</b>", *shown, *more]


def _cut(line: str) -> str:
    line = " ".join(line.split())
    return line if len(line) <= _LONGEST_LINE else line[: _LONGEST_LINE - 2] + " …"
