"""From a plan and the articles read for it to an answer; what is planned is `plans`'s. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from bot.briefing.arriving.newest import brief, brief_on
from bot.briefing.arriving.whatsnew import briefing_since, rule_for
from bot.briefing.article.parts import (
    ArticlePart,
    article_text,
    no_such_article,
    part_asked,
    people_in,
    quotations_in,
)
from bot.briefing.comparison import compare_people, compare_topics
from bot.briefing.finishing import finished
from bot.briefing.lines.citing import sources_of
from bot.briefing.lines.library import Library
from bot.briefing.lines.quotable import ReadArticle
from bot.briefing.person.dossier import ambiguous, dossier
from bot.briefing.plans import Plan
from bot.briefing.questions.question import answer_question
from bot.briefing.said.said import quotes, said, said_by_organisation
from bot.briefing.stories.story_list import Since, stories
from bot.briefing.timeline import timeline_of_person, timeline_of_topic
from bot.briefing.topic.topic import answering, excerpts, topic_brief, with_message
from bot.languages.saying import say
from bot.search.query import Query
from bot.views.dates import readable_date
from bot.views.shortening import clipped
from bot.words.answers import Briefing, Item, Kind, Section, Status

_LONGEST_HEADING = 200  # characters
_OF_EACH_QUESTION = 3  # lines shown for each of several questions: two of them fill the screen of a phone


def compose(planned: Plan, library: Library, articles: Mapping[str, ReadArticle]) -> Briefing:
    """Make the answer that was planned from the articles read for it."""
    return _with_short_heading(_composed(planned, library, articles))


def _with_short_heading(briefing: Briefing) -> Briefing:
    """Return an answer whose heading repeats no more of a message than a heading holds."""
    if briefing.kind is Kind.ARTICLE or len(briefing.title) <= _LONGEST_HEADING:
        return briefing
    return replace(briefing, title=clipped(briefing.title, _LONGEST_HEADING))


def _composed(planned: Plan, library: Library, articles: Mapping[str, ReadArticle]) -> Briefing:
    if planned.answer is not None:
        return planned.answer
    if planned.parts:
        return _of_parts(planned, library, articles)
    if planned.ambiguous:
        return replace(ambiguous(planned.people, planned.words, library, articles), kind=planned.kind)
    made = _COMPOSERS[planned.kind](planned, library, articles)
    asked = "" if planned.catch_up or planned.kind is Kind.STORIES else planned.words
    briefing = finished(made, library, articles, words=asked)
    return with_message(briefing, planned.note) if planned.note else briefing


def _of_parts(planned: Plan, library: Library, articles: Mapping[str, ReadArticle]) -> Briefing:
    """Answer each of several questions under its own heading, and say which have no answer."""
    answers = [_composed(part, library, articles) for part in planned.parts]
    sections = [
        Section(f"{question[:1].upper()}{question[1:]}?", tuple(_first_lines(answer)))
        for question, answer in zip(planned.asked, answers, strict=True)
        if answer.shows_lines
    ]
    unanswered = [
        f"{question[:1].upper()}{question[1:]}? {answer.message or say('Nothing in the corpus on this.')}"
        for question, answer in zip(planned.asked, answers, strict=True)
        if answer.status is not Status.FOUND
    ]
    status = Status.FOUND if not unanswered else Status.PARTIAL if sections else Status.NONE
    made = replace(
        answers[0],
        query=planned.words,
        kind=Kind.QUESTION,
        status=status,
        title=planned.words[:1].upper() + planned.words[1:],
        subtitle=None,
        message=" ".join(unanswered) or None,
        sections=tuple(sections),
        sources=sources_of(
            sections, [source.article for answer in answers for source in answer.sources], library.cards
        ),
        candidates=tuple(candidate for answer in answers for candidate in answer.candidates),
        missing=tuple(dict.fromkeys(word for answer in answers for word in answer.missing)),
    )
    return finished(made, library, articles, words=planned.words)


def _first_lines(answer: Briefing) -> Iterator[Item]:
    """Yield the lines an answer begins with: as many as say it beside those of another question."""
    lines = [item for section in answer.sections for item in section.items]
    yield from lines[:_OF_EACH_QUESTION]


def _compose_article(planned: Plan, library: Library, articles: Mapping[str, ReadArticle]) -> Briefing:
    if planned.articles[0] not in articles:
        return no_such_article(planned.words, library)
    of_part = {
        ArticlePart.TEXT: article_text,
        ArticlePart.QUOTES: quotations_in,
        ArticlePart.PEOPLE: people_in,
    }
    return of_part[part_asked(planned.words)[1]](articles[planned.articles[0]], library)


def _compose_quotes(planned: Plan, library: Library, articles: Mapping[str, ReadArticle]) -> Briefing:
    if not planned.people:
        return said_by_organisation(Kind.QUOTES, _query(planned), library, articles)
    return quotes(planned.people[0], planned.words, library, articles)


def _compose_said(planned: Plan, library: Library, articles: Mapping[str, ReadArticle]) -> Briefing:
    if not planned.people:
        return said_by_organisation(Kind.SAID, _query(planned), library, articles)
    return said(
        planned.people[0], planned.words, planned.query, library, articles, oldest_first=planned.oldest_first
    )


def _compose_timeline(planned: Plan, library: Library, articles: Mapping[str, ReadArticle]) -> Briefing:
    if planned.people:
        person, words = planned.people[0], planned.words
        return timeline_of_person(person, words, library, articles, planned.filters)
    return timeline_of_topic(_query(planned), library, articles, planned.filters)


def _compose_compare(planned: Plan, library: Library, articles: Mapping[str, ReadArticle]) -> Briefing:
    if len(planned.people) == 2:
        one, other = planned.people
        return compare_people((one, other), planned.words, library, articles, on=planned.query)
    assert planned.other_query is not None
    queries = (_query(planned), planned.other_query)
    one_side, other_side = (answering(query, library, articles, 0) for query in queries)
    return compare_topics(queries, planned.words, library, (one_side, other_side))


def _compose_brief(planned: Plan, library: Library, articles: Mapping[str, ReadArticle]) -> Briefing:
    catch_up = planned.catch_up
    if planned.people or planned.query:
        if planned.people:
            made = dossier(planned.people[0], planned.words, library, articles)
        else:
            made = topic_brief(replace(_query(planned), newest=True), library, articles)
        made = replace(made, kind=Kind.BRIEF)
        begun = say("Your first briefing: from now on, what is new since the last.")
        return with_message(made, begun) if catch_up else made
    if catch_up is None:
        return brief(library, articles)
    if not catch_up.on or catch_up.since is None:
        return brief_on(catch_up, library, articles)
    when = say("{day}, {time}", day=readable_date(catch_up.since[:10]), time=catch_up.since[11:])
    return briefing_since([(rule_for(catch_up.on, library), articles)], library, when)


def _query(planned: Plan) -> Query:
    assert planned.query is not None
    return planned.query


_COMPOSERS: Mapping[Kind, Callable[[Plan, Library, Mapping[str, ReadArticle]], Briefing]] = {
    Kind.PERSON: lambda planned, library, articles: dossier(
        planned.people[0], planned.words, library, articles
    ),
    Kind.QUOTES: _compose_quotes,
    Kind.SAID: _compose_said,
    Kind.TIMELINE: _compose_timeline,
    Kind.COMPARE: _compose_compare,
    Kind.ARTICLE: _compose_article,
    Kind.BRIEF: _compose_brief,
    Kind.STORIES: lambda planned, library, articles: stories(planned.since or Since(), library, articles),
    Kind.TOPIC: lambda planned, library, articles: topic_brief(_query(planned), library, articles),
    Kind.SEARCH: lambda planned, library, articles: excerpts(_query(planned), library, articles),
    Kind.QUESTION: lambda planned, library, articles: answer_question(
        _query(planned), library, articles, planned.people
    ),
}
