"""Addresses as feeds give them: one page by one address, and what an administrator may type for one."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from bot.corpus.feeds.feed_bounds import LONGEST_FIELD
from bot.errors import UnreadableDocument
from bot.languages.saying import say

# Parameters that say where a reader came from, and nothing of the page.
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|yclid|at_(?:medium|campaign)|mc_[ce]id|ysclid", re.IGNORECASE)
_CHANNEL = re.compile(
    r"(?:https?://)?(?:www\.)?t(?:elegram)?\.me/(?:s/)?([A-Za-z]\w{3,31})/?(?:\?.*)?", re.IGNORECASE
)
_HANDLE = re.compile(r"@([A-Za-z]\w{3,31})")
_USER_INFO = re.compile(r"(?<=//)[^/@\s]*@")


def page_address(link: object, base: str) -> str | None:
    """Return the address of a page a feed links to, without what only counts its readers.

    Args:
        link: as the feed has it; may be relative.
        base: the address of the feed.

    Returns:
        An http or https address without a fragment; None when the link is none.
    """
    if not isinstance(link, str) or not link.strip() or len(link) > LONGEST_FIELD:
        return None
    try:
        parts = urlsplit(urljoin(base, link.strip()))
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or "@" in parts.netloc:
        return None
    query = parts.query
    if _TRACKING.search(query):
        kept = [pair for pair in parse_qsl(query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0])]
        query = urlencode(kept)
    # What is no character of an address (a space, an odd byte) must not stand in a name of a document.
    path = re.sub(r"\s", "%20", parts.path) or "/"
    address = urlunsplit(SplitResult(parts.scheme, parts.netloc.lower(), path, query, ""))
    return address if address.isprintable() else None


def host_of(address: str) -> str:
    """Return the host of an address, with its port where one is named: what politeness is owed to."""
    return urlsplit(address).netloc.rpartition("@")[2].lower()


def followed_address(typed: str) -> str:
    """Return the address that somebody who typed this wants followed.

    "news.example" is meant for "https://news.example/", "@channel" and any address of a Telegram channel for
    the page that shows its posts.

    Raises:
        UnreadableDocument: no address of the web can be meant.
    """
    typed = typed.strip()
    channel = _HANDLE.fullmatch(typed) or _CHANNEL.fullmatch(typed)
    if channel:
        return f"https://t.me/s/{channel[1]}"
    whole = typed if "://" in typed else f"https://{typed}"
    address = page_address(whole, whole)
    if address is None or "." not in host_of(address) or " " in typed:
        told = _USER_INFO.sub("…@", typed)[:100]  # a password is not said again
        raise UnreadableDocument(say("“{typed}” is no address that can be followed.", typed=told))
    return address
