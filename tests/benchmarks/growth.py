"""How each cost grows with the corpus: processor time and memory at several sizes, with the slope.

Run as `python -m tests.benchmarks.growth [--sizes 500 4000 20000] [--profile PART]`. The articles are
generated and so are their analyses (`tests.benchmarks.generated`): no model reads them. Each size is measured
in a process of its own that opens a database filled by another.
"""

from __future__ import annotations

import argparse
import asyncio
import cProfile
import json
import pstats
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil
import pytest
from tantivy import Occur, Query

from bot.app import Corpus, open_corpus, settle
from bot.briefing.lines.library import Library
from bot.dialogue import parse
from bot.people.entries import filing_of
from bot.people.seen import FIGURES_EDITION, figures_of
from bot.search.kept_terms import kept_terms
from bot.search.tantivy_index import PASSAGES, TantivyEngine
from bot.services.answering.answer import Answers
from bot.services.taking_in.ingest import Ingest
from bot.services.telling.planning import Deliveries
from bot.text.tokens import all_words
from bot.views.telegram_html import render
from bot.words.changes import CorpusChange, Failure, FiledFigure
from bot.words.deliveries import Place, SubscriptionKind
from bot.words.documents import Article, Document
from bot.words.findings import AnalysedArticle, Analysis
from storage.kept.corrections import StoredCorrections
from storage.kept.deliveries import StoredDeliveries
from storage.kept.harm import StoredHarm
from storage.kept.subscriptions import StoredSubscriptions
from tests.benchmarks.generated import Writer
from tests.services.house import ReaderHere

SIZES = (500, 4_000, 20_000)
ROUNDS = 4
WATCHES = 1_000
_BETWEEN_LOOKS = 0.05  # seconds between two looks at the memory
PARTS = ("start", "answers", "one more", "watches")
AIMS = {
    "start to first answer, s": "3 at 20,000",
    "resident after answering, MiB": "300 at 20,000",
    "uncached answer, median, ms": "",
    "uncached answer, 95 %, ms": "60 at 20,000",
    "event loop held at the longest, ms": "50",
    "one more article findable, s": "1",
    "event loop held meanwhile, ms": "50",
    "resident during it, MiB": "330 at 20,000",
    "1,000 watches against one article, s": "0.1",
}
QUERIES = (
    "/topic gas pipeline", "/topic sanctions", "/topic human rights", "/topic grain exports water supply",
    "/topic humen rights", "/topic whaling", '/search "free elections" -visa', "/search uranium since:2023",
    "/search railway from:Herald", "who signed the trade agreement", "what happened at the border crossing",
    "/timeline peace talks", "/brief", "/sources", "/people", "/topics",
)  # fmt: skip


class Replayed:
    """Gives out analyses made before."""

    def __init__(self) -> None:
        self.ready: dict[str, Analysis] = {}

    async def analyse(self, articles: Sequence[Article]) -> AsyncGenerator[Analysis | Failure, None]:
        for article in articles:
            yield self.ready[article.id]


async def fill(database: str, size: int) -> None:
    """Store a corpus of generated articles."""
    writer = Writer()
    async with open_corpus(database) as corpus:
        for start in range(0, size, 500):
            written = writer.articles(start, min(500, size - start))
            batch = [replace(one, terms=kept_terms(one)) for one in written]
            put = {one.article.document.location: (one.article.document, (one,)) for one in batch}
            figures = {one.article.id: filed(one) for one in batch}
            change = CorpusChange(
                put, (), (), 1, figures=figures, figures_edition=FIGURES_EDITION, replaced=frozenset()
            )
            await corpus.store.apply(change)
        await corpus.ingest.resolve_all()
        await corpus.answers()  # makes the search index, which a start finds


def filed(analysed: AnalysedArticle) -> list[FiledFigure]:
    """Return the figures of an article, not filed as all together would be."""
    return [FiledFigure(seen, filing_of(seen, {})) for seen in figures_of(analysed).figures]


