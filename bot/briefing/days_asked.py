"""Days in a message: "26.11.2024" is the day sources write in words, and a day alone asks what happened then.

What the calendar does not have, and what may be two days, is said and not searched for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.briefing.catalogue import invalid
from bot.briefing.lines.library import Library
from bot.languages.saying import say
from bot.search.query import read_filters
from bot.text.dates.date_values import day_of
from bot.text.dates.written_dates import Written, pattern, read
from bot.views.dates import readable_date
from bot.words.answers import Briefing, Kind, Request, Status

_READ_IN = frozenset({Kind.QUESTION, Kind.TOPIC, Kind.BRIEF, Kind.TIMELINE, Kind.SAID, Kind.QUOTES})
_WHAT_HAPPENED = frozenset({Kind.QUESTION, Kind.TOPIC, Kind.BRIEF, Kind.TIMELINE})
_MONTHS = 12
_EDGES = " \t.,;:!?…"


def with_days_read(request: Request, library: Library) -> Request | Briefing:
    """Return a request with its days as they are looked for, or what to answer where a day is none.

    Days in figures are written in words, of a timeline made its bounds. Words with filters stay as they are.
    """
    if request.kind not in _READ_IN or not any(map(str.isdigit, request.words)):
        return request  # nor are the names of months in all languages loaded for it
    words, filters = read_filters(request.words)
    found = list(_days(request.words)) if words and filters is None else []
    for day, in_figures in reversed(found):
        if day.year is None or day.day is None:
            continue
        if (problem := _problem(day)) is not None:
            refused = invalid(request.words, request.kind, problem, library)
            return replace(refused, status=Status.NONE)  # something was asked: a group is told as well
        iso = f"{day.year:04d}-{day.month:02d}-{day.day:02d}"
        alone = not (words[: day.start] + words[day.end :]).strip(_EDGES)
        if alone and request.kind in _WHAT_HAPPENED:
            asked = say("what happened on {date}", date=readable_date(iso))
            return replace(request, kind=Kind.QUESTION, words=asked)
        if not in_figures and request.kind is not Kind.TIMELINE:
            continue
        before, after = words[: day.start], words[day.end :]
        if request.kind is Kind.TIMELINE:
            rest = " ".join(f"{before} {after}".split())
            return replace(request, words=f"{rest} since:{iso} until:{iso}")
        words = f"{before}{readable_date(iso)}{after}"
        request = replace(request, words=words)
    return request


def _days(words: str) -> Iterator[tuple[Written, bool]]:
    """Yield the dates of a message, each with whether it is in figures."""
    for match in pattern().finditer(words):
        if (found := read(match)) is not None:
            yield found, match.lastgroup in ("ymd", "dotted")


def _problem(day: Written) -> str | None:
    """Return what to say of a day that is none, or may be two; None where it is one."""
    assert day.year is not None
    assert day.day is not None
    if day.month is None:
        return say("The day and the month cannot be told apart; write the date like this: 2024-01-31.")
    if day_of(day.year, day.month, day.day) is None:
        return say("There is no such day in the calendar; write the date like this: 2024-01-31.")
    return None
