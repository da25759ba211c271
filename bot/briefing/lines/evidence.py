"""Which sentences of an article answer a query, and how well.

A sentence answers when the required concepts stand in it or right around it, under the same heading, and at
least one of them in the sentence itself. What is found is decided by the words that match; the score only
puts the sentences that answer in order.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from operator import itemgetter

from bot.briefing.lines.asked_words import needs_what_is_before
from bot.briefing.lines.library import Weighing
from bot.briefing.lines.quotable import ReadArticle, ReadSentence
from bot.search.lexicon import SAME
from bot.search.matching import HeldConcept, held, narrowed
from bot.search.query import Concept, Query
from bot.words.spans import Span

_BEFORE, _AFTER = 2, 1  # sentences around one that count as its context
_APART = 0.6  # what a phrase counts whose words stand there, but not together
_SHARED = 2  # words a sentence shares with the one before when it goes on about the same
_CONTEXT = 0.45  # what a concept in the context counts beside one in the sentence
_TITLE = 0.35  # and one that only the title holds
_GENERAL = 0.3  # what a general word counts
_FIRST = itemgetter(slice(0, 1))
_Row = list[HeldConcept | None]  # how a piece of text holds each of several concepts
_GOES_ON = 0.5  # what a sentence right after an answering one is worth beside it


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that answers: its score, how it names what is asked, and how much it holds itself.

    `complete` says that every required concept stands in the sentence itself, `goes_on` that none does: it
    only goes on from a sentence that answers. `fits` is how well it has what a question asks for, 0 to 1.
    """

    article: ReadArticle
    sentence: ReadSentence
    score: float
    naming: tuple[HeldConcept, ...]
    matched: frozenset[int]
    complete: bool
    goes_on: bool = False
    fits: float = 0.0

    @property
    def marks(self) -> tuple[Span, ...]:
        """The places of the asked words, looked up when they are asked for: of what is shown they are."""
        return tuple(sorted({span for answer in self.naming for span in answer.spans}))

    @property
    def place(self) -> tuple[str, Span]:
        """The article and the utterance it stands in, which tell one line of an answer from another."""
        return self.article.article.id, self.sentence.utterance

    @property
    def terms(self) -> frozenset[str]:
        """The words of the sentence, for telling whether two say the same."""
        return self.sentence.read.words


def holds_all(article: ReadArticle, query: Query) -> bool:
    """Say whether an article holds every required concept somewhere, its title counted."""
    texts = [article.title, *article.heading_words, *(sentence.read for sentence in article.sentences)]
    return all(
        any(held(concept, text) for text in texts)
        or (bool(concept.parts) and all(any(held(part, text) for text in texts) for part in concept.parts))
        for concept in query.required
    )


def concept_weights(query: Query, weighing: Weighing) -> tuple[float, ...]:
    """Return how telling each concept is: the Lucene inverse document frequency of its commonest wording."""
    vocabulary, passages = weighing.vocabulary, weighing.passages
    weights = []
    for concept in query.concepts:
        holding = max(
            (
                min((vocabulary.get(term, 0) for term in alternative.terms), default=0)
                for alternative in concept.alternatives
            ),
            default=0,
        )
        weight = math.log(1 + (passages - holding + 0.5) / (holding + 0.5))
        weights.append(max(weight, 0.2) * (1.0 if concept.required else _GENERAL))
    return tuple(weights)


def evidence(
    articles: Iterable[ReadArticle], query: Query, weights: Sequence[float], *, allowed_missing: int = 0
) -> list[Evidence]:
    """Return the sentences of `articles` that answer `query`, best first.

    Args:
        articles: candidates; filters of the query are not looked at here.
        query: what is asked.
        weights: of its concepts, from `concept_weights`.
        allowed_missing: how many required concepts a sentence and its context may lack; names never.
    """
    found = [
        answer for article in articles for answer in _of_article(article, query, weights, allowed_missing)
    ]
    return sorted(found, key=lambda answer: (-answer.score, answer.article.article.id, answer.sentence.index))


