"""rank-bm25 over passages, with the inverse document frequency that Lucene uses.

BM25Okapi's own weight turns negative for a word in more than half of the passages, which here are the words
people ask for most. `log(1 + (N - n + 0.5) / (n + 0.5))` stays positive (Lucene, BM25Similarity).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from rank_bm25 import BM25Okapi

from bot.models import Hit, Passage


class LuceneBM25(BM25Okapi):  # type: ignore[misc]  # rank-bm25 has no types
    """BM25Okapi with Lucene's inverse document frequency."""

    def _calc_idf(self, nd: Mapping[str, int]) -> None:
        for word, holding in nd.items():
            self.idf[word] = math.log(1 + (self.corpus_size - holding + 0.5) / (holding + 0.5))


class RankBM25Engine:
    """The default engine: all passages in memory, right for up to some twenty thousand of them."""

    name = "rank-bm25"

    def __init__(self) -> None:
        self._passages: list[Passage] = []
        self._index: LuceneBM25 | None = None
        self._holding: dict[str, int] = {}

    def add(self, passages: Iterable[Passage]) -> None:
        """Add passages; the index is built again when it is next asked."""
        self._passages.extend(passages)
        self._index = None

    def remove(self, articles: Iterable[str]) -> None:
        """Take out every passage of the articles named."""
        gone = set(articles)
        self._passages = [passage for passage in self._passages if passage.article not in gone]
        self._index = None

    def rank(self, terms: Mapping[str, float], limit: int) -> Sequence[Hit]:
        """Return the passages that hold at least one of the weighted terms, best first, at most `limit`.

        A passage is found because it holds a term, never because its score is above zero.
        """
        index = self._built()
        asked = {term: weight for term, weight in terms.items() if term in self._holding}
        if index is None or not asked:
            return ()
        scores = np.zeros(len(self._passages))
        holds_one = np.zeros(len(self._passages), dtype=bool)
        for term, weight in asked.items():
            of_term = index.get_scores([term])
            scores += weight * of_term
            holds_one |= of_term > 0
        candidates = np.flatnonzero(holds_one)
        # A stable order for equal scores keeps answers the same from run to run.
        best = candidates[np.argsort(-scores[candidates], kind="stable")][:limit]
        return tuple(
            Hit(
                self._passages[place],
                frozenset(term for term in asked if term in index.doc_freqs[place]),
                float(scores[place]),
            )
            for place in best.tolist()
        )

    def rank_articles(self, terms: Mapping[str, float], limit: int) -> Sequence[tuple[str, float]]:
        """Return the articles that hold at least one of the weighted terms, with their scores, best first.

        An article is scored as one text of all its passages: who asks in a whole sentence asks for words that
        stand far apart.
        """
        index = self._built()
        asked = {term: weight for term, weight in terms.items() if term in self._holding}
        if index is None or not asked:
            return ()
        ids = list(dict.fromkeys(passage.article for passage in self._passages))
        number_of = {id_: number for number, id_ in enumerate(ids)}
        place_of = np.array([number_of[passage.article] for passage in self._passages])
        lengths = np.bincount(place_of, weights=np.array(index.doc_len), minlength=len(ids))
        norm = index.k1 * (1 - index.b + index.b * lengths / lengths.mean())
        scores = np.zeros(len(ids))
        for term, weight in asked.items():
            found = np.array([held.get(term, 0) for held in index.doc_freqs])
            frequency = np.bincount(place_of, weights=found, minlength=len(ids))
            holding = int(np.count_nonzero(frequency))
            rarity = math.log(1 + (len(ids) - holding + 0.5) / (holding + 0.5))
            scores += weight * rarity * frequency * (index.k1 + 1) / (frequency + norm)
        best = np.argsort(-scores, kind="stable")[:limit]
        return tuple((ids[place], float(scores[place])) for place in best.tolist() if scores[place] > 0)

    def vocabulary(self) -> Mapping[str, int]:
        """Return every term with the number of passages that hold it."""
        self._built()
        return self._holding

    def build(self) -> None:
        """Build the index now, so that the first question does not wait for it."""
        self._built()

    def _built(self) -> LuceneBM25 | None:
        if self._index is None and self._passages:
            # The library divides by the mean length: a passage without words must not make it zero.
            self._index = LuceneBM25([list(passage.terms) or [""] for passage in self._passages])
            self._holding = {}
            for frequencies in self._index.doc_freqs:
                for term in frequencies:
                    self._holding[term] = self._holding.get(term, 0) + 1
        elif not self._passages:
            self._holding = {}
        return self._index
