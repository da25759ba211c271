"""The query language: what a user typed, as concepts that a text holds or does not hold.

`"phrases"` must stand together, `-word` must not occur, `from:outlet`, `since:2024-01` and `until:2024`
filter. Words with "or", "|" or "," between them are alternatives. Every other word is a concept with its
alternatives: the word itself, what the lexicon calls it, and, when the corpus has neither, near words of the
corpus. A text answers when it holds the concepts that are required; general words ("policy", "situation")
only help to rank.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import NamedTuple

from anyascii import anyascii

from bot.language_data.loading import subject
from bot.languages.saying import say, say_any_of
from bot.search.known_words import is_known_word
from bot.search.lexicon import SAME, RewordingLexicon, events, predicates
from bot.search.lexicon import lexicon as house_lexicon
from bot.search.related_words import related_words
from bot.search.spelling import is_one_word, near_words
from bot.text.dates.date_values import stated
from bot.text.dates.written_dates import pattern as written_date
from bot.text.dates.written_dates import read as read_written
from bot.text.names.name_lexicon import lexicon as names
from bot.text.tokens import Term, abbreviations_among_stop_words, place_of, stop_words, terms
from bot.words.searching import Within

_FILTER = re.compile(r"(?<!\S)(from|since|until):(?:\"([^\"]*)\"|“([^”]*)”|(\S+))", re.IGNORECASE)
# Single marks enclose a phrase of several words only: one is as likely an apostrophe.
_PHRASE = re.compile(
    r"(?<![^\s(])(-?)(?:\"([^\"]+)\"|“([^”]+)”|«([^»]+)»|„([^“”]+)[“”]"
    r"|'(?!s\s)(?=[^'\s]+\s)((?:[^']|(?<=\w)'(?=\w))+)'(?!\w)|‘(?!s\s)(?=[^‘\s]+\s)((?:[^‘’]|(?<=\w)’(?=\w))+)’(?!\w))"
)
_WITHOUT = re.compile(r"(?<!\S)[-−–]([^\W_][\w’'.-]*)")
_OR = r"(?<!\S)(?:or|или|либо|немесе|әлде)(?!\S)"
_ALTERNATIVE = re.compile(_OR, re.IGNORECASE)
_ALTERNATIVE_FIRST = re.compile(rf"\A\s*{_OR}", re.IGNORECASE)
_COMMA = re.compile(r"(?<!\d),|,(?!\d)")
_PLACE_OF_PHRASE = 0xE000  # characters of private use stand for the phrases of a query while it is read
_PLACED = re.compile(r"[\ue000-\uf8ff]")
_OPERATOR = re.compile(rf"{_OR}|[|]|{_FILTER.pattern}|{_WITHOUT.pattern}|[\"“«]", re.IGNORECASE)
_PRONOUN_OR_COUNTRY = re.compile(r"(?<![\w’'])us(?![\w’'])")
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_WORD_OR_LETTERS = re.compile(rf"\b(?:[^\W\d_]\.){{2,}}|{_WORD.pattern}")
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_FIGURES = ("ymd", "dotted")  # forms of dates without words
_MOST_WORDS = 40  # of a query; the rest of a longer message is not read
_MOST_BETWEEN_COMMAS = 3  # words; where more stand between two commas it is a sentence
_NEAR_WEIGHT = 0.9
_RELATED = 0.4  # less than a near synonym
_SHORTEST_NAME = 4  # letters of a word whose other cases are looked for
_ENDS_IN_CONSONANT = re.compile(r"[бвгджзклмнпрстфхцчшщ]\Z")


class Alternative(NamedTuple):
    """One way a text may name a concept: terms that stand together, and how much they count (0 to 1)."""

    terms: tuple[str, ...]
    weight: float
    words: str


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing asked for.

    `words` is what the user wrote. `known` says whether the corpus holds any of its alternatives, `taken` the
    near word it was taken for when not; `near` are words it is not taken for, being written right, but which
    may be meant. `proper` is whether it was written as a name (capital first letter,
    digits, or all capitals). `parts` are the words of a phrase that may also stand apart ("political
    reforms": "reforms … of a political kind"). `here` says that only the sentence itself counts, not what
    is around it. `telling` lets a sentence that holds it answer though it holds nothing that is required,
    which then stands around it. `figures` are those a person is, as (article, number): a pronoun that stands
    for one of them is the name as well.
    """

    words: str
    alternatives: tuple[Alternative, ...]
    required: bool = True
    exact: bool = False
    parts: tuple[Concept, ...] = ()
    proper: bool = False
    here: bool = False
    telling: bool = False
    figures: frozenset[tuple[str, int]] = frozenset()
    known: bool = True
    taken: str | None = None
    near: tuple[str, ...] = ()

    @property
    def ways(self) -> tuple[tuple[str, ...], ...]:
        """The terms of each alternative: a text that holds all of one may hold the concept."""
        return tuple(alternative.terms for alternative in self.alternatives)


