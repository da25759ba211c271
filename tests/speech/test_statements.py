"""Sentences that report what somebody said or thinks without quoting it."""

from __future__ import annotations

import pytest

from tests.speech.speaking import read


@pytest.mark.parametrize(
    "text",
    [
        "Omar Haddad said that the talks would resume in spring.",
        "Omar Haddad told the assembly on Monday that the talks would resume.",
        "The talks will resume in spring, Omar Haddad said.",
        "The talks, Omar Haddad said, will resume in spring.",
        "According to Omar Haddad, the talks will resume in spring.",
        "The talks will resume in spring, according to Omar Haddad.",
        "In Haddad’s view, the talks will resume in spring.",
        "Omar Haddad underscored his country’s support for the talks.",
        "Omar Haddad pointed to progress in the talks.",
        "Omar Haddad opened the session by highlighting progress in the talks.",
        "Omar Haddad has suggested that the city could host the talks.",
        "Omar Haddad sees the visit as a sign of progress.",
    ],
)
def test_reported_speech_and_positions_are_marked_with_their_speaker(text: str) -> None:
    assert read(text, "Omar Haddad m").reports() == [("Omar Haddad", text)]


@pytest.mark.parametrize(
    "text",
    [
        "Omar Haddad arrived at the airport on Monday.",
        "Omar Haddad was met at the airport by a guard of honour.",
        "Omar Haddad declined to say whether the talks would resume.",
        "Omar Haddad could have said that the talks were over.",
        "The report was published in spring.",
        "Omar Haddad broke down while testifying before the committee.",
        "It is not known whether Omar Haddad lied when testifying to the panel in May.",
        "“The talks will resume,” Omar Haddad said.",
        "Omar Haddad said, “The talks will resume.”",
    ],
)
def test_what_reports_nothing_outside_quotation_marks_is_left_out(text: str) -> None:
    assert read(text, "Omar Haddad m").reports() == []


@pytest.mark.parametrize(
    "text",
    [
        "The panel will visit Omar Haddad, the panel’s senior member said.",
        "The panel will question Omar Haddad, the panel’s senior member said on Monday, raising the stakes.",
        "The panel praised the work of Omar Haddad, the panel’s senior member told reporters.",
    ],
)
def test_who_stands_right_before_the_verb_says_it_and_not_the_name_before_them(text: str) -> None:
    assert ("Omar Haddad", text) not in read(text, "Omar Haddad m").reports()
    assert [speaker for speaker, _ in read(text, "Omar Haddad m").reports()] == ["the panel’s senior member"]


def test_a_sentence_with_two_speakers_stands_under_both() -> None:
    text = "While Omar Haddad praised the plan, Lena Vogt argued that it came too late."
    assert [name for name, _ in read(text, "Omar Haddad m", "Lena Vogt f").reports()] == [
        "Omar Haddad",
        "Lena Vogt",
    ]


def test_a_sentence_that_quotes_a_few_words_is_reported_as_a_whole() -> None:
    text = "Omar Haddad said the two capitals “do not see eye to eye” on the border."
    said = read(text, "Omar Haddad m")
    assert said.reports() == [("Omar Haddad", text)]
    assert said.speaker("eye to eye") == "Omar Haddad"


def test_pronouns_are_followed() -> None:
    text = "Omar Haddad spoke first. He acknowledged the difficulties but stressed his commitment."
    assert ("Omar Haddad", "He acknowledged the difficulties but stressed his commitment.") in read(
        text, "Omar Haddad m"
    ).reports()


def test_several_who_may_be_anybody_stay_unresolved() -> None:
    text = "Analysts later clarified that the term had been used before."
    assert read(text).reports() == [(None, text)]


