"""A Briefing as a PDF on A4, set by typst.

The words go to the template `pdf.typ` as JSON and are shown as they are: nothing in them is read as markup,
so they can neither change the page nor reach a file. Only the fonts inside typst are used and no clock is
read: the same briefing is the same bytes on every machine.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from functools import cache
from importlib.resources import files

from bot.models import Briefing
from bot.views.dates import readable_date
from bot.views.document import laid_out


def render(briefing: Briefing, *, printed: date | None = None) -> bytes:
    """Return `briefing` as a PDF document, one page where it fits.

    It takes some hundredths of a second of the calling thread; other threads run on meanwhile.

    Args:
        briefing: what to show.
        printed: the day to print at the head of each page; without it, none.
    """
    import typst  # here, not above: most processes never make a PDF, and it takes 30 MB

    given = {
        "document": asdict(laid_out(briefing)),
        "printed": readable_date(printed.isoformat()) if printed else "",
    }
    return typst.compile(
        _template(),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"given": json.dumps(given)},
        timestamp=0,
    )


@cache
def _template() -> bytes:
    return files("bot.views").joinpath("pdf.typ").read_bytes()
