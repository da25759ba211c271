"""The words with which people go on about what was just spoken of, ready to be looked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from bot.language_data.loading import subject

Patterns = tuple[re.Pattern[str], ...]


class FollowUpWords(NamedTuple):
    """Patterns are for `fullmatch` on a whole message, but `leads`, `opener`, `pronoun` and `thing`."""

    wishes: Mapping[str, Patterns]
    forms: Mapping[str, re.Pattern[str]]
    languages: Mapping[str, re.Pattern[str]]
    ordinals: Mapping[str, int]
    about: Patterns
    leads: re.Pattern[str]
    most_words: int
    alone: re.Pattern[str]
    opener: re.Pattern[str]
    pronoun: re.Pattern[str]
    genders: Mapping[str, str]
    other_than_named: frozenset[str]
    possessive: frozenset[str]
    no_thing: frozenset[str]
    carrying: frozenset[str]
    thing: re.Pattern[str]


@cache
def follow_up_words() -> FollowUpWords:
    """Return the words, read once."""
    data = subject("follow_ups")
    pronouns, questions, turns = data["pronouns"], data["questions"], data["turns"]
    genders = {word: sort for sort in ("male", "female", "either", "somebody") for word in pronouns[sort]}
    any_of_them = "|".join(sorted(genders, key=len, reverse=True))
    return FollowUpWords(
        {wish: tuple(map(_whole, patterns)) for wish, patterns in data["wishes"].items()},
        {form: _whole(pattern) for form, pattern in data["forms"].items()},
        {code: _whole(pattern) for code, pattern in data["languages"].items()},
        data["ordinals"],
        tuple(map(_whole, turns["about"])),
        _whole(turns["leads"]),
        turns["most_words"],
        _whole(questions["alone"]),
        _whole(questions["opener"]),
        re.compile(rf"(?<![\w’'-])(?:{any_of_them})(?![\w-])", re.IGNORECASE),
        genders,
        frozenset(pronouns["other_than_named"]),
        frozenset(pronouns["possessive"]),
        frozenset(pronouns["no_thing"]),
        frozenset(pronouns["carrying"]),
        _whole(pronouns["thing"]),
    )


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
