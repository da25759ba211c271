"""The Watch button under an answer: the same as `/watch` with what the answer is about."""

from __future__ import annotations

from telegram import CallbackQuery, Message

from bot.chat.access import administers_chat
from bot.chat.presses import Outcome, PressHandler
from bot.errors import SubscriptionRefused
from bot.models import Place
from bot.services.subscriptions import Subscriptions

NOT_YOURS = "Only administrators of this group may choose what it is told."
_LONGEST_TOLD = 200  # characters Telegram shows to whoever pressed


def watch_button(subscriptions: Subscriptions) -> PressHandler:
    """Return what takes a press of Watch; the words given with it are those to be watched."""

    async def watch(query: CallbackQuery, words: str) -> Outcome:
        message = query.message
        if message is None or not await administers_chat(query.get_bot(), query):
            return Outcome(NOT_YOURS)
        topic = (
            message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None
        )
        try:
            made = await subscriptions.watch(Place(message.chat.id, topic or 0), words)
        except SubscriptionRefused as refused:
            return Outcome(str(refused)[:_LONGEST_TOLD])
        name = f"“{made.subscription.words[:80]}”"
        if made.already:
            return Outcome(f"{name} is watched here already; /watches lists all.")
        return Outcome(f"Watching {name}: when something new is written, I tell it here.")

    return watch
