"""Putting right who is who over Telegram: real HTTP, the real resolver, the real database."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.services.answering.answer import Answers
from storage.database import Database
from tests.chat.conftest import RunningBot, StartBot
from tests.services.house import ADA, ADELE, BOTH, MISSILE, House
from tests.telegram_server.chats import Person
from tests.telegram_server.server import TelegramServer


@pytest.fixture
async def answers(database: Database) -> Answers:
    """What the bot answers with in place of canned answers."""
    return (await House.open(database, ADA, ADELE, BOTH, MISSILE)).answers


@pytest.fixture
async def bot(start_bot: StartBot, alice: Person) -> AsyncIterator[RunningBot]:
    """The bot, with Alice for its administrator."""
    async with start_bot(administrators=frozenset({alice.id})) as running:
        yield running


pytestmark = pytest.mark.usefixtures("unpaced", "bot")


async def test_an_administrator_puts_right_who_is_who_and_takes_it_back(alice: Person) -> None:
    async def told(message: str) -> str:
        alice.says(message)
        return (await alice.private.reply()).text

    assert (await told("/person Lynd")).startswith("Adele Lynd")
    merged = await told("/merge Ada Lind, Adele Lynd")
    assert merged.startswith("Correction 1\n\nAda Lind (2 articles: 001, 003) and Adele Lynd")
    dossier = await told("/person Lynd")
    assert dossier.startswith("Ada Lind")
    assert "— Adele Lynd" not in dossier
    assert (await told("/hide Polarfox")).startswith("Correction 2\n\nPolarfox is no person now")
    assert "Polarfox" not in await told("/people")
    log = await told("/corrections")
    assert f"by {alice.id}, 2024-11-26 08:30 UTC" in log
    assert log.index("2. /hide Polarfox") < log.index("1. /merge Ada Lind, Adele Lynd")
    assert (await told("/undo 1")).startswith("Correction 1 is undone")
    assert (await told("/person Lynd")).startswith("Adele Lynd")


async def test_a_correction_can_be_made_in_a_group(telegram: TelegramServer, alice: Person) -> None:
    group = telegram.group("Desk")
    alice.says("/alias Bergens fiskedronning = Lind", group)
    reply = await group.reply()
    assert reply.text.startswith("Correction 1\n\n“Bergens fiskedronning” now means Ada Lind")
    assert reply.sent.get("reply_markup") is None
    alice.says("/person Bergens fiskedronning", group)
    assert (await group.reply()).text.startswith("Ada Lind")


async def test_ambiguous_names_are_asked_back_without_buttons(alice: Person) -> None:
    alice.says("/split Ada Lind")
    assert "fell apart into 2 people" in (await alice.private.reply()).text
    alice.says("/hide Ada Lind in 001 in 003")
    assert "No source names a person like this" in (await alice.private.reply()).text
    alice.says("/merge Ada Lind, Adele Lynd")
    reply = await alice.private.reply()
    assert "Ada Lind in 001" in reply.text
    assert "Ada Lind in 003" in reply.text
    assert reply.sent.get("reply_markup") is None


@pytest.mark.parametrize("message", ["/hide Ada Lind", "/corrections", "/undo"])
async def test_anybody_else_gets_one_sentence_and_changes_nothing(
    telegram: TelegramServer, answers: Answers, alice: Person, message: str
) -> None:
    revision = answers.library.revision
    bob = telegram.user("Bob")
    bob.says(message)
    reply = await bob.private.reply()
    assert reply.text == "Only the bot's administrators may put right who is who."
    alice.says("/person Ada Lind")
    assert (await alice.private.reply()).text.startswith("Ada Lind")
    assert answers.library.revision == revision


async def test_a_correction_written_wrongly_gets_one_sentence_with_an_example(alice: Person) -> None:
    alice.says("/merge Ada Lind")
    text = (await alice.private.reply()).text
    assert "Write NAME, NAME after the command, as in /merge Tokayev, Toqaev." in text
