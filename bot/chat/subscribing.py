"""`/watch`, `/schedule` and what belongs to them: what chats want to be told by themselves.

In private anybody answered may ask for it, in a group its administrators. The buttons under an alert carry
`w:`, what they do, and the ids of the watches; those of another chat mean nothing here.
"""

from __future__ import annotations

import html
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime

from telegram import CallbackQuery, Message

from bot.chat.access import administers_chat
from bot.chat.commands import ChatCommand
from bot.chat.manners import Manners
from bot.chat.memory import Chats
from bot.chat.presses import Outcome
from bot.chat.sending import Post
from bot.errors import SubscriptionRefused
from bot.models import Place, Subscription, SubscriptionKind
from bot.services.subscriptions import Subscribed, Subscriptions, next_time
from bot.services.timetable import Timetable

PREFIX = "w"
NOT_YOURS = "Only administrators of this group may choose what it is told."
GONE = "That is no longer watched here."
_IDS = re.compile(r"[0-9]{1,15}(?:,[0-9]{1,15}){0,20}")


class SubscriptionDesk:
    """Makes, lists and ends the watches and schedules of the chat that asks."""

    def __init__(self, subscriptions: Subscriptions, chats: Chats, post: Post, manners: Manners) -> None:
        self._subscriptions = subscriptions
        self._chats = chats
        self._post = post
        self._manners = manners

    @property
    def commands(self) -> Mapping[str, ChatCommand]:
        """The commands answered here, by name; each is given the message and the words after its name."""
        return {
            "watch": self.watch,
            "watches": self.watches,
            "unwatch": self.unwatch,
            "schedule": self.schedule,
            "unschedule": self.unschedule,
        }

    async def watch(self, message: Message, words: str) -> None:
        """Answer `/watch NAME or WORDS`; without words, list what is watched."""
        if not words:
            await self.watches(message, words)
            return
        await self._if_allowed(message, self._watch, words)

    async def watches(self, message: Message, _words: str) -> None:
        """Answer `/watches`."""
        mine = await self._subscriptions.of_chat(message.chat.id, SubscriptionKind.WATCH)
        await self._post.reply(message, _watches(mine, self._manners.now()))

    async def unwatch(self, message: Message, words: str) -> None:
        """Answer `/unwatch N, WORDS or all`; without any of them, list what is watched."""
        if not words:
            await self.watches(message, words)
            return
        await self._if_allowed(message, self._end_watches, words)

    async def schedule(self, message: Message, words: str) -> None:
        """Answer `/schedule 08:30 [days] [NAME or WORDS]`; without an hour, list what is scheduled."""
        if not words:
            await self._post.reply(message, await self._schedules(message.chat.id))
            return
        await self._if_allowed(message, self._schedule, words)

    async def unschedule(self, message: Message, words: str) -> None:
        """Answer `/unschedule N, WORDS or all`; without any of them, list what is scheduled."""
        if not words:
            await self._post.reply(message, await self._schedules(message.chat.id))
            return
        await self._if_allowed(message, self._end_schedules, words)

    async def press(self, query: CallbackQuery, data: str) -> Outcome:
        """Do what a button under an alert says: quiet for a day, or an end to a watch."""
        if query.message is None:
            return Outcome(GONE)
        if not await administers_chat(query.get_bot(), query):
            return Outcome(NOT_YOURS)
        _, _, rest = data.partition(":")
        action, _, value = rest.partition(":")
        chat = query.message.chat.id
        if action == "mute" and (value == "all" or _IDS.fullmatch(value)):
            watches = await self._subscriptions.of_chat(chat, SubscriptionKind.WATCH)
            ids = [one.id for one in watches if value == "all" or str(one.id) in value.split(",")]
            muted = await self._subscriptions.mute(chat, ids, self._manners.now())
            return Outcome("Quiet for a day; what is new then comes in one message." if muted else GONE)
        if action == "stop" and _IDS.fullmatch(value):
            ended = await self._subscriptions.drop(chat, [int(one) for one in value.split(",")])
            names = ", ".join(f"“{_short(one.words)}”" for one in ended)
            return Outcome(f"No longer watched: {names}."[:200] if ended else GONE)
        return Outcome(GONE)

    async def _if_allowed(
        self, message: Message, do: Callable[[Message, str], Awaitable[str]], words: str
    ) -> None:
        if not await administers_chat(message.get_bot(), message):
            await self._post.reply(message, NOT_YOURS)
            return
        try:
            told = await do(message, words)
        except SubscriptionRefused as refused:
            told = html.escape(str(refused), quote=False)
        await self._post.reply(message, told)

    async def _watch(self, message: Message, words: str) -> str:
        return _watched(await self._subscriptions.watch(_place(message), words))

    async def _schedule(self, message: Message, words: str) -> str:
        zone = (await self._chats.record(message.chat.id)).timezone or self._manners.timezone
        now = self._manners.now()
        return _scheduled(await self._subscriptions.schedule(_place(message), words, zone, now), now)

    async def _schedules(self, chat: int) -> str:
        mine = await self._subscriptions.of_chat(chat, SubscriptionKind.SCHEDULE)
        return _schedules(mine, self._manners.now())

    async def _end_watches(self, message: Message, which: str) -> str:
        ended = await self._subscriptions.end(message.chat.id, SubscriptionKind.WATCH, which)
        return f"No longer watched: {_names(ended)}."

    async def _end_schedules(self, message: Message, which: str) -> str:
        ended = await self._subscriptions.end(message.chat.id, SubscriptionKind.SCHEDULE, which)
        return f"No longer scheduled: {_names(ended)}."


