"""Word files, read with bounds: a hostile file costs seconds and megabytes, never more."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bot.corpus.cleaning.lines import SENTENCE_END
from bot.corpus.formats.page_tables import MOST_ROWS, is_table_of_data, row_as_line
from bot.errors import UnreadableDocument
from bot.languages.saying import say
from bot.words.documents import GivenFacts

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]

MOST_MARKUP = 30_000_000
"""Bytes its text with all its marks may have; parsed at once they would take ten times as much memory."""
MOST_MEMBERS = 2_000
_PIECE = 1 << 16  # bytes unpacked at once

_DOCUMENT, _PROPERTIES = "word/document.xml", "docProps/core.xml"
_PARSED = {"resolve_entities": False, "no_network": True, "remove_comments": True, "remove_pis": True}
_TITLE = "{http://purl.org/dc/elements/1.1/}title"

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOT_SAID = frozenset((_W + "del", _W + "moveFrom", _FALLBACK))
"""Text taken out while changes are tracked, and what is there a second time for older programs."""
_FEWEST_WORDS = 7
_FIRST_PARAGRAPHS = 5
_TITLE_STYLES = frozenset(("Title", "Heading1"))


def docx_text(data: bytes, file: str) -> tuple[str, GivenFacts]:
    """Read the paragraphs of a Word document, an empty line between them.

    Text boxes stand where they are anchored; the cells of a table made to lay a page out count where they
    hold sentences, and a table of data comes as lines, one a row. Headers, footers, footnotes and comments
    are left out.

    Args:
        data: the bytes of the .docx.
        file: the name used in the error.

    Returns:
        The text, and its title: the first paragraph where its style says so, or the title of its properties
        where that stands among the first paragraphs (else it is often a template's, or an older document's).

    Raises:
        UnreadableDocument: it is broken, encrypted, not a .docx, brings a DTD, or unpacks to more than is
            sane.
        MemoryError: there is not enough for it.
    """
    markup, properties = _unpacked(data, file)
    # Imported here: lxml costs memory no other reader needs.
    from lxml import etree  # type: ignore[import-untyped]

    try:
        paragraphs: list[str] = []
        styled = False
        for block in _blocks(markup, file):
            if not paragraphs:
                styled = _is_styled_as_title(block)
            rows = _rows(block)
            if is_table_of_data(rows):
                paragraphs.extend(row_as_line(row) for row in rows[:MOST_ROWS])
            else:
                paragraphs.extend(_paragraphs(block))
        # The properties' own date is when the file was saved, not when the article appeared: it is left.
        stated = _parsed(properties, file).findtext(_TITLE) if properties else None
        return "\n\n".join(paragraphs), GivenFacts(title=_title(paragraphs, stated, styled=styled))
    except etree.XMLSyntaxError as error:
        if error.code == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        raise UnreadableDocument(say("{file}: the Word document is broken.", file=file)) from error


def _parsed(markup: bytes, file: str) -> _Element:
    """Return the root of a part; its entities are not unfolded, and nothing is fetched for it."""
    from lxml import etree

    root = etree.fromstring(markup, etree.XMLParser(**_PARSED))
    _without_dtd(root, file)
    return root


def _blocks(markup: bytes, file: str) -> Iterator[_Element]:
    """Yield what stands in the body, its paragraphs and tables, one after another: none is kept."""
    from lxml import etree

    for _, element in etree.iterparse(io.BytesIO(markup), events=("end",), **_PARSED):
        parent = element.getparent()
        if parent is None:
            _without_dtd(element, file)
        elif parent.tag == _W + "body" and parent.getparent() is element.getroottree().getroot():
            _without_dtd(parent, file)
            yield element
            parent.remove(element)


def _without_dtd(element: _Element, file: str) -> None:
    if element.getroottree().docinfo.doctype:
        raise UnreadableDocument(
            say(
                "{file}: the Word document brings a definition of its own (a DTD), as none should.", file=file
            )
        )


def _paragraphs(block: _Element) -> Iterator[str]:
    """Yield the paragraphs that say anything, those inside a text box behind the one that holds the box."""
    cells: dict[_Element, bool] = {}
    for paragraph in block.iter(_W + "p"):
        if _is_left_out(paragraph, cells):
            continue
        text = " ".join("".join(_runs(paragraph)).split())
        if text:
            yield text


def _rows(block: _Element) -> list[list[str]]:
    """Return the cells of a table row by row; nothing for what is none."""
    rows = block.iterchildren(_W + "tr") if block.tag == _W + "tbl" else ()
    found = ([_said(cell) for cell in row.iterchildren(_W + "tc")] for row in rows)
    return [cells for cells in found if any(cells)]


def _said(cell: _Element) -> str:
    return " ".join(" ".join("".join(_runs(paragraph)) for paragraph in cell.iter(_W + "p")).split())


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


def _title(paragraphs: Sequence[str], stated: str | None, *, styled: bool) -> str | None:
    """Return the title its properties state, or its first paragraph where that is `styled` as one."""
    said = " ".join((stated or "").split())
    if said and said in paragraphs[:_FIRST_PARAGRAPHS]:
        return said
    return paragraphs[0] if styled and paragraphs else None


def _is_styled_as_title(block: _Element) -> bool:
    first = next((one for one in block.iter(_W + "p") if "".join(_runs(one)).strip()), None)
    style = next(first.iter(_W + "pStyle"), None) if first is not None else None
    return style is not None and style.get(_W + "val", "") in _TITLE_STYLES


def _unpacked(data: bytes, file: str) -> tuple[bytes, bytes]:
    """Return the markup of the text and of the properties (empty where there are none).

    What comes out is counted, for an archive may say anything of its sizes.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {member.filename: member for member in archive.infolist()}
            if len(members) > MOST_MEMBERS:
                raise UnreadableDocument(_too_much(file))
            if any(member.flag_bits & 0x1 for member in members.values()):
                raise UnreadableDocument(say("{file}: the Word document is encrypted.", file=file))
            if _DOCUMENT not in members:
                raise UnreadableDocument(say("{file}: this is not a Word document (.docx).", file=file))
            markup = _member(archive, members[_DOCUMENT], file)
            properties = _member(archive, members[_PROPERTIES], file) if _PROPERTIES in members else b""
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, NotImplementedError) as error:
        raise UnreadableDocument(
            say("{file}: the Word document is broken or encrypted.", file=file)
        ) from error
    return markup, properties


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, file: str) -> bytes:
    pieces: list[bytes] = []
    size = 0
    with archive.open(member) as packed:
        while piece := packed.read(_PIECE):
            size += len(piece)
            if size > MOST_MARKUP:
                raise UnreadableDocument(_too_much(file))
            pieces.append(piece)
    return b"".join(pieces)


def _too_much(file: str) -> str:
    return say("{file}: the Word document unpacks to far more than a document holds.", file=file)
