"""What SQLite reports, told once as the errors of the house.

Only what a user can do something about is told so: a statement that is wrong, or a constraint broken, is a
fault of the program and keeps its own exception.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from bot.errors import DatabaseDamaged, DatabaseLocked, DatabaseReadOnly, StorageError

# The low byte of an extended result code is the plain one (https://sqlite.org/rescode.html).
_PLAIN_CODE = 0xFF


@contextmanager
def told_as_storage_errors(path: Path) -> Iterator[None]:
    """Translate what goes wrong in the block, for the database file at `path`.

    Raises:
        DatabaseLocked: another process held it longer than we wait.
        DatabaseReadOnly: the file or its folder may not be written.
        DatabaseDamaged: the file is not a database, or a broken one.
        StorageError: the disk is full or fails.
    """
    try:
        yield
    except DBAPIError as error:
        told = storage_error(error.orig, path)
        if told is None:
            raise
        raise told from error
    except sqlite3.Error as error:
        told = storage_error(error, path)
        if told is None:
            raise
        raise told from error


def is_busy(error: BaseException) -> bool:
    """Say whether SQLite refused because another connection holds the file, so that asking again may do."""
    return _plain_code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _plain_code(error: BaseException | None) -> int | None:
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & _PLAIN_CODE


def storage_error(error: BaseException | None, path: Path) -> StorageError | None:
    """Return the error of the house for one of SQLite's, or None where it is a fault of the program."""
    match _plain_code(error):
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return locked(path)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_CANTOPEN:
            return read_only(path)
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return damaged(path)
        case sqlite3.SQLITE_FULL:
            return StorageError(f"The disk that holds the database {path} is full: nothing was changed.")
        case sqlite3.SQLITE_IOERR:
            return StorageError(
                f"The disk that holds the database {path} is full, or fails: nothing was changed."
            )
        case _:
            return None


def locked(path: Path) -> DatabaseLocked:
    """Say that another process holds the database."""
    return DatabaseLocked(f"The database {path} is locked by another process: stop it, or try again later.")


def read_only(path: Path) -> DatabaseReadOnly:
    """Say that the database may not be written."""
    return DatabaseReadOnly(
        f"The database {path} cannot be written: its file or folder is read-only for this user."
    )


def damaged(path: Path) -> DatabaseDamaged:
    """Say that the file is not a database that can be read."""
    return DatabaseDamaged(
        f"The database {path} is damaged or not a database: it was left as it is;"
        " move it away to start with a new one, or set DATABASE_URL."
    )
