"""The words roles are made of, and what a role's words come to: heads, countries, time.

Which words these are is data: the subject `roles`, and the roles of the name lexicon.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from bot.language_data.loading import subject
from bot.text.names.name_lexicon import fold, is_cyrillic, lexicon
from bot.text.names.name_runs import RunWord, words_of
from bot.words.findings import Tenure
from bot.words.spans import Span

_TO = frozenset({"to", "in", "в", "во", "при"})
_PARTING = frozenset({"to", "of", "for", "at", "in", "with", "under"})
_KAZAKH_PLACES = ("дағы", "дегі", "тағы", "тегі")
_LONGEST_BODY = 8  # words
_LONGEST_COUNTRY = 4


@dataclass(frozen=True, slots=True)
class RoleSense:
    """What a role's words come to: its heads ("ambassador"), the countries in it, all its words.

    `office` is the part of the heads the role itself is, not another's it belongs to ("adviser" in "adviser
    to the president"); `targets` are the countries it is sent to ("to Kazakhstan", «в Казахстане»); `origins`
    those it is surely of: a people's ("Kazakh"), or any beside a target.
    """

    heads: frozenset[str]
    countries: frozenset[str]
    words: frozenset[str]
    office: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    origins: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RoleWords:
    """The small words of roles, and the verbs that say a role of somebody; all sets hold folded words."""

    saying: re.Pattern[str]
    tenures: Mapping[str, Tenure]
    appoints: frozenset[str]
    russian: Mapping[str, Tenure]
    russian_posts: Mapping[str, Tenure]
    over_by: re.Pattern[str]
    stands_for: Mapping[str, frozenset[str]]
    cyrillic: tuple[tuple[str, str], ...]
    cyrillic_words: tuple[tuple[str, str], ...]
    bodies: Mapping[str, str]
    short: Mapping[str, str]
    initials: Mapping[str, str]
    of_time: frozenset[str]
    to_come: frozenset[str]
    lesser: frozenset[str]
    own: frozenset[str]
    connectors: frozenset[str]
    beyond: frozenset[str]
    determiners: frozenset[str]
    ends_phrase: frozenset[str]
    openers: frozenset[str]
    describing: frozenset[str]
    indefinite: frozenset[str]
    portfolios: frozenset[str]
    loose: frozenset[str]
    apart: frozenset[str]
    other: frozenset[str]
    honorifics: frozenset[str]
    passing: frozenset[str]
    calendar: frozenset[str]
    posts: frozenset[str]
    consorts: frozenset[str]
    after_forms_of_address: frozenset[str]
    faiths: frozenset[str]
    of_faith: frozenset[str]
    counted: frozenset[str]


@cache
def role_words() -> RoleWords:
    """Return the words of roles, read on first use."""
    data = subject("roles")
    tenures = {phrase: tenure for tenure in Tenure for phrase in data["says"].get(tenure.value, ())}
    phrases = "|".join(sorted((re.escape(phrase) for phrase in tenures), key=len, reverse=True))
    small = {name: frozenset(words) for name, words in data["words"].items()}
    return RoleWords(
        saying=re.compile(rf"(?:,? who)?[ \u00a0](?:also )?({phrases})[ \u00a0](?=\w)"),
        tenures=tenures,
        appoints=frozenset(data["says"]["appoints"]),
        russian={verb: Tenure(tenure) for tenure, verbs in data["russian"].items() for verb in verbs},
        russian_posts={
            verb: Tenure(tenure) for tenure, verbs in data["russian_posts"].items() for verb in verbs
        },
        over_by=re.compile("|".join(f"(?:{pattern})" for pattern in data["over_by"])),
        stands_for={word: frozenset(map(fold, roles)) | {word} for word, roles in data["stands_for"].items()},
        cyrillic=tuple(data["cyrillic"].items()),
        cyrillic_words=tuple(data["cyrillic_words"].items()),
        bodies={fold(name): key for key, names in data["bodies"].items() for name in names},
        short=data["short"],
        initials=data["initials"],
        **small,
    )


@lru_cache(maxsize=16384)
def role_sense(text: str) -> RoleSense:
    """Return what the words of a role come to, "US" and "U.S." and "American" alike."""
    known, small = lexicon(), role_words()
    skipped = small.connectors | small.determiners | {"a", "an"}
    keys = [key for word in words_of(text, Span(0, len(text))) for key in _spelt_out(word)]
    heads, countries, words = set[str](), set[str](), set[str]()
    office, targets, origins = set[str](), set[str](), set[str]()
    position = 0
    while position < len(keys):
        name, size, country = _named_thing(keys, position)
        if name is not None:
            words.add(name)
            if country:
                countries.add(name)
                sent = _is_sent(keys, position, size)
                (targets if sent else origins).add(name)
            position += size
            continue
        for part in _parts(keys[position]):
            part = small.short.get(part, part)
            if known.is_role(part):
                heads.add(_singular(part))
                if not office or "nominee" in office or not _PARTING & set(keys[:position]):
                    office.add(_singular(part))
            if part not in skipped and (word := _singular(part)):
                words.add(word)
        position += 1
    if {"secretary", "general"} <= words:
        words.add("secretary-general")
        heads.add("secretary-general")
        office.add("secretary-general")
    if not targets:  # "the Kazakhstan ambassador" may be either; "the Kazakh ambassador" is Kazakhstan's
        origins = {known.country(key) or "" for key in keys if key in known.demonyms} & origins
    return RoleSense(
        frozenset(heads),
        frozenset(countries),
        frozenset(words),
        frozenset(office),
        frozenset(targets),
        frozenset(origins),
    )


def office_of(word: RunWord) -> str | None:
    """Return the head of a role that a word is: "minister" of "Minister" and of "FM", or None."""
    if lexicon().is_role(word.key):
        return word.key
    return _spelt_out(word)[-1] if is_initials(word) else None


def is_initials(word: RunWord) -> bool:
    """Say whether a word is a post by its initials: "MD", not "Md"."""
    return word.text in role_words().initials


def _spelt_out(word: RunWord) -> list[str]:
    return role_words().initials.get(word.text, word.key).split()


def _is_sent(keys: list[str], position: int, size: int) -> bool:
    """Say whether a country is where somebody is sent: after "to" or "in", or in a Kazakh case."""
    before = [key for key in keys[max(0, position - 2) : position] if key not in ("the", "republic", "of")]
    last = keys[position + size - 1]
    return (bool(before) and before[-1] in _TO) or last.endswith(_KAZAKH_PLACES)


def _named_thing(keys: list[str], position: int) -> tuple[str | None, int, bool]:
    """Return the country or the body named at a place, by its own word; how many words; whether a country."""
    bodies = role_words().bodies
    for size in range(min(_LONGEST_BODY, len(keys) - position), 0, -1):
        phrase = " ".join(keys[position : position + size])
        if phrase in bodies:
            return bodies[phrase], size, False
        country = lexicon().country(phrase.partition("-")[0] if size == 1 and is_cyrillic(phrase) else phrase)
        if size <= _LONGEST_COUNTRY and country is None and phrase.endswith(_KAZAKH_PLACES):
            country = lexicon().country(phrase[:-4])
        if size <= _LONGEST_COUNTRY and country is not None:
            return country, size, True
    return None, 0, False


def _parts(key: str) -> tuple[str, ...]:
    return (key, *re.split("[-']", key)) if "-" in key or "'" in key else (key,)


def _singular(key: str) -> str:
    known = lexicon()
    if is_cyrillic(key):
        small = role_words()
        return next(
            (head for stem, head in (*small.cyrillic, *small.cyrillic_words) if key.startswith(stem)), key
        )
    return key[:-1] if key.endswith("s") and key not in known.roles and key[:-1] in known.roles else key


def as_described(words: str) -> str:
    """Return the words that describe a speaker as they stand within a sentence: "a senior aide", not "A"."""
    first = words.partition(" ")[0].lower()
    several = first.endswith("s") and lexicon().is_role(first)  # "Officials at the port"
    return words[:1].lower() + words[1:] if several or first in role_words().describing else words


@lru_cache(maxsize=16384)
def is_plural_role(text: str) -> bool:
    """Say whether a role is said of several people at once: "U.S. Ambassadors", "former ministers"."""
    known = lexicon()
    heads = [word.key for word in words_of(text, Span(0, len(text))) if known.is_role(word.key)]
    return bool(heads) and heads[0] not in known.roles and heads[0].endswith("s")


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
