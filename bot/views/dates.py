"""Dates in words, in the language spoken, as exact as they are known and no more."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache

from bot.languages.saying import ENGLISH, say, spoken_language

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_ISO_PREFIX = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?", re.ASCII)


def readable_date(prefix: str, *, short: bool = False) -> str:
    """Return an ISO day, month or year in words: "26 November 2024", "January 2022", "2023".

    Args:
        prefix: an ISO day or its beginning; anything else comes back as it is.
        short: with the months cut to three or four letters ("26 Nov 2024").
    """
    match = _ISO_PREFIX.fullmatch(prefix)
    if match is None or match[2] is None:
        return prefix
    language = spoken_language()
    if language == ENGLISH:
        return _in_english(match[1], int(match[2]), int(match[3] or 0), short=short)
    return _in_words(prefix, language, short=short)


def weekday_and_date(day: date, *, short: bool = False) -> str:
    """Return a day with its weekday: "Monday 6 January 2025", or `short` "Mon 6 Jan"."""
    language = spoken_language()
    if language == ENGLISH:
        return f"{day:%a} {day.day} {day:%b}" if short else f"{day:%A} {day.day} {day:%B %Y}"
    from babel.dates import format_date, format_skeleton

    words = (
        format_skeleton("MMMEd", day, locale=language) if short else format_date(day, "full", locale=language)
    )
    return words.replace("\u202f", "\u00a0")


def in_words_at(at: datetime) -> str:
    """Return a moment in its own zone: "Mon 6 Jan, 08:00"."""
    return say("{day}, {time}", day=weekday_and_date(at.date(), short=True), time=f"{at:%H:%M}")


def _in_english(year: str, month: int, day: int, *, short: bool) -> str:
    """Return a date as British English has it; by hand, so that what dates need is loaded for others only."""
    name = _MONTHS[month - 1]
    if short and name not in {"May", "June", "July"}:
        name = "Sept" if name == "September" else name[:3]
    return f"{day} {name} {year}" if day else f"{name} {year}"


@lru_cache(maxsize=4096)
def _in_words(prefix: str, language: str, *, short: bool) -> str:
    """Return a day or a month as the Unicode locale data have it for a language."""
    from babel.dates import format_date, format_skeleton

    to_the_month = len(prefix) == len("2024-11")
    try:
        day = date.fromisoformat(f"{prefix}-01" if to_the_month else prefix)
    except ValueError:  # the year 0, or a 31 February
        return prefix
    if short:
        words = format_skeleton("yMMM" if to_the_month else "yMMMd", day, locale=language)
    elif to_the_month:
        words = format_skeleton("yMMMM", day, locale=language)
    else:  # for which not every language has a skeleton
        words = format_date(day, "long", locale=language)
    return words.replace("\u202f", "\u00a0")  # the narrow space is missing in many fonts
