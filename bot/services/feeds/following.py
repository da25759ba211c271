"""Following feeds: each visited when its time has come, what is new in it taken into the corpus.

A visit stores what it was listed together with the marks that let the next one skip it; from then on an item
waits, over any restart, until its document is in the corpus or given up.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol, TypeVar

from bot.corpus.feeds.addresses import followed_address, host_of
from bot.corpus.feeds.facts import own_document, stated_facts
from bot.corpus.feeds.feed_bounds import LARGEST_LISTING
from bot.corpus.feeds.item_texts import is_worth_reading
from bot.corpus.feeds.recognising import Recognised
from bot.errors import AideMemoireError, NotFollowed, UnreadableDocument
from bot.languages.saying import say
from bot.protocols import FeedStore
from bot.services.feeds.politeness import NotNow, Politeness, Reply, Unwelcome, refusal
from bot.services.feeds.visiting import failed, gone, listed, unchanged
from bot.services.taking_in.fetching import Fetched
from bot.services.taking_in.ingest import Ingest
from bot.services.taking_in.inputs import Given, StatedPage
from bot.words.documents import Document
from bot.words.feeds import Feed, FeedCard, FeedKind, ItemStage, Listing, WaitingItem

Thing = TypeVar("Thing")

_log = logging.getLogger(__name__)

LEAST_MINUTES = 5
_HOSTS_AT_ONCE = 8
_FEEDS_A_ROUND = 1_000
_OF_ONE_HOST = 5  # visits in one round: a host with many feeds holds up no other for long
_ITEMS_A_BATCH = 20  # documents stored in one change: a kill loses no more than their fetching
_FIRST_ITEMS = 100  # taken in of what a feed lists when it is first visited
_LARGEST_PAGE = 5_000_000  # bytes; a batch of pages is in memory at once
_TRIES = 4
_FIRST_WAIT, _LONGEST_WAIT = 600, 86_400  # seconds before an item's page is tried again
_LOOK = 15.0  # seconds between two looks for what is due
_CUT_OFF = 86_400  # seconds without an answer of any server, after which we may be without a network
_GONE = 410
_NOT_MODIFIED = 304
# What a server will say of a page again: refused, not there, gone, kept back for legal reasons.
_FOR_GOOD = frozenset({400, 401, 402, 403, 404, 405, 406, 410, 451})


class Lister(Protocol):
    """Reads what feeds list; raises `UnreadableDocument` for what cannot be read."""

    def kept(self) -> AbstractAsyncContextManager[None]:
        """Keep ready for the block what reading needs."""

    async def recognised(self, data: bytes, media_type: str | None, address: str) -> Recognised:
        """Say what an address gives that was not visited before."""

    async def listing_of(self, kind: FeedKind, data: bytes, media_type: str | None, address: str) -> Listing:
        """Read what is followed already."""


class _Later(Exception):
    """An item was put off, and its host is better left alone for now."""


@dataclass(frozen=True, slots=True)
class Followed:
    """What came of following an address: the feed, whether it is new, what it lists, the site's others."""

    feed: Feed
    new: bool
    items: int = 0
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """What a feed gives just now: how many items, or what is wrong."""

    feed: Feed
    items: int = 0
    wrong: str | None = None


