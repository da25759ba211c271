"""What every answer gets at its end: the date and language of each line, and which are the first screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.briefing.dating import dated
from bot.briefing.library import Library
from bot.briefing.reading import ReadArticle
from bot.languages.reading import language_of_question
from bot.models import Briefing, Item, Kind, Section

FIRST_ITEMS = 6
"""Lines a reader takes in before deciding what to do (desk officers' own count)."""
FIRST_CHARACTERS = 1000
"""Characters of these together: what a phone shows without scrolling twice."""
_WITHOUT_DATES = frozenset({Kind.ARTICLE})  # its lines are one text under one date
_ANSWERS = frozenset({Kind.QUESTION, Kind.SEARCH})  # whose first part stands by how well it answers
_IN_THEIR_ORDER = frozenset({Kind.ARTICLE, Kind.TIMELINE})  # whose lines stand by what they tell


def finished(
    briefing: Briefing,
    library: Library,
    articles: Mapping[str, ReadArticle],
    *,
    words: str = "",
    first_screen: bool = True,
) -> Briefing:
    """Return an answer with every line dated, in the reader's language first, and its first screen marked.

    Args:
        briefing: the answer.
        library: the corpus.
        articles: those its lines stand in, as far as they were read.
        words: what was asked: the language it is in is the reader's.
        first_screen: mark which lines are the first screen; without it, all of them are one.
    """
    asked = language_of_question(words)
    sections = []
    for place, section in enumerate(briefing.sections):
        answers = briefing.kind in _ANSWERS and not place  # what answers stands first, in any language
        items = [_with_language(item, library) for item in section.items]
        if briefing.kind not in _WITHOUT_DATES:
            items = [dated(item, library, articles.get(item.article)) for item in items]
        if asked is not None and briefing.kind not in _IN_THEIR_ORDER and not answers:
            items = _readable_first(items, asked)
        sections.append(Section(section.heading, tuple(items), section.note))
    marked = _with_first_screen(sections) if first_screen else sections
    return replace(briefing, sections=tuple(marked))


def _with_first_screen(sections: Iterable[Section]) -> list[Section]:
    """Mark the lines a phone shows at once: they stand before all others."""
    marked = []
    items_before = characters_before = 0
    for section in sections:
        items = []
        for item in section.items:
            first = items_before < FIRST_ITEMS and (
                not items_before or characters_before + len(item.text) <= FIRST_CHARACTERS
            )
            items.append(replace(item, first=first))
            items_before = items_before + 1 if first else FIRST_ITEMS
            characters_before += len(item.text)
        marked.append(Section(section.heading, tuple(items), section.note))
    return marked


# --- languages ---------------------------------------------------------------------------------------------


def _readable_first(items: list[Item], asked: str) -> list[Item]:
    """Put lines in another language behind the others; those that stand under one name stay together."""
    with_readable = {item.under for item in items if _is_in(item, asked)}
    groups = {under: place for place, under in enumerate(dict.fromkeys(item.under for item in items))}
    return sorted(
        items,
        key=lambda item: (item.under not in with_readable, groups[item.under], not _is_in(item, asked)),
    )


def _is_in(item: Item, language: str) -> bool:
    return item.language is None or item.language == language


def _with_language(item: Item, library: Library) -> Item:
    card = library.cards.get(item.article)
    return replace(item, language=card.language) if card and item.language is None else item
