"""How a chat's documents are to be handled: a mark of the Traffic Light Protocol, or a word of the office.

The marks are those of FIRST's TLP 2.0. What is AMBER or RED is for named people: Telegram is asked not to let
it be forwarded or saved.
"""

from __future__ import annotations

import re

TLP = ("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:RED")
_PROTECTED = re.compile(r"\bTLP:(?:AMBER(?:\+STRICT)?|RED)\b", re.IGNORECASE)
_NONE = frozenset({"", "none", "no", "off", "нет", "жоқ"})
_LONGEST = 60  # characters: a mark is one line at the head of a page
_UNSHOWABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff]")


def handling_meant(words: str) -> str:
    """Return the mark some words mean, "" for none: a TLP mark with or without "TLP:", else the words."""
    words = " ".join(_UNSHOWABLE.sub(" ", words).split())[:_LONGEST].strip()
    if words.lower() in _NONE:
        return ""
    named = "TLP:" + words.upper().removeprefix("TLP").lstrip(": ")
    return named if named in TLP else words


def is_protected(mark: str | None) -> bool:
    """Say whether documents with this mark may not be forwarded nor saved."""
    return _PROTECTED.search(mark or "") is not None
