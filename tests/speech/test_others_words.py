"""Words beside a name that are somebody else's, or nobody's: written on a banner, praised, asked for."""

from __future__ import annotations

import pytest

from tests.speech.speaking import read, read_cyrillic

MARTA, JONAS = "Marta Vell f", "Jonas Rask m"
LEV, RADA = (
    "Лев Горин m Льва Горина, Льву Горину, Горина",
    "Рада Мелина f Раду Мелину, Радой Мелиной, Мелиной",
)


@pytest.mark.parametrize(
    "lead",
    [
        "Under a banner that read “Harbours are for boats, not for banks,”",
        "Standing beside a sign saying “Harbours are for boats, not for banks,”",
        "In front of posters proclaiming “Harbours are for boats, not for banks,”",
    ],
)
def test_what_a_banner_says_is_not_what_is_said_below_it(lead: str) -> None:
    said = read(f"{lead} the minister Marta Vell said “we shall dredge the channel before May.”", MARTA)
    assert said.speaker("shall dredge") == "Marta Vell"
    assert said.speaker("Harbours are") != "Marta Vell"
    assert ["Harbours are for boats, not for banks,"] in said.words


def test_what_is_written_on_a_poster_is_nobodys_in_russian() -> None:
    text = (
        "Под плакатом, на котором было написано: «Гавань нужна лодкам», Рада Мелина заявила: "
        "«Мы углубим канал». Лев Горин написал: «Канал не нужен»."
    )
    said = read_cyrillic(text, LEV, RADA)
    assert said.speaker("Гавань нужна") is None
    assert said.speaker("Мы углубим") == "Рада Мелина"
    assert said.speaker("Канал не нужен") == "Лев Горин"


@pytest.mark.parametrize(
    "clause",
    [
        "Marta Vell praised Jonas Rask for his words",
        "Marta Vell thanked Jonas Rask for the phrase",
        "Marta Vell repeated the words of Jonas Rask",
        "Marta Vell liked Jonas Rask’s phrase",
    ],
)
def test_words_that_somebody_is_praised_for_are_that_persons(clause: str) -> None:
    said = read(f"{clause}: “Nobody shall pay for this harbour twice.”", MARTA, JONAS)
    assert said.speaker("Nobody shall pay") == "Jonas Rask"


def test_the_words_of_somebody_who_is_not_named_are_not_those_of_who_recalls_them() -> None:
    said = read(
        "Jonas Rask recalled the words of his father: “Never lend a boat.” Her rival’s words: “It is bad.”",
        JONAS,
    )
    assert said.speaker("Never lend") == "his father"
    assert said.speaker("is bad") == "Her rival"
    russian = read_cyrillic("Лев Горин повторил слова отца: «Никогда не давай лодку».", LEV)
    assert russian.speaker("Никогда не") != "Лев Горин"


def test_of_a_speech_that_somebody_is_blamed_for_nothing_tells_whose_words_follow() -> None:
    said = read(
        "Marta Vell attacked Jonas Rask for his speech: “He never saw a boat in his life.”", MARTA, JONAS
    )
    assert said.speaker("never saw a boat") is None


def test_ones_own_speech_holds_ones_own_words() -> None:
    said = read(
        "Marta Vell attacked Jonas Rask in her speech: “He never saw a boat in his life.”", MARTA, JONAS
    )
    assert said.speaker("never saw a boat") == "Marta Vell"


def test_words_that_somebody_is_praised_for_are_that_persons_in_russian() -> None:
    text = (
        "Рада Мелина похвалила Льва Горина за слова: «Никто не заплатит дважды». "
        "Рада Мелина повторила слова Льва Горина: «Гавань переживёт всех». "
        "Лев Горин отругал Раду Мелину за выступление: «Лодок она не видела»."
    )
    said = read_cyrillic(text, LEV, RADA)
    assert said.speaker("Никто не заплатит") == "Лев Горин"
    assert said.speaker("Гавань переживёт") == "Лев Горин"
    assert said.speaker("Лодок она") is None


@pytest.mark.parametrize(
    "text",
    [
        "Jonas Rask asked Marta Vell to say: “The harbour is shut for good.”",
        "Jonas Rask urged Marta Vell to tell the crowd that “the harbour is shut for good.”",
        "“The harbour is shut for good,” Jonas Rask asked Marta Vell to say.",
    ],
)
def test_what_somebody_is_asked_to_say_is_nobodys(text: str) -> None:
    quotation = next(iter(read(text, MARTA, JONAS).quotations))
    assert quotation.figure is None


