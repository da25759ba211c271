"""A Briefing as a PDF on A4: title, sections, quotations set off, numbered sources, page numbers.

Each page ends with outlet and date of the sources cited on it, so that nobody has to leaf back.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from bot.models import Briefing
from bot.views.dates import readable_date
from bot.views.document import laid_out
from bot.views.typesetting import typeset


def render(briefing: Briefing, *, printed: date | None = None) -> bytes:
    """Return `briefing` as a PDF document, one page where it fits: the same bytes for the same answer.

    It takes some hundredths of a second of the calling thread; other threads run on meanwhile.

    Args:
        briefing: what to show.
        printed: the day to print at the head of each page; without it, none.

    Raises:
        AideMemoireError: the letters cannot be set.
    """
    day = readable_date(printed.isoformat()) if printed else ""
    return typeset("pdf.typ", {"document": asdict(laid_out(briefing)), "printed": day}, as_="pdf")
