"""A process that takes articles into a corpus one by one, its index on disk following; made to be killed.

Run as `python -m tests.services.growing DATABASE INDEX FIRST`; prints a line before and after each change.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from bot.services.answering.in_step import Librarian
from bot.services.answering.indexing import Indexing
from bot.words.changes import CorpusChange
from storage.database import open_database
from storage.index_folder import StoredIndexFolder
from storage.kept.articles import StoredCorpus
from tests.benchmarks.generated import Writer

_ARTICLES = 400


async def grow(database: str, index: Path, first: int) -> None:
    """Take in articles, each other one in the place of an earlier one, until killed."""
    async with open_database(f"sqlite:///{database}") as opened:
        store = StoredCorpus(opened)
        librarian = Librarian(store, Indexing("tantivy", StoredIndexFolder(index)))
        library = await librarian.newest()
        for number, one in enumerate(Writer(first).articles(first, _ARTICLES)):
            put = {one.article.document.location: (one.article.document, (one,))}
            gone = (f"made/{first + number - 1:06}.txt",) if number % 3 == 2 else ()
            await store.apply(CorpusChange(put, gone, ()))
            print("stored", flush=True)
            library = await librarian.newest(library)
            print("indexed", flush=True)


if __name__ == "__main__":
    asyncio.run(grow(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])))
