from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest

from bot.protocols import CorpusStore
from bot.words.changes import CorpusChange, KnownDocument, Movement
from bot.words.searching import ArticleCard
from storage.database import Database, open_database
from storage.kept.articles import StoredCorpus
from tests.storage.sample_corpus import analysed, change, document, person, stored

ROOT = Path(__file__).parents[2]


@pytest.fixture
def corpus(database: Database) -> StoredCorpus:
    return StoredCorpus(database)


async def everything(corpus: CorpusStore) -> tuple[object, ...]:
    """The whole state of the store, as values that compare."""
    articles = [one async for one in corpus.each_article()]
    return (await corpus.revision(), await corpus.known_documents(), articles, await corpus.people())


async def test_an_empty_corpus_has_a_revision_and_nothing_else(corpus: StoredCorpus) -> None:
    assert await everything(corpus) == ("0", {}, [], [])
    assert await corpus.cards() == []
    assert await corpus.articles(["000"]) == {}


async def test_what_is_stored_comes_back_equal_after_the_database_was_closed(url: str) -> None:
    listing, plain = stored("003", articles=2), stored("000", text="Né\u00a0\x00“text”\r\n\u2028 end" * 5)
    people = [person("Anna Ivanova", "003-1"), person("Boris Petrov", "000")]
    async with open_database(url) as database:
        await StoredCorpus(database).apply(change(listing, plain, people=people))
    async with open_database(url) as database:
        corpus = StoredCorpus(database)
        assert [one async for one in corpus.each_article()] == [*plain[1], *listing[1]]
        assert await corpus.people() == people
        assert await corpus.known_documents() == {
            plain[0].location: KnownDocument(plain[0].location, plain[0].digest, "000", ("000",), 7),
            listing[0].location: KnownDocument(
                listing[0].location, listing[0].digest, "003", ("003-1", "003-2"), 7
            ),
        }


async def test_articles_are_listed_in_the_order_of_their_listing_page_not_of_the_alphabet(
    corpus: StoredCorpus,
) -> None:
    await corpus.apply(change(stored("003", articles=11), stored("002")))
    ids = [card.id for card in await corpus.cards()]
    assert ids == ["002", *(f"003-{number}" for number in range(1, 12))]
    assert [one.article.id async for one in corpus.each_article()] == ids


async def test_every_article_is_walked_when_there_are_many_documents(corpus: StoredCorpus) -> None:
    keys = [f"{number:03}" for number in range(70)]
    await corpus.apply(change(*(stored(key) for key in keys)))
    assert [one.article.id async for one in corpus.each_article()] == keys


async def test_a_walk_left_half_way_holds_nothing_open(url: str) -> None:
    async with open_database(url) as database:
        corpus = StoredCorpus(database)
        await corpus.apply(change(*(stored(f"{number:03}") for number in range(40))))
        async for _ in corpus.each_article():
            break
        await corpus.apply(change(removed=["seeds/000_talks.txt"]))
        assert len(await corpus.cards()) == 39


async def test_a_card_says_what_the_article_says(corpus: StoredCorpus) -> None:
    one = stored("003", articles=2)
    await corpus.apply(change(one))
    article = one[1][0].article
    assert (await corpus.cards())[0] == ArticleCard(
        id="003-1",
        title=article.title,
        outlet="The Daily",
        published=article.published,
        language="en",
        truncated=True,
        url="https://example.org/003",
        file="003_talks.txt",
        words=7,
    )


async def test_articles_are_read_in_the_order_asked_and_unknown_ones_left_out(corpus: StoredCorpus) -> None:
    await corpus.apply(change(stored("003", articles=2), stored("000")))
    found = await corpus.articles(["003-2", "nothing", "000", "003-2", "003-1"])
    assert list(found) == ["003-2", "000", "003-1"]
    assert found["003-1"].article.document is found["003-2"].article.document


async def test_a_changed_document_replaces_what_its_location_held(corpus: StoredCorpus) -> None:
    await corpus.apply(change(stored("003", articles=3), stored("000")))
    changed = stored("003", text="Another text altogether, and longer than the one before.", articles=2)
    await corpus.apply(change(changed))
    assert [card.id for card in await corpus.cards()] == ["000", "003-1", "003-2"]
    assert (await corpus.articles(["003-1"]))["003-1"] == changed[1][0]


