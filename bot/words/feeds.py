"""The words of what the corpus is fed from: feeds, their items, and the manners kept with a host."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.words.documents import GivenFacts


class FeedKind(StrEnum):
    """How what is followed lists its items; NEW until it was first visited."""

    NEW = "new"
    FEED = "feed"
    SITEMAP = "sitemap"
    CHANNEL = "channel"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class ListedItem:
    """One item as a feed lists it.

    `key` is its identity within the feed, `address` where its page is (None: it has only its own text),
    `digest` changes when anything listed of it does. `facts` are what the feed states of it, `text` what the
    feed itself tells of it, its paragraphs parted by an empty line.
    """

    key: str
    address: str | None
    digest: str
    facts: GivenFacts = GivenFacts()  # noqa: RUF009 - frozen, as the value is
    text: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """What one visit of a feed gives: its kind, its own title, its items in its own order."""

    kind: FeedKind
    title: str | None
    items: tuple[ListedItem, ...]


@dataclass(frozen=True, slots=True)
class Feed:
    """Something followed, and what came of visiting it; times in seconds since 1970.

    `given` is the address it was followed under, `address` the one that is visited: the feed found on a front
    page, or where it has moved to. `name` was chosen by whoever follows it and is the outlet of its items.
    `pause` is the seconds between two visits as learnt from how often it changes. `wrong` is what is wrong
    with it now, a sentence; `unreadable` says that what the server keeps giving (under `etag`,
    `last_modified` or `digest`) is what is wrong, so that "not modified" changes nothing. `off_since` is when
    it was given up.
    """

    id: int
    given: str
    address: str
    name: str | None = None
    kind: FeedKind = FeedKind.NEW
    title: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None
    visited: int | None = None
    succeeded: int | None = None
    failures: int = 0
    failing_since: int | None = None
    next_visit: int = 0
    pause: int = 0
    off_since: int | None = None
    wrong: str | None = None
    unreadable: bool = False

    @property
    def label(self) -> str:
        """The name it goes by: the one chosen, its own title, or its address."""
        return self.name or self.title or self.address


class ItemStage(StrEnum):
    """What is next for an item: its page is to be fetched, its own text taken, or it is done with.

    PASSED_OVER are those a feed listed at its first visit beyond the newest ones.
    """

    PAGE = "page"
    TEXT = "text"
    TAKEN = "taken"
    FAILED = "failed"
    PASSED_OVER = "passed over"


@dataclass(frozen=True, slots=True)
class WaitingItem:
    """An item that is still to be taken in, with the feed it is of; `tries` have failed so far."""

    id: int
    feed: Feed
    item: ListedItem
    stage: ItemStage
    tries: int

    @property
    def location(self) -> str:
        """The name its document is known by: its address, or its feed's with its own key."""
        return self.item.address or f"{self.feed.given}#{self.item.key}"


@dataclass(frozen=True, slots=True)
class FeedCard:
    """A feed as it is listed: with the time of its newest item, and how many came in the last week."""

    feed: Feed
    newest: int | None
    a_week: int
    waiting: int
    failed: int


@dataclass(frozen=True, slots=True)
class Host:
    """What is known of a host: its rules for robots, when they were read, and until when it wants peace.

    `rules` is the text of its robots.txt, "" where it has none.
    """

    name: str
    rules: str = ""
    read: int | None = None
    not_before: int = 0
