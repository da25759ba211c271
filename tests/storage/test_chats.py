"""What is remembered of chats: kept over restarts, moved with them, deleted whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.words.answers import Briefing, CorpusCard, Kind, Request, Status
from bot.words.chats import ChatRecord, Excerpts
from bot.words.deliveries import Place, SubscriptionKind, Telling, Told
from bot.words.inbox import Handed
from storage.database import Database, open_database
from storage.kept.answers import KeptAnswers
from storage.kept.chats import StoredChats
from storage.kept.deliveries import StoredDeliveries
from storage.kept.inbox import StoredInbox
from storage.kept.screens import StoredScreens
from storage.kept.subscriptions import StoredSubscriptions
from storage.schema import metadata, screens

GROUP, LARGE = -5, -1_000_000_000_000_005


async def test_of_a_chat_never_seen_nothing_is_known(database: Database) -> None:
    assert await StoredChats(database).record(7) == ChatRecord(7)


async def test_what_a_chat_chose_is_kept_piece_by_piece_and_over_a_restart(url: str) -> None:
    async with open_database(url) as database:
        chats = StoredChats(database)
        await chats.choose(LARGE, timezone="Asia/Almaty")
        await chats.choose(LARGE, excerpts=Excerpts.SHORT, language="en", handling="TLP:RED")
        await chats.choose(LARGE)
    async with open_database(url) as database:
        record = await StoredChats(database).record(LARGE)
    assert record == ChatRecord(LARGE, "Asia/Almaty", "en", Excerpts.SHORT, handling="TLP:RED")
    assert type(record.excerpts) is Excerpts


async def test_what_is_said_once_is_new_once(database: Database) -> None:
    chats = StoredChats(database)
    assert [await chats.introduce(GROUP) for _ in range(2)] == [True, False]
    assert [await chats.turn_away(7) for _ in range(2)] == [True, False]
    assert await chats.record(GROUP) == ChatRecord(GROUP, introduced=True)


async def test_being_barred_and_admitted_is_noted_with_reason_and_time(database: Database) -> None:
    chats = StoredChats(database)
    assert await chats.bar(7, "blocked", 1000)
    assert not await chats.bar(7, "blocked", 1000)
    record = await chats.record(7)
    assert (record.barred, record.barred_since) == ("blocked", 1000)
    assert await chats.admit(7)
    assert not await chats.admit(7)
    assert await chats.record(7) == ChatRecord(7)


async def test_a_chat_moves_with_everything_it_has_and_twice_is_as_once(database: Database) -> None:
    chats, kept = StoredChats(database), StoredScreens(database)
    await chats.choose(GROUP, timezone="Asia/Almaty")
    await chats.introduce(LARGE)
    await kept.open(GROUP, Request(Kind.PERSON, "Marsh"), "1", 1000)
    for _ in range(2):
        await chats.move(GROUP, LARGE)
    await chats.move(LARGE, LARGE)
    assert (await chats.record(LARGE)).timezone == "Asia/Almaty"
    assert await chats.record(GROUP) == ChatRecord(GROUP)
    async with database.reading() as connection:
        assert (await connection.execute(select(screens.c.chat))).scalars().all() == [LARGE]


async def test_forgetting_deletes_every_row_of_the_chat_and_no_other(database: Database) -> None:
    chats, kept = StoredChats(database), StoredScreens(database)
    for chat in (7, 8):
        await chats.choose(chat, timezone="Asia/Almaty")
        screen = await kept.open(chat, Request(Kind.PERSON, "Marsh"), "1", 1000)
        for person in (7, 8):
            await kept.judge(screen.key, person, 1000, useful=True)
    await chats.forget(7)
    left: dict[str, int] = {}
    async with database.reading() as connection:
        for name in ("chats", "screens", "opinions"):
            count = select(func.count()).select_from(metadata.tables[name])
            left[name] = (await connection.execute(count)).scalar_one()
    assert left == {"chats": 1, "screens": 1, "opinions": 1}
    assert (await chats.record(8)).timezone == "Asia/Almaty"


@pytest.mark.parametrize("chat", [2**62, -(2**62)])
async def test_ids_may_be_as_large_as_telegram_makes_them(database: Database, chat: int) -> None:
    await StoredChats(database).introduce(chat)
    assert (await StoredChats(database).record(chat)).introduced


async def test_who_asked_for_something_elsewhere_is_forgotten_and_what_they_asked_for_stays(
    database: Database,
) -> None:
    asked = StoredSubscriptions(database)
    await asked.add(Place(GROUP), SubscriptionKind.WATCH, "oil", seen=0, asked_by=7)
    await asked.add(Place(7), SubscriptionKind.WATCH, "fish", seen=0, asked_by=7)
    await asked.briefed(7, 3, 1000, ["a story"])
    await StoredChats(database).forget(7)
    assert await asked.asked_for_by(7) == []
    assert [(one.words, one.asked_by) for one in await asked.of_chat(GROUP)] == [("oil", None)]
    assert await asked.of_chat(7) == []


async def test_what_a_chat_was_briefed_on_goes_forward_only(database: Database) -> None:
    asked = StoredSubscriptions(database)
    for seen, now in ((3, 1000), (2, 1001)):
        await asked.briefed(GROUP, seen, now, ["a story"])
    (mark,) = await asked.of_chat(GROUP)
    assert (mark.kind, mark.words, mark.seen, mark.told) == (SubscriptionKind.BRIEF, "", 3, 1001)
    assert await asked.told_stories([mark.id], ["a story", "another"]) == {Telling(mark.id, "a story", None)}


async def test_what_is_forgotten_stands_nowhere_in_the_files(database_file: Path) -> None:
    """Not in a table, not in the space a deleted row left, not in the log beside the file."""
    async with open_database(f"sqlite:///{database_file}") as database:
        await assert_forgotten_in_the_files(database)


async def assert_forgotten_in_the_files(database: Database) -> None:
    chats, words = StoredChats(database), "zanzibar harbour dues"
    subscriptions, shown = StoredSubscriptions(database), StoredScreens(database)
    request = Request(Kind.TOPIC, words)
    await chats.choose(7, handling=words)
    watch = await subscriptions.add(Place(7), SubscriptionKind.WATCH, words, seen=0)
    await StoredDeliveries(database).write(
        Place(7), "one", f"<b>{words}</b>", 0, changes=[Told(watch.id, 1, stories=(words,))]
    )
    await StoredInbox(database).take([Handed(1, 7, json.dumps({"text": words}))], 0)
    await shown.open(7, request, "0", 0)
    briefing = Briefing(words, Kind.TOPIC, Status.NONE, CorpusCard(0, 0, None, "0"), title=words)
    await KeptAnswers(database).keep(f"{request.kind}\n{words}", "en", "0", briefing)
    assert words.encode() in written(database)

    await chats.forget(7)
    assert words.encode() not in written(database)


def written(database: Database) -> bytes:
    return b"".join(path.read_bytes() for path in database.folder.iterdir() if path.name != "aide.db-shm")
