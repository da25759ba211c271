"""`/watch`, `/schedule` and what belongs to them: what chats want to be told by themselves.

In private anybody answered may ask for it, in a group its administrators. For a channel its administrators
ask in private, naming it, or in the channel itself.
"""

from __future__ import annotations

import html
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from telegram import ForceReply, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.briefing.arriving.whatsnew import in_words
from bot.chat.addressing import in_group, place_of
from bot.chat.answering.commands import ChatCommand
from bot.chat.chats.access import NOT_YOURS_TO_CHOOSE, administers_chat
from bot.chat.chats.chat_language import Languages
from bot.chat.chats.chat_settings import likely_zone_keyboard
from bot.chat.chats.manners import Manners
from bot.chat.chats.spoken import ZONE_ASKED, Spoken
from bot.chat.chats.zones import shown_zone
from bot.chat.delivering.sending import Post
from bot.chat.memory import Chats
from bot.chat.subscribing.channels import channel_of, decides_for, forwarded_from, target_in, title_of
from bot.errors import SubscriptionRefused
from bot.languages.saying import marked, say, say_count
from bot.services.telling.alert_buttons import unmute_buttons
from bot.services.telling.subscription_rules import Subscribed, Subscriptions, means_all, next_time
from bot.services.telling.timetable import Timetable
from bot.views.dates import in_words_at, weekday_and_date
from bot.views.shortening import clipped
from bot.words.deliveries import Place, Subscription, SubscriptionKind

NOT_YOURS_ELSEWHERE = marked("You do not administer that chat any more, so it is for others to end.")
_MOST_NAMED = 5
_LONGEST_NAMED = 60  # characters of the words of one
_MOST_ELSEWHERE = 10  # of what was asked for in other chats; with the forty of one's own it is one message


