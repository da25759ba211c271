"""The bot's messages arrive, in the right place, once; what cannot be sent is one log line."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import pytest
from telegram.ext import _aioratelimiter

from tests.chat.conftest import CannedAnswers, LogLines
from tests.telegram_server.server import Fault, TelegramServer


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses of the library's rate limiter, noted instead of waited for."""
    noted: list[float] = []

    async def note(seconds: float) -> None:
        noted.append(seconds)

    monkeypatch.setattr(_aioratelimiter, "asyncio", SimpleNamespace(sleep=note, Event=asyncio.Event))
    return noted


@pytest.mark.usefixtures("bot")
async def test_flood_control_is_waited_out(telegram: TelegramServer, waits: list[float]) -> None:
    telegram.next_time("sendMessage", Fault.flood(7), Fault.flood(3))
    alice = telegram.user("Alice")
    alice.says("/person Marsh")

    assert (await alice.private.reply()).text.startswith("Marsh")
    assert waits == [7.1, 3.1]


@pytest.mark.usefixtures("bot")
async def test_flood_control_without_end_is_one_line(
    telegram: TelegramServer, waits: list[float], log: LogLines
) -> None:
    telegram.next_time("sendMessage", *[Fault.flood(1)] * 4)
    alice = telegram.user("Alice")
    alice.says("/person Marsh")
    await telegram.until(lambda: telegram.times("sendMessage") == 4, "four tries")
    alice.says("/person Reed")

    assert (await alice.private.reply()).text.startswith("Reed")
    assert any("not sent: Flood control exceeded" in line for line in log.lines)


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
    "fault", [Fault(500), Fault(503, "Service Unavailable"), Fault.broken_gateway(), Fault(cut=True)]
)
async def test_a_message_telegram_did_not_take_is_sent_again(
    telegram: TelegramServer, fault: Fault, log: LogLines
) -> None:
    telegram.next_time("sendMessage", fault, fault)
    alice = telegram.user("Alice")
    alice.says("/person Marsh")

    assert (await alice.private.reply()).text.startswith("Marsh")
    ours = [record for record in log.records if record.name == "bot.chat.sending"]
    assert len(ours) == 2


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


@pytest.mark.usefixtures("bot")
async def test_a_telegram_that_stays_broken_costs_one_answer(telegram: TelegramServer, log: LogLines) -> None:
    telegram.next_time("sendMessage", *[Fault(500)] * 3)
    alice = telegram.user("Alice")
    alice.says("/person Marsh")
    alice.says("/person Reed")

    assert (await alice.private.reply()).text.startswith("Reed")
    assert "not sent: Internal Server Error" in log.lines[-1]
