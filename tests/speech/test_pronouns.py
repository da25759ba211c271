"""Whom a pronoun goes back to, and when to nobody."""

from __future__ import annotations

import pytest

from bot.words.findings import Attribution
from tests.speech.speaking import read


def test_he_is_the_one_who_spoke_before_not_the_last_one_named() -> None:
    text = (
        "Omar Haddad praised the summit, where ministers met with Secretary Paul Baker.\n"
        "“It was a good meeting,” he stated."
    )
    said = read(text, "Omar Haddad m", "Paul Baker m")
    assert said.speaker("good meeting") == "Omar Haddad"
    assert said.quotation("good meeting").attribution is Attribution.PRONOUN


def test_he_is_the_last_speaker_even_inside_a_sentence_about_somebody_else() -> None:
    text = (
        "Paul Baker promised to give power to the regions, moves that Omar Haddad said are still unfolding. "
        "“It is too early to tell,” he said."
    )
    assert read(text, "Omar Haddad m", "Paul Baker m").speaker("too early") == "Omar Haddad"


def test_he_is_the_subject_of_the_sentence_before() -> None:
    text = (
        "Omar Haddad sees the visit as tied to a possible meeting with Paul Baker. “Both need it,” he said."
    )
    assert read(text, "Omar Haddad m", "Paul Baker m").speaker("Both need") == "Omar Haddad"


def test_a_pronoun_may_go_back_to_another_pronoun() -> None:
    text = (
        "Omar Haddad spoke first.\nHe acknowledged the difficulties with Paul Baker.\n"
        "“They can be overcome,” he explained."
    )
    assert read(text, "Omar Haddad m", "Paul Baker m").speaker("overcome") == "Omar Haddad"


def test_gender_decides_where_it_is_known() -> None:
    text = (
        "While Omar Haddad praised the plan, Lena Vogt argued that it came too late. "
        "“Words are not enough,” she told the agency."
    )
    assert read(text, "Omar Haddad m", "Lena Vogt f").speaker("not enough") == "Lena Vogt"


def test_she_never_goes_back_to_a_man() -> None:
    text = "Omar Haddad opened the session. “We are late,” she said."
    assert read(text, "Omar Haddad m").speaker("late") is None


def test_two_people_who_fit_equally_leave_the_pronoun_open() -> None:
    text = "The rivalry between Omar Haddad and Paul Baker is old. “We are late,” he said."
    assert read(text, "Omar Haddad m", "Paul Baker m").speaker("late") is None


def test_a_pronoun_does_not_reach_over_a_heading() -> None:
    text = "Omar Haddad opened the session.\nA new day\n“We are late,” he said."
    assert read(text, "Omar Haddad m", headings=("A new day",)).speaker("late") is None


def test_words_inside_a_quotation_are_no_antecedents() -> None:
    text = "“Paul Baker must go,” Omar Haddad said. “We are many,” he said."
    assert read(text, "Omar Haddad m", "Paul Baker m").speaker("many") == "Omar Haddad"


def test_he_is_no_man_named_earlier_where_another_spoke_since() -> None:
    text = "Omar Haddad left early. A spokesman said the talks would resume. “We are patient,” he said."
    assert read(text, "Omar Haddad m").speaker("patient") == "A spokesman"
    other = "Omar Haddad left early. Novak said the talks would resume. “We are patient,” he said."
    assert read(other, "Omar Haddad m").speaker("patient") is None


def test_somebody_whose_words_are_only_reported_by_another_is_not_the_one_who_goes_on() -> None:
    text = "Omar Haddad said President Paul Baker noted the damage. “We are patient,” he said."
    assert read(text, "Omar Haddad m", "Paul Baker m").speaker("patient") == "Omar Haddad"


def test_it_goes_back_to_the_body_that_spoke() -> None:
    text = "The ministry said the border was calm. “Patrols go on,” it said."
    said = read(text)
    assert said.speaker("Patrols") == "The ministry"
    assert said.quotation("Patrols").attribution is Attribution.PRONOUN


