"""The words by which a text says that somebody speaks, the subject `cues` of the language data."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from bot.language_data.loading import subject


class Cues(NamedTuple):
    """Reporting verbs (dictionary forms), phrases and nouns; each field is explained in its file."""

    say: frozenset[str]
    weak: frozenset[str]
    judge: frozenset[str]
    naming: frozenset[str]
    naming_as: frozenset[str]
    report: frozenset[str]
    positions: frozenset[str]
    made: frozenset[str]
    report_with: dict[str, frozenset[str]]
    no_report_with: dict[str, frozenset[str]]
    report_clause: frozenset[str]
    attitudes: frozenset[str]
    acts: dict[str, frozenset[str]]
    acts_on_people: frozenset[str]
    acts_to: frozenset[str]
    together: frozenset[str]
    laid: frozenset[str]
    by_saying: frozenset[str]
    telling_of: frozenset[str]
    nothing: frozenset[str]
    listing: frozenset[str]
    timing: frozenset[str]
    asking: frozenset[str]
    continuing: frozenset[str]
    wanting: frozenset[str]
    demanding: frozenset[str]
    rumours: frozenset[str]
    denying: frozenset[str]
    imagining: frozenset[str]
    by_hearsay: frozenset[str]
    untrue: frozenset[str]
    issuing: frozenset[str]
    showing: frozenset[str]
    recordings: frozenset[str]
    accounts: frozenset[str]
    hearings: frozenset[str]
    quoting: frozenset[str]
    interviewing: frozenset[str]
    personal: frozenset[str]
    owned_nouns: frozenset[str]
    said_nouns: frozenset[str]
    verbatim: frozenset[str]
    turning_down: frozenset[str]
    label_words: tuple[str, ...]
    asks: tuple[str, ...]
    told: tuple[str, ...]
    behind_name: frozenset[str]
    first_person: frozenset[str]
    leaning: frozenset[str]
    going_on: tuple[str, ...]
    leading: frozenset[str]
    bodies: frozenset[str]
    people: frozenset[str]
    speaking_for: frozenset[str]
    collective: frozenset[str]
    writings: frozenset[str]


@cache
def cues() -> Cues:
    """Return the cues."""
    data = subject("cues")
    return Cues(
        say=frozenset(data["say"]),
        weak=frozenset(data["weak"]),
        judge=frozenset(data["judge"]),
        naming=frozenset(data["naming"]),
        naming_as=frozenset(data["naming_as"]),
        report=frozenset(data["report"]),
        positions=frozenset(data["positions"]),
        made=frozenset(data["made"]),
        report_with={verb: frozenset(words) for verb, words in data["report_with"].items()},
        no_report_with={verb: frozenset(words) for verb, words in data["no_report_with"].items()},
        report_clause=frozenset(data["report_clause"]),
        attitudes=frozenset(data["attitudes"]),
        acts={verb: frozenset(nouns) for verb, nouns in data["acts"].items()},
        acts_on_people=frozenset(data["acts_on_people"]),
        acts_to=frozenset(data["acts_to"]),
        together=frozenset(data["together"]),
        laid=frozenset(data["laid"]),
        by_saying=frozenset(data["by_saying"]),
        telling_of=frozenset(data["telling_of"]),
        nothing=frozenset(data["nothing"]),
        listing=frozenset(data["listing"]),
        timing=frozenset(data["timing"]),
        asking=frozenset(data["asking"]),
        continuing=frozenset(data["continuing"]),
        wanting=frozenset(data["wanting"]),
        demanding=frozenset(data["demanding"]),
        rumours=frozenset(data["rumours"]),
        denying=frozenset(data["denying"]),
        imagining=frozenset(data["imagining"]),
        by_hearsay=frozenset(data["by_hearsay"]),
        untrue=frozenset(data["untrue"]),
        issuing=frozenset(data["issuing"]),
        showing=frozenset(data["showing"]),
        recordings=frozenset(data["recordings"]),
        accounts=frozenset(data["accounts"]),
        hearings=frozenset(data["hearings"]),
        quoting=frozenset(data["quoting"]),
        interviewing=frozenset(data["interviewing"]),
        personal=frozenset(data["personal"]),
        owned_nouns=frozenset(data["phrases"]["whose"]),
        said_nouns=frozenset(data["phrases"]["said"]),
        verbatim=frozenset(data["phrases"]["verbatim"]),
        turning_down=frozenset(data["phrases"]["turning_down"]),
        label_words=tuple(data["labels"]["before"]),
        asks=tuple(data["labels"]["asks"]),
        told=tuple(data["marks"]["told"]),
        behind_name=frozenset(data["person"]["behind_name"]),
        first_person=frozenset(data["person"]["first"]),
        leaning=frozenset(data["person"]["leaning"]),
        going_on=tuple(data["marks"]["going_on"]),
        leading=frozenset(data["marks"]["leading"]),
        bodies=frozenset(data["bodies"]["nouns"]),
        people=frozenset(data["bodies"]["people"]),
        speaking_for=frozenset(data["bodies"]["speaking_for"]),
        collective=frozenset(data["bodies"]["collective"]),
        writings=frozenset(data["bodies"]["writings"]),
    )
