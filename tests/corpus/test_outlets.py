"""One outlet is counted once, however its name is written."""

import pytest

from bot.corpus.origin.outlets import outlet_key, shown_outlet


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lakenews", "Lakenews.com"),
        ("Harbour", "www.harbour.co.uk"),
        ("Times of Osh", "timesofosh.oshtimes.com"),
        ("Harbour", "en.harbour.com"),
        ("The Lake News", "The_Lake_News"),
        ("Вестник озера", "вестник  озера"),
    ],
)
def test_two_ways_of_writing_a_name_are_one_outlet(one: str, other: str) -> None:
    assert outlet_key(one) == outlet_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Lake News", "Lake Post"), ("Вестник озера", "Вестник гор"), ("24", "25")]
)
def test_two_outlets_stay_two(one: str, other: str) -> None:
    assert outlet_key(one) != outlet_key(other)


def test_a_handle_is_shown_as_a_name() -> None:
    assert shown_outlet("The_Lake_News") == "The Lake News"
