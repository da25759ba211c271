"""Dates in words in each language, as exact as they are known."""

from datetime import date, timedelta

import pytest
from babel.dates import format_date, format_skeleton

from bot.languages.saying import speaking
from bot.views.dates import readable_date

MONTHS = [f"2024-{month:02}" for month in range(1, 13)]


@pytest.mark.parametrize(
    ("language", "prefix", "long", "short"),
    [
        ("ru", "2024-11-26", "26 ноября 2024 г.", "26 нояб. 2024 г."),
        ("ru", "2023-05-03", "3 мая 2023 г.", "3 мая 2023 г."),
        ("ru", "2022-01", "январь 2022 г.", "янв. 2022 г."),
        ("kk", "2024-11-26", "2024 ж. 26 қараша", "2024 ж. 26 қар."),
        ("kk", "2023-05-03", "2023 ж. 3 мамыр", "2023 ж. 3 мам."),
        ("kk", "2022-01", "2022 ж. қаңтар", "2022 ж. қаң."),
    ],
)
def test_a_date_is_in_the_language_spoken(language: str, prefix: str, long: str, short: str) -> None:
    with speaking(language):
        assert readable_date(prefix).replace("\u00a0", " ") == long
        assert readable_date(prefix, short=True).replace("\u00a0", " ") == short


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize("prefix", ["2023", "2023-13", "soon", "", "2024-11-26T10:00", "٢٠٢٤-١١"])
def test_a_year_and_what_is_no_date_stay_as_they_are(language: str, prefix: str) -> None:
    with speaking(language):
        assert readable_date(prefix) == prefix


@pytest.mark.parametrize("language", ["ru", "kk"])
@pytest.mark.parametrize("prefix", ["2023-02-31", "0000-01"])
def test_a_day_that_never_was_stays_as_it_is(language: str, prefix: str) -> None:
    with speaking(language):
        assert readable_date(prefix) == prefix


def test_the_year_stays_on_the_line_of_its_sign() -> None:
    with speaking("ru"):
        assert readable_date("2024-11-26").endswith("2024\u00a0г.")


def test_english_dates_by_hand_are_those_of_the_locale_data() -> None:
    days = [date(2024, 1, 1) + timedelta(days=number) for number in range(0, 366, 3)]

    assert [readable_date(day.isoformat()) for day in days] == [
        format_date(day, "long", locale="en_GB") for day in days
    ]
    assert [readable_date(month) for month in MONTHS] == [
        format_skeleton("yMMMM", date.fromisoformat(f"{month}-01"), locale="en_GB") for month in MONTHS
    ]


def test_short_english_dates_by_hand_are_those_of_the_locale_data_but_for_months_of_four_letters() -> None:
    months = [month for month in MONTHS if not month.endswith(("-06", "-07"))]

    assert [readable_date(f"{month}-05", short=True) for month in months] == [
        format_date(date.fromisoformat(f"{month}-05"), "medium", locale="en_GB") for month in months
    ]
    assert [readable_date(f"2024-0{month}", short=True) for month in (6, 7)] == ["June 2024", "July 2024"]