@dataclass(frozen=True, slots=True)
class Query:
    """A message as a search: concepts to hold, concepts to be without, and filters (ISO date prefixes).

    `newest` says that what is so now, or what is new, is asked for. Of several `readings` a text need only
    answer one ("gas pipeline | oil pipeline"); the concepts are then one that has them all as alternatives.
    """

    text: str
    concepts: tuple[Concept, ...]
    without: tuple[Concept, ...] = ()
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    problem: str | None = None
    newest: bool = False
    readings: tuple[Query, ...] = ()

    @property
    def required(self) -> tuple[Concept, ...]:
        """The concepts a text must hold; all of them when every word is a general one."""
        return tuple(concept for concept in self.concepts if concept.required) or self.concepts

    @property
    def unknown(self) -> tuple[Concept, ...]:
        """The required concepts that the corpus holds in no form."""
        return tuple(concept for concept in self.required if not concept.known)

    @property
    def within(self) -> Within | None:
        """What the filters leave to be searched, None where there is no filter."""
        if not (self.outlet or self.since or self.until):
            return None
        outlet = outlet_terms(self.outlet) if self.outlet else None
        return Within(outlet=outlet, since=self.since, until=self.until)

    @property
    def corrections(self) -> tuple[tuple[str, str], ...]:
        """Words that were taken for other words of the corpus, as (asked, taken)."""
        return tuple((concept.words, concept.taken) for concept in self.concepts if concept.taken)

    def ranking_terms(self) -> dict[str, float]:
        """Return the terms to rank passages by, with their weights."""
        weights: dict[str, float] = {}
        for concept in self.concepts:
            for alternative in concept.alternatives:
                for term in alternative.terms:
                    weight = alternative.weight * (1.0 if concept.required else 0.4)
                    weights[term] = max(weight, weights.get(term, 0.0))
        return weights


@cache
def _general_words() -> Mapping[str, frozenset[str]]:
    data = subject("general_words")
    return {name: frozenset(words) for name, words in data.items()}


def question_words() -> frozenset[str]:
    """Return the words that make a question or a command and name nothing themselves, lower case."""
    return _general_words()["question"]


def general_words() -> frozenset[str]:
    """Return the words that are in a query without being what it is about, lower case."""
    return _general_words()["general"]


def general_alone() -> frozenset[str]:
    """Return words that are a subject only with another word beside them, lower case."""
    return _general_words()["general_alone"]


def words_of_time() -> frozenset[str]:
    """Return words of the calendar and other words that make no subject, lower case."""
    return _general_words()["time"]


