"""Possible names: the runs of capitalised words of an article, cut where a person's name may begin and end.

What a word can be (given name, family name, title, place, organisation, common word) is looked up here;
whether a possible name is a person's is decided in `names`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from functools import cache, cached_property

from bot.language_data.loading import subject
from bot.language_data.territories import names_of_lands
from bot.text.morphology import NOMINATIVE, Sort, forms, is_known, lemma_of, name_forms, person_noun, readings
from bot.text.names.name_context import Surroundings, name_context
from bot.text.names.name_habits import is_land_of, without_endings
from bot.text.names.name_kinds import NOT_NAME, OF_NAMES, NameStretch, WordKind, Zone
from bot.text.names.name_lexicon import cyrillic_stem, fold, is_cyrillic, lexicon
from bot.text.names.name_runs import RunWord, adjacent, is_suffix, runs_of, words_of
from bot.text.russian_cues import says
from bot.text.tokens import stem
from bot.words.documents import Article
from bot.words.findings import Sentence, Token
from bot.words.spans import Span

_READ = frozenset({"en", "ru", "kk", "uk", "be", "bg", "sr", "mk", "ky", "tg", "mn"})
_CAPITAL_NOUNS = frozenset({"de", "lb"})
_BODIES_FOLLOW = frozenset({"ky", "uz"})  # "Botir Salimov Oliy Majlisda"
_AND = frozenset({"e", "y", "i"})
_SHORTEST_OPENING = 4  # letters of a given name that opens a sentence of a language that is not read
_THINGS = frozenset({"NOUN", "PREP", "CONJ", "ADVB", "ADJF", "APRO"})
_GENITIVE_OF_LANDS = "ии"
_OF_A_LAND = ("of", "to", "in")
_OF_FULL_NAME = WordKind.GIVEN | WordKind.SURNAME
_FAMILY_OF_ADJECTIVE = re.compile(r"[сц]к(?:ий|ая|ой)$")
_WITH_TRADE = 3  # words: a trade, a given and a family name
_LONGEST_NAME = 6  # words, particles aside: "Adil bin Nasir bin Omar Al Rumi"
_PROSE_END = re.compile(r"[.!?…,][\"'”’»)\]]*$|[\"”»]$")


def is_read(language: str) -> bool:
    """Say whether sentences of a language are understood; in others only the lists tell what a name is."""
    return language in _READ


@dataclass(slots=True)
class NameCandidate:
    """A possible name: words `start` to `end` of a piece, what each can be, and what speaks for a person."""

    piece: NameStretch
    start: int
    end: int
    kinds: tuple[WordKind, ...]
    title: str | None = None
    before: WordKind = WordKind.NOTHING
    after: WordKind = WordKind.NOTHING
    score: float = 0.0
    reasons: list[str] = field(default_factory=list)
    accepted: bool = False

    @property
    def words(self) -> list[RunWord]:
        """The words of the name."""
        return self.piece.words[self.start : self.end]

    @property
    def span(self) -> Span:
        """Where the name stands in the document."""
        return Span(self.piece.words[self.start].start, self.piece.words[self.end - 1].end)

    @property
    def parts(self) -> tuple[str, ...]:
        """The folded words that count: without initials, particles and endings."""
        empty = WordKind.INITIAL | WordKind.SUFFIX | WordKind.PARTICLE
        return tuple(word.key for word, kind in zip(self.words, self.kinds, strict=True) if not kind & empty)

    def part(self, start: int, end: int) -> NameCandidate:
        """Return the possible name that is words `start` to `end` of this one, nothing weighed yet."""
        title = self.title if start == 0 else None
        return NameCandidate(
            self.piece,
            self.start + start,
            self.start + end,
            self.kinds[start:end],
            title,
            self.before,
            self.after,
        )

    def take(self, part: NameCandidate) -> None:
        """Become a part of what this was; what was weighed for the whole is forgotten."""
        self.start, self.end, self.kinds, self.title = part.start, part.end, part.kinds, part.title
        self.score, self.reasons = 0.0, []

    def weigh(self, points: float, reason: str) -> None:
        """Add evidence: points for (or, below zero, against) a person, and its reason."""
        self.score += points
        self.reasons.append(reason)


class Cutting:
    """Cuts one article into pieces and possible names; `not_people` counts words of other names it met."""

    def __init__(
        self,
        article: Article,
        sentences: Sequence[Sentence],
        tokens: Sequence[Token],
        doers: Set[int] = frozenset(),
    ) -> None:
        """Cut an article; `doers` are where those stand who do what people do."""
        self.text = article.text
        self.known = lexicon()
        self.language = article.language
        self.foreign = not is_read(article.language)
        self.small = _commonest(article.language) if self.foreign else frozenset[str]()
        self.labels = {
            token.span.start: token.entity for token in tokens if token.entity and not is_cyrillic(token.text)
        }
        people = frozenset(start for start, label in self.labels.items() if label.endswith("-PERSON"))
        self.near = Surroundings(self.text, tokens, people, doers)
        self.russian, self.kazakh = article.language == "ru", article.language == "kk"
        self.lower = _lower_case_words(self.text, article)
        self.not_people: Counter[str] = Counter()
        self.firms: set[tuple[str, ...]] = set()
        self.pieces = list(self._pieces(article, sentences))

    def candidates(self) -> Iterator[NameCandidate]:
        """Yield every possible name in text order."""
        for piece in self.pieces:
            yield from self._candidates(piece)

    def label(self, word: RunWord) -> str:
        """Return the model's label at a word, "" for none."""
        return self.labels.get(word.start, "")[2:]

    def person_label(self, word: RunWord) -> bool:
        """Say whether the model reads a person at a word."""
        return self.label(word) == "PERSON"

    # --- where names can stand ---------------------------------------------------------------------------

    def _pieces(self, article: Article, sentences: Sequence[Sentence]) -> Iterator[NameStretch]:
        stretches: list[tuple[Span, Zone, int | None]] = [
            (sentence.span, Zone.BODY, number) for number, sentence in enumerate(sentences)
        ]
        if article.title_span is not None:
            stretches.append((article.title_span, Zone.TITLE, None))
        stretches.extend((span, Zone.HEADING, None) for span in article.headings)
        stretches.extend((span, Zone.CAPTION, None) for span in article.captions)
        for span, zone, sentence in sorted(stretches, key=lambda stretch: stretch[0]):
            words = list(without_endings(words_of(self.text, span), self.language))
            end = self.text[max(span.start, span.end - 4) : span.end]
            prose = zone is Zone.BODY and _PROSE_END.search(end) is not None
            headline = _is_headline(words, sure=prose, above=zone in (Zone.TITLE, Zone.HEADING))
            yield NameStretch(zone, sentence, words, headline, prose and not headline)

    def kind(self, word: RunWord, headline: bool) -> WordKind:
        """Return what a word by itself can be; in a headline capitals alone make no abbreviation."""
        known, key, kind = self.known, word.key, WordKind.NOTHING
        if not word.capital:
            return WordKind.PARTICLE
        if word.initial:
            if word.text.lower() in known.title_initials.get(self.language, ()):
                return WordKind.TITLE  # "M. Lind", a gentleman
            return (
                WordKind.PLACE
                if known.is_place(word.key + ".") or known.is_place(word.key)
                else WordKind.INITIAL
            )
        if is_suffix(word):
            return WordKind.SUFFIX
        if known.is_given(key):
            kind |= WordKind.GIVEN
        titled = known.is_title(key) or known.is_role(key)
        # A title that only ends as names do is none: "Assemblywoman".
        if known.is_surname(key) or (known.looks_like_surname(key) and not titled):
            kind |= WordKind.SURNAME
        if self.russian:
            kind = _russian_kind(word.text) | (
                kind if key in known.given else kind & ~_unknown_given(word.text)
            )
        kind |= WordKind.TITLE if titled else WordKind.NOTHING
        kind |= WordKind.PLACE if known.is_place(key) else WordKind.NOTHING
        if key in known.organisation_heads or (key.endswith("s") and key[:-1] in known.organisation_heads):
            kind |= WordKind.ORGANISATION
        if known.is_thing(key):
            kind |= WordKind.THING
        if key in known.common or (key in self.lower and not kind & (WordKind.GIVEN | WordKind.SURNAME)):
            kind |= WordKind.COMMON
        if word.acronym and not headline and not kind & WordKind.SURNAME and len(key) <= 6:
            kind |= WordKind.ACRONYM
        return kind

    def _kinds(self, piece: NameStretch, start: int, end: int) -> list[WordKind]:
        words = piece.words[start:end]
        kinds = [self.kind(word, piece.headline) for word in words]
        if self.russian:
            self._mend_russian(piece, start, kinds)
        elif self._is_trade(piece, start, kinds):
            kinds[0] = WordKind.TITLE
        for size in (4, 3, 2):  # names of several words: "New York", "Human Rights Watch"
            for first in range(len(words) - size + 1):
                phrase = " ".join(word.key for word in words[first : first + size])
                kind = (
                    WordKind.THING
                    if phrase in self.known.known_things
                    else WordKind.PLACE
                    if self.known.is_place(phrase)
                    or (self.russian and _lemmas(phrase) in _lemmas_of_places())
                    else None
                )
                inside = bool(first) and bool(kinds[first] & WordKind.PARTICLE)  # "Ada de la Vega"
                if kind is not None and not (inside and kind is WordKind.PLACE):
                    kinds[first : first + size] = [kind] * size
        return kinds

    def _is_trade(self, piece: NameStretch, start: int, kinds: Sequence[WordKind]) -> bool:
        """Say whether a family name that opens a sentence is what somebody does: "Baker Zenon Orlik"."""
        first = piece.words[start]
        if start and adjacent(self.text, piece.words[start - 1], first):
            return False
        if len(kinds) < _WITH_TRADE or not kinds[0] & WordKind.SURNAME or kinds[0] & WordKind.GIVEN:
            return False
        return self.known.is_role(first.key) and not any(kind & NOT_NAME for kind in kinds[1:_WITH_TRADE])

    def _mend_russian(self, piece: NameStretch, start: int, kinds: list[WordKind]) -> None:
        """Mend what words of a Russian run can be by the words beside them."""
        words = piece.words[start : start + len(kinds)]
        if start == 0 and len(kinds) > 1 and not kinds[0] & OF_NAMES and person_noun(words[0].key):
            kinds[0] |= WordKind.TITLE  # "Хирург Анна Л.": its capital is the sentence's
        elif start == 0 and self._is_plain_word(words[0], kinds[0]):
            kinds[0] = WordKind.COMMON
        for place in range(len(words) - 1):
            if words[place + 1].key in self.known.sons_of:  # "Хамад", like a town, and "бен" behind it tells
                kinds[place] &= ~(WordKind.COMMON | WordKind.PLACE)
        for place in range(len(words)):
            if self._is_epithet(piece, start + place):
                kinds[place] = WordKind.TITLE
            elif kinds[place] & WordKind.COMMON and self._speaks_by_itself(piece, start + place):
                kinds[place] = WordKind.SURNAME
        for place in range(1, len(words)):
            if kinds[place - 1] & WordKind.PARTICLE:  # "Насер" is a place by itself, none in "бен Насер"
                kinds[place] &= ~(WordKind.COMMON | WordKind.PLACE)
            elif self._may_be_given(words[place - 1], kinds[place - 1], words[place], kinds[place]):
                kinds[place - 1] = WordKind.NOTHING
            elif kinds[place - 1] == WordKind.GIVEN | WordKind.THING and kinds[place] & WordKind.SURNAME:
                kinds[place - 1] = WordKind.GIVEN  # "Марта Ковальчук": months have no capital

    def _speaks_by_itself(self, piece: NameStretch, place: int) -> bool:
        """Say whether what looks like an adjective has a verb of speech and no noun: "пояснил Тарский."."""
        words, word = piece.words, piece.words[place]
        if not word.capital or not _FAMILY_OF_ADJECTIVE.search(word.key):
            return False
        behind = words[place + 1] if place + 1 < len(words) else None
        if behind is not None and not adjacent(self.text, word, behind):
            behind = None
        before = words[place - 1] if place and adjacent(self.text, words[place - 1], word) else None
        if behind is None:
            return before is not None and not before.capital and says(before.key) is not None
        return not behind.capital and says(behind.key) is not None and before is None

    def _is_epithet(self, piece: NameStretch, place: int) -> bool:
        """Say whether a word tells of which see or land a pope or a prince is: "папа Римский Франциск"."""
        words = piece.words
        if not place or not words[place].key.endswith(self.known.epithet_endings):
            return False
        before = words[place - 1]
        behind = words[place + 1] if place + 1 < len(words) else None
        return (
            behind is not None
            and (behind.capital or behind.key == "и")
            and adjacent(self.text, before, words[place])
            and adjacent(self.text, words[place], behind)
            and lemma_of(before.key) in self.known.of_rulers
        )

    def _is_plain_word(self, word: RunWord, kind: WordKind) -> bool:
        """Say whether a word that opens a sentence has its capital from there: "Слова Савина удивили"."""
        if not is_known(word.text) or word.key in self.known.given or word.key in self.known.surnames:
            return False
        read = forms(word.text)  # "Токаев" is no nominative of a thing: the genitive of several wines
        plain = any(form.case == NOMINATIVE for form in read) and not any(
            form.names or form.part == "ADJF" for form in read
        )
        return not kind or (plain and not kind & ~(WordKind.SURNAME | WordKind.COMMON))

    def _may_be_given(self, word: RunWord, kind: WordKind, following: RunWord, family: WordKind) -> bool:
        """Say whether a place of the dictionary's is a given name here: "Арарат Агаян"."""
        named = kind == WordKind.PLACE and family == WordKind.SURNAME and not self.known.is_place(word.key)
        return named and bool(readings((word.text, following.text)))

    # --- cutting a run into possible names ----------------------------------------------------------------

    def _candidates(self, piece: NameStretch) -> Iterator[NameCandidate]:
        for start, end in runs_of(self.text, piece.words, self.known):
            kinds = self._kinds(piece, start, end)
            for place in range(start, end):
                self.near.read(piece, start, kinds, place - start)
            yield from self._cut(piece, start, kinds)

    def _cut(self, piece: NameStretch, offset: int, kinds: list[WordKind]) -> Iterator[NameCandidate]:
        words = piece.words[offset : offset + len(kinds)]
        position, count = 0, len(kinds)
        while position < count:
            if not self._begins(piece, offset, kinds, position):
                position += 1
                continue
            end = self._end(piece, kinds, words, position)
            position += self._opening_words(words[position:end], kinds[position:end])
            if position and end - position > 2 and words[position - 1].acronym:
                whose = is_cyrillic(words[position - 1].text) and not kinds[position] & WordKind.GIVEN
                position += whose  # «МИД Велморы Анна Орлова»
            if end - position > 2 and self._is_land_of_office(piece, offset + position, kinds[position]):
                position += 1
            after = kinds[end] if end < count else WordKind.NOTHING
            if self._organisation_follows(kinds, words, end):
                self.not_people.update(word.key for word in words[position:end])
                if end - position > 1 and words[end].key in name_context().firm_endings:
                    self.firms.add(keys_of(words[position:end]))
                position = end + 1
                continue
            before = kinds[position - 1] if position else WordKind.NOTHING
            title = words[position - 1].key if position and before & WordKind.TITLE else None
            opened = bool(position) and words[position - 1].key in self.known.openings
            if opened or self.near.is_thing_of_name(piece, offset + position, offset + end):
                self.not_people.update(word.key for word in words[position:end])
                if self.near.is_firm(piece, offset + position, offset + end):
                    self.firms.add(keys_of(words[position:end]))
            else:
                yield NameCandidate(
                    piece, offset + position, offset + end, tuple(kinds[position:end]), title, before, after
                )
            bodies = self.language in _BODIES_FOLLOW and end < count and self._is_whole(kinds, position, end)
            verb = (
                piece.headline and end < count and self._is_verb_of_headline(words[end], kinds[end : end + 2])
            )
            position = count if bodies else end + verb

    def _is_land_of_office(self, piece: NameStretch, place: int, kind: WordKind) -> bool:
        """Say whether a word that may be a given name is a land: "President of Georgia Nino Lindadze".

        Or where somebody is sent: "ambassador to Chad Ada Lind".
        """
        if place < 2 or not kind & WordKind.PLACE or not kind & WordKind.GIVEN:
            return False
        office, of = piece.words[place - 2 : place]
        between = self.text[office.end : piece.words[place].start]
        return between == f" {of.key} " and of.key in _OF_A_LAND and self.known.is_role(office.key)

    def _organisation_follows(self, kinds: Sequence[WordKind], words: Sequence[RunWord], end: int) -> bool:
        """Say whether a run goes on to a word of an organisation: "King Abdulaziz International Airport"."""
        while end < len(kinds) and kinds[end] in (WordKind.COMMON, WordKind.PLACE) and end + 1 < len(kinds):
            end += 1
        return (
            end < len(kinds)
            and bool(kinds[end] & WordKind.ORGANISATION)
            and words[end].key not in self.known.followers
        )

    def _opening_words(self, words: Sequence[RunWord], kinds: Sequence[WordKind]) -> int:
        """Return how many words at the front of a possible name are none: "Scientologist Tom Cruise"."""
        if self.russian and self._owner_opens(words, kinds):
            return 1
        if len(words) > 1 and not kinds[0] and is_land_of(words[0].key, self.language):
            return 1
        if (
            kinds[0] & (WordKind.GIVEN | WordKind.INITIAL | WordKind.PARTICLE)
            or words[0].key in self.known.first_surnames
            or (self.russian and kinds[0] & WordKind.SURNAME)  # "Агаева Нина Петровна"
            or (self.russian and WordKind.PARTICLE in kinds)  # "Тамим бен Хамад Аль Рани"
        ):
            return 0
        for skipped in range(
            2, len(words) - 1
        ):  # "Ruzek Taps Patrick Holt": a headline that ran into the text
            verb = not kinds[skipped - 1] and words[skipped - 1].key.endswith(("s", "ed"))
            if kinds[skipped] == WordKind.GIVEN and verb:
                return skipped
        for skipped in range(1, len(words) - 1):
            begins = self.labels.get(words[skipped].start) == "B-PERSON"
            if kinds[skipped] & WordKind.GIVEN and (begins or not self.person_label(words[0])):
                return skipped
            if begins and not self.person_label(words[skipped - 1]):
                return skipped
        return 0

    def _owner_opens(self, words: Sequence[RunWord], kinds: Sequence[WordKind]) -> bool:
        """Say whether the first word is whose an office is: «адвокат Бекова Юлия …»."""
        if len(words) < 2 or (kinds[0] & WordKind.GIVEN and is_known(words[0].text)):
            return False
        if kinds[1] & WordKind.PARTICLE or words[-1].key.partition("-")[0] in self.known.articles:
            return False  # "Адил бен Насир", "Адил Насир аль-Руми": one name
        if len(words) > 3 and kinds[0] == WordKind.GIVEN and not kinds[1] & WordKind.GIVEN:
            return False  # "Олафа Вирта Стен Линд": two names, the first of which is in another case
        if len(words) > 2 and kinds[0] & kinds[2] & WordKind.SURNAME and kinds[1] & WordKind.GIVEN:
            return not self.known.is_patronymic(words[2].key)
        whole, rest = (readings(tuple(word.text for word in words[start:])) for start in (0, 1))
        land = words[0].key.endswith(_GENITIVE_OF_LANDS) and (len(words) > 2 or kinds[1] & WordKind.GIVEN)
        return bool(rest) and bool(land or (not whole and len(words) > 2))

    def _begins(self, piece: NameStretch, offset: int, kinds: list[WordKind], position: int) -> bool:
        kind = kinds[position]
        following = kinds[position + 1] if position + 1 < len(kinds) else WordKind.NOTHING
        has_next = position + 1 < len(kinds)
        if kind & WordKind.SUFFIX:
            return False
        if kind & WordKind.PARTICLE:
            return has_next and not following & NOT_NAME and not self.foreign
        if offset + position == 0 and self._is_small(piece.words[0]):
            return False
        if kind & WordKind.INITIAL:
            return has_next and not (following & NOT_NAME and not following & WordKind.SURNAME)
        if not kind & NOT_NAME:
            return True
        word = piece.words[offset + position]
        if kind & WordKind.ACRONYM:
            return has_next and len(word.key) == 2 and self.person_label(word) and not following & NOT_NAME
        if kind & WordKind.ORGANISATION and kind & WordKind.SURNAME and has_next and not following & NOT_NAME:
            return self.person_label(word) or "-" in piece.words[offset + position + 1].text
        if kind & (WordKind.THING | WordKind.ORGANISATION) or (position and word.key in self.known.joining):
            return False
        if kind & (WordKind.GIVEN | WordKind.SURNAME) and kind & (
            WordKind.PLACE | WordKind.COMMON | WordKind.TITLE
        ):
            if has_next and kind & WordKind.GIVEN and not following & (NOT_NAME & ~WordKind.COMMON):
                opens = offset + position == 0 and kind & WordKind.COMMON
                return not opens or self.person_label(word)
            return bool(position and kinds[position - 1] & WordKind.TITLE) or self.person_label(word)
        if (
            kind & WordKind.COMMON
            and not kind & ~WordKind.COMMON
            and offset + position > 0
            and not piece.headline
        ):
            # "Song" in "President Song" and the like: a common word that the model takes for a name.
            return self.person_label(word) and bool(position and kinds[position - 1] & WordKind.TITLE)
        return False

    def _is_small(self, word: RunWord) -> bool:
        """Say whether what opens a sentence is as likely a small word of that language: "Per", "Según"."""
        return self.foreign and (len(word.key) < _SHORTEST_OPENING or word.text.lower() in self.small)

    def _end(self, piece: NameStretch, kinds: list[WordKind], words: Sequence[RunWord], start: int) -> int:
        end = start + 1
        while end < len(kinds) and _words_in(kinds[start:end]) < _LONGEST_NAME:
            kind = kinds[end]
            if kinds[end - 1] & WordKind.SUFFIX or self._is_whole(kinds, start, end):
                break
            if kind & NOT_NAME and not self._last_name(piece, kinds, words, start, end):
                break
            if kind & WordKind.PARTICLE and not kind & WordKind.GIVEN:
                ahead = end + 1
                another = ahead < len(kinds) and bool(kinds[ahead] & WordKind.GIVEN)
                if self.foreign and end - start > 1 and words[end].key in _AND and another:
                    break  # "Ana Lind e Iván Soto"
                while ahead < len(kinds) and kinds[ahead] & WordKind.PARTICLE:
                    ahead += 1
                if ahead >= len(kinds) or kinds[ahead] & NOT_NAME & ~WordKind.PLACE:
                    break
            labelled = self.person_label(words[end]) and self.person_label(words[end - 1])
            if piece.headline and kind & WordKind.COMMON and not (labelled and kind & WordKind.SURNAME):
                break
            several = end - start > 1  # one given name is no whole name: "Woods" is Ada's in "Ada Woods"
            if several and piece.headline and self._is_verb_of_headline(words[end], kinds[end : end + 2]):
                break
            if (
                end - start > 1
                and is_cyrillic(words[end].key)
                and self._next_begins(kinds, words, start, end)
            ):
                break
            end += 1
        return end

    def _is_verb_of_headline(self, word: RunWord, kinds: Sequence[WordKind]) -> bool:
        """Say whether an unknown word of a headline is none of a name: "Ruzek Taps Holt"."""
        if kinds[0] or word.text.isupper():
            return False
        before_name = len(kinds) > 1 and bool(kinds[1] & OF_NAMES)
        return (before_name and word.key.endswith(("s", "ed"))) or stem(word.key) in self._plain_stems

    @cached_property
    def _plain_stems(self) -> frozenset[str]:
        """The stems of the words the article writes small."""
        return frozenset(map(stem, self.lower))

    def _next_begins(self, kinds: list[WordKind], words: Sequence[RunWord], start: int, end: int) -> bool:
        """Say whether a word begins another name, in Russian by its case: "Ильяса Агаева Мехрин Агаеву"."""
        last = end + 1 == len(kinds)
        given = kinds[end] & WordKind.GIVEN or (not last and kinds[end + 1] & WordKind.SURNAME)
        if not given or not kinds[end - 1] & WordKind.SURNAME or words[end].key in self.known.articles:
            return False
        another = not last and not self.known.is_patronymic(words[end].key)
        if not self.russian:
            return another
        if another and kinds[end] == WordKind.GIVEN == kinds[start] and kinds[end + 1] == WordKind.SURNAME:
            return True  # "Павла Орлова Юлия Орлова": one name is whole, and another begins
        return not readings(tuple(word.text for word in words[start : end + 1]))

    def _is_whole(self, kinds: Sequence[WordKind], start: int, end: int) -> bool:
        """Say whether a name ends here where other words with a capital follow: after one family name."""
        inside = WordKind.PARTICLE | WordKind.INITIAL
        if self.language in _BODIES_FOLLOW:
            whole = end - start > 1 and bool(kinds[end - 1] & WordKind.SURNAME)
            return whole and not kinds[end] & (OF_NAMES | inside | WordKind.SUFFIX)
        if self.language not in _CAPITAL_NOUNS:
            return False
        families = [k for k in kinds[start + 1 : end] if not k & inside and k != WordKind.GIVEN]
        return bool(families)

    def _is_noun_for_a_name(self, piece: NameStretch, kind: WordKind, before: WordKind) -> bool:
        """As in «Лизелотта Фукс»: a noun with a capital inside a Russian sentence is a name."""
        noun = not kind & ~(WordKind.COMMON | WordKind.SURNAME)
        return self.russian and not piece.headline and noun and bool(before & _OF_FULL_NAME)

    def _last_name(
        self, piece: NameStretch, kinds: list[WordKind], words: Sequence[RunWord], start: int, end: int
    ) -> bool:
        """Say whether a word that is usually something else is here the family name after a given one."""
        kind, before = kinds[end], kinds[end - 1]
        closes = end + 1 == len(kinds) or bool(kinds[end + 1] & WordKind.SUFFIX)
        three = end - start >= 2 and bool(kinds[start] & WordKind.GIVEN)
        both = self.person_label(words[end]) and self.person_label(words[end - 1])
        if both and kind & ~WordKind.GIVEN in (WordKind.PLACE, WordKind.COMMON) and not piece.headline:
            return True  # "Denzel Washington"
        if both and kind == WordKind.COMMON | WordKind.SURNAME and piece.headline and closes:
            return True  # "Rep. Ann Doe met Gov. Carl Price."
        ahead = kinds[end + 1] if not closes else WordKind.NOTHING
        inner = (
            WordKind.COMMON if self.russian else WordKind.GIVEN
        )  # "Энрике Пенья Ньето": hay, by the dictionary
        if (
            kind & (WordKind.GIVEN | inner)
            and before & WordKind.GIVEN
            and not closes
            and not ahead & NOT_NAME
        ):
            return True  # "John Mark Smith"
        if closes and three and kind & WordKind.SURNAME and not piece.headline:
            return True
        if closes and end == start + 1 and self._is_noun_for_a_name(piece, kind, before):
            return True
        if both and kind & WordKind.ORGANISATION and len(kinds) == end + 2 and not piece.headline:
            # "Anna Hall Lind": a family name before the last one, where the model reads one person
            opens = end == start + 1 and bool(kinds[start] & WordKind.GIVEN)
            return opens and not ahead & NOT_NAME and self.person_label(words[end + 1])
        if not before & (WordKind.GIVEN | WordKind.INITIAL) or not closes or piece.headline:
            return (
                bool(
                    kind & WordKind.GIVEN
                    and closes
                    and not piece.headline
                    and not kind & (WordKind.PLACE | WordKind.THING)
                )
                and kind & ~WordKind.COMMON & NOT_NAME == WordKind.NOTHING
            )
        if kind & (WordKind.ORGANISATION | WordKind.THING) and not kind & WordKind.SURNAME:
            return self.person_label(words[end])
        if kind & WordKind.ACRONYM:
            return bool(before & WordKind.INITIAL) or self.person_label(words[end])
        if kind & WordKind.TITLE and not kind & (WordKind.SURNAME | WordKind.GIVEN):
            return words[end].key in self.known.family_names_too
        if kind & WordKind.PLACE:
            return not kinds[start] & WordKind.PLACE and self.label(words[end]) not in (
                "GPE",
                "LOC",
                "FAC",
                "NORP",
            )
        return True


