"""The wiring: the only place that reads settings and puts the rooms together."""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import gc
import hmac
import io
import shutil
import zipfile
from collections.abc import AsyncGenerator, Generator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from socket import socket
from typing import TYPE_CHECKING

from bot.errors import SettingsError, TokenRejected
from bot.services.answering.answer import Answers
from bot.services.answering.curation import Curation
from bot.services.answering.indexing import Engine, Indexing
from bot.services.answering.pasted_reader import PastedReader
from bot.services.taking_in.ingest import Ingest, Progress, Stored
from config.settings import InvalidSetting, Settings, load_settings, shown_path
from storage.database import Database, backend_of, open_database
from storage.index_folder import StoredIndexFolder
from storage.kept.answers import KeptAnswers
from storage.kept.articles import StoredCorpus
from storage.kept.chats import StoredChats
from storage.kept.corrections import StoredCorrections
from storage.kept.deliveries import StoredDeliveries
from storage.kept.feeds import StoredFeeds
from storage.kept.harm import StoredHarm

if TYPE_CHECKING:  # loaded where Telegram is served, or documents are taken in
    from bot.chat.crew import Crew
    from bot.chat.delivering.rounds import Errands, ForgetOld
    from bot.chat.memory import Memory
    from bot.chat.receiving.webhook_address import WebhookAddress
    from bot.chat.serving import Measures

_STARTER_CORPUS = Path(__file__).parents[1] / "seeds"  # in the repository, and in the package
ANSWER_EDITION = "10"
"""Changes whenever the same corpus would be answered differently: older kept answers are not shown."""


@dataclass(frozen=True)
class Corpus:
    """An open corpus: where it is stored and searched, how documents get in, and who is who.

    `pasted` reads texts that are checked against it and never get in.
    """

    database: Database
    store: StoredCorpus
    cache: KeptAnswers
    ingest: Ingest
    curation: Curation
    pasted: PastedReader
    indexing: Indexing

    async def answers(self, progress: Progress = lambda _stage, _done, _total: None) -> Answers:
        """Load the corpus to answer from it.

        Raises:
            StorageError: the database cannot be read.
        """
        with _no_search_for_garbage():
            return await Answers.open(
                self.store,
                self.cache,
                self.curation,
                pasted=self.pasted,
                indexing=self.indexing,
                progress=progress,
            )


def program_version() -> str:
    """Return the version that is installed; of a folder that runs without being installed, none is known."""
    try:
        return version("aide-memoire")
    except PackageNotFoundError:
        return "not installed"


@contextlib.contextmanager
def _no_search_for_garbage() -> Generator[None, None, None]:
    """Look for no garbage while the body runs: what it loads stays, and each search would go through it."""
    searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searched:
            gc.enable()


def settle() -> None:
    """Leave what there is now out of the search for garbage, and search less: both hold up whoever waits.

    Answers make many small values and hardly a circle of them, and the articles kept ready are let go as
    others come. The numbers were chosen on 80 questions to 20,000 articles: with Python's own a fifth of the
    time went into looking for garbage, with a first number of 10,000 a tenth.
    """
    gc.collect()
    _give_back_memory()
    gc.freeze()
    gc.set_threshold(50_000, 5, 10)


def _give_back_memory() -> None:
    """Let the system have back what loading took and left: a fifteenth of the memory at 20,000 articles.

    Only the C library of GNU does not do so by itself.
    """
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)


def read_settings() -> Settings:
    """Read the environment and `.env`.

    Raises:
        SettingsError: a variable is unknown or wrong.
    """
    try:
        return load_settings()
    except InvalidSetting as error:
        raise SettingsError(str(error)) from None  # the cause may quote what was set, also a secret


async def corpus_folder(settings: Settings) -> Path:
    """Return the folder documents are read from.

    Where none is set and there is no `seeds`, it is a copy of the starter corpus beside the database: the
    documents would have to be read anew whenever the program is installed elsewhere, were they read there.

    Raises:
        SettingsError: it is no folder, or cannot be made.
    """
    return await asyncio.to_thread(_corpus_folder, settings)


