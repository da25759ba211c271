"""Words that turn what a sentence tells, where its source has others: "refused" for "agreed", "former".

A sentence laid against its source may keep every name, number and date and still tell something else. What
turns it is known as data (`turning_words`): a bound before a number, a word that counts by being there, two
words of which one says the reverse of the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from bot.briefing.checking.alignment import Alignment
from bot.briefing.checking.words import ComparedWord, negations
from bot.language_data.loading import subject
from bot.text.morphology import forms
from bot.text.names.name_lexicon import is_cyrillic
from bot.text.tokens import stem, stop_words

_LONGEST_BOUND = 4  # words of the longest phrase before a number ("a maximum of", «более чем» and an article)
_GAP = 5  # words of a gap in which one stands for another; a longer one is a clause left out or put in
_LIKELY = 0.5  # share of a word's readings from which on its tense is that


class _Opposite(NamedTuple):
    one: frozenset[str]
    other: frozenset[str]


class _TurningWords(NamedTuple):
    bounds: Mapping[tuple[str, ...], str]
    alone: Mapping[str, str]
    opposites: tuple[_Opposite, ...]


def _key(word: str) -> str:
    """Return what a word is known by: a Russian one by its stem, an English one ("reportedly") as it is."""
    return stem(word) if is_cyrillic(word) else word


class Gap(NamedTuple):
    """Words of a sentence that meet none of the source, and those that stand there in the source."""

    asked: range
    source: range
    is_open: bool = False
    """Whether nothing meets on one side: the text may begin and go on there in words of its own."""


@cache
def _turning_words() -> _TurningWords:
    data = subject("turning_words")
    return _TurningWords(
        bounds={
            tuple(phrase.split()): meaning
            for meaning, phrases in data["bounds"].items()
            for phrase in phrases
        },
        alone={_key(word): meaning for meaning, words in data["alone"].items() for word in words},
        opposites=tuple(
            _Opposite(frozenset(map(stem, row["one"])), frozenset(map(stem, row["other"])))
            for row in data["opposite"]
        ),
    )


def bound_before(words: Sequence[ComparedWord], place: int) -> tuple[str | None, int]:
    """Return how the words before a number bound it, and the place of the first of them; None for nothing."""
    for length in range(min(_LONGEST_BOUND, place), 0, -1):
        phrase = tuple(word.key for word in words[place - length : place])
        if (meaning := _turning_words().bounds.get(phrase)) is not None:
            return meaning, place - length
    return None, place


def bounding(words: Sequence[ComparedWord]) -> frozenset[int]:
    """Return the places of words that only bound a number, which deny nothing («не менее» 40)."""
    found: set[int] = set()
    for at, word in enumerate(words):
        if word.key in negations():
            for phrase in _turning_words().bounds:
                if tuple(one.key for one in words[at : at + len(phrase)]) == phrase:
                    found.update(range(at, at + len(phrase)))
    return frozenset(found)


def turned(near: Alignment) -> Iterator[Gap]:
    """Yield where a sentence has words that turn what its source tells, or lacks words that do.

    Of one that stands in the source as it is, that is the word before it, where it is given as a whole.
    """
    for gap in _gaps(near):
        if near.is_exact and not near.asked[0].capital:
            return
        asked = [near.asked[at] for at in gap.asked if at not in near.claimed]
        theirs = [near.source.words[place] for place in gap.source]
        if (
            _has_opposites(asked, theirs)
            or _has_other_tense(asked, theirs)
            or (not gap.is_open and _is_turned(near, asked, theirs))
        ):
            yield gap


def _gaps(near: Alignment) -> Iterator[Gap]:
    """Yield the short stretches that do not meet, between words that do and before the first of them."""
    met = [at for at, place in enumerate(near.places) if place is not None]
    if not met:
        return
    first, place = met[0], near.places[met[0]] or 0
    lead = near.opposite(range(first)) if first else range(max(0, place - 1), place)
    if lead and near.source.sentence_at(lead[0]) == near.source.sentence_at(place):
        yield Gap(range(first), lead, is_open=0 < first != len(lead))
    for one, other in pairwise(met):
        asked = range(one + 1, other)
        source = range((near.places[one] or 0) + 1, near.places[other] or 0)
        if (asked or source) and max(len(asked), len(source)) <= _GAP:
            yield Gap(asked, source)
    last = range(met[-1] + 1, len(near.asked))
    if last and len(last) <= _GAP:
        yield Gap(last, near.opposite(last), is_open=True)


def _has_opposites(asked: Sequence[ComparedWord], theirs: Sequence[ComparedWord]) -> bool:
    ours, others = ({word.stem for word in words} for words in (asked, theirs))
    only_ours, only_theirs = ours - others, others - ours
    return any(
        (only_ours & side and only_theirs & reverse and not (others & side or ours & reverse))
        for one, other in _turning_words().opposites
        for side, reverse in ((one, other), (other, one))
    )


def _has_other_tense(asked: Sequence[ComparedWord], theirs: Sequence[ComparedWord]) -> bool:
    """Say whether one verb is told as done in the one text and as to come in the other; Russian shows it."""
    return any(
        {_tense(one), _tense(other)} == {"past", "future"} and _lemma(one) == _lemma(other)
        for one in asked
        for other in theirs
    )


def _tense(word: ComparedWord) -> str:
    read = forms(word.key)
    if read and read[0].weight >= _LIKELY:
        return "past" if read[0].past else "future" if read[0].future else ""
    return ""


def _lemma(word: ComparedWord) -> str:
    return forms(word.key)[0].lemma


def _is_turned(near: Alignment, asked: Sequence[ComparedWord], theirs: Sequence[ComparedWord]) -> bool:
    """Say whether one text has a word that turns the rest by being there, and the other has not.

    One that is left out with the word it belongs to turns nothing, nor does one that only stands elsewhere.
    """
    ours, others = _meanings(asked), _meanings(theirs)
    if ours == others:
        return False
    if ours and others:
        return True
    there, has_more = (asked, theirs) if ours else (theirs, asked)
    if _others(there) > _others(has_more):
        return False
    elsewhere = _unmet_in_source(near) if ours else _unmet(near)
    return not (ours or others) <= _meanings(elsewhere)


def _meanings(words: Sequence[ComparedWord]) -> set[str]:
    known = _turning_words().alone
    return {known[key] for word in words if (key := _key(word.key)) in known}


def _others(words: Sequence[ComparedWord]) -> int:
    known = _turning_words().alone
    return sum(_key(word.key) not in known and word.key not in stop_words() for word in words)


def _unmet(near: Alignment) -> list[ComparedWord]:
    return [word for word, place in zip(near.asked, near.places, strict=True) if place is None]


def _unmet_in_source(near: Alignment) -> list[ComparedWord]:
    """Return the words of the sentences of the source that meet none."""
    met = frozenset(near.met)
    places = near.around()
    return [near.source.words[place] for place in places if place not in met]