class SubscriptionDesk:
    """Makes, lists and ends the watches and schedules of the chat that asks."""

    def __init__(
        self,
        subscriptions: Subscriptions,
        chats: Chats,
        post: Post,
        languages: Languages,
        manners: Manners,
        spoken: Spoken,
    ) -> None:
        """Bring together what it takes; `spoken` lets what comes next be the words of a bare command."""
        self._subscriptions = subscriptions
        self._chats = chats
        self._post = post
        self._languages = languages
        self._manners = manners
        self._spoken = spoken

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
        """Answer `/watch NAME or WORDS`; without words, list what is watched and take what comes next."""
        if not words:
            here, elsewhere = await self._mine(message, SubscriptionKind.WATCH)
            listed = _watches(here, await self._local_now(message)) if here or elsewhere else ""
            text = await self._with_elsewhere(message, listed, len(here), elsewhere)
            asked = say("Whom or what shall I watch? Write a name or a few words.")
            await self._ask_for_words(message, "watch", text, asked)
            return
        await self._if_allowed(message, self._watch, words)

    async def watches(self, message: Message, _words: str) -> None:
        """Answer `/watches`."""
        here, elsewhere = await self._mine(message, SubscriptionKind.WATCH)
        now = await self._local_now(message)
        text = await self._with_elsewhere(message, _watches(here, now), len(here), elsewhere)
        muted = [one for one in here if one.is_muted(now)]
        unmute = [InlineKeyboardButton(one.label, callback_data=one.data) for one in unmute_buttons(muted)]
        await self._post.reply(message, text, InlineKeyboardMarkup([unmute]) if unmute else None)

    async def _local_now(self, message: Message) -> datetime:
        zone = (await self._chats.record(message.chat.id)).timezone or self._manners.timezone
        return self._manners.now().astimezone(ZoneInfo(zone))

    async def unwatch(self, message: Message, words: str) -> None:
        """Answer `/unwatch N, WORDS or all`; without any of them, list what is watched."""
        if not words:
            await self.watches(message, words)
            return
        await self._if_allowed(message, self._end_watches, words)

    async def schedule(self, message: Message, words: str) -> None:
        """Answer `/schedule 08:30 [days] [NAME or WORDS]`; without an hour, list and take what comes next."""
        if not words:
            here, elsewhere = await self._mine(message, SubscriptionKind.SCHEDULE)
            listed = _schedules(here, self._manners.now()) if here or elsewhere else ""
            text = await self._with_elsewhere(message, listed, len(here), elsewhere)
            asked = say(
                "When shall I brief you, and on what? Write it like this: "
                "<code>08:30 weekdays sanctions</code>"
            )
            await self._ask_for_words(message, "schedule", text, asked)
            return
        await self._if_allowed(message, self._schedule, words)

    async def unschedule(self, message: Message, words: str) -> None:
        """Answer `/unschedule N, WORDS or all`; without any of them, list what is scheduled."""
        if not words:
            await self._post.reply(message, await self._schedules(message))
            return
        await self._if_allowed(message, self._end_schedules, words)

    async def _ask_for_words(self, message: Message, command: str, listed: str, asked: str) -> None:
        """Show a list, and ask whoever may decide here for the words of a command that came without them."""
        if not await administers_chat(message.get_bot(), message):
            await self._post.reply(message, listed or say(NOT_YOURS_TO_CHOOSE))
            return
        invitation = ForceReply(selective=True) if in_group(message.chat) else None
        text = "\n\n".join(part for part in (listed, asked) if part)
        sent = await self._post.reply(message, text, invitation)
        if sent is not None:
            self._spoken.wait(message, command, sent.message_id)

    async def _if_allowed(
        self, message: Message, do: Callable[[Message, str], Awaitable[str | _Reply]], words: str
    ) -> None:
        if not await administers_chat(message.get_bot(), message):
            await self._post.reply(message, say(NOT_YOURS_TO_CHOOSE))
            return
        try:
            told = await do(message, words)
        except SubscriptionRefused as refused:
            told = html.escape(str(refused), quote=False)
        reply = told if isinstance(told, _Reply) else _Reply(told)
        sent = await self._post.reply(message, reply.html, reply.keyboard)
        if sent is not None and reply.waits_for is not None:
            self._spoken.wait(message, reply.waits_for, sent.message_id)

    async def _watch(self, message: Message, words: str) -> str:
        words, channel = await self._channel(message, words, to_post=True)
        place = Place(channel.id) if channel else place_of(message)
        made = await self._subscriptions.watch(place, words, _asking(message))
        await self._languages.settle(place.chat)
        return _watched(made) if channel is None else f"{_to(channel)} {_watched(made)}"

    async def _schedule(self, message: Message, words: str) -> str | _Reply:
        words, channel = await self._channel(message, words, to_post=True)
        if channel is not None and not words:
            return await self._schedules_of(channel)
        place = Place(channel.id) if channel else place_of(message)
        zone = await self._zone(message.chat.id, place.chat)
        now = self._manners.now()
        made = await self._subscriptions.schedule(place, words, zone, now, _asking(message))
        await self._languages.settle(place.chat)
        if channel is None and zone == "UTC" and (await self._chats.record(place.chat)).timezone is None:
            asked = say("Which time zone is yours? What is scheduled follows it.")
            return _Reply(_scheduled(made, now, asked), likely_zone_keyboard(), ZONE_ASKED)
        if channel is None:
            return _scheduled(made, now, say("/settings changes the time zone, /unschedule ends it."))
        own = say("/unschedule ends it; /settings in the channel changes its time zone.")
        return f"{_to(channel)} {_scheduled(made, now, own)}"

    async def _zone(self, asking: int, chat: int) -> str:
        """Return the time zone of a chat; one that chose none keeps that of the chat somebody asks in."""
        own = (await self._chats.record(chat)).timezone
        if own is not None or chat == asking:
            return own or self._manners.timezone
        zone = (await self._chats.record(asking)).timezone or self._manners.timezone
        await self._chats.choose(chat, timezone=zone)
        return zone

    async def _schedules(self, message: Message) -> str:
        here, elsewhere = await self._mine(message, SubscriptionKind.SCHEDULE)
        listed = _schedules(here, self._manners.now())
        return await self._with_elsewhere(message, listed, len(here), elsewhere)

    async def _schedules_of(self, channel: _Channel) -> str:
        mine = await self._subscriptions.of_chat(channel.id, SubscriptionKind.SCHEDULE)
        return f"{_to(channel)}\n{_schedules(mine, self._manners.now())}"

    async def _end_watches(self, message: Message, which: str) -> str:
        ended = await self._ended(message, SubscriptionKind.WATCH, which)
        return say("No longer watched: {names}.", names=_names(ended))

    async def _end_schedules(self, message: Message, which: str) -> str:
        rest, channel = await self._channel(message, which, to_post=False)
        if channel is not None:
            if not rest:
                return await self._schedules_of(channel)
            ended = await self._subscriptions.end(channel.id, SubscriptionKind.SCHEDULE, rest)
        else:
            ended = await self._ended(message, SubscriptionKind.SCHEDULE, which)
        return say("No longer scheduled: {names}.", names=_names(ended))

    async def _ended(self, message: Message, kind: SubscriptionKind, which: str) -> Sequence[Subscription]:
        """End what was chosen: of this chat, and by its number or words of what was asked for elsewhere."""
        here, elsewhere = await self._mine(message, kind)
        mine = here if means_all(which) else [*here, *elsewhere]
        chosen = self._subscriptions.chosen(mine, kind, which)
        chats = {one.place.chat for one in chosen}
        for chat in chats - {message.chat.id}:
            if not await decides_for(message.get_bot(), message.from_user, chat):
                raise SubscriptionRefused(say(NOT_YOURS_ELSEWHERE))
        for chat in chats:
            await self._subscriptions.drop(chat, [one.id for one in chosen])
        return chosen

    async def _mine(
        self, message: Message, kind: SubscriptionKind
    ) -> tuple[Sequence[Subscription], Sequence[Subscription]]:
        """Return what this chat has, and in private what whoever asks has asked for in other chats."""
        chat = message.chat
        here = await self._subscriptions.of_chat(chat.id, kind)
        if chat.type != chat.PRIVATE:
            return here, []
        return here, await self._subscriptions.asked_elsewhere(chat.id, chat.id, kind)

    async def _with_elsewhere(
        self, message: Message, listed: str, number: int, elsewhere: Sequence[Subscription]
    ) -> str:
        """Return a list with what was asked for in other chats under it, numbered on."""
        if not elsewhere:
            return listed
        bot = message.get_bot()
        shown = elsewhere[:_MOST_ELSEWHERE]
        titles = {chat: await title_of(bot, chat) for chat in {one.place.chat for one in shown}}
        rows = [say("<b>Asked for by you in other chats</b>")]
        for place, one in enumerate(shown, number + 1):
            title = html.escape(_short(titles[one.place.chat]), quote=False)
            rows.append(f"{place}. {title}: {f'{_when(one)} {_subject(one)}'.strip()}")
        left = len(elsewhere) - len(shown)
        if left:
            rows.append(say_count("[and {count} more]", "[and {count} more]", left))
        return "\n".join([listed, "", *rows])

    async def _channel(self, message: Message, words: str, *, to_post: bool) -> tuple[str, _Channel | None]:
        """Return the words of a command in private without the channel it is for, and that channel, if any.

        Raises:
            SubscriptionRefused: whoever asks may not decide for it, or the bot may not post there.
        """
        if message.chat.type != message.chat.PRIVATE:
            return words, None
        words, target = target_in(words)
        target = target or forwarded_from(message)
        if target is None:
            return words, None
        found = await channel_of(message.get_bot(), message.from_user, target, to_post=to_post)
        return words, _Channel(*found)


