"""What keeps a corpus growing: its folder, its feeds, and the leaving of what grew old.

However many processes there are on a database, one of them does this; every one that answers looks a few
times a minute what is new.
"""

from __future__ import annotations

import asyncio
import contextlib
import html
import logging
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from bot.app import Corpus
from bot.corpus.feeds.outlines import feeds_in_outline
from bot.errors import AideMemoireError, SettingsError, UnreadableDocument
from bot.languages.saying import speaking
from bot.services.answering.answer import Answers
from bot.services.feeds.feed_keeping import FeedKeeping, given_up_words
from bot.services.feeds.following import Following
from bot.services.feeds.politeness import Politeness
from bot.services.processes.one_at_work import while_leading
from bot.services.taking_in.fetching import ask
from bot.services.taking_in.ingest import IngestReport, IngestStage, Progress, Stored, not_told
from bot.words.deliveries import Place
from bot.words.feeds import Feed
from config.settings import Settings, shown_path
from storage.database import Database
from storage.kept.chats import StoredChats
from storage.kept.deliveries import StoredDeliveries
from storage.kept.feeds import StoredFeeds

_log = logging.getLogger(__name__)
_LEAVING_EVERY = 6 * 3600.0  # seconds
_LOOKING_EVERY = 2.0  # seconds between two looks whether the process that takes documents in still lives
_IN_STEP_EVERY = 1.0  # seconds between two looks for what another process took in: one small row is read
_INGEST = "ingest"


class CorpusReader(Protocol):
    """Whoever answers from the corpus."""

    async def refresh(self) -> None:
        """Answer from the newest revision from now on."""

    def still_reading(self, reading: tuple[int, int] | None) -> None:
        """Say how many documents were read of how many; None when all of them are."""


class Nobody:
    """The reader of a process that answers nothing."""

    async def refresh(self) -> None:
        """Do nothing."""

    def still_reading(self, reading: tuple[int, int] | None) -> None:
        """Do nothing."""


async def take_in_folder(
    corpus: Corpus, folder: Path, progress: Progress, stored: Stored = not_told
) -> IngestReport:
    """Bring the corpus up to date with its folder; what fails is logged.

    Raises:
        StorageError: the database cannot be used.
    """
    report = await corpus.ingest.take_in([folder], progress, stored)
    for failure in report.failed:
        _log.info("Not taken in: %s", failure.reason)
    for sentence in report.in_part:
        _log.info("Taken in in part: %s", sentence)
    if report.failed:
        _log.warning("%s in %s cannot be read; `ingest` says why", _counted(len(report.failed)), folder)
    return report


def _counted(number: int) -> str:
    return "1 document" if number == 1 else f"{number} documents"


@asynccontextmanager
async def _running(work: Coroutine[Any, Any, None]) -> AsyncGenerator[None, None]:
    """Let something run beside the body, and end it with the body."""
    beside = asyncio.create_task(work)
    try:
        yield
    finally:
        beside.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await beside


@asynccontextmanager
async def kept_up(
    settings: Settings, corpus: Corpus, following: Following, folder: Path, reader: CorpusReader
) -> AsyncGenerator[None, None]:
    """Keep the corpus growing while the body runs, or stand by for the process that does.

    The body begins at once, with what there is.

    Raises:
        SettingsError: FEEDS names a file that cannot be read.
    """
    named = await asyncio.to_thread(_feeds_set, settings.feeds)

    async def lead() -> None:
        async with AsyncExitStack() as work:
            with speaking(settings.default_language):
                _, wrong = await following.follow_all(named)
                for reason in wrong:
                    _log.warning("FEEDS: %s", reason)
                await work.enter_async_context(_running(following.run()))
            if settings.keep_days is not None:
                await work.enter_async_context(_running(_keep_young(settings, corpus, reader)))
            await keep_up_to_date(corpus, reader, folder)

    async with _running(as_the_only_one(corpus.database, lead)):
        yield


async def as_the_only_one(
    database: Database, work: Callable[[], Coroutine[Any, Any, None]], every: float = _LOOKING_EVERY
) -> None:
    """Do some work for as long as this process has the lead in it; without, ask for it again and again.

    Work that fails is begun again. `every` is how many seconds lie between two looks.
    """
    await while_leading(lambda: database.lead(_INGEST), work, every, "Letting the corpus grow")


