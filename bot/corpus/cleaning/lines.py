"""The lines of a document, and the lines that are one paragraph broken for the width of a page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import pairwise
from statistics import median
from typing import Any

from bot.corpus.origin.calendar_dates import written_dates
from bot.corpus.origin.datelines import dateline_of
from bot.corpus.origin.stamps import stamps_in_front
from bot.language_data.loading import expressions
from bot.words.spans import Span
from bot.words.tables import TABLE_ROW

BLANK = " \t\r\v\f\u00a0\u1680\u2000-\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff\u00ad"
"""What an empty line may hold (as the inside of a character class): spaces that show nothing."""

_LEADING = re.compile(rf"[{BLANK}\n]+")
_DATE_IN_FRONT = re.compile(r"date (?:19|20)\d\d(?:-\d\d){0,2}(?= \S)")
"""The date a page gives itself, run into the first line by whoever stored the page."""
_MARKDOWN_HEADING = re.compile(r"#{1,6}[ \t]+(?=\S)")
_SPACES = re.compile(rf"[{BLANK}\n]+")

SENTENCE_END = re.compile(r"[.!?…。](?:[\"”’'»)\]\u201c]|\[\d+\])*$")
"""A line that ends as a sentence does."""

_ABBREVIATION_END = re.compile(r"\b(?:U\.S|U\.N|U\.K|E\.U|D\.C|U\.A\.E)\.$")
_HEADLINE_WORDS = 14
"""Up to so many words a line that ends with "U.S." is rather a headline than a sentence."""
_UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad"

_WRAPPED_WIDTH = range(40, 131)
_NARROWEST = 25
"""Letters a short text's lines are broken at, at the least: a poem's and a list's are shorter."""
_BROKEN_WIDTH = range(_NARROWEST, 131)
_FEWEST_BROKEN = 2
_EVEN = 0.6
"""Length of the shortest broken line of a short text beside the longest: what words leave at a line's end."""


@dataclass(frozen=True)
class PageLine:
    """A line (or a paragraph put together from broken lines) without the white space around it."""

    span: Span
    text: str
    gap: int
    """Empty lines before it."""
    known: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """What is dear to find out and was found out of the line, by the name of what it is."""

    @cached_property
    def plain(self) -> str:
        """The line with single spaces and straight apostrophes, as rules are written."""
        return _SPACES.sub(" ", self.text).replace("’", "'").replace("‘", "'")

    @cached_property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())

    @property
    def is_table_row(self) -> bool:
        """Whether it is a row of a table."""
        return self.text.startswith(TABLE_ROW)

    @cached_property
    def finished(self) -> bool:
        """Whether it ends as a sentence does."""
        if self.words <= _HEADLINE_WORDS and _ABBREVIATION_END.search(self.text[-8:]):
            return False
        return SENTENCE_END.search(self.text[-12:]) is not None

    @cached_property
    def prose(self) -> bool:
        """Whether it reads as running text: a finished sentence of some length, or a long line."""
        return (self.finished and self.words >= 7) or self.words >= 30


def lines_of(text: str) -> tuple[PageLine, ...]:
    """Return the lines of a document that hold anything, broken paragraphs put together again.

    Args:
        text: the document's text; only a newline ends a line, or a carriage return where there is no newline.

    Returns:
        The lines in order; their spans point into `text` and leave out white space at both ends and the
        marks of a Markdown heading.
    """
    found: list[PageLine] = []
    gap = start = 0
    for piece in text.split("\n" if "\n" in text else "\r"):
        span = trimmed(text, start, start + len(piece))
        start += len(piece) + 1
        if span.start == span.end:
            gap += 1
            continue
        mark = _MARKDOWN_HEADING.match(text, *span)
        if mark:
            span = Span(mark.end(), span.end)
        for part in _parts(text, span, first=not found):
            found.append(PageLine(part, part.of(text), gap))
            gap = 0
    return _unwrapped(text, found)


