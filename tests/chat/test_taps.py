"""Every command the bot prints works when it is tapped, which sends it bare: it answers, and changes nothing."""

from __future__ import annotations

import pytest

from bot.models import SubscriptionKind
from tests.chat.office import MANAGER, Office
from tests.telegram_server.chats import Person
from tests.telegram_server.server import TelegramServer

pytestmark = pytest.mark.usefixtures("unpaced")

ASKED = [
    "/start", "/help", "hello", "good morning", "stop", "this is wrong", "/privacy", "/settings", "/settings x",
    "/watch fish", "/watch fish", "/watch", "/watches", "/unwatch 9", "/schedule 08:30 fish", "/schedule 25:99",
    "/schedule soon", "/schedule", "/unschedule 9", "/forget", "/export", "/export pdf", "/article", "/article 99",
    "/article 001", "/sources", "/people", "/topics", "/brief", "/brief fish", "/person", "/person Nobody",
    "/compare fish", "/search from:nowhere fish", "/topic fish", "/topic whaling", "fish", "???", "/wach fish",
    "/persn Lind", "/xyzzy", "when did he resign", "/status", "/corrections", "/alias", "/merge", "/split",
]  # fmt: skip


async def answered(telegram: TelegramServer, person: Person, words: str) -> str:
    """Return the answer to a message, with the commands in it as Telegram makes them tappable."""
    chat, before = person.private, len(person.private.replies)
    said = person.says(words)
    await telegram.until(lambda: len(chat.replies) > before or said.id in chat.reactions, f"after {words}")
    return chat.replies[-1].text if len(chat.replies) > before else ""


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
            await answered(telegram, person, words)
        printed = {word for reply in person.private.replies for word in reply.words("bot_command")}
        assert len(printed) > 12
        before = await state(office, person.id)
        for command in sorted(printed):
            answer = await answered(telegram, person, command)
            assert answer, f"{command} is answered"
            assert "I do not know" not in answer, command
            assert "like this" not in answer.splitlines()[0] or command in ("/export", "/alias"), command
        assert await state(office, person.id) == before