def _corpus_folder(settings: Settings) -> Path:
    folder = settings.corpus_dir
    if folder.is_dir():
        return folder
    if "corpus_dir" in settings.model_fields_set or not _STARTER_CORPUS.is_dir():
        named = shown_path(folder)
        raise SettingsError(f"CORPUS_DIR names {named}, which is not a folder: it takes one with documents.")
    copy = backend_of(settings.database_url).folder / "starter"
    try:
        copy.mkdir(parents=True, exist_ok=True)
        for document in _STARTER_CORPUS.glob("*.txt"):
            beside = copy / document.name
            if not beside.exists() or beside.read_bytes() != document.read_bytes():
                shutil.copyfile(document, beside)
    except OSError as error:
        raise SettingsError(
            f"CORPUS_DIR is not set, and the starter corpus cannot be copied to {copy} ({error.strerror})."
        ) from error
    return copy


async def note_template(settings: Settings) -> bytes | None:
    """Return the office's own Word template for notes, None where none is set.

    Raises:
        SettingsError: it cannot be read, or is no DOCX file.
    """
    path = settings.note_template
    if path is None:
        return None
    try:
        data = await asyncio.to_thread(path.read_bytes)
    except OSError as error:
        raise SettingsError(
            f"NOTE_TEMPLATE names {shown_path(path)}, which cannot be read ({error.strerror})."
        ) from error
    if not zipfile.is_zipfile(io.BytesIO(data)):
        named = shown_path(path)
        raise SettingsError(f"NOTE_TEMPLATE names {named}, which is no Word template: it takes a .docx file.")
    return data


@asynccontextmanager
async def open_corpus(database_url: str, engine: Engine = "auto") -> AsyncGenerator[Corpus, None]:
    """Open the database and what stands on it; close it at the end.

    Args:
        database_url: of the database; an index on disk lies in its folder.
        engine: what ranks passages.

    Raises:
        StorageError: the database cannot be used.
    """
    from bot.services.processes.analysing import ChildAnalyst

    async with open_database(database_url) as database:
        store, corrections = StoredCorpus(database), StoredCorrections(database)
        ingest = _ingest(store, corrections, StoredHarm(database))
        cache = KeptAnswers(database, ANSWER_EDITION)
        folder = StoredIndexFolder(database.folder / f"{database.stem}.index")
        indexing = Indexing(engine, folder)
        curation, pasted = Curation(ingest, corrections), PastedReader(ChildAnalyst())
        yield Corpus(database, store, cache, ingest, curation, pasted, indexing)


async def back_up(database_url: str, file: Path) -> int:
    """Copy the database into a new file and return the bytes written.

    Raises:
        BackupRefused: it is not done that way, or the file cannot be written.
        StorageError: the database cannot be read.
    """
    return await backend_of(database_url).back_up(file)


async def put_back(database_url: str, file: Path) -> Path | None:
    """Put a copy in the place of the database; return where that lies which was there before.

    Raises:
        BackupRefused: it is not done that way, or there is no such copy.
        StorageError: somebody uses the database, or the copy cannot be used.
    """
    return await backend_of(database_url).restore(file)


async def carry_over(source: str, target: str) -> Mapping[str, int]:
    """Copy everything from one database to another; return the number of rows of each table.

    Raises:
        StorageError: one of them cannot be used, or the target holds something; it was left as it is.
    """
    from storage.moving import move

    return await move(source, target)


def _ingest(store: StoredCorpus, corrections: StoredCorrections, harm: StoredHarm) -> Ingest:
    from bot.services.processes.analysing import ChildAnalyst
    from bot.services.processes.child import Child
    from bot.services.processes.document_reading import ChildReader
    from bot.services.taking_in.analysis import ANALYSIS_VERSION

    child = Child()
    return Ingest(
        store,
        ChildAnalyst(child=child),
        reader=ChildReader(child),
        corrections=corrections,
        harm=harm,
        analysis_version=ANALYSIS_VERSION,
    )


def _now() -> datetime:
    return datetime.now(UTC)


