"""Names and phrases typed in letters, or with keys, that the sources do not use."""

from __future__ import annotations

from functools import partial

import pytest

from bot.words.answers import Briefing, Status
from tests.briefing.checking.corpus import read
from tests.briefing.telling import ask_of
from tests.makers import make_library

CORPUS = make_library(
    read(
        "001",
        "Keeper of the weir retires\nHedda Moen spoke of the weir. The gates of Vardal were painted by Moen. "
        "The council of Vardal met in Orenburg.",
    ),
    read("002", "Переговоры о шлюзе\nПереговоры о шлюзе начались в Вардале.", "ru"),
)


ask = partial(ask_of, CORPUS)


def told(answer: Briefing) -> str:
    return " ".join(item.text for section in answer.sections for item in section.items)


@pytest.mark.parametrize("asked", ['/search "Хедда Моэн"', '/search "Моэн"'])
def test_a_name_in_quotation_marks_is_found_in_the_letters_of_the_sources(asked: str) -> None:
    answer = ask(asked)
    assert "Moen" in told(answer)
    assert "shown is “" in (answer.message or "")


def test_a_place_in_quotation_marks_is_found_letter_for_letter() -> None:
    answer = ask('/search "Оренбург"')
    assert "Orenburg" in told(answer)
    assert "shown is “orenburg”" in (answer.message or "")


def test_a_phrase_that_the_sources_have_is_taken_as_it_stands() -> None:
    answer = ask('/search "Переговоры о шлюзе"')
    assert "Переговоры" in told(answer)
    assert answer.message is None


@pytest.mark.parametrize("asked", ["ьщут", "/person ьщут", '"ьщут"', "мфквфд пфеуы"])
def test_what_was_typed_in_another_layout_is_read_as_meant_and_said(asked: str) -> None:
    answer = ask(asked)
    assert answer.status in (Status.FOUND, Status.PARTIAL)
    assert "No source has" in (answer.message or "")
    assert told(answer)


def test_words_that_mean_nothing_in_either_layout_are_said_to_be_nowhere() -> None:
    assert ask("ыыфыфыф").status is Status.NONE
