"""Which sentences of several articles tell the most: what happened last, what several sources tell, and once.

Coverage of weighted concepts by greedy choice (after Gillick and Favre 2009, "A scalable global model for
summarization"). The concepts are the neighbouring words and the figures of the sentences; each weighs by the
independent articles that hold it and by its rarity in the corpus, and counts once: six wordings of one rebuke
earn one line. What is gained is weighed by where a sentence stands (news begins with what matters), by what
its words say (a change before a meeting), and by how new its article is among those that bear on the matter.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from heapq import heapify, heappop, heappush
from itertools import chain, pairwise
from typing import Protocol, TypeVar

from bot.briefing.lines.leaning import ends, joins, points_back
from bot.briefing.lines.library import Library
from bot.briefing.lines.quotable import ReadArticle, ReadSentence
from bot.corpus.duplicates import groups_of
from bot.language_data.loading import subject
from bot.text.tokens import stem
from bot.words.spans import Span

Concept = tuple[str, ...]

_LATER = 0.4  # how fast a sentence loses worth the later it stands in its article, as an exponent
_HEADLINE = 1.5  # what a sentence gains that says all its headline says
_CHANGE = 1.5  # what a sentence is worth that tells a change beside one that does not
_ANNOUNCES = 0.15  # what one is worth that only announces what follows
_DULL = 0.45  # what one is worth that only says that somebody met or spoke
_LASTING = 0.5  # what one is worth that says what has gone on for long
_SAYS_MORE = 16  # words of a sentence from which it says more than that
_LEANING = 0.9  # what one is worth that points back to what is not shown
_OLDEST = 0.55  # what the oldest article counts beside the newest, and an undated one
_ALONE = 0.4  # what a concept of one article weighs beside one that two tell
_WORD = 0.2  # what a single word weighs beside a pair of words or a figure
_MARGIN = 1 + 1e-9  # by which what is worked out in another order may come to more
_LENGTH = 0.5  # how far short sentences are preferred: 0 not at all, 1 by gain a word
_FEWEST_WORDS, _MOST_WORDS = 6, 55  # search terms of a line that says something and can be taken in
_SAME_EVENT = (
    0.6  # share of a line's weight another one holds, from which both tell one event; 0.35 was often wrong
)
_COMMON = 2  # articles up to which nothing is said by all of them
_REPEATS = 0.4  # share of its weight that must be new for a line to be shown; half dropped what was asked for


class Tellable(Protocol):
    """A sentence that may be told: where it stands, and how well it fits what is asked."""

    @property
    def article(self) -> ReadArticle:
        """The article it stands in."""

    @property
    def sentence(self) -> ReadSentence:
        """The sentence itself."""

    @property
    def score(self) -> float:
        """How well it fits what is asked, beside the others."""


T = TypeVar("T", bound=Tellable)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A sentence chosen, by its number among those given, and the ids of others that tell the same."""

    number: int
    also: tuple[str, ...] = ()


@cache
def _deeds() -> tuple[frozenset[str], frozenset[str], re.Pattern[str]]:
    """Return the stems of words that tell a change, of those that tell a meeting, and what announces."""
    data = subject("telling")
    changes = frozenset(stem(word) for words in data["changes"].values() for word in words)
    meetings = frozenset(stem(word) for words in data["meetings"].values() for word in words)
    return changes, meetings, _any_of(data["announcing"])


@cache
def _lasting() -> re.Pattern[str]:
    """Return what says that something has gone on for long."""
    return _any_of(subject("telling")["lasting"])


