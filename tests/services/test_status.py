"""The rows of `/status`, and whether the serving process is alive."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.search.passages import indexed
from bot.search.tantivy_index import TantivyIndex
from bot.services.status import ALIVE_WITHIN, is_alive, status_rows
from bot.words.answers import Kind, Request
from bot.words.chats import Fault, Judgements
from bot.words.deliveries import DeliveryState, Health
from bot.words.feeds import Feed, FeedCard
from tests.makers import make_article, make_library

NOW = datetime(2025, 1, 6, 8, 0, tzinfo=UTC)


def figures(heard: int | None = None) -> Health:
    counts = {
        DeliveryState.DUE: 2,
        DeliveryState.SENDING: 1,
        DeliveryState.SENT: 30,
        DeliveryState.GIVEN_UP: 1,
    }
    return Health(4, 1, 7, 2, counts, ("bot was blocked",), heard)


def test_the_rows_tell_what_there_is_and_what_went_wrong() -> None:
    library, _ = make_library(make_article("001", "Fish\nAda Lind came.", people={"Ada Lind": []}))
    judged = Judgements(3, (Request(Kind.TOPIC, "oil"),), {Fault.DATE: 2, Fault.OFF_TOPIC: 1})
    rows = status_rows(library, figures(int(NOW.timestamp()) - 7), judged, NOW)
    assert rows["people"] == "1"
    assert rows["search engine"] == "rank-bm25, 2 passages"
    assert rows["chats"] == "4, of which 1 may not be written to"
    assert rows["subscriptions"] == "7 watches, 2 schedules"
    assert rows["deliveries"] == "3 due, 30 sent, 0 failed, 1 given up"
    assert rows["not delivered"] == "bot was blocked"
    assert rows["feedback"] == "3 useful, 1 wrong (date 2, off topic 1): topic oil"
    assert rows["heartbeat"].startswith("Telegram answered 7 s ago")


def test_how_the_feeds_are_doing_is_one_row() -> None:
    library, _ = make_library()

    def row(*cards: FeedCard) -> str:
        return status_rows(library, figures(), Judgements(), NOW, cards)["feeds"]

    well, failing = Feed(1, "a", "a"), Feed(2, "b", "b", wrong="It fails.")
    off = replace(failing, id=3, off_since=5)
    assert row() == "none followed"
    assert row(FeedCard(well, 7, 1, 0, 0)) == "1 feed"
    cards = [FeedCard(one, 7, 1, 4, 0) for one in (well, failing, off)]
    assert row(*cards) == "3 feeds, 1 with a fault, 1 switched off, 12 items wait"


def test_the_size_of_an_index_on_disk_is_told() -> None:
    library, _ = make_library(make_article("001", "Fish\nAda Lind came."))
    index = TantivyIndex()
    index.change([indexed(make_article("001", "Fish\nAda Lind came."), {})], (), "a")
    rows = status_rows(
        replace(library, engine=index.engine()), figures(), Judgements(), NOW, index_size=12_345_678
    )
    assert rows["search engine"] == "tantivy, 2 passages, 12.3 MB"


def test_a_bot_that_never_reached_telegram_or_long_ago_is_not_alive() -> None:
    second = int(NOW.timestamp())
    assert not is_alive(None, NOW)
    assert is_alive(second, NOW)
    assert not is_alive(second, NOW + timedelta(seconds=ALIVE_WITHIN + 1))
    assert not is_alive(second + 1, NOW)
