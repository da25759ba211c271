"""The errors of the house, each with a sentence ready for whoever reads it.

AideMemoireError
├── SettingsError        a setting that is missing, unknown or wrong (exit code 2)
├── TokenRejected        Telegram does not know the token (exit code 2)
├── AnotherPoller        somebody else polls with the same token (exit code 3)
├── StorageError         the database cannot be used (exit code 4)
│   ├── DatabaseLocked
│   ├── DatabaseReadOnly
│   ├── DatabaseDamaged
│   ├── DatabaseTooNew
│   ├── DatabaseUnreachable  its server does not answer for now
│   └── CorpusMoved      another process changed the corpus first; asking again may do
├── BackupRefused        a copy of the database that is not made, or not put back
├── IndexUnusable        the searchable copy of the corpus cannot be read or written; it can be made anew
├── NotFollowed          an address that cannot be followed, or is not
├── SubscriptionRefused  a watch or a schedule that cannot be made or ended
├── NothingWritten       no document: nothing was found, or its file cannot be written
└── UnreadableDocument   one input that cannot be read; the others go on
    └── HarmfulDocument  one that ended the process that read it, or came to no end in it
"""

from __future__ import annotations


class AideMemoireError(Exception):
    """The root: its text is one sentence a user may see; `exit_code` is what the program ends with."""

    exit_code = 1


class SettingsError(AideMemoireError):
    """A setting is missing, unknown or wrong; the sentence names the variable and what it takes."""

    exit_code = 2


class TokenRejected(AideMemoireError):
    """Telegram does not accept the token."""

    exit_code = 2


class AnotherPoller(AideMemoireError):
    """Another process asks Telegram for the same bot's updates."""

    exit_code = 3


class StorageError(AideMemoireError):
    """The database cannot be used; its file was left as it was."""

    exit_code = 4


class DatabaseLocked(StorageError):
    """Another process holds the database."""


class DatabaseReadOnly(StorageError):
    """The database file or its folder may not be written."""


class DatabaseDamaged(StorageError):
    """The file is not a database, or a broken one."""


class DatabaseTooNew(StorageError):
    """A newer version of the program wrote the database."""


class DatabaseUnreachable(StorageError):
    """The server of the database does not answer for now; the next try may find it again."""


class CorpusMoved(StorageError):
    """The corpus is no longer the revision a change was made for; nothing was stored."""


class BackupRefused(AideMemoireError):
    """A copy of the database is not made or not put back; the sentence says why, or what does it instead."""


class IndexUnusable(AideMemoireError):
    """The searchable copy of the corpus is damaged, or another process is writing it."""


class SubscriptionRefused(AideMemoireError):
    """A watch or a schedule cannot be made or ended as asked; the sentence says what to do instead."""


class NotFollowed(AideMemoireError):
    """An address cannot be followed, or is not; the sentence says why."""


class UnreadableDocument(AideMemoireError):
    """One input cannot be read: empty, binary, too large, broken, unknown kind."""


class HarmfulDocument(UnreadableDocument):
    """Reading one input ended the process that read it, or came to no end: it is not to be tried again."""


class NothingWritten(AideMemoireError):
    """No document was written: nothing was found, several people may be meant, or the file refuses."""
