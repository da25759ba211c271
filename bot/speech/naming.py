"""Whom a noun phrase names: its head, or the name set beside it, read to the end of the phrase.

"The mayor of Port Ada, Jane Doe," is Jane Doe and "Lind's director of information, Jane Doe," too; "a top
aide to President Lind" is nobody who is named. The parse proposes; where it takes another word for the head,
the words between the head and the comma decide.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.speech.clauses import Reading
from bot.text.cues import cues
from bot.text.names.name_lexicon import fold, lexicon
from bot.words.findings import MentionKind
from bot.words.spans import Span

_MOST_APPOSITIONS = 4  # "the nominee, a former adviser, Jane Doe"
_LONGEST_PHRASE = 16  # tokens from the head of "the minister of … at the time, Jane Doe," to its comma
_MOST_TITLES = 3  # tokens of "Mr Justice" between the comma and the name
_LONGEST_LABEL = 16  # words of "Jane Doe, minister of roads and bridges:"
_GOES_ON = frozenset({"ADP", "DET", "ADJ", "NOUN", "PROPN", "NUM", "PART", "CCONJ", "PRON"})
_TIMES = ("DATE", "TIME")
_NONE = frozenset({"no", "neither", "none"})
_NEAR_HEAD = 6  # tokens to the right in which the head of a modifier stands
_JOINS = frozenset({"-", "–", "/"})
_CLOSES = frozenset({",", ".", "(", ":", ";", "-", "–", "—", "--"})


def is_person_noun(reading: Reading, index: int) -> bool:
    """Say whether a word is one for what a person is: "minister", "aide", "villager"."""
    token = reading.tokens[index]
    if token.part not in ("NOUN", "PROPN"):
        return False
    return reading.lemma(index) in cues().people or lexicon().is_role(fold(token.text))


def _is_one_of_a_people(reading: Reading, index: int) -> bool:
    """Say whether a word is one of a people or a party: "a Ruland Liberal", "another Alander"."""
    token = reading.tokens[index]
    counted = any(
        reading.tokens[child].text.lower() in ("a", "an", "one", "another")
        for child in reading.children[index]
    )
    return token.entity.endswith("NORP") and token.tag in ("NNP", "NN", "JJ") and counted


def is_named(reading: Reading, index: int) -> bool:
    """Say whether a token is part of a person's name and not of words that call somebody by a role."""
    named = reading.named.get(index)
    return named is not None and named.mention.kind is not MentionKind.ROLE


def description(reading: Reading, head: int) -> Span | None:
    """Return the words that describe a speaker who is not named, to the end of the phrase, or None.

    "a top aide to President Lind": only what begins as a description does, with an article, a number, an
    owner or a word in small letters, is one; "Justice vows" and "Authorities" might as well be names.
    """
    if not (is_person_noun(reading, head) or _is_one_of_a_people(reading, head)) or reading.quoted[head]:
        return None
    if reading.lemma(head) in cues().collective:
        return None
    first = _start_of_description(reading, head)
    opening = reading.tokens[first]
    if opening.text.lower() in _NONE or opening.tag in ("WDT", "WP"):
        return None
    owned = any(  # "Lind's adviser"
        reading.tokens[place].tag == "POS" and place - 1 in reading.named for place in range(first, head)
    )
    # "Ruland officials", "Aland's top leaders"
    of_land = (
        opening.entity.endswith(("GPE", "NORP")) and reading.tokens[head].text.islower() and first < head
    )
    small = opening.part in ("DET", "NUM", "PRON") or opening.text[:1].islower()
    if not (small or owned or of_land or _is_of_several(reading, first, head)):
        return None
    last = _end_of_description(reading, first, head)
    for child in reading.children[head]:  # a name of nobody known: "the judge, Mr Justice Doe"
        token = reading.tokens[child]
        if token.relation == "appos" and token.part == "PROPN" and reading.tokens[last + 1].text == ",":
            last = max(last, child)
            break
    if owned and not opening.text[:1].islower() and not _ends_phrase(reading, last):
        return None  # "Lind's nominee to serve as envoy, Jane Doe": a name may follow
    return Span(opening.span.start, reading.tokens[last].span.end)


def _end_of_description(reading: Reading, first: int, head: int) -> int:
    """Return the last noun or number of the phrase around a head: "a top aide to President Lind"."""
    last = head
    for place in range(head + 1, min(head + 1 + _LONGEST_PHRASE, len(reading.tokens))):
        token = reading.tokens[place]
        if token.part not in _GOES_ON or reading.quoted[place] or token.entity.endswith(_TIMES):
            break
        if token.tag == "POS" and token.head == head:
            break  # "her rival's words": the rival's they are
        if not first <= token.head <= place + _NEAR_HEAD or token.part == "PRON":
            break
        if token.part in ("NOUN", "PROPN", "NUM"):
            last = place
    return last


def _is_of_several(reading: Reading, first: int, head: int) -> bool:
    """Say whether a sentence opens with several people and which: "Officials at the port", "Old farmers".

    "Analysts" and no more may be anybody.
    """
    start = reading.tokens[first].span.start
    starts = reading.sentences[reading.sentence_at(start)].span.start == start
    if not starts or reading.tokens[head].tag != "NNS" or reading.tokens[first].part not in ("NOUN", "ADJ"):
        return False
    return first < head or any(
        reading.tokens[child].relation in ("prep", "acl") and child == head + 1
        for child in reading.children[head]
    )


