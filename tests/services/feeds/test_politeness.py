"""Requests by the rules of the host they go to, over real HTTP."""

from __future__ import annotations

import asyncio
from email.utils import format_datetime
from itertools import pairwise

import pytest

from bot.errors import UnreadableDocument
from bot.services.feeds.politeness import NAME, PAUSE, NotNow, Politeness, Unwelcome
from bot.words.feeds import Host
from tests.feed_server.server import Asked, Page, asking
from tests.services.feeds.conftest import World

HOST = "harbour.example"


async def got(world: World, path: str = "/a", host: str = HOST) -> bytes:
    return (await world.polite.get(world.web.url(host, path), largest=100_000)).answer.data


def asked(world: World, path: str) -> list[Asked]:
    return [one for one in world.web.asked if one.path == path]


async def test_the_rules_of_a_host_are_asked_for_first_and_kept_for_a_day(world: World) -> None:
    world.web.put(HOST, "/robots.txt", "User-agent: *\nDisallow: /private", media_type="text/plain")
    world.web.put(HOST, "/a", "page")
    assert await got(world) == b"page"
    with pytest.raises(Unwelcome, match=r"robots\.txt does not allow it"):
        await got(world, "/private/1")
    world.again()
    await got(world)
    assert [one.path for one in world.web.asked] == ["/robots.txt", "/a", "/a"]
    world.clock.passes(days=1)
    await got(world)
    assert len(asked(world, "/robots.txt")) == 2


@pytest.mark.parametrize(
    ("rules", "allowed"),
    [
        (f"User-agent: {NAME}\nDisallow: /\n\nUser-agent: *\nAllow: /", False),
        (f"User-agent: {NAME}\nAllow: /a\nDisallow: /\n\nUser-agent: *\nDisallow: /", True),
        ("User-agent: *\nDisallow: /*.html$\nDisallow: /b", True),
        ("User-agent: *\nDisallow: /*a", False),
        ("\0\xff this is no file of rules <html>", True),
        ("", True),
    ],
)
async def test_rules_are_read_as_their_standard_says(world: World, rules: str, allowed: bool) -> None:
    world.web.put(HOST, "/robots.txt", rules)
    world.web.put(HOST, "/a", "page")
    if allowed:
        assert await got(world) == b"page"
    else:
        with pytest.raises(Unwelcome):
            await got(world)
        assert asked(world, "/a") == []


async def test_a_host_without_rules_may_be_asked_for_everything(world: World) -> None:
    world.web.put(HOST, "/a", "page")
    world.web.put(HOST, "/robots.txt", status="403 Forbidden")
    assert await got(world) == b"page"


async def test_a_host_whose_rules_cannot_be_read_is_not_asked_for_anything(world: World) -> None:
    world.web.put(HOST, "/a", "page")
    world.web.put(HOST, "/robots.txt", status="500 Internal Server Error")
    with pytest.raises(UnreadableDocument, match=r"robots\.txt cannot be read"):
        await got(world)
    assert asked(world, "/a") == []


async def test_rules_read_before_hold_while_a_host_gives_no_new_ones(world: World) -> None:
    world.web.put(HOST, "/a", "page")
    world.web.put(HOST, "/robots.txt", "User-agent: *\nDisallow: /private")
    await got(world)
    world.web.put(HOST, "/robots.txt", status="500 Internal Server Error")
    world.clock.passes(days=2)
    assert await got(world) == b"page"
    with pytest.raises(Unwelcome):
        await got(world, "/private")


async def test_rules_that_have_moved_are_followed(world: World) -> None:
    world.web.put(HOST, "/robots.txt", status="301 Moved Permanently", headers={"Location": "/rules"})
    world.web.put(HOST, "/rules", "User-agent: *\nDisallow: /a")
    with pytest.raises(Unwelcome):
        await got(world)


# --- peace --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "wanted", "seconds"),
    [
        ("429 Too Many Requests", "120", 120),
        ("429 Too Many Requests", None, 600),
        ("429 Too Many Requests", "soon", 600),
        ("429 Too Many Requests", "-5", 600),
        ("503 Service Unavailable", "3600", 3600),
        ("429 Too Many Requests", "99999999999999", 7 * 86_400),
    ],
)
async def test_a_host_that_asks_for_peace_has_it_also_over_a_restart(
    world: World, status: str, wanted: str | None, seconds: int
) -> None:
    world.web.put(HOST, "/robots.txt", "")
    world.web.put(HOST, "/b", "page")
    world.web.put(HOST, "/a", status=status, headers={"Retry-After": wanted} if wanted else {})
    with pytest.raises(NotNow) as caught:
        await got(world)
    assert caught.value.until == world.clock.second() + seconds
    world.again()
    world.clock.passes(seconds=seconds - 1)
    with pytest.raises(NotNow, match="asks to be left alone until"):
        await got(world, "/b")
    assert asked(world, "/b") == []
    world.clock.passes(seconds=1)
    assert await got(world, "/b") == b"page"


