"""Whatever a server sends is a listing or one sentence: broken, cut, mixed and made to do harm."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.feeds.feed_bounds import LONGEST_FIELD, LONGEST_TEXT
from bot.corpus.feeds.item_texts import paragraphs_of
from bot.corpus.feeds.recognising import Recognised, listing_of, recognised
from bot.errors import UnreadableDocument
from bot.words.feeds import FeedKind
from tests.corpus.feeds.test_listings import CHANNEL
from tests.feed_server.server import rss, rss_item

WHERE = "https://harbour.example/all"
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Q</title><entry><id>1</id><title>T</title>
<link href="/1"/><updated>2025-03-02T11:00:00Z</updated><content type="xhtml"><div>One.</div></content>
</entry></feed>"""
SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://q.example/1</loc><news:news>
<news:publication_date>2025-03-01</news:publication_date><news:title>T</news:title></news:news></url></urlset>"""
JSON = json.dumps(
    {"version": "https://jsonfeed.org/version/1", "items": [{"id": "1", "url": "/1", "title": "T"}]}
)
SAMPLES = [rss(rss_item("/a"), rss_item("/b")), ATOM, SITEMAP, JSON, CHANNEL]
PIECES = [
    b"<",
    b"]]>",
    b"&#0;",
    b"&#xd800;",
    b"\0",
    b"\xff\xfe",
    b"<![CDATA[",
    b"\xed\xa0\x80",
    b"<item>" * 50,
    b"</",
    b'"' * 9,
]


def read(data: bytes, where: str = WHERE) -> Recognised | None:
    try:
        return recognised(data, None, where)
    except UnreadableDocument as error:
        told = str(error)
    assert told.endswith(".")
    assert "\n" not in told
    return None


@given(st.data())
def test_a_broken_document_is_read_in_part_or_refused_in_a_sentence(data: st.DataObject) -> None:
    document = bytearray(data.draw(st.sampled_from(SAMPLES)).encode())
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(document)))
        cut = data.draw(st.integers(0, 40))
        document[at : at + cut] = data.draw(st.sampled_from(PIECES) | st.binary(max_size=8))
    where = data.draw(st.sampled_from([WHERE, "https://t.me/s/aktauport"]))
    found = read(bytes(document), where)
    for item in found.listing.items if found and found.listing else ():
        for said in (item.text, item.facts.title, item.facts.author, item.facts.outlet, item.address):
            (said or "").encode()


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=5))
def test_a_json_feed_may_hold_anything_anywhere(odd: object) -> None:
    names = ("id", "url", "title", "content_html", "authors", "date_published", "language")
    items = [{name: odd} | {"id": f"{number}"} for number, name in enumerate(names)]
    document = {"version": "https://jsonfeed.org/version/1.1", "title": odd, "items": [odd, *items]}
    assert read(json.dumps(document).encode()) is not None


@pytest.mark.parametrize("kind", list(FeedKind)[1:])
@pytest.mark.parametrize("sample", [*SAMPLES, "<html><body>", "x"])
def test_what_turns_into_something_else_is_a_fault_or_a_listing(kind: FeedKind, sample: str) -> None:
    told = "."
    try:
        listing_of(kind, sample.encode(), None, WHERE)
    except UnreadableDocument as error:
        told = str(error)
    assert told.endswith(".")


def test_what_is_very_long_or_very_deep_is_cut() -> None:
    deep = "<div>" * 3000 + "Deep." + "</div>" * 3000
    long = rss(rss_item("/a", title="T" * 50_000, text=deep), rss_item("/b", text="w " * 300_000))
    found = read(long.encode())
    assert found is not None
    assert found.listing is not None
    first, second = found.listing.items
    assert len(first.facts.title or "") <= LONGEST_FIELD
    assert len(second.text) <= LONGEST_TEXT


@given(st.text(alphabet=st.sampled_from("<>/&;pdivscript =\"'\n ab"), max_size=60))
def test_markup_of_any_shape_is_text_without_tags_that_end(markup: str) -> None:
    assert "</p>" not in paragraphs_of(f"<p>{markup}</p>")
