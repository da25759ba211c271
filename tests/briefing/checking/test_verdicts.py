"""What of a pasted text stands: the source's own words do, whatever is altered in them does not."""

from __future__ import annotations

import pytest

from bot.corpus.pasted_text import pasted_article
from tests.briefing.checking.corpus import HARBOUR, TALKS, Checked, claims_of, wrong_in

CLOSED = (
    "The harbour of Vardal will be closed to foreign trawlers from 3 March 2024, Minister Ada Lind announced"
)
QUARREL = "“We did not choose this quarrel, but we shall end it,” Lind said."


@pytest.mark.parametrize("line", [*HARBOUR.split("\n")[1:], *TALKS.split("\n")[1:]])
def test_what_stands_in_a_source_is_not_called_wrong(line: str) -> None:
    assert claims_of(line) != []
    assert wrong_in(line) == []


def test_a_text_pasted_from_elsewhere_may_be_set_otherwise() -> None:
    mailed = " ".join(HARBOUR.split("\n")[1:]).replace("“", '"').replace("”", '"').replace(" ", "\u00a0", 3)
    assert wrong_in(mailed) == []
    assert wrong_in(QUARREL.replace("“", "«").replace("”", "»")) == []
    assert wrong_in(QUARREL.replace("did not", "didn’t").replace("didn’t", "did  not")) == []


def test_sentences_pasted_in_another_order_and_half_a_sentence_stand() -> None:
    assert (
        wrong_in(f"{QUARREL} At least 17 ships lay idle last week, and repairs cost 4.5 million euros.") == []
    )
    assert wrong_in("closed to foreign trawlers from 3 March 2024, Minister Ada Lind announced on") == []


@pytest.mark.parametrize(
    ("altered", "expected"),
    [
        (CLOSED.replace("Ada Lind", "Olav Brekke"), Checked("Olav Brekke", "name", "differs", "Ada Lind")),
        (CLOSED.replace("Ada Lind", "Ada Brekke"), Checked("Ada Brekke", "name", "differs", "Ada Lind")),
        (CLOSED.replace("Vardal", "Bergen"), Checked("Bergen", "name", "differs", "Vardal")),
        (
            CLOSED.replace("3 March 2024", "4 March 2024"),
            Checked("4 March 2024", "date", "differs", "3 March 2024"),
        ),
        (CLOSED.replace("March", "May"), Checked("3 May 2024", "date", "differs", "3 March 2024")),
        (CLOSED.replace("2024", "2023"), Checked("3 March 2023", "date", "differs", "3 March 2024")),
        (
            "At least 18 ships lay idle last week, and repairs cost 4.5 million euros.",
            Checked("18 ships", "number", "differs", "17 ships"),
        ),
        (
            "At least 17 ships lay idle last week, and repairs cost 4.5 billion euros.",
            Checked("4.5 billion euros", "number", "differs", "4.5 million euros"),
        ),
        (
            "At least 17 ships lay idle last week, and repairs cost 4.5 million dollars.",
            Checked("4.5 million dollars", "number", "differs", "4.5 million euros"),
        ),
        (
            "At least 17 ships lay idle last month, and repairs cost 4.5 million euros.",
            Checked("last month", "date", "differs", "last week"),
        ),
        (
            "The new quay is paid for with a loan of the U.S. Fisheries Bank, the port authority wrote.",
            Checked("U.S. Fisheries Bank", "name", "differs", "U.S. Export Bank"),
        ),
        (
            "the new quay is paid for with a loan to greece of the export bank, the port authority wrote",
            Checked("greece", "name", "absent", None),
        ),
        ("Норвегии не откроют гавань до лета.", Checked("Норвегии", "name", "differs", "Вардала")),
        (
            "гавань норвегии не откроют до лета",
            Checked("норвегии", "name", "differs", "Вардала"),
        ),
        (
            "Senator Olav Brekke attended the signing in Vardal.",
            Checked("attended", "negation", "differs", "did not attend"),
        ),
        (
            "The council of Vardal voted on the ban.",
            Checked("voted", "negation", "differs", "Vardal never voted"),
        ),
        (
            "The harbour of Vardal will not be closed to foreign trawlers from 3 March 2024.",
            Checked("not", "negation", "differs", None),
        ),
        (QUARREL.replace("Lind said", "Brekke said"), Checked("Brekke", "name", "differs", "Lind")),
        (
            "Сенатор Олег Брекин заявил 5 апреля 2024 года, что гавань Вардала не откроют до лета.",
            Checked("Олег Брекин", "name", "differs", "Анна Линдт"),
        ),
        (
            "Министр Анна Линдт заявила 6 апреля 2024 года, что гавань Вардала не откроют до лета.",
            Checked("6 апреля 2024 года", "date", "differs", "5 апреля 2024 года"),
        ),
        (
            "Министр Анна Линдт заявила 5 апреля 2024 года, что гавань Вардала откроют до лета.",
            Checked("откроют", "negation", "differs", "Вардала не откроют"),
        ),
        ("В порту стоят 25 траулеров.", Checked("25 траулеров", "number", "differs", "23 траулера")),
        (
            "«Мы не отступим ни на шаг, пока флот стоит у причала», — сказал Брекин.",
            Checked("Брекин", "name", "differs", "Линдт"),
        ),
    ],
)
def test_what_is_altered_differs_and_the_source_is_told(altered: str, expected: Checked) -> None:
    assert expected in wrong_in(altered)


