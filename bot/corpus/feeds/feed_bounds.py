"""What holds for every document a feed server sends: how much of it is read, and what is refused unread."""

from __future__ import annotations

import re

from bot.errors import UnreadableDocument
from bot.languages.saying import say

LARGEST_LISTING = 5_000_000
"""Bytes; the largest feeds of news sites, with the whole text of 100 articles, have about one million."""
MOST_ITEMS = 500
"""Items read of one listing; the first ones, which are the newest."""
LONGEST_TEXT = 200_000
"""Characters kept of what a feed itself tells of an item."""
LONGEST_FIELD = 1_000
"""Characters kept of a title, a name or an address."""

# The white space, comments and instructions that may stand in front of a document type.
_PROLOG = re.compile(
    rb"(?:\xef\xbb\xbf|\s|<\?[^>]{0,2000}>|<!--.{0,20000}?-->){0,40}<!DOCTYPE", re.DOTALL | re.IGNORECASE
)
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)


def refuse_declared_entities(data: bytes, address: str) -> None:
    """Refuse a document whose own type declares entities: a few of them can stand for gigabytes or for files.

    Raises:
        UnreadableDocument: it declares some.
    """
    # In UTF-16 and UTF-32 every ASCII character has zero bytes beside it.
    plain = data.replace(b"\0", b"")
    if plain[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        plain = plain[2:]
    if _PROLOG.match(plain) and _ENTITY.search(plain):
        raise UnreadableDocument(
            say(
                "{url}: the document declares entities of its own, and such documents are not read.",
                url=address,
            )
        )


def field(words: object) -> str | None:
    """Return a title, a name or the like on one line, cut where it is too long; None where there is none."""
    if not isinstance(words, str):
        return None
    words = words.encode(errors="replace").decode()
    return " ".join(words[: 4 * LONGEST_FIELD].split())[:LONGEST_FIELD].strip() or None
