"""Events in the order they happened, as exactly as the sources date them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.briefing.citing import sources_of
from bot.briefing.evidence import concept_weights, evidence
from bot.briefing.library import Library
from bot.briefing.reading import ReadArticle, ReadSentence
from bot.briefing.selection import marks_within
from bot.briefing.topic import nothing, taken_for, title_of
from bot.models import Briefing, DateMention, Item, Kind, Person, Section, Span, Status
from bot.search.query import Query

_MOST = 30  # events of one answer
_SAME = 0.6  # share of the shorter event's words the other has too, from which both tell of one event


def timeline_of_person(
    person: Person, words: str, library: Library, articles: Mapping[str, ReadArticle]
) -> Briefing:
    """Return the dated events in sentences that name a person."""
    places = []
    for appearance in person.appearances:
        if appearance.article in articles:
            article = articles[appearance.article]
            mentions = article.analysis.figures[appearance.figure].mentions
            places += [
                (article, sentence)
                for sentence in article.sentences
                if any(sentence.span.contains(mention.span) for mention in mentions)
            ]
    none = f"No source dates an event in which {person.name} is named."
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
    answer = _timeline(places, query.text, title_of(query), library, "No source dates an event on this.")
    return replace(answer, message=answer.message or taken_for(query))


def _timeline(
    places: Iterable[tuple[ReadArticle, ReadSentence]], words: str, title: str, library: Library, none: str
) -> Briefing:
    events: dict[tuple[str, Span], Item] = {}
    for article, sentence in places:
        date = _date_of(article, sentence)
        if date is not None:
            shown = sentence.utterance
            item = replace(article.item(shown, marks_within([date.span], shown)), date=date.value)
            events.setdefault((article.article.id, shown), item)
    ordered = _each_once(sorted(events.values(), key=lambda item: (item.date or "", item.article, item.span)))
    section = Section("Timeline", tuple(ordered[-_MOST:]))
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


def _date_of(article: ReadArticle, sentence: ReadSentence) -> DateMention | None:
    """Return the most exact date a sentence gives its event, the first of equals."""
    known = [date for date in article.analysis.dates if date.value and sentence.span.contains(date.span)]
    return min(known, key=lambda date: (-len(date.value or ""), date.span), default=None)


def _each_once(events: list[Item]) -> list[Item]:
    """Leave out an event that another source tells at the same date in the same words."""
    kept: list[Item] = []
    for item in events:
        words = frozenset(item.verbatim.lower().split())
        again = any(
            other.date == item.date
            and len(words & set(other.verbatim.lower().split()))
            > _SAME * min(len(words), len(other.verbatim.split()))
            for other in kept
        )
        if not again:
            kept.append(item)
    return kept