@pytest.mark.parametrize(
    "text",
    [
        "Omar Haddad and Lena Vogt spoke on Friday about the third draft.",
        "Omar Haddad met ministers and discussed a range of issues including trade.",
        "Omar Haddad announced his resignation in March.",
        "Omar Haddad dismissed the whole cabinet.",
        "Omar Haddad is considering replacing Lena Vogt.",
        "Omar Haddad denied bail to two of the guards.",
        "Omar Haddad questioned Lena Vogt for two hours.",
        "Omar Haddad rejected the appeal on Monday.",
        "Omar Haddad agreed to visit the fair.",
        "Omar Haddad posted a photo of the pair on Monday.",
        "Omar Haddad mentions neither the league nor Lena Vogt.",
        "Omar Haddad did not respond to a request for comment.",
        "There is a belief among diplomats that Omar Haddad wants the post.",
        "The league drifted apart over what Omar Haddad sees as a threat.",
        "She was a rarity among officials, whom Omar Haddad often criticizes.",
        "Omar Haddad was convicted of ordering the sale.",
        "The indictment alleges that Omar Haddad hid the letters, denying that he had them.",
        "An article said that Omar Haddad had told prosecutors so.",
        "Omar Haddad charged the firm for it.",
        "In that sense, Haddad’s words are a beginning.",
        "Is this turn in Haddad’s views really lasting?",
        "The change in Haddad’s opinion surprised the league.",
        "The cheque never landed in Haddad’s account.",
        "Fighters who served under Omar Haddad say he ordered the raid.",
        "Rivals are angry. They say Omar Haddad advocated against it.",
        "The Courier reported that Omar Haddad had ordered the envoys home.",
        "Lena Vogt has been critical of the way Omar Haddad has led the union and has pledged a change.",
        "It would have been kind had Omar Haddad congratulated her.",
        "Omar Haddad leads by 271 pledged delegates.",
        "Omar Haddad maintains a commanding lead.",
        "Omar Haddad won the race, claiming 41 percent of the vote.",
        "Omar Haddad replied for the visitors in the second half.",
        "Omar Haddad wrote a cheque for the poor.",
        "Omar Haddad reported having two million in the bank.",
        "Omar Haddad reported this story from the capital.",
    ],
)
def test_what_somebody_does_or_is_taken_to_think_is_no_statement(text: str) -> None:
    names = [name for name, _ in read(text, "Omar Haddad m", "Lena Vogt f").reports()]
    assert "Omar Haddad" not in names
    assert "Lena Vogt" not in names


@pytest.mark.parametrize(
    "text",
    [
        "Omar Haddad discussed the plan, saying that it was late.",
        "Omar Haddad agreed that the plan was late.",
        "Omar Haddad charged that the plan was dead.",
        "Omar Haddad wants the plan to be dropped.",
        "Omar Haddad left early, praising the plan.",
        "Omar Haddad ordered that the plan be dropped.",
        "Omar Haddad maintained that the plan was dead.",
        "Omar Haddad wrote that the plan was dead.",
    ],
)
def test_a_stance_told_as_the_news_is_a_statement(text: str) -> None:
    assert ("Omar Haddad", text) in read(text, "Omar Haddad m").reports()


def test_a_day_that_opens_a_sentence_speaks_for_nobody() -> None:
    text = "Earlier Friday, head of the league Omar Haddad revealed that the talks had begun."
    assert {name for name, _ in read(text, "Omar Haddad m").reports()} <= {"Omar Haddad"}


def test_two_before_a_relative_clause_of_both_speak_together() -> None:
    text = "Omar Haddad and Lena Vogt, who are both on the board, said that it was wrong."
    assert {name for name, _ in read(text, "Omar Haddad m", "Lena Vogt f").reports()} == {
        "Omar Haddad",
        "Lena Vogt",
    }


def test_organisations_report() -> None:
    text = "The ministry said that the border was calm."
    assert read(text).reports() == [("The ministry", text)]


