"""What PostgreSQL reports, told once as the errors of the house.

Only what a user can do something about is told so: a statement that is wrong, or a constraint broken, is a
fault of the program and keeps its own exception.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoneFree

from bot.errors import DatabaseDamaged, DatabaseLocked, DatabaseReadOnly, DatabaseUnreachable, StorageError

# https://www.postgresql.org/docs/current/errcodes-appendix.html
_LOCKED = {"55P03", "40001", "40P01", "57014"}
_AWAY = {"57P01", "57P02", "57P03", "57P05", "53300", "25P03"}
_READ_ONLY = {"25006", "42501", "28000", "28P01"}
_FULL = {"53100", "54000"}
_DAMAGED = {"XX001", "XX002", "58P01"}
_DISK = {"58030", "58000"}
# What a server that answered says, behind its severity in its own language ("FATAL:  …", two spaces); that
# code is not handed on for a connection that was refused, so passing reasons are known by their words.
_SAID = re.compile(r"failed: [^\s:]+:  (.+)")
_NO_OPTION = re.compile("invalid (connection option|URI query parameter)")
_PASSING = re.compile(r"starting up|shutting down|recovery|not yet accepting|too many|remaining connection")


@contextmanager
def told_as_storage_errors(name: str) -> Iterator[None]:
    """Translate what goes wrong in the block, for the database people are told is `name`.

    Raises:
        DatabaseUnreachable: no server answers, or it takes nobody for now.
        DatabaseLocked: another process held it longer than we wait.
        DatabaseReadOnly: we may not write, or not do so here.
        DatabaseDamaged: a part of it cannot be read.
        StorageError: it refuses us, has no place left, or its disk fails.
    """
    try:
        yield
    except (DBAPIError, psycopg.Error) as error:
        _leave_out_details(error)
        told = storage_error(error, name)
        if told is None:
            raise
        raise told from error
    except NoneFree as error:
        raise DatabaseLocked(f"The database {name} is busy: every connection is in use.") from error


def is_away(error: BaseException) -> bool:
    """Say whether no server answers, or one that takes nobody for now: waiting may do."""
    return isinstance(storage_error(error, ""), DatabaseUnreachable)


def storage_error(error: BaseException | None, name: str) -> StorageError | None:
    """Return the error of the house for one of PostgreSQL's, or None where it is a fault of the program."""
    cut_off = isinstance(error, DBAPIError) and error.connection_invalidated
    cause = error.orig if isinstance(error, DBAPIError) else error
    if not isinstance(cause, psycopg.Error):
        return None
    code = cause.sqlstate
    if isinstance(cause, psycopg.ProgrammingError) and _NO_OPTION.match(str(cause)):
        return StorageError(
            f"DATABASE_URL has an option the driver does not know: {_first_line(str(cause))}."
        )
    if code is None:
        return _not_connected(cause, name) if cut_off or isinstance(cause, psycopg.OperationalError) else None
    if code in _AWAY or code.startswith("08"):
        return unreachable(name, _first_line(str(cause)))
    return _told(code, cause, name)


def _told(code: str, cause: psycopg.Error, name: str) -> StorageError | None:
    if code in _LOCKED:
        return DatabaseLocked(
            f"The database {name} is locked by another process: stop it, or try again later."
        )
    if code in _READ_ONLY:
        return no_rights(name, _first_line(str(cause)))
    if code in _DAMAGED:
        return DatabaseDamaged(f"The database {name} is damaged: restore a backup of it.")
    if code in _FULL:
        return StorageError(f"The disk that holds the database {name} is full: nothing was changed.")
    if code in _DISK:
        return StorageError(f"The disk that holds the database {name} reports an error.")
    return None


def _not_connected(cause: psycopg.Error, name: str) -> StorageError:
    said = _SAID.search(str(cause))
    if said is None or _PASSING.search(said[1]):
        words = str(cause).rpartition("failed: ")[2] if said is None else said[1]
        return unreachable(name, _first_line(words))
    return StorageError(f"The database {name} refuses this program ({said[1]}): check DATABASE_URL.")


def unreachable(name: str, why: str) -> DatabaseUnreachable:
    """Say that no server answers."""
    return DatabaseUnreachable(f"The database {name} cannot be reached ({why}): is it running?")


def no_rights(name: str, why: str) -> DatabaseReadOnly:
    """Say that we may not do there what we have to."""
    return DatabaseReadOnly(
        f"The database {name} cannot be used as this user ({why}):"
        " grant it the right to make and write tables, or set DATABASE_URL."
    )


def _leave_out_details(error: DBAPIError | psycopg.Error) -> None:
    """Keep the first line of what went wrong: the others quote rows, and so what people wrote."""
    for one in (error, error.orig if isinstance(error, DBAPIError) else None):
        if one is not None and one.args:
            one.args = (str(one.args[0]).partition("\n")[0], *one.args[1:])


def _first_line(words: str) -> str:
    return " ".join(words.strip().partition("\n")[0].split())
