"""Which process does what one is enough for: whoever holds a file beside the database locked."""

from __future__ import annotations

import asyncio
import fcntl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import IO

from storage.sqlite.failures import read_only


class FileLead:
    """The lead of a process that holds a file locked; the system unlocks it when the process ends."""

    async def is_held(self) -> bool:
        """Say yes: nobody can take it away."""
        return True


@asynccontextmanager
async def leading(database: Path, work: str) -> AsyncIterator[FileLead | None]:
    """Hold the file of some work while the body runs; give None where another process holds it.

    Raises:
        StorageError: the file cannot be made.
    """
    file = await asyncio.to_thread(database.resolve)  # by another name it is the same
    file = file.with_name(f"{file.name}.{work}.lock")
    try:
        handle = await asyncio.to_thread(_locked, file)
    except OSError as error:
        raise read_only(file) from error
    try:
        yield None if handle is None else FileLead()
    finally:
        if handle is not None:
            handle.close()


def _locked(file: Path) -> IO[bytes] | None:
    handle = file.open("ab")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        handle.close()
        return None
    except OSError:
        handle.close()
        raise
    return handle
