"""The diplomatic lexicon: what else a word of a query may be called in a text: the subject `lexicon`.

Each entry leads from a phrase (a sequence of search terms) to other phrases with a weight: another spelling
or the words an abbreviation stands for count like the word itself, a close term counts less.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from bot.language_data.loading import subject
from bot.text.tokens import Term, abbreviations_among_stop_words, terms

SAME = 1.0  # another name of the same thing
RELATED = 0.7  # a country's adjective
CLOSE = 0.5  # a near synonym

# What each section weighs, and whether all words of an entry mean the same or only each the key: one
# abbreviation stands for several organisations, which are not one another.
_SECTIONS = (
    ("abbreviations", SAME, False),
    ("places", SAME, True),
    ("spellings", SAME, True),
    ("equivalents", SAME, False),
    ("countries", RELATED, True),
)


class Rewording(NamedTuple):
    """Other words for a phrase: their terms, what they weigh beside the asked ones, and how they read."""

    terms: tuple[str, ...]
    weight: float
    words: str


class _Phrase(NamedTuple):
    """Words of the lexicon: as they read, lower case, and as terms."""

    reads: str
    words: tuple[str, ...]
    terms: tuple[str, ...]


class _Group(NamedTuple):
    """Phrases that lead to each other; all of them, or only to and from the first."""

    phrases: tuple[_Phrase, ...]
    weight: float
    all_meet: bool

    def led_to(self, place: int) -> Iterator[_Phrase]:
        """Yield the phrases that the one at a place leads to."""
        for other, phrase in enumerate(self.phrases):
            if other != place and (self.all_meet or 0 in (place, other)):
                yield phrase


class RewordingLexicon:
    """Looks up rewordings by phrase; `longest` is the most terms any known phrase has."""

    def __init__(self, data: Mapping[str, Any], *, forms_meet: bool = False) -> None:
        """Read the entries of a subject; where `forms_meet`, the equivalents of a word lead to each other."""
        self._case_sensitive = frozenset(data.get("case_sensitive", ()))
        self._abbreviations = frozenset(
            (*data.get("abbreviations", ()), *data.get("case_sensitive", ()), *_SHORT_NAMES)
        )
        self._forms = frozenset(form for forms in data.get("equivalents", {}).values() for form in forms)
        self._by_words: dict[tuple[str, ...], list[tuple[_Group, int]]] = {}
        self._by_terms: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
        for section, weight, meet in _SECTIONS:
            for word, others in data.get(section, {}).items():
                self._add_group(
                    [word, *others], weight, all_meet=meet or (forms_meet and section == "equivalents")
                )
        for group in data.get("close", ()):
            self._add_group(group["words"], CLOSE, all_meet=True)
        self._by_beginning: dict[tuple[str, int], list[tuple[str, ...]]] = {}
        for stems in self._by_terms:
            if all(_is_cyrillic(stem) for stem in stems):
                self._by_beginning.setdefault((stems[0][:_BEGINNING], len(stems)), []).append(stems)
        self._words = frozenset(word for phrase in self._by_words for word in phrase)
        self.longest = max((len(phrase) for phrase in self._by_words), default=0)

    def rewordings(self, phrase: Sequence[Term], asked: str) -> tuple[Rewording, ...]:
        """Return the other words for a phrase, heaviest first.

        `asked` is how the user wrote it: an abbreviation that is also a common word ("WHO") is only taken
        for one when written in capitals. An entry for just these words goes before those that share their
        stems.
        """
        if asked.upper() in self._case_sensitive and not asked.isupper():
            return ()
        typed = tuple(term.word for term in phrase)
        known = [typed] if typed in self._by_words else self._worded([term.term for term in phrase])
        found: dict[tuple[str, ...], Rewording] = {}
        for words in known:
            found.update(self._led_to(words))
        return tuple(sorted(found.values(), key=lambda rewording: (-rewording.weight, rewording.words)))

    def is_form(self, word: str) -> bool:
        """Say whether a lower-case word is one of the equivalents of another: of a verb, one of its forms."""
        return word in self._forms

    def is_abbreviation(self, word: str) -> bool:
        """Say whether a word in capitals is a short form with a meaning of its own."""
        return word in self._abbreviations

    def has_word(self, word: str) -> bool:
        """Say whether a lower-case word stands in any entry as it is written."""
        return word in self._words

    def knows(self, phrase: Sequence[str]) -> bool:
        """Say whether a phrase of terms is one thing in the lexicon."""
        return bool(self._worded(phrase))

    def _worded(self, phrase: Sequence[str]) -> list[tuple[str, ...]]:
        """Return the entries for a phrase of terms, a Cyrillic one in any of its endings.

        Snowball leaves parts of Russian endings and all Kazakh ones: "Казахстане" and "Казахстан",
        "санкциялар" and "санкцияларды" come out as different stems, one the beginning of the other.
        """
        if (exact := self._by_terms.get(tuple(phrase))) is not None:
            return exact
        if not all(_is_cyrillic(term) for term in phrase):
            return []
        first = phrase[0][:_BEGINNING]
        return [
            words
            for stems in self._by_beginning.get((first, len(phrase)), ())
            if all(_same_word(one, other) for one, other in zip(stems, phrase, strict=True))
            for words in self._by_terms[stems]
        ]

    def _add_group(self, words: Sequence[str], weight: float, *, all_meet: bool) -> None:
        """Lead from each phrase of a group to the others: all of them, or only to and from the first."""
        phrases = tuple(phrase for phrase in map(_phrase, words) if phrase.terms)
        if len(phrases) < 2:  # one alone leads nowhere
            return
        group = _Group(phrases, weight, all_meet)
        for place, phrase in enumerate(phrases):
            if phrase.words not in self._by_words:
                self._by_words[phrase.words] = []
                self._by_terms.setdefault(phrase.terms, []).append(phrase.words)
            self._by_words[phrase.words].append((group, place))

    def _led_to(self, words: tuple[str, ...]) -> Mapping[tuple[str, ...], Rewording]:
        """Return what an entry leads to, by terms: put together when asked for, for few ever are."""
        entry: dict[tuple[str, ...], Rewording] = {}
        for group, place in self._by_words[words]:
            own = group.phrases[place]
            for other in group.led_to(place):
                # "Central African Republic" must not find cars: such an abbreviation is no word to look for.
                # One whose term is its own in capitals ("US", "WHO") is.
                if other.reads in self._case_sensitive and not _is_of_capitals(other.terms):
                    continue
                if other.terms != own.terms and group.weight > entry.get(other.terms, _NOTHING).weight:
                    entry[other.terms] = Rewording(other.terms, group.weight, other.reads)
        return entry


_SHORT_NAMES = ("US", "USA", "США")


def _is_of_capitals(found: Sequence[str]) -> bool:
    only = found[0] if len(found) == 1 else ""
    return only == "usa" or (only.endswith(".") and only[:-1].upper() in abbreviations_among_stop_words())


_NOTHING = Rewording((), 0.0, "")
_BEGINNING = 4  # letters two forms of a Cyrillic word share at least
_LONGEST_ENDING = 4  # letters one form may have more than the other


def _is_cyrillic(term: str) -> bool:
    return "\u0400" <= term[:1] <= "\u04ff"


def _same_word(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return (
        len(shorter) >= _BEGINNING
        and longer.startswith(shorter)
        and len(longer) - len(shorter) <= min(_LONGEST_ENDING, len(shorter) // 2)
    ) or shorter == longer


def _phrase(reads: str) -> _Phrase:
    found = [term for term in terms(reads) if not term.compound]
    return _Phrase(reads, tuple(term.word for term in found), tuple(term.term for term in found))


@cache
def lexicon() -> RewordingLexicon:
    """Return the lexicon of the house."""
    return RewordingLexicon(subject("lexicon"))


@cache
def predicates() -> RewordingLexicon:
    """Return what else the verb of a question may be called in a text, the subject `predicates`."""
    return RewordingLexicon(_with_derivations(subject("predicates")), forms_meet=True)


@cache
def events() -> RewordingLexicon:
    """Return what else an event may be called in a text, by nouns and by verbs: `event_wordings`."""
    return RewordingLexicon(_with_derivations(subject("event_wordings")))


def _with_derivations(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the words of a subject with the verbs and nouns that are made of one another: `derivations`."""
    return {**data, "close": [*data.get("close", ()), *subject("derivations")["close"]]}
