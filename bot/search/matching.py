"""Which concepts of a query a piece of text holds, and where."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache, partial

from bot.search.kept_terms import length_in, read_line, starts_in
from bot.search.query import Alternative, Concept
from bot.text.names.name_lexicon import fold, lexicon
from bot.text.tokens import Term, stem, terms
from bot.words.spans import Span

_OUTLETS = frozenset({"post", "times", "journal"})
_BODIES = _OUTLETS | {"university", "institute", "college", "school", "foundation", "airport"}
_WORD = re.compile(r"[^\W_]+")
_PARTICLE = re.compile(r"\b\w+ (?P<particle>down|out|up|off)\Z", re.IGNORECASE)
_OBJECT = 3  # words that may stand between a verb and its particle ("pulled the last troops out")
_FEW = 4  # terms up to which looking through a sentence takes less than making a set of it
_GAP = 2  # terms that may stand between two words of a phrase ("nuclear and hydro power")


class ReadText:
    """A piece of text as terms, with the places of each; made once, asked often.

    What is kept of it is taken as it is. Its words are cut only where their own places in the text are asked
    for: of the sentences looked at for an answer, most hold nothing that is asked.
    """

    __slots__ = (
        "_compounds", "_inside_names", "_kept", "_kept_places", "_span", "_starts", "_stems",
        "_terms", "_text", "_words",
    )  # fmt: skip

    def __init__(
        self, text: str, span: Span, kept: str | None = None, kept_places: str | None = None
    ) -> None:
        """Read the terms of `text` at `span`; their spans point into `text`.

        Args:
            text: a document.
            span: of the piece.
            kept: its line of terms of `bot.search.kept_terms`, where there is one.
            kept_places: its line of places there.
        """
        self._text = text
        self._span = span
        self._kept = kept
        self._kept_places = kept_places
        self._stems: Sequence[str] | None = None
        self._words: frozenset[str] | None = None
        self._compounds: frozenset[int] | None = None
        self._terms: tuple[Term, ...] | None = None
        self._starts: Sequence[int] | None = None
        self._inside_names: frozenset[int] | None = None

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms with the words they are read from."""
        if self._terms is None:
            self._terms = tuple(terms(self._text, self._span))
        return self._terms

    @property
    def starts(self) -> Sequence[int]:
        """Where each term begins."""
        if self._starts is None:
            kept = self._kept_places
            if kept is not None and len(kept) == 2 * len(self.stems):
                self._starts = starts_in(kept, self._span.start)
            else:
                self._kept_places = None
                self._starts = [term.span.start for term in self.terms]
        return self._starts

    def end_of(self, place: int) -> int:
        """Return where a term ends."""
        start, kept = self.starts[place], self._kept_places
        return self.terms[place].span.end if kept is None else start + length_in(kept, place)

    def stems_within(self, span: Span) -> Iterator[str]:
        """Yield the terms that begin inside a span, which begins where no word goes on."""
        if self._starts is None and self._kept_places is None:
            yield from (term.term for term in self.terms_within(span))
            return
        for term, start in zip(self.stems, self.starts, strict=True):
            if span.start <= start < span.end:
                yield term

    def terms_within(self, span: Span) -> Iterator[Term]:
        """Yield the terms that begin inside a span, which begins where no word goes on.

        What stands behind it need not be cut into words.
        """
        read = Span(span.start, self._span.end)
        for term in self._terms if self._terms is not None else terms(self._text, read):
            if term.span.start < span.end:
                if term.span.start >= span.start:
                    yield term
            elif not term.compound and self._text[term.span.start - 1].isspace():
                return  # else it may be part of a word with hyphens, which comes after its parts

    def _read(self) -> Sequence[str]:
        if self._kept is None:
            self._compounds = frozenset(place for place, term in enumerate(self.terms) if term.compound)
            self._stems = [term.term for term in self.terms]
        else:
            self._stems, self._compounds = read_line(self._kept)
        return self._stems

    @property
    def stems(self) -> Sequence[str]:
        """The terms alone, in order."""
        return self._stems if self._stems is not None else self._read()

    @property
    def plain_stems(self) -> Sequence[str]:
        """The terms in order without hyphenated words written as one, whose parts are there."""
        stems, compounds = self.stems, self.compounds
        return [term for place, term in enumerate(stems) if place not in compounds] if compounds else stems

    @property
    def words(self) -> frozenset[str]:
        """The different terms."""
        if self._words is None:
            self._words = frozenset(self.stems)
        return self._words

    @property
    def compounds(self) -> frozenset[int]:
        """At which places hyphenated words written as one stand, which come after their parts."""
        if self._compounds is None:
            self._read()
        return self._compounds or frozenset()

    def places_of(self, term: str) -> list[int]:
        """Return the places of a term."""
        return [place for place, other in enumerate(self.stems) if other == term]

    def says(self, phrase: str) -> bool:
        """Say whether a phrase stands here with the small words it has, which are no terms."""
        wording = _wording(phrase)
        return wording is None or wording.search(self._text, *self._span) is not None

    def goes_on_with(self, particle: re.Pattern[str], place: int) -> bool:
        """Say whether a verb has its particle behind it: "stepped down", and not "agreed on steps"."""
        return particle.match(self._text, self.terms[place].span.end, self._span.end) is not None

    @property
    def inside_names(self) -> frozenset[int]:
        """The places of words that only belong to a longer name of something else.

        The city is not in "George Washington University".
        """
        if self._inside_names is None:
            # What a body is called by is looked at closely only where there is one.
            found = self.terms if not _stems_of_bodies().isdisjoint(self.stems) else ()
            self._inside_names = frozenset(
                place for place in range(len(found) - 1) if _opens_longer_name(self._text, found, place)
            )
        return self._inside_names

    def ends_place_name(self, place: int) -> bool:
        """Say whether a word only belongs to the name of a place: a bank is not in "the West Bank"."""
        found, text = self.terms, self._text
        if not place or not _is_right_after(text, found[place - 1], found[place]):
            return False
        name = fold(text[found[place - 1].span.start : found[place].span.end])
        return lexicon().is_place(name) and not lexicon().is_place(fold(found[place].word))

    def is_of_another_country(self, place: int) -> bool:
        """Say whether a word only belongs to the name of another country: "Sudan" in "South Sudan"."""
        found, text = self.terms, self._text
        own = lexicon().country(fold(found[place].word))
        if own is None or own != fold(found[place].word):  # "Korea" may be either
            return False
        for first, last in ((place - 1, place), (place - 2, place), (place, place + 1)):
            if first < 0 or last >= len(found):
                continue
            if not all(_is_right_after(text, found[one], found[one + 1]) for one in range(first, last)):
                continue
            whole = lexicon().country(fold(text[found[first].span.start : found[last].span.end]))
            if whole is not None and whole != own:
                return True
        return False