class Following:
    """Follows feeds and takes their items in; `run` goes on until it is cancelled."""

    def __init__(
        self,
        store: FeedStore,
        polite: Politeness,
        lister: Lister,
        ingest: Ingest,
        now: Callable[[], datetime],
        *,
        least_minutes: int,
        changed: Callable[[], Awaitable[None]],
        given_up: Callable[[Feed], Awaitable[None]],
    ) -> None:
        """Bring together what following needs.

        Args:
            store: keeps feeds and items.
            polite: makes the requests.
            lister: reads what feeds list.
            ingest: takes documents in.
            now: the clock; aware.
            least_minutes: between two visits of a feed.
            changed: called when the corpus is another one.
            given_up: called before a feed is switched off for good; may be called again for the same feed
                where the program ended in between.
        """
        self._store = store
        self._polite = polite
        self._lister = lister
        self._ingest = ingest
        self._now = now
        self._least = max(least_minutes, LEAST_MINUTES) * 60
        self._changed = changed
        self._given_up = given_up
        self._woken = asyncio.Event()

    # --- what administrators do ---------------------------------------------------------------------------

    async def follow(self, typed: str, name: str | None = None) -> Followed:
        """Follow an address, visiting it at once; one that was switched off is followed anew.

        Args:
            typed: an address as people type it; of a front page the feed it names is followed.
            name: what its items' outlet is called.

        Raises:
            NotFollowed: there is nothing to follow, and it was not added.
            StorageError: the database cannot be used.
        """
        try:
            feed, new = await self._store.add(followed_address(typed), name, self._second())
        except UnreadableDocument as error:
            raise NotFollowed(str(error)) from error
        if not new and (feed.off_since is None and feed.visited is not None and name in {None, feed.name}):
            return Followed(feed, new=False)
        feed = replace(feed, name=name or feed.name, off_since=None, failures=0, failing_since=None)
        found = await self._visit(feed, tell=False)
        if found.feed.wrong is not None and new:
            await self._store.remove(feed.id)
            raise NotFollowed(found.feed.wrong)
        self._woken.set()
        return replace(found, new=new)

    async def follow_all(self, listed_feeds: Iterable[tuple[str, str | None]]) -> tuple[int, tuple[str, ...]]:
        """Follow addresses without visiting them yet; return how many are new, and what is wrong with others.

        Raises:
            StorageError: the database cannot be used.
        """
        right, wrong = [], []
        for address, name in listed_feeds:
            try:
                right.append((followed_address(address), name))
            except UnreadableDocument as error:
                wrong.append(str(error))
        new = await self._store.add_all(right, self._second())
        self._woken.set()
        return new, tuple(wrong)

    async def unfollow(self, words: str) -> Feed:
        """Follow a feed no more: by its number in the list, its name, its title or an address of it.

        Raises:
            NotFollowed: none is called so, or several are.
            StorageError: the database cannot be used.
        """
        chosen = _named(words, await self._store.all())
        await self._store.remove(chosen.id)
        return chosen

    async def cards(self) -> Sequence[FeedCard]:
        """Return every feed with what there is to say of it.

        Raises:
            StorageError: the database cannot be used.
        """
        return await self._store.cards(self._second())

    async def check(self, words: str = "") -> Sequence[Checked]:
        """Look at feeds as they are now, all or the one named, and store nothing.

        Raises:
            NotFollowed: none is called so.
            StorageError: the database cannot be used.
        """
        every = await self._store.all()
        return [await self._checked(feed) for feed in ([_named(words, every)] if words else every)]

    async def _checked(self, feed: Feed) -> Checked:
        try:
            reply = await self._polite.get(feed.address, largest=LARGEST_LISTING)
            if not reply.answer.is_success:
                raise refusal(reply)
            listing, _, _ = await self._read(feed, reply)
        except (UnreadableDocument, NotNow) as error:
            return Checked(feed, wrong=str(error))
        return Checked(feed, len(listing.items))

    # --- going on -----------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Visit what is due and take in what waits until cancelled."""
        async with asyncio.TaskGroup() as going:
            going.create_task(self._keep_on(self.visit_due))
            going.create_task(self._keep_on(self.take_waiting))

    async def _keep_on(self, work: Callable[[], Awaitable[int]]) -> None:
        while True:
            self._woken.clear()
            try:
                done = await work()
            except AideMemoireError as error:
                _log.warning("Feeds have to wait: %s", error)
                done = 0
            except Exception:  # noqa: BLE001 - one feed's trouble, of whatever kind, stops no other
                _log.exception("Feeds have to wait")
                done = 0
            if not done:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._woken.wait(), _LOOK)

    async def visit_due(self) -> int:
        """Visit some of the feeds whose time has come; return how many.

        Raises:
            StorageError: the database cannot be used.
        """

        async def visit(feed: Feed) -> bool:
            return (await self._visit(feed, tell=True)).feed.wrong is None

        due = await self._store.due(self._second(), _FEEDS_A_ROUND)
        async with self._lister.kept():
            return await _host_by_host(due, lambda feed: feed.address, visit, most=_OF_ONE_HOST)

    async def take_waiting(self) -> int:
        """Fetch some of the items that wait, and take them in together; return how many were tried.

        Raises:
            StorageError: the database cannot be used.
            AideMemoireError: the analysis cannot be started.
        """
        waiting = await self._store.waiting(self._second(), _ITEMS_A_BATCH)
        ready: dict[str, tuple[WaitingItem, Given]] = {}

        async def make_ready(one: WaitingItem) -> bool:
            try:
                handed = await self._had(one)
            except _Later:
                return False
            if handed is not None:
                ready[one.location] = (one, handed)
            return True

        tried = await _host_by_host(waiting, lambda one: one.location, make_ready)
        if ready:
            await self._take_in(ready)
        return tried

    def _second(self) -> int:
        return int(self._now().timestamp())

    # --- visiting one feed --------------------------------------------------------------------------------

    async def _visit(self, feed: Feed, *, tell: bool) -> Followed:
        """Visit a feed and store what came of it; `tell` the administrators where it is given up."""
        try:
            reply = await self._polite.get(feed.address, _conditions(feed), largest=LARGEST_LISTING)
        except NotNow as error:
            return await self._kept(self._fault(feed, str(error), not_before=error.until), tell)
        except UnreadableDocument as error:
            return await self._kept(self._fault(feed, str(error)), tell)
        answer = reply.answer
        if answer.status == _GONE:
            return await self._kept(gone(feed, self._second(), self._least), tell)
        moved = feed if reply.moved is None else replace(feed, address=reply.moved)
        if answer.status == _NOT_MODIFIED:
            return await self._kept(unchanged(moved, self._second(), self._least), tell)
        if not answer.is_success:
            return await self._kept(self._fault(feed, str(refusal(reply))), tell)
        marked = _marked(moved, reply)
        if marked.digest == feed.digest:
            return await self._kept(unchanged(marked, self._second(), self._least), tell)
        try:
            listing, where, others = await self._read(feed, reply)
        except NotNow as error:
            return await self._kept(self._fault(feed, str(error), not_before=error.until), tell)
        except UnreadableDocument as error:
            # Marks are kept of what is known to be bad: "not modified" then means that it still is.
            known = feed.kind is not FeedKind.NEW
            after = self._fault(marked if known else feed, str(error), unreadable=known)
            return await self._kept(after, tell)
        if where is not None:
            other = await self._store.at(where)
            if other is not None and other.id != feed.id:
                await self._store.remove(feed.id)
                return Followed(other, new=False, items=len(listing.items), others=others)
            # The marks are those of the front page.
            marked = replace(feed, address=where)
        return await self._noted(marked, listing, others)

    async def _noted(self, marked: Feed, listing: Listing, others: tuple[str, ...]) -> Followed:
        """Store what a feed lists."""
        after = listed(marked, listing, self._second(), self._least, changed=False)
        most = _FIRST_ITEMS if marked.succeeded is None else None
        if await self._store.visited(after, listing.items, most):
            after = listed(marked, listing, self._second(), self._least, changed=True)
            await self._store.visited(after)
            self._woken.set()
        return Followed(after, new=False, items=len(listing.items), others=others)

    def _fault(self, feed: Feed, wrong: str, *, unreadable: bool | None = None, not_before: int = 0) -> Feed:
        # A server that cannot be reached says nothing of what it gave before.
        bad = feed.unreadable if unreadable is None else unreadable
        return failed(feed, self._second(), self._least, wrong, unreadable=bad, not_before=not_before)

    async def _kept(self, after: Feed, tell: bool) -> Followed:
        """Store a feed after a visit without news; its administrators are told first that it is given up."""
        if after.off_since is not None and self._second() - self._polite.answered > _CUT_OFF:
            # Where no server at all has answered, it is not the feed that is at fault.
            after = replace(after, off_since=None)
        if after.off_since is not None and tell:
            await self._given_up(after)
        await self._store.visited(after)
        return Followed(after, new=False)

    async def _read(self, feed: Feed, reply: Reply) -> tuple[Listing, str | None, tuple[str, ...]]:
        """Return what a document lists; of a front page, what the feed it names lists, and where that is."""
        answer = reply.answer
        media_type = answer.headers.get("content-type")
        if feed.kind is not FeedKind.NEW:
            listing = await self._lister.listing_of(feed.kind, answer.data, media_type, reply.address)
            return listing, None, ()
        found = await self._lister.recognised(answer.data, media_type, reply.address)
        if found.listing is not None:
            return found.listing, None, ()
        return await self._of_front_page(found)

    async def _of_front_page(self, found: Recognised) -> tuple[Listing, str, tuple[str, ...]]:
        where, *others = found.feeds
        reply = await self._polite.get(where, largest=LARGEST_LISTING)
        if not reply.answer.is_success:
            raise refusal(reply)
        media_type = reply.answer.headers.get("content-type")
        named = await self._lister.recognised(reply.answer.data, media_type, reply.address)
        if named.listing is None:
            raise UnreadableDocument(
                say("{url}: there is no feed here, and no page that links to news.", url=where)
            )
        return named.listing, where, tuple(others)

    # --- taking in its items ------------------------------------------------------------------------------

    async def _had(self, one: WaitingItem) -> Given | None:
        """Return an item's page, or its own text; None where it has to wait or is given up."""
        first, otherwise = stated_facts(one.feed, one.item, self._now())
        if one.stage is ItemStage.TEXT or one.feed.kind is FeedKind.CHANNEL:
            if not _has_own_text(one):
                await self._store.turn_to(one, ItemStage.FAILED, say("The feed lists it without a text."))
                return None
            return own_document(one.location, one.item, first, otherwise)
        assert one.item.address is not None, "an item without an address has its text taken"
        try:
            reply = await self._polite.get(one.item.address, largest=_LARGEST_PAGE)
        except NotNow as error:
            await self._store.put_off(one, error.until, None)
            raise _Later from error
        except Unwelcome as error:
            return await self._text_instead(one, str(error))
        except UnreadableDocument as error:
            return await self._tried(one, str(error))
        answer = reply.answer
        if not answer.is_success:
            wrong = str(refusal(reply))
            if answer.status in _FOR_GOOD:
                return await self._text_instead(one, wrong)
            return await self._tried(one, wrong)
        # Known by the address the feed gives, wherever that leads.
        page = Fetched(answer.data, one.location, answer.headers.get("content-type"))
        return StatedPage(page, first, otherwise)

    async def _tried(self, one: WaitingItem, wrong: str) -> Document | None:
        if one.tries + 1 >= _TRIES:
            return await self._text_instead(one, wrong)
        wait = min(_FIRST_WAIT * 4**one.tries, _LONGEST_WAIT)
        await self._store.put_off(one, self._second() + wait, wrong)
        raise _Later

    async def _text_instead(self, one: WaitingItem, wrong: str) -> Document | None:
        """Turn to an item's own text, where that is an article's worth; else give the item up."""
        if not _has_own_text(one):
            await self._store.turn_to(one, ItemStage.FAILED, wrong)
            return None
        await self._store.turn_to(one, ItemStage.TEXT, wrong)
        first, otherwise = stated_facts(one.feed, one.item, self._now())
        return own_document(one.location, one.item, first, otherwise)

    async def _take_in(self, ready: Mapping[str, tuple[WaitingItem, Given]]) -> None:
        try:
            report = await self._ingest.take_in([handed for _, handed in ready.values()])
        except Exception:
            # It is none of the pages' fault, and they must not be fetched for ever meanwhile.
            for one, _ in ready.values():
                await self._store.put_off(one, self._second() + _FIRST_WAIT, None)
            raise
        there = {*report.new, *report.changed, *report.unchanged}
        reasons = {failure.location: failure.reason for failure in report.failed}
        done = [one for location, (one, _) in ready.items() if location in there]
        await self._store.taken(done)
        for location, (one, handed) in ready.items():
            if location in there:
                continue
            wrong = reasons.get(location) or say("It could not be read.")
            own = isinstance(handed, StatedPage) and _has_own_text(one)
            await self._store.turn_to(one, ItemStage.TEXT if own else ItemStage.FAILED, wrong)
        if report.stored:
            _log.info("Taken in from feeds: %s new, %s changed", len(report.new), len(report.changed))
            await self._changed()


