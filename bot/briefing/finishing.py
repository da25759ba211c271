"""What every answer gets at its end: the date and language of each line, and which are the first screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bot.briefing.lines.dating import dated
from bot.briefing.lines.library import Library
from bot.briefing.lines.once import told_once_in_all_languages
from bot.briefing.lines.quotable import ReadArticle
from bot.languages.languages_read import languages_read
from bot.languages.saying import say
from bot.text.names.name_lexicon import is_cyrillic
from bot.words.answers import Briefing, Item, ItemKind, Kind, Section
from bot.words.kind_traits import traits_of

FIRST_ITEMS = 6
"""Lines a reader takes in before deciding what to do (desk officers' own count)."""
FIRST_CHARACTERS = 1000
"""Characters of these together: what a phone shows without scrolling twice."""
_DATED = frozenset({Kind.ARTICLE, Kind.STORIES})  # whose lines have the dates of their articles, or none
_MANY_SECTIONS = frozenset({Kind.PERSON, Kind.TOPIC})  # whose parts are not side by side nor in order of time
_ENOUGH = 2  # lines in the language asked in, from which those in others stand apart, if they are no more
_ANSWERS = frozenset({Kind.QUESTION, Kind.SEARCH})  # whose first part stands by how well it answers


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
        words: what was asked: the language it is in is the reader's; that of the chat where it is empty.
        first_screen: mark which lines are the first screen; without it, all of them are one.
    """
    read = languages_read(words)
    sections = []
    for place, section in enumerate(briefing.sections):
        answers = briefing.kind in _ANSWERS and not place  # what answers stands first, in any language
        items = [_with_language(item, library) for item in section.items]
        items = [
            item if _is_in(item, read) and _is_in_full(item) else _as_known(item, library) for item in items
        ]
        if briefing.kind not in _DATED:
            items = [dated(item, library, articles.get(item.article)) for item in items]
        if not traits_of(briefing.kind).in_its_order and not answers:
            items = _readable_first(items, read)
        sections.append(Section(section.heading, tuple(items), section.note))
    if briefing.kind in _MANY_SECTIONS:
        sections = _others_last(told_once_in_all_languages(sections, read), read)
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


def _readable_first(items: list[Item], read: frozenset[str]) -> list[Item]:
    """Put lines in another language behind the others; those that stand under one name stay together."""
    with_readable = {item.under for item in items if _is_in(item, read)}
    groups = {under: place for place, under in enumerate(dict.fromkeys(item.under for item in items))}
    return sorted(
        items,
        key=lambda item: (item.under not in with_readable, groups[item.under], not _is_in(item, read)),
    )


def _others_last(sections: Sequence[Section], read: frozenset[str]) -> list[Section]:
    """Put what is in other languages into a section of its own at the end, where one's own has enough.

    Who somebody is stays where it stands, and so do figures that are held against each other.
    """
    differing = say("Where sources differ")
    stay = [
        section.heading == differing or all(item.kind is ItemKind.FACT for item in section.items)
        for section in sections
    ]
    movable = [
        item for section, stays in zip(sections, stay, strict=True) if not stays for item in section.items
    ]
    others = tuple(item for item in movable if not _is_in(item, read))
    if not others or len(movable) - len(others) < max(_ENOUGH, len(others)):
        return list(sections)
    left = [
        section
        if stays
        else replace(section, items=tuple(item for item in section.items if _is_in(item, read)))
        for section, stays in zip(sections, stay, strict=True)
    ]
    return [*(section for section in left if section.items), Section(say("In other languages"), others)]


def _is_in(item: Item, read: frozenset[str]) -> bool:
    return item.language is None or item.language in read


def _is_in_full(item: Item) -> bool:
    return item.speaker is None or " " in item.speaker


def _as_known(item: Item, library: Library) -> Item:
    """Return a line under the name its speaker is known by, where its article has another or a part of it.

    In another script the name stays as it is written, for there are many ways to write it in one's own.
    """
    said_by = item.speaker
    if not said_by:
        return item
    speakers = [person.name for person in library.people_in(item.article) if said_by in person.forms]
    if len(speakers) != 1 or is_cyrillic(speakers[0]) != is_cyrillic(said_by):
        return item
    return replace(item, speaker=speakers[0])


def _with_language(item: Item, library: Library) -> Item:
    card = library.cards.get(item.article)
    return replace(item, language=card.language) if card and item.language is None else item
