"""What is kept at hand of chats is never older than what was stored last."""

from __future__ import annotations

import asyncio

from bot.chat.memory import Chats
from bot.words.chats import ChatRecord
from storage.database import Database
from storage.kept.chats import StoredChats


class SlowToTell(StoredChats):
    """Gives what it has read only when let."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.has_read, self.may_tell = asyncio.Event(), asyncio.Event()

    async def record(self, chat: int) -> ChatRecord:
        found = await super().record(chat)
        self.has_read.set()
        await self.may_tell.wait()
        return found


async def test_a_record_read_before_a_change_is_not_kept_after_it(database: Database) -> None:
    store = SlowToTell(database)
    chats = Chats(store)
    reading = asyncio.create_task(chats.record(7))
    await store.has_read.wait()
    await chats.choose(7, language="kk")
    store.may_tell.set()
    await reading
    assert (await chats.record(7)).language == "kk"


async def test_a_record_others_may_change_is_read_anew_after_a_while(database: Database) -> None:
    now = [100.0]
    chats, elsewhere = Chats(StoredChats(database), 1.0, lambda: now[0]), Chats(StoredChats(database))
    await chats.record(7)
    await elsewhere.choose(7, language="kk")
    assert (await chats.record(7)).language is None
    now[0] += 1.0
    assert (await chats.record(7)).language == "kk"
