"""Counts as each language writes them, and names as alternatives."""

import pytest
from babel.numbers import format_decimal

from bot.languages.saying import in_figures, say_any_of, say_count, speaking


@pytest.mark.parametrize("number", [0, 7, 999, 1000, 20_000, 1_234_567, -5, -4321])
def test_english_figures_by_hand_are_those_of_the_locale_data(number: int) -> None:
    assert in_figures(number) == format_decimal(number, locale="en")


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_thousands_stand_apart_as_the_language_has_it(language: str) -> None:
    with speaking(language):
        assert in_figures(999) == "999"
        assert in_figures(20_000) == "20\u00a0000"


def test_a_count_is_said_in_figures() -> None:
    assert say_count("{count} article", "{count} articles", 20_000) == "20,000 articles"


def test_names_are_alternatives_and_none_are_none() -> None:
    assert say_any_of(["Lind", "Ek", "Holm"]) == "Lind or Ek or Holm"
    assert say_any_of(["Lind"]) == "Lind"
    assert say_any_of([]) == ""
