"""Every update is one line in the log: its id, chat, kind, outcome and time, and no words."""

from __future__ import annotations

import asyncio
import io
import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from bot.chat.journal import entered, note
from bot.words.answers import Kind, Status
from config.logging import configure_logging
from tests.chat.conftest import CannedAnswers, StartBot, about
from tests.telegram_server.chats import Person
from tests.telegram_server.server import Fault, TelegramServer

pytestmark = pytest.mark.usefixtures("unpaced")

SECRET_WORDS = "Marsh and the harbour"


class Lines:
    """What is logged as JSON, read again."""

    def __init__(self) -> None:
        self.stream = io.StringIO()

    def of_updates(self) -> list[dict[str, Any]]:
        lines = [json.loads(line) for line in self.stream.getvalue().splitlines()]
        return [line for line in lines if line["logger"] == "bot.chat.journal"]

    def outcomes(self) -> list[tuple[str, str]]:
        return [(line["kind"], line["outcome"]) for line in self.of_updates()]


@pytest.fixture
def lines() -> Iterator[Lines]:
    root, kept = logging.getLogger(), Lines()
    handlers, level = list(root.handlers), root.level
    configure_logging("INFO", "json", stream=kept.stream)
    yield kept
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(False)


@pytest.fixture
def alice(telegram: TelegramServer) -> Person:
    return telegram.user("Alice", last_name="Liddell", username="alice_l")


async def test_an_answer_is_one_line_with_ids_kind_outcome_and_time(
    start_bot: StartBot, lines: Lines, alice: Person, telegram: TelegramServer
) -> None:
    async with start_bot():
        alice.says(f"/person {SECRET_WORDS}")
        await alice.private.reply()
    (line,) = lines.of_updates()
    assert line["update"] > 0
    assert line["chat"] == alice.id
    assert (line["kind"], line["outcome"]) == ("person", "answered")
    assert isinstance(line["ms"], int)
    assert line["ms"] >= 0
    assert line["message"] == (
        f"Update {line['update']} of chat {alice.id} (person): answered in {line['ms']} ms"
    )
    written = lines.stream.getvalue()
    assert not any(words in written for words in ("Marsh", "harbour", "Liddell", "alice_l", telegram.token))


async def test_each_case_has_its_outcome(
    start_bot: StartBot, lines: Lines, alice: Person, telegram: TelegramServer, answers: CannedAnswers
) -> None:
    for words, status in (("none", Status.NONE), ("both", Status.AMBIGUOUS), ("bad", Status.INVALID)):
        answers.answers[words] = replace(about(words), status=status)
    answers.answers["broken"] = ValueError(SECRET_WORDS)
    group, mallory = telegram.group("Desk"), telegram.user("Mallory")
    async with start_bot(allowed=frozenset({alice.id})):
        for message in ("/person none", "/person both", "/topic bad", "/search broken", "/privacy", "/nope"):
            alice.says(message)
            await alice.private.reply()
        mallory.says("hello")
        await mallory.private.reply()
        alice.says("/person Marsh", group, ago=3600)
        alice.sends_photo()
        await alice.private.reply()
        alice.asks_inline("m")
        await telegram.polled()
        telegram.next_time("sendMessage", Fault(400, "Bad Request: no"))
        alice.says("/person Marsh")
        alice.says("/help")
        await alice.private.reply()
    assert sorted(lines.outcomes()) == sorted(
        [
            ("person", "none"),
            ("person", "ambiguous"),
            ("topic", "invalid"),
            ("search", "failed"),
            ("privacy", "answered"),
            ("unknown command", "invalid"),
            ("message", "refused"),
            ("message", "too late"),
            ("no words", "invalid"),
            ("inline", "none"),
            ("person", "not sent"),
            ("help", "answered"),
        ]
    )
    assert SECRET_WORDS not in "".join(line["message"] for line in lines.of_updates())


async def test_what_is_not_for_us_and_what_nobody_knows_are_lines_too(
    start_bot: StartBot, lines: Lines, alice: Person, telegram: TelegramServer
) -> None:
    group = telegram.group("Desk", privacy=False)
    async with start_bot():
        alice.says("good morning", group)
        said = alice.says("/person Marsh")
        await alice.private.reply()
        alice.edits(said, "/person Lind")
        telegram.hands_over({"something_new": {"text": SECRET_WORDS}})
        telegram.changed()
        await telegram.polled()
        alice.says("/help")
        await alice.private.reply()
    assert lines.outcomes()[0] == ("message", "not for us")
    assert ("unknown", "not for us") in lines.outcomes()
    assert len(lines.of_updates()) == len({line["update"] for line in lines.of_updates()})


async def test_a_press_is_a_line_with_what_was_pressed(
    start_bot: StartBot, lines: Lines, alice: Person, answers: CannedAnswers
) -> None:
    async with start_bot():
        alice.says("/person Marsh")
        message = await alice.private.reply()
        await alice.presses(message, "Useful").answered()
        await alice.presses_data(message, f"{SECRET_WORDS}:x").answered()
        answers.answers["Marsh"] = ValueError("x")
        await alice.presses(message, "Quotes").answered()
    assert sorted(lines.outcomes()) == [
        ("person", "answered"),
        ("press", "invalid"),
        ("press quotes", "failed"),
        ("press useful", "answered"),
    ]
    assert "harbour" not in lines.stream.getvalue()


async def test_what_is_cut_off_by_the_end_says_so(
    start_bot: StartBot, lines: Lines, alice: Person, answers: CannedAnswers, telegram: TelegramServer
) -> None:
    from bot.chat.delivering.persistence import Patience

    answers.hold("Marsh")
    async with start_bot(patience=Patience(pause=0.01, drain=0.01, closing=0.2)) as bot:
        alice.says("/person Marsh")
        await telegram.until(lambda: bool(answers.asked), "the question")
        await bot.stop()
    assert lines.outcomes() == [("message", "cut off")]


async def test_lines_of_updates_side_by_side_are_not_mixed_up(lines: Lines) -> None:
    times = iter([0.0, 1.0, 2.0, 3.5])
    both = asyncio.Barrier(2)

    async def handle(kind: str) -> None:
        with entered(None, lambda: next(times)):
            note(kind=kind)
            await both.wait()
            note(kind=f"{kind} again")

    await asyncio.gather(handle(Kind.PERSON), handle(Kind.TOPIC))
    assert sorted(line["kind"] for line in lines.of_updates()) == ["person again", "topic again"]
    assert sorted(line["ms"] for line in lines.of_updates()) in ([1000, 3500], [2000, 2500])
