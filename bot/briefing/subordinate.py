"""Whether a date stands in a clause of its own: when a thing was made, and not when its news happened.

"The firm she founded in 1975 closed" tells of no event of 1975. Read by the words that open a clause, without
a syntax model; data: `subordinate_dates`. Where it is not sure, the date is taken for none: a wrong day is
worse than none.
"""

from __future__ import annotations

import re

from bot.language_data.reading import expressions
from bot.models import DateMention, Precision

_ENDS = re.compile(r"[,;:()]|\s[–—-]\s")
_NAMED_BESIDE = re.compile(
    r",(?: [A-ZА-ЯЁ][\w’'-]+){1,4},"
)  # "a colleague, Ada Lind, in 2009": no clause ends there
_REACH = 240  # characters before a date in which its clause may open
_JUST_BEFORE = 60  # and in which a participle with its author stands, or who is told


def is_subordinate(date: DateMention, before: str) -> bool:
    """Say whether a date belongs to another clause than the main one of its sentence.

    Args:
        date: the date.
        before: the sentence up to it, in which no other date has a comma.
    """
    before = before[-_REACH:]
    if _is_in_clause(before) or _is_of_participle(before):
        return True
    # "Was fined for speeding on Friday": a day is when, a year may be when he was caught.
    if date.precision is Precision.DAY:
        return False
    return any(_goes_on(before[found.end() :]) for found in _words("charge").finditer(before))


def prepare() -> None:
    """Read the data of this module now rather than at its first use."""
    _words("opener")


def _words(name: str) -> re.Pattern[str]:
    return expressions("subordinate_dates")[name]


def _is_in_clause(before: str) -> bool:
    """Say whether a relative clause, or one that says since when, is still open."""
    openers = [found for found in _words("opener").finditer(before) if found.start()]
    openers += [
        found
        for found in _words("of_a_thing").finditer(before)
        if _words("telling").search(before, max(0, found.start() - _JUST_BEFORE), found.start()) is None
    ]
    return any(
        _goes_on(clause) and ("," in found[0] or _verbs(clause) <= 1)
        for found in openers
        for clause in [before[found.end() :]]
    )


def _goes_on(clause: str) -> bool:
    return _ENDS.search(_NAMED_BESIDE.sub(" ", clause)) is None


def _verbs(clause: str) -> int:
    """Return how many verbs of a clause begin something: of two the second is the main clause's."""
    return sum(
        _words("going_on").search(clause, 0, found.start()) is None
        for found in re.finditer(rf"\b(?:{_words('verb').pattern})\b", clause, re.IGNORECASE)
    )


def _is_of_participle(before: str) -> bool:
    """Say whether a participle that only tells which thing is meant stands right before: "signed in"."""
    found = _words("participle").search(before, max(0, len(before) - _JUST_BEFORE))
    if found is None or _words("no_noun").match(found["before"].lower()):
        return False
    return found["comma"] is not None or _verbs(before[: found.start("before")]) > 0
