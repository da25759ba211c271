"""The figures kept of an article say all that telling who is who needs of it."""

from __future__ import annotations

import random
import shutil
from collections.abc import AsyncGenerator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.people.resolver import people_among, resolve
from bot.people.seen import FIGURES_EDITION, figures_of
from bot.services.taking_in.ingest import Ingest
from bot.words.changes import ArticleFigures
from bot.words.documents import Article, Document
from bot.words.findings import AnalysedArticle
from storage.database import Database, open_database
from storage.kept.articles import StoredCorpus
from storage.kept.corrections import StoredCorrections
from storage.kept.harm import StoredHarm
from storage.serialisation import SEEN_FIGURES
from tests.benchmarks.generated import Writer
from tests.services.house import ReaderHere, ReadyAnalyst


async def test_figures_written_and_read_again_are_the_same_people(
    starter_corpus: Path, tmp_path: Path
) -> None:
    copied = tmp_path / "aide.db"
    shutil.copy(starter_corpus, copied)
    async with open_database(f"sqlite:///{copied}") as database:
        articles = [one async for one in StoredCorpus(database).each_article()]
    kept = [written_and_read(figures_of(one)) for one in articles]
    assert kept == [figures_of(one) for one in articles]
    assert len(people_among(kept)) > 20
    random.Random(1).shuffle(kept)
    assert people_among(kept) == resolve(articles)


def written_and_read(figures: ArticleFigures) -> ArticleFigures:
    seen = (SEEN_FIGURES.read(SEEN_FIGURES.write(one)) for one in figures.figures)
    return replace(figures, figures=tuple(seen))


class Desk:
    """An ingest of articles analysed before, one file an article."""

    def __init__(self, database: Database, folder: Path, analysed: Sequence[AnalysedArticle]) -> None:
        self.store = StoredCorpus(database)
        self.analyst = ReadyAnalyst({one.article.id: one.analysis for one in analysed})
        self.analyst.gate.set()
        self.folder = folder
        self._by_text = {one.article.document.text: one.article for one in analysed}
        self.ingest = Ingest(
            self.store,
            self.analyst,
            corrections=StoredCorrections(database),
            reader=ReaderHere(self._split),
            harm=StoredHarm(database),
            analysis_version=1,
        )

    def _split(self, document: Document) -> tuple[Article, ...]:
        return (replace(self._by_text[document.text], document=document),)

    def put(self, *articles: AnalysedArticle) -> None:
        for one in articles:
            (self.folder / one.article.document.file).write_text(one.article.document.text, encoding="utf-8")


@pytest.fixture
async def database(database_file: Path) -> AsyncGenerator[Database, None]:
    async with open_database(f"sqlite:///{database_file}") as opened:
        yield opened


async def test_in_whatever_order_articles_come_and_go_the_people_are_those_of_all_at_once(
    database: Database, tmp_path: Path
) -> None:
    chance = random.Random(4)
    written = list(Writer(3).articles(1, 40))
    coming = chance.sample(written, len(written))
    folder = tmp_path / "corpus"
    folder.mkdir()
    desk = Desk(database, folder, written)
    there: dict[str, AnalysedArticle] = {}
    while coming:
        batch = [coming.pop() for _ in range(min(len(coming), chance.randint(1, 6)))]
        desk.put(*batch)
        there |= {one.article.document.file: one for one in batch}
        for file in chance.sample(sorted(there), chance.randint(0, 1)):
            (folder / file).unlink()
            del there[file]
        await desk.ingest.take_in([folder])
        stored = [one async for one in desk.store.each_article()]
        assert len(stored) == len(there)
        assert await desk.store.people() == list(resolve(stored))


async def test_figures_of_another_edition_are_taken_out_of_the_articles_again(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = list(Writer(3).articles(1, 3))
    folder = tmp_path / "corpus"
    folder.mkdir()
    desk = Desk(database, folder, written)
    desk.put(*written[:2])
    await desk.ingest.take_in([folder])
    before = await desk.store.people()
    assert await desk.store.figures.without(FIGURES_EDITION) == []
    monkeypatch.setattr("bot.services.taking_in.who_is_who.FIGURES_EDITION", FIGURES_EDITION + 1)
    assert len(await desk.store.figures.without(FIGURES_EDITION + 1)) == 2
    desk.put(written[2])
    await desk.ingest.take_in([folder])
    assert await desk.store.figures.without(FIGURES_EDITION + 1) == []
    assert len(await desk.store.people()) >= len(before)
    assert await desk.store.people() == list(resolve([one async for one in desk.store.each_article()]))


async def test_a_change_reads_no_article_that_was_there_before(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = list(Writer(3).articles(1, 6))
    folder = tmp_path / "corpus"
    folder.mkdir()
    desk = Desk(database, folder, written)
    desk.put(*written[:5])
    await desk.ingest.take_in([folder])
    monkeypatch.setattr(StoredCorpus, "each_article", lambda _: pytest.fail("everything was read"))
    monkeypatch.setattr(StoredCorpus, "articles", lambda *_: pytest.fail("an article was read"))
    desk.put(written[5])
    await desk.ingest.take_in([folder])
    assert {place.article for one in await desk.store.people() for place in one.appearances} == {
        one.article.id for one in written
    }
