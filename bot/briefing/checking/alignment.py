"""One sentence laid against a stretch of a source, word for word: which words meet, and what stands between.

Words meet in their order. Where the order is kept, a word that was put in another's place shows by the words
on both sides of it, which nothing but the source itself can have there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from functools import cached_property

from bot.briefing.checking.words import ComparedWord, words_of
from bot.briefing.lines.quotable import ReadArticle, ReadSentence
from bot.text.tokens import stop_words
from bot.words.spans import Span

NEAR = 0.6  # share of a sentence's words that meet, from which it is the source's own sentence, altered
_NEARLY_ALL = 0.8  # share from which it is so though its verb is another: "sent" for "will send"
_FEWEST = 4  # words that have to meet for that, unless all do
_STRAY = 8  # most words that the source has more than the sentence between two runs that meet
_AROUND = 40  # words beside a passage that are looked at too: a sentence may begin before it


class SourceText:
    """The words of an article in order: title, headings and sentences, as far as they stand in its text."""

    def __init__(self, article: ReadArticle) -> None:
        self.article = article
        title = article.article.title_span
        spans = [sentence.span for sentence in article.sentences]
        beside = [one for one in ((title,) if title else ()) if not any(one.overlaps(span) for span in spans)]
        beside += [one for one in article.headings if one != title]
        self.words = tuple(
            word for span in sorted([*spans, *beside]) for word in words_of(article.article.text, span)
        )

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """What the words are compared by."""
        return tuple(word.key for word in self.words)

    def around(self, span: Span) -> range:
        """Return the places of the words at `span`, and of some before and after."""
        inside = [place for place, word in enumerate(self.words) if word.span.overlaps(span)]
        first, last = (inside[0], inside[-1]) if inside else (0, -1)
        return range(max(0, first - _AROUND), min(len(self.words), last + 1 + _AROUND))

    def stretches(self, span: Span) -> Iterator[range]:
        """Yield what a sentence is laid against near a passage: each run of sentences, and each part of it.

        A title or a heading is a run of its own: its words and those under it say nothing together.
        """
        whole = self.around(span)
        starts = [at for at in whole if at == whole.start or self._places[at] != self._places[at - 1]]
        runs: list[list[int]] = []
        for at in starts:
            beside = self._places[at] in self._beside
            if not runs or beside or self._places[runs[-1][-1]] in self._beside:
                runs.append([])
            runs[-1].append(at)
        for run, following in zip(runs, [*runs[1:], [whole.stop]], strict=True):
            bounds = [*run, following[0]]
            for length in (1, 2, len(run)):
                yield from (range(bounds[at], bounds[at + length]) for at in range(len(run) + 1 - length))

    @cached_property
    def _places(self) -> tuple[Span, ...]:
        """The sentence, the heading or the title that each word stands in."""
        return tuple(self.sentence_at(place) for place in range(len(self.words)))

    @cached_property
    def _beside(self) -> frozenset[Span]:
        """The headings and the title, as far as they are no sentences."""
        title = self.article.article.title_span
        return frozenset([*self.article.headings, *([title] if title else [])])

    def span_of(self, places: range) -> Span:
        """Return the characters from the first to the last of some words."""
        return Span(self.words[places.start].span.start, self.words[places.stop - 1].span.end)

    def sentence_at(self, place: int) -> Span:
        """Return the sentence (or the heading, the title) a word stands in."""
        span = self.words[place].span
        found = self.article.sentences_in(span)
        if found:
            return found[0].span
        beside = [*self.article.headings, *filter(None, [self.article.article.title_span])]
        return next((one for one in beside if one.contains(span)), span)

    def sentences_at(self, span: Span) -> tuple[ReadSentence, ...]:
        """Return the sentences that share a character with a span."""
        return self.article.sentences_in(span)

    def find(self, keys: Sequence[str]) -> Iterator[range]:
        """Yield the places where some words stand in just this order."""
        wanted, length = tuple(keys), len(keys)
        for start in range(len(self.keys) - length + 1):
            if self.keys[start] == wanted[0] and self.keys[start : start + length] == wanted:
                yield range(start, start + length)


@dataclass(frozen=True)
class Alignment:
    """A sentence laid against a source: where in it each of its words stands, None where none meets."""

    source: SourceText
    asked: tuple[ComparedWord, ...]
    places: tuple[int | None, ...]
    claimed: frozenset[int] = frozenset()
    """The places in the sentence of its names, numbers and dates, which may have been altered."""

    @cached_property
    def met(self) -> tuple[int, ...]:
        """The places in the source that meet a word, in order."""
        return tuple(place for place in self.places if place is not None)

    @property
    def share(self) -> float:
        """The share of the sentence's words that meet."""
        return len(self.met) / len(self.asked) if self.asked else 0.0

    @property
    def is_exact(self) -> bool:
        """Whether the source has the words in one piece."""
        return len(self.met) == len(self.asked) and self.met[-1] - self.met[0] == len(self.met) - 1

    @property
    def is_near(self) -> bool:
        """Whether the sentence is one of the source's, exact or with something altered."""
        if len(self.met) == len(self.asked):
            return bool(self.asked)
        telling = [
            at
            for at, word in enumerate(self.asked)
            if at not in self.claimed and word.key not in stop_words()
        ]
        meeting = sum(self.places[at] is not None or self._is_inflected(at) for at in telling)
        alike = self.share >= _NEARLY_ALL or 2 * meeting >= len(telling)
        return self.share >= NEAR and len(self.met) >= _FEWEST and alike

    def _is_inflected(self, at: int) -> bool:
        """Say whether the source has a word in another form in its place: "выделила" for "выделил"."""
        theirs = self.opposite(range(at, at + 1))
        return any(self.source.words[place].stem == self.asked[at].stem for place in theirs)

    @property
    def extent(self) -> int:
        """Over how many words of the source it runs."""
        return self.met[-1] - self.met[0] + 1 if self.met else 0

    def around(self) -> range:
        """Return the places of the source's sentences, from the first with a word that meets to the last."""
        first, last = self.met[0], self.met[-1]
        beginning, end = self.source.sentence_at(first), self.source.sentence_at(last)
        while first and beginning.contains(self.source.words[first - 1].span):
            first -= 1
        while last + 1 < len(self.source.words) and end.contains(self.source.words[last + 1].span):
            last += 1
        return range(first, last + 1)

    def meets(self, asked: range) -> range | None:
        """Return where some neighbouring words of the sentence stand as neighbours in the source."""
        places = [self.places[at] for at in asked]
        first = places[0] if places else None
        if first is None or places != list(range(first, first + len(places))):
            return None
        return range(first, first + len(places))

    def opposite(self, asked: range) -> range:
        """Return what the source has between the words that meet before and after some of the sentence.

        At an end of the sentence, where nothing meets beyond, as many words as were asked and a few more,
        within the sentence of the source.
        """
        before = [place for place in self.places[: asked.start] if place is not None]
        after = [place for place in self.places[asked.stop :] if place is not None]
        reach = len(asked) + 2
        if before:
            start = before[-1] + 1
        elif after:
            start = self._within(after[0], max(0, after[0] - reach), forward=False)
        else:
            return range(0)
        if after:
            return range(start, max(start, after[0]))
        stop = self._within(before[-1], min(len(self.source.words), start + reach), forward=True)
        return range(start, max(start, stop))

    def _within(self, met: int, far: int, *, forward: bool) -> int:
        """Return how far words belong to the sentence of a word that meets."""
        sentence, words = self.source.sentence_at(met), self.source.words
        if forward:
            return next((at for at in range(met + 1, far) if not sentence.contains(words[at].span)), far)
        inside = [at for at in range(far, met) if sentence.contains(words[at].span)]
        return inside[0] if inside else met