def _has_own_text(one: WaitingItem) -> bool:
    return is_worth_reading(one.item.text, post=one.feed.kind is FeedKind.CHANNEL)


def _conditions(feed: Feed) -> dict[str, str]:
    """Return the headers that let a server answer "not modified"."""
    conditions = {"If-None-Match": feed.etag, "If-Modified-Since": feed.last_modified}
    return {name: value for name, value in conditions.items() if value and value.isascii()}


def _marked(feed: Feed, reply: Reply) -> Feed:
    """Return a feed with the marks of what it was just given."""
    headers = reply.answer.headers
    return replace(
        feed,
        etag=headers.get("etag"),
        last_modified=headers.get("last-modified"),
        digest=hashlib.sha256(reply.answer.data).hexdigest(),
    )


def _named(words: str, every: Sequence[Feed]) -> Feed:
    """Return the one feed some words name.

    Raises:
        NotFollowed: none, or several.
    """
    words = words.strip()
    folded = words.casefold()
    found = [one for one in every if words.lstrip("#").isdecimal() and one.id == int(words.lstrip("#")[:9])]
    if not found:
        try:
            address = followed_address(words)
        except UnreadableDocument:
            address = words
        names = [(one, {one.given, one.address, (one.name or "").casefold(), (one.title or "").casefold()})
                 for one in every]  # fmt: skip
        found = [one for one, called in names if not called.isdisjoint({words, folded, address})]
    if len(found) != 1:
        several = say("Several feeds are called “{words}”; name one by its number in the list.", words=words)
        none = say("No feed is called “{words}”.", words=words)
        raise NotFollowed(several if found else none)
    return found[0]


async def _host_by_host(
    things: Sequence[Thing],
    address_of: Callable[[Thing], str],
    work: Callable[[Thing], Awaitable[bool]],
    *,
    most: int | None = None,
) -> int:
    """Do a piece of work for each of some things, those of one host one after the other.

    Once one of a host fails, the others of it are left for later: it may be the host that does not answer.

    Args:
        things: in the order they are worked on.
        address_of: where each is.
        work: says whether it went well.
        most: things of one host.

    Returns:
        How many were worked on.
    """
    hosts: dict[str, list[Thing]] = {}
    for one in things:
        hosts.setdefault(host_of(address_of(one)), []).append(one)
    free = asyncio.Semaphore(_HOSTS_AT_ONCE)

    async def at(of_host: Sequence[Thing]) -> int:
        async with free:
            for number, one in enumerate(of_host, start=1):
                if not await work(one):
                    return number
        return len(of_host)

    return sum(await asyncio.gather(*(at(of_host[:most]) for of_host in hosts.values())))
