"""PDF files: their text in reading order, read with bounds: a hostile file costs seconds, never more."""

from __future__ import annotations

import io
import logging
import re
import warnings
from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise
from operator import itemgetter
from statistics import median
from typing import TYPE_CHECKING, Any

from bot.corpus.formats.document_bounds import MOST_CHARACTERS
from bot.errors import UnreadableDocument
from bot.languages.saying import in_figures, say
from bot.words.documents import GivenFacts

if TYPE_CHECKING:
    from pypdf import PageObject

MOST_PAGES = 400
MOST_DRAWING = 30_000_000
"""Bytes of what draws the pages, unpacked, that are gone through; a long report has a tenth of it."""

_MOST_LAID_OUT = 60
"""Pages looked at for columns; laying a page out takes as long again as reading it."""
_FEWEST_LINES = 8
"""Lines that stand side by side before a page has columns."""
_WIDEST_PAGE = 400
"""Characters a line of a page has at most."""
_GUTTER = 3
"""Characters of white space between two columns."""
_SHORTEST_COLUMN = 18
"""Characters a column's lines have; those of a table are shorter."""
_MOST_MEASURED = 3
"""Pages looked at for headlines."""
_LARGER = 1.15
"""By how much the letters of a headline are at least larger than those of the text."""
_FEWEST_HEADLINE, _MOST_HEADLINE = 3, 30
"""Words."""
_EDGE = 2
"""Lines at the top and the bottom of a page among which its header and footer are."""
_LONGEST_EDGE = 120
_FEWEST_WORDS = 5

_BROKEN_WORD = re.compile(r"([^\W\d_]{1,40})([-\u00ad\u2010])\n[ \t]*([^\W\d_]{1,40})")
_COMPOUND = re.compile(r"[^\W\d_]{1,40}[-\u2010][^\W\d_]{1,40}")
_WORD = re.compile(r"[^\W\d_]{2,80}")
_PAGE_NUMBER = re.compile(
    r"\W{0,3}(?:(?:page|p\.|стр(?:аница|\.)?|бет)\s*)?\d{1,4}(?:\s*(?:/|of|из)\s*\d{1,4})?\W{0,3}",
    re.IGNORECASE,
)
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_SENTENCE_END = (".", "!", "?", "”", '"', "»", ":", "…")


def pdf_text(data: bytes, file: str) -> tuple[str, GivenFacts, str | None]:
    """Read the text of a PDF page by page, columns one after the other, lines joined to paragraphs again.

    Args:
        data: the bytes of the PDF.
        file: the name used in the error.

    Returns:
        The text of the first pages, without page numbers and what is repeated at the edge of every page; what
        the title is, if anything tells; and a sentence that says which pages these are, None for all of them.
        PDF metadata is too often the layout program's to be stated.

    Raises:
        UnreadableDocument: it is broken, encrypted, or has no text (a scan).
        MemoryError: there is not enough for it.
    """
    import pypdf
    from pypdf.errors import PdfReadError

    logging.getLogger("pypdf").setLevel(logging.ERROR)
    pages: list[str] = []
    headlines: list[str] = []
    size = drawing = 0
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
            if reader.is_encrypted and not reader.decrypt(""):
                raise UnreadableDocument(say("{file}: the PDF is encrypted.", file=file))
            there_are = len(reader.pages)
            for page in reader.pages[:MOST_PAGES]:
                drawing += _drawing_of(page)
                if size > MOST_CHARACTERS or drawing > MOST_DRAWING:
                    break
                written: list[tuple[str, float]] = []
                pages.append(
                    _page_text(
                        page,
                        written if len(pages) < _MOST_MEASURED else None,
                        lay_out=len(pages) < _MOST_LAID_OUT,
                    )
                )
                for lines in headlines_among(written):
                    headlines.append(" ".join(" ".join(lines).split()))
                    pages[-1] = _set_apart(pages[-1], headlines[-1])
                size += len(pages[-1])
    except (UnreadableDocument, MemoryError):
        raise
    except PdfReadError as error:
        raise UnreadableDocument(say("{file}: the PDF is broken.", file=file)) from error
    except Exception as error:  # a hostile PDF may break the parser in any way; it is one failed input
        raise UnreadableDocument(
            say("{file}: the PDF cannot be read ({reason}).", file=file, reason=type(error).__name__)
        ) from error
    if not pages and drawing > MOST_DRAWING:
        raise UnreadableDocument(
            say("{file}: the PDF draws more on its first page than can be read.", file=file)
        )
    if not any(page.strip() for page in pages):
        raise UnreadableDocument(say("{file}: the PDF holds no text (it may be a scan).", file=file))
    inner = without_running_lines(pages)
    ordered = (columns_in_order(page.split("\n")) or page for page in inner)
    text = flowing_text("\n".join(ordered).encode("utf-8", "ignore").decode("utf-8"))
    part = None
    if len(pages) < there_are:
        part = say(
            "{file}: only the first {read} of {all} pages are read.",
            file=file,
            read=in_figures(len(pages)),
            all=in_figures(there_are),
        )
    title = headlines[0] if len(headlines) == 1 and headlines[0] in text else None
    return text, GivenFacts(title=title), part


