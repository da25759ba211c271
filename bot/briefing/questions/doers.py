"""Who in a sentence does or suffers what is asked for: names beside the words for a deed or an office."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.briefing.lines.asked_words import (
    ends_passive,
    former_in,
    is_held_to_have_done,
    is_left_open,
    is_negated,
    makes_holder,
    needs_what_is_before,
    tells_of_loss,
    tells_whose,
    without_auxiliaries,
)
from bot.briefing.lines.evidence import Evidence
from bot.search.lexicon import predicates
from bot.words.findings import MentionKind
from bot.words.spans import Span

OPEN_BEFORE = 60  # characters before who holds an office in which it may be left open
BY_WHOM = 50  # characters between a name and what was done
CLAUSE = 140  # characters between what was done and the "after" that gives its reason
_NAMING = frozenset({MentionKind.FULL, MentionKind.SURNAME, MentionKind.GIVEN})
# "By" stands before a name with its post, which may be long: "by Minister of Trade, Tourism and Crafts …".
BY = re.compile(r"\b[Bb]y\s+(?:(?:\S+\s+){0,4}|(?:(?:[A-ZА-ЯЁ][\w’'-]*,?|[a-z]{2,3}|['’]s)\s+){0,14})\Z")
_DETERMINED = re.compile(r"(?:\b(?:a|an|the|his|her|its|of)|[’']s)\s\Z")
_TO_DO = re.compile(r"\b(?:to|will|would|did|does)\s\Z")
_APPOSITION = re.compile(
    r",[^,;:.!?“”\"]{3,160}(?:,[^,;:.!?“”\"]{3,80})?,\s(?:(?:was|were|are|among|the)\s)*"
)
_DOER = re.compile(r"(?:er|or|тел(?:ь|я|ем))\Z")


def names_in(answer: Evidence) -> list[tuple[int, Span]]:
    """Return where a sentence names its people, or opens with a pronoun for one, with who it is."""
    return [
        (number, span)
        for number, figure in enumerate(answer.article.analysis.figures)
        for span in (*figure.pronouns, *(one.span for one in figure.mentions if one.kind in _NAMING))
        if answer.sentence.span.contains(span)
    ]


def is_quoted_alike(answer: Evidence, one: Span, other: Span) -> bool:
    """Say whether two places stand in the same quotation, or both in none."""
    parts = [part for quotation in answer.article.analysis.quotations for part in quotation.parts]
    return all(part.contains(one) == part.contains(other) for part in parts)


def is_done(deed: Span, text: str) -> bool:
    """Say whether a word is what somebody does or did, and not the noun of it ("the killing")."""
    word = deed.of(text).lower().partition(" ")[0]  # "threw her support" is done as "threw" is
    if is_negated(text[max(0, deed.start - BY_WHOM) : deed.start]):
        return False
    before = text[max(0, deed.start - len("would ")) : deed.start].lower()
    if word.endswith("ing"):
        return not (text[deed.end :].startswith(" of ") or _DETERMINED.search(before))
    return word.endswith(("ed", "es")) or predicates().is_form(word) or _TO_DO.search(before) is not None


def is_by_nobody(deed: Span, text: str) -> bool:
    """Say whether it is told that something was done, and not by whom: "the envoy was summoned to Oslo"."""
    return is_suffered(deed, text) and " by " not in text[deed.end : deed.end + BY_WHOM]


def is_suffered(deed: Span, text: str) -> bool:
    """Say whether a word for a deed stands in the passive: "was summoned"."""
    return ends_passive(text[max(0, deed.start - BY_WHOM) : deed.start])


def is_somebodys(deed: Span, text: str) -> bool:
    """Say whether the noun of a deed is told with whose it is: "support from Norway", "as a mediator"."""
    behind = text[deed.start : deed.end + BY_WHOM]
    said = is_doer(deed, text) or text.startswith((" from ", " by ", " со стороны "), deed.end)
    return said or tells_whose(behind) or is_held_to_have_done(text[max(0, deed.start - CLAUSE) : deed.start])


def is_doer(deed: Span, text: str) -> bool:
    """Say whether a word is who does what is asked: "the winner" of "who won"."""
    return _DOER.search(deed.of(text)) is not None


def only_speaking(answer: Evidence, deeds: Sequence[Span]) -> list[Span]:
    """Return who only says what a sentence tells: "three fell ill, said Lind".

    Of whom "he" stands right before the deed need not only say it: "Lind said he resigned".
    """
    analysis, text = answer.article.analysis, answer.article.article.text
    said = [(one.mention, one.cue) for one in analysis.reported]
    said += [(one.mention, one.cue) for one in analysis.quotations]
    within = answer.sentence.span
    return [
        name
        for name, cue in said
        if deeds
        and name is not None
        and within.contains(name)
        and all(deed.end <= name.start or _is_told_by(cue, deed, text) for deed in deeds)
    ]


def _is_told_by(cue: Span | None, deed: Span, text: str) -> bool:
    """Say whether somebody else's deed is told behind a verb of saying."""
    if cue is None or cue.end > deed.start:
        return False
    between = without_auxiliaries(text[cue.end : deed.start]).split()
    return len(between) > 1 and not needs_what_is_before(between[-1])


def with_apposition(names: Sequence[Span], deeds: Sequence[Span], text: str) -> tuple[Span, ...]:
    """Return the names that only who they are parts from what they did: "Lind, a former envoy, left"."""
    return tuple(
        name
        for name in names
        if any(_APPOSITION.fullmatch(text, name.end, deed.start) for deed in deeds if name.end < deed.start)
    )


def named_by(names: Sequence[Span], deeds: Sequence[Span], text: str) -> tuple[Span, ...]:
    """Return the names that only a post parts from "signed by": "signed by Trade Minister Ann Lee"."""
    return tuple(
        name
        for name in names
        for deed in deeds
        if deed.end < name.start
        and (by := BY.search(text, deed.end, name.start))
        and by.start() == deed.end + 1
    )


def has_lost(name: Span, text: str) -> bool:
    """Say whether somebody is told to have lost or left an office: "Lind has been sacked"."""
    return tells_of_loss(
        text[max(0, name.start - OPEN_BEFORE) : name.start], text[name.end : name.end + CLAUSE]
    )


def held_it_before(name: Span, offices: Sequence[Span], text: str) -> bool:
    """Say whether somebody is named as a former holder of an office: "the previous governor, Lind"."""
    start = max(0, name.start - OPEN_BEFORE)
    former = former_in(text[start : name.start])
    return former is not None and any(start + former <= one.start < name.start for one in offices)


def acts_on_holder(name: Span, offices: Sequence[Span], text: str) -> bool:
    """Say whether somebody is named before an office only as who did something to its holder.

    "Lind sacked the governor" names no governor.
    """
    behind = [office.start for office in offices if name.end <= office.start]
    beside = any(office.end <= name.start and name.start - office.end <= 2 for office in offices)
    return bool(behind) and not beside and not makes_holder(text[name.end : min(behind)])


def is_open(holder: Span, text: str) -> bool:
    """Say whether the words before a holder leave open who it is: "until a new envoy is named"."""
    return is_left_open(text[max(0, holder.start - OPEN_BEFORE) : holder.start])
