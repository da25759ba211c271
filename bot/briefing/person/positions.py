"""What somebody's statements are on: each stands under one subject, called as the statements call it.

A subject is a phrase or a name that the lexicon of the house knows, that the corpus is about, or that several
of the statements share. Subjects are chosen greedily by how many statements they take in that no other did.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from bot.briefing.lines.phrases import Phrase, phrases_of
from bot.briefing.lines.quotable import ReadArticle, ReadSentence
from bot.briefing.said.statements_made import Statement
from bot.language_data.loading import subject
from bot.search.lexicon import lexicon
from bot.search.query import words_of_time
from bot.text.morphology import forms, is_known
from bot.text.names.name_lexicon import lexicon as name_lexicon
from bot.text.tokens import Term, terms
from bot.words.people import Person

_CYRILLIC = re.compile("[\u0400-\u04ff]")
_BASE_FORM = re.compile(  # of a Russian or Kazakh noun: "договор", "помощь", "заявление"; of no case ending
    r"(?:[^аеёиоуыэюяьйәөұүі]|[^е]ость|[чщшжд]ь|[ао]ль|ние|тие|вие|ция|сия|ика|ость)(?<!ов)(?<!ев)(?<!ёв)"
    r"(?<!ам)(?<!ям)(?<!ом)(?<!ем)(?<!ах)(?<!ях)(?<!ых)(?<!их)(?<!ым)(?<!им)(?<!ств)(?<!ның)(?<!нің)(?<!дың)(?<!дің)(?<!тың)"
    r"(?<!тің)(?<!дан)(?<!ден)(?<!тан)(?<!тен)(?<!нан)(?<!нен)(?<!мен)(?<!бен)(?<!пен)\Z"
)
_AGREEING = re.compile(r"(?:ый|ий|ая|яя|ое|ее|ые|ие)\Z")
_AGREEMENT = (  # endings of an adjective in the base form with those of its noun
    (("ый", "ий"), r"[^аеёиоуыэюя]\Z"),
    (("ая", "яя"), r"[аяь]\Z"),
    (("ое", "ее"), r"[оея]\Z"),
    (("ые", "ие"), r"[ыиая]\Z"),
)
_MOST = 12  # subjects looked for; what is shown is fewer
_COMMON = 0.45  # share of many statements from which a name (a country) tells none of them apart
_MANY = 6  # statements from which that counts
_COUNTED = 4  # statements of one subject from which more add no worth
_IN_HEADING = 1.3  # what a subject gains that the heading over a statement names
_LEAST = 0.7  # worth of a subject that one statement alone may stand under


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject, its terms, and the statements under it by their places in the sequence given."""

    words: str
    terms: tuple[str, ...]
    statements: tuple[int, ...]


@dataclass(slots=True)
class _Candidate:
    """A phrase that may be a subject: how it is written, how much it says, and which statements hold it."""

    worth: float
    is_name: bool
    statements: set[int] = field(default_factory=set)
    headed: set[int] = field(default_factory=set)
    written: Counter[str] = field(default_factory=Counter)


@cache
def _wide() -> frozenset[tuple[str, ...]]:
    data = subject("topics")
    return frozenset(_terms_of(words) for words in data["wide"])


@cache
def _joining() -> frozenset[str]:
    data = subject("topics")
    return frozenset(data["joining"])


def prepare() -> None:
    """Read the data of this module now rather than at its first use."""
    _wide()
    _joining()


def topics_of(
    statements: Sequence[Statement],
    subjects: Collection[str],
    without: Collection[str],
    *,
    sides: Sequence[frozenset[int]] = (),
) -> tuple[Topic, ...]:
    """Return the subjects of some statements, the ones most statements are on first; none is in two.

    Args:
        statements: what was said.
        subjects: phrases the whole corpus is about.
        without: terms that are no subject here: the names of who speaks, the country they stand for.
        sides: with two sets of places, only subjects that both hold.
    """
    candidates = _candidates(statements, {_terms_of(words) for words in subjects}, frozenset(without))
    left = set(range(len(statements)))
    topics: list[Topic] = []
    while left and candidates and len(topics) < _MOST:
        gains = {key: _gain(one, left, sides, len(statements)) for key, one in candidates.items()}
        key = max(gains, key=lambda key: (gains[key], key))
        if gains[key] <= 0:
            break
        chosen = candidates[key]
        taken = chosen.statements & left
        if len(taken) > 1 or chosen.worth >= _LEAST:
            topics.append(Topic(_name(chosen), key, tuple(sorted(taken))))
            left -= taken
        candidates = {other: one for other, one in candidates.items() if other != key and gains[other] > 0}
    return tuple(topics)


def no_subjects_of(person: Person) -> frozenset[str]:
    """Return the terms no statement of a person is on: their names, and the countries of their offices."""
    names = {term.term for form in person.forms for term in terms(form)}
    countries = {
        term.term
        for role in {role.text for role in person.roles}
        for term in terms(role)
        if name_lexicon().country(term.word) is not None or term.word == "usa"
    }
    return frozenset(names | countries)


