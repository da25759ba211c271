"""Which way a relation goes that is asked for: a visit of A to B is not a visit of B to A.

Words alone do not tell the two apart. What does is whose the visit is called, in the question and in a text:
"the visit of A", "A's visit", "A visit", «визит президента А»; and who comes for it: "A came on a visit".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bot.briefing.lines.quotable import ReadArticle
from bot.language_data.loading import subject
from bot.search.matching import ReadText, held
from bot.search.query import Concept, Query
from bot.text.names.name_lexicon import fold, lexicon
from bot.words.spans import Span

_NAME = r"(?:(?<!\w)[^\W\d_a-zа-яёәғқңөұүһі][\w’'-]*)"  # a word with a capital
_FARTHEST = 80  # characters between who comes and what for
_BEFORE, _AFTER = 3, 4  # small words between a noun and the name of whose it is


@dataclass(frozen=True, slots=True)
class Direction:
    """A relation asked for: whose it is. Where the question does not say whose, there is no direction."""

    actor: Concept


@cache
def _words() -> dict[str, str]:
    data = subject("direction")
    return {
        name: "|".join(
            sorted((re.escape(word) for words in part.values() for word in words), key=len, reverse=True)
        )
        for name, part in data.items()
    }


@cache
def _belonging() -> re.Pattern[str]:
    """Return what finds a noun with whose it is: after "of", before it (also bare), or in the genitive."""
    words = _words()
    towards = rf"(?:{words['towards']})\b"
    small = r"[a-zа-яёәғқңөұүһі-]+"
    run = rf"{_NAME}(?: {_NAME})*"
    parting = rf"{towards}|(?:{words['parting']})\b"
    after = rf"(?: (?:{words['belonging']}))?(?: (?!{towards}){small}){{0,{_AFTER}}} (?P<after>{run})"
    return re.compile(
        rf"(?P<before>{run})(?:[’']s?)?(?: (?!{parting}){small}){{0,{_BEFORE}}} (?i:{words['nouns']})\b"
        rf"(?! (?:{words['belonging']})\b)"
        rf"|\b(?i:{words['nouns']}){after}"
    )


@cache
def _coming() -> re.Pattern[str]:
    """Return what finds who comes for such a relation: "A came to B for a visit", «А прибыл с визитом»."""
    words = _words()
    small = r"[a-zа-яёәғқңөұүһі-]+"
    run = rf"{_NAME}(?: {_NAME})*"
    return re.compile(
        rf"(?P<who>{run}) {small}\b[^.;:“”\"«»]{{0,{_FARTHEST}}}"
        rf"\b(?:{words['coming']})(?: {small}){{0,{_BEFORE}}} (?i:{words['nouns']})\b"
    )


@cache
def _one_way() -> re.Pattern[str]:
    """Return what finds, in a question, a noun of such a relation with where it goes."""
    words = _words()
    return re.compile(rf"\b(?:{words['nouns']})\b.*\b(?:{words['towards']})\s+\S", re.IGNORECASE)


@cache
def _noun() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_words()['nouns']})\b", re.IGNORECASE)


def prepare() -> None:
    """Read the data of this module now rather than at its first use."""
    _belonging()
    _coming()
    _one_way()


def direction(query: Query) -> Direction | None:
    """Return whose a visit (an attack, …) is that a query asks for, None where it says nothing of it."""
    if _one_way().search(query.text) is None:
        return None
    capitalised = " ".join(_as_name(word, query) for word in query.text.split())
    for owner in _owners(capitalised, Span(0, len(capitalised))):
        words = ReadText(capitalised, owner)
        for concept in query.concepts:
            if held(concept, words) is not None:
                return Direction(concept)
    return None


def _as_name(word: str, query: Query) -> str:
    """Return a word of a question with a capital where it names somebody, however it was typed."""
    people = (concept.words.lower().split() for concept in query.concepts if concept.figures)
    return word[:1].upper() + word[1:] if any(word.lower() in names for names in people) else word


def _owners(text: str, span: Span) -> Iterator[Span]:
    for found in _belonging().finditer(text, span.start, span.end):
        yield Span(*found.span("before" if found["before"] else "after"))


def tells_of_it(article: ReadArticle, asked: Direction) -> bool:
    """Say whether an article may tell of such relations of whom is asked about: it has a word for one.

    One that says whose it is has to say it is theirs; beside "the visit" alone who is asked about is named.
    """
    nouns = _noun()
    for one in article.sentences:
        words = one.span.of(article.article.text)
        if nouns.search(words) is None or _is_theirs(article.article.text, one.span, asked) is False:
            continue
        if held(asked.actor, one.read) is not None or _is_theirs(article.article.text, one.span, asked):
            return True
    return False


def goes_the_other_way(article: ReadArticle, asked: Direction) -> bool:
    """Say whether an article tells of such relations of others, and of none of whom is asked about."""
    found = [_is_theirs(article.article.title, Span(0, len(article.article.title)), asked)]
    found += [_is_theirs(article.article.text, one.span, asked) for one in article.sentences]
    return False in found and True not in found


def _is_theirs(text: str, span: Span, asked: Direction) -> bool | None:
    """Say whether what a text tells is of whom is asked about; None where it does not say whose it is."""
    owners = [ReadText(text, owner) for owner in _owners(text, span)]
    # "The visit" and "his visit" name nobody, and an office alone may be that of whom is asked about.
    owners = [owner for owner in owners if owner.terms and not _is_office(owner.terms[-1].word)]
    if not owners and (coming := _coming().search(text, *span)) is not None:
        owners = [ReadText(text, Span(*coming.span("who")))]
    return any(held(asked.actor, owner) is not None for owner in owners) if owners else None


def _is_office(word: str) -> bool:
    known = lexicon()
    return known.is_role(fold(word)) or known.is_title(fold(word))
