"""The Watch button under an answer: the same as `/watch` with what the answer is about."""

from __future__ import annotations

from telegram import CallbackQuery

from bot.chat.answering.presses import LONGEST_TOLD, PressHandler, PressOutcome
from bot.chat.chats.access import NOT_YOURS_TO_CHOOSE, administers_chat
from bot.chat.chats.chat_language import Languages
from bot.chat.receiving.addressing import place_of
from bot.errors import SubscriptionRefused
from bot.languages.saying import say
from bot.services.telling.subscription_rules import Subscriptions


def watch_button(subscriptions: Subscriptions, languages: Languages) -> PressHandler:
    """Return what takes a press of Watch; the words given with it are those to be watched."""

    async def watch(query: CallbackQuery, words: str) -> PressOutcome:
        message = query.message
        if message is None or not await administers_chat(query.get_bot(), query):
            return PressOutcome(say(NOT_YOURS_TO_CHOOSE))
        try:
            made = await subscriptions.watch(place_of(message), words, query.from_user.id)
        except SubscriptionRefused as refused:
            return PressOutcome(str(refused)[:LONGEST_TOLD])
        await languages.settle(message.chat.id)
        words = made.subscription.words[:80]
        if made.already:
            return PressOutcome(say("“{words}” is watched here already; /watches lists all.", words=words))
        return PressOutcome(
            say("Watching “{words}”: when something new is written, I tell it here.", words=words)
        )

    return watch
