"""What is read on from under a message that came by itself: the rest of it, and the paragraph around a line.

The message is changed in place, and Back shows it as it was sent. In a channel its administrators may alone.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial

from telegram import CallbackQuery, Message

from bot.chat.answering.exports import DocumentDesk
from bot.chat.answering.pages import context_page, item_article
from bot.chat.answering.showing import Answerer
from bot.chat.chats.access import NOT_YOURS_TO_CHOOSE, administers_chat
from bot.chat.chats.manners import Manners
from bot.chat.delivering.sending import Post
from bot.chat.presses import PressOutcome
from bot.chat.subscribing.buttons_under import keyboard_of
from bot.dialogue import Export
from bot.languages.saying import marked, say, spoken_language
from bot.services.telling.alert_buttons import (
    READING,
    alert_buttons,
    ids_in,
    reading_buttons,
    schedule_buttons,
    schedules_in,
)
from bot.services.telling.subscription_rules import Subscriptions
from bot.views.telegram_html import first_left_out, render, render_part
from bot.words.answers import Briefing, Kind, Request
from bot.words.deliveries import Button, Delivery, SubscriptionKind

PREFIX = READING
GONE = marked("This message is too old to read on from; ask me again.")
_DATA = re.compile(rf"{PREFIX}:([cmbp]):([0-9]{{1,4}})", re.ASCII)

ShownIn = Callable[[int, int], Awaitable[Delivery | None]]
"""Told a chat and a message, says which delivery it shows, with its answer as its sources bear it out now."""


class ReadingDesk:
    """Takes the presses of More, Context, PDF and Back under alerts and scheduled briefings."""

    def __init__(
        self,
        shown_in: ShownIn,
        answerer: Answerer,
        subscriptions: Subscriptions,
        post: Post,
        manners: Manners,
        documents: DocumentDesk,
    ) -> None:
        self._documents = documents
        self._shown_in = shown_in
        self._answerer = answerer
        self._subscriptions = subscriptions
        self._post = post
        self._manners = manners

    async def press(self, query: CallbackQuery, data: str) -> PressOutcome:
        """Do what a button says."""
        found, message = _DATA.fullmatch(data), query.message
        if found is None or message is None:
            return PressOutcome(say(GONE))
        if message.chat.type == message.chat.CHANNEL and not await administers_chat(query.get_bot(), query):
            return PressOutcome(say(NOT_YOURS_TO_CHOOSE))
        chat, number = message.chat.id, int(found[2])
        delivery = await self._shown_in(chat, message.message_id)
        if delivery is None or delivery.answer is None:
            return PressOutcome(say(GONE))
        answer, bot = delivery.answer, query.get_bot().username
        if found[1] == "p":
            if not isinstance(message, Message) or not message.is_accessible:
                return PressOutcome(say(GONE))
            send = partial(
                self._documents.send_answer, message, answer, Export("pdf", note=False, request=None)
            )
            return self._documents.once.press(
                message, f"PDF {message.message_id}", say("The document is on its way."), send
            )
        if found[1] == "b":
            shown, rows = render(answer, bot), [*reading_buttons(answer, first_left_out(answer, bot))]
            rows += await self._of_subscriptions(delivery)
        else:
            page = _rest(answer, number, bot) if found[1] == "m" else await self._around(answer, number)
            if page is None:
                return PressOutcome(say(GONE))
            shown, turning = page
            rows = [*([turning] if turning else []), [Button(say("Back"), f"{PREFIX}:b:0")]]
        return PressOutcome(act=partial(self._post.edit, chat, message.message_id, shown, keyboard_of(rows)))

    async def buttons(self, query: CallbackQuery) -> list[list[Button]]:
        """Return the buttons that the message of a press is read on from with."""
        message = query.message
        delivery = await self._shown_in(message.chat.id, message.message_id) if message else None
        if delivery is None or delivery.answer is None:
            return []
        return reading_buttons(delivery.answer, first_left_out(delivery.answer, query.get_bot().username))

    async def _of_subscriptions(self, delivery: Delivery) -> list[list[Button]]:
        """Return the buttons of the watches or schedules of a message that there still are."""
        buttons = [button.data for row in delivery.buttons for button in row]
        ids = next((one for data in buttons if (one := ids_in(data)) is not None), "")
        ended = {id_ for data in buttons for id_ in schedules_in(data)}
        chat = delivery.place.chat
        watches = await self._subscriptions.of_chat(chat, SubscriptionKind.WATCH)
        schedules = await self._subscriptions.of_chat(chat, SubscriptionKind.SCHEDULE)
        mine = [one for one in watches if ids == "all" or str(one.id) in ids.split(",")]
        return [
            *alert_buttons(mine, self._manners.now()),
            *schedule_buttons([one for one in schedules if one.id in ended]),
        ]

    async def _around(self, answer: Briefing, number: int) -> tuple[str, list[Button]] | None:
        """Return the paragraph around a line and the buttons to its neighbours, None when it is gone."""
        id_ = item_article(answer, number)
        if id_ is None or id_ not in self._answerer.library.cards:
            return None
        article = await self._answerer.answer(Request(Kind.ARTICLE, id_, spoken_language()))
        last = sum(len(section.items) for section in answer.sections) - 1
        turning = [Button(say("Previous"), f"{PREFIX}:c:{number - 1}")] if number else []
        turning += [Button(say("Next"), f"{PREFIX}:c:{number + 1}")] if number < last else []
        return context_page(answer, number, article).html, turning


def _rest(answer: Briefing, first: int, bot: str) -> tuple[str, list[Button]] | None:
    """Return the lines of an answer from its line `first` on, None when there is none."""
    part = render_part(replace(answer, message=None), first, more=say("press More"), bot=bot)
    if first >= part.total:
        return None
    left = part.first < part.after < part.total
    return part.html, [Button(say("More"), f"{PREFIX}:m:{part.after}")] if left else []
