"""Whole conversations on the starter corpus over the Bot API, kept in `whole_answers/` to be read by people.

`make answers` writes them anew where they are meant to change.
"""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.services.answer import Answers
from storage.answers import KeptAnswers
from storage.articles import StoredCorpus
from storage.database import Database, open_database
from tests.chat.conftest import StartBot
from tests.chat.test_whole_answers import readable
from tests.telegram_server.chats import BotMessage, Person
from tests.telegram_server.server import TelegramServer

FOLDER = Path(__file__).parent / "whole_answers"
NINE = datetime(2025, 3, 3, 9, tzinfo=UTC)
CONVERSATIONS: dict[str, Any] = tomllib.loads((FOLDER / "conversations.toml").read_text(encoding="utf-8"))


@pytest.fixture
async def database(starter_corpus: Path, tmp_path: Path) -> AsyncIterator[Database]:
    path = Path(shutil.copy(starter_corpus, tmp_path / "aide.db"))
    async with open_database(f"sqlite:///{path}") as opened:
        yield opened


@pytest.fixture
async def answers(database: Database) -> Answers:
    return await Answers.open(StoredCorpus(database), KeptAnswers(database, "1"))


@pytest.mark.usefixtures("unpaced")
@pytest.mark.parametrize("name", CONVERSATIONS)
async def test_a_conversation_reads_as_it_did(
    name: str, telegram: TelegramServer, start_bot: StartBot, pytestconfig: pytest.Config
) -> None:
    spoken = CONVERSATIONS[name]
    reader = telegram.user("Reader", language_code=spoken["language"])
    async with start_bot(now=lambda: NINE, late_after=10**9, requests_a_minute=1000):
        told = [f"› {turn}\n\n{await _answered(telegram, reader, turn)}" for turn in spoken["turns"]]
    whole = f"\n\n{'─' * 60}\n".join(told) + "\n"
    kept = FOLDER / f"{name}.txt"
    if pytestconfig.getoption("--renew-answers"):
        kept.write_text(whole, encoding="utf-8")
    assert whole == kept.read_text(encoding="utf-8")


async def _answered(telegram: TelegramServer, reader: Person, turn: str) -> str:
    """Return what a turn is answered with: a message, a changed one, a document, or a reaction."""
    chat = reader.private
    if turn.startswith("press: "):
        message: BotMessage = chat.replies[-1]
        edits = message.edits
        reader.presses(message, turn.removeprefix("press: "))
        await telegram.until(lambda: message.edits > edits, "a changed message")
        return readable(message)
    before = len(chat.replies)
    said = reader.says(turn)
    await telegram.until(
        lambda: len(chat.replies) > before or said.id in chat.reactions, f"an answer to {turn!r}"
    )
    if said.id in chat.reactions:
        return f"(reaction {chat.reactions[said.id]})"
    answer = chat.replies[-1]
    return f"(document {answer.document.name})" if answer.document is not None else readable(answer)
