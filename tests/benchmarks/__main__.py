"""Speed and memory, with what was aimed at beside. Run as `python -m tests.benchmarks [starter] [growth]`.

First on the starter corpus; then how each cost grows with the corpus, which takes some ten minutes.

The process that serves is a real one, `python -m bot`, polling the Bot API server of the tests on loopback;
nothing here leaves the machine. What is compared with a target is processor time, which others on the machine
do not lengthen much; wall-clock time is beside it where somebody waits.
"""

from __future__ import annotations

import asyncio
import compileall
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Iterable
from contextlib import aclosing
from pathlib import Path

import psutil

from bot.app import open_corpus, settle
from bot.corpus.articles import articles_of
from bot.corpus.formats.readers import read_file
from bot.dialogue import parse
from bot.services.answering.answer import Answers
from bot.services.processes.analysing import ChildAnalyst
from bot.upkeep import take_in_folder
from bot.words.answers import Request
from tests.benchmarks.growth import SIZES, print_growth
from tests.telegram_server.server import TelegramServer

QUERIES = (
    "/person Rosenblum",
    "/person Tokayev",
    "/person Путин",
    "/person Blinkin",
    "/person Donald",
    "/person Macron",
    "/topic sanctions",
    "/topic human rights",
    "/topic права человека",
    "/topic nuclear power plant",
    "/topic C5+1",
    "/topic trade with China",
    "/topic Afghanistan",
    "/topic whaling",
    "/topic humen rights",
    '/search "strategic partnership" -Putin',
    "/search trade from:VOA",
    "how many political prisoners",
    "when does the resignation take effect",
    "what did Dubnov say about the Kremlin",
    "/sources",
    "/people",
    "/topics",
    "/article 003-1",
    "/help",
)
ROUNDS = 20
ANALYSED = 8  # times the starter corpus is analysed
PROJECT = Path(__file__).parents[2]
SEEDS = PROJECT / "seeds"


def row(what: str, figure: str, aim: str) -> None:
    """Print one figure."""
    print(f"{what:58} {figure:>22}   {aim}")


def percentiles(milliseconds: list[float]) -> str:
    """Return median, 95th percentile and maximum."""
    ordered = sorted(milliseconds)
    middle, high = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
    return f"{middle:.1f} / {high:.1f} / {ordered[-1]:.1f} ms"


async def longest_block(work: Awaitable[object]) -> float:
    """Return the longest time in milliseconds that the event loop was held up while `work` ran."""
    longest, over = 0.0, False

    async def watch() -> None:
        nonlocal longest
        while not over:
            begun = time.perf_counter()
            await asyncio.sleep(0.001)
            longest = max(longest, (time.perf_counter() - begun) * 1000 - 1)

    watching = asyncio.create_task(watch())
    await work
    over = True
    await watching
    return longest


async def answers_timed(database: str) -> None:
    """Time answers made anew and answers kept."""
    requests = [request for query in QUERIES if (request := parse(query)) is not None]
    async with open_corpus(database) as corpus:
        answers = await corpus.answers()
        settle()  # as the serving process does
        made: list[float] = []
        kept: list[float] = []

        async def timed(asked: Iterable[Request], times: list[float]) -> None:
            for request in asked:
                begun = time.process_time()
                await answers.answer(request)
                times.append((time.process_time() - begun) * 1000)

        async def everything() -> None:
            for number in range(ROUNDS):
                # A language of its own makes every request of a round a new one for the cache.
                fresh = [Request(one.kind, one.words, f"x{number}") for one in requests]
                await timed(fresh, made)
                await timed(fresh, kept)

        block = await longest_block(everything())
    row("an answer made, median / 95 % / longest", percentiles(made), "95 %: 30 ms")
    row("a kept answer, median / 95 % / longest", percentiles(kept), "95 %: 5 ms")
    row("event loop held up at the longest, while answering", f"{block:.1f} ms", "50 ms")


