"""What feeds of every sort list, from the bytes a server sends."""

from __future__ import annotations

import pytest

from bot.corpus.feeds.recognising import listing_of, recognised
from bot.errors import UnreadableDocument
from bot.words.feeds import FeedKind, ListedItem, Listing
from tests.feed_server.server import rss, rss_item

WHERE = "https://harbour.example/feeds/all.xml"


def listing(document: str | bytes, media_type: str | None = None, where: str = WHERE) -> Listing:
    data = document.encode() if isinstance(document, str) else document
    found = recognised(data, media_type, where).listing
    assert found is not None
    return found


def only(document: str | bytes, media_type: str | None = None) -> ListedItem:
    (item,) = listing(document, media_type).items
    return item


def refusal(document: str | bytes) -> str:
    with pytest.raises(UnreadableDocument) as caught:
        recognised(document.encode() if isinstance(document, str) else document, None, WHERE)
    return str(caught.value)


# --- RSS, Atom, RDF, JSON -----------------------------------------------------------------------------------


def test_an_rss_item_states_its_title_day_author_and_outlet() -> None:
    more = "<dc:creator>Ivo Lang</dc:creator><source url='https://agency.example/rss'>Coast Agency</source>"
    found = listing(rss(rss_item("/fish?utm_source=rss&amp;id=7#top", more=more)))
    assert (found.kind, found.title) == (FeedKind.FEED, "Harbour News")
    (item,) = found.items
    assert item.address == "https://harbour.example/fish?id=7"
    assert (item.facts.title, item.facts.author) == ("Cod is landed again", "Ivo Lang")
    assert item.facts.outlet == "Coast Agency"
    assert item.facts.published == "2025-03-02T09:30:00+01:00"
    assert item.text == "In short."


def test_the_day_is_the_one_the_outlet_writes_and_not_that_of_greenwich() -> None:
    item = only(rss(rss_item("/a", day="Mon, 03 Mar 2025 01:15:00 +0500")))
    assert item.facts.published == "2025-03-03T01:15:00+05:00"


@pytest.mark.parametrize("name", ["admin", "desk@harbour.example (Desk)", "7 8"])
def test_what_is_no_name_of_a_person_is_no_author(name: str) -> None:
    item = only(rss(rss_item("/a", more=f"<dc:creator>{name}</dc:creator>")))
    assert item.facts.author is None


def test_an_atom_entry_is_read_with_its_change_and_its_own_text() -> None:
    item = only(
        """<feed xmlns="http://www.w3.org/2005/Atom"><title>Quay</title><entry><id>tag:quay,1</id>
        <title type="html">Ships &lt;b&gt;wait&lt;/b&gt;</title><link href="https://quay.example/1"/>
        <published>2025-03-01T10:00:00Z</published><updated>2025-03-02T11:00:00Z</updated>
        <content type="html">&lt;p&gt;One.&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;
        &lt;p&gt;Two.&lt;/p&gt;</content>
        </entry></feed>"""
    )
    assert (item.facts.title, item.text) == ("Ships wait", "One.\n\nTwo.")
    assert (item.facts.published, item.facts.changed) == (
        "2025-03-01T10:00:00+00:00",
        "2025-03-02T11:00:00+00:00",
    )


def test_an_rdf_feed_is_read() -> None:
    item = only(
        """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Q</title></channel>
        <item><title>Ice</title><link>https://quay.example/ice</link><dc:date>2025-03-01</dc:date></item>
        </rdf:RDF>"""
    )
    assert (item.address, item.facts.published) == ("https://quay.example/ice", "2025-03-01T00:00:00")


def test_a_json_feed_is_read() -> None:
    item = only(
        """{"version": "https://jsonfeed.org/version/1.1", "title": "Quay", "items": [{"id": 5,
        "url": "https://quay.example/5", "title": "Рыба", "content_html": "<p>Лов.</p>", "language": "ru",
        "authors": [{"name": "Айгуль Сейткали"}], "date_published": "2025-03-02T09:00:00+05:00"}, 7]}"""
    )
    facts = item.facts
    assert (facts.title, facts.author, facts.language) == ("Рыба", "Айгуль Сейткали", "ru")
    assert (facts.published, item.text) == ("2025-03-02T09:00:00+05:00", "Лов.")


