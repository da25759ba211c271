"""The brief on a topic, and the excerpts of a search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import chain, zip_longest

from bot.briefing.lines.bearing import about, opens_on
from bot.briefing.lines.citing import relied_on, sources_of
from bot.briefing.lines.evidence import Evidence, concept_weights, evidence, holds_all
from bot.briefing.lines.library import Library
from bot.briefing.lines.partial import LONGEST_WORD, SENTENCE, missing_words, partial_answer
from bot.briefing.lines.quotable import ReadArticle
from bot.briefing.lines.selection import marks_within, select
from bot.briefing.topic.direction import Direction, direction, goes_the_other_way, tells_of_it
from bot.briefing.topic.topic_sections import brief_sections
from bot.languages.saying import say, say_count
from bot.search.matching import held
from bot.search.query import Query, outlet_terms
from bot.views.shortening import clipped
from bot.words.answers import Briefing, Item, Kind, Section, Status

_CANDIDATES = 400  # passages looked at; the articles they stand in are read
_MOST_ARTICLES = 40
_ENOUGH = 5  # sentences that answer fully, from which those that only go on are not needed
_SEARCH_EXCERPTS = 10
_FEW = 3  # sentences up to which a topic is looked for in articles that hold its words apart
_IN_PASSING = 0.2  # what a sentence counts whose article is about something else
# What a sentence counts that has no word asked for, beside the best, in an article about it.
_WITHOUT_THE_WORDS = 0.7
_SEVERAL = 2  # articles about the topic from which others tell of it only with what they begin with
_TELLING = 2  # words of a topic with which a short article that opens is about it
_LEAD = 4  # sentences of such a beginning
_SHORT_ARTICLE = 8  # sentences up to which an article is about one thing
_DENSE = 0.3  # share of an article's sentences with words of the topic from which it is all about it
_READ_ON = 40  # sentences of an article about the topic among which such are looked for


def candidates(query: Query, library: Library) -> tuple[str, ...]:
    """Return the ids of the articles worth reading for a query, best first."""
    if query.unknown and len(query.unknown) == len(query.required):
        return ()
    asked = query.ranking_terms()
    within = query.within
    by_passage = [hit.article for hit in library.engine.rank(asked, _CANDIDATES, within)]
    if len(query.required) < SENTENCE:
        found = dict.fromkeys(by_passage)
    else:  # the words of a whole sentence stand far apart: the best of either way come in turn
        by_article = [id_ for id_, _ in library.engine.rank_articles(asked, _MOST_ARTICLES, within)]
        found = dict.fromkeys(chain.from_iterable(zip_longest(by_article, dict.fromkeys(by_passage))))
    # The index may know an article a moment before the library does.
    return tuple(id_ for id_ in found if id_ in library.cards)[:_MOST_ARTICLES]


def topic_brief(query: Query, library: Library, articles: Mapping[str, ReadArticle]) -> Briefing:
    """Return the brief on a topic, part by part; or that there is nothing."""
    asked = direction(query)
    if asked is not None:
        articles = {id_: one for id_, one in articles.items() if not goes_the_other_way(one, asked)}
    if len(query.required) >= SENTENCE and (
        near := partial_answer(Kind.TOPIC, query, library, articles, title_of(query))
    ):
        return near
    # A long topic may lack one of its words around a sentence, a short one none.
    allowed_missing = 1 if len(query.required) > 3 else 0
    answers = answering(query, library, articles, allowed_missing)
    if len(answers) < _FEW and len(query.required) > 1:
        # A topic of many words may be spread over an article that holds them all.
        whole = {id_: article for id_, article in articles.items() if holds_all(article, query)}
        known = {answer.place for answer in answers}
        spread = answering(query, library, whole, len(query.required) // 2)
        answers = [*answers, *(answer for answer in spread if answer.place not in known)]
    on_topic = _on_topic(query, library, articles)
    if sum(answer.complete for answer in answers) >= _ENOUGH:
        answers = [answer for answer in answers if not answer.goes_on]
    answers, further = told_of_topic(answers, on_topic)
    further = [
        one
        for one in further
        if not _is_of_one_left_out(one, query)
        and not any(held(out, one.sentence.read) for out in query.without)
    ]
    sections = brief_sections(answers, further, library) if answers or further else []
    if not sections:
        near = partial_answer(Kind.TOPIC, query, library, articles, title_of(query))
        return near or nothing(Kind.TOPIC, query, library)
    briefing = found(Kind.TOPIC, query, library, sections, answers)
    return only_nearest(briefing, asked, articles) if asked is not None else briefing


def only_nearest(briefing: Briefing, asked: Direction, articles: Mapping[str, ReadArticle]) -> Briefing:
    """Return an answer as what comes nearest, where no article tells of the visit (the attack, …) asked."""
    if not briefing.sections or any(tells_of_it(one, asked) for one in articles.values()):
        return briefing
    nearest = (replace(briefing.sections[0], heading=say("Nearest")), *briefing.sections[1:])
    told = briefing.message or say("No source has all of it together. Nearest:")
    return replace(briefing, status=Status.PARTIAL, message=told, sections=nearest)


def _on_topic(query: Query, library: Library, articles: Mapping[str, ReadArticle]) -> list[ReadArticle]:
    """Return the articles about a topic; where no title has it, the short ones that open with all of it."""
    if query.problem or not query.concepts:
        return []
    main = about(articles.values(), query, library)
    if main or len(query.required) < _TELLING:  # a single word may open an article on something else
        return main
    opening = [one for one in articles.values() if opens_on(one, query.required)]
    return [one for one in opening if len(opening) == 1 or len(one.sentences) <= _SHORT_ARTICLE]


def told_of_topic(
    answers: Sequence[Evidence], on_topic: Collection[ReadArticle]
) -> tuple[list[Evidence], list[Evidence]]:
    """Weigh sentences by whether their article is about the topic, and return the others of such articles."""
    best = max((answer.score for answer in answers), default=1.0)
    ids = {article.article.id for article in on_topic}
    weighed = [
        answer
        if not ids or answer.article.article.id in ids
        else replace(answer, score=answer.score * _IN_PASSING)
        for answer in answers
        if len(ids) < _SEVERAL or answer.article.article.id in ids or answer.sentence.index < _LEAD
    ]
    weighed.sort(key=lambda answer: -answer.score)
    known = {(answer.article.article.id, answer.sentence.index) for answer in answers}
    holding = Counter(answer.article.article.id for answer in answers)
    further = [
        Evidence(article, sentence, best * _WITHOUT_THE_WORDS, (), frozenset(), complete=False, goes_on=True)
        for article in on_topic
        for sentence in article.sentences[: _read_of(article, holding)]
        if (article.article.id, sentence.index) not in known
    ]
    return weighed, further


def _read_of(article: ReadArticle, holding: Mapping[str, int]) -> int:
    """Return among how many sentences of an article about a topic those are told that do not have its words.

    All of them where it is about the topic all through, by how many of its sentences hold it; and the first
    where no other article holds it, for then it is all there is.
    """
    own = holding[article.article.id]
    if len(article.sentences) <= _SHORT_ARTICLE or own >= _DENSE * len(article.sentences):
        return _READ_ON
    return _SHORT_ARTICLE if own and len(holding) == 1 else 0


def excerpts(query: Query, library: Library, articles: Mapping[str, ReadArticle]) -> Briefing:
    """Return the ranked excerpts of a search; of a whole sentence, the best line of each article."""
    if len(query.required) >= SENTENCE:
        near = partial_answer(Kind.SEARCH, query, library, articles, title_of(query))
        return near or nothing(Kind.SEARCH, query, library)
    answers = answering(query, library, articles, 1 if len(query.required) > 3 else 0)
    answers = [answer for answer in answers if not answer.goes_on]
    if not answers:
        near = partial_answer(Kind.SEARCH, query, library, articles, title_of(query))
        return near or nothing(Kind.SEARCH, query, library)
    chosen = select(answers, _SEARCH_EXCERPTS)
    return found(Kind.SEARCH, query, library, [Section(say("Excerpts"), items(chosen))], answers)


def answering(
    query: Query, library: Library, articles: Mapping[str, ReadArticle], allowed_missing: int
) -> list[Evidence]:
    """Return the sentences of the articles that answer a query, best first."""
    if query.problem or not query.concepts:
        return []
    if query.readings:
        return _of_any_reading(query, library, articles, allowed_missing)
    weights = concept_weights(query, library.weighing)
    answers = evidence(articles.values(), query, weights, allowed_missing=allowed_missing)
    return [answer for answer in answers if not _is_of_one_left_out(answer, query)]


def _is_of_one_left_out(answer: Evidence, query: Query) -> bool:
    """Say whether somebody to be left out speaks in a sentence, or is the "he" it opens with."""
    unwanted = {figure for concept in query.without for figure in concept.figures}
    if not unwanted:
        return False
    analysis, span, id_ = answer.article.analysis, answer.sentence.span, answer.article.article.id
    speaking = {one.figure for one in analysis.reported if one.span.overlaps(span)}
    speaking |= {one.figure for one in analysis.quotations if any(part.overlaps(span) for part in one.parts)}
    speaking |= {
        number
        for number, figure in enumerate(analysis.figures)
        if any(span.contains(one) for one in figure.pronouns)
    }
    return any((id_, number) in unwanted for number in speaking if number is not None)


def _of_any_reading(
    query: Query, library: Library, articles: Mapping[str, ReadArticle], allowed_missing: int
) -> list[Evidence]:
    """Return the sentences that answer one reading of a query, each as it answers best."""
    best: dict[tuple[str, int], Evidence] = {}
    for reading in query.readings:
        for answer in answering(reading, library, articles, allowed_missing):
            place = (answer.article.article.id, answer.sentence.index)
            if place not in best or best[place].score < answer.score:
                best[place] = answer
    return sorted(best.values(), key=lambda answer: -answer.score)


def items(answers: Sequence[Evidence]) -> tuple[Item, ...]:
    """Return sentences that answer as items, each with its whole utterance and the asked words marked."""
    shown = []
    for answer in answers:
        article, utterance = answer.article, answer.sentence.utterance
        marks = [mark for mark in answer.marks if utterance.contains(mark)]
        shown.append(article.item(utterance, marks_within(marks, utterance)))
    return tuple(shown)


def found(
    kind: Kind, query: Query, library: Library, sections: Sequence[Section], answers: Sequence[Evidence]
) -> Briefing:
    """Return an answer with its sources in order of relevance."""
    relevance: dict[str, float] = {}
    for answer in answers[:60]:
        article = answer.article.article.id
        # The best sentence leads; each further one adds less.
        relevance[article] = relevance.get(article, 0.0) * 1.05 if article in relevance else answer.score
    order = sorted(relevance, key=lambda article: -relevance[article])
    missing = _missing(query, answers)
    lacking = missing_words(missing) if missing else None
    if missing and sections:
        sections = [replace(sections[0], heading=say("Nearest")), *sections[1:]]
    return Briefing(
        query=query.text,
        kind=kind,
        status=Status.PARTIAL if missing else Status.FOUND,
        corpus=library.corpus,
        title=title_of(query),
        message=" ".join(filter(None, (lacking, taken_for(query), _left_out(query, library)))) or None,
        missing=missing,
        sections=relied_on(sections, {answer.article.article.id: answer.article for answer in answers}),
        sources=sources_of(sections, order, library.cards),
    )


def _missing(query: Query, answers: Sequence[Evidence]) -> tuple[str, ...]:
    """Return the words of a query that no sentence that answers has, nor what stands around it."""
    held_ = {place for answer in answers for place in answer.matched}
    wanted = query.required
    return tuple(
        concept.words
        for place, concept in enumerate(query.concepts)
        if concept in wanted and not concept.known and place not in held_
    )


def nothing(kind: Kind, query: Query, library: Library) -> Briefing:
    """Return that the corpus has nothing on a query, plainly, with the nearest topics."""
    if query.problem:
        return Briefing(query.text, kind, Status.INVALID, library.corpus, message=query.problem)
    missing = query.unknown
    asked = outlet_terms(query.outlet)
    if query.outlet and not any(asked and asked <= outlet_terms(outlet) for outlet in library.outlets):
        if library.outlets:
            known = ", ".join(library.outlets[:8])
            message = say(
                "No source is of the outlet “{asked}”; there are {known}.", asked=query.outlet, known=known
            )
        else:
            message = say(
                "No source is of the outlet “{asked}”; of none is the outlet known.", asked=query.outlet
            )
    elif missing and len(query.required) > len(missing):
        words = ", ".join(f"“{clipped(concept.words, LONGEST_WORD)}”" for concept in missing)
        message = say("Nothing: no source has {words}.", words=words)
    else:
        message = say("Nothing in the corpus on this.")
    if left_out := _left_out(query, library):
        message = f"{message} {left_out}"
    return Briefing(
        query=query.text,
        kind=kind,
        status=Status.NONE,
        corpus=library.corpus,
        title=title_of(query),
        message=message,
        suggestions=near_subjects(query, library),
    )


def _left_out(query: Query, library: Library) -> str | None:
    """Say how many articles a filter by date leaves out because nothing is known of theirs."""
    if not (query.since or query.until):
        return None
    return articles_left_out(library.without_date) if library.without_date else None


def articles_left_out(number: int) -> str:
    """Return that so many articles are left out because nothing is known of their date."""
    return say_count(
        "Left out: {count} article of unknown date.", "Left out: {count} articles of unknown date.", number
    )


def near_subjects(query: Query, library: Library) -> tuple[str, ...]:
    """Return at most four near words, and subjects of the corpus that share a word with the query."""
    asked = set(query.ranking_terms())
    names = {
        term
        for concept in query.concepts
        if concept.proper
        for one in concept.alternatives
        for term in one.terms
    }
    shared = [
        subject
        for subject in library.subjects
        if any(
            (term := library.words.get(word.lower())) in asked and (word[:1].isupper() or term not in names)
            for word in subject.split()
        )
        and not all(library.words.get(word.lower()) in asked for word in subject.split())  # asked for already
    ]
    near = [word for concept in query.concepts for word in concept.near]
    return tuple(dict.fromkeys((*near, *shared)))[:4]


def title_of(query: Query) -> str:
    """Return the heading of an answer: what was asked, as it was written."""
    return query.text[:1].upper() + query.text[1:]


def taken_for(query: Query) -> str | None:
    """Return a sentence that says which misspelt words were taken for which."""
    if not query.corrections:
        return None
    return " ".join(
        say("No source has “{asked}”; shown is “{taken}”.", asked=asked, taken=taken)
        for asked, taken in query.corrections
    )


def with_message(briefing: Briefing, message: str) -> Briefing:
    """Return an answer with a sentence in front of the one it has."""
    return replace(briefing, message=f"{message} {briefing.message}" if briefing.message else message)
