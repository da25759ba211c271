"""Which search index the corpus is copied into, and where that lies."""

from __future__ import annotations

import logging
from collections.abc import Collection
from typing import Literal

from bot.errors import IndexUnusable
from bot.protocols import IndexFolder, SearchIndex
from bot.search.bm25 import RankBM25Index
from bot.words.searching import ArticleCard

_log = logging.getLogger(__name__)

Engine = Literal["auto", "rank-bm25", "tantivy"]

_LARGE = 5_000  # passages from which tantivy pays
_WORDS_A_PASSAGE = 60


class Indexing:
    """Opens the index a corpus is to be searched in; each method is slow enough for a thread."""

    def __init__(
        self, engine: Engine = "auto", folder: IndexFolder | None = None, large: int = _LARGE
    ) -> None:
        """Take what is set.

        Args:
            engine: the engine; "auto" takes the one that fits the size of the corpus.
            folder: where an index on disk lies; without one it is kept in memory.
            large: passages from which a corpus is large.
        """
        self._engine = engine
        self._folder = folder
        self._large = large

    def fits(self, index: SearchIndex, cards: Collection[ArticleCard]) -> bool:
        """Say whether an index is of the kind that these articles are to be searched in."""
        return index.for_large_corpora is self._is_large(cards)

    def open(self, cards: Collection[ArticleCard]) -> SearchIndex:
        """Return the index there is for these articles, in whatever state; a damaged one is removed."""
        if not self._is_large(cards):
            return RankBM25Index()
        if self._folder is None:
            return _tantivy()
        try:
            return _tantivy(self._folder)
        except IndexUnusable as error:
            reason = error
        return self._made_anew(self._folder, reason)

    def emptied(self, index: SearchIndex) -> SearchIndex:
        """Return an index of the same kind, in the same place, with nothing in it."""
        if not index.for_large_corpora:
            return RankBM25Index()
        if self._folder is None or not index.on_disk:
            return _tantivy()
        return self._made_anew(self._folder, None)

    def in_memory(self, reason: IndexUnusable) -> SearchIndex:
        """Return an index that no folder and no other process can keep from working."""
        _log.warning("%s It is made in memory for now.", reason)
        return _tantivy()

    def discard(self) -> bool:
        """Take away what is on disk, so that it is made anew; say whether there was anything.

        Raises:
            IndexUnusable: another process writes it, or it cannot be taken away.
        """
        if not self.size():
            return False
        assert self._folder is not None
        with self._folder.alone():
            self._folder.clear()
        return True

    def size(self) -> int:
        """Return how many bytes there are on disk, 0 where nothing is."""
        return self._folder.size() if self._folder is not None else 0

    def _made_anew(self, folder: IndexFolder, reason: IndexUnusable | None) -> SearchIndex:
        try:
            with folder.alone():
                if reason is not None:
                    try:
                        return _tantivy(folder)  # another process was only just writing it
                    except IndexUnusable as again:
                        _log.warning("%s It is made anew.", again)
                folder.clear()
                return _tantivy(folder)
        except IndexUnusable as error:
            return self.in_memory(error)

    def _is_large(self, cards: Collection[ArticleCard]) -> bool:
        if self._engine != "auto":
            return self._engine == "tantivy"
        return sum(1 + card.words // _WORDS_A_PASSAGE for card in cards) >= self._large


def _tantivy(folder: IndexFolder | None = None) -> SearchIndex:
    from bot.search.tantivy_index import TantivyIndex  # three megabytes a small corpus has no use for

    return TantivyIndex(folder)
