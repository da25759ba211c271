"""`/export` and the buttons PDF and Calendar: an answer as a document, in reply to what asked."""

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

from bot.chat.answering.sent_once import SentOnce
from bot.chat.answering.showing import Answerer
from bot.chat.chats.manners import Manners
from bot.chat.delivering.sending import File, Post
from bot.chat.memory import Chats
from bot.dialogue import Export, export_asked
from bot.errors import AideMemoireError
from bot.languages.saying import marked, say, speaking, spoken_language
from bot.views.filing.forms import RENDERERS, FilingForm, Renderer, is_empty, nothing_for
from bot.views.filing.handling import is_protected
from bot.words.answers import Briefing
from bot.words.chats import Screen

_LOGGER = logging.getLogger(__name__)
_HOW = marked(
    "Tell me the form and what to put into it, like this: <code>/export pdf /person Rosenblum</code>."
)
_FORMS = marked(
    "The forms are pdf, docx and md, each also as a note (<code>/export docx note /person Rosenblum</code>), "
    "ics (a calendar) and csv (a table)."
)
# Pixels. Telegram shows a photo at most 1280 high: one this tall keeps two pixels for each point of its text,
# as phones have them; a taller one is sent as a file, which nobody shrinks.
_TALLEST_PHOTO = 1920


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


class DocumentDesk:
    """Sends answers as documents."""

    def __init__(
        self,
        answerer: Answerer,
        post: Post,
        chats: Chats,
        manners: Manners,
        renderers: Mapping[str, Renderer] = RENDERERS,
        template: bytes | None = None,
    ) -> None:
        """Bring together what documents need; `template` is the office's own Word template for notes."""
        self._template = template
        self._answerer = answerer
        self._post = post
        self._chats = chats
        self._manners = manners
        self._renderers = renderers
        self.once = SentOnce(manners.clock)

    async def requested(self, message: Message, words: str) -> Export | None:
        """Return what `/export` asks for; None when the chat was told how to ask."""
        asked = export_asked(words, spoken_language(), self._renderers)
        if asked is None:
            await self._post.reply(message, f"{say(_HOW)} {say(_FORMS)}")
        elif asked.request is None:
            await self._post.reply(message, say(_HOW))
        else:
            return asked
        return None

    async def send(self, asked: Message, screen: Screen, form: str = "pdf") -> bool:
        """Send the answer of a screen as a PDF or in another form, in reply; say whether that was done."""
        with speaking(screen.request.language):
            briefing = await self._answerer.answer(screen.request)
            return await self.send_answer(asked, briefing, Export(form, note=False, request=screen.request))

    async def send_picture(self, asked: Message, screen: Screen) -> bool:
        """Send the dated lines of a screen's answer as a picture, in reply; say whether that was done."""
        from bot.views.document import file_name

        with speaking(screen.request.language):
            briefing = await self._answerer.answer(screen.request)
            async with self._post.typing(asked, ChatAction.UPLOAD_PHOTO):
                data = await self._made(asked, "png", partial(_picture, briefing))
            if data is None:
                return False
            name = file_name(briefing, "png", printed=await self._today(asked.chat.id))
            picture = File(name, data, is_protected(await self._mark(asked.chat.id)))
            caption = html.escape(briefing.title[:200], quote=False)
            if _height(data) <= _TALLEST_PHOTO:
                return await self._post.send_photo(asked, picture, caption) is not None
            return await self._post.send_file(asked, picture, caption) is not None

    async def send_answer(self, asked: Message, briefing: Briefing, export: Export) -> bool:
        """Send an answer that was found as a document, in reply to a message; say whether that was done."""
        from bot.views.document import file_name

        if is_empty(briefing, export.form):
            await self._post.reply(asked, nothing_for(export.form))
            return False
        today, mark = await self._today(asked.chat.id), await self._mark(asked.chat.id)
        bot = asked.get_bot().username
        filing = FilingForm(today, note=export.note, mark=mark, template=self._template, bot=bot)
        async with self._post.typing(asked, ChatAction.UPLOAD_DOCUMENT):
            made = partial(self._renderers[export.form], briefing, filing)
            data = await self._made(asked, export.form, made)
        if data is None:
            return False
        name = file_name(briefing, export.form, printed=today, note=export.note)
        title = briefing.title[:200]
        caption = html.escape(f"{mark} · {title}" if mark else title, quote=False)
        file = File(name, data, is_protected(mark))
        return await self._post.send_file(asked, file, caption) is not None

    async def _made(self, asked: Message, form: str, make: Callable[[], bytes]) -> bytes | None:
        """Return a document, or None when it could not be made, which the chat was told."""
        try:
            return await asyncio.to_thread(make)
        except AideMemoireError as error:
            _LOGGER.warning("Chat %s: no %s could be made: %s", asked.chat.id, form, error)
            await self._post.reply(asked, html.escape(str(error), quote=False))
            return None
        except Exception:
            _LOGGER.exception("Chat %s: no %s could be made", asked.chat.id, form)
            await self._post.reply(asked, say("The document could not be made, and it is noted."))
            return None

    async def _mark(self, chat: int) -> str:
        return (await self._chats.record(chat)).handling or ""

    async def _today(self, chat: int) -> date:
        record = await self._chats.record(chat)
        return self._manners.now().astimezone(ZoneInfo(record.timezone or self._manners.timezone)).date()


def is_document(briefing: Briefing) -> bool:
    """Say whether an answer is worth a document: one that was found."""
    return briefing.shows_lines
