"""What an administrator handed in is taken in by the next process where the first one ended before it was."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bot.errors import StorageError
from bot.services.receiving import Understood
from storage.database import Database
from storage.inbox import StoredInbox
from tests.chat.conftest import QUICK, StartBot
from tests.telegram_server.chats import Person
from tests.telegram_server.server import TelegramServer


class Taker:
    """Takes what is handed in, or never comes to an end with it."""

    def __init__(self, *, stuck: bool = False) -> None:
        self.begun = asyncio.Event()
        self.stuck = stuck
        self.taken: list[str] = []

    async def take_file(self, name: str, data: bytes) -> Understood:
        del data
        return await self._take(name)

    async def take_address(self, address: str) -> Understood:
        return await self._take(address)

    async def undo(self, mark: str) -> int:
        return len(mark)

    async def _take(self, what: str) -> Understood:
        self.begun.set()
        if self.stuck:
            await asyncio.Event().wait()
        self.taken.append(what)
        return Understood(new=(what,))


HASTY = replace(QUICK, drain=0.0)


async def test_a_file_that_was_not_taken_in_is_with_the_next_start(
    start_bot: StartBot, alice: Person, telegram: TelegramServer, database: Database
) -> None:
    inbox, first, second = StoredInbox(database), Taker(stuck=True), Taker()
    owners = frozenset({alice.id})
    async with start_bot(receiver=first, inbox=inbox, patience=HASTY, administrators=owners):
        alice.sends_document("bridge.txt", b"The bridge was opened on Monday.")
        await asyncio.wait_for(first.begun.wait(), 10)
    async with start_bot(receiver=second, inbox=inbox, administrators=owners):
        await telegram.until(lambda: second.taken == ["bridge.txt"], "the file to be taken in")
        assert (await alice.private.reply()).text == "New: 1\n• bridge.txt"
    assert await inbox.waiting() == []


async def test_what_was_answered_is_not_begun_again(
    start_bot: StartBot, alice: Person, database: Database
) -> None:
    inbox, taker = StoredInbox(database), Taker()
    async with start_bot(receiver=taker, inbox=inbox, administrators=frozenset({alice.id})):
        alice.says("https://example.org/bridge")
        await alice.private.reply()
    assert await inbox.waiting() == []


async def test_of_anybody_else_nothing_is_written_down(
    start_bot: StartBot, alice: Person, telegram: TelegramServer, database: Database
) -> None:
    inbox = StoredInbox(database)
    bob = telegram.user("Bob")
    async with start_bot(receiver=Taker(stuck=True), inbox=inbox, administrators=frozenset({alice.id})):
        bob.sends_document("bridge.txt", b"The bridge was opened on Monday.")
        await bob.private.reply()
        assert await inbox.waiting() == []


async def test_an_inbox_that_cannot_be_written_keeps_nothing_from_being_taken_in(
    start_bot: StartBot, alice: Person
) -> None:
    class Broken:
        async def keep(self, number: int, content: str) -> bool:
            raise StorageError(f"{number} {len(content)}")

        async def waiting(self) -> list[str]:
            raise StorageError("broken")

        async def done(self, number: int) -> None:
            raise StorageError(str(number))

    async with start_bot(receiver=Taker(), inbox=Broken(), administrators=frozenset({alice.id})):
        alice.says("https://example.org/bridge")
        assert (await alice.private.reply()).text.startswith("New: 1")
