"""Feeds followed over real HTTP: what is new is taken in once, and servers of every sort are borne."""

from __future__ import annotations

import asyncio
import contextlib
from itertools import pairwise

import pytest

from bot.errors import AideMemoireError, NotFollowed
from bot.words.documents import Basis
from bot.words.feeds import FeedKind
from tests.feed_server.server import FISH, article, rss, rss_item
from tests.services.feeds.conftest import ListerHere, World

HOST = "harbour.example"
OWN_TEXT = " ".join(["The council of the harbour met on Friday and spoke of the roof of the hall."] * 5)


def put_feed(world: World, *items: str, **how: object) -> str:
    return world.web.put(HOST, "/rss", rss(*items), media_type="application/rss+xml", **how)


def put_article(
    world: World, number: int = 1, *paragraphs: str, title: str | None = None, **how: object
) -> str:
    title = title or f"The fish hall opens, part {number}"
    page = article(title, *(paragraphs or FISH))
    return rss_item(world.web.put(HOST, f"/news/{number}", page, **how), title=title)


async def test_a_followed_feed_s_articles_are_in_the_corpus_with_what_the_feed_states(world: World) -> None:
    more = "<dc:creator>Ivo Lang</dc:creator>"
    item = rss_item(world.web.put(HOST, "/fish", article("Fish hall opens - Harbour", *FISH)), more=more)
    followed = await world.following.follow(put_feed(world, item), "Harbour Courier")
    assert (followed.new, followed.items, followed.feed.kind) == (True, 1, FeedKind.FEED)
    await world.rounds()
    (card,) = await world.corpus.cards()
    assert (card.outlet, card.url) == ("Harbour Courier", world.web.url(HOST, "/fish"))
    assert card.published is not None
    assert (card.published.value, card.published.basis) == ("2025-03-02", Basis.STATED)
    (read,) = [one async for one in world.corpus.each_article()]
    assert read.article.author == "Ivo Lang"
    assert FISH[1] in read.article.text
    assert world.changes == 1


async def test_the_title_of_the_feed_stands_in_the_text_in_place_of_one_with_the_site_s_name(
    world: World,
) -> None:
    page = article("Fish hall opens | Harbour News of Bergen", *FISH).replace(
        "<h1>Fish hall opens | Harbour News of Bergen</h1>", ""
    )
    item = rss_item(world.web.put(HOST, "/fish", page), title="Fish hall opens")
    await world.following.follow(put_feed(world, item))
    await world.rounds()
    (read,) = [one async for one in world.corpus.each_article()]
    assert read.article.title == "Fish hall opens"
    assert read.article.text.startswith("Fish hall opens\n")


async def test_a_title_the_feed_has_cut_gives_way_to_the_page_s_own(world: World) -> None:
    link = world.web.put(HOST, "/1", article("The fish hall of Bergen opens", *FISH))
    await world.following.follow(put_feed(world, rss_item(link, title="The fish hall of …")))
    await world.rounds()
    assert list(await world.texts()) == ["The fish hall of Bergen opens"]


async def test_without_a_chosen_name_the_outlet_is_the_site_s_and_else_the_feed_s(world: World) -> None:
    named = article("One", *FISH, head='<meta property="og:site_name" content="Quay Daily">')
    items = [
        rss_item(world.web.put(HOST, "/1", named), title="One"),
        rss_item(world.web.put(HOST, "/2", article("Two", *FISH[::-1])), title="Two"),
    ]
    await world.following.follow(put_feed(world, *items))
    await world.rounds()
    assert {card.title: card.outlet for card in await world.corpus.cards()} == {
        "One": "Quay Daily",
        "Two": "Harbour News",
    }


async def test_a_day_that_has_not_come_yet_is_not_believed(world: World) -> None:
    link = world.web.put(HOST, "/1", article("One", *FISH))
    item = rss_item(link, title="One", day="Sun, 02 Mar 2031 09:30:00 +0100")
    await world.following.follow(put_feed(world, item))
    await world.rounds()
    (card,) = await world.corpus.cards()
    assert card.published is None or "2031" not in (card.published.value or "")


