"""One event once, also where another language tells it: in the reader's, with the other article noted.

Words of two languages have nothing in common, but names sound alike in every script, and figures are figures.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from bot.briefing.lines.events import capitalised, names_by_sound
from bot.text.names.name_lexicon import lexicon
from bot.words.answers import Item, ItemKind, Section

# Names and figures in common from which two lines of one day, or with one figure, tell one event.
_OF_ONE_DAY = 4
_SHARED = 5  # the same where the day of one of them is unknown
_FIGURE = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line by what is the same in every language: its names by their sound, word by word, and figures."""

    item: Item
    words: tuple[frozenset[str], ...]
    figures: frozenset[str]

    @classmethod
    def of(cls, item: Item) -> _Line:
        names = (word for word in capitalised(item.verbatim) if not _is_office(word.lower()))
        words = tuple(dict.fromkeys(map(names_by_sound, names)))
        return cls(item, words, frozenset(_FIGURE.findall(item.verbatim)))


def told_once_in_all_languages(sections: Sequence[Section], read: Collection[str]) -> list[Section]:
    """Leave out lines that only tell in another language what a line tells in the reader's, or one before.

    Args:
        sections: with their lines dated and their languages known.
        read: the languages of the reader.
    """
    items = [item for section in sections for item in section.items if item.kind is not ItemKind.FACT]
    if all(item.language in (None, *read) for item in items):
        return list(sections)
    lines = [_Line.of(item) for item in items]
    foreign = [line for line in lines if line.item.language not in (None, *read)]
    kept = [line for line in lines if line.item.language in (None, *read)]
    with_others: dict[int, Item] = {}
    left_out: set[int] = set()
    for line in foreign:
        same = next((other for other in kept if _tell_one_event(line, other)), None)
        if same is None:
            kept.append(line)
            continue
        left_out.add(id(line.item))
        told = with_others.get(id(same.item), same.item)
        also = tuple(dict.fromkeys((*told.also, line.item.article)))
        with_others[id(same.item)] = replace(told, also=also)
    if not left_out:
        return list(sections)
    return [
        replace(
            section,
            items=tuple(
                with_others.get(id(item), item) for item in section.items if id(item) not in left_out
            ),
        )
        for section in sections
    ]


def _tell_one_event(one: _Line, other: _Line) -> bool:
    quoted = (one.item.kind is ItemKind.QUOTATION, other.item.kind is ItemKind.QUOTATION)
    if one.item.language == other.item.language or quoted[0] != quoted[1]:
        return False
    days = one.item.date, other.item.date
    if all(days) and not (days[0].startswith(days[1]) or days[1].startswith(days[0])):  # type: ignore[union-attr,arg-type]
        return False
    every = frozenset().union(*other.words)
    names = sum(not word.isdisjoint(every) for word in one.words)
    figures = len(one.figures & other.figures)
    fewest = _OF_ONE_DAY if figures or (all(days) and days[0] == days[1]) else _SHARED
    return names + figures >= fewest and 2 * names > min(len(one.words), len(other.words))


def _is_office(word: str) -> bool:
    """Say whether a word is a title or an office, which any number of people have."""
    known = lexicon()
    return word in known.roles or word in known.titles or word in known.cyrillic_roles
