"""A line of outlet and day under the headline says who published the text and when."""

from __future__ import annotations

import pytest

from bot.corpus.origin.source_lines import outlet_before_date
from tests.corpus.documents import article

TEXT = "The lake rose by a metre in a single night, and nobody in the town knew why it did.\nNobody fled.\n"


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("Lantern Post, 2024-07-08", "Lantern Post"),
        ("The Lake Signal | 8 July 2024", "The Lake Signal"),
        ("Агентство «Маяк-Информ», 2024-07-08", "Агентство «Маяк-Информ»"),
        ("Вестник озера — 8 июля 2024 года", "Вестник озера"),
    ],
)
def test_a_line_of_outlet_and_day_gives_both(line: str, outlet: str) -> None:
    found = article(f"Lake Rises in a Night\n\n{line}\n\n{TEXT}")
    assert found.outlet == outlet
    assert found.published is not None
    assert found.published.value == "2024-07-08"
    assert line not in [span.of(found.text) for span in found.paragraphs]


@pytest.mark.parametrize(
    "line",
    [
        "Ana Brook, 8 July 2024",  # an author
        "Almaty, 8 July 2024",  # a place
        "The post was reopened on 8 July 2024",  # a sentence
        "Evening, 8 July 2024",
        "The Lake Signal, July 2024",  # no day
    ],
)
def test_what_may_be_an_author_a_place_or_a_sentence_names_no_outlet(line: str) -> None:
    assert outlet_before_date(line) is None
