"""From the bytes of a file, a page or a JSON line to `Document` values.

What can be read: .txt, .md, .html, .pdf, .docx and .jsonl (one article a line). A media type, where a server
gave one, goes before the name's suffix. Whatever cannot be read is `UnreadableDocument` with one sentence.
What reads a kind is loaded with the first input of that kind: the process that serves reads none.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from bot.corpus.formats.document_bounds import first_part
from bot.corpus.formats.plain_text import decoded_text, facts_above, looks_binary
from bot.corpus.origin.calendar_dates import day_in_address
from bot.errors import UnreadableDocument
from bot.languages.saying import say
from bot.words.changes import Failure
from bot.words.documents import Document, GivenFacts

LARGEST_FILE = 20_000_000
"""Bytes; what is larger is not a news article but something put there by mistake."""

_NUMBER_PREFIX = re.compile(r"(\d{1,12})(?=[_.\-\s]|$)")

_KIND_BY_SUFFIX: Mapping[str, str] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
    ".pdf": "pdf",
    ".docx": "docx",
    ".jsonl": "lines",
    ".ndjson": "lines",
}

_KIND_BY_MEDIA_TYPE: Mapping[str, str] = {
    "text/plain": "text",
    "text/markdown": "markdown",
    "text/html": "page",
    "application/xhtml+xml": "page",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/jsonl": "lines",
    "application/x-ndjson": "lines",
    "application/x-jsonlines": "lines",
}


@dataclass(frozen=True, slots=True)
class ReadInput:
    """What one input gave: its documents, and the parts of it (lines of a .jsonl) that could not be read.

    `in_part` says in a sentence which part was read where an input has more than is read of one.
    """

    documents: tuple[Document, ...]
    failures: tuple[Failure, ...] = ()
    in_part: str | None = None


def read_file(path: Path) -> ReadInput:
    """Read one file of any kind that is understood.

    Args:
        path: the file; its path as given becomes the location of its documents.

    Returns:
        The documents in it, one but for .jsonl.

    Raises:
        UnreadableDocument: it is missing, not a file, empty, binary, too large, broken or of an unknown kind.
    """
    try:
        if not path.is_file():
            raise UnreadableDocument(say("{file}: there is no such file.", file=path.name))
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise UnreadableDocument(_too_large(path.name, size))
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableDocument(
            say("{file}: the file cannot be opened ({reason}).", file=path.name, reason=error.strerror)
        ) from error
    return read_bytes(data, file=path.name, location=str(path))


def read_bytes(data: bytes, *, file: str, location: str, media_type: str | None = None) -> ReadInput:
    """Read one input that is already in memory.

    Args:
        data: all of its bytes.
        file: its name, shown to readers and telling its kind where `media_type` does not.
        location: the path or address it was read from; a document's identity over time.
        media_type: what a server called it ("text/html; charset=utf-8"), if one did.

    Returns:
        The documents in it, one but for .jsonl, the lines that failed, and which part was read if not all.

    Raises:
        UnreadableDocument: it is empty, binary, too large, broken, encrypted or of an unknown kind.
        MemoryError: there is not enough for it.
    """
    if len(data) > LARGEST_FILE:
        raise UnreadableDocument(_too_large(file, len(data)))
    if not data.strip():
        raise UnreadableDocument(say("{file}: the file is empty.", file=file))
    kind = _kind_of(data, file, media_type)
    digest = hashlib.sha256(data).hexdigest()
    key = document_key(file, location)
    if kind == "lines":
        from bot.corpus.formats.json_lines import json_line_documents

        return ReadInput(
            *json_line_documents(
                decoded_text(data, file), key=key, file=file, location=location, digest=digest
            )
        )
    text, given, part = _TEXT_OF[kind](data, file, _charset_of(media_type))
    text, cut = first_part(text, file)
    if not text.strip():
        raise UnreadableDocument(say("{file}: there is no text in it.", file=file))
    if given.url is None and location.startswith(("http://", "https://")):
        given = replace(given, url=location)
    if kind == "page" and given.published is None and given.title is not None and given.url is not None:
        given = replace(given, published=day_in_address(given.url))
    return ReadInput((Document(key, file, location, digest, text, given),), in_part=part or cut)


def document_key(file: str, location: str) -> str:
    """Say what the ids of a document's articles begin with.

    The number a file's name starts with ("003" of 003_talks.txt); otherwise ten hexadecimal digits of the
    location's own name, so that a changed file keeps its ids. Two inputs may still have the same number:
    `distinct_key` is for that.
    """
    number = _NUMBER_PREFIX.match(file)
    if number:
        return number[1]
    return hashlib.sha256(_stable_name(file, location).encode()).hexdigest()[:10]


def distinct_key(document: Document, taken: frozenset[str] | set[str]) -> str:
    """Return the document's key, or the key with a short hash of its location where that key is taken."""
    if document.key not in taken:
        return document.key
    mark = hashlib.sha256(document.location.encode()).hexdigest()
    for length in range(6, len(mark)):
        key = f"{document.key}x{mark[:length]}"
        if key not in taken:
            return key
    raise AssertionError("two locations with one SHA-256")


