"""The amounts that sentences on a topic state, each with its date, and which of them an answer shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.briefing.amounts.amount_dates import date_given, is_news
from bot.briefing.amounts.amount_words import same_word
from bot.briefing.amounts.amounts import Amount, Measure, amounts_in
from bot.briefing.lines.evidence import Evidence
from bot.words.spans import Span

_WORTH = {Measure.MONEY: 1.0, Measure.SHARE: 1.0, Measure.COUNT: 0.9, Measure.DURATION: 0.5}
_SMALL_WORD = 0.6  # what "two sides" is worth beside a number in figures
_FURTHER = 0.15  # what each further article that gives the same figure adds
_NEAR = 90  # characters from an amount within which a sentence says what it measures
_BESIDE = 25  # characters between an amount and a word that goes with it over a comma
_CLAUSE_ENDS = re.compile(r"[;:()—–]|,(?!\d)|[^\W\d_][.?!]\s")
_SAME_CONTEXT = 2  # words two sentences share near the same amount when they give the same figure


@dataclass(frozen=True)
class StatedAmount:
    """An amount as a sentence on the topic states it.

    `date` is the ISO prefix the sentence gives for it, None where it gives none; `undated` says that it names
    a time that cannot be told or need not be the amount's: no other date may be put to it.
    """

    answer: Evidence
    amount: Amount
    date: str | None
    undated: bool = False

    @property
    def article(self) -> str:
        """The id of the article that states it."""
        return self.answer.article.article.id

    @property
    def told(self) -> str | None:
        """When it holds, as far as is known: the sentence's date, else that of the article."""
        return self.date or (None if self.undated else self.answer.article.published)

    @property
    def is_slight(self) -> bool:
        """Whether it is a figure nobody asks for: "two officials", "five years"."""
        return self.amount.small_word and self.amount.measure in (Measure.COUNT, Measure.DURATION)

    @cached_property
    def near(self) -> frozenset[str]:
        """The words right around the amount, which say what it measures."""
        place = self.amount.span
        return frozenset(
            same_word(term.term)
            for term in self.answer.sentence.read.terms
            if not term.compound
            and not term.term[:1].isdigit()
            and term.span.end > place.start - _NEAR
            and term.span.start < place.end + _NEAR
        )

    def is_beside(self, words: Iterable[Span]) -> bool:
        """Say whether some words stand in the clause of the amount, or right beside it."""
        place, text = self.amount.span, self.answer.article.article.text
        for word in words:
            first, second = sorted((place, word))
            between = text[first.end : max(first.end, second.start)]
            if len(between) <= _BESIDE or _CLAUSE_ENDS.search(between) is None:
                return True
        return False

    def is_same_figure(self, other: StatedAmount) -> bool:
        """Say whether another sentence gives the same figure for the same thing."""
        return self.amount.same_as(other.amount) and len(self.near & other.near) >= _SAME_CONTEXT


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """A sentence shown for its figures, and the ids of the further articles that give its first one too."""

    answer: Evidence
    amounts: tuple[StatedAmount, ...]
    also: tuple[str, ...]

    @property
    def date(self) -> str | None:
        """The date the sentence gives all its amounts, None where it gives none or several."""
        dates = {stated.date for stated in self.amounts}
        return dates.pop() if len(dates) == 1 else None

    @property
    def dates_itself(self) -> bool:
        """Whether the sentence says when of each amount, so that no one date can be put before it."""
        return len({stated.date for stated in self.amounts}) > 1


def stated_amounts(answer: Evidence) -> tuple[StatedAmount, ...]:
    """Return the amounts in the sentence, and what is quoted with it, of an answer."""
    article, utterance = answer.article, answer.sentence.utterance
    dates = [date for date in article.analysis.dates if utterance.contains(date.span)]
    found = amounts_in(article.article.text, utterance, [date.span for date in dates])
    stated = []
    for amount in found:
        within = next(one.span for one in article.sentences_in(amount.span))
        given = [date for date in dates if within.contains(date.span)]
        date, undated = date_given(amount, found, given, within, article.article.text)
        # What just happened is of the days of the article: its date stands for all of it.
        undated = undated and not all(is_news(one.value, article.published) for one in given)
        stated.append(StatedAmount(answer, amount, date, undated=undated))
    return tuple(stated)


def chosen_figures(
    stated: Sequence[StatedAmount],
    most: int,
    *,
    among: Sequence[StatedAmount],
    known: Iterable[StatedAmount] = (),
) -> list[StatedFigure]:
    """Choose sentences for the figures they state, best first, no figure twice.

    Args:
        stated: the amounts to choose from.
        most: how many sentences.
        among: all amounts that answer, for how many articles give the same.
        known: amounts that the answer shows elsewhere.
    """
    shown = list(known)
    by_answer: dict[int, list[StatedAmount]] = {}
    for one in stated:
        by_answer.setdefault(id(one.answer), []).append(one)
    worth = {id(one): _worth(one, among) for one in stated}
    ranked = sorted(by_answer.values(), key=lambda amounts: -max(worth[id(one)] for one in amounts))
    chosen: list[StatedFigure] = []
    for amounts in ranked:
        if len(chosen) == most:
            break
        fresh = [one for one in amounts if not any(one.is_same_figure(other) for other in shown)]
        telling = max(fresh, key=lambda one: worth[id(one)], default=None)
        if telling is None or all(one.is_slight for one in amounts):
            continue
        shown.extend(amounts)
        chosen.append(StatedFigure(telling.answer, tuple(amounts), _also(telling, among)))
    return chosen


def _worth(one: StatedAmount, among: Sequence[StatedAmount]) -> float:
    worth = _WORTH[one.amount.measure] * (_SMALL_WORD if one.amount.small_word else 1.0)
    if one.amount.implied:
        worth = 0.0
    return one.answer.score * worth * (1 + _FURTHER * len(_also(one, among)))


def _also(one: StatedAmount, among: Sequence[StatedAmount]) -> tuple[str, ...]:
    """Return the further articles that give the same figure."""
    others = (other.article for other in among if other.article != one.article and one.is_same_figure(other))
    return tuple(dict.fromkeys(others))
