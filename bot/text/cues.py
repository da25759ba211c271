"""The words by which a text says that somebody speaks, read from `cues.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Cues(NamedTuple):
    """Reporting verbs (dictionary forms), phrases and nouns; each field is explained in `cues.toml`."""

    say: frozenset[str]
    weak: frozenset[str]
    judge: frozenset[str]
    report: frozenset[str]
    report_with: dict[str, frozenset[str]]
    no_report_with: dict[str, frozenset[str]]
    personal: frozenset[str]
    owned_nouns: frozenset[str]
    said_nouns: frozenset[str]
    turning_down: frozenset[str]
    label_words: tuple[str, ...]
    bodies: frozenset[str]
    people: frozenset[str]
    writings: frozenset[str]


@cache
def cues() -> Cues:
    """Return the cues; the file is read once."""
    data = tomllib.loads(files("bot.text").joinpath("cues.toml").read_text(encoding="utf-8"))
    return Cues(
        say=frozenset(data["say"]),
        weak=frozenset(data["weak"]),
        judge=frozenset(data["judge"]),
        report=frozenset(data["report"]),
        report_with={verb: frozenset(words) for verb, words in data["report_with"].items()},
        no_report_with={verb: frozenset(words) for verb, words in data["no_report_with"].items()},
        personal=frozenset(data["personal"]),
        owned_nouns=frozenset(data["phrases"]["whose"]),
        said_nouns=frozenset(data["phrases"]["said"]),
        turning_down=frozenset(data["phrases"]["turning_down"]),
        label_words=tuple(data["labels"]["before"]),
        bodies=frozenset(data["bodies"]["nouns"]),
        people=frozenset(data["bodies"]["people"]),
        writings=frozenset(data["bodies"]["writings"]),
    )
