"""Amounts in a text: what is one, what it measures, how much it is, and when two can both be right."""

import pytest

from bot.briefing.amounts.amount_words import Bound
from bot.briefing.amounts.amounts import Amount, Measure, amounts_in
from bot.words.spans import Span


def found(text: str) -> list[Amount]:
    return list(amounts_in(text, Span(0, len(text))))


def read(text: str) -> list[tuple[str, str, float]]:
    return [(amount.span.of(text), amount.unit, amount.low) for amount in found(text)]


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("Sales passed $3 billion.", [("$3 billion", "USD", 3e9)]),
        ("It cost US$20m and €5.5bn.", [("US$20m", "USD", 2e7), ("€5.5bn", "EUR", 5.5e9)]),
        ("A loan of 300 million euros.", [("300 million euros", "EUR", 3e8)]),
        ("A $3-billion deal, a 15-percent rise.", [("$3-billion", "USD", 3e9), ("15-percent", "%", 15)]),
        ("Prices rose by 3.5 per cent.", [("3.5 per cent", "%", 3.5)]),
        (
            "Two points more: 4 percentage points.",
            [("Two points", "point", 2), ("4 percentage points", "pp", 4)],
        ),
        ("They sent 1,200 new U.S. troops.", [("1,200 new U.S. troops", "troop", 1200)]),
        ("It left at least 227 dead.", [("227 dead", "person", 227)]),
        ("Twenty-three people came.", [("Twenty-three people", "person", 23)]),
        ("Two hundred thousand protesters came.", [("Two hundred thousand protesters", "protest", 2e5)]),
        ("A million barrels left.", [("A million barrels", "barrel", 1e6)]),
        ("The town is 50km away.", [("50km", "km", 50)]),
        ("Рост составил 12,5 %.", [("12,5 %", "%", 12.5)]),
        ("Товарооборот достиг 3,1 млрд долларов.", [("3,1 млрд долларов", "USD", 3.1e9)]),
        ("Погибли 1 200 человек.", [("1 200 человек", "person", 1200)]),
        ("Құны 500 млн теңге.", [("500 млн теңге", "KZT", 5e8)]),
    ],
)
def test_an_amount_is_read_with_its_unit_and_its_value(
    text: str, amounts: list[tuple[str, str, float]]
) -> None:
    assert read(text) == amounts


@pytest.mark.parametrize(
    "text",
    [
        "In 2023 nothing happened.",
        "Lind met Ek at 10:30 on 9/11.",
        "Article 5 rights and Resolution 1244 obligations stand.",
        "F-16s and the C5+1 ministers flew.",
        "It was the 60th anniversary.",
        "An 80-year-old adviser and a 10-member team came.",
        "The five republics and both sides agreed.",
        "Ek saw a Boeing 737 and jets over Highway 61 exits.",
        "Viewing results 1 - 6 of 27",
        "Она приехала в 2023 году.",
    ],
)
def test_what_only_looks_like_an_amount_is_left_alone(text: str) -> None:
    assert read(text) == []


def test_a_date_is_no_amount_where_the_text_is_known_to_have_one() -> None:
    text = "It began 15 years ago with 20 ships."
    amounts = amounts_in(text, Span(0, len(text)), [Span(9, 21)])
    assert [amount.span.of(text) for amount in amounts] == ["20 ships"]


def test_a_range_has_both_its_ends() -> None:
    (ships,) = found("About 17 or 18 large ships came.")
    assert (ships.low, ships.high, ships.bound) == (17, 18, Bound.ABOUT)
    (share,) = found("It takes 20-30 percent.")
    assert (share.low, share.high) == (20, 30)
    (cost,) = found("It costs between $2 and $3 billion.")
    assert (cost.low, cost.high) == (2e9, 3e9)


def test_a_bare_number_goes_on_counting_what_was_counted() -> None:
    seven, now = found("There were seven names on it, and now there are 23, which is bad.")
    assert (seven.unit, seven.small_word) == ("name", True)
    assert (now.unit, now.low, now.implied) == ("name", 23, True)


def test_a_unit_of_time_measures_a_duration() -> None:
    (years,) = found("He was jailed for nine years.")
    assert years.measure is Measure.DURATION


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("40 people", "60 people", False),
        ("more than 40 people", "60 people", True),
        ("60 people", "more than 40 people", True),
        ("at least 40 people", "at least 60 people", False),
        ("up to 60 people", "40 people", True),
        ("nearly 30 people", "28 people", True),
        ("30 people", "28 people", False),
        ("$3 billion", "$3.2 billion", True),
        ("$3 billion", "$3.9 billion", False),
        ("15%", "15.4%", True),
        ("10 to 20 people", "15 people", True),
        ("12 people", "13 people", False),
    ],
)
def test_rounded_and_bounded_amounts_agree_with_others(one: str, other: str, *, agree: bool) -> None:
    (first,), (second,) = found(one), found(other)
    assert first.agrees_with(second) is agree
    assert second.agrees_with(first) is agree


def test_a_long_row_of_numbers_is_read_in_one_go() -> None:
    row = "1 " * 50_000
    assert amounts_in(row, Span(0, len(row))) == ()