def _of_article(
    article: ReadArticle, query: Query, weights: Sequence[float], allowed_missing: int
) -> list[Evidence]:
    every = (*query.concepts, *(part for concept in query.concepts for part in concept.parts))
    asked = [narrowed(concept, article.words) for concept in every]
    named = frozenset(one.terms[0] for concept in asked for one in concept.alternatives)
    otherwise = [_named_otherwise(concept, article) if concept.figures else [] for concept in asked]
    nothing: _Row = [None] * len(asked)
    # Most sentences hold nothing: they share a row, which is written to by nobody.
    by_sentence = [
        nothing
        if named.isdisjoint(sentence.read.stems)
        else [
            _held_in(concept, sentence, article, others) if concept.alternatives else None
            for concept, others in zip(asked, otherwise, strict=True)
        ]
        for sentence in article.sentences
    ]
    _hold_by_pronoun(article, asked, by_sentence)
    holding = [place for place, row in enumerate(by_sentence) if row is not nothing and any(row)]
    if not holding:
        return []
    unwanted = (
        [any(held(concept, sentence.read) for concept in query.without) for sentence in article.sentences]
        if query.without
        else [False] * len(by_sentence)
    )
    title = [_in_title(concept, article, others) for concept, others in zip(asked, otherwise, strict=True)]
    headings: list[_Row] = [[held(concept, words) for concept in asked] for words in article.heading_words]
    wanted = query.required
    required = [place for place, concept in enumerate(query.concepts) if concept in wanted]
    telling = {place for place, concept in enumerate(query.concepts) if concept.telling}.union(required)
    # Where an article has a phrase as a phrase, its words standing apart mean something else.
    rows = (*(by_sentence[place] for place in holding), *headings, title)
    together = [any(row[place] for row in rows) for place in range(len(query.concepts))]
    in_title = [_TITLE * one.weight if one is not None else 0.0 for one in title]
    only_here = [concept.here for concept in asked]
    found = []
    for index in holding:
        sentence, row = article.sentences[index], by_sentence[index]
        if unwanted[index]:
            continue
        around = _context(article, by_sentence, headings, sentence, nothing)
        values = [
            max(own.weight if own is not None else 0.0, 0.0 if here else max(_CONTEXT * weight, of_title))
            for own, weight, of_title, here in zip(row, around, in_title, only_here, strict=True)
        ]
        own = _own_places(query.concepts, row)
        values = _with_parts(query.concepts, values, together)
        if not own & telling or not _answers(query.concepts, required, values, allowed_missing):
            continue
        matched = frozenset(place for place, value in enumerate(values) if value > 0)
        score = sum(weight * value for weight, value in zip(weights, values, strict=True))
        score *= _worth_showing(sentence, article)
        score += _closeness(row[: len(query.concepts)], weights)
        naming = tuple(answer for answer in row if answer)
        complete = all(row[place] is not None for place in required)
        found.append(Evidence(article, sentence, score, naming, matched, complete))
    if any(concept.exact for concept in query.concepts):
        return found  # just these words are asked for, and nothing that goes on from them
    about = [any(row[: len(query.concepts)]) for row in headings]
    return [*found, *_going_on(article, found, unwanted, about)]


def _held_in(
    concept: Concept, sentence: ReadSentence, article: ReadArticle, others: Sequence[Span]
) -> HeldConcept | None:
    """Return how a sentence names a concept; a person not by a small word or a name of `others`."""
    found = held(concept, sentence.read)
    if found is None or not concept.figures:
        return found
    text = article.article.text
    own = tuple(
        span
        for span in found.spans
        if not text[span.start].islower() and not any(other.overlaps(span) for other in others)
    )
    return HeldConcept(found.weight, lambda: own) if own else None


def _in_title(concept: Concept, article: ReadArticle, others: Sequence[Span]) -> HeldConcept | None:
    """Return how a title names a concept; a person not where the article names only `others` so."""
    found = held(concept, article.title)
    if found is None or not concept.figures or any(id_ == article.article.id for id_, _ in concept.figures):
        return found
    text, title = article.article.text, article.article.title
    named = " ".join(one.of(text) for one in others).split()
    return None if any(span.of(title) in named for span in found.spans) else found


def _named_otherwise(concept: Concept, article: ReadArticle) -> list[Span]:
    """Return where an article names people who are not the one that is asked for.

    Who bears no more than the same family name may be the same person.
    """
    return [
        one.span
        for number, figure in enumerate(article.analysis.figures)
        if (article.article.id, number) not in concept.figures and not bears_only(concept, figure.name)
        for one in figure.mentions
    ]


def bears_only(concept: Concept, name: str) -> bool:
    """Say whether a name has no word that is none of the person's a concept is: it may be the same person."""
    own = {word.casefold() for one in concept.alternatives for word in one.words.split()}
    return bool(concept.figures) and own.issuperset(word.casefold() for word in name.split())


def _hold_by_pronoun(article: ReadArticle, asked: Sequence[Concept], by_sentence: list[_Row]) -> None:
    """Let a sentence that opens with "She" hold the person she is, as one that names her does."""
    for place, concept in enumerate(asked):
        if not concept.figures:
            continue
        figures = enumerate(article.analysis.figures)
        meant = [one for number, one in figures if (article.article.id, number) in concept.figures]
        for pronoun in (span for figure in meant for span in figure.pronouns):
            for sentence in article.sentences_in(pronoun):
                if (row := by_sentence[sentence.index])[place] is None:
                    by_sentence[sentence.index] = row = [*row]
                    row[place] = HeldConcept(SAME, partial(_alone, pronoun))


def _alone(pronoun: Span) -> tuple[Span, ...]:
    return (pronoun,)