async def test_a_day_and_time_to_come_again_is_kept(world: World) -> None:
    until = world.clock.now.replace(hour=17)
    world.web.put(HOST, "/a", status="503 Busy", headers={"Retry-After": format_datetime(until, usegmt=True)})
    with pytest.raises(NotNow) as caught:
        await got(world)
    assert caught.value.until == int(until.timestamp())


async def test_a_host_that_wants_peace_disturbs_no_other(world: World) -> None:
    await world.store.keep_host(Host(f"{HOST}:{world.web.port}", not_before=world.clock.second() + 60))
    world.web.put("quay.example", "/a", "page")
    assert await got(world, host="quay.example") == b"page"


async def test_one_request_a_host_at_a_time_with_a_pause_between(world: World) -> None:
    for number in range(5):
        world.web.put(HOST, f"/{number}", "page")
    await asyncio.gather(*(got(world, f"/{number}") for number in range(5)))
    assert world.web.most_at_once[HOST] == 1
    at = [one.at for one in world.web.asked]
    assert all(after - before >= PAUSE for before, after in pairwise(at))


async def test_a_host_s_own_pause_is_kept_up_to_half_a_minute(world: World) -> None:
    for rules, pause in (("Crawl-delay: 9", 9), ("Crawl-delay: 900", 30)):
        host = f"h{pause}.example"
        world.web.put(host, "/robots.txt", f"User-agent: *\n{rules}")
        world.web.put(host, "/a", "page")
        for _ in range(3):
            await got(world, host=host)
        at = [one.at for one in world.web.asked if one.host == host and one.path == "/a"]
        assert [after - before for before, after in pairwise(at)] == [pause, pause]


# --- redirects ----------------------------------------------------------------------------------------------


async def test_each_host_on_the_way_is_asked_by_its_own_rules(world: World) -> None:
    away = {"Location": world.web.url("quay.example", "/b")}
    world.web.put(HOST, "/a", status="302 Found", headers=away)
    world.web.put("quay.example", "/b", "page")
    assert await got(world) == b"page"
    world.web.put("wall.example", "/robots.txt", "User-agent: *\nDisallow: /b")
    world.web.put(HOST, "/a", status="302 Found", headers={"Location": world.web.url("wall.example", "/b")})
    with pytest.raises(Unwelcome):
        await got(world)
    assert [one.path for one in world.web.asked if one.host == "wall.example"] == ["/robots.txt"]


async def test_only_a_way_that_is_permanent_from_its_beginning_is_a_move(world: World) -> None:
    def goes(path: str, status: str, to: str) -> None:
        world.web.pages[HOST, path] = Page(status=status, headers={"Location": to})

    goes("/a", "301 Moved Permanently", "/b")
    goes("/b", "302 Found", "/c")
    goes("/c", "308 Permanent Redirect", "/d")
    world.web.put(HOST, "/d", "page")
    reply = await world.polite.get(world.web.url(HOST, "/a"), largest=100)
    assert (reply.address, reply.moved) == (world.web.url(HOST, "/d"), world.web.url(HOST, "/b"))
    assert (await world.polite.get(world.web.url(HOST, "/b"), largest=100)).moved is None


@pytest.mark.parametrize("to", ["/a", "file:///etc/passwd", "http://u:p@harbour.example/", "//"])
async def test_a_way_that_leads_nowhere_is_one_sentence(world: World, to: str) -> None:
    world.web.put(HOST, "/a", status="302 Found", headers={"Location": to})
    with pytest.raises(UnreadableDocument) as caught:
        await got(world)
    assert str(caught.value).endswith(".")
    assert "u:p" not in str(caught.value)
    assert len(asked(world, "/a")) <= 6


async def test_a_thousand_hosts_leave_few_behind_in_memory(world: World) -> None:
    async def answers(url: str, **_: object) -> object:
        return await asking()(
            url.replace(url.split("/")[2], f"{HOST}:{world.web.port}"), headers=None, largest=10
        )

    world.web.put(HOST, "/a", "page")
    polite = Politeness(world.store, answers, world.clock, world.clock.rest)  # type: ignore[arg-type]
    for number in range(300):
        await polite.get(f"http://h{number}.example/a", largest=10)
    assert len(polite._turns) <= 200