def aligned(
    asked: tuple[ComparedWord, ...], source: SourceText, places: range, claimed: frozenset[int] = frozenset()
) -> Alignment:
    """Lay a sentence against the words of a source at `places`, in one compact stretch."""
    keys = [word.key for word in asked]
    matcher = SequenceMatcher(None, source.keys[places.start : places.stop], keys, autojunk=False)
    found: list[int | None] = [None] * len(asked)
    for block in _compact(matcher.get_matching_blocks()):
        for step in range(block.size):
            found[block.b + step] = places.start + block.a + step
    return Alignment(source, asked, tuple(found), claimed)


def _compact(blocks: Sequence[Match]) -> list[Match]:
    """Return the runs that meet around the longest one, without those far from their neighbours."""
    runs = [block for block in blocks if block.size]
    if not runs:
        return []
    core = max(range(len(runs)), key=lambda at: runs[at].size)
    kept = [runs[core]]
    for run in reversed(runs[:core]):
        if _is_beside(run, kept[0], run.size):
            kept.insert(0, run)
    for run in runs[core + 1 :]:
        if _is_beside(kept[-1], run, run.size):
            kept.append(run)
    return kept


def _is_beside(one: Match, other: Match, size: int) -> bool:
    """Say whether two runs are of one sentence: what the source has more between them is little.

    A single word that meets further off is another use of it, and would hide what was put in its place.
    """
    return other.a - (one.a + one.size) <= other.b - (one.b + one.size) + min(_STRAY, 2 * size)