class Measured:
    """Processor time and the longest hold of the event loop while something runs."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.held = 0.0
        self.memory = 0.0
        self._look = 0.0

    async def of(self, work: Awaitable[object]) -> None:
        over = False

        async def watch() -> None:
            while not over:
                # The processor time of this thread alone: what others on the machine take is not ours.
                begun = time.thread_time()
                await asyncio.sleep(0.001)
                self.held = max(self.held, (time.thread_time() - begun) * 1000)
                if time.monotonic() > self._look:
                    self._look = time.monotonic() + _BETWEEN_LOOKS
                    self.memory = max(self.memory, resident())

        watching = asyncio.create_task(watch())
        await asyncio.sleep(0)
        begun = time.process_time()
        await work
        self.seconds = time.process_time() - begun
        over = True
        await watching


def resident() -> float:
    """Return the resident memory of this process in MiB."""
    return float(psutil.Process().memory_info().rss) / 2**20


@contextmanager
def profiled(wanted: bool) -> Generator[None, None, None]:
    """Print what takes longest in the body, where it is asked for; what threads do is done in its place."""
    if not wanted:
        yield
        return

    async def at_once(
        function: Callable[[Iterable[Any]], object], source: AsyncGenerator[Any, None]
    ) -> object:
        return function([one async for one in source])

    async def here(work: Callable[..., object], *given: object) -> object:
        return work(*given)

    with pytest.MonkeyPatch.context() as patched, cProfile.Profile() as profile:
        patched.setattr(asyncio, "to_thread", here)
        patched.setattr("bot.services.taking_in.who_is_who.in_thread", at_once)
        yield
    pstats.Stats(profile).sort_stats("cumulative").print_stats(45)


async def measure(database: str, size: int, profile: str | None) -> dict[str, float]:
    """Measure one size."""
    figures: dict[str, float] = {}
    begun = time.process_time()
    async with open_corpus(database) as corpus:
        with profiled(profile == "start"):
            answers = await corpus.answers()
        names = [person.name for person in answers.library.directory.people[:40:10]]
        asked = [parse(query) for query in (*QUERIES, *(f"/person {name}" for name in names))]
        requests = [request for request in asked if request is not None]
        await answers.answer(requests[0])
        settle()  # as the serving process does
        figures["start to first answer, s"] = time.process_time() - begun
        times: list[float] = []

        async def answering() -> None:
            for number in range(ROUNDS):
                for request in requests:
                    begun = time.process_time()
                    await answers.answer(replace(request, language=f"x{number}"))
                    times.append((time.process_time() - begun) * 1000)

        spent = Measured()
        with profiled(profile == "answers"):
            await spent.of(answering())
        times.sort()
        figures["resident after answering, MiB"] = resident()
        figures["uncached answer, median, ms"] = times[len(times) // 2]
        figures["uncached answer, 95 %, ms"] = times[int(len(times) * 0.95)]
        figures["event loop held at the longest, ms"] = spent.held

        figures |= await asyncio.to_thread(ranking, answers.library)
        figures |= await arriving(corpus, answers, names, size, profile)
    return figures


async def arriving(
    corpus: Corpus, answers: Answers, names: Sequence[str], size: int, profile: str | None
) -> dict[str, float]:
    """Take in two articles while a thousand chats watch, and measure the second: the first warms up."""
    writer, analyst = Writer(5), Replayed()
    coming = list(writer.articles(size + 1, 2))
    analyst.ready = {one.article.id: one.analysis for one in coming}
    split = {one.article.document.text: one.article for one in coming}

    def articles_of(document: Document) -> tuple[Article, ...]:
        return (replace(split[document.text], document=document),)

    ingest = Ingest(
        corpus.store, analyst, corrections=StoredCorrections(corpus.database), reader=ReaderHere(articles_of),
        harm=StoredHarm(corpus.database),
        analysis_version=1,
    )  # fmt: skip
    watches, outbox = StoredSubscriptions(corpus.database), StoredDeliveries(corpus.database)
    deliveries = Deliveries(
        answers, corpus.store, watches, outbox, default_zone="UTC", render=render
    )  # fmt: skip
    await deliveries.arrivals.notice()
    seen = await deliveries.arrivals.newest()
    for number, words in enumerate(watched(names)):
        await watches.add(Place(number + 1, 0), SubscriptionKind.WATCH, words, seen=seen)
    found, told = Measured(), Measured()
    with tempfile.TemporaryDirectory() as folder:
        for number, one in enumerate(coming):
            path = Path(folder) / f"{one.article.id}.txt"
            path.write_text(one.article.document.text, encoding="utf-8")

            async def taking_in(path: Path) -> None:
                await ingest.take_in([path])
                await answers.refresh()

            found, told = Measured(), Measured()
            with profiled(profile == "one more" and number == 1):
                await found.of(taking_in(path))
            assert one.article.id in answers.library.cards
            with profiled(profile == "watches" and number == 1):
                await told.of(deliveries.plan(datetime(2026, 1, 5, 8 + number, 0, tzinfo=UTC)))
    return {
        "one more article findable, s": found.seconds,
        "event loop held meanwhile, ms": found.held,
        "resident during it, MiB": found.memory,
        f"{WATCHES:,} watches against one article, s": told.seconds,
    }


def ranking(library: Library) -> dict[str, float]:
    """Time ranking alone, and the same query put to tantivy without anything around it."""
    terms = {term.term: 1.0 for words in ("grain exports", "uranium") for term in all_words(words)}
    found = {"ranking alone, ms": _milliseconds(lambda: library.engine.rank(terms, 400))}
    if isinstance(library.engine, TantivyEngine):
        searcher = library.engine._passages
        asked = [(Occur.Should, Query.term_query(PASSAGES, "terms", term, "freq")) for term in terms]
        query = Query.boolean_query(asked)
        found["bare tantivy, ms"] = _milliseconds(lambda: searcher.search(query, 400, count=False).hits)
    return found


def _milliseconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    for _ in range(50):
        work()
    return (time.process_time() - begun) * 20


def watched(names: Sequence[str]) -> list[str]:
    """Return what a thousand chats watch: subjects, places and people, few of them in one article."""
    writer = Writer(23)
    rest = [f"{writer.word()} {subject}" for subject in ("sanctions", "uranium") for _ in range(500)]
    return [*names, *rest][:WATCHES]


def main() -> None:
    """Print one line a figure: its value at each size, and how much it grows from the first to the last."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--profile", choices=PARTS, help="print what takes longest in a part")
    parser.add_argument("--keep", type=Path, help="folder in which the filled databases are kept and found")
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        print(json.dumps(asyncio.run(measure(given.measure, given.sizes[0], given.profile))))
        return
    print_growth(given.sizes, given.keep, given.profile)


