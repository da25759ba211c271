"""The Watch button under an answer, with real answers and real watches."""

from __future__ import annotations

import pytest

from bot.chat.chats.access import NOT_YOURS_TO_CHOOSE
from bot.words.deliveries import SubscriptionKind
from storage.database import Database
from tests.chat.office import FISH, OIL, Office
from tests.telegram_server.chats import BotMessage, Person
from tests.telegram_server.server import TelegramServer


@pytest.fixture
async def office(telegram: TelegramServer, database: Database) -> Office:
    office = Office(telegram, database)
    await office.open()
    await office.gets(FISH, OIL)
    return office


async def watched(office: Office, chat: int) -> list[str]:
    return [one.words for one in await office.subscriptions.of_chat(chat, SubscriptionKind.WATCH)]


async def pressed(person: Person, message: BotMessage, label: str) -> str:
    """Press a button and wait until there are other ones; return what was said."""
    edits = message.edits
    answer = await person.presses(message, label).answered()
    await person.server.until(lambda: message.edits > edits, f"other buttons after {label}")
    return str(answer.get("text", ""))


async def test_the_subject_of_an_answer_is_watched_once(office: Office, alice: Person) -> None:
    async with office.serving():
        messages = []
        for _ in range(2):
            alice.says("/topic Bergen")
            messages.append(await alice.private.reply())
        others = [one for one in messages[0].buttons if one != "Watch"]
        told = [await pressed(alice, message, "Watch") for message in messages]
        for message in messages:
            assert "✓ Watching" in message.buttons
            assert [one for one in message.buttons if one != "✓ Watching"] == others
    assert told[0].startswith("Watching “Bergen”")
    assert "already" in told[1]
    assert await watched(office, alice.id) == ["Bergen"]


async def test_what_is_watched_by_a_button_is_watched_no_longer_by_it(office: Office, alice: Person) -> None:
    async with office.serving():
        alice.says("/topic Bergen")
        message = await alice.private.reply()
        await pressed(alice, message, "Watch")
        await pressed(alice, message, "Useful")
        assert {"✓ Watching", "✓ Useful"} <= set(message.buttons)
        assert await pressed(alice, message, "✓ Watching") == "No longer watched: Bergen."
        assert "Watch" in message.buttons
        assert await watched(office, alice.id) == []
        await pressed(alice, message, "Watch")
        assert await watched(office, alice.id) == ["Bergen"]


async def test_what_the_corpus_does_not_have_yet_can_be_watched(office: Office, alice: Person) -> None:
    async with office.serving():
        alice.says("/topic whaling")
        message = await alice.private.reply()
        assert "PDF" not in message.buttons
        assert (await alice.presses(message, "Watch").answered())["text"].startswith("Watching “whaling”")
    assert await watched(office, alice.id) == ["whaling"]


async def test_in_a_group_its_administrators_choose(
    office: Office, telegram: TelegramServer, alice: Person
) -> None:
    bob, forum = telegram.user("Bob"), telegram.group("Embassy", forum=True)
    forum.administrators.add(alice.id)
    visas = forum.topic("Visas")
    async with office.serving():
        bob.says("/topic Bergen", forum, topic=visas)
        message = await forum.reply()
        assert (await bob.presses(message, "Watch").answered())["text"] == NOT_YOURS_TO_CHOOSE
        assert await watched(office, forum.id) == []
        await alice.presses(message, "Watch").answered()
    made = await office.subscriptions.of_chat(forum.id, SubscriptionKind.WATCH)
    assert [(one.words, one.place.topic) for one in made] == [("Bergen", visas.id)]


async def test_a_chat_that_is_forgotten_has_no_watches_left(office: Office, alice: Person) -> None:
    async with office.serving():
        alice.says("/watch Bergen")
        await alice.private.reply()
        alice.says("/forget")
        asked = await alice.private.reply()
        assert "1 watch" in asked.text
        await alice.presses(asked, "Delete").answered()
    assert await watched(office, alice.id) == []
