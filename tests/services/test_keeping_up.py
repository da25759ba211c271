"""The corpus folder is taken in while the bot serves, and answers say how far that is."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Coroutine
from pathlib import Path

import pytest

from bot.app import Corpus
from bot.errors import StorageError
from bot.services.answering.indexing import Indexing
from bot.services.answering.pasted_reader import PastedReader
from bot.upkeep import as_the_only_one, keep_up_to_date, kept_in_step
from bot.words.answers import Status
from bot.words.documents import Article, Document
from bot.words.findings import Analysis
from bot.words.spans import Span
from storage.database import Database, open_database
from tests.makers import make_article
from tests.services.house import House


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_database(f"sqlite:///{tmp_path}/.data/aide.db") as opened:
        yield opened


def whole(document: Document) -> tuple[Article, ...]:
    span = Span(0, len(document.text))
    return (Article(document.key, document, span, document.text, None, (span,)),)


def of_house(database: Database, house: House) -> Corpus:
    pasted = PastedReader(house.analyst)
    return Corpus(database, house.store, house.cache, house.ingest, house.curation, pasted, Indexing())


@contextlib.asynccontextmanager
async def beside(work: Coroutine[None, None, None]) -> AsyncGenerator[None, None]:
    going = asyncio.create_task(work)
    yield
    going.cancel()
    await asyncio.gather(going, return_exceptions=True)


async def test_answers_say_how_many_documents_are_read_until_all_are(
    database: Database, tmp_path: Path
) -> None:
    for number in range(3):
        (tmp_path / f"{number:03}.txt").write_text(f"Harbour {number} was dug out.")
    house = await House.open(database)
    house.split = whole
    house.analyst.ready = {f"{number:03}": Analysis(f"{number:03}", ()) for number in range(3)}
    corpus = of_house(database, house)
    told = asyncio.Event()
    house.answers.when_changed(told.set)
    async with beside(keep_up_to_date(corpus, house.answers, tmp_path)):
        await house.analyst.reached.wait()
        assert (await house.says("/topic harbour")).corpus.reading == (0, 3)
        house.analyst.gate.set()
        await told.wait()
        while (await house.says("/sources")).corpus.reading is not None:  # noqa: ASYNC110
            await asyncio.sleep(0)
        assert (await house.says("/sources")).corpus.articles == 3


async def test_what_is_stored_of_a_long_reading_is_served_meanwhile(
    database: Database, tmp_path: Path
) -> None:
    for number in range(30):
        (tmp_path / f"{number:03}.txt").write_text(f"Harbour {number} was dug out.")
    house = await House.open(database)
    house.split = whole
    house.analyst.ready = {f"{number:03}": Analysis(f"{number:03}", ()) for number in range(30)}
    house.analyst.gate.set()
    corpus = of_house(database, house)
    told = asyncio.Event()

    def held_up() -> None:
        house.analyst.gate.clear()
        told.set()

    house.answers.when_changed(held_up)
    async with beside(keep_up_to_date(corpus, house.answers, tmp_path)):
        await told.wait()
        card = (await house.says("/sources")).corpus
        assert 0 < card.articles < 30
        assert card.reading == (card.articles, 30)
    assert house.answers.library.corpus.articles == card.articles


async def test_what_another_process_takes_in_is_answered_from(database: Database) -> None:
    house, elsewhere = await House.open(database), await House.open(database)
    told = asyncio.Event()
    house.answers.when_changed(told.set)
    async with kept_in_step(house.answers, every=0):
        await elsewhere.put(make_article("003", "A title\nThe harbour was dug out."))
        await told.wait()
    assert (await house.says("/topic harbour")).status is Status.FOUND


async def test_one_process_at_a_time_does_the_work_and_another_goes_on_when_it_ends(
    database: Database, tmp_path: Path
) -> None:
    begun: asyncio.Queue[str] = asyncio.Queue()

    def work(name: str) -> Callable[[], Coroutine[None, None, None]]:
        async def working() -> None:
            begun.put_nowait(name)
            await asyncio.Event().wait()

        return working

    async with open_database(f"sqlite:///{tmp_path}/.data/aide.db") as same:
        first = asyncio.create_task(as_the_only_one(database, work("first"), every=0.01))
        assert await begun.get() == "first"
        async with beside(as_the_only_one(same, work("second"), every=0.01)):
            for _ in range(5):
                await same.size()
            assert begun.empty()
            first.cancel()
            assert await begun.get() == "second"


@pytest.mark.parametrize("error", [StorageError("the disk is full"), RuntimeError("the disk is full")])
async def test_work_that_fails_is_begun_again(
    database: Database, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    tries: asyncio.Queue[None] = asyncio.Queue()

    async def fails() -> None:
        tries.put_nowait(None)
        raise error

    async with beside(as_the_only_one(database, fails, every=0)):
        await tries.get()
        await tries.get()
    assert "Letting the corpus grow has to wait" in caplog.text
    assert "the disk is full" in caplog.text