def parse_query(
    text: str,
    vocabulary: Mapping[str, int],
    words: Mapping[str, str],
    *,
    question: bool = False,
    alternatives: bool | None = None,
    subject_named: bool = False,
    lexicon: RewordingLexicon | None = None,
) -> Query:
    """Read a query against what the corpus holds.

    Args:
        text: what the user wrote.
        vocabulary: each term of the corpus with the number of passages that hold it.
        words: each word of the corpus with its term, for near words.
        question: leave out the words that make a question ("who", "tell me").
        alternatives: whether "or", "|" and "," stand between alternatives; where not said, in no question.
        subject_named: whether the words only name a subject, whose events are told in words of their own.
        lexicon: other than the house's own, for tests.

    Returns:
        The query; `problem` is a sentence when a filter cannot be read, and then nothing should be searched.
    """
    known_words = lexicon or house_lexicon()
    text = in_small_letters(text, question=question)
    rest, filters, problem = _read_filters(text)
    without: list[Concept] = []

    phrases: list[Concept] = []

    def kept_apart(found: re.Match[str]) -> str:
        sign, *quoted = found.groups()
        concept = _exact_concept("".join(filter(None, quoted)))
        if concept is None or sign:
            without.extend([concept] if concept else [])
            return " "
        phrases.append(_in_letters_of_corpus(concept, vocabulary, words))
        return f" {chr(_PLACE_OF_PHRASE + len(phrases) - 1)} "

    rest = _PHRASE.sub(kept_apart, rest)
    for word in _WITHOUT.findall(rest):
        without.extend(_concepts(word, known_words, vocabulary, words, near=False))
    rest = _WITHOUT.sub(" ", rest)
    asked = [predicates()] if question and not subject_named else [events()]
    done = [*asked, predicates()] if subject_named else asked

    def concepts_of(part: str) -> list[Concept]:
        quoted = [phrases[ord(sign) - _PLACE_OF_PHRASE] for sign in _PLACED.findall(part)]
        part = _PLACED.sub(" ", part)
        if question:
            part = _WORD.sub(lambda word: " " if _only_asks(word[0]) else word[0], part)
        found = _concepts(part, known_words, vocabulary, words, near=True, done=done)
        return [_checked(one, vocabulary) for one in (*quoted, *found)]

    apart = not question if alternatives is None else alternatives
    groups = _either(rest) if apart else [rest]
    each = [concepts for part in groups if (concepts := _with_alternatives(part, concepts_of, apart))]
    query = Query(
        text=text,
        concepts=tuple(each[0]) if len(each) == 1 else (),
        without=tuple(without),
        outlet=filters.get("from"),
        since=filters.get("since"),
        until=filters.get("until"),
        problem=problem,
        newest=asks_for_newest(text),
    )
    if len(each) < 2:
        return query
    readings = tuple(replace(query, concepts=tuple(concepts)) for concepts in each)
    whole = _any_of([concept for concepts in each for concept in concepts])
    known = any(all(concept.known for concept in reading.required) for reading in readings)
    several = any(len(reading.concepts) > 1 for reading in readings)
    whole = replace(whole, known=known)
    return replace(query, concepts=(whole,), readings=readings if several else ())


def has_operators(text: str) -> bool:
    """Say whether words are written in the query language: alternatives, phrases, words to be without."""
    return _OPERATOR.search(text) is not None


def asks_for_newest(text: str) -> bool:
    """Say whether words ask for what is so now or what is new ("who is the president now", "latest on")."""
    asked = {word[0].lower() for word in _WORD.finditer(text)}
    return not asked.isdisjoint(_general_words()["newest"])


def in_small_letters(text: str, *, question: bool = False) -> str:
    """Return a message all in capitals as it would be written otherwise: it has no names in capitals.

    Abbreviations keep their capitals, in a question only those that are no words in small letters, and places
    get theirs. A single word is taken as it is written.
    """
    typed = _WORD.findall(text)
    if len(text.split()) < 2 or any(word.lower() != word and word.upper() != word for word in typed):
        return text
    if text != text.upper() or all(house_lexicon().is_abbreviation(word) for word in typed):
        return text

    def lowered(found: re.Match[str]) -> str:
        word = found[0]
        if word == "OR":
            return word.lower()
        if "." in word:
            return word  # "U.S."
        if house_lexicon().is_abbreviation(word):
            small = question and word.lower() in stop_words() | question_words()
            return word.lower() if small and word not in ("US", "США") else word
        return word.capitalize() if names().is_place(word.lower()) else word.lower()

    return _WORD_OR_LETTERS.sub(lowered, text)


def _only_asks(word: str) -> bool:
    """Say whether a word of a question only makes it one; "WHO" in capitals is the organisation."""
    return word.lower() in question_words() and not (
        word.isupper() and word in abbreviations_among_stop_words()
    )


def _either(text: str) -> list[str]:
    """Part words at "|", and at commas with few words between them: a sentence has commas as well."""
    return [
        part for side in text.split("|") for part in (_at_commas(side) or [side]) if part.strip(" ,")
    ] or [text]


