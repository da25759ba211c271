"""The pictures of the README show what the bot says today."""

from __future__ import annotations

import pytest

from tests.chat.pictures import kept_picture
from tests.chat.test_whole_answers import answers, database  # noqa: F401 - of the starter corpus
from tests.telegram_server.server import TelegramServer

ASKED = {"card": "/person Rosenblum", "topic": "/topic human rights", "timeline": "/timeline Taliban"}


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
