"""A date that is written out is read the same on a line of a page and in a sentence."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.origin.calendar_dates import iso_date, written_dates
from bot.language_data.calendar import months, on_weekdays, weekdays
from bot.text.dates.date_mentions import find_dates
from bot.text.dates.written_dates import any_of, at_a_beginning
from bot.text.sentences import sentences_of
from tests.speech.speaking import article_of

FULL = [
    ("14 May 2024", "2024-05-14"),
    ("the 14th of May 2024", "2024-05-14"),
    ("May 14, 2024", "2024-05-14"),
    ("Sept. 3rd, 2024", "2024-09-03"),
    ("Tues., Sept 3, 2024", "2024-09-03"),
    ("14 october 2024", "2024-10-14"),
    ("14-Oct-2024", "2024-10-14"),
    ("2016/6/29", "2016-06-29"),
    ("2016-06-29", "2016-06-29"),
    ("29.6.2016", "2016-06-29"),
    ("06/29/2016", "2016-06-29"),
    ("12 янв 2024", "2024-01-12"),
    ("12 сент. 2024", "2024-09-12"),
    ("12 января 2024", "2024-01-12"),
    ("пятница, 12 января 2024", "2024-01-12"),
    ("12 қаңтар 2024", "2024-01-12"),
    ("2024 жылғы 12 қаңтар", "2024-01-12"),
    ("2024 жылғы 12 қаңтарда", "2024-01-12"),
    ("14 août 2024", "2024-08-14"),
    ("14 березня 2024", "2024-03-14"),
]
MONTHS = [
    ("March 2024", "2024-03"),
    ("Sept. 2024", "2024-09"),
    ("March of 2024", "2024-03"),
    ("марте 2024", "2024-03"),
    ("қаңтарда 2024", "2024-01"),
]
NONE = ["31 February 2024", "03/05/2024", "may 5", "Mars 2024", "version 2016.6", "12.3.4.2016", "5 там 2024"]


def of_sentence(words: str) -> list[str]:
    article = article_of(f"The bridge was opened then: {words} it was.")
    found = find_dates(article, sentences_of(article))
    return [mention.value for mention in found if mention.value and len(mention.value) > len("2024")]


def of_line(words: str) -> list[str]:
    return [found.iso for found in written_dates(words) if found.iso and found.month]


def test_of_a_day_in_figures_that_is_read_both_ways_the_year_is_known() -> None:
    (found,) = written_dates("03/05/2024")
    assert (found.iso, found.day) == ("2024", None)


@pytest.mark.parametrize(("words", "value"), [*FULL, *MONTHS])
def test_a_date_is_the_same_on_a_line_and_in_a_sentence(words: str, value: str) -> None:
    assert of_line(words) == of_sentence(words) == [value]


@pytest.mark.parametrize("words", NONE)
def test_what_names_no_day_or_month_is_no_date_on_a_line_or_in_a_sentence(words: str) -> None:
    assert of_line(words) == of_sentence(words) == []


def test_the_words_around_a_date_are_no_part_of_it() -> None:
    (found,) = written_dates("Dated the 6th of November 2023, in Oslo")
    assert found.span.of("Dated the 6th of November 2023, in Oslo") == "6th of November 2023"
    text = "Опубликовано 6 ноября 2023 года"
    assert written_dates(text)[0].span.of(text) == "6 ноября 2023"


def test_a_day_with_a_full_stop_is_read_where_no_sentence_ends_at_it() -> None:
    assert of_line("14. März 2024") == ["2024-03-14"]


def test_a_stated_date_is_read_in_words_too() -> None:
    for words in ("2024-01-12T10:00:00Z", "12 янв 2024", "January 12, 2024"):
        found = iso_date(words)
        assert found is not None
        assert found.iso == "2024-01-12"


def test_names_come_from_the_calendar_of_each_language_and_its_own_forms() -> None:
    assert [months()[name] for name in ("october", "oct", "октября", "октябре", "окт", "қазан")] == [10] * 6
    assert [weekdays()[name] for name in ("wednesday", "thurs", "среда", "среду", "сәрсенбі")] == [
        2,
        3,
        2,
        2,
        2,
    ]
    assert "среду" in on_weekdays()
    assert "среда" not in on_weekdays()


_FEW_LETTERS = st.text("abcİiсС. -", max_size=4)


@given(st.lists(_FEW_LETTERS, max_size=6), st.text("abcİiсСABC. -", max_size=40))
def test_looking_at_first_letters_first_finds_the_same_words(words: list[str], text: str) -> None:
    plain = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    for flags in (re.IGNORECASE, re.IGNORECASE | re.VERBOSE):
        found = [match.span() for match in re.finditer(rf"\d|(?:{any_of(words)})\b", text, flags)]
        assert found == [match.span() for match in re.finditer(rf"\d|(?:{plain})\b", text, flags)]


@given(st.text("ab1 .-", max_size=40))
def test_what_begins_with_a_word_or_a_figure_is_found_wherever_it_is(text: str) -> None:
    every = r"\bab?\b|\d\d|\b1"
    found = [match.span() for match in re.finditer(at_a_beginning(every), text)]
    assert found == [match.span() for match in re.finditer(every, text)]
