"""The one analyzer: text to search terms. Every index, query and comparison of words goes through it.

Words are runs of letters and digits of any script. "U.S." is "US", "C5+1" stays one word, a possessive and
its apostrophe fall away, hyphenated words count as their parts and as one, accents are folded, and words are
reduced to their Snowball stems (English for Latin letters, Russian for Cyrillic; https://snowballstem.org).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

import Stemmer

from bot.language_data.loading import subject
from bot.text.unseen import UNSEEN, visible
from bot.words.spans import Span

_WORD = re.compile(
    r"""(?P<initialism>\b(?:[^\W\d_]\.){2,6}(?:[^\W\d_]\b)?(?!\w))  # U.S., Ph.D is not one
      | (?P<number>\d+(?:[.,]\d+)*\b(?![+\w]))                      # 7,644  1.5
      | (?P<word>[^\W_]+(?:(?:[+&]|["""
    + UNSEEN
    + r"""]+)[^\W_]+)*)           # C5+1, R&D, and what nobody sees
    """,
    re.VERBOSE,
)
_APOSTROPHES = "'’ʼ‘`´"
_APOSTROPHE = frozenset(_APOSTROPHES)
_HYPHENS = frozenset("-‑‐")
_JOINING = _APOSTROPHE | _HYPHENS
_POSSESSIVE = re.compile(rf"[{_APOSTROPHES}](?:s|S)?(?![^\W_])")
_ELISION = re.compile(rf"[dlDL][{_APOSTROPHES}](?=[^\W\d_])")
_JOINED = re.compile(rf"[{_APOSTROPHES}](?=[^\W_])")
_LONGEST_COMPOUND = 5  # parts written as one; a longer run of hyphens is a rule, not a word
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_LAST_WORD = re.compile(r"([^\W\d_]+)[^\w.!?:;\n]{1,3}\Z")
_NEXT_WORD = re.compile(r"[^\w.!?:;\n]{1,3}([^\W\d_]+)")
_NEIGHBOURING = 24  # characters beside a word that are looked at


class Term(NamedTuple):
    """A search term and the characters it was read from; `word` is the lower-case word before stemming.

    `compound` marks a hyphenated word written as one, which comes after its parts.
    """

    term: str
    word: str
    span: Span
    compound: bool = False


@cache
def _stemmers() -> tuple[Stemmer.Stemmer, Stemmer.Stemmer]:
    return Stemmer.Stemmer("english"), Stemmer.Stemmer("russian")


@cache
def stop_words() -> frozenset[str]:
    """Return the words that say nothing about a subject, lower case."""
    return frozenset(subject("stopwords")["words"])


@cache
def abbreviations_among_stop_words() -> frozenset[str]:
    """Return the stop words that are abbreviations of something else in capitals ("WHO"), in capitals."""
    return frozenset(subject("stopwords")["in_capitals"])


@cache
def _own_stems() -> dict[str, str]:
    return {word: stem for stem, words in subject("stems")["stems"].items() for word in words}


@cache
def _verb_like() -> frozenset[str]:
    return frozenset(subject("stems")["verb_like"])


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return the stem of one lower-case word."""
    if (own := _own_stems().get(word)) is not None:
        return f"{own}."  # a full stop is in no Snowball stem: the two cannot meet
    if (noun := word.removesuffix("е")) in _verb_like():
        return noun
    english, russian = _stemmers()
    return str((russian if _CYRILLIC.search(word) else english).stemWord(word))


def folded(word: str) -> str:
    """Return a word in lower case without accents; Cyrillic letters keep theirs but for ё."""
    lowered = word.casefold().replace("ё", "е")
    if lowered.isascii() or _CYRILLIC.search(lowered):
        return lowered
    decomposed = unicodedata.normalize("NFKD", lowered)
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def terms(text: str, span: Span | None = None) -> Iterator[Term]:
    """Yield the terms of `text` (or of the part at `span`) in order; stop words are left out.

    A hyphenated word yields its parts and then the whole written as one, so that "non-proliferation" and
    "nonproliferation" meet.
    """
    start, end = span if span is not None else Span(0, len(text))
    stops = stop_words()
    position, search = start, _WORD.search
    while found := search(text, position, end):
        stop = found.end()
        if text[stop : stop + 1] in _JOINING:
            group, position = _group_at(text, found, end)
            yield from _terms_of(text, group, stops)
            continue
        # Nearly all words: nothing is joined to them. `_terms_of` would find the same.
        position = stop
        stemmed, word = _plain_word(found[0], found.lastgroup)
        if word not in stops or word == "usa":
            if word:
                yield Term(stemmed, word, Span(found.start(), stop))
        elif found[0].isupper():
            term = _in_capitals(text, Term(stemmed, word, Span(found.start(), stop)))
            if term.word not in stops:
                yield term


