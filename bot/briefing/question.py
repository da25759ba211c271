"""Questions in plain words: the sentence that answers comes first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.briefing.evidence import Evidence
from bot.briefing.library import Library
from bot.briefing.reading import ReadArticle
from bot.briefing.selection import select
from bot.briefing.topic import answering, found, items, nothing, with_message
from bot.briefing.wording import (
    Expected,
    asks_what_was_said,
    expected,
    holder_asked_for,
    is_number,
    is_reason,
    is_unit,
)
from bot.models import Attribution, Briefing, Kind, Person, Section, Span
from bot.search.lexicon import SAME
from bot.search.query import Alternative, Concept, Query
from bot.text.tokens import stem, terms

_ANSWERS = 5
_WORTH_A_PLACE = 0.5  # of the best sentence's score; what is less does not bear on the question
_OWN_WORDS = 1.3  # what somebody's own words are worth beside what is reported of them
_SAYS_NOT = {
    Expected.DATE: "No source says when.",
    Expected.AGE: "No source says how old.",
    Expected.DURATION: "No source says how long.",
    Expected.NUMBER: "No source gives the number.",
    Expected.REASON: "No source says why.",
}
_FITS = 1.4  # what a sentence that has what is asked for (a date, a number, a name) is worth more


def person_concept(person: Person, words: str) -> Concept:
    """Return a person as something a text holds: the family name, or any form the corpus uses."""
    phrases = {person.family_name, *person.forms}
    alternatives = []
    for phrase in sorted(phrases, key=len):
        found_terms = tuple(term.term for term in terms(phrase) if not term.compound)
        if found_terms:
            alternatives.append(Alternative(found_terms, SAME, phrase))
    return Concept(words=words, alternatives=tuple(alternatives), proper=True)


def answer_question(
    query: Query, library: Library, articles: Mapping[str, ReadArticle], people: Sequence[Person]
) -> Briefing:
    """Answer a question: the best sentence first, then what else bears on it; or that there is nothing."""
    if people and asks_what_was_said(query.text):
        return _what_was_said(people, query, library, articles)
    allowed_missing = len(query.required) // 3
    held_by_another = _with_holder(query)
    answers = answering(held_by_another, library, articles, allowed_missing)
    missed = None
    if not answers and held_by_another is not query:
        missed = "No source says who."
        answers = answering(query, library, articles, allowed_missing)
    if not answers:
        return nothing(Kind.SEARCH, query, library)
    kind = expected(query.text)
    fitted = [_fitted(answer, kind, people) for answer in answers]
    fitting = [answer for answer in fitted if answer.fits]
    if fitting:
        fitted = [answer for answer in fitted if answer.fits or not answer.goes_on]
    elif kind in _SAYS_NOT:
        if len(query.concepts) == len(people):
            # Only the person was named: whatever the sources tell of them does not answer this.
            return replace(nothing(Kind.SEARCH, query, library), message=_SAYS_NOT[kind])
        missed = missed or _SAYS_NOT[kind]
    ranked = sorted(
        fitted, key=lambda answer: (-answer.score, answer.article.article.id, answer.sentence.index)
    )
    near = [answer for answer in ranked if answer.score > _WORTH_A_PLACE * ranked[0].score]
    chosen = select(near, _ANSWERS)
    if missed:
        nearest = [Section("Nearest", items(chosen))]
        return with_message(found(Kind.SEARCH, query, library, nearest, ranked), missed)
    return found(Kind.SEARCH, query, library, _answer_first(chosen), ranked)


def _answer_first(chosen: Sequence[Evidence]) -> list[Section]:
    sections = [Section("Answer", items(chosen[:1]))]
    if chosen[1:]:
        sections.append(Section("Also", items(chosen[1:])))
    return sections


def _what_was_said(
    people: Sequence[Person], query: Query, library: Library, articles: Mapping[str, ReadArticle]
) -> Briefing:
    """Answer what somebody said on something with their statements alone, or with that there is none."""
    answers = _said_by(people, query, library, articles)
    if not answers:
        names = " or ".join(person.name for person in people)
        none = nothing(Kind.SEARCH, query, library)
        return replace(none, message=f"No statement by {names} on this.")
    near = [answer for answer in answers if answer.score > _WORTH_A_PLACE * answers[0].score]
    return found(Kind.SEARCH, query, library, _answer_first(select(near, _ANSWERS)), answers)


def _with_holder(query: Query) -> Query:
    """Ask also for the words that tell an office's holders apart, when a question does ("new ambassador")."""
    holder = holder_asked_for(query.text)
    if holder is None:
        return query
    others = tuple(concept for concept in query.concepts if concept.words.lower() not in holder.beside)
    offices = [
        concept.alternatives[0].terms[-1:] for concept in others if concept.words.split()[-1].islower()
    ]
    phrases: list[tuple[tuple[str, ...], str]] = [((stem(word),), word) for word in holder.words]
    phrases += [((stem(word), *office), word) for word in holder.beside for office in offices]
    alternatives = tuple(Alternative(terms, SAME, word) for terms, word in phrases)
    # Held in the sentence itself or not at all: the words around must not make it up.
    return replace(query, concepts=(*others, Concept(holder.words[0], alternatives, proper=True, here=True)))


