"""What the words of a question ask for, and which need what stands before them; data: `questions`."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from itertools import takewhile
from typing import NamedTuple

from bot.language_data.loading import subject
from bot.plain_words import whole_view
from bot.text.tokens import stop_words
from bot.words.answers import Kind


class Expected(StrEnum):
    """What a question asks for; where two fit, the first that is named here."""

    AGE = "age"
    REASON = "reason"
    MONEY = "money"
    SHARE = "share"
    PERSON = "person"
    DURATION = "duration"
    DATE = "date"
    TALLY = "tally"
    NUMBER = "number"
    TRUTH = "truth"


class Holder(NamedTuple):
    """How texts name one holder of an office among several: by words of their own, or beside the office."""

    turn: str
    """Which turn of a career that is: "before" or "after"."""
    words: tuple[str, ...]
    beside: tuple[str, ...]


class Meaning(NamedTuple):
    """What a word means in a question, other than elsewhere: the words a text has for it."""

    word: str
    words: tuple[str, ...]


class Dimension(NamedTuple):
    """A measure of length: the words by which texts say it, and whether a time may be asked for as well.

    `alone` says that those words tell of this measure and of no other.
    """

    said: re.Pattern[str]
    time: bool
    alone: bool


class _Wording(NamedTuple):
    saying: re.Pattern[str]
    question: re.Pattern[str]
    topic: re.Pattern[str]
    time: re.Pattern[str]
    counted: re.Pattern[str]
    to_come: re.Pattern[str]
    bound: re.Pattern[str]
    bound_by: re.Pattern[str]
    open: re.Pattern[str]
    part_of: re.Pattern[str]
    holds: re.Pattern[str]
    lost: re.Pattern[str]
    lost_before: re.Pattern[str]
    one_counted: re.Pattern[str]
    former: re.Pattern[str]
    number_of: re.Pattern[str]
    holding: re.Pattern[str]
    done_to_whom: re.Pattern[str]
    passive: re.Pattern[str]
    held_to: re.Pattern[str]
    cause_asked: re.Pattern[str]
    who_said: re.Pattern[str]
    own_deed: re.Pattern[str]
    negated: re.Pattern[str]
    auxiliary: re.Pattern[str]
    of_whom: re.Pattern[str]
    office: re.Pattern[str]
    belonging: re.Pattern[str]
    belongs: re.Pattern[str]
    among_them: re.Pattern[str]
    foretold: re.Pattern[str]
    where: re.Pattern[str]
    place: re.Pattern[str]
    expected: dict[Expected, re.Pattern[str]]
    carrying: frozenset[str]
    asked: frozenset[str]
    numbers: frozenset[str]
    units: frozenset[str]
    lengths: frozenset[str]
    openers: frozenset[str]
    sure_reason: re.Pattern[str]
    possible_reason: re.Pattern[str]
    reason_noun: re.Pattern[str]
    about_corpus: dict[str, re.Pattern[str]]
    relations: tuple[tuple[re.Pattern[str], Holder], ...]
    tally: re.Pattern[str]
    tally_beside: re.Pattern[str]
    asked_of_tally: frozenset[str]
    dimensions: tuple[tuple[re.Pattern[str], Dimension], ...]
    meanings: tuple[tuple[re.Pattern[str], Meaning], ...]


@cache
def _wording() -> _Wording:
    data = subject("questions")
    words = data["words"]
    return _Wording(
        re.compile(data["saying"], re.IGNORECASE),
        re.compile(data["question"], re.IGNORECASE),
        re.compile(data["topic"], re.IGNORECASE),
        re.compile(data["time"], re.IGNORECASE),
        re.compile(data["counted"], re.IGNORECASE),
        re.compile(data["to_come"], re.IGNORECASE),
        re.compile(data["bound"], re.IGNORECASE),
        re.compile(data["bound_by"], re.IGNORECASE),
        re.compile(data["open"], re.IGNORECASE),
        re.compile(data["part_of"], re.IGNORECASE),
        re.compile(data["holds"], re.IGNORECASE),
        re.compile(data["lost"], re.IGNORECASE),
        re.compile(data["lost_before"], re.IGNORECASE),
        re.compile(data["one_counted"], re.IGNORECASE),
        re.compile(data["former"], re.IGNORECASE),
        re.compile(data["number_of"], re.IGNORECASE),
        re.compile(data["holding"], re.IGNORECASE),
        re.compile(data["done_to_whom"], re.IGNORECASE),
        re.compile(data["passive"], re.IGNORECASE),
        re.compile(data["held_to"], re.IGNORECASE),
        re.compile(data["cause_asked"], re.IGNORECASE),
        re.compile(data["who_said"], re.IGNORECASE),
        re.compile(data["own_deed"], re.IGNORECASE),
        re.compile(data["negated"], re.IGNORECASE),
        re.compile(data["auxiliary"], re.IGNORECASE),
        re.compile(data["of_whom"], re.IGNORECASE),
        re.compile(data["office"], re.IGNORECASE),
        re.compile(data["belonging"], re.IGNORECASE),
        re.compile(data["belongs"], re.IGNORECASE),
        re.compile(data["among_them"], re.IGNORECASE),
        re.compile(data["foretold"], re.IGNORECASE),
        re.compile(data["where"], re.IGNORECASE),
        re.compile(data["place"], re.IGNORECASE),
        {kind: re.compile(data["expected"][kind], re.IGNORECASE) for kind in Expected},
        frozenset(words["carrying"]),
        frozenset(words["asked"]),
        frozenset(words["numbers"]),
        frozenset((*words["units"], *words["lengths"])),
        frozenset(words["lengths"]),
        frozenset(words["openers"]),
        re.compile(data["reasons"]["sure"], re.IGNORECASE),
        re.compile(data["reasons"]["maybe"], re.IGNORECASE),
        re.compile(data["reasons"]["noun"], re.IGNORECASE),
        {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in data["about_corpus"].items()},
        tuple(
            (
                re.compile(relation["pattern"], re.IGNORECASE),
                Holder(relation["turn"], tuple(relation["words"]), tuple(relation["beside"])),
            )
            for relation in data["relations"]
        ),
        re.compile(data["tally"]["said"], re.IGNORECASE),
        re.compile(data["tally"]["beside"], re.IGNORECASE),
        frozenset(data["tally"]["words"]),
        tuple(
            (
                re.compile(one["asked"], re.IGNORECASE),
                Dimension(
                    re.compile(one["said"], re.IGNORECASE), one["asks"] == "either", one["asks"] == "length"
                ),
            )
            for one in data["dimensions"]
        ),
        tuple(
            (re.compile(one["pattern"], re.IGNORECASE), Meaning(one["word"], tuple(one["words"])))
            for one in data["meanings"]
        ),
    )


def expected(question: str) -> Expected | None:
    """Return what a question asks for, by the question word that comes first in it, or None."""
    found = [
        (match.start(), place, kind)
        for place, (kind, pattern) in enumerate(_wording().expected.items())
        if (match := pattern.search(question))
    ]
    return min(found)[2] if found else None


def is_to_come(question: str) -> bool:
    """Say whether a question asks for a day that is still to come ("when will …")."""
    return _wording().to_come.search(question) is not None


def without_time(words: str) -> str:
    """Return what is asked without of what time, which no text says so: "on the port this year"."""
    return _wording().time.sub("", words) or words


def foretells(before: str) -> bool:
    """Say whether the words of a sentence before a day tell that it was still to come ("is planned for")."""
    return _wording().foretold.search(before) is not None


def asks_by_when(question: str) -> bool:
    """Say whether a question asks for the day by which something has to be done ("when must …")."""
    return _wording().bound.search(question) is not None


def bounds_a_day(before: str) -> bool:
    """Say whether the words before a day make it the last one for something ("by", «не позднее»)."""
    return _wording().bound_by.search(before) is not None


def is_question(words: str) -> bool:
    """Say whether words are a question by more than its first word ("is it true that …", "… resign date")."""
    return _wording().question.search(words) is not None or expected(words) is not None


def is_left_open(before: str) -> bool:
    """Say whether the words before one who holds an office leave open who does ("until a new … is named")."""
    return _wording().open.search(before) is not None


def asks_who_holds(question: str) -> bool:
    """Say whether a question asks who somebody is today ("who is the envoy")."""
    return _wording().holds.search(question) is not None


def tells_of_loss(before: str, after: str) -> bool:
    """Say whether the words around a name tell that its bearer holds an office no longer ("was sacked")."""
    words = _wording()
    return words.lost.search(after) is not None or words.lost_before.search(before) is not None


def done_to_whom(question: str) -> str | None:
    """Return the verb of a question for whom something was done to ("who was added"), lower case, or None."""
    found = _wording().done_to_whom.match(question)
    return found["done"].lower() if found else None


def ends_passive(before: str) -> bool:
    """Say whether the words before a participle make it something that was done to somebody ("was last")."""
    return _wording().passive.search(before) is not None


def without_auxiliaries(before: str) -> str:
    """Return the words before what was done without those that only carry it ("he" of "he will be")."""
    return _wording().auxiliary.sub("", before)


def tells_whose(deed_and_after: str) -> bool:
    """Say whether words open with a deed somebody does alone, and who that is: "resignation of the mayor"."""
    return _wording().of_whom.match(deed_and_after) is not None


def asks_what_caused(question: str) -> bool:
    """Say whether a question asks what brought about an event it names ("what caused the fire")."""
    return _wording().cause_asked.search(question) is not None


def asks_who_said(question: str) -> bool:
    """Say whether a question asks who said what it repeats: "who said the port is lost"."""
    return _wording().who_said.match(question) is not None


def tells_of_own_deed(sentence: str) -> bool:
    """Say whether a sentence tells what somebody means to do, not only what they say ("plans to leave")."""
    return _wording().own_deed.search(sentence) is not None


def is_negated(before: str) -> bool:
    """Say whether the words before a deed tell that it was not done ("is not calling on")."""
    return _wording().negated.search(before) is not None


def is_held_to_have_done(before: str) -> bool:
    """Say whether the words before a deed tell who is held to have done it ("accused of staging the …")."""
    return _wording().held_to.search(before) is not None


def former_in(before: str) -> int | None:
    """Return where the words before a name begin to tell of what its bearer was before, or None."""
    found = _wording().former.search(before)
    return found.start() if found else None


def makes_holder(between: str) -> bool:
    """Say whether the words between a name and an office make that its holder's (", the", "was named")."""
    return _wording().holding.search(between) is not None