def _start_of_description(reading: Reading, head: int) -> int:
    """Return the first word of a noun phrase; words joined by hyphens are one: "the 53-year-old father"."""
    first = joined = reading.first_of_phrase(head)
    while joined and reading.tokens[joined].span.start == reading.tokens[joined - 1].span.end:
        joined -= 1
    if joined < first:
        first = joined - (joined > 0 and reading.tokens[joined - 1].part == "DET")
    return first


def _ends_phrase(reading: Reading, last: int) -> bool:
    """Say whether a verb, a stop or quoted words follow a phrase, so that no name can come."""
    following = last + 1
    if following < len(reading.tokens) and reading.tokens[following].text == ",":
        return following + 1 < len(reading.tokens) and reading.quoted[following + 1]
    if following >= len(reading.tokens) or reading.quoted[following]:
        return True
    token = reading.tokens[following]
    return token.part in ("VERB", "AUX", "ADV") or token.text in (".", ";", ":", "—", "–")


def owns(reading: Reading, index: int) -> bool:
    """Say whether a name is the owner of what follows: "Lind" of "Lind's speech"."""
    last = index
    while last + 1 in reading.named and reading.named[last + 1] == reading.named[index]:
        last += 1
    if reading.tokens[last].tag == "POS":
        return True
    return last + 1 < len(reading.tokens) and reading.tokens[last + 1].tag == "POS"


def name_of(reading: Reading, head: int) -> int | None:
    """Return a token of the name a noun phrase holds, None where it holds none."""
    if is_named(reading, head):
        return head
    beside = _apposed(reading, head)
    if beside is None:
        beside = _after_comma(reading, head)
    if beside is None:
        beside = _directly_after(reading, head)
    if beside is not None:
        return beside
    return head if head in reading.named else None


def _apposed(reading: Reading, head: int) -> int | None:
    """The name the parse sets beside the head, over other appositions."""
    place = head
    for _ in range(_MOST_APPOSITIONS):
        beside = next(
            (child for child in reading.children[place] if reading.tokens[child].relation == "appos"), None
        )
        if beside is None or reading.quoted[beside]:
            return None
        if is_named(reading, beside):
            return beside
        place = beside
    return None


def _after_comma(reading: Reading, head: int) -> int | None:
    """As in "the spokesman for the bank, Jane Doe, said" and "said the mayor of the town, Jane Doe."."""
    if not is_person_noun(reading, head):
        return None
    place = head + 1
    while place < len(reading.tokens) and (
        reading.tokens[place].part in _GOES_ON or reading.tokens[place].text in _JOINS
    ):
        token = reading.tokens[place]
        if place - head > _LONGEST_PHRASE or reading.quoted[place]:
            return None
        if token.part == "NOUN" and is_person_noun(reading, place) and token.relation == "pobj":
            return None  # "an aide to the minister, Jane Doe, said": either of them
        place += 1
    if place >= len(reading.tokens) or reading.tokens[place].text != ",":
        return None
    first = place + 1
    for name in range(first, min(first + _MOST_TITLES + 1, len(reading.tokens))):
        if is_named(reading, name) and not owns(reading, name):
            return name if _ends_there(reading, name) else None
        if reading.tokens[name].part not in ("PROPN", "NOUN"):
            return None
    return None


def _ends_there(reading: Reading, name: int) -> bool:
    """Say whether a phrase ends with a name: a comma, a bracket or the end of the sentence follows."""
    last = name
    while last + 1 in reading.named and reading.named[last + 1] == reading.named[name]:
        last += 1
    following = last + 1
    here = reading.sentence_at(reading.starts[name])
    if following >= len(reading.tokens) or following >= reading.ranges[here].stop:
        return True
    return reading.tokens[following].text in _CLOSES or reading.tokens[following].tag == "-LRB-"


def _directly_after(reading: Reading, head: int) -> int | None:
    following = head + 1
    if following >= len(reading.tokens) or reading.tokens[following].part != "PROPN":
        return None
    if not is_named(reading, following) or reading.quoted[following]:
        return None
    same_phrase = reading.tokens[head].head == following or reading.tokens[following].head == head
    return following if same_phrase else None


def name_before_colon(reading: Reading, words: Sequence[int]) -> int | None:
    """Return the name of "Jane Doe, minister of roads:" where words that end with a colon are no clause."""
    words = [index for index in words if reading.tokens[index].part != "PUNCT"]
    if not words or len(words) > _LONGEST_LABEL or any(map(reading.is_finite, words)):
        return None
    first = next((index for index in words[: _MOST_TITLES + 2] if is_named(reading, index)), None)
    if first is None or owns(reading, first):
        return None
    before = range(words[0], first)
    last = max(index for index in words if reading.named.get(index) == reading.named[first])
    if any(reading.tokens[index].part not in ("PROPN", "NOUN", "ADJ", "PUNCT") for index in before) or (
        reading.tokens[last + 1].text not in (",", "(", ":")
    ):
        return None  # "From the paper's Jane Doe:", "DOE WINS PRIZE — paper:"
    others = {reading.named[index].figure for index in words if is_named(reading, index)}
    return first if others == {reading.named[first].figure} else None
