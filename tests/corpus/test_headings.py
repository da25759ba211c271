"""Headings glued into prose are found, and sentences are left whole."""

from __future__ import annotations

import pytest

from bot.corpus.cleaning.headings import GluedHeading, glued_headings
from bot.corpus.word_evidence import WordEvidence, words_of
from bot.words.spans import Span

CONTEXT = (
    " Later Alibek met Orlov at the lake. The council heard Alibek and Orlov twice. In Karakol Orlov was "
    "known, they said,"
    " and in Talas Alibek had many friends, for Karakol and Talas are near. There Karakol sold fish, and "
    "Talas sold wool."
    " All of it was known to Alibek and to nobody else, and what Alibek knew, she kept."
)


def found(text: str) -> list[tuple[str, bool]]:
    span = Span(0, len(text))
    return [(heading.span.of(text), heading.strong) for heading in _headings(text, span)]


def _headings(text: str, span: Span) -> list[GluedHeading]:
    return list(glued_headings(words_of(text, span), WordEvidence.of(text, [span])))


@pytest.mark.parametrize(
    "glued",
    [
        "A Career in Four Languages | In 2016 she came to the post.",
        "Growing Pressure on the Council | This was not what anybody wanted.",
        "Orlov's Strategy | Alibek’s answer came on the same day.",
        "End of a Long Silence | Alibek told the council of her decision.",
        "Council Rejects the Treaty | Kazakh Minister Lev Orlov spoke against it.",
        "Orlov’s Agenda: Trade, Water, Human Capital | The Talas paper names three tasks.",
        "A Deep Crisis? | These letters came too late.",
        "Calls for Reform | “We shall see,” he added.",
        "What Remains of the Lake | However, the fish came back.",
        "Key Outcomes of the Summit | During the session, all of it was read out.",
    ],
)
def test_a_heading_with_capitals_of_its_own_is_sure(glued: str) -> None:
    heading = glued.split(" | ")[0]
    text = "The talks were long. " + glued.replace(" | ", " ") + CONTEXT
    assert found(text) == [(heading, True)]


@pytest.mark.parametrize(
    "glued",
    [
        "Fish and politics | Alibek is the only one who knows both.",
        "Letters from Talas and Karakol | Orlov has kept them all.",
        "Water Project and Its Costs | Talks also turned to the dam.",
    ],
)
def test_a_heading_that_could_be_prose_is_only_a_suspicion(glued: str) -> None:
    heading = glued.split(" | ")[0]
    text = "The talks were long. " + glued.replace(" | ", " ") + CONTEXT
    assert (heading, True) not in found(text)


@pytest.mark.parametrize(
    "sentence",
    [
        "Deputy Foreign Minister Lev Orlov said the council was ready.",
        "Former Steppe Herald reporter Ann Lee was at the lake.",
        "The National Water Council also voted for it.",
        "Secretary of State Lev Orlov told the council so.",
        "President Orlov The Younger was not there.",
        "In Karakol Alibek was asked about it.",
        "Steppe National Bank Governor Lev Orlov resigned.",
        "At the Hague Orlov spoke for an hour.",
        "The U.S. Embassy in Astana did not reply.",
        "“Make the Lake Great Again,” he said.",
        "Why not? Because nobody asked.",
        "The result? A dry lake.",
        "Human Rights Watch said the law was bad.",
        "World Trade Organization rules forbid it.",
        "Lev Orlov, Ann Lee and Bolat Kenes were there.",
        "KARAKOL, Kyrgyzstan — The council met on Monday.",
        "Speaking in Talas Orlov was brief.",
        "New York Times journalists were told to leave.",
        "Nurlan and Foreign Secretary Harsh Vardhan had on Monday opened the talks.",
        "Ministry of External Affairs had said in a note that the council was ready.",
    ],
)
def test_a_sentence_is_never_cut(sentence: str) -> None:
    assert found("The talks were long. " + sentence + CONTEXT) == []


def test_nothing_inside_a_quotation_is_a_heading() -> None:
    text = (
        "He said: “It was so. A Career in Four Languages In 2016 is what they called it.” Then he left."
        + CONTEXT
    )
    assert found(text) == []


def test_a_sections_name_in_mid_sentence_is_a_suspicion() -> None:
    text = "The republic of the lake was proclaimed Politics Alibek's first letter came at once." + CONTEXT
    assert found(text) == [("Politics", False)]
