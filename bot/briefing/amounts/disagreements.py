"""Where sources differ: different numbers for the same measured thing, side by side and never merged.

A false "sources differ" is worse than none. Two sentences are held against each other only when each states
one amount of that unit, when what stands right around it, the names beside it and most of the words are the
same, and when both are known to be of the same time; of known different times they are a series. What
each poll or survey finds is its own figure: these never differ.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import combinations

from bot.briefing.amounts.amount_dates import is_news
from bot.briefing.amounts.amount_words import is_level, is_of_sample, is_saying, same_word
from bot.briefing.amounts.figures_stated import StatedAmount
from bot.corpus.duplicates import groups_of
from bot.text.tokens import Term, all_words
from bot.words.spans import Span

_LEAST_SHARED = 3  # words two sentences share beside the unit
_OVERLAP = 0.55  # share of the words of the shorter sentence that the longer has too
_LIKENESS = 0.3  # and of the words of both
_WINDOW = 5  # words on each side of an amount that say what it measures
_SAME_TIME = 1  # days between two articles that tell of the same state of things
_HEADING, _LONGEST_HEADING = 4, 70  # words that head a group, and characters
_LONGEST_SERIES = 4
_FEWEST_SHARED = 2  # where the longer sentence has all the words of the shorter
_FURTHEST, _FAR = 2.0, 5.0  # how many times the other an amount may be, with few words shared and with many
_CONTEXT = 2  # sentences before one that say what place, body or person it is about
_MOVES = frozenset({"by", "from"})  # "rose to 3 percent" and "rose by 3 percent" are two things
_BREAK = re.compile(r"[,;:]|\b(?:and|but|while|и|а|но)\b")


@dataclass(frozen=True, slots=True)
class Differing:
    """Amounts of one measured thing by different articles, in order of time.

    `words` are those the first article has beside its amount; `by_date` says that the amounts are of
    different times, so that they follow each other and do not differ.
    """

    amounts: tuple[StatedAmount, ...]
    words: str
    by_date: bool


def differing(stated: Sequence[StatedAmount]) -> list[Differing]:
    """Return the groups of amounts that differ, those of one time first, each sentence in one group."""
    beside = Counter((id(one.answer), one.amount.unit) for one in stated)
    by_answer: defaultdict[int, list[StatedAmount]] = defaultdict(list)
    for each in stated:
        by_answer[id(each.answer)].append(each)
    compared = [
        _Compared(one, [other.amount.span for other in by_answer[id(one.answer)] if other is not one])
        for one in stated
        if beside[id(one.answer), one.amount.unit] == 1 and _is_comparable(one)
    ]
    pairs = [(one, other) for one, other in combinations(compared, 2) if _same_thing(one, other)]
    reprints = _reprints([one for pair in pairs for one in pair])
    groups: list[list[_Compared]] = []
    for one, other in pairs:
        if (one.stated.article, other.stated.article) in reprints:
            continue
        if _stands(_times(one.stated, other.stated), one, other):
            _join(groups, one, other)
    found = [group for group in (_as_group(members) for members in groups) if group is not None]
    found.sort(key=lambda group: (group.by_date, -max(one.answer.score for one in group.amounts)))
    return _apart(found)


def _is_comparable(one: StatedAmount) -> bool:
    if one.amount.implied or one.amount.is_range or one.answer.goes_on:
        return False
    return not is_of_sample(term.word for term in one.answer.sentence.read.terms)


class _Compared:
    """An amount with what its sentence says around it; `others` are the other amounts of the sentence."""

    def __init__(self, stated: StatedAmount, others: Sequence[Span] = ()) -> None:
        self.stated, self.others = stated, others
        article, sentence = stated.answer.article, stated.answer.sentence
        self.text = article.article.text
        analysis = article.analysis
        aside = [date.span for date in analysis.dates if sentence.span.contains(date.span)]
        for statement in analysis.reported:
            if statement.span.overlaps(sentence.span):
                spans = (statement.mention, statement.organisation, statement.cue)
                aside += [span for span in spans if span is not None]
        aside += self._attribution(sentence.read.terms)
        self._start = sentence.span.start
        clause = self._clause()
        level = self.move != "by"
        self.terms = [
            term
            for term in sentence.read.terms
            if not term.compound
            and not term.term[:1].isdigit()
            and clause.contains(term.span)
            and not term.span.overlaps(stated.amount.span)
            and not any(span.overlaps(term.span) for span in aside)
            and not (level and is_level(term.word))
        ]

    def _attribution(self, terms: Iterable[Term]) -> list[Span]:
        """Return the words that say who gives the amount: those up to "said", or from its comma on."""
        amount, sentence = self.stated.amount.span, self.stated.answer.sentence.span
        for term in terms:
            if not is_saying(term.word):
                continue
            if term.span.end <= amount.start:
                return [Span(sentence.start, term.span.end)]
            comma = self.text.rfind(",", amount.end, term.span.start)
            return [Span(comma if comma >= 0 else term.span.start, sentence.end)]
        return []

    def _clause(self) -> Span:
        """Return the part of the sentence that belongs to the amount, and not to another one beside it."""
        amount, sentence = self.stated.amount.span, self.stated.answer.sentence.span
        start, end = sentence
        for other in self.others:
            if other.end <= amount.start:
                start = max(start, self._last_break(other.end, amount.start))
            elif amount.end <= other.start:
                end = min(end, self._last_break(amount.end, other.start))
        return Span(start, end)

    def _last_break(self, start: int, end: int) -> int:
        """Return where the later of two amounts' words begin: the last comma or "and" between them."""
        breaks = [found.start() for found in _BREAK.finditer(self.text, start, end)]
        return breaks[-1] if breaks else start

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(same_word(term.term) for term in self.terms)

    @property
    def published(self) -> str:
        return self.stated.answer.article.published or ""

    @property
    def outlet(self) -> str | None:
        return self.stated.answer.article.article.outlet

    def anchors(self, other: _Compared, *, here: bool) -> bool:
        """Say whether both name the same place, body or person: "the nomination" may be anyone's.

        One of them names it in the sentence; the other too when it must be `here`, else there or just before.
        """
        if here:
            return bool((self.names & other.capitals) | (self.capitals & other.names))
        return bool((self.names & other.context) | (self.context & other.names))

    @cached_property
    def context(self) -> frozenset[str]:
        """The words with a capital in the sentence, in the title and in the sentences before."""
        article, sentence = self.stated.answer.article, self.stated.answer.sentence
        around = article.sentences[max(0, sentence.index - _CONTEXT) : sentence.index]
        named = [term for one in around for term in one.read.terms if self.text[term.span.start].isupper()]
        title = article.article.title
        named += [term for term in article.title.terms if title[term.span.start].isupper()]
        return self.capitals | {term.term for term in named}

    @cached_property
    def capitals(self) -> frozenset[str]:
        return frozenset(term.term for term in self.terms if self.text[term.span.start].isupper())

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(term.term for term in self.terms if self._is_name(term))

    def _is_name(self, term: Term) -> bool:
        opens = not any(character.isalnum() for character in self.text[self._start : term.span.start])
        return self.text[term.span.start].isupper() and not opens

    @cached_property
    def before(self) -> list[str]:
        """The words before the amount, the nearest first."""
        words = [
            same_word(term.term) for term in self.terms if term.span.end <= self.stated.amount.span.start
        ]
        return words[::-1][:_WINDOW]

    @cached_property
    def after(self) -> list[str]:
        """The words after the amount, the nearest first."""
        end = self.stated.amount.span.end
        return [same_word(term.term) for term in self.terms if term.span.start >= end][:_WINDOW]

    @cached_property
    def qualities(self) -> frozenset[str]:
        """The words between the number and what it counts: "1,200 new U.S. troops"."""
        inside = self.stated.amount.span
        return frozenset(
            term.term
            for term in self.stated.answer.sentence.read.terms
            if inside.contains(term.span) and not term.term[:1].isdigit() and not term.compound
        )

    @cached_property
    def move(self) -> str | None:
        """The word right before the amount when it says whether it is a level or a change."""
        near = self.text[max(self._start, self.stated.amount.span.start - 24) : self.stated.amount.span.start]
        words = [term.word for term in all_words(near)]
        return next((word for word in reversed(words[-2:]) if word in _MOVES), None)


