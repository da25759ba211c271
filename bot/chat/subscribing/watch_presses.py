"""The Watch button under an answer: the same as `/watch` with what the answer is about.

Once pressed it says that this is watched, and pressed again it ends that.
"""

from __future__ import annotations

from functools import partial

from telegram import CallbackQuery, Message

from bot.chat.addressing import place_of
from bot.chat.answering.keyboards import is_signed, label_of, relabelled, signed
from bot.chat.chats.access import NOT_YOURS_TO_CHOOSE, administers_chat
from bot.chat.chats.chat_language import Languages
from bot.chat.delivering.sending import Post
from bot.chat.presses import LONGEST_TOLD, Act, PressHandler, PressOutcome
from bot.errors import SubscriptionRefused
from bot.languages.saying import say
from bot.services.telling.subscription_rules import Subscriptions
from bot.words.deliveries import SubscriptionKind


def watch_button(subscriptions: Subscriptions, languages: Languages, post: Post) -> PressHandler:
    """Return what takes a press of Watch; the words given with it are those to be watched."""

    async def watch(query: CallbackQuery, words: str) -> PressOutcome:
        message = query.message
        if message is None or not await administers_chat(query.get_bot(), query):
            return PressOutcome(say(NOT_YOURS_TO_CHOOSE))
        place, data = place_of(message), query.data or ""
        keyboard = message.reply_markup if isinstance(message, Message) else None

        def labelled(words: str) -> Act | None:
            if keyboard is None:
                return None
            now = relabelled(keyboard, data, words)
            return partial(post.edit_keyboard, message.chat.id, message.message_id, now)

        try:
            made = await subscriptions.watch(place, words, query.from_user.id)
        except SubscriptionRefused as refused:
            return PressOutcome(str(refused)[:LONGEST_TOLD])
        named = made.subscription.words[:80]
        if made.already and keyboard is not None and is_signed(label_of(keyboard, data)):
            await subscriptions.drop(place.chat, [made.subscription.id], SubscriptionKind.WATCH)
            told = say("No longer watched: {names}.", names=named)
            return PressOutcome(told, labelled(say("Watch")), "buttons")
        await languages.settle(message.chat.id)
        show = labelled(signed(say("Watching")))
        if made.already:
            told = say("“{words}” is watched here already; /watches lists all.", words=named)
            return PressOutcome(told, show, "buttons")
        told = say("Watching “{words}”: when something new is written, I tell it here.", words=named)
        return PressOutcome(told, show, "buttons")

    return watch
