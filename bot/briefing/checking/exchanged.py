"""Two names, two sums or two days of one sentence that have changed places.

Each stands in the source's sentence, so nothing is missing; what shows it are the words beside them: those
that stand beside the one in the text stand beside the other in the source. A clause that was moved takes its
words with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from bot.briefing.checking.alignment import Alignment
from bot.briefing.checking.claims import AskedSentence, Claim
from bot.briefing.checking.words import ComparedWord
from bot.language_data.loading import subject
from bot.text.morphology import forms
from bot.text.names.name_lexicon import is_cyrillic
from bot.words.answers import ClaimKind

_BESIDE = 2  # words on each side of a claim that are compared; further off the other claim's own begin
_MOST_COMPARED = 12  # claims of a kind in a sentence; a longer list of names has no order that tells anything

Exchanged = Mapping[Claim, range]
"""Claims that stand in another's place, each with the words of the source it stands in for."""


def exchanged(sentence: AskedSentence, near: Alignment) -> Exchanged:
    """Return the claims of a sentence that have changed places with another of their kind.

    Args:
        sentence: a sentence of the text that is checked.
        near: it, laid against the source's own sentence.
    """
    if near.is_exact or not near.met:
        return {}
    found: dict[Claim, range] = {}
    turned = _is_turned(sentence, near)
    for kind in (ClaimKind.NAME, ClaimKind.NUMBER, ClaimKind.DATE):
        if kind is ClaimKind.NAME and turned:
            continue
        claims = [claim for claim in sentence.claims if claim.kind is kind][:_MOST_COMPARED]
        places = {claim: list(_places(sentence, claim, near)) for claim in claims}
        for one, other in combinations(claims, 2):
            if _key(sentence, one) == _key(sentence, other) or not (places[one] and places[other]):
                continue
            if kind is ClaimKind.NAME and (
                _are_paired(sentence, one, other) or _keep_their_cases(sentence, near, one, other, places)
            ):
                continue
            if _stands_for(sentence, near, one, places[one], places[other]) and _stands_for(
                sentence, near, other, places[other], places[one]
            ):
                found[one], found[other] = places[other][0], places[one][0]
    return found


def _key(sentence: AskedSentence, claim: Claim) -> tuple[str, ...]:
    """Return by what a claim is known again: a name by its last word, an amount by its figure."""
    words = [sentence.words[at] for at in claim.words]
    if claim.kind is ClaimKind.NAME:
        words = words[-1:]
    elif claim.kind is ClaimKind.NUMBER:
        words = words[:1]
    return tuple(word.stem for word in words)


def _places(sentence: AskedSentence, claim: Claim, near: Alignment) -> Iterator[range]:
    """Yield where a claim stands in the sentences of the source."""
    key = _key(sentence, claim)
    ahead = len(claim.words) - len(key) if claim.kind is ClaimKind.NAME else 0
    around = near.around()
    stems = [near.source.words[place].stem for place in around]
    for at in range(len(stems) - len(key) + 1):
        if tuple(stems[at : at + len(key)]) == key:
            first = max(around.start, around.start + at - ahead)
            yield range(first, around.start + at + len(key))


def _stands_for(
    sentence: AskedSentence, near: Alignment, claim: Claim, own: Sequence[range], others: Sequence[range]
) -> bool:
    """Say whether the words beside a claim are those beside another in the source, rather than its own."""
    beside = _beside(sentence.words, claim.words)
    theirs, mine = (
        max((beside & _beside(near.source.words, place)).total() for place in places)
        for places in (others, own)
    )
    return theirs > mine


def _beside(words: Sequence[ComparedWord], places: range) -> Counter[tuple[bool, str]]:
    """Return the words before and after some places, as what they are and on which side."""
    before = words[max(0, places.start - _BESIDE) : places.start]
    after = words[places.stop : places.stop + _BESIDE]
    return Counter([*((False, word.stem) for word in before), *((True, word.stem) for word in after)])


def _is_turned(sentence: AskedSentence, near: Alignment) -> bool:
    """Say whether one of the two texts has its verb turned, so that who does it comes last: "accused by"."""
    turning = subject("turning_words")["grammar"]["turned"]
    theirs = Counter(near.source.words[place].key for place in near.around())
    ours = Counter(word.key for word in sentence.words)
    return any(ours[word] != theirs[word] for word in turning)


def _are_paired(sentence: AskedSentence, one: Claim, other: Claim) -> bool:
    """Say whether only names and "and" stand between two names, of which either may come first."""
    pairing = subject("turning_words")["grammar"]["pairing"]
    between = range(one.words.stop, other.words.start)
    free = [sentence.words[at].key for at in between if at not in sentence.claimed]
    return bool(free) and all(word in pairing for word in free)


def _keep_their_cases(
    sentence: AskedSentence,
    near: Alignment,
    one: Claim,
    other: Claim,
    places: Mapping[Claim, Sequence[range]],
) -> bool:
    """Say whether two Russian names stand in the cases of the source: only their order is another."""
    cases = []
    for claim in (one, other):
        word = sentence.words[claim.words[-1]]
        theirs = {near.source.words[place[-1]].key for place in places[claim]}
        if not is_cyrillic(word.key) or word.key not in theirs:
            return False
        cases.append({form.case for form in forms(word.key)})
    return cases[0].isdisjoint(cases[1])
