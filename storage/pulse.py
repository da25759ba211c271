"""When the serving process last heard from Telegram, for others to look up without touching anything.

The heartbeat is a row. Where no row can be written, as with a full disk or while another process holds the
database for long, the time of a file beside it tells the same: setting that takes no room and no lock.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from storage.failures import told_as_storage_errors
from storage.file_checks import looking

_PATIENCE = 2.0  # seconds; a reader waits for no writer, only for what recovers the log after a crash


def pulse_file(database: Path) -> Path:
    """Return the file whose time tells when Telegram was last heard from."""
    return database.with_name(f"{database.stem}.pulse")


def beat(database: Path, now: int) -> None:
    """Note by the time of the file that Telegram answered now (seconds since 1970); fails in silence."""
    file = pulse_file(database)
    with suppress(OSError):
        if not file.exists():
            file.touch(mode=0o600)
        os.utime(file, (now, now))


def times_heard(database: Path) -> list[int]:
    """Return when the serving process last heard from Telegram, as the file and the row have it, if it did.

    Raises:
        StorageError: the database cannot be read.
    """
    times: list[int] = []
    with suppress(OSError):
        times.append(int(pulse_file(database).stat().st_mtime))
    if database.is_file() and database.stat().st_size:
        with told_as_storage_errors(database), closing(looking(database, _PATIENCE)) as connection:
            times += _rows(connection)
    return times


def _rows(connection: sqlite3.Connection) -> list[int]:
    heartbeat = "SELECT name FROM sqlite_master WHERE name = 'heartbeat'"
    if connection.execute(heartbeat).fetchone() is None:
        return []
    return [int(at) for (at,) in connection.execute("SELECT at FROM heartbeat")]
