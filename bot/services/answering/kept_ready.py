"""Articles kept ready to be quoted from, as one revision of the corpus has them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from itertools import chain

from bot.briefing.lines.library import Library
from bot.briefing.lines.quotable import ReadArticle
from bot.protocols import CorpusStore
from bot.words.people import Person

_MOST = 200  # articles; those not asked for longest go


class ArticlesAtHand:
    """Reads articles once, and keeps the last ones asked for while they are as they are."""

    def __init__(self, store: CorpusStore) -> None:
        self._store = store
        self._revision = ""
        self._corrected: tuple[Person, ...] = ()
        self._read: OrderedDict[str, ReadArticle] = OrderedDict()

    def turn_to(self, library: Library) -> None:
        """Keep articles as this library has them from now on: those stay that no change has touched."""
        if self._revision == library.revision:
            return
        steps = library.steps_since(self._revision)
        if steps is None or library.corrected != self._corrected:
            self._read = OrderedDict()
        for article in chain.from_iterable(step.articles for step in steps or ()):
            self._read.pop(article, None)
        self._revision, self._corrected = library.revision, library.corrected

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