def _place(message: Message) -> Place:
    topic = message.message_thread_id if message.is_topic_message else None
    return Place(message.chat.id, topic or 0)


def _watched(made: Subscribed) -> str:
    words = _bold(made.subscription.words)
    if made.already:
        return f"{words} is watched here already; /watches lists all."
    told = f"Watching {words}: when something new is written, I tell it here. /watches lists all."
    if made.unknown:
        unknown = ", ".join(f"“{html.escape(_short(one), quote=False)}”" for one in made.unknown)
        told += f" So far no source has {unknown}."
    return told


def _scheduled(made: Subscribed, now: datetime) -> str:
    subscription = made.subscription
    at = next_time(subscription, now)
    assert at is not None, "a schedule has a next time"
    begins = "Already scheduled" if made.already else "Scheduled"
    told = (
        f"{begins}: a briefing on {_subject(subscription)}, {_when(subscription)}, "
        f"{html.escape(subscription.zone or '', quote=False)} time. "
        f"The next is on {at:%A} {at.day} {at:%B %Y} at {at:%H:%M}. "
        "/settings changes the time zone, /unschedule ends it."
    )
    if made.unknown:
        unknown = ", ".join(f"“{html.escape(_short(one), quote=False)}”" for one in made.unknown)
        told += f" So far no source has {unknown}."
    return told


def _watches(mine: Sequence[Subscription], now: datetime) -> str:
    if not mine:
        return (
            "Nothing is watched here. /watch and a name or a subject does, "
            "as in <code>/watch sanctions</code>."
        )
    rows = ["<b>Watched here</b>"]
    for number, one in enumerate(mine, 1):
        quiet = one.muted_until is not None and one.muted_until > now.timestamp()
        rows.append(f"{number}. {html.escape(one.words, quote=False)}{' (quiet for now)' if quiet else ''}")
    rows.append("\n/unwatch and a number ends one, <code>/unwatch all</code> ends all.")
    return "\n".join(rows)


def _schedules(mine: Sequence[Subscription], now: datetime) -> str:
    if not mine:
        return (
            "Nothing is scheduled here. /schedule and an hour does, "
            "as in <code>/schedule 08:30 weekdays sanctions</code>."
        )
    rows = ["<b>Scheduled here</b>"]
    for number, one in enumerate(mine, 1):
        at = next_time(one, now)
        coming = f"; next {at:%a} {at.day} {at:%b}, {at:%H:%M}" if at else ""
        zone = html.escape(one.zone or "", quote=False)
        rows.append(f"{number}. {_when(one)} ({zone}): {_subject(one)}{coming}")
    rows.append("\n/unschedule and a number ends one, <code>/unschedule all</code> ends all.")
    return "\n".join(rows)


def _when(one: Subscription) -> str:
    return Timetable.read(one.timetable).in_words() if one.timetable else ""


def _subject(one: Subscription) -> str:
    return _bold(one.words) if one.words else "everything"


def _names(ended: Sequence[Subscription]) -> str:
    names = [f"{_when(one)} {_subject(one)}".strip() for one in ended[:5]]
    more = f" and {len(ended) - 5} more" if len(ended) > 5 else ""
    return ", ".join(names) + more


def _bold(words: str) -> str:
    return f"<b>{html.escape(words, quote=False)}</b>"


def _short(words: str) -> str:
    return words if len(words) <= 60 else words[:59] + "…"
