"""The lists: sources, people, topics, one article with its text, help; and messages that ask nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.briefing.citing import source
from bot.briefing.dossier import subtitle
from bot.briefing.library import Library
from bot.briefing.reading import ReadArticle
from bot.languages.saying import number_of_articles, say, say_count
from bot.models import Briefing, Item, Kind, Line, Section, Status

_MOST_LINES = 40
_ARTICLE_NUMBER = re.compile(r"#?(\d+)(?:-(\d+))?")


def sources_list(library: Library) -> Briefing:
    """Return the corpus card with every source, newest first."""
    ids = library.by_date
    return Briefing(
        query="/sources",
        kind=Kind.SOURCES,
        status=Status.FOUND if ids else Status.NONE,
        corpus=library.corpus,
        title=say("Sources"),
        message=None if ids else say("The corpus is empty."),
        sources=library.sources,
    )


def people_list(library: Library) -> Briefing:
    """Return who is in the corpus, the most mentioned first, people only named in captions last."""
    directory = library.directory
    lines = []
    for person in directory.most_written_about(_MOST_LINES):
        about = [subtitle(person), number_of_articles(len(person.appearances))]
        if person.weak:
            about.append(say("named in a caption only"))
        lines.append(Line(person.name, " · ".join(part for part in about if part)))
    left = len(directory.people) - len(lines)
    return Briefing(
        query="/people",
        kind=Kind.PEOPLE,
        status=Status.FOUND if lines else Status.NONE,
        corpus=library.corpus,
        title=say("People"),
        message=_more_people(left) if lines else say("The corpus names nobody."),
        lines=tuple(lines),
    )


def topics_list(library: Library) -> Briefing:
    """Return what the corpus is about, the subjects most articles share first."""
    lines = [
        Line(subject, number_of_articles(len(articles)))
        for subject, articles in list(library.subjects.items())[:_MOST_LINES]
    ]
    return Briefing(
        query="/topics",
        kind=Kind.TOPICS,
        status=Status.FOUND if lines else Status.NONE,
        corpus=library.corpus,
        title=say("Topics"),
        message=None if lines else say("The corpus is empty."),
        lines=tuple(lines),
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


def help_text(lines: Iterable[Line], library: Library, *, greeting: bool) -> Briefing:
    """Return how to ask; `greeting` opens with what this bot is."""
    return Briefing(
        query="/start" if greeting else "/help",
        kind=Kind.HELP,
        status=Status.FOUND,
        corpus=library.corpus,
        title="Aide-Mémoire" if greeting else say("How to ask"),
        message=(
            say("I brief you from news articles. Every line I show stands word for word in a source.")
            if greeting
            else say("Send a command, or simply a name, a topic or a question.")
        ),
        lines=tuple(lines),
    )


def invalid(query: str, kind: Kind, message: str, library: Library) -> Briefing:
    """Return what is wrong with a message, in one sentence."""
    return Briefing(query=query, kind=kind, status=Status.INVALID, corpus=library.corpus, message=message)


def _more_people(number: int) -> str | None:
    if number <= 0:
        return None
    return say_count(
        "{count} more person is in the corpus; ask for anyone by name.",
        "{count} more people are in the corpus; ask for anyone by name.",
        number,
    )