def _same_thing(one: _Compared, other: _Compared) -> bool:
    """Say whether two amounts measure the same thing, by the words of their sentences."""
    first, second = one.stated.amount, other.stated.amount
    if first.measure is not second.measure or first.unit != second.unit or one.move != other.move:
        return False
    if one.stated.article == other.stated.article or one.stated.answer is other.stated.answer:
        return False
    if first.agrees_with(second):
        return False
    if not _share_enough(one, other):
        return False
    if (one.names - other.names and other.names - one.names) or not _is_part(one.qualities, other.qualities):
        return False
    return _said_alike(one, other) and _said_alike(other, one)


def _share_enough(one: _Compared, other: _Compared) -> bool:
    """Say whether two sentences have enough words in common, the more the further apart their amounts are."""
    shared = len(one.words & other.words)
    shorter = min(len(one.words), len(other.words))
    low, high = sorted((one.stated.amount.low, other.stated.amount.low))
    if high <= _FURTHEST * low and shared == shorter >= _FEWEST_SHARED:
        return True
    if high > _FAR * low or shared < _LEAST_SHARED or shared < _OVERLAP * shorter:
        return False
    return shared >= _LIKENESS * len(one.words | other.words)


def _stands(by_date: bool | None, one: _Compared, other: _Compared) -> bool:
    """Say whether two amounts of one thing stand beside each other; `by_date`: whether their times differ."""
    if by_date is None:
        return False
    if by_date:
        return one.anchors(other, here=True) or bool(one.stated.date and other.stated.date)
    return one.anchors(other, here=False) and (one.outlet != other.outlet or one.outlet is None)


