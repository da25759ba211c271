"""Unexpected errors reach the administrators of the bot, once a kind and hour."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from bot.chat.delivering.alarms import Alarms, Trouble, trouble_of
from bot.dialogue import parse
from tests.chat.conftest import CannedAnswers, LogLines, StartBot
from tests.telegram_server.chats import Person
from tests.telegram_server.server import Fault, TelegramServer

NOW = datetime(2025, 3, 3, 9, 0, tzinfo=UTC)
NOON = 1000.0  # seconds
ONE = Trouble("ValueError", "bot/x.py, y, line 1")
OTHER = Trouble("ValueError", "bot/x.py, y, line 2")


# --- what is told, and how often ---------------------------------------------------------------------------


def test_a_kind_is_told_once_an_hour_with_how_often_it_came_meanwhile() -> None:
    alarms = Alarms()
    assert alarms.admit(ONE, NOON) == 0
    assert alarms.admit(OTHER, NOON) == 0
    for minute in (0, 30, 59):
        assert alarms.admit(ONE, NOON + 60 * minute) is None
    assert alarms.admit(ONE, NOON + 60 * 60) == 3
    assert alarms.admit(ONE, NOON + 60 * 61) is None


def test_kinds_without_number_do_not_fill_the_memory() -> None:
    alarms = Alarms()
    for number in range(3000):
        alarms.admit(Trouble("KeyError", str(number)), NOON + 60 * number)
    assert len(alarms._told) <= 1001


def test_the_place_of_an_error_is_the_innermost_of_ours() -> None:
    with pytest.raises(TypeError) as raised:
        parse(None)  # type: ignore[arg-type]
    trouble = trouble_of(raised.value, "elsewhere")
    assert trouble.error == "TypeError"
    assert trouble.place.startswith("bot/dialogue.py, parse, line ")


def test_an_error_without_our_code_has_the_place_of_its_logger() -> None:
    assert trouble_of(ZeroDivisionError("x"), "asyncio") == Trouble("ZeroDivisionError", "asyncio")


# --- from the error to the message -------------------------------------------------------------------------


@dataclass
class Clock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def two_managers(telegram: TelegramServer) -> tuple[Person, Person]:
    ann, bob = telegram.user("Ann"), telegram.user("Bob")
    for one in (ann, bob):
        one.private.new_message(one, {"text": "/start"})  # some time ago
    return ann, bob


async def test_an_answer_that_fails_is_told_to_every_administrator_without_its_words(
    start_bot: StartBot, telegram: TelegramServer, answers: CannedAnswers, clock: Clock
) -> None:
    ann, bob = two_managers(telegram)
    answers.answers["Marsh"] = ValueError("about Marsh <b>")
    alice = telegram.user("Alice")
    async with start_bot(administrators=frozenset({ann.id, bob.id}), now=clock):
        alice.says("/person Marsh")
        told = [(await one.private.reply()).text for one in (ann, bob)]
        await alice.private.reply()
        alice.says("/person Marsh")
        await alice.private.reply()
        clock.now += timedelta(hours=1)
        alice.says("/person Marsh")
        again = await ann.private.reply()
        await bob.private.reply()
    assert told[0] == told[1]
    assert told[0].startswith("Something went wrong on my side: ValueError in bot/chat/")
    assert not any(word in told[0] for word in ("Marsh", "Alice", str(alice.id), telegram.token))
    assert "It came 1 more time since I last told you." in again.text
    assert len(ann.private.replies) == 2


async def test_nobody_is_told_where_there_are_no_administrators(
    start_bot: StartBot, telegram: TelegramServer, answers: CannedAnswers
) -> None:
    answers.answers["Marsh"] = ValueError("x")
    alice = telegram.user("Alice")
    async with start_bot():
        alice.says("/person Marsh")
        await alice.private.reply()
    assert len(telegram.sent) == 1


async def test_an_administrator_who_blocked_the_bot_does_no_harm(
    start_bot: StartBot, telegram: TelegramServer, answers: CannedAnswers
) -> None:
    ann, bob = two_managers(telegram)
    ann.private.barred = "bot was blocked by the user"
    answers.answers["Marsh"] = ValueError("x")
    alice = telegram.user("Alice")
    async with start_bot(administrators=frozenset({ann.id, bob.id})):
        alice.says("/person Marsh")
        assert (await bob.private.reply()).text.startswith("Something went wrong")
        assert (await alice.private.reply()).text.startswith("Something went wrong on my side, and it is")
    assert ann.private.replies == []


async def test_an_error_while_telling_is_not_told_itself(
    start_bot: StartBot,
    telegram: TelegramServer,
    answers: CannedAnswers,
    log: LogLines,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from bot.chat.delivering.sending import Post

    ann, _ = two_managers(telegram)
    answers.answers["Marsh"] = ValueError("x")
    tried = asyncio.Event()

    async def say(self: Post, chat: int, html: str, *, private: bool = False) -> None:
        logging.getLogger("bot.chat.delivering.sending").error("Failed", exc_info=KeyError("inside"))
        tried.set()
        raise KeyError("inside")

    monkeypatch.setattr(Post, "say", say)
    alice = telegram.user("Alice")
    async with start_bot(administrators=frozenset({ann.id})):
        alice.says("/person Marsh")
        await alice.private.reply()
        await tried.wait()
        assert (await log.line("not be told of an error")).endswith(": KeyError")
        tried.clear()
        answers.answers["Lind"] = KeyError("y")
        alice.says("/person Lind")
        await tried.wait()  # the next kind is told of all the same


async def test_an_error_in_a_thread_is_told_too(start_bot: StartBot, telegram: TelegramServer) -> None:
    ann, _ = two_managers(telegram)

    def fail() -> None:
        logging.getLogger("bot.services.taking_in.folder_watching").error(
            "Failed", exc_info=OSError("a/path")
        )

    async with start_bot(administrators=frozenset({ann.id})):
        await telegram.polled()
        await asyncio.to_thread(fail)
        told = (await ann.private.reply()).text
    place = "bot.services.taking_in.folder_watching"
    assert told == f"Something went wrong on my side: OSError in {place}. The log has the rest."


async def test_what_telegram_refuses_is_no_unexpected_error(
    start_bot: StartBot, telegram: TelegramServer
) -> None:
    ann, _ = two_managers(telegram)
    telegram.next_time("sendMessage", Fault(400, "Bad Request: something"))
    alice = telegram.user("Alice")
    async with start_bot(administrators=frozenset({ann.id})):
        alice.says("/person Marsh")
        alice.says("/person Lind")
        await alice.private.reply()
    assert ann.private.replies == []
