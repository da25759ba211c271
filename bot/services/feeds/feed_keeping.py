"""`/follow`, `/unfollow` and `/feeds`: what administrators do about feeds, and how the feeds are doing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.briefing.catalogue import invalid
from bot.briefing.lines.library import Library
from bot.errors import NotFollowed
from bot.languages.saying import marked, say, say_count
from bot.services.feeds.following import Followed, Following
from bot.words.answers import Briefing, Kind, Line, Request, Status
from bot.words.feeds import Feed, FeedCard, FeedKind

_MOST_LINES = 40
_MOST_OTHERS = 5
_KINDS: Mapping[FeedKind, str] = {
    FeedKind.NEW: marked("not visited yet"),
    FeedKind.FEED: marked("feed"),
    FeedKind.SITEMAP: marked("news sitemap"),
    FeedKind.CHANNEL: marked("Telegram channel"),
    FeedKind.PAGE: marked("page of links"),
}
_MINUTE, _HOUR, _DAY = 60, 3600, 86_400  # seconds


class FeedKeeping:
    """Does what administrators ask about feeds; `bot.services.answering.answer.FeedKeeper`."""

    def __init__(self, following: Following, now: Callable[[], datetime]) -> None:
        self._following = following
        self._now = now
        self._answers: Mapping[str, Callable[[str, Library], Awaitable[Briefing]]] = {
            "follow": self._follow,
            "unfollow": self._unfollow,
            "feeds": self._list,
        }

    async def answer(self, request: Request, library: Library) -> Briefing:
        """Do what a request asks, and say what came of it; nothing for those who are no administrators.

        Args:
            request: of the kind FEEDS, its words beginning with the command's name.
            library: the corpus as it is served.

        Raises:
            StorageError: the database cannot be used; nothing was changed.
        """
        command, _, words = request.words.partition(" ")
        if request.administrator is None:
            answer = _told(say("Only an administrator of this bot can choose what it is fed from."), library)
        else:
            try:
                answer = await self._answers[command](words.strip(), library)
            except NotFollowed as error:
                answer = _told(str(error), library)
        return replace(answer, query=f"/{request.words}")

    async def _follow(self, words: str, library: Library) -> Briefing:
        address, _, name = words.partition(" ")
        if not address:
            shape = say("an address, and if you like the name of the outlet,")
            example = "/follow https://news.example.org/rss News"
            told = say("Write {shape} after the command, as in {example}.", shape=shape, example=example)
            return _told(told, library)
        followed = await self._following.follow(address, " ".join(name.split())[:100] or None)
        title = say("Following {name}", name=followed.feed.label)
        others = tuple(Line(f"/follow {other}") for other in followed.others[:_MOST_OTHERS])
        return _found(title, _said_of(followed), others, library)

    async def _unfollow(self, words: str, library: Library) -> Briefing:
        if not words:
            shape, example = say("the number, the name or the address of a feed"), "/unfollow 1"
            told = say("Write {shape} after the command, as in {example}.", shape=shape, example=example)
            return _told(told, library)
        feed = await self._following.unfollow(words)
        message = say("{address} is not visited any more. What was read from it stays.", address=feed.address)
        return _found(say("No longer following {name}", name=feed.label), message, (), library)

    async def _list(self, _words: str, library: Library) -> Briefing:
        cards = await self._following.cards()
        if not cards:
            answer = _found(say("Feeds"), say("Nothing is followed so far; /follow does it."), (), library)
            return replace(answer, status=Status.NONE)
        # What is wrong comes first, for a long list is cut.
        ordered = sorted(cards, key=lambda card: (card.feed.wrong is None, card.feed.id))
        lines = [Line(*feed_line(card, self._second())) for card in ordered[:_MOST_LINES]]
        left = len(ordered) - len(lines)
        if left > 0:
            lines.append(Line(say_count("and {count} more", "and {count} more", left)))
        return _found(say("Feeds"), feeds_in_short(cards), tuple(lines), library)

    def _second(self) -> int:
        return int(self._now().timestamp())


def _said_of(followed: Followed) -> str:
    feed = followed.feed
    kind = say(_KINDS[feed.kind])
    if feed.wrong is not None:
        return say("It was followed already, and something is wrong: {reason}", reason=feed.wrong)
    if not followed.new and not followed.items:
        return say("It was followed already ({kind}, {address}).", kind=kind, address=feed.address)
    listed = say_count("it lists {count} item", "it lists {count} items", followed.items)
    told = say(
        "{address} ({kind}): {listed}. What is new is read as it comes.",
        address=feed.address,
        kind=kind,
        listed=listed,
    )
    if followed.others:
        told += " " + say("The site names other feeds as well:")
    return told


def feed_line(card: FeedCard, now: int) -> tuple[str, str]:
    """Return what is said of a feed in a list: its number and name, and how it is doing.

    Args:
        card: the feed.
        now: seconds since 1970.
    """
    feed = card.feed
    parts = [] if feed.kind is FeedKind.NEW and feed.visited is not None else [say(_KINDS[feed.kind])]
    if feed.off_since is not None:
        parts.append(
            say("switched off {ago}; /follow and its address try again", ago=_ago(feed.off_since, now))
        )
    if feed.succeeded is not None:
        parts.append(say("last success {ago}", ago=_ago(feed.succeeded, now)))
    elif feed.visited is not None:
        parts.append(say("never a success"))
    if card.newest is not None:
        parts.append(say("newest item {ago}", ago=_ago(card.newest, now)))
        parts.append(say_count("{count} item a week", "{count} items a week", card.a_week))
    elif feed.succeeded is not None:
        parts.append(say("no items"))
    if card.waiting:
        parts.append(say_count("{count} item waits", "{count} items wait", card.waiting))
    if card.failed:
        parts.append(
            say_count("{count} item could not be read", "{count} items could not be read", card.failed)
        )
    if feed.wrong is not None:
        parts.append(feed.wrong)
    return f"{feed.id}. {feed.label}", " · ".join(parts)


def feeds_in_short(cards: Sequence[FeedCard]) -> str:
    """Return how the feeds are doing in one line."""
    off = sum(card.feed.off_since is not None for card in cards)
    wrong = sum(card.feed.wrong is not None for card in cards) - off
    waiting = sum(card.waiting for card in cards)
    parts = [say_count("{count} feed", "{count} feeds", len(cards))]
    if wrong > 0:
        parts.append(say_count("{count} with a fault", "{count} with a fault", wrong))
    if off:
        parts.append(say_count("{count} switched off", "{count} switched off", off))
    if waiting:
        parts.append(say_count("{count} item waits", "{count} items wait", waiting))
    return ", ".join(parts)


def given_up_words(feed: Feed) -> str:
    """Return what administrators are told, once, when a feed is switched off."""
    return say(
        "{name} is no longer visited. {reason} To try again, send /follow {address}",
        name=feed.label,
        reason=feed.wrong or "",
        address=feed.given,
    )


def _ago(then: int, now: int) -> str:
    seconds = max(now - then, 0)
    if seconds < _HOUR:
        return say_count("{count} minute ago", "{count} minutes ago", seconds // _MINUTE)
    if seconds < 2 * _DAY:
        return say_count("{count} hour ago", "{count} hours ago", seconds // _HOUR)
    return say_count("{count} day ago", "{count} days ago", seconds // _DAY)


def _told(message: str, library: Library) -> Briefing:
    return invalid("", Kind.FEEDS, message, library)


def _found(title: str, message: str, lines: tuple[Line, ...], library: Library) -> Briefing:
    return Briefing(
        query="",
        kind=Kind.FEEDS,
        status=Status.FOUND,
        corpus=library.corpus,
        title=title,
        message=message,
        lines=lines,
    )
