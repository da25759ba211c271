"""The search terms of an article, kept with it: no answer has to cut and stem its sentences again.

A line each for its title, its headings and its sentences, in text order. What is kept by another edition of
the analyzer counts for nothing: the texts are then read again, with the same outcome.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

import Stemmer

from bot.language_data.loading import subject
from bot.text import tokens, unseen
from bot.text.tokens import Term, terms
from bot.words.findings import AnalysedArticle, KeptTerms
from bot.words.spans import Span

_BETWEEN = "\t"  # stands in no term: words are letters and digits, and no letter is folded to one
_COMPOUND = "-"  # before a term: a hyphenated word written as one; no term begins so
_MOST = 2**31 - 1  # what a column of whole numbers takes everywhere


@cache
def terms_edition() -> int:
    """Return the edition: another one whenever the same text might be read as other terms.

    The analyzer's files themselves decide, and nobody has to think of it.
    """
    digest = hashlib.blake2b(digest_size=8)
    for module in (__file__, tokens.__file__, unseen.__file__):
        digest.update(Path(module).read_bytes())
    for name in ("stopwords", "stems"):
        digest.update(json.dumps(dict(subject(name)), sort_keys=True).encode())
    digest.update(Stemmer.version().encode())
    return 1 + int.from_bytes(digest.digest(), "big") % _MOST


def kept_terms(analysed: AnalysedArticle) -> KeptTerms:
    """Return the terms of an article, to be kept with it."""
    article = analysed.article
    read = [terms(article.title)]
    read += [terms(article.text, span) for span in _spans(analysed)]
    return KeptTerms(terms_edition(), "\n".join(map(_line, read)))


def lines_of(analysed: AnalysedArticle) -> Sequence[str | None]:
    """Return the line of the title, of each heading and of each sentence; None for each if none are kept."""
    number = 1 + len(analysed.article.headings) + len(analysed.analysis.sentences)
    if analysed.terms is not None and analysed.terms.edition == terms_edition():
        lines = analysed.terms.lines.split("\n")
        if len(lines) == number:
            return lines
    return [None] * number


def read_line(line: str) -> tuple[tuple[str, ...], frozenset[int]]:
    """Return the terms of a line in order, and at which places compounds stand."""
    found = line.split(_BETWEEN) if line else []
    if _COMPOUND not in line:
        return tuple(found), frozenset()
    compounds = frozenset(place for place, term in enumerate(found) if term.startswith(_COMPOUND))
    return tuple(term.removeprefix(_COMPOUND) for term in found), compounds


def _spans(analysed: AnalysedArticle) -> Iterator[Span]:
    yield from sorted(analysed.article.headings)
    yield from (sentence.span for sentence in analysed.analysis.sentences)


def _line(found: Iterable[Term]) -> str:
    return _BETWEEN.join(f"{_COMPOUND}{one.term}" if one.compound else one.term for one in found)
