"""Tables of data on a page as lines: each row by its first cell and the others, and marked as a row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.corpus.cleaning.lines import SENTENCE_END
from bot.words.tables import TABLE_ROW

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

_FEWEST_ROWS, _FEWEST_CELLS = 2, 2
MOST_ROWS = 100
"""Rows of one table that are read; a longer one is a list of results."""
_REGULAR = 0.7
"""Share of the rows that have several cells; a table made to lay out a page has few such."""
_LONGEST_CELL = 12
"""Words; what is longer is text in a table made to lay out a page."""
_SENTENCE = 7
"""Words from which a cell that ends as a sentence does is one."""
_AROUND = ("nav", "aside", "footer", "form", "table")
_LAID_OUT = ("table", "form", "input", "h1", "h2", "article", "iframe")


def with_tables_as_lines(tree: HtmlElement) -> None:
    """Put a paragraph a row in the place of each table of data; `tree` is changed."""
    for table in list(tree.iter("table")):
        rows = _rows(table)
        if table.getparent() is None or not _is_data(table, rows):
            continue
        for row in rows[:MOST_ROWS]:
            paragraph = table.makeelement("p")
            paragraph.text = row_as_line(row)
            table.addprevious(paragraph)
        table.drop_tree()


def row_as_line(cells: Sequence[str]) -> str:
    """Return a row of a table as a line: its first cell, and what the others say of it."""
    first, *others = cells
    told = [cell for cell in others if cell]
    return (
        f"{TABLE_ROW}{first}: {', '.join(told)}" if first and told else TABLE_ROW + (first or ", ".join(told))
    )


def is_table_of_data(rows: Sequence[Sequence[str]]) -> bool:
    """Say whether rows of cells are data: several short cells in most of them, and not one sentence."""
    if len(rows) < _FEWEST_ROWS or not any(cell for row in rows for cell in row[1:]):
        return False
    if sum(len(row) >= _FEWEST_CELLS for row in rows) < _REGULAR * len(rows):
        return False
    return not any(map(_is_text, (cell for row in rows for cell in row)))


def _is_text(cell: str) -> bool:
    words = len(cell.split())
    return words > _LONGEST_CELL or (words >= _SENTENCE and SENTENCE_END.search(cell) is not None)


def _rows(table: HtmlElement) -> list[list[str]]:
    found = (
        [" ".join(cell.text_content().split()) for cell in row.iterchildren("th", "td")]
        for row in table.iter("tr")
    )
    return [cells for cells in found if any(cells)]


def _is_data(table: HtmlElement, rows: Sequence[Sequence[str]]) -> bool:
    if next(table.iterancestors(*_AROUND), None) is not None or table.get("role") == "presentation":
        return False
    if any(element is not table for element in table.iter(*_LAID_OUT)):
        return False
    linked = sum(len(link.text_content().split()) for link in table.iter("a"))
    words = sum(len(cell.split()) for row in rows for cell in row)
    return linked * 2 <= words and is_table_of_data(rows)
