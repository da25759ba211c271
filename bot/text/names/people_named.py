"""The names of people in an article, as exact spans without titles and possessive endings.

The syntax model proposes and rules decide: every run of capitalised words is cut into possible names, and
each of these is weighed by what stands beside it (a title, a role, a reporting verb), by its words (given
names, family names, endings), by the model's label over the whole article, and by what the words are
elsewhere: places, peoples, organisations, months. A single word is a person mostly because the article names
the person in full somewhere. Headlines, where every word has a capital, only confirm names or give sure ones.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace

from bot.text.morphology import (
    NOMINATIVE,
    depends,
    finite_verb,
    first_form,
    forms,
    is_known,
    lemma_of,
    person_noun,
    readings,
)
from bot.text.names.name_candidates import Cutting, NameCandidate, is_read, keys_of
from bot.text.names.name_context import name_context, outlet_words
from bot.text.names.name_evidence import doers_of, stems_of_places, votes_of
from bot.text.names.name_habits import (
    holds_office,
    is_land_of,
    named_behind_offices,
    speakers_beside_marks,
)
from bot.text.names.name_kinds import NOT_NAME, OF_NAMES, NameStretch, WordKind, Zone
from bot.text.names.name_lexicon import cyrillic_stem, fold, is_cyrillic, lexicon
from bot.text.names.name_parting import parted
from bot.text.names.name_runs import RunWord, adjacent, words_of
from bot.text.names.name_shortening import shorten
from bot.text.russian_cues import kazakh_basic, russian_cues, says
from bot.words.documents import Article
from bot.words.findings import Sentence, Token
from bot.words.spans import Span

__all__ = ["Name", "Zone", "find_names", "find_names_and_lone_words"]

ENOUGH_FOR_SEVERAL_WORDS = 2.0
ENOUGH_FOR_ONE_WORD = 3.0
_NOT_PERSON_LABELS = frozenset(
    {"ORG", "GPE", "LOC", "FAC", "PRODUCT", "EVENT", "WORK_OF_ART", "NORP", "LAW", "LANGUAGE"}
)
_NOT_NAME_LABELS = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL"})
_LONGEST_OFFICE = 9  # words of an office before a name
_PARTNERS = 2  # family names that make the name of a firm
_SHORTEST_LONE = 4  # letters of a word that may be a family name although nothing else says so
_GOES_ON = re.compile(r"[,;]?[\"”’»'*)]*[ \u00a0]|[ \u00a0][—–-][ \u00a0]")
_AGE = re.compile(r", (?:aged )?\d{1,2},|, \d{1,2}\b| \((?:aged )?\d{1,2}\)")
_ADJECTIVAL = re.compile(r"[сц]к(?:ий|ого|ому|им|ом|ая|ой|ую)$")
_KAZAKH_PLACES = ("дағы", "дегі", "тағы", "тегі")
_ACCOUNT = re.compile(r",? ?[ (]@\w{2,30}\b")
_LABEL = re.compile(r"[ \u00a0]?:[ \u00a0]{1,2}[\"“«„]")
_LISTED = re.compile(r"[,;]? (?:and |& )?|,? and ")
_BRACKETED = re.compile(r"\s?\(([^()\d]{2,60})\)")


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name at one place: `span` covers exactly the name, `words` are its parts as written.

    `title` is the folded word directly before it that is written before names ("president", "mrs"), `other`
    the span of another name of the same person in brackets after it, `reasons` what spoke for a person.
    `lone` is one word that does what people do and that the article bears out in no other way; it is a `body`
    where the model reads one.
    """

    span: Span
    words: tuple[str, ...]
    zone: Zone
    sentence: int | None = None
    title: str | None = None
    other: Span | None = None
    reasons: tuple[str, ...] = ()
    lone: bool = False
    body: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """The words as they are compared, without stops."""
        return tuple(fold(word).rstrip(".") for word in self.words)


def find_names(article: Article, sentences: Sequence[Sentence], tokens: Sequence[Token]) -> tuple[Name, ...]:
    """Return the names of people in an article's title, headings, sentences and captions, in text order.

    Args:
        article: The cleaned article.
        sentences: Its sentences, as `sentences_of` gives them.
        tokens: The tokens of these sentences; may be empty, then the rules are alone.
    """
    return tuple(name for name in find_names_and_lone_words(article, sentences, tokens) if not name.lone)


def find_names_and_lone_words(
    article: Article, sentences: Sequence[Sentence], tokens: Sequence[Token]
) -> tuple[Name, ...]:
    """Return the same as `find_names` with the lone words among them, marked so."""
    return _Reading(article, sentences, tokens).names()


