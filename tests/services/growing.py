"""A process that takes articles into a corpus one by one, its index on disk following; made to be killed.

Run as `python -m tests.services.growing DATABASE INDEX FIRST`; prints a line before and after each change.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from bot.models import CorpusChange
from bot.services.indexing import Indexing
from bot.services.library import Librarian
from storage.articles import StoredCorpus
from storage.database import open_database
from storage.index_folder import IndexFolder
from tests.benchmarks.generated import Writer

_ARTICLES = 400


async def grow(database: str, index: Path, first: int) -> None:
    """Take in articles, each other one in the place of an earlier one, until killed."""
    async with open_database(f"sqlite:///{database}") as opened:
        store = StoredCorpus(opened)
        librarian = Librarian(store, Indexing("tantivy", IndexFolder(index)))
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
