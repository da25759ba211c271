"""A group that asks as people do: two questions at once, days in figures, corrections of what was meant."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.services.answering.answer import Answers
from storage.database import Database, open_database
from storage.kept.answers import KeptAnswers
from storage.kept.articles import StoredCorpus
from tests.chat.conftest import RunningBot, StartBot
from tests.telegram_server.chats import Chat, Person
from tests.telegram_server.server import TelegramServer


@pytest.fixture
async def database(starter_corpus: Path, tmp_path: Path) -> AsyncIterator[Database]:
    path = Path(shutil.copy(starter_corpus, tmp_path / "aide.db"))
    async with open_database(f"sqlite:///{path}") as opened:
        yield opened


@pytest.fixture
async def answers(database: Database) -> Answers:
    return await Answers.open(StoredCorpus(database), KeptAnswers(database, "1"))


@pytest.fixture
async def bot(start_bot: StartBot) -> AsyncIterator[RunningBot]:
    async with start_bot() as running:
        yield running


@pytest.fixture
def group(telegram: TelegramServer) -> Chat:
    return telegram.group("Delegation", privacy=False)


pytestmark = pytest.mark.usefixtures("bot")


async def told(person: Person, group: Chat, message: str) -> str:
    person.says(message, group)
    return (await group.reply()).text


async def test_two_questions_in_a_group_are_one_answer_with_two_headings(
    telegram: TelegramServer, alice: Person, group: Chat
) -> None:
    name = f"@{telegram.me.username}"
    text = await told(alice, group, f"{name} when did Rosenblum resign and who replaced him?")
    assert text.index("When did Rosenblum resign?") < text.index("Who replaced [Rosenblum]?")
    assert "Deborah Robinson" in text


async def test_a_day_in_figures_and_one_that_there_is_not(
    telegram: TelegramServer, alice: Person, group: Chat
) -> None:
    name = f"@{telegram.me.username}"
    assert "What happened on 26 November 2024" in await told(alice, group, f"{name} 26.11.2024")
    assert "There is no such day" in await told(alice, group, f"{name} 31.02.2024")


async def test_a_correction_in_reply_goes_on_and_talk_of_others_stays_unanswered(
    telegram: TelegramServer, alice: Person, group: Chat
) -> None:
    bob = telegram.user("Bob")
    alice.says(f"@{telegram.me.username} when did Rosenblum resign", group)
    answer = await group.reply()
    bob.says("and who replaced him, I wonder", group)  # to the others, not to the bot
    alice.says("no, I meant Libby", group, reply_to=answer)
    text = (await group.reply()).text
    assert "Read as: [when did] Mark Libby [resign]" in text
