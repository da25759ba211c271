"""RSS, Atom, RDF and JSON Feed: what they list."""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from bot.corpus.feeds.addresses import page_address
from bot.corpus.feeds.feed_bounds import MOST_ITEMS, field
from bot.corpus.feeds.item_texts import paragraphs_of
from bot.corpus.origin.calendar_dates import iso_date
from bot.words.documents import GivenFacts
from bot.words.feeds import FeedKind, ListedItem, Listing

_JSON_FEED = "https://jsonfeed.org/version/"
# Two words at least, each with a letter: "Admin", "newsroom@site.example" and "3" are nobody's name.
_YEAR_FIRST = re.compile(r"\s*\d{4}-\d\d(?!\d)")  # how the dates of Atom and of JSON begin
_MAIL = re.compile(r"\S+@\S+")
_PERSON = re.compile(r"(?=[^@]*$)[^\W\d_][^@]{0,60}\s[^@]{0,60}[^\W\d_]\.?")


def syndicated(data: bytes, media_type: str | None, address: str) -> Listing | None:
    """Read a feed in XML or JSON.

    Args:
        data: the document.
        media_type: what the server called it, which may name its encoding.
        address: where it is, for links that are relative.

    Returns:
        What it lists, in its order; None when this is no feed. A feed that lists nothing is one.
    """
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return _json_feed(data, address)
    return _xml_feed(data, media_type, address)


def item_of(
    address: str | None, identity: str | None, facts: GivenFacts, text: str, shared: bool = False
) -> ListedItem | None:
    """Return an item as it is known from now on; None where nothing tells it from others.

    Args:
        address: of its page.
        identity: what the feed calls it.
        facts: what the feed states of it.
        text: its own text.
        shared: whether several items give this address, so that it is no item's own page.
    """
    known_by = identity if shared or address is None else address
    if not known_by:
        return None
    key = hashlib.sha256(known_by.encode(errors="replace")).hexdigest()[:32]
    stated = (facts.title, facts.published, facts.changed, text)
    digest = hashlib.sha256("\0".join(one or "" for one in stated).encode(errors="replace")).hexdigest()[:32]
    return ListedItem(key, None if shared else address, digest, facts, text)


def items_of(drafts: Iterable[tuple[str | None, str | None, GivenFacts, str]]) -> tuple[ListedItem, ...]:
    """Return items each once, those that share one address known by what the feed calls them."""
    listed = list(drafts)
    shared = {address for address, times in Counter(draft[0] for draft in listed).items() if times > 1}
    # The same address and the same identity is one item listed twice.
    identities = {address: {draft[1] for draft in listed if draft[0] == address} for address in shared}
    items: dict[str, ListedItem] = {}
    for address, identity, facts, text in listed:
        several = address in shared and len(identities[address] - {None}) > 1
        item = item_of(address, identity, facts, text, several)
        if item is not None:
            items.setdefault(item.key, item)
    return tuple(items.values())


# --- XML ----------------------------------------------------------------------------------------------------


def _xml_feed(data: bytes, media_type: str | None, address: str) -> Listing | None:
    import feedparser  # type: ignore[import-untyped]

    headers = {"content-location": address}
    if media_type:
        headers["content-type"] = media_type
    # A stream, never bytes or text: those it might take for the name of a file or an address.
    parsed = feedparser.parse(io.BytesIO(data), response_headers=headers)
    if not parsed.get("version"):
        return None
    drafts = [_entry(entry, address) for entry in parsed.entries[:MOST_ITEMS]]
    return Listing(FeedKind.FEED, field(_plain(parsed.feed.get("title"))), items_of(drafts))


def _entry(entry: Any, base: str) -> tuple[str | None, str | None, GivenFacts, str]:
    link = page_address(entry.get("feedburner_origlink") or entry.get("link"), base)
    contents = [one.get("value") or "" for one in entry.get("content", ())] or [entry.get("summary") or ""]
    text = paragraphs_of(max(contents, key=len))
    published, updated = (_time(entry, name) for name in ("published", "updated"))
    source = entry.get("source") or {}
    facts = GivenFacts(
        title=field(_plain(entry.get("title"))),
        outlet=field(_plain(source.get("title"))) if isinstance(source, Mapping) else None,
        author=_author(entry.get("author")),
        published=published or updated,
        changed=updated if published else None,
        url=link,
    )
    return link, field(entry.get("id")), facts, text


def _time(entry: Any, name: str) -> str | None:
    """Return a time as it is written, with the outlet's own offset: its day is the day on the page.

    `updated` is read past the library's rule that gives `published` for it.
    """
    written, parsed = dict.get(entry, name), dict.get(entry, f"{name}_parsed")
    if isinstance(written, str):
        if (when := _written_time(written)) is not None:
            return when
        if _YEAR_FIRST.match(written):  # the library counts on: a 31 February is the 2nd of March to it
            return stated.iso if (stated := iso_date(written)) is not None else None
    if parsed:
        try:
            return datetime(*parsed[:6]).replace(tzinfo=UTC).isoformat()  # noqa: DTZ001
        except ValueError:
            return None
    return None


def _written_time(written: str) -> str | None:
    written = written.strip()
    try:
        return datetime.fromisoformat(written).isoformat()
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(written).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


# --- JSON ---------------------------------------------------------------------------------------------------


def _json_feed(data: bytes, address: str) -> Listing | None:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or not str(found.get("version", "")).startswith(_JSON_FEED):
        return None
    listed = found.get("items")
    items = listed if isinstance(listed, list) else []
    drafts = [_json_item(one, address) for one in items[:MOST_ITEMS] if isinstance(one, dict)]
    return Listing(FeedKind.FEED, field(found.get("title")), items_of(drafts))


def _json_item(one: Mapping[str, Any], base: str) -> tuple[str | None, str | None, GivenFacts, str]:
    link = page_address(one.get("external_url") or one.get("url"), base)
    told = [one.get(name) for name in ("content_html", "content_text", "summary")]
    text = next((paragraphs_of(words) for words in told if isinstance(words, str) and words.strip()), "")
    published, updated = (_json_time(one.get(name)) for name in ("date_published", "date_modified"))
    facts = GivenFacts(
        title=field(one.get("title")),
        author=_author(_json_author(one)),
        published=published or updated,
        changed=updated if published else None,
        url=link,
        language=field(one.get("language")),
    )
    identity = one.get("id")
    return link, field(identity if isinstance(identity, str) else str(identity or "")), facts, text


def _json_author(one: Mapping[str, Any]) -> object:
    authors = one.get("authors")
    first = authors[0] if isinstance(authors, Sequence) and authors else one.get("author")
    return first.get("name") if isinstance(first, Mapping) else None


def _json_time(value: object) -> str | None:
    return _written_time(value) if isinstance(value, str) else None


def _author(named: object) -> str | None:
    """Return the name of a person where it is one: RSS has an address there, with the name in brackets."""
    name = _MAIL.sub("", field(named) or "").strip(" ()<>,;")
    return name if _PERSON.fullmatch(name) else None


def _plain(words: object) -> object:
    """Return a title that may hold markup without it."""
    return paragraphs_of(words).replace("\n\n", " ") if isinstance(words, str) and "<" in words else words
