"""Events in the order they happened, as exactly as the sources date them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.briefing.citing import sources_of
from bot.briefing.events import event, in_order
from bot.briefing.evidence import concept_weights, evidence
from bot.briefing.library import Library
from bot.briefing.reading import ReadArticle, ReadSentence
from bot.briefing.topic import nothing, taken_for, title_of
from bot.languages.saying import say
from bot.models import Briefing, Item, Kind, Person, Section, Span, Status
from bot.search.query import Query

_MOST = 30  # events of one answer


def timeline_of_person(
    person: Person, words: str, library: Library, articles: Mapping[str, ReadArticle]
) -> Briefing:
    """Return the dated events in sentences that name a person."""
    places = []
    for appearance in person.appearances:
        if appearance.article in articles:
            article = articles[appearance.article]
            mentions = article.analysis.figures[appearance.figure].mentions
            naming = {
                sentence.index: sentence
                for mention in mentions
                for sentence in article.sentences_in(mention.span)
            }
            places += [(article, naming[index]) for index in sorted(naming)]
    none = say("No source dates an event in which {name} is named.", name=person.name)
    return _timeline(places, words, person.name, library, none)


def timeline_of_topic(query: Query, library: Library, articles: Mapping[str, ReadArticle]) -> Briefing:
    """Return the dated events in sentences that answer a query."""
    if query.problem or query.unknown:
        return nothing(Kind.TIMELINE, query, library)
    weights = concept_weights(query, library.engine.vocabulary(), max(len(library.cards), 1) * 8)
    answers = evidence(articles.values(), query, weights)
    if not answers:
        return nothing(Kind.TIMELINE, query, library)
    places = [(answer.article, answer.sentence) for answer in answers]
    none = say("No source dates an event on this.")
    answer = _timeline(places, query.text, title_of(query), library, none)
    return replace(answer, message=answer.message or taken_for(query))


def _timeline(
    places: Iterable[tuple[ReadArticle, ReadSentence]], words: str, title: str, library: Library, none: str
) -> Briefing:
    events: dict[tuple[str, Span], Item] = {}
    for article, sentence in places:
        if (item := event(article, sentence)) is not None:
            events.setdefault((article.article.id, item.span), item)
    ordered = in_order(list(events.values()))
    section = Section(say("Timeline"), tuple(ordered[-_MOST:]))
    sections = (section,) if section.items else ()
    return Briefing(
        query=words,
        kind=Kind.TIMELINE,
        status=Status.FOUND if sections else Status.NONE,
        corpus=library.corpus,
        title=title,
        message=None if sections else none,
        sections=sections,
        sources=sources_of(sections, [item.article for item in section.items], library.cards),
    )
