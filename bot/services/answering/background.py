"""Work an answer need not wait for: storing what only makes later ones quicker, or leads on from it.

And how work that never ends is told to.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import Coroutine, Iterator
from typing import Any, TypeVar

_log = logging.getLogger(__name__)
_Result = TypeVar("_Result")
_A_MOMENT = 0.25  # seconds; storing takes a few thousandths, but for another process that holds the database
_MOST = 200  # at the same time; what comes on top of them is left undone

_under_way: set[asyncio.Task[Any]] = set()


async def briefly(
    doing: Coroutine[Any, Any, _Result], seconds: float = _A_MOMENT
) -> asyncio.Task[_Result] | None:
    """Wait a moment for work to be done, and let it go on afterwards.

    Returns:
        The work, done or not; None when so much is under way that it was not begun.
    """
    if len(_under_way) >= _MOST:
        doing.close()
        return None
    task = asyncio.create_task(doing)
    _under_way.add(task)
    try:
        await asyncio.wait({task}, timeout=seconds)
    finally:
        _under_way.discard(task)
        if not task.done():
            _under_way.add(task)
            task.add_done_callback(_ended)
    return task


def _ended(task: asyncio.Task[Any]) -> None:
    _under_way.discard(task)
    error = None if task.cancelled() else task.exception()
    if error is not None:
        _log.warning("Not stored: %s", error)


@contextlib.contextmanager
def stopped_by_signals(stop: asyncio.Event) -> Iterator[None]:
    """Set `stop` on SIGTERM and SIGINT while the body runs, where the platform and the thread allow it."""
    loop = asyncio.get_running_loop()
    caught = []
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(number, stop.set)
            caught.append(number)
    try:
        yield
    finally:
        for number in caught:
            loop.remove_signal_handler(number)
