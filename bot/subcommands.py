"""What each subcommand of the command line does; every one takes the arguments and returns the exit code."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections.abc import AsyncGenerator, Generator, Iterable
from contextlib import AsyncExitStack, aclosing, asynccontextmanager, contextmanager
from pathlib import Path

from bot.app import (
    Corpus,
    back_up,
    carry_over,
    corpus_folder,
    is_serving,
    listening,
    measured,
    note_template,
    open_corpus,
    program_version,
    put_back,
    read_settings,
    serve_telegram,
    settle,
    status_of,
)
from bot.errors import SettingsError, UnreadableDocument
from bot.services.answering.answer import Answers
from bot.services.answering.background import stopped_by_signals
from bot.services.feeds.following import Following
from bot.services.taking_in.ingest import IngestReport, IngestStage, Progress
from bot.upkeep import Nobody, following_for, kept_in_step, kept_up, let_old_leave, take_in_folder
from bot.views.filing.forms import RENDERERS
from bot.views.filing.handling import handling_meant
from bot.words.changes import Failure
from bot.words.documents import Article, Document
from bot.words.findings import AnalysedArticle, Analysis
from config.logging import configure_logging
from config.settings import Settings, is_database_address, secrets_of

_ADDRESSES = "sqlite:///data/aide.db, postgresql://user:password@host/name"
_STAGES = {
    IngestStage.LOOKING: "Looking for documents",
    IngestStage.READING: "Reading documents",
    IngestStage.ANALYSING: "Analysing articles",
    IngestStage.PEOPLE: "Working out who is who",
    IngestStage.STORING: "Storing",
    IngestStage.INDEXING: "Building the search index",
}


async def run(given: argparse.Namespace) -> int:
    """Serve Telegram when there is a token; else chat in the terminal.

    In the role `web` others keep the corpus growing, in the role `ingest` this one does nothing else.

    Raises:
        SettingsError: there is neither a token nor a terminal.
    """
    settings = read_settings()
    role = getattr(given, "role", "all")
    if role == "ingest":
        return await _ingest_until_stopped(settings)
    if settings.telegram_bot_token is None:
        if role != "all" or not sys.stdin.isatty():
            raise SettingsError(
                "TELEGRAM_BOT_TOKEN is not set: give it the token from BotFather, "
                "or start with `chat` or `ask` to work without Telegram."
            )
        return await chat(given)
    _log_as(settings)
    folder = await corpus_folder(settings)
    with listening(settings) as webhook:
        async with open_corpus(settings.database_url, settings.search_engine) as corpus:
            answers = await corpus.answers()
            following = following_for(settings, corpus, answers)
            settle()
            async with AsyncExitStack() as beside:
                await beside.enter_async_context(kept_in_step(answers))
                if role == "all":
                    await beside.enter_async_context(kept_up(settings, corpus, following, folder, answers))
                measures = await beside.enter_async_context(measured(settings, corpus, answers))
                await serve_telegram(settings, corpus, answers, webhook, measures)
    return 0


async def _ingest_until_stopped(settings: Settings) -> int:
    """Keep the corpus growing until SIGTERM or SIGINT, and answer nobody."""
    _log_as(settings)
    folder = await corpus_folder(settings)
    async with open_corpus(settings.database_url, settings.search_engine) as corpus:
        stop = asyncio.Event()
        following = following_for(settings, corpus)
        with stopped_by_signals(stop):
            async with kept_up(settings, corpus, following, folder, Nobody()):
                await stop.wait()
    return 0


async def chat(_given: argparse.Namespace) -> int:
    """Chat in the terminal, whatever the token."""
    from rich.console import Console  # what writes to a terminal is loaded where there is one

    from bot import terminal_chat
    from bot.exporting import Exporting

    settings = read_settings()
    _log_as(settings, quiet=True)
    folder = await corpus_folder(settings)
    async with (
        _answering(settings, folder) as (corpus, answers, following),
        kept_in_step(answers),
        kept_up(settings, corpus, following, folder, answers),
    ):
        exporting = Exporting(await note_template(settings))
        await terminal_chat.chat(answers, Console(), settings.default_language, exporting)
    return 0


async def ask(given: argparse.Namespace) -> int:
    """Answer the queries on standard output."""
    from bot import console
    from bot.exporting import Exporting

    settings = read_settings()
    _log_as(settings, quiet=True)
    exporting = Exporting(await note_template(settings), handling_meant(given.mark))
    if given.format in RENDERERS and (given.output is None or len(given.query) != 1):
        raise SettingsError(f"--format {given.format} takes one QUERY, and -o with the FILE to write.")
    if given.format not in RENDERERS and given.output is not None:
        raise SettingsError("-o takes --format pdf, docx, md, ics or csv.")
    async with _answering(settings, await corpus_folder(settings)) as (_, answers, _following):
        if given.output is not None:
            asked = (given.query[0], given.format, given.note, Path(given.output))
            return await console.write(answers, *asked, settings.default_language, exporting)
        queries: Iterable[str] = given.query or console.lines_of_input()
        await console.ask(answers, queries, given.format, settings.default_language, exporting)
    return 0


async def ingest(given: argparse.Namespace) -> int:
    """Read documents into the database and print what came of each."""
    settings = read_settings()
    _log_as(settings, quiet=True)
    async with open_corpus(settings.database_url, settings.search_engine) as corpus:
        with _progress() as progress:
            report = await corpus.ingest.take_in(given.input or [await corpus_folder(settings)], progress)
            left = await let_old_leave(settings, corpus)
    _print_report(report)
    if left:
        print(f"left the corpus, older than {settings.keep_days} days: {left}")
    return 1 if report.failed else 0


async def inspect(given: argparse.Namespace) -> int:
    """Print what is understood of files, one JSON object a document or lines to read; store nothing."""
    from bot.views import inspection, terminal

    _log_as(read_settings(), quiet=True)
    documents, failures = await asyncio.to_thread(_read, given.path)
    with _progress() as progress:
        read = [(document, _split(document, failures)) for document in documents]
        analysed = await _analysed(
            [article for _, articles in read for article in articles], progress, failures
        )
    for document, articles in read:
        known = [analysed[article.id, article.document.location] for article in articles
                 if (article.id, article.document.location) in analysed]  # fmt: skip
        if given.format == "json":
            print(json.dumps(inspection.as_json(document, known), ensure_ascii=False))
        else:
            print(terminal.without_orders(inspection.as_text(document, known)) + "\n")
    return _told(failures)


async def summarise(given: argparse.Namespace) -> int:
    """Print an extractive summary of files; with its sources on a terminal, plain when piped."""
    from bot.briefing.summary import summarise as choose
    from bot.search.query import parse_query
    from bot.text.sentences import sentences_of
    from bot.text.tokens import all_words

    _log_as(read_settings(), quiet=True)
    documents, failures = await asyncio.to_thread(_read, given.path)
    articles = [article for document in documents for article in _split(document, failures)]
    about = None
    if given.about:
        words = {word.word: word.term for article in articles for word in all_words(article.text)}
        about = parse_query(given.about, dict.fromkeys(words.values(), 1), words)
    chosen = choose([(article, sentences_of(article)) for article in articles], given.words, about)
    if sys.stdout.isatty():
        by_id = {article.id: article for article in articles}
        for sentence in chosen:
            print(f"• {sentence.text} [{by_id[sentence.article].title}]")
    elif chosen:
        print(" ".join(" ".join(sentence.text.split()) for sentence in chosen))
    if not chosen and articles:
        print("Nothing fits: no whole sentence, or none on what was asked.", file=sys.stderr)
    return _told(failures)


async def status(given: argparse.Namespace) -> int:
    """Print what there is; or only say, by the exit code, whether the bot is in touch with Telegram."""
    settings = read_settings()
    _log_as(settings, quiet=True)
    if given.check:
        return 0 if await is_serving(settings.database_url) else 1
    async with open_corpus(settings.database_url, settings.search_engine) as corpus:
        answers, size = await corpus.answers(), await corpus.database.size()
        rows = {
            "version": program_version(),
            "database": f"{corpus.database.name} ({size / 1_000_000:.1f} MB)",
            **await status_of(corpus, answers),
            "corpus folder": str(settings.corpus_dir),
            "telegram": "token set" if settings.telegram_bot_token else "no token",
        }
    for name, value in rows.items():
        print(f"{name:14} {value}")
    return 0


async def people(_given: argparse.Namespace) -> int:
    """Tell who is who of the whole corpus anew, and print how many people that makes."""
    settings = read_settings()
    _log_as(settings, quiet=True)
    async with open_corpus(settings.database_url) as corpus:
        print(f"people: {await corpus.ingest.resolve_all()}")
    return 0


async def reindex(_given: argparse.Namespace) -> int:
    """Make the search index anew, should it ever be wrong, and print how large it is."""
    settings = read_settings()
    _log_as(settings, quiet=True)
    async with open_corpus(settings.database_url, settings.search_engine) as corpus:
        await asyncio.to_thread(corpus.indexing.discard)
        with _progress() as progress:
            await corpus.answers(progress)
        size = await asyncio.to_thread(corpus.indexing.size)
    print(f"index: {size / 1_000_000:.1f} MB" if size else "index: none, this corpus is searched in memory")
    return 0


async def feeds(given: argparse.Namespace) -> int:
    """List, add, remove, check, import or export what is followed."""
    from bot import feeds_subcommand

    settings = read_settings()
    _log_as(settings, quiet=True)
    async with open_corpus(settings.database_url) as corpus:
        return await feeds_subcommand.act(following_for(settings, corpus), given.action, given.words)


async def backup(given: argparse.Namespace) -> int:
    """Copy the database into a file, also while the bot serves."""
    settings = read_settings()
    _log_as(settings, quiet=True)
    size = await back_up(settings.database_url, Path(given.file))
    print(f"{given.file}: {size / 1_000_000:.1f} MB")
    return 0


async def restore(given: argparse.Namespace) -> int:
    """Put a copy of the database in its place; what was there is kept beside it."""
    settings = read_settings()
    _log_as(settings, quiet=True)
    replaced = await put_back(settings.database_url, Path(given.file))
    print(f"{given.file} is the database now." + (f" What was there is in {replaced}." if replaced else ""))
    return 0


async def move(given: argparse.Namespace) -> int:
    """Carry everything of a bot from one database to another."""
    settings = read_settings()
    _log_as(settings, given.source, given.target, quiet=True)
    for address in (given.source, given.target):
        if not is_database_address(address):
            raise SettingsError(f"`move` takes two addresses such as DATABASE_URL: {_ADDRESSES}.")
    rows = await carry_over(given.source, given.target)
    print(
        f"{sum(rows.values())} rows moved, {rows['articles']} articles and {rows['chats']} chats among them."
    )
    return 0


@asynccontextmanager
async def _answering(
    settings: Settings, folder: Path
) -> AsyncGenerator[tuple[Corpus, Answers, Following], None]:
    """Open the corpus, bring it up to date with its folder, and answer from it."""
    async with open_corpus(settings.database_url, settings.search_engine) as corpus:
        with _progress() as progress:
            await take_in_folder(corpus, folder, progress)
            await let_old_leave(settings, corpus)
            answers = await corpus.answers(progress)
        yield corpus, answers, following_for(settings, corpus, answers)


@contextmanager
def _progress() -> Generator[Progress, None, None]:
    """Show progress on the terminal, if there is one; what was quickly done is not shown at all."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as ProgressBar

    screen = Console(stderr=True)
    if not screen.is_terminal:
        yield lambda _stage, _done, _total: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with ProgressBar(*columns, console=screen, transient=True) as bar:
        task = bar.add_task("", total=None, visible=False)

        def show(stage: IngestStage, done: int, total: int) -> None:
            worth_showing = stage is not IngestStage.LOOKING and total > 0
            bar.update(task, description=_STAGES[stage], completed=done, total=total, visible=worth_showing)

        yield show


