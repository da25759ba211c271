"""Questions in plain words: the sentence that answers comes first."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.briefing.lines.asked_words import (
    Expected,
    asks_what_was_said,
    asks_where,
    asks_who_said,
    expected,
    holder_asked_for,
    is_asked_for,
    is_word_of_belonging,
    meanings_in,
    needs_what_is_before,
    only_carries,
)
from bot.briefing.lines.evidence import Evidence
from bot.briefing.lines.library import Library
from bot.briefing.lines.partial import SENTENCE, missing_words
from bot.briefing.lines.quotable import ReadArticle
from bot.briefing.person.career import career_of
from bot.briefing.questions.best_fitting import (
    ANSWERS,
    MEASURED,
    PERHAPS,
    SURE,
    WORTH_A_PLACE,
    fitted_to,
    fitting_first,
    worth_showing,
)
from bot.briefing.questions.fitting import QuestionAsked, is_of_time, verb_of_who
from bot.briefing.questions.unanswered import SAYS_NOT, nearest_sentences, what_comes_nearest
from bot.briefing.topic.direction import direction, goes_the_other_way
from bot.briefing.topic.topic import answering, found, items, nothing, only_nearest, with_message
from bot.language_data.calendar import months
from bot.languages.saying import say, say_any_of
from bot.search.lexicon import SAME, predicates
from bot.search.matching import HeldConcept, held
from bot.search.query import Alternative, Concept, Query, told_otherwise
from bot.text.morphology import verb_forms
from bot.text.tokens import stem, terms
from bot.words.answers import Briefing, Item, Kind, Section, Status
from bot.words.findings import Attribution, ReportedStatement
from bot.words.people import Person
from bot.words.spans import Span

_OWN_WORDS = 1.3  # what somebody's own words are worth beside what is reported of them
# Beside the line that has one of these, a line that has none is not on the question.
_SAID_OUTRIGHT = frozenset(SAYS_NOT) - {Expected.REASON, Expected.TRUTH}
_MOST = 200  # sentences that are looked at for what is asked for, best first
_LONG = 3  # words of a question from which a sentence may lack one that is a detail
_JOINING = re.compile(r",|\b(?:and|or|и|или|және)\b", re.IGNORECASE)
_OF_EACH = 2  # statements shown on each of several subjects
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


def person_concept(person: Person, words: str) -> Concept:
    """Return a person as something a text holds: the family name, or any form the corpus uses."""
    phrases = {person.family_name, *person.forms}
    alternatives = []
    for phrase in sorted(phrases, key=len):
        found_terms = tuple(term.term for term in terms(phrase) if not term.compound)
        if found_terms:
            alternatives.append(Alternative(found_terms, SAME, phrase))
    figures = frozenset(
        (appearance.article, figure)
        for appearance in person.appearances
        for figure in (appearance.figure, *appearance.also)
    )
    return Concept(words=words, alternatives=tuple(alternatives), proper=True, figures=figures)


def name_concept(words: str) -> Concept:
    """Return a name that several people bear as the words it is written in."""
    found_terms = tuple(term.term for term in terms(words) if not term.compound)
    return Concept(words, (Alternative(found_terms, SAME, words),), proper=True)


def answer_question(
    query: Query, library: Library, articles: Mapping[str, ReadArticle], people: Sequence[Person]
) -> Briefing:
    """Answer a question: the best sentence first, then what else bears on it; or that there is nothing.

    Where no source has a word of it in any form, what is told in related words comes nearest.
    """
    answer = _in_its_words(query, library, articles, people)
    if answer.status is not Status.NONE or asks_what_was_said(query.text):
        return answer
    otherwise = told_otherwise(query, library.engine.vocabulary())
    if otherwise is None:
        return answer
    near = _in_its_words(otherwise, library, articles, people)
    if not _tells_otherwise(near, query, otherwise):
        return answer
    missing = tuple(concept.words for concept in query.unknown)
    return replace(near, status=Status.PARTIAL, message=missing_words(missing), missing=missing)


def _tells_otherwise(near: Briefing, query: Query, otherwise: Query) -> bool:
    """Say whether a line of an answer holds a word related to one that no source has."""
    shown = [item.verbatim for section in near.sections for item in section.items]
    held = [frozenset(term.term for term in terms(line)) for line in shown]
    pairs = zip(query.required, otherwise.required, strict=True)
    ways = [way for asked, told in pairs for way in told.ways if way not in asked.ways]
    return any(line.issuperset(way) for line in held for way in ways)


def _in_its_words(
    query: Query, library: Library, articles: Mapping[str, ReadArticle], people: Sequence[Person]
) -> Briefing:
    says = asks_what_was_said(query.text) and not asks_who_said(query.text)
    if people and says:
        return _what_was_said(people, query, library, articles)
    if (way := direction(query)) is not None:
        articles = {id_: one for id_, one in articles.items() if not goes_the_other_way(one, way)}
    if says and (told := _said_by_body(query, library, articles)):
        return found(Kind.SEARCH, query, library, _answer_first_of(items(worth_showing(told))), told)
    query = _with_forms(
        _with_deed(_as_meant(query, library.engine.vocabulary())), library.engine.vocabulary()
    )
    with_holder = _with_holder(query)
    asked = QuestionAsked.of(_essential(with_holder))
    # "Succeeds" is not misspelt for "success" where it says which holder is meant.
    kept = [one for one in query.concepts if one in with_holder.concepts or not one.taken]
    query = replace(query, concepts=tuple(kept))
    if told := _who_held_it(query, people, articles):
        lines = [answer.article.item(answer.sentence.utterance, answer.marks) for answer in told]
        return found(Kind.SEARCH, _essential(query), library, _answer_first_of(lines), told)
    if asked.kind is None and len(query.required) >= SENTENCE:
        return nearest_sentences(asked, query, library, articles)
    if answers := _newest_first(_answers(asked, query, library, articles), query, library):
        sections = _answer_first(worth_showing(answers), asked.kind)
        briefing = found(Kind.SEARCH, _essential(query), library, sections, answers)
        return only_nearest(briefing, way, articles) if way is not None and asked.kind is None else briefing
    # What only names the kind of thing asked for is missed in no source.
    return what_comes_nearest(asked, _essential(query) if asked.kind else query, library, articles)


def _who_held_it(
    query: Query, people: Sequence[Person], articles: Mapping[str, ReadArticle]
) -> list[Evidence]:
    """Return what names who came before or after somebody in an office, where a question asks for that."""
    holder = holder_asked_for(query.text)
    if holder is None or len(people) != 1:
        return []
    own = {(place.article, place.figure) for place in people[0].appearances}
    every = frozenset(range(len(query.concepts)))  # "succeeded" is said by "Lind took over from him"
    told = [
        Evidence(event.article, event.sentence, event.score, (HeldConcept.at(names),), every, complete=True)
        for event in career_of(people[0], articles)
        if event.turn.value == holder.turn and (names := event.others_named(own))
    ]
    return told[:ANSWERS]


def _newest_first(answers: list[Evidence], query: Query, library: Library) -> list[Evidence]:
    """Put the newest of what answers first, where a question asks for what is now or new."""
    if not query.newest or not answers:
        return answers
    best = max(answer.score for answer in answers)
    least = min(SURE, max(answer.fits for answer in answers))  # what has no answer in it is not put before it
    good = [answer for answer in answers if answer.score > WORTH_A_PLACE * best and answer.fits >= least]
    good.sort(key=lambda answer: library.dated_day(answer.article.article.id), reverse=True)
    return [*good, *(answer for answer in answers if answer not in good)]


def _answers(
    asked: QuestionAsked, query: Query, library: Library, articles: Mapping[str, ReadArticle]
) -> list[Evidence]:
    """Return the sentences that answer, best first: they hold what is asked about and have what is asked for.

    Where nothing in particular is asked for ("what happened"), a long question may lack some of its words.
    """
    wanted, years = _without_years(replace(query, concepts=asked.concepts))

    def holding(allowed_missing: int) -> list[Evidence]:
        answers = answering(wanted, library, articles, allowed_missing)[:_MOST]
        return [answer for answer in answers if all(_is_of_year(answer, year) for year in years)]

    if asked.kind is None:
        answers = holding(len(asked.concepts) // 3)
        telling_where = [one for one in (fitted_to(answer, asked) for answer in answers) if one.fits >= SURE]
        return fitting_first(telling_where) or answers
    answers = holding(0)
    if asked.kind is Expected.TRUTH:
        return [answer for answer in answers if asked.says_so(answer)]
    fitted = [fitted_to(answer, asked) for answer in answers if asked.is_about(answer)]
    least = SURE if asked.kind in MEASURED or asked.counted else PERHAPS
    if any(answer.fits >= least for answer in fitted):
        said = asked.kind in _SAID_OUTRIGHT and any(answer.fits >= SURE for answer in fitted)
        return fitting_first(answer for answer in fitted if answer.fits or not (said or answer.goes_on))
    # Who did it need not have a name, when the sentence tells of just that.
    telling = [one for one in fitted if asked.kind is Expected.PERSON and asked.says_who(one)]
    if telling := [one for one in telling if not _opens_with_nobody(one)]:
        return telling
    if len(wanted.required) < _LONG or any(answer.complete for answer in answers):
        return []  # where a line has all that is asked, one that lacks of it is on something else
    lacking = [fitted_to(one, asked) for one in holding(1) if asked.is_about(one)]
    return fitting_first(one for one in lacking if one.fits >= SURE and _lacks_little(one, asked, wanted))


def _lacks_little(answer: Evidence, asked: QuestionAsked, wanted: Query) -> bool:
    """Say whether what a sentence lacks of a question is neither what was done nor what is counted.

    Nor may it be the office, of a question for its new holder: there was another one to succeed in.
    """
    if all(concept.here for concept in asked.known_deeds):
        return False
    missing = [concept for place, concept in enumerate(wanted.concepts) if place not in answer.matched]
    telling = (*asked.known_deeds, *asked.counted)
    return not any(concept in telling for concept in missing)


def _opens_with_nobody(answer: Evidence) -> bool:
    """Say whether a sentence opens with a "he" that nobody is known to stand for."""
    article, span = answer.article, answer.sentence.span
    return needs_what_is_before(article.article.read(span)) and not article.opens_with_name(span)


def _essential(query: Query) -> Query:
    """Let the words that only name what is asked for ("date", "cost") be wanted, not needed."""
    kind, where = expected(query.text), asks_where(query.text)
    if kind is None and not where:
        return query
    known = predicates()
    meant = {meaning.word for meaning in meanings_in(query.text)}
    between = kind is Expected.TRUTH and sum(one.proper for one in query.concepts) > 1
    concepts = tuple(
        replace(
            concept,
            required=False,
            telling=known.knows(concept.alternatives[0].terms) or concept.words.lower() in meant,
        )
        if is_asked_for(concept.words.lower(), kind)
        or ((where or kind is Expected.DATE) and only_carries(concept.words.lower()))
        or (between and is_word_of_belonging(concept.words))
        else concept
        for concept in query.concepts
    )
    return replace(query, concepts=concepts)


def _without_years(query: Query) -> tuple[Query, list[str]]:
    """Part the years a question names from its other words: a text may say "last year" for them.

    With a year, the month before it as well: "in July 2019" is told on "Thursday".
    """
    times = [concept for concept in query.concepts if is_of_time(concept, query.concepts)]
    others = tuple(concept for concept in query.concepts if concept not in times)
    years = [concept.words for concept in times if _YEAR.fullmatch(concept.words)]
    named = [months()[concept.words.lower()] for concept in times if concept.words not in years]
    if len(years) == len(named) == 1:
        years = [f"{years[0]}-{named[0]:02}"]
    return (replace(query, concepts=others), years) if others else (query, [])


def _is_of_year(answer: Evidence, year: str) -> bool:
    """Say whether a sentence tells of a year: by a date in it, else by the year of its article."""
    span, article = answer.sentence.span, answer.article
    values = [date.value for date in article.analysis.dates if date.value and span.contains(date.span)]
    if year in article.article.read(span) or any(value.startswith(year) for value in values):
        return True
    return not values and (year in article.article.title or (article.published or "").startswith(year))


def _answer_first(chosen: Sequence[Evidence], kind: Expected | None) -> list[Section]:
    """Return the line that answers and the others; where nothing in particular is asked, what is known.

    What follows something ("amid protests") need not be done for it: such a line is no answer to "why".
    """
    if chosen[0].fits < SURE and kind in (None, Expected.REASON):
        return [Section(say("What is known"), items(chosen))]
    return _answer_first_of(items(chosen))


def _answer_first_of(lines: Sequence[Item]) -> list[Section]:
    sections = [Section(say("Answer"), tuple(lines[:1]))]
    if lines[1:]:
        sections.append(Section(say("Also"), tuple(lines[1:])))
    return sections


def _what_was_said(
    people: Sequence[Person], query: Query, library: Library, articles: Mapping[str, ReadArticle]
) -> Briefing:
    """Answer what somebody said on something with their statements alone, or with that there is none."""
    answers = _said_by(people, query, library, articles)
    if not answers and (apart := _said_on_each(people, query, library, articles)) is not None:
        return apart
    if not answers:
        names = say_any_of(person.name for person in people)
        missed = say("No statement by {name} on this.", name=names)
        named = [answer for answer in answering(query, library, articles, 0) if not answer.goes_on]
        if not named:
            return replace(nothing(Kind.SEARCH, query, library), message=missed)
        chosen = worth_showing(named)
        if any(_said_by_nobody_named(answer) or _may_be_theirs(answer, people) for answer in chosen):
            missed = say(
                "No source has all of it together. Nearest:"
            )  # it may be theirs: "the minister said"
        nearest = [Section(say("Nearest"), items(chosen))]
        return with_message(found(Kind.SEARCH, query, library, nearest, named), missed)
    lines = items(worth_showing(answers))
    return found(Kind.SEARCH, query, library, _answer_first_of(lines), answers)


def _said_on_each(
    people: Sequence[Person], query: Query, library: Library, articles: Mapping[str, ReadArticle]
) -> Briefing | None:
    """Return what somebody said on each of the subjects a question joins, None where there are no such."""
    speaker, *rest = query.concepts
    asked = [concept for concept in rest if concept.required]
    if len(asked) < 2 or not _are_joined([concept.words for concept in asked], query.text):
        return None
    on_each = [
        _said_by(people, replace(query, concepts=(speaker, concept)), library, articles) for concept in asked
    ]
    shown = {answer.place: answer for answers in on_each for answer in answers[:_OF_EACH]}
    if not shown:
        return None
    lines = list(shown.values())
    missing = tuple(concept.words for concept, one in zip(asked, on_each, strict=True) if not one)
    told = missing_words(missing) if missing else say("No source has all of it together. Nearest:")
    briefing = found(Kind.SEARCH, query, library, [Section(say("Nearest"), items(lines))], lines)
    return replace(briefing, status=Status.PARTIAL, missing=missing, message=told)


def _are_joined(subjects: Sequence[str], question: str) -> bool:
    """Say whether each of some words of a question is parted from the one before it by "and" or a comma."""
    places = [question.lower().find(subject.lower()) for subject in subjects]
    return -1 not in places and all(
        _JOINING.search(question, one, other) is not None for one, other in pairwise(sorted(places))
    )


def _as_meant(query: Query, vocabulary: Mapping[str, int]) -> Query:
    """Look for what a word means in this question: "are left" is told as "remaining", and not as "quit"."""
    others = {
        meaning.word: tuple(Alternative((stem(word),), SAME, word) for word in meaning.words)
        for meaning in meanings_in(query.text)
    }
    concepts = tuple(
        replace(one, alternatives=meant, known=any(way.terms[0] in vocabulary for way in meant))
        if (meant := others.get(one.words.lower()))
        else one
        for one in query.concepts
    )
    return replace(query, concepts=concepts)


def _with_forms(query: Query, vocabulary: Mapping[str, int]) -> Query:
    """Look for a Russian verb in all its forms: «предложил» is told as «предложенный»."""
    concepts = []
    for one in query.concepts:
        known = {alternative.terms for alternative in one.alternatives}
        forms = {(stem(form),): form for form in verb_forms(one.words.lower()) if stem(form) in vocabulary}
        more = tuple(Alternative(way, SAME, form) for way, form in forms.items() if way not in known)
        proper = one.proper or not more
        concepts.append(one if proper else replace(one, alternatives=(*one.alternatives, *more), known=True))
    return replace(query, concepts=tuple(concepts))


def _with_deed(query: Query) -> Query:
    """Ask also for the verb of "who called the meeting", which elsewhere is too common a word to look for."""
    verb = verb_of_who(query.text)
    if verb is None or any(verb in concept.words.lower().split() for concept in query.concepts):
        return query
    others = predicates().rewordings([term for term in terms(verb) if not term.compound], verb)
    alternatives = (
        Alternative((stem(verb),), SAME, verb),
        *(Alternative(one.terms, one.weight, one.words) for one in others),
    )
    return replace(query, concepts=(*query.concepts, Concept(verb, alternatives, required=False)))


def _with_holder(query: Query) -> Query:
    """Ask also for the words that tell an office's holders apart, when a question does ("new ambassador")."""
    holder = holder_asked_for(query.text)
    if holder is None:
        return query
    saying_which = {stem(word) for word in (*holder.words, *holder.beside)}
    others = tuple(concept for concept in query.concepts if stem(concept.words.lower()) not in saying_which)
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
    """Return the sentences in which one of the people, the first concept, speaks on the rest of it."""
    rest = replace(query, concepts=query.concepts[1:])
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


