"""Whether the bot is in touch with Telegram can be seen from outside, whatever the database goes through."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import DatabaseLocked
from storage.database import Database, open_database
from storage.deliveries import StoredDeliveries
from storage.pulse import times_heard


def state(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}


async def test_of_a_bot_that_was_never_there_nothing_was_heard(tmp_path: Path) -> None:
    assert times_heard(tmp_path / "none.db") == []
    assert state(tmp_path) == {}


async def test_looking_changes_nothing_beside_the_database(url: str, tmp_path: Path) -> None:
    async with open_database(url) as database:
        await StoredDeliveries(database).heard(1000)
    before = state(tmp_path)
    assert times_heard(tmp_path / "aide.db") == [1000, 1000]
    assert state(tmp_path) == before


async def test_while_another_process_holds_the_database_the_heart_is_seen_to_beat(url: str) -> None:
    async with open_database(url, patience=0.01) as database:
        await StoredDeliveries(database).heard(1000)
        with closing(sqlite3.connect(database.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(DatabaseLocked):
                await StoredDeliveries(database).heard(1060)
            assert times_heard(database.path) == [1060, 1000]


async def test_a_state_only_a_newer_version_knows_stops_no_counting(database: Database) -> None:
    with closing(sqlite3.connect(database.path)) as connection, connection:
        connection.execute(
            "INSERT INTO deliveries (chat, topic, window, html, buttons, state, not_before, attempts, doubts,"
            " made, before) VALUES (7, 0, 'one', '', '[]', 'held by a worker', 0, 0, 0, 0, '[]')"
        )
    figures = await StoredDeliveries(database).figures()
    assert set(figures.deliveries.values()) == {0}
