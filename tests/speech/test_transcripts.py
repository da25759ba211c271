"""Where the last turn of a transcript ends."""

from tests.speech.speaking import read

ENGLISH = (
    "Brooke: Did she call it dead?\nCrane: She did not, I was there.\n"
    "Brooke: We have it here.\nCrane: Then she did.\n"
    "Senator Maria Delgado interrupted the hearing.\n"
    "“The ambassador has lied to this committee,” Alan Brooke said after the hearing. Lydia Crane left."
)


def test_what_the_reporter_tells_below_a_turn_is_nobodys_turn() -> None:
    said = read(ENGLISH, "Alan Brooke m", "Lydia Crane f", "Maria Delgado f")
    assert said.speaker("Then she did") == "Lydia Crane"
    assert said.speaker("has lied") == "Alan Brooke"
    assert not any("interrupted" in part for parts in said.words for part in parts)


def test_a_row_of_a_table_is_nobodys_turn() -> None:
    text = (
        "QUESTION: Will the lake rise?\nMS. CRANE: We expect it to rise.\nQUESTION: And the pumps?\n"
        "MS. CRANE: The pumps are ready.\n| Pumps: 12, 9\n| Tested: in May"
    )
    said = read(text, "Lydia Crane f")
    assert said.speaker("The pumps are ready") == "Lydia Crane"
    assert not any("| " in part for parts in said.words for part in parts)


def test_a_label_with_a_title_names_who_speaks_though_the_text_names_nobody() -> None:
    text = (
        "QUESTION: Will the lake rise?\nMR CRANE: We expect it to rise.\nQUESTION: And the pumps?\n"
        "AMBASSADOR VOGT: The pumps are ready.\nOPERATOR: The last question.\nMR CRANE: Thank you all."
    )
    said = read(text)
    assert said.speaker("We expect it") == "MR CRANE"
    assert said.speaker("The pumps are ready") == "AMBASSADOR VOGT"
    assert said.speaker("And the pumps") is None
    assert said.speaker("The last question") is None
