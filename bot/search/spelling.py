"""Near words: which words of the corpus a misspelt word may have meant.

Edits that people make by slip or by ear (a vowel for a vowel, a doubled or dropped letter, two letters
swapped, letters that sound alike) are believed; one plain letter for another only in long words. A word that
nobody mistypes that way is another word, and a search must not answer for it ("tenge" is not "tense").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from rapidfuzz.distance import OSA, Levenshtein
from rapidfuzz.process import extract

from bot.language_data.loading import subject

_SHORTEST = 5  # letters; shorter words have too many neighbours
_LONG = 8  # letters from which two edits are believed
_VOWELS = frozenset("aeiouyаеиоуыэюяёәөүұі")
_ALIKE = tuple(
    frozenset(group)
    for group in (
        "iyj",
        "szc",
        "ckqx",
        "kgq",
        "vwbf",
        "dt",
        "mn",
        "uw",
        "иіы",
        "еэ",
        "шщ",
        "кқ",
        "гғ",
        "нң",
        "хһ",
    )
)
_MOST = 3


def near_words(word: str, corpus: Iterable[str]) -> tuple[str, ...]:
    """Return at most three words of the corpus that `word` may be a misspelling of, nearest first."""
    if len(word) < _SHORTEST - 1 or any(character.isdigit() for character in word):
        return ()
    most_edits = 2 if len(word) >= _LONG else 1
    first, shortest, longest = _first_letters(word), len(word) - most_edits, len(word) + most_edits
    candidates = [other for other in corpus if other[:1] in first and shortest <= len(other) <= longest]
    found = extract(word, candidates, scorer=OSA.distance, score_cutoff=most_edits, limit=12)
    # A short word may have lost a letter ("powr"); what it would be with another one is too many words.
    likely = [
        (distance, other)
        for other, distance, _ in found
        if _is_slip(word, other) and (len(word) >= _SHORTEST or len(other) > len(word))
    ]
    if not likely:
        return ()
    nearest = min(distance for distance, _ in likely)
    return tuple(sorted(other for distance, other in likely if distance == nearest)[:_MOST])


def is_one_word(word: str, other: str) -> bool:
    """Say whether two words are one in two spellings ("defence", "defense"; "Uighur", "Uyghur")."""
    return _spelt_one_way(word) == _spelt_one_way(other)


def _spelt_one_way(word: str) -> str:
    for pattern, written in _one_word():
        word = pattern.sub(written, word)
    return word


@cache
def _one_word() -> list[tuple[re.Pattern[str], str]]:
    data = subject("word_spelling")
    return [(re.compile(pattern), written) for pattern, written in data["one_word"]]


def _first_letters(word: str) -> frozenset[str]:
    """The letters a misspelt word may begin with: its own, the next (swapped), or one that sounds alike."""
    alike = {letter for group in _ALIKE if word[0] in group for letter in group}
    return frozenset({word[0], word[1], *alike})


def _is_slip(word: str, other: str) -> bool:
    # No list tells which Russian and Kazakh words are written right: only what sounds alike is believed.
    if len(word) >= _LONG and word.isascii():
        return True
    if OSA.distance(word, other) < Levenshtein.distance(word, other):
        return True
    return all(
        _sound_alike(word[edit.src_pos], other[edit.dest_pos])
        if edit.tag == "replace"
        else _is_inside(word, other)
        for edit in Levenshtein.editops(word, other)
    )


def _sound_alike(one: str, two: str) -> bool:
    return (one in _VOWELS and two in _VOWELS) or any(one in group and two in group for group in _ALIKE)


def _is_inside(word: str, other: str) -> bool:
    """Say whether a letter too many or too few stands inside; at its end it often makes another word."""
    shorter, longer = sorted((word, other), key=len)
    return not longer.startswith(shorter) or len(shorter) > _SHORTEST