def _going_on(
    article: ReadArticle, found: Sequence[Evidence], unwanted: Sequence[bool], about: Sequence[bool]
) -> list[Evidence]:
    """Return the sentence right after each that answers fully, where it goes on about the same thing.

    `about` says which headings hold something that is asked for.
    """
    known = {answer.sentence.index for answer in found}
    more: dict[int, Evidence] = {}
    for answer in found:
        following = _after(article, answer.sentence)
        if not answer.complete or following is None or following.index in known or unwanted[following.index]:
            continue
        under_heading = bool(answer.sentence.section) and about[answer.sentence.section - 1]
        shared = len(answer.terms & following.read.words)
        same_paragraph = following.paragraph == answer.sentence.paragraph
        if _leans_back(article, following) or (same_paragraph and (under_heading or shared >= _SHARED)):
            worth = answer.score * _GOES_ON
            if following.index not in more or more[following.index].score < worth:
                more[following.index] = Evidence(
                    article, following, worth, (), answer.matched, complete=False, goes_on=True
                )
    return list(more.values())


def _after(article: ReadArticle, sentence: ReadSentence) -> ReadSentence | None:
    """Return the sentence after the utterance a sentence belongs to, under the same heading."""
    for following in article.sentences[sentence.index + 1 :]:
        if following.span.start >= sentence.utterance.end:
            return following if following.section == sentence.section else None
    return None


def _leans_back(article: ReadArticle, sentence: ReadSentence) -> bool:
    """Say whether a new paragraph goes on from the one before: it opens with a quotation or a pronoun."""
    words = article.article.read(sentence.span)
    return words[0] in '“"«„' or needs_what_is_before(words)


def _own_places(concepts: Sequence[Concept], row: Sequence[HeldConcept | None]) -> set[int]:
    """Return the concepts that a sentence holds itself, whole or in part."""
    own, next_part = set(), len(concepts)
    for place, concept in enumerate(concepts):
        parts = row[next_part : next_part + len(concept.parts)]
        next_part += len(concept.parts)
        if row[place] or any(parts):
            own.add(place)
    return own


def _with_parts(
    concepts: Sequence[Concept], values: Sequence[float], together: Sequence[bool]
) -> list[float]:
    """Return the value of each concept: as a phrase, or less where all its words stand apart."""
    if len(values) == len(concepts):
        return [*values]
    combined, next_part = [], len(concepts)
    for place, concept in enumerate(concepts):
        parts = values[next_part : next_part + len(concept.parts)]
        next_part += len(concept.parts)
        apart = 0.0 if together[place] else _APART * min(parts, default=0.0)
        combined.append(max(values[place], apart))
    return combined


def _context(
    article: ReadArticle,
    by_sentence: Sequence[_Row],
    headings: Sequence[_Row],
    sentence: ReadSentence,
    nothing: _Row,
) -> list[float]:
    """Return, for each concept, how much the sentences around and the heading above hold it.

    `nothing` is the row of every sentence that holds none.
    """
    first = max(0, sentence.index - _BEFORE)
    last = min(len(by_sentence) - 1, sentence.index + _AFTER)
    rows = [
        by_sentence[place]
        for place in range(first, last + 1)
        if place != sentence.index
        and by_sentence[place] is not nothing
        and article.sentences[place].section == sentence.section
    ]
    if sentence.section:
        rows.append(headings[sentence.section - 1])
    heaviest = [0.0] * len(nothing)
    for row in rows:
        for place, answer in enumerate(row):
            if answer is not None and answer.weight > heaviest[place]:
                heaviest[place] = answer.weight
    return heaviest


def _answers(
    concepts: Sequence[Concept], required: Sequence[int], values: Sequence[float], allowed_missing: int
) -> bool:
    missing = [concepts[place] for place in required if values[place] == 0]
    return len(missing) <= allowed_missing and not any(concept.proper or concept.taken for concept in missing)


def _closeness(row: Sequence[HeldConcept | None], weights: Sequence[float]) -> float:
    """Reward a sentence that holds the asked words near one another."""
    naming = [answer for answer in row if answer]
    if len(naming) < 2:
        return 0.0
    spans = sorted(answer.spans[0] for answer in naming)
    reach = max(spans[-1].end - spans[0].start, 1)
    return 0.15 * sum(weights) * min(1.0, 60 / reach)


def _worth_showing(sentence: ReadSentence, article: ReadArticle) -> float:
    """Prefer sentences that can be read by themselves: neither scraps nor monsters, early, with figures."""
    words = len(sentence.read.stems)
    worth = 1.0
    if words < 5:
        worth *= 0.8
    elif words > 45:
        worth *= 0.9
    if sentence.index == 0:
        worth *= 1.08
    if any(map(str.isdigit, map(_FIRST, sentence.read.stems))):
        worth *= 1.05
    if needs_what_is_before(article.article.read(sentence.span)):
        worth *= 0.85
    return worth
