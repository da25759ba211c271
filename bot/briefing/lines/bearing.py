"""Which articles are about a topic: by their title and lead, or by telling on of the same people.

An article holds the words of a topic in passing far more often than it is about it, and a further article on
the same event may lack one of them: the second round of talks need not be called nuclear again.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from bot.briefing.lines.evidence import concept_weights
from bot.briefing.lines.library import Library, Weighing
from bot.briefing.lines.quotable import ReadArticle
from bot.search.matching import ReadText, held
from bot.search.query import Concept, Query
from bot.text.names.name_lexicon import fold, lexicon
from bot.words.people import Person

_LISTING = re.compile(r",[^,]+(?:,|\s\w{1,4}\s)")  # "Leaders Talk of Wheat, Water, and Borders"
_OPENS = 2  # sentences in which the news of an article stands
_LEAD = 3  # sentences that say what an article is about
_READ = 40  # sentences in which words of the topic are looked for
FEW = 8
"""Articles of a person in the corpus up to which any that names them is worth a look."""
MUCH = 0.3
"""Else the share of the person's articles that are about the topic."""
_BEGINNING = 5  # sentences by which two articles are seen to tell of one event
_ALIKE = 0.15  # cosine of two beginnings from which they do
_HALF = 0.4  # of the weight of what is asked: the rest was said in the articles before
_LEAST_RELATED = 2  # concepts of a topic from which one of them may be missing in an article that tells on


def about(
    articles: Iterable[ReadArticle], query: Query, library: Library, *, speakers: Collection[str] = ()
) -> list[ReadArticle]:
    """Return the articles that are about a topic, in the order given.

    Those whose title and lead hold what is asked; and those that tell on of these, in the same rare words or
    of the people who stand for them, and hold the most telling half of what is asked.

    Args:
        articles: to choose from.
        query: the topic.
        library: the corpus.
        speakers: keys of people who stand for no topic, since all the articles were chosen for them.
    """
    given = list(articles)
    wanted = query.required
    main = [article for article in given if _is_main(article, wanted)]
    if not main or len(wanted) < _LEAST_RELATED:
        return main
    people = _people_of(main, library) - frozenset(speakers)
    weighing = library.weighing
    telling = dict(zip(wanted, concept_weights(replace(query, concepts=wanted), weighing), strict=True))
    asked = query.ranking_terms().keys()
    beginnings = [_beginning(article, weighing, asked) for article in main]
    ids = {article.article.id for article in main}

    def tells_on(article: ReadArticle) -> bool:
        if not _holds_half(article, telling):
            return False
        if _names_one(article, people, library):
            return True
        own = _beginning(article, weighing, asked)
        return any(_likeness(own, other) > _ALIKE for other in beginnings)

    return [article for article in given if article.article.id in ids or tells_on(article)]


def _beginning(article: ReadArticle, weighing: Weighing, asked: Collection[str]) -> Mapping[str, float]:
    """Return the words of an article's title and beginning but those asked for, with how rare each is."""
    words = set(article.title.words)
    for sentence in article.sentences[:_BEGINNING]:
        words.update(sentence.read.words)
    passages, vocabulary = weighing.passages, weighing.vocabulary
    return {word: math.log(1 + passages / vocabulary.get(word, 1)) for word in words.difference(asked)}


def _likeness(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Return the cosine of two beginnings, 0 to 1."""
    shared = math.fsum(weight * other[word] for word, weight in one.items() if word in other)
    return shared / (_length(one) * _length(other)) if shared else 0.0


def _length(words: Mapping[str, float]) -> float:
    return math.sqrt(math.fsum(weight * weight for weight in words.values()))


def opens_on(article: ReadArticle, wanted: Sequence[Concept]) -> bool:
    """Say whether the title or the first sentences of an article hold all that is asked.

    A title that lists several subjects opens with none of them.
    """
    opening = [sentence.read for sentence in article.sentences[:_OPENS]]
    if not _lists_subjects(article):
        opening.append(article.title)
    return bool(wanted) and all(any(_holds(text, concept) for text in opening) for concept in wanted)


def _is_main(article: ReadArticle, wanted: Sequence[Concept]) -> bool:
    """Say whether the title holds most of what is asked, or a part of it and the lead the rest.

    A title that lists several subjects names what is told of further down: there the lead must tell of it.
    """
    in_title = [concept for concept in wanted if _holds(article.title, concept)]
    if not _tells_of_each(article, wanted):
        return False
    if 3 * len(in_title) >= 2 * len(wanted):
        return not _lists_subjects(article) or any(
            _holds(sentence.read, concept) for sentence in article.sentences[:_LEAD] for concept in in_title
        )
    lead = [sentence.read for sentence in article.sentences[:_LEAD]]
    return bool(in_title) and all(
        concept in in_title or any(_holds(text, concept) for text in lead) for concept in wanted
    )


def _tells_of_each(article: ReadArticle, wanted: Sequence[Concept]) -> bool:
    """Say whether an article has all that is asked somewhere: fires in a province are no elections in it."""
    texts = [article.title, *article.heading_words, *(one.read for one in article.sentences[:_READ])]
    return all(any(_holds(text, concept) for text in texts) for concept in wanted)


def _lists_subjects(article: ReadArticle) -> bool:
    """Say whether a title may list several things it tells of."""
    return _LISTING.search(article.article.title) is not None


def _holds_half(article: ReadArticle, telling: Mapping[Concept, float]) -> bool:
    """Say whether an article holds half of what is asked, each concept by how telling it is.

    And, where it has no other name that is asked about, every country, if only by its capital: a coup
    elsewhere is another coup.
    """
    texts = [article.title, *(sentence.read for sentence in article.sentences[:_READ])]
    held_here = {concept for concept in telling if any(_holds(text, concept) for text in texts)}
    lacking = {
        country for concept in telling if concept not in held_here and (country := _country_of(concept))
    }
    if lacking and not any(concept.proper for concept in held_here):
        named = {lexicon().country(fold(term.word)) for text in texts for term in text.terms}
        if not lacking <= named:
            return False
    return math.fsum(map(telling.__getitem__, held_here)) > _HALF * math.fsum(telling.values())


def _country_of(concept: Concept) -> str | None:
    return lexicon().country(fold(concept.words))


def _holds(text: ReadText, concept: Concept) -> bool:
    """Say whether a text holds a concept, or all the words of a phrase apart from one another."""
    if held(concept, text) is not None:
        return True
    return bool(concept.parts) and all(held(part, text) is not None for part in concept.parts)


def _people_of(articles: Sequence[ReadArticle], library: Library) -> frozenset[str]:
    """Return the keys of the people who stand for what some articles are about, and for little else."""
    ids = {article.article.id for article in articles}
    found = {}
    for id_ in ids:
        for person in library.people_in(id_):
            found[person.key] = person
    return frozenset(key for key, person in found.items() if _stands_for(person, ids))


def _stands_for(person: Person, ids: Collection[str]) -> bool:
    here = sum(not place.weak for id_ in ids for place in person.in_article(id_))
    return here > 0 and (len(person.appearances) <= FEW or here >= MUCH * len(person.appearances))


def _names_one(article: ReadArticle, people: Collection[str], library: Library) -> bool:
    """Say whether an article names one of some people where it says what it is about."""
    opening = article.sentences[:_BEGINNING]
    end = opening[-1].span.end if opening else 0
    return any(
        person.key in people
        and any(
            not place.weak
            and any(one.span.start < end for one in article.analysis.figures[place.figure].mentions)
            for place in person.in_article(article.article.id)
        )
        for person in library.people_in(article.article.id)
    )
