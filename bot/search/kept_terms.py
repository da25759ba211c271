"""The search terms of an article, kept with it: no answer has to cut and stem its sentences again.

A line each for its title, its headings and its sentences, in text order; then, likewise, where in each of
these its terms stand, two characters a term; at the end what the text is told from others by. What is kept by
another edition of the analyzer counts for nothing: the texts are then read again, with the same outcome.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from sys import intern
from typing import NamedTuple

import Stemmer

from bot.language_data.loading import subject
from bot.text import shingles, tokens, unseen
from bot.text.tokens import terms
from bot.words.findings import AnalysedArticle, KeptTerms
from bot.words.spans import Span

_BETWEEN = "\t"  # stands in no term: words are letters and digits, and no letter is folded to one
_COMPOUND = "-"  # before a term: a hyphenated word written as one; no term begins so
_NONE: frozenset[int] = frozenset()
_BLOCK = "\f"  # between the lines of terms, those of places and the rest; stands in no term either
_ZERO = ord("!")  # what stands for 0 in a line of places: what comes before it parts lines
_FARTHEST = 0xD000 - _ZERO  # characters into a text up to which a term's place is one character
_MOST = 2**31 - 1  # what a column of whole numbers takes everywhere


@cache
def terms_edition() -> int:
    """Return the edition: another one whenever the same text might be read as other terms.

    The analyzer's files themselves decide, and nobody has to think of it.
    """
    digest = hashlib.blake2b(digest_size=8)
    for module in (__file__, tokens.__file__, unseen.__file__, shingles.__file__):
        digest.update(Path(module).read_bytes())
    for name in ("stopwords", "stems"):
        digest.update(json.dumps(dict(subject(name)), sort_keys=True).encode())
    digest.update(Stemmer.version().encode())
    return 1 + int.from_bytes(digest.digest(), "big") % _MOST


def kept_terms(analysed: AnalysedArticle) -> KeptTerms:
    """Return the terms of an article, to be kept with it."""
    article = analysed.article
    read = [_cut(article.title, Span(0, len(article.title)))]
    read += [_cut(article.text, span) for span in _spans(analysed)]
    lines, places = zip(*read, strict=True)
    blocks = ("\n".join(lines), "\n".join(places), shingles.written(shingles.fingerprint(article)))
    return KeptTerms(terms_edition(), _BLOCK.join(blocks))


class KeptLines(NamedTuple):
    """What is kept of an article: a line of terms and one of places for each of its texts, or None.

    `fingerprint` is written as `bot.text.shingles` does, None where nothing is kept.
    """

    terms: Sequence[str | None]
    places: Sequence[str | None]
    fingerprint: str | None

    def words(self) -> frozenset[str]:
        """Return the terms of all the texts; only where they are kept."""
        together = _BETWEEN.join(filter(None, self.terms))
        if not together:
            return frozenset()
        if _COMPOUND not in together:
            return frozenset(map(intern, together.split(_BETWEEN)))
        return frozenset(intern(term.removeprefix(_COMPOUND)) for term in together.split(_BETWEEN))


def lines_of(analysed: AnalysedArticle) -> KeptLines:
    """Return what is kept of the title, of each heading and of each sentence; None for each if nothing is."""
    number = 1 + len(analysed.article.headings) + len(analysed.analysis.sentences)
    if analysed.terms is not None and analysed.terms.edition == terms_edition():
        of_terms, _, others = analysed.terms.lines.partition(_BLOCK)
        of_places, _, fingerprint = others.partition(_BLOCK)
        lines, places = of_terms.split("\n"), of_places.split("\n")
        if len(lines) == len(places) == number:
            return KeptLines(lines, places, fingerprint)
    return KeptLines([None] * number, [None] * number, None)


def read_line(line: str) -> tuple[Sequence[str], frozenset[int]]:
    """Return the terms of a line in order, and at which places compounds stand."""
    # Each word is there once, however many sentences have it: less memory, and quicker to compare.
    found = line.split(_BETWEEN) if line else []
    if _COMPOUND not in line:
        return [*map(intern, found)], _NONE
    compounds = frozenset(place for place, term in enumerate(found) if term.startswith(_COMPOUND))
    return [intern(term.removeprefix(_COMPOUND)) for term in found], compounds


def starts_in(line: str, start: int) -> Sequence[int]:
    """Return where the terms of a text begin that begins at `start`, by its line of places."""
    before = start - _ZERO
    return [before + ord(one) for one in line[::2]]


def length_in(line: str, number: int) -> int:
    """Return how many characters a term has, by the line of places."""
    return ord(line[2 * number + 1]) - _ZERO


def _spans(analysed: AnalysedArticle) -> Iterator[Span]:
    yield from sorted(analysed.article.headings)
    yield from (sentence.span for sentence in analysed.analysis.sentences)


def _cut(text: str, span: Span) -> tuple[str, str]:
    """Return the line of the terms of a text, and that of their places: empty where they are too far."""
    found = list(terms(text, span))
    line = _BETWEEN.join(f"{_COMPOUND}{one.term}" if one.compound else one.term for one in found)
    if span.end - span.start > _FARTHEST:
        return line, ""
    places = ((one.span.start - span.start, one.span.end - one.span.start) for one in found)
    return line, "".join(chr(_ZERO + first) + chr(_ZERO + length) for first, length in places)