def _at_commas(text: str) -> list[str]:
    parts = [_ALTERNATIVE_FIRST.sub("", part) for part in _COMMA.split(text)]
    return parts if all(len(part.split()) <= _MOST_BETWEEN_COMMAS for part in parts) else []


def _with_alternatives(text: str, concepts_of: Callable[[str], list[Concept]], apart: bool) -> list[Concept]:
    """Read words of which those with "or" between them are alternatives: "ceasefire or truce in Sudan"."""
    parts = _ALTERNATIVE.split(text) if apart else [text]
    found: list[Concept] = []
    joined = False
    for part in parts:
        concepts = concepts_of(part)
        if joined and found and concepts:
            found[-1] = _any_of([found[-1], concepts.pop(0)])
        found += concepts
        joined = True
    return found


def _any_of(concepts: Sequence[Concept]) -> Concept:
    """Return what any of some concepts may be called as one concept."""
    alternatives: dict[tuple[str, ...], Alternative] = {}
    for concept in concepts:
        for one in concept.alternatives:
            if one.terms not in alternatives or alternatives[one.terms].weight < one.weight:
                alternatives[one.terms] = one
    taken = [concept.taken for concept in concepts if concept.taken]
    return Concept(
        words=say_any_of(concept.words for concept in concepts),
        alternatives=tuple(alternatives.values()),
        required=any(concept.required for concept in concepts),
        exact=any(concept.exact for concept in concepts),
        proper=all(concept.proper for concept in concepts),
        known=any(concept.known for concept in concepts),
        taken=taken[0] if len(taken) == len(concepts) else None,
        near=tuple(word for concept in concepts for word in concept.near),
    )


def read_filters(text: str) -> tuple[str, Query | None]:
    """Return words without their filters, and these as a query that asks for nothing else; None for none."""
    rest, filters, problem = _read_filters(text)
    if not filters and problem is None:
        return text, None
    outlet, since, until = (filters.get(name) for name in ("from", "since", "until"))
    return " ".join(rest.split()), Query(text, (), (), outlet, since, until, problem)


def _read_filters(text: str) -> tuple[str, dict[str, str], str | None]:
    filters: dict[str, str] = {}
    problem = None
    for name, *values in _FILTER.findall(text):
        value, name = "".join(values).strip(), name.lower()
        if name == "from":
            filters[name] = value
        elif (day := read_date(value)) is not None:
            filters[name] = day
        else:
            problem = say(
                "I cannot read the date in “{written}”; "
                "write it like {name}:2024, {name}:2024-01 or {name}:2024-01-31.",
                written=f"{name}:{value}",
                name=name,
            )
    return _FILTER.sub(" ", text), filters, problem


def read_date(text: str) -> str | None:
    """Return an ISO date prefix ("2024", "2024-01", "2024-01-31") from what a user wrote, or None."""
    found = _DATE.fullmatch(text)
    if found is None:
        return _in_figures(text)
    year, month, day = found.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:  # a 31 February, a 13th month
        return None
    return "-".join([year, *(f"{int(part):02}" for part in (month, day) if part)])


def _in_figures(text: str) -> str | None:
    """Return the day of a text that is one in figures ("31.01.2024"), day first; None where it is none."""
    found = written_date().fullmatch(text)
    day = read_written(found) if found is not None else None
    if (
        day is None
        or found is None
        or found.lastgroup not in _FIGURES
        or not (day.year and day.month and day.day)
    ):
        return None
    stated_day = stated(day.year, day.month, day.day)
    return stated_day.value if stated_day is not None else None


def _exact_concept(text: str) -> Concept | None:
    found = tuple(term.term for term in terms(text) if not term.compound)
    return Concept(text, (Alternative(found, SAME, text),), exact=True, here=True) if found else None


def _in_letters_of_corpus(
    concept: Concept, vocabulary: Mapping[str, int], words: Mapping[str, str]
) -> Concept:
    """Let a phrase in Cyrillic that no text has be held by its words in Latin letters, if all are there."""
    if concept.words.isascii() or all(term in vocabulary for term in concept.alternatives[0].terms):
        return concept
    latin = [
        term.word if term.word.isascii() else next(iter(_in_latin(term.word, words)), "")
        for term in terms(concept.words)
        if not term.compound
    ]
    if not all(word in words for word in latin):
        return concept
    other = Alternative(tuple(words[word] for word in latin), SAME, " ".join(latin))
    return replace(concept, alternatives=(*concept.alternatives, other), taken=other.words)