def test_what_somebody_is_asked_to_say_is_nobodys_in_russian() -> None:
    said = read_cyrillic("Лев Горин попросил Раду Мелину сказать: «Гавань закрыта навсегда».", LEV, RADA)
    assert said.speaker("Гавань закрыта") is None


@pytest.mark.parametrize(
    "text",
    [
        "Marta Vell has been adamant that the harbour stays open in winter.",
        "Marta Vell was confident the harbour would stay open.",
        "Marta Vell made it clear that nobody had asked her.",
        "Marta Vell made clear that nobody had asked her.",
    ],
)
def test_an_adjective_of_a_position_with_a_clause_reports(text: str) -> None:
    assert read(text, MARTA).reports() == [("Marta Vell", text)]


@pytest.mark.parametrize(
    "text",
    [
        "Marta Vell is not certain that the harbour stays open.",
        "Whether Marta Vell is confident that it holds is not known.",
        "If Marta Vell is sure that the pier holds, it will open.",
        "Marta Vell is sure of victory.",
        "The report is clear that the pier was rotten.",
    ],
)
def test_an_adjective_of_a_position_denied_supposed_or_without_a_clause_does_not(text: str) -> None:
    assert not read(text, MARTA).reports()


@pytest.mark.parametrize(
    "text",
    [
        "The Port Herald, Marta Vell said, called the plan “a hole full of money.”",
        "Her rivals have mocked the long plan, calling it “a hole full of money,” Marta Vell said.",
    ],
)
def test_what_somebody_tells_that_another_called_it_is_nobodys(text: str) -> None:
    assert read(text, MARTA).speaker("a hole full") is None


def test_who_takes_to_the_stage_to_call_it_so_calls_it_so() -> None:
    said = read(
        "The port has denied it, with Jonas Rask taking to the stage to call it “a true story.”", JONAS
    )
    assert said.speaker("a true story") == "Jonas Rask"


def test_remarks_that_somebody_made_are_that_persons_and_not_who_cited_them() -> None:
    text = "The union wrote to its members, who cited comments Jonas Rask made in 2006 saying he “liked ice.”"
    assert read(text, JONAS).speaker("liked ice") == "Jonas Rask"


@pytest.mark.parametrize(
    "text",
    [
        "Marta Vell was glad that Jonas Rask had described his plans “not only at sea but on land.”",
        "Marta Vell said that Jonas Rask lost the vote by going “low and loud.”",
        "Marta Vell shall wait until the council agreed to pay a fee of “two to four boats.”",
        "Jonas Rask can add a new title to his list: “queen of the ice.”",
    ],
)
def test_what_is_done_and_how_is_not_said_by_who_does_it(text: str) -> None:
    said = read(text, MARTA, JONAS)
    assert all(said.speaker(words[0]) not in ("Jonas Rask", "the council") for words in said.words)


def test_after_a_promise_told_in_passing_other_words_follow() -> None:
    text = "Marta Vell wrote that it was odd from one who promised new boats: “Uh, the plan is to sell them.”"
    assert read(text, MARTA).speaker("Uh, the plan") in (None, "Marta Vell")


@pytest.mark.parametrize(
    "place",
    ["on the Port Network’s “Good Evening,”", "On her radio show, “Vell On The Water,”", "on PBN’s “Tides,”"],
)
def test_the_title_of_a_programme_is_nobodys_words(place: str) -> None:
    said = read(f"Sunday {place} Marta Vell said that the harbour was closed.", MARTA)
    assert said.words == []


def test_a_paragraph_in_other_marks_is_an_excerpt_and_not_what_was_said_last() -> None:
    first = "“We shall dredge the channel before May,” Marta Vell said."
    for marks, speaker in (("“”", "Marta Vell"), ('""', None)):
        excerpt = f"{marks[0]}The channel has never been as deep as it was in those years.{marks[1]}"
        assert read(f"{first}\n\n{excerpt}", MARTA).speaker("The channel has") == speaker


def test_who_holds_a_sign_shouts_and_not_the_sign() -> None:
    said = read(
        "Waving flags with “Vell, go home,” the fishermen chanted “Ice is for fish, not for money.”", MARTA
    )
    assert said.speaker("Ice is for") == "the fishermen"


@pytest.mark.parametrize("who", ["a Ruland Liberal", "another Port Ada Conservative", "one Norwegian"])
def test_one_of_a_party_or_a_people_is_somebody_described(who: str) -> None:
    said = read(f"“The gap is far too wide for the harbour to close before the vote,” said {who}.")
    assert said.speaker("The gap") == who