def _parts(text: str, span: Span, *, first: bool) -> tuple[Span, ...]:
    """Split off what is run into the front of a line and is a line of its own."""
    stamps, begins = stamps_in_front(text, span)
    if stamps:
        rest = trimmed(text, begins, span.end)
        return (*stamps, rest) if rest.end > rest.start else stamps
    glued = _glued_in_front().match(text, *span) or (_DATE_IN_FRONT.match(text, *span) if first else None)
    if glued is None:
        return (span,)
    rest = trimmed(text, glued.end(), span.end)
    return (Span(*glued.span()), rest) if rest.end > rest.start else (span,)


def trimmed(text: str, start: int, end: int) -> Span:
    """Return `text[start:end]` as a span without white space at its ends (empty if there is nothing else)."""
    leading = _LEADING.match(text, start, end)
    if leading:
        start = leading.end()
    while end > start and (text[end - 1].isspace() or text[end - 1] in _UNSEEN):
        end -= 1
    return Span(start, end)


def _unwrapped(text: str, lines: list[PageLine]) -> tuple[PageLine, ...]:
    """Join the lines of blocks that were broken for a page's width, where most of a document's lines are."""
    width = _width_of(lines)
    if width is None:
        return tuple(lines)
    groups: list[list[PageLine]] = []
    for line in lines:
        begins = dateline_of(text, *line.span) is not None or _is_day(line)
        above = groups[-1][-1] if groups else None
        if above and line.gap == 0 and not begins and not _is_day(above) and _goes_on(above, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    return tuple(_joined(text, group) for group in groups)


def _is_day(line: PageLine) -> bool:
    """Say whether a line is a day, and perhaps an hour, in figures: no words broken for a width."""
    wordless = not any(character.isalpha() for character in line.text)
    return wordless and not line.finished and bool(written_dates(line.text))


def _joined(text: str, group: list[PageLine]) -> PageLine:
    if len(group) == 1:
        return group[0]
    span = Span(group[0].span.start, group[-1].span.end)
    return PageLine(span, span.of(text), group[0].gap)


def _width_of(lines: list[PageLine]) -> int | None:
    """Return the width lines were broken at, None where lines are paragraphs."""
    inner = [
        (line, after)
        for line, after in pairwise(lines)
        if after.gap == 0 and len(line.text) >= _WRAPPED_WIDTH[0]
    ]
    if len(inner) < 4:
        return _width_of_few(lines)
    unfinished = [(line, after) for line, after in inner if not line.finished]
    going_on = sum(not after.text[0].isupper() for _, after in unfinished)
    if len(unfinished) < 0.55 * len(inner) or going_on < 0.4 * len(unfinished):
        return None
    broken = [len(line.text) for line, _ in unfinished]
    width = max(broken)
    return width if width in _WRAPPED_WIDTH and median(broken) >= 0.8 * width else None


def _width_of_few(lines: list[PageLine]) -> int | None:
    """Return the width the lines of a short text were broken at: most stop in mid-sentence, and the next one
    goes on in small letters.
    """
    inner = [
        (line, after)
        for line, after in pairwise(lines)
        if after.gap == 0 and len(line.text) >= _NARROWEST and not line.is_table_row
    ]
    broken = [len(line.text) for line, after in inner if not line.finished and after.text[0].islower()]
    if len(broken) < _FEWEST_BROKEN or 2 * len(broken) < len(inner) or max(broken) not in _BROKEN_WIDTH:
        return None
    return max(broken) if min(broken) >= _EVEN * max(broken) else None


def _goes_on(line: PageLine, width: int) -> bool:
    """Say whether a broken line goes on in the next: it is about full, or stops in mid-sentence."""
    if line.text.isupper():
        return False
    return len(line.text) >= 0.75 * width or (len(line.text) >= 0.5 * width and not line.finished)


@cache
def _glued_in_front() -> re.Pattern[str]:
    """Return the expression of a link of the item above, run into a line: "Read MoreMinister Opens Dam"."""
    link = expressions("page_lines")["link_in_front"].pattern
    return re.compile(rf"(?i:{link}) ?[»›→➞>]{{0,2}}(?=[A-ZА-ЯЁ“\"«])")
