"""An answer as one message without buttons: for a chat that did not ask, or that the bot is no member of."""

from __future__ import annotations

import hashlib

from telegram import InlineQueryResultArticle, InputTextMessageContent
from telegram.constants import ParseMode

from bot.chat.answering.keyboards import label
from bot.chat.delivering.sending import NO_PREVIEW
from bot.languages.saying import say
from bot.views.telegram_html import PHONE_SCREEN, render_part
from bot.words.answers import Briefing

_ROOM = 3000  # UTF-16 units of a message sent into a chat where nobody asked for it


def one_screen(answer: Briefing, bot_name: str) -> str:
    """Return the HTML of an answer's first screen; what it has no room for, the bot of that name has."""
    more = say("ask @{bot} for them", bot=bot_name)
    return render_part(answer, room=_ROOM, lines=PHONE_SCREEN, more=more, bot=bot_name).html


def ready_to_send(
    sign: str, title: str, html: str, description: str | None = None
) -> InlineQueryResultArticle:
    """Return a message that Telegram sends for somebody.

    Args:
        sign: tells it from others.
        title: what is offered, at least one character of it.
        html: what is sent.
        description: what stands below the title.
    """
    content = InputTextMessageContent(html, parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW)
    id_ = hashlib.sha256(sign.encode(errors="replace")).hexdigest()[:32]
    return InlineQueryResultArticle(id_, label(title), content, description=description)
