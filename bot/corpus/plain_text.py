"""Bytes to text: UTF-8 first, a byte order mark respected, other encodings detected."""

from __future__ import annotations

import codecs
import re

from bot.errors import UnreadableDocument

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_SAMPLE = 200_000
"""Bytes looked at to tell an encoding: detection grows faster than linearly and a sample is as telling."""

_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset=["']?\s*([A-Za-z0-9_\-]{2,40})""", re.IGNORECASE)

_CONTROLS = frozenset(range(32)) - {9, 10, 12, 13, 27}


def decoded_text(data: bytes, file: str, charset: str | None = None, *, markup: bool = False) -> str:
    """Decode the bytes of a text file, newlines as they are.

    Args:
        data: the bytes.
        file: the name used in the error.
        charset: the encoding a server named, tried when the bytes are not UTF-8.
        markup: the text is HTML, which may name its encoding itself.

    Returns:
        The text; a byte order mark is no part of it unless the file is UTF-8, whose offsets are a promise
        (a UTF-8 file is read exactly as UTF-8, so a mark in front stays as U+FEFF).

    Raises:
        UnreadableDocument: the bytes are not text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _with(data if encoding == "utf-8" else data[len(mark) :], encoding, file)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if looks_binary(data):
            raise UnreadableDocument(f"{file}: the file is binary, not text.")
        return text
    declared = [charset] if charset else []
    if markup and (found := _DECLARED.search(data[:4096])):
        declared.append(found[1].decode("ascii"))
    for encoding in declared:
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return _detected(data, file)


def looks_binary(data: bytes) -> bool:
    """Say whether the beginning of the bytes holds control characters no text has."""
    sample = data[:_SAMPLE]
    controls = sum(sample.count(bytes((code,))) for code in _CONTROLS)
    return controls > len(sample) // 200 or b"\0" in sample


def _with(data: bytes, encoding: str, file: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableDocument(
            f"{file}: the file is broken (it is not the {encoding.upper()} it says)."
        ) from error


def _detected(data: bytes, file: str) -> str:
    if looks_binary(data):
        raise UnreadableDocument(f"{file}: the file is binary, not text.")
    # Imported here: it is needed for the rare file that is not UTF-8 and costs memory in every process.
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        raise UnreadableDocument(f"{file}: the encoding of the text cannot be told.")
    try:
        return data.decode(best.encoding)
    except UnicodeDecodeError:
        return data.decode(best.encoding, errors="replace")
