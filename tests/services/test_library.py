"""The library follows the corpus: what it has become step by step is what is loaded at once."""

from __future__ import annotations

import asyncio
import logging
import os
import random
import shutil
import sys
import threading
from collections.abc import AsyncGenerator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.briefing.composing import compose
from bot.briefing.lines.library import Library
from bot.briefing.lines.quotable import ReadArticle
from bot.briefing.plans import plan
from bot.dialogue import parse
from bot.search.tantivy_index import TantivyIndex
from bot.services.answering.answer import Answers
from bot.services.answering.in_step import Librarian
from bot.services.answering.indexing import Engine, Indexing
from bot.services.taking_in.ingest import IngestStage
from bot.words.answers import Briefing
from bot.words.changes import CorpusChange
from bot.words.findings import AnalysedArticle
from storage.database import open_database
from storage.index_folder import StoredIndexFolder
from storage.kept.articles import StoredCorpus
from tests.makers import make_article
from tests.services.house import House

ROOT = Path(__file__).parents[2]
PEOPLE = ("Ada Lind", "Adele Lynd", "Bo Ek", "Olga Ritter")
THINGS = ("fish market", "oil pipeline", "harbour tax", "winter road", "gas price", "рыбный рынок")
DEEDS = ("opened", "closed", "talked about", "paid for", "voted on", "доволен")
ASKED = (
    "/topic fish market", "/topic oil", "/topic harbour tax or gas price", "/search winter -oil",
    "/search road since:2024-03", "/search price from:Herald", "/person Lind", "/person Ek", "/people",
    "/topics", "/sources", "who paid for the winter road", "/timeline oil pipeline", "/topic fihs market",
    "/topic whaling",
)  # fmt: skip


def article(chance: random.Random, number: int) -> AnalysedArticle:
    """Write an article by chance."""
    named = chance.sample(PEOPLE, 2)
    pick = chance.choice
    sentences = [
        f"{pick(named)} {pick(DEEDS)} the {pick(THINGS)} and the {pick(THINGS)}."
        for _ in range(chance.randint(1, 7))
    ]
    title = f"{chance.choice(THINGS).capitalize()} of day {number}"
    return make_article(
        f"{number:03}",
        "\n".join([title, *sentences, f"{' and '.join(named)} came."]),
        people={name: [name.split()[1]] for name in named},
        outlet=chance.choice(("Daily Herald", "Northern Post", None)),
        published=chance.choice((f"2024-{chance.randint(1, 12):02}-11", None)),
    )


@pytest.fixture
async def house(database_file: Path) -> AsyncGenerator[House, None]:
    async with open_database(f"sqlite:///{database_file}") as database:
        yield await House.open(database)


async def follow(house: House, indexing: Indexing) -> None:
    """Let the house answer from an index of its own."""
    librarian = Librarian(house.store, indexing)
    house.answers = Answers(house.store, house.cache, librarian, await librarian.newest())


def on_disk(folder: Path) -> Indexing:
    return Indexing("tantivy", StoredIndexFolder(folder / "made.index", patience=0))


async def answered(house: House, library: Library) -> list[Briefing]:
    """Return what a library answers to everything asked."""
    found = []
    for message in ASKED:
        request = parse(message)
        assert request is not None
        planned = plan(request, library)
        read = await house.store.articles(planned.articles)
        at_hand = {id_: ReadArticle(library.as_corrected(one)) for id_, one in read.items()}
        found.append(compose(planned, library, at_hand))
    return found


def visible(library: Library) -> tuple[object, ...]:
    return (
        library.revision,
        dict(library.cards),
        list(library.cards),
        list(library.directory.people),
        dict(library.engine.vocabulary()),
        dict(library.words),
        library.subjects,
        library.corrected,
    )


@pytest.mark.parametrize("engine", ["rank-bm25", "tantivy"])
async def test_after_any_change_every_answer_is_that_of_a_library_loaded_anew(
    house: House, tmp_path: Path, engine: Engine
) -> None:
    chance = random.Random(7)
    await follow(house, Indexing(engine, StoredIndexFolder(tmp_path / "made.index")))
    number = 0
    for _ in range(9):
        number += 3
        come = [article(chance, number + one) for one in range(chance.randint(0, 3))]
        known = sorted(house.known.values(), key=lambda one: one.article.id)
        touched = chance.sample(known, min(len(known), chance.randint(0, 2)))
        if engine == "tantivy":  # scores by frequencies that count what was deleted until it is merged away
            touched = []
        changed = [article(chance, int(one.article.id)) for one in touched[:1]]
        await house.put(*come, *changed, removed=touched[1:])
        library = house.answers.library
        fresh = await Librarian(house.store, Indexing(engine)).newest()
        fresh = replace(fresh, weighed_by=library.weighing)  # which may be of a revision shortly before
        assert visible(library) == visible(fresh)
        assert await answered(house, library) == await answered(house, fresh)