def office_asked(question: str) -> str:
    """Return the words of the office a question asks for ("the judge in …"), lower case; "" for none."""
    found = _wording().office.match(question)
    return found["office"].lower() if found else ""


def tells_of_belonging(words: str) -> bool:
    """Say whether words tell that one thing belongs to another, or joins or leaves it."""
    return _wording().belonging.search(words) is not None


def is_word_of_belonging(word: str) -> bool:
    """Say whether a word of a question is one for belonging ("member"), for which texts have several."""
    return _wording().belongs.fullmatch(word) is not None


def names_one_of_them(between: str) -> bool:
    """Say whether the words between what several did and a name make it one of theirs (", including")."""
    return _wording().among_them.search(between) is not None


def is_what_is_spoken_of(before: str) -> bool:
    """Say whether a name is what somebody speaks about, by the words of the question before it."""
    return _wording().topic.search(before) is not None


def counted_in(question: str) -> str:
    """Return the words that say what a question counts ("asylum seekers"), lower case; "" for none."""
    found = _wording().counted.search(question)
    words = found["counted"].lower().split() if found else []
    return " ".join(takewhile(lambda word: word not in stop_words(), words))


def is_asked_for(word: str, kind: Expected | None = None) -> bool:
    """Say whether a lower-case word names the kind of thing asked for ("date"), and need not be in a text.

    Of a question for a tally so do also the words for a vote, which elsewhere are what is asked about.
    """
    words = _wording()
    return word in words.asked or (kind is Expected.TALLY and word in words.asked_of_tally)


