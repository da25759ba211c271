"""`/settings`: what a chat chose, shown and changed with buttons; in a group by its administrators."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.chat.chats.access import administers_chat
from bot.chat.chats.manners import Manners
from bot.chat.chats.menus import publish_menu_of
from bot.chat.chats.zones import (
    REGIONS,
    city,
    is_zone,
    likely_zones,
    shown_zone,
    zone_meant,
    zones,
    zones_around,
    zones_near,
)
from bot.chat.delivering.sending import Post
from bot.chat.memory import Chats, excerpts_of
from bot.chat.presses import PressOutcome
from bot.languages.saying import LANGUAGES, marked, say, speaking, spoken_language
from bot.services.telling.quiet_hours import QuietHours, quiet_hours_in
from bot.views.filing.handling import TLP, handling_meant
from bot.words.chats import ChatRecord, Excerpts

PREFIX = "set"
NOT_YOURS = marked("Only administrators of this chat may change its settings.")
_ZONES_A_PAGE = 18
_ZONES_A_ROW = 3
_LANGUAGE_NAMES = {
    **{name: code for code, own in LANGUAGES.items() for name in (code, own.lower())},
    "russian": "ru",
    "kazakh": "kk",
    "kz": "kk",
}
_MARK_WORDS = frozenset({"mark", "handling", "гриф", "белгі"})
_QUIET_WORDS = frozenset({"quiet", "тихо", "тыныш"})
_OFFERED_HOURS = ("22:00-07:00", "23:00-08:00", "20:00-09:00")
_REGION_NAMES = {
    "Africa": marked("Africa"),
    "America": marked("America"),
    "Asia": marked("Asia"),
    "Atlantic": marked("Atlantic"),
    "Australia": marked("Australia"),
    "Europe": marked("Europe"),
    "Indian": marked("Indian"),
    "Pacific": marked("Pacific"),
}


@dataclass(frozen=True, slots=True)
class _Size:
    """A size of answers: its name on a button, and what is told of it."""

    name: str
    told: str


_SIZES = {
    Excerpts.SHORT: _Size(marked("Short"), marked("Answers: short, half a screen, the rest behind buttons")),
    Excerpts.MEDIUM: _Size(marked("Medium"), marked("Answers: medium, one screen, the rest behind buttons")),
    Excerpts.LONG: _Size(marked("Long"), marked("Answers: long, all that one message holds, folded")),
}


class SettingsDesk:
    """Shows and changes the settings of chats. A button's data is `set:` and what it does."""

    def __init__(self, chats: Chats, post: Post, manners: Manners) -> None:
        self._chats = chats
        self._post = post
        self._manners = manners

    async def command(self, message: Message, words: str) -> None:
        """Answer `/settings`; `words` may name a time zone, a language or a size of answers."""
        if not await administers_chat(message.get_bot(), message):
            await self._post.reply(message, say(NOT_YOURS))
            return
        chat, before = message.chat.id, (await self._chats.record(message.chat.id)).language
        problem = await self._choose(chat, words)
        chosen = (await self._chats.record(chat)).language
        with speaking(chosen or spoken_language()):
            text, keyboard = await self._card(chat)
            near = zone_keyboard(zones_near(words)) if problem else keyboard
            await self._post.reply(message, problem or text, near)
        if chosen is not None and chosen != before:
            await publish_menu_of(message.get_bot(), chat, chosen)

    async def place(self, message: Message) -> None:
        """Answer a place somebody sends in private: the time zones around it, to choose from."""
        place = message.location
        around = zones_around(place.latitude, place.longitude) if place is not None else []
        words = say("Which of these is your time zone?") if around else say("<b>Time zone</b>")
        await self._post.reply(message, words, zone_keyboard(around))

    async def press(self, query: CallbackQuery, data: str) -> PressOutcome:
        """Change what a button says, and show the settings as they are then."""
        message = query.message
        if message is None:
            return PressOutcome()
        if not await administers_chat(query.get_bot(), query):
            return PressOutcome(say(NOT_YOURS))
        chat = message.chat.id
        _, _, rest = data.partition(":")
        action, _, value = rest.partition(":")
        if action == "language" and value in LANGUAGES:
            await self._chats.choose(chat, language=value)
        with speaking((await self._chats.record(chat)).language or spoken_language()):
            told = await self._pressed(chat, action, value)
            if action == "zones":
                text, keyboard = _zone_page(value)
            elif action == "marks":
                text, keyboard = _mark_page()
            elif action == "hours":
                text, keyboard = _quiet_page()
            else:
                text, keyboard = await self._card(chat)
        show = partial(self._post.edit, chat, message.message_id, text, keyboard)
        if action != "language" or value not in LANGUAGES:
            return PressOutcome(told, show)

        async def show_everywhere() -> None:
            await show()
            await publish_menu_of(query.get_bot(), chat, value)

        return PressOutcome(told, show_everywhere)

    async def _pressed(self, chat: int, action: str, value: str) -> str | None:
        """Store what a button says and return one sentence on it, None where it changes nothing."""
        if action == "zone" and is_zone(value):
            await self._chats.choose(chat, timezone=value)
            return say("Time zone: {zone}", zone=shown_zone(value))
        if action == "mark" and (not value or value in TLP):
            await self._chats.choose(chat, handling=value)
            return _mark_chosen(value)
        if action == "quiet" and value in ("", *_OFFERED_HOURS):
            await self._chats.choose(chat, quiet=value)
            return _quiet_chosen(value)
        if action == "excerpts" and value in set(Excerpts):
            await self._chats.choose(chat, excerpts=Excerpts(value))
            return say(_SIZES[Excerpts(value)].told)
        if action == "language" and value in LANGUAGES:
            return say("Language: {language}", language=LANGUAGES[value])
        return None

    async def _choose(self, chat: int, words: str) -> str | None:
        """Store what was typed after `/settings`; return one sentence when it is not understood."""
        if not words:
            return None
        wanted = words.lower().removeprefix("excerpts ").removeprefix("size ").strip()
        size = next((one for one, its in _SIZES.items() if wanted in (one, say(its.name).lower())), None)
        if size is not None:
            await self._chats.choose(chat, excerpts=size)
            return None
        language = _language_meant(wanted.removeprefix("language ").strip())
        if language is not None:
            await self._chats.choose(chat, language=language)
            return None
        if wanted.partition(" ")[0] in _MARK_WORDS:
            await self._chats.choose(chat, handling=handling_meant(words.partition(" ")[2]))
            return None
        if wanted.partition(" ")[0] in _QUIET_WORDS:
            return await self._choose_quiet(chat, wanted.partition(" ")[2].strip())
        zone = zone_meant(wanted.removeprefix("timezone ").removeprefix("time zone "))
        if zone is not None:
            await self._chats.choose(chat, timezone=zone)
            return None
        return say(
            "I know no such setting: /settings shows what there is, /settings Asia/Almaty sets a time zone."
        )

    async def _choose_quiet(self, chat: int, wanted: str) -> str | None:
        hours = quiet_hours_in(wanted)
        if hours is None and wanted not in {"off", "none", say("None").lower()}:
            return say("Write the hours like this: /settings quiet 22:00-07:00, or /settings quiet off.")
        await self._chats.choose(chat, quiet=hours.written() if hours else "")
        return None

    async def _card(self, chat: int) -> tuple[str, InlineKeyboardMarkup]:
        """Return what holds for a chat and the buttons to change it, in the language spoken."""
        record = await self._chats.record(chat)
        return _card_text(record, self._manners, self._manners.now()), _card_keyboard(record)


