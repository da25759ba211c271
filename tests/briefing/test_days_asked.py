"""Days in messages: however a day is written it is the same, and one the calendar does not have is none."""

from __future__ import annotations

from functools import partial

import pytest

from bot.languages.saying import speaking
from bot.words.answers import Briefing, Status
from tests.briefing.checking.corpus import read
from tests.briefing.telling import ask_of
from tests.makers import make_library

CORPUS = make_library(
    read(
        "001",
        "Keeper of the weir retires\nHedda Moen resigned on 14 May 2023 as keeper of the weir.\n"
        "Moen opened the lower gate on 2 June 2023. The town has held its market since 1890.",
    ),
    read("002", "Шлюз открыт\nСмотритель Хедда Моэн открыла шлюз 3 июля 2023 года.", "ru"),
)


ask = partial(ask_of, CORPUS)


def told(answer: Briefing) -> list[str]:
    return [item.text for section in answer.sections for item in section.items]


@pytest.mark.parametrize(
    "asked",
    [
        "14.05.2023",
        "2023-05-14",
        "05/14/2023",
        "14 May 2023",
        "What happened on 14.5.2023?",
        "what happened on 2023-05-14",
        "что было 14.05.2023",
        "/brief 14.05.2023",
        "/timeline Moen 14.05.2023",
        "/timeline Moen 14 May 2023",
    ],
)
def test_a_day_however_it_is_written_is_what_happened_on_it(asked: str) -> None:
    answer = ask(asked)
    assert answer.status is Status.FOUND
    assert told(answer) == ["Hedda Moen resigned on 14 May 2023 as keeper of the weir."]


def test_a_day_alone_is_looked_for_in_the_language_of_the_chat() -> None:
    with speaking("ru"):
        answer = ask("03.07.2023")
    assert answer.title == "Что было 3 июля 2023\xa0г."
    assert "открыла шлюз" in told(answer)[0]


@pytest.mark.parametrize(
    "asked", ["31.02.2023", "what happened on 2023-02-31", "/timeline Moen 31 April 2023"]
)
def test_a_day_the_calendar_does_not_have_is_said_to_be_none(asked: str) -> None:
    answer = ask(asked)
    assert (answer.status, told(answer)) == (Status.NONE, [])
    assert answer.message == "There is no such day in the calendar; write the date like this: 2024-01-31."


def test_figures_that_may_be_two_days_are_asked_back() -> None:
    assert "cannot be told apart" in (ask("what happened on 05/06/2023").message or "")


def test_filters_take_days_as_people_write_them() -> None:
    assert "since:" not in (ask("/search gate since:01.06.2023").message or "")
    assert "I cannot read the date" in (ask("/search gate since:31.06.2023").message or "")
    assert ask("/stories 01.06.2023").status is not Status.INVALID
