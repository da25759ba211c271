"""A link anybody sends in private: fetched, read as news is, told, and not stored; over real HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from bot.chat.readers.intake import NOT_FOR_YOU
from bot.corpus.articles import articles_of
from bot.errors import UnreadableDocument
from bot.services.taking_in.fetching import Fetched, fetch
from bot.services.taking_in.linked_pages import LinkedPages
from bot.words.answers import Kind, Request
from bot.words.pasted import Held, NamedInNews, PastedNews
from storage.database import Database
from tests.chat.conftest import CannedAnswers, RunningBot, StartBot
from tests.chat.office import START
from tests.feed_server.server import FeedServer, anywhere, article, names_on_loopback
from tests.services.house import ReaderHere
from tests.telegram_server.server import TelegramServer

HOST = "gazette.example"
FIRST = "The bridge over the Fola was opened on Monday by the mayor of the town, two years late."
SECOND = "Lorries may use it from March on, said the office of roads in Kirkenes."
MOST = 3  # requests of one person in a minute


@dataclass
class Reader:
    """Tells the same of every text, and keeps what it was given."""

    read: list[str] = field(default_factory=list)

    async def read_news(self, text: str) -> PastedNews | None:
        self.read.append(text)
        return PastedNews((NamedInNews("Ada Lind", 4, 1),), Held.NO, None, None, ())


@pytest.fixture
def reader() -> Reader:
    return Reader()


@pytest.fixture(autouse=True)
async def web(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FeedServer]:
    async with names_on_loopback(monkeypatch), FeedServer(lambda: START) as server:
        server.put(HOST, "/bridge", article("A bridge", FIRST, SECOND))
        yield server


@pytest.fixture(autouse=True)
async def bot(start_bot: StartBot, reader: Reader, web: FeedServer) -> AsyncIterator[RunningBot]:
    async def fetched(address: str) -> Fetched:
        return await fetch(address, allowed=anywhere)

    pages = LinkedPages(ReaderHere(articles_of), fetched)
    async with start_bot(reader=reader, pages=pages, requests_a_minute=MOST) as running:
        yield running


async def test_a_link_is_read_as_news_is_and_can_be_checked(
    telegram: TelegramServer, web: FeedServer, reader: Reader, answers: CannedAnswers
) -> None:
    bob = telegram.user("Bob")
    said = bob.says(web.url(HOST, "/bridge"))
    told = await bob.private.reply()
    assert told.text.startswith("A bridge\n\nNamed here: Ada Lind (4 articles)\nHeld already: no\n")
    assert told.text.endswith("Nothing of it is stored.")
    assert told.reply_to == said.id
    assert told.buttons == ["Check"]
    assert reader.read == [f"A bridge\n{FIRST}\n{SECOND}"]
    bob.presses(told, "Check")
    await bob.private.reply()
    assert answers.asked == [Request(Kind.CHECK, reader.read[0])]


async def test_nothing_of_a_linked_page_is_stored(
    telegram: TelegramServer, web: FeedServer, database: Database
) -> None:
    bob = telegram.user("Bob")
    bob.says(web.url(HOST, "/bridge"))
    bob.presses(await bob.private.reply(), "Check")
    await bob.private.reply()
    files = list(database.folder.glob(f"{database.stem}.db*"))
    assert files
    assert not any(b"Lorries" in path.read_bytes() for path in files)


async def test_what_cannot_be_had_is_said_in_one_sentence_in_the_language_of_the_chat(
    telegram: TelegramServer, web: FeedServer
) -> None:
    bob = telegram.user("Боб", language_code="ru")
    address = web.url(HOST, "/missing")
    bob.says(address)
    assert (await bob.private.reply()).text == f"{address}: ответ сервера — 404 Not Found."


async def test_links_count_as_requests(telegram: TelegramServer, web: FeedServer, reader: Reader) -> None:
    bob = telegram.user("Bob")
    for _ in range(MOST):
        bob.says(web.url(HOST, "/bridge"))
        await bob.private.reply()
    bob.says(web.url(HOST, "/bridge"))
    assert (await bob.private.reply()).text.startswith("That is enough for a moment")
    assert len(reader.read) == MOST


async def test_a_document_is_still_for_administrators(telegram: TelegramServer) -> None:
    bob = telegram.user("Bob")
    bob.sends_document("bridge.txt", FIRST.encode())
    assert (await bob.private.reply()).text == NOT_FOR_YOU


async def test_nothing_inside_the_network_is_asked(
    web: FeedServer,
) -> None:
    pages = LinkedPages(ReaderHere(articles_of))
    with pytest.raises(UnreadableDocument, match="not one of the public internet"):
        await pages.read(web.url(HOST, "/bridge"))
    assert web.asked == []
