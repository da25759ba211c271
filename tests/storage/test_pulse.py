"""Whether the bot is in touch with Telegram can be seen from outside, whatever the database goes through."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import DatabaseLocked
from storage.database import Database, open_database
from storage.kept.deliveries import StoredDeliveries
from storage.pulse import times_heard
from tests.storage.other_process import writing_elsewhere


def state(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}


async def test_of_a_bot_that_was_never_there_nothing_was_heard(tmp_path: Path) -> None:
    assert await times_heard(f"sqlite:///{tmp_path}/none.db") == []
    assert state(tmp_path) == {}


async def test_looking_changes_nothing_beside_the_database(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/aide.db"
    async with open_database(url) as database:
        await StoredDeliveries(database).heard(1000)
    before = state(tmp_path)
    assert await times_heard(url) == [1000, 1000]
    assert state(tmp_path) == before


async def test_while_another_process_holds_the_database_the_heart_is_seen_to_beat(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with open_database(url, patience=0.01) as database:
        await StoredDeliveries(database).heard(1000)
        with writing_elsewhere(url):
            with pytest.raises(DatabaseLocked):
                await StoredDeliveries(database).heard(1060)
            assert await times_heard(url) == [1060, 1000]


async def test_a_state_only_a_newer_version_knows_stops_no_counting(database: Database) -> None:
    async with database.writing() as connection:
        await connection.exec_driver_sql(
            'INSERT INTO deliveries (chat, topic, "window", html, buttons, state, not_before, attempts,'
            " doubts, made, before) VALUES (7, 0, 'one', '', '[]', 'held by a worker', 0, 0, 0, 0, '[]')"
        )
    figures = await StoredDeliveries(database).figures()
    assert set(figures.deliveries.values()) == {0}
