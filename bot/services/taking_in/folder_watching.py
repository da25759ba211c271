"""A folder watched: that something in it has changed is told once the change has come to rest."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from pathlib import Path

from watchfiles import Change, awatch

_log = logging.getLogger(__name__)

# Milliseconds. Changes are gathered until none came for `_REST`, and at most for `_GATHERED`.
_REST = 200
_GATHERED = 1_600
# How often it is looked whether the folder is still there, or there again.
_LOOK = 1_000


async def watch_folder(
    folder: Path, changed: Callable[[], Awaitable[None]], *, rest: int = _REST, look: int = _LOOK
) -> None:
    """Call `changed` once the watch stands, and again after every change; runs until it is cancelled.

    The first call is for what changed before the watch stood. The folder may be missing, go and come back:
    each time it is there again counts as a change.

    Args:
        folder: watched with everything below it; hidden files are left out.
        changed: never called twice at once; what changes during a call leads to another one. What it raises
            ends the watch.
        rest: milliseconds without a change that end a run of changes.
        look: milliseconds between two looks for the folder itself.
    """
    while True:
        if await asyncio.to_thread(folder.is_dir):
            await _watch_while_there(folder, changed, rest, look)
        await asyncio.sleep(look / 1000)


async def _watch_while_there(
    folder: Path, changed: Callable[[], Awaitable[None]], rest: int, look: int
) -> None:
    place = _place(folder)

    def visible(_change: Change, path: str) -> bool:
        inside = path.removeprefix(place)
        return not any(part.startswith(".") for part in Path(inside).parts)

    watch = awatch(
        place,
        watch_filter=visible,
        debounce=_GATHERED,
        step=rest,
        rust_timeout=look,
        yield_on_timeout=True,
        ignore_permission_denied=True,
    )
    told = False
    handle = None
    try:
        handle = await asyncio.to_thread(os.open, place, os.O_RDONLY)
        async with aclosing(watch) as runs:
            async for changes in runs:
                if changes or not told:
                    told = True
                    await changed()
                if not await asyncio.to_thread(_is_still, handle, place):
                    return
    except FileNotFoundError:
        # It went between the look and the watch.
        return
    except OSError as error:
        # As when the system's number of watches is used up.
        _log.warning("The folder %s cannot be watched: %s", folder, error)
    finally:
        if handle is not None:
            os.close(handle)


def _place(folder: Path) -> str:
    return os.path.abspath(folder)  # noqa: PTH100 - a link may be the folder, and may be turned elsewhere


def _is_still(handle: int, place: str) -> bool:
    """Say whether the folder watched is the one that has its name now: the old watch does not see a new one.

    The open handle keeps the old one's number from being given to the new one.
    """
    try:
        return os.path.samestat(os.fstat(handle), os.stat(place))  # noqa: PTH116 - compared with a handle
    except OSError:
        return False