async def test_a_removed_document_leaves_with_all_that_was_its_own(database: Database) -> None:
    corpus = StoredCorpus(database)
    await corpus.apply(
        change(stored("003", articles=2), stored("000"), people=[person("Anna Ivanova", "000")])
    )
    await corpus.apply(change(removed=["seeds/003_talks.txt", "seeds/000_talks.txt", "never/was.txt"]))
    async with database.reading() as connection:
        for table in ("documents", "document_texts", "articles", "readings", "people"):
            rows = await connection.exec_driver_sql(f"SELECT count(*) FROM {table}")
            assert rows.scalar_one() == 0, table


async def test_a_key_freed_by_a_removed_document_can_be_given_in_the_same_change(
    corpus: StoredCorpus,
) -> None:
    await corpus.apply(change(stored("003", folder="old")))
    await corpus.apply(change(stored("003", folder="new"), removed=["old/003_talks.txt"]))
    assert list(await corpus.known_documents()) == ["new/003_talks.txt"]


async def test_people_follow_the_directory_of_each_change(corpus: StoredCorpus) -> None:
    anna, boris, clara = (person(name, "000") for name in ("Anna Ivanova", "Boris Petrov", "Clara Sm"))
    await corpus.apply(change(people=[anna, boris]))
    again = person("Boris Petrov", "001")
    await corpus.apply(change(people=[clara, anna, again]))
    assert await corpus.people() == [anna, again, clara]
    assert await corpus.people([clara.key, "nobody"]) == [clara]


async def test_people_told_again_stand_in_the_place_of_those_they_replace(corpus: StoredCorpus) -> None:
    anna, boris, clara = (person(name, "000") for name in ("Anna Ivanova", "Boris Petrov", "Clara Sm"))
    await corpus.apply(change(people=[anna, boris]))
    before = (await corpus.movement("")).mark
    told = replace(change(people=[anna, clara]), replaced=frozenset({anna.key, boris.key}))
    await corpus.apply(told)
    assert await corpus.people() == [anna, clara]
    movement = await corpus.movement(before)
    assert (movement.people_put, movement.people_gone) == ((clara.key,), (boris.key,))
    await corpus.apply(replace(change(people=[boris]), replaced=frozenset()))
    assert await corpus.people() == [anna, boris, clara]
    assert (await corpus.movement(before)).people_gone == ()


async def test_the_revision_changes_with_each_change(corpus: StoredCorpus) -> None:
    seen = {await corpus.revision()}
    for one in (change(stored("000")), change(), change(removed=["seeds/000_talks.txt"])):
        revision = await corpus.apply(one)
        assert revision not in seen
        assert revision == await corpus.revision()
        seen.add(revision)


async def test_a_document_that_lacks_a_failed_article_is_known_as_read_by_no_analysis(
    corpus: StoredCorpus,
) -> None:
    await corpus.apply(change(stored("000"), stored("001"), incomplete=["seeds/001_talks.txt"]))
    versions = {known.key: known.analysis_version for known in (await corpus.known_documents()).values()}
    assert versions == {"000": 7, "001": 0}


async def test_a_change_that_cannot_be_stored_changes_nothing(corpus: StoredCorpus) -> None:
    await corpus.apply(change(stored("000"), people=[person("Anna Ivanova", "000")]))
    before = await everything(corpus)
    of = document("001", "half a character \ud800")
    with pytest.raises(ValueError, match="surrogates"):
        await corpus.apply(change(stored("002"), (of, (analysed(of),)), removed=["seeds/000_talks.txt"]))
    assert await everything(corpus) == before


KILLED_AT_EACH_STATEMENT = """
    import asyncio, os, signal, sys
    from sqlalchemy import event
    from sqlalchemy.engine import Engine
    from storage.kept.articles import StoredCorpus
    from storage.database import open_database
    from tests.storage.sample_corpus import change, person, stored

    url = sys.argv[1]
    new = [stored(f"{number:03}", text=f"Text {number}. " * 3000, articles=2) for number in range(40)]

    async def apply():
        async with open_database(url) as database:
            corpus = StoredCorpus(database)
            people = [person(f"Anna {number}", "000-1") for number in range(600)]
            await corpus.apply(change(*new, removed=["seeds/old_talks.txt"], people=people))

    def dies_at(statement):
        seen = 0

        def count(*_):
            nonlocal seen
            seen += 1
            if seen == statement:
                os.kill(os.getpid(), signal.SIGKILL)

        event.listen(Engine, "after_cursor_execute", count)
        asyncio.run(apply())
        os._exit(0)

    statement = 0
    while True:
        statement += int(sys.argv[2])
        child = os.fork()
        if child == 0:
            dies_at(statement)
        _, status = os.waitpid(child, 0)
        print(statement, os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0, flush=True)
        sys.stdin.readline()
        if not os.WIFSIGNALED(status):
            break
"""


