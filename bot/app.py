"""The wiring: the only place that reads settings and puts the rooms together."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.errors import AideMemoireError, SettingsError
from bot.services.answer import Answers
from bot.services.ingest import Ingest, IngestReport, Progress
from config.settings import InvalidSetting, Settings, load_settings
from storage.answers import KeptAnswers
from storage.articles import StoredCorpus
from storage.database import Database, open_database

_log = logging.getLogger(__name__)
ANSWER_EDITION = "1"
"""Changes whenever the same corpus would be answered differently: older kept answers are not shown."""


@dataclass(frozen=True)
class Corpus:
    """An open corpus: where it is stored, where answers are kept, and how documents get in."""

    database: Database
    store: StoredCorpus
    cache: KeptAnswers
    ingest: Ingest


def read_settings() -> Settings:
    """Read the environment and `.env`.

    Raises:
        SettingsError: a variable is unknown or wrong.
    """
    try:
        return load_settings()
    except InvalidSetting as error:
        raise SettingsError(str(error)) from None  # the cause may quote what was set, also a secret


async def check_folder(folder: Path) -> None:
    """Make sure that the corpus folder is one.

    Raises:
        SettingsError: it is not.
    """
    if not await asyncio.to_thread(folder.is_dir):
        raise SettingsError(f"CORPUS_DIR names {folder}, which is not a folder: it takes one with documents.")


@asynccontextmanager
async def open_corpus(database_url: str) -> AsyncGenerator[Corpus, None]:
    """Open the database and what stands on it; close it at the end.

    Raises:
        StorageError: the database cannot be used.
    """
    async with open_database(database_url) as database:
        store = StoredCorpus(database)
        yield Corpus(database, store, KeptAnswers(database, ANSWER_EDITION), _ingest(store))


def _ingest(store: StoredCorpus) -> Ingest:
    from bot.corpus.articles import articles_of
    from bot.people.resolver import resolve
    from bot.services.analysis import ANALYSIS_VERSION
    from bot.services.analysis_process import ChildAnalyst

    return Ingest(
        store, ChildAnalyst(), articles_of=articles_of, resolve=resolve, analysis_version=ANALYSIS_VERSION
    )


async def take_in_folder(corpus: Corpus, folder: Path, progress: Progress) -> IngestReport:
    """Bring the corpus up to date with its folder; what fails is logged.

    Raises:
        StorageError: the database cannot be used.
    """
    report = await corpus.ingest.take_in([folder], progress)
    for failure in report.failed:
        _log.info("Not taken in: %s", failure.reason)
    if report.failed:
        _log.warning("%s in %s cannot be read; `ingest` says why", _counted(len(report.failed)), folder)
    return report


def _counted(number: int) -> str:
    return "1 document" if number == 1 else f"{number} documents"


@asynccontextmanager
async def kept_up_to_date(corpus: Corpus, answers: Answers, folder: Path) -> AsyncGenerator[None, None]:
    """Watch the corpus folder while the body runs, and answer from what is new in it."""
    from bot.services.watching import watch_folder

    async def changed() -> None:
        if not await asyncio.to_thread(folder.is_dir):
            return  # gone for now: the corpus stays as it is
        try:
            report = await take_in_folder(corpus, folder, lambda _stage, _done, _total: None)
            if report.stored:
                await answers.refresh()
        except AideMemoireError as error:
            # The bot goes on answering from what it has; the next change is another try.
            _log.error("The corpus folder could not be taken in: %s", error)

    watching = asyncio.create_task(watch_folder(folder, changed))
    try:
        yield
    finally:
        watching.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watching


async def serve_telegram(settings: Settings, answers: Answers) -> None:
    """Serve Telegram until the process is told to stop.

    Raises:
        TokenRejected: Telegram does not know the token.
        AnotherPoller: another process polls with the same token.
    """
    from bot.chat.commands import Manners
    from bot.chat.polling import serve

    assert settings.telegram_bot_token is not None
    await serve(
        settings.telegram_bot_token.get_secret_value(),
        answers,
        api_url=settings.telegram_api_url,
        manners=Manners(allowed=settings.allowed_chats, language=settings.default_language),
    )
