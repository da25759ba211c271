"""What was typed in the layout of another language is read as its keys are in the other."""

from __future__ import annotations

import pytest

from bot.search.keyboard_layout import typed_otherwise


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("рфкищгк", "harbour"),
        ("Фвф Дштв", "Ada Lind"),
        ("gthtujdjhs", "переговоры"),
        ("J,obq htqc", "Общий рейс"),
        ('"ьщут"', '"moen"'),
    ],
)
def test_keys_are_read_in_the_other_layout(typed: str, meant: str) -> None:
    assert typed_otherwise(typed) == meant


@pytest.mark.parametrize("typed", ["abc", "Lind и порт", "2024", "қала қақпасы"])
def test_a_few_letters_or_those_of_both_are_left(typed: str) -> None:
    assert typed_otherwise(typed) is None
