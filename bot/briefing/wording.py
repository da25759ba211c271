"""What the words of a question ask for, and which need what stands before them; data: `questions.toml`."""

from __future__ import annotations

import re
import tomllib
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from bot.models import Kind


class Expected(StrEnum):
    """What a question asks for."""

    PERSON = "person"
    DATE = "date"
    AGE = "age"
    DURATION = "duration"
    NUMBER = "number"
    REASON = "reason"


class Holder(NamedTuple):
    """How texts name one holder of an office among several: by words of their own, or beside the office."""

    words: tuple[str, ...]
    beside: tuple[str, ...]


class _Wording(NamedTuple):
    saying: re.Pattern[str]
    expected: dict[Expected, re.Pattern[str]]
    numbers: frozenset[str]
    units: frozenset[str]
    openers: frozenset[str]
    reasons: frozenset[str]
    about_corpus: dict[str, re.Pattern[str]]
    relations: tuple[tuple[re.Pattern[str], Holder], ...]


@cache
def _wording() -> _Wording:
    data = tomllib.loads(files("bot.briefing").joinpath("questions.toml").read_text(encoding="utf-8"))
    words = data["words"]
    return _Wording(
        re.compile(data["saying"], re.IGNORECASE),
        {kind: re.compile(data["expected"][kind], re.IGNORECASE) for kind in Expected},
        frozenset(words["numbers"]),
        frozenset(words["units"]),
        frozenset(words["openers"]),
        frozenset(words["reasons"]),
        {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in data["about_corpus"].items()},
        tuple(
            (
                re.compile(relation["pattern"], re.IGNORECASE),
                Holder(tuple(relation["words"]), tuple(relation["beside"])),
            )
            for relation in data["relations"]
        ),
    )


def expected(question: str) -> Expected | None:
    """Return what a question asks for, by its question word, or None."""
    return next((kind for kind, pattern in _wording().expected.items() if pattern.search(question)), None)


def asks_what_was_said(question: str) -> bool:
    """Say whether a question is about somebody's words ("what did X say about Y")."""
    return _wording().saying.search(question) is not None


def is_number(word: str) -> bool:
    """Say whether a lower-case word is a number, in digits or in letters."""
    return word[:1].isdigit() or word in _wording().numbers


def is_unit(word: str) -> bool:
    """Say whether a lower-case word is a unit of time or length."""
    return word in _wording().units


def is_reason(word: str) -> bool:
    """Say whether a lower-case word shows that a sentence gives a reason."""
    return word in _wording().reasons


def asks_about_corpus(question: str) -> Kind | None:
    """Return the kind of answer for a question about the corpus itself ("what is new"), or None."""
    for kind, pattern in _wording().about_corpus.items():
        if pattern.search(question):
            return Kind(kind)
    return None


def needs_what_is_before(sentence: str) -> bool:
    """Say whether a sentence opens with a word that needs the sentence before ("He", "This change")."""
    words = sentence.lstrip("“\"«‘'… ").split(maxsplit=1)
    return bool(words) and words[0].strip(",.:;’'").lower() in _wording().openers


def holder_asked_for(question: str) -> Holder | None:
    """Return how texts name the holder a who-question means ("before X": the predecessor), or None."""
    if expected(question) is not Expected.PERSON:
        return None
    return next((holder for pattern, holder in _wording().relations if pattern.search(question)), None)
