"""When a feed is visited next, and what becomes of it: decided from what a visit gave, without a clock."""

from __future__ import annotations

from dataclasses import replace

from bot.languages.saying import say
from bot.words.feeds import Feed, Listing

_LONGEST_PAUSE = 3 * 3600
"""Seconds. What changes once a month is still looked at eight times a day: an alert may hang on it."""
_DAY = 86_400
_WEEK = 7 * _DAY
_FEWEST_FAILURES = 8
"""Before a feed is given up: a program that was not running for a week has not asked for a week."""


def succeeded(feed: Feed, now: int, least: int, *, changed: bool) -> Feed:
    """Return a feed after a visit that found it well.

    The pause is halved when something had changed and grows by half when nothing had.

    Args:
        feed: as it was before.
        now: seconds since 1970.
        least: seconds between two visits at least.
        changed: whether anything new was listed.
    """
    pause = max(feed.pause, least)
    pause = max(pause // 2, least) if changed else min(pause * 3 // 2, max(_LONGEST_PAUSE, least))
    return replace(
        feed,
        visited=now,
        succeeded=now,
        failures=0,
        failing_since=None,
        off_since=None,
        wrong=None,
        unreadable=False,
        pause=pause,
        next_visit=now + pause,
    )


def unchanged(feed: Feed, now: int, least: int) -> Feed:
    """Return a feed after a visit that gave what the last one gave: where that was wrong, it still is."""
    if feed.unreadable:
        return failed(feed, now, least, feed.wrong or "", unreadable=True)
    return succeeded(feed, now, least, changed=False)


def listed(feed: Feed, listing: Listing, now: int, least: int, *, changed: bool) -> Feed:
    """Return a feed after a visit that gave a listing."""
    return replace(
        succeeded(feed, now, least, changed=changed), kind=listing.kind, title=listing.title or feed.title
    )


def failed(
    feed: Feed, now: int, least: int, wrong: str, *, unreadable: bool = False, not_before: int = 0
) -> Feed:
    """Return a feed after a visit that failed: the next one is twice as far off as the last, up to a day.

    After a week of nothing but failures it is switched off.

    Args:
        feed: as it was before.
        now: seconds since 1970.
        least: seconds between two visits at least.
        wrong: one sentence.
        unreadable: what the server gave is what is wrong.
        not_before: when its host may be asked again, where it said so.
    """
    failures = feed.failures + 1
    since = feed.failing_since if feed.failing_since is not None else now
    wait = min(least * 2 ** min(failures, 20), max(_DAY, least))
    return replace(
        feed,
        visited=now,
        failures=failures,
        failing_since=since,
        wrong=wrong,
        unreadable=unreadable,
        next_visit=max(now + wait, not_before),
        off_since=now if now - since >= _WEEK and failures >= _FEWEST_FAILURES else None,
    )


def gone(feed: Feed, now: int, least: int) -> Feed:
    """Return a feed whose server says that it is gone for good: it is switched off at once."""
    after = failed(
        feed, now, least, say("{url}: the server says that it is gone for good.", url=feed.address)
    )
    return replace(after, off_since=now)
