"""What a capitalised word is by the words around it: a month that is a given name, a body before a name.

The lists say what a word usually is; here a place in a text says that it is something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cache

from bot.language_data.loading import subject
from bot.text.morphology import lemma_of
from bot.text.names.name_kinds import NOT_NAME, NameStretch, WordKind
from bot.text.names.name_lexicon import fold, lexicon
from bot.text.names.name_runs import RunWord, adjacent
from bot.words.findings import Token

_LONGEST_APPOSITION = 8  # words after a name in which it is called a firm
_CALLED_AFTER = re.compile(r"\bим\.\s?\Z")
_BEHIND_FIRM = re.compile(r",? [\"“„«]?")
_LEADS_TO_WORDS = re.compile(r"(?:, [^.:!?\n\"“«]{0,80})?(?::|,)\s{1,2}(?:[\"“«‘']|$)")


@dataclass(frozen=True, slots=True)
class NameContext:
    """The words beside names, folded."""

    months: frozenset[str]
    weekdays: frozenset[str]
    of_time: frozenset[str]
    small_family_names: frozenset[str]
    things_after: frozenset[str]
    phrases_after: tuple[str, ...]
    vessels: frozenset[str]
    animals: frozenset[str]
    bodies_before: frozenset[str]
    called_after: frozenset[str]
    firms: frozenset[str]
    firm_endings: frozenset[str]
    goes_on_behind_firm: frozenset[str]
    owning: frozenset[str]
    verbs_too: frozenset[str]


@cache
def name_context() -> NameContext:
    """Return what the subject `name_context` says, read on first use."""
    data = subject("name_context")
    words = {key: frozenset(map(fold, words)) for key, words in data.items() if key != "phrases_after"}
    return NameContext(**words, phrases_after=data["phrases_after"])


@cache
def outlet_words() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return the names of news agencies as they are written, and the words right before and behind one."""
    data = subject("outlets")
    names = frozenset(data["agencies"]) | frozenset(data["much_quoted"])
    return names, frozenset(map(fold, data["before_outlets"])), frozenset(map(fold, data["behind_outlets"]))


