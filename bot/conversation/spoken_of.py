"""What an answer was about, to be gone on with: who, which subject, and what was asked. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.briefing.lines.asked_words import is_question
from bot.briefing.lines.library import Library
from bot.briefing.said.said import read_said
from bot.plain_words import sides_of
from bot.text.names.name_lexicon import fold, lexicon
from bot.words.answers import Briefing, Kind, Request, Status
from bot.words.kind_traits import traits_of
from bot.words.people import Person

SURE = frozenset({"exact", "full", "surname", "given", "title", "role", "cyrillic"})
"""Ways a name is found that leave no doubt; a name that is only near is not gone on with."""

_MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class Subject:
    """What was spoken of.

    `request` gave the answer, of the kind `kind`. `people` are those it was about, by full name; `topic` is
    what else, "" for nothing. `named` are people its first line names, who may be meant
    as well. `choices` are what its numbered choices ask for.
    """

    request: Request
    kind: Kind
    people: tuple[str, ...] = ()
    topic: str = ""
    named: tuple[str, ...] = ()
    choices: tuple[Request, ...] = ()

    @property
    def person(self) -> str | None:
        """The one person it is about, None where it is nobody or several."""
        return self.people[0] if len(self.people) == 1 else None

    @property
    def label(self) -> str:
        """A few words for it, as a choice shows them."""
        return self.person or self.topic or self.request.words


def subject_of(
    request: Request, briefing: Briefing, library: Library, choices: Sequence[Request] = ()
) -> Subject | None:
    """Return what an answer was about; None where it was about nothing one could go on with.

    Where the words name nobody the corpus knows, or several, that is a subject too: what follows is then not
    about somebody spoken of before.
    """
    if briefing.status is Status.INVALID:
        return None
    goes_on = traits_of(request.kind).gone_on_with and traits_of(briefing.kind).gone_on_with
    if briefing.status is not Status.AMBIGUOUS and not goes_on:
        return None
    if briefing.status is Status.AMBIGUOUS:
        named = tuple(candidate.name for candidate in briefing.candidates[:_MOST_NAMED])
        return Subject(request, briefing.kind, named=named, choices=tuple(choices))
    people, topic = _about(request, briefing, library)
    named = _named_first(briefing, library, people)
    return Subject(request, briefing.kind, people, topic, named, tuple(choices))


def subject_in(text: str, library: Library, language: str) -> Subject | None:
    """Return what somebody else's words are about, for whoever asks about them: the people they name."""
    people = _people_named(text, library)
    if not people:
        return None
    return Subject(Request(Kind.QUESTION, text, language), Kind.QUESTION, people)


def gender_of(name: str) -> str | None:
    """Return "male" or "female" where a full name says so by its given name, else None."""
    given = name.split()[0] if len(name.split()) > 1 else ""
    return lexicon().gender_of(fold(given)) if given else None


def _about(request: Request, briefing: Briefing, library: Library) -> tuple[tuple[str, ...], str]:
    words = request.words
    if briefing.kind is Kind.PERSON:
        return ((briefing.title,) if briefing.shows_lines else ()), ""
    if traits_of(request.kind).on_somebody:
        name, on, _ = read_said(words)
        return _one(name, library), on
    if briefing.kind is Kind.COMPARE:
        sides = sides_of(briefing.title)
        return tuple(name for side in sides for name in _one(side, library)), ""
    if briefing.kind is Kind.ARTICLE:
        return (), briefing.title
    if (whole := _one(words, library)) and briefing.kind is not Kind.SEARCH:
        return whole, ""
    people = _people_named(words, library)
    # What a question is about beside people, nobody could tell from its words.
    return people, "" if people or is_question(words) else words


def _one(words: str, library: Library) -> tuple[str, ...]:
    finding = library.directory.find(words)
    return (finding.person.name,) if finding.person and finding.how in SURE else ()


def _people_named(text: str, library: Library) -> tuple[str, ...]:
    found: list[Person] = []
    for named in library.directory.people_in(text):
        if named.finding.how in SURE and (person := named.finding.person) and person not in found:
            found.append(person)
    return tuple(person.name for person in found)


def _named_first(briefing: Briefing, library: Library, people: Sequence[str]) -> tuple[str, ...]:
    first = next((item.text for section in briefing.sections for item in section.items), "")
    named = [name for name in _people_named(first, library) if name not in people]
    if briefing.kind is Kind.ARTICLE and briefing.sources:
        named += [person.name for person in library.people_in(briefing.sources[0].article)]
    return tuple(dict.fromkeys(named))[:_MOST_NAMED]
