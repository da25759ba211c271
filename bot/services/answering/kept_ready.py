"""Articles kept ready to be quoted from, as one revision of the corpus has them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from itertools import chain

from bot.briefing.lines.library import Library
from bot.briefing.lines.quotable import ReadArticle
from bot.protocols import CorpusStore
from bot.words.people import Person

_MOST = 400_000  # characters of their text; of articles as long as most, two hundred


class ArticlesAtHand:
    """Reads articles once, and keeps the last ones asked for while they are as they are."""

    def __init__(self, store: CorpusStore, most: int = _MOST) -> None:
        """Read from a corpus, and keep articles of so many characters: each takes some 25 bytes of memory.

        Those not asked for longest go; those of the answer that is being made stay.
        """
        self._store = store
        self._most = most
        self._characters = 0
        self._revision = ""
        self._corrected: tuple[Person, ...] = ()
        self._read: OrderedDict[str, ReadArticle] = OrderedDict()

    def turn_to(self, library: Library) -> None:
        """Keep articles as this library has them from now on: those stay that no change has touched."""
        if self._revision == library.revision:
            return
        steps = library.steps_since(self._revision)
        if steps is None or library.corrected != self._corrected:
            self._read, self._characters = OrderedDict(), 0
        for article in chain.from_iterable(step.articles for step in steps or ()):
            if (gone := self._read.pop(article, None)) is not None:
                self._characters -= _length(gone)
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
                for id_, one in stored.items():
                    self._put(id_, ReadArticle(library.as_corrected(one)))
        found = {id_: self._read[id_] for id_ in wanted if id_ in self._read}
        for id_ in found:
            self._read.move_to_end(id_)
        while self._characters > self._most and len(self._read) > len(found):
            self._characters -= _length(self._read.popitem(last=False)[1])
        return found

    def _put(self, id_: str, article: ReadArticle) -> None:
        before = self._read.get(id_)  # another answer may have read it meanwhile
        self._characters += _length(article) - (_length(before) if before is not None else 0)
        self._read[id_] = article


def _length(article: ReadArticle) -> int:
    span = article.article.span
    return span.end - span.start
