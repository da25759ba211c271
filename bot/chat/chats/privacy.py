"""`/privacy` says what is stored of a chat, `/forget` deletes it once that was confirmed."""

from __future__ import annotations

from functools import partial

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.chat.chats.access import administers_chat
from bot.chat.chats.menus import withdraw_menu_of
from bot.chat.chats.spoken import Spoken
from bot.chat.delivering.sending import Post
from bot.chat.memory import Chats
from bot.chat.presses import PressOutcome
from bot.languages.saying import marked, say, say_count
from bot.services.telling.subscription_rules import Subscriptions
from bot.words.deliveries import SubscriptionKind

PREFIX = "forget"

STORED = marked(
    "<b>What I store</b>\n"
    "• the number of this chat, and what it chose with /settings\n"
    "• its watches and schedules, the number of who asked for them, and what it was told of them: 31 days\n"
    "• up to where it was briefed with /brief\n"
    "• messages to me until I have answered them, or could not: a day at most\n"
    "• how many messages somebody sent me within a minute, by number, to keep to a limit: a day at most\n"
    "• files that administrators hand in: 31 days; the articles in them stay in the corpus\n"
    "• what was asked here, without who asked, for the buttons under my answers: 31 days\n"
    "• that an answer was found useful or wrong, and by whom: as long as that answer's buttons\n"
    "• whether I introduced myself here, and whether I may write here\n"
    "• in memory only: what was just spoken of, to understand “and on sanctions?”: 30 minutes\n\n"
    "Who put right who is who stays on record with the correction, by number: "
    "the bot's administrators alone can.\n"
    "Names and other messages are not stored, and what people ask is not logged; "
    "my log holds the numbers of chats.\n"
    "/forget deletes all of it but that record and the log."
)
FORGOTTEN = marked(
    "Everything I had stored of this chat is deleted; buttons under earlier answers no longer work."
)
NOT_YOURS = marked("Only administrators of this group may delete what I store of it.")


_KEPT = marked("Nothing was deleted.")


class PrivacyDesk:
    """Says what is stored and what comes unasked, and deletes it.

    A button's data is `forget:yes` or `forget:no`.
    """

    def __init__(
        self, chats: Chats, post: Post, spoken: Spoken, subscriptions: Subscriptions | None = None
    ) -> None:
        """Bring together what is needed; without `subscriptions` nobody is told anything unasked."""
        self._chats = chats
        self._post = post
        self._spoken = spoken
        self._subscriptions = subscriptions

    async def tell(self, message: Message, _words: str) -> None:
        """Answer `/privacy`."""
        await self._post.reply(message, say(STORED))

    async def forget(self, message: Message, _words: str) -> None:
        """Answer `/forget` with what would go and a question: in a group for its administrators alone."""
        if not await administers_chat(message.get_bot(), message):
            await self._post.reply(message, say(NOT_YOURS))
            return
        rows = [say("<b>Delete what I store of this chat?</b>"), await self._what_comes(message.chat.id)]
        rows.append(say("Gone as well: its settings, the buttons under my answers, and what was spoken of."))
        await self._post.reply(message, "\n".join(row for row in rows if row), _question())

    async def press(self, query: CallbackQuery, data: str) -> PressOutcome:
        """Delete, or leave it; whoever presses must be allowed to."""
        message = query.message
        if message is None:
            return PressOutcome()
        if not await administers_chat(query.get_bot(), query):
            return PressOutcome(say(NOT_YOURS))
        chat = message.chat.id
        told = say(_KEPT)
        if data == f"{PREFIX}:yes":
            chose_a_language = (await self._chats.record(chat)).language is not None
            await self._chats.forget(chat)
            self._spoken.forget(chat)
            if chose_a_language:
                await withdraw_menu_of(query.get_bot(), chat)
            told = say(FORGOTTEN)
        return PressOutcome(None, partial(self._post.edit, chat, message.message_id, told, None))

    async def tell_what_comes(self, message: Message) -> bool:
        """Answer "stop" with what comes here unasked and how to end it; return whether anything does."""
        coming = await self._what_comes(message.chat.id)
        if not coming:
            return False
        how = say("/unwatch and /unschedule end them one by one, /forget deletes everything.")
        await self._post.reply(message, f"{coming}\n{how}")
        return True

    async def _what_comes(self, chat: int) -> str:
        """Return how many watches and schedules a chat has, "" for none."""
        if self._subscriptions is None:
            return ""
        watches = len(await self._subscriptions.of_chat(chat, SubscriptionKind.WATCH))
        schedules = len(await self._subscriptions.of_chat(chat, SubscriptionKind.SCHEDULE))
        parts = [
            say_count("{count} watch", "{count} watches", watches) if watches else "",
            say_count("{count} schedule", "{count} schedules", schedules) if schedules else "",
        ]
        named = " · ".join(part for part in parts if part)
        return say("This chat has: {what}.", what=named) if named else ""


def _question() -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(say("Delete"), callback_data=f"{PREFIX}:yes"),
                InlineKeyboardButton(say("Keep"), callback_data=f"{PREFIX}:no"),
            ]
        ]
    )
