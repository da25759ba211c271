"""What comes nearest where no source has all that is asked: silence would be false, and so would an answer.

The words that carry a question are the rare ones. Where an article has most of their weight, its best line is
shown, under one of the bot's own that names what is missing; where none has, nothing is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.briefing.lines.bearing import opens_on
from bot.briefing.lines.citing import relied_on, sources_of
from bot.briefing.lines.evidence import concept_weights
from bot.briefing.lines.library import Library
from bot.briefing.lines.quotable import ReadArticle, ReadSentence
from bot.briefing.lines.selection import marks_within
from bot.languages.saying import say
from bot.search.matching import ReadText, held
from bot.search.query import Concept, Query
from bot.views.shortening import clipped
from bot.words.answers import Briefing, Item, Kind, Section, Status
from bot.words.searching import Within
from bot.words.spans import Span

_MOST = 10  # articles shown, each by one line
_FEW = 5  # articles shown to a question or a few words
_READ = 60  # sentences of an article among which its best one is
SENTENCE = 6
"""Concepts from which a question is a whole sentence, which no other outlet words alike."""
LONGEST_WORD = 60
"""Characters of a word that is repeated."""
_CARRIED = 0.6  # share of a short question's weight that an article must hold
_CARRIED_OF_SENTENCE = 0.3  # the same of a whole sentence
_WORTH_A_LINE, _WORTH_A_LINE_OF_SENTENCE = 0.5, 0.25  # of the best article's share
_NAMES = 2  # names of a whole sentence that no source may have


@dataclass(frozen=True, slots=True)
class _Near:
    """An article with the share of the question it holds, and the sentence that holds the most of it."""

    article: ReadArticle
    share: float
    sentence: ReadSentence
    marks: tuple[Span, ...]


def partial_answer(
    kind: Kind,
    query: Query,
    library: Library,
    articles: Mapping[str, ReadArticle],
    title: str,
    *,
    asks_one_thing: bool = False,
    carried: float | None = None,
) -> Briefing | None:
    """Return what comes nearest to a query that no source answers whole; None where nothing carries it.

    Args:
        kind: of the answer.
        query: what is asked.
        library: the corpus.
        articles: those read for the query.
        title: of the answer.
        asks_one_thing: whether the query is a question, to which lines that hold little of it are no help.
        carried: share of the weight of its words that an article must hold, 0 to 1; None for the usual.
    """
    wanted = query.required
    if query.problem or not wanted or _asks_for_unknown_names(wanted):
        return None
    asked = replace(query, concepts=wanted)
    weights = concept_weights(asked, library.weighing)
    among = Within(articles=frozenset(articles))
    order = library.engine.rank_articles(query.ranking_terms(), len(articles), among)
    near = [one for id_, _ in order if (one := _near(articles[id_], asked, weights)) is not None]
    best = max((one.share for one in near), default=0.0)
    if carried is None:
        carried = _CARRIED if len(wanted) < SENTENCE else _CARRIED_OF_SENTENCE
    if best < carried:
        near = [] if asks_one_thing else [one for one in near if _is_about_the_rest(one.article, asked)]
        best = max((one.share for one in near), default=0.0)
        if not near:
            return None
    sentence = len(wanted) >= SENTENCE and not asks_one_thing
    least = _WORTH_A_LINE_OF_SENTENCE if sentence else _WORTH_A_LINE
    shown = [one for one in near if one.share >= least * best][: _MOST if sentence else _FEW]
    return _briefing(kind, asked, library, shown, title)


def missing_words(missing: Sequence[str]) -> str:
    """Return the line that names what no source has of a question."""
    words = ", ".join(f"“{clipped(word, LONGEST_WORD)}”" for word in missing)
    return say("No source has all of it. Missing: {words}. Nearest:", words=words)


def _asks_for_unknown_names(wanted: Sequence[Concept]) -> bool:
    """Say whether a question is about a name no source has: then whatever holds the rest is about another."""
    unknown = sum(concept.proper and not concept.known for concept in wanted)
    return unknown > (0 if len(wanted) < SENTENCE else _NAMES)


def _is_about_the_rest(article: ReadArticle, query: Query) -> bool:
    """Say whether an article is about all that the sources know of a query, which is a subject of its own.

    The lines on gas are near to "gas transit" where no source has "transit"; a mere name is in any article.
    """
    known = [concept for concept in query.concepts if concept.known]
    if 2 * len(known) < len(query.concepts) or all(concept.proper for concept in known):
        return False
    return opens_on(article, known)


def _near(article: ReadArticle, query: Query, weights: Sequence[float]) -> _Near | None:
    total = sum(weights)
    best: tuple[float, ReadSentence, tuple[Span, ...]] | None = None
    whole = _held(query.concepts, article.title)
    for sentence in article.sentences[:_READ]:
        found = _held(query.concepts, sentence.read)
        whole = {**found, **whole}
        share = sum(weights[place] for place in found)
        if found and (best is None or share > best[0]):
            spans = tuple(sorted({span for spans in found.values() for span in spans}))
            best = (share, sentence, spans)
    if best is None or not total:
        return None
    if any(_held(query.without, sentence.read) for sentence in article.sentences[:_READ]):
        return None
    return _Near(article, sum(weights[place] for place in whole) / total, best[1], best[2])


def _held(concepts: Sequence[Concept], text: ReadText) -> dict[int, tuple[Span, ...]]:
    """Return the concepts that a text holds, by their place, and where; a phrase also word by word."""
    found: dict[int, tuple[Span, ...]] = {}
    for place, concept in enumerate(concepts):
        if (one := held(concept, text)) is not None:
            found[place] = one.spans
        elif concept.parts and all(parts := [held(part, text) for part in concept.parts]):
            found[place] = tuple(span for part in parts if part for span in part.spans)
    return found


def _briefing(kind: Kind, query: Query, library: Library, shown: Sequence[_Near], title: str) -> Briefing:
    items: list[Item] = []
    for one in shown:
        utterance = one.sentence.utterance
        marks = [mark for mark in one.marks if utterance.contains(mark)]
        items.append(one.article.item(utterance, marks_within(marks, utterance)))
    held_somewhere = {place for one in shown for place in _held(query.concepts, one.sentence.read)}
    missing = tuple(
        concept.words for place, concept in enumerate(query.concepts) if place not in held_somewhere
    )
    whole = any(len(_held(query.concepts, one.sentence.read)) == len(query.concepts) for one in shown)
    sections = [Section(say("Excerpts") if whole else say("Nearest"), tuple(items))]
    message = None
    if missing:
        message = missing_words(missing)
    elif not whole:
        message = say("No source has all of it together. Nearest:")
    return Briefing(
        query=query.text,
        kind=kind,
        status=Status.FOUND if whole else Status.PARTIAL,
        corpus=library.corpus,
        title=title,
        message=message,
        sections=relied_on(sections, {one.article.article.id: one.article for one in shown}),
        sources=sources_of(sections, [one.article.article.id for one in shown], library.cards),
        missing=missing,
    )
