"""Pages somebody sends a link to, fetched and read to be looked at; nothing of them is stored."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.errors import UnreadableDocument
from bot.languages.saying import say
from bot.services.taking_in.fetching import Fetched, fetch
from bot.services.taking_in.one_input import InputReader
from bot.words.documents import Article

_LARGEST = 5_000_000  # bytes; pages of news measured had at most two million
_WHOLE = 20.0  # seconds for fetching: somebody waits for the answer
_AT_ONCE = 2  # pages fetched and read at the same time, whoever asks
_MOST_WAITING = 20  # links that wait for their turn; from here on it is said that there are too many

Fetch = Callable[[str], Awaitable[Fetched]]


async def _fetch(address: str) -> Fetched:
    return await fetch(address, largest=_LARGEST, whole=_WHOLE)


@dataclass(frozen=True, slots=True)
class LinkedPage:
    """What a page tells: its title, its outlet where that is known, and its text."""

    title: str
    outlet: str | None
    text: str


class LinkedPages:
    """Reads pages for whoever sends a link."""

    def __init__(self, reader: InputReader, fetch: Fetch = _fetch) -> None:
        """Bring together what reads a page, and what gets it: only from the public internet."""
        self._reader = reader
        self._fetch = fetch
        self._places = asyncio.Semaphore(_AT_ONCE)
        self._waiting = 0

    async def read(self, address: str) -> LinkedPage:
        """Return the page at an address; of one with several articles, the longest.

        Raises:
            UnreadableDocument: it cannot be had or read, with one sentence why.
        """
        if self._waiting >= _MOST_WAITING:
            raise UnreadableDocument(say("Too many links wait to be read; please send it again in a minute."))
        self._waiting += 1
        try:
            async with self._places:
                return await self._read(address)
        finally:
            self._waiting -= 1

    async def _read(self, address: str) -> LinkedPage:
        page = await self._fetch(address.partition("#")[0])
        articles: list[Article] = []
        async with self._reader.kept():
            reading = await self._reader.read_page(page)
            for document in reading.documents[:1]:
                articles += await self._reader.split(document)
        longest = max(
            articles, key=lambda one: sum(end - start for start, end in one.paragraphs), default=None
        )
        if longest is None:
            raise UnreadableDocument(say("{file}: there is no article in it.", file=page.url))
        paragraphs = [longest.read(paragraph) for paragraph in longest.paragraphs]
        return LinkedPage(longest.title, longest.outlet, "\n".join([longest.title, *paragraphs]))
