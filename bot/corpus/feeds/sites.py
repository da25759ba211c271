"""What a site shows instead of a feed: a channel's posts, the links of a news page, the feeds it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.corpus.feeds.addresses import host_of, page_address
from bot.corpus.feeds.feed_bounds import MOST_ITEMS, field
from bot.corpus.feeds.item_texts import text_of
from bot.corpus.feeds.syndicated import item_of
from bot.corpus.formats.plain_text import decoded_text
from bot.words.documents import GivenFacts
from bot.words.feeds import FeedKind, ListedItem, Listing

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

_FEED_TYPES = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"}
)
_COMMENTS = re.compile(r"comment|коммент|пікір", re.IGNORECASE)
_MOST_FEEDS = 20
_AROUND = frozenset({"nav", "footer", "aside"})
_FEWEST_WORDS = 4  # of a link that is a headline; "Read more", "About us" and sections have fewer
_MOST_LINKS = 60
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
"""Names the encoding the bytes had; a parser refuses it in front of decoded text."""
_POST = re.compile(r"([A-Za-z]\w{3,31})/(\d{1,12})")
_FIRST_LINE = 200  # characters of a post's first line that serve as its title


def tree_of(data: bytes, charset: str | None, address: str) -> HtmlElement | None:
    """Return a page as a tree, decoded as every page is; None when there is no HTML in it.

    Raises:
        UnreadableDocument: its bytes are no text.
    """
    import lxml.etree  # type: ignore[import-untyped]
    import lxml.html

    text = _DECLARATION.sub("", decoded_text(data, address, charset, markup=True), count=1)
    try:
        return lxml.html.document_fromstring(text)
    except (ValueError, lxml.etree.LxmlError):
        return None


def named_feeds(tree: HtmlElement, address: str) -> tuple[str, ...]:
    """Return the feeds a page names as its own, those of comments left out."""
    found: dict[str, None] = {}
    for link in tree.iter("link"):
        relations = (link.get("rel") or "").lower().split()
        kind = (link.get("type") or "").split(";")[0].strip().lower()
        where = page_address(link.get("href"), address)
        about = f"{link.get('title') or ''} {urlsplit(where or '').path}"
        if "alternate" in relations and kind in _FEED_TYPES and where and not _COMMENTS.search(about):
            found[where] = None
    return tuple(found)[:_MOST_FEEDS]


def linked_pages(tree: HtmlElement, address: str) -> Listing:
    """Return the pages a news page links to by a headline, on its own host."""
    items: dict[str, ListedItem] = {}
    for link in _links(tree):
        where = page_address(link.get("href"), address)
        words = " ".join(link.text_content().split())
        if where is None or host_of(where) != host_of(address) or where == address:
            continue
        if len(words.split()) < _FEWEST_WORDS or len(items) == _MOST_LINKS:
            continue
        # The words of the link are no title: cards hold a headline with a day, a section and a teaser.
        item = item_of(where, None, GivenFacts(url=where), "")
        if item is not None:
            items.setdefault(item.key, item)
    return Listing(FeedKind.PAGE, _site_name(tree), tuple(items.values()))


def _links(tree: HtmlElement) -> Iterator[HtmlElement]:
    for link in tree.iter("a"):
        if not any(parent.tag in _AROUND for parent in link.iterancestors()):
            yield link


def _site_name(tree: HtmlElement) -> str | None:
    for meta in tree.iter("meta"):
        if meta.get("property") == "og:site_name":
            return field(meta.get("content"))
    return None


def channel_posts(tree: HtmlElement) -> Listing | None:
    """Return the posts of a public Telegram channel's page, newest first; None when it is no such page."""
    posts = tree.xpath("//*[@data-post]")
    title = next(
        (
            field(one.text_content())
            for one in tree.xpath(f"//*[{_of_class('tgme_channel_info_header_title')}]")
        ),
        None,
    )
    if not posts and title is None:
        return None
    items: dict[str, ListedItem] = {}
    for post in reversed(posts):
        item = _post(post)
        if item is not None:
            items.setdefault(item.key, item)
    return Listing(FeedKind.CHANNEL, title, tuple(items.values())[:MOST_ITEMS])


def _post(post: HtmlElement) -> ListedItem | None:
    number = _POST.fullmatch(post.get("data-post") or "")
    texts = post.xpath(f".//*[{_of_class('tgme_widget_message_text')}][not(ancestor::*[{_REPLY}])]")
    text = text_of(texts[-1]) if texts else ""
    if number is None or not text:
        return None
    times = post.xpath(f".//*[{_of_class('tgme_widget_message_date')}]//time/@datetime")
    first = text.split("\n\n", 1)[0]
    link = f"https://t.me/{number[1]}/{number[2]}"
    facts = GivenFacts(
        title=first if len(first) <= _FIRST_LINE and first != text else None,
        published=field(str(times[-1])) if times else None,
        url=link,
    )
    return item_of(link, None, facts, text)


def _of_class(name: str) -> str:
    return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"


_REPLY = _of_class("tgme_widget_message_reply")