def test_a_possessive_in_a_phrase_of_speech_counts_as_speaking() -> None:
    text = "In Haddad’s view, the first steps were dramatic, despite Paul Baker. “Much is left,” he said."
    assert read(text, "Omar Haddad m", "Paul Baker m").speaker("Much") == "Omar Haddad"


def test_they_and_i_are_nobody_in_particular() -> None:
    text = "Omar Haddad met Lena Vogt. “We agree,” they said. “Do you?” I asked."
    said = read(text, "Omar Haddad m", "Lena Vogt f")
    assert said.speaker("We agree") is None
    assert said.speaker("Do you") is None


def test_two_men_who_did_something_together_leave_he_open() -> None:
    text = "Omar Haddad and President Paul Baker discussed the text. “It is too early to celebrate,” he said."
    assert read(text, "Omar Haddad m", "Paul Baker m").speaker("celebrate") is None


def test_he_who_did_something_to_him_is_nobody_sure() -> None:
    text = "Omar Haddad met Paul Baker. He accused him of lying. “You were never at the table,” he said."
    assert read(text, "Omar Haddad m", "Paul Baker m").speaker("table") is None


def test_he_beside_both_men_is_nobody_sure() -> None:
    text = (
        "Omar Haddad met Paul Baker. After Vogt had thanked both men, he left the studio. "
        "“It was a good evening,” he told reporters."
    )
    assert read(text, "Omar Haddad m", "Paul Baker m", "Lena Vogt f").speaker("evening") is None


def test_a_man_and_a_woman_together_leave_no_doubt() -> None:
    text = "Omar Haddad and Lena Vogt discussed the text. “It is too early to celebrate,” she said."
    assert read(text, "Omar Haddad m", "Lena Vogt f").speaker("celebrate") == "Lena Vogt"


def test_a_surname_of_nobody_known_takes_the_pronoun_with_it() -> None:
    text = "Omar Haddad spoke first. Lindqvist rejected the offer. “I never said that,” he said."
    assert read(text, "Omar Haddad m").speaker("never") is None


def test_he_added_is_the_one_who_spoke_before_and_not_whom_the_sentence_tells_of() -> None:
    text = (
        "The envoy to the northern isles, Omar Haddad, said that a ferry had been hired.\n"
        "Harbour master Paul Baker would show it on Friday, he added."
    )
    assert read(text, "Omar Haddad m", "Paul Baker m").reports()[-1][0] == "Omar Haddad"


def test_she_is_nobody_of_unknown_sex_named_far_back() -> None:
    text = (
        "Tokarev says that the league forgot him.\nOmar Haddad told reporters that there was no panic.\n"
        "“The reports are false,” she said."
    )
    assert read(text, "Tokarev", "Omar Haddad m").speaker("false") is None


def test_he_is_not_the_subject_of_a_subordinate_clause_in_another_paragraph() -> None:
    text = (
        "Omar Haddad told the hall that spring was near. Much of it is about Paul Baker sending envoys.\n"
        "He described plans for “mills of our own.”"
    )
    assert read(text, "Omar Haddad m", "Paul Baker m").speaker("mills") != "Paul Baker"


def test_in_an_interview_told_in_the_first_person_he_is_the_one_interviewed() -> None:
    text = (
        "I meet Sir Omar Haddad at his farm and ask him whether Sir Paul Baker can win.\n"
        "“He has hardly begun his work,” he laughs.\nMy coffee goes cold while I listen."
    )
    assert read(text, "Omar Haddad m", "Paul Baker m").speaker("hardly begun") == "Omar Haddad"