async def test_only_what_is_new_is_fetched_and_a_second_visit_costs_one_conditional_request(
    world: World,
) -> None:
    first = put_article(world)
    await world.following.follow(put_feed(world, first, marks=True))
    await world.rounds()
    revision = await world.corpus.revision()
    world.web.asked.clear()
    await world.passes(minutes=10)
    (asked,) = world.web.asked
    assert (asked.path, asked.headers["if-none-match"]) == ("/rss", world.web.pages[HOST, "/rss"].etag)
    assert await world.corpus.revision() == revision
    put_feed(world, put_article(world, 2), first, marks=True)
    await world.passes(minutes=20)
    assert world.web.paths() == ["/rss", "/rss", "/news/2"]
    assert len(await world.corpus.cards()) == 2


async def test_a_feed_that_gives_the_same_without_marks_is_not_read_again(world: World) -> None:
    await world.following.follow(put_feed(world, put_article(world)))
    await world.rounds()
    before = await world.feed()
    await world.passes(minutes=10)
    after = await world.feed()
    assert after.visited != before.visited
    assert after.pause > before.pause
    assert world.web.paths().count("/news/1") == 1


async def test_an_item_that_changed_is_read_again_and_one_whose_markup_alone_changed_is_the_same(
    world: World,
) -> None:
    link = world.web.put(HOST, "/1", article("One", *FISH))
    await world.following.follow(put_feed(world, rss_item(link, title="One")))
    await world.rounds()
    revision = await world.corpus.revision()
    world.web.put(HOST, "/1", article("One", *FISH).replace("<nav>", "<!-- 17 --><nav class='x'>"))
    put_feed(world, rss_item(link, title="One", text="In short, anew."))
    await world.passes(minutes=20)
    assert world.web.paths().count("/1") == 2
    assert await world.corpus.revision() == revision
    world.web.put(HOST, "/1", article("One", *FISH[:2], "The hall had been closed for ten years."))
    put_feed(world, rss_item(link, title="One", text="Put right."))
    await world.passes(minutes=20)
    (text,) = (await world.texts()).values()
    assert "closed for ten years" in text
    assert "spring of 2022" not in text


async def test_a_page_listed_by_two_feeds_is_fetched_once(world: World) -> None:
    item = put_article(world)
    await world.following.follow(put_feed(world, item))
    await world.following.follow(world.web.put("other.example", "/rss", rss(item, title="Other")))
    await world.rounds()
    assert world.web.paths(HOST).count("/news/1") == 1
    assert len(await world.corpus.cards()) == 1


async def test_of_a_feed_that_lists_very_many_only_the_first_hundred_are_ever_read(world: World) -> None:
    items = [rss_item(world.web.url(HOST, f"/n/{n}"), title=f"Note {n}") for n in range(130)]
    await world.following.follow(put_feed(world, *items))
    await world.rounds()
    put_feed(world, rss_item(world.web.url(HOST, "/n/new"), title="New"), *items)
    await world.passes(minutes=20)
    assert len(world.web.paths()) == 2 + 100 + 1
    assert "/n/new" in world.web.paths()


# --- what is followed ---------------------------------------------------------------------------------------


async def test_following_a_front_page_follows_the_feed_it_names(world: World) -> None:
    put_feed(world, put_article(world))
    links = [f'<link rel="alternate" type="application/rss+xml" href="{way}">' for way in ("/rss", "/sport")]
    front = world.web.put(HOST, "/", f"<html><head>{''.join(links)}</head><body></body></html>")
    followed = await world.following.follow(front)
    assert (followed.feed.given, followed.feed.address) == (front, world.web.url(HOST, "/rss"))
    assert followed.others == (world.web.url(HOST, "/sport"),)
    await world.rounds()
    assert len(await world.corpus.cards()) == 1
    assert not (await world.following.follow(front)).new
    assert not (await world.following.follow(followed.feed.address)).new


