"""The line that names outlet and day: "Lantern Post, 2024-07-08", "Агентство «Маяк» — 8 июля 2024"."""

from __future__ import annotations

import re

from bot.corpus.origin.calendar_dates import written_dates
from bot.corpus.origin.datelines import known_outlets

_MOST_WORDS = 6
_LONGEST = 100
_PARTED = re.compile(r"\s*[,|·•/–—-]\s*\Z")
_AFTER = re.compile(r"\s*(?:г\.?|года|жыл)?\s*\.?\s*\Z")
_WORD = re.compile(r"[^\W\d_]+")
_IN_MARKS = re.compile(r"[«“„][^«»“”„]{2,40}[»”“]")
_JOINERS = frozenset(("of", "the", "and", "&", "и"))


def outlet_before_date(text: str) -> str | None:
    """Return the outlet of a line that holds its name, a day with its year and nothing else; None for others.

    A name counts where it holds a word of outlets' names, or a name in marks beside another word: without
    that the line may name its author or a place.
    """
    if len(text) > _LONGEST:
        return None
    dates = [found for found in written_dates(text) if found.day is not None and found.year is not None]
    if len(dates) != 1 or _AFTER.match(text, dates[0].span.end) is None:
        return None
    parted = _PARTED.search(text, 0, dates[0].span.start)
    name = text[: parted.start()].strip() if parted else ""
    return name if name and _is_outlet(name) else None


def _is_outlet(name: str) -> bool:
    words = name.split()
    if len(words) > _MOST_WORDS or name[-1] in ".!?:;," or any(map(str.isdigit, name)):
        return False
    if not (words[0][0].isupper() or words[0][0] in "«“„"):
        return False
    bare = [word.casefold() for word in _WORD.findall(name)]
    known = any(word in known_outlets()["outlet_words"] or word in _line_words() for word in bare)
    if not name.isascii():
        return known or (_IN_MARKS.search(name) is not None and bare[0] not in _JOINERS)
    capital = all(word[0].isupper() or word in _JOINERS for word in words)
    return known and capital and len(words) > 1


def _line_words() -> frozenset[str]:
    return known_outlets()["source_line_words"]
