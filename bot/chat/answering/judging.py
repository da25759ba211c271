"""What somebody who finds an answer wrong finds wrong with it: asked with buttons, and counted.

Where the answer's own buttons were pressed they give way to the question and come back after it; where it was
said in words, the question stands under the thanks for that.
"""

from __future__ import annotations

import re
from functools import partial

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, MaybeInaccessibleMessage

from bot.chat.answering.keyboards import ButtonView, Pressed, pressed_data, with_sign
from bot.chat.answering.showing import Screens
from bot.chat.delivering.sending import Post
from bot.chat.journal import UpdateOutcome as Happened
from bot.chat.journal import note
from bot.chat.memory import Chats, excerpts_of
from bot.chat.presses import Act, PressOutcome
from bot.languages.saying import marked, say, speaking
from bot.words.chats import Fault, Screen

PREFIX = "f"
GONE = marked("The answer this was about is not there any more.")
NAMES = {
    Fault.PERSON: marked("Wrong person"),
    Fault.SPEAKER: marked("Wrong speaker"),
    Fault.DATE: marked("Wrong date"),
    Fault.OFF_TOPIC: marked("Off topic"),
}
_UNDER_ANSWER, _UNDER_THANKS = "a", "r"
_DATA = re.compile(rf"{PREFIX}:([{_UNDER_ANSWER}{_UNDER_THANKS}]):([A-Za-z0-9_-]{{12}}):([0-9])", re.ASCII)


def asked_under_answer(key: str) -> InlineKeyboardMarkup:
    """Return the buttons that ask what is wrong, in place of those of the answer with this screen."""
    back = InlineKeyboardButton(say("Back"), callback_data=pressed_data(Pressed(key, ButtonView.ANSWER, 0)))
    return InlineKeyboardMarkup([*_rows(key, _UNDER_ANSWER), [back]])


def asked_under_thanks(key: str) -> InlineKeyboardMarkup:
    """Return the buttons that ask what is wrong with an answer, under a message of their own."""
    return InlineKeyboardMarkup(_rows(key, _UNDER_THANKS))


def _rows(key: str, where: str) -> list[list[InlineKeyboardButton]]:
    buttons = [
        InlineKeyboardButton(say(name), callback_data=f"{PREFIX}:{where}:{key}:{number}")
        for number, name in enumerate(NAMES.values())
    ]
    return [buttons[:2], buttons[2:]]


class FaultDesk:
    """Takes what is said to be wrong."""

    def __init__(self, screens: Screens, chats: Chats, post: Post) -> None:
        self._screens = screens
        self._chats = chats
        self._post = post

    async def press(self, query: CallbackQuery, data: str) -> PressOutcome:
        """Note what is wrong with an answer, and let its buttons come back."""
        found, message = _DATA.fullmatch(data), query.message
        if found is None or message is None or int(found[3]) >= len(NAMES):
            note(Happened.INVALID)
            return PressOutcome(say(GONE))
        where, key, number = found[1], found[2], int(found[3])
        fault = list(NAMES)[number]
        screen = None
        if where == _UNDER_ANSWER:
            pressed = Pressed(key, ButtonView.WRONG, 0)
            screen = await self._screens.find(pressed, message.chat.id, message.message_id)
            if screen is None:
                note(Happened.NONE)
                return PressOutcome(say(GONE))
        if not await self._screens.judge_by_key(key, query.from_user.id, useful=False, fault=fault):
            note(Happened.NONE)
            return PressOutcome(say(GONE))
        told = say("Noted: {fault}. Thank you.", fault=say(NAMES[fault]).lower())
        if screen is not None:
            return PressOutcome(told, await self._original(message, screen), "buttons")
        return PressOutcome(act=partial(self._post.edit, message.chat.id, message.message_id, told, None))

    async def _original(self, message: MaybeInaccessibleMessage, screen: Screen) -> Act:
        pressed = Pressed(screen.key, ButtonView.ANSWER, 0)
        record = await self._chats.record(screen.chat)
        with speaking(screen.request.language):
            shown = await self._screens.turned(screen, pressed, excerpts_of(record))
        keyboard = shown.keyboard
        if keyboard is not None and message.chat.type == message.chat.PRIVATE:
            keyboard = with_sign(keyboard, pressed_data(Pressed(screen.key, ButtonView.WRONG, 0)))
        return partial(self._post.edit, screen.chat, message.message_id, shown.html, keyboard)
