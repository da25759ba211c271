"""Speakers whom the way a page is set tells: paragraphs after a mark, a clause alone, a phrase in front."""

from __future__ import annotations

import pytest

from tests.speech.speaking import read


def test_words_in_single_marks_go_on_over_paragraphs_that_open_with_one() -> None:
    said = read(
        "Judge Ruth Farrow said: 'You took the organ pipes in the night.\n"
        "'The parish had paid for them with twenty years of sales.\n"
        "'No plea of your brothers' friends changes that.'\n"
        "The neighbours' dog barked.",
        "Ruth Farrow f",
    )
    assert said.words == [
        [
            "You took the organ pipes in the night.",
            "The parish had paid for them with twenty years of sales.",
            "No plea of your brothers' friends changes that.",
        ]
    ]
    assert said.speaker("organ pipes") == "Ruth Farrow"


def test_a_single_mark_is_no_open_quotation_where_the_next_paragraph_has_none() -> None:
    said = read("Ruth Farrow said the farmers' wells were dry.\nNobody dug new ones.", "Ruth Farrow f")
    assert said.quotations == ()


@pytest.mark.parametrize("clause", ["the Ministry of Roads said.", "– the Ministry of Roads said in a note."])
def test_a_paragraph_that_is_a_clause_alone_tells_whose_the_words_above_are(clause: str) -> None:
    said = read(f"“Both sides noted the progress on the bridge. They set a day”,\n{clause}")
    assert said.speaker("noted the progress") == "the Ministry of Roads"


def test_a_paragraph_of_its_own_sentence_tells_nothing_of_the_words_above() -> None:
    said = read(
        "“Both sides noted the progress on the bridge.”\nFarrow said the river was low.", "Ruth Farrow f"
    )
    assert said.speaker("noted the progress") is None


@pytest.mark.parametrize("doing", ["Sentencing Hale", "Questioning Hale", "Thanking Hale for the list"])
def test_who_does_what_a_phrase_in_front_tells_is_who_speaks(doing: str) -> None:
    said = read(f"{doing}, Judge Ruth Farrow said the pipes were old.", "Ruth Farrow f", "Owen Hale m")
    assert [speaker for speaker, _ in said.reports()] == ["Ruth Farrow"]


def test_whoever_goes_on_is_who_spoke_and_not_who_was_told() -> None:
    said = read(
        "Owen Farrow said: “You took the pipes.”\nPaul Hale was told he could be free in May.\n"
        "He continued: “You will think of it.”",
        "Owen Farrow m",
        "Paul Hale m",
    )
    assert said.speaker("think of it") == "Owen Farrow"


def test_they_are_the_two_named_last_and_not_a_body_before() -> None:
    said = read(
        "Both ministries said so.\nAda Lind and Omar Fahd met twice. They stressed that it holds.",
        "Ada Lind f",
        "Omar Fahd m",
    )
    assert [speaker for speaker, words in said.reports() if words.startswith("They")] == [None]


def test_who_is_quoted_speaks_with_a_title_as_well() -> None:
    said = read("The Lamp quoted Mayor Tom Berger as saying “the lake stays ours for good.”", "Tom Berger m")
    assert said.speaker("lake stays ours") == "Tom Berger"


def test_a_question_tells_of_no_statement() -> None:
    said = read(
        "Is Ada Lind aware that Tom Berger told the farmers it was lost?", "Ada Lind f", "Tom Berger m"
    )
    assert said.reports() == []


def test_the_name_of_a_thing_spoken_of_is_nobodys_words() -> None:
    said = read("Ada Lind's latest statements on the “annex” caused alarm in the valley.", "Ada Lind f")
    assert said.quotations == ()


def test_a_letter_behind_a_small_word_ends_its_sentence() -> None:
    said = read("Tom Berger wrote on the platform X. He noted that the lake was calm.", "Tom Berger m")
    assert said.reports()[-1] == ("Tom Berger", "He noted that the lake was calm.")


def test_a_paragraph_with_words_of_its_own_tells_nothing_of_those_above() -> None:
    said = read(
        "Ruth Farrow shook her head. “You meant the other bridge and the old road.”\n"
        "Owen Hale, a clerk, replied: “No, I meant this one.”",
        "Ruth Farrow f",
        "Owen Hale m",
    )
    assert said.speaker("the other bridge") != "Owen Hale"


def test_whoever_did_something_since_may_be_who_goes_on() -> None:
    said = read(
        "Owen Farrow said: “You took the pipes.”\nPaul Hale called it “a sad day for the whole town.”\n"
        "He added: “Nobody will forget it.”",
        "Owen Farrow m",
        "Paul Hale m",
    )
    assert said.speaker("Nobody will forget") != "Owen Farrow"


def test_who_was_joined_by_somebody_speaks_herself() -> None:
    said = read(
        "Ada Lind was joined on stage by Omar Fahd and joked, “We will not be moved from here.”",
        "Ada Lind f",
        "Omar Fahd m",
    )
    assert said.speaker("not be moved") == "Ada Lind"


def test_a_clause_of_time_inside_what_is_said_speaks_for_nobody() -> None:
    said = read(
        "Senator Omar Fahd said that once the Senate goes on recess, “I intend to walk to the lake.”",
        "Omar Fahd m",
    )
    assert said.speaker("walk to the lake") == "Omar Fahd"


def test_what_a_claim_is_called_is_not_the_claimants() -> None:
    said = read(
        "Tom Fell called Ada Lind's claim of a “right of way” over the field “odd and quite disturbing.”",
        "Tom Fell m",
        "Ada Lind f",
    )
    assert said.speaker("quite disturbing") == "Tom Fell"


def test_where_another_cuts_in_the_second_half_is_not_the_firsts() -> None:
    said = read(
        "“Bring me the list,” Tom Fell said, and Ada Lind cut in. “It has been lost for a week, all of it.”",
        "Tom Fell m",
        "Ada Lind f",
    )
    assert said.speaker("Bring me") == "Tom Fell"
    assert said.speaker("lost for a week") != "Tom Fell"


def test_a_member_whose_name_nobody_knows_is_who_a_pronoun_may_mean() -> None:
    said = read(
        "Ada Kern left early. Council member Orsolo praised the plan. He acknowledged the risks.",
        "Ada Kern m",
    )
    assert said.reports()[-1] == (None, "He acknowledged the risks.")


def test_a_paragraph_after_a_dash_is_the_turn_of_the_line_above() -> None:
    said = read(
        "Reporter of the “Lamp” newspaper:\n– Will you close the dam?\n"
        "President Berger:\n– We see no reason for that, and I will not.\n"
        "Berger left the hall.",
        "Tom Berger m",
    )
    assert said.words == [["We see no reason for that, and I will not."]]
    assert said.speaker("no reason") == "Tom Berger"


def test_a_list_after_a_dash_is_no_turn() -> None:
    assert read("Berger set the terms:\n– Removal of the fence.", "Tom Berger m").quotations == ()
