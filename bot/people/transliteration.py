"""Cyrillic names in Latin letters, the way English-language news writes them.

Only the letters are carried over; that "Уильям" is "William" is a matter of sound, and of `spelling`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from anyascii import anyascii

from bot.language_data.loading import subject
from bot.text.names.name_lexicon import cyrillic_stem, is_cyrillic

_CYRILLIC = re.compile("[\u0400-\u04ff]+")


@lru_cache(maxsize=16384)
def to_latin(text: str) -> str:
    """Return `text` with every Cyrillic word in Latin letters, in lower case; the rest is only folded."""
    return str(anyascii(_CYRILLIC.sub(lambda match: _word(match[0].lower()), text))).lower()


def latin_forms(word: str) -> tuple[str, ...]:
    """Return the Latin spellings to try for one word: as it stands, and without a case ending.

    A word in Latin letters has itself alone.
    """
    if not is_cyrillic(word):
        return (to_latin(word),)
    lowered = word.lower()
    forms = [to_latin(lowered)]
    stem = cyrillic_stem(lowered)
    if stem != lowered:
        forms.append(to_latin(stem))
    return tuple(dict.fromkeys(form for form in forms if form))


def _word(word: str) -> str:
    letters, pattern = _letters()
    return pattern.sub(lambda match: letters[match[0]], word)


@cache
def _letters() -> tuple[dict[str, str], re.Pattern[str]]:
    letters: dict[str, str] = subject("transliteration")["letters"]
    return letters, re.compile("|".join(sorted(letters, key=len, reverse=True)))