def _concepts(
    text: str,
    lexicon: RewordingLexicon,
    vocabulary: Mapping[str, int],
    words: Mapping[str, str],
    *,
    near: bool,
    done: Sequence[RewordingLexicon] = (),
) -> Iterator[Concept]:
    # "us" typed in small letters is the country: nobody asks for a pronoun.
    text = _PRONOUN_OR_COUNTRY.sub("US", text)
    units = list(_units(text))[:_MOST_WORDS]
    place = 0
    while place < len(units):
        length = _longest_known(units, place, lexicon)
        parts = [part for unit in units[place : place + length] for part in unit.parts]
        compound = units[place].compound if length == 1 else None
        place += length
        concept = _concept(text, parts, compound, lexicon)
        for lexicon_of_deeds in done if not concept.proper else ():
            concept = _with_other_words(concept, parts, lexicon_of_deeds)
        if near and len(parts) == 1 and not _holds_any(concept, vocabulary):
            asking = _asking_word(parts[0], lexicon)
            if asking is not None:
                concept = replace(concept, required=False, taken=asking)
            else:
                concept = _with_near_words(concept, parts[0], words, lexicon)
        yield concept


class _Unit(NamedTuple):
    """A word of a query; a hyphenated one has its parts and the compound they make."""

    parts: tuple[Term, ...]
    compound: Term | None = None


def _units(text: str) -> Iterator[_Unit]:
    parts: list[Term] = []
    for term in terms(text):
        if not term.compound:
            parts.append(term)
            continue
        within = [part for part in parts if part.span.start >= term.span.start]
        yield from (_Unit((part,)) for part in parts[: len(parts) - len(within)])
        if all(text[part.span.start].isupper() for part in within):
            yield from (_Unit((part,)) for part in within)  # "US-Kazakhstan": two names, not one word
        else:
            yield _Unit(tuple(within), term)
        parts = []
    yield from (_Unit((part,)) for part in parts)


def _longest_known(units: Sequence[_Unit], place: int, lexicon: RewordingLexicon) -> int:
    for length in range(min(lexicon.longest, len(units) - place), 1, -1):
        if lexicon.knows([part.term for unit in units[place : place + length] for part in unit.parts]):
            return length
    return 1


def _concept(text: str, parts: Sequence[Term], compound: Term | None, lexicon: RewordingLexicon) -> Concept:
    asked = text[parts[0].span.start : parts[-1].span.end]
    own = tuple(part.term for part in parts)
    alternatives = [Alternative(own, SAME, asked)]
    if compound is not None:
        alternatives.append(Alternative((compound.term,), SAME, asked))
    phrases = [parts] if compound is None else [parts, (compound,)]
    alternatives.extend(
        Alternative(other.terms, other.weight, other.words)
        for phrase in phrases
        for other in lexicon.rewordings(phrase, asked)
    )
    if len(parts) == 1 and asked.islower() and (place := place_of(asked)) is not None:
        alternatives.append(Alternative((place,), SAME, asked))  # names are typed in small letters as well
    return Concept(
        words=asked,
        alternatives=tuple(alternatives),
        required=len(parts) > 1 or parts[0].word not in general_words(),
        parts=_apart(text, parts, lexicon) if len(parts) > 1 and asked.split()[-1].islower() else (),
        proper=asked[:1].isupper() or any(character.isdigit() for character in asked),
    )


def _with_other_words(concept: Concept, parts: Sequence[Term], done: RewordingLexicon) -> Concept:
    """Let a word of a question also be held by the words that tell of the same being done."""
    known = {alternative.terms for alternative in concept.alternatives}
    others = tuple(
        Alternative(other.terms, other.weight, other.words)
        for other in done.rewordings(parts, concept.words)
        if other.terms not in known
    )
    return replace(concept, alternatives=(*concept.alternatives, *others))


def _apart(text: str, parts: Sequence[Term], lexicon: RewordingLexicon) -> tuple[Concept, ...]:
    """Return the words of a phrase each for itself, with what else each may be called."""
    return tuple(
        _with_other_words(_concept(text, (part,), None, lexicon), (part,), events()) for part in parts
    )


