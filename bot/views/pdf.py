"""A Briefing as a PDF on A4: title, sections, quotations set off, numbered sources, page numbers.

Each page ends with outlet and date of the sources cited on it, so that nobody has to leaf back.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from bot.languages.saying import say_count
from bot.views.dates import readable_date
from bot.views.document import DocumentParts, laid_out
from bot.views.typesetting import typeset
from bot.words.answers import Briefing


def render(briefing: Briefing, *, printed: date | None = None) -> bytes:
    """Return `briefing` as a PDF document, as `render_parts` does.

    Raises:
        AideMemoireError: the letters cannot be set.
    """
    return render_parts(laid_out(briefing), printed=printed)


def render_parts(document: DocumentParts, *, printed: date | None = None) -> bytes:
    """Return a document as PDF, one page where it fits: the same bytes for the same words.

    It takes some hundredths of a second of the calling thread; other threads run on meanwhile.

    Args:
        document: what to show.
        printed: the day to print at the head of each page; without it, none.

    Raises:
        AideMemoireError: the letters cannot be set.
    """
    given = {
        "document": asdict(document),
        "printed": readable_date(printed.isoformat()) if printed else "",
        "left_out": _left_out(document),
    }
    return typeset("pdf.typ", given, as_="pdf")


def _left_out(document: DocumentParts) -> list[str]:
    """Return what closes the notes of a page that leaves out 1, 2, … of them: only typst knows how many."""
    cited = {entry.number for part in document.parts for entry in part.entries}
    return [
        say_count("… and {count} more under Sources", "… and {count} more under Sources", number)
        for number in range(1, len(cited) + 1)
    ]
