"""Whether a date stands in a clause of its own: when a thing was made, and not when its news happened.

"The firm she founded in 1975 closed" tells of no event of 1975. Read by the words that open a clause, without
a syntax model; data: `subordinate_dates`. Where it is not sure, the date is taken for none: a wrong day is
worse than none.
"""

from __future__ import annotations

import re
from functools import cache

from bot.briefing.lines.quotable import ReadArticle
from bot.language_data.loading import expressions
from bot.words.documents import Precision
from bot.words.findings import DateMention
from bot.words.spans import Span

_ENDS = re.compile(r"[,;:()]|\s[–—-]\s")
_NAMED_BESIDE = re.compile(
    r",(?: [A-ZА-ЯЁ][\w’'-]+){1,4},"
)  # "a colleague, Ada Lind, in 2009": no clause ends there
_CLOSING_DASH = re.compile(r"[^.;:]*?\s(?:--|[–—-])\s")
_REACH = 240  # characters before a date in which its clause may open
_JUST_BEFORE = 60  # and in which a participle with its author stands, or who is told


def is_subordinate(date: DateMention, article: ReadArticle, sentence: Span) -> bool:
    """Say whether a date belongs to another clause than the main one of its sentence."""
    return clause_of(date, article, sentence) is not None


def clause_of(date: DateMention, article: ReadArticle, sentence: Span) -> Span | None:
    """Return the clause of its own a date stands in, from where it opens to the date, or None."""
    before = _sentence_before(date, article, sentence)
    away = max(0, len(before) - _REACH)
    if _words("bounding").match(before):
        return Span(sentence.start, date.span.end)
    before = before[away:]
    # "Was fined for speeding on Friday": a day is when, a year may be when he was caught.
    charges = _words("charge").finditer(before) if date.precision is not Precision.DAY else ()
    opened = [
        *_clauses(before),
        *_participles(before),
        *_asides(before, article.article.text[date.span.end : sentence.end]),
        *(one for one in charges if _goes_on(before[one.end() :])),
    ]
    start = min((found.start() for found in opened), default=None)
    return None if start is None else Span(sentence.start + away + start, date.span.end)


def _sentence_before(date: DateMention, article: ReadArticle, sentence: Span) -> str:
    """Return a sentence up to a date, without the commas of the dates before it ("May 3, 2011")."""
    before = article.article.text[sentence.start : date.span.start]
    for other in article.dates_in(sentence):
        if other.span.end <= date.span.start:
            start, end = other.span.start - sentence.start, other.span.end - sentence.start
            before = before[:start] + before[start:end].replace(",", " ") + before[end:]
    return before


def prepare() -> None:
    """Read the data of this module now rather than at its first use."""
    _words("opener")


def _asides(before: str, after: str) -> list[re.Match[str]]:
    """Return the aside between dashes a date stands in, which says no verb: what something is."""
    found = _words("aside").search(before) if _CLOSING_DASH.match(after) else None
    return [found] if found is not None and not _verbs(found[0]) else []


def _words(name: str) -> re.Pattern[str]:
    return expressions("subordinate_dates")[name]


def _clauses(before: str) -> list[re.Match[str]]:
    """Return the openings of relative clauses, and of those that say since when, that are still open."""
    openers = [found for found in _words("opener").finditer(before) if found.start()]
    openers += [
        found
        for found in _words("of_a_thing").finditer(before)
        if _words("telling").search(before, max(0, found.start() - _JUST_BEFORE), found.start()) is None
    ]
    return [
        found
        for found in openers
        for clause in [before[found.end() :]]
        if _goes_on(clause) and ("," in found[0] or _verbs(clause) <= 1)
    ]


def _goes_on(clause: str) -> bool:
    return _ENDS.search(_NAMED_BESIDE.sub(" ", clause)) is None


def _verbs(clause: str) -> int:
    """Return how many verbs of a clause begin something: of two the second is the main clause's.

    "Ahmed" and "Mohamed" are none.
    """
    return sum(
        found[0][0].islower() and _words("going_on").search(clause, 0, found.start()) is None
        for found in _verb().finditer(clause)
    )


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_words('verb').pattern})\b", re.IGNORECASE)


def _participles(before: str) -> list[re.Match[str]]:
    """Return a participle that only tells which thing is meant, where it stands right before: "signed in"."""
    found = _words("participle").search(before, max(0, len(before) - _JUST_BEFORE))
    if found is None or _words("no_noun").match(found["before"].lower()):
        return []
    beside = found["comma"] is not None or _verbs(before[: found.start("before")]) > 0
    return [found] if beside else []
