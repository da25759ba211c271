"""OPML, the list of feeds that programs exchange."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from bot.corpus.feeds.feed_bounds import LARGEST_LISTING, field, refuse_declared_entities
from bot.errors import UnreadableDocument
from bot.languages.saying import say
from bot.words.feeds import Feed

MOST_FEEDS = 5_000


def feeds_in_outline(data: bytes, file: str) -> tuple[tuple[str, str | None], ...]:
    """Return the addresses and names of an OPML file, each address once.

    Args:
        data: the file.
        file: its name, for the error.

    Raises:
        UnreadableDocument: it is no OPML, or holds no feed.
    """
    import listparser

    if len(data) > LARGEST_LISTING:
        raise UnreadableDocument(
            say("{file}: the list is too large (at most {size} MB are read).", file=file, size=5)
        )
    refuse_declared_entities(data, file)
    # Without any text it would be taken for an address to fetch.
    parsed = listparser.parse(data) if b"<" in data else {"feeds": []}
    found: dict[str, str | None] = {}
    for one in parsed["feeds"][:MOST_FEEDS]:
        address = field(one.get("url"))
        if address is not None:
            found.setdefault(address, field(one.get("title")))
    if not found:
        raise UnreadableDocument(say("{file}: this is no OPML file, or it names no feed.", file=file))
    return tuple(found.items())


def outline_of(feeds: Iterable[Feed]) -> str:
    """Return feeds as an OPML document."""
    rows = [
        f"    <outline type={quoteattr('rss')} text={quoteattr(one.label)} title={quoteattr(one.label)}"
        f" xmlUrl={quoteattr(one.address)}/>"
        for one in feeds
    ]
    head = f"  <head><title>{escape('Aide-Mémoire')}</title></head>"
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">', head, "  <body>", *rows]
    return "\n".join([*lines, "  </body>", "</opml>", ""])
