"""The Watch button under an answer: the same as `/watch` with what the answer is about."""

from __future__ import annotations

from telegram import CallbackQuery, Message

from bot.chat.access import administers_chat
from bot.chat.languages import Languages
from bot.chat.presses import Outcome, PressHandler
from bot.errors import SubscriptionRefused
from bot.languages.saying import marked, say
from bot.models import Place
from bot.services.subscriptions import Subscriptions

NOT_YOURS = marked("Only administrators of this chat may choose what it is told.")
_LONGEST_TOLD = 200  # characters Telegram shows to whoever pressed


def watch_button(subscriptions: Subscriptions, languages: Languages) -> PressHandler:
    """Return what takes a press of Watch; the words given with it are those to be watched."""

    async def watch(query: CallbackQuery, words: str) -> Outcome:
        message = query.message
        if message is None or not await administers_chat(query.get_bot(), query):
            return Outcome(say(NOT_YOURS))
        topic = (
            message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None
        )
        try:
            place = Place(message.chat.id, topic or 0)
            made = await subscriptions.watch(place, words, query.from_user.id)
        except SubscriptionRefused as refused:
            return Outcome(str(refused)[:_LONGEST_TOLD])
        await languages.settle(message.chat.id)
        words = made.subscription.words[:80]
        if made.already:
            return Outcome(say("“{words}” is watched here already; /watches lists all.", words=words))
        return Outcome(say("Watching “{words}”: when something new is written, I tell it here.", words=words))

    return watch
