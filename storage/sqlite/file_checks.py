"""Whether a database file can be used, found out without changing a byte of it or of its folder.

SQLite opened on a file may recover, convert or create files beside it. So a file is looked at first: its
header as plain bytes, then through a connection that cannot write.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from bot.errors import DatabaseTooNew, StorageError
from storage.schema import REVISIONS
from storage.sqlite.failures import damaged, read_only, told_as_storage_errors

# The file format: https://sqlite.org/fileformat2.html#the_database_header
_MAGIC = b"SQLite format 3\x00"
_HEADER = 100
_LARGEST_PAGE = 65536
# Up to this size every page is checked at the start (about 0.1 s); larger files show damage when it is met.
_CHECKED_WHOLE = 16_000_000
_ANY_WRITE_BIT = 0o222


def stored_revision(path: Path, patience: float) -> str | None:
    """Look at a database file without touching it.

    Args:
        path: where the database is, or is to be.
        patience: seconds to wait for a lock another process holds.

    Returns:
        The schema revision it is at; None when there is no database yet.

    Raises:
        DatabaseReadOnly: the file or its folder may not be written.
        DatabaseDamaged: it is not a database, or a broken one.
        DatabaseTooNew: a newer version of the program wrote it.
        DatabaseLocked: another process holds it.
        StorageError: it is another program's database, or not a file.
    """
    if path.exists() and not path.is_file():
        raise StorageError(f"DATABASE_URL names {path}, which is not a file.")
    _refuse_unwritable(path)
    if not path.exists() or path.stat().st_size == 0:
        return None
    with told_as_storage_errors(path):
        _refuse_broken_header(path)
        with closing(looking(path, patience)) as connection:
            return _revision(connection, path)


def _refuse_unwritable(path: Path) -> None:
    # The mode bits are asked besides the system: the superuser may write what somebody marked read-only.
    folder = path.parent
    for place in (folder, path):
        if place.exists() and not (os.access(place, os.W_OK) and place.stat().st_mode & _ANY_WRITE_BIT):
            raise read_only(path)


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _in_use(path: Path) -> bool:
    """Say whether there is more to the database than its file: it is open elsewhere, or was never closed."""
    return _beside(path, "-wal").exists() or _beside(path, "-journal").exists()


def _refuse_broken_header(path: Path) -> None:
    with path.open("rb") as file:
        header = file.read(_HEADER)
    if len(header) < _HEADER or not header.startswith(_MAGIC):
        raise damaged(path)
    page = int.from_bytes(header[16:18], "big")
    page = _LARGEST_PAGE if page == 1 else page
    pages = int.from_bytes(header[28:32], "big")
    counted = header[24:28] == header[92:96]
    if counted and not _in_use(path) and path.stat().st_size < page * pages:
        raise damaged(path)


def looking(path: Path, patience: float) -> sqlite3.Connection:
    """Return a connection that can write nothing, not even beside the file."""
    # "immutable" keeps SQLite from creating the -wal and -shm files; right only while nobody writes.
    alone = "" if _in_use(path) else "&immutable=1"
    return sqlite3.connect(f"file:{quote(str(path.resolve()))}?mode=ro{alone}", uri=True, timeout=patience)


def _revision(connection: sqlite3.Connection, path: Path) -> str | None:
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if path.stat().st_size <= _CHECKED_WHOLE:
        (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        if verdict != "ok":
            raise damaged(path)
    if not tables:
        return None
    if "alembic_version" not in tables:
        raise StorageError(
            f"The database {path} belongs to another program: it was left as it is;"
            " set DATABASE_URL to another file."
        )
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    if row is None:
        return None
    revision = str(row[0])
    if revision not in REVISIONS:
        raise DatabaseTooNew(
            f"The database {path} comes from a newer version of this program: it was left as it is;"
            " install that version, or set DATABASE_URL to another file."
        )
    return revision
