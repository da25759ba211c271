"""What is said to whoever says no more than hello or thanks, and examples of what one may ask. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from bot.briefing.lines.library import Library
from bot.courtesies import Courtesy
from bot.languages.saying import marked, say
from bot.words.answers import Briefing, Kind, Status

_SAID: Mapping[Courtesy, str] = {
    Courtesy.GREETING: marked("Good day. Name a person or a subject, or ask in your own words."),
    Courtesy.MORNING: marked("Good morning. /brief tells what is new; or name a person or a subject."),
    Courtesy.THANKS: marked("You are welcome."),
    Courtesy.NOD: marked("Good. Name a person or a subject whenever you need one."),
    Courtesy.STOP: marked("I write only when asked, or where a watch or a schedule asks for it."),
    Courtesy.WRONG: marked("Thank you for saying so. Ask otherwise, or see with /search what is written."),
}
_WITH_EXAMPLES = frozenset({Courtesy.GREETING, Courtesy.MORNING})
_NEWS = marked("what is new")


def courteous(courtesy: Courtesy, library: Library) -> Briefing:
    """Return the answer to a greeting or the like, with three examples where it opens a talk."""
    return Briefing(
        query=courtesy,
        kind=Kind.HELP,
        status=Status.FOUND,
        corpus=library.corpus,
        message=say(_SAID[courtesy]),
        suggestions=examples(library) if courtesy in _WITH_EXAMPLES else (),
    )


def examples(library: Library) -> tuple[str, ...]:
    """Return up to three messages the corpus has answers to: a person, a subject, and what is new."""
    if not library.cards:
        return ()
    people, subjects = known_people(library, 1), known_subjects(library, 1)
    return (*people, *subjects, say(_NEWS))


def known_people(library: Library, most: int) -> tuple[str, ...]:
    """Return the people most articles tell of."""
    known = library.directory.most_written_about(most)
    return tuple(person.name for person in known if not person.weak)


def known_subjects(library: Library, most: int) -> tuple[str, ...]:
    """Return the subjects most articles share, none of them a name."""
    others = (subject for subject in library.subjects if not library.directory.is_name(subject))
    return tuple(islice(others, most))
