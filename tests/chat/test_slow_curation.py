"""Putting right who is who takes long on a large corpus: it has a time limit of its own, and says so."""

from __future__ import annotations

from tests.chat.conftest import CannedAnswers, StartBot
from tests.telegram_server.chats import Person
from tests.telegram_server.server import TelegramServer

MERGE = "merge Ada Lind, Adele Lynd"


async def test_what_takes_long_is_said_and_then_answered(
    start_bot: StartBot, telegram: TelegramServer, answers: CannedAnswers, alice: Person
) -> None:
    gate = answers.hold(MERGE)
    # An answer of another kind would be given up at once.
    async with start_bot(administrators=frozenset({alice.id}), slow_after=0, answer_within=0):
        alice.says(f"/{MERGE}")
        assert (await alice.private.reply()).text.startswith("I am going through the whole corpus for that")
        gate.set()
        assert (await alice.private.reply()).text.startswith(MERGE)
    assert len(alice.private.replies) == 2


async def test_what_is_quick_is_answered_alone(
    start_bot: StartBot, telegram: TelegramServer, alice: Person
) -> None:
    async with start_bot(administrators=frozenset({alice.id}), slow_after=60):
        alice.says(f"/{MERGE}")
        assert (await alice.private.reply()).text.startswith(MERGE)
        alice.says("/help")
        await alice.private.reply()
    assert len(alice.private.replies) == 2


async def test_what_takes_too_long_names_where_to_look(
    start_bot: StartBot, telegram: TelegramServer, answers: CannedAnswers, alice: Person
) -> None:
    answers.hold(MERGE)
    async with start_bot(administrators=frozenset({alice.id}), slow_after=60, curate_within=0.01):
        alice.says(f"/{MERGE}")
        told = (await alice.private.reply()).text
    assert told == "This took longer than I wait; /corrections tells whether it was made."


async def test_nobody_else_waits_for_it(
    start_bot: StartBot, telegram: TelegramServer, answers: CannedAnswers, alice: Person
) -> None:
    answers.hold(MERGE)
    bob = telegram.user("Bob")
    async with start_bot(administrators=frozenset({alice.id}), slow_after=60, curate_within=5) as bot:
        alice.says(f"/{MERGE}")
        await telegram.until(lambda: bool(answers.asked), "the correction")
        bob.says("/person Marsh")
        assert (await bob.private.reply()).text.startswith("Marsh")
        answers.gates[MERGE].set()
        await alice.private.reply()
        await bot.stop()
