"""What an address gives that somebody wants followed: told by what is in it, never by what it is called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bot.corpus.feeds.addresses import host_of
from bot.corpus.feeds.feed_bounds import LARGEST_LISTING, refuse_declared_entities
from bot.corpus.feeds.sitemaps import news_sitemap
from bot.corpus.feeds.sites import channel_posts, linked_pages, named_feeds, tree_of
from bot.corpus.feeds.syndicated import syndicated
from bot.errors import UnreadableDocument
from bot.languages.saying import say
from bot.words.feeds import FeedKind, Listing

_FEWEST_LINKS = 3
"""Headlines a page must link to for being a page of news rather than an article."""
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Recognised:
    """What an address gives: a listing, or (`listing` None) the feeds a front page names, the first before
    others.
    """

    listing: Listing | None
    feeds: tuple[str, ...] = ()


def recognised(data: bytes, media_type: str | None, address: str) -> Recognised:
    """Say what an address gives that was not visited before.

    Args:
        data: the document.
        media_type: what the server called it.
        address: where it was found, redirects followed.

    Raises:
        UnreadableDocument: nothing that can be followed, with one sentence why.
    """
    with _one_sentence(address):
        return _recognised(data, media_type, address)


def _recognised(data: bytes, media_type: str | None, address: str) -> Recognised:
    _check(data, address)
    if not _HTML.search(data[:3000]):
        listing = syndicated(data, media_type, address) or news_sitemap(data, address)
        if listing is not None:
            return Recognised(listing)
    tree = tree_of(data, _charset(media_type), address)
    if tree is not None and _is_channel(address):
        listing = channel_posts(tree)
        if listing is not None:
            return Recognised(listing)
    elif tree is not None:
        if feeds := named_feeds(tree, address):
            return Recognised(None, feeds)
        listing = linked_pages(tree, address)
        if len(listing.items) >= _FEWEST_LINKS:
            return Recognised(listing)
    raise UnreadableDocument(
        say("{url}: there is no feed here, and no page that links to news.", url=address)
    )


def listing_of(kind: FeedKind, data: bytes, media_type: str | None, address: str) -> Listing:
    """Read what is followed already.

    Args:
        kind: what it was when it was first visited.
        data: the document.
        media_type: what the server called it.
        address: where it was found.

    Raises:
        UnreadableDocument: it is something else now, with one sentence.
    """
    with _one_sentence(address):
        listing = _listing_of(kind, data, media_type, address)
    if listing is None:
        raise UnreadableDocument(say("{url}: this is no feed any more, but another page.", url=address))
    return listing


def _listing_of(kind: FeedKind, data: bytes, media_type: str | None, address: str) -> Listing | None:
    _check(data, address)
    if kind is FeedKind.FEED:
        return None if _HTML.search(data[:3000]) else syndicated(data, media_type, address)
    if kind is FeedKind.SITEMAP:
        return news_sitemap(data, address)
    tree = tree_of(data, _charset(media_type), address)
    if tree is None:
        return None
    return channel_posts(tree) if kind is FeedKind.CHANNEL else linked_pages(tree, address)


@contextmanager
def _one_sentence(address: str) -> Iterator[None]:
    """Tell whatever the libraries trip over: a document may be broken in any way, and by intention."""
    try:
        yield
    except UnreadableDocument:
        raise
    except Exception as error:
        reason = type(error).__name__
        raise UnreadableDocument(
            say("{url}: the document is broken ({reason}).", url=address, reason=reason)
        ) from error


def _check(data: bytes, address: str) -> None:
    if len(data) > LARGEST_LISTING:
        raise UnreadableDocument(
            say("{url}: the feed is too large (at most {size} MB are read).", url=address, size=5)
        )
    if not data.strip():
        raise UnreadableDocument(say("{url}: the server sent an empty document.", url=address))
    refuse_declared_entities(data, address)


def _is_channel(address: str) -> bool:
    return host_of(address) == "t.me"


def _charset(media_type: str | None) -> str | None:
    found = re.search(r"charset=[\"']?([\w\-]+)", media_type or "", re.IGNORECASE)
    return found[1] if found else None
