"""A web of feeds and pages on loopback, over real HTTP: many hosts behind one port, told apart by name.

Whatever servers do that a reader of feeds must bear is a page here: slow, endless, packed, moved, gone,
asking for peace, wrongly encoded. Every request is kept with the time of the test's clock.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import socket
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Self

import pytest

from bot.services.taking_in.fetching import Answer, IPAddress, ask

START = datetime(2025, 3, 3, 8, 0, tzinfo=UTC)


@dataclass
class Clock:
    """The time, which passes only when it is told to."""

    now: datetime = START
    rested: float = 0.0

    def __call__(self) -> datetime:
        return self.now

    def second(self) -> int:
        return int(self.now.timestamp())

    def passes(self, **much: float) -> None:
        self.now += timedelta(**much)

    async def rest(self, seconds: float) -> None:
        """Let time pass for whoever waits."""
        self.rested += seconds
        self.now += timedelta(seconds=seconds)


@dataclass(frozen=True)
class Asked:
    """A request as it came."""

    host: str
    path: str
    headers: Mapping[str, str]
    at: int


@dataclass
class Page:
    """What an address gives: a body under a status, and how the server behaves about it.

    With `marks` it has an ETag and answers 304 to whoever names it. `packed` sends it in gzip, `silent` never
    answers, until it is hung up on, `endless` sends its body for ever.
    """

    body: bytes = b""
    media_type: str = "text/html; charset=utf-8"
    status: str = "200 OK"
    headers: dict[str, str] = field(default_factory=dict)
    marks: bool = False
    packed: bool = False
    silent: bool = False
    endless: bool = False

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'


class FeedServer:
    """The server; `pages` are what it has, by host and path, and `asked` what it was asked for."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.pages: dict[tuple[str, str], Page] = {}
        self.asked: list[Asked] = []
        self.busy: dict[str, int] = {}
        self.most_at_once: dict[str, int] = {}
        self._clock = clock
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[Any]] = set()
        self.port = 0

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()

    def url(self, host: str, path: str = "/") -> str:
        return f"http://{host}:{self.port}{path}"

    def put(self, host: str, path: str, body: str | bytes = b"", **how: Any) -> str:
        """Have a page; return its address."""
        data = body.encode() if isinstance(body, str) else body
        self.pages[host, path] = Page(data, **how)
        return self.url(host, path)

    def paths(self, host: str | None = None) -> list[str]:
        """Return what was asked for, robots.txt left out."""
        return [one.path for one in self.asked if one.path != "/robots.txt" and host in {None, one.host}]

    def page_at(self, host: str, path: str) -> Page:
        """Return what is at an address now."""
        return self.pages.get((host, path)) or Page(status="404 Not Found")

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        host = ""
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            headers = {
                name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:] if line)
            }
            host = headers["host"].partition(":")[0]
            path = head[0].split()[1]
            self.asked.append(Asked(host, path, headers, int(self._clock().timestamp())))
            self.busy[host] = self.busy.get(host, 0) + 1
            self.most_at_once[host] = max(self.most_at_once.get(host, 0), self.busy[host])
            page = self.page_at(host, path)
            if page.silent:
                await reader.read()  # until whoever asks hangs up
                return
            await self._answer(writer, page, headers)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            if host:
                self.busy[host] -= 1
            self._tasks.discard(task)
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()

    async def _answer(self, writer: asyncio.StreamWriter, page: Page, headers: Mapping[str, str]) -> None:
        sent = {"Connection": "close", "Content-Type": page.media_type, **page.headers}
        status, body = page.status, page.body
        if page.marks:
            sent["ETag"] = page.etag
            if headers.get("if-none-match") == page.etag:
                status, body = "304 Not Modified", b""
        if page.packed:
            body, sent["Content-Encoding"] = gzip.compress(body), "gzip"
        if not page.endless:
            sent["Content-Length"] = str(len(body))
        head = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in sent.items())]
        writer.write("\r\n".join([*head, "", ""]).encode("latin-1") + body)
        await writer.drain()
        while page.endless:
            writer.write(body or b"x" * 65536)
            await writer.drain()


@asynccontextmanager
async def names_on_loopback(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """Let every name that ends in .example be this machine."""
    loop = asyncio.get_running_loop()
    resolve = loop.getaddrinfo

    async def resolved(host: str, port: int, **options: int) -> object:
        if host.endswith(".example"):
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]
        return await resolve(host, port, **options)

    with monkeypatch.context() as patched:
        patched.setattr(loop, "getaddrinfo", resolved)
        yield


def anywhere(_address: IPAddress) -> bool:
    return True


def asking(whole: float = 20.0) -> Callable[..., Any]:
    """Return `ask` as the program has it, but that loopback may be asked."""

    async def asked(url: str, *, headers: Mapping[str, str] | None, largest: int) -> Answer:
        return await ask(url, headers=headers, largest=largest, allowed=anywhere, whole=whole)

    return asked


# --- what feeds and pages look like -------------------------------------------------------------------------


def rss(*items: str, title: str = "Harbour News") -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>{title}</title>{''.join(items)}</channel></rss>"
    )


def rss_item(
    link: str,
    title: str = "Cod is landed again",
    day: str = "Sun, 02 Mar 2025 09:30:00 +0100",
    more: str = "",
    text: str = "In short.",
) -> str:
    return (
        f"<item><title>{title}</title><link>{link}</link><guid>{link}</guid><pubDate>{day}</pubDate>"
        f"<description><![CDATA[{text}]]></description>{more}</item>"
    )


def article(title: str, *paragraphs: str, head: str = "") -> str:
    told = "".join(f"<p>{one}</p>" for one in paragraphs)
    return (
        f"<html lang='en'><head><title>{title}</title>{head}</head><body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>{title}</h1>{told}</article></body></html>"
    )


FISH = (
    "Minister Ada Lind opened the fish hall of Bergen on Sunday, after three years without a single boat.",
    "“The cod is back, and so are the boats,” Ada Lind said at the quay, where two hundred people stood.",
    "The hall had been closed since the spring of 2022, when its roof came down in a storm from the north.",
)
