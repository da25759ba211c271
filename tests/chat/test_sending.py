"""The bot's messages arrive, in the right place, once; what cannot be sent is one log line."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import httpx
import pytest
from telegram import Message
from telegram.error import NetworkError

from bot.chat.delivering import pacing, sending
from tests.chat.conftest import SWIFT, CannedAnswers, LogLines, StartBot
from tests.telegram_server.server import Fault, TelegramServer


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses of the rate limiter, noted instead of waited for."""
    noted: list[float] = []

    async def note(seconds: float) -> None:
        noted.append(seconds)

    monkeypatch.setattr(pacing, "asyncio", SimpleNamespace(sleep=note))
    return noted


@pytest.mark.usefixtures("bot")
async def test_flood_control_is_waited_out(telegram: TelegramServer, waits: list[float]) -> None:
    telegram.next_time("sendMessage", Fault.flood(7), Fault.flood(3))
    alice = telegram.user("Alice")
    alice.says("/person Marsh")

    assert (await alice.private.reply()).text.startswith("Marsh")
    assert [round(wait) for wait in waits] == [7, 7]  # the clock stands still


@pytest.mark.usefixtures("bot", "waits")
async def test_flood_control_longer_than_anybody_waits_is_one_line_and_a_word_to_the_chat(
    telegram: TelegramServer, log: LogLines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "_LONGEST_LIMIT", 0)
    monkeypatch.setattr(pacing.ChatRateLimiter, "_hold", lambda *_: None)
    telegram.next_time("sendMessage", Fault.flood(300))
    alice = telegram.user("Alice")
    alice.says("/person Marsh")

    assert "could not be sent" in (await alice.private.reply()).text
    assert log.lines == [f"Chat {alice.id}: not sent: Flood control exceeded. Retry in 0:05:00"]


@pytest.mark.usefixtures("bot")
async def test_flood_control_of_one_chat_is_no_other_chats(
    telegram: TelegramServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice, group, waits = telegram.user("Alice"), telegram.group("Delegation"), []

    async def wait(seconds: float) -> None:
        waits.append(seconds)
        alice.says("/person Reed", group)
        assert (await group.reply()).text.startswith("Reed")

    monkeypatch.setattr(pacing, "asyncio", SimpleNamespace(sleep=wait))
    telegram.next_time("sendMessage", Fault.flood(50))
    alice.says("/person Marsh")
    assert (await alice.private.reply()).text.startswith("Marsh")
    assert len(waits) == 1


@pytest.mark.usefixtures("bot")
async def test_a_user_who_blocked_the_bot_is_one_line(telegram: TelegramServer, log: LogLines) -> None:
    alice, bob = telegram.user("Alice"), telegram.user("Bob")
    alice.says("/person Marsh")
    await alice.private.reply()
    alice.private.barred = "bot was blocked by the user"
    for _ in range(2):
        alice.says("/person Reed")
    await telegram.until(lambda: telegram.times("sendMessage") == 3, "the refused messages")
    bob.says("/person Marsh")

    await bob.private.reply()
    assert log.lines == [f"Chat {alice.id}: not sent: Forbidden: bot was blocked by the user"]


@pytest.mark.usefixtures("bot")
async def test_being_thrown_out_of_a_group_is_one_line(
    telegram: TelegramServer, answers: CannedAnswers, log: LogLines
) -> None:
    gate = answers.hold("Marsh")
    alice, group = telegram.user("Alice"), telegram.group("Delegation")
    alice.says("/person Marsh", group)
    await telegram.until(lambda: not telegram.waiting, "the question to be fetched")
    group.kicks_bot()
    gate.set()
    alice.says("/person Reed")

    await alice.private.reply()
    await log.line("Forbidden: bot was kicked from the group chat")


@pytest.mark.usefixtures("bot")
async def test_the_answer_to_a_deleted_message_is_sent_without_reply(
    telegram: TelegramServer, answers: CannedAnswers
) -> None:
    gate = answers.hold("Marsh")
    alice, group = telegram.user("Alice"), telegram.group("Delegation")
    asked = alice.says("/person Marsh", group)
    await telegram.until(lambda: not telegram.waiting, "the question to be fetched")
    group.deletes(asked)
    gate.set()

    reply = await group.reply()
    assert (reply.reply_to, reply.text[:5]) == (None, "Marsh")


@pytest.mark.usefixtures("bot")
async def test_an_answer_into_a_closed_topic_is_one_line_and_goes_nowhere_else(
    telegram: TelegramServer, answers: CannedAnswers, log: LogLines
) -> None:
    gate = answers.hold("Marsh")
    alice, forum = telegram.user("Alice"), telegram.group("Embassy", forum=True)
    visas = forum.topic("Visas")
    alice.says("/person Marsh", forum, topic=visas)
    await telegram.until(lambda: not telegram.waiting, "the question to be fetched")
    visas.closed = True
    gate.set()
    alice.says("/person Reed", forum)

    assert (await forum.reply()).text.startswith("Reed")
    assert len(log.lines) == 1


@pytest.mark.usefixtures("bot")
async def test_a_group_that_became_a_supergroup_is_followed(
    telegram: TelegramServer, answers: CannedAnswers
) -> None:
    gate = answers.hold("Marsh")
    alice, group = telegram.user("Alice"), telegram.group("Delegation")
    alice.says("/person Marsh", group)
    await telegram.until(lambda: not telegram.waiting, "the question to be fetched")
    larger = group.upgrades()
    gate.set()

    assert (await larger.reply()).text.startswith("Marsh")


@pytest.mark.usefixtures("bot")
async def test_markup_telegram_refuses_goes_out_as_plain_text(
    telegram: TelegramServer, log: LogLines
) -> None:
    refusal = "Bad Request: can't parse entities: Unsupported start tag at byte offset 3"
    telegram.next_time("sendMessage", Fault(400, refusal))
    alice = telegram.user("Alice")
    alice.says("/person Marsh & <Sons>")

    reply = await alice.private.reply()
    assert reply.text.startswith("Marsh & <Sons>\n\nSummary\n• undated: The envoy")
    assert reply.words("bold") == []
    assert len(log.lines) == 1


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    "fault",
    [
        Fault(500),
        Fault(503, "Service Unavailable"),
        Fault.broken_gateway(),
        Fault(cut=True),
        Fault(200, body=b'{"ok":tru'),
        Fault(200, body=b'{"ok":true}'),
        Fault(403, body=b"<html>no</html>"),
        Fault(404, body=b"<html>no</html>"),
    ],
)
async def test_a_message_telegram_did_not_take_is_sent_again(
    telegram: TelegramServer, fault: Fault, log: LogLines
) -> None:
    telegram.next_time("sendMessage", fault)
    alice = telegram.user("Alice")
    alice.says("/person Marsh")

    assert (await alice.private.reply()).text.startswith("Marsh")
    assert [record.name for record in log.records] == ["bot.chat.delivering.sending"]


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    "fault", [Fault(504, body=b"<html>Time-out</html>", done=True), Fault(500, done=True)]
)
@pytest.mark.parametrize("in_group", [False, True])
async def test_an_answer_that_may_have_arrived_is_sent_twice_at_most(
    telegram: TelegramServer, fault: Fault, in_group: bool
) -> None:
    telegram.next_time("sendMessage", *[fault] * 4)
    alice = telegram.user("Alice")
    chat = telegram.group("Delegation") if in_group else alice.private
    alice.says("/person Marsh", chat)
    titles = [(await chat.reply()).text.split("\n")[0][:9] for _ in range(4)]
    alice.says("/person Reed", chat)

    assert (await chat.reply()).text.startswith("Reed")
    assert titles == ["Marsh", "Marsh", "My answer", "My answer"]


