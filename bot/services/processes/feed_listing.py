"""What feeds list, read in a process of its own: one made to do harm holds up nobody."""

from __future__ import annotations

import asyncio
from contextlib import AbstractAsyncContextManager
from functools import partial

from bot.corpus.feeds.recognising import Recognised, listing_of, recognised
from bot.services.processes.child import Child
from bot.services.processes.document_reading import ChildReader
from bot.words.feeds import FeedKind, Listing

_MEMORY = 300_000_000  # bytes; the largest listing that is read needs about half of it
_PATIENCE = 30.0  # seconds besides what the length needs


class ChildLister:
    """Reads listings in a child process: `bot.services.feeds.following.Lister`."""

    def __init__(self) -> None:
        """Start nothing yet; the process is none that analyses articles, for which a visit would wait."""
        self._child = Child(_MEMORY)
        self._reader = ChildReader(self._child, patience=_PATIENCE)
        self._one_at_a_time = asyncio.Lock()

    def kept(self) -> AbstractAsyncContextManager[None]:
        """Keep the process for the block, once it is needed."""
        return self._child.kept()

    async def recognised(self, data: bytes, media_type: str | None, address: str) -> Recognised:
        """Say what an address gives that was not visited before."""
        work = partial(recognised, data, media_type, address)
        async with self._one_at_a_time:
            return await self._reader.do(address, len(data), work)

    async def listing_of(self, kind: FeedKind, data: bytes, media_type: str | None, address: str) -> Listing:
        """Read what is followed already."""
        work = partial(listing_of, kind, data, media_type, address)
        async with self._one_at_a_time:
            return await self._reader.do(address, len(data), work)
