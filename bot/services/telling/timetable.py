"""When a briefing is due: the hour and days as people write them, and the next time by the local clock.

Pure: the time now and the zone are arguments. A local time that summer time leaves out runs at the next
minute there is; one that comes twice runs the first time only, because a day has one window.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.language_data.calendar import weekdays
from bot.language_data.loading import subject
from bot.languages.saying import marked, say

EVERY_DAY = frozenset(range(7))
_WEEKDAYS = frozenset(range(5))
_WEEKEND = frozenset({5, 6})
_SHORT_DAYS = (
    marked("Mon"),
    marked("Tue"),
    marked("Wed"),
    marked("Thu"),
    marked("Fri"),
    marked("Sat"),
    marked("Sun"),
)
_LOOKED_AHEAD = 9  # days: a week, and one more where the date line leaves one out
# "10.02.2024" and "2024-02-10" are days and have no hour in them.
_CLOCK = re.compile(
    r"([0-9]{1,2})[:.h]([0-9]{2})(?![0-9]|[.][0-9])|([0-9]{3,4})(?![0-9.:]|[-/][0-9]{1,2}[-/][0-9])"
    r"|([0-9]{1,2})(?![0-9.:]|[-/][0-9]{1,2}[-/][0-9]{4})"
)
_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*\.?")
_MARK = re.compile(r"[-–—]")
_GAP = re.compile(r"[\s,;]*")
_ONE = re.compile(r"\d+|[^\W\d]+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Timetable:
    """A local time on some days of the week, Monday being 0."""

    at: time
    days: frozenset[int] = EVERY_DAY

    def written(self) -> str:
        """Return it as stored: "08:30 0,1,2"."""
        return f"{self.at:%H:%M} {','.join(str(day) for day in sorted(self.days))}"

    @classmethod
    def read(cls, text: str) -> Timetable:
        """Return what `written` wrote."""
        at, days = text.split(" ")
        return cls(time.fromisoformat(at), frozenset(int(day) for day in days.split(",")))

    def in_words(self) -> str:
        """Return it to be read: "08:30 on weekdays"."""
        at = f"{self.at:%H:%M}"
        if self.days == EVERY_DAY:
            return say("{time} every day", time=at)
        if self.days == _WEEKDAYS:
            return say("{time} on weekdays", time=at)
        if self.days == _WEEKEND:
            return say("{time} at weekends", time=at)
        days = ", ".join(say(_SHORT_DAYS[day]) for day in sorted(self.days))
        return say("{time} on {days}", time=at, days=days)


class Due(NamedTuple):
    """A time a briefing is due (UTC), and its window: the local date and time it is for."""

    at: datetime
    window: str


@dataclass(frozen=True, slots=True)
class AskedSchedule:
    """What `/schedule` asks for: a timetable, and the words the briefing is about, empty for everything."""

    timetable: Timetable
    words: str


MOVES = frozenset({"earlier", "later", "daily", "weekdays"})
"""The keys of `moves`."""


def moves(timetable: Timetable) -> dict[str, Timetable]:
    """Return the timetables one tap away, by their keys: an hour before and after, and other days."""
    earlier, later = ((timetable.at.hour + hours) % 24 for hours in (-1, 1))
    others = {"daily": EVERY_DAY, "weekdays": _WEEKDAYS}
    return {
        "earlier": replace(timetable, at=timetable.at.replace(hour=earlier)),
        "later": replace(timetable, at=timetable.at.replace(hour=later)),
        **{key: replace(timetable, days=days) for key, days in others.items() if days != timetable.days},
    }


# --- the clock ----------------------------------------------------------------------------------------------


def next_due(timetable: Timetable, after: datetime, zone: ZoneInfo) -> Due:
    """Return the first time after `after` that the timetable names in `zone`."""
    today = after.astimezone(zone).date()
    # From the day before: a time a day leaves out may fall on the next.
    coming = (_due_on(day, timetable, zone) for day in _days(today, -1, _LOOKED_AHEAD, timetable))
    return next(due for due in coming if due.at > after)


def last_due(timetable: Timetable, now: datetime, zone: ZoneInfo) -> Due:
    """Return the last time up to `now` that the timetable named in `zone`: what to catch up on, once."""
    today = now.astimezone(zone).date()
    past = [_due_on(day, timetable, zone) for day in _days(today, -_LOOKED_AHEAD, 1, timetable)]
    return [due for due in past if due.at <= now][-1]


def _days(today: date, first: int, last: int, timetable: Timetable) -> Iterator[date]:
    for offset in range(first, last + 1):
        day = today + timedelta(days=offset)
        if day.weekday() in timetable.days:
            yield day


def _due_on(day: date, timetable: Timetable, zone: ZoneInfo) -> Due:
    local = datetime.combine(day, timetable.at)
    at = local.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if at.astimezone(zone).replace(tzinfo=None) != local:
        # Left out. Read with the offset that holds afterwards it lies before the gap: walk to its end.
        at = local.replace(tzinfo=zone, fold=1).astimezone(UTC)
        while at.astimezone(zone).replace(tzinfo=None) < local:
            at += timedelta(minutes=1)
    return Due(at, f"{local:%Y-%m-%dT%H:%M}")


# --- what people write --------------------------------------------------------------------------------------


class _Words(NamedTuple):
    days: dict[str, frozenset[int]]
    hours: dict[str, int]
    halves: dict[str, bool]
    joining: frozenset[str]
    to: frozenset[str]


@cache
def _words() -> _Words:
    data = subject("timetable")
    return _Words(
        {
            **{name: frozenset([day]) for name, day in weekdays().items()},
            **{name: frozenset(days) for name, days in data["days"].items()},
        },
        data["hours"],
        data["halves"],
        frozenset(data["joining"]["words"]),
        frozenset(data["joining"]["to"]),
    )


def read_schedule(text: str) -> AskedSchedule | None:
    """Read what follows `/schedule`: an hour, days if any, before or after it, then words.

    Days are every day where none is named. Returns None when there is no hour, or none a clock has.
    """
    reader = _Reader(text)
    while reader.reads_on():
        pass
    if reader.at is None:
        return None
    return AskedSchedule(
        Timetable(reader.at, frozenset(reader.days) or EVERY_DAY), text[reader.place :].strip(" ,;")
    )


def impossible_hour(text: str) -> str | None:
    """Return the hour that follows `/schedule` where no clock has it ("25:99"), else None."""
    reader = _Reader(text)
    while reader.reads_on():
        pass
    return reader.impossible if reader.at is None else None


def hours_in(text: str) -> list[time] | None:
    """Return the hours in a text, read as `read_schedule` reads one; None where one is none a clock has."""
    reader, found = _Reader(text), list[time]()
    while reader.place < len(text):
        if reader.reads_hour(reader.place) and reader.at is not None:
            found.append(reader.at)
            reader.at = None
        else:
            passed = _ONE.match(text, reader.place)
            reader.place = passed.end() if passed else len(text)
    return None if reader.impossible else found


class _Reader:
    """Reads hours and days from the left until something else comes."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.place = 0
        self.at: time | None = None
        self.impossible: str | None = None
        self.days: set[int] = set()
        self._run_from: int | None = None
        self._last_day: int | None = None

    def reads_on(self) -> bool:
        """Read one hour, day or joining word; say whether there was one."""
        start = _GAP.match(self.text, self.place)
        place = start.end() if start else self.place
        return self.reads_hour(place) or self._reads_day(place) or self._reads_joining(place)

    def reads_hour(self, place: int) -> bool:
        """Read an hour, with the half of the day behind it; say whether there was one."""
        if self.at is not None:
            return False
        word = _word_at(self.text, place)
        if word.lower() in _words().hours:
            self.at, self.place = time(_words().hours[word.lower()]), place + len(word)
            return True
        found = _CLOCK.match(self.text, place)
        if found is None:
            return False
        hour, minute, joined, bare = found.groups()
        if joined:
            hour, minute = joined[:-2], joined[-2:]
        hours, minutes, end = int(hour or bare), int(minute or 0), found.end()
        after = _GAP.match(self.text, end)
        half = _word_at(self.text, after.end() if after else end)
        if half.lower() in _words().halves:
            end = (after.end() if after else end) + len(half)
            hours = _in_half(hours, afternoon=_words().halves[half.lower()])
        elif end < len(self.text) and self.text[end].isalnum():
            return False
        if hours > 23 or minutes > 59:
            self.impossible = self.text[place:end]
            return False
        self.at, self.place = time(hours, minutes), end
        return True

    def _reads_day(self, place: int) -> bool:
        word = _word_at(self.text, place)
        second = _GAP.match(self.text, place + len(word))
        further = _word_at(self.text, second.end()) if second and word else ""
        known = _words().days
        if further and f"{word} {further}".lower() in known:
            days, end = known[f"{word} {further}".lower()], second.end() + len(further) if second else place
        elif word.lower().rstrip(".") in known:
            days, end = known[word.lower().rstrip(".")], place + len(word)
        else:
            return False
        self._take(days)
        self.place = end
        return True

    def _take(self, days: frozenset[int]) -> None:
        first = min(days)
        if self._run_from is not None and len(days) == 1:
            day = self._run_from
            while day != first:
                day = (day + 1) % 7
                self.days.add(day)
        self.days |= days
        self._run_from = None
        self._last_day = first if len(days) == 1 else None

    def _reads_joining(self, place: int) -> bool:
        mark = _MARK.match(self.text, place)
        word = mark[0] if mark else _word_at(self.text, place)
        if not word:
            return False
        if word.lower() in _words().to and self._last_day is not None:
            after = _GAP.match(self.text, place + len(word))
            if _word_at(self.text, after.end() if after else place).lower().rstrip(".") in _words().days:
                self._run_from, self._last_day = self._last_day, None
                self.place = place + len(word)
                return True
        if word.lower() in _words().joining:
            self.place = place + len(word)
            return True
        return False


def _word_at(text: str, place: int) -> str:
    found = _WORD.match(text, place)
    return found[0] if found else ""


def _in_half(hours: int, *, afternoon: bool) -> int:
    if hours == 12:
        return 12 if afternoon else 0
    return hours + 12 if afternoon and hours < 12 else hours
