"""Which language a text is in, told by its script and its commonest words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache

from bot.language_data.loading import subject

_SAMPLE = 20_000
_WORD = re.compile(r"[^\W\d_]+")
# Small words between two with a capital, as names have them: "Ines de la Vega", "Juan de los Reyes".
_INSIDE_NAME = re.compile(r"\b([A-ZÀ-Þ][\w’'-]*)((?: [a-z]{1,3}){1,3})(?= [A-ZÀ-Þ][^\W\d_])")


@cache
def _words_of(kind: str) -> Mapping[str, frozenset[str]]:
    """A table of words, by language."""
    return {language: frozenset(words) for language, words in subject("languages")[kind].items()}


@cache
def _latin_letters() -> Mapping[str, re.Pattern[str]]:
    """What a text of a language in Latin letters is full of and others hardly have."""
    return {language: re.compile(letters) for language, letters in subject("languages")["latin"].items()}


def language_of(text: str, stated: str | None = None) -> str:
    """Tell the language of a text as a two-letter code.

    Args:
        text: the text; its first twenty thousand characters are looked at.
        stated: what the page or file says of itself ("en-US"), believed for scripts that many languages
            share.

    Returns:
        "en" when nothing tells otherwise.
    """
    sample = text[:_SAMPLE].replace("İ", "i").lower()  # else it is an i and a dot of its own
    letters = Counter(character for character in sample if character.isalpha())
    total = sum(letters.values())
    cyrillic = sum(count for letter, count in letters.items() if "\u0400" <= letter <= "\u04ff")
    if total and cyrillic * 2 > total:
        return _cyrillic_language(letters, cyrillic, frozenset(_WORD.findall(sample)))
    code = (stated or "").strip().lower()[:2]
    if len(code) == 2 and code.isalpha() and code not in {"ru", "kk", "uk", "ky"}:
        return code
    words = Counter(_WORD.findall(_INSIDE_NAME.sub(_without_particles, text[:_SAMPLE]).lower()))
    scores = Counter(
        {
            language: sum(words[word] for word in commonest)
            for language, commonest in _words_of("commonest").items()
        }
    )
    for language, own in _latin_letters().items():
        scores[language] += len(own.findall(sample))
    best = max(scores, key=lambda language: (scores[language], language == "en"))
    return best if scores[best] > 0 else "en"


def _without_particles(name: re.Match[str]) -> str:
    """Return the beginning of a name without the particles behind it; "of the" and the like are none."""
    plain = not _words_of("commonest")["en"].isdisjoint(name[2].split())
    return name[0] if plain else name[1]


def _cyrillic_language(letters: Counter[str], cyrillic: int, words: frozenset[str]) -> str:
    """Tell Cyrillic languages by letters the others lack; a short text may lack its own by chance."""

    def share(own: str) -> float:
        return sum(letters[letter] for letter in own) / cyrillic

    if share("ӣӯҷ") > 0.002:
        return "tg"
    if share("ў") > 0.003 and share("і") > 0.01:
        return "be"
    if share("ўҳ") > 0.003 and share("әіұ") < 0.01:
        return "uz"
    if share("әғқұһ") > 0.01 or (share("өүң") > 0.01 and share("і") > 0.01):
        return _kazakh_or_russian(words)
    if share("їєґ") > 0.003 or (share("і") > 0.01 and share("ыэъё") < 0.002):
        return "uk"
    if share("өүң") > 0.01:
        return "ky"
    if share("јљњћђ") > 0.003:
        return "sr"
    if share("ыэ") < 0.002 and share("ъ") > 0.006 and words.isdisjoint(_words_of("own")["ru"]):
        return "bg"
    return "ru"


def _kazakh_or_russian(words: frozenset[str]) -> str:
    """Tell a Kazakh text from a Russian one with Kazakh names in it, by words the other has not."""
    own = _words_of("own")
    return "ru" if words.isdisjoint(own["kk"]) and not words.isdisjoint(own["ru_not_kk"]) else "kk"