def _card_text(record: ChatRecord, manners: Manners, now: datetime) -> str:
    zone = record.timezone or manners.timezone
    local = f"{now.astimezone(ZoneInfo(zone)):%H:%M}"
    rows = [
        say("<b>Settings of this chat</b>"),
        say("Time zone: {zone} (now {time})", zone=html.escape(shown_zone(zone)), time=local),
        say("Language: {language}", language=LANGUAGES[spoken_language()]),
        say(_SIZES[excerpts_of(record)].told),
        html.escape(_mark_chosen(record.handling or ""), quote=False),
        _quiet_chosen(record.quiet or ""),
    ]
    return "\n".join(rows)


def _language_meant(words: str) -> str | None:
    """Return the language that its code or its name means, in itself or in English; None if none does."""
    return _LANGUAGE_NAMES.get(words)


def _card_keyboard(record: ChatRecord) -> InlineKeyboardMarkup:
    chosen = excerpts_of(record)
    sizes = [
        _button(f"✓ {say(size.name)}" if one is chosen else say(size.name), f"excerpts:{one}")
        for one, size in _SIZES.items()
    ]
    languages = [_button(name, f"language:{code}") for code, name in LANGUAGES.items()]
    return InlineKeyboardMarkup(
        [
            [_button(say("Time zone"), "zones:")],
            sizes,
            languages,
            [_button(say("Handling mark of documents"), "marks:")],
            [_button(say("Quiet hours"), "hours:")],
        ]
    )


