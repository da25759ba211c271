"""An answer as a briefing note: the summary first, numbered paragraphs with sources, room to comment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.languages.saying import say
from bot.views.document import (
    DocumentPart,
    DocumentParts,
    LineForm,
    Run,
    ShownLine,
    has_quotation_mark,
    laid_out,
    one_line,
)
from bot.views.provenance import provenance
from bot.words.answers import Briefing, Item, Section, Source

_MOST_IN_SUMMARY = 6  # paragraphs, where the answer does not say which are its first screen


def note_of(briefing: Briefing) -> DocumentParts:
    """Return an answer as the parts of a note.

    The lines of the first screen are the summary; each line stands once, under a number that runs on.
    """
    first, rest = _apart(briefing)
    summary = Section(say("Summary"), tuple(first))
    parts = laid_out(replace(briefing, sections=(summary, *rest) if first else tuple(rest)))
    sources = {source.number: source for source in briefing.sources}
    return replace(
        parts,
        title=say("Briefing note: {title}", title=parts.title),
        parts=tuple(_numbered(parts.parts, sources)),
        comment=say("Comment"),
    )


def _apart(briefing: Briefing) -> tuple[list[Item], list[Section]]:
    """Return the lines of the first screen, and the sections without them."""
    items = [item for section in briefing.sections for item in section.items]
    some_first = any(item.first for item in items) and not all(item.first for item in items)
    first = [item for item in items if item.first] if some_first else items[:_MOST_IN_SUMMARY]
    left = [
        replace(section, items=tuple(item for item in section.items if item not in first))
        for section in briefing.sections
    ]
    return first, [section for section in left if section.items]


def _numbered(parts: tuple[DocumentPart, ...], sources: Mapping[int, Source]) -> Iterator[DocumentPart]:
    number = 0
    for part in parts:
        entries: list[ShownLine] = []
        for entry in part.entries:
            number += 1
            entries.append(_paragraph(entry, number, sources))
        yield replace(part, entries=tuple(entries))


def _paragraph(entry: ShownLine, number: int, sources: Mapping[int, Source]) -> ShownLine:
    source = sources.get(entry.number) if entry.number is not None else None
    runs = entry.runs
    if entry.speaker and not has_quotation_mark("".join(run.text for run in runs)):
        runs = (Run("“"), *runs, Run("”"))
    told = say("Source: {source}", source=one_line(provenance(source))) if source else ""
    return replace(entry, form=LineForm.NUMBERED, paragraph=number, runs=runs, source=told)