async def test_a_page_without_feeds_is_followed_by_its_headlines_one_step_far(world: World) -> None:
    links = ""
    for number in range(4):
        put_article(world, number, title=f"Boats leave the harbour on day {number}")
        links += f"<p><a href='/news/{number}'>Boats leave the harbour on day {number}</a></p>"
    await world.following.follow(world.web.put(HOST, "/news", f"<html><body>{links}</body></html>"))
    await world.rounds()
    assert sorted(await world.texts()) == [f"Boats leave the harbour on day {n}" for n in range(4)]
    assert set(world.web.paths()) == {"/news", *(f"/news/{n}" for n in range(4))}


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("two words", "no address"),
        ("ftp://harbour.example/rss", "no address"),
        ("harbour", "no address"),
        ("http://harbour.example:{port}/none", "404 Not Found"),
        ("http://harbour.example:{port}/page", "no feed here"),
    ],
)
async def test_what_cannot_be_followed_is_refused_in_words_and_not_kept(
    world: World, typed: str, told: str
) -> None:
    world.web.put(HOST, "/page", article("One", *FISH))
    with pytest.raises(NotFollowed, match=told):
        await world.following.follow(typed.format(port=world.web.port))
    assert await world.store.all() == []


async def test_the_address_of_this_machine_is_not_followed(world: World) -> None:
    from bot.services.feeds.following import Following
    from bot.services.feeds.politeness import Politeness
    from bot.services.taking_in.fetching import ask

    polite = Politeness(world.store, ask, world.clock, world.clock.rest)
    guarded = Following(
        world.store, polite, ListerHere(), world.ingest, world.clock, least_minutes=10,
        changed=world._changed, given_up=world._given_up,
    )  # fmt: skip
    with pytest.raises(NotFollowed, match="not one of the public internet"):
        await guarded.follow(put_feed(world, put_article(world)))
    assert world.web.asked == []


@pytest.mark.parametrize(
    "words", ["1", "#1", "Harbour Courier", "harbour news", "http://harbour.example:{port}/rss"]
)
async def test_a_feed_is_named_by_number_name_title_or_address(world: World, words: str) -> None:
    await world.following.follow(put_feed(world, put_article(world)), "Harbour Courier")
    await world.rounds()
    await world.following.unfollow(words.format(port=world.web.port))
    assert await world.store.all() == []
    assert len(await world.corpus.cards()) == 1


async def test_a_name_nobody_bears_unfollows_nothing(world: World) -> None:
    await world.following.follow(put_feed(world))
    with pytest.raises(NotFollowed, match="No feed is called"):
        await world.following.unfollow("Quay")
    assert len(await world.store.all()) == 1


# --- servers of every sort ----------------------------------------------------------------------------------


async def test_an_empty_feed_is_no_fault(world: World) -> None:
    await world.following.follow(put_feed(world))
    feed = await world.feed()
    assert (feed.wrong, feed.failures, feed.succeeded) == (None, 0, world.clock.second())


async def test_a_feed_gone_for_good_is_switched_off_at_once_and_told_once(world: World) -> None:
    await world.following.follow(put_feed(world, put_article(world)))
    put_feed(world, status="410 Gone")
    await world.passes(minutes=20)
    feed = await world.feed()
    assert feed.off_since == feed.visited
    await world.passes(days=3)
    assert [one.id for one in world.told] == [feed.id]
    assert world.web.paths().count("/rss") == 2


async def test_a_feed_moved_for_good_is_visited_where_it_is_now(world: World) -> None:
    address = put_feed(world, put_article(world))
    await world.following.follow(address)
    world.web.put(HOST, "/rss", status="301 Moved Permanently", headers={"Location": "/feed"})
    world.web.put(HOST, "/feed", rss(put_article(world, 2)))
    await world.passes(minutes=20)
    assert (await world.feed()).address == world.web.url(HOST, "/feed")
    assert (await world.feed()).given == address
    await world.passes(minutes=20)
    assert world.web.paths().count("/rss") == 2


async def test_a_feed_found_elsewhere_for_now_keeps_its_address(world: World) -> None:
    address = put_feed(world, put_article(world))
    await world.following.follow(address)
    world.web.put(HOST, "/rss", status="302 Found", headers={"Location": "/feed"})
    world.web.put(HOST, "/feed", rss(put_article(world, 2)))
    await world.passes(minutes=20)
    assert (await world.feed()).address == address
    assert len(await world.corpus.cards()) == 2


