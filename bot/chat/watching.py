"""The Watch button under an answer: the same as `/watch` with what the answer is about."""

from __future__ import annotations

from telegram import CallbackQuery

from bot.chat.access import NOT_YOURS_TO_CHOOSE, administers_chat
from bot.chat.addressing import place_of
from bot.chat.languages import Languages
from bot.chat.presses import LONGEST_TOLD, Outcome, PressHandler
from bot.errors import SubscriptionRefused
from bot.languages.saying import say
from bot.services.subscriptions import Subscriptions


def watch_button(subscriptions: Subscriptions, languages: Languages) -> PressHandler:
    """Return what takes a press of Watch; the words given with it are those to be watched."""

    async def watch(query: CallbackQuery, words: str) -> Outcome:
        message = query.message
        if message is None or not await administers_chat(query.get_bot(), query):
            return Outcome(say(NOT_YOURS_TO_CHOOSE))
        try:
            made = await subscriptions.watch(place_of(message), words, query.from_user.id)
        except SubscriptionRefused as refused:
            return Outcome(str(refused)[:LONGEST_TOLD])
        await languages.settle(message.chat.id)
        words = made.subscription.words[:80]
        if made.already:
            return Outcome(say("“{words}” is watched here already; /watches lists all.", words=words))
        return Outcome(say("Watching “{words}”: when something new is written, I tell it here.", words=words))

    return watch
