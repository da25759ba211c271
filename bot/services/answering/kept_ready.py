"""Articles kept ready to be quoted from, as one revision of the corpus has them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable

from bot.briefing.lines.library import Library
from bot.briefing.lines.quotable import ReadArticle
from bot.protocols import CorpusStore

_MOST = 200  # articles; those not asked for longest go


class ArticlesAtHand:
    """Reads articles once for a revision, and keeps the last ones asked for."""

    def __init__(self, store: CorpusStore) -> None:
        self._store = store
        self._revision = ""
        self._read: OrderedDict[str, ReadArticle] = OrderedDict()

    def turn_to(self, library: Library) -> None:
        """Keep articles as this library has them from now on."""
        if self._revision != library.revision:
            self._revision, self._read = library.revision, OrderedDict()

    async def of(self, ids: Iterable[str], library: Library) -> dict[str, ReadArticle]:
        """Return the articles with these ids, those that are gone left out.

        Of a library that is not turned to any more, no further articles are read: they may be others by now.

        Raises:
            StorageError: the database cannot be read.
        """
        wanted = list(ids)
        missing = [id_ for id_ in wanted if id_ not in self._read]
        if missing:
            stored = await self._store.articles(missing)
            if self._revision == library.revision:
                self._read |= {id_: ReadArticle(library.as_corrected(one)) for id_, one in stored.items()}
        found = {id_: self._read[id_] for id_ in wanted if id_ in self._read}
        for id_ in found:
            self._read.move_to_end(id_)
        while len(self._read) > _MOST:
            self._read.popitem(last=False)
        return found
