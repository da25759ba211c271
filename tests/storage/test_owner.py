"""A database belongs to the first bot that was served from it."""

from __future__ import annotations

import pytest

from bot.app import assert_own
from bot.errors import SettingsError
from storage.database import Database
from storage.owner import StoredOwner


async def test_another_token_is_refused_in_one_sentence_without_it(database: Database) -> None:
    await assert_own(database, "111:AAone")
    await assert_own(database, "111:BBanother-token-of-the-same-bot")
    with pytest.raises(SettingsError) as refused:
        await assert_own(database, "222:AAtwo")
    assert str(refused.value) == (
        "TELEGRAM_BOT_TOKEN is that of the bot 222, but DATABASE_URL names the database of the bot 111:"
        " give each its own."
    )


async def test_what_was_given_up_is_the_next_ones(database: Database) -> None:
    assert await assert_own(database, "111:AAone")
    await StoredOwner(database).give_up(222)
    assert not await assert_own(database, "111:AAone")
    await StoredOwner(database).give_up(111)
    assert await assert_own(database, "222:AAtwo")
