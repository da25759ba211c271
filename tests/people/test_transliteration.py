"""Cyrillic names in Latin letters."""

from __future__ import annotations

import pytest

from bot.people.transliteration import latin_forms, to_latin


@pytest.mark.parametrize(
    ("word", "latin"),
    [
        ("Жапаров", "zhaparov"),
        ("Тоқаев", "toqaev"),
        ("Әлия", "aliya"),
        ("Нұрсұлтан", "nursultan"),
        ("Джон", "jon"),
        ("Щукин", "shchukin"),
    ],
)
def test_letters_are_carried_over_as_english_news_does(word: str, latin: str) -> None:
    assert to_latin(word) == latin


def test_latin_words_are_only_folded() -> None:
    assert to_latin("Ørsted") == "orsted"


def test_a_case_ending_gives_a_second_form() -> None:
    assert latin_forms("Серикову") == ("serikovu", "serikov")
    assert latin_forms("Holm") == ("holm",)
