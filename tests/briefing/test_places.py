"""Things of a text found by where they stand."""

import random

from bot.briefing.lines.places import Places
from bot.words.spans import Span


def test_what_stands_inside_and_what_only_touches_are_told_apart() -> None:
    places = Places([(Span(10, 20), "late"), (Span(0, 4), "early"), (Span(0, 30), "wide")])
    assert places.within(Span(0, 20)) == ["early", "late"]
    assert places.touching(Span(3, 11)) == ["early", "wide", "late"]
    assert places.touching(Span(4, 10)) == ["wide"]


def test_the_answer_is_that_of_asking_each() -> None:
    chance = random.Random(7)
    spans = [Span(start, start + chance.randint(1, 9)) for start in chance.choices(range(60), k=40)]
    places = Places((span, span) for span in spans)
    for start in range(60):
        asked = Span(start, start + 5)
        assert places.within(asked) == sorted(span for span in spans if asked.contains(span))
        assert places.touching(asked) == sorted(span for span in spans if asked.overlaps(span))


def test_nothing_stands_in_an_empty_text() -> None:
    assert Places[str]([]).touching(Span(0, 9)) == []
