"""When the serving process last heard from Telegram, for others to look up without touching anything.

The heartbeat is a row. Where no row can be written, as with a full disk or while another process holds the
database for long, the time of a file beside it tells the same: setting that takes no room and no lock.
"""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress
from pathlib import Path

from storage.database import backend_of

_PATIENCE = 2.0  # seconds; a reader waits for no writer, only for what recovers the log after a crash


def pulse_file(folder: Path, stem: str) -> Path:
    """Return the file whose time tells when Telegram was last heard from."""
    return folder / f"{stem}.pulse"


def beat(folder: Path, stem: str, now: int) -> None:
    """Note by the time of the file that Telegram answered now (seconds since 1970); fails in silence."""
    file = pulse_file(folder, stem)
    with suppress(OSError):
        if not file.exists():
            folder.mkdir(parents=True, exist_ok=True)
            file.touch(mode=0o600)
        os.utime(file, (now, now))


async def times_heard(database_url: str) -> list[int]:
    """Return when the serving process last heard from Telegram, as the file and the row have it, if it did.

    Raises:
        StorageError: the database cannot be read.
    """
    backend = backend_of(database_url, _PATIENCE)
    times: list[int] = []
    with suppress(OSError):
        noted = await asyncio.to_thread(pulse_file(backend.folder, backend.stem).stat)
        times.append(int(noted.st_mtime))
    try:
        return times + await backend.times_heard()
    finally:
        await backend.readers.dispose()
