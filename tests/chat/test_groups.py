"""The bot's own place in groups: joining, leaving, losing its voice, becoming a supergroup."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.chat.chats.groups import INTRODUCTION
from bot.chat.memory import Memory
from bot.words.chats import Excerpts
from tests.chat.conftest import LogLines, RunningBot, StartBot
from tests.telegram_server.chats import Chat, Person
from tests.telegram_server.server import TelegramServer

pytestmark = pytest.mark.usefixtures("bot")


@pytest.fixture
def group(telegram: TelegramServer) -> Chat:
    return telegram.group("Delegation")


@pytest.fixture
def told() -> Iterator[LogLines]:
    """What is logged from INFO on."""
    handler, logger = LogLines(logging.INFO), logging.getLogger("bot.chat")
    level = logger.level
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    yield handler
    logger.removeHandler(handler)
    logger.setLevel(level)


async def test_a_group_is_told_once_who_has_joined_it(
    bot: RunningBot, start_bot: StartBot, alice: Person, group: Chat
) -> None:
    group.adds_bot(alice)
    assert (await group.reply()).text == INTRODUCTION
    group.kicks_bot(alice)
    await bot.stop()
    async with start_bot():
        group.adds_bot(alice)
        alice.says("/person Marsh", group)
        assert (await group.reply()).text.startswith("Marsh")


async def test_a_private_chat_and_a_promotion_are_no_joining(
    telegram: TelegramServer, alice: Person, group: Chat
) -> None:
    alice.private.adds_bot(alice)
    group.bot_becomes("restricted", alice)
    group.adds_bot(alice)
    await group.reply()
    group.bot_becomes("administrator_of_nothing", alice)  # a status of Telegram's future
    alice.says("/person Marsh", group)
    alice.says("/person Marsh")
    assert (await group.reply()).text.startswith("Marsh")
    assert (await alice.private.reply()).text.startswith("Marsh")


async def test_a_stranger_who_adds_the_bot_gets_one_sentence_ever(
    bot: RunningBot, start_bot: StartBot, telegram: TelegramServer, alice: Person, group: Chat
) -> None:
    await bot.stop()
    eve = telegram.user("Eve")
    for round_ in range(2):
        async with start_bot(allowed=frozenset({alice.id})):
            group.adds_bot(eve)
            eve.says("/person Marsh", group)
            if not round_:
                await group.reply()
            alice.says("/person Marsh", group)  # the chat is a stranger, Alice is not
            assert (await group.reply()).text.startswith("Marsh")
            group.kicks_bot(eve)
            await telegram.polled()
    assert [str(group.id) in reply.text for reply in group.replies] == [True, False, False]


async def test_a_group_where_the_bot_may_not_write_is_tried_once_an_hour_and_logged_once(
    bot: RunningBot,
    start_bot: StartBot,
    telegram: TelegramServer,
    alice: Person,
    group: Chat,
    memory: Memory,
    log: LogLines,
) -> None:
    await bot.stop()
    now = datetime(2025, 3, 3, 9, tzinfo=UTC)
    group.barred_softly = "not enough rights to send text messages to the chat"
    async with start_bot(now=lambda: now, late_after=10**9):
        for _ in range(3):
            alice.says("/person Marsh", group)
            alice.says("/person Marsh")
            await alice.private.reply()
        await telegram.until(lambda: telegram.times("sendMessage") == 4, "three answers and one refusal")
        line = await log.line("Not enough rights")
        assert log.lines == [line]
        assert (await memory.chats.record(group.id)).barred is not None

        now += timedelta(hours=1)
        group.barred_softly = None
        alice.says("/person Reed", group)
        assert (await group.reply()).text.startswith("Reed")
        alice.says("/person Stone", group)
        assert (await group.reply()).text.startswith("Stone")
    assert (await memory.chats.record(group.id)).barred is None


async def test_a_muted_bot_knows_it_before_anybody_asks(
    telegram: TelegramServer, alice: Person, group: Chat, log: LogLines, told: LogLines, memory: Memory
) -> None:
    group.mutes_bot(alice)
    alice.says("/person Marsh", group)
    await told.line(f"Chat {group.id}: not answered")
    assert telegram.times("sendMessage") == 0
    assert log.lines == []
    assert (await memory.chats.record(group.id)).barred == "the bot may not write here"


async def test_being_removed_and_blocked_is_remembered(
    alice: Person, group: Chat, told: LogLines, memory: Memory
) -> None:
    group.kicks_bot(alice)
    alice.blocks_bot()
    for chat in (group.id, alice.id):
        await told.line(f"Chat {chat}: the bot was removed or blocked")
        assert (await memory.chats.record(chat)).barred == "the bot was removed or blocked"


async def test_somebody_who_unblocked_the_bot_is_answered(
    alice: Person, told: LogLines, memory: Memory
) -> None:
    alice.says("/person Marsh")
    await alice.private.reply()
    alice.blocks_bot()
    await told.line("the bot was removed or blocked")
    alice.private.adds_bot(alice)
    alice.says("/person Reed")
    assert (await alice.private.reply()).text.startswith("Reed")
    assert (await memory.chats.record(alice.id)).barred is None


async def test_a_group_that_became_a_supergroup_keeps_its_settings(
    telegram: TelegramServer, alice: Person, group: Chat, memory: Memory
) -> None:
    await memory.chats.choose(group.id, timezone="Asia/Almaty", excerpts=Excerpts.LONG)
    large = group.upgrades()
    alice.says("/person Marsh", large)
    await large.reply()
    record = await memory.chats.record(large.id)
    assert (record.timezone, record.excerpts) == ("Asia/Almaty", Excerpts.LONG)
    assert (await memory.chats.record(group.id)).timezone is None


async def test_an_answer_that_meets_a_supergroup_moves_the_chat_as_well(
    telegram: TelegramServer, alice: Person, group: Chat, memory: Memory
) -> None:
    await memory.chats.choose(group.id, timezone="Asia/Almaty")
    large = telegram.group("Delegation", supergroup=True)
    group.moved_to = large.id
    alice.says("/person Marsh", group)
    message = await large.reply()
    assert (await memory.chats.record(large.id)).timezone == "Asia/Almaty"
    assert "text" not in await alice.presses(message, "Sources").answered()
    await telegram.until(lambda: message.edits == 1, "the sources")
