"""What every answer gets at its end: the date and language of each line, and which are the first screen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.briefing.library import Library
from bot.briefing.reading import ReadArticle
from bot.languages.saying import ENGLISH, say, spoken_language
from bot.models import Briefing, DateOf, Item, Kind, Precision, Section

_FIRST_ITEMS = 6  # lines a reader takes in before deciding what to do (desk officers' own count)
_FIRST_CHARACTERS = 1000  # of those lines together, which is what a phone shows without scrolling twice
_WITHOUT_DATES = frozenset({Kind.ARTICLE})  # its lines are one text under one date
_IN_THEIR_ORDER = frozenset({Kind.ARTICLE, Kind.TIMELINE})  # whose lines stand by what they tell
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_KAZAKH = re.compile(r"[әғқңөұүһі]", re.IGNORECASE)  # letters Russian does not have
_LATIN = re.compile(r"[A-Za-z]")
_RUSSIAN, _KAZAKH_LANGUAGE = "ru", "kk"


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
    read = reader_languages(words)
    sections = []
    for section in briefing.sections:
        items = [_with_language(item, library) for item in section.items]
        if briefing.kind not in _WITHOUT_DATES:
            items = [_dated(item, library, articles) for item in items]
        if briefing.kind not in _IN_THEIR_ORDER:
            items = _readable_first(items, read)
        if briefing.kind is not Kind.ARTICLE:
            items = [_named_language(item, read) for item in items]
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
            first = items_before < _FIRST_ITEMS and (
                not items_before or characters_before + len(item.text) <= _FIRST_CHARACTERS
            )
            items.append(replace(item, first=first))
            items_before = items_before + 1 if first else _FIRST_ITEMS
            characters_before += len(item.text)
        marked.append(Section(section.heading, tuple(items), section.note))
    return marked


# --- languages ---------------------------------------------------------------------------------------------


def reader_languages(words: str) -> frozenset[str]:
    """Return the languages whoever asks in some words reads: that of the words, else the bot's own.

    A name in Latin letters says little: who asks for it in a Russian chat reads Russian too.
    """
    spoken = spoken_language()
    if _CYRILLIC.search(words):
        in_kazakh = _KAZAKH.search(words) or spoken == _KAZAKH_LANGUAGE
        return frozenset({_KAZAKH_LANGUAGE if in_kazakh else _RUSSIAN})
    return frozenset({ENGLISH, spoken}) if _LATIN.search(words) else frozenset({spoken})


def _readable_first(items: list[Item], read: frozenset[str]) -> list[Item]:
    """Put lines in another language behind the others; those that stand under one name stay together."""
    with_readable = {item.under for item in items if _is_read(item, read)}
    groups = {under: place for place, under in enumerate(dict.fromkeys(item.under for item in items))}
    return sorted(
        items,
        key=lambda item: (item.under not in with_readable, groups[item.under], not _is_read(item, read)),
    )


def _is_read(item: Item, read: frozenset[str]) -> bool:
    return item.language is None or item.language in read


def _named_language(item: Item, read: frozenset[str]) -> Item:
    """Say behind a line in which language it is, where that is not the reader's."""
    if item.language is None or item.language in read:
        return item
    said = say("in {language}", language=_name_of(item.language))
    return replace(item, note=f"{item.note} · {said}" if item.note else said)


def _name_of(language: str) -> str:
    from babel import Locale, UnknownLocaleError  # loaded only where a line is in another language

    try:
        return Locale.parse(language).get_language_name(spoken_language()) or language
    except (ValueError, UnknownLocaleError):
        return language


# --- dates -------------------------------------------------------------------------------------------------


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
