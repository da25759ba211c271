"""What a chat that asks is briefed on, written down so that it stays the same."""

from __future__ import annotations

import pytest

from bot.briefing.arriving.newest import CatchUp, brief_on
from bot.words.answers import Status
from tests.makers import make_article, make_library

FISH = make_article("001", "Fish\nThe fish market of Bergen opened.")
OIL = make_article("002-1", "Oil\nOil was found near Bergen.")


@pytest.mark.parametrize(
    "catch_up",
    [
        CatchUp(None),
        CatchUp(None, ("001",), 1),
        CatchUp("2025-01-06T08:30"),
        CatchUp("2025-01-06T08:30", ("001", "002-1"), 130),
    ],
)
def test_what_is_written_down_is_read_again(catch_up: CatchUp) -> None:
    assert CatchUp.read(catch_up.written()) == catch_up


@pytest.mark.parametrize(
    "words",
    ["", "please", "since yesterday, 3 new: 001", "since 2025-01-06T08:30, x new:", "since" + " 1" * 900],
)
def test_other_words_are_nothing_that_was_written_down(words: str) -> None:
    assert CatchUp.read(words) is None


def test_articles_that_have_left_the_corpus_are_left_out() -> None:
    library, articles = make_library(FISH)
    told = brief_on(CatchUp("2025-01-06T08:30", ("002-1", "001"), 2), library, articles)
    assert [item.article for section in told.sections for item in section.items] == ["001"]
    gone = brief_on(CatchUp("2025-01-06T08:30", ("002-1",), 1), library, articles)
    assert gone.status is Status.NONE
    assert gone.message == "What was new then is no longer in the corpus."


def test_nothing_new_is_said_with_the_day_of_the_last_briefing() -> None:
    library, articles = make_library(FISH, OIL)
    told = brief_on(CatchUp("2025-01-06T08:30"), library, articles)
    assert told.status is Status.NONE
    assert told.message == "Nothing new since your last briefing, 6 January 2025, 08:30."


def test_an_empty_corpus_has_nothing_for_the_first_time_either() -> None:
    library, articles = make_library()
    assert brief_on(CatchUp(None), library, articles).message == "The corpus is empty."


@pytest.mark.parametrize(
    ("first", "news"),
    [
        ("A bad day.", "The fish market of Bergen burned down on Monday."),
        ("Плохой день.", "Рыбный рынок Бергена сгорел в понедельник."),
    ],
)
def test_the_news_of_an_article_is_no_standfirst_of_three_words(first: str, news: str) -> None:
    library, articles = make_library(make_article("003", f"Fish\n{first}\n{news}"))
    assert [
        item.verbatim for item in brief_on(CatchUp(None, ("003",), 1), library, articles).sections[0].items
    ] == [news]
