"""A private chat gets a burst and then its turn; nobody else waits for it."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.chat.delivering.pacing import ChatRateLimiter


@pytest.fixture(autouse=True)
async def _no_time_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    """However long a busy machine takes: the limiters go by the time of the loop."""
    loop = asyncio.get_running_loop()
    now = loop.time()
    monkeypatch.setattr(loop, "time", lambda: now)


class Requests:
    """Counts the requests let through, by chat."""

    def __init__(self) -> None:
        self.limiter = ChatRateLimiter()
        self.made: list[int] = []

    async def _send(self, chat: int) -> bool:
        self.made.append(chat)
        return True

    def ask(self, chat: int, times: int, endpoint: str = "sendMessage") -> list[asyncio.Task[Any]]:
        return [
            asyncio.create_task(
                self.limiter.process_request(self._send, (chat,), {}, endpoint, {"chat_id": chat}, None)
            )
            for _ in range(times)
        ]


async def idle() -> None:
    for _ in range(50):
        await asyncio.sleep(0)


async def test_a_flood_of_one_private_chat_waits_and_others_do_not() -> None:
    requests = Requests()
    tasks = requests.ask(7, 20) + requests.ask(8, 2)
    await idle()

    assert requests.made.count(7) == 4
    assert requests.made.count(8) == 2
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def test_showing_that_one_types_is_not_a_message() -> None:
    requests = Requests()
    await asyncio.gather(*requests.ask(7, 9, "sendChatAction"))

    assert len(requests.made) == 9


async def test_chats_that_have_been_quiet_are_forgotten() -> None:
    requests = Requests()
    await asyncio.gather(*requests.ask(1, 4))
    limiters = requests.limiter._private
    for chat in range(2, 600):
        limiters.setdefault(chat, type(limiters[1])(4, 4))
    await asyncio.gather(*requests.ask(1000, 1))

    assert set(limiters) == {1, 1000}


async def test_leafing_through_an_answer_in_a_group_gets_a_burst_of_pages_and_then_its_turn() -> None:
    """A group takes twenty messages a minute, edited ones among them, and wants answers as well."""
    requests = Requests()
    tasks = requests.ask(-7, 20, "editMessageText") + requests.ask(-7, 2)
    await idle()

    assert requests.made == [-7] * 7
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
