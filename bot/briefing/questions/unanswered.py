"""What is said and shown where no source answers a question: what is missing, and what comes nearest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.briefing.lines.asked_words import Expected, is_question, reasons_in
from bot.briefing.lines.evidence import Evidence
from bot.briefing.lines.library import Library
from bot.briefing.lines.partial import missing_words, partial_answer
from bot.briefing.lines.quotable import ReadArticle, ReadSentence
from bot.briefing.questions.best_fitting import (
    ANSWERS,
    MEASURED,
    PERHAPS,
    SURE,
    fitted_to,
    fitting_first,
    worth_showing,
)
from bot.briefing.questions.fitting import QuestionAsked
from bot.briefing.topic.topic import answering, found, items, nothing, title_of, with_message
from bot.languages.saying import marked, say
from bot.search.matching import HeldConcept, held
from bot.search.query import Concept, Query
from bot.words.answers import Briefing, Kind, Section, Status

SAYS_NOT = {
    Expected.PERSON: marked("No source says who in so many words."),
    Expected.MONEY: marked("No source gives the amount in so many words."),
    Expected.SHARE: marked("No source gives the share in so many words."),
    Expected.DATE: marked("No source says when in so many words."),
    Expected.AGE: marked("No source says how old in so many words."),
    Expected.DURATION: marked("No source says how long in so many words."),
    Expected.NUMBER: marked("No source gives the number in so many words."),
    Expected.TALLY: marked("No source gives the number in so many words."),
    Expected.REASON: marked("No source says why in so many words."),
    Expected.TRUTH: marked("No source says so in so many words."),
}
"""What is not told, by what is asked for."""
# How well a line must fit that leaves whose it is to what its article opens with: "the border is 40 km long",
# "the reason for it was …".
_OUTRIGHT = {Expected.DURATION: 0.95, Expected.NUMBER: 0.95, Expected.REASON: SURE}
_KNOWN_OF = 2  # words of a question the sources must know for what comes nearest to be near
_CARRIED = 0.4  # share of what the sources know of a question that an article must hold to be near
_MAY_ANSWER = 2  # lines that have the kind of thing asked for
_READ_ON = 60  # sentences of an article among which these are
_FEW_ARTICLES = 3  # on what a question names, among which what it asks in other words is looked for
_MOST_NEAR = 3  # lines of them
_BEHIND = 2  # sentences after the one that tells what happened in which its cause may be told
_OPENING = 3  # sentences in which an article says what it is about


def what_comes_nearest(
    asked: QuestionAsked, query: Query, library: Library, articles: Mapping[str, ReadArticle]
) -> Briefing:
    """Say that no source answers, and show what comes nearest."""
    missed = SAYS_NOT.get(asked.kind) if asked.kind else None
    if missed is None:
        return nearest_sentences(asked, query, library, articles)
    if any(concept.proper for concept in query.unknown):
        return nothing(Kind.SEARCH, query, library)

    def of_what_is_named() -> Briefing | None:
        return _of_what_is_named(asked, query, library, articles, say(missed))

    if 2 * len(query.unknown) > len(query.required):  # what is left may be a chance word of it
        near = _by_rank(asked, query, library, articles, say(missed))
        return near or of_what_is_named() or nothing(Kind.SEARCH, query, library)
    telling = [concept for concept in asked.concepts if concept.required and concept.known]
    if telling and all(concept.figures for concept in telling):
        # Only the person was named: whatever the sources tell of them does not answer this.
        return of_what_is_named() or replace(nothing(Kind.SEARCH, query, library), message=say(missed))
    allowed_missing = len(query.required) // 3
    answers = answering(replace(query, concepts=asked.concepts), library, articles, allowed_missing)
    if outright := _told_outright(asked, query, articles):
        lines = worth_showing([*outright, *(one for one in answers if one not in outright)])
        nearest = [Section(say("Nearest"), items(lines))]
        shown = found(Kind.SEARCH, query, library, nearest, [*outright, *answers])
        return _put_together_from(shown)
    if not answers:
        near = _by_rank(asked, query, library, articles, say(missed))
        return near or of_what_is_named() or _apart(query, library, say(missed))
    fitted = fitting_first(fitted_to(answer, asked) for answer in answers)
    told = {answer.place for answer in fitted if asked.tells_of_it(answer)}
    fitted.sort(key=lambda answer: (answer.place not in told, not asked.leaves_open(answer)))
    chosen = worth_showing(fitted)
    nearest = [Section(say("Nearest"), items(chosen))]
    shown = found(Kind.SEARCH, query, library, nearest, answers)
    least = PERHAPS if asked.kind in MEASURED else SURE
    if told:  # of whom is told around it: whether it is so, its reader sees
        return _put_together_from(shown)
    may_answer = None
    if not any(answer.fits for answer in chosen):
        may_answer = _with_what_may_answer(shown, asked, query, articles)
        shown = may_answer or shown
    gives_reason = may_answer is not None and asked.kind is Expected.REASON
    whole = [answer for answer in chosen if answer.complete]
    if whole and not gives_reason and not any(one.fits for one in whole):
        return with_message(shown, say(missed))  # all of it stands together: only not what is asked for
    if may_answer or any(answer.fits >= least for answer in chosen):  # of whom or what it is stands elsewhere
        return _put_together_from(shown)
    return with_message(shown, say(missed))


def nearest_sentences(
    asked: QuestionAsked, query: Query, library: Library, articles: Mapping[str, ReadArticle]
) -> Briefing:
    """Return what comes nearest to a long question, or to one that asks for nothing in particular."""
    asks = is_question(query.text)
    near = partial_answer(Kind.SEARCH, query, library, articles, title_of(query), asks_one_thing=asks)
    near = near or _by_rank(asked, query, library, articles)
    return near or _of_what_is_named(asked, query, library, articles) or _apart(query, library)


def _put_together_from(shown: Briefing) -> Briefing:
    """Return what comes nearest, each line a part of the question; what it says already stays."""
    return replace(shown, message=shown.message or _not_together())


def _not_together() -> str:
    return say("No source has all of it together. Nearest:")


def _told_outright(asked: QuestionAsked, query: Query, articles: Mapping[str, ReadArticle]) -> list[Evidence]:
    """Return the lines with just what is asked for, in articles that open with what the lines do not name."""
    least, wanted = _OUTRIGHT.get(asked.kind) if asked.kind else None, query.required
    if least is None or not wanted:
        return []
    told = []
    for article in articles.values():
        opening = [article.title, *(sentence.read for sentence in article.sentences[:_OPENING])]
        lacking = [concept for concept in wanted if not any(held(concept, text) for text in opening)]
        for sentence in article.sentences:
            own = tuple(one for concept in wanted if (one := held(concept, sentence.read)))
            if own and all(held(concept, sentence.read) for concept in lacking):
                every = frozenset(range(len(query.concepts)))
                line = fitted_to(Evidence(article, sentence, 1.0, own, every, complete=False), asked)
                if line.fits >= least and asked.is_about(line):
                    told.append(line)
    return sorted(told, key=lambda one: (-one.fits, one.article.article.id, one.sentence.index))


def _with_what_may_answer(
    near: Briefing, asked: QuestionAsked, query: Query, articles: Mapping[str, ReadArticle]
) -> Briefing | None:
    """Put behind the first line those of its article that have the kind of thing asked for: a day, a sum.

    What a question calls otherwise than its source stands in them; whether it does, its reader sees. None
    where there are no such lines.
    """
    if asked.kind in (None, Expected.PERSON, Expected.TRUTH) or not near.sections:
        return None
    first, *others = near.sections[0].items
    article = articles[first.article]
    known = {(item.article, item.span) for item in near.sections[0].items}
    lines = []
    why = asked.kind is Expected.REASON
    place = next((one.index for one in article.sentences_in(first.span)), 0)
    for sentence in article.sentences[:_READ_ON]:
        own = [(concept, one) for concept in query.required if (one := held(concept, sentence.read))]
        # Somebody's name beside a "because" says nothing of why they did what is asked about; a cause told
        # right behind what is asked about need not name it again.
        behind = why and 0 < sentence.index - place <= _BEHIND and _tells_why(article, sentence)
        if (not own and not behind) or (why and len(own) == 1 and own[0][0].figures):
            continue
        line = _line_of(article, sentence, [one for _, one in own], asked)
        if line.fits and line.place not in known:
            lines.append(line)
    lines.sort(key=lambda line: (-len(line.naming), line.sentence.index))
    if not lines:
        return None
    more = items(lines[:_MAY_ANSWER])
    section = replace(near.sections[0], items=(first, *more, *others)[: ANSWERS + 1])
    return replace(near, sections=(section, *near.sections[1:]))


def _line_of(
    article: ReadArticle, sentence: ReadSentence, naming: Sequence[HeldConcept], asked: QuestionAsked
) -> Evidence:
    """Return a line that by itself holds some of what is asked about, weighed for what it has to answer."""
    line = Evidence(article, sentence, 1.0, tuple(naming), frozenset(), complete=False, goes_on=True)
    return fitted_to(line, asked)


def _tells_why(article: ReadArticle, sentence: ReadSentence) -> bool:
    """Say whether a sentence surely gives a reason, whatever of."""
    return any(surely for *_, surely in reasons_in(article.article.read(sentence.span)))


def _by_rank(
    asked: QuestionAsked,
    query: Query,
    library: Library,
    articles: Mapping[str, ReadArticle],
    missed: str | None = None,
) -> Briefing | None:
    """Return what comes nearest by what the sources know of a question, None where they know too little.

    A verb that no source has is how the question is worded; a name that none has is what it is about.
    """
    known = tuple(concept for concept in query.concepts if concept not in query.unknown)
    left = replace(query, concepts=known)
    if len(left.required) < _KNOWN_OF or any(concept.proper for concept in query.unknown):
        return None
    people = [concept for concept in left.required if concept.figures]
    others = [concept for concept in left.required if not concept.figures]
    about = {
        id_: one
        for id_, one in articles.items()
        if all(_names(one, person) for person in people) and any(_tells_of(one, other) for other in others)
    }
    near = partial_answer(
        Kind.SEARCH, left, library, about, title_of(query), asks_one_thing=True, carried=_CARRIED
    )
    if near is None:
        return None
    may_answer = _with_what_may_answer(near, asked, query, articles)
    missing = tuple(concept.words for concept in query.unknown)
    if missed is not None:
        told = _not_together() if may_answer else missed
        return replace(may_answer or near, status=Status.FOUND, message=told, missing=())
    lacking = missing_words(missing) if missing else near.message
    return replace(near, status=Status.PARTIAL, message=lacking, missing=(*missing, *near.missing))


def _of_what_is_named(
    asked: QuestionAsked,
    query: Query,
    library: Library,
    articles: Mapping[str, ReadArticle],
    missed: str | None = None,
) -> Briefing | None:
    """Return the lines of the few articles on what a question names that may answer it in other words.

    First those with the kind of thing it asks for, a day or a number. None where it names nothing the sources
    know, or what many of them tell of: then hardly any line of theirs is near.
    """
    known = [concept for concept in query.required if concept not in query.unknown]
    named = [concept for concept in known if concept.figures or concept.proper]
    about = [
        one
        for one in articles.values()
        if named and all(_names(one, concept) or _tells_of(one, concept) for concept in named)
    ]
    if not is_question(query.text) or not about or len(about) > _FEW_ARTICLES:
        return None
    lines = []
    for article in about:
        for sentence in article.sentences[:_READ_ON]:
            own = [one for concept in known if (one := held(concept, sentence.read))]
            line = _line_of(article, sentence, own, asked)
            if line.fits or not sentence.index or own:
                lines.append(line)
    if not any(line.fits for line in lines):
        return None
    lines.sort(
        key=lambda line: (not line.fits, -len(line.naming), line.sentence.index, line.article.article.id)
    )
    del lines[_MOST_NEAR:]
    shown = found(Kind.SEARCH, query, library, [Section(say("Nearest"), items(lines))], lines)
    if missed is not None:
        return replace(shown, status=Status.FOUND, message=missed, missing=())
    missing = tuple(concept.words for concept in query.unknown)
    message = missing_words(missing) if missing else _not_together()
    return replace(shown, status=Status.PARTIAL, message=message, missing=missing)


def _names(article: ReadArticle, person: Concept) -> bool:
    return any(article_id == article.article.id for article_id, _ in person.figures)


def _tells_of(article: ReadArticle, concept: Concept) -> bool:
    texts = (article.title, *(sentence.read for sentence in article.sentences[:_READ_ON]))
    return any(held(concept, text) for text in texts)


def _apart(query: Query, library: Library, missed: str | None = None) -> Briefing:
    """Say that no source answers; of who is named, that the sources know them, though not from this.

    Where something in particular is asked for, `missed` says that it is not told.
    """
    silent = nothing(Kind.SEARCH, query, library)
    names = [concept.words for concept in query.concepts if concept.figures]
    if not names:
        return replace(silent, message=missed) if missed and query.required != query.unknown else silent
    told = say("The sources name {name}, but not in this connection.", name=", ".join(names))
    lacking = missed or (silent.message if query.unknown else None)
    return replace(silent, message=f"{lacking} {told}" if lacking else told)