def _log_as(settings: Settings, *addresses: str, quiet: bool = False) -> None:
    """Log as set; commands that print show only warnings."""
    level = "WARNING" if quiet and settings.log_level == "INFO" else settings.log_level
    configure_logging(level, settings.log_format, secrets=secrets_of(settings, *addresses))


def _print_report(report: IngestReport) -> None:
    for name in ("new", "changed", "unchanged", "removed"):
        locations = getattr(report, name)
        print(f"{name}: {len(locations)}")
        if name != "unchanged":
            for location in locations:
                print(f"  {location}")
    if report.in_part:
        print(f"read in part: {len(report.in_part)}")
        for sentence in report.in_part:
            print(f"  {sentence}")
    print(f"failed: {len(report.failed)}")
    for failure in report.failed:
        print(f"  {failure.reason}")


def _read(paths: Iterable[str]) -> tuple[list[Document], list[Failure]]:
    from bot.corpus.formats.readers import read_file

    documents: list[Document] = []
    failures: list[Failure] = []
    for path in paths:
        try:
            reading = read_file(Path(path))
        except UnreadableDocument as error:
            failures.append(Failure(path, str(error)))
        else:
            documents.extend(reading.documents)
            failures.extend(reading.failures)
    return documents, failures


def _split(document: Document, failures: list[Failure]) -> tuple[Article, ...]:
    from bot.corpus.articles import articles_of

    articles = articles_of(document)
    if not articles:
        failures.append(Failure(document.location, f"{document.file}: there is no article in it."))
    return articles


async def _analysed(
    articles: list[Article], progress: Progress, failures: list[Failure]
) -> dict[tuple[str, str], AnalysedArticle]:
    from bot.services.processes.analysing import ChildAnalyst

    analysed = {}
    async with aclosing(ChildAnalyst().analyse(articles)) as results:
        done = 0
        async for result in results:
            article = articles[done]
            done += 1
            progress(IngestStage.ANALYSING, done, len(articles))
            if isinstance(result, Analysis):
                analysed[article.id, article.document.location] = AnalysedArticle(article, result)
            else:
                failures.append(Failure(article.document.location, f"{article.id}: {result.reason}"))
    return analysed


def _told(failures: Iterable[Failure]) -> int:
    """Print failures on standard error, one line each; return the exit code they make."""
    code = 0
    for failure in failures:
        print(failure.reason, file=sys.stderr)
        code = 1
    return code
