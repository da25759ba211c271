"""The seam between the databases: what `storage.database` asks of SQLite or of PostgreSQL.

Statements are written once, for both. What only one of them knows (pragmas, how a writer gets its turn, codes
of errors, how a database is looked at before it is used) stands in its folder, behind this protocol.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine


class Lead(Protocol):
    """That this process, and no other, does some work for a database."""

    async def is_held(self) -> bool:
        """Say whether it still is this process."""


class Member(Protocol):
    """This process among those that serve one bot from a database."""

    number: int
    """By which the others know it; another one each time it joins."""

    async def called(self, seconds: float) -> Sequence[str]:
        """Return what the others called out to this one, as soon as there is any; () after so many seconds.

        Raises:
            StorageError: the others take this one for gone from now on.
        """


class Backend(Protocol):
    """One database of one kind."""

    name: str
    """What people are told it is, without a password."""
    folder: Path
    """Where that lies which belongs to it and stands on disk in any case: the index, documents received."""
    stem: str
    """What files of this database in `folder` are called."""
    is_shared: bool
    """Whether several processes can serve from it."""
    readers: AsyncEngine
    """Gives connections whose transactions see one state, from their first statement on."""
    writers: AsyncEngine
    """Gives connections whose transactions have the database to themselves, among writers."""
    beside: AsyncEngine
    """Gives connections that write beside others, where the database can."""
    singly: AsyncEngine
    """Gives such connections on which each statement is stored for itself, where the database can."""

    async def stored_revision(self) -> str | None:
        """Return the schema revision the database is at, None where there is none yet; nothing is changed.

        Raises:
            StorageError: it cannot be used; it was left as it is.
        """

    async def prepare(self) -> None:
        """Make the database ready to be opened, after it was looked at.

        Raises:
            StorageError: it cannot be used.
        """

    def settle(self, connection: Connection) -> None:
        """Do what this kind of database wants after its tables were made, in the transaction."""

    def told_as_storage_errors(self) -> AbstractContextManager[None]:
        """Translate what goes wrong in a block into `StorageError`, but for faults of the program."""

    def is_away(self, error: BaseException) -> bool:
        """Say whether an error means that the database cannot be reached for now, so that waiting may do."""

    def counters(self, connection: Connection) -> Mapping[str, int]:
        """Return up to which number each table has counted, of those that give none twice."""

    def count_on(self, connection: Connection, counters: Mapping[str, int]) -> None:
        """Let each table give only numbers above those it holds, and above these."""

    async def back_up(self, file: Path) -> int:
        """Copy the database as it is into a new file, also while it is in use; return the bytes written.

        Raises:
            BackupRefused: it is not done that way, or the file cannot be written.
            StorageError: the database cannot be read.
        """

    async def restore(self, file: Path) -> Path | None:
        """Put a copy in the place of the database; return where that lies which was there before.

        Raises:
            BackupRefused: it is not done that way, or there is no such copy.
            StorageError: somebody uses the database, or the copy cannot be used.
        """

    async def times_heard(self) -> list[int]:
        """Return the time of the heartbeat where there is one, without changing anything.

        Raises:
            StorageError: the database cannot be read.
        """

    def lead(self, work: str) -> AbstractAsyncContextManager[Lead | None]:
        """Give the lead in some work while the body runs, None where another process has it.

        It is free again at once when its process ends, however that ends.

        Raises:
            StorageError: the database cannot be used.
        """

    def join(self) -> AbstractAsyncContextManager[Member | None]:
        """Be known while the body runs to the others that serve a bot; None where one process alone can.

        Raises:
            StorageError: the database cannot be used.
        """

    async def scrub(self) -> None:
        """See to it that what was deleted stands nowhere in the files of the database any more; may fail."""

    async def size(self) -> int:
        """Return how many bytes it takes.

        Raises:
            StorageError: it cannot be used.
        """
