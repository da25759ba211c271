"""Listing pages are split, and articles with sub-headings are not."""

from __future__ import annotations

from bot.corpus.lines import lines_of
from bot.corpus.listing import listing_items

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


def test_questions_and_answers_that_trail_off_are_an_interview() -> None:
    text = "\n\n".join(f"What did you count on day {number}?\n\n{SENTENCE}…" for number in range(4))
    assert titles(text) == []


def test_one_cut_off_article_is_no_listing() -> None:
    assert titles(f"Keeper Counts for Years\n\n{SENTENCE}.\n\nMore Counting to Come\n\n{SENTENCE}…") == []
