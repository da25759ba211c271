"""rank-bm25 over passages, with the inverse document frequency that Lucene uses: all of it in memory.

BM25Okapi's own weight turns negative for a word in more than half of the passages, which here are the words
people ask for most. `log(1 + (N - n + 0.5) / (n + 0.5))` stays positive (Lucene, BM25Similarity).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np
from rank_bm25 import BM25Okapi

from bot.search.passages import reading_order
from bot.search.spellings import Spellings
from bot.words.searching import Hit, IndexedArticle, PhraseUse, Within


class LuceneBM25(BM25Okapi):  # type: ignore[misc]  # rank-bm25 has no types
    """BM25Okapi with Lucene's inverse document frequency."""

    def _calc_idf(self, nd: Mapping[str, int]) -> None:
        for word, holding in nd.items():
            self.idf[word] = math.log(1 + (self.corpus_size - holding + 0.5) / (holding + 0.5))


class RankBM25Engine:
    """Ranks some articles; right for up to some five thousand passages."""

    name = "rank-bm25"

    def __init__(self, articles: Iterable[IndexedArticle], **parameters: float) -> None:
        """Index some articles.

        Args:
            articles: all there are, in any order.
            parameters: of BM25 (`k1`, `b`), where they are to be others than the library's.
        """
        self._articles = sorted(articles, key=lambda one: reading_order(one.id))
        self._holding: dict[str, int] = {}
        every = [(number, passage) for number, one in enumerate(self._articles) for passage in one.passages]
        self._article_of = np.array([number for number, _ in every], dtype=np.int64)
        self._spans = [passage.span for _, passage in every]
        texts = [list(passage.terms) for _, passage in every]
        # The library divides by the mean length, which must not be zero.
        self._index = LuceneBM25(texts, **parameters) if any(texts) else None
        for text in texts:
            for term in set(text):
                self._holding[term] = self._holding.get(term, 0) + 1

    @property
    def passages(self) -> int:
        """How many passages there are."""
        return len(self._spans)

    def rank(self, terms: Mapping[str, float], limit: int, within: Within | None = None) -> Sequence[Hit]:
        """Return the passages that hold at least one of the weighted terms, best first.

        A passage is found because it holds a term, never because its score is above zero.
        """
        index = self._index
        asked = self._known(terms)
        if index is None or not asked:
            return ()
        scores = np.zeros(self.passages)
        holds_one = np.zeros(self.passages, dtype=bool)
        for term, weight in asked.items():
            of_term = index.get_scores([term])
            scores += weight * of_term
            holds_one |= of_term > 0
        if within is not None:
            holds_one &= self._allowed(within)[self._article_of]
        candidates = np.flatnonzero(holds_one)
        best = candidates[np.argsort(-scores[candidates], kind="stable")][:limit]
        return tuple(
            Hit(self._articles[self._article_of[place]].id, self._spans[place], float(scores[place]))
            for place in best.tolist()
        )

    def rank_articles(
        self, terms: Mapping[str, float], limit: int, within: Within | None = None
    ) -> Sequence[tuple[str, float]]:
        """Return the articles that hold one of the terms, each scored as one text, best first."""
        index = self._index
        asked = self._known(terms)
        if index is None or not asked:
            return ()
        number = len(self._articles)
        lengths = np.bincount(self._article_of, weights=np.array(index.doc_len), minlength=number)
        norm = index.k1 * (1 - index.b + index.b * lengths / lengths.mean())
        scores = np.zeros(number)
        for term, weight in asked.items():
            found = np.array([held.get(term, 0) for held in index.doc_freqs])
            frequency = np.bincount(self._article_of, weights=found, minlength=number)
            holding = int(np.count_nonzero(frequency))
            rarity = math.log(1 + (number - holding + 0.5) / (holding + 0.5))
            scores += weight * rarity * frequency * (index.k1 + 1) / (frequency + norm)
        if within is not None:
            scores *= self._allowed(within)
        best = np.argsort(-scores, kind="stable")[:limit]
        return tuple(
            (self._articles[place].id, float(scores[place])) for place in best.tolist() if scores[place] > 0
        )

    def holding(self, concepts: Sequence[Sequence[Sequence[str]]]) -> frozenset[str]:
        """Return the articles with a passage that holds every concept: all the terms of one of its ways."""
        if self._index is None or not concepts:
            return frozenset()
        return frozenset(
            self._articles[article].id
            for article, held in zip(self._article_of.tolist(), self._index.doc_freqs, strict=True)
            if all(any(all(term in held for term in way) for way in ways) for ways in concepts)
        )

    def vocabulary(self) -> Mapping[str, int]:
        """Return every term with the number of passages that hold it."""
        return self._holding

    def _known(self, terms: Mapping[str, float]) -> dict[str, float]:
        return {term: weight for term, weight in terms.items() if term in self._holding}

    def _allowed(self, within: Within) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        return np.array(
            [within.allows(one.id, one.outlet, one.earliest, one.latest) for one in self._articles],
            dtype=bool,
        )


class RankBM25Index:
    """The index in memory: what it holds is kept whole, and the engine built anew for each state."""

    on_disk = False
    for_large_corpora = False

    def __init__(self) -> None:
        self.mark = ""
        self._articles: dict[str, IndexedArticle] = {}
        self._engine: RankBM25Engine | None = None

    def change(self, put: Iterable[IndexedArticle], removed: Collection[str], mark: str) -> None:
        """Take articles in, in the place of what was there under their ids, and others out."""
        articles = list(put)
        if articles or removed:
            self._engine = None
        for article in removed:
            self._articles.pop(article, None)
        self._articles.update((one.id, one) for one in articles)
        self.mark = mark

    def engine(self) -> RankBM25Engine:
        """Return the engine for the articles there are now."""
        if self._engine is None:
            self._engine = RankBM25Engine(self._articles.values())
        return self._engine

    def words(self) -> Mapping[str, str]:
        """Return each word of the corpus with the term it mostly became."""
        spellings = Spellings()
        for one in self._articles.values():
            spellings.count(one.words.items(), 1)
        return spellings.words()

    def phrases(self, most: int) -> Sequence[PhraseUse]:
        """Return the phrases that may be subjects and that most articles hold, most widely held first."""
        holding, times = Counter[str](), Counter[str]()
        for one in self._articles.values():
            holding.update(one.subjects.keys())
            times.update(one.subjects)
        ranked = sorted(holding, key=lambda phrase: (-holding[phrase], -times[phrase], phrase))
        return [PhraseUse(phrase, holding[phrase], times[phrase]) for phrase in ranked[:most]]

    def articles_with(self, phrase: str) -> Sequence[str]:
        """Return the articles that hold a phrase, in reading order."""
        return sorted(
            (id_ for id_, one in self._articles.items() if phrase in one.subjects), key=reading_order
        )
