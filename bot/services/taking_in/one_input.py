"""What is done with one input before it is articles: its bytes are had, read and split.

Everything here may meet a file made to do harm. The program has it done in a child process
(`bot.services.processes.document_reading`); what is here says what that is, and does it where it is called.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Protocol

from bot.corpus.formats.readers import LARGEST_FILE, ReadInput, read_bytes
from bot.errors import UnreadableDocument
from bot.languages.saying import say
from bot.services.taking_in.fetching import Fetched
from bot.words.changes import Failure
from bot.words.documents import Article, Document


class InputReader(Protocol):
    """Reads inputs; whatever one of them does, the others can still be read.

    Every method but `kept` raises `UnreadableDocument` for what cannot be read, and `HarmfulDocument` for
    what ended the process that read it or came to no end in it.
    """

    def kept(self) -> AbstractAsyncContextManager[None]:
        """Keep ready for the block what reading needs."""

    async def lines_in(self, path: Path, location: str) -> tuple[Mapping[str, str], tuple[Failure, ...]]:
        """Return the digests of the documents of a file of lines by location, and the lines that failed."""

    async def read_file(self, path: Path, location: str) -> ReadInput:
        """Return the documents of a file."""

    async def read_page(self, page: Fetched) -> ReadInput:
        """Return the documents of a page that was fetched."""

    async def split(self, document: Document) -> tuple[Article, ...]:
        """Return the articles of a document, cleaned."""


def bytes_of(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises:
        UnreadableDocument: it is too large, not a file, or cannot be opened.
    """
    try:
        if not path.is_file():
            raise UnreadableDocument(say("{file}: this is not a file.", file=path.name))
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise UnreadableDocument(
                say(
                    "{file}: the file is too large ({size} MB; at most 20 MB are read).",
                    file=path.name,
                    size=f"{size / 1_000_000:.0f}",
                )
            )
        return path.read_bytes()
    except OSError as error:
        raise UnreadableDocument(
            say("{file}: the file cannot be read ({reason}).", file=path.name, reason=error.strerror)
        ) from error


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal.

    Raises:
        UnreadableDocument: as for `bytes_of`.
    """
    return hashlib.sha256(bytes_of(path)).hexdigest()


def lines_in(path: Path, location: str) -> tuple[dict[str, str], tuple[Failure, ...]]:
    """Return the digests of the documents of a file of lines by location, and the lines that failed."""
    reading = read_file(path, location)
    return {document.location: document.digest for document in reading.documents}, reading.failures


def read_file(path: Path, location: str) -> ReadInput:
    """Return the documents of a file."""
    return read_bytes(bytes_of(path), file=path.name, location=location)


def read_page(page: Fetched) -> ReadInput:
    """Return the documents of a page that was fetched."""
    return read_bytes(page.data, file=page.url, location=page.url, media_type=page.media_type)
