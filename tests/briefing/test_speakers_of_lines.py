"""A line with the words of two people stands under neither."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.words.answers import Briefing, Item
from bot.words.findings import AnalysedArticle, Attribution, Quotation, ReportedStatement
from bot.words.spans import Span
from tests.briefing.telling import ask, telling
from tests.makers import make_article

PEOPLE: dict[str, list[str]] = {"Ada Lind": [], "Bo Ek": []}
QUOTED = telling(
    make_article(
        "001",
        "Harbour\nThe council met in Bergen. “We will build a harbour for the islands,” said Ada Lind, while "
        "Bo Ek called the harbour “a costly dream of the capital”.",
        people=PEOPLE,
    ),
    says={"We will build a harbour for the islands,": "Ada Lind", "a costly dream of the capital": "Bo Ek"},
)
SENTENCE = "Ada Lind said that the harbour would open in May, and Bo Ek said that it would never open."
PLAIN = make_article("002", f"Harbour\nThe council met in Bergen. {SENTENCE}", people=PEOPLE)
PLACE = Span(PLAIN.article.text.index(SENTENCE), len(PLAIN.article.text))
REPORTED = replace(
    PLAIN,
    analysis=replace(
        PLAIN.analysis,
        reported=tuple(ReportedStatement(PLACE, Attribution.NAMED, figure=figure) for figure in (0, 1)),
    ),
)


def about_harbour(answer: Briefing) -> list[Item]:
    return [item for one in answer.sections for item in one.items if "Ek" in item.verbatim]


@pytest.mark.parametrize("message", ["/person Lind", "/person Ek", "/topic harbour", "what of the harbour?"])
@pytest.mark.parametrize("article", [QUOTED, REPORTED], ids=["quoted", "reported"])
def test_a_line_of_two_speakers_is_shown_under_neither(message: str, article: AnalysedArticle) -> None:
    lines = about_harbour(ask(message, article))
    assert {line.speaker for line in lines} <= {None}


def test_such_a_line_is_shown_at_all_where_it_is_asked_for() -> None:
    assert about_harbour(ask("/topic harbour", QUOTED))
    assert about_harbour(ask("/person Ek", REPORTED))


def test_words_of_nobody_known_beside_those_of_somebody_make_the_line_nobodys() -> None:
    quoted = QUOTED.analysis.quotations
    unknown = Quotation(quoted[1].parts, Attribution.UNRESOLVED)
    article = replace(QUOTED, analysis=replace(QUOTED.analysis, quotations=(quoted[0], unknown)))
    assert {line.speaker for line in about_harbour(ask("/topic harbour", article))} == {None}
