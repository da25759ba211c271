"""Listing pages are split, and articles with sub-headings are not."""

from __future__ import annotations

import pytest

from bot.corpus.articles import articles_of
from bot.corpus.cleaning.lines import lines_of
from bot.corpus.cleaning.listing_pages import listing_items
from bot.corpus.formats.readers import read_bytes

SENTENCE = "The keeper of the lake counted its water every day for thirty years, and wrote it down in a book"


def titles(text: str) -> list[str]:
    lines = lines_of(text)
    return [lines[item.title].text for item in listing_items(lines)]


def test_an_article_with_sub_headings_is_one_article() -> None:
    text = "\n\n".join(f"Part Number {number} of It\n\n{SENTENCE}. {SENTENCE}." for number in range(8))
    assert titles(text) == []


def test_items_that_are_cut_off_are_a_listing() -> None:
    text = "\n\n".join(f"Keeper Counts for Day {number}\n\n{SENTENCE} and…" for number in range(4))
    assert len(titles(text)) == 4


def test_items_with_dates_of_their_own_are_a_listing() -> None:
    text = "\n".join(
        f"Keeper Counts for Day {number}\n{number + 1} May 2022\n{SENTENCE}." for number in range(4)
    )
    assert len(titles(text)) == 4


def test_two_articles_with_a_date_above_each_are_a_listing() -> None:
    text = "\n".join(
        f"{number + 1}.03.2023, 19:58 3996\nKeeper Counts for Day {number}\n{SENTENCE}."
        for number in range(2)
    )
    assert titles(text) == ["Keeper Counts for Day 0", "Keeper Counts for Day 1"]


def test_dates_above_some_parts_of_an_article_do_not_split_it() -> None:
    text = f"Keeper Counts\n\n{SENTENCE}.\n\n3 May 2022\n\nThe Second Day of It\n\n{SENTENCE}."
    assert titles(text) == []


def test_statements_with_speaker_office_place_and_date_are_a_listing() -> None:
    head = "Press Statement\n\nLev Orlov\n\nSpokesman of the Lake\n\nOsh\n\nMay 3, 2022"
    text = "\n\n".join(
        f"Meeting With Keeper of Lake {number}\n\n{head}\n\n{SENTENCE}." for number in range(3)
    )
    assert len(titles(text)) == 3


def test_questions_and_answers_that_trail_off_are_an_interview() -> None:
    text = "\n\n".join(f"What did you count on day {number}?\n\n{SENTENCE}…" for number in range(4))
    assert titles(text) == []


def test_one_cut_off_article_is_no_listing() -> None:
    assert titles(f"Keeper Counts for Years\n\n{SENTENCE}.\n\nMore Counting to Come\n\n{SENTENCE}…") == []


def test_items_that_end_with_a_link_to_the_whole_text_are_a_listing() -> None:
    text = "\n".join(f"Keeper Counts for Day {number}\n{SENTENCE}.\nFull Story" for number in range(3))
    assert len(titles(text)) == 3


def test_a_link_run_into_the_next_title_is_split_off() -> None:
    text = "\n".join(f"Read MoreKeeper Counts for Day {number}.\n{SENTENCE}" for number in range(3))
    assert titles(text + "\nRead More") == [f"Keeper Counts for Day {number}." for number in range(3)]


def test_items_whose_titles_are_said_twice_are_a_listing() -> None:
    text = "\n\n".join(
        f"• Keeper Counts for Day {number}\n\nKeeper Counts for Day {number}\n\n{SENTENCE}. {SENTENCE}."
        for number in range(3)
    )
    assert len(titles(text)) == 3


def test_teasers_under_an_article_do_not_make_it_a_listing() -> None:
    teasers = "\n\n".join(f"Keeper Counts for Day {number}\n\nThe keeper counted…" for number in range(4))
    article = f"Keeper Counts for Years\n\n{SENTENCE}.\n\n{SENTENCE}, and again.\n\n{SENTENCE}, and more."
    assert titles(f"{article}\n\nRecent Posts\n\n{teasers}") == []


BRIEFS = (
    "Ferry Stops\nThe ferry on the lake stopped on Monday because of ice.\n\n"
    "Bridge Opens\nThe bridge opened after two years of work, the mayor said.\n"
)


@pytest.mark.parametrize(
    "label",
    [
        *("News in Brief", "News in Brief\nNews in Brief", "Коротко", "Briefs, 4 March 2024"),
        *("The World in Short", "Regional Briefs", "Мир коротко"),
    ],
)
def test_news_in_brief_is_as_many_articles_as_there_are_briefs(label: str) -> None:
    assert titles(f"{label}\n\n{BRIEFS}") == ["Ferry Stops", "Bridge Opens"]


def test_the_countries_of_briefs_are_no_briefs() -> None:
    text = BRIEFS.replace("Bridge Opens", "NORLAND\nBridge Opens")
    assert titles(f"Briefly\n\nSOUTH ESTMARK\n{text}") == ["Ferry Stops", "Bridge Opens"]


def test_three_headlines_each_told_again_below_are_briefs_without_a_label() -> None:
    third = "\nСмотритель ушёл в отставку\nСмотритель озера ушёл в отставку после тридцати лет.\n"
    assert len(titles(BRIEFS + third)) == 3
    assert titles(BRIEFS) == []


def test_sections_under_headings_are_no_briefs() -> None:
    text = (
        "Ministers Meet on Lake\n\nMinister Ivo Brand met Minister Karl Sand on Monday.\n\n"
        "What was agreed\nThe two agreed on a tariff and a date, Brand said.\n\n"
        "What stays open\nThe dam was not spoken of, Sand said.\n"
    )
    assert titles(text) == []


def test_briefs_are_of_the_day_of_their_page() -> None:
    (document,) = read_bytes(
        f"News in Brief\n4 March 2024\n\n{BRIEFS}".encode(), file="a.txt", location="a.txt"
    ).documents
    days = [found.published.value for found in articles_of(document) if found.published is not None]
    assert days == ["2024-03-04", "2024-03-04"]
