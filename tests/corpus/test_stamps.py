"""Bylines and times of publication run into the front of a text."""

from __future__ import annotations

import pytest

from bot.corpus.origin.stamps import stamps_in_front
from bot.words.spans import Span
from tests.corpus.documents import article, paragraphs

TEXT = "The minister of ports signed the harbour deal on Thursday, his office said."


@pytest.mark.parametrize(
    ("stamp", "author", "day"),
    [
        (
            "By . Anna Brook . PUBLISHED: . 2:00 EST, 27 May 2012 . | . UPDATED: . 20:48 EST, 28 May 2012 . ",
            "Anna Brook",
            "2012-05-27",
        ),
        ("By . Anna Brook . and Karl Stein . UPDATED: . 18:30 EST, 3 March 2012 . ", None, "2012-03-03"),
        ("By Anna Brook Published: 12:00 GMT, 27 December 2012 | ", "Anna Brook", "2012-12-27"),
        ("PUBLISHED: . 07:04 EST, 9 January 2014 . ", None, "2014-01-09"),
        ("By . Port Post Reporter . ", "Port Post Reporter", None),
    ],
)
def test_a_stamp_dates_the_page_and_is_no_line_of_the_text(
    stamp: str, author: str | None, day: str | None
) -> None:
    found = article(stamp + TEXT)

    assert paragraphs(found) == [TEXT]
    assert found.title == TEXT
    assert (found.published.value if found.published else None) == day
    assert author is None or found.author == author


def test_the_day_of_the_last_change_is_a_bound() -> None:
    found = article("By . Anna Brook . Last updated at 1:12 AM on 3rd August 2011 . " + TEXT)

    assert paragraphs(found) == [TEXT]
    assert found.published is not None
    assert found.published.latest == "2011-08-03"


def test_a_russian_stamp_dates_the_page() -> None:
    text = "Министр портов подписал договор о гавани в четверг, сообщила его служба."
    found = article(
        "Автор . Иван Петров . Опубликовано: . 12:00, 27 декабря 2012 . | . "
        "Обновлено: . 20:48, 28 декабря 2012 . " + text
    )

    assert paragraphs(found) == [text]
    assert found.author == "Иван Петров"
    assert found.published is not None
    assert found.published.value == "2012-12-27"


def test_a_stamp_below_a_title_leaves_the_title_alone() -> None:
    found = article(f"Harbour Deal Signed\nPublished: 12:00 GMT, 27 December 2012 | {TEXT}")

    assert found.title == "Harbour Deal Signed"
    assert paragraphs(found) == [TEXT]


@pytest.mark.parametrize(
    "text",
    [
        "Published in May 2012, the report said that the harbour was empty.",
        "Published on 5 May 2012 by the ministry, the list names nine ports.",
        "Posted 5 May 2012 Harbour rules still hold.",
        "By Monday the ports had closed.",
        "By Anna Brook's own account the day was lost.",
        "Updated plans of 5 May 2012 Karl Stein called a mistake.",
    ],
)
def test_a_sentence_that_begins_like_a_stamp_is_left(text: str) -> None:
    assert stamps_in_front(text, Span(0, len(text))) == ((), 0)
