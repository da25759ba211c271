"""A quotation with its citation in one line, to be pasted elsewhere."""

from __future__ import annotations

from bot.views.document import has_quotation_mark, one_line
from bot.views.provenance import named_speaker, provenance
from bot.words.answers import Item, Source

LONGEST_CITATION = 256  # characters a copy button holds (Bot API, CopyTextButton)
_CUT = " …"
_LONGEST_NAME, _LONGEST_SOURCE = 80, 120  # characters; what is longer leaves too little for the words


def citation(item: Item, source: Source, longest: int = LONGEST_CITATION) -> str:
    """Return the exact words of a quotation, who says them, and outlet, date and article of its source.

    Words that are too long are cut at the end of one, with … in their place; the citation stays whole.
    """
    by = one_line(named_speaker(item.speaker, item.attribution), _LONGEST_NAME)
    where = one_line(f"{provenance(source)} ({source.article})", _LONGEST_SOURCE)
    closing = f" — {by}, {where}"
    words = " ".join(item.text.split())
    marks = ("", "") if has_quotation_mark(words) else ("“", "”")
    room = longest - _units(closing) - _units("".join(marks))
    if _units(words) > room:
        while _units(words + _CUT) > room:
            words = words.rpartition(" ")[0] or words[: len(words) // 2]
        words += _CUT
    return f"{marks[0]}{words}{marks[1]}{closing}"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