@asynccontextmanager
async def kept_in_step(reader: CorpusReader, every: float = _IN_STEP_EVERY) -> AsyncGenerator[None, None]:
    """Let answers be given from what any process takes in, `every` so many seconds, while the body runs."""

    async def keep() -> None:
        while True:
            await asyncio.sleep(every)
            try:
                await reader.refresh()
            except AideMemoireError as error:
                _log.warning("Whether there is anything new is not known: %s", error)
            except Exception:  # noqa: BLE001 - the next try may do
                _log.exception("Whether there is anything new is not known")

    async with _running(keep()):
        yield


async def keep_up_to_date(corpus: Corpus, reader: CorpusReader, folder: Path) -> None:
    """Take in the corpus folder and what changes in it."""
    from bot.services.taking_in.folder_watching import watch_folder

    def progress(stage: IngestStage, done: int, total: int) -> None:
        if stage is IngestStage.READING and total:
            reader.still_reading((done, total))

    async def changed() -> None:
        if not await asyncio.to_thread(folder.is_dir):
            return  # gone for now: the corpus stays as it is
        try:
            report = await take_in_folder(corpus, folder, progress, reader.refresh)
            if report.stored:
                await reader.refresh()
        except AideMemoireError as error:
            # The bot goes on answering from what it has; the next change is another try.
            _log.error("The corpus folder could not be taken in: %s", error)
        finally:
            reader.still_reading(None)

    await changed()  # also where the system cannot watch a folder
    await watch_folder(folder, changed)


async def _keep_young(settings: Settings, corpus: Corpus, reader: CorpusReader) -> None:
    """Let old articles leave at once and then a few times a day."""
    while True:
        try:
            if await let_old_leave(settings, corpus):
                await reader.refresh()
        except AideMemoireError as error:
            _log.error("Old articles could not leave the corpus: %s", error)
        await asyncio.sleep(_LEAVING_EVERY)


async def let_old_leave(settings: Settings, corpus: Corpus) -> int:
    """Let the articles older than KEEP_DAYS leave the corpus; return of how many documents those were.

    Raises:
        StorageError: the database cannot be used.
    """
    if settings.keep_days is None:
        return 0
    since = (_now() - timedelta(days=settings.keep_days)).date().isoformat()
    left = await corpus.ingest.let_go(since)
    if left:
        _log.info("%s left the corpus: older than %s", _counted(left), since)
    return left


def following_for(settings: Settings, corpus: Corpus, answers: Answers | None = None) -> Following:
    """Return what follows feeds for a corpus; the answers given from it learn to keep the list of them.

    When a feed is given up, each administrator is told in private, once.
    """
    from bot.services.processes.feed_listing import ChildLister

    feeds = StoredFeeds(corpus.database)

    async def changed() -> None:
        if answers is not None:
            await answers.refresh()

    async def given_up(feed: Feed) -> None:
        await tell_administrators(settings, corpus.database, feed)

    following = Following(
        feeds,
        Politeness(feeds, ask, _now),
        ChildLister(),
        corpus.ingest,
        _now,
        least_minutes=settings.feed_minutes,
        changed=changed,
        given_up=given_up,
    )
    if answers is not None:
        answers.keep_feeds_with(FeedKeeping(following, _now))
    return following


async def tell_administrators(settings: Settings, database: Database, feed: Feed) -> None:
    """Write down for each administrator that a feed is given up, once however often this is called.

    Raises:
        StorageError: the database cannot be used.
    """
    chats, outbox = StoredChats(database), StoredDeliveries(database)
    for administrator in sorted(settings.admin_ids):
        language = (await chats.record(administrator)).language or settings.default_language
        with speaking(language):
            words = html.escape(given_up_words(feed), quote=False)
        # One word for one row of failures, also where the program ends before it has noted it.
        window = f"feed {feed.id} failing since {feed.failing_since}"
        await outbox.write(Place(administrator), window, words, int(_now().timestamp()))


def _now() -> datetime:
    return datetime.now(UTC)


def _feeds_set(setting: str | None) -> list[tuple[str, str | None]]:
    """Return the addresses FEEDS names, and the names its OPML file gives them."""
    named: list[tuple[str, str | None]] = []
    for part in (part.strip() for part in (setting or "").split(",")):
        if not part.lower().endswith((".opml", ".xml")) or "://" in part:
            named += [(part, None)] if part else []
            continue
        try:
            named += feeds_in_outline(Path(part).read_bytes(), part)
        except OSError as error:
            why = error.strerror or "it cannot be opened"
            file = shown_path(part)
            raise SettingsError(f"FEEDS names the file {file}, which cannot be read: {why}.") from error
        except UnreadableDocument as error:
            raise SettingsError(f"FEEDS: {error}") from error
    return named