class Surroundings:
    """Reads what words are by their places in one article; made for one reading of it."""

    def __init__(self, text: str, tokens: Sequence[Token], people: Set[int], doers: Set[int]) -> None:
        """Take the text, its tokens, and where the model reads people and where those stand who do things."""
        self._text, self._people, self._doers = text, people, doers
        self._known = lexicon()
        self._owners = frozenset(
            token.span.start
            for token in tokens
            if token.relation == "nsubj" and _tells_of_noun(tokens, tokens[token.head])
        )

    def _is_person(self, word: RunWord) -> bool:
        return word.start in self._people

    def read(self, piece: NameStretch, offset: int, kinds: list[WordKind], index: int) -> None:
        """Mend what a word of a run can be where its place says that it is something else than usually."""
        word, near = piece.words[offset + index], name_context()
        if word.key in near.months or word.key in near.weekdays:
            if self._is_month_given(piece, offset, kinds, index):
                kinds[index] = WordKind.GIVEN
            elif self._is_month_family(piece, offset, kinds, index):
                kinds[index] = WordKind.SURNAME
        elif word.key in near.verbs_too and self._is_verb_of_speech(piece, offset, kinds, index):
            kinds[index] = WordKind.COMMON
        elif word.initial and self._is_dotted_body(piece, offset, kinds, index):
            kinds[index] = WordKind.ACRONYM
        elif word.key in near.small_family_names and self._is_small_family(piece, offset, kinds, index):
            kinds[index] = WordKind.SURNAME

    def _before(self, piece: NameStretch, place: int) -> RunWord | None:
        """Return the word right before a place, None where none is or something stands between."""
        if not place or not adjacent(self._text, piece.words[place - 1], piece.words[place]):
            return None
        return piece.words[place - 1]

    def _is_person_before(self, piece: NameStretch, place: int) -> bool:
        """Say whether a title or a role stands right before a place, as before names."""
        before = self._before(piece, place)
        return before is not None and (self._known.is_title(before.key) or self._known.is_role(before.key))

    def _is_month_given(self, piece: NameStretch, offset: int, kinds: Sequence[WordKind], index: int) -> bool:
        """Say whether a month or a day is a given name: "Consul June Carver", no "in June Merkel"."""
        if index + 1 == len(kinds) or kinds[index + 1] & (NOT_NAME | WordKind.SUFFIX | WordKind.PARTICLE):
            return False
        if self._is_person_before(piece, offset + index):
            return True
        near, place = name_context(), offset + index
        family, word = piece.words[place + 1], piece.words[place]
        sure = bool(kinds[index + 1] & WordKind.SURNAME) or self._is_person(family)
        if piece.headline or not sure or (word.key in near.weekdays and not self._is_person(word)):
            return False
        before = self._before(piece, place)
        if before is None:
            return not self._text[max(0, word.start - 2) : word.start].strip().isdigit()
        earlier = self._before(piece, place - 1) if before.key in ("and", "or") else None
        of_time = before.key in near.of_time or (earlier is not None and self._known.is_thing(earlier.key))
        return not of_time and not before.capital

    def _is_month_family(
        self, piece: NameStretch, offset: int, kinds: Sequence[WordKind], index: int
    ) -> bool:
        """Say whether a month or a day is a family name, as in "Judge Ella June", not the day of a deed."""
        if not index or index + 1 != len(kinds) or kinds[index - 1] != WordKind.GIVEN:
            return False
        place = offset + index
        following = self._text[piece.words[place].end :][:4].strip(" , ")
        named = self._is_person_before(piece, place - 1) or piece.words[place].start in self._doers
        named = named or (self._is_person(piece.words[place]) and self._is_person(piece.words[place - 1]))
        return named and not following[:1].isdigit()

    def _is_verb_of_speech(
        self, piece: NameStretch, offset: int, kinds: Sequence[WordKind], index: int
    ) -> bool:
        """Say whether a given name that opens a sentence is a verb there: "Said Novak: “…”", nobody's name.

        It is a name where the text has it before the same name within a sentence, too.
        """
        words = piece.words[offset : offset + len(kinds)]
        if offset + index or len(words) < 2 or not _LEADS_TO_WORDS.match(self._text, words[-1].end):
            return False
        pair = re.escape(self._text[words[0].start : words[1].end])
        return re.search(rf"[\w,] {pair}\b", self._text) is None

    def _is_dotted_body(self, piece: NameStretch, offset: int, kinds: Sequence[WordKind], index: int) -> bool:
        """Say whether letters with stops before a name are a body: "chief of the E.C.B. Carla Ricci"."""
        word, rest = piece.words[offset + index], kinds[index + 1 :]
        letters = len(word.key.replace(".", ""))
        if letters < 2 or not rest:
            return False
        before = self._before(piece, offset + index)
        if before is not None and before.key == "the":
            return True
        follows = rest[0] & WordKind.INITIAL or (rest[0] & WordKind.GIVEN and len(rest) > 1)
        return letters > 2 and bool(follows)

    def _is_small_family(
        self, piece: NameStretch, offset: int, kinds: Sequence[WordKind], index: int
    ) -> bool:
        """Say whether a small word closes a name: only a name has a capital there ("Economist Mai Do")."""
        place = offset + index
        word = piece.words[place]
        if not index or index + 1 != len(kinds) or piece.headline or word.acronym or word.text.endswith("."):
            return False
        if self._before(piece, place) is None or kinds[index - 1] & NOT_NAME & ~WordKind.COMMON:
            return False
        opens = index == 1 or bool(kinds[index - 2] & NOT_NAME)
        given = kinds[index - 1] & (WordKind.GIVEN | WordKind.SURNAME) or not kinds[index - 1]
        return opens and bool(given) and (place > 1 or bool(kinds[index - 1] & WordKind.GIVEN))

    def is_thing_of_name(self, piece: NameStretch, start: int, end: int) -> bool:
        """Say whether a thing bears the name: "Clara Weston school", "the frigate Ana", "the cat Ana"."""
        near, words = name_context(), piece.words
        if end < len(words) and not words[end].capital and adjacent(self._text, words[end - 1], words[end]):
            following = words[end].key
            pair = " ".join(word.key for word in words[end : end + 2])
            if following in near.things_after or pair in near.phrases_after:
                return True
        place = start
        while place and self._known.is_title(words[place - 1].key) and self._before(piece, place):
            place -= 1
        before = self._before(piece, place)
        if before is not None and place == start and before.capital:  # "the supply ship Almirante Ivo Kern"
            before = self._before(piece, place - 1)
        if before is not None and before.key in near.vessels | near.animals:
            return not self._is_owner(piece, end)
        before = self._before(piece, start)
        opening = self._text[max(0, words[start].start - len(" им. ")) : words[start].start]
        if _CALLED_AFTER.search(opening):
            return True
        if before is not None and {before.key, lemma_of(before.key)} & near.called_after:
            return True
        if before is not None and before.key == "of" and start > 1:
            before = words[start - 2]
            return before.key in ("firm", "brokerage") and not self._is_owner(piece, end)
        return before is not None and before.key in near.bodies_before and not self._is_owner(piece, end)

    def is_firm(self, piece: NameStretch, start: int, end: int) -> bool:
        """Say whether a firm bears the name: "the law firm Lind Falk", "Lind Falk, a consultancy in Riga"."""
        if self._is_owner(piece, end):
            return False
        return self._firm_stands_before(piece, start) or self._is_firm_by_apposition(piece, end)

    def _firm_stands_before(self, piece: NameStretch, start: int) -> bool:
        words, near = piece.words, name_context()
        if not start:
            return False
        before, of = words[start - 1], start > 1 and words[start - 1].key == "of"
        if of:
            before = words[start - 2]
        gap = self._text[words[start - 1].end : words[start].start]
        return (
            lemma_of(before.key) in near.firms
            and not before.possessive
            and _BEHIND_FIRM.fullmatch(gap) is not None
        )

    def _is_firm_by_apposition(self, piece: NameStretch, end: int) -> bool:
        """Say whether "a law firm", "the consultancy that …" stands behind a comma after a name."""
        words, near = piece.words, name_context()
        if self._text[words[end - 1].end : words[end - 1].end + 2] != ", " or end == len(words):
            return False
        if words[end].key not in ("a", "an", "the"):
            return False
        for place in range(end + 1, min(end + _LONGEST_APPOSITION, len(words))):
            gap = self._text[words[place - 1].end : words[place].start]
            if "," in gap or words[place].key in near.goes_on_behind_firm:
                return False
            if words[place].key in near.firms:
                behind = self._text[words[place].end : words[place].end + 1]
                following = words[place + 1] if place + 1 < len(words) else None
                return behind != " " or following is None or following.key in near.goes_on_behind_firm
        return False

    def _is_owner(self, piece: NameStretch, end: int) -> bool:
        """Say whether the name does something to the thing before it: "the ship Ana Holt commands"."""
        last = piece.words[end - 1]
        owns = end < len(piece.words) and piece.words[end].key in name_context().owning
        return (
            last.possessive
            or last.start in self._owners
            or (owns and adjacent(self._text, last, piece.words[end]))
        )


def _tells_of_noun(tokens: Sequence[Token], verb: Token) -> bool:
    """Say whether a verb tells of a noun as a relative clause does, in a sentence that has its own verb."""
    return verb.relation in ("relcl", "acl") and tokens[verb.head].relation != "ROOT"
