"""The lists: sources, people, topics, help; and messages that ask nothing."""

from __future__ import annotations

from collections.abc import Iterable

from bot.briefing.lines.library import Library
from bot.briefing.person.dossier import subtitle
from bot.languages.saying import number_of_articles, say, say_count
from bot.words.answers import Briefing, Kind, Line, Status

_MOST_LINES = 40


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
        about = [subtitle(person, library), number_of_articles(len(person.appearances))]
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