def processor_seconds(processes: Iterable[psutil.Process]) -> float:
    """Return the processor time some processes have taken so far."""
    return sum(sum(one.cpu_times()[:2]) for one in processes)


def child(environment: dict[str, str], *arguments: str) -> subprocess.Popen[bytes]:
    """Start the program."""
    return subprocess.Popen(
        [sys.executable, "-m", "bot", *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


async def served(environment: dict[str, str]) -> None:
    """Start the serving process with a warm database; time the first answer, weigh it, and stop it.

    Its modules are compiled before, as those of an installed program are: else each start compiles them anew
    where Python is told to keep nothing, for half a second.
    """
    for room in ("bot", "config", "storage"):
        compileall.compile_dir(PROJECT / room, quiet=1)
    async with TelegramServer() as telegram:
        asker = telegram.user("Asker")
        asker.says(QUERIES[0])
        begun = time.perf_counter()
        process = child(
            {**environment, "TELEGRAM_BOT_TOKEN": telegram.token, "TELEGRAM_API_URL": telegram.url}
        )
        await asker.private.reply()
        waited, serving = time.perf_counter() - begun, psutil.Process(process.pid)
        spent = f"{processor_seconds([serving]):.2f} s, waited {waited:.2f}"
        row("start to first answer over HTTP, database warm", spent, "1.5 s")
        for query in QUERIES[1:8]:
            asker.says(query)
            await asker.private.reply()
        memory = serving.memory_info().rss / 2**20
        row("resident memory, serving", f"{memory:.0f} MiB", "150 MB")
        begun = time.perf_counter()
        process.terminate()
        await asyncio.to_thread(process.wait)
        row(f"SIGTERM to exit code {process.returncode}", f"{time.perf_counter() - begun:.2f} s", "5 s")


async def analysed() -> None:
    """Analyse the starter articles over and over in the child process; weigh it at its largest."""
    documents = [document for path in sorted(SEEDS.glob("*.txt")) for document in read_file(path).documents]
    articles = [article for document in documents for article in articles_of(document)]
    words = sum(len(article.text[article.span.start : article.span.end].split()) for article in articles)
    memory, begun, spent, done = 0.0, 0.0, 0.0, 0
    async with aclosing(ChildAnalyst().analyse(articles * ANALYSED)) as results:
        async for _ in results:
            done += 1
            children = psutil.Process().children(recursive=True)
            memory = max(memory, *(child.memory_info().rss / 2**20 for child in children))
            spent = processor_seconds(children)
            if done == len(articles):
                begun = spent  # the first round also loads the model
    rate = (done - len(articles)) / (spent - begun)
    row(
        f"analysis, articles of {words // len(articles)} words on average",
        f"{rate:.1f} a second a core",
        "8 a second",
    )
    row("memory of the analysing process at its largest", f"{memory:.0f} MiB", "400 MB")


async def read_anew(database: str) -> None:
    """Read and analyse the starter corpus into a new database."""
    async with open_corpus(database) as corpus:
        await Answers.open(corpus.store, corpus.cache)  # as the serving process does before it reads
        settle()
        begun = time.perf_counter()
        reading = take_in_folder(corpus, Path("seeds"), lambda _stage, _done, _total: None)
        block = await longest_block(reading)
    row(
        "reading and analysing the five documents, first start",
        f"{time.perf_counter() - begun:.2f} s",
        "10 s",
    )
    row("event loop held up at the longest, while reading", f"{block:.1f} ms", "50 ms")


def main() -> None:
    """Print every figure, or those of the parts named."""
    parts = sys.argv[1:] or ["starter", "growth"]
    if "starter" in parts:
        on_the_starter_corpus()
    if "growth" in parts:
        print_growth(SIZES)


def on_the_starter_corpus() -> None:
    """Print the figures of the starter corpus."""
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{folder}/bench.db"
        asyncio.run(read_anew(database))
        asyncio.run(analysed())
        asyncio.run(answers_timed(database))
        asyncio.run(served({**os.environ, "DATABASE_URL": database}))


if __name__ == "__main__":
    main()
