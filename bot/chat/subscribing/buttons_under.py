"""The buttons under a message that came by itself: put there anew, read, and what they name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.briefing.arriving.whatsnew import in_words
from bot.chat.answering.keyboards import label
from bot.chat.delivering.sending import Post
from bot.chat.presses import Act
from bot.languages.saying import say
from bot.views.shortening import clipped
from bot.words.deliveries import Button, Subscription

_LONGEST_NAMED = 60  # characters of the words of a watch or a schedule


def named(one: Subscription) -> str:
    """Return the words of a watch or a schedule, in quotation marks."""
    return say("“{words}”", words=in_words(clipped(one.words, _LONGEST_NAMED), one.narrowed))


def showing(post: Post, query: CallbackQuery, rows: Sequence[Sequence[Button]]) -> Act | None:
    """Return what puts buttons under the message of a press, None where it can be changed no longer."""
    message = query.message
    if not isinstance(message, Message) or not message.is_accessible:
        return None
    return partial(post.edit_keyboard, message.chat.id, message.message_id, keyboard_of(rows))


def keyboard_of(rows: Sequence[Sequence[Button]]) -> InlineKeyboardMarkup | None:
    """Return rows of buttons as Telegram takes them, None without any."""
    shown = [[InlineKeyboardButton(label(one.label), callback_data=one.data) for one in row] for row in rows]
    return InlineKeyboardMarkup(shown) if shown else None


def data_on(query: CallbackQuery) -> list[str]:
    """Return the data of the buttons under the message of a press."""
    message = query.message
    markup = message.reply_markup if isinstance(message, Message) else None
    buttons = [button for row in markup.inline_keyboard for button in row] if markup else []
    return [button.callback_data for button in buttons if isinstance(button.callback_data, str)]
