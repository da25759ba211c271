"""Requests as a good guest makes them: by a host's rules, one at a time, and not while it wants peace.

What a host wants is kept in the database, so that a start knows it as well.
"""

from __future__ import annotations

import asyncio
import math
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Protocol as Seam
from urllib.parse import urldefrag, urljoin, urlsplit

from protego import Protego

from bot.corpus.feeds.addresses import host_of
from bot.errors import AideMemoireError, UnreadableDocument
from bot.languages.saying import say
from bot.services.taking_in.fetching import Answer
from bot.words.feeds import Host

NAME = "aide-memoire"
"""What robots.txt may call us."""
PAUSE = 2.0
"""Seconds between two requests to one host."""
_LONGEST_PAUSE = 30.0
"""Seconds; a host that asks for more between two requests is asked no more often than that."""
_LARGEST_RULES = 500_000  # bytes, as RFC 9309 has it
_RULES_HOLD = 86_400  # seconds; RFC 9309 allows a day
_OLD_RULES_HOLD = 30 * 86_400  # seconds they are kept to while the host cannot be asked for new ones
_HOPS = 5
_PERMANENT = frozenset({301, 308})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TOO_MANY, _UNAVAILABLE = 429, 503
_PEACE = 600  # seconds a host is left alone that says "too many requests" and not for how long
_LONGEST_PEACE = 7 * 86_400  # seconds
_HOSTS_AT_HAND = 200


class HostStore(Seam):
    """Where what hosts want is kept; raises `StorageError`."""

    async def host(self, name: str) -> Host:
        """Return what is known of a host."""

    async def keep_host(self, host: Host) -> None:
        """Keep what is known of a host now."""


class Ask(Seam):
    """Sends one request: `bot.services.taking_in.fetching.ask`."""

    async def __call__(self, url: str, *, headers: Mapping[str, str] | None, largest: int) -> Answer:
        """Return the answer, a redirect not followed."""


class NotNow(AideMemoireError):
    """A host wants to be left alone until `until`, in seconds since 1970."""

    def __init__(self, host: str, until: int) -> None:
        moment = f"{datetime.fromtimestamp(until, UTC):%Y-%m-%d %H:%M}"
        super().__init__(say("{host} asks to be left alone until {time} UTC.", host=host, time=moment))
        self.until = until


class Unwelcome(UnreadableDocument):
    """The rules of a host keep robots from an address."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The last answer on the way of an address, where that was, and where the address has moved for good."""

    answer: Answer
    address: str
    moved: str | None