def _words_in(kinds: Sequence[WordKind]) -> int:
    """Return how many words of a possible name are no particles."""
    return sum(not kind & WordKind.PARTICLE for kind in kinds)


def keys_of(words: Sequence[RunWord]) -> tuple[str, ...]:
    """Return the words of a possible name as they are compared; Russian ones without their cases."""
    return tuple(cyrillic_stem(word.key) if is_cyrillic(word.key) else word.key for word in words)


@cache
def _commonest(language: str) -> frozenset[str]:
    """Return the commonest words of a language."""
    return frozenset(subject("languages")["commonest"].get(language, ()))


@cache
def _lemmas_of_places() -> frozenset[tuple[str, ...]]:
    """Return the words, in their basic forms, of the places whose Russian names have several."""
    known = lexicon()
    names = (*known.countries, *known.places, *known.known_things, *map(fold, names_of_lands("ru")))
    return frozenset(_lemmas(name) for name in names if " " in name and is_cyrillic(name.replace(" ", "")))


def _lemmas(phrase: str) -> tuple[str, ...]:
    return tuple(map(lemma_of, phrase.split()))


def _russian_kind(word: str) -> WordKind:
    """Return what the dictionary says a Russian word with a capital can be."""
    if len(word) == 1:
        return WordKind.COMMON
    kind = WordKind.NOTHING
    for form in name_forms(word):
        if form.sort in (Sort.GIVEN, Sort.FATHER) and is_known(word):
            kind |= WordKind.GIVEN
        elif form.sort is Sort.FAMILY:
            kind |= WordKind.SURNAME
    if kind or not is_known(word) or fold(word) in lexicon().particles:
        return kind
    if any(form.sort is Sort.PLACE for form in forms(word)):
        return WordKind.PLACE
    things = (form for form in forms(word) if not form.animate and form.part in _THINGS)
    return WordKind.COMMON if any(things) else kind


