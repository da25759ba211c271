"""Events in the order they happened, as exactly as the sources date them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from bot.briefing.finishing import FIRST_CHARACTERS, FIRST_ITEMS
from bot.briefing.lines.bearing import about
from bot.briefing.lines.citing import sources_of
from bot.briefing.lines.events import annals, event, in_order
from bot.briefing.lines.evidence import Evidence, concept_weights, evidence
from bot.briefing.lines.leaning import standing_alone
from bot.briefing.lines.library import Library
from bot.briefing.lines.quotable import ReadArticle, ReadSentence
from bot.briefing.lines.telling import Teller, announces, tells_change
from bot.briefing.person.latest import about_them
from bot.briefing.topic.topic import nothing, taken_for, title_of
from bot.languages.languages_read import languages_read
from bot.languages.saying import say
from bot.search.matching import held
from bot.search.query import Query
from bot.text.dates.date_mentions import UNCOUNTED
from bot.words.answers import Briefing, DateOf, Item, ItemKind, Kind, Section, Status
from bot.words.documents import Basis
from bot.words.people import Person
from bot.words.spans import Span

_MOST = 30  # events of one answer
_NEWEST = 2  # of these the newest, whatever else there is
_OPENING = 3  # sentences of an article by which its topic is known
_LEAD = 2  # sentences of an article in which its news stand
_UNDATED = 4  # events whose date no source gives
_DAY_OF_MONTH = re.compile(
    r"(?<!\d)\d{1,2}(?:st|nd|rd|th)?\b.*[^\W\d_]{3}|[^\W\d_]{3,} \d{1,2}(?!\d)"
)  # "July 26"
_TO_THE_DAY = len("2024-11-26")
_EXACT = {4: 0.3, 7: 0.6, _TO_THE_DAY: 1.0}  # what an event is worth by how exactly it is dated
_ALSO, _MOST_ALSO = 0.3, 3  # what each further outlet adds, and how many count


def timeline_of_person(
    person: Person,
    words: str,
    library: Library,
    articles: Mapping[str, ReadArticle],
    filters: Query | None = None,
) -> Briefing:
    """Return the dated events in sentences that name a person, of the time that filters leave."""
    places: list[tuple[ReadArticle, ReadSentence]] = []
    for appearance in person.appearances:
        if appearance.article in articles:
            article = articles[appearance.article]
            mentions = article.analysis.figures[appearance.figure].mentions
            naming = {
                sentence.index: sentence
                for mention in mentions
                for sentence in article.sentences_in(mention.span)
            }
            if _is_about(appearance.figure, article):
                naming |= {sentence.index: sentence for sentence in annals(article)}
            places += [(article, naming[index]) for index in sorted(naming)]
    none = say("No source dates an event in which {name} is named.", name=person.name)
    return _timeline(places, about_them(person, articles), words, person.name, library, none, filters)


def _is_about(figure: int, article: ReadArticle) -> bool:
    """Say whether an article names nobody more often than a person."""
    named = [len(one.mentions) for one in article.analysis.figures]
    return named[figure] == max(named)


def timeline_of_topic(
    query: Query, library: Library, articles: Mapping[str, ReadArticle], filters: Query | None = None
) -> Briefing:
    """Return the dated events in sentences that answer a query, of the time that filters leave."""
    if query.problem or query.unknown:
        return nothing(Kind.TIMELINE, query, library)
    weights = concept_weights(query, library.weighing)
    answers = evidence(articles.values(), query, weights)
    if not answers:
        return nothing(Kind.TIMELINE, query, library)
    places = [(answer.article, answer.sentence) for answer in answers if _is_on_topic(answer, query)]
    none = say("No source dates an event on this.")
    main = {article.article.id for article in about(articles.values(), query, library)}
    answer = _timeline(places, main, query.text, title_of(query), library, none, filters)
    return replace(answer, message=answer.message or taken_for(query))


def _is_on_topic(answer: Evidence, query: Query) -> bool:
    """Say whether a sentence is on a topic by itself, or tells on in an article that opens with it."""
    opening = [answer.article.title, *(one.read for one in answer.article.sentences[:_OPENING])]
    return answer.complete or all(any(held(concept, read) for read in opening) for concept in query.required)


def _timeline(
    places: Iterable[tuple[ReadArticle, ReadSentence]],
    main: Collection[str],
    words: str,
    title: str,
    library: Library,
    none: str,
    filters: Query | None,
) -> Briefing:
    """Return the events in some sentences; `main` are the articles that are about what is asked, by id."""
    since, until = (filters.since, filters.until) if filters else (None, None)
    events: dict[tuple[str, Span], Item] = {}
    news: dict[str, Item] = {}
    undated: list[_Undated] = []
    read: dict[str, ReadArticle] = {}
    for article, sentence in places:
        id_ = article.article.id
        read[id_] = article
        if (item := event(article, sentence)) is not None:
            events.setdefault((id_, item.span), item)
        elif id_ not in news and (item := _news(article, sentence)) is not None:
            news[id_] = item
        elif not library.is_dated(id_) and _is_undated_event(article, sentence, in_main=id_ in main):
            undated.append(_Undated(article, sentence))
    dated = {item.article for item in events.values() if len(item.date or "") == _TO_THE_DAY}
    told = [*events.values(), *(item for id_, item in news.items() if id_ not in dated)]
    told = [item for item in told if _is_of_time(item.date or "", since, until)]
    known = languages_read(words)

    def better(item: Item) -> tuple[bool, int]:
        return library.cards[item.article].language not in known, item.span.start

    ordered = in_order(told, _actors_in(library, read), better)[-_MOST:]
    told_in = {id_ for id_, span in events if span.start <= _end_of_lead(read[id_])}
    untold = [one for one in undated if one.article.article.id not in told_in and not (since or until)]
    without_date = _undated_items(untold, library)
    sections = _sections(ordered)
    if without_date:
        sections = (*sections[:1], Section(say("Date unknown"), without_date), *sections[1:])
    return Briefing(
        query=words,
        kind=Kind.TIMELINE,
        status=Status.FOUND if sections else Status.NONE,
        corpus=library.corpus,
        title=title,
        message=None if sections else none,
        sections=sections,
        sources=sources_of(sections, [item.article for item in (*ordered, *without_date)], library.cards),
    )


def _is_of_time(date: str, since: str | None, until: str | None) -> bool:
    """Say whether a date may lie between two others, as exact as it is: "2024" may be after "2024-11"."""
    after = since is None or date >= since[: len(date)]
    return after and (until is None or date[: len(until)] <= until)


@dataclass(frozen=True)
class _Undated:
    """News of an article whose date is not known, or an event of which only the year is not."""

    article: ReadArticle
    sentence: ReadSentence
    score: float = 1.0

    @cached_property
    def has_day(self) -> bool:
        """Whether the sentence gives a day of a month."""
        return _gives_day(self.article, self.sentence)


def _end_of_lead(article: ReadArticle) -> int:
    return article.sentences[:_LEAD][-1].span.end if article.sentences else 0


def _is_undated_event(article: ReadArticle, sentence: ReadSentence, *, in_main: bool) -> bool:
    """Say whether a sentence tells an event of which only the year is not known, or no day at all."""
    if _gives_day(article, sentence):
        return standing_alone(article, sentence) is not None
    return in_main and _is_change(article, sentence)


def _gives_day(article: ReadArticle, sentence: ReadSentence) -> bool:
    return any(
        _DAY_OF_MONTH.search(article.article.read(one.span)) for one in article.dates_in(sentence.span)
    )


def _is_change(article: ReadArticle, sentence: ReadSentence) -> bool:
    """Say whether a sentence is the news of its article, and tells that something changed."""
    if sentence.index >= _LEAD or not tells_change(sentence.read.words) or announces(article, sentence):
        return False
    return standing_alone(article, sentence) is not None


def _undated_items(undated: Sequence[_Undated], library: Library) -> tuple[Item, ...]:
    """Return the news that has no date, what tells the most first; an event is none the less for it."""
    teller = Teller({one.article.article.id: one.article for one in undated}.values(), library)
    shown: list[Item] = []
    # A day whose year is not known still says when; what has none fills up.
    for wanted in ([one for one in undated if one.has_day], [one for one in undated if not one.has_day]):
        for chosen in teller.choose(wanted, _UNDATED - len(shown)) if len(shown) < _UNDATED else ():
            one = wanted[chosen.number]
            span = standing_alone(one.article, one.sentence)
            if span is not None:
                shown.append(replace(one.article.item(span), also=chosen.also))
    return tuple(shown)


def _news(article: ReadArticle, sentence: ReadSentence) -> Item | None:
    """Return the news of an article under its own date, where that is known to the day.

    What happened is often told with no date but that of the page.
    """
    published = article.article.published
    stated = published is not None and published.basis is Basis.STATED
    if not stated or len(article.published or "") != _TO_THE_DAY or sentence.index >= _LEAD:
        return None
    shown = standing_alone(article, sentence)
    item = article.item(shown) if shown else None
    reported = item is not None and item.kind is ItemKind.REPORTED and tells_change(sentence.read.words)
    if item is None or not (item.kind is ItemKind.SENTENCE or reported):
        return None
    if any(date.reason != UNCOUNTED for date in article.dates_in(item.span)):
        return None
    return replace(item, date=article.published, date_of=DateOf.ARTICLE)


def _actors_in(library: Library, read: Mapping[str, ReadArticle]) -> Callable[[Item], frozenset[str]]:
    """Return what tells the people of a line, the same person by the same key in every article."""
    keys = {
        (one.article, figure): person.key
        for article in read
        for person in library.people_in(article)
        for one in person.in_article(article)
        for figure in (one.figure, *one.also)
    }

    def actors(item: Item) -> frozenset[str]:
        figures = read[item.article].figures_in(item.span)
        return frozenset(key for one in figures if (key := keys.get((item.article, one))) is not None)

    return actors


def _sections(events: Sequence[Item]) -> tuple[Section, ...]:
    """Return the events in order; of many, first those that count most, then the others."""
    if not events:
        return ()
    newest = range(len(events) - _NEWEST, len(events))
    ranked = sorted(
        range(len(events)), key=lambda place: (place not in newest, -_worth(events[place]), -place)
    )
    first: set[int] = set()
    room = FIRST_CHARACTERS
    for place in ranked:
        room -= len(events[place].text)
        if len(first) < FIRST_ITEMS and (room >= 0 or not first):
            first.add(place)
    if len(first) == len(events):
        return (Section(say("Timeline"), tuple(events)),)
    return (
        Section(say("Timeline"), tuple(events[place] for place in sorted(first))),
        Section(say("Further events"), tuple(one for place, one in enumerate(events) if place not in first)),
    )


def _worth(item: Item) -> float:
    exact = _EXACT.get(len(item.date or ""), 0.0)
    return exact + _ALSO * min(len(item.also), _MOST_ALSO) + (0.2 if item.date_of is DateOf.EVENT else 0.0)
