"""Bytes to text: UTF-8 first, a byte order mark respected, other encodings detected."""

from __future__ import annotations

import codecs
import re

from bot.corpus.origin.calendar_dates import day_in_address
from bot.corpus.origin.outlet_names import outlet_named
from bot.errors import UnreadableDocument
from bot.languages.saying import say
from bot.words.documents import GivenFacts

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

_ZEROS = 0.3
"""Share of zero bytes on one side from which text is in two bytes a character, with no mark in front."""

_ADDRESS_LINE = re.compile(
    r"^(?:\s*[^\W\d_]{2,12}:)?[ \t\ufeff]*(?P<address>https?://[^\s/]+\.[^\s/]+/\S*)[ \t]*$", re.MULTILINE
)
"""An address alone on its line, with at most a word of what it is before it."""

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
    if data.startswith(b"{\\rtf"):
        raise UnreadableDocument(
            say("{file}: this is a Rich Text file (.rtf); saved as .docx or .txt it can be read.", file=file)
        )
    if (wide := _two_bytes_a_character(data)) is not None:
        return _with(data, wide, file)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if looks_binary(data):
            raise UnreadableDocument(say("{file}: the file is binary, not text.", file=file))
        return text
    if (damaged := _damaged_utf8(data)) is not None:
        return damaged
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
    """Say whether the beginning of the bytes holds more control characters than one that got astray."""
    sample = data[:_SAMPLE]
    controls = sum(sample.count(bytes((code,))) for code in _CONTROLS)
    return controls > 1 + len(sample) // 200


def _damaged_utf8(data: bytes) -> str | None:
    """Read UTF-8 in which hardly a character is broken (a text cut off inside one); None for what is none."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    wide = sum(character > "\x7f" for character in text[:_SAMPLE]) - broken
    return text if wide > 20 * broken and not looks_binary(data) else None


def _two_bytes_a_character(data: bytes) -> str | None:
    """Name the order of the bytes of UTF-16 text: of Latin letters, spaces and newlines one byte is zero."""
    sample = data[:_SAMPLE]
    if len(data) % 2 or b"\0" not in sample:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if max(even, odd) < _ZEROS * half or min(even, odd) > 0.01 * half:
        return _wide_cyrillic(sample, half)
    return "utf-16-le" if odd > even else "utf-16-be"


def _wide_cyrillic(sample: bytes, half: float) -> str | None:
    """The same for Cyrillic letters, of which one byte is four."""
    for encoding, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if high.count(4) > half / 2 and high.count(4) + high.count(0) + high.count(0x20) > 0.97 * half:
            return encoding
    return None


def _with(data: bytes, encoding: str, file: str) -> str:
    """Decode as the file itself says it is to be, a character that is broken here and there replaced."""
    text = data.decode(encoding, "replace")
    if text.count("\ufffd") > len(text) // 20:
        raise UnreadableDocument(
            say(
                "{file}: the file is broken (it is not the {encoding} it says).",
                file=file,
                encoding=encoding.upper(),
            )
        )
    return text


def _detected(data: bytes, file: str) -> str:
    if looks_binary(data):
        raise UnreadableDocument(say("{file}: the file is binary, not text.", file=file))
    # Imported here: it is needed for the rare file that is not UTF-8 and costs memory in every process.
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        raise UnreadableDocument(say("{file}: the encoding of the text cannot be told.", file=file))
    try:
        return data.decode(best.encoding)
    except UnicodeDecodeError:
        return data.decode(best.encoding, errors="replace")


def facts_above(text: str) -> GivenFacts:
    """Say what the address tells that a saved text has on a line of its own above it: "URL: https://…".

    Where more lines are addresses, the text is of several articles or ends with links, and nothing is known.
    """
    first = _ADDRESS_LINE.match(text)
    if first is None or _ADDRESS_LINE.search(text, first.end()) is not None:
        return GivenFacts()
    address = first["address"]
    return GivenFacts(
        outlet=outlet_named(None, address, None), published=day_in_address(address), url=address
    )
