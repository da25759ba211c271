"""What differs only in its figures is told twice: it is not the same."""

from __future__ import annotations

import pytest

from bot.words.findings import AnalysedArticle
from tests.briefing.telling import ask
from tests.makers import make_article


def of_ferries(id_: str, number: str, day: str) -> AnalysedArticle:
    return make_article(
        id_,
        "Ferries\n"
        f"Ada Lind told the council of Bergen that {number} ferries sailed to the northern islands in May.",
        people={"Ada Lind": []},
        published=day,
    )


@pytest.mark.parametrize("message", ["/person Lind", "/topic ferries"])
def test_lines_that_differ_only_in_figures_are_both_shown(message: str) -> None:
    answer = ask(message, of_ferries("001", "40", "2024-05-02"), of_ferries("002", "90", "2024-08-02"))
    lines = [item.verbatim for one in answer.sections for item in one.items]
    assert [number for number in ("40", "90") if any(f"that {number} ferries" in line for line in lines)] == [
        "40",
        "90",
    ]


def test_the_same_line_of_two_articles_is_shown_once() -> None:
    answer = ask("/person Lind", of_ferries("001", "40", "2024-05-02"), of_ferries("002", "40", "2024-08-02"))
    lines = [item.verbatim for one in answer.sections for item in one.items]
    assert sum("that 40 ferries" in line for line in lines) == 1