def _said_by_body(query: Query, library: Library, articles: Mapping[str, ReadArticle]) -> list[Evidence]:
    """Return the statements on the rest of a question of the body it names first: "what does NATO say"."""
    body, rest = query.concepts[0], replace(query, concepts=query.concepts[1:])
    if not body.proper or body.figures or not rest.required:
        return []
    answers = answering(rest, library, articles, len(rest.required) // 3)
    return [answer for answer in answers if not answer.goes_on and _states(answer, body)]


def _states(answer: Evidence, body: Concept) -> bool:
    """Say whether a sentence is a statement of a body."""
    named = held(body, answer.sentence.read)
    return named is not None and any(
        speaker.overlaps(span) for speaker in _bodies_speaking(answer) for span in named.spans
    )


def _bodies_speaking(answer: Evidence) -> list[Span]:
    """Return where the bodies, offices and unnamed people are called whose statement a sentence is."""
    analysis, sentence = answer.article.analysis, answer.sentence.span
    quoted = (one.organisation for one in analysis.quotations if any(p.overlaps(sentence) for p in one.parts))
    reported = (one.organisation for one in analysis.reported if one.span.overlaps(sentence))
    return [speaker for speaker in (*quoted, *reported) if speaker is not None]


def _may_be_theirs(answer: Evidence, people: Sequence[Person]) -> bool:
    """Say whether a sentence is a statement of one of the people, or of their office ("Lind’s office")."""
    figures = {(place.article, place.figure) for person in people for place in person.appearances}
    if _quoted(answer, figures) or _retold(answer, figures):
        return True
    named = [answer.article.article.read(speaker) for speaker in _bodies_speaking(answer)]
    return any(person.family_name in speaker for person in people for speaker in named)


def _said_by_nobody_named(answer: Evidence) -> bool:
    """Say whether a sentence is a statement of which it is not known whose it is."""
    analysis = answer.article.analysis
    return any(
        quotation.attribution is Attribution.UNRESOLVED
        and any(part.overlaps(answer.sentence.span) for part in quotation.parts)
        for quotation in analysis.quotations
    ) or any(
        statement.attribution is Attribution.UNRESOLVED and statement.span.overlaps(answer.sentence.span)
        for statement in analysis.reported
    )


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
        and not _is_aside(answer.marks, statement)
        for statement in answer.article.analysis.reported
    )


def _is_aside(asked: Sequence[Span], statement: ReportedStatement) -> bool:
    """Say whether the asked words only tell of the speaker: "Lind, who served in Oslo, praised …"."""
    speaker, cue = statement.mention, statement.cue
    if speaker is None or cue is None or not asked:
        return False
    return all(speaker.end <= span.start and span.end <= cue.start for span in asked)
