"""`/export` and the PDF button: an answer as a document, in reply to the message that asked."""

from __future__ import annotations

import asyncio
import html
import logging
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

from telegram import Message
from telegram.constants import ChatAction

from bot.chat.manners import Manners
from bot.chat.memory import Chats
from bot.chat.screens import Answerer
from bot.chat.sending import File, Post
from bot.dialogue import COMMANDS, parse
from bot.languages.saying import marked, say, speaking, spoken_language
from bot.models import Briefing, Kind, Request, Screen

_LOGGER = logging.getLogger(__name__)
_HOW = marked(
    "Tell me the form and what to put into it, like this: <code>/export pdf /person Rosenblum</code>."
)
_FORMS = marked("The forms are pdf, docx and md.")
# Pixels. Telegram shows a photo at most 1280 high: one this tall keeps two pixels for each point of its text,
# as phones have them; a taller one is sent as a file, which nobody shrinks.
_TALLEST_PHOTO = 1920
_NOT_EXPORTED = {Kind.CHAT, Kind.CURATION, Kind.FEEDS, Kind.HELP, Kind.START, Kind.ERROR}

Renderer = Callable[[Briefing, date], bytes]
"""Makes a document of an answer, with the day to print on it."""


def _markdown(briefing: Briefing, _: date) -> bytes:
    from bot.views.markdown import render

    return render(briefing).encode()


def _pdf(briefing: Briefing, printed: date) -> bytes:
    from bot.views.pdf import render

    return render(briefing, printed=printed)


def _docx(briefing: Briefing, printed: date) -> bytes:
    from bot.views.docx_document import render

    return render(briefing, printed=printed)


def _picture(briefing: Briefing) -> bytes:
    from bot.views.picture import events_of, timeline

    return timeline(
        events_of(briefing),
        title=briefing.title,
        subtitle=briefing.subtitle or "",
        sources=briefing.sources,
        corpus=briefing.corpus,
    )


def _height(png: bytes) -> int:
    """Return the height of a picture in pixels, which its first chunk holds (PNG specification, 11.2.1)."""
    return int.from_bytes(png[20:24], "big")


RENDERERS: Mapping[str, Renderer] = {"pdf": _pdf, "docx": _docx, "md": _markdown}
"""The forms, by the word that asks for them; each loads what it needs when it is first asked for."""


class DocumentDesk:
    """Sends answers as documents."""

    def __init__(
        self,
        answerer: Answerer,
        post: Post,
        chats: Chats,
        manners: Manners,
        renderers: Mapping[str, Renderer] = RENDERERS,
    ) -> None:
        self._answerer = answerer
        self._post = post
        self._chats = chats
        self._manners = manners
        self._renderers = renderers

    async def requested(self, message: Message, words: str) -> tuple[Request, str] | None:
        """Return the request and the form that `/export` asks for; None when the chat was told how to ask."""
        form, _, rest = words.partition(" ")
        form, rest = form.lower().lstrip("."), rest.strip()
        if form not in self._renderers:
            await self._post.reply(message, f"{say(_HOW)} {say(_FORMS)}")
            return None
        request = parse(_as_command(rest), language=spoken_language()) if rest else None
        if request is None or request.kind in _NOT_EXPORTED or not (request.words or rest.startswith("/")):
            await self._post.reply(message, say(_HOW))
            return None
        return request, form

    async def send(self, asked: Message, screen: Screen) -> None:
        """Send the answer of a screen as a PDF, in reply to its message."""
        with speaking(screen.request.language):
            await self.send_answer(asked, await self._answerer.answer(screen.request), "pdf")

    async def send_picture(self, asked: Message, screen: Screen) -> None:
        """Send the dated lines of a screen's answer as a picture, in reply to its message."""
        from bot.views.document import file_name

        with speaking(screen.request.language):
            briefing = await self._answerer.answer(screen.request)
            async with self._post.typing(asked, ChatAction.UPLOAD_PHOTO):
                data = await self._made(asked, "png", partial(_picture, briefing))
            if data is None:
                return
            picture = File(file_name(briefing, "png", printed=await self._today(asked.chat.id)), data)
            caption = html.escape(briefing.title[:200], quote=False)
            if _height(data) <= _TALLEST_PHOTO:
                await self._post.send_photo(asked, picture, caption)
            else:
                await self._post.send_file(asked, picture, caption)

    async def send_answer(self, asked: Message, briefing: Briefing, form: str) -> bool:
        """Send an answer that was found as a document, in reply to a message; say whether that was done."""
        from bot.views.document import file_name

        today = await self._today(asked.chat.id)
        async with self._post.typing(asked, ChatAction.UPLOAD_DOCUMENT):
            data = await self._made(asked, form, partial(self._renderers[form], briefing, today))
        if data is None:
            return False
        file = File(file_name(briefing, form, printed=today), data)
        caption = html.escape(briefing.title[:200], quote=False)
        return await self._post.send_file(asked, file, caption) is not None

    async def _made(self, asked: Message, form: str, make: Callable[[], bytes]) -> bytes | None:
        """Return a document, or None when it could not be made, which the chat was told."""
        try:
            return await asyncio.to_thread(make)
        except Exception:
            _LOGGER.exception("Chat %s: no %s could be made", asked.chat.id, form)
            await self._post.reply(asked, say("The document could not be made, and it is noted."))
            return None

    async def _today(self, chat: int) -> date:
        record = await self._chats.record(chat)
        return self._manners.now().astimezone(ZoneInfo(record.timezone or self._manners.timezone)).date()


def is_document(briefing: Briefing) -> bool:
    """Say whether an answer is worth a document: one that was found."""
    return briefing.shows_lines


def _as_command(words: str) -> str:
    """Return words as a message: those that begin with a command's name may lack its slash."""
    name = words.partition(" ")[0].lower()
    known = {command.name for command in COMMANDS if command.kind not in _NOT_EXPORTED}
    return f"/{words}" if name in known else words
