"""Word files, read with bounds: a hostile file costs seconds and megabytes, never more."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bot.corpus.lines import SENTENCE_END
from bot.errors import UnreadableDocument
from bot.languages.saying import say
from bot.models import GivenFacts

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]

MOST_TEXT = 5_000_000
"""Characters taken from one file; a book is shorter."""
MOST_UNPACKED = 60_000_000
"""Bytes a .docx may unpack to; a zip bomb unpacks to gigabytes."""
MOST_MARKUP = 30_000_000
"""Bytes its text with all its marks may have; a parser needs ten times as much memory."""
MOST_MEMBERS = 2_000

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOT_SAID = frozenset((_W + "del", _W + "moveFrom", _FALLBACK))
"""Text taken out while changes are tracked, and what is there a second time for older programs."""
_FEWEST_WORDS = 7
_FIRST_PARAGRAPHS = 5
_TITLE_STYLES = frozenset(("Title", "Heading1"))


def docx_text(data: bytes, file: str) -> tuple[str, GivenFacts]:
    """Read the paragraphs of a Word document, an empty line between them.

    Text boxes stand where they are anchored; the cells of a table count where they hold sentences (a table
    made to lay a page out), not where they hold data. Headers, footers, footnotes and comments are left out.

    Args:
        data: the bytes of the .docx.
        file: the name used in the error.

    Returns:
        The text, and its title: the first paragraph where its style says so, or the title of its properties
        where that stands among the first paragraphs (else it is often a template's, or an older document's).

    Raises:
        UnreadableDocument: it is broken, encrypted, not a .docx, or unpacks to more than is sane.
    """
    _check_archive(data, file)
    # Imported here: lxml behind it costs memory no other reader needs.
    import docx

    try:
        opened = docx.Document(io.BytesIO(data))
        paragraphs = list(_paragraphs(opened.element.body))
        properties = opened.core_properties
        # The properties' own date is when the file was saved, not when the article appeared: it is left.
        given = GivenFacts(title=_title(opened.element.body, paragraphs, properties.title))
    except Exception as error:  # a broken archive may fail anywhere in the parser; it is one failed input
        raise UnreadableDocument(say("{file}: the Word document is broken.", file=file)) from error
    return "\n\n".join(paragraphs)[:MOST_TEXT], given


def _paragraphs(body: _Element) -> Iterator[str]:
    """Yield the paragraphs that say anything, those inside a text box behind the one that holds the box."""
    cells: dict[_Element, bool] = {}
    for paragraph in body.iter(_W + "p"):
        if _is_left_out(paragraph, cells):
            continue
        text = " ".join("".join(_runs(paragraph)).split())
        if text:
            yield text


def _is_left_out(paragraph: _Element, cells: dict[_Element, bool]) -> bool:
    """Whether a paragraph is taken out or data of a table; `cells` remembers which cells hold sentences."""
    for parent in paragraph.iterancestors():
        if parent.tag in _NOT_SAID:
            return True
        if parent.tag == _W + "tc":
            if parent not in cells:
                cells[parent] = _holds_sentences(parent)
            return not cells[parent]
    return False


def _holds_sentences(cell: _Element) -> bool:
    for paragraph in cell.iter(_W + "p"):
        text = "".join(_runs(paragraph)).strip()
        if len(text.split()) >= _FEWEST_WORDS and SENTENCE_END.search(text[-12:]):
            return True
    return False


def _runs(element: _Element) -> Iterator[str]:
    """Yield the words of a paragraph, not those of a text box inside it."""
    for child in element:
        if child.tag == _W + "t":
            yield child.text or ""
        elif child.tag in (_W + "tab", _W + "br", _W + "cr"):
            yield " "
        elif child.tag == _W + "noBreakHyphen":
            yield "\u2011"
        elif child.tag not in _NOT_SAID and child.tag != _W + "txbxContent":
            yield from _runs(child)


def _title(body: _Element, paragraphs: Sequence[str], stated: str | None) -> str | None:
    said = " ".join((stated or "").split())
    if said and said in paragraphs[:_FIRST_PARAGRAPHS]:
        return said
    first = next((one for one in body.iter(_W + "p") if "".join(_runs(one)).strip()), None)
    style = next(first.iter(_W + "pStyle"), None) if first is not None else None
    if style is None or style.get(_W + "val", "") not in _TITLE_STYLES or not paragraphs:
        return None
    return paragraphs[0]


def _check_archive(data: bytes, file: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableDocument(
            say("{file}: the Word document is broken or encrypted.", file=file)
        ) from error
    markup = sum(member.file_size for member in members if member.filename.endswith((".xml", ".rels")))
    unpacked = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED or markup > MOST_MARKUP:
        raise UnreadableDocument(
            say("{file}: the Word document unpacks to far more than a document holds.", file=file)
        )
    if any(member.flag_bits & 0x1 for member in members):
        raise UnreadableDocument(say("{file}: the Word document is encrypted.", file=file))
    if "word/document.xml" not in {member.filename for member in members}:
        raise UnreadableDocument(say("{file}: this is not a Word document (.docx).", file=file))
