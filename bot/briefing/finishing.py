"""What every answer gets at its end: dates and languages of its lines, and which of them come first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.briefing.dating import dated
from bot.briefing.library import Library
from bot.briefing.reading import ReadArticle
from bot.models import Briefing, Item, Kind, Section

_FIRST_ITEMS = 6  # lines a reader takes in before deciding what to do (desk officers' own count)
_FIRST_CHARACTERS = 1000  # of those lines together, which is what a phone shows without scrolling twice
_WITHOUT_DATES = frozenset({Kind.ARTICLE})  # its lines are one text under one date


def finished(briefing: Briefing, library: Library, articles: Mapping[str, ReadArticle]) -> Briefing:
    """Return an answer with every line dated as far as anything is known, and its first screen marked."""
    has_dates = briefing.kind not in _WITHOUT_DATES
    sections = []
    items_before = characters_before = 0
    for section in briefing.sections:
        items = []
        for item in section.items:
            item = _with_language(item, library)
            item = dated(item, library, articles.get(item.article)) if has_dates else item
            first = items_before < _FIRST_ITEMS and (
                not items_before or characters_before + len(item.text) <= _FIRST_CHARACTERS
            )
            items.append(replace(item, first=first))
            items_before = items_before + 1 if first else _FIRST_ITEMS
            characters_before += len(item.text)
        sections.append(Section(section.heading, tuple(items), section.note))
    return replace(briefing, sections=tuple(sections))


def _with_language(item: Item, library: Library) -> Item:
    card = library.cards.get(item.article)
    return replace(item, language=card.language) if card and item.language is None else item