async def serve_telegram(
    settings: Settings,
    corpus: Corpus,
    answers: Answers,
    webhook: WebhookAddress | None = None,
    measures: Measures | None = None,
) -> None:
    """Serve Telegram until the process is told to stop, at a webhook or by asking for updates.

    Raises:
        TokenRejected: Telegram does not know the token.
        AnotherPoller: another process takes the same bot's updates.
        SettingsError: Telegram does not accept the webhook's address.
    """
    from bot.chat.chats.manners import Manners
    from bot.chat.memory import Memory
    from bot.chat.serving import serve
    from bot.services.processes.child import Child
    from bot.services.processes.document_reading import ChildReader
    from bot.services.taking_in.linked_pages import LinkedPages
    from bot.services.taking_in.receiving import Receiving
    from storage.kept.inbox import StoredInbox
    from storage.kept.screens import StoredScreens
    from storage.owner import StoredOwner

    assert settings.telegram_bot_token is not None
    database = corpus.database
    token = settings.telegram_bot_token.get_secret_value()
    is_new = await assert_own(database, token)
    # Telegram posts to any number of processes; asked for its updates, it gives them to one.
    crew = _crew(database) if webhook is not None and is_shared(settings) else None
    memory = Memory(StoredChats(database), StoredScreens(database), StoredInbox(database))
    receiving = Receiving(corpus.ingest, corpus.store, database.folder / "received", answers.refresh)
    serving = serve(
        token,
        answers,
        memory,
        reader=answers,
        pages=LinkedPages(ChildReader(Child())),
        webhook=webhook,
        measures=measures,
        crew=crew,
        errands=_errands(settings, corpus, answers, memory, receiving.forget_old, crew),
        receiver=receiving,
        api_url=settings.telegram_api_url,
        manners=Manners(
            allowed=settings.allowed_chats,
            administrators=settings.admin_ids,
            language=settings.default_language,
            timezone=settings.default_timezone,
            requests_a_minute=settings.requests_a_minute,
            note_template=await note_template(settings),
        ),
    )
    try:
        await serving
    except TokenRejected:
        if is_new:  # a token with a slip in it leaves the database to the right one
            await StoredOwner(database).give_up(_bot_of(token))
        raise


def is_shared(settings: Settings) -> bool:
    """Say whether several processes can serve from the database."""
    return backend_of(settings.database_url).is_shared


def _crew(database: Database) -> Crew:
    from bot.chat.crew import Crew
    from storage.postgresql.crew_rows import StoredCrew
    from storage.postgresql.shared_limits import StoredPaces, StoredRequests

    paces, requests = StoredPaces(database), StoredRequests(database)
    return Crew(StoredCrew(database), paces, requests, lambda: database.lead("deliveries"))


async def assert_own(database: Database, token: str) -> bool:
    """Make sure that a database is that of the bot with a token: that of the first bot served from it.

    Returns:
        Whether it was nobody's before.

    Raises:
        SettingsError: it belongs to another.
        StorageError: it cannot be read.
    """
    from storage.owner import StoredOwner

    bot = _bot_of(token)
    owner, is_new = await StoredOwner(database).claim(bot)
    if owner != bot:
        raise SettingsError(
            f"TELEGRAM_BOT_TOKEN is that of the bot {bot}, but DATABASE_URL names the database"
            f" of the bot {owner}: give each its own."
        )
    return is_new


def _bot_of(token: str) -> int:
    return int(token.partition(":")[0])


@contextlib.contextmanager
def listening(settings: Settings) -> Generator[WebhookAddress | None, None, None]:
    """Listen on the port of the webhook while the body runs; None where updates are to be asked for.

    What is posted before anybody serves it waits: a platform that looks whether the port is open finds it so.

    Raises:
        SettingsError: the webhook that is set cannot be served.
    """
    if settings.webhook_url is None:
        yield None
        return
    if settings.port is None:
        raise SettingsError("WEBHOOK_URL is set, but PORT is not: it takes the port number to listen on.")
    from bot.chat.receiving.webhook_address import WebhookAddress

    with _sockets("PORT", settings.port) as sockets:
        if settings.webhook_secret is None and is_shared(settings):
            yield WebhookAddress(settings.webhook_url, sockets, _secret_of(settings))
        elif settings.webhook_secret is None:
            yield WebhookAddress(settings.webhook_url, sockets)
        else:
            yield WebhookAddress(settings.webhook_url, sockets, settings.webhook_secret.get_secret_value())


def _secret_of(settings: Settings) -> str:
    """Return the secret that all processes which serve a bot make of its token."""
    assert settings.telegram_bot_token is not None
    token = settings.telegram_bot_token.get_secret_value()
    return hmac.new(token.encode(), b"what Telegram shows with every update", "sha256").hexdigest()


