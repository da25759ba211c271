"""The pictures of the README show what the bot says today."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.services.answering.answer import Answers
from storage.database import Database, open_database
from storage.kept.answers import KeptAnswers
from storage.kept.articles import StoredCorpus
from tests.chat.pictures import kept_picture
from tests.telegram_server.server import TelegramServer

ASKED = {"card": "/person Rosenblum", "topic": "/topic human rights", "timeline": "/timeline Taliban"}


@pytest.fixture
async def database(starter_corpus: Path, tmp_path: Path) -> AsyncIterator[Database]:
    path = Path(shutil.copy(starter_corpus, tmp_path / "aide.db"))
    async with open_database(f"sqlite:///{path}") as opened:
        yield opened


@pytest.fixture
async def answers(database: Database) -> Answers:
    return await Answers.open(StoredCorpus(database), KeptAnswers(database, "1"))


@pytest.mark.usefixtures("unpaced", "bot")
@pytest.mark.parametrize("name", ASKED)
async def test_a_picture_shows_what_the_bot_answers(
    name: str, telegram: TelegramServer, pytestconfig: pytest.Config
) -> None:
    reader = telegram.user("Reader", language_code="en")
    reader.says(ASKED[name])
    answer = await reader.private.reply()
    now, kept = kept_picture(name, [ASKED[name], answer], renew=pytestconfig.getoption("--renew-answers"))
    assert now == kept