def _mark_chosen(mark: str) -> str:
    return say("Handling mark: {mark}", mark=mark) if mark else say("Handling mark: none")


def _mark_page() -> tuple[str, InlineKeyboardMarkup]:
    how = say("It is printed on every page; /settings mark and a word of your office sets another.")
    buttons = [_button(say("None"), "mark:"), *(_button(mark, f"mark:{mark}") for mark in TLP)]
    return "\n".join((say("<b>Handling mark of documents</b>"), how)), _grid(buttons, "card:")


def _quiet_chosen(hours: str) -> str:
    if not hours:
        return say("Quiet hours: none")
    return say("Quiet hours: {hours}, alerts come without a sound", hours=QuietHours.read(hours).shown())


def _quiet_page() -> tuple[str, InlineKeyboardMarkup]:
    how = say("Alerts come without a sound then; /settings quiet 22:00-06:30 sets other hours.")
    offered = [_button(QuietHours.read(one).shown(), f"quiet:{one}") for one in _OFFERED_HOURS]
    return "\n".join((say("<b>Quiet hours</b>"), how)), _grid(
        [_button(say("None"), "quiet:"), *offered], "card:"
    )


def _zone_page(value: str) -> tuple[str, InlineKeyboardMarkup]:
    """Return the regions, or with "Asia:1" a page of the zones of one."""
    region, _, page = value.partition(":")
    if region not in REGIONS:
        buttons = [_button("UTC", "zone:UTC"), *(_button(_region(one), f"zones:{one}:0") for one in REGIONS)]
        how = say("Choose a region, or type /settings and a city.")
        return "\n".join((say("<b>Time zone</b>"), how)), _grid(buttons, "card:")
    known = zones()[region]
    number = min(int(page), (len(known) - 1) // _ZONES_A_PAGE) if page.isdecimal() and len(page) < 4 else 0
    start = number * _ZONES_A_PAGE
    buttons = [_button(city(zone), f"zone:{zone}") for zone in known[start : start + _ZONES_A_PAGE]]
    more = start + _ZONES_A_PAGE < len(known)
    back = f"zones:{region}:{number - 1}" if number else "zones:"
    where = say(
        "{region}, {number} of {all}",
        region=_region(region),
        number=number + 1,
        all=-(-len(known) // _ZONES_A_PAGE),
    )
    return (
        "\n".join((say("<b>Time zone</b>"), where)),
        _grid(buttons, back, f"zones:{region}:{number + 1}" if more else None),
    )


def zone_keyboard(offered: Sequence[str]) -> InlineKeyboardMarkup:
    """Return buttons that choose a time zone, and one for all the others."""
    buttons = [_button(city(zone), f"zone:{zone}") for zone in offered]
    rows = [buttons[at : at + _ZONES_A_ROW] for at in range(0, len(buttons), _ZONES_A_ROW)]
    return InlineKeyboardMarkup([*rows, [_button(say("Other time zones"), "zones:")]])


def likely_zone_keyboard() -> InlineKeyboardMarkup:
    """Return buttons that choose one of the time zones likely where the language spoken is."""
    return zone_keyboard(likely_zones(spoken_language()))


def _region(name: str) -> str:
    return say(_REGION_NAMES[name])


def _grid(buttons: list[InlineKeyboardButton], back: str, more: str | None = None) -> InlineKeyboardMarkup:
    rows = [buttons[at : at + _ZONES_A_ROW] for at in range(0, len(buttons), _ZONES_A_ROW)]
    turning = [_button(say("Back"), back), *([_button(say("More"), more)] if more else [])]
    return InlineKeyboardMarkup([*rows, turning])


def _button(label: str, data: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=f"{PREFIX}:{data}")
