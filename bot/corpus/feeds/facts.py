"""What a feed states of an item, put together with what is read of its page."""

from __future__ import annotations

import hashlib
from dataclasses import fields, replace
from datetime import datetime, timedelta

from bot.corpus.feeds.addresses import host_of
from bot.corpus.formats.readers import document_key
from bot.corpus.origin.calendar_dates import iso_date
from bot.words.documents import Document, GivenFacts
from bot.words.feeds import Feed, ListedItem

_EARLIEST = 1990
"""Feeds that know no date say 1970 or 1900."""
_CUT = ("…", "...")
"""What a feed puts behind a title it has cut: then the page's own is the better one."""
_AHEAD = timedelta(days=1)
"""A day of another time zone; what a feed dates later is wrong, and a wrong date is worse than none."""


def stated_facts(feed: Feed, item: ListedItem, now: datetime) -> tuple[GivenFacts, GivenFacts]:
    """Return what holds for an item whatever its page says, and what holds where its page says nothing.

    The outlet is the name the feed was given by those who follow it, else the one a feed of several outlets
    names for the item, else the site's own, and only then the title of the feed.

    Args:
        feed: the item's.
        item: as it is listed.
        now: aware; what is dated after it has no date.
    """
    facts = item.facts
    published, changed = (_believed(day, now) for day in (facts.published, facts.changed))
    first = replace(
        facts, outlet=feed.name or facts.outlet, published=published, changed=changed, language=None
    )
    return first, GivenFacts(outlet=feed.title or host_of(feed.address), language=facts.language)


def _believed(day: str | None, now: datetime) -> str | None:
    written = iso_date(day) if day else None
    if day is None or written is None or written.first is None or written.first.year < _EARLIEST:
        return None
    latest = (now + _AHEAD).date()
    return day if written.first <= latest else None


def with_stated(document: Document, first: GivenFacts, otherwise: GivenFacts) -> Document:
    """Return a document with what a feed states of it, that first.

    The title stands at the head of the text, as it does in what is read of every page: the feed's, in place
    of the page's own, which may have the name of its site in it. The digest is that of what is
    said: a page whose text is the same is the same, however its markup has changed.

    Args:
        document: as it was read.
        first: facts that go before those of the document.
        otherwise: facts that hold where neither says anything.
    """
    given = document.given
    own_title, text = given.title, document.text
    known = {
        one.name: getattr(first, one.name) or getattr(given, one.name) or getattr(otherwise, one.name)
        for one in fields(GivenFacts)
    }
    title = first.title
    if title is None or (own_title and title.endswith(_CUT)):
        known["title"] = own_title
    elif own_title and text.startswith(own_title):
        text = title + text[len(own_title) :]
    elif not text.startswith(title):
        text = f"{title}\n\n{text}"
    said = "\0".join((text, known["title"] or "", known["published"] or "", known["outlet"] or ""))
    digest = hashlib.sha256(said.encode(errors="replace")).hexdigest()
    return replace(document, text=text, digest=digest, given=GivenFacts(**known))


def own_document(location: str, item: ListedItem, first: GivenFacts, otherwise: GivenFacts) -> Document:
    """Return the document that a feed's own text of an item makes."""
    document = Document(document_key(location, location), location, location, "", item.text)
    return with_stated(document, replace(first, url=first.url or item.address), otherwise)
