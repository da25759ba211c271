"""A PostgreSQL server that goes away while the bot serves: people are told, administrators once."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.chat.memory import Memory
from storage.database import Database, open_database
from storage.kept.chats import StoredChats
from storage.kept.screens import StoredScreens
from tests.chat.conftest import StartBot
from tests.postgresql_server import PostgresqlServer
from tests.telegram_server.server import TelegramServer


@pytest.fixture
async def database(postgresql: PostgresqlServer, postgresql_with_tables: str) -> AsyncIterator[Database]:
    name = postgresql.fresh(postgresql_with_tables)
    async with open_database(postgresql.url(name), patience=0.1) as opened:
        yield opened
    postgresql.drop(name)


@pytest.fixture
def memory(database: Database) -> Memory:
    return Memory(StoredChats(database), StoredScreens(database))


async def test_a_database_that_goes_away_is_told_of_once_and_serving_goes_on(
    telegram: TelegramServer, start_bot: StartBot, postgresql: PostgresqlServer
) -> None:
    ann, alice, bob = (telegram.user(name) for name in ("Ann", "Alice", "Bob"))
    ann.private.new_message(ann, {"text": "/start"})  # some time ago
    async with start_bot(administrators=frozenset({ann.id})):
        alice.says("/person Marsh")
        assert "Marsh" in (await alice.private.reply()).text
        postgresql.stop()
        try:
            told = []
            for asker in (alice, bob, alice):
                asker.says("/person Marsh")
                told.append((await asker.private.reply()).text)
        finally:
            postgresql.start()
        alice.says("/person Marsh")
        assert "Marsh" in (await alice.private.reply()).text
    # What is known of a chat is at hand, so whoever asked before is answered; what is not is said not to be.
    assert "Marsh" in told[0]
    assert told[1] == "Something went wrong on my side, and it is noted; please try again."
    assert "Marsh" in told[2]
    (alarm,) = ann.private.replies
    assert "cannot be reached" in alarm.text
