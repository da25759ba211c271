"""Addresses as feeds and people give them."""

from __future__ import annotations

import pytest

from bot.corpus.feeds.addresses import followed_address, page_address
from bot.errors import UnreadableDocument


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("news.example", "https://news.example/"),
        ("HTTP://News.Example/rss?id=1", "http://news.example/rss?id=1"),
        ("@aktauport", "https://t.me/s/aktauport"),
        ("t.me/aktauport", "https://t.me/s/aktauport"),
        ("https://t.me/s/aktauport?before=3", "https://t.me/s/aktauport"),
    ],
)
def test_an_address_is_understood_as_people_type_it(typed: str, meant: str) -> None:
    assert followed_address(typed) == meant


@pytest.mark.parametrize(
    "typed", ["", "news", "news example", "http://", "http://[::1", "javascript:x", "https://u:p@a.example/"]
)
def test_what_can_be_no_address_is_refused(typed: str) -> None:
    with pytest.raises(UnreadableDocument, match="no address that can be followed"):
        followed_address(typed)


@pytest.mark.parametrize(
    ("link", "page"),
    [
        ("/a?utm_medium=x&id=2&fbclid=3", "https://news.example/a?id=2"),
        ("a#part", "https://news.example/feeds/a"),
        (" /a b\n", "https://news.example/a%20b"),
        ("//other.example/a", "https://other.example/a"),
        ("mailto:desk@news.example", None),
        (f"/{'a' * 2000}", None),
        (7, None),
    ],
)
def test_a_page_has_one_address_whatever_counts_its_readers(link: object, page: str | None) -> None:
    assert page_address(link, "https://news.example/feeds/all") == page


def test_a_password_in_an_address_is_not_said_again() -> None:
    with pytest.raises(UnreadableDocument) as refused:
        followed_address("http://reader:hunter2@news.example/rss")
    assert "hunter2" not in str(refused.value)
    assert "news.example" in str(refused.value)