def test_only_what_was_altered_is_called_wrong() -> None:
    assert [one.text for one in wrong_in(CLOSED.replace("3 March", "4 March"))] == ["4 March 2024"]
    assert [one.text for one in wrong_in(HARBOUR.replace("17 ships", "71 ships"))] == ["71 ships"]


def test_quoted_words_stand_as_they_are_or_not_at_all() -> None:
    assert Checked(
        "We did not choose this quarrel, and we shall end it,",
        "quotation",
        "differs",
        "We did not choose this quarrel, but we shall end it",
    ) in wrong_in("“We did not choose this quarrel, and we shall end it,” Lind said.")


def test_words_of_the_reporter_are_nobodys_quotation() -> None:
    wrong = wrong_in("“At least 17 ships lay idle last week,” Lind said.")
    assert Checked("At least 17 ships lay idle last week,", "quotation", "differs", None) in wrong


def test_quoted_words_in_another_sentence_stand_under_their_speaker_alone() -> None:
    quoted = "“We did not choose this quarrel, but we shall end it.”"
    assert wrong_in(f"Ada Lind told the press: {quoted}") == []
    assert Checked(
        "We did not choose this quarrel, but we shall end it.", "speaker", "differs", "Ada Lind"
    ) in wrong_in(f"Olav Brekke told the press: {quoted}")


def test_the_same_told_in_other_words_stands() -> None:
    told = "Foreign trawlers have to leave the harbour at Vardal: Ada Lind closed it from 3 March 2024."
    assert [one for one in wrong_in(told) if one.kind in ("name", "date")] == []
    assert Checked("seventeen ships", "number", "stands", None) in claims_of(
        "At least seventeen ships lay idle last week."
    )


def test_a_part_of_a_quotation_stands_under_its_speaker_however_the_sentence_goes_on() -> None:
    assert wrong_in("“We did not choose this quarrel,” Ada Lind explained.") == []
    assert Checked("We did not choose this quarrel,", "speaker", "differs", "Ada Lind") in wrong_in(
        "“We did not choose this quarrel,” Olav Brekke explained."
    )


@pytest.mark.parametrize(
    "denied",
    [
        "It is not true that repairs of the Vardal ships cost 4.5 million euros.",
        "Nobody closed the harbour of Vardal to foreign trawlers from 3 March 2024.",
    ],
)
def test_what_is_denied_in_other_words_differs(denied: str) -> None:
    assert [one.kind for one in wrong_in(denied) if one.verdict == "differs"] == ["negation"]


def test_the_rest_of_a_sentence_whose_denying_beginning_was_left_out_differs() -> None:
    told = "The council of Vardal voted on the ban."
    assert [one.kind for one in wrong_in(told)] == ["negation"]
    cut = "Choose this quarrel, but we shall end it."
    assert Checked("Choose", "negation", "differs", "We did not") in wrong_in(cut)


def test_a_title_and_the_sentence_under_it_are_never_read_as_one() -> None:
    assert [one for one in wrong_in("Harbour talks closed to foreign trawlers in Vardal.") if one.says] == []


def test_numbers_and_dates_may_be_written_otherwise() -> None:
    told = "Foreign trawlers were shut out of the harbour of Vardal from March 3, 2024, Ada Lind announced."
    assert [one for one in wrong_in(told) if one.kind == "date"] == []
    assert Checked("5 March 2024", "date", "differs", "3 March 2024") in wrong_in(
        "Trawlers from other countries may no longer land in Vardal after 5 March 2024."
    )


def test_what_no_source_tells_of_is_absent() -> None:
    wrong = wrong_in("Prime Minister Igor Sand opened the railway to Tromso on 9 June 2021 with 300 guests.")
    assert {one.verdict for one in wrong} == {"absent"}
    assert {"Igor Sand", "Tromso", "9 June 2021"} <= {one.text for one in wrong}


def test_a_name_put_beside_what_a_source_tells_is_absent() -> None:
    altered = CLOSED.replace("closed to", "closed with Igor Sand to")
    assert [(one.text, one.verdict) for one in wrong_in(altered)] == [("Igor Sand", "absent")]


def test_of_two_sources_that_differ_each_stands_in_its_own_words() -> None:
    assert wrong_in("The dispute left 19 ships without work, the fishing union told reporters.") == []
    assert wrong_in("At least 17 ships lay idle last week.") == []


def test_a_very_long_text_is_read_to_a_bound() -> None:
    assert len(pasted_article("word " * 10_000).text) == 8000