@contextlib.contextmanager
def _sockets(setting: str, port: int) -> Generator[list[socket], None, None]:
    """Listen on a port while the body runs.

    Raises:
        SettingsError: it cannot be listened on.
    """
    from tornado.netutil import bind_sockets

    try:
        sockets = bind_sockets(port)
    except OSError as error:
        why = error.strerror or "it is refused"
        raise SettingsError(f"{setting} {port} cannot be listened on: {why}.") from error
    with contextlib.ExitStack() as opened:
        for one in sockets:
            opened.enter_context(one)
        yield sockets


@asynccontextmanager
async def measured(
    settings: Settings, corpus: Corpus, answers: Answers
) -> AsyncGenerator[Measures | None, None]:
    """Tell whoever asks on METRICS_PORT how the program is doing while the body runs; None without that.

    Raises:
        SettingsError: the port cannot be listened on.
    """
    if settings.metrics_port is None:
        yield None
        return
    from bot.chat.receiving.metrics_page import served
    from bot.services.metrics import Metrics, Stored

    async def stored() -> Stored:
        figures = await StoredDeliveries(corpus.database).figures()
        return Stored(figures, await StoredFeeds(corpus.database).cards(int(_now().timestamp())))

    metrics = Metrics(program_version(), lambda: answers.library, stored)
    with _sockets("METRICS_PORT", settings.metrics_port) as sockets:
        async with served(sockets, metrics.page):
            yield metrics


def _errands(
    settings: Settings,
    corpus: Corpus,
    answers: Answers,
    memory: Memory,
    forget_files: ForgetOld,
    crew: Crew | None,
) -> Errands:
    from bot.chat.delivering.rounds import Courier, Errands
    from bot.services.telling.catching_up import CatchingUp
    from bot.services.telling.planning import Deliveries
    from bot.services.telling.subscription_rules import Subscriptions
    from bot.views.telegram_html import render
    from storage.kept.subscriptions import StoredSubscriptions

    subscriptions, outbox = StoredSubscriptions(corpus.database), StoredDeliveries(corpus.database)

    async def language_of(chat: int) -> str:
        return (await memory.chats.record(chat)).language or settings.default_language

    deliveries = Deliveries(
        answers,
        corpus.store,
        subscriptions,
        outbox,
        default_zone=settings.default_timezone,
        render=render,
        language_of=language_of,
        record_of=memory.chats.record,
        allowed=settings.allowed_chats | settings.admin_ids if settings.allowed_chats else (),
    )
    courier = Courier(
        deliveries,
        outbox,
        memory.chats,
        lambda: datetime.now(UTC),
        forget_old=[
            memory.screens.forget_old,
            corpus.cache.forget_old,
            subscriptions.forget_old,
            forget_files,
            *([memory.inbox.forget_old] if memory.inbox else []),
            *([crew.paces.forget_old, crew.requests.forget_old] if crew is not None else []),
        ],
    )
    answers.when_changed(courier.wake)

    async def report() -> Mapping[str, str]:
        return await status_of(corpus, answers)

    catching_up = CatchingUp(deliveries.arrivals, subscriptions, answers)
    asked = Subscriptions(subscriptions, answers, deliveries.arrivals.notice)
    return Errands(asked, courier, report, catching_up)


async def status_of(corpus: Corpus, answers: Answers) -> Mapping[str, str]:
    """Return how the bot is doing, as rows.

    Raises:
        StorageError: the database cannot be read.
    """
    from bot.services.status import status_rows
    from storage.kept.screens import StoredScreens

    figures = await StoredDeliveries(corpus.database).figures()
    judged = await StoredScreens(corpus.database).judgements()
    feeds = await StoredFeeds(corpus.database).cards(int(_now().timestamp()))
    size = corpus.indexing.size()
    return status_rows(answers.library, figures, judged, _now(), feeds, index_size=size)


async def is_serving(database_url: str) -> bool:
    """Say whether a process that serves a database heard from Telegram a moment ago; nothing is touched.

    Raises:
        StorageError: the database cannot be read.
    """
    from bot.services.status import is_alive
    from storage.pulse import times_heard

    times = await times_heard(database_url)
    return any(is_alive(heard, datetime.now(UTC)) for heard in times)
