"""A plain function over a stream: it iterates in a thread while the event loop fetches what comes next."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterable, Iterator
from typing import TypeVar

Thing = TypeVar("Thing")
Result = TypeVar("Result")

_AHEAD = 32


async def in_thread(
    function: Callable[[Iterable[Thing]], Result], source: AsyncGenerator[Thing, None]
) -> Result:
    """Call a function in a thread with everything an asynchronous source yields.

    When this is cancelled, the source is closed before it returns: the thread may still be at work on what it
    has, but asks for nothing more.

    Args:
        function: iterates over what it is given once; runs outside the event loop.
        source: iterated in the event loop, a few things ahead of the function.

    Returns:
        What the function returns.
    """
    things: asyncio.Queue[list[Thing] | BaseException | None] = asyncio.Queue(maxsize=2)
    loop = asyncio.get_running_loop()

    def received() -> Iterator[Thing]:
        while True:
            batch = asyncio.run_coroutine_threadsafe(things.get(), loop).result()
            if batch is None:
                return
            if isinstance(batch, BaseException):
                raise batch
            yield from batch

    sending = asyncio.create_task(_send(source, things))
    try:
        return await asyncio.to_thread(lambda: function(received()))
    finally:
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
        await source.aclose()
        # A thread still at work must not wait for what never comes: that would keep the process from ending.
        while not things.empty():
            things.get_nowait()
        things.put_nowait(_Left())


class _Left(Exception):
    """Nobody waits for the result any more."""


async def _send(
    source: AsyncGenerator[Thing, None], things: asyncio.Queue[list[Thing] | BaseException | None]
) -> None:
    batch: list[Thing] = []
    try:
        async for thing in source:
            batch.append(thing)
            if len(batch) == _AHEAD:
                await things.put(batch)
                batch = []
    except Exception as error:  # noqa: BLE001 - raised again where the function asks for more
        await things.put(error)
        return
    await things.put(batch)
    await things.put(None)
