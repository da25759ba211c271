"""A verb in the past tells in Russian whether a man or a woman did it: who does not agree does not speak."""

from __future__ import annotations

import pytest

from tests.speech.speaking import read_cyrillic

MAN, WOMAN = "Ерлан Касымов m Касымова, Касымову", "Лидия Громова f Громовой, Громову"


@pytest.mark.parametrize(
    "text",
    [
        "Лидия Громова приехала в порт.\n«Паром уходит завтра», — сообщил он.",
        "«Паром уходит завтра», — сообщил Громова.",
        "Лидия Громова, стоя на причале, сказал: «Паром уходит завтра».",
        "Капитана встретила Лидия Громова, который заявил: «Паром уходит завтра».",
    ],
)
def test_a_woman_is_no_subject_of_a_masculine_verb(text: str) -> None:
    assert speakers_of(text) <= {None}


@pytest.mark.parametrize(
    "text",
    [
        "Ерлан Касымов приехал в порт.\n«Паром уходит завтра», — сообщила она.",
        "«Паром уходит завтра», — сообщила Ерлан Касымов.",
        "Ерлан Касымов, стоя на причале, сказала: «Паром уходит завтра».",
    ],
)
def test_a_man_is_no_subject_of_a_feminine_verb(text: str) -> None:
    assert speakers_of(text) <= {None}


def test_of_two_the_one_who_agrees_speaks() -> None:
    text = "Ерлан Касымов молчал. Лидия Громова смотрела на море.\n«Паром уходит завтра», — сообщил он."
    assert speakers_of(text) == {"Ерлан Касымов"}


def speakers_of(text: str) -> set[str | None]:
    said = read_cyrillic(text, MAN, WOMAN)
    return {said.speaker(part) for parts in said.words for part in parts}
