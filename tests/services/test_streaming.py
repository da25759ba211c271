from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, Iterable

import pytest

from bot.services.taking_in.streaming import in_thread


async def numbers(count: int) -> AsyncGenerator[int, None]:
    for number in range(count):
        await asyncio.sleep(0)
        yield number


@pytest.mark.parametrize("count", [0, 1, 32, 33, 500])
async def test_a_function_sees_everything_in_order_outside_the_event_loop(count: int) -> None:
    def taken(things: Iterable[int]) -> tuple[list[int], int]:
        return list(things), threading.get_ident()

    found, thread = await in_thread(taken, numbers(count))
    assert found == list(range(count))
    assert thread != threading.get_ident()


async def test_an_error_of_the_source_reaches_the_caller() -> None:
    async def breaks() -> AsyncGenerator[int, None]:
        yield 1
        raise LookupError("gone")

    with pytest.raises(LookupError, match="gone"):
        await in_thread(sum, breaks())


async def test_an_error_of_the_function_closes_the_source() -> None:
    source = numbers(10_000)

    def breaks(things: Iterable[int]) -> None:
        for thing in things:
            raise LookupError(thing)

    with pytest.raises(LookupError):
        await in_thread(breaks, source)
    with pytest.raises(StopAsyncIteration):
        await anext(source)


async def test_a_function_that_stops_early_leaves_nothing_running() -> None:
    def first(things: Iterable[int]) -> int:
        return next(iter(things))

    assert await in_thread(first, numbers(10_000)) == 0
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_when_it_is_cancelled_the_source_is_closed_and_the_thread_ends() -> None:
    begun, ended = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    async def endless() -> AsyncGenerator[int, None]:
        yield 1
        await asyncio.Event().wait()

    def taken(things: Iterable[int]) -> None:
        loop.call_soon_threadsafe(begun.set)
        try:
            list(things)
        finally:
            ended.set()

    source = endless()
    task = asyncio.create_task(in_thread(taken, source))
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await asyncio.to_thread(ended.wait, 20)
    with pytest.raises(StopAsyncIteration):
        await anext(source)
