"""What a capitalised word is by the words around it: a month that is a given name, a body before a name.

The lists say what a word usually is; here a place in a text says that it is something else.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bot.text.name_lexicon import fold


@dataclass(frozen=True, slots=True)
class NameContext:
    """The words beside names, folded."""

    months: frozenset[str]
    weekdays: frozenset[str]
    of_time: frozenset[str]
    small_family_names: frozenset[str]
    things_after: frozenset[str]
    phrases_after: tuple[str, ...]
    vessels: frozenset[str]
    bodies_before: frozenset[str]
    owning: frozenset[str]


@cache
def name_context() -> NameContext:
    """Return what `name_context.toml` says, read on first use."""
    data = tomllib.loads(files("bot.text").joinpath("name_context.toml").read_text(encoding="utf-8"))
    words = {key: frozenset(map(fold, text.split())) for key, text in data.items() if isinstance(text, str)}
    return NameContext(**words, phrases_after=tuple(data["phrases_after"]))
