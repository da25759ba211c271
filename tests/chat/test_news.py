"""News forwarded or pasted in private: read and told, never stored, taken in by administrators alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from bot.errors import AideMemoireError
from bot.services.taking_in.receiving import Understood
from bot.words.answers import Kind, Request
from bot.words.pasted import Held, NamedInNews, PastedNews
from storage.database import Database
from tests.chat.conftest import CannedAnswers, RunningBot, StartBot
from tests.telegram_server.chats import Person
from tests.telegram_server.server import TelegramServer

NEWS = "The bridge over the Fola was opened on Monday. " * 12
TOLD = PastedNews((NamedInNews("Ada Lind", 4, 1),), Held.REPRINT, "001", "The bridge", ())


@dataclass
class Reader:
    """Tells the same of every text, and keeps what it was given."""

    read: list[str] = field(default_factory=list)
    trouble: AideMemoireError | None = None

    async def read_news(self, text: str) -> PastedNews | None:
        self.read.append(text)
        if self.trouble is not None:
            raise self.trouble
        return TOLD


@dataclass
class Taker:
    """Takes texts in, and keeps what it was given."""

    taken: list[tuple[str, str]] = field(default_factory=list)

    async def take_file(self, name: str, data: bytes) -> Understood:
        self.taken.append((name, data.decode()))
        return Understood(new=("The bridge",))

    async def take_address(self, address: str) -> Understood:
        raise AssertionError(address)


@pytest.fixture
def reader() -> Reader:
    return Reader()


@pytest.fixture
def taker() -> Taker:
    return Taker()


@pytest.fixture(autouse=True)
async def bot(start_bot: StartBot, reader: Reader, taker: Taker, alice: Person) -> AsyncIterator[RunningBot]:
    """The bot, with Alice for its administrator."""
    async with start_bot(reader=reader, receiver=taker, administrators=frozenset({alice.id})) as running:
        yield running


async def test_a_pasted_text_is_told_and_can_be_checked(
    telegram: TelegramServer, reader: Reader, answers: CannedAnswers
) -> None:
    bob = telegram.user("Bob")
    said = bob.says(NEWS)
    told = await bob.private.reply()
    assert told.text.split("\n")[:2] == [
        "Named here: Ada Lind (4 articles)",
        "Held already: a reprint of “The bridge” (001)",
    ]
    assert told.reply_to == said.id
    assert told.buttons == ["Check"]
    assert reader.read == [NEWS]

    bob.presses(told, "Check")
    assert (await bob.private.reply()).text.startswith("The bridge over the Fola")
    assert answers.asked == [Request(Kind.CHECK, NEWS)]


async def test_nothing_of_it_is_stored(telegram: TelegramServer, database: Database) -> None:
    bob = telegram.user("Bob")
    bob.says(NEWS)
    bob.presses(await bob.private.reply(), "Check")
    await bob.private.reply()
    files = list(database.folder.glob(f"{database.stem}.db*"))
    assert files
    assert not any(b"Fola" in path.read_bytes() for path in files)


async def test_a_forwarded_text_is_news_when_it_is_shorter(telegram: TelegramServer, reader: Reader) -> None:
    bob = telegram.user("Bob")
    origin = {"type": "hidden_user", "sender_user_name": "Somebody", "date": 0}
    bob.says(NEWS[:150], forward_origin=origin)
    await bob.private.reply()
    assert reader.read == [NEWS[:150]]


async def test_a_question_a_command_and_a_group_are_left_as_they_are(
    telegram: TelegramServer, reader: Reader, answers: CannedAnswers
) -> None:
    bob = telegram.user("Bob")
    bob.says("what is said of the bridge over the Fola, and by whom?")
    await bob.private.reply()
    bob.says(f"/check {NEWS}")
    await bob.private.reply()
    assert reader.read == []
    assert [request.kind for request in answers.asked] == [Kind.QUESTION, Kind.CHECK]


async def test_an_administrator_may_take_it_in(alice: Person, taker: Taker) -> None:
    alice.says(NEWS)
    told = await alice.private.reply()
    assert told.buttons == ["Check", "Take it in"]
    alice.presses(told, "Take it in")
    assert (await alice.private.reply()).text == "New: 1\n• The bridge"
    assert taker.taken == [("The bridge over the Fola was opened on Monday. The bridge ov.txt", NEWS)]


async def test_nobody_else_takes_anything_in(telegram: TelegramServer, taker: Taker) -> None:
    bob = telegram.user("Bob")
    bob.says(NEWS)
    press = bob.presses_data(await bob.private.reply(), "t:take")
    told = "Only the bot's administrators can take a text into the corpus."
    assert (await press.answered())["text"] == told
    assert taker.taken == []


async def test_a_text_that_is_gone_or_cannot_be_read_is_said_so(
    telegram: TelegramServer, reader: Reader
) -> None:
    bob = telegram.user("Bob")
    said = bob.says(NEWS)
    told = await bob.private.reply()
    del said.chat.messages[said.id]
    del said.chat.messages[told.id]["reply_to_message"]
    press = bob.presses(told, "Check")
    assert (await press.answered())["text"].startswith("The text this was about is not there any more")
    reader.trouble = AideMemoireError("The analysis cannot be started.")
    bob.says(NEWS)
    assert (await bob.private.reply()).text.startswith("I could not read this text")
