"""An extractive summary: whole sentences that together cover what the articles say most.

Coverage of weighted concepts by greedy choice (after Gillick and Favre 2009, "A scalable global model for
summarization"): the concepts are the words and word pairs of the sentences, each weighs as many articles as
hold it and more when it comes early, and each counts once, so that nothing is gained by saying it again. A
sentence that leans on the one before ("He", "This", "But") stands behind that one or not at all.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.briefing.lines.asked_words import needs_what_is_before
from bot.search.matching import ReadText, held
from bot.search.query import Query
from bot.words.documents import Article
from bot.words.findings import Sentence
from bot.words.spans import Span

_SHORTEST, _LONGEST = 5, 60  # words of a sentence that can stand in a summary
_PAIR = 1.6  # what a pair of words weighs beside a single one
_LATER = 0.4  # how fast a sentence loses worth the later it stands: news begins with what matters
_REPEATED = 1.2  # what a concept gains from being said again (times the logarithm of how often)
_HELD = 2.0  # how much more a concept weighs the larger the share of several articles that hold it
_LEANS = 0.85  # what a sentence is worth that leans on the one before it
_LENGTH = 0.35  # how far short sentences are preferred: 0 not at all, 1 by gain a word
_ASKED = 2.5  # what a sentence that holds what is asked about gains


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """A sentence chosen for a summary: its article and its place there."""

    article: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class _Candidate:
    article: int
    index: int
    span: Span
    text: str
    words: int
    concepts: frozenset[tuple[str, ...]]
    relevance: float
    leans: bool


def summarise(
    articles: Sequence[tuple[Article, Sequence[Sentence]]], words: int, about: Query | None = None
) -> tuple[SummarySentence, ...]:
    """Choose sentences of at most `words` words in all.

    Args:
        articles: each with its sentences, in any order.
        words: the most words of the summary; whole sentences only.
        about: what the summary should be about, or None.

    Returns:
        The sentences in reading order: the background first, which is articles by date where all have one,
        else as given, and sentences in text order. Empty when no sentence fits, or none holds what was asked
        about.
    """
    candidates = [
        candidate for number, one in enumerate(articles) for candidate in _candidates(number, one, about)
    ]
    weights = _weights(candidates, len(articles))
    chosen: list[_Candidate] = []
    covered: set[tuple[str, ...]] = set()
    left = words
    shown: set[tuple[int, int]] = set()
    while fitting := [
        candidate
        for candidate in candidates
        if candidate.words <= left
        and (candidate.article, candidate.index) not in shown
        and (not candidate.leans or (candidate.article, candidate.index - 1) in shown)
    ]:
        best = max(fitting, key=lambda candidate: (_gain(candidate, weights, covered), -candidate.index))
        if _gain(best, weights, covered) <= 0:
            break
        chosen.append(best)
        shown.add((best.article, best.index))
        covered |= best.concepts
        left -= best.words
    days = [article.published.value if article.published else None for article, _ in articles]
    by_date = all(days)
    chosen.sort(
        key=lambda candidate: (
            days[candidate.article] or "" if by_date else "",
            candidate.article,
            candidate.index,
        )
    )
    return tuple(
        SummarySentence(articles[candidate.article][0].id, candidate.span, candidate.text)
        for candidate in chosen
    )


def _candidates(
    number: int, article: tuple[Article, Sequence[Sentence]], about: Query | None
) -> list[_Candidate]:
    text = article[0].text
    found = []
    for index, sentence in enumerate(article[1]):
        shown = sentence.span.of(text)
        length = len(shown.split())
        if not _SHORTEST <= length <= _LONGEST:
            continue
        read = ReadText(text, sentence.span)
        relevance = 1.0
        if about is not None:
            asked = sum(held(concept, read) is not None for concept in about.concepts)
            if not asked:
                continue
            relevance = 1.0 + _ASKED * asked / len(about.concepts)
        leans = index > 0 and needs_what_is_before(shown)
        if leans:
            relevance *= _LEANS
        terms = [term.term for term in read.terms if not term.compound]
        concepts = frozenset([*((term,) for term in terms), *pairwise(terms)])
        found.append(_Candidate(number, index, sentence.span, shown, length, concepts, relevance, leans))
    return found


def _weights(candidates: Sequence[_Candidate], articles: int) -> Mapping[tuple[str, ...], float]:
    """Weigh each concept by the articles that hold it, and by how early each has it."""
    earliest: dict[tuple[str, ...], dict[int, int]] = defaultdict(dict)
    times: dict[tuple[str, ...], int] = defaultdict(int)
    for candidate in candidates:
        for concept in candidate.concepts:
            known = earliest[concept]
            known[candidate.article] = min(candidate.index, known.get(candidate.article, candidate.index))
            times[concept] += 1
    return {
        concept: sum(1.0 + 2.0 / (1 + index) for index in places.values())
        * (1 + _REPEATED * math.log(times[concept]))
        * _held_by(len(places), articles)
        * (_PAIR if len(concept) > 1 else 1.0)
        for concept, places in earliest.items()
    }


def _held_by(number: int, articles: int) -> float:
    """Return what a concept gains from the share of several articles that hold it: 1 where there is one."""
    return float((number / articles) ** _HELD) if articles > 1 else 1.0


def _gain(
    candidate: _Candidate, weights: Mapping[tuple[str, ...], float], covered: set[tuple[str, ...]]
) -> float:
    new = math.fsum(weights[concept] for concept in candidate.concepts - covered)
    return candidate.relevance * new / float(candidate.words**_LENGTH * (1 + candidate.index) ** _LATER)
