"""What is done when a button under a scheduled briefing is pressed: another time, or an end."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from telegram import CallbackQuery

from bot.chat.chats.manners import Manners
from bot.chat.delivering.sending import Post
from bot.chat.presses import LONGEST_TOLD, Act, PressOutcome
from bot.chat.subscribing.buttons_under import data_on, named, showing
from bot.chat.subscribing.reading_on import ReadingDesk
from bot.languages.saying import marked, say
from bot.services.telling.alert_buttons import schedule_buttons, schedules_in, timetable_buttons
from bot.services.telling.subscription_rules import Subscriptions
from bot.services.telling.timetable import MOVES, Timetable
from bot.words.deliveries import Subscription, SubscriptionKind

NOT_SCHEDULED = marked("That is no longer scheduled here.")
OF_SCHEDULES = frozenset({"end", "asis", "retime"}) | MOVES
"""What is done of a schedule, as the data of its buttons names it."""


class ScheduleDesk:
    """Takes the presses under scheduled briefings; whoever asks it has seen that the person may."""

    def __init__(
        self, subscriptions: Subscriptions, post: Post, manners: Manners, reading: ReadingDesk
    ) -> None:
        self._subscriptions = subscriptions
        self._post = post
        self._manners = manners
        self._reading = reading

    async def press(self, query: CallbackQuery, action: str, ids: Sequence[int]) -> PressOutcome:
        """Do one of `OF_SCHEDULES` with schedules of the chat; `ids` is never empty."""
        if action == "end":
            return await self._end(query, ids)
        if action == "asis":
            return PressOutcome(act=await self._briefing_again(query, ids), what="buttons")
        if action == "retime":
            return await self._offer_times(query, ids[0])
        return await self._move(query, ids[0], action)

    async def _end(self, query: CallbackQuery, ids: Sequence[int]) -> PressOutcome:
        assert query.message is not None
        ended = await self._subscriptions.drop(query.message.chat.id, ids, SubscriptionKind.SCHEDULE)
        if not ended:
            return PressOutcome(say(NOT_SCHEDULED))
        names = ", ".join(named(one) if one.words else say("everything") for one in ended)
        told = say("No longer scheduled: {names}.", names=names)
        return PressOutcome(
            told[:LONGEST_TOLD], showing(self._post, query, await self._reading.buttons(query)), "buttons"
        )

    async def _offer_times(self, query: CallbackQuery, id_: int) -> PressOutcome:
        schedules = await self._scheduled(query)
        schedule = next((one for one in schedules if one.id == id_), None)
        if schedule is None:
            return PressOutcome(say(NOT_SCHEDULED))
        rows = timetable_buttons(schedule, _schedules_of_briefing(query, id_))
        return PressOutcome(act=showing(self._post, query, rows))

    async def _move(self, query: CallbackQuery, id_: int, key: str) -> PressOutcome:
        assert query.message is not None
        chat, now = query.message.chat.id, self._manners.now()
        schedule = await self._subscriptions.reschedule(chat, id_, key, now)
        if schedule is None or schedule.timetable is None:
            return PressOutcome(say(NOT_SCHEDULED))
        told = say(
            "{names} comes {when} now.",
            names=named(schedule) if schedule.words else say("Everything"),
            when=Timetable.read(schedule.timetable).in_words(),
        )
        ids = (*_schedules_of_briefing(query, id_), schedule.id)
        return PressOutcome(told[:LONGEST_TOLD], await self._briefing_again(query, ids), "buttons")

    async def _briefing_again(self, query: CallbackQuery, ids: Collection[int]) -> Act | None:
        """Return what puts the buttons under a briefing as they were, without those of schedules now gone."""
        schedules = await self._scheduled(query)
        reading = await self._reading.buttons(query)
        mine = [one for one in schedules if one.id in ids]
        return showing(self._post, query, [*reading, *schedule_buttons(mine)])

    async def _scheduled(self, query: CallbackQuery) -> Sequence[Subscription]:
        assert query.message is not None
        return await self._subscriptions.of_chat(query.message.chat.id, SubscriptionKind.SCHEDULE)


def _schedules_of_briefing(query: CallbackQuery, id_: int) -> tuple[int, ...]:
    """Return the ids of the schedules a briefing is of, which its buttons hold."""
    held = map(schedules_in, data_on(query))
    return next((ids for ids in held if ids), (id_,))
