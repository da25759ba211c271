"""Whether the clause around a day tells of what is to come, or of what happened on the very day.

News style (AP Stylebook, "days of the week") names the weekday for days within a week before or after the
article; which of the two is told by the verb of the clause the day stands in.
"""

from __future__ import annotations

import re
from functools import cache

from bot.language_data.loading import expressions
from bot.text.morphology import WordForm, finite_verb

_REACH = 120  # characters before or after a day in which the verb of its clause is looked for
_CLAUSE = re.compile(r"[^,;:.!?—–()“”«»]+")
_RUSSIAN = re.compile(r"\b[а-яё]{3,}\b")
_FEW_WORDS = re.compile(r"\s*(?:[^\W\d_]+\s+){0,4}")


def is_to_come(sentence: str, start: int, end: int, *, dated: bool = False) -> bool | None:
    """Say whether the clause around a day, at `start` to `end` of a sentence, tells of what is to come.

    None where it may be either: what somebody said "would" be may be over by now, unless the sentence also
    gives the day of the saying (`dated`).
    """
    before = _clause_before(sentence, start)
    ahead = list(_sign("ahead").finditer(before))
    if ahead:
        # "Said it would sail on Friday" is of the sailing, "would sail, he said on Friday" of the saying.
        told = _sign("happened").finditer(before, ahead[-1].end())
        if any(_sign("passive").search(before, 0, found.start()) is None for found in told):
            return False
        return True if dated or ahead[-1][0].lower() != "would" else None
    after = sentence[end : end + _REACH]
    if _sign("ahead_behind").match(after):
        return True
    if not _opening().fullmatch(before):
        return False
    own = _clause_behind(after)
    found = _sign("ahead").search(own)
    return (
        found is not None
        and found[0].lower() != "would"
        and not _sign("happened").search(own, 0, found.start())
    )


def surely_comes(sentence: str, start: int, end: int) -> bool:
    """Say whether the clause of a day, at `start` to `end`, says outright that it comes: "will open in"."""
    clause = clause_of(sentence, start, end)
    verbs = _russian_verbs(clause)
    return _sign("surely_ahead").search(clause) is not None or (
        bool(verbs) and all(verb.future for verb in verbs)
    )


def is_timetabled(sentence: str, start: int, end: int) -> bool:
    """Say whether the clause of a day, at `start` to `end`, tells in the present what is set: "begins on"."""
    clause = clause_of(sentence, start, end)
    return _sign("timetabled").search(clause) is not None and _sign("happened").search(clause) is None


def clause_of(sentence: str, start: int, end: int) -> str:
    """Return what tells of a day, at `start` to `end`: its clause before it, or behind one that opens."""
    before = _clause_before(sentence, start)
    return _clause_behind(sentence[end : end + _REACH]) if _opening().fullmatch(before) else before


def has_russian_future(sentence: str) -> bool:
    """Say whether a Russian verb in the future stands in a sentence: "возобновится", "будут"."""
    return any(verb.future for verb in _russian_verbs(sentence))


def has_happened(sentence: str, start: int, end: int) -> bool:
    """Say whether the clause of a day, at `start` to `end`, tells of it as past, whatever others foresee.

    It stands before the day; where the day opens the sentence, behind it.
    """
    before = _clause_before(sentence, start)
    if _sign("surely_happened").search(before) or _has_russian_past(before):
        return True
    if not _opening().fullmatch(before):
        return False
    own = _CLAUSE.match(_clause_behind(sentence[end : end + _REACH]))
    behind = own[0] if own else ""
    ahead = _sign("ahead").search(behind)
    done = _sign("happened").search(behind)
    first = done is not None and (ahead is None or done.start() < ahead.start())
    return first or _has_russian_past(behind)


def _has_russian_past(clause: str) -> bool:
    """Say whether a Russian verb in the past stands in a clause, and none in another time."""
    verbs = _russian_verbs(clause)
    return bool(verbs) and all(verb.past for verb in verbs)


def _russian_verbs(words: str) -> list[WordForm]:
    return [verb for word in _RUSSIAN.findall(words) if (verb := finite_verb(word)) is not None]


def is_of_the_day(sentence: str, start: int, end: int) -> bool:
    """Say whether "today" at `start` to `end` is the day of the article, and not these times.

    It is where the hour is named, or where it says when something was said or done: "announced today",
    "Today, the envoy left".
    """
    before = sentence[max(0, start - _REACH) : start]
    if sentence[end : end + 2] in ("’s", "'s") or sentence[start:end].isupper():
        return False
    if _sign("of_the_day").search(before) or _sign("at_an_hour").match(sentence, end):
        return True
    if not sentence[:start].strip(' "“«') and _sign("done_today").match(sentence, end + 1):
        return True
    done = [
        found
        for found in _sign("happened").finditer(before)
        if not _sign("these_times").search(before[: found.start()])
    ]
    return bool(done) and _FEW_WORDS.fullmatch(before, done[-1].end()) is not None


def _clause_before(sentence: str, position: int) -> str:
    """Return the words of the same clause that stand before a position."""
    before = sentence[max(0, position - _REACH) : position]
    ends = [found.end() for found in _clause_ends().finditer(before) if found.end() < len(before)]
    return before[ends[-1] :] if ends else before


def _clause_behind(after: str) -> str:
    """Return the words of the same clause that stand behind a day, without a comma right behind it."""
    after = after.lstrip(" ,")
    end = _clause_ends().search(after)
    return after[: end.start()] if end else after


def _sign(name: str) -> re.Pattern[str]:
    """Return an expression of the subject `date_clauses`."""
    return expressions("date_clauses")[name]


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{_sign('opening').pattern})?\s*\Z", re.IGNORECASE)


@cache
def _clause_ends() -> re.Pattern[str]:
    return re.compile(rf"[;:—–()“”\"«»]|,\s*\Z|{_sign('clause_ends').pattern}", re.IGNORECASE)