async def test_a_change_reads_the_articles_that_changed_and_no_others(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(3)
    await house.put(*(article(chance, number) for number in range(30)))
    monkeypatch.setattr(StoredCorpus, "each_article", lambda _: pytest.fail("everything was read"))
    read: list[str] = []
    articles = StoredCorpus.articles

    async def noted(store: StoredCorpus, ids: Sequence[str]) -> object:
        read.extend(ids)
        return await articles(store, ids)

    monkeypatch.setattr(StoredCorpus, "articles", noted)
    await house.put(article(chance, 31), removed=[house.known["004"]])
    assert read == ["031"]
    assert "004" not in house.answers.library.cards


async def indexed_of(
    store: StoredCorpus, indexing: Indexing
) -> tuple[Library, list[tuple[IngestStage, int, int]]]:
    told: list[tuple[IngestStage, int, int]] = []
    library = await Librarian(store, indexing).newest(progress=lambda *told_now: told.append(told_now))
    return library, told


async def test_an_index_on_disk_is_taken_up_again_and_follows_what_came_meanwhile(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(5)
    await house.put(*(article(chance, number) for number in range(60)))
    _, told = await indexed_of(house.store, on_disk(tmp_path))
    assert told[-1] == (IngestStage.INDEXING, 50, 60)
    await house.put(article(chance, 61), removed=[house.known["007"]])
    monkeypatch.setattr(StoredCorpus, "each_article", lambda _: pytest.fail("everything was read"))
    again, told = await indexed_of(house.store, on_disk(tmp_path))
    assert told == []
    assert visible(again) == visible(house.answers.library)
    assert again.engine.passages == house.answers.library.engine.passages


async def test_an_index_whose_folder_is_gone_is_made_anew(house: House, tmp_path: Path) -> None:
    await house.put(article(random.Random(1), 1), article(random.Random(2), 2))
    await indexed_of(house.store, on_disk(tmp_path))
    shutil.rmtree(tmp_path / "made.index")
    library, _ = await indexed_of(house.store, on_disk(tmp_path))
    assert dict(library.engine.vocabulary()) == dict(house.answers.library.engine.vocabulary())


async def test_a_damaged_index_is_removed_and_made_anew(
    house: House, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await house.put(article(random.Random(1), 1), article(random.Random(2), 2))
    await indexed_of(house.store, on_disk(tmp_path))
    for part in (tmp_path / "made.index").glob("passages/*.idx"):
        part.write_bytes(b"\0" * part.stat().st_size)
    with caplog.at_level(logging.WARNING):
        library, _ = await indexed_of(house.store, on_disk(tmp_path))
    assert "It is made anew." in caplog.text
    assert dict(library.engine.vocabulary()) == dict(house.answers.library.engine.vocabulary())
    again, told = await indexed_of(house.store, on_disk(tmp_path))
    assert told == []
    assert again.engine.passages == library.engine.passages


async def test_an_index_of_another_corpus_is_not_taken_for_this_ones(house: House, tmp_path: Path) -> None:
    await house.put(article(random.Random(1), 1))
    await indexed_of(house.store, on_disk(tmp_path))
    async with open_database(f"sqlite:///{tmp_path}/other.db") as other:
        others = await House.open(other)
        await others.put(article(random.Random(2), 2))
        library, _ = await indexed_of(others.store, on_disk(tmp_path))
        assert dict(library.engine.vocabulary()) == dict(others.answers.library.engine.vocabulary())


async def test_where_another_process_writes_the_index_it_is_made_in_memory_and_that_is_said(
    house: House, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await house.put(article(random.Random(1), 1))
    folder = tmp_path / "made.index"
    with StoredIndexFolder(folder).alone(), caplog.at_level(logging.WARNING):
        library, _ = await indexed_of(house.store, on_disk(tmp_path))
    assert "Another process is writing the search index. It is made in memory for now." in caplog.text
    assert dict(library.engine.vocabulary()) == dict(house.answers.library.engine.vocabulary())


async def test_the_engine_set_is_the_one_that_ranks_and_auto_goes_by_size(house: House) -> None:
    chance = random.Random(1)
    await house.put(*(article(chance, number) for number in range(5)))

    async def engine(indexing: Indexing) -> str:
        return (await Librarian(house.store, indexing).newest()).engine.name

    assert await engine(Indexing()) == "rank-bm25"
    assert await engine(Indexing("auto", large=5)) == "tantivy"
    assert await engine(Indexing("rank-bm25", large=5)) == "rank-bm25"
    assert await engine(Indexing("tantivy")) == "tantivy"


async def test_a_corpus_that_grows_large_is_ranked_by_the_other_engine_from_then_on(house: House) -> None:
    await follow(house, Indexing("auto", large=8))
    chance = random.Random(1)
    await house.put(*(article(chance, number) for number in range(5)))
    assert house.answers.library.engine.name == "rank-bm25"
    await house.put(*(article(chance, number) for number in range(5, 9)))
    assert house.answers.library.engine.name == "tantivy"
    assert house.answers.library.engine.passages > 9


async def test_a_correction_leaves_the_index_as_it_is(house: House, tmp_path: Path) -> None:
    await follow(house, on_disk(tmp_path))
    await house.put(article(random.Random(1), 1))
    before = house.answers.library.engine
    await house.store.apply(CorpusChange({}, (), ()))
    await house.answers.refresh()
    assert house.answers.library.engine is before
    assert house.answers.library.directory.people == []


async def test_index_and_database_agree_after_every_kill(house: House, tmp_path: Path) -> None:
    chance = random.Random(8)
    for kill in range(2):
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "tests.services.growing", str(tmp_path / "aide.db"), str(tmp_path / "made.index")),
            str(1 + kill * 1000),
            stdout=asyncio.subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        assert process.stdout is not None
        for _ in range(chance.randint(3, 12)):
            assert await process.stdout.readline()
        process.kill()
        await process.wait()
        library, _ = await indexed_of(house.store, on_disk(tmp_path))
        fresh, _ = await indexed_of(house.store, Indexing("tantivy"))
        assert visible(library) == visible(fresh)
        assert library.engine.passages == fresh.engine.passages


async def test_a_corpus_that_moves_while_its_index_is_made_is_loaded_as_it_is_then(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(1)
    await house.put(article(chance, 1))
    movement = StoredCorpus.movement
    asked: list[str] = []

    async def before_the_index(store: StoredCorpus, since: str) -> object:
        asked.append(since)
        if len(asked) == 2:
            late = article(chance, 3)
            put = {late.article.document.location: (late.article.document, (late,))}
            await store.apply(CorpusChange(put, (), ()))
        return await movement(store, since)

    monkeypatch.setattr(StoredCorpus, "movement", before_the_index)
    library = await Librarian(house.store).newest()
    assert set(library.cards) == {"001", "003"}
    assert len(library.engine.rank_articles(dict.fromkeys(library.engine.vocabulary(), 1.0), 9)) == 2
    assert library.revision == await house.store.revision()


async def test_a_change_whose_waiter_is_gone_and_the_next_one_do_not_meet(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(1)
    await follow(house, on_disk(tmp_path))
    reached, go_on = threading.Event(), threading.Event()
    change = TantivyIndex.change

    def slow(index: TantivyIndex, *given: Any) -> None:
        if not reached.is_set():
            reached.set()
            go_on.wait()
        change(index, *given)

    monkeypatch.setattr(TantivyIndex, "change", slow)
    coming = asyncio.create_task(house.put(article(chance, 1)))
    await asyncio.to_thread(reached.wait)
    coming.cancel()
    with pytest.raises(asyncio.CancelledError):
        await coming
    following = asyncio.create_task(house.put(article(chance, 2)))
    await asyncio.sleep(0)
    go_on.set()
    await following
    assert list(house.answers.library.cards) == ["001", "002"]
    fresh, _ = await indexed_of(house.store, Indexing("tantivy"))
    assert visible(house.answers.library) == visible(fresh)
    assert TantivyIndex(StoredIndexFolder(tmp_path / "made.index")).mark == fresh.mark
