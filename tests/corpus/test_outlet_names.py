"""An outlet is called by its name where its page, its title and its address tell it between them."""

from __future__ import annotations

import pytest

from bot.corpus.formats.readers import read_bytes
from bot.corpus.origin.outlet_names import headline_of, outlet_named


@pytest.mark.parametrize(
    ("address", "page_title", "name"),
    [
        ("https://www.steppeherald.example/a", "Lake Level Falls - The Steppe Herald", "The Steppe Herald"),
        ("https://sherald.example/a", "Lake Level Falls | Steppe Herald", "Steppe Herald"),
        ("https://news.tsh.example/a", "Lake Level Falls – The Steppe Herald", "The Steppe Herald"),
        ("https://steppe-herald.example/a", "Lake Level Falls | World | Steppe Herald", "Steppe Herald"),
        ("https://lrn.example/a", "Lake Level Falls - LRN Politics", "LRN"),
        ("https://vestnik.example/a", "Уровень озера падает — Вестник степи", None),
        ("https://степь.example/a", "Уровень озера падает — Степь", "Степь"),
    ],
)
def test_what_stands_behind_the_headline_is_the_name_where_the_address_agrees(
    address: str, page_title: str, name: str | None
) -> None:
    assert outlet_named(None, address, page_title) == name


def test_a_headline_with_a_dash_in_it_names_no_outlet() -> None:
    assert (
        outlet_named("lake.example", "https://lake.example/a", "Talks end - no deal in sight")
        == "lake.example"
    )


def test_a_name_the_page_states_stays_and_a_handle_is_spelled_as_in_the_title() -> None:
    address = "https://steppeherald.example/a"
    assert outlet_named("The Herald", address, "Lake Level Falls - Steppe Herald") == "The Herald"
    assert outlet_named("steppeherald", address, "Lake Level Falls - Steppe Herald") == "Steppe Herald"
    assert outlet_named("steppe_herald", address, None) == "steppe_herald"


def test_a_handle_gives_way_to_the_name_everybody_knows_the_address_by() -> None:
    assert outlet_named("cnnbrk", "https://edition.cnn.com/1", "Lake Level Falls") == "CNN"
    assert outlet_named("kaz_inform", "https://www.inform.kz/1", "Уровень озера падает") == "Kazinform"
    assert outlet_named("CNN Türk", "https://edition.cnn.com/1", "Lake Level Falls") == "CNN Türk"


def test_an_address_everybody_knows_has_its_name() -> None:
    assert outlet_named("ndtv.com", "https://www.ndtv.com/world/1", "Lake Level Falls") == "NDTV"
    assert outlet_named(None, "https://edition.cnn.com/1", None) == "CNN"
    assert outlet_named(None, "https://notcnn.com/1", None) is None


def test_the_headline_is_the_first_part_of_a_title_that_says_something() -> None:
    for title in (
        "World | Lake Level Falls | The Steppe Herald of Bergen",
        "Lake Level Falls - Steppe Herald",
        "Lake Level Falls",
    ):
        assert headline_of(title) == "Lake Level Falls"
    assert headline_of("Floods | News") == "Floods"


def test_a_page_that_was_fetched_is_known_by_where_it_came_from() -> None:
    body = (
        "<p>The keeper of the lake counted its water every day for thirty years, and wrote it down.</p>" * 2
    )
    page = f"<html><head><title>Lake Level Falls - Steppe Herald</title></head><body>{body}</body></html>"
    url = "https://steppeherald.example/lake"
    (document,) = read_bytes(page.encode(), file=url, location=url, media_type="text/html").documents
    assert document.given.outlet == "Steppe Herald"


@pytest.mark.parametrize(
    ("url", "outlet"),
    [("https://edition.cnn.com/lake", "CNN"), ("https://lake.example/lake", "Lakebreaking")],
)
def test_a_page_that_calls_itself_by_a_handle_is_known_by_its_address(url: str, outlet: str) -> None:
    body = (
        "<p>The keeper of the lake counted its water every day for thirty years, and wrote it down.</p>" * 2
    )
    head = (
        f'<title>Lake Level Falls</title><link rel="canonical" href="{url}">'
        '<meta property="og:site_name" content="lakebreaking">'
    )
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    (document,) = read_bytes(page.encode(), file="a.html", location="a.html").documents
    assert document.given.outlet == outlet


LAKE = "The keeper of the lake counted its water every day for thirty years."


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f'{{"text": "{LAKE}", "url": "https://edition.cnn.com/1"}}', "lake.jsonl"),
        (f"---\nurl: https://edition.cnn.com/1\n---\n{LAKE}", "lake.md"),
    ],
)
def test_an_address_everybody_knows_has_its_name_whatever_states_it(text: str, name: str) -> None:
    (document,) = read_bytes(text.encode(), file=name, location=name).documents
    assert document.given.outlet == "CNN"


def test_what_is_no_address_names_no_outlet() -> None:
    assert outlet_named(None, "http://[lake/1", None) is None
    line = f'{{"text": "{LAKE}", "url": "http://[lake/1", "outlet": "Lake Post"}}'
    (document,) = read_bytes(line.encode(), file="lake.jsonl", location="lake.jsonl").documents
    assert document.given.outlet == "Lake Post"
