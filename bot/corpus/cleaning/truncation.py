"""Where a site cut its text off: "...", "[…]", "[+1234 chars]", "Read more"."""

from __future__ import annotations

import re
from functools import cache

from bot.language_data.loading import expressions

_ENDED = re.compile(r"[.!?…:;”\"»’')\]*]$|\.[”\"»’)\]]")
_SIGNED = re.compile(r"[.!?][”\"»)]?\s{1,3}([A-ZА-ЯЁҚҒӘІҢҮҰӨ]{3,15}(?:[ .][A-ZА-ЯЁ]{2,12})?)$")
_SHORTEST = 25
"""Words a text must have before a missing full stop counts as a cut."""


def truncation_of(paragraph: str) -> int | None:
    """Return the offset where a cut-off mark begins at a paragraph's end, None when there is none.

    An ellipsis inside a closed quotation ("… and so on …”) is the speaker's, not the site's.
    """
    start = max(0, len(paragraph) - 120)
    found = _marker().search(paragraph, start)
    return found.start() if found else None


def agency_mark(paragraph: str) -> int | None:
    """Return the offset of the name in capitals that an agency signs its report with, None when there is
    none.
    """
    found = _SIGNED.search(paragraph, max(0, len(paragraph) - 40))
    return found.start(1) if found else None


def stops_in_mid_sentence(paragraph: str) -> bool:
    """Say whether a long last paragraph ends without any mark, as a text cut at a length does."""
    text = paragraph.rstrip()
    if agency_mark(text) is not None:
        return False
    if re.search(r"[.!?][”\"’)]? [-–—*#/(]{1,3}[\w/.\-]{0,20}[-–—*#/)]{0,3}$", text[-40:]):
        return False  # an agency's mark of the end
    return bool(text) and not _ENDED.search(text[-3:]) and len(text.split()) >= _SHORTEST


@cache
def _marker() -> re.Pattern[str]:
    signs = expressions("page_lines")
    characters, read_on = signs["characters"].pattern, signs["read_on"].pattern
    return re.compile(
        r"(?:\.{3,5}|…|\[\s?(?:…|\.{3})\s?\]|\(\s?(?:…|\.{3})\s?\)"
        rf"|(?:…|\.{{3}})?\s?\[\+\s?\d{{1,7}}\s?(?:{characters})\]"
        rf"|(?:…|\.{{3,5}}|\[…\]|\[\.{{3}}\])\s?(?:{read_on})\s?[.»›>→…]{{0,3}})\s*$",
        re.IGNORECASE,
    )
