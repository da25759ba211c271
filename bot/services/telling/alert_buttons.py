"""The buttons under messages that come by themselves, and what their data says.

Under an alert or a scheduled briefing `w:`, what is done, and the ids of the watches or schedules; under any
`d:`, what is read on, and a number.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.briefing.arriving.whatsnew import WatchRule
from bot.languages.saying import say
from bot.services.telling.timetable import Timetable, moves
from bot.views.shortening import clipped
from bot.words.answers import Briefing
from bot.words.deliveries import Button, Narrowing, Subscription

READING = "d"
"""What the data of the buttons begins with that a message is read on from with."""
_WITH_BUTTONS = 4  # watches of an alert with buttons of their own
_MOST_ENDED = 3  # schedules whose ids are sure to fit the data of one button
_LONGEST_LABEL = 30  # characters of the words of a watch
_MOST_BYTES = 64  # of the data of a button (Bot API, InlineKeyboardButton)
_IDS = re.compile(r"all|[0-9]{1,15}(?:,[0-9]{1,15}){0,20}")
_OF_SCHEDULES = re.compile(r"w:(?:end|asis):([0-9]{1,15}(?:,[0-9]{1,15}){0,20})")


@dataclass(frozen=True, slots=True)
class Choice:
    """A way to make a watch narrower: `key` stands for it in a button's data."""

    key: str
    label: str
    narrowed: Narrowing | None = None
    subject: str | None = None


def alert_buttons(watches: Sequence[Subscription], now: datetime) -> list[list[Button]]:
    """Return the buttons under an alert: what can be done about each watch while they are few, and quiet.

    Where all of them are quiet already at `now` (aware), there is an end to that instead.
    """
    if not watches:
        return []
    if all(one.is_muted(now) for one in watches):
        mute = Button(say("Unmute"), f"w:unmute:{_ids(watches)}")
    else:
        mute = Button(say("Mute for a day"), f"w:mute:{_ids(watches)}")
    if len(watches) == 1:
        (one,) = watches
        return [
            [
                Button(say("Narrower"), f"w:narrow:{one.id}"),
                Button(say("Digest instead"), f"w:digest:{one.id}"),
            ],
            [mute, Button(say("Stop watching"), f"w:stop:{one.id}")],
        ]
    rows = [[mute]]
    for one in watches[:_WITH_BUTTONS]:
        words = _short(one.words)
        rows.append(
            [
                Button(say("Change “{words}”", words=words), f"w:narrow:{one.id}"),
                Button(say("Stop “{words}”", words=words), f"w:stop:{one.id}"),
            ]
        )
    return rows


def reading_buttons(answer: Briefing, left_out: int | None = None) -> list[list[Button]]:
    """Return the buttons under a message that came by itself: its rest, and the paragraphs of its lines.

    Args:
        answer: what it shows.
        left_out: the number of the first line it does not show, None where it shows all.
    """
    row = [] if left_out is None else [Button(say("More"), f"{READING}:m:{left_out}")]
    if any(section.items for section in answer.sections):
        row += [Button(say("Context"), f"{READING}:c:0"), Button(say("PDF"), f"{READING}:p:0")]
    return [row] if row else []


def schedule_buttons(schedules: Sequence[Subscription]) -> list[list[Button]]:
    """Return the buttons under a scheduled briefing that change and end it, none where many share one."""
    if not 0 < len(schedules) <= _MOST_ENDED:
        return []
    stop = Button(say("Stop this briefing"), f"w:end:{_listed(schedules)}")
    if len(schedules) == 1:
        return [[Button(say("Change"), f"w:retime:{schedules[0].id}"), stop]]
    changes = [
        Button(say("Change “{words}”", words=_short(one.words or say("everything"))), f"w:retime:{one.id}")
        for one in schedules
    ]
    return [*([change] for change in changes), [stop]]


def timetable_buttons(schedule: Subscription, beside: Sequence[int]) -> list[list[Button]]:
    """Return the buttons that move a scheduled briefing to another time, each with the time it leads to.

    Args:
        schedule: the schedule.
        beside: the ids of all schedules of the message, which Back leads to.
    """
    if schedule.timetable is None:
        return []
    moved = moves(Timetable.read(schedule.timetable))
    rows = [[Button(to.in_words(), f"w:{key}:{schedule.id}")] for key, to in moved.items()]
    return [*rows, [Button(say("Back"), f"w:asis:{','.join(map(str, beside))}")]]


def schedules_in(data: str) -> tuple[int, ...]:
    """Return the ids of the schedules of a message, which the buttons hold that end it or lead back to it."""
    found = _OF_SCHEDULES.fullmatch(data)
    return tuple(map(int, found[1].split(","))) if found else ()


def unmute_buttons(muted: Sequence[Subscription]) -> list[Button]:
    """Return the button under a list that lets the watches of it that are quiet be so no longer."""
    return [Button(say("Unmute"), f"w:again:{_ids(muted)}")] if muted else []


def choice_buttons(watch: Subscription, choices: Sequence[Choice], back_to: str) -> list[list[Button]]:
    """Return the buttons that make a watch narrower; `back_to` are the ids of all watches of the alert."""
    rows = [[Button(choice.label, f"w:{choice.key}:{watch.id}")] for choice in choices]
    rows.append([Button(say("Digest instead"), f"w:digest:{watch.id}")])
    return [*rows, [Button(say("Back"), f"w:back:{back_to}")]]


def choices_for(rule: WatchRule, subjects: Sequence[str]) -> list[Choice]:
    """Return the ways to make a rule narrower, `subjects` being those that go with it."""
    choices = []
    if rule.people and rule.narrowed is not Narrowing.OWN_WORDS:
        name = _short(rule.people[0].name)
        choices.append(Choice("own", say("Only what {name} says", name=name), Narrowing.OWN_WORDS))
    choices += [
        Choice(f"with.{_sign(subject)}", say("Only with “{words}”", words=_short(subject)), subject=subject)
        for subject in subjects
    ]
    if rule.narrowed is not Narrowing.HEADLINES:
        choices.append(Choice("headlines", say("Only when it is in the headline"), Narrowing.HEADLINES))
    return choices


def ids_in(data: str) -> str | None:
    """Return the ids in the data of the buttons that mute an alert or lead back to it, None in any other."""
    _, _, rest = data.partition(":")
    action, _, ids = rest.partition(":")
    return ids if action in {"mute", "unmute", "back"} and _IDS.fullmatch(ids) else None


def _listed(subscriptions: Sequence[Subscription]) -> str:
    return ",".join(str(one.id) for one in subscriptions)


def _ids(watches: Sequence[Subscription]) -> str:
    ids = _listed(watches)
    return ids if len(f"w:unmute:{ids}") <= _MOST_BYTES else "all"


def _sign(subject: str) -> str:
    return hashlib.sha256(subject.encode(errors="replace")).hexdigest()[:10]


def _short(words: str) -> str:
    return clipped(words, _LONGEST_LABEL)
