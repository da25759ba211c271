"""What the parts of a matched date expression come to: months, counts, Russian words, the exact span."""

from __future__ import annotations

import re

from bot.models import Span
from bot.text.date_expressions import date_words
from bot.text.date_values import Found, open_date, stated

SHORTEST_MONTH = 3
"""Letters of the shortest name of a month."""

_PART_OF_DATE = frozenset({"last", "this", "next", "late", "early", "mid", "mid-"})


def dotted_date(match: re.Match[str]) -> Found | None:
    """Read "15.08.2021" day first; with slashes only where one of the two can be no month."""
    first, second, year = int(match["dot_d"]), int(match["dot_m"]), match["dot_y"]
    if match["dot"] == "." or first > 12:
        return stated(year, second, first)
    if second > 12:
        return stated(year, first, second)
    return stated(year, first, second) if first == second else open_date("day and month cannot be told apart")


def span_of(match: re.Match[str], offset: int) -> Span:
    """Return the characters of the expression; the word that only leads to a month is not part of it."""
    start, end = match.span()
    if match.lastgroup == "dmy" and match[0].endswith(".") and len(match["dmy_m"]) > SHORTEST_MONTH + 1:
        end -= not match["dmy_m"].isascii()  # a full stop, after a name of a month that is no abbreviation
    if match.lastgroup == "bare" and match["bare_lead"].lower() not in _PART_OF_DATE:
        start = match.start("bare_m")
    return Span(offset + start, offset + end)


def meant(word: str) -> str:
    """Return the English word for a Russian or Kazakh one, and any other as it stands."""
    return date_words().meaning.get(word.lower(), word.lower())


def is_month_name(name: str) -> bool:
    """Say whether a word is written as names of months are: with a capital, but for Cyrillic ones."""
    return name[:1].isupper() or not name.isascii()


def month_number(name: str) -> int:
    """Return the number of a month by its name in any case."""
    return date_words().months[name.lower()]


def count_of(words: str) -> int | None:
    """Return the number that words or digits stand for; None for "a few"."""
    return int(words) if words.isdigit() else date_words().numbers.get(words.lower())


def content_words(text: str) -> set[str]:
    """Return the longer words of a text in lower case."""
    return {word.lower() for word in re.findall(r"[^\W\d_]{4,}", text)}
