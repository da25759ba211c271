"""What is stored is told and can be deleted; strangers and the tireless get one sentence."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot.chat.answering.callbacks import GONE
from bot.chat.chats.limits import enough
from bot.chat.chats.privacy import FORGOTTEN, NOT_YOURS
from bot.chat.memory import Memory
from bot.words.chats import ChatRecord
from storage.database import Database
from storage.schema import inbox, metadata
from tests.chat.conftest import RunningBot, StartBot
from tests.telegram_server.chats import BotMessage, Person
from tests.telegram_server.server import TelegramServer

pytestmark = pytest.mark.usefixtures("bot")


async def waiting(database: Database) -> bool:
    """Say whether something that was said is still being acted on."""
    async with database.reading() as connection:
        content = select(inbox.c.update_id).where(inbox.c.content.is_not(None))
        return (await connection.execute(content)).first() is not None


async def rows_about(database: Database, column: str, number: int) -> int:
    """Count the rows about a chat or a person once everything said was acted on."""
    while await waiting(database):  # noqa: ASYNC110 - the database calls nobody
        await asyncio.sleep(0)
    found = 0
    async with database.reading() as connection:
        for table in metadata.sorted_tables:
            if column in table.c:
                count = select(func.count()).select_from(table).where(table.c[column] == number)
                found += (await connection.execute(count)).scalar_one()
    return found


async def confirmed(telegram: TelegramServer, person: Person, asked: BotMessage) -> None:
    """Press Delete under the question of /forget, and wait until it is done."""
    await person.presses(asked, "Delete").answered()
    await telegram.until(lambda: asked.text == FORGOTTEN, "what was stored to be gone")


async def test_nothing_is_deleted_before_that_was_confirmed(
    telegram: TelegramServer, alice: Person, database: Database
) -> None:
    alice.says("/settings Almaty")
    await alice.private.reply()
    alice.says("/forget")
    asked = await alice.private.reply()
    await alice.presses(asked, "Keep").answered()
    await telegram.until(lambda: asked.edits > 0, "the question to be taken back")
    assert asked.text == "Nothing was deleted."
    assert await rows_about(database, "chat", alice.id) == 1


async def test_privacy_says_what_is_stored(alice: Person) -> None:
    alice.says("/privacy")
    text = (await alice.private.reply()).text
    told = (
        "number of this chat",
        "/settings",
        "watches",
        "31 days",
        "/brief",
        "correction",
        "log",
        "/forget",
    )
    for word in told:
        assert word in text


async def test_forget_leaves_no_row_of_the_chat_and_the_person(
    telegram: TelegramServer, alice: Person, database: Database, memory: Memory
) -> None:
    group = telegram.group("Delegation")
    alice.says("/settings Almaty")
    await alice.private.reply()
    alice.says("/person Marsh")
    message = await alice.private.reply()
    alice.says("/person Marsh", group)
    await alice.presses(await group.reply(), "Useful").answered()
    assert await rows_about(database, "chat", alice.id) == 2
    assert await rows_about(database, "telegram_user", alice.id) == 1

    alice.says("/forget")
    await confirmed(telegram, alice, await alice.private.reply())
    assert await rows_about(database, "chat", alice.id) == 0
    assert await rows_about(database, "telegram_user", alice.id) == 0
    assert await rows_about(database, "chat", group.id) == 1
    assert await memory.chats.record(alice.id) == ChatRecord(alice.id)
    assert (await alice.presses(message, "Sources").answered())["text"] == GONE
    alice.says("/settings")
    assert "Time zone: UTC" in (await alice.private.reply()).text


async def test_only_administrators_forget_a_group(
    telegram: TelegramServer, alice: Person, database: Database
) -> None:
    bob, group = telegram.user("Bob"), telegram.group("Delegation")
    group.administrators.add(alice.id)
    alice.says("/person Marsh", group)
    await group.reply()
    bob.says("/forget", group)
    assert (await group.reply()).text == NOT_YOURS
    assert await rows_about(database, "chat", group.id) == 1
    alice.says("/forget", group)
    asked = await group.reply()
    assert (await bob.presses(asked, "Delete").answered())["text"] == NOT_YOURS
    assert await rows_about(database, "chat", group.id) == 1
    await confirmed(telegram, alice, asked)
    assert await rows_about(database, "chat", group.id) == 0


async def test_a_stranger_gets_one_sentence_ever(
    bot: RunningBot, start_bot: StartBot, telegram: TelegramServer, alice: Person
) -> None:
    await bot.stop()
    eve = telegram.user("Eve")
    for _ in range(2):
        async with start_bot(allowed=frozenset({alice.id})):
            for words in ("/person Marsh", "/settings", "/forget", "https://example.org"):
                eve.says(words)
            eve.sends_document("a.txt", b"x")
            await telegram.polled()
            alice.says("/person Marsh")
            await alice.private.reply()
    await telegram.until(lambda: bool(eve.private.replies), "the sentence")
    assert [str(eve.id) in reply.text for reply in eve.private.replies] == [True]


async def test_the_bots_administrators_are_no_strangers(
    bot: RunningBot, start_bot: StartBot, telegram: TelegramServer, alice: Person
) -> None:
    await bot.stop()
    async with start_bot(allowed=frozenset({1}), administrators=frozenset({alice.id})):
        alice.says("/person Marsh")
        assert (await alice.private.reply()).text.startswith("Marsh")


async def test_more_than_twenty_requests_a_minute_are_told_once_that_it_is_enough(
    bot: RunningBot, start_bot: StartBot, telegram: TelegramServer, alice: Person
) -> None:
    await bot.stop()
    now = datetime(2025, 3, 3, 9, tzinfo=UTC)
    bob, group = telegram.user("Bob"), telegram.group("Delegation", supergroup=True)
    async with start_bot(now=lambda: now, late_after=10**9):
        for _ in range(19):
            alice.presses_data(None, "x")
        alice.says("/person last", group)
        for n in range(5):
            alice.says(f"/person beyond {n}", group)
        bob.says("/person Reed", group)
        texts = [(await group.reply()).text.split("\n")[0] for _ in range(3)]
        assert texts == ["last", enough(20), "Reed"]
        now += timedelta(minutes=1)
        alice.says("/person again", group)
        assert (await group.reply()).text.startswith("again")


async def test_pictures_and_links_count_as_requests_too(
    bot: RunningBot, start_bot: StartBot, telegram: TelegramServer, alice: Person
) -> None:
    await bot.stop()
    async with start_bot(now=lambda: datetime(2025, 3, 3, 9, tzinfo=UTC), requests_a_minute=3):
        for _ in range(3):
            await alice.presses_data(None, "x").answered()
        for _ in range(2):
            alice.sends_photo()
            alice.says("https://example.org")
        await alice.private.reply()
        await telegram.polled()
    assert [reply.text for reply in alice.private.replies] == [enough(3)]
