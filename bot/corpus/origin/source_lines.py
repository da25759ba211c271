"""The line that names outlet and day: "Lantern Post, 2024-07-08", "Агентство «Маяк» — 8 июля 2024"."""

from __future__ import annotations

import re

from bot.corpus.origin.calendar_dates import written_dates
from bot.corpus.origin.datelines import known_outlets
from bot.text.names.name_lexicon import fold, lexicon

_MOST_WORDS = 6
_LONGEST = 100
_TELLING = 3  # words of a name from which it is an outlet's though no word of it is one of outlets' names
_PARTED = re.compile(r"\s*[,|·•/–—-]\s*\Z")
_AFTER = re.compile(r"\s*(?:г\.?|года|жыл)?\s*\.?\s*\Z")
_WORD = re.compile(r"[^\W\d_]+")
_IN_MARKS = re.compile(r"[«“„][^«»“”„]{2,40}[»”“]")
_JOINERS = frozenset(("of", "the", "and", "&", "и"))


def outlet_before_date(text: str) -> str | None:
    """Return the outlet of a line that holds its name, a day with its year and nothing else; None for others.

    A name counts where it holds a word of outlets' names, or a name in marks beside another word, or where it
    has three words and more and none of a person, an office or a place by itself: else the line may name its
    author or where it was written.
    """
    name = name_before_date(text)
    return name if name is not None and _is_outlet(name) else None


def name_before_date(text: str) -> str | None:
    """Return the name of a line that holds a name, a day with its year and nothing else; None for others."""
    if len(text) > _LONGEST:
        return None
    dates = [found for found in written_dates(text) if found.day is not None and found.year is not None]
    if len(dates) != 1 or _AFTER.match(text, dates[0].span.end) is None:
        return None
    parted = _PARTED.search(text, 0, dates[0].span.start)
    name = text[: parted.start()].strip() if parted else ""
    words = name.split()
    if not words or len(words) > _MOST_WORDS or name[-1] in ".!?:;," or any(map(str.isdigit, name)):
        return None
    return name if words[0][0].isupper() or words[0][0] in "«“„" else None


def _is_outlet(name: str) -> bool:
    words = name.split()
    bare = [word.casefold() for word in _WORD.findall(name)]
    known = any(word in known_outlets()["outlet_words"] or word in _line_words() for word in bare)
    if not name.isascii():
        return known or (_IN_MARKS.search(name) is not None and bare[0] not in _JOINERS)
    capital = all(word[0].isupper() or word in _JOINERS for word in words)
    return capital and ((known and len(words) > 1) or (len(words) >= _TELLING and not _names_another(name)))


def _names_another(name: str) -> bool:
    """Say whether a name may be of a person, of an office or of a place."""
    known, keys = lexicon(), [fold(word) for word in name.split()]
    of_people = (
        known.is_given(key) or known.is_surname(key) or known.is_role(key) or known.is_title(key)
        for key in keys
    )
    return known.is_place(" ".join(keys)) or any(of_people)


def _line_words() -> frozenset[str]:
    return known_outlets()["source_line_words"]
