"""Documents and links that an administrator hands to the bot: kept beside the database, and taken in."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from bot.briefing.lines.citing import source
from bot.errors import UnreadableDocument
from bot.languages.saying import say
from bot.protocols import CorpusStore
from bot.services.taking_in.ingest import Ingest
from bot.services.taking_in.inputs import file_location
from bot.words.answers import Source
from bot.words.findings import Analysis
from bot.words.searching import ArticleCard

LARGEST_DOCUMENT = 20_000_000  # bytes; the Bot API gives a bot no larger ones
_MOST_TOLD = 6  # articles of which it is told what was understood
_MARK = 24  # hexadecimal digits
KEPT_DAYS = 31
_DAY = 86_400  # seconds
_LONGEST_NAME = 120  # bytes of UTF-8
_UNSAFE = re.compile(r"[^\w. ()\-]")


@dataclass(frozen=True, slots=True)
class TakenIn:
    """An article that was taken in, and how many people and quotations were found in it."""

    source: Source
    people: int = 0
    quotations: int = 0


@dataclass(frozen=True, slots=True)
class Understood:
    """What came of what was handed in: titles of articles, each a whole tuple; reasons for what failed.

    `taken` tells of the first few that are new; `undo` is what takes all of it out again, where all is new.
    """

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    taken: tuple[TakenIn, ...] = ()
    undo: str | None = None


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
        cards = {card.id: card for card in await self._store.cards()}

        def ids(locations: tuple[str, ...]) -> list[str]:
            found = (id_ for location in locations if location in known for id_ in known[location].articles)
            return [id_ for id_ in found if id_ in cards]

        def of(locations: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(cards[id_].title for id_ in ids(locations))

        failed = tuple(failure.reason for failure in report.failed)
        read = await self._store.articles(ids(report.new)[:_MOST_TOLD])
        alone = report.new and not (report.changed or report.unchanged)
        return Understood(
            of(report.new),
            of(report.changed),
            of(report.unchanged),
            failed,
            tuple(_taken(cards[id_], one.analysis) for id_, one in read.items()),
            _mark_of(report.new[0]) if alone else None,
        )

    async def undo(self, mark: str) -> int:
        """Take out again what one input brought; return how many documents those were, 0 where it is gone.

        Raises:
            StorageError: the database cannot be used.
        """
        known = await self._store.known_documents()
        locations = [one for one in known if _mark_of(one) == mark]
        if locations:
            await self._ingest.remove(locations)
            await self._changed()
            await asyncio.to_thread(self._forget, file_location(locations[0]))
        return len(locations)

    def _forget(self, location: str) -> None:
        """Delete a file that was kept here."""
        path = Path(location).absolute()
        if path.is_relative_to(self._folder.absolute()) and path.is_file():
            _discard(path)


def _taken(card: ArticleCard, analysis: Analysis) -> TakenIn:
    people = sum(not figure.weak and not figure.lone for figure in analysis.figures)
    return TakenIn(source(0, card), people, len(analysis.quotations))


def _mark_of(location: str) -> str:
    """Return what stands for an input under a button: for a file of lines, all of them."""
    return hashlib.sha256(file_location(location).encode()).hexdigest()[:_MARK]


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
