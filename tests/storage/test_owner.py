"""A database belongs to the first bot that was served from it."""

from __future__ import annotations

import pytest

from bot.app import assert_own
from bot.errors import SettingsError
from storage.database import Database


async def test_another_token_is_refused_in_one_sentence_without_it(database: Database) -> None:
    await assert_own(database, "111:AAone")
    await assert_own(database, "111:BBanother-token-of-the-same-bot")
    with pytest.raises(SettingsError) as refused:
        await assert_own(database, "222:AAtwo")
    assert str(refused.value) == (
        "TELEGRAM_BOT_TOKEN is that of the bot 222, but DATABASE_URL names the database of the bot 111:"
        " give each its own."
    )
