"""One chat's messages pass in their order, different chats side by side, and nothing stays behind."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
from telegram import Chat, InlineQuery, Message, Update, User

from bot.chat.turns import Turns


def update(chat: int, number: int = 1) -> Update:
    now = datetime.now(UTC)
    return Update(number, message=Message(number, now, Chat(chat, Chat.PRIVATE)))


async def idle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


async def test_a_chat_is_served_in_order_and_others_do_not_wait() -> None:
    turns = Turns()
    gate = asyncio.Event()
    done: list[str] = []

    async def work(name: str, wait: bool = False) -> None:
        if wait:
            await gate.wait()
        done.append(name)

    tasks = [
        asyncio.create_task(turns.process_update(update(1), work("a1", wait=True))),
        asyncio.create_task(turns.process_update(update(1), work("a2"))),
        asyncio.create_task(turns.process_update(update(2), work("b1"))),
        asyncio.create_task(turns.process_update(object(), work("nobody's"))),
        asyncio.create_task(turns.process_update(update(1), work("a3"))),
    ]
    await idle()
    assert done == ["b1", "nobody's"]
    gate.set()
    await asyncio.gather(*tasks)
    assert done[2:] == ["a1", "a2", "a3"]
    assert turns._queues == {}


async def test_a_flooding_chat_does_not_take_every_place() -> None:
    turns = Turns(at_once=2)
    gate = asyncio.Event()
    done = asyncio.Event()

    async def hang() -> None:
        await gate.wait()

    async def finish() -> None:
        done.set()

    flood = [asyncio.create_task(turns.process_update(update(1), hang())) for _ in range(30)]
    other = asyncio.create_task(turns.process_update(update(2), finish()))
    await asyncio.wait_for(done.wait(), 5)
    gate.set()
    await asyncio.gather(*flood, other)


async def test_what_a_flooding_chat_sends_on_top_is_dropped(caplog: pytest.LogCaptureFixture) -> None:
    turns = Turns(most_waiting=3)
    gate = asyncio.Event()
    done: list[int] = []

    async def work(number: int) -> None:
        await gate.wait()
        done.append(number)

    tasks = [asyncio.create_task(turns.process_update(update(1), work(n))) for n in range(5)]
    other = asyncio.create_task(turns.process_update(update(2), work(100)))
    await idle()
    gate.set()
    await asyncio.gather(*tasks, other)
    assert sorted(done) == [0, 1, 2, 100]
    assert len(caplog.records) == 2


async def test_giving_up_leaves_no_coroutine_unawaited() -> None:
    turns = Turns()

    async def hang() -> None:
        await asyncio.Event().wait()

    tasks = [asyncio.create_task(turns.process_update(update(1), hang())) for _ in range(3)]
    await idle()
    assert turns.give_up() == 3
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    assert all(isinstance(outcome, asyncio.CancelledError) for outcome in outcomes)
    assert turns._queues == {}


async def test_a_failing_update_does_not_block_the_next() -> None:
    turns = Turns()
    done = asyncio.Event()

    async def fail() -> None:
        raise RuntimeError

    async def finish() -> None:
        done.set()

    first = asyncio.create_task(turns.process_update(update(1), fail()))
    await turns.process_update(update(1), finish())
    await asyncio.gather(first, return_exceptions=True)
    assert done.is_set()


async def test_there_is_room_again_when_updates_have_left() -> None:
    turns = Turns(crowded_at=2)
    gate = asyncio.Event()

    async def hang() -> None:
        await gate.wait()

    tasks = [asyncio.create_task(turns.process_update(update(n), hang())) for n in (1, 2)]
    await idle()
    room = asyncio.create_task(turns.room())
    await idle()
    assert not room.done()
    gate.set()
    await asyncio.gather(room, *tasks)


async def test_an_inline_query_has_the_turn_of_whoever_asks() -> None:
    turns = Turns()
    asker = User(5, "Ada", is_bot=False)
    query = Update(1, inline_query=InlineQuery("1", asker, "words", ""))
    gate = asyncio.Event()
    seen: list[int] = []

    async def look() -> None:
        seen.extend(turns._queues)
        await gate.wait()

    task = asyncio.create_task(turns.process_update(query, look()))
    await idle()
    gate.set()
    await task
    assert seen == [5]