def _stable_name(file: str, location: str) -> str:
    """Name an input by what stays the same when the folder it lies in is moved: an address whole, else the
    file.
    """
    return location if "://" in location else (file or PurePosixPath(location).name)


def _kind_of(data: bytes, file: str, media_type: str | None) -> str:
    """Tell the kind by what the bytes begin with, then by the media type, then by the name's suffix."""
    if data.startswith(b"%PDF-"):
        return "pdf"
    suffix = PurePosixPath(urlsplit(file).path if "://" in file else file).suffix.lower()
    named = _KIND_BY_MEDIA_TYPE.get((media_type or "").split(";")[0].strip().lower())
    kind = named or _KIND_BY_SUFFIX.get(suffix)
    if kind == "text" and suffix in _KIND_BY_SUFFIX:
        kind = _KIND_BY_SUFFIX[suffix]
    if kind is None:
        if media_type is None and not looks_binary(data) and not suffix:
            return "text"
        called = media_type.split(";")[0] if media_type else (suffix or say("a file without a suffix"))
        raise UnreadableDocument(
            say(
                "{file}: files of this kind ({kind}) are not read; "
                ".txt, .md, .html, .pdf, .docx and .jsonl are.",
                file=file,
                kind=called,
            )
        )
    if kind == "docx" and not data.startswith(b"PK"):
        raise UnreadableDocument(
            say("{file}: this is not a Word document (.docx), or a broken or encrypted one.", file=file)
        )
    if kind == "pdf":
        raise UnreadableDocument(say("{file}: this is not a PDF, or a broken one.", file=file))
    return kind


def _charset_of(media_type: str | None) -> str | None:
    found = re.search(r"charset=[\"']?([\w\-]+)", media_type or "", re.IGNORECASE)
    return found[1] if found else None


def _too_large(file: str, size: int) -> str:
    return say(
        "{file}: the file is too large ({size} MB; at most 20 MB are read).",
        file=file,
        size=f"{size / 1_000_000:.0f}",
    )


Extract = tuple[str, GivenFacts, str | None]
"""A text, what came with it, and which part of the input it is where it is not all of it."""


def _plain(data: bytes, file: str, charset: str | None) -> Extract:
    text = decoded_text(data, file, charset)
    return text, facts_above(text), None


def _markdown(data: bytes, file: str, charset: str | None) -> Extract:
    from bot.corpus.formats.markdown_pages import markdown_text

    return *markdown_text(decoded_text(data, file, charset)), None


def _page(data: bytes, file: str, charset: str | None) -> Extract:
    from bot.corpus.formats.web_pages import web_page

    return web_page(decoded_text(data, file, charset, markup=True), file)


def _pdf(data: bytes, file: str, _charset: str | None) -> Extract:
    from bot.corpus.formats.pdf_pages import pdf_text

    return pdf_text(data, file)


def _docx(data: bytes, file: str, _charset: str | None) -> Extract:
    from bot.corpus.formats.office_files import docx_text

    return *docx_text(data, file), None


_TEXT_OF: Mapping[str, Callable[[bytes, str, str | None], Extract]] = {
    "text": _plain,
    "markdown": _markdown,
    "page": _page,
    "pdf": _pdf,
    "docx": _docx,
}
