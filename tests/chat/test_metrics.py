"""What a collector of metrics is told while the bot serves, over real HTTP, and what it is never told."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from tornado.netutil import bind_sockets

from bot.chat.receiving.metrics_page import served
from bot.errors import DatabaseUnreachable
from bot.services import metrics as measured
from bot.services.answering.proving import REFUSALS
from bot.services.metrics import Metrics, Stored
from bot.words.deliveries import Place
from storage.database import Database
from storage.kept.deliveries import StoredDeliveries
from storage.kept.feeds import StoredFeeds
from tests.chat.conftest import CannedAnswers, StartBot
from tests.makers import make_library
from tests.telegram_server.chats import Person
from tests.telegram_server.server import TelegramServer

NOW = 2_000_000
Told = dict[tuple[str, ...], float]


@pytest.fixture
def metrics(database: Database, monkeypatch: pytest.MonkeyPatch) -> Metrics:
    monkeypatch.setattr(measured, "_LOOKED_UP_FOR", 0.0)

    async def stored() -> Stored:
        feeds = await StoredFeeds(database).cards(NOW)
        return Stored(await StoredDeliveries(database).figures(), feeds)

    library, _ = make_library()
    return Metrics("9.9", lambda: library, stored, lambda: NOW)


@asynccontextmanager
async def page_of(metrics: Metrics) -> AsyncIterator[httpx.AsyncClient]:
    sockets = bind_sockets(0, "127.0.0.1")
    address = f"http://127.0.0.1:{sockets[0].getsockname()[1]}"
    async with served(sockets, metrics.page), httpx.AsyncClient(base_url=address) as client:
        yield client


async def told_by(client: httpx.AsyncClient) -> Told:
    """Every figure, by its name and the values of its labels."""
    response = await client.get("/metrics")
    assert response.status_code == 200
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(response.text)
        for sample in family.samples
    }


async def test_what_happens_is_counted_without_a_word_or_a_name(
    telegram: TelegramServer, start_bot: StartBot, metrics: Metrics, alice: Person, answers: CannedAnswers
) -> None:
    async with page_of(metrics) as client, start_bot(measures=metrics, requests_a_minute=2):
        for words in ("/person Rosenblum", "/topic whaling", "one more"):
            alice.says(words)
            await alice.private.reply()
        alice.says("/settings")
        told = await told_by(client)
        while ("aide_memoire_updates_total", "message", "too many") not in told:
            told = await told_by(client)
        text = (await client.get("/metrics")).text
    assert told["aide_memoire_updates_total", "person", "answered"] == 1
    assert told["aide_memoire_updates_total", "topic", "answered"] == 1
    assert told["aide_memoire_answer_seconds_count", "person"] == 1
    assert told["aide_memoire_refused_by_limit_total",] >= 1
    assert told["aide_memoire_queue", "updates"] == 0
    for secret in ("Rosenblum", "whaling", "Alice", str(alice.id), telegram.token):
        assert not re.search(rf"\b{re.escape(secret)}\b", text)


async def test_what_is_stored_is_told_when_somebody_looks(database: Database, metrics: Metrics) -> None:
    outbox, feeds = StoredDeliveries(database), StoredFeeds(database)
    await outbox.write(Place(7), "one", "<b>Hello</b>", NOW)
    await outbox.heard(NOW - 30)
    feed, _ = await feeds.add("https://secret.example.org/feed?key=opensesame", None, NOW)
    async with page_of(metrics) as client:
        told = await told_by(client)
        text = (await client.get("/metrics")).text
        assert ("aide_memoire_feed_age_seconds", str(feed.id)) not in told
        async with database.writing() as connection:
            await connection.exec_driver_sql(f"UPDATE feeds SET succeeded = {NOW - 600}")
        assert (await told_by(client))["aide_memoire_feed_age_seconds", str(feed.id)] == 600
    assert told["aide_memoire_deliveries", "due"] == 1
    assert told["aide_memoire_telegram_age_seconds",] == 30
    assert told["aide_memoire_database_up",] == 1
    assert told["aide_memoire_build_info", "9.9"] == 1
    assert told["process_resident_memory_bytes",] > 1_000_000
    assert "opensesame" not in text


def test_the_operators_page_says_what_each_metric_means(metrics: Metrics) -> None:
    page = Path(__file__).parents[2].joinpath("docs", "operating.md").read_text(encoding="utf-8")
    told = {
        name.removesuffix("_total") for name in re.findall(r"^\| `(aide_memoire_\w+)`", page, re.MULTILINE)
    }
    assert told == {
        family.name for family in metrics.registry.collect() if not family.name.startswith("process")
    }


async def test_lines_the_proof_refused_are_counted(metrics: Metrics, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(REFUSALS, "lines", 3)
    async with page_of(metrics) as client:
        assert (await told_by(client))["aide_memoire_lines_refused_by_proof_total",] == 3
        REFUSALS.lines += 1
        assert (await told_by(client))["aide_memoire_lines_refused_by_proof_total",] == 4


async def test_a_database_that_is_away_is_told_and_the_rest_still_is() -> None:
    async def away() -> Stored:
        raise DatabaseUnreachable("away")

    library, _ = make_library()
    async with page_of(Metrics("9.9", lambda: library, away)) as client:
        told = await told_by(client)
        assert (await client.get("/health")).text == "ok"
        assert (await client.get("/anything")).status_code == 404
        assert (await client.post("/metrics", content=b"x")).status_code == 405
    assert told["aide_memoire_database_up",] == 0
    assert told["aide_memoire_articles",] == library.corpus.articles
