from __future__ import annotations

import asyncio
import gzip
import ipaddress
import socket
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.errors import UnreadableDocument
from bot.services.taking_in.fetching import IPAddress, fetch, is_public


def anywhere(_address: IPAddress) -> bool:
    return True


def answer(body: bytes = b"", *headers: str, status: str = "200 OK") -> bytes:
    head = [f"HTTP/1.1 {status}", "Connection: close", *headers]
    return "\r\n".join([*head, "", ""]).encode() + body


@asynccontextmanager
async def server(pages: dict[str, bytes], *, silent: bool = False) -> AsyncIterator[tuple[str, list[str]]]:
    """Serve the pages on a loopback port; give its address and the requests it was sent."""
    requests: list[str] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            request = (await reader.readuntil(b"\r\n\r\n")).decode()
            requests.append(request)
            if silent:
                await reader.read()
            else:
                writer.write(pages.get(request.split()[1], answer(status="404 Not Found")))
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as listening:
        port = listening.sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}", requests


async def refusal(url: str, **options: object) -> str:
    with pytest.raises(UnreadableDocument) as caught:
        await fetch(url, **options)  # type: ignore[arg-type]
    assert "\n" not in str(caught.value)
    assert str(caught.value).endswith(".")
    return str(caught.value)


async def test_a_page_comes_with_its_address_and_media_type() -> None:
    async with server({"/a": answer(b"<p>Text", "Content-Type: text/html; charset=utf-8")}) as (base, _):
        page = await fetch(f"{base}/a", allowed=anywhere)
    assert (page.data, page.url, page.media_type) == (b"<p>Text", f"{base}/a", "text/html; charset=utf-8")


async def test_redirects_are_followed_and_the_last_address_told() -> None:
    async with server({"/a": answer(b"", "Location: /b", status="302 Found"), "/b": answer(b"there")}) as (
        base,
        _,
    ):
        page = await fetch(f"{base}/a", allowed=anywhere)
    assert (page.data, page.url) == (b"there", f"{base}/b")


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "identity"])
async def test_a_packed_page_is_unpacked(encoding: str) -> None:
    text = b"A sentence. " * 5000
    packed = {"gzip": gzip.compress(text), "deflate": zlib.compress(text), "identity": text}[encoding]
    async with server({"/": answer(packed, f"Content-Encoding: {encoding}")}) as (base, _):
        assert (await fetch(base, allowed=anywhere)).data == text


async def test_a_page_packed_in_several_members_is_read_to_its_end() -> None:
    packed = gzip.compress(b"One. ") + gzip.compress(b"Two. ") + b"\0" * 8 + gzip.compress(b"Three.")
    async with server({"/": answer(packed, "Content-Encoding: gzip")}) as (base, _):
        assert (await fetch(base, allowed=anywhere)).data == b"One. Two. Three."