@cache
def _stems_of_bodies() -> frozenset[str]:
    return frozenset(map(stem, _BODIES))


@lru_cache(maxsize=256)
def _wording(words: str) -> re.Pattern[str] | None:
    """Return what finds a phrase word for word, None where its terms say all of it: none is a small word."""
    found = _WORD.findall(words)
    if len(found) == sum(not term.compound for term in terms(words)):
        return None
    return re.compile(r"(?<!\w)" + r"[\W_]+".join(map(re.escape, found)) + r"(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=256)
def _particle(words: str) -> re.Pattern[str] | None:
    """Return what finds, behind a verb, the particle that makes it another one; None for words without."""
    found = _PARTICLE.search(words)
    if found is None or len(_WORD.findall(words)) == sum(not term.compound for term in terms(words)):
        return None
    between = rf"(?:\s+[\w’'-]+){{0,{_OBJECT}}}?"
    return re.compile(rf"{between}\s+{found['particle']}\b", re.IGNORECASE)


class HeldConcept:
    """A concept found in a text: how much it counts (0 to 1) and the characters that name it.

    These are looked up when they are asked for: of most texts the weight alone is.
    """

    __slots__ = ("_found", "weight")

    def __init__(self, weight: float, found: Callable[[], tuple[Span, ...]]) -> None:
        """Take how much it counts, and what finds the characters."""
        self.weight = weight
        self._found = found

    @classmethod
    def at(cls, spans: tuple[Span, ...]) -> HeldConcept:
        """Return what is named at places that are known already, wholly."""
        return cls(1.0, lambda: spans)

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where it is named, in text order."""
        return self._found()


def _opens_longer_name(text: str, found: Sequence[Term], place: int) -> bool:
    """Say whether a capitalised word is followed by the word that makes it the name of a body.

    What is called after the town it is in tells of that town: "Jane Varna University", no "Varna University".
    """
    one, other = found[place], found[place + 1]
    if not _is_capital(text, one) or not _is_right_after(text, one, other) or other.word not in _BODIES:
        return False
    return other.word in _OUTLETS or (place > 0 and _is_right_after(text, found[place - 1], one))


def _is_right_after(text: str, one: Term, other: Term) -> bool:
    """Say whether two words with a capital stand side by side."""
    return other.span.start == one.span.end + 1 and _is_capital(text, one) and _is_capital(text, other)


def _is_capital(text: str, term: Term) -> bool:
    return text[term.span.start].isupper()


def narrowed(concept: Concept, present: Container[str]) -> Concept:
    """Return a concept with just those of its alternatives that a text with these terms may hold."""
    kept = tuple(one for one in concept.alternatives if one.terms[0] in present)
    return concept if len(kept) == len(concept.alternatives) else replace(concept, alternatives=kept)


def held(concept: Concept, read: ReadText) -> HeldConcept | None:
    """Return the heaviest way a text names a concept, with every place it does so that way, or None."""
    best: HeldConcept | None = None
    words = read.stems if len(concept.alternatives) <= _FEW else read.words
    for alternative in concept.alternatives:
        if alternative.terms[0] not in words or (best is not None and best.weight >= alternative.weight):
            continue
        if concept.exact and not read.says(alternative.words):
            continue
        # A name asked for by itself; with the rest of a longer name beside it, it is another one's.
        alone = concept.proper and len(alternative.terms) == 1
        common = len(alternative.terms) == 1 and concept.words.islower()
        found = _occurrences(alternative, read, exact=concept.exact, alone=alone, common=common)
        if found and (particle := _particle(alternative.words)) is not None:
            found = [one for one in found if read.goes_on_with(particle, one[1])]
        if found:
            best = HeldConcept(alternative.weight, partial(_spans, read, found))
    return best


def _occurrences(
    alternative: Alternative, read: ReadText, *, exact: bool, alone: bool, common: bool
) -> list[tuple[int, int]]:
    """Return the places of the first and the last term each time a text has an alternative."""
    first, *rest = alternative.terms
    found = []
    for place in read.places_of(first):
        if alone and (place in read.inside_names or read.is_of_another_country(place)):
            continue
        if common and read.ends_place_name(place):
            continue
        reached = _follow(read, place, rest, 0 if exact else _GAP)
        if reached is not None:
            found.append((place, reached))
    return found


def _spans(read: ReadText, found: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    starts = read.starts
    return tuple(Span(starts[first], read.end_of(last)) for first, last in found)


def _follow(read: ReadText, place: int, rest: Sequence[str], gap: int) -> int | None:
    """Walk from `place` over the terms of a phrase; compounds are no words of their own here."""
    found, compounds = read.stems, read.compounds
    for wanted in rest:
        skipped = 0
        place += 1
        while place < len(found) and found[place] != wanted:
            skipped += place not in compounds
            if skipped > gap:
                return None
            place += 1
        if place >= len(found):
            return None
    return place