def test_a_feed_that_lists_nothing_is_a_feed() -> None:
    assert listing(rss()).items == ()
    assert listing('{"version": "https://jsonfeed.org/version/1", "items": []}').items == ()


@pytest.mark.parametrize(
    ("encoding", "media_type"),
    [("windows-1251", None), ("windows-1251", "text/xml; charset=utf-8"), ("utf-16", "application/rss+xml")],
)
def test_a_feed_in_another_encoding_than_the_server_says_is_read(encoding: str, media_type: str) -> None:
    feed = rss(rss_item("/a", title="Порт открыт снова")).replace("UTF-8", encoding)
    assert only(feed.encode(encoding), media_type).facts.title == "Порт открыт снова"


def test_a_feed_that_breaks_off_gives_the_items_before() -> None:
    whole = rss(rss_item("/a"), rss_item("/b", title="Never ended"))
    first, *_ = listing(whole[: whole.index("Never")]).items
    assert first.address == "https://harbour.example/a"


def test_items_that_share_one_address_are_told_apart_by_what_the_feed_calls_them() -> None:
    items = [rss_item("/same", title=f"Notice {n}").replace("<guid>/same", f"<guid>{n}") for n in (1, 2)]
    found = listing(rss(*items)).items
    assert [one.address for one in found] == [None, None]
    assert len({one.key for one in found}) == 2


def test_an_item_listed_twice_is_one() -> None:
    assert len(listing(rss(rss_item("/a"), rss_item("/a"))).items) == 1


def test_an_item_that_says_something_else_has_another_digest_and_the_same_key() -> None:
    first, second = (only(rss(rss_item("/a", text=text))) for text in ("Three boats.", "Four boats."))
    assert first.key == second.key
    assert first.digest != second.digest


def test_at_most_500_items_of_a_listing_are_read() -> None:
    assert len(listing(rss(*(rss_item(f"/{n}") for n in range(600)))).items) == 500


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "ftp://harbour.example/a", "https://u:p@harbour.example/", ""]
)
def test_a_link_that_is_no_page_of_the_web_is_not_followed(link: str) -> None:
    item = only(rss(rss_item(link).replace(f"<guid>{link}", "<guid>seven")))
    assert item.address is None


# --- what is refused ----------------------------------------------------------------------------------------

BOMB = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>
<rss version="2.0"><channel><title>&b;</title></channel></rss>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_document_that_declares_entities_is_refused_in_any_encoding(encoding: str) -> None:
    assert "declares entities" in refusal(BOMB.encode(encoding))


def test_a_document_type_that_declares_nothing_is_no_hindrance() -> None:
    old = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.example/rss-0.91.dtd">'
    assert listing(rss(rss_item("/a")).replace("?><", f"?>{old}<", 1)).items


@pytest.mark.parametrize(
    "document", [b"", b"\0\0", b"just words", b"<html><body><p>One page.</p></body></html>", b"{]"]
)
def test_what_is_no_feed_is_refused_with_one_sentence(document: bytes) -> None:
    told = refusal(document)
    assert told.endswith(".")
    assert "\n" not in told


def test_a_feed_larger_than_is_read_is_refused() -> None:
    assert "too large" in refusal(b"<rss>" + b" " * 5_000_000)


def test_the_name_of_a_file_is_never_opened() -> None:
    assert "no feed here" in refusal(b"/etc/passwd")


def test_a_feed_that_has_become_a_page_is_a_fault() -> None:
    with pytest.raises(UnreadableDocument, match="no feed any more"):
        listing_of(FeedKind.FEED, b"<html><body>Log in</body></html>", "text/html", WHERE)


# --- sitemaps, channels, pages ------------------------------------------------------------------------------


