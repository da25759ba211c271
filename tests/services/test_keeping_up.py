"""The corpus folder is taken in while the bot serves, and answers say how far that is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import Corpus, kept_up_to_date
from bot.models import Analysis, Article, Document, Span
from bot.services.checking import PastedReader
from bot.services.indexing import Indexing
from storage.database import Database, open_database
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
    async with kept_up_to_date(corpus, house.answers, tmp_path):
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
    async with kept_up_to_date(corpus, house.answers, tmp_path):
        await told.wait()
        card = (await house.says("/sources")).corpus
        assert 0 < card.articles < 30
        assert card.reading == (card.articles, 30)
    assert house.answers.library.corpus.articles == card.articles
