"""Letters of readers are no news."""

from __future__ import annotations

import pytest

from tests.corpus.documents import article, paragraphs

NEWS = "The harbour court fined a pilot of the port on Monday, the minister said."
ONE = "I stand with the pilot, who has never harmed a soul in this town."
TWO = "It is plain that the ministers do not know what a harbour is."


@pytest.mark.parametrize(
    ("heading", "first", "second"),
    [
        ("LETTERS.", "Anna Brook.\n\nSteppe Beach, Norland.", "Karl R. Stein."),
        ("Letters to the editor", "Anna Brook, Steppe Beach", "Karl Stein"),
        ("Письма читателей", "Анна Брук", "Карл Штейн, Норланд"),
        ("Readers' views: the harbour", "@annabrook.", "— Karl Stein"),
    ],
)
def test_letters_below_their_heading_are_none_of_the_news(heading: str, first: str, second: str) -> None:
    text = f"Court Fines Harbour Pilot\n\n{NEWS}\n\n{heading}\n\n{ONE}\n\n{first}\n\n{TWO}\n\n{second}\n"

    assert paragraphs(article(text)) == [NEWS]


def test_a_page_of_nothing_but_letters_is_not_lost() -> None:
    text = f"Letters to the editor\n\n{ONE}\n\nAnna Brook\n\n{TWO}\n\nKarl Stein\n"

    assert {ONE, TWO} <= set(paragraphs(article(text)))


@pytest.mark.parametrize(
    "text",
    [
        f"Letter to the editor\n\n{ONE}\n\n{TWO}\n\nAnna Brook",
        f"Court Fines Harbour Pilot\n\n{NEWS}\n\nAnna Brook\n\n{ONE}\n\nKarl Stein\n\n{TWO}",
        f"Letters\n\n{NEWS}\n\n{ONE}\n\n{TWO}",
    ],
)
def test_one_letter_and_names_without_the_heading_stay(text: str) -> None:
    assert ONE in paragraphs(article(text))
