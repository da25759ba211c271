"""The lines of an answer as a table (CSV, RFC 4180), one a row, each with its source and its place in it.

A table is opened with a program that computes: a cell that it would take for a formula gets an apostrophe in
front, which such programs show as nothing (OWASP, CSV injection). `start` and `end` tell the exact words.
"""

from __future__ import annotations

import csv
import io

from bot.text.unseen import without_directions
from bot.words.answers import Briefing, Item, Source

COLUMNS = (
    "date",
    "date_of",
    "speaker",
    "attribution",
    "kind",
    "section",
    "words",
    "language",
    "article",
    "start",
    "end",
    "title",
    "outlet",
    "published",
    "published_basis",
    "url",
    "mark",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for another encoding


def render(briefing: Briefing, *, mark: str = "") -> bytes:
    """Return the lines of an answer as CSV in UTF-8, a heading first.

    Args:
        briefing: the answer.
        mark: how the file is to be handled, in every row.
    """
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(COLUMNS)
    sources = {source.article: source for source in briefing.sources}
    for section in briefing.sections:
        for item in section.items:
            row = _row(item, sources.get(item.article))
            table.writerow([_cell(cell) for cell in (*row[:5], section.heading, *row[5:], mark)])
    return (_BYTE_ORDER_MARK + written.getvalue()).encode(errors="replace")


def _row(item: Item, source: Source | None) -> tuple[object, ...]:
    return (
        item.date,
        item.date_of,
        item.speaker,
        item.attribution,
        item.kind,
        item.verbatim,
        item.language,
        item.article,
        item.span.start,
        item.span.end,
        source.title if source else None,
        source.outlet if source else None,
        source.published if source else None,
        source.published_basis if source else None,
        source.url if source else None,
    )


def _cell(value: object) -> str:
    """Return a value as a cell that no program computes, nor shows in another order."""
    text = "" if value is None else without_directions(str(value))
    stripped = text.lstrip(" \u00a0")
    return f"'{text}" if text.startswith(_FORMULA) or stripped.startswith(_FORMULA) else text