async def test_a_packed_feed_is_read(world: World) -> None:
    await world.following.follow(put_feed(world, put_article(world, packed=True), packed=True))
    await world.rounds()
    assert len(await world.corpus.cards()) == 1


async def test_a_page_in_another_encoding_than_its_server_says_is_read(world: World) -> None:
    words = (
        "Министр открыл порт Актау в воскресенье после трёх лет работы.",
        "Суда снова идут, сказал он людям.",
    )
    page = article("Порт Актау открыт", *words).encode("windows-1251")
    link = world.web.put(HOST, "/ru", page)
    await world.following.follow(put_feed(world, rss_item(link, title="Порт Актау открыт")))
    await world.rounds()
    assert words[0] in (await world.texts())["Порт Актау открыт"]


async def test_a_server_that_never_answers_and_one_that_never_ends_are_given_up(world: World) -> None:
    await world.following.follow(put_feed(world, put_article(world)))
    await world.following.follow(world.web.put("quay.example", "/rss", rss()))
    put_feed(world, silent=True)
    world.web.put("quay.example", "/rss", b"<rss>" + b" " * 100_000, endless=True)
    world.whole = 0.5
    world.again()
    await world.passes(minutes=20)
    slow, endless = await world.store.all()
    assert "does not answer in time" in (slow.wrong or "")
    assert "too large" in (endless.wrong or "") or "in time" in (endless.wrong or "")


async def test_not_modified_after_a_broken_document_is_still_a_fault_and_a_mended_one_none(
    world: World,
) -> None:
    await world.following.follow(put_feed(world, put_article(world)))
    world.web.put(HOST, "/rss", "<html><body>Log in</body></html>", marks=True)
    await world.passes(minutes=20)
    broken = await world.feed()
    assert broken.wrong is not None
    await world.passes(hours=1)
    still = await world.feed()
    assert world.web.asked[-1].headers.get("if-none-match") is not None
    assert (still.wrong, still.failures, still.succeeded) == (broken.wrong, 2, broken.succeeded)
    put_feed(world, put_article(world, 2))
    await world.passes(hours=1)
    assert (await world.feed()).wrong is None
    assert len(await world.corpus.cards()) == 2


async def test_not_modified_after_a_server_that_failed_is_a_success(world: World) -> None:
    await world.following.follow(put_feed(world, put_article(world), marks=True))
    whole = world.web.pages[HOST, "/rss"]
    put_feed(world, status="500 Internal Server Error")
    await world.passes(minutes=20)
    assert "500" in ((await world.feed()).wrong or "")
    world.web.pages[HOST, "/rss"] = whole
    await world.passes(hours=1)
    assert (await world.feed()).wrong is None