def _holds_any(concept: Concept, vocabulary: Mapping[str, int]) -> bool:
    return any(_holds_all(way, vocabulary) for way in concept.ways)


def _holds_all(way: Sequence[str], vocabulary: Mapping[str, int]) -> bool:
    return all(term in vocabulary for term in way)


def _with_near_words(
    concept: Concept, term: Term, words: Mapping[str, str], lexicon: RewordingLexicon
) -> Concept:
    """Take a single word the corpus lacks for the near words it has, if any.

    A word that is written right ("Slovakia") is not taken for another ("Slovenia"), only reminded of it.
    """
    word = term.word
    if cases := _other_cases(word, words):
        stems = dict.fromkeys(words[one] for one in cases)
        others = tuple(Alternative((one,), SAME, word) for one in stems)
        return replace(concept, alternatives=(*concept.alternatives, *others))
    same, near = _in_latin(word, words), near_words(word, words)
    if not same and is_known_word(term, lexicon):
        spelt = tuple(other for other in near if is_one_word(word, other))
        if not spelt:
            return replace(concept, near=near)
        near = spelt
    near = near or same or _near_in_latin(word, words)
    alternatives = tuple(Alternative((words[other],), _NEAR_WEIGHT, other) for other in near)
    if not alternatives:
        return concept
    return replace(concept, alternatives=(*concept.alternatives, *alternatives), taken=near[0])


def _other_cases(word: str, words: Mapping[str, str]) -> tuple[str, ...]:
    """Return the words of the corpus that are a Russian name in another case: "Карабах" in "Карабаха"."""
    if word.isascii() or len(word) < _SHORTEST_NAME or not _ENDS_IN_CONSONANT.search(word):
        return ()
    cases = {word + ending for ending in subject("stems")["cases"]}
    return tuple(one for one in words if one in cases)


def _asking_word(term: Term, lexicon: RewordingLexicon) -> str | None:
    """Return the word of asking that a word is misspelt for, which no text need hold: "happend", "abot"."""
    near = near_words(term.word, _asking_words()) if term.word.isalpha() else ()
    return max(near, key=len) if near and not is_known_word(term, lexicon) else None


@cache
def _asking_words() -> tuple[str, ...]:
    return tuple(sorted(stop_words() | question_words()))


def _in_latin(word: str, words: Mapping[str, str]) -> tuple[str, ...]:
    """Return the word of the corpus that a Cyrillic word is, letter for letter, in Latin ("Орешник")."""
    latin = "" if word.isascii() else _latin(word)
    return (latin,) if latin in words else ()


def _near_in_latin(word: str, words: Mapping[str, str]) -> tuple[str, ...]:
    return () if word.isascii() else near_words(_latin(word), words)


def _latin(word: str) -> str:
    return anyascii(word).lower().replace("'", "")


def _checked(concept: Concept, vocabulary: Mapping[str, int]) -> Concept:
    return replace(concept, known=_holds_any(concept, vocabulary))


def told_otherwise(query: Query, vocabulary: Mapping[str, int]) -> Query | None:
    """Return a question whose words that no text has may be told by related ones; None where none can be.

    A text that holds a related word tells of what was asked only perhaps.
    """
    concepts = tuple(_with_related(one, vocabulary) for one in query.concepts)
    otherwise = replace(query, concepts=concepts)
    return None if len(otherwise.unknown) == len(query.unknown) else otherwise


def _with_related(concept: Concept, vocabulary: Mapping[str, int]) -> Concept:
    """Return a word no text has with the related words that some have; anything else as it is."""
    if concept.known or concept.proper or not concept.words.isalpha():
        return concept
    ways = [(word, tuple(term.term for term in terms(word))) for word in related_words(concept.words)]
    told = [Alternative(way, _RELATED, word) for word, way in ways if way and _holds_all(way, vocabulary)]
    return replace(concept, alternatives=(*concept.alternatives, *told), known=True) if told else concept


def outlet_terms(name: str | None) -> frozenset[str]:
    """Return the terms of an outlet's name, by which it is asked for ("voa", "astana times")."""
    return frozenset(term.term for term in terms(name or ""))
