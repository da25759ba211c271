"""Work for which one of several processes is enough: whoever has the lead does it, the others stand by."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

from bot.errors import AideMemoireError

_log = logging.getLogger(__name__)


class Led(Protocol):
    """That this process, and no other, does some work."""

    async def is_held(self) -> bool:
        """Say whether it still is this process."""


Leading = Callable[[], AbstractAsyncContextManager[Led | None]]
"""Gives the lead in some work, None where another process has it; raises `StorageError`."""


async def while_leading(
    leading: Leading, work: Callable[[], Coroutine[Any, Any, None]], every: float, what: str
) -> None:
    """Do some work for as long as this process has the lead in it; without, ask for it again and again.

    Work that fails, or comes to its end, is begun again. It goes on until it is cancelled.

    Args:
        leading: gives the lead.
        work: is begun whenever there is the lead, and cancelled when that is lost.
        every: seconds between two looks.
        what: the work in words, as they begin a line of the log.
    """
    told = False
    while True:
        try:
            async with leading() as lead:
                if lead is not None:
                    told = False
                    await _while_held(lead, work(), every, what)
                elif not told:
                    told = True
                    _log.info("%s is done by another process; this one stands by", what)
        except AideMemoireError as error:
            _log.warning("%s has to wait: %s", what, error)
        except Exception:  # noqa: BLE001 - the next try may do
            _log.exception("%s has to wait", what)
        await asyncio.sleep(every)


async def _while_held(lead: Led, work: Coroutine[Any, Any, None], every: float, what: str) -> None:
    """Do some work to its end, or until the lead in it is lost; what it raises is raised."""
    doing = asyncio.create_task(work)
    try:
        while await lead.is_held():
            done, _ = await asyncio.wait({doing}, timeout=every)
            if done:
                return await doing
        _log.warning("%s may be done by another process now; this one stands by", what)
    finally:
        doing.cancel()
        await asyncio.gather(doing, return_exceptions=True)
