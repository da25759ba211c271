"""What feeds list is read in a process that can be ended."""

from __future__ import annotations

import os
import time

import pytest

from bot.errors import HarmfulDocument, UnreadableDocument
from bot.languages.saying import speaking
from bot.services.processes import feed_listing as listing
from bot.services.processes.feed_listing import ChildLister
from bot.words.feeds import FeedKind
from tests.feed_server.server import rss, rss_item
from tests.services.processes.test_analysing import children

WHERE = "https://harbour.example/rss"
FEED = rss(rss_item("/a"), rss_item("/b")).encode()


def _hang(*_: object) -> None:
    time.sleep(3600)


def _end(*_: object) -> None:
    os._exit(3)


async def test_listings_are_read_in_one_process_while_it_is_kept_and_it_is_gone_then() -> None:
    before = {process.pid for process in children()}
    lister = ChildLister()
    async with lister.kept():
        found = await lister.recognised(FEED, None, WHERE)
        again = await lister.listing_of(FeedKind.FEED, FEED, None, WHERE)
        assert found.listing == again
        assert len(again.items) == 2
    assert {process.pid for process in children()} == before


async def test_what_is_wrong_is_said_in_the_language_of_whoever_asks() -> None:
    with speaking("ru"), pytest.raises(UnreadableDocument, match="нет ни ленты"):
        await ChildLister().recognised(b"no feed", None, WHERE)


async def test_a_listing_that_ends_the_process_is_given_up_and_the_next_one_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(listing, "recognised", _end)
    lister = ChildLister()
    async with lister.kept():
        with pytest.raises(HarmfulDocument):
            await lister.recognised(FEED, None, WHERE)
        assert len((await lister.listing_of(FeedKind.FEED, FEED, None, WHERE)).items) == 2


async def test_a_listing_that_comes_to_no_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "recognised", _hang)
    monkeypatch.setattr(listing, "_PATIENCE", 0.2)
    before = {process.pid for process in children()}
    with pytest.raises(HarmfulDocument, match="took longer"):
        await ChildLister().recognised(FEED, None, WHERE)
    assert {process.pid for process in children()} == before