def _gain(candidate: _Candidate, left: set[int], sides: Sequence[frozenset[int]], total: int) -> float:
    taken = candidate.statements & left
    number = min((len(taken & side) for side in sides), default=len(taken))
    if not number:
        return 0.0
    share = len(candidate.statements) / total
    if candidate.is_name and not sides and total >= _MANY and share > _COMMON:
        return 0.0
    headed = _IN_HEADING if candidate.headed & taken else 1.0
    telling = math.log(1 + total / len(candidate.statements))
    return candidate.worth * headed * float(min(number, _COUNTED) ** 0.8) * float(telling**0.5)


def _name(candidate: _Candidate) -> str:
    """Return a subject as it is most often written, with a capital first letter."""
    words, _ = min(candidate.written.items(), key=lambda entry: (-entry[1], -len(entry[0]), entry[0]))
    return words[:1].upper() + words[1:]


def _candidates(
    statements: Sequence[Statement], subjects: Collection[tuple[str, ...]], without: frozenset[str]
) -> dict[tuple[str, ...], _Candidate]:
    found: dict[tuple[str, ...], _Candidate] = {}
    holding: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)  # the same words twice count once
    phrases: dict[int, list[tuple[Phrase, bool]]] = {}
    for place, statement in enumerate(statements):
        article = statement.article
        phrases[place] = [one for sentence in statement.about for one in article.once(_phrases, sentence)]
        words = article.article.read(statement.span)
        for phrase, _ in phrases[place]:
            holding[phrase.terms].add(words)
    outlets = {one.id: set(_terms_of(one.article.article.outlet or "")) for one in statements}
    for place, named in phrases.items():
        outlet = outlets[statements[place].id]  # whom somebody told it is not what they spoke of
        for phrase, headed in named:
            key = phrase.terms
            if key in _wide() or without & set(key) or set(key) <= outlet:
                continue
            worth = _worth(phrase, key in subjects, len(holding[key]))
            if worth <= 0:
                continue
            candidate = found.setdefault(key, _Candidate(worth, phrase.is_name))
            candidate.worth = max(candidate.worth, worth)
            candidate.statements.add(place)
            candidate.written[phrase.words] += 1
            if headed:
                candidate.headed.add(place)
    for one in found.values():
        one.written = Counter({words: count for words, count in one.written.items() if _can_head(words)})
    return {
        key: one
        for key, one in found.items()
        if one.written and (len(one.statements) > 1 or one.worth >= _LEAST)
    }


def _can_head(words: str) -> bool:
    """Say whether words stand in the form they have in a heading, as far as their endings tell.

    In doubt they do not: "визита" may be of "визит" or, as "победа", a word itself.
    """
    if not _CYRILLIC.search(words):
        return True
    *before, last = words.split()
    if last.isupper():
        return True  # an abbreviation
    last = last.lower()
    if is_known(last) and forms(last)[0].part != "NOUN":
        return False  # "признал" ends as nouns do
    if not before:
        return _BASE_FORM.search(last) is not None
    agreeing = _AGREEING.search(before[-1].lower())
    if agreeing is None:
        return False
    return any(
        agreeing[0] in adjective and re.search(noun, last) is not None for adjective, noun in _AGREEMENT
    )


def _worth(phrase: Phrase, is_subject: bool, holding: int) -> float:
    """Return how much a phrase says as a subject, 0 where it is none."""
    if not phrase.is_name and not _joining().isdisjoint(phrase.words.lower().split()):
        return 0.0  # "Even though" is no subject
    known = lexicon().knows(phrase.terms)
    several = len(phrase.terms) > 1
    if not known and _is_no_noun_phrase(phrase):
        return 0.0
    if several and not phrase.is_name:
        return 1.3 if known else 1.1 if is_subject or holding > 1 else 0.4
    if several:
        return 0.9 if known or is_subject or holding > 1 else 0.3
    if not known:
        return 0.0
    return 0.75 if phrase.is_name else 0.9 if is_subject else 0.7


def _is_no_noun_phrase(phrase: Phrase) -> bool:
    """Say whether words side by side are no subject by their endings: "steering clear", "Turku Tuesday"."""
    words = phrase.words.lower().split()
    if phrase.is_name:
        return not words_of_time().isdisjoint(words)
    return words[0].endswith(("ly", "ing")) or words[-1].endswith(("ing", "ed", "ly"))


def _phrases(article: ReadArticle, sentence: ReadSentence) -> tuple[tuple[Phrase, bool], ...]:
    """Return the phrases of a sentence, each with whether the heading over it names it too."""
    text, read = article.article.text, sentence.read.terms
    over = article.heading_words[sentence.section - 1].words if sentence.section else frozenset[str]()
    near = article.people.touching(sentence.span)
    found = list(phrases_of(read, text, sentence.span, near))
    # Countries and bodies are named by one word, which no phrase of common words has.
    found += [
        Phrase(text[term.span.start : term.span.end], (term.term,), is_name=True)
        for term in read
        if _is_name(term, text) and not any(span.contains(term.span) for span in near)
    ]
    return tuple((phrase, over.issuperset(phrase.terms)) for phrase in found)


def _is_name(term: Term, text: str) -> bool:
    """Say whether a word names a country or a body: no people's adjective, no word of the calendar."""
    if term.compound or not text[term.span.start].isupper() or term.word in words_of_time():
        return False
    return term.word not in name_lexicon().demonyms and lexicon().knows([term.term])


@lru_cache(maxsize=4096)
def _terms_of(words: str) -> tuple[str, ...]:
    return tuple(term.term for term in terms(words) if not term.compound)
