"""OPML in and out."""

from __future__ import annotations

import pytest

from bot.corpus.feeds.outlines import feeds_in_outline, outline_of
from bot.errors import UnreadableDocument
from bot.words.feeds import Feed

NESTED = """<?xml version="1.0"?><opml version="2.0"><body><outline text="Coast">
<outline type="rss" text="Quay &amp; Co" xmlUrl="https://quay.example/rss?a=1&amp;b=2"/>
<outline type="rss" text="Порт" xmlUrl="https://port.example/rss"/></outline>
<outline type="rss" text="Quay again" xmlUrl="https://quay.example/rss?a=1&amp;b=2"/></body></opml>"""


def test_the_feeds_of_all_folders_are_read_each_once() -> None:
    assert feeds_in_outline(NESTED.encode(), "my.opml") == (
        ("https://quay.example/rss?a=1&b=2", "Quay & Co"),
        ("https://port.example/rss", "Порт"),
    )


def test_what_is_written_is_read_again() -> None:
    feeds = [
        Feed(1, "https://a.example/", "https://a.example/rss?x=1&y=2", name='The "Quay" <daily> & Co'),
        Feed(2, "https://b.example/", "https://b.example/rss", title="Порт"),
    ]
    assert feeds_in_outline(outline_of(feeds).encode(), "out.opml") == (
        ("https://a.example/rss?x=1&y=2", 'The "Quay" <daily> & Co'),
        ("https://b.example/rss", "Порт"),
    )


@pytest.mark.parametrize(
    "data", [b"", b"no list", b"<opml/>", b"https://news.example/list.opml", b"<html><p>x</p></html>"]
)
def test_what_is_no_list_is_refused_with_the_file_s_name(data: bytes) -> None:
    with pytest.raises(UnreadableDocument, match=r"my\.opml"):
        feeds_in_outline(data, "my.opml")


def test_a_list_that_declares_entities_is_refused() -> None:
    bomb = NESTED.replace("<opml", '<!DOCTYPE opml [<!ENTITY a "b">]><opml', 1)
    with pytest.raises(UnreadableDocument, match="declares entities"):
        feeds_in_outline(bomb.encode(), "my.opml")
