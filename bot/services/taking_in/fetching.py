"""Pages fetched from the web for an ingest, and never anything from inside the network we run in.

An address is typed by whoever may ingest, and a page may redirect anywhere: so only http and https are
followed, and each connection is made to an address of the public internet, on a port that pages are served
on. The name is resolved here, once, and the connection made to the very address that was checked: a name that
resolves differently a moment later (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import asyncio
import ipaddress
import re
import socket
import ssl
import zlib
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from typing import Final

import httpx

from bot.errors import UnreadableDocument
from bot.languages.saying import say

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

LARGEST_PAGE: Final = 20_000_000
PORTS: Final = (80, 443, 8080, 8443)
"""Of the public internet, where pages are served: others lead to services nobody is to reach through us."""
_REDIRECTS = 5
# Seconds: to connect, between two pieces, and for all of it.
_TIMEOUT = httpx.Timeout(10.0, read=20.0)
_WHOLE = 60.0
_HEADERS = {
    "User-Agent": "aide-memoire (reads single news pages on request)",
    "Accept": "text/html, application/pdf, text/plain, */*;q=0.5",
    "Accept-Encoding": "gzip",
}
# Public addresses on which a provider answers its own machines: Azure and Oracle give them secrets here.
_OF_PROVIDERS = frozenset({ipaddress.ip_address("168.63.129.16"), ipaddress.ip_address("192.0.0.192")})
# Not of the internet by the registries of today, and still so by Python 3.11's.
_KEPT_APART = (
    ipaddress.ip_network("192.0.0.0/24"),  # RFC 6890, all of it: also 192.0.0.8, RFC 7600
    ipaddress.ip_network("192.88.99.0/24"),  # RFC 7526, given up
    ipaddress.ip_network("3fff::/20"),  # RFC 9637: documentation
    ipaddress.ip_network("5f00::/16"),  # RFC 9602: segment routing
    ipaddress.ip_network("100:0:0:1::/64"),  # RFC 9780: to nowhere
)
_ENDING_IN_IPV4 = (
    ipaddress.IPv6Network("::/96"),  # RFC 4291, "IPv4-compatible"
    ipaddress.IPv6Network("::ffff:0:0:0/96"),  # RFC 2765
    ipaddress.IPv6Network("64:ff9b::/96"),  # RFC 6052: through a translator
    ipaddress.IPv6Network("64:ff9b:1::/48"),  # RFC 8215: through one of the network's own
)
_ISATAP = re.compile(rb"\A.{8}[\0\x02]\0\x5e\xfe", re.DOTALL)  # RFC 5214
# Both wrappings zlib knows, told apart by their headers.
_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: its bytes, the address after redirects, and the media type the server named."""

    data: bytes
    url: str
    media_type: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answers to one request; the names of `headers` are in small letters."""

    status: int
    reason: str
    url: str
    data: bytes
    headers: Mapping[str, str]

    @property
    def is_success(self) -> bool:
        """Say whether it is what was asked for."""
        return 200 <= self.status < 300


def is_public(address: IPAddress) -> bool:
    """Say whether an address is one of the public internet, and none a provider keeps for its own machines.

    An IPv6 address that stands for an IPv4 one, in whatever form, is as public as that.
    """
    if isinstance(address, ipaddress.IPv6Address):
        if address.is_site_local:  # RFC 3879 gave them up, and networks that have them are left
            return False
        for inner in _inside(address):
            if not is_public(inner):
                return False
    if any(address in network for network in _KEPT_APART):
        return False
    return address.is_global and not address.is_multicast and address not in _OF_PROVIDERS


def _inside(address: ipaddress.IPv6Address) -> Iterator[ipaddress.IPv4Address]:
    """Yield the IPv4 addresses an IPv6 address may lead to."""
    known = (address.ipv4_mapped, address.sixtofour, *(address.teredo or ()))
    yield from (inner for inner in known if inner is not None)
    if any(address in network for network in _ENDING_IN_IPV4) or _ISATAP.search(address.packed):
        yield ipaddress.IPv4Address(address.packed[12:])


async def fetch(
    url: str,
    *,
    allowed: Callable[[IPAddress], bool] = is_public,
    largest: int = LARGEST_PAGE,
    whole: float = _WHOLE,
) -> Fetched:
    """Fetch one page.

    Args:
        url: an http or https address.
        allowed: which network addresses may be connected to.
        largest: bytes; a page that has more is not read to its end.
        whole: seconds everything may take, redirects included.

    Returns:
        The page, unpacked.

    Raises:
        UnreadableDocument: it cannot be had, with one sentence why.
    """
    async with _told(url, whole), _client(allowed, follow=True) as client:
        return await _get(client, _checked(url), largest)


async def ask(
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    allowed: Callable[[IPAddress], bool] = is_public,
    largest: int = LARGEST_PAGE,
    whole: float = _WHOLE,
) -> Answer:
    """Send one request and return what the server answers, whatever that is; a redirect is not followed.

    Args:
        url: an http or https address.
        headers: sent beside the usual ones, as those that make a request conditional.
        allowed: which network addresses may be connected to.
        largest: bytes; a body that has more is not read to its end. That of a refusal is not read at all.
        whole: seconds everything may take.

    Raises:
        UnreadableDocument: there is no answer, or none that can be read, with one sentence why.
    """
    async with (
        _told(url, whole),
        _client(allowed, follow=False) as client,
        client.stream("GET", _checked(url), headers=dict(headers or {})) as response,
    ):
        data = await _body(response, url, largest) if response.is_success else b""
        return Answer(
            response.status_code, response.reason_phrase, str(response.url), data, dict(response.headers)
        )


@asynccontextmanager
async def _told(url: str, whole: float) -> AsyncIterator[None]:
    """Give the block so many seconds, and tell what goes wrong in it as one sentence."""
    try:
        async with asyncio.timeout(whole):
            yield
    except (TimeoutError, httpx.TimeoutException) as error:
        raise UnreadableDocument(say("{url}: the server does not answer in time.", url=url)) from error
    except httpx.TooManyRedirects as error:
        raise UnreadableDocument(say("{url}: it leads from redirect to redirect.", url=url)) from error
    except (httpx.UnsupportedProtocol, httpx.InvalidURL, UnicodeError) as error:
        raise UnreadableDocument(
            say("{url}: this, or what it redirects to, is no http or https address.", url=url)
        ) from error
    except httpx.HTTPError as error:
        cause = str(error).rstrip(".") or type(error).__name__
        raise UnreadableDocument(
            say("{url}: the page cannot be fetched ({reason}).", url=url, reason=cause)
        ) from error


def _checked(url: str) -> httpx.URL:
    address = httpx.URL(url)
    if address.userinfo:
        raise UnreadableDocument(
            say("{host}: an address that carries a password is not fetched.", host=address.host)
        )
    return address


def _client(allowed: Callable[[IPAddress], bool], *, follow: bool) -> httpx.AsyncClient:
    # No proxy of the environment: it would resolve the names, and nothing could be checked.
    return httpx.AsyncClient(
        transport=_GuardedTransport(allowed),
        headers=_HEADERS,
        timeout=_TIMEOUT,
        follow_redirects=follow,
        max_redirects=_REDIRECTS,
        trust_env=False,
    )


async def _get(client: httpx.AsyncClient, url: httpx.URL, largest: int) -> Fetched:
    async with client.stream("GET", url) as response:
        if not response.is_success:
            raise UnreadableDocument(
                say(
                    "{url}: the server answers {status}.",
                    url=url,
                    status=f"{response.status_code} {response.reason_phrase}",
                )
            )
        data = await _body(response, str(url), largest)
        # A redirect may have brought a name and a password: they are sent nowhere, and nowhere kept.
        address = response.url.copy_with(userinfo=b"")
        return Fetched(data, str(address), response.headers.get("content-type"))


async def _body(response: httpx.Response, url: str, largest: int) -> bytes:
    """Read a body to its end and undo its packing."""
    too_large = UnreadableDocument(
        say(
            "{url}: the page is too large (at most {size} MB are read).",
            url=url,
            size=f"{largest / 1_000_000:g}",
        )
    )
    packed = bytearray()
    async for piece in response.aiter_raw():
        packed += piece
        if len(packed) > largest:
            raise too_large
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    try:
        data = await asyncio.to_thread(_unpacked, bytes(packed), encoding, largest)
    except (ValueError, zlib.error) as error:
        raise UnreadableDocument(
            say("{url}: the page is packed in a way that is not read.", url=url)
        ) from error
    if len(data) > largest:
        raise too_large
    return data


@cache
def _certificates() -> ssl.SSLContext:
    """The authorities that are trusted, read once: reading them takes longer than a small answer does."""
    return httpx.create_ssl_context(trust_env=False)


def _unpacked(packed: bytes, encoding: str, largest: int) -> bytes:
    """Undo the packing, of at most one byte more than `largest`: a small answer may unpack to gigabytes."""
    if encoding in {"identity", ""}:
        return packed
    if encoding not in {"gzip", "x-gzip", "deflate"}:
        raise ValueError(encoding)
    unpacked = bytearray()
    left = packed
    while left:
        # An answer may consist of several packed one by one: all of them are its text.
        member = zlib.decompressobj(_GZIP_OR_ZLIB)
        unpacked += member.decompress(left, largest + 1 - len(unpacked))
        if len(unpacked) > largest:
            break
        if not member.eof:
            raise ValueError("it ends early")
        left = member.unused_data.lstrip(b"\0")
    return bytes(unpacked)


class _GuardedTransport(httpx.AsyncBaseTransport):
    """Resolves each request's host itself and sends the request to the address it has checked."""

    def __init__(self, allowed: Callable[[IPAddress], bool]) -> None:
        self._allowed = allowed
        # No connection is used twice: two hosts at one address would share the first one's certificate check.
        self._inner = httpx.AsyncHTTPTransport(
            verify=_certificates(), limits=httpx.Limits(max_keepalive_connections=0)
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.scheme not in {"http", "https"} or not request.url.host:
            raise httpx.UnsupportedProtocol("neither http nor https", request=request)
        addresses = await self._addresses(request)
        for address in addresses[:-1]:
            try:
                return await self._send(request, address)
            except (httpx.ConnectError, httpx.ConnectTimeout):
                continue
        return await self._send(request, addresses[-1])

    async def aclose(self) -> None:
        await self._inner.aclose()

    async def _send(self, request: httpx.Request, address: IPAddress) -> httpx.Response:
        # The host stays in the Host header, and is the name the certificate must be for.
        host = request.url.raw_host.decode("ascii")
        return await self._inner.handle_async_request(
            httpx.Request(
                request.method,
                request.url.copy_with(host=str(address)),
                headers=request.headers,
                stream=request.stream,
                extensions={**request.extensions, "sni_hostname": host},
            )
        )

    async def _addresses(self, request: httpx.Request) -> list[IPAddress]:
        host = request.url.host
        port = request.url.port
        if port is None:
            port = 443 if request.url.scheme == "https" else 80
        try:
            found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except socket.gaierror as error:
            raise httpx.ConnectError(f"there is no server {host}") from error
        addresses = list(dict.fromkeys(ipaddress.ip_address(entry[4][0]) for entry in found))
        # One forbidden address among several is enough to refuse: a name of the public internet has none.
        if not addresses or not all(self._allowed(address) for address in addresses):
            raise httpx.ConnectError("the address is not one of the public internet")
        if port not in PORTS and any(map(is_public, addresses)):
            raise UnreadableDocument(
                say(
                    "{host}: pages are not fetched from port {port}, only from {ports}.",
                    host=host,
                    port=port,
                    ports=", ".join(map(str, PORTS)),
                )
            )
        return addresses
