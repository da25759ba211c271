"""An administrator's first ten minutes: three feeds followed, a question, an alert brought; all real."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import pytest

from bot.app import open_corpus
from bot.services.feeds.feed_keeping import FeedKeeping
from bot.services.feeds.following import Following
from bot.services.feeds.politeness import Politeness
from bot.services.processes.feed_listing import ChildLister
from bot.services.taking_in.fetching import Answer
from bot.words.feeds import Feed
from storage.database import Database
from storage.kept.feeds import StoredFeeds
from tests.chat.office import MANAGER, Office
from tests.chat.pictures import kept_picture
from tests.chat.test_whole_answers import readable
from tests.feed_server.server import FeedServer, article, asking, names_on_loopback, rss, rss_item
from tests.telegram_server.chats import Person
from tests.telegram_server.server import TelegramServer

DOCUMENT = Path(__file__).parents[2] / "docs" / "administering.md"
COURIER, GAZETTE, CHANNEL = "courier.example", "gazette.example", "t.me.example"

HALL = (
    "BERGEN — Fisheries Minister Ada Lind opened the new fish hall on Saturday, three years after a fire.",
    "“The cod is back, and so are the boats,” Lind said at the quay. “We shall not raise the fee this year.”",
    "The hall cost 40 million kroner. Fishermen had asked for it since 2022.",
)
FEE = (
    "OSLO — The Fishermen’s Union criticised the harbour fee on Sunday and asked for talks this month.",
    "“Nobody has asked the crews,” Ivo Marsh, the head of the union, said on the radio.",
    "Marsh met Ada Lind on Friday, and she promised an answer within a week.",
)
POST = "Порт Актау принял первое судно с рыбой из Бергена, сообщили в порту. Груз — двести тонн трески."
QUOTA = (
    "BERGEN — Ada Lind announced a quota of 300,000 tonnes of cod on Monday, a fifth more than last year.",
    "“It is what the sea can bear,” Lind said.",
)


def put_courier(web: FeedServer, *articles: tuple[str, str, str, tuple[str, ...]]) -> None:
    items = []
    for path, title, day, paragraphs in articles:
        web.put(COURIER, path, article(title, *paragraphs))
        items.append(rss_item(path, title=title, day=day))
    web.put(COURIER, "/rss", rss(*items, title="Harbour Courier"))


FIRST = ("/hall", "Lind opens the fish hall", "Sat, 04 Jan 2025 15:00:00 +0100", HALL)
LATER = ("/quota", "A fifth more cod", "Mon, 06 Jan 2025 09:10:00 +0100", QUOTA)


def put_others(web: FeedServer) -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="/feed">'
    web.put(
        GAZETTE, "/", f"<html><head>{link}</head><body><a href='/fee'>Union against the fee</a></body></html>"
    )
    web.put(GAZETTE, "/fee", article("Union against the fee", *FEE))
    item = rss_item("/fee", title="Union against the fee", day="Sun, 05 Jan 2025 10:00:00 +0100")
    web.put(GAZETTE, "/feed", rss(item, title="Fjord Gazette"))
    web.put(
        CHANNEL,
        "/s/aktauport",
        '<html><body><div class="tgme_channel_info_header_title">Порт Актау</div>'
        '<div class="tgme_widget_message" data-post="aktauport/7">'
        f'<div class="tgme_widget_message_text">{POST}</div><a class="tgme_widget_message_date">'
        '<time datetime="2025-01-05T08:00:00+05:00"></time></a></div></body></html>',
    )


class Newsroom(Office):
    """The office of the bot with a corpus fed from the web on loopback, each article really read."""

    web: FeedServer
    following: Following

    async def ask(self, url: str, *, headers: Mapping[str, str] | None, largest: int) -> Answer:
        """Ask the server on loopback for what is asked of the web."""
        host, _, path = url.partition("://")[2].partition("/")
        name = host if host.endswith(".example") else f"{host}.example"
        answer: Answer = await asking()(self.web.url(name, f"/{path}"), headers=headers, largest=largest)
        return answer


@pytest.fixture
async def newsroom(
    telegram: TelegramServer, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Newsroom]:
    room = Newsroom(telegram, database)
    await room.open()

    async def rest(_seconds: float) -> None:
        return None

    async def given_up(_feed: Feed) -> None:
        return None

    async with (
        open_corpus(f"sqlite:///{tmp_path / 'aide.db'}") as corpus,
        names_on_loopback(monkeypatch),
        FeedServer(room.clock) as room.web,
    ):
        feeds = StoredFeeds(database)
        room.following = Following(
            feeds,
            Politeness(feeds, room.ask, room.clock, rest),
            ChildLister(),
            corpus.ingest,
            room.clock,
            least_minutes=10,
            changed=room.answers.refresh,
            given_up=given_up,
        )
        room.answers.keep_feeds_with(FeedKeeping(room.following, room.clock))
        yield room


async def read_all(room: Newsroom) -> None:
    while await room.following.visit_due() + await room.following.take_waiting():
        pass


@pytest.mark.usefixtures("unpaced")
async def test_the_first_session_in_the_documents_is_what_the_bot_says(
    newsroom: Newsroom, telegram: TelegramServer, pytestconfig: pytest.Config
) -> None:
    put_courier(newsroom.web, FIRST)
    put_others(newsroom.web)
    asked = [
        "/follow https://courier.example/rss Harbour Courier",
        "/follow gazette.example Fjord Gazette",
        "/follow @aktauport",
        "/feeds",
        "/person Lind",
        "/watch Lind",
    ]
    editor = telegram.user("Editor")
    editor.id = MANAGER
    shown: list[str] = []
    async with newsroom.serving(slow_after=10**6):  # however slow the machine is that this runs on
        for message in asked:
            shown.append(f"› {message}\n\n{await said(editor, message)}")
            if message == asked[2]:
                await read_all(newsroom)
                newsroom.clock.now = newsroom.clock.now.replace(minute=10)
        put_courier(newsroom.web, LATER, FIRST)
        await newsroom.later(minutes=20)
        await read_all(newsroom)
        alert = await editor.private.reply()
        shown.append(f"(twenty minutes later, of itself)\n\n{readable(alert)}")
    drawn, kept_words = kept_picture("alert", [alert], renew=pytestconfig.getoption("--renew-answers"))
    assert drawn == kept_words
    session = "\n" + "\n\n".join(shown) + "\n"
    document = DOCUMENT.read_text(encoding="utf-8")
    kept = document.split("\n## The first ten minutes\n")[1].split("```")[1]
    if pytestconfig.getoption("--renew-answers"):
        DOCUMENT.write_text(document.replace(kept, session), encoding="utf-8")
    else:
        assert session == kept


async def said(person: Person, message: str) -> str:
    person.says(message)
    return readable(await person.private.reply())
