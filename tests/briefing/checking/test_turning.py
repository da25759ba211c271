"""What a text tells though its names, numbers and dates all stand: turned words, bounds, changed places."""

from __future__ import annotations

import pytest

from bot.words.answers import Status
from tests.briefing.checking.corpus import DONORS, DONORS_RUSSIAN, Checked, answer_to, donors
from tests.briefing.checking.corpus import wrong_in as wrong_in_any

DONATED = "Norland gave 5 million euros and Ostmark 7 million euros to the fund, the bank wrote on Tuesday."
FILES = "The former governor Pavel Rask agreed to hand over the files on 4 June 2024"
RUSSIAN_FILES = "Бывший губернатор Павел Расков согласился передать документы 4 июня 2024 года."


def wrong_in(text: str) -> list[Checked]:
    return wrong_in_any(text, donors)


@pytest.mark.parametrize("line", [*DONORS.split("\n")[1:], *DONORS_RUSSIAN.split("\n")[1:]])
def test_what_stands_in_a_source_stands(line: str) -> None:
    assert answer_to(line, donors).status is Status.FOUND
    for sentence in line.split(". "):
        assert wrong_in(sentence) == []


@pytest.mark.parametrize(
    ("altered", "expected"),
    [
        (
            DONATED.replace("5", "8").replace("7", "5").replace("8", "7"),
            Checked("7 million euros", "number", "differs", "5 million euros"),
        ),
        (
            DONATED.replace("Ostmark", "X").replace("Norland", "Ostmark").replace("X", "Norland"),
            Checked("Norland", "name", "differs", "Ostmark"),
        ),
        ("Rask accused Holm of delaying the report.", Checked("Rask", "name", "differs", "Holm")),
        ("Ostmark will send 200 engineers to Norland.", Checked("Norland", "name", "differs", "Ostmark")),
        (
            f"{FILES.replace('4 June', '9 June')} and left the island on 4 June 2024.",
            Checked("9 June 2024", "date", "differs", "4 June 2024"),
        ),
        (
            "Норландия выделила 7 млн евро, а Остмарк — 5 млн евро.",
            Checked("5 млн евро", "number", "differs", "7 млн евро"),
        ),
        (
            "Остмарк выделил 5 млн евро, а Норландия — 7 млн евро.",
            Checked("Остмарк", "name", "differs", "Норландия"),
        ),
    ],
)
def test_what_changed_places_differs(altered: str, expected: Checked) -> None:
    assert expected in wrong_in(altered)


@pytest.mark.parametrize("bound", ["Less than", "At least", "Up to", "Nearly", "Some"])
def test_another_bound_of_a_number_differs(bound: str) -> None:
    wrong = wrong_in(f"{bound} 40 villages lost their water in May.")
    assert Checked("40 villages", "number", "differs", "More than 40 villages") in wrong


def test_a_bound_that_was_left_out_or_put_in_differs() -> None:
    assert Checked("40 villages", "number", "differs", "More than 40 villages") in wrong_in(
        "40 villages lost their water in May."
    )
    assert Checked("200 engineers", "number", "differs", "200 engineers") in wrong_in(
        "Norland will send up to 200 engineers to Ostmark."
    )


@pytest.mark.parametrize("bound", ["Более", "Менее", "Не более", "Около"])
def test_another_bound_of_a_russian_number_differs(bound: str) -> None:
    wrong = wrong_in(f"{bound} 15 деревень остались без воды.")
    assert Checked("15 деревень", "number", "differs", "Не менее 15 деревень") in wrong


def test_the_same_bound_in_other_words_denies_nothing_and_differs_in_nothing() -> None:
    assert wrong_in("Over 40 villages lost their water in May.") == []
    assert wrong_in("Минимум 15 деревень остались без воды.") == []


@pytest.mark.parametrize(
    ("altered", "expected"),
    [
        (FILES.replace("agreed", "refused"), Checked("refused", "wording", "differs", "agreed")),
        (FILES.replace("former ", ""), Checked("governor", "wording", "differs", "former governor")),
        (FILES.replace("former", "acting"), Checked("acting", "wording", "differs", "former")),
        ("Norland sent 200 engineers to Ostmark.", Checked("sent", "wording", "differs", "will send")),
        ("Rask was the second envoy to visit the camp.", Checked("second", "wording", "differs", "first")),
        (
            "Exports fell by 3 percentage points to 12 percent of output.",
            Checked("fell", "wording", "differs", "rose"),
        ),
        (
            "Exports rose by 3 percent to 12 percent of output.",
            Checked("3 percent", "number", "differs", "3 percentage points"),
        ),
        (
            "Talks between Norland and Ostmark began after the harvest.",
            Checked("after", "wording", "differs", "before"),
        ),
        (
            RUSSIAN_FILES.replace("согласился", "отказался"),
            Checked("отказался", "wording", "differs", "согласился"),
        ),
        (
            RUSSIAN_FILES.replace("Бывший губернатор", "Губернатор"),
            Checked("Губернатор", "wording", "differs", "Бывший губернатор"),
        ),
        (
            "Не менее 15 деревень остались без воды, до 60 солдат отправили на помощь.",
            Checked("отправили", "wording", "differs", "отправят"),
        ),
    ],
)
def test_a_word_that_turns_what_is_told_differs(altered: str, expected: Checked) -> None:
    assert expected in wrong_in(altered)


@pytest.mark.parametrize(
    "fair",
    [
        "In May more than 40 villages lost their water.",
        "The bank wrote that Norland gave 5 million euros and Ostmark 7 million euros to the fund.",
        "Pavel Rask agreed to hand over the files on 4 June 2024.",
        "governor Pavel Rask agreed to hand over the files on 4 June 2024",
        "Ostmark and Norland began talks before the harvest.",
        "Rask was accused by Holm of delaying the report.",
        "As is told here: more than 40 villages lost their water in May.",
        "Павла Раскова обвинила Вера Хольм в затягивании.",
    ],
)
def test_what_is_quoted_fairly_differs_in_nothing(fair: str) -> None:
    assert [one for one in wrong_in(fair) if one.verdict == "differs"] == []


def test_a_sentence_in_other_words_than_the_source_never_stands_as_it_is() -> None:
    answer = answer_to("Norland will second 200 engineers to Ostmark.", donors)
    assert answer.status is Status.PARTIAL
    assert [section.heading for section in answer.sections if "Stands" in section.heading] == []