def _drawing_of(page: PageObject) -> int:
    """Return how many bytes draw a page, unpacked: many pages may share what takes long to go through."""
    contents = page.get_contents()
    return 0 if contents is None else len(contents.get_data())


def headlines_among(written: Sequence[tuple[str, float]]) -> list[list[str]]:
    """Find the headlines among the lines of a page by the size of their letters.

    Args:
        written: the pieces of text of a page in their order, each with the size of its letters.

    Returns:
        The lines of each: those set in the largest letters that stand above text and say more than a name.
    """
    pieces = [(" ".join(text.split()), round(size, 1)) for text, size in written if text.strip()]
    letters = Counter[float]()
    for text, size in pieces:
        letters[size] += len(text)
    if not letters:
        return []
    body = letters.most_common(1)[0][0]
    runs = [(size, [text for text, _ in run]) for size, run in groupby(pieces, key=itemgetter(1))]
    above = [
        (size, lines)
        for (size, lines), (below, _) in pairwise(runs)
        if size >= body * _LARGER
        and below < size
        and _FEWEST_HEADLINE <= len(" ".join(lines).split()) <= _MOST_HEADLINE
    ]
    largest = max((size for size, _ in above), default=0.0)
    return [lines for size, lines in above if size == largest]


def _set_apart(page: str, headline: str) -> str:
    """Put a headline on a line of its own, with an empty line above and below."""
    broken = r"\s+".join(map(re.escape, headline.split()))
    return re.sub(rf"\n*{broken}[ \t]*\n*", lambda _: f"\n\n{headline}\n\n", page, count=1)


def _page_text(page: PageObject, written: list[tuple[str, float]] | None, *, lay_out: bool) -> str:
    """The text of a page; as it looks, with white space between them, where it has two columns.

    `written` is filled with the pieces of the page and the size of their letters.
    """

    def measure(text: str, page_matrix: Any, matrix: Any, _font: Any, size: float) -> None:
        if written is not None and text.strip():
            written.append((text, abs(size * matrix[3] * page_matrix[3])))

    plain = page.extract_text(visitor_text=measure if written is not None else None) or ""
    if not lay_out or plain.count("\n") < 2 * _FEWEST_LINES:
        return plain
    try:
        laid_out = page.extract_text(extraction_mode="layout")
    except Exception:  # noqa: BLE001 - laying out fails for odd fonts and turned pages; the plain text is there
        return plain
    return laid_out if _gutter_of(laid_out.split("\n")) is not None else plain


def columns_in_order(lines: Sequence[str]) -> str | None:
    """Put the two columns of a page one below the other.

    Args:
        lines: the page as it looks, columns side by side with white space between them.

    Returns:
        The lines over the whole width where they stand, of those between them the left halves before the
        right halves; None when the page has no two columns of text.
    """
    gutter = _gutter_of(lines)
    if gutter is None:
        return None
    found: list[str] = []
    left: list[str] = []
    right: list[str] = []
    for line in lines:
        if line[gutter : gutter + _GUTTER].strip():
            found += [*left, *right, line.strip()]
            left, right = [], []
            continue
        one, other = line[:gutter].strip(), line[gutter:].strip()
        if not (one or other or left or right):
            found.append("")
            continue
        if one or not other:
            left.append(one)
        if other or not one:
            right.append(other)
    return "\n".join([*found, *left, *right])