def only_carries(word: str) -> bool:
    """Say whether a lower-case word of a question for a day or a place says only that it was: "held"."""
    return word in _wording().carrying


def asks_where(question: str) -> bool:
    """Say whether a question asks for a place ("where was …", «в каком городе …»)."""
    return _wording().where.search(question) is not None


def places_in(sentence: str) -> list[tuple[int, int]]:
    """Return where a sentence says in what place something is: the names behind "in", "at", «в»."""
    return [found.span("place") for found in _wording().place.finditer(sentence)]


def tallies_in(sentence: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return where a sentence states tallies ("97-1"), and where it speaks of a vote."""
    words = _wording()
    said = [found.span() for found in words.tally.finditer(sentence)]
    return said, [found.span() for found in words.tally_beside.finditer(sentence)]


def asks_what_was_said(question: str) -> bool:
    """Say whether a question is about somebody's words ("what did X say about Y")."""
    return _wording().saying.search(question) is not None


def word_of_saying(question: str) -> str | None:
    """Return the verb by which a question asks what was said («заявил»), lower case, or None.

    "Talks" and "claims" may be what somebody speaks about.
    """
    found = _wording().saying.search(question)
    return found[0].lower() if found and not found[0].endswith("s") else None


def is_number(word: str) -> bool:
    """Say whether a lower-case word is a number, in digits or in letters."""
    return word[:1].isdigit() or word in _wording().numbers


def counts_behind(before: str) -> bool:
    """Say whether words before what is counted let its number stand further on ("the number of")."""
    return _wording().number_of.search(before) is not None


def ones_in(sentence: str) -> list[tuple[int, int]]:
    """Return where a sentence counts a single one: "one person has died"."""
    return [found.span() for found in _wording().one_counted.finditer(sentence)]


def is_unit(word: str) -> bool:
    """Say whether a lower-case word is a unit of time or length."""
    return word in _wording().units


def is_unit_of_length(word: str) -> bool:
    """Say whether a lower-case word is a unit of length."""
    return word in _wording().lengths


def dimension_asked(question: str) -> Dimension | None:
    """Return the measure of length a question asks for ("how wide"), or None."""
    return next((dimension for asked, dimension in _wording().dimensions if asked.search(question)), None)


def says_other_dimension(dimension: Dimension, words: str) -> bool:
    """Say whether words tell of another measure of length than one: "24 metres wide" of how long it is."""
    others = (other for _, other in _wording().dimensions if other.alone and other.said != dimension.said)
    return any(other.said.search(words) for other in others)


def is_part_of(after: str) -> bool:
    """Say whether the words behind a length make it that of a part ("12 kilometres of the road")."""
    return _wording().part_of.match(after) is not None


def reasons_in(sentence: str) -> list[tuple[int, int, bool]]:
    """Return where words of a sentence show a reason, and whether they surely do ("because", not "after")."""
    words = _wording()
    return [
        (*found.span(), sure)
        for sure, pattern in ((True, words.sure_reason), (False, words.possible_reason))
        for found in pattern.finditer(sentence)
    ]


def names_reason(words: str) -> bool:
    """Say whether words that show a reason are a noun of it, behind which stands what it is the reason of."""
    return _wording().reason_noun.search(words) is not None


def asks_about_corpus(question: str) -> Kind | None:
    """Return the kind of answer for a question about the corpus itself ("what is new"), or None."""
    if (whole := whole_view(question)) is not None:
        return whole
    for kind, pattern in _wording().about_corpus.items():
        if pattern.search(question):
            return Kind(kind)
    return None


def needs_what_is_before(sentence: str) -> bool:
    """Say whether a sentence opens with a word that needs the sentence before ("He", "This change")."""
    words = sentence.lstrip("“\"«‘'… ").split(maxsplit=1)
    return bool(words) and words[0].strip(",.:;’'").lower() in _wording().openers


def holder_asked_for(question: str) -> Holder | None:
    """Return how texts name the holder a who-question means ("before X": the predecessor), or None."""
    if expected(question) is not Expected.PERSON:
        return None
    return next((holder for pattern, holder in _wording().relations if pattern.search(question)), None)


def meanings_in(question: str) -> list[Meaning]:
    """Return the words of a question that mean in it what they do not mean elsewhere ("are left")."""
    return [meaning for pattern, meaning in _wording().meanings if pattern.search(question)]
