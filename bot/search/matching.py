"""Which concepts of a query a piece of text holds, and where."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace
from typing import NamedTuple

from bot.models import Span
from bot.search.query import Alternative, Concept
from bot.text.tokens import Term, terms

_BODIES = frozenset(
    {"university", "institute", "college", "school", "post", "times", "journal", "foundation", "airport"}
)
_GAP = 2  # terms that may stand between two words of a phrase ("nuclear and hydro power")


class ReadText(NamedTuple):
    """A piece of text as terms, with the places of each; made once, asked often.

    `inside_names` are the places of words that only belong to a longer name of something else: the city is
    not in "George Washington University".
    """

    terms: tuple[Term, ...]
    places: dict[str, list[int]]
    inside_names: frozenset[int]


class Held(NamedTuple):
    """A concept found in a text: how much it counts (0 to 1) and the characters that name it."""

    weight: float
    spans: tuple[Span, ...]


def read_text(text: str, span: Span) -> ReadText:
    """Read the terms of `text` at `span`; their spans point into `text`."""
    found = tuple(terms(text, span))
    places: dict[str, list[int]] = {}
    for place, term in enumerate(found):
        places.setdefault(term.term, []).append(place)
    inside = frozenset(place for place in range(len(found) - 1) if _opens_longer_name(text, found, place))
    return ReadText(found, places, inside)


def _opens_longer_name(text: str, found: Sequence[Term], place: int) -> bool:
    """Say whether a capitalised word is followed by the word that makes it the name of a body."""
    one, other = found[place], found[place + 1]
    return (
        other.word in _BODIES
        and other.span.start == one.span.end + 1
        and text[one.span.start].isupper()
        and text[other.span.start].isupper()
    )


def narrowed(concept: Concept, present: Container[str]) -> Concept:
    """Return a concept with just those of its alternatives that a text with these terms may hold."""
    kept = tuple(one for one in concept.alternatives if one.terms[0] in present)
    return concept if len(kept) == len(concept.alternatives) else replace(concept, alternatives=kept)


def held(concept: Concept, read: ReadText) -> Held | None:
    """Return the heaviest way a text names a concept, with every place it does so that way, or None."""
    best: Held | None = None
    for alternative in concept.alternatives:
        if best is not None and best.weight >= alternative.weight:
            continue
        # A name asked for by itself; with the rest of a longer name beside it, it is another one's.
        alone = concept.proper and len(alternative.terms) == 1
        if spans := _occurrences(alternative, read, exact=concept.exact, alone=alone):
            best = Held(alternative.weight, spans)
    return best


def _occurrences(alternative: Alternative, read: ReadText, *, exact: bool, alone: bool) -> tuple[Span, ...]:
    first, *rest = alternative.terms
    spans = []
    for place in read.places.get(first, ()):
        if alone and place in read.inside_names:
            continue
        reached = _follow(read.terms, place, rest, 0 if exact else _GAP)
        if reached is not None:
            spans.append(Span(read.terms[place].span.start, read.terms[reached].span.end))
    return tuple(spans)


def _follow(found: Sequence[Term], place: int, rest: Sequence[str], gap: int) -> int | None:
    """Walk from `place` over the terms of a phrase; compounds are no words of their own here."""
    for wanted in rest:
        skipped = 0
        place += 1
        while place < len(found) and found[place].term != wanted:
            skipped += not found[place].compound
            if skipped > gap:
                return None
            place += 1
        if place >= len(found):
            return None
    return place