@pytest.mark.parametrize(
    "text",
    [
        "Omar Haddad wants to lead the bank, two diplomats said.",
        "The vote raises questions as to whether Omar Haddad still supports the talks.",
        "Omar Haddad won the second round, adding to his lead in the north.",
        "Omar Haddad appeals to a crowd that has seen no talks.",
    ],
)
def test_what_others_tell_ask_or_count_is_not_the_person_s_word(text: str) -> None:
    assert ("Omar Haddad", text) not in read(text, "Omar Haddad m").reports()


def test_the_aide_of_somebody_reports_and_not_whom_she_serves() -> None:
    text = "A close adviser to President Omar Haddad has warned that the dam may not hold."
    assert read(text, "Omar Haddad m").reports() == [("A close adviser to President Omar Haddad", text)]


def test_several_named_together_each_make_the_statement() -> None:
    text = "Omar Haddad and Lena Vogt said that the road was closed."
    assert read(text, "Omar Haddad m", "Lena Vogt f").reports() == [
        ("Omar Haddad", text),
        ("Lena Vogt", text),
    ]


def test_a_name_put_on_something_without_marks_is_reported() -> None:
    text = "Omar Haddad called the indirect talks constructive."
    assert read(text, "Omar Haddad m").reports() == [("Omar Haddad", text)]
    for other in (
        "It began with what Omar Haddad called a war.",
        "The road passes a farm called Omar Haddad.",
    ):
        assert read(other, "Omar Haddad m").reports() == []


def test_the_unnamed_speaker_of_the_main_clause_keeps_the_sentence_from_a_name_in_another_clause() -> None:
    text = "After Omar Haddad announced that he would go, two officials said that they were glad of it."
    assert read(text, "Omar Haddad m").reports() == [("two officials", text)]


@pytest.mark.parametrize(
    "text",
    [
        "After Omar Haddad praised the plan, the council met the envoys of both towns and signed it.",
        "The harbour fund lost a third of its small donors in a year, when Omar Haddad denounced its board.",
        "The “deep water” phrase Omar Haddad cited on Monday stands in many an older speech of the fund.",
        "The paper wrote on Monday that it had found no trace of the loan that Omar Haddad said was paid.",
    ],
)
def test_a_sentence_that_tells_of_something_else_is_not_what_somebody_says_in_it(text: str) -> None:
    assert ("Omar Haddad", text) not in read(text, "Omar Haddad m").reports()


@pytest.mark.parametrize(
    "text",
    [
        "As Omar Haddad said on Monday, the harbour was closed because of ice and would open again in May.",
        "Omar Haddad smiled at the crowd as he announced that the harbour was open.",
        "After Omar Haddad announced that the harbour would stay closed till the last boat was in, all left.",
        "The council, which Omar Haddad said had failed, met the envoys of both towns on Monday.",
    ],
)
def test_a_clause_that_is_most_of_a_sentence_or_tells_of_its_subject_is_said(text: str) -> None:
    assert ("Omar Haddad", text) in read(text, "Omar Haddad m").reports()


def test_whoever_is_named_and_confirmed_confirms_nothing() -> None:
    text = "The paper wrote of Omar Haddad, who was nominated by the king and confirmed by the senate in May."
    assert all(who != "Omar Haddad" for who, _ in read(text, "Omar Haddad m").reports())


def test_a_talk_is_nobodys_until_somebody_says_something_in_it() -> None:
    text = "Omar Haddad discussed the plan with Lena Vogt, saying that it would fail."
    assert read(text, "Omar Haddad m", "Lena Vogt f").reports() == [("Omar Haddad", text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Rumours that Haddad said the dam leaks went round.",
        "It is not true that Haddad said the dam leaks.",
        "Haddad would say that the dam leaks if he were asked.",
        "Haddad was expected to say that the dam leaks.",
    ],
)
def test_what_nothing_tells_was_said_is_no_statement(sentence: str) -> None:
    assert [name for name, _ in read(sentence, "Omar Haddad m").reports() if name] == []


