"""The words by which texts state amounts, the subject `amounts`, and what one of them tells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from bot.language_data.loading import subject
from bot.text.tokens import stem


class Bound(StrEnum):
    """How a text limits an amount: "about 30", "more than 30", "up to 30"."""

    ABOUT = "about"
    LEAST = "least"
    MOST = "most"


class AmountWords(NamedTuple):
    """The words of the subject `amounts`, lower case; each field is explained there.

    `any_number` finds in words made small whether there is any number.
    """

    any_number: re.Pattern[str]
    numbers: Mapping[str, int]
    scales: Mapping[str, int]
    short_scales: Mapping[str, int]
    currencies: Mapping[str, str]
    shares: Mapping[str, str]
    units: Mapping[str, str]
    durations: Mapping[str, str]
    plurals: frozenset[str]
    labels: frozenset[str]
    definite: frozenset[str]
    stops: frozenset[str]
    states: frozenset[str]
    samples: frozenset[str]
    sayings: frozenset[str]
    levels: frozenset[str]
    at_a_time: frozenset[str]
    bounds_of_time: frozenset[str]
    clause_openers: frozenset[str]
    bounds: Mapping[str, Bound]
    same: Mapping[str, str]


@cache
def amount_words() -> AmountWords:
    """Return the words."""
    data = subject("amounts")
    grammar = data["grammar"]
    return AmountWords(
        any_number=_any_number([*data["words"], *data["scales"]]),
        numbers=data["words"],
        scales=data["scales"],
        short_scales=data["short_scales"],
        currencies=_each(data["currencies"]),
        shares=_each(data["shares"]),
        units=_each(data["units"]),
        durations=_each(data["durations"]),
        plurals=frozenset(grammar["plurals"]),
        labels=frozenset(grammar["labels"]),
        definite=frozenset(grammar["definite"]),
        stops=frozenset(grammar["stops"]),
        states=frozenset(grammar["states"]),
        samples=frozenset(grammar["samples"]),
        sayings=frozenset(grammar["sayings"]),
        levels=frozenset(grammar["levels"]),
        at_a_time=frozenset(grammar["at_a_time"]),
        bounds_of_time=frozenset(grammar["bounds_of_time"]),
        clause_openers=frozenset(grammar["clause_openers"]),
        bounds={words: Bound(bound) for bound, group in data["bounds"].items() for words in group},
        same={stem(word): stem(name) for name, group in data["same"].items() for word in group},
    )


def _any_number(words: Iterable[str]) -> re.Pattern[str]:
    """Return what finds a digit or the beginning of one of some words.

    By their first letters, in a seventh of the time: most sentences have no number, and all are asked.
    """
    by_letter: dict[str, list[str]] = {}
    for word in words:
        by_letter.setdefault(word[0], []).append(re.escape(word[1:]))
    grouped = "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in by_letter.items())
    return re.compile(rf"\d|\b(?:{grouped})")


def _each(groups: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {word: name for name, words in groups.items() for word in words}


def same_word(term: str) -> str:
    """Return the term that a term says the same as of a counted thing ("dead" for "killed"), or itself."""
    return amount_words().same.get(term, term)


def is_saying(word: str) -> bool:
    """Say whether a word, in lower case, only tells that somebody gives an amount ("said", "according")."""
    return word in amount_words().sayings


def is_level(word: str) -> bool:
    """Say whether a word, in lower case, only leads to a level ("reached 4 billion", "fell to 7 percent")."""
    return word in amount_words().levels


def is_of_sample(words: Iterable[str]) -> bool:
    """Say whether the words of a sentence, in lower case, tell of a poll or a survey."""
    return not amount_words().samples.isdisjoint(words)
