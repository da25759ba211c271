"""What the parts of a matched date expression come to: months, counts, Russian words, the exact span."""

from __future__ import annotations

import re

from bot.language_data.loading import subject
from bot.text.dates.date_expressions import date_words
from bot.words.spans import Span

SHORTEST_MONTH = 3
"""Letters of the shortest name of a month."""


def span_of(match: re.Match[str], offset: int) -> Span:
    """Return the characters of the expression; the word that only leads to a month is not part of it."""
    start, end = match.span()
    if match.lastgroup == "dmy" and match[0].endswith(".") and len(match["dmy_m"]) > SHORTEST_MONTH + 1:
        end -= not match["dmy_m"].isascii()  # a full stop, after a name of a month that is no abbreviation
    if match.lastgroup == "bare" and not is_part_of_date(match["bare_lead"]):
        start = match.start("bare_m")
    return Span(offset + start, offset + end)


def is_part_of_date(leading: str) -> bool:
    """Say whether a word before a month is a part of the date ("late March") and does not only lead to it."""
    return re.fullmatch(subject("dates")["expressions"]["part"], leading, re.IGNORECASE) is not None


def meant(word: str) -> str:
    """Return the English word for a Russian or Kazakh one, and any other as it stands."""
    return date_words().meaning.get(word.lower(), word.lower())


def count_of(words: str) -> int | None:
    """Return the number that words or digits stand for; None for "a few"."""
    return int(words) if words.isdigit() else date_words().numbers.get(words.lower())


def content_words(text: str) -> set[str]:
    """Return the longer words of a text in lower case."""
    return {word.lower() for word in re.findall(r"[^\W\d_]{4,}", text)}
