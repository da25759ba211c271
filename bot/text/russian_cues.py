"""The words by which Russian and Kazakh texts say that somebody speaks, read from `russian_cues.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from bot.text.name_lexicon import cyrillic_stem, fold


class Agreement(StrEnum):
    """What the form of a word says of its subject: gender in the singular, or several."""

    MASCULINE = "m"
    FEMININE = "f"
    NEUTER = "n"
    PLURAL = "p"
    SINGULAR = "s"
    ANY = "a"


_PAST_ENDINGS = ("", "а", "о", "и")
_GENDERS = (Agreement.MASCULINE, Agreement.FEMININE, Agreement.NEUTER, Agreement.PLURAL)


class RussianCues(NamedTuple):
    """Each field is explained in `russian_cues.toml`; all words are folded."""

    say: Mapping[str, Agreement]
    report: Mapping[str, Agreement]
    report_with: Mapping[str, frozenset[str]]
    judge: frozenset[str]
    gerunds: frozenset[str]
    relay: frozenset[str]
    media: frozenset[str]
    of_documents: frozenset[str]
    documents: frozenset[str]
    by: frozenset[str]
    words: frozenset[str]
    subordinators: frozenset[str]
    prepositions: frozenset[str]
    adverbs: frozenset[str]
    pronouns: Mapping[str, Agreement]
    owning_pronouns: Mapping[str, Agreement]
    relatives: Mapping[str, Agreement]
    negations: frozenset[str]
    of_the_foregoing: tuple[str, ...]
    stating_nouns: frozenset[str]
    stating_verbs: Mapping[str, Agreement]
    heads: frozenset[str]
    head_stems: Mapping[str, str]
    same_office: Mapping[str, str]
    calling_again: frozenset[str]
    anybody: frozenset[str]
    of_somebody: frozenset[str]
    of_somebody_stems: frozenset[str]
    labels: frozenset[str]
    women_too: frozenset[str]
    bodies: Mapping[str, Agreement]
    body_stems: frozenset[str]
    ministries: frozenset[str]


class KazakhCues(NamedTuple):
    """Each field is explained in `russian_cues.toml`; all words are folded."""

    say: frozenset[str]
    oblique: tuple[str, ...]
    by: frozenset[str]
    pronouns: frozenset[str]
    owning_pronouns: frozenset[str]
    of_the_foregoing: tuple[str, ...]


@cache
def russian_cues() -> RussianCues:
    """Return the Russian cues; the file is read once."""
    data = _data()["russian"]
    irregular = [line.split() for line in data["irregular"]]
    known = {fold(forms[0]): forms for forms in irregular}
    say = _past(data["past"], known) | _present(data["present"], data["present_plural"])
    for line in data["adjectives"]:
        say |= dict(zip(_words(line), _GENDERS, strict=True))
    for forms in known.values():
        say |= {fold(form): gender for form, gender in zip(forms, _GENDERS, strict=True)}
    bodies = {word: Agreement(gender) for gender, text in data["bodies"].items() for word in _words(text)}
    heads = _words(data["heads"])
    ministries = frozenset(_words(data["short"]["ministries"]))
    return RussianCues(
        say=say,
        report=_past(data["report"], known),
        report_with=_forms_with(data["report_with"], known),
        judge=frozenset(_past(data["judge"], known)) | frozenset(_words(data["judge"])),
        gerunds=frozenset(_words(data["gerunds"])),
        relay=frozenset(_words(data["relay"])),
        media=frozenset(_words(data["media"])),
        of_documents=frozenset(_words(data["of_documents"])),
        documents=frozenset(_words(data["documents"])),
        by=frozenset(_words(data["by"])),
        words=frozenset(_words(data["words"])),
        subordinators=frozenset(_words(data["subordinators"])),
        prepositions=frozenset(_words(data["prepositions"])),
        adverbs=frozenset(_words(data["adverbs"])),
        pronouns={
            **dict.fromkeys(_words(data["masculine_pronouns"]), Agreement.MASCULINE),
            **dict.fromkeys(_words(data["feminine_pronouns"]), Agreement.FEMININE),
            **dict.fromkeys(_words(data["plural_pronouns"]), Agreement.PLURAL),
        },
        owning_pronouns={fold(word): Agreement(kind) for word, kind in data["owning_pronouns"].items()},
        relatives={fold(word): Agreement(kind) for word, kind in data["relatives"].items()},
        negations=frozenset(_words(data["negations"])),
        of_the_foregoing=tuple(fold(phrase) for phrase in data["of_the_foregoing"]),
        stating_nouns=frozenset(_words(data["stating_nouns"])),
        stating_verbs={
            word: Agreement.FEMININE if word.endswith("а") else Agreement.MASCULINE
            for word in _words(data["stating_verbs"])
        },
        heads=frozenset(heads),
        head_stems={cyrillic_stem(word): word for word in reversed(heads)},
        same_office=_same(data["same_office"]),
        calling_again=frozenset(_words(data["calling_again"])),
        anybody=frozenset(_words(data["anybody"])),
        of_somebody=frozenset(_words(data["of_somebody"])),
        of_somebody_stems=frozenset(cyrillic_stem(word) for word in _words(data["of_somebody"])),
        labels=frozenset(cyrillic_stem(word) for word in _words(data["labels"])),
        women_too=frozenset(_words(data["women_too"])),
        bodies=bodies,
        body_stems=frozenset(cyrillic_stem(word) for word in (*bodies, *ministries)),
        ministries=ministries,
    )


@cache
def kazakh_cues() -> KazakhCues:
    """Return the Kazakh cues; the file is read once."""
    data = _data()["kazakh"]
    return KazakhCues(
        say=frozenset(_words(data["past"] + " " + data["present"])),
        oblique=tuple(sorted(_words(data["oblique"]), key=len, reverse=True)),
        by=frozenset(_words(data["by"])),
        pronouns=frozenset(_words(data["pronouns"])),
        owning_pronouns=frozenset(_words(data["owning_pronouns"])),
        of_the_foregoing=tuple(fold(phrase) for phrase in data["of_the_foregoing"]),
    )


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("bot.text").joinpath("russian_cues.toml").read_text(encoding="utf-8"))


def _words(text: str) -> list[str]:
    return [fold(word) for word in text.split()]


def _forms(word: str, irregular: Mapping[str, list[str]]) -> list[str]:
    """Return the past of a verb in all genders: "поделился", "поделилась", "поделилось", "поделились"."""
    if word in irregular:
        return [fold(form) for form in irregular[word]]
    if word.endswith("лся"):
        return [word, f"{word[:-2]}ась", f"{word[:-2]}ось", f"{word[:-2]}ись"]
    return [word + ending for ending in _PAST_ENDINGS]


def _past(text: str, irregular: Mapping[str, list[str]]) -> dict[str, Agreement]:
    return {
        form: gender
        for word in _words(text)
        for form, gender in zip(_forms(word, irregular), _GENDERS, strict=True)
    }


def _present(singular: str, plural: str) -> dict[str, Agreement]:
    return dict.fromkeys(_words(singular), Agreement.SINGULAR) | dict.fromkeys(
        _words(plural), Agreement.PLURAL
    )


def _forms_with(
    table: Mapping[str, Iterable[str]], irregular: Mapping[str, list[str]]
) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for word, needed in table.items():
        key = fold(word)
        past = key.endswith(("л", "лся")) or key in irregular
        for form in _forms(key, irregular) if past else [key]:
            found[form] = frozenset(fold(one) for one in needed)
    return found


def _same(lines: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines:
        names = [fold(word).replace("_", " ") for word in line.split()]
        found |= dict.fromkeys(names, names[0])
    return found
