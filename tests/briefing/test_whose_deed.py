"""Whose deed it is: the day another leaves is no answer to when somebody does, nor is another's visit."""

from __future__ import annotations

from functools import partial

import pytest

from bot.briefing.composing import compose
from bot.briefing.plans import plan
from bot.dialogue import parse
from bot.words.answers import Briefing, Status
from tests.briefing.checking.corpus import read
from tests.briefing.telling import ask_of
from tests.makers import make_library

CORPUS = make_library(
    read(
        "001",
        "Envoys leave\nAmbassador Hedda Moen spoke at the college of Korsvik about Minister Tor Askim. "
        "He has vowed to leave office in 2031, at the end of his term. Moen praised the college. "
        "Governor Pavel Rask, who has served for nine years, plans to leave office in June 2029. "
        "Minister Tor Askim arrived in Norland on 3 May 2028 on a visit to Norland. "
        "Askim’s visit to Norland lasted a week. Hedda Moen called Askim from Norland on Monday.",
    ),
)


ask = partial(ask_of, CORPUS)


def under(answer: Briefing) -> dict[str, str]:
    return {section.heading: " ".join(item.text for item in section.items) for section in answer.sections}


@pytest.mark.parametrize("asked", ["When will Moen leave office?", "когда Моэн покинет пост"])
def test_the_day_another_leaves_is_no_answer(asked: str) -> None:
    assert "Answer" not in under(ask(asked))


def test_the_day_somebody_leaves_themselves_is() -> None:
    assert "2029" in under(ask("When will Rask leave office?"))["Answer"]


def test_a_he_who_may_be_either_of_two_is_shown_as_what_comes_nearest() -> None:
    told = under(ask("When will Askim leave office?"))
    assert "Answer" not in told
    assert "2031" in told["Nearest"]


def test_a_visit_that_nobody_tells_of_is_not_known() -> None:
    answer = ask("Moen's visit to Norland")
    assert answer.status is not Status.FOUND
    assert "What is known" not in under(answer)


def test_a_visit_that_is_told_of_is() -> None:
    answer = ask("Askim's visit to Norland")
    assert answer.status is Status.FOUND
    assert "lasted a week" in " ".join(under(answer).values())


def test_who_is_left_out_does_not_speak_in_what_is_shown() -> None:
    library, articles = make_library(
        read(
            "001",
            "The quay\nHedda Moen opened the quay. “The quay is sound,” she said.\n\n"
            "The council met in the town hall on Monday. Tor Askim told it that the quay is too small.",
        )
    )
    request = parse("quay -Moen")
    assert request is not None
    planned = plan(request, library)
    told = under(compose(planned, library, {id_: articles[id_] for id_ in planned.articles}))
    assert "too small" in " ".join(told.values())
    assert "sound" not in " ".join(told.values())