def _terms_of(text: str, group: list[Term], stops: frozenset[str]) -> Iterator[Term]:
    """Yield the terms of a word, or of the parts of a hyphenated one and of the whole."""
    kept = [_in_capitals(text, term) if term.word in stops else term for term in group]
    yield from (kept := [term for term in kept if term.word not in stops or term.word == "usa"])
    if 1 < len(group) <= _LONGEST_COMPOUND and kept:
        joined = "".join(term.word for term in group)
        yield Term(stem(joined), joined, Span(group[0].span.start, group[-1].span.end), compound=True)


def _in_capitals(text: str, term: Term) -> Term:
    """Return a stop word as the abbreviation it is in capitals ("the WHO"), else as it is.

    Between words in capitals (a headline) it may be either, and stays the stop word.
    """
    written = term.span.of(text)
    if not written.isupper() or written not in abbreviations_among_stop_words():
        return term
    before = _LAST_WORD.search(text, max(0, term.span.start - _NEIGHBOURING), term.span.start)
    after = _NEXT_WORD.match(text, term.span.end, term.span.end + _NEIGHBOURING)
    beside = [found[1] for found in (before, after) if found]
    if beside and all(word.isupper() for word in beside):
        return term
    word = f"{term.word}."  # no other word is written so
    return Term(word, word, term.span)


def all_words(text: str, span: Span | None = None) -> Iterator[Term]:
    """Yield every word of `text` (or of its part at `span`), stop words too, hyphenated ones in parts."""
    start, end = span if span is not None else Span(0, len(text))
    for group in _words(text, start, end):
        yield from group


def _words(text: str, start: int, end: int) -> Iterator[list[Term]]:
    """Yield words in groups: one word, or the parts of a hyphenated one."""
    position = start
    while found := _WORD.search(text, position, end):
        group, position = _group_at(text, found, end)
        if group:
            yield group


def _group_at(text: str, found: re.Match[str], end: int) -> tuple[list[Term], int]:
    """Return a word, with those that hyphens join to it, and where to go on; no word where it is elided."""
    group: list[Term] = []
    following: re.Match[str] | None = found
    while following is not None:
        if text[following.end() : following.end() + 1] not in _APOSTROPHE:
            stemmed, word = _plain_word(following[0], following.lastgroup)
            stop = position = following.end()
        else:
            word, stop = _read_word(text, following, end)
            stemmed, position = stem(word) if word else "", _after_possessive(text, stop, end)
        if word:
            group.append(Term(stemmed, word, Span(following.start(), stop)))
        following = _WORD.search(text, position, end) if text[position : position + 1] in _HYPHENS else None
        if following and not (group and _hyphen_between(text, group[-1].span.end, following.start())):
            following = None
    return group, position


@lru_cache(maxsize=100_000)
def _plain_word(written: str, kind: str | None) -> tuple[str, str]:
    """Return the stem and the word of what no apostrophe follows, as of nearly all; `_read_word` agrees."""
    if kind == "word":
        word = _country_word(visible(written))
    elif kind == "number":
        word = written.replace(",", "")
    else:
        word = _country_word(written.replace(".", ""))
    return stem(word), word


def _hyphen_between(text: str, before: int, after: int) -> bool:
    return after == before + 1 and text[before] in _HYPHENS


def _read_word(text: str, found: re.Match[str], limit: int) -> tuple[str, int]:
    """Return the folded word at a match and where it ends."""
    if found["initialism"]:
        return _country_word(found[0].replace(".", "")), found.end()
    if found["number"]:
        return found[0].replace(",", ""), found.end()
    if _ELISION.match(text, found.start(), limit):
        return "", found.end() + 1  # the d’ of d’Affaires
    end = found.end()
    word = visible(found[0])
    if _JOINED.match(text, end, limit) and not _POSSESSIVE.match(text, end, limit):
        rest = _WORD.match(text, end + 1, limit)  # don’t, Toqa’ev
        if rest is not None:
            word, end = word + visible(rest[0]), rest.end()
    return _country_word(word), end


def _after_possessive(text: str, end: int, limit: int) -> int:
    possessive = _POSSESSIVE.match(text, end, limit)
    return possessive.end() if possessive else end


@lru_cache(maxsize=50_000)
def _country_word(word: str) -> str:
    """Keep the country apart from the pronoun, a place from the thing: "US" is "usa", "us" a stop word.

    What is a place only with a capital comes as its own stem where it has none ("газе" as "газ").
    """
    if word in ("US", "USA", "U.S", "США"):
        return "usa"
    lowered = folded(word)
    if lowered in _places_with_capitals() and not word.istitle():
        return str(_stemmers()[1].stemWord(lowered))
    return lowered


@cache
def _places_with_capitals() -> Mapping[str, str]:
    """Return the forms of such places in small letters, each with the stem of the place."""
    return {form: f"{_own_stems()[form]}." for form in map(str.lower, subject("stems")["capitals"])}


def place_of(word: str) -> str | None:
    """Return the term of the place a word would name with a capital, of a word that is another without."""
    return _places_with_capitals().get(folded(word))