def test_a_writer_who_only_met_somebody_makes_no_interview_of_it() -> None:
    text = (
        "Paul Baker chaired the talks.\nHe was calm.\nThe hall was full.\nOutside it rained.\n"
        "My train was late and I met Omar Haddad on it, and I was glad.\n"
        "Paul Baker closed the talks.\n“It is done,” he said."
    )
    assert read(text, "Omar Haddad m", "Paul Baker m").speaker("done") == "Paul Baker"


def test_he_is_not_whom_the_last_speaker_spoke_of_as_speaking() -> None:
    text = (
        "On Sunday Omar Haddad suggested that Paul Baker should be slower in writing and commenting.\n"
        "“He writes before he reads,” he said."
    )
    assert read(text, "Omar Haddad m", "Paul Baker m").speaker("before he reads") == "Omar Haddad"


def test_who_is_asked_about_somebody_answers_himself() -> None:
    text = (
        "Spokesman Omar Haddad insisted that nothing had changed. "
        "Asked whether Paul Baker had left the party, he answered: “No, he never would.”"
    )
    assert read(text, "Omar Haddad m", "Paul Baker m").speaker("never would") == "Omar Haddad"


def test_who_was_asked_answers() -> None:
    text = "When Omar Haddad was asked what he thought, he replied: “I would never have used these words.”"
    assert read(text, "Omar Haddad m").speaker("these words") == "Omar Haddad"


def test_after_a_question_he_is_the_one_who_was_asked() -> None:
    text = (
        "The Courier’s Paul Baker asked Omar Haddad whether such questions were fair.\n"
        "“Sure they are. Nobody runs for this who is not well,” he said."
    )
    assert read(text, "Omar Haddad m", "Paul Baker m").speaker("Sure they are") == "Omar Haddad"


def test_he_beside_what_another_is_told_to_have_said_is_nobody_sure() -> None:
    text = (
        "“Let me thank everybody,” Paul Baker said. In a note, Omar Haddad acknowledged that Baker had won a "
        "round, an outcome, he said, that “we all knew was coming.”"
    )
    assert read(text, "Omar Haddad m", "Paul Baker m").speaker("was coming") != "Paul Baker"


def test_a_pronoun_goes_back_to_a_speaker_who_is_described_where_nobody_else_is_named() -> None:
    said = read("A friend of the captain said that the ice was thin. “We left at noon and late,” he said.")
    assert said.speaker("We left") == "A friend of the captain"
    assert said.quotation("We left").attribution is Attribution.PRONOUN


@pytest.mark.parametrize(
    "text",
    [
        "His brother said that the ice was thin. “We left at noon and never came back,” she said.",
        "A captain said that the ice was thin. Omar Haddad was there. “We left at noon with him,” he said.",
        "A captain met Omar Haddad and said that ice was thin. The sea froze. “We left at noon,” he said.",
        "They read a note by a captain that said the ice was thin. “We left at noon and late,” he said.",
    ],
)
def test_a_pronoun_goes_back_to_no_speaker_described_where_another_may_be_meant(text: str) -> None:
    speaker = read(text, "Omar Haddad m").speaker("We left")
    assert speaker is None or speaker == "Omar Haddad"


@pytest.mark.parametrize("office", ["premier", "mayor", "envoy", "treasurer"])
def test_a_pronoun_stops_at_a_speaker_who_is_known_by_an_office_alone(office: str) -> None:
    text = (
        "Omar Haddad met Farida Amin on Monday. “We must avoid arrogance,” the new "
        f"{office} told the crowd. He promised to cut waste."
    )
    assert all(name != "Omar Haddad" for name, _ in read(text, "Omar Haddad m", "Farida Amin f").reports())


@pytest.mark.parametrize("noun", ["tinker", "ropemaker", "porter", "gondolier"])
def test_whoever_is_brought_in_as_speaking_goes_on_speaking(noun: str) -> None:
    said = read(
        f"“Nobody lives here,” a {noun} told a man who looked for Omar Haddad. “I have no key,” he said.",
        "Omar Haddad m",
    )
    assert said.speaker("no key") != "Omar Haddad"