@pytest.mark.usefixtures("bot")
async def test_an_answer_into_a_topic_that_is_gone_goes_into_the_chat(
    telegram: TelegramServer, answers: CannedAnswers
) -> None:
    gate = answers.hold("Marsh")
    alice, forum = telegram.user("Alice"), telegram.group("Embassy", forum=True)
    visas = forum.topic("Visas")
    alice.says("/person Marsh", forum, topic=visas)
    await telegram.until(lambda: not telegram.waiting, "the question to be fetched")
    del forum.topics[visas.id]
    gate.set()

    assert (await forum.reply()).text.startswith("Marsh")


@pytest.mark.usefixtures("bot")
async def test_a_message_that_may_have_arrived_is_not_repeated_in_a_group(
    telegram: TelegramServer, log: LogLines
) -> None:
    telegram.next_time("sendMessage", Fault(cut=True, done=True))
    alice, group = telegram.user("Alice"), telegram.group("Delegation")
    alice.says("/person Marsh", group)
    alice.says("/person Reed", group)

    titles = [(await group.reply()).text.split("\n")[0] for _ in range(2)]
    assert titles == ["Marsh", "Reed"]
    assert len(log.lines) == 1


async def test_an_answer_that_never_left_is_said_to_have_failed(
    telegram: TelegramServer, start_bot: StartBot, monkeypatch: pytest.MonkeyPatch, log: LogLines
) -> None:
    """Nobody opens at Telegram's door for a minute; then a chat is told so in one line."""
    send = sending.Post._handed_over
    open_again: list[bool] = []

    async def shut(post: sending.Post, letter: sending._Letter) -> Message:
        if not open_again and letter.markup is not None:
            raise NetworkError("shut") from httpx.ConnectError("shut")
        return await send(post, letter)

    monkeypatch.setattr(sending.Post, "_handed_over", shut)
    alice = telegram.user("Alice")
    async with start_bot(pace=replace(SWIFT, afterwards=(0.5,))):
        alice.says("/person Marsh")
        alice.says("/person Reed")
        assert "please ask again" in (await alice.private.reply()).text
        open_again.append(True)
        alice.says("/person Lind")
        assert (await alice.private.reply()).text.startswith("Lind")
    assert sum("not sent: shut" in line for line in log.lines) == 2