def test_a_news_sitemap_lists_only_what_has_a_news_date_the_newest_first() -> None:
    def page(path: str, day: str | None) -> str:
        news = (
            f"<n:news><n:publication><n:name>Quay</n:name><n:language>kk</n:language></n:publication>"
            f"<n:publication_date>{day}</n:publication_date><n:title>Title {path}</n:title></n:news>"
        )
        return f"<url><loc>https://quay.example/{path}</loc>{news if day else ''}</url>"

    found = listing(
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">'
        f"{page('old', '2025-03-01')}{page('about', None)}{page('new', '2025-03-02T08:00:00+05:00')}</urlset>"
    )
    assert found.kind is FeedKind.SITEMAP
    assert [one.address for one in found.items] == ["https://quay.example/new", "https://quay.example/old"]
    facts = found.items[0].facts
    assert (facts.title, facts.outlet, facts.language) == ("Title new", "Quay", "kk")


CHANNEL = """<html><body><div class="tgme_channel_info_header_title"><span>Порт Актау</span></div>
<div class="tgme_widget_message" data-post="aktauport/41"><div class="tgme_widget_message_text">Старое.</div>
<a class="tgme_widget_message_date"><time datetime="2025-03-01T07:00:00+00:00"></time></a></div>
<div class="tgme_widget_message" data-post="aktauport/42">
<a class="tgme_widget_message_reply"><div class="tgme_widget_message_text">Старое.</div></a>
<div class="tgme_widget_message_text">Порт открыт<br/><br/>Суда идут с утра.<br/>Очереди нет.</div>
<span class="tgme_widget_message_views">1.2K</span>
<a class="tgme_widget_message_date"><time datetime="2025-03-02T07:00:00+00:00"></time></a></div>
<div class="tgme_widget_message" data-post="aktauport/43"></div></body></html>"""


def test_the_posts_of_a_channel_are_listed_newest_first_without_what_they_reply_to() -> None:
    found = listing(CHANNEL, where="https://t.me/s/aktauport")
    assert (found.kind, found.title) == (FeedKind.CHANNEL, "Порт Актау")
    newest, _ = found.items
    assert newest.address == "https://t.me/aktauport/42"
    assert newest.facts.title == "Порт открыт"
    assert newest.text == "Порт открыт\n\nСуда идут с утра. Очереди нет."
    assert newest.facts.published == "2025-03-02T07:00:00+00:00"


def test_how_often_a_post_was_seen_changes_nothing_of_it() -> None:
    before, after = (
        listing(page, where="https://t.me/s/aktauport").items
        for page in (CHANNEL, CHANNEL.replace("1.2K", "9K"))
    )
    assert before == after


def test_a_front_page_names_its_feeds_and_not_those_of_its_comments() -> None:
    page = """<html><head><link rel="alternate" type="application/rss+xml" title="Comments" href="/c.xml">
    <link rel="alternate" hreflang="ru" href="/ru">
    <link rel="alternate" type="application/rss+xml" href="/rss">
    <link rel="alternate" type="application/atom+xml" href="https://f.example/atom"></head><body></body></html>"""
    found = recognised(page.encode(), "text/html", "https://harbour.example/")
    assert found.listing is None
    assert found.feeds == ("https://harbour.example/rss", "https://f.example/atom")


def test_a_page_of_news_lists_the_headlines_of_its_own_host() -> None:
    links = "".join(
        f"<div><a href='/news/{n}'>Boats leave the harbour on day {n}</a></div>" for n in range(4)
    )
    page = f"""<html><head><meta property="og:site_name" content="Harbour"></head><body>
    <nav><a href="/all">All the news of the whole harbour</a></nav>{links}<a href="/about">About us</a>
    <a href="https://other.example/x">A headline of some other site here</a></body></html>"""
    found = listing(page, where="https://harbour.example/news")
    assert (found.kind, found.title) == (FeedKind.PAGE, "Harbour")
    assert [one.address for one in found.items] == [f"https://harbour.example/news/{n}" for n in range(4)]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2031-02-31T10:00:00Z", None),
        ("2031-04-31", None),
        ("2031-13-01", None),
        ("2031-02", "2031-02"),
        ("2031-03-02T10:00:00Z", "2031-03-02T10:00:00+00:00"),
    ],
)
def test_a_day_the_calendar_does_not_have_is_no_other_day(written: str, read: str | None) -> None:
    item = only(
        "<rss version='2.0'><channel><title>Harbour News</title><item><title>Ice</title>"
        f"<link>https://quay.example/ice</link><pubDate>{written}</pubDate></item></channel></rss>"
    )
    assert item.facts.published == read