def _said_by(
    people: Sequence[Person], query: Query, library: Library, articles: Mapping[str, ReadArticle]
) -> list[Evidence]:
    """Return the sentences in which one of the people speaks on the rest of the question."""
    names = {concept.words for concept in query.concepts if concept.proper} & {
        concept.words for concept in query.concepts[: len(people)]
    }
    rest = replace(query, concepts=tuple(concept for concept in query.concepts if concept.words not in names))
    if not rest.concepts:
        rest = query
    figures = {
        (appearance.article, appearance.figure) for person in people for appearance in person.appearances
    }
    answers = [
        answer for answer in answering(rest, library, articles, len(rest.required) // 3) if not answer.goes_on
    ]
    own_words = [
        replace(answer, score=answer.score * _OWN_WORDS) for answer in answers if _quoted(answer, figures)
    ]
    retold = [answer for answer in answers if not _quoted(answer, figures) and _retold(answer, figures)]
    return sorted([*own_words, *retold], key=lambda answer: -answer.score)


def _quoted(answer: Evidence, figures: set[tuple[str, int]]) -> bool:
    """Say whether one of the people is quoted in the sentence."""
    id_ = answer.article.article.id
    return any(
        quotation.figure is not None
        and (id_, quotation.figure) in figures
        and quotation.attribution is not Attribution.UNRESOLVED
        and any(part.overlaps(answer.sentence.span) for part in quotation.parts)
        for quotation in answer.article.analysis.quotations
    )


def _retold(answer: Evidence, figures: set[tuple[str, int]]) -> bool:
    """Say whether the sentence reports what one of the people says."""
    id_ = answer.article.article.id
    return any(
        statement.figure is not None
        and (id_, statement.figure) in figures
        and statement.attribution is not Attribution.UNRESOLVED
        and statement.span.overlaps(answer.sentence.span)
        for statement in answer.article.analysis.reported
    )


def _fitted(answer: Evidence, kind: Expected | None, people: Sequence[Person]) -> Evidence:
    """Raise a sentence that has what is asked for, and mark it."""
    spans = _fitting(answer, kind, people)
    if not spans:
        return answer
    return replace(
        answer,
        score=answer.score * _FITS,
        marks=tuple(sorted({*answer.marks, *spans})),
        fits=True,
    )


def _fitting(answer: Evidence, kind: Expected | None, people: Sequence[Person]) -> list[Span]:
    sentence, analysis = answer.sentence, answer.article.analysis
    if kind is Expected.DATE:
        return [date.span for date in analysis.dates if sentence.span.contains(date.span)]
    if kind is Expected.PERSON:
        asked = {
            appearance.figure
            for person in people
            for appearance in person.appearances
            if appearance.article == answer.article.article.id
        }
        return [
            mention.span
            for number, figure in enumerate(analysis.figures)
            if number not in asked
            for mention in figure.mentions
            if sentence.span.contains(mention.span)
        ]
    if kind is Expected.REASON:
        return [term.span for term in sentence.read.terms if is_reason(term.word)]
    if kind in (Expected.NUMBER, Expected.DURATION):
        return _numbers(answer, with_unit=kind is Expected.DURATION)
    return []


def _numbers(answer: Evidence, *, with_unit: bool) -> list[Span]:
    found_terms = [term for term in answer.sentence.read.terms if not term.compound]
    numbers = []
    for place, term in enumerate(found_terms):
        if not is_number(term.word):
            continue
        following = found_terms[place + 1].word if place + 1 < len(found_terms) else ""
        if not with_unit or is_unit(following):
            numbers.append(term.span)
    return numbers