def _is_part(one: frozenset[str], other: frozenset[str]) -> bool:
    return one <= other or other <= one


def _said_alike(one: _Compared, other: _Compared) -> bool:
    """Say whether the words right beside an amount stand near the other one too."""
    around = {*other.before, *other.after}
    nearest = [*one.before[:1], *one.after[:1]]
    return bool(nearest) and all(word in around for word in nearest)


# --- times -------------------------------------------------------------------------------------------------


def _times(one: StatedAmount, other: StatedAmount) -> bool | None:
    """Say whether two amounts are of different times; None where that cannot be told."""
    if one.undated or other.undated:
        return None
    if one.date and other.date:
        length = min(len(one.date), len(other.date))
        return one.date[:length] != other.date[:length]
    first, second = one.told, other.told
    if first is None or second is None:
        return None
    if bool(one.date) != bool(other.date):
        event, article = (first, second) if one.date else (second, first)
        return False if is_news(event, article) else None
    if len(first) < len("2024-01") or len(second) < len("2024-01"):
        return None if first[:4] == second[:4] else True
    if len(first) == len(second) == len("2024-01-01"):
        apart = abs((date.fromisoformat(first) - date.fromisoformat(second)).days)
        return apart > _SAME_TIME
    return first[:7] != second[:7]


def _join(groups: list[list[_Compared]], one: _Compared, other: _Compared) -> None:
    """Put two amounts of one thing into the group that has either, else into a new one."""
    for group in groups:
        if one in group or other in group:
            group.extend(member for member in (one, other) if member not in group)
            return
    groups.append([one, other])


def _as_group(members: Sequence[_Compared]) -> Differing | None:
    """Return amounts of one thing in order of time, each article and each figure once."""
    kept: list[_Compared] = []
    for member in sorted(members, key=lambda one: (one.stated.told or "", one.published, one.stated.article)):
        if not any(
            member.stated.article == other.stated.article or member.stated.amount.same_as(other.stated.amount)
            for other in kept
        ):
            kept.append(member)
    kept = kept[:_LONGEST_SERIES]
    if len(kept) < 2:
        return None
    different = [_times(one.stated, other.stated) for one, other in combinations(kept, 2)]
    if None in different:
        return None
    if not any(different):
        kept.sort(key=lambda one: (one.published, one.stated.article))
    return Differing(tuple(one.stated for one in kept), _words_of(kept), by_date=any(different))


def _words_of(members: Sequence[_Compared]) -> str:
    """Return the words beside the amount that tell what a group is of, as its first article has them."""
    shared = frozenset.intersection(*(member.words for member in members))
    first = members[0]
    amount = first.stated.amount.span
    near = [term.span for term in first.terms if same_word(term.term) in shared]
    before = [span for span in near if span.end <= amount.start][-_HEADING:]
    after = [span for span in near if span.start >= amount.end][:_HEADING]
    chosen = after if len(after) > len(before) else before
    if not chosen:
        return ""
    words = first.text[chosen[0].start : chosen[-1].end]
    return " ".join((words if len(words) <= _LONGEST_HEADING else chosen[0].of(first.text)).split())


def _apart(groups: Iterable[Differing]) -> list[Differing]:
    """Leave out a group that shares a sentence with one before it."""
    used: set[tuple[str, Span]] = set()
    kept = []
    for group in groups:
        places = {one.answer.place for one in group.amounts}
        if not places & used:
            used |= places
            kept.append(group)
    return kept


def _reprints(compared: Sequence[_Compared]) -> set[tuple[str, str]]:
    """Return the pairs of articles that carry the same text: what one says twice does not differ."""
    articles = {one.stated.article: one.stated.answer.article for one in compared}
    groups = groups_of((id_, article.fingerprint) for id_, article in articles.items())
    return {(one, other) for group in groups for one in group for other in group}
