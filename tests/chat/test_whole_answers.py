"""Whole answers and conversations on the starter corpus, as a chat shows them.

They are kept in `whole_answers/`, to be read by people. Each file is out of the real bot over HTTP: one
answer, its first screen, its buttons, and what More shows; or the turns of a conversation, each with what
it is answered with.
*Bold*, _italic_ and ‗underlined‗ words stand between such marks, a quotation behind a bar. Where an answer is
meant to change, `make answers` writes the files anew, and the change is read before it is kept.
"""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.languages.saying import say, speaking
from bot.services.answering.answer import Answers
from storage.database import Database, open_database
from storage.kept.answers import KeptAnswers
from storage.kept.articles import StoredCorpus
from tests.chat.conftest import RunningBot, StartBot
from tests.telegram_server.chats import BotMessage, Person
from tests.telegram_server.server import TelegramServer

FOLDER = Path(__file__).parent / "whole_answers"
ASKED: dict[str, Any] = tomllib.loads((FOLDER / "asked.toml").read_text(encoding="utf-8"))
CONVERSATIONS: dict[str, Any] = tomllib.loads((FOLDER / "conversations.toml").read_text(encoding="utf-8"))
NINE = datetime(2025, 3, 3, 9, tzinfo=UTC)
_MOST_PAGES = 12
_SIGNS = {"bold": "*", "italic": "_", "underline": "‗"}


@pytest.fixture
async def database(starter_corpus: Path, tmp_path: Path) -> AsyncIterator[Database]:
    path = Path(shutil.copy(starter_corpus, tmp_path / "aide.db"))
    async with open_database(f"sqlite:///{path}") as opened:
        yield opened


@pytest.fixture
async def answers(database: Database) -> Answers:
    return await Answers.open(StoredCorpus(database), KeptAnswers(database, "1"))


@pytest.mark.usefixtures("unpaced")
@pytest.mark.parametrize("name", ASKED)
async def test_a_whole_answer_reads_as_it_did(
    name: str, telegram: TelegramServer, bot: RunningBot, pytestconfig: pytest.Config
) -> None:
    asked = ASKED[name] if isinstance(ASKED[name], dict) else {"words": ASKED[name], "language": "en"}
    reader = telegram.user("Reader", language_code=asked["language"])
    with speaking(asked["language"]):
        more = say("More")
    reader.says(asked["words"])
    message = await reader.private.reply()
    shown = [f"› {asked['words']}", readable(message)]
    while len(shown) < _MOST_PAGES and more in message.buttons:
        edits = message.edits
        reader.presses(message, more)
        await telegram.until(lambda: message.edits > edits, "the next page")  # noqa: B023 - waited for here
        shown.append(readable(message))
    whole = f"\n{'─' * 60}\n".join(shown) + "\n"
    assert whole == _kept(name, whole, pytestconfig)


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
    assert whole == _kept(name, whole, pytestconfig)


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


def _kept(name: str, whole: str, pytestconfig: pytest.Config) -> str:
    """Return what is kept under a name; it is written anew first where that is asked for."""
    kept = FOLDER / f"{name}.txt"
    if pytestconfig.getoption("--renew-answers"):
        kept.write_text(whole, encoding="utf-8")
    return kept.read_text(encoding="utf-8")


def readable(message: BotMessage) -> str:
    """Return a message as its reader sees it, its layout in signs."""
    units = message.text.encode("utf-16-le")
    signs: list[tuple[int, int, str]] = []
    quoted: list[tuple[int, int]] = []
    for entity in message.entities:
        start, end = entity["offset"] * 2, (entity["offset"] + entity["length"]) * 2
        if entity["type"] in _SIGNS:
            signs += [(start, 1, _SIGNS[entity["type"]]), (end, 0, _SIGNS[entity["type"]])]
        elif entity["type"].endswith("blockquote"):
            quoted.append((start, end))
    text, at = "", 0
    bars: list[bool] = []
    for place, _, sign in [*sorted(signs), (len(units), 0, "")]:
        text += units[at:place].decode("utf-16-le") + sign
        at = place
    offset = 0
    for line in message.text.split("\n"):
        begin = offset
        offset += len((line + "\n").encode("utf-16-le"))
        bars.append(any(start <= begin < end for start, end in quoted))
    lines = [("▎" if bar else "") + line for bar, line in zip(bars, text.split("\n"), strict=True)]
    rows = ["".join(f"[{button['text']}]" for button in row) for row in message.keyboard]
    return "\n".join([*lines, *([""] if rows else []), *rows])
