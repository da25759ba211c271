"""The words roles are made of, and what a role's words come to: heads, countries, time.

Which words these are is data: `roles.toml` beside this module, and the roles of the name lexicon.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from bot.models import Span, Tenure
from bot.text.name_lexicon import fold, is_cyrillic, lexicon
from bot.text.name_runs import words_of


@dataclass(frozen=True, slots=True)
class RoleSense:
    """What a role's words come to: its heads ("ambassador"), the countries in it, all its words."""

    heads: frozenset[str]
    countries: frozenset[str]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class RoleWords:
    """The small words of roles, and the verbs that say a role of somebody; all sets hold folded words."""

    saying: re.Pattern[str]
    tenures: Mapping[str, Tenure]
    appoints: frozenset[str]
    stands_for: Mapping[str, frozenset[str]]
    cyrillic: tuple[tuple[str, str], ...]
    short: Mapping[str, str]
    connectors: frozenset[str]
    determiners: frozenset[str]
    ends_phrase: frozenset[str]
    openers: frozenset[str]
    honorifics: frozenset[str]


@cache
def role_words() -> RoleWords:
    """Return the words of roles, read from the data file on first use."""
    data = tomllib.loads(files("bot.people").joinpath("roles.toml").read_text(encoding="utf-8"))
    tenures = {phrase: tenure for tenure in Tenure for phrase in data["says"].get(tenure.value, ())}
    phrases = "|".join(sorted((re.escape(phrase) for phrase in tenures), key=len, reverse=True))
    small = {name: frozenset(words.split()) for name, words in data["words"].items()}
    return RoleWords(
        saying=re.compile(rf"(?:,? who)?[ \u00a0](?:also )?({phrases})[ \u00a0](?=\w)"),
        tenures=tenures,
        appoints=frozenset(data["says"]["appoints"]),
        stands_for={
            word: frozenset(fold(roles).split()) | {word} for word, roles in data["stands_for"].items()
        },
        cyrillic=tuple(data["cyrillic"].items()),
        short=data["short"],
        **small,
    )


@lru_cache(maxsize=16384)
def role_sense(text: str) -> RoleSense:
    """Return what the words of a role come to, "US" and "U.S." and "American" alike."""
    known, small = lexicon(), role_words()
    skipped = small.connectors | small.determiners | {"a", "an"}
    keys = [word.key for word in words_of(text, Span(0, len(text)))]
    heads, countries, words = set[str](), set[str](), set[str]()
    position = 0
    while position < len(keys):
        country, size = _country(keys, position)
        if country is not None:
            countries.add(country)
            position += size
            continue
        for part in _parts(keys[position]):
            part = small.short.get(part, part)
            if known.is_role(part):
                heads.add(_singular(part))
            if part not in skipped:
                words.add(_singular(part))
        position += 1
    return RoleSense(frozenset(heads), frozenset(countries), frozenset(words | countries))


def _country(keys: list[str], position: int) -> tuple[str | None, int]:
    for size in (4, 3, 2, 1):
        if position + size <= len(keys):
            country = lexicon().country(" ".join(keys[position : position + size]))
            if country is not None:
                return country, size
    return None, 0


def _parts(key: str) -> tuple[str, ...]:
    return (key, *re.split("[-']", key)) if "-" in key or "'" in key else (key,)


def _singular(key: str) -> str:
    known = lexicon()
    if is_cyrillic(key):
        return next((head for stem, head in role_words().cyrillic if key.startswith(stem)), key)
    return key[:-1] if key.endswith("s") and key not in known.roles and key[:-1] in known.roles else key


def stands_for(called: str) -> frozenset[str]:
    """Return the heads of roles whose bearers a text may call so ("diplomat": ambassador, envoy …)."""
    return role_words().stands_for.get(called, frozenset({called}))


def tenure_of(text: str) -> Tenure:
    """Return whether a role's own words say it is held, was held or is to come."""
    known = lexicon()
    keys = {part for word in words_of(text, Span(0, len(text))) for part in _parts(word.key)}
    keys |= {key[:-1] for key in keys if key.endswith("s")}
    if keys & known.future and "former" not in keys:
        return Tenure.FUTURE
    if keys & known.former or any(key.startswith(("бывш", "экс-")) for key in keys):
        return Tenure.FORMER
    return Tenure.CURRENT
