"""Copies of a database file: made while it is in use, and put back in its place."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from bot.errors import BackupRefused, DatabaseLocked
from storage.sqlite.failures import damaged, is_busy, told_as_storage_errors
from storage.sqlite.file_checks import stored_revision

_PATIENCE = 5.0  # seconds to wait for a lock


def back_up(path: Path, file: Path) -> int:
    """Copy a database as it is at one moment into a new file, also while others read and write it.

    Returns:
        The size of the copy in bytes.

    Raises:
        StorageError: there is no database, or it cannot be read.
        BackupRefused: the file is there already, or cannot be written.
    """
    if stored_revision(path, _PATIENCE) is None:
        raise BackupRefused(f"There is no database {path} to back up.")
    if file.exists():
        raise BackupRefused(f"{file} is there already: it was left as it is.")
    with _written_whole(file) as copy, told_as_storage_errors(path):
        _copy(path, copy)
    return file.stat().st_size


def restore(path: Path, file: Path) -> Path | None:
    """Put a copy in the place of a database that nobody uses.

    Returns:
        Where that lies which was there before; None where nothing was.

    Raises:
        BackupRefused: there is no such copy, or it cannot be put there.
        DatabaseLocked: somebody uses the database.
        StorageError: the copy is damaged, of another program or of a newer version; nothing was changed.
    """
    if not file.is_file() or stored_revision(file, _PATIENCE) is None:
        raise BackupRefused(f"There is no backup {file}.")
    path.parent.mkdir(parents=True, exist_ok=True)
    replaced = path.with_name(path.name + ".replaced") if path.exists() else None
    with _written_whole(path) as copy:
        with told_as_storage_errors(file):
            _copy(file, copy)
        if replaced is not None:
            _close_for_others(path)
            replaced.unlink(missing_ok=True)
            replaced.hardlink_to(path)
    return replaced


@contextmanager
def _written_whole(file: Path) -> Iterator[Path]:
    """Give a file beside `file` that takes its place when the body is done, readable by its owner alone."""
    copy = file.with_name(f"{file.name}.part")
    try:
        copy.unlink(missing_ok=True)
        os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield copy
        with copy.open("rb") as written:
            os.fsync(written.fileno())
        copy.replace(file)
    except OSError as error:
        raise BackupRefused(f"{file} cannot be written ({error.strerror}).") from error
    finally:
        with suppress(OSError):
            copy.unlink(missing_ok=True)


def _copy(source: Path, copy: Path) -> None:
    # In one step: in steps it would begin anew whenever somebody writes.
    with (
        closing(sqlite3.connect(f"file:{quote(str(source.resolve()))}?mode=ro", uri=True)) as old,
        closing(sqlite3.connect(copy)) as new,
    ):
        old.backup(new)
        new.execute("PRAGMA journal_mode = DELETE")
        (verdict,) = new.execute("PRAGMA integrity_check(1)").fetchone()
        if verdict != "ok":
            raise damaged(source)


def _close_for_others(path: Path) -> None:
    """Put all of a database into its one file, which SQLite does only while nobody else has it open."""
    with told_as_storage_errors(path), closing(sqlite3.connect(path, timeout=0)) as connection:
        try:
            connection.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.OperationalError as error:
            if is_busy(error):
                raise DatabaseLocked(f"The database {path} is in use: stop the bot first.") from error
            raise
