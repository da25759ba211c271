"""A bot carried from one database to another, each kind to each: whole or not at all."""

from __future__ import annotations

import pytest
from sqlalchemy import event, select
from sqlalchemy.engine import Engine

from bot.errors import StorageError
from bot.words.answers import Kind, Request
from bot.words.deliveries import Place, SubscriptionKind, Told
from storage.database import open_database
from storage.kept.articles import StoredCorpus
from storage.kept.chats import StoredChats
from storage.kept.corrections import StoredCorrections
from storage.kept.deliveries import StoredDeliveries
from storage.kept.feeds import StoredFeeds
from storage.kept.screens import StoredScreens
from storage.kept.subscriptions import StoredSubscriptions
from storage.moving import move
from storage.schema import metadata
from tests.storage.sample_corpus import change, person, stored

GROUP = Place(-1_001_234_567_890, 3)
State = dict[str, list[tuple[object, ...]]]


@pytest.fixture(autouse=True)
def _few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.moving._ROWS", 7)


async def state_of(url: str) -> State:
    """Every row of every table."""
    async with open_database(url) as database, database.reading() as connection:
        return {
            table.name: sorted(map(tuple, await connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
        }


async def fill(url: str) -> None:
    """Put something into a database, characters and numbers at the edge among it."""
    async with open_database(url) as database:
        texts = [f"Text {n} \x00\ufdd0 й" for n in range(30)]
        documents = [stored(f"{n:03}", text=one) for n, one in enumerate(texts)]
        await StoredCorpus(database).apply(change(*documents, people=[person("Anna Ivanova", "000")]))
        await StoredChats(database).bar(GROUP.chat, "blocked", 2_000_000_000)
        asked = StoredSubscriptions(database)
        await asked.arrive([("000", "words", "d1")])
        watch = await asked.add(GROUP, SubscriptionKind.WATCH, "oil\x00", seen=0)
        gone = await asked.add(GROUP, SubscriptionKind.WATCH, "gas", seen=0)
        await asked.remove(GROUP.chat, [gone.id])
        outbox = StoredDeliveries(database)
        await outbox.write(GROUP, "one", "<b>Hello</b>", 1, changes=[Told(watch.id, 1, stories=("a",))])
        await outbox.heard(2_000_000_000)
        screens = StoredScreens(database)
        key = (await screens.open(GROUP.chat, Request(Kind.TOPIC, "ice", "en"), "1", 1000)).key
        await screens.judge(key, 7_000_000_000, 1000, useful=False)
        await StoredFeeds(database).add("https://example.org/feed", None, 1)


async def test_all_of_a_bot_arrives(url: str, new_url: str) -> None:
    await fill(url)
    before = await state_of(url)
    assert all(before[name] for name in ("documents", "readings", "chats", "opinions", "told", "feeds"))
    rows = await move(url, new_url)
    assert rows["documents"] == 30
    assert await state_of(new_url) == before
    assert await state_of(url) == before


async def test_numbers_go_on_where_they_were(url: str, new_url: str) -> None:
    """Also those of rows that are gone: a button of a watch that was ended must not reach another."""
    await fill(url)
    await move(url, new_url)
    numbers = []
    for one in (url, new_url):
        async with open_database(one) as database:
            asked = StoredSubscriptions(database)
            numbers.append((await asked.add(GROUP, SubscriptionKind.WATCH, "tin", seen=0)).id)
            assert await asked.arrive([("001", "others", "d2")]) == 1
            feed, _ = await StoredFeeds(database).add("https://example.org/other", None, 1)
            assert feed.id == 2
            await StoredDeliveries(database).write(GROUP, "two", "later", 1)
            assert await StoredCorrections(database).corrections() == []
    assert numbers == [3, 3]


async def test_what_breaks_half_way_moves_nothing(url: str, new_url: str) -> None:
    await fill(url)
    async with open_database(new_url):
        pass
    empty = await state_of(new_url)
    before = await state_of(url)

    def breaks(*arguments: object) -> None:
        if "INSERT INTO feeds" in str(arguments[2]):
            raise ZeroDivisionError

    event.listen(Engine, "before_cursor_execute", breaks)
    try:
        with pytest.raises(ZeroDivisionError):
            await move(url, new_url)
    finally:
        event.remove(Engine, "before_cursor_execute", breaks)
    assert await state_of(new_url) == empty
    assert await state_of(url) == before
    await move(url, new_url)
    assert await state_of(new_url) == before


async def test_a_database_that_holds_a_bot_is_left_as_it_is(url: str, new_url: str) -> None:
    await fill(url)
    async with open_database(new_url) as database:
        await StoredChats(database).introduce(7)
    before = await state_of(new_url)
    with pytest.raises(StorageError, match="holds a bot already"):
        await move(url, new_url)
    assert await state_of(new_url) == before


async def test_where_there_is_no_database_nothing_is_moved_and_none_is_made(url: str, new_url: str) -> None:
    with pytest.raises(StorageError, match="There is no database"):
        await move(new_url, url)
    with pytest.raises(StorageError, match="There is no database"):
        await move(new_url, url)


async def test_a_database_is_not_moved_to_itself(url: str) -> None:
    async with open_database(url):
        pass
    with pytest.raises(StorageError, match="to itself"):
        await move(url, url)