class _Reading:
    """One article being read; made for one call."""

    def __init__(self, article: Article, sentences: Sequence[Sentence], tokens: Sequence[Token]) -> None:
        self.text = article.text
        self.known = lexicon()
        if not is_read(article.language):
            tokens = ()  # the model reads English: of other languages it takes every noun for a name
        self.doers = doers_of(tokens) | speakers_beside_marks(article.text, article.language)
        self.apposed = named_behind_offices(article.text, article.language)
        self.cutting = Cutting(article, sentences, tokens, self.doers)
        self.tags = {token.span.start: token.tag for token in tokens}
        self.votes = votes_of(tokens)
        self.surnames: Counter[str] = Counter()
        self.givens: Counter[str] = Counter()
        self.stems: set[str] = set()
        self.full: dict[tuple[str, ...], int] = {}
        self.full_stems: set[tuple[str, ...]] = set()
        self.alone: Counter[str] = Counter()
        self.titled: set[str] = set()
        self.where: set[str] = set()
        self.articled: Counter[str] = Counter()
        self.firms: set[tuple[str, ...]] = set()

    def names(self) -> tuple[Name, ...]:
        candidates = list(self.cutting.candidates())
        if self.cutting.russian:
            candidates = list(parted(candidates))
        self.firms.update(self._firms(candidates))
        self.articled.update(self._after_articles(candidates))
        self.where.update(stems_of_places(self.text, self.cutting.pieces))
        self.alone.update(one.words[0].key for one in candidates if len(one.words) == 1)
        for candidate in candidates:
            if len(candidate.parts) > 1 or (len(candidate.words) > 1 and len(candidate.parts) == 1):
                self._weigh_several(candidate)
        shorten(candidates, self.alone)
        self._learn(candidates)
        self._leave_out_partners(candidates)
        self._weigh_lists(candidates)
        self._learn(candidates)
        for candidate in candidates:
            if not candidate.accepted:
                self._weigh_again(candidate)
            elif (
                not candidate.kinds[0] & OF_NAMES
                and candidate.parts[1:] in self.full
                and (len(candidate.parts) > 2 or candidate.start == 0 or candidate.piece.headline)
            ):  # where only initials stand elsewhere, the word before may be what they stand for
                candidate.take(candidate.part(1, len(candidate.words)))  # "Miss Universe Alicia Vega"
                candidate.weigh(3.0, "named in full elsewhere")
            elif self._opens_with_auxiliary(candidate):
                candidate.take(candidate.part(1, len(candidate.words)))  # "Will Lind resign?"
                candidate.weigh(3.0, "named in full elsewhere")
        shorten(candidates, self.alone)  # also those the article's sure names have confirmed
        self._learn(candidates)
        alone = [one for one in candidates if not one.accepted and len(one.words) == 1]
        self.titled.update(one.words[0].key for one in alone if one.title is not None)
        for candidate in alone:
            self._weigh_one(candidate)
        self._spread(alone)
        candidates.extend(self._overlooked(candidates))
        found = [self._name(candidate) for candidate in candidates if candidate.accepted]
        found.extend(self._hyphenated(found))
        shared = list(self._sharing_family_name(candidates))
        found = [*shared, *(one for one in found if all(one.span != other.span for other in shared))]
        found.extend(
            replace(self._name(candidate), lone=True, body=self._is_body(candidate.words[0]))
            for candidate in self._lone(alone)
        )
        return tuple(sorted(_without_overlaps(found), key=lambda name: name.span))

    def _firms(self, candidates: Iterable[NameCandidate]) -> Iterator[tuple[str, ...]]:
        """Yield the words of names that the article gives to firms: "the law firm Lind Falk"."""
        yield from self.cutting.firms
        for candidate in candidates:
            if len(candidate.words) > 1 and self.cutting.near.is_firm(
                candidate.piece, candidate.start, candidate.end
            ):
                yield keys_of(candidate.words)

    def _leave_out_partners(self, candidates: Sequence[NameCandidate]) -> None:
        """Leave out names of two family names of two people of the article: the firm "Lind Falk" of theirs.

        Whoever has a title or a role there, or a given name that is no family name, is a person all the same.
        """
        for candidate in candidates:
            parts = candidate.parts
            if not candidate.accepted or len(parts) != len(candidate.words) or len(parts) != _PARTNERS:
                continue
            called = candidate.title is not None or self._stands_behind_role(candidate)
            others = {full[-1] for full in self.full if full != parts and len(full) > 1}
            if not called and others.issuperset(parts) and candidate.kinds[0] != WordKind.GIVEN:
                candidate.accepted = False
                self.firms.add(parts)
        for firm in self.firms & self.full.keys():
            if not any(one.accepted and one.parts == firm for one in candidates):
                self._forget(firm)

    def _stands_behind_role(self, candidate: NameCandidate) -> bool:
        before = candidate.piece.words[candidate.start - 1] if candidate.start else None
        return before is not None and self.known.is_role(before.key)

    def _forget(self, firm: tuple[str, ...]) -> None:
        """Take back what was learned of a firm that was taken for a person."""
        del self.full[firm]
        self.surnames[firm[-1]] -= 1
        self.givens[firm[0]] -= 1
        for counted, word in ((self.surnames, firm[-1]), (self.givens, firm[0])):
            if counted[word] <= 0:
                del counted[word]

    def _opens_with_auxiliary(self, candidate: NameCandidate) -> bool:
        """Say whether a given name is an auxiliary: in a question, before a family name named in full too."""
        words, family = candidate.piece.words, candidate.parts[1:]
        if candidate.start or self.tags.get(words[0].start) != "MD":
            return False
        asked = self.text[words[-1].end : words[-1].end + 3].lstrip("’'s\"”)").startswith("?")
        others = (full for full in self.full if full != candidate.parts)
        return asked and any(full[-len(family) :] == family for full in others)

    # --- weighing ------------------------------------------------------------------------------------------

    def _weigh_several(self, candidate: NameCandidate) -> None:
        words, kinds = candidate.words, candidate.kinds
        if self.cutting.foreign and not self._is_known_or_speaks(candidate):
            return
        self._weigh_surroundings(candidate)
        if kinds[0] & WordKind.GIVEN:
            both = kinds[0] & (WordKind.PLACE | WordKind.COMMON | WordKind.TITLE)
            candidate.weigh(1.5 if both else 2.5, "begins with a given name")
        if words[0].key in self.known.kept_titles and kinds[1] & ~WordKind.SURNAME == WordKind.GIVEN:
            candidate.weigh(2.0, "a given name behind a title that goes with it")
        person = kinds[0] & WordKind.GIVEN and not kinds[0] & WordKind.PLACE  # "Santiago de Lerna" is a town
        if person and any(kind & WordKind.PARTICLE for kind in kinds[1:-1]):
            candidate.weigh(1.5, "a particle between the names")
        if any(word.key in self.known.sons_of for word in words[1:-1]):
            candidate.weigh(3.0, "the father's name behind it")
        self._weigh_family_name(candidate)
        self._weigh_labels(candidate)
        self._weigh_doubts(candidate)
        if keys_of(candidate.words) in self.firms:
            candidate.weigh(-4.0, "a firm of that name")
        candidate.accepted = candidate.score >= ENOUGH_FOR_SEVERAL_WORDS

    def _weigh_family_name(self, candidate: NameCandidate) -> None:
        """Weigh what the words behind the first, or a family name that stands first, say of a person."""
        words, kinds = candidate.words, candidate.kinds
        if any(kind & WordKind.GIVEN for kind in kinds[1:]) and self.known.first_surnames & {words[0].key}:
            candidate.weigh(1.0, "given name after the family name")
        if (
            self.cutting.russian
            and WordKind.SURNAME & kinds[0]
            and len(words) > 1
            and WordKind.GIVEN & kinds[1]
        ):
            candidate.weigh(1.0, "given name after the family name")
        if kinds[0] == WordKind.GIVEN and self.known.is_surname(words[-1].key):
            candidate.weigh(1.0, "a given and a family name")
        if kinds[-1] & WordKind.SURNAME or (kinds[-1] & WordKind.SUFFIX and len(words) > 2):
            candidate.weigh(1.0, "ends in a family name")
        if any(kind & (WordKind.INITIAL | WordKind.SUFFIX) for kind in kinds) and len(words) > 1:
            candidate.weigh(1.5, "initials")
        if self.known.is_surname(words[0].key) and kinds[0] == WordKind.SURNAME:
            candidate.weigh(0.5, "begins with a family name")
        if any(self.known.is_patronymic(word.key) for word in words):
            candidate.weigh(1.5, "father's name")
        if words[0].key in self.known.first_surnames and not kinds[0] & WordKind.COMMON and len(words) <= 3:
            short = len(words) == 3 and all(len(word.key) <= 5 for word in words)
            sure = short or "-" in words[1].text
            candidate.weigh(2.5 if sure else 1.0, "begins with a family name of East Asia")

    def _is_known_or_speaks(self, candidate: NameCandidate) -> bool:
        """Say whether a possible name begins with a given name, or speaks as people alone do.

        Bodies speak too; a person's name stands behind quoted words and a verb, and either behind a role or
        its last word stands elsewhere alone.
        """
        piece, start = candidate.piece, candidate.start
        if candidate.kinds[0] & (WordKind.GIVEN | WordKind.INITIAL):
            return True
        if any(kind & NOT_NAME for kind in candidate.kinds):
            return False
        if candidate.span.start in self.apposed:
            return candidate.span.end < len(self.text) and self.text[candidate.span.end] in ",."
        speaks = any(word.start in self.doers for word in candidate.words)
        role = bool(start) and (self._role_before(piece, start) or self._office_before(piece, start))
        return speaks and (role or candidate.title is not None or self.alone[candidate.words[-1].key] > 0)

    def _weigh_doubts(self, candidate: NameCandidate) -> None:
        words, kinds = candidate.words, candidate.kinds
        russian = self.cutting.russian and is_cyrillic(words[0].key)
        if russian and not readings(tuple(word.text for word in words)):
            candidate.weigh(-2.5, "its words stand in different cases")
        elif russian and self._is_title(candidate):
            candidate.weigh(-3.0, "alone between guillemets, as parties and ships are")
        elif russian and len(words) == 2 and kinds[-1] == WordKind.SURNAME and not is_known(words[0].text):
            candidate.weigh(1.0, "a word no dictionary has agrees with a family name")
        if kinds[0] & WordKind.PLACE or (kinds[-1] & WordKind.PLACE and not kinds[-1] & WordKind.SURNAME):
            candidate.weigh(-1.0, "holds a place")
        if any(kind & WordKind.COMMON for kind in kinds[1:]):
            candidate.weigh(-1.0, "holds a common word")
        if self.articled[words[-1].key] and candidate.title is None:
            candidate.weigh(-1.5, "its last word takes an article")
        if candidate.piece.headline:
            unknown = len(candidate.parts) > 2 and not kinds[-1] & OF_NAMES
            candidate.weigh(-4.0 if unknown else -1.0, "headline")
            verb = kinds[0] == WordKind.NOTHING and words[0].key.endswith("s")
            if verb and self.text.count(candidate.span.of(self.text)) == 1:
                candidate.weigh(-2.0, "like a verb of a headline")
        unknown = all(not kind & ~WordKind.PARTICLE for kind in kinds[kinds[0] == WordKind.GIVEN :])
        if unknown and self.alone[words[-1].key] and len(words) <= 3:
            candidate.weigh(1.0, "its last word also stands alone")

    def _is_title(self, candidate: NameCandidate) -> bool:
        start, end = candidate.span
        marks = self.text[start - 1 : start] + self.text[end : end + 1]
        return marks in ("«»", '""', "“”", "„“")

    def _weigh_labels(self, candidate: NameCandidate) -> None:
        words = [word for word in candidate.words if word.capital]
        here = [self.cutting.label(word) for word in words]
        if all(label == "PERSON" for label in here):
            candidate.weigh(2.0, "the model reads a person")
        elif here[-1] == "PERSON":
            candidate.weigh(1.0, "the model reads a person")
        elif any(label in _NOT_NAME_LABELS for label in here):
            candidate.weigh(-1.5, "the model reads a date or a number")
        elif any(label in _NOT_PERSON_LABELS for label in here) and not (
            self._is_addressed(candidate) or self._speaks_as_holder(candidate)
        ):
            doubtful = self.votes[words[-1].key]["PERSON"] or self._may_be_unknown_name(candidate)
            doubtful = doubtful or self._is_titled_unknown_name(candidate)
            candidate.weigh(-0.5 if doubtful else -1.5, "the model reads something else")
        if here[-1] != "PERSON" and self.votes[words[-1].key]["PERSON"]:
            candidate.weigh(1.0, "the model reads a person elsewhere")

    def _is_titled_unknown_name(self, candidate: NameCandidate) -> bool:
        """Say whether a title stands before words that no list has for anything but names."""
        others = NOT_NAME | WordKind.COMMON
        return (
            candidate.title is not None
            and not candidate.piece.headline
            and not any(kind & others for kind in candidate.kinds)
        )

    def _may_be_unknown_name(self, candidate: NameCandidate) -> bool:
        """Say whether a given name that is nothing else stands before words of no kind, or a family name.

        The model takes most names that it does not know for bodies; behind a noun it may well be one.
        """
        kinds, place = candidate.kinds, candidate.start
        if kinds[0] != WordKind.GIVEN or any(
            kind not in (WordKind.NOTHING, WordKind.SURNAME) for kind in kinds[1:]
        ):
            return False
        words = candidate.piece.words
        if words[place].key in self.known.articles:
            return False  # "Al Marzum House"
        beside = place > 0 and adjacent(self.text, words[place - 1], words[place])
        return not (beside and self.tags.get(words[place - 1].start, "").startswith("NN"))

    def _is_addressed(self, candidate: NameCandidate) -> bool:
        """Say whether "Mr" or "Lady" stands before, as before a person alone, whatever the model reads."""
        words, place = candidate.piece.words, candidate.start
        while place and self.known.is_title(words[place - 1].key):
            place -= 1
            if self.known.titles.get(words[place].key.rstrip(".")) in ("male", "female"):
                return True
        return False

    def _speaks_as_holder(self, candidate: NameCandidate) -> bool:
        """Say whether a name stands between an office and a verb of speech: "spokesman Ada Lind said"."""
        words, start, end = candidate.piece.words, candidate.start, candidate.end
        if not 0 < start < end < len(words) or not self.known.is_role(words[start - 1].key):
            return False
        says = words[end].key in self.known.person_words and adjacent(self.text, words[end - 1], words[end])
        return (
            says and not words[start - 1].possessive and adjacent(self.text, words[start - 1], words[start])
        )

    def _weigh_surroundings(self, candidate: NameCandidate) -> None:
        piece, start, end = candidate.piece, candidate.start, candidate.end
        first, last = piece.words[start], piece.words[end - 1]
        if candidate.title is not None and not (end - start == 1 and self._may_be_body(piece, start)):
            candidate.weigh(3.0, f"after the title {candidate.title}")
        elif points := self._worth_behind_role(candidate):
            candidate.weigh(points, "after a role")
        elif (
            start
            and not piece.words[start - 1].capital
            and adjacent(self.text, piece.words[start - 1], first)
        ):
            before = piece.words[start - 1].key
            articled = before in ("the", "a", "an", "this")
            if (
                articled
                and not candidate.after & WordKind.ORGANISATION
                and not self._office_follows(candidate)
            ):
                following = piece.words[end] if end < len(piece.words) else None
                noun = following is not None and adjacent(self.text, last, following)
                candidate.weigh(
                    -0.5 if noun and following and not following.capital else -2.0, "after an article"
                )
        if self.cutting.russian and self._speaks(piece, start, end):
            candidate.weigh(2.0, "does what people do")
        if end < len(piece.words):
            if self._does(candidate):
                candidate.weigh(1.0, "does what people do")
            if self._role_after(piece, end):
                candidate.weigh(1.5, "a role follows")
        elif self.cutting.foreign and any(word.start in self.doers for word in candidate.words):
            candidate.weigh(1.0, "does what people do")
        if (age := _AGE.match(self.text, last.end)) is not None:
            candidate.weigh(2.0 if end - start > 1 and age[0].endswith(",") else 1.0, "an age follows")
        self._weigh_label(candidate, last)
        if (
            self.text[last.end : last.end + 2] in (" &", "®", "™")
            or self.text[max(0, first.start - 2) : first.start] == "& "
        ):
            candidate.weigh(-3.0, "part of a firm's name")

    def _is_owner_or_place(self, candidate: NameCandidate) -> bool:
        """Say whether one word stands behind "of", so that an office is of it: "the emir of Lerna"."""
        before = candidate.piece.words[candidate.start - 1]
        return len(candidate.words) == 1 and before.key == "of"

    def _weigh_label(self, candidate: NameCandidate, last: RunWord) -> None:
        """Weigh that a name is that of an account, or leads to words in quotation marks."""
        if _ACCOUNT.match(self.text, last.end) is not None:
            candidate.weigh(2.5 if candidate.piece.headline else 1.5, "the name of an account")
        elif candidate.start == 0 and len(candidate.words) > 1 and _LABEL.match(self.text, last.end):
            candidate.weigh(1.5, "leads to words in quotation marks")

    def _does(self, candidate: NameCandidate) -> bool:
        """Say whether a possible name does what people do, by the parse or by the word after it."""
        words, end = candidate.piece.words, candidate.end
        said = end < len(words) and words[end].key in self.known.person_words
        if said and adjacent(self.text, words[end - 1], words[end]):
            return True
        return any(word.start in self.doers for word in candidate.words)

    def _office_follows(self, candidate: NameCandidate) -> bool:
        """Say whether "administration", "government" or the like follows, as it does heads of them."""
        words, end = candidate.piece.words, candidate.end
        return (
            end < len(words)
            and words[end].key in self.known.followers
            and adjacent(self.text, words[end - 1], words[end])
        )

    def _speaks(self, piece: NameStretch, start: int, end: int) -> bool:
        """Say whether a Russian verb of speech, or any beside a full name, stands directly at a name."""
        words = piece.words
        beside = [words[start - 1]] if start and adjacent(self.text, words[start - 1], words[start]) else []
        if end < len(words) and adjacent(self.text, words[end - 1], words[end]):
            beside.append(words[end])
        verbs = [verb for word in beside if not word.capital and (verb := finite_verb(word.key))]
        if any(verb.lemma in russian_cues().say for verb in verbs):
            after_role = start > 0 and self._is_calling(words[start - 1])
            return not (after_role and end - start == 1 and self._may_be_body(piece, start))
        subject = {
            way.gender
            for way in readings(tuple(word.text for word in words[start:end]))
            if way.case == NOMINATIVE
        }
        return end - start > 1 and any(verb.past and verb.agreement in subject for verb in verbs)

    def _role_before(self, piece: NameStretch, start: int) -> bool:
        before, first = piece.words[start - 1], piece.words[start]
        gap = self.text[before.end : first.start]
        if gap in (" ", "\u00a0") and not before.possessive:
            office = [word.text for word in piece.words[max(0, start - _LONGEST_OFFICE) : start]]
            if holds_office(office, first.text, self.cutting.language):
                return True
        return (
            gap in (" ", "\u00a0", ", ")
            and (self.known.is_role(before.key) or self._is_calling(before))
            and not before.possessive
            and (gap != ", " or not before.capital)
            and not self._may_be_body(piece, start)
        )

    def _worth_behind_role(self, candidate: NameCandidate) -> float:
        """Return the points for the role a name stands behind, 0.0 for none; more for one between commas."""
        piece, start, end = candidate.piece, candidate.start, candidate.end
        if start and (
            (end - start > 1 and piece.words[start].start in self.apposed)
            or self._role_before(piece, start)
            or (self._office_before(piece, start) and not self._is_owner_or_place(candidate))
        ):
            return 3.5 if self._explains_role(candidate, 1) else 2.0
        return 2.0 if self._explains_role(candidate, _LONGEST_OFFICE) else 0.0

    def _explains_role(self, candidate: NameCandidate, reach: int) -> bool:
        """Say whether a name no list has tells between commas whose role it is: "the mayor, Ivo Kern,".

        The role stands among so many words before it (`reach`), with nothing but what it is of behind it.
        """
        piece, start, end = candidate.piece, candidate.start, candidate.end
        if self.cutting.russian or not start or end - start < 2 or piece.headline:
            return False
        if any(kind & (NOT_NAME | WordKind.COMMON) for kind in candidate.kinds):
            return False
        last, before = piece.words[end - 1], piece.words[start - 1]
        if self.text[before.end : piece.words[start].start] != ", " or self.text[last.end] not in ",:":
            return False
        for index in range(start - 1, max(-1, start - 1 - reach), -1):
            word = piece.words[index]
            if self.known.is_role(word.key) and not word.possessive:
                return index == start - 1 or piece.words[index + 1].key in ("of", "for", "at", "to")
            if index < start - 1 and not adjacent(self.text, word, piece.words[index + 1]):
                return False
        return False

    def _may_be_body(self, piece: NameStretch, start: int) -> bool:
        """Say whether a Russian word after a role may be whose the role is: "корреспондент Азаттыка"."""
        word = piece.words[start]
        following = piece.words[start + 1] if start + 1 < len(piece.words) else None
        if not self.cutting.russian or (
            following and following.capital and adjacent(self.text, word, following)
        ):
            return False
        named = self.cutting.kind(word, piece.headline) & OF_NAMES
        return not named and any(way.case == "gent" for way in readings((word.text,)))

    def _is_calling(self, word: RunWord) -> bool:
        """Say whether a Russian word is a dictionary noun for a person: "хирург Анна Л."."""
        return self.cutting.russian and is_cyrillic(word.key) and person_noun(word.key) is not None

    def _office_before(self, piece: NameStretch, start: int) -> bool:
        """Say whether the end of an office stands before: "Minister of National Economy"."""
        for index in range(start - 1, max(-1, start - _LONGEST_OFFICE), -1):
            word = piece.words[index]
            if not adjacent(self.text, word, piece.words[index + 1]):
                return False
            if (self.known.is_role(word.key) or self._is_calling(word)) and index < start - 1:
                return True
            small = word.key in ("of", "for", "and", "the", "to") or (
                self.cutting.russian and depends(word.key)
            )
            if not word.capital and not small:
                return False
            if word.capital and word.key in self.known.joining:
                return False
        return False

    def _role_after(self, piece: NameStretch, end: int) -> bool:
        last = piece.words[end - 1]
        if self.text[last.end : last.end + 2] not in (", ", " ("):
            return False
        for index in range(end, min(end + 8, len(piece.words))):
            word = piece.words[index]
            if index > end and "," in self.text[piece.words[index - 1].end : word.start]:
                return False
            if self.known.is_role(word.key) and not (word.capital and index == end):
                return True
        return False

    def _after_articles(self, candidates: Iterable[NameCandidate]) -> Iterator[str]:
        """Yield single words that stand as nouns after "the", as things do: "the Polaroid was"."""
        for candidate in candidates:
            words, start, end = candidate.piece.words, candidate.start, candidate.end
            if (
                end - start == 1
                and start
                and words[start - 1].key in ("the", "a", "an", "this", "its", "own")
            ):
                following = words[end] if end < len(words) else None
                ends = following is None or not adjacent(self.text, words[start], following)
                if ends or (following and self.tags.get(following.start, "")[:2] not in ("NN", "JJ")):
                    yield words[start].key

    def _weigh_lists(self, candidates: Sequence[NameCandidate]) -> None:
        """Weigh up what stands in one list with a sure name: "X, Y and Z"."""
        for order in (1, -1):
            before: NameCandidate | None = None
            for candidate in candidates[::order]:
                several = len(candidate.parts) > 1
                if before is not None and before.accepted and not candidate.accepted and several:
                    left, right = sorted((before.span, candidate.span))
                    gap = self.text[left.end : right.start]
                    if len(gap) <= 8 and _LISTED.fullmatch(gap):
                        candidate.weigh(1.5, "in a list of people")
                        candidate.accepted = candidate.score >= ENOUGH_FOR_SEVERAL_WORDS
                before = candidate if several else None

    def _weigh_again(self, candidate: NameCandidate) -> None:
        """Accept what the article's sure names confirm: a family name, a given name, another order."""
        parts = candidate.parts
        if len(parts) == 1 and len(candidate.words) == 1:
            return
        if (
            not parts
            or any(kind & WordKind.THING for kind in candidate.kinds)
            or keys_of(candidate.words) in self.firms
        ):
            return
        sure = parts[-1] in self.surnames and (
            candidate.kinds[0] & (WordKind.GIVEN | WordKind.INITIAL) or parts[0] in self.givens
        )
        if parts in self.full or sure or _stems(parts) in self.full_stems:
            candidate.weigh(3.0, "named in full elsewhere")
            candidate.accepted = candidate.score >= ENOUGH_FOR_SEVERAL_WORDS - 1
            return
        self._narrow(candidate)

    def _narrow(self, candidate: NameCandidate) -> None:
        """Keep of a possible name the part the article knows: "Distinguished Career Rosenblum"."""
        count = len(candidate.words)
        for size in range(count - 1, 1, -1):
            for skipped in range(count - size + 1):
                part = candidate.part(skipped, skipped + size)
                if part.parts in self.full and len(part.parts) > 1:
                    candidate.take(part)
                    candidate.weigh(3.0, "named in full elsewhere")
                    candidate.accepted = True
                    return
        opens = candidate.kinds[0] & (WordKind.GIVEN | WordKind.INITIAL)
        if opens and count > 2 and candidate.piece.headline:
            candidate.take(candidate.part(0, 2))
            self._weigh_several(candidate)
        elif candidate.words[-1].key in self.surnames and not opens:
            candidate.take(candidate.part(count - 1, count))
        elif candidate.words[0].key in self.surnames and (
            candidate.piece.headline or self._stands_in_a_place(candidate.words[1])
        ):
            candidate.take(candidate.part(0, 1))

    def _stands_in_a_place(self, word: RunWord) -> bool:
        """Say whether a Kazakh word says in or at what: "деді Беков Астанадағы …" is no longer name."""
        return self.cutting.kazakh and word.key.endswith(_KAZAKH_PLACES)

    def _worth_alone(self, key: str, kind: WordKind) -> tuple[float, str]:
        if key in self.known.surnames:
            return 2.5, "a well-known family name"
        if kind == WordKind.GIVEN:
            return 2.0, "a given name"
        if kind & WordKind.SURNAME:
            return 1.0, "a family name"
        return (1.0, "a given name") if kind & WordKind.GIVEN else (0.0, "a word no list knows")

    def _weigh_votes(self, candidate: NameCandidate, *, named: bool) -> None:
        """Weigh what the model reads in a single word over the whole article."""
        word = candidate.words[0]
        tally = self.votes[word.key]
        person, other = tally["PERSON"], sum(tally[label] for label in _NOT_PERSON_LABELS)
        if person > other:
            candidate.weigh(
                2.0 if person > 1 or self.cutting.person_label(word) else 1.0, "the model reads a person"
            )
        elif other and not (named or self._is_addressed(candidate) or self._office_follows(candidate)):
            candidate.weigh(-1.5, "the model reads something else")

    def _weigh_one(self, candidate: NameCandidate) -> None:
        word, kind = candidate.words[0], candidate.kinds[0]
        key = word.key
        named = (
            key in self.surnames
            or key in self.givens
            or (is_cyrillic(key) and cyrillic_stem(key) in self.stems)
            or (self.cutting.kazakh and fold(kazakh_basic(word.text)) in self.surnames)
        )
        if kind & (WordKind.INITIAL | WordKind.SUFFIX | WordKind.PARTICLE | WordKind.THING):
            return
        if key in self.known.articles and key not in self.givens:
            return  # "Al Marzum Hall"
        if not named and (
            is_land_of(key, self.cutting.language) or (self.cutting.foreign and self._is_cut(candidate))
        ):
            return
        self._weigh_surroundings(candidate)
        if named:
            candidate.weigh(4.0, "named in full elsewhere")
        elif key in self.titled and candidate.title is None and not kind & NOT_NAME:
            candidate.weigh(3.0, "named with a title elsewhere")
        if self.cutting.foreign and candidate.reasons[-1:] == ["after a role"]:
            candidate.weigh(1.0, "after a role, where nothing else is read")
        if self.cutting.russian and "after a role" in candidate.reasons and self._is_of_ruler(candidate):
            candidate.weigh(1.0, "after a title of those who are called by the given name")
        candidate.weigh(*self._worth_alone(key, kind))
        if word.possessive:
            candidate.weigh(0.5, "owns something")
        self._weigh_votes(candidate, named=named)
        self._weigh_against_one(candidate, named=named)
        candidate.accepted = candidate.score >= ENOUGH_FOR_ONE_WORD

    def _is_of_ruler(self, candidate: NameCandidate) -> bool:
        """Say whether a king's or a pope's title stands right before a Russian word."""
        before = candidate.piece.words[candidate.start - 1] if candidate.start else None
        return before is not None and lemma_of(before.key) in self.known.of_rulers

    def _is_cut(self, candidate: NameCandidate) -> bool:
        """Say whether another word with a capital follows a word, so that a name is not whole."""
        words, end = candidate.piece.words, candidate.end
        return end < len(words) and words[end].capital and adjacent(self.text, words[end - 1], words[end])

    def _passes_on(self, candidate: NameCandidate) -> bool:
        """Say whether a word is an agency and not the person of that name: "Bloomberg reported"."""
        words, place, text = candidate.piece.words, candidate.start, self.text
        names, before, behind = outlet_words()
        if words[place].text not in names:
            return False
        following = words[place + 1] if place + 1 < len(words) else None
        if following is not None and adjacent(text, words[place], following) and following.key in behind:
            return True
        last = words[max(0, place - 2) : place]
        joined = bool(last) and adjacent(text, last[-1], words[place])
        according = [word.key for word in last] == ["according", "to"]
        return joined and (according or last[-1].key in before)

    def _weigh_against_one(self, candidate: NameCandidate, *, named: bool) -> None:
        """Weigh what speaks against a person where a single word stands."""
        word, kind = candidate.words[0], candidate.kinds[0]
        key = word.key
        if kind & WordKind.PLACE and self.cutting.label(word) != "PERSON":
            candidate.weigh(-4.0, "a place")
        if kind & (WordKind.ACRONYM | WordKind.ORGANISATION):
            candidate.weigh(-3.0, "an abbreviation or an organisation")
        if self._passes_on(candidate):
            candidate.weigh(-20.0, "an agency, by the words beside it")
        if is_cyrillic(key) and not named and (key.endswith("ы") or cyrillic_stem(key) in self.where):
            candidate.weigh(-4.0, "a place, by its case or by the small word before it elsewhere")
        if self.cutting.russian and self._qualifies(candidate):
            candidate.weigh(-4.0, "says what kind of thing follows")
        first = candidate.start == 0 and not any(word.start in self.doers for word in candidate.words)
        if (kind & (WordKind.COMMON | WordKind.TITLE) or key in self.cutting.lower) and (first or not named):
            candidate.weigh(-2.0, "a common word")
        if self._office_follows(candidate):
            candidate.weigh(1.5, "an office under the person follows")
        elif candidate.after & WordKind.ORGANISATION and not named:
            candidate.weigh(-2.0, "part of a longer name")
        if self.cutting.not_people[key] and not named:
            candidate.weigh(-1.5, "part of another name elsewhere")
        if candidate.piece.headline and not named:
            candidate.weigh(-2.0, "headline")
        if self._joined(candidate):
            candidate.weigh(-4.0, "part of a longer name")

    def _qualifies(self, candidate: NameCandidate) -> bool:
        """Say whether a Russian word goes with a thing after it: "Винницкого горсовета"."""
        words, end = candidate.piece.words, candidate.end
        if end == len(words) or words[end].capital or not adjacent(self.text, words[end - 1], words[end]):
            return False
        own = {form.case for form in forms(words[end - 1].text) if form.part == "ADJF"}
        own |= {
            way.case for way in readings((words[end - 1].text,)) if _ADJECTIVAL.search(words[end - 1].key)
        }
        things = {form.case for form in forms(words[end].key) if form.part == "NOUN" and not form.animate}
        return bool(own & things) and first_form(words[end].key, "NOUN") is not None

    def _joined(self, candidate: NameCandidate) -> bool:
        """Say whether a small word with a capital, or an abbreviation, joins a word to the name before it.

        "Doctors Without Borders"; «МИД Велморы»: after an abbreviation Russian says whose it is.
        """
        words, start = candidate.piece.words, candidate.start
        if not start or candidate.piece.headline or not adjacent(self.text, words[start - 1], words[start]):
            return False
        before = words[start - 1]
        if before.acronym and is_cyrillic(before.text):
            return len(candidate.words) == 1
        inside = start > 1 and adjacent(self.text, words[start - 2], before)
        return inside and before.capital and before.key in self.known.joining

    def _overlooked(self, candidates: Sequence[NameCandidate]) -> Iterator[NameCandidate]:
        """Yield family names of sure people that are ordinary words besides: "Waters pointed out"."""
        seen = {word.start for candidate in candidates for word in candidate.words}
        russian = self.cutting.russian
        stems = {cyrillic_stem(family) for family in self.surnames if russian and is_cyrillic(family)}
        for piece in self.cutting.pieces:
            for index, word in enumerate(piece.words):
                if word.start in seen or not word.capital or piece.headline:
                    continue
                known = word.key in self.surnames or _is_adjective_of(word, stems)
                if known and self._stands_alone(piece, index):
                    candidate = NameCandidate(piece, index, index + 1, (WordKind.SURNAME,), accepted=True)
                    before = piece.words[index - 1] if index else None
                    if (
                        before is not None
                        and adjacent(self.text, before, word)
                        and self.known.is_title(before.key)
                    ):
                        candidate.title = before.key
                    candidate.reasons.append("named in full elsewhere")
                    if not self._passes_on(candidate):
                        yield candidate

    def _stands_alone(self, piece: NameStretch, index: int) -> bool:
        word = piece.words[index]
        person = self.cutting.person_label(word) or word.start in self.doers
        if self.cutting.russian and is_cyrillic(word.key):
            if self._qualifies(NameCandidate(piece, index, index + 1, (WordKind.SURNAME,))):
                return False  # "в Чёрном море"
            person = self._speaks(piece, index, index + 1)
        titled = False
        if index and adjacent(self.text, piece.words[index - 1], word):
            before = piece.words[index - 1]
            titled = self.known.is_title(before.key) or self.known.is_role(before.key)
            if (before.capital and not titled) or before.key in ("the", "a", "an"):
                return False
        if index + 1 < len(piece.words):
            following = piece.words[index + 1]
            if following.capital and adjacent(self.text, word, following):
                return False
        near = name_context()
        if index == 0 and word.key in near.small_family_names:
            return person and self.tags.get(word.start) == "NNP"
        if index == 0 or word.key in near.months or word.key in near.weekdays:
            return person
        if word.key in near.small_family_names and not self._is_inside(piece, index):
            return False
        return titled or person or self.cutting.label(word) not in _NOT_PERSON_LABELS

    def _is_inside(self, piece: NameStretch, index: int) -> bool:
        """Say whether a sentence goes on before a word, so that only a name has a capital there."""
        gap = self.text[piece.words[index - 1].end : piece.words[index].start]
        return _GOES_ON.fullmatch(gap) is not None

    def _spread(self, alone: Sequence[NameCandidate]) -> None:
        """Take a word for a person everywhere when it is one by far in most places where it stands."""
        total, sure = Counter[str](), Counter[str]()
        for candidate in alone:
            key = candidate.words[0].key
            total[key] += 1
            sure[key] += candidate.accepted
        for candidate in alone:
            key = candidate.words[0].key
            if not candidate.accepted and 2 * sure[key] > total[key] and candidate.score >= 0:
                candidate.weigh(1.0, "a person elsewhere in the article")
                candidate.accepted = True

    def _lone(self, alone: Sequence[NameCandidate]) -> Iterator[NameCandidate]:
        """Yield single words that are no sure person here and do what people do somewhere in the article."""
        doing = {one.words[0].key for one in alone if not one.accepted and self._acts_alone(one)}
        for candidate in alone:
            if candidate.words[0].key in doing and not candidate.accepted and self._is_bare(candidate):
                yield candidate

    def _acts_alone(self, candidate: NameCandidate) -> bool:
        word, kind = candidate.words[0], candidate.kinds[0]
        does = self._speaks_beside_verb(candidate) if is_cyrillic(word.key) else self._does(candidate)
        return (
            does
            and not kind & ~(WordKind.SURNAME | WordKind.GIVEN)
            and len(word.key) >= _SHORTEST_LONE
            and word.key not in self.cutting.lower
            and not self.articled[word.key]
            and not self.cutting.not_people[word.key]
            and not candidate.piece.headline
            and self._is_bare(candidate)
        )

    def _speaks_beside_verb(self, candidate: NameCandidate) -> bool:
        """Say whether a Russian word with the ending of a family name stands beside a verb of speech.

        «…», — пояснил Линдин; Линдин пояснил, что ….
        """
        words, start, end = candidate.piece.words, candidate.start, candidate.end
        if not self.cutting.russian or not candidate.kinds[0] & WordKind.SURNAME:
            return False
        beside = []
        if start and adjacent(self.text, words[start - 1], words[start]):
            beside.append(words[start - 1])
        if end < len(words) and adjacent(self.text, words[end - 1], words[end]):
            beside.append(words[end])
        return any(not one.capital and says(one.key) is not None for one in beside)

    def _is_body(self, word: RunWord) -> bool:
        tally = self.votes[word.key]
        return sum(tally[label] for label in _NOT_PERSON_LABELS) > tally["PERSON"]

    def _is_bare(self, candidate: NameCandidate) -> bool:
        """Say whether no other word with a capital and no article stands beside a single word."""
        words, start, end = candidate.piece.words, candidate.start, candidate.end
        before = words[start - 1] if start and adjacent(self.text, words[start - 1], words[start]) else None
        after = words[end] if end < len(words) and adjacent(self.text, words[end - 1], words[end]) else None
        if after is not None and after.capital:
            return False
        return before is None or not (before.capital or before.key in ("the", "a", "an"))

    def _learn(self, candidates: Iterable[NameCandidate]) -> None:
        """Remember the family and given names of what was accepted."""
        for candidate in candidates:
            if not candidate.accepted or len(candidate.words) < 2:
                continue
            parts = candidate.parts
            if not parts or parts in self.full:
                continue
            self.full[parts] = len(self.full)
            self.full_stems.add(_stems(parts))
            self.surnames[parts[-1]] += 1
            if parts[-1].startswith(("al-", "el-")):
                self.surnames.update(article + parts[-1][3:] for article in ("al-", "el-", ""))
            if len(parts) > 1:
                self.givens[parts[0]] += 1
                if parts[0] in self.known.first_surnames:
                    self.surnames[parts[0]] += 1
                if len(parts) > 2:
                    self.surnames[parts[-2]] += 1
            self.stems.update(cyrillic_stem(part) for part in parts if is_cyrillic(part))

    # --- what is handed out --------------------------------------------------------------------------------

    def _name(self, candidate: NameCandidate) -> Name:
        words = tuple(word.text for word in candidate.words)
        other = self._other_name(candidate)
        return Name(
            candidate.span,
            words,
            candidate.piece.zone,
            candidate.piece.sentence,
            candidate.title,
            other,
            tuple(candidate.reasons),
        )

    def _other_name(self, candidate: NameCandidate) -> Span | None:
        match = _BRACKETED.match(self.text, candidate.span.end)
        if match is None:
            return None
        inside = Span(*match.span(1))
        words = words_of(self.text, inside)
        if not 1 <= len(words) <= 4 or not all(word.capital for word in words):
            return None
        kinds = [self.cutting.kind(word, headline=False) for word in words]
        if any(kind & (NOT_NAME & ~WordKind.COMMON) for kind in kinds):
            return None
        sure = any(kind & (WordKind.GIVEN | WordKind.SURNAME) for kind in kinds)
        return inside if sure or all(self.cutting.person_label(word) for word in words) else None

    def _sharing_family_name(self, candidates: Sequence[NameCandidate]) -> Iterator[Name]:
        """Yield whose family name stands only behind the second of two: Hector in "Hector and Moira Lind"."""
        lone = {one.words[0].start for one in candidates if len(one.words) == 1}
        for candidate in candidates:
            words, start = candidate.piece.words, candidate.start
            if not candidate.accepted or len(candidate.words) != 2 or start < 2 or self.cutting.russian:
                continue
            first, joined, second = words[start - 2 : start + 1]
            beside = adjacent(self.text, first, joined) and adjacent(self.text, joined, second)
            kind = self.cutting.kind(first, candidate.piece.headline)
            sure = (
                kind == WordKind.GIVEN and candidate.kinds[0] & WordKind.GIVEN and not self.givens[first.key]
            )
            family = candidate.words[1]
            if not (beside and joined.key == "and" and sure and first.start in lone):
                continue
            sexes = {self.known.gender_of(first.key), self.known.gender_of(candidate.words[0].key)}
            if len(sexes) == 1 or not family.key.endswith("a"):  # "Ivo and Ana Belova" are Belov and Belova
                yield Name(
                    Span(first.start, first.end),
                    (first.text, family.text),
                    candidate.piece.zone,
                    candidate.piece.sentence,
                    reasons=("shares the family name behind the next",),
                )

    def _hyphenated(self, found: Sequence[Name]) -> Iterator[Name]:
        """Yield the two names of "Trump-Tokayev" where the article knows both."""
        taken = {name.span.start for name in found}
        for piece in self.cutting.pieces:
            for word in piece.words:
                parts = re.split(r"[-‑–]", word.span.of(self.text))
                if (
                    len(parts) != 2
                    or word.start in taken
                    or not all(fold(part) in self.surnames for part in parts)
                ):
                    continue
                middle = word.start + len(parts[0])
                for span in (Span(word.start, middle), Span(middle + 1, word.end)):
                    yield Name(
                        span,
                        (span.of(self.text),),
                        piece.zone,
                        piece.sentence,
                        reasons=("named in full elsewhere",),
                    )


def _is_adjective_of(word: RunWord, stems: Set[str]) -> bool:
    """Say whether a Russian word is a family name of these stems in whatever case: "Чёрной", "Белая"."""
    return cyrillic_stem(word.key) in stems and first_form(word.key, "ADJF") is not None


def _stems(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the parts of a name without the endings of Russian and Kazakh cases."""
    return tuple(cyrillic_stem(part) if is_cyrillic(part) else part for part in parts)


def _without_overlaps(names: Iterable[Name]) -> Iterator[Name]:
    """Leave out a name that lies in the bracketed other name of one before it, and any overlap."""
    end = -1
    for name in sorted(names, key=lambda name: (name.span.start, -name.span.end)):
        if name.span.start < end:
            continue
        yield name
        end = name.span.end if name.other is None else name.other.end
