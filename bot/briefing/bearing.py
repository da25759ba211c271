"""Which articles are about a topic: by their title and lead, or by telling on of the same people.

An article holds the words of a topic in passing far more often than it is about it, and a further article on
the same event may lack one of them: the second round of talks need not be called nuclear again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from bot.briefing.library import Library
from bot.briefing.reading import ReadArticle
from bot.models import Person
from bot.search.matching import held
from bot.search.query import Concept, Query

_LEAD = 3  # sentences that say what an article is about
_READ = 40  # sentences in which words of the topic are looked for
_FEW = 8  # articles of a person in the corpus up to which any that names them is worth a look
_MUCH = 0.3  # else the share of the person's articles that are about the topic
_LEAST_RELATED = 2  # concepts of a topic from which one of them may be missing in an article that tells on


def about(articles: Iterable[ReadArticle], query: Query, library: Library) -> list[ReadArticle]:
    """Return the articles that are about a topic, in the order given.

    Those whose title and lead hold all that is asked, half of it or more the title; and those that tell on of
    people of these, holding half of it or more themselves.
    """
    given = list(articles)
    wanted = query.required
    main = [article for article in given if _is_main(article, wanted)]
    if not main or len(wanted) < _LEAST_RELATED:
        return main
    people = _people_of(main, library)
    ids = {article.article.id for article in main}
    return [
        article
        for article in given
        if article.article.id in ids
        or (_holds_half(article, wanted) and _names_one(article.article.id, people, library))
    ]


def _is_main(article: ReadArticle, wanted: Sequence[Concept]) -> bool:
    in_title = [concept for concept in wanted if held(concept, article.title)]
    if 2 * len(in_title) < len(wanted):
        return False
    lead = [sentence.read for sentence in article.sentences[:_LEAD]]
    return all(concept in in_title or any(held(concept, text) for text in lead) for concept in wanted)


def _holds_half(article: ReadArticle, wanted: Sequence[Concept]) -> bool:
    texts = [article.title, *(sentence.read for sentence in article.sentences[:_READ])]
    holding = sum(any(held(concept, text) for text in texts) for concept in wanted)
    return 2 * holding >= len(wanted) and holding > 0


def _people_of(articles: Sequence[ReadArticle], library: Library) -> frozenset[str]:
    """Return the keys of the people who stand for what some articles are about, and for little else."""
    ids = {article.article.id for article in articles}
    found = {}
    for id_ in ids:
        for person in library.people_in(id_):
            found[person.key] = person
    return frozenset(key for key, person in found.items() if _stands_for(person, ids))


def _stands_for(person: Person, ids: Collection[str]) -> bool:
    here = sum(place.article in ids for place in person.appearances if not place.weak)
    return here > 0 and (len(person.appearances) <= _FEW or here >= _MUCH * len(person.appearances))


def _names_one(article: str, people: Collection[str], library: Library) -> bool:
    return any(
        person.key in people
        and any(place.article == article and not place.weak for place in person.appearances)
        for person in library.people_in(article)
    )