class _Reply(NamedTuple):
    """What is answered to a command: its HTML, and buttons where there is something to choose.

    `waits_for` is the command whose words may come next.
    """

    html: str
    keyboard: InlineKeyboardMarkup | None = None
    waits_for: str | None = None


class _Channel(NamedTuple):
    """A channel somebody decides for from their private chat."""

    id: int
    title: str


def _to(channel: _Channel) -> str:
    return say("For the channel {chat}.", chat=_bold(channel.title))


def _asking(message: Message) -> int | None:
    """Return who asks; nobody where somebody speaks as the group or the channel."""
    person = message.from_user if message.sender_chat is None else None
    return person.id if person is not None else None


def _watched(made: Subscribed) -> str:
    words = _bold(made.subscription.words)
    if made.already:
        return say("{words} is watched here already; /watches lists all.", words=words)
    told = say(
        "Watching {words}: when something new is written, I tell it here. /watches lists all.", words=words
    )
    return " ".join((told, *_unknown(made)))


def _scheduled(made: Subscribed, now: datetime, how_to_change: str) -> str:
    subscription = made.subscription
    at = next_time(subscription, now)
    assert at is not None, "a schedule has a next time"
    words = marked("Scheduled: a briefing on {subject}, {when}, {zone} time.")
    if made.already:
        words = marked("Already scheduled: a briefing on {subject}, {when}, {zone} time.")
    told = (
        say(
            words,
            subject=_subject(subscription),
            when=_when(subscription),
            zone=html.escape(shown_zone(subscription.zone or ""), quote=False),
        ),
        say(
            "The next is on {day} at {time}.",
            day=weekday_and_date(at.date()),
            time=f"{at:%H:%M}",
        ),
        how_to_change,
    )
    return " ".join((*told, *_unknown(made)))


