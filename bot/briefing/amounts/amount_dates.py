"""Which date a sentence gives an amount; a wrong one is worse than none, for the sentence says it anyway."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date as calendar_date

from bot.briefing.amounts.amount_words import amount_words
from bot.briefing.amounts.amounts import Amount
from bot.words.documents import Precision
from bot.words.findings import DateMention
from bot.words.spans import Span

_WORD = re.compile(r"[^\W\d_]+")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\s*\Z")
_WORD_REACH = 24  # characters before a date that are looked at for the word it stands after
_POSSESSIVE = re.compile(r"[’']s?\b")
_BREAK = re.compile(r"[,;:()—–\"“”]")
_FURTHEST = 90  # characters between an amount and a date of the same clause
_NEWS = 3  # days after what happened in which articles tell of it as just happened
_OPENING = 3  # words up to which a date opens a sentence, and so dates all of it


def date_given(
    amount: Amount, amounts: Sequence[Amount], dates: Sequence[DateMention], sentence: Span, text: str
) -> tuple[str | None, bool]:
    """Return the ISO prefix a sentence gives an amount, and whether it names a time that cannot be put to it.

    Args:
        amount: that is dated.
        amounts: all of the sentence, so that none takes the date of another.
        dates: that the sentence names.
        sentence: where it stands in `text`.
        text: of the document.
    """
    times = [date for date in dates if not _is_part_of_name(date, text)]
    if not times:
        return None, False
    near = [date for date in times if _is_beside(date, amount, amounts, text)]
    opening = [date for date in times if _opens(date, sentence, text) and date.span.end <= amount.span.start]
    for date in sorted(near, key=lambda date: _gap(date.span, amount.span)) or opening:
        if date.value and date.precision is not Precision.RANGE and not _bounds_a_time(date, text):
            return date.value, False
        break
    return None, True


def is_news(day: str | None, published: str | None) -> bool:
    """Say whether a day is one of those an article tells of as just past, both in ISO form."""
    if not day or not published or not len(day) == len(published) == len("2024-01-01"):
        return False
    return 0 <= (calendar_date.fromisoformat(published) - calendar_date.fromisoformat(day)).days <= _NEWS


def _is_part_of_name(date: DateMention, text: str) -> bool:
    """Say whether a date tells no time of its own: "a 1981 claim", "last year's agreement"."""
    if _POSSESSIVE.match(text, date.span.end):
        return True
    before = _word_before(date, text)
    return date.span.of(text).isdigit() and bool(before) and before not in _before_a_time()


def _before_a_time() -> frozenset[str]:
    words = amount_words()
    return words.at_a_time | words.bounds_of_time


def _bounds_a_time(date: DateMention, text: str) -> bool:
    """Say whether a time begins or ends at a date: "since 2015"."""
    return _word_before(date, text) in amount_words().bounds_of_time


def _word_before(date: DateMention, text: str) -> str:
    start = date.span.start
    found = _WORD_BEFORE.search(text, max(0, start - _WORD_REACH), start)
    return found[1].lower() if found else ""


def _is_beside(date: DateMention, amount: Amount, amounts: Sequence[Amount], text: str) -> bool:
    """Say whether a date stands in the clause of an amount, with no other amount between."""
    between = _between(date.span, amount.span)
    if between.end - between.start > _FURTHEST or any(between.contains(other.span) for other in amounts):
        return False
    words = between.of(text).rstrip("( ")
    if _BREAK.search(words):
        return False
    # The word right before the date belongs to it: "in 2022", "since 2015".
    inside = [word.lower() for word in _WORD.findall(words)]
    if amount.span < date.span and inside and inside[-1] in _before_a_time():
        inside.pop()
    return amount_words().clause_openers.isdisjoint(inside)


def _opens(date: DateMention, sentence: Span, text: str) -> bool:
    return len(text[sentence.start : date.span.start].split()) < _OPENING


def _between(one: Span, other: Span) -> Span:
    first, second = sorted((one, other))
    return Span(first.end, max(first.end, second.start))


def _gap(date: Span, amount: Span) -> int:
    between = _between(date, amount)
    return between.end - between.start + (date.end <= amount.start)  # of equals the one that follows
