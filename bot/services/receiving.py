"""Documents and links that an administrator hands to the bot: kept beside the database, and taken in."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from bot.errors import UnreadableDocument
from bot.languages.saying import say
from bot.protocols import CorpusStore
from bot.services.ingest import Ingest

LARGEST_DOCUMENT = 20_000_000  # bytes; the Bot API gives a bot no larger ones
KEPT_DAYS = 31
_DAY = 86_400  # seconds
_LONGEST_NAME = 120  # bytes of UTF-8
_UNSAFE = re.compile(r"[^\w. ()\-]")


@dataclass(frozen=True, slots=True)
class Understood:
    """What came of what was handed in: titles of articles, each a whole tuple; reasons for what failed."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()


class Receiving:
    """Takes what administrators hand in into the corpus."""

    def __init__(
        self, ingest: Ingest, store: CorpusStore, folder: Path, changed: Callable[[], Awaitable[None]]
    ) -> None:
        """Bring together what receiving needs.

        Args:
            ingest: takes documents in.
            store: tells the articles of what was taken in.
            folder: where files are kept; what is taken in from there stays in the corpus.
            changed: called when the corpus is another one, before the answer.
        """
        self._ingest = ingest
        self._store = store
        self._folder = folder
        self._changed = changed

    async def take_file(self, name: str, data: bytes) -> Understood:
        """Keep a file and take it in.

        Raises:
            UnreadableDocument: it is too large, or cannot be kept.
            StorageError: the database cannot be used.
        """
        if len(data) > LARGEST_DOCUMENT:
            raise UnreadableDocument(say("The file is too large: at most 20 MB are read."))
        path = self._folder / hashlib.sha256(data).hexdigest()[:16] / safe_name(name)
        try:
            await asyncio.to_thread(_keep, path, data)
        except OSError as error:
            raise UnreadableDocument(
                say("The file cannot be kept ({reason}).", reason=error.strerror)
            ) from error
        understood = await self._take_in(path)
        if understood.failed and not (understood.new or understood.changed or understood.unchanged):
            await asyncio.to_thread(_discard, path)
        return understood

    async def take_address(self, address: str) -> Understood:
        """Fetch a page and take it in.

        Raises:
            StorageError: the database cannot be used.
        """
        return await self._take_in(address)

    async def forget_old(self, now: int) -> None:
        """Delete the files kept for longer than a month, `now` in seconds since 1970; their articles stay."""
        await asyncio.to_thread(_forget_old, self._folder, now - KEPT_DAYS * _DAY)

    async def _take_in(self, given: str | Path) -> Understood:
        report = await self._ingest.take_in([given])
        if report.stored:
            await self._changed()
        known = await self._store.known_documents()
        titles = {card.id: card.title for card in await self._store.cards()}

        def of(locations: tuple[str, ...]) -> tuple[str, ...]:
            ids = (id_ for location in locations if location in known for id_ in known[location].articles)
            return tuple(titles[id_] for id_ in ids if id_ in titles)

        failed = tuple(failure.reason for failure in report.failed)
        return Understood(of(report.new), of(report.changed), of(report.unchanged), failed)


def safe_name(name: str) -> str:
    """Return a file name made of letters, digits and a few marks, with the suffix of the name given."""
    plain = Path(name.replace("\\", "/")).name
    stem, dot, suffix = plain.rpartition(".")
    suffix = _UNSAFE.sub("", suffix)[:10]
    stem = _UNSAFE.sub("_", stem if dot else plain).encode()[:_LONGEST_NAME].decode(errors="ignore")
    stem = stem.strip(" ._") or "document"
    return f"{stem}.{suffix}" if dot and suffix else stem


def _keep(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _forget_old(folder: Path, oldest: int) -> None:
    for path in folder.glob("*/*"):
        with contextlib.suppress(OSError):
            if path.is_file() and path.stat().st_mtime < oldest:
                _discard(path)


def _discard(path: Path) -> None:
    path.unlink(missing_ok=True)
    if not any(path.parent.iterdir()):
        path.parent.rmdir()