def _gutter_of(lines: Sequence[str]) -> int | None:
    """Where the white space between two columns begins."""
    written = [line.rstrip() for line in lines if line.strip()]
    width = max((len(line) for line in written), default=0)
    if width > _WIDEST_PAGE:
        return None
    best: tuple[int, int] | None = None
    for place in range(width // 4, 3 * width // 4):
        halves = [
            (line[:place].strip(), line[place:].strip())
            for line in written
            if not line[place : place + _GUTTER].strip()
        ]
        crossing = len(written) - len(halves)
        both = [(one, other) for one, other in halves if one and other]
        if len(both) < _FEWEST_LINES or len(both) * 2 < len(written) or crossing * 4 > len(written):
            continue
        if min(median(len(half[side]) for half in both) for side in (0, 1)) < _SHORTEST_COLUMN:
            continue
        if best is None or len(both) > best[0]:
            best = (len(both), place)
    return best[1] if best is not None else None


def without_running_lines(pages: Sequence[str]) -> list[str]:
    """Take off page numbers and the headers and footers that come again on the pages.

    A header stays where it stands first: it may be the title.
    """
    split = [page.replace("\r\n", "\n").replace("\r", "\n").split("\n") for page in pages]
    edges = [_edges(lines) for lines in split]
    heads, feet = (
        Counter(
            name
            for lines, edge in zip(split, edges, strict=True)
            for name in {_name(lines[i]) for i in edge[side]}
        )
        for side in (0, 1)
    )
    often = max(2, len(pages) // 3)
    seen: set[str] = set()
    kept: list[str] = []
    for lines, (top, bottom) in zip(split, edges, strict=True):
        dropped: set[int] = set()
        for index in (*top, *bottom):
            name = _name(lines[index])
            runs = (feet if index in bottom else heads)[name] >= often and len(lines[index]) <= _LONGEST_EDGE
            if _PAGE_NUMBER.fullmatch(lines[index].strip()) or (runs and (index in bottom or name in seen)):
                dropped.add(index)
            seen.add(name)
        inner = "\n".join(line for index, line in enumerate(lines) if index not in dropped)
        kept.append(inner.strip("\n"))
    return kept


def _edges(lines: Sequence[str]) -> tuple[list[int], list[int]]:
    """The first and the last lines of a page that hold anything."""
    written = [index for index, line in enumerate(lines) if line.strip()]
    if len(written) <= 2 * _EDGE:
        return written, []
    return written[:_EDGE], written[-_EDGE:]


def _name(line: str) -> str:
    """A line without its numbers, which change from page to page; a sentence keeps them."""
    words = line.split()
    if len(words) >= _FEWEST_WORDS and line.rstrip().endswith(_SENTENCE_END):
        return " ".join(words)
    return " ".join(re.sub(r"\d+", " ", line).split()).casefold()


def flowing_text(text: str) -> str:
    """Join lines broken for the width of a page to paragraphs, an empty line between paragraphs."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    text = _UNSEEN.sub("", text)
    for ligature, letters in _LIGATURES.items():
        text = text.replace(ligature, letters)
    lines = [" ".join(line.split()) for line in _with_whole_words(text).split("\n")]
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


def _with_whole_words(text: str) -> str:
    """Join words broken at the end of a line; a hyphen that is the word's own stays."""
    compounds = {found.lower().replace("\u2010", "-") for found in _COMPOUND.findall(text)}
    words = {word.lower() for word in _WORD.findall(text)}

    def joined(found: re.Match[str]) -> str:
        first, mark, second = found.groups()
        whole, compound = f"{first}{second}", f"{first}-{second}"
        own = not second[0].islower() or (compound.lower() in compounds and whole.lower() not in words)
        return compound if own and mark != "\u00ad" else whole

    return _BROKEN_WORD.sub(joined, text)