def _any_of(patterns: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    """Return what finds any of some patterns in small letters.

    Looked for in words made small, they are found four times as fast as in whatever letters.
    """
    return re.compile("|".join(pattern for of_language in patterns.values() for pattern in of_language))


@cache
def _speaking() -> frozenset[Concept]:
    """Return the words that say that something was said, as concepts."""
    data = subject("telling")
    return frozenset((stem(word),) for words in data["speaking"].values() for word in words)


def prepare() -> None:
    """Read the data of this module now rather than at its first use."""
    _deeds()
    _lasting()
    _speaking()


def tells_change(terms_: Collection[str]) -> bool:
    """Say whether some search terms tell that something changed: appointed, signed, failed, imposed."""
    return not _deeds()[0].isdisjoint(terms_)


def announces(article: ReadArticle, sentence: ReadSentence) -> bool:
    """Say whether a sentence only announces what follows, or lists what an article or a talk covers."""
    return _announces(article.article.read(sentence.span).lower())


def _announces(lowered: str) -> bool:
    return lowered.rstrip().endswith(":") or _deeds()[2].search(lowered) is not None


def is_meeting(sentence: ReadSentence) -> bool:
    """Say whether a sentence only says that somebody met, visited or spoke, without what came of it."""
    changes, meetings, _ = _deeds()
    held = sentence.read.words
    if meetings.isdisjoint(held) or any(term[:1].isdigit() for term in held):
        return False
    return changes.isdisjoint(held) and len(held) < _SAYS_MORE


def concepts_of(sentence: ReadSentence) -> frozenset[Concept]:
    """Return the words and neighbouring words of a sentence, by which what it tells is known again."""
    words = sentence.read.plain_stems
    return frozenset(chain(pairwise(words), zip(words, strict=True)))


def _concepts_of_all(article: ReadArticle) -> set[tuple[str | None, ...]]:
    """Return the concepts of all sentences of an article; None, between two of them, is in no concept."""
    words: list[str | None] = []
    for sentence in article.sentences:
        words += sentence.read.plain_stems
        words.append(None)
    return {*pairwise(words), *zip(words, strict=True)}


def _most_worth(article: ReadArticle, sentence: ReadSentence) -> float:
    """Return what the place and the words of a sentence make of what it tells at the most: `_worth`."""
    worth = (1 + min(sentence.index, 30)) ** -_LATER * _CHANGE * _MARGIN
    if article.title.words:
        worth *= 1 + _HEADLINE
    return float(worth / max(len(sentence.read.stems), _FEWEST_WORDS) ** _LENGTH)


def _worth(article: ReadArticle, sentence: ReadSentence) -> float:
    """Return what the place and the words of a sentence make of what it tells."""
    words = article.article.read(sentence.span)
    lowered = words.lower()
    held = sentence.read.words
    title = article.title.words
    worth = float((1 + min(sentence.index, 30)) ** -_LATER)
    if title:
        worth *= 1 + _HEADLINE * sum(term in held for term in title) / len(title)
    if _announces(lowered):
        worth *= _ANNOUNCES
    elif is_meeting(sentence):
        worth *= _DULL
    elif _lasting().search(lowered):
        worth *= _LASTING
    elif tells_change(held):
        worth *= _CHANGE
    if joins(words) or points_back(words) or not ends(words):
        worth *= _LEANING
    words_read = len(sentence.read.stems)
    if not _FEWEST_WORDS <= words_read <= _MOST_WORDS:
        worth *= _LEANING
    return worth / float(max(words_read, _FEWEST_WORDS) ** _LENGTH)


class _Rarity(dict[Concept, float]):
    """How rare concepts are in the corpus, worked out for those that are asked for."""

    def __init__(self, vocabulary: Mapping[str, int], passages: int) -> None:
        """Take how many of so many passages hold each word."""
        super().__init__()
        self._vocabulary = vocabulary
        self._passages = passages
        self._words: dict[str, float] = {}

    def __missing__(self, concept: Concept) -> float:
        rare = self[concept] = self.of(concept)
        return rare

    def of(self, concept: Concept) -> float:
        """Return how rare a concept is, which need not be asked again."""
        words = self._words
        rare = min([words[word] if word in words else self._of_word(word) for word in concept])
        if len(concept) == 1 and not concept[0][:1].isdigit():
            rare *= _WORD
        return rare

    def _of_word(self, word: str) -> float:
        holding = min(self._vocabulary.get(word, 1), self._passages)
        rare = self._words[word] = math.log(1 + self._passages / holding)
        return rare


class _Weights(dict[Concept, float]):
    """What concepts weigh by their rarity and by how many texts hold them, for those that are asked for."""

    def __init__(self, rarity: _Rarity, holding: Mapping[tuple[str | None, ...], int]) -> None:
        """Take how rare concepts are, and which of them several texts hold, with how many."""
        super().__init__()
        self._rarity = rarity
        self._holding = holding

    def __missing__(self, concept: Concept) -> float:
        texts = self._holding.get(concept)
        weight = self[concept] = self._rarity.of(concept) * (
            _ALONE if texts is None else 1 + math.log2(texts)
        )
        return weight


class Teller:
    """Chooses among sentences of some articles; made for one answer, it remembers what was chosen."""

    def __init__(self, articles: Iterable[ReadArticle], library: Library) -> None:
        """Weigh what the articles hold; they are those that bear on what is asked."""
        self._articles = {article.article.id: article for article in articles}
        self._library = library
        self._concepts: dict[tuple[str, int], frozenset[Concept]] = {}
        self._independent = self._groups()
        self._weights = self._weighed()
        self._newness = self._by_newness()
        self._covered: set[Concept] = set()

    def _groups(self) -> Mapping[str, str]:
        """Return, for each article, the first of those that carry its text."""
        groups = groups_of((id_, article.fingerprint) for id_, article in self._articles.items())
        firsts = {id_: id_ for id_ in self._articles}
        for group in groups:
            firsts.update(dict.fromkeys(group, group[0]))
        return firsts

    def _weighed(self) -> Mapping[Concept, float]:
        told: dict[str, set[tuple[str | None, ...]]] = {first: set() for first in self._independent.values()}
        for id_, article in self._articles.items():
            told[self._independent[id_]] |= _concepts_of_all(article)
        every: set[tuple[str | None, ...]] = set()  # of all the texts; most are of one alone
        again: set[tuple[str | None, ...]] = set()
        for of_text in told.values():
            again |= every & of_text
            every |= of_text
        holding = Counter(chain.from_iterable(of_text & again for of_text in told.values()))
        vocabulary, passages = self._library.weighing.vocabulary, self._library.weighing.passages
        common = max(len(told) / 2, _COMMON)
        self._common = frozenset(concept for concept, texts in holding.items() if texts > common)
        self._rarity = _Rarity(vocabulary, passages)
        return _Weights(self._rarity, holding)

    def _by_newness(self) -> Mapping[str, float]:
        """Return what each article counts by its date: the newest 1, the oldest and undated ones less."""
        days = {id_: day for id_ in self._articles if (day := self._library.dated_day(id_))}
        ordered = sorted(set(days.values()), reverse=True)
        step = (1 - _OLDEST) / max(len(ordered) - 1, 1)
        newness = {day: 1 - step * place for place, day in enumerate(ordered)}
        undated = 1.0 if not ordered else (1 + _OLDEST) / 2
        return {id_: newness[days[id_]] if id_ in days else undated for id_ in self._articles}

    def concepts(self, article: ReadArticle, sentence: ReadSentence) -> frozenset[Concept]:
        """Return the concepts of a sentence, read once."""
        place = (article.article.id, sentence.index)
        if place not in self._concepts:
            self._concepts[place] = concepts_of(sentence)
        return self._concepts[place]

    def _weight(self, concepts: Iterable[Concept]) -> float:
        return math.fsum(map(self._weights.__getitem__, concepts))

    def _standing(self, article: ReadArticle, sentence: ReadSentence) -> float:
        """Return what the place, the words and the age of a sentence make of what it tells."""
        return self._newness.get(article.article.id, _OLDEST) * article.once(_worth, sentence)

    def _at_most(self, article: ReadArticle, sentence: ReadSentence) -> float:
        """Return what `_standing` is at the most."""
        return self._newness.get(article.article.id, _OLDEST) * _most_worth(article, sentence)

    def choose(self, candidates: Sequence[T], most: int, *, least: float = 0.0) -> list[Chosen]:
        """Choose at most `most` sentences, the best first; each with the other articles that tell the same.

        Args:
            candidates: sentences of the articles.
            most: how many.
            least: share of the best one's worth below which nothing is worth a line.
        """
        # What a sentence stands for is looked at closely only where it may be the best.
        standing: list[float | None] = [None] * len(candidates)
        concepts = [self.concepts(one.article, one.sentence) for one in candidates]
        new = [self._weight(held - self._covered) for held in concepts]
        chosen: list[Chosen] = []
        places: set[tuple[str, Span]] = set()
        # What is new in a sentence only grows less: the first that is still worth what is noted is the best.
        rest = [
            (-new[number] * one.score * self._at_most(one.article, one.sentence), number)
            for number, one in enumerate(candidates)
        ]
        heapify(rest)
        best_worth = 0.0
        while rest and len(chosen) < most:
            noted, best = heappop(rest)
            stands = standing[best]
            if stands is None:
                one = candidates[best]
                stands = standing[best] = one.score * self._standing(one.article, one.sentence)
            worth = new[best] * stands
            if -worth > noted:
                heappush(rest, (-worth, best))
                continue
            best_worth = best_worth or worth
            if worth <= least * best_worth or worth <= 0:
                break
            place = (candidates[best].article.article.id, candidates[best].sentence.utterance)
            if place in places or self._is_told(candidates[best]):
                continue
            places.add(place)
            fresh = concepts[best] - self._covered
            for _, number in rest:
                for concept in sorted(fresh & concepts[number]):
                    new[number] -= self._weights[concept]
            self._covered |= concepts[best]
            chosen.append(Chosen(best, self._also(candidates, concepts, best)))
        return chosen

    def _is_told(self, told: Tellable) -> bool:
        """Say whether a sentence was told before: who acts in it, and what they do."""
        words = frozenset(one for one in self.concepts(told.article, told.sentence) if len(one) == 1)
        return all(
            self._rare(own - self._covered) <= _REPEATS * self._rare(own)
            for own in (words - self._common, self._own_words(told))
        )

    def _own_words(self, told: Tellable) -> frozenset[Concept]:
        """Return what a sentence says is done: its words but names and what most of the articles have."""
        text = told.article.article.text
        read = told.sentence.read
        placed = zip(read.stems, read.starts, strict=True)
        plain = {(term,) for term, start in placed if not text[start].isupper()}
        return frozenset(plain & self.concepts(told.article, told.sentence)) - self._common - _speaking()

    def _rare(self, concepts: Iterable[Concept]) -> float:
        return math.fsum(map(self._rarity.__getitem__, concepts))

    def repeats(self, told: Tellable) -> bool:
        """Say whether a sentence tells only what was told before it."""
        return self._is_told(told)

    def note(self, article: ReadArticle, sentence: ReadSentence) -> None:
        """Count a sentence that the answer shows elsewhere as told."""
        self._covered |= self.concepts(article, sentence)

    def _also(
        self,
        candidates: Sequence[T],
        concepts: Sequence[frozenset[Concept]],
        chosen: int,
    ) -> tuple[str, ...]:
        """Return the further articles with a sentence that tells the same event, in the same words mostly."""
        own = candidates[chosen].article.article.id
        done = self._own_words(candidates[chosen])
        told = frozenset(one for one in concepts[chosen] if len(one) == 1) - _speaking()
        much_done, much_told = self._rare(done), self._rare(told)
        return tuple(
            dict.fromkeys(
                candidates[number].article.article.id
                for number, held in enumerate(concepts)
                if not done.isdisjoint(held)
                and candidates[number].article.article.id != own
                and self._rare(done & held) >= _SAME_EVENT * much_done
                and self._rare(told & held) >= _SAME_EVENT * much_told
            )
        )
