"""Documents and the articles in them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.words.spans import Span


class Basis(StrEnum):
    """What a date or an outlet rests on."""

    STATED = "stated"
    INFERRED = "inferred"
    RELATIVE = "relative"
    BOUND = "bound"


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class PublicationDate:
    """When an article appeared, as far as its text bears it out.

    `value` is an ISO prefix as long as the precision ("2024-11-26", "2024-11", "2024"), or None when only
    a range is known; `earliest` and `latest` are ISO days that bound it, either may be unknown.
    """

    value: str | None
    precision: Precision
    basis: Basis
    earliest: str | None = None
    latest: str | None = None
    evidence: tuple[Span, ...] = ()

    @property
    def latest_day(self) -> str | None:
        """The last ISO day the article can be of, for sorting and for `since:`."""
        return self.latest or self.value

    @property
    def earliest_day(self) -> str | None:
        """The first ISO day the article can be of, for `until:`."""
        return self.earliest or self.value


@dataclass(frozen=True, slots=True)
class GivenFacts:
    """What came with a document beside its text (a JSON line's fields, a page's metadata): all stated."""

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    changed: str | None = None
    """The day a page says it was last changed."""


@dataclass(frozen=True, slots=True)
class Document:
    """One file, page or JSON line as text.

    `key` begins the ids of its articles ("003", or a hash where the file name has no number), `location`
    is the path or address it was read from, `digest` the SHA-256 of its bytes in hexadecimal. `text` is the
    file's own text for plain files, and what the reader extracted for PDF, DOCX and HTML.
    """

    key: str
    file: str
    location: str
    digest: str
    text: str
    given: GivenFacts = GivenFacts()


@dataclass(frozen=True, slots=True)
class Dropped:
    """Characters that are not article text (a ticker, a caption, a footer) and why."""

    span: Span
    why: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a document, cleaned: its paragraphs and headings as spans, in reading order.

    `title_span` is None when the title came with the document and does not stand in its text. No paragraph
    overlaps a heading or a dropped span. `captions` are picture captions: not article text and never
    shown, but a person named only there is known to exist.
    """

    id: str
    document: Document
    span: Span
    title: str
    title_span: Span | None
    paragraphs: tuple[Span, ...]
    headings: tuple[Span, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    captions: tuple[Span, ...] = ()
    dateline: Span | None = None
    outlet: str | None = None
    outlet_basis: Basis | None = None
    author: str | None = None
    published: PublicationDate | None = None
    language: str = "en"
    truncated: bool = False

    @property
    def text(self) -> str:
        """The text of the whole document, which all spans of the article point into."""
        return self.document.text

    @property
    def url(self) -> str | None:
        """The address the article came from, where known."""
        return self.document.given.url

    def read(self, span: Span) -> str:
        """Return the exact characters of the document at `span`."""
        return span.of(self.document.text)