def _unknown_given(word: str) -> WordKind:
    """Return the kind that a word's stem alone gives it, where the dictionary knows it for something else."""
    other = is_known(word) and not any(form.names for form in forms(word))
    return WordKind.GIVEN if other else WordKind.NOTHING


_LOWER_WORD = re.compile(r"(?<![^\W_’'-])[^\W\d_A-ZА-Я]{4,}(?![^\W_])")


def _lower_case_words(text: str, article: Article) -> frozenset[str]:
    """Return the words the article also writes without a capital, in its paragraphs."""
    return frozenset(
        fold(match[0])
        for paragraph in article.paragraphs
        for match in _LOWER_WORD.finditer(text, paragraph.start, paragraph.end)
        if match[0][0].islower()
    )


def _is_headline(words: Sequence[RunWord], *, sure: bool, above: bool) -> bool:
    """Say whether nearly every longer word has a capital, so that capitals say nothing.

    `sure` asks for more of them, and for capitals in short words as well: a headline that ends as
    sentences do. What stands above a text is one although it is short ("Consul Expelled").
    """
    small = lexicon().joining | {"the", "and", "but", "nor"} if sure else frozenset[str]()
    longer = [word for word in words if len(word.text) > (2 if sure else 3) and word.key not in small]
    enough, share = (5, 0.9) if sure else (2, 1.0) if above and len(longer) < 4 else (4, 0.7)
    return len(longer) >= enough and sum(word.capital for word in longer) >= share * len(longer)