@pytest.mark.parametrize(
    "text",
    [
        "Omar Haddad reportedly sought support and resistance to “harbour language” in any deal.",
        "Omar Haddad allegedly told the panel that the deal was “dead on arrival”.",
    ],
)
def test_a_few_words_in_hearsay_are_nobodys(text: str) -> None:
    said = read(text, "Omar Haddad m")
    assert said.reports() == []
    assert {said.speaker(words) for words in ("harbour language", "dead on arrival") if words in text} == {
        None
    }


def test_who_only_answers_a_call_or_a_text_makes_no_statement() -> None:
    text = "Omar Haddad responded to the call at noon.\nOmar Haddad left the road while replying to a text."
    assert read(text, "Omar Haddad m").reports() == []


@pytest.mark.parametrize(
    "sentence",
    [
        "What Lind did not expect, probably, was the extent of the snow.",
        "Lind, meanwhile, is seeking asylum in Norway.",
    ],
)
def test_what_somebody_did_not_think_or_only_does_is_no_statement(sentence: str) -> None:
    assert read(f"Ada Lind came. {sentence}", "Ada Lind f").reports() == []


def test_a_paper_that_reports_what_somebody_said_only_passes_it_on() -> None:
    text = "Marta Vell denied that the harbour was shut, the Port Herald reported."
    assert read(text, "Marta Vell f").reports() == [("Marta Vell", text)]


def test_who_comments_on_a_matter_is_not_told_to_have_said_anything_of_it() -> None:
    assert not read("Marta Vell was commenting on the case of the sunken barge.", "Marta Vell f").reports()


@pytest.mark.parametrize(
    ("text", "speaking"),
    [
        (
            "Following the passage of the Bill, Harbour Minister Marta Vell condemned the delay.",
            ["Marta Vell"],
        ),
        (
            "Marta Vell (VLP), Jonas Rask (RDP) and Ada Rohm (GRP) accused the port of bringing barges.",
            ["Marta Vell", "Jonas Rask", "Ada Rohm"],
        ),
    ],
)
def test_a_subject_is_found_where_the_parse_hangs_it_elsewhere(text: str, speaking: list[str]) -> None:
    said = read(text, "Marta Vell f", "Jonas Rask m", "Ada Rohm f")
    assert [who for who, _ in said.reports()] == speaking


def test_a_place_before_a_colon_says_nothing() -> None:
    text = "Port Vell, May 6: As the council tried to debate the bill, the Blue Party said it would not vote."
    assert [who for who, _ in read(text).reports()] in ([], ["the Blue Party"])


def test_what_a_speaker_of_a_transcript_tells_is_no_report_of_its_own() -> None:
    text = (
        "MINISTER VELL: The harbour is open.\nMODERATOR: And the channel?\n"
        "MINISTER VELL: Jonas Rask said that it is shut.\nMODERATOR: Thank you for that."
    )
    assert not read(text, "Marta Vell f", "Jonas Rask m").reports()


@pytest.mark.parametrize(
    "text",
    [
        "Speaking to reporters on Tuesday Marta Vell said the harbour was not for sale.",
        "Speaking in Port Ada on Monday Marta Vell said that the pier was rotten.",
    ],
)
def test_a_name_behind_a_day_that_a_sentence_opens_with_is_the_subject(text: str) -> None:
    assert read(text, "Marta Vell f").reports() == [("Marta Vell", text)]


def test_that_somebody_spoke_is_not_what_somebody_said() -> None:
    text = "The envoy pointed to what Omar Haddad said and asked the council for another day."
    assert ("Omar Haddad", text) not in read(text, "Omar Haddad m").reports()


def test_an_office_with_a_capital_is_somebody_described() -> None:
    text = "The Spokesperson for the harbour fund has said that the road would open in May."
    assert read(text).reports() == [("The Spokesperson for the harbour fund", text)]
