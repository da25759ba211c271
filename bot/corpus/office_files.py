"""PDF and Word files, read with bounds: a hostile file costs seconds and megabytes, never more."""

from __future__ import annotations

import io
import logging
import re
import warnings
import zipfile
from statistics import median

from bot.errors import UnreadableDocument
from bot.models import GivenFacts

MOST_PAGES = 400
MOST_TEXT = 5_000_000
"""Characters taken from one file; a book is shorter."""
MOST_UNPACKED = 60_000_000
"""Bytes a .docx may unpack to; a zip bomb unpacks to gigabytes."""
MOST_MEMBERS = 2_000

_HYPHENATED = re.compile(r"(?<=[a-zа-яё])[-\u00ad\u2010]\n(?=[a-zа-яё])")
_SENTENCE_END = (".", "!", "?", "”", '"', "»", ":", "…")


def docx_text(data: bytes, file: str) -> tuple[str, GivenFacts]:
    """Read the paragraphs of a Word document, an empty line between them.

    Args:
        data: the bytes of the .docx.
        file: the name used in the error.

    Returns:
        The text, and the title and author its properties state.

    Raises:
        UnreadableDocument: it is broken, encrypted, not a .docx, or unpacks to more than is sane.
    """
    _check_archive(data, file)
    # Imported here: lxml behind it costs memory no other reader needs.
    import docx

    try:
        opened = docx.Document(io.BytesIO(data))
        paragraphs = [paragraph.text.strip() for paragraph in opened.paragraphs]
        properties = opened.core_properties
        # The properties' own date is when the file was saved, not when the article appeared: it is left.
        given = GivenFacts(title=_said(properties.title), author=None)
    except Exception as error:  # a broken archive may fail anywhere in the parser; it is one failed input
        raise UnreadableDocument(f"{file}: the Word document is broken.") from error
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)[:MOST_TEXT], given


def pdf_text(data: bytes, file: str) -> tuple[str, GivenFacts]:
    """Read the text of a PDF page by page, lines joined to paragraphs again.

    Args:
        data: the bytes of the PDF.
        file: the name used in the error.

    Returns:
        The text; at most `MOST_PAGES` pages of it. PDF metadata is too often the layout program's to be
        stated.

    Raises:
        UnreadableDocument: it is broken, encrypted, or has no text (a scan).
    """
    import pypdf
    from pypdf.errors import PdfReadError

    logging.getLogger("pypdf").setLevel(logging.ERROR)
    pages: list[str] = []
    size = 0
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
            if reader.is_encrypted and not reader.decrypt(""):
                raise UnreadableDocument(f"{file}: the PDF is encrypted.")
            for page in reader.pages[:MOST_PAGES]:
                pages.append(page.extract_text() or "")
                size += len(pages[-1])
                if size > MOST_TEXT:
                    break
    except UnreadableDocument:
        raise
    except PdfReadError as error:
        raise UnreadableDocument(f"{file}: the PDF is broken.") from error
    except Exception as error:  # a hostile PDF may break the parser in any way; it is one failed input
        raise UnreadableDocument(f"{file}: the PDF cannot be read ({type(error).__name__}).") from error
    if not any(page.strip() for page in pages):
        raise UnreadableDocument(f"{file}: the PDF holds no text (it may be a scan).")
    return flowing_text("\n".join(pages).encode("utf-8", "ignore").decode("utf-8"))[:MOST_TEXT], GivenFacts()


def flowing_text(text: str) -> str:
    """Join lines broken for the width of a page to paragraphs, an empty line between paragraphs."""
    text = _HYPHENATED.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n"))
    lines = [line.strip() for line in text.split("\n")]
    lengths = [len(line) for line in lines if len(line) > 20]
    width = median(lengths) if lengths else 0
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if not line:
            paragraphs.append([])
            continue
        paragraphs[-1].append(line)
        if len(line) < 0.75 * width and (line.endswith(_SENTENCE_END) or len(line) < 0.5 * width):
            paragraphs.append([])
    return "\n\n".join(" ".join(lines) for lines in paragraphs if lines)


def _said(value: str | None) -> str | None:
    return (value or "").strip() or None


def _check_archive(data: bytes, file: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableDocument(f"{file}: the Word document is broken or encrypted.") from error
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
        raise UnreadableDocument(f"{file}: the Word document unpacks to far more than a document holds.")
    if any(member.flag_bits & 0x1 for member in members):
        raise UnreadableDocument(f"{file}: the Word document is encrypted.")
    if "word/document.xml" not in {member.filename for member in members}:
        raise UnreadableDocument(f"{file}: this is not a Word document (.docx).")