@dataclass(slots=True)
class _Turn:
    """Whose turn it is at a host."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    asked: float = float("-inf")
    pause: float = PAUSE
    rules: tuple[int, Protego] | None = None


class Politeness:
    """Makes requests one a host at a time. Several may be under way at different hosts."""

    def __init__(
        self,
        hosts: HostStore,
        ask: Ask,
        now: Callable[[], datetime],
        rest: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Bring together what requests need.

        Args:
            hosts: keeps what hosts want.
            ask: sends one request.
            now: the clock; aware.
            rest: lets so many seconds pass.
        """
        self._hosts = hosts
        self._ask = ask
        self._now = now
        self._rest = rest
        self._turns: OrderedDict[str, _Turn] = OrderedDict()
        self.answered = float("-inf")
        """When any server answered last, in seconds since 1970: until one does, we may be cut off."""

    async def get(self, address: str, headers: Mapping[str, str] | None = None, *, largest: int) -> Reply:
        """Get an address, redirects followed, each of them a request like any other.

        Args:
            address: http or https.
            headers: those that make the request conditional.
            largest: bytes of a body.

        Returns:
            What was answered at last, which may be a refusal.

        Raises:
            NotNow: a host on the way wants to be left alone.
            Unwelcome: the rules of a host do not allow it.
            UnreadableDocument: there is no answer that can be read.
            StorageError: what hosts want cannot be read or kept.
        """
        here, moved, for_good = address, None, True
        for _ in range(_HOPS + 1):
            async with self._turn(here) as turn:
                await self._check(turn, here)
                answer = await self._send(turn, here, headers, largest)
            where = answer.headers.get("location")
            if answer.status not in _REDIRECTS or where is None:
                return Reply(answer, here, moved)
            for_good = for_good and answer.status in _PERMANENT
            here = _next(here, where)
            moved = here if for_good else moved
        raise UnreadableDocument(say("{url}: it leads from redirect to redirect.", url=address))

    @asynccontextmanager
    async def _turn(self, address: str) -> AsyncIterator[_Turn]:
        name = host_of(address)
        turn = self._turns.setdefault(name, _Turn())
        self._turns.move_to_end(name)
        async with turn.lock:
            yield turn
        # Those asked longest ago are forgotten; a pause is shorter than it takes so many others to be asked.
        while len(self._turns) > _HOSTS_AT_HAND and not next(iter(self._turns.values())).lock.locked():
            self._turns.popitem(last=False)

    async def _send(
        self, turn: _Turn, address: str, headers: Mapping[str, str] | None, largest: int
    ) -> Answer:
        """Send one request, after a pause; keep what its answer says of when to come again."""
        pause = turn.asked + turn.pause - self._now().timestamp()
        if pause > 0:
            await self._rest(pause)
        try:
            answer = await self._ask(address, headers=headers, largest=largest)
        finally:
            turn.asked = self._now().timestamp()
        self.answered = turn.asked
        wanted = answer.headers.get("retry-after")
        if answer.status == _TOO_MANY or (answer.status == _UNAVAILABLE and wanted):
            host = await self._hosts.host(host_of(address))
            until = _until(wanted, self._now())
            await self._hosts.keep_host(replace(host, not_before=until))
            raise NotNow(host.name, until)
        return answer

    async def _check(self, turn: _Turn, address: str) -> None:
        """Make sure that a host may be asked for an address now."""
        second = int(self._now().timestamp())
        host = await self._hosts.host(host_of(address))
        if host.not_before > second:
            raise NotNow(host.name, host.not_before)
        if host.read is None or second - host.read >= _RULES_HOLD:
            host = await self._with_rules(turn, host, address)
        if turn.rules is None or turn.rules[0] != host.read:
            turn.rules = (host.read or 0, await asyncio.to_thread(Protego.parse, host.rules))
        rules = turn.rules[1]
        delay = rules.crawl_delay(NAME)
        turn.pause = min(max(PAUSE, delay or 0.0), _LONGEST_PAUSE)
        # Away from the event loop: there may be thousands of rules.
        if not await asyncio.to_thread(rules.can_fetch, address, NAME):
            raise Unwelcome(say("{url}: the site's robots.txt does not allow it.", url=address))

    async def _with_rules(self, turn: _Turn, host: Host, address: str) -> Host:
        """Read the rules of a host; those read before hold while it cannot be asked."""
        second = int(self._now().timestamp())
        try:
            rules = await self._rules(turn, urljoin(address, "/robots.txt"))
        except UnreadableDocument as error:
            if host.read is not None and second - host.read < _OLD_RULES_HOLD:
                return host
            raise UnreadableDocument(
                say(
                    "{host}: its robots.txt cannot be read, so nothing there is. {reason}",
                    host=host.name,
                    reason=error,
                )
            ) from error
        known = replace(await self._hosts.host(host.name), rules=rules, read=second)
        await self._hosts.keep_host(known)
        return known

    async def _rules(self, turn: _Turn, where: str) -> str:
        """Return the text of a robots.txt, "" where there is none (RFC 9309, 2.3.1)."""
        for _ in range(_HOPS + 1):
            answer = await self._send(turn, where, None, _LARGEST_RULES)
            if answer.is_success:
                return answer.data.decode(errors="replace").replace("\0", "")
            target = answer.headers.get("location")
            if answer.status in _REDIRECTS and target is not None:
                where = _next(where, target)
                continue
            if answer.status >= 500:
                raise UnreadableDocument(_refused(where, answer))
            return ""
        return ""


def refusal(reply: Reply) -> UnreadableDocument:
    """Return the error that an answer without a document is."""
    return UnreadableDocument(_refused(reply.address, reply.answer))


def _refused(address: str, answer: Answer) -> str:
    status = f"{answer.status} {answer.reason}".strip()
    return say("{url}: the server answers {status}.", url=address, status=status)


def _next(here: str, where: str) -> str:
    try:
        address = urldefrag(urljoin(here, where.strip())).url
        parts = urlsplit(address)
        right = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        right = False
    if not right:
        raise UnreadableDocument(
            say("{url}: this, or what it redirects to, is no http or https address.", url=here)
        )
    return address


def _until(wanted: str | None, now: datetime) -> int:
    """Return until when a Retry-After asks for peace: seconds, or a day and time."""
    second = math.ceil(now.timestamp())  # a second too late is in time, one too early is not
    seconds = _PEACE
    if wanted and wanted.strip().isdecimal():
        seconds = int(wanted.strip()[:9])
    elif wanted:
        try:
            when = parsedate_to_datetime(wanted)
            seconds = int((when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()) - second
        except (ValueError, TypeError, OverflowError):
            pass
    return second + min(max(seconds, 1), _LONGEST_PEACE)
