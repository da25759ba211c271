"""Feeds chosen over Telegram: real HTTP on both sides, the real database, a clock that stands still."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.services.answering.answer import Answers
from bot.services.feeds.feed_keeping import FeedKeeping
from bot.upkeep import tell_administrators
from bot.words.feeds import Feed
from config.settings import Settings
from storage.database import Database
from storage.kept.deliveries import StoredDeliveries
from tests.chat.conftest import RunningBot, StartBot
from tests.feed_server.server import FISH, Clock, FeedServer, article, names_on_loopback, rss, rss_item
from tests.services.feeds.conftest import World
from tests.services.house import House
from tests.telegram_server.chats import Person
from tests.telegram_server.server import TelegramServer

HOST = "harbour.example"


@pytest.fixture
async def world(database: Database, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[World]:
    clock = Clock()
    async with names_on_loopback(monkeypatch), FeedServer(clock) as web:
        yield World(database, web, clock)


@pytest.fixture
async def answers(database: Database, world: World) -> Answers:
    answers = (await House.open(database)).answers
    answers.keep_feeds_with(FeedKeeping(world.following, world.clock))
    return answers


@pytest.fixture
async def bot(start_bot: StartBot, alice: Person) -> AsyncIterator[RunningBot]:
    """The bot, with Alice for its administrator."""
    async with start_bot(administrators=frozenset({alice.id})) as running:
        yield running


pytestmark = pytest.mark.usefixtures("unpaced", "bot")


async def test_an_administrator_follows_a_feed_sees_how_it_does_and_ends_it(
    alice: Person, world: World
) -> None:
    async def told(message: str) -> str:
        alice.says(message)
        return (await alice.private.reply()).text

    assert "Nothing is followed so far" in await told("/feeds")
    item = rss_item(world.web.put(HOST, "/1", article("Fish hall opens", *FISH)), title="Fish hall opens")
    address = world.web.put(HOST, "/rss", rss(item))
    followed = await told(f"/follow {address} Harbour Courier")
    assert followed.startswith("Following Harbour Courier")
    assert "it lists 1 item." in followed
    await world.rounds()
    world.web.put(HOST, "/rss", status="500 Internal Server Error")
    await world.passes(hours=3)
    listed = await told("/feeds")
    assert "1 feed, 1 with a fault" in listed
    assert "1. Harbour Courier" in listed
    assert "last success 3 hours ago" in listed
    assert "newest item 26 hours ago · 1 item a week" in listed
    assert "the server answers 500 Internal Server Error." in listed
    assert (await told("/unfollow harbour courier")).startswith("No longer following Harbour Courier")
    assert "Nothing is followed so far" in await told("/feeds")


async def test_a_feed_that_was_never_had_is_not_called_unvisited(alice: Person, world: World) -> None:
    await world.following.follow_all([(world.web.url(HOST, "/none"), None)])
    alice.says("/feeds")
    assert "not visited yet" in (await alice.private.reply()).text
    await world.rounds()
    alice.says("/feeds")
    told = (await alice.private.reply()).text
    assert "never a success · " in told
    assert "not visited yet" not in told


async def test_an_administrator_is_told_in_their_language_what_is_wrong(alice: Person, world: World) -> None:
    alice.says("/settings ru")
    await alice.private.reply()
    alice.says(f"/follow {world.web.url(HOST, '/none')}")
    assert "ответ сервера — 404 Not Found" in (await alice.private.reply()).text


@pytest.mark.parametrize("message", ["/follow", "/unfollow"])
async def test_a_command_without_words_says_what_it_takes(alice: Person, message: str) -> None:
    alice.says(message)
    assert f"after the command, as in {message} " in (await alice.private.reply()).text


@pytest.mark.parametrize("message", ["/follow http://harbour.example/rss", "/unfollow 1", "/feeds"])
async def test_anybody_else_gets_one_sentence_and_nothing_is_asked(
    telegram: TelegramServer, world: World, message: str
) -> None:
    bob = telegram.user("Bob")
    bob.says(message)
    assert (await bob.private.reply()).text == "Only the bot's administrators may choose what I read."
    assert world.web.asked == []


async def test_each_administrator_is_told_once_that_a_feed_is_given_up(database: Database) -> None:
    settings = Settings(admin_ids=frozenset({7, 9}), default_language="ru")
    feed = Feed(
        3, "https://a.example/", "https://a.example/rss", title="A <b>", failing_since=5, wrong="Так."
    )
    for _ in range(3):
        await tell_administrators(settings, database, feed)
    due = await StoredDeliveries(database).due(2**40, 10)
    assert [one.place.chat for one in due] == [7, 9]
    assert due[0].html.startswith("A &lt;b&gt; больше не проверяется. Так.")
    await tell_administrators(settings, database, replace(feed, failing_since=6))
    assert len(await StoredDeliveries(database).due(2**40, 10)) == 4