async def test_a_packed_page_that_ends_early_is_no_page() -> None:
    """Half an article would be told as a whole one."""
    packed = gzip.compress(b"A sentence. " * 5000)
    for body in (packed[:-9], packed[: len(packed) // 2], packed + packed[:20]):
        async with server({"/": answer(body, "Content-Encoding: gzip")}) as (base, _):
            assert "packed in a way" in await refusal(base, allowed=anywhere)


async def test_members_together_are_no_larger_than_one_may_be() -> None:
    packed = gzip.compress(b"x" * 15_000) * 2
    async with server({"/": answer(packed, "Content-Encoding: gzip")}) as (base, _):
        assert "too large" in await refusal(base, allowed=anywhere, largest=20_000)


@pytest.mark.parametrize(("encoding", "body"), [("gzip", b"not packed"), ("gzip, gzip", b""), ("br", b"x")])
async def test_a_page_packed_otherwise_is_one_sentence(encoding: str, body: bytes) -> None:
    async with server({"/": answer(body, f"Content-Encoding: {encoding}")}) as (base, _):
        assert "packed in a way" in await refusal(base, allowed=anywhere)


async def test_a_page_larger_than_allowed_is_refused_packed_or_not() -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    pages = {"/plain": answer(b"x" * 30_000), "/packed": answer(bomb, "Content-Encoding: gzip")}
    async with server(pages) as (base, _):
        for path in pages:
            assert "too large (at most 0.02 MB" in await refusal(
                f"{base}{path}", allowed=anywhere, largest=20_000
            )


async def test_what_the_server_answers_is_told_when_it_is_no_page() -> None:
    async with server({}) as (base, _):
        assert "404 Not Found" in await refusal(f"{base}/none", allowed=anywhere)


async def test_a_circle_of_redirects_is_left() -> None:
    async with server({"/a": answer(b"", "Location: /a", status="302 Found")}) as (base, requests):
        assert "redirect" in await refusal(f"{base}/a", allowed=anywhere)
    assert len(requests) <= 6


async def test_a_server_that_does_not_answer_is_given_up() -> None:
    async with server({}, silent=True) as (base, _):
        assert "in time" in await refusal(base, allowed=anywhere, whole=0.2)


async def test_a_server_that_is_not_there_is_one_sentence() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert "cannot be fetched" in await refusal(f"http://127.0.0.1:{port}/", allowed=anywhere)


@pytest.mark.parametrize(
    "url", ["ftp://example.org/a", "file:///etc/passwd", "http://", "nothing", "http://[::1"]
)
async def test_only_web_addresses_are_fetched(url: str) -> None:
    assert "no http or https address" in await refusal(url)


async def test_a_redirect_out_of_the_web_is_not_followed() -> None:
    async with server({"/": answer(b"", "Location: file:///etc/passwd", status="302 Found")}) as (base, _):
        assert "no http or https address" in await refusal(base, allowed=anywhere)


async def test_an_address_with_a_password_is_refused_without_repeating_it() -> None:
    assert "opensesame" not in await refusal("https://user:opensesame@example.org/")


async def test_what_a_redirect_says_in_front_of_the_host_is_neither_sent_nor_kept() -> None:
    async with server({"/there": answer(b"there")}) as (base, requests):
        leading = base.replace("//", "//user:opensesame@")
        pages = {"/": answer(b"", f"Location: {leading}/there", status="302 Found")}
        async with server(pages) as (first, _):
            page = await fetch(first, allowed=anywhere)
    assert (page.data, page.url) == (b"there", f"{base}/there")
    assert "authorization" not in requests[0].lower()


# --- the network we run in --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:10.0.0.1",
        "64:ff9b::7f00:1", "64:ff9b::169.254.169.254", "2002:7f00:1::", "64:ff9b:1::10.0.0.1", "::10.0.0.1",
        "::ffff:0:10.0.0.1", "2001:db9::5efe:10.0.0.1", "2a00::200:5efe:169.254.169.254",
        "2001:0:a00:1::f5ff:fffe", "168.63.129.16", "::ffff:168.63.129.16", "100.100.100.200", "192.0.0.192",
        "fd00:ec2::254", "fd20:ce::254", "fec0::1",
        "192.0.0.8", "192.0.0.1", "192.88.99.1", "5f00::1", "3fff::1", "3fff:fff::1", "100:0:0:1::1",
        "::ffff:192.0.0.8",
    ],
)  # fmt: skip
def test_addresses_inside_a_network_are_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822"])
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1"]
)
async def test_nothing_is_sent_to_this_machine(host: str) -> None:
    async with server({"/": answer(b"secret")}) as (base, requests):
        port = base.rpartition(":")[2]
        assert "cannot be fetched" in await refusal(f"http://{host}:{port}/")
    assert requests == []


@pytest.mark.parametrize(
    "address", ["http://93.184.216.34:22/", "https://[2606:4700::1111]:6379/", "http://8.8.8.8:25"]
)
async def test_of_the_public_internet_only_ports_that_pages_are_served_on_are_asked(address: str) -> None:
    """The refusal says which those are; it comes before anything is sent."""
    redirect = answer(b"", f"Location: {address}", status="302 Found")
    async with server({"/": redirect}) as (base, _):
        for url in (address, base):
            refused = await refusal(url, allowed=anywhere)
            assert "pages are not fetched from port" in refused
            assert "only from 80, 443, 8080, 8443" in refused


async def test_a_redirect_into_the_network_is_not_followed() -> None:
    async with server({"/": answer(b"secret")}) as (inner, inner_requests):
        redirect = answer(b"", f"Location: http://localhost:{inner.rpartition(':')[2]}/", status="302 Found")
        async with server({"/": redirect}) as (base, requests):
            outer = ipaddress.ip_address("127.0.0.1")
            seen: list[IPAddress] = []

            def first_only(address: IPAddress) -> bool:
                seen.append(address)
                return address == outer and len(seen) == 1

            assert "not one of the public internet" in await refusal(base, allowed=first_only)
    assert len(requests) == 1
    assert inner_requests == []


async def test_the_connection_goes_to_the_very_address_that_was_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A name that answers differently when asked again (DNS rebinding) is asked once only."""
    loop = asyncio.get_running_loop()
    asked: list[str] = []
    resolve = loop.getaddrinfo

    async def rebinding(host: str, port: int, **options: int) -> object:
        if host == "news.example":
            asked.append(host)
            address = "127.0.0.1" if len(asked) == 1 else "127.0.0.2"
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]
        return await resolve(host, port, **options)

    monkeypatch.setattr(loop, "getaddrinfo", rebinding)
    async with server({"/": answer(b"page")}) as (base, requests):
        port = base.rpartition(":")[2]
        page = await fetch(f"http://news.example:{port}/", allowed=anywhere)
    assert page.data == b"page"
    assert page.url == f"http://news.example:{port}/"
    assert asked == ["news.example"]
    assert f"Host: news.example:{port}" in requests[0]


async def test_a_name_with_one_inner_address_among_its_own_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def mixed(_host: str, port: int, **_options: int) -> object:
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in ("93.184.216.34", "10.0.0.1")
        ]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", mixed)
    assert "not one of the public internet" in await refusal("https://news.example/")
