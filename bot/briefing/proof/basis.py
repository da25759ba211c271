"""What an answer rests on: whether one made from an earlier revision of the corpus is still the answer.

An answer is made from a plan, from the articles it reads, from who is named in them, and by what words
weigh. When a plan made anew comes out the same, none of these articles and people has changed, and words are
weighed as they were, composing it anew would make the same answer: it need not be done.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from bot.briefing.lines.asked_words import meanings_in
from bot.briefing.lines.bearing import FEW, MUCH
from bot.briefing.lines.library import Library
from bot.briefing.plans import Plan
from bot.search.query import Concept, Query
from bot.words.answers import Briefing, Status
from bot.words.kind_traits import traits_of
from bot.words.searching import Within

_TOLD = frozenset({Status.FOUND, Status.PARTIAL})


def basis_of(planned: Plan, library: Library) -> str | None:
    """Return what stands for everything an answer rests on but the texts it reads.

    Two plans of one basis read the same articles for the same words and people. None where an answer is for
    its own revision only: a list, what is newest, what counts articles of unknown date, what asks the corpus
    again when it is composed.
    """
    queries = [query for query in (planned.query, planned.other_query) if query is not None]
    if planned.parts:
        return None
    if planned.answer is not None or planned.catch_up is not None or not traits_of(planned.kind).lasting:
        return None
    if any(query.since or query.until or meanings_in(query.text) for query in queries):
        return None
    parts = [
        (
            planned.kind,
            planned.words,
            planned.articles,
            planned.ambiguous,
            planned.oldest_first,
            planned.note,
        ),
        tuple(person.key for person in planned.people),
        tuple(library.subjects) if planned.people else (),
        library.weighing.revision,
        *(part for query in queries for part in _asked(query, planned, library)),
        _named(planned, library),
    ]
    return hashlib.sha256(repr(parts).encode(errors="backslashreplace")).hexdigest()


def lasts(briefing: Briefing) -> bool:
    """Say whether an answer may outlive its revision: one that shows something of the sources."""
    return briefing.status in _TOLD


def still_rests(planned: Plan, library: Library, revision: str) -> bool:
    """Say whether nothing has changed since a revision of what an answer reads."""
    steps = library.steps_since(revision)
    if steps is None:
        return False
    people = {person.key for person in planned.people}
    articles = {*planned.articles, *(place.article for one in planned.people for place in one.appearances)}
    return all(step.articles.isdisjoint(articles) and step.people.isdisjoint(people) for step in steps)


def _named(planned: Plan, library: Library) -> list[tuple[str, int | None]]:
    """Return who is named in the articles of a plan, with the number of articles that name them.

    Who is in few articles, or mostly in these, may stand for what they are about
    (`bot.briefing.lines.bearing`). Of others the number does not matter.
    """
    here = Counter(person.key for article in planned.articles for person in library.people_in(article))
    named = []
    for key, number in sorted(here.items()):
        person = library.directory.person(key)
        articles = len(person.appearances) if person else 0
        named.append((key, articles if articles <= FEW or number >= MUCH * articles else None))
    return named


def _asked(query: Query, planned: Plan, library: Library) -> Iterator[object]:
    """Yield what is asked, and in which order the articles come where none has all of it."""
    yield query.text, query.outlet, query.newest
    # Whom a concept stands for is told by the articles that name them.
    yield [_without_figures(concept) for concept in (*query.concepts, *query.without)]
    read = planned.articles
    ranked = library.engine.rank_articles(query.ranking_terms(), len(read), Within(frozenset(read)))
    yield [id_ for id_, _ in ranked]
    for reading in query.readings:
        yield from _asked(reading, planned, library)


def _without_figures(concept: Concept) -> Concept:
    return replace(concept, figures=frozenset()) if concept.figures else concept
