"""What every answer gets at its end: dates and languages of its lines, and which of them come first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.briefing.library import Library
from bot.briefing.reading import ReadArticle
from bot.models import Briefing, DateOf, Item, Kind, Precision, Section

_FIRST_ITEMS = 6  # lines a reader takes in before deciding what to do (desk officers' own count)
_FIRST_CHARACTERS = 1000  # of those lines together, which is what a phone shows without scrolling twice
_WITHOUT_DATES = frozenset({Kind.ARTICLE})  # its lines are one text under one date


def finished(briefing: Briefing, library: Library, articles: Mapping[str, ReadArticle]) -> Briefing:
    """Return an answer with every line dated as far as anything is known, and its first screen marked."""
    dated = briefing.kind not in _WITHOUT_DATES
    sections = []
    items_before = characters_before = 0
    for section in briefing.sections:
        items = []
        for item in section.items:
            item = _with_language(item, library)
            item = _dated(item, library, articles) if dated else item
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


def _dated(item: Item, library: Library, articles: Mapping[str, ReadArticle]) -> Item:
    """Return a line with the date of what it tells where the line gives one, else that of its article."""
    if item.date_of is not None and item.date is not None:
        return item
    card = library.cards.get(item.article)
    published = card.published.value if card and card.published else None
    told = _told_date(item, articles.get(item.article), dated=published is not None)
    if told is not None:
        return replace(item, date=told, date_of=DateOf.EVENT)
    return replace(item, date=published, date_of=DateOf.ARTICLE if published else None)


def _told_date(item: Item, article: ReadArticle | None, *, dated: bool) -> str | None:
    """Return the one date that a line gives itself: to the day, or where its article has none, any.

    A line with several dates tells of several things, and which of them it is about is not known.
    """
    if article is None:
        return None
    values = {date.value: date.precision for date in article.dates_in(item.span) if date.value}
    if len(values) != 1:
        return None
    value, precision = next(iter(values.items()))
    return value if precision is Precision.DAY or not dated else None
