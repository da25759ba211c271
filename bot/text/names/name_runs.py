"""Runs of capitalised words: the only places of a text where names of people can stand.

A run is words parted by nothing but a space, each beginning with a capital, with initials, particles ("van",
"bin", "al-") and endings ("Jr.") between them. What a run is, a person or not, is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.text.names.name_lexicon import NameLexicon, fold, lexicon
from bot.text.names.nicknames import is_nickname_between, nicknames_in
from bot.text.unseen import UNSEEN, visible
from bot.words.spans import Span

# Letters with what nobody sees between them, and with accents written as characters of their own.
_LETTERS = rf"[^\W\d_]+(?:[{UNSEEN}\u0300-\u036f]+[^\W\d_]+)*[\u0300-\u036f]*"
_WORD = re.compile(
    r"(?:[A-ZА-Я][a-zа-я]?\.){2,}|(?:[^\W\d_]\.(?:-(?=[^\W\d_]\.))?){2,}|"
    rf"{_LETTERS}(?:[’'ʻʼ‘`´‑-]{_LETTERS})*"
)
_GAP = re.compile(rf"[ \t\u00a0\u202f{UNSEEN}]*\n?[ \t\u00a0\u202f{UNSEEN}]*")
_POSSESSIVE = re.compile(r"(?:['’‘`´]s|(?<=[sS])['’])$")
_SUFFIX = re.compile(r"(?:phd|md|esq)\.?$")
_GENERATION = re.compile(r"(?:jr|sr|ii|iii|iv)\.?,?$")
# The number of a king or a pope; one letter may be an initial, and a president of China is no eleventh.
_NUMBERED = re.compile(r"(?!XI$)(?=[IVX]{2})X{0,3}(?:IX|IV|V?I{0,3})$")
_LONGEST_RUN = 24  # words; what is longer is a headline or shouting, and is read in pieces


@dataclass(frozen=True, slots=True)
class RunWord:
    """A word of a run, without a possessive ending; `key` is its folded form without a closing stop.

    `text` is what a reader sees, `start` and `end` where it stands.
    """

    start: int
    end: int
    text: str
    key: str
    capital: bool
    possessive: bool = False

    @property
    def span(self) -> Span:
        """Where the word stands in the document."""
        return Span(self.start, self.end)

    @property
    def initial(self) -> bool:
        """Whether the word is one or more initials: "F.", "J.D.", "JD" is not."""
        return self.text.endswith(".") and len(self.key.replace(".", "")) <= max(1, self.text.count("."))

    @property
    def acronym(self) -> bool:
        """Whether the word is all capitals and longer than one letter."""
        return len(self.text) > 1 and self.text.isupper() and "." not in self.text


def words_of(text: str, span: Span) -> list[RunWord]:
    """Return the words of `text` inside `span`: letters with inner hyphens and apostrophes, and initials.

    A nickname inside a name is left out.
    """
    found: list[RunWord] = []
    dotted = lexicon().dotted
    nicknames = nicknames_in(text, span)  # in text order, as the words are: each is gone past once
    nickname = next(nicknames, None)
    for match in _WORD.finditer(text, span.start, span.end):
        start, end = match.span()
        while nickname is not None and nickname.end <= start:
            nickname = next(nicknames, None)
        if nickname is not None and nickname.start <= start:
            continue
        word = match[0]
        possessive = bool(_POSSESSIVE.search(word))
        if possessive:
            word = _POSSESSIVE.sub("", word)
            end = start + len(word)
        elif text[end : end + 1] in ("’", "'") and word[-1:] in "sS":
            possessive = True
        if not word:
            continue
        if text[end : end + 1] == "." and ((len(word) == 1 and word.isupper()) or word.lower() in dotted):
            end += 1
            word = text[start:end]
        word = visible(word)
        found.append(RunWord(start, end, word, fold(word).rstrip("."), _is_capital(word), possessive))
    return found


def _is_capital(word: str) -> bool:
    if word[0].isupper():
        return True
    first, hyphen, rest = word.partition("-")
    if hyphen:  # "al-Assad"
        return first in lexicon().articles and rest[:1].isupper()
    first, apostrophe, rest = word.replace("’", "'").partition("'")
    return bool(apostrophe) and first in ("d", "l", "dell") and rest[:1].isupper()


def adjacent(text: str, left: RunWord, right: RunWord) -> bool:
    """Say whether nothing but a space (or one line break, or a nickname) stands between two words."""
    if left.possessive:
        return False
    gap = text[left.end : right.start]
    if not gap:  # "A.Kamilov", "А.Б.Камилов"
        return left.initial
    if len(gap) > 4:
        return is_nickname_between(gap)
    return bool(gap) and _GAP.fullmatch(gap) is not None


def is_suffix(word: RunWord) -> bool:
    """Say whether a word is a generational or similar ending of a name."""
    if not word.text[0].isupper() or word.text == "IV.":
        return False
    return _SUFFIX.match(word.text.lower()) is not None or is_generation(word.text)


def is_generation(word: str) -> bool:
    """Say whether a word tells people of one name apart: "Jr.", "III", "XIV"."""
    return _GENERATION.match(word.lower()) is not None or _NUMBERED.match(word) is not None


def runs_of(text: str, words: Sequence[RunWord], known: NameLexicon) -> Iterator[tuple[int, int]]:
    """Yield the runs of capitalised words as half-open ranges of indexes into `words`."""
    position, count = 0, len(words)
    while position < count:
        if not words[position].capital:
            position += 1
            continue
        start = position
        while start > 0 and _opens(text, words, start, known):
            start -= 1
        end = position + 1
        while end < count and end - start < _LONGEST_RUN:
            reach = _reach(text, words, end, known)
            if not reach:
                break
            end += reach
        yield start, end
        position = end


def _opens(text: str, words: Sequence[RunWord], start: int, known: NameLexicon) -> bool:
    """Say whether the small word before `start` may begin the name: "van der Bellen", "al Assad"."""
    before = words[start - 1]
    return (
        not before.capital
        and before.text.lower() == before.text
        and before.key in known.opening_particles
        and adjacent(text, before, words[start])
        and before.key not in ("o", "st", "la", "de", "di", "du", "mc", "mac")
    )


def _reach(text: str, words: Sequence[RunWord], end: int, known: NameLexicon) -> int:
    """Return how many words from `end` on go with the word before it: none, or up to the next capital."""
    for reach in range(1, 4):
        if end + reach > len(words):
            return 0
        word = words[end + reach - 1]
        if not adjacent(text, words[end + reach - 2], word):
            return _comma_suffix(text, words, end) if reach == 1 else 0
        if word.capital:
            return reach
        if word.key not in known.particles or word.key in ("o", "a"):
            return 0
    return 0


def _comma_suffix(text: str, words: Sequence[RunWord], end: int) -> int:
    """Return 1 for the "Jr." of "Kennedy, Jr."."""
    before, word = words[end - 1], words[end]
    follows = text[before.end : word.start] == ", " and not before.possessive
    return int(follows and is_suffix(word) and word.key in ("jr", "sr"))
