"""News sitemaps: the pages a site says are news, with their day. What has no `news:` date is left alone."""

from __future__ import annotations

import io

from bot.corpus.feeds.addresses import page_address
from bot.corpus.feeds.feed_bounds import MOST_ITEMS, field
from bot.corpus.feeds.syndicated import item_of
from bot.words.documents import GivenFacts
from bot.words.feeds import FeedKind, ListedItem, Listing

_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def news_sitemap(data: bytes, address: str) -> Listing | None:
    """Read a news sitemap.

    Returns:
        The pages with a `news:` date, the newest first; None when this is no sitemap.
    """
    import lxml.etree  # type: ignore[import-untyped]

    if b"urlset" not in data[:2000].replace(b"\0", b""):
        return None
    items: list[ListedItem] = []
    try:
        # No entity is expanded, nothing fetched, and the library's own bounds on depth and size stand.
        pages = lxml.etree.iterparse(
            io.BytesIO(data),
            tag=f"{_SITEMAP}url",
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            recover=True,
        )
        for _, page in pages:
            item = _page(page, address)
            if item is not None:
                items.append(item)
            page.clear()
    except lxml.etree.LxmlError:
        if not items:
            return None
    newest = sorted(items, key=lambda one: one.facts.published or "", reverse=True)
    return Listing(FeedKind.SITEMAP, None, tuple({one.key: one for one in newest}.values())[:MOST_ITEMS])


def _page(page: object, base: str) -> ListedItem | None:
    def said(path: str) -> str | None:
        return field(page.findtext(path))  # type: ignore[attr-defined]

    published = said(f"{_NEWS}news/{_NEWS}publication_date")
    link = page_address(said(f"{_SITEMAP}loc"), base)
    if published is None or link is None:
        return None
    facts = GivenFacts(
        title=said(f"{_NEWS}news/{_NEWS}title"),
        outlet=said(f"{_NEWS}news/{_NEWS}publication/{_NEWS}name"),
        published=published,
        url=link,
        language=said(f"{_NEWS}news/{_NEWS}publication/{_NEWS}language"),
    )
    return item_of(link, None, facts, "")
