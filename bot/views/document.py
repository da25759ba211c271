"""A Briefing as the parts of a document: the same parts and words whether Markdown, PDF or DOCX is written.

All texts are ready to be shown: one line each, without control characters and without the direction marks
that would turn the words after them around. They are still a stranger's words: whoever writes them into a
format escapes what that format understands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bot.languages.saying import marked, say, spoken_language
from bot.views.provenance import (
    address_of,
    cited_also,
    closing_of,
    corpus_line,
    languages_unmarked,
    named_speaker,
    opening_of,
    provenance,
    speaker_line,
)
from bot.views.shortening import shortened
from bot.words.answers import Briefing, Item, ItemKind, Kind, Section, Source, Status
from bot.words.spans import Span

_LONGEST_ITEM = 4000  # characters; the longest paragraphs of news stay below
_LONGEST_WORDS = 500  # characters of a title, a heading, a name or a hint: what is longer is not one
_LONGEST_FILE_TITLE = 150  # bytes of UTF-8: file systems take 255 for the whole name

# What a file's name says is in it; answers of the other kinds have a title that says so itself.
_FILE_KINDS: Mapping[Kind, str] = {
    Kind.PERSON: marked("brief"),
    Kind.TOPIC: marked("brief"),
    Kind.SEARCH: marked("search"),
    Kind.SAID: marked("statements"),
    Kind.QUOTES: marked("quotations"),
    Kind.TIMELINE: marked("timeline"),
    Kind.COMPARE: marked("comparison"),
    Kind.ARTICLE: marked("article"),
    Kind.QUESTION: marked("answer"),
}

_NOTE = marked("briefing note")

_UNSHOWABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_DIRECTIONS = re.compile(r"[\u202a-\u202e\u2066-\u2069]")  # embeddings, overrides and isolates
_QUOTATION_MARK = re.compile('["“”«»„]')
_NOT_IN_FILE_NAMES = re.compile(r'[/\\:*?"<>|\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]')


class LineForm(StrEnum):
    """How a line stands on the page."""

    POINT = "point"
    PARAGRAPH = "paragraph"
    QUOTATION = "quotation"
    NUMBERED = "numbered"


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one type."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of a source; `before` and `after` are the bot's words around it, `speaker` a quotation's.

    `under` heads the group of lines it is the first of; `also` stands behind the number of its source:
    further sources that tell the same. In a note, `paragraph` is its number and `source` its source in words.
    """

    form: LineForm
    runs: tuple[Run, ...]
    number: int | None
    before: str = ""
    after: str = ""
    speaker: str = ""
    under: str = ""
    also: str = ""
    paragraph: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class DocumentPart:
    """A headed part of the document."""

    heading: str
    note: str
    entries: tuple[ShownLine, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of a list in the bot's own words."""

    text: str
    detail: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A numbered source; `url` is None unless there is an address where it can be read."""

    number: int
    title: str
    url: str | None
    provenance: str
    article: str


@dataclass(frozen=True, slots=True)
class DocumentParts:
    """A whole document from top to bottom; empty texts and tuples are left out.

    `language` is that of the bot's own words in it, as an ISO 639-1 code. `mark` says how the document is to
    be handled, on every page; `comment` heads an empty block for whoever files it. `url` leads to where more
    can be asked on the same.
    """

    language: str
    title: str
    subtitle: str
    message: str
    parts: tuple[DocumentPart, ...]
    lines: tuple[Listed, ...]
    candidates: tuple[Listed, ...]
    suggestions: str
    references_heading: str
    references: tuple[Reference, ...]
    corpus: str
    mark: str = ""
    comment: str = ""
    url: str | None = None


def laid_out(briefing: Briefing) -> DocumentParts:
    """Return the parts of `briefing` in the order they are read."""
    numbers = {source.article: source.number for source in briefing.sources}
    read = languages_unmarked(briefing)
    nothing_looked_for = briefing.status is Status.INVALID
    return DocumentParts(
        language=spoken_language(),
        title=_title(briefing),
        subtitle=one_line(briefing.subtitle or ""),
        message=one_line(briefing.message or "", _LONGEST_ITEM),
        parts=tuple(_part(section, briefing.kind, numbers, read) for section in briefing.sections),
        lines=tuple(Listed(one_line(line.text), one_line(line.detail)) for line in briefing.lines),
        candidates=tuple(Listed(one_line(one.name), one_line(one.hint)) for one in briefing.candidates),
        suggestions=_suggestions(briefing),
        references_heading="" if briefing.kind is Kind.SOURCES else say("Sources"),
        references=references_of(briefing.sources),
        corpus="" if nothing_looked_for else corpus_line(briefing.corpus),
    )


def file_name(briefing: Briefing, extension: str, *, printed: date | None = None, note: bool = False) -> str:
    """Return a name for the document that says what is in it: "Daniel Rosenblum - brief 2024-11-26.pdf".

    It is a name and never a path, is at most 200 bytes of UTF-8, and keeps letters of every alphabet.

    Args:
        briefing: what the document shows.
        extension: "pdf", "docx", "md", "ics", "csv" or "png".
        printed: the day in the name; without it, that of the newest article of the corpus, where known.
        note: whether it is a briefing note.
    """
    words = unicodedata.normalize("NFC", _NOT_IN_FILE_NAMES.sub(" ", _title(briefing)))
    title = _first_bytes(" ".join(words.split()), _LONGEST_FILE_TITLE).strip(" .-") or "Aide-Mémoire"
    kind = _NOTE if note else _FILE_KINDS.get(briefing.kind)
    name = f"{title} - {say(kind)}" if kind else title
    day = printed.isoformat() if printed else _NOT_IN_FILE_NAMES.sub("", briefing.corpus.newest or "")[:10]
    return f"{name} {day}".strip() + "." + extension.removeprefix(".")


# --- the parts ---------------------------------------------------------------------------------------------


def _title(briefing: Briefing) -> str:
    return one_line(briefing.title) or one_line(briefing.query) or "Aide-Mémoire"


def _suggestions(briefing: Briefing) -> str:
    names = one_line(" · ".join(briefing.suggestions))
    return say("Did you mean: {names}", names=names) if names else ""


def _part(section: Section, kind: Kind, numbers: Mapping[str, int], read: frozenset[str]) -> DocumentPart:
    groups = [None, *(item.under for item in section.items)]
    entries = tuple(
        replace(_entry(item, kind, numbers, read), under=one_line(item.under or ""))
        if item.under != before
        else _entry(item, kind, numbers, read)
        for item, before in zip(section.items, groups, strict=False)
    )
    return DocumentPart(one_line(section.heading), one_line(section.note or ""), entries)


def _entry(item: Item, kind: Kind, numbers: Mapping[str, int], read: frozenset[str]) -> ShownLine:
    number, also = numbers.get(item.article), cited_also(item, numbers)
    item = shortened(item, _LONGEST_ITEM)
    before = one_line(opening_of(item, kind))
    before += " " if before else ""
    runs = tuple(run for run in _runs(item) if run.text)
    if item.kind is ItemKind.QUOTATION:
        if not has_quotation_mark(item.text):
            runs = (Run("“"), *runs, Run("”"))
        said_by = one_line(speaker_line(item, one_line(item.speaker or ""), read))
        return ShownLine(LineForm.QUOTATION, runs, number, before=before, speaker=said_by, also=also)
    return ShownLine(
        LineForm.PARAGRAPH if kind is Kind.ARTICLE else LineForm.POINT,
        runs,
        number,
        before=before,
        also=also,
        after=f" {closing}" if (closing := one_line(closing_of(item, read))) else "",
    )


def speaker_of(item: Item) -> str:
    """Return who says a quotation and how the text names them, or that it names nobody."""
    return named_speaker(one_line(item.speaker or ""), item.attribution)


def has_quotation_mark(text: str) -> bool:
    """Say whether a quotation's text brings quotation marks of its own."""
    return _QUOTATION_MARK.search(text) is not None


def _runs(item: Item) -> Iterator[Run]:
    at = 0
    for mark in _apart(item.marks, len(item.text)):
        yield Run(_shown(item.text[at : mark.start]))
        yield Run(_shown(item.text[mark.start : mark.end]), bold=True)
        at = mark.end
    yield Run(_shown(item.text[at:]))


def _apart(marks: Iterable[Span], length: int) -> list[Span]:
    """Return the marks within a text of that length in order, those that touch made one."""
    apart: list[Span] = []
    for start, end in sorted(marks):
        mark = Span(max(start, 0), min(end, length))
        if mark.start >= mark.end:
            continue
        if apart and mark.start <= apart[-1].end:
            mark = Span(apart[-1].start, max(mark.end, apart.pop().end))
        apart.append(mark)
    return apart


def references_of(sources: Iterable[Source]) -> tuple[Reference, ...]:
    """Return the numbered sources in the order of their numbers."""
    by_number = {source.number: source for source in reversed(tuple(sources))}
    return tuple(_reference(by_number[number]) for number in sorted(by_number))


def _reference(source: Source) -> Reference:
    return Reference(
        number=source.number,
        title=one_line(source.title) or one_line(source.file),
        url=address_of(source),
        provenance=one_line(provenance(source)),
        article=one_line(source.article),
    )


# --- words -------------------------------------------------------------------------------------------------


def one_line(text: str, longest: int = _LONGEST_WORDS) -> str:
    """Return a stranger's words as one line that can be shown, cut with … after `longest` characters."""
    text = _shown(text).strip()
    if len(text) <= longest:
        return text
    head, _, tail = text[: longest - 2].rpartition(" ")
    return (head if len(tail) < longest // 3 else text[: longest - 2]).rstrip() + "\u00a0…"


def _shown(text: str) -> str:
    return _UNSHOWABLE.sub("\ufffd", _DIRECTIONS.sub("", re.sub(r"\s+", " ", text)))


def _first_bytes(text: str, most: int) -> str:
    return text.encode()[:most].decode(errors="ignore")
