"""Which of the sentences that answer are shown: different articles, and nothing said twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from bot.briefing.lines.quotable import ReadArticle, ReadSentence
from bot.words.spans import Span

_SAME = 0.62  # share of the shorter sentence's words that the other has too, from which both say the same
_SAME_BUT_FIGURES = 0.9  # the same where the figures of the two differ
_AGAIN = 0.75  # what a sentence is worth when its article already has one
_ALIKE = 0.55  # how much likeness to what is chosen lowers a sentence's worth


class Scored(Protocol):
    """A sentence with its worth."""

    @property
    def article(self) -> ReadArticle:
        """The article it stands in."""

    @property
    def sentence(self) -> ReadSentence:
        """The sentence itself."""

    @property
    def score(self) -> float:
        """Its worth."""

    @property
    def terms(self) -> frozenset[str]:
        """Its words."""


S = TypeVar("S", bound=Scored)


def select(answers: Iterable[S], most: int, *, beside: Sequence[S] = ()) -> list[S]:
    """Choose at most `most` sentences by worth, likeness to those chosen, and spread over articles.

    Maximal marginal relevance (Carbonell and Goldstein 1998): each next sentence is the one worth most after
    what it repeats of those before is taken off. `beside` are sentences the answer shows elsewhere.
    """
    chosen: list[S] = []
    every = list(answers)
    rest = list(range(len(every)))
    alike = [0.0] * len(every)  # to whichever of those chosen each is most like
    used = Counter(answer.article.article.id for answer in beside)
    shown = {(answer.article.article.id, answer.sentence.utterance) for answer in beside}
    while rest and len(chosen) < most:
        number = max(
            rest,
            key=lambda number: (
                every[number].score
                * _AGAIN ** used[every[number].article.article.id]
                * (1 - _ALIKE * alike[number])
            ),
        )
        rest.remove(number)
        best = every[number]
        place = (best.article.article.id, best.sentence.utterance)
        if place in shown or any(says_the_same(best, other) for other in (*beside, *chosen)):
            continue
        shown.add(place)
        used[place[0]] += 1
        chosen.append(best)
        for number in rest if len(chosen) < most else ():
            alike[number] = max(alike[number], likeness(every[number].terms, best.terms))
    return chosen


def says_the_same(one: Scored, other: Scored) -> bool:
    """Say whether two sentences tell the same, by the words they share."""
    shorter = min(len(one.terms), len(other.terms))
    if shorter <= 3:
        return False
    # "$3 billion in 2022" and "over $3 billion last year, 5 billion in 2023" are two figures, not one.
    figures = [frozenset(term for term in line.terms if term[:1].isdigit()) for line in (one, other)]
    least = _SAME if figures[0] == figures[1] else _SAME_BUT_FIGURES
    return len(one.terms & other.terms) / shorter > least


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the cosine of two sets of words, 0 to 1."""
    return len(one & other) / (len(one) * len(other)) ** 0.5 if one and other else 0.0


def in_reading_order(answers: Iterable[S]) -> list[S]:
    """Order chosen sentences to be read: articles as they come, sentences of one article in text order."""
    answers = list(answers)
    order: dict[str, int] = {}
    for answer in answers:
        order.setdefault(answer.article.article.id, len(order))
    return sorted(answers, key=lambda answer: (order[answer.article.article.id], answer.sentence.index))


def marks_within(spans: Iterable[Span], within: Span) -> tuple[Span, ...]:
    """Return the spans that lie inside another, in order, none overlapping."""
    kept: list[Span] = []
    for span in sorted(spans):
        if within.contains(span) and (not kept or span.start >= kept[-1].end):
            kept.append(span)
    return tuple(kept)