async def test_a_feed_that_keeps_failing_is_asked_ever_more_rarely_and_given_up_after_a_week(
    world: World,
) -> None:
    await world.following.follow(put_feed(world, put_article(world)))
    put_feed(world, status="500 Internal Server Error")
    for _ in range(9 * 24 * 6):
        await world.passes(minutes=10)
    at = [one.at for one in world.web.asked if one.path == "/rss"]
    pauses = [(after - before) // 600 for before, after in pairwise(at[1:])]
    assert pauses[:7] == [2, 4, 8, 16, 32, 64, 128]
    assert max(pauses) == 144
    assert [one.id for one in world.told] == [1]
    assert (await world.feed()).off_since is not None
    put_feed(world, put_article(world, 2))
    await world.following.follow(world.web.url(HOST, "/rss"))
    await world.rounds()
    assert (await world.feed()).off_since is None
    assert len(await world.corpus.cards()) == 2


async def test_a_machine_without_a_network_for_a_week_gives_up_no_feed(world: World) -> None:
    await world.following.follow(put_feed(world, put_article(world)))
    await world.rounds()
    await world.database_says(f"UPDATE feeds SET address = replace(address, ':{world.web.port}/', ':1/')")
    for _ in range(10 * 24):
        await world.passes(hours=1)
    feed = await world.feed()
    assert feed.failures > 8
    assert (feed.off_since, world.told) == (None, [])
    await world.following.follow(world.web.put("quay.example", "/rss", rss()))
    await world.passes(days=1)
    assert [one.id for one in world.told] == [feed.id]


async def test_a_page_that_cannot_be_had_is_tried_again_and_then_told_from_the_feed_s_own_text(
    world: World,
) -> None:
    link = world.web.put(HOST, "/1", status="503 Service Unavailable")
    await world.following.follow(put_feed(world, rss_item(link, title="One", text=OWN_TEXT)))
    await world.rounds()
    assert await world.texts() == {}
    for _ in range(10):
        await world.passes(hours=8)
    assert world.web.paths().count("/1") == 4
    (text,) = (await world.texts()).values()
    assert "roof of the hall" in text
    (card,) = await world.corpus.cards()
    assert (card.title, card.url) == ("One", link)


@pytest.mark.parametrize("status", ["403 Forbidden", "404 Not Found"])
async def test_a_page_refused_for_good_is_not_asked_for_again(world: World, status: str) -> None:
    refused = world.web.put(HOST, "/1", status=status)
    items = [
        rss_item(refused, title="One", text=OWN_TEXT),
        rss_item(world.web.url(HOST, "/2"), title="Two", text="Too short to be an article."),
    ]
    await world.following.follow(put_feed(world, *items))
    await world.rounds()
    await world.passes(days=1)
    assert [world.web.paths().count(path) for path in ("/1", "/2")] == [1, 1]
    assert list(await world.texts()) == ["One"]
    (card,) = await world.following.cards()
    assert card.failed == 1


async def test_a_page_without_an_article_is_told_from_the_feed_s_own_text(world: World) -> None:
    link = world.web.put(HOST, "/1", "<html><body><script>load()</script></body></html>")
    await world.following.follow(put_feed(world, rss_item(link, title="One", text=OWN_TEXT)))
    await world.rounds()
    assert list(await world.texts()) == ["One"]


async def test_one_bad_page_among_good_ones_harms_no_other(world: World) -> None:
    bad = rss_item(world.web.put(HOST, "/bad", b"\0\1\2" * 1000, media_type="application/pdf"), title="Bad")
    await world.following.follow(
        put_feed(world, put_article(world, 1), bad, put_article(world, 2, FISH[2], FISH[0]))
    )
    await world.rounds()
    assert len(await world.corpus.cards()) == 2


async def test_an_analysis_that_cannot_be_started_fetches_no_page_over_and_over(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise AideMemoireError("The analysis cannot be started.")

    await world.following.follow(put_feed(world, put_article(world)))
    with monkeypatch.context() as patched:
        patched.setattr(world.ingest, "take_in", broken)
        for _ in range(5):
            with contextlib.suppress(AideMemoireError):
                await world.following.take_waiting()
    assert world.web.paths().count("/news/1") == 1
    await world.passes(minutes=10)
    assert len(await world.corpus.cards()) == 1


# --- what a kill leaves -------------------------------------------------------------------------------------


async def test_items_listed_before_a_kill_are_taken_in_after_it(world: World) -> None:
    await world.following.follow(put_feed(world, put_article(world), marks=True))
    world.again()
    await world.rounds()
    assert len(await world.corpus.cards()) == 1


async def test_an_item_stored_whose_taking_in_was_not_noted_is_not_stored_twice(world: World) -> None:
    await world.following.follow(put_feed(world, put_article(world)))
    waiting = await world.store.waiting(world.clock.second(), 10)
    await world.following.take_waiting()
    revision = await world.corpus.revision()
    await world.database_says("UPDATE feed_items SET stage = 'page', facts = '{}', text = ''")
    assert waiting
    await world.rounds()
    assert len(await world.corpus.cards()) == 1
    assert int(await world.corpus.revision()) <= int(revision) + 1


async def test_going_on_by_itself_takes_in_what_comes_and_ends_when_it_is_told(world: World) -> None:
    await world.store.add(put_feed(world, put_article(world)), None, world.clock.second())
    taken = asyncio.Event()
    following = world.following
    following._changed = _setting(taken)
    going = asyncio.create_task(following.run())
    await asyncio.wait_for(taken.wait(), 20)
    going.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await going
    assert len(await world.corpus.cards()) == 1


def _setting(event: asyncio.Event):  # type: ignore[no-untyped-def]
    async def changed() -> None:
        event.set()

    return changed