def _unknown(made: Subscribed) -> list[str]:
    """Return one sentence about the words of a rule that no source has, none when there are none."""
    if not made.unknown:
        return []
    words = ", ".join(html.escape(_quoted(one), quote=False) for one in made.unknown)
    return [say("So far no source has {words}.", words=words)]


def _watches(mine: Sequence[Subscription], now: datetime) -> str:
    """Return the list of some watches; times are told in the zone of `now`."""
    if not mine:
        return say(
            "Nothing is watched here. /watch and a name or a subject does, "
            "as in <code>/watch sanctions</code>."
        )
    rows = [say("<b>Watched here</b>")]
    for number, one in enumerate(mine, 1):
        words = html.escape(in_words(_short(one.words), one.narrowed), quote=False)
        if one.muted_until is not None and one.is_muted(now):
            until = in_words_at(datetime.fromtimestamp(one.muted_until, now.tzinfo))
            words = say("{words} (quiet until {time})", words=words, time=until)
        rows.append(f"{number}. {words}")
    rows.append("\n" + say("/unwatch and a number ends one, <code>/unwatch all</code> ends all."))
    return "\n".join(rows)


def _schedules(mine: Sequence[Subscription], now: datetime) -> str:
    if not mine:
        return say(
            "Nothing is scheduled here. /schedule and an hour does, "
            "as in <code>/schedule 08:30 weekdays sanctions</code>."
        )
    rows = [say("<b>Scheduled here</b>")]
    for number, one in enumerate(mine, 1):
        at = next_time(one, now)
        zone = html.escape(shown_zone(one.zone or ""), quote=False)
        row = f"{number}. {_when(one)} ({zone}): {_subject(one)}"
        if at is not None:
            day = weekday_and_date(at.date(), short=True)
            row = say("{briefing}; next {day}, {time}", briefing=row, day=day, time=f"{at:%H:%M}")
        rows.append(row)
    rows.append("\n" + say("/unschedule and a number ends one, <code>/unschedule all</code> ends all."))
    return "\n".join(rows)


def _when(one: Subscription) -> str:
    return Timetable.read(one.timetable).in_words() if one.timetable else ""


def _subject(one: Subscription) -> str:
    return _bold(in_words(_short(one.words), one.narrowed)) if one.words else say("everything")


def _names(ended: Sequence[Subscription]) -> str:
    names = ", ".join(f"{_when(one)} {_subject(one)}".strip() for one in ended[:_MOST_NAMED])
    left = len(ended) - _MOST_NAMED
    if left <= 0:
        return names
    return say_count("{names} and {count} more", "{names} and {count} more", left, names=names)


def _bold(words: str) -> str:
    return f"<b>{html.escape(words, quote=False)}</b>"


def _quoted(words: str) -> str:
    return say("“{words}”", words=_short(words))


def _short(words: str) -> str:
    return clipped(words, _LONGEST_NAMED)
