"""The lines an answer shows so far, so that none stands there twice, in the same words or nearly so."""

from __future__ import annotations

from collections import defaultdict

from bot.words.answers import Item
from bot.words.spans import Span

_SAME = 0.72  # share of the shorter line's words that the other has too, from which both say the same
_SHORT = 3  # words up to which a line is too short to be compared


class Sheet:
    """Collects what is shown; made for one answer."""

    def __init__(self) -> None:
        self._spans: defaultdict[str, list[Span]] = defaultdict(list)
        self._terms: list[frozenset[str]] = []

    def has(self, article: str, span: Span) -> bool:
        """Say whether a line, or a part of it, is shown already."""
        return any(span.overlaps(other) for other in self._spans.get(article, ()))

    def repeats(self, terms: frozenset[str]) -> bool:
        """Say whether some words tell what a line tells that is shown already."""
        return any(_is_same(terms, other) for other in self._terms)

    def takes(self, item: Item, terms: frozenset[str]) -> bool:
        """Add a line unless it is there already; say whether it was added."""
        if self.has(item.article, item.span) or self.repeats(terms):
            return False
        self._spans[item.article].append(item.span)
        self._terms.append(terms)
        return True


def _is_same(one: frozenset[str], other: frozenset[str]) -> bool:
    shorter = min(len(one), len(other))
    if shorter <= _SHORT:
        return False
    return len(one & other) / shorter > _SAME and _figures(one) == _figures(other)


def _figures(terms: frozenset[str]) -> set[str]:
    return {term for term in terms if term[:1].isdigit()}
