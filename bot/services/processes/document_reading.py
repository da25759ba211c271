"""Reading and splitting in a process of its own: a file made to do harm harms nobody who is waiting.

Each document has a deadline by its length and no more memory than the process is allowed. One that keeps to
neither is given up together with the process, and the next meets a fresh one.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import BrokenExecutor
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from bot.corpus.formats.readers import ReadInput
from bot.errors import HarmfulDocument, UnreadableDocument
from bot.languages.saying import say, speaking, spoken_language
from bot.services.processes.child import Child
from bot.services.taking_in import one_input as documents
from bot.services.taking_in.fetching import Fetched
from bot.words.changes import Failure
from bot.words.documents import Article, Document

Result = TypeVar("Result")

_PATIENCE = 120.0  # seconds for a document of ordinary length; far more than any sane one needs
_PATIENCE_A_BYTE = 0.00006
"""Seconds: a long PDF of a megabyte takes twenty of them here."""
_LEAVES_MUCH = 1_000_000
"""Bytes, or characters of text, after which the process is ended: what it took for them, it keeps (150 MB
here), and the next step takes as much again.
"""

_log = logging.getLogger(__name__)


class ChildReader:
    """Reads documents in a child process: `bot.services.taking_in.one_input.Reader`."""

    def __init__(self, child: Child, *, patience: float = _PATIENCE) -> None:
        """Name the process to read in; nothing is started yet.

        Args:
            child: shared with whoever analyses what was read.
            patience: seconds one document may take besides what its length needs.
        """
        self._child = child
        self._patience = patience
        self._turn = asyncio.Lock()

    def kept(self) -> AbstractAsyncContextManager[None]:
        """Keep the process for the block: starting it takes as long as reading some documents."""
        return self._child.kept()

    async def lines_in(self, path: Path, location: str) -> tuple[Mapping[str, str], tuple[Failure, ...]]:
        """Return the digests of the documents of a file of lines by location, and the lines that failed."""
        return await self.do(path.name, await _size_of(path), partial(documents.lines_in, path, location))

    async def read_file(self, path: Path, location: str) -> ReadInput:
        """Return the documents of a file."""
        return await self.do(path.name, await _size_of(path), partial(documents.read_file, path, location))

    async def read_page(self, page: Fetched) -> ReadInput:
        """Return the documents of a page that was fetched."""
        return await self.do(page.url, len(page.data), partial(documents.read_page, page))

    async def split(self, document: Document) -> tuple[Article, ...]:
        """Return the articles of a document, cleaned; all of them share the document given."""
        broken = say("{file}: the page could not be split into articles.", file=document.file)
        bare = await self._done(document.file, len(document.text), broken, partial(_split, document))
        return tuple(replace(article, document=document) for article in bare)

    async def do(self, file: str, size: int, work: Callable[[], Result]) -> Result:
        """Let the process read something of so many bytes that is called `file` where it cannot be read.

        Raises:
            UnreadableDocument: it cannot be read.
            HarmfulDocument: it took the process with it.
        """
        return await self._done(file, size, say("{file}: the document is broken.", file=file), work)

    async def _done(self, file: str, size: int, broken: str, work: Callable[[], Result]) -> Result:
        """Let the process do something with a document; `broken` is said where it trips over that.

        One document after another: with the process that one is ended for goes whatever else is in it.

        Raises:
            UnreadableDocument: it cannot be read.
            HarmfulDocument: it took the process with it.
        """
        async with self._turn:
            return await self._done_alone(file, size, broken, work)

    async def _done_alone(self, file: str, size: int, broken: str, work: Callable[[], Result]) -> Result:
        patience = self._patience + size * _PATIENCE_A_BYTE

        def attempt() -> Awaitable[Result]:
            return self._child.do(patience, _spoken, spoken_language(), broken, work)

        try:
            try:
                result = await attempt()
            except BrokenExecutor:
                # Whoever ended it may be outside (a system short of memory): twice is the document's doing.
                await self._child.end()
                result = await attempt()
        except _Stumbled as error:
            _log.error("%s could not be read.", _in_log(file), exc_info=error)
            raise
        except TimeoutError:
            seconds = f"{patience:.0f}"
            harm = say("{file}: reading it took longer than {seconds} seconds.", file=file, seconds=seconds)
        except MemoryError:
            harm = say("{file}: reading it needs too much memory.", file=file)
        except BrokenExecutor:
            harm = say("{file}: reading it broke the process that reads.", file=file)
        else:
            if size > _LEAVES_MUCH:
                await self._child.end()
            return result
        finally:
            await self._child.let_go()
        _log.warning("Given up: %s", harm.replace(file, _in_log(file)))
        await self._child.end()
        raise HarmfulDocument(harm)


def _in_log(file: str) -> str:
    """Return what the log calls a document: of an address the host, for the rest may be somebody's own."""
    return urlsplit(file).hostname or "a page" if "://" in file else file


async def _size_of(path: Path) -> int:
    try:
        return (await asyncio.to_thread(path.stat)).st_size
    except OSError:
        return 0  # told when it is opened


# --- in the child -----------------------------------------------------------------------------------------


class _Stumbled(UnreadableDocument):
    """A rule or a library tripped over a document, as none should; how is noted."""


def _spoken(language: str, broken: str, work: Callable[[], Result]) -> Result:
    """Do it in the language of whoever handed the document in: what is wrong with it is said to them."""
    with speaking(language):
        try:
            return work()
        except (UnreadableDocument, MemoryError):
            raise
        except Exception as error:
            raise _Stumbled(broken) from error


def _split(document: Document) -> tuple[Article, ...]:
    from bot.corpus.articles import articles_of

    articles = articles_of(document)
    # The text is known where the articles go.
    bare = replace(document, text="")
    return tuple(replace(article, document=bare) for article in articles)
