"""The date of an amount: only where the sentence surely gives it one."""

import pytest

from bot.briefing.amounts.amount_dates import date_given
from bot.briefing.amounts.amounts import amounts_in
from bot.words.documents import Basis, Precision
from bot.words.findings import DateMention
from bot.words.spans import Span


def given(text: str, *dates: tuple[str, str | None]) -> list[tuple[str | None, bool]]:
    """Return what each amount of a text is given, where the text has some dates."""
    whole = Span(0, len(text))
    mentions = []
    for words, value in dates:
        start = text.index(words)
        span = Span(start, start + len(words))
        mentions.append(DateMention(span, value, Precision.YEAR if value else None, Basis.STATED))
    found = amounts_in(text, whole, [mention.span for mention in mentions])
    return [date_given(amount, found, mentions, whole, text) for amount in found]


@pytest.mark.parametrize(
    "text",
    [
        "Trade reached $3 billion in 2022.",
        "In 2022 trade with the neighbours, so the ministry, reached $3 billion.",
        "Trade reached $3 billion (2022).",
        "Trade in 2022 reached $3 billion.",
    ],
)
def test_a_date_of_the_same_clause_or_at_the_head_is_that_of_the_amount(text: str) -> None:
    assert given(text, ("2022", "2022")) == [("2022", False)]


@pytest.mark.parametrize(
    "text",
    [
        "Trade has reached $3 billion since 2022.",
        "Trade reached $3 billion, the most there was in 2022.",
        "Trade reached $3 billion after the port was opened in 2022.",
        "The town has 900 houses fewer than it had in 2022.",
    ],
)
def test_a_date_of_something_else_leaves_the_amount_without_one(text: str) -> None:
    assert given(text, ("2022", "2022")) == [(None, True)]


def test_a_year_that_only_names_something_is_no_date() -> None:
    assert given("The state paid $3 million to settle a 1981 claim.", ("1981", "1981")) == [(None, False)]
    assert given("The state paid $3 million under last year’s deal.", ("last year", "2022")) == [
        (None, False)
    ]


def test_each_amount_has_its_own_date() -> None:
    text = "Trade was $3 billion in 2022 and $5 billion in 2023."
    assert given(text, ("2022", "2022"), ("2023", "2023")) == [("2022", False), ("2023", False)]


def test_a_time_that_cannot_be_told_is_said_to_be_there() -> None:
    assert given("Trade passed $3 billion last year.", ("last year", None)) == [(None, True)]
