"""Every command the bot prints works when it is tapped: sent bare it is answered, and changes nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.dialogue import parse
from bot.words.deliveries import SubscriptionKind
from tests.chat.office import MANAGER, Office
from tests.telegram_server.chats import BotMessage, Person
from tests.telegram_server.markup import covered, found_entities
from tests.telegram_server.server import TelegramServer

pytestmark = pytest.mark.usefixtures("unpaced")

ASKED = [
    "/start", "/help", "hello", "good morning", "stop", "this is wrong", "/privacy", "/settings",
    "/settings x", "/watch fish", "/watch fish", "/watch", "/watches", "/unwatch 9",
    "/schedule 08:30 fish", "/schedule 25:99", "/schedule soon", "/schedule", "/unschedule 9", "/forget",
    "/export", "/export pdf", "/article", "/article 99", "/article 001", "/sources", "/people",
    "/topics", "/brief", "/brief fish", "/person", "/person Nobody", "/compare fish",
    "/search from:nowhere fish", "/topic fish", "/topic whaling", "fish", "???", "/wach fish",
    "/persn Lind", "/xyzzy", "when did he resign", "/status", "/corrections", "/alias", "/merge",
    "/split",
]  # fmt: skip


async def answered(office: Office, person: Person, words: str) -> str:
    """Return the words a message is answered with, "" for a reaction; a moment passes before each."""
    office.clock.now += timedelta(seconds=4)
    chat, before = person.private, len(person.private.replies)
    said = person.says(words)
    await office.telegram.until(
        lambda: len(chat.replies) > before or said.id in chat.reactions, f"an answer to {words}"
    )
    return chat.replies[-1].text if len(chat.replies) > before else ""


def tappable(message: BotMessage) -> set[str]:
    """Return the commands of a message that Telegram makes tappable: those outside of `code`."""
    code = [
        (one["offset"], one["offset"] + one["length"]) for one in message.entities if one["type"] == "code"
    ]
    return {
        covered(message.text, one)
        for one in found_entities(message.text)
        if one["type"] == "bot_command" and not any(start <= one["offset"] < end for start, end in code)
    }


async def state(office: Office, chat: int) -> list[object]:
    kept: list[object] = [await office.chats.record(chat)]
    for kind in (SubscriptionKind.WATCH, SubscriptionKind.SCHEDULE):
        kept += await office.subscriptions.of_chat(chat, kind)
    return kept


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
async def test_every_command_printed_works_when_it_is_tapped(
    office: Office, telegram: TelegramServer, language: str
) -> None:
    for person in (telegram.user("Alice", language_code=language), Person(telegram, MANAGER, "Manager")):
        for words in ASKED:
            await answered(office, person, words)
        printed = {command for reply in person.private.replies for command in tappable(reply)}
        assert len(printed) > 12
        before = await state(office, person.id)
        for command in sorted(printed):
            assert parse(command) is not None, command
            assert await answered(office, person, command), f"{command} is answered with words"
        assert await state(office, person.id) == before
