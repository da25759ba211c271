"""Two people or two topics side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from bot.briefing.citing import sources_of
from bot.briefing.evidence import Evidence
from bot.briefing.library import Library
from bot.briefing.reading import ReadArticle
from bot.briefing.selection import select
from bot.briefing.statements import Statement, statements_of
from bot.briefing.topic import items
from bot.models import Briefing, Item, Kind, Person, Section, Status
from bot.search.lexicon import lexicon
from bot.search.query import Query
from bot.text.tokens import terms

_SUBJECTS = 4  # subjects two people are compared on
_EACH = 3  # lines of each side where there is no common subject, or for each topic


def compare_people(
    people: tuple[Person, Person], words: str, library: Library, articles: Mapping[str, ReadArticle]
) -> Briefing:
    """Return what two people say on the subjects both speak of; else the main statements of each."""
    one, other = (statements_of(person, articles) for person in people)
    names = {term.term for person in people for form in person.forms for term in terms(form)}
    sections = _side_by_side(one, other, names)
    message = None
    if not sections:
        sections = [
            Section(person.name, _best(statements))
            for person, statements in zip(people, (one, other), strict=True)
        ]
        message = "They speak of no subject in common; this is what each says."
    sections = [section for section in sections if section.items]
    quiet = [person.name for person, said in zip(people, (one, other), strict=True) if not said]
    if quiet:
        message = f"The sources hold no statement by {' or '.join(quiet)}."
    return _answer(words, " | ".join(person.name for person in people), sections, message, library)


def compare_topics(
    queries: tuple[Query, Query], words: str, library: Library, answers: tuple[list[Evidence], list[Evidence]]
) -> Briefing:
    """Return two topics side by side, each newest first."""
    sections, silent = [], []
    for query, found in zip(queries, answers, strict=True):
        chosen = library.dated(items(select(found, _EACH)))
        if chosen:
            sections.append(Section(query.text, tuple(chosen)))
        else:
            silent.append(query.text)
    message = f"Nothing in the corpus on {' or on '.join(silent)}." if silent else None
    return _answer(words, " | ".join(query.text for query in queries), sections, message, library)


def _side_by_side(one: Sequence[Statement], other: Sequence[Statement], names: set[str]) -> list[Section]:
    """Pair the statements of two people by the telling words both use."""
    counts = [Counter(term for statement in side for term in statement.terms) for side in (one, other)]
    # The lexicon holds the words diplomacy is about; "address" or "accordingly" are no subjects.
    common = [
        term for term in counts[0].keys() & counts[1].keys() if term not in names and lexicon().knows([term])
    ]
    # A subject is a word both use, and neither uses in everything they say.
    common.sort(
        key=lambda term: (-min(counts[0][term], counts[1][term]), counts[0][term] + counts[1][term], term)
    )
    sections: list[Section] = []
    used: set[tuple[str, tuple[int, int]]] = set()
    for term in common:
        pair = [_first_with(term, side, used) for side in (one, other)]
        chosen = [item for item in pair if item is not None]
        if len(chosen) < 2:
            continue
        used |= {(item.article, item.span) for item in chosen}
        sections.append(Section(_as_written(term, one), tuple(chosen)))
        if len(sections) == _SUBJECTS:
            break
    return sections


def _first_with(
    term: str, statements: Sequence[Statement], used: set[tuple[str, tuple[int, int]]]
) -> Item | None:
    for statement in sorted(statements, key=lambda statement: -statement.score):
        if term in statement.terms and (statement.id, statement.span) not in used:
            spans = [
                word.span for sentence in statement.about for word in sentence.read.terms if word.term == term
            ]
            item = statement.item(tuple(span for span in spans if statement.span.contains(span)))
            if item is not None:
                return item
    return None


def _as_written(term: str, statements: Sequence[Statement]) -> str:
    """Return a term as the sources write it."""
    for statement in statements:
        for sentence in statement.about:
            for word in sentence.read.terms:
                if word.term == term:
                    return statement.article.article.read(word.span)
    return term


def _best(statements: Sequence[Statement]) -> tuple[Item, ...]:
    chosen = [statement.item() for statement in select(statements, _EACH)]
    return tuple(item for item in chosen if item is not None)


def _answer(
    words: str, title: str, sections: Sequence[Section], message: str | None, library: Library
) -> Briefing:
    order = [item.article for section in sections for item in section.items]
    return Briefing(
        query=words,
        kind=Kind.COMPARE,
        status=Status.FOUND if sections else Status.NONE,
        corpus=library.corpus,
        title=title,
        message=message,
        sections=tuple(sections),
        sources=sources_of(sections, order, library.cards),
    )