def print_growth(sizes: Sequence[int], keep: Path | None = None, profile: str | None = None) -> None:
    """Fill, measure and print."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        measured = [figures_at(folder, size, profile) for size in sizes]
    print("\nGenerated articles, replayed analyses; seconds and milliseconds of processor time")
    print(f"{'':40} " + " ".join(f"{size:>10,}" for size in sizes) + "   growth   aim")
    for name in measured[-1]:
        values = [figures.get(name, 0.0) for figures in measured]
        growth = values[-1] / values[0] if values[0] else float("inf")
        print(
            f"{name:40} "
            + " ".join(f"{value:>10.2f}" for value in values)
            + f" {growth:>7.1f}x   {AIMS.get(name, '')}"
        )


def figures_at(folder: Path, size: int, profile: str | None) -> dict[str, float]:
    """Return the figures of one size, measured on a copy of its database."""
    filled = folder / f"{size}"
    if not (filled / "aide.db").exists():
        filled.mkdir(exist_ok=True)
        asyncio.run(fill(f"sqlite:///{filled}/aide.db", size))
    with tempfile.TemporaryDirectory() as copied:
        subprocess.run(["cp", "-r", f"{filled}/.", copied], check=True)
        arguments = ["--sizes", str(size), "--measure", f"sqlite:///{copied}/aide.db"]
        arguments += ["--profile", profile] if profile else []
        command = [sys.executable, "-m", "tests.benchmarks.growth", *arguments]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    *printed, figures = done.stdout.splitlines()
    print("\n".join(printed))
    result: dict[str, float] = json.loads(figures)
    return result


if __name__ == "__main__":
    main()