def started(script: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script), *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can fork")
async def test_a_process_killed_at_any_statement_leaves_the_old_state_or_the_new_one(url: str) -> None:
    async with open_database(url) as database:
        await StoredCorpus(database).apply(change(stored("old"), people=[person("Old Person", "old")]))
        old = await everything(StoredCorpus(database))
    # A server sees a broken connection, whatever was under way: fewer moments tell as much, and cost seconds.
    child = started(KILLED_AT_EACH_STATEMENT, url, "1" if url.startswith("sqlite") else "4")
    assert child.stdin
    assert child.stdout
    with child, child.stdin, child.stdout:
        killed = 0
        for line in child.stdout:
            _, signal = map(int, line.split())
            async with open_database(url) as database:
                corpus = StoredCorpus(database)
                if signal:
                    killed += 1
                    assert await everything(corpus) == old
                else:
                    assert len(await corpus.cards()) == 80
                    assert len(await corpus.people()) == 600
            child.stdin.write("\n")
            child.stdin.flush()
    assert killed > 5
    assert child.returncode == 0


async def test_readers_see_the_old_state_until_a_change_is_whole(database: Database) -> None:
    corpus = StoredCorpus(database)
    await corpus.apply(change(stored("000")))
    seen: list[int] = []

    async with database.writing() as connection:
        await connection.exec_driver_sql("DELETE FROM documents")
        seen.append(len(await corpus.cards()))
    seen.append(len(await corpus.cards()))
    assert seen == [1, 0]


async def test_changes_made_at_once_are_stored_one_after_the_other(corpus: StoredCorpus) -> None:
    changes: list[CorpusChange] = [change(stored(f"{number:03}")) for number in range(12)]
    revisions = await asyncio.gather(*(corpus.apply(one) for one in changes))
    assert sorted(map(int, revisions)) == list(range(1, 13))
    assert len(await corpus.cards()) == 12


# --- what changed -------------------------------------------------------------------------------------------


async def test_what_has_changed_since_a_mark_is_on_record(corpus: StoredCorpus) -> None:
    empty = await corpus.movement("")
    assert empty.put is None
    await corpus.apply(change(stored("000"), stored("003", articles=2)))
    first = await corpus.movement(empty.mark)
    assert (first.revision, set(first.put or ()), first.gone) == ("1", {"000", "003-1", "003-2"}, ())
    await corpus.apply(change(stored("003", text="Another text, with one article.", articles=1)))
    await corpus.apply(change(stored("004"), removed=["seeds/000_talks.txt"]))
    moved = await corpus.movement(first.mark)
    assert set(moved.put or ()) == {"003", "004"}
    assert set(moved.gone) == {"000", "003-1", "003-2"}
    assert await corpus.movement(moved.mark) == Movement("3", moved.mark, (), ())


async def test_an_article_that_left_and_came_back_is_not_gone(corpus: StoredCorpus) -> None:
    await corpus.apply(change(stored("000")))
    before = await corpus.movement("")
    await corpus.apply(change(removed=["seeds/000_talks.txt"]))
    await corpus.apply(change(stored("000")))
    moved = await corpus.movement(before.mark)
    assert (moved.put, moved.gone) == (("000",), ())


async def test_of_a_mark_that_is_not_on_record_nothing_is_known(
    corpus: StoredCorpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.kept.articles._REVISIONS", 2)
    marks = []
    for number in range(3):
        await corpus.apply(change(stored(f"{number:03}")))
        marks.append((await corpus.movement("")).mark)
    assert (await corpus.movement("of another corpus")).put is None
    assert (await corpus.movement(marks[0])).put is None
    assert (await corpus.movement(marks[1])).put == ("002",)


async def test_cards_of_some_articles_are_read_alone(corpus: StoredCorpus) -> None:
    await corpus.apply(change(stored("000"), stored("003", articles=2)))
    assert [card.id for card in await corpus.cards(["003-2", "nothing", "000"])] == ["000", "003-2"]
    assert await corpus.cards([]) == []
