"""The same words of somebody as several articles have them: shown once, the differences marked.

Two quotations of one speaker are the same utterance when one is part of the other, or when most of their
words stand in the same order. What is shown is the fullest; of another wording the line stands beside it.
Found by sequences of words that both hold (shingles), then compared word by word.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Indel, Opcodes

from bot.briefing.lines.quotable import ReadArticle
from bot.languages.saying import say, say_count
from bot.words.answers import Item, ItemKind
from bot.words.spans import Span

_WORD = re.compile(r"[^\W_]+(?:[’'‘`][^\W_]+)*")
_SHINGLE = 3  # words in a row that two wordings must share to be compared
_FEWEST = 5  # words of a quotation that can be told again as a part of a longer one
_FEWEST_EQUAL = 3  # of one that can be told again word for word
_FEWEST_CHANGED = 8  # of one that can be told again in other words: "I think it's a …" begins anything
_ALIKE = 0.7  # share of the words of two wordings that stand in both in the same order
_INSIDE = 0.8  # the same of the shorter one, where it is a part of the longer
_STRETCH = 1.5  # how much longer the place of that part may be than the part
_LAST_WORDS = 3  # of both at an end that are another wording, and not what else was said
_MOST_WORDINGS = 2  # shown beside the first


@dataclass(frozen=True)
class Wording:
    """The words somebody is quoted with in the line of an article at `span`; `speaker` tells who."""

    article: ReadArticle
    span: Span
    speaker: Hashable
    words: tuple[str, ...]
    places: tuple[Span, ...]

    @property
    def id(self) -> str:
        """The id of the article."""
        return self.article.article.id


@dataclass(frozen=True)
class Utterance:
    """The fullest wording of what somebody said, the others that differ, and the articles that do not.

    `also` are the ids of further articles that have the same words or a part of them.
    """

    first: Wording
    others: tuple[Wording, ...] = ()
    also: tuple[str, ...] = ()

    def lines(self, item: Item) -> list[Item]:
        """Return `item`, the line of the first wording, and after it those that word it differently."""
        compared = [(wording, *_differences(self.first, wording)) for wording in self.others]
        if compared:
            item = self.first.article.item(self.first.span, compared[0][1])
        if self.also:
            item = replace(item, note=also_in(len(self.also)))
        lines = [item]
        for wording, _, differing in compared:
            other = wording.article.item(wording.span, differing)
            lines.append(replace(other, note=say("nearly the same words; what differs is marked")))
        return lines


def also_in(articles: int) -> str:
    """Return in how many further articles the same stands."""
    return say_count("also in {count} further article", "also in {count} further articles", articles)


def wording_of(article: ReadArticle, span: Span, speaker: Hashable) -> Wording:
    """Return the words that are quoted in the line of an article at `span`."""
    parts = sorted(
        Span(max(part.start, span.start), min(part.end, span.end))
        for quotation in article.analysis.quotations
        for part in quotation.parts
        if part.overlaps(span)
    )
    text = article.article.text
    places = [Span(*found.span()) for part in parts for found in _WORD.finditer(text, part.start, part.end)]
    words = (re.sub("[’‘`]", "'", place.of(text)).casefold() for place in places)
    return Wording(article, span, speaker, tuple(words), tuple(places))


def utterances(wordings: Iterable[Wording]) -> list[Utterance]:
    """Bring together the wordings of the same words, in the order of the first of each.

    Args:
        wordings: of any speakers; only those of one speaker are compared.
    """
    given = list(wordings)
    fullest = sorted(range(len(given)), key=lambda place: (*_rank(given[place]), place))
    rank = {place: number for number, place in enumerate(fullest)}
    holders: defaultdict[tuple[Hashable, tuple[str, ...]], list[int]] = defaultdict(list)
    members: dict[int, list[int]] = {}
    for place in fullest:
        wording = given[place]
        shingles = _shingles(wording)
        near = {leader for shingle in shingles for leader in holders[wording.speaker, shingle]}
        by_rank = sorted(near, key=rank.__getitem__)
        leader = next((one for one in by_rank if _same_words(given[one], wording)), None)
        if leader is not None:
            members[leader].append(place)
            continue
        members[place] = []
        for shingle in shingles:
            holders[wording.speaker, shingle].append(place)
    ordered = sorted(members, key=lambda leader: min([leader, *members[leader]]))
    return [_together(given[leader], [given[place] for place in members[leader]]) for leader in ordered]


def told_once(
    items: Sequence[Item], articles: Mapping[str, ReadArticle], speaker: Callable[[Item], Hashable]
) -> list[list[Item]]:
    """Bring together the lines that quote the same words: each with its other wordings, in the order given.

    Args:
        items: lines of those articles.
        articles: by id.
        speaker: tells who is quoted; only lines of one speaker are compared.
    """
    quoted = [item for item in items if item.kind is ItemKind.QUOTATION]
    wordings = [wording_of(articles[item.article], item.span, speaker(item)) for item in quoted]
    firsts = {(one.first.id, one.first.span): one for one in utterances(wordings)}
    told = []
    for item in items:
        utterance = firsts.get((item.article, item.span))
        if utterance is not None:
            told.append(utterance.lines(item))
        elif item.kind is not ItemKind.QUOTATION:
            told.append([item])
    return told


def _rank(wording: Wording) -> tuple[int, int, str]:
    """Put the fullest wording first, of equals what its article tells earlier on, then the earliest."""
    place = next((sentence.index for sentence in wording.article.sentences_in(wording.span)), 0)
    return -len(wording.words), place, wording.article.published or "9999"


def _shingles(wording: Wording) -> set[tuple[str, ...]]:
    words = wording.words
    if len(words) < _FEWEST:  # what is as short as that begins anything: it is found only by all of its words
        return {("", *words)} if len(words) >= _FEWEST_EQUAL else set()
    return {words[place : place + _SHINGLE] for place in range(len(words) - _SHINGLE + 1)}


def _together(first: Wording, members: Sequence[Wording]) -> Utterance:
    others: list[Wording] = []
    also: list[str] = []
    for member in members:
        known = any(member.words == other.words for other in others)
        if _is_part(first, member) or known or len(others) == _MOST_WORDINGS or member.id == first.id:
            also.append(member.id)
        else:
            others.append(member)
    elsewhere = dict.fromkeys(id_ for id_ in also if id_ not in {first.id, *(other.id for other in others)})
    return Utterance(first, tuple(others), tuple(elsewhere))


def _same_words(longer: Wording, shorter: Wording) -> bool:
    """Say whether two wordings are of the same words, whole or in part."""
    if _is_part(longer, shorter):
        return True
    if len(shorter.words) < _FEWEST_CHANGED:
        return False
    if Indel.normalized_similarity(longer.words, shorter.words) >= _ALIKE:
        return True
    same = [code for code in _compared(longer, shorter) if code.tag == "equal"]
    held = sum(code.dest_end - code.dest_start for code in same)
    stretch = same[-1].src_end - same[0].src_start if same else 0
    return held >= _INSIDE * len(shorter.words) and stretch <= _STRETCH * len(shorter.words)


def _is_part(longer: Wording, shorter: Wording) -> bool:
    size = len(shorter.words)
    return any(
        longer.words[start : start + size] == shorter.words for start in range(len(longer.words) - size + 1)
    )


def _compared(one: Wording, other: Wording) -> Opcodes:
    return Indel.opcodes(one.words, other.words)


def _differences(one: Wording, other: Wording) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the words of each that the other lacks; what is only cut off at an end is no difference."""
    codes = list(_compared(one, other))
    equal = [place for place, code in enumerate(codes) if code.tag == "equal"] or [0]
    head, middle, tail = codes[: equal[0]], codes[equal[0] : equal[-1] + 1], codes[equal[-1] + 1 :]
    for end in (head, tail):
        own = sum(code.src_end - code.src_start for code in end)
        theirs = sum(code.dest_end - code.dest_start for code in end)
        if 0 < own <= _LAST_WORDS and 0 < theirs <= _LAST_WORDS:
            middle = [*middle, *end]
    differing = [code for code in middle if code.tag != "equal"]
    return (
        _runs(one, [place for code in differing for place in range(code.src_start, code.src_end)]),
        _runs(other, [place for code in differing for place in range(code.dest_start, code.dest_end)]),
    )


def _runs(wording: Wording, numbers: Sequence[int]) -> tuple[Span, ...]:
    """Return the places of words as spans, those of neighbouring words as one."""
    runs: list[Span] = []
    before = -2
    for number in sorted(numbers):
        place = wording.places[number]
        if number == before + 1 and place.start - runs[-1].end <= 2:
            runs[-1] = Span(runs[-1].start, place.end)
        else:
            runs.append(place)
        before = number
    return tuple(runs)
