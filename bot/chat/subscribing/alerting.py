"""What is done when a button under an alert is pressed: quiet, narrower, a digest instead, or an end.

And under a scheduled briefing: another time, or an end.

In a group and in a channel only administrators may; the ids of another chat's watches mean nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from telegram import CallbackQuery

from bot.chat.chats.access import NOT_YOURS_TO_CHOOSE, administers_chat
from bot.chat.chats.manners import Manners
from bot.chat.delivering.sending import Post
from bot.chat.memory import Chats
from bot.chat.presses import LONGEST_TOLD, Act, PressOutcome
from bot.chat.subscribing.buttons_under import data_on, named, showing
from bot.chat.subscribing.reading_on import ReadingDesk
from bot.chat.subscribing.rescheduling import OF_SCHEDULES, ScheduleDesk
from bot.languages.saying import marked, say
from bot.services.telling.alert_buttons import alert_buttons, choice_buttons, ids_in
from bot.services.telling.subscription_rules import MUTED_FOR, Subscriptions
from bot.services.telling.timetable import Timetable
from bot.views.dates import in_words_at
from bot.words.deliveries import Subscription, SubscriptionKind

PREFIX = "w"
GONE = marked("That is no longer watched here.")
_IDS = re.compile(r"[0-9]{1,15}(?:,[0-9]{1,15}){0,20}")


class AlertDesk:
    """Takes the presses under alerts."""

    def __init__(
        self,
        subscriptions: Subscriptions,
        chats: Chats,
        post: Post,
        manners: Manners,
        reading: ReadingDesk,
    ) -> None:
        self._subscriptions = subscriptions
        self._chats = chats
        self._post = post
        self._manners = manners
        self._reading = reading
        self._schedules = ScheduleDesk(subscriptions, post, manners, reading)

    async def press(self, query: CallbackQuery, data: str) -> PressOutcome:
        """Do what a button says."""
        if query.message is None:
            return PressOutcome(say(GONE))
        if not await administers_chat(query.get_bot(), query):
            return PressOutcome(say(NOT_YOURS_TO_CHOOSE))
        _, _, rest = data.partition(":")
        action, _, value = rest.partition(":")
        if action == "mute" and (value == "all" or _IDS.fullmatch(value)):
            return await self._mute(query, value)
        if action in {"unmute", "again"} and (value == "all" or _IDS.fullmatch(value)):
            return await self._unmute(query, value, under_alert=action == "unmute")
        if action == "back" and (value == "all" or _IDS.fullmatch(value)):
            return PressOutcome(act=await self._original(query, value), what="buttons")
        if not _IDS.fullmatch(value):
            return PressOutcome(say(GONE))
        if action in OF_SCHEDULES:
            return await self._schedules.press(query, action, [int(one) for one in value.split(",")])
        if action == "stop":
            return await self._stop(query, value)
        id_ = int(value.partition(",")[0])
        if action == "narrow":
            return await self._offer(query, id_)
        if action == "digest":
            return await self._digest(query, id_)
        return await self._narrow(query, id_, action)

    async def _mute(self, query: CallbackQuery, value: str) -> PressOutcome:
        assert query.message is not None
        chat = query.message.chat.id
        ids = [one.id for one in await self._among(chat, value)]
        if not await self._subscriptions.mute(chat, ids, self._manners.now()):
            return PressOutcome(say(GONE))
        until = await self._local(chat, self._manners.now() + MUTED_FOR)
        quiet = say("Quiet until {time}; what is new by then comes in one message.", time=until)
        return PressOutcome(quiet, await self._original(query, value), "buttons")

    async def _unmute(self, query: CallbackQuery, value: str, *, under_alert: bool) -> PressOutcome:
        assert query.message is not None
        chat = query.message.chat.id
        ids = [one.id for one in await self._among(chat, value)]
        if not await self._subscriptions.unmute(chat, ids):
            return PressOutcome(say(GONE))
        left = await self._original(query, value) if under_alert else showing(self._post, query, ())
        return PressOutcome(say("No longer quiet."), left, "buttons")

    async def _local(self, chat: int, at: datetime) -> str:
        zone = (await self._chats.record(chat)).timezone or self._manners.timezone
        return in_words_at(at.astimezone(ZoneInfo(zone)))

    async def _stop(self, query: CallbackQuery, value: str) -> PressOutcome:
        assert query.message is not None
        ids = [int(one) for one in value.split(",")]
        ended = await self._subscriptions.drop(query.message.chat.id, ids, SubscriptionKind.WATCH)
        told = say("No longer watched: {names}.", names=", ".join(named(one) for one in ended))
        if not ended:
            return PressOutcome(say(GONE))
        left = await self._original(query, _ids_of_alert(query, ids[0]))
        return PressOutcome(told[:LONGEST_TOLD], left, "buttons")

    async def _offer(self, query: CallbackQuery, id_: int) -> PressOutcome:
        assert query.message is not None
        found = await self._subscriptions.choices(query.message.chat.id, id_)
        if found is None:
            return PressOutcome(say(GONE))
        watch, choices = found
        return PressOutcome(
            act=showing(self._post, query, choice_buttons(watch, choices, _ids_of_alert(query, id_)))
        )

    async def _narrow(self, query: CallbackQuery, id_: int, key: str) -> PressOutcome:
        assert query.message is not None
        watch = await self._subscriptions.narrow(query.message.chat.id, id_, key)
        if watch is None:
            return PressOutcome(say(GONE))
        told = say("Watched from now on: {names}.", names=named(watch))
        return PressOutcome(
            told[:LONGEST_TOLD], await self._original(query, _ids_of_alert(query, id_)), "buttons"
        )

    async def _digest(self, query: CallbackQuery, id_: int) -> PressOutcome:
        assert query.message is not None
        chat = query.message.chat.id
        zone = (await self._chats.record(chat)).timezone or self._manners.timezone
        digest = await self._subscriptions.digest(chat, id_, zone, self._manners.now())
        if digest is None or digest.timetable is None:
            return PressOutcome(say(GONE))
        told = say(
            "{names} comes as a briefing now, {when}; /unschedule ends it.",
            names=named(digest),
            when=Timetable.read(digest.timetable).in_words(),
        )
        return PressOutcome(
            told[:LONGEST_TOLD], await self._original(query, _ids_of_alert(query, id_)), "buttons"
        )

    async def _original(self, query: CallbackQuery, ids: str) -> Act | None:
        """Return what puts the buttons under an alert as they were, without those of watches now gone."""
        assert query.message is not None
        watches = await self._among(query.message.chat.id, ids)
        reading = await self._reading.buttons(query)
        return showing(self._post, query, [*reading, *alert_buttons(watches, self._manners.now())])

    async def _among(self, chat: int, ids: str) -> Sequence[Subscription]:
        watches = await self._subscriptions.of_chat(chat, SubscriptionKind.WATCH)
        return [one for one in watches if ids == "all" or str(one.id) in ids.split(",")]


def _ids_of_alert(query: CallbackQuery, id_: int) -> str:
    """Return the ids of the watches an alert is of, which its buttons hold."""
    held = map(ids_in, data_on(query))
    return next((ids for ids in held if ids is not None), str(id_))
