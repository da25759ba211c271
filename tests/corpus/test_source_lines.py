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


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("Northern Western Fjords, 2025-11-04", "Northern Western Fjords"),
        ("Across the Fjords — 4 November 2025", "Across the Fjords"),
        ("Ada Maria Lind, 2025-11-04", None),
        ("Minister of Fish, 2025-11-04", None),
        ("New York City, 2025-11-04", None),
        ("Fjord Insight, 2025-11-04", None),
    ],
)
def test_a_name_of_several_words_that_is_nobodys_is_the_outlets(line: str, outlet: str | None) -> None:
    assert outlet_before_date(line) == outlet


@pytest.mark.parametrize(
    "line",
    [
        "Northern Western Fjords, 2025-11-04",
        "Green Harbour Fjords, 2025-11-04",
        "Ada Maria Lind, 4 November 2025",
        "Bergen, 4 November 2025",
        "Fjord Insight | 2025-11-04",
        "Берег на русском, 2025-11-04",
        "Вести северных фьордов, 4 ноября 2025",
    ],
)
def test_the_day_behind_a_name_is_the_pages_whosever_the_name_is(line: str) -> None:
    found = article(f"Lake Rises in a Night\n\n{line}\n\n{TEXT}")
    assert found.published is not None
    assert found.published.value == "2025-11-04"
    assert line not in [span.of(found.text) for span in found.paragraphs]
