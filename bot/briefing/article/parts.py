"""One article: its text, what is said in it, whom it names; and that there is none of some number."""

from __future__ import annotations

import re
from enum import StrEnum

from bot.briefing.lines.citing import source
from bot.briefing.lines.library import Library
from bot.briefing.lines.quotable import ReadArticle
from bot.briefing.person.dossier import subtitle
from bot.languages.saying import say, say_count
from bot.words.answers import Briefing, Item, ItemKind, Kind, Line, Section, Status

_ARTICLE_NUMBER = re.compile(r"#?(\d+)(?:-(\d+))?")


class ArticlePart(StrEnum):
    """What is asked of an article, by the word that asks for it after its number."""

    TEXT = "text"
    QUOTES = "quotes"
    PEOPLE = "people"


def part_asked(words: str) -> tuple[str, ArticlePart]:
    """Return what names an article, and which part of it is asked for: "003-1 quotes"."""
    named, _, last = words.strip().rpartition(" ")
    return (
        (named, ArticlePart(last.lower()))
        if named and last.lower() in set(ArticlePart)
        else (words, ArticlePart.TEXT)
    )


def article_id(words: str, library: Library) -> str | None:
    """Return the id of the article a user names: its id ("003-1"), or its number without zeros ("2")."""
    words = words.strip().strip("[]#")
    if words in library.cards:
        return words
    asked = _ARTICLE_NUMBER.fullmatch(words)
    if asked is None:
        return None
    for id_ in library.cards:
        known = _ARTICLE_NUMBER.fullmatch(id_)
        if known and int(known[1]) == int(asked[1]) and known[2] == asked[2]:
            return id_
    return None


def neighbours(id_: str, library: Library) -> tuple[str | None, str | None]:
    """Return the ids of the articles before and after one in the list of sources, None for none."""
    ids = library.by_date
    place = ids.index(id_) if id_ in library.cards else len(ids)
    before = ids[place - 1] if 0 < place < len(ids) else None
    return before, ids[place + 1] if place + 1 < len(ids) else None


def article_text(article: ReadArticle, library: Library) -> Briefing:
    """Return one article: its text under its own headings."""
    card = library.cards[article.article.id]
    blocks = sorted(
        [(span, True) for span in article.headings] + [(span, False) for span in article.article.paragraphs]
    )
    sections: list[Section] = []
    heading = ""
    items: list[Item] = []
    for span, is_heading in blocks:
        if is_heading:
            sections.append(Section(heading, tuple(items)))
            heading, items = article.article.read(span), []
        else:
            items.append(article.plain(span))
    sections.append(Section(heading, tuple(items)))
    return Briefing(
        query=f"/article {card.id}",
        kind=Kind.ARTICLE,
        status=Status.FOUND,
        corpus=library.corpus,
        title=card.title,
        message=say("The site shows only the beginning of this article.") if card.truncated else None,
        sections=tuple(section for section in sections if section.items),
        sources=(source(1, card),),
    )


def quotations_in(article: ReadArticle, library: Library) -> Briefing:
    """Return what is said in one article, quoted and reported, in text order, with who says it."""
    analysis = article.analysis
    spoken = [part for one in analysis.quotations for part in one.parts]
    spoken += [one.span for one in analysis.reported]
    utterances = {one.utterance for span in spoken for one in article.sentences_in(span)}
    items = [article.item(utterance) for utterance in sorted(utterances)]
    said = tuple(one for one in items if one.kind in (ItemKind.QUOTATION, ItemKind.REPORTED))
    card = library.cards[article.article.id]
    return Briefing(
        query=f"/article {card.id} {ArticlePart.QUOTES}",
        kind=Kind.ARTICLE,
        status=Status.FOUND if said else Status.NONE,
        corpus=library.corpus,
        title=say("{title}: quotations", title=card.title),
        message=None if said else say("Nobody is quoted in this article."),
        sections=(Section("", said),) if said else (),
        sources=(source(1, card),) if said else (),
    )


def people_in(article: ReadArticle, library: Library) -> Briefing:
    """Return whom one article names, most often named first."""
    card = library.cards[article.article.id]
    named = [
        (sum(one.mentions for one in person.in_article(card.id)), person)
        for person in library.people_in(card.id)
    ]
    lines = tuple(
        Line(person.name, " · ".join(part for part in (subtitle(person), _times(times)) if part))
        for times, person in sorted(named, key=lambda one: (-one[0], one[1].name))
    )
    return Briefing(
        query=f"/article {card.id} {ArticlePart.PEOPLE}",
        kind=Kind.PEOPLE,
        status=Status.FOUND if lines else Status.NONE,
        corpus=library.corpus,
        title=say("{title}: people", title=card.title),
        message=None if lines else say("This article names nobody."),
        lines=lines,
    )


def _times(number: int) -> str:
    return say_count("named {count} time", "named {count} times", number)


def no_such_article(words: str, library: Library) -> Briefing:
    """Return that there is no such article, with some that there are: those of the same page first."""
    page = words.strip().strip("[]#").split("-")[0].lstrip("0")
    parts = [id_ for id_ in library.cards if page and id_.split("-")[0].lstrip("0") == page]
    return Briefing(
        query=f"/article {words}",
        kind=Kind.ARTICLE,
        status=Status.NONE,
        corpus=library.corpus,
        title=words,
        message=say("There is no article with this number; /sources lists them all."),
        suggestions=tuple(parts or list(library.cards))[:6],
    )
