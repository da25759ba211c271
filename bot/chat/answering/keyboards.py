"""The buttons under an answer, and what their data says. Pure: values in, values out.

A button's data is the key of a screen, a letter for what it shows, and a number: at most 64 bytes, whatever
was asked. What the key stands for is in the database.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup, SwitchInlineQueryChosenChat

_DATA = re.compile(r"([A-Za-z0-9_-]{12})\.([a-z])\.(\d{1,4})", re.ASCII)
_LONGEST_LABEL = 60  # characters; a phone shows fewer
_UNSHOWABLE = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class ButtonView(StrEnum):
    """What a button shows; the number after it says which of them."""

    ANSWER = "a"
    QUOTES = "q"
    TIMELINE = "t"
    SOURCES = "s"
    CONTEXT = "c"
    ARTICLE = "r"
    CHOICE = "k"
    PDF = "d"
    PICTURE = "i"
    CALENDAR = "y"
    TOPICS = "o"
    TOPIC = "p"
    NEWEST = "e"
    WATCH = "n"
    PREVIOUS = "b"
    NEXT = "f"
    PEOPLE = "h"
    USEFUL = "u"
    WRONG = "w"
    SEND = "j"


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button's data, read: a well formed one, which says nothing about whether there is such a screen."""

    key: str
    view: ButtonView
    number: int


@dataclass(frozen=True, slots=True)
class ScreenButton:
    """A button before it has the key of a screen; `key` is set where it leads to another screen.

    `copies` are the words a button puts into the clipboard, `opens` is an address it leads to, `sends` are
    words put to the bot in a chat one chooses then, whatever its view: nothing is sent back.
    """

    label: str
    view: ButtonView
    number: int = 0
    key: str | None = None
    copies: str | None = None
    opens: str | None = None
    sends: str | None = None


_SIGN = "✓ "
_OPINIONS = {ButtonView.USEFUL, ButtonView.WRONG}

Rows = Sequence[Sequence[ScreenButton]]


def read_data(data: str) -> Pressed | None:
    """Return what a button's data says, None when it is not of our making."""
    found = _DATA.fullmatch(data)
    if found is None or found[2] not in set(ButtonView):
        return None
    return Pressed(found[1], ButtonView(found[2]), int(found[3]))


def pressed_data(pressed: Pressed) -> str:
    """Return the data of the button that a press is of."""
    return f"{pressed.key}.{pressed.view}.{pressed.number}"


def with_sign(keyboard: InlineKeyboardMarkup, data: str) -> InlineKeyboardMarkup:
    """Return a keyboard on which the opinion with some data is signed as pressed, and no other."""

    def words(button: InlineKeyboardButton) -> str:
        if button.callback_data == data:
            return signed(button.text)
        pressed = read_data(str(button.callback_data or ""))
        is_opinion = pressed is not None and pressed.view in _OPINIONS
        return button.text.removeprefix(_SIGN) if is_opinion else button.text

    return _with_labels(keyboard, words)


def relabelled(keyboard: InlineKeyboardMarkup, data: str, words: str) -> InlineKeyboardMarkup:
    """Return a keyboard on which the button with some data has other words."""
    return _with_labels(keyboard, lambda button: words if button.callback_data == data else button.text)


def label_of(keyboard: InlineKeyboardMarkup, data: str) -> str:
    """Return the words on the button with some data, "" without one."""
    buttons = (button for row in keyboard.inline_keyboard for button in row)
    return next((button.text for button in buttons if button.callback_data == data), "")


def signed(words: str) -> str:
    """Return the words of a button that was pressed."""
    return f"{_SIGN}{words.removeprefix(_SIGN)}"


def is_signed(words: str) -> bool:
    """Say whether the words are those of a button that was pressed."""
    return words.startswith(_SIGN)


def _with_labels(
    keyboard: InlineKeyboardMarkup, words: Callable[[InlineKeyboardButton], str]
) -> InlineKeyboardMarkup:
    def labelled(button: InlineKeyboardButton) -> InlineKeyboardButton:
        now = words(button)
        return button if now == button.text else InlineKeyboardButton(now, callback_data=button.callback_data)

    return InlineKeyboardMarkup([[labelled(button) for button in row] for row in keyboard.inline_keyboard])


def markup(rows: Rows, key: str) -> InlineKeyboardMarkup | None:
    """Return the buttons for Telegram, those without a key of their own under `key`; None without any."""
    shown = [[_button(one, key) for one in row] for row in rows if row]
    return InlineKeyboardMarkup(shown) if shown else None


def _button(button: ScreenButton, key: str) -> InlineKeyboardButton:
    if button.copies is not None:
        return InlineKeyboardButton(label(button.label), copy_text=CopyTextButton(button.copies))
    if button.opens is not None:
        return InlineKeyboardButton(label(button.label), url=button.opens)
    if button.sends is not None:
        chosen = SwitchInlineQueryChosenChat(
            button.sends, allow_user_chats=True, allow_group_chats=True, allow_channel_chats=True
        )
        return InlineKeyboardButton(label(button.label), switch_inline_query_chosen_chat=chosen)
    data = pressed_data(Pressed(button.key or key, button.view, button.number))
    return InlineKeyboardButton(label(button.label), callback_data=data)


def label(words: str) -> str:
    """Return words as Telegram takes them for a button: one line, never empty, not too long."""
    shown = " ".join(_UNSHOWABLE.sub(" ", words).split())
    if len(shown) > _LONGEST_LABEL:
        shown = shown[: _LONGEST_LABEL - 1].rstrip() + "…"
    return shown or "…"
