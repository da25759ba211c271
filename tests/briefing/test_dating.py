"""The date of a line: of what it tells, else of its article, else none."""

from dataclasses import replace

import pytest

from bot.words.answers import DateOf
from bot.words.documents import Basis, Precision, PublicationDate
from bot.words.findings import AnalysedArticle
from tests.briefing.telling import ask, telling
from tests.makers import make_article


def line(sentence: str, dates: dict[str, str], published: str | None) -> tuple[str | None, DateOf | None]:
    article = telling(make_article("001", f"Harbour\n{sentence}", published=published), dates=dates)
    item = ask("/topic harbour", article).sections[0].items[0]
    return item.date, item.date_of


def test_a_line_has_the_day_on_which_it_says_something_happened() -> None:
    told = line("On 4 May 2023 the harbour burned.", {"4 May 2023": "2023-05-04"}, "2023-06-01")
    assert told == ("2023-05-04", DateOf.EVENT)
    told = line("Гавань harbour сгорела 4 мая 2023 года.", {"4 мая 2023 года": "2023-05-04"}, "2023-06-01")
    assert told == ("2023-05-04", DateOf.EVENT)


@pytest.mark.parametrize(
    "words", ["since 4 May 2023", "until 4 May 2023", "effective 4 May 2023", "for 4 May 2023"]
)
def test_a_date_that_only_bounds_something_is_not_when_it_happened(words: str) -> None:
    told = line(f"The harbour is closed {words}.", {"4 May 2023": "2023-05-04"}, "2023-06-01")
    assert told == ("2023-06-01", DateOf.ARTICLE)
    assert line(f"The harbour is closed {words}.", {"4 May 2023": "2023-05-04"}, None) == (None, None)


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("“I saw the harbour on 4 May 2023,” Ada Lind said.", "4 May 2023"),
        ("«Я видела harbour 4 мая 2023 года», — сказала Ada Lind.", "4 мая 2023 года"),
    ],
)
def test_a_date_somebody_speaks_of_is_not_when_they_said_it(sentence: str, words: str) -> None:
    made = make_article(
        "001", f"Harbour\n{sentence}", people={"Ada Lind": []}, says="Ada Lind", published="2024-06-01"
    )
    quoted = sentence.strip("«“").split("»" if "»" in sentence else "”")[0]
    article = telling(made, dates={words: "2023-05-04"}, says={quoted: "Ada Lind"})
    items = [item for one in ask("/said Lind on harbour", article).sections for item in one.items]
    assert [(item.date, item.date_of) for item in items][:1] == [("2024-06-01", DateOf.ARTICLE)]


def test_a_line_with_two_dates_has_that_of_its_article() -> None:
    dates = {"4 May 2023": "2023-05-04", "6 May 2023": "2023-05-06"}
    told = line("The harbour burned on 4 May 2023 and again on 6 May 2023.", dates, "2023-06-01")
    assert told == ("2023-06-01", DateOf.ARTICLE)


@pytest.mark.parametrize(
    ("sentence", "dates", "day"),
    [
        ("In 2013 the harbour burned.", {"2013": "2013"}, "2013"),
        ("В 2013 году harbour сгорела.", {"2013 году": "2013"}, "2013"),
        (
            "The harbour burned on 4 May 2023 and again on 6 May 2023.",
            {"4 May 2023": "2023-05-04", "6 May 2023": "2023-05-06"},
            "2023-05",
        ),
        ("The harbour will be 40 feet deep by 2035.", {"2035": "2035"}, None),
        ("The harbour of the 2016 war burned.", {"2016": "2016"}, None),
    ],
)
def test_a_year_is_enough_where_nothing_says_when_the_article_appeared(
    sentence: str, dates: dict[str, str], day: str | None
) -> None:
    assert line(sentence, dates, None)[0] == day
    assert line(sentence, dates, "2024-06-01") == ("2024-06-01", DateOf.ARTICLE)


def test_a_line_of_an_undated_article_without_a_date_has_none() -> None:
    assert line("The harbour burned.", {}, None) == (None, None)


def test_the_first_screen_is_six_lines_or_a_thousand_characters() -> None:
    deeds = ("burned", "froze", "reopened", "flooded", "shrank", "prospered", "silted up", "struck", "paid")
    short = "\n".join(f"{deed.title()} lay the harbour number {number}." for number, deed in enumerate(deeds))
    answer = ask("/topic harbour", make_article("001", f"Harbours\n{short}"))
    items = [item for one in answer.sections for item in one.items]
    assert [item.first for item in items] == [True] * 6 + [False] * (len(items) - 6)
    long = "\n".join(
        f"The harbour of {name} " + " ".join(f"{name}{number}word" for number in range(60)) + "."
        for name in ("Aland", "Bergen", "Celle")
    )
    answer = ask("/topic harbour", make_article("001", f"Harbours\n{long}"))
    items = [item for one in answer.sections for item in one.items if item.first]
    assert sum(len(item.text) for item in items) <= 1000 or len(items) == 1


@pytest.mark.parametrize(
    "published",
    [
        PublicationDate("2024-06-01", Precision.DAY, Basis.STATED, "2024-06-01", "2024-06-01"),
        PublicationDate(None, Precision.DAY, Basis.BOUND, "1923-05-04", None),
    ],
)
def test_what_is_long_past_comes_after_the_news_of_its_article(published: PublicationDate) -> None:
    text = "Harbour\nThe harbour was founded on 4 May 1923.\nThe harbour burned down and will be rebuilt."
    article = telling(make_article("001", text), dates={"4 May 1923": "1923-05-04"})
    article = replace(article, article=replace(article.article, published=published))
    lines = [item.verbatim for item in ask("/topic harbour", article).sections[0].items]
    assert lines[0] == "The harbour burned down and will be rebuilt."
    assert lines[-1] == "The harbour was founded on 4 May 1923."


def test_an_article_not_older_than_a_day_long_past_is_put_before_no_other_for_that() -> None:
    """It says nothing of its age: the lines stay as they were chosen, and old dates come last."""
    lead = make_article("001", "Harbour\nThe harbour burned down and the harbour council resigned.")
    old = telling(
        make_article("002", "Harbour fees\nThe harbour raised its fees.\nThe harbour opened on 4 May 1923."),
        dates={"4 May 1923": "1923-05-04"},
    )
    old = _bounded(old, "1923-05-04")
    newer = _bounded(make_article("003", "Harbour strike\nThe harbour went on strike."), "2024-03-01")
    lines = [item.verbatim for item in ask("/topic harbour", lead, old, newer).sections[0].items]
    assert lines[0] == "The harbour went on strike."
    assert lines[-1] == "The harbour opened on 4 May 1923."
    assert set(lines[1:-1]) == {
        "The harbour burned down and the harbour council resigned.",
        "The harbour raised its fees.",
    }


def test_what_an_undated_article_tells_of_its_past_comes_after_the_news_of_others() -> None:
    looking_back = telling(
        make_article(
            "001", "Harbour talk\nThe harbour minister recalled what the harbour lost in January 2022."
        ),
        dates={"January 2022": "2022-01"},
    )
    news = make_article("002", "Harbour sold\nThe harbour was sold to the harbour council.")
    newest = telling(
        make_article("003", "Harbour strike\nOn 5 December 2024 the harbour went on strike."),
        dates={"5 December 2024": "2024-12-05"},
    )
    lines = [
        item.verbatim
        for item in ask("/topic harbour", _bounded(looking_back, "2024-10-01"), news, newest)
        .sections[0]
        .items
    ]
    assert lines[0].startswith("On 5 December 2024")
    assert lines[-1].endswith("January 2022.")


def _bounded(made: AnalysedArticle, earliest: str) -> AnalysedArticle:
    known = PublicationDate(None, Precision.DAY, Basis.BOUND, earliest, None)
    return replace(made, article=replace(made.article, published=known))


def test_a_day_of_this_year_since_which_something_counts_is_not_when_it_is_told() -> None:
    made = telling(
        make_article("001", "Harbour\nThe harbour lost 12 boats since 4 May.", published="2023-06-01"),
        dates={"4 May": "2023-05-04"},
    )
    (date,) = made.analysis.dates
    made = replace(made, analysis=replace(made.analysis, dates=(replace(date, basis=Basis.RELATIVE),)))
    item = ask("/topic harbour", made).sections[0].items[0]
    assert (item.date, item.date_of) == ("2023-06-01", DateOf.ARTICLE)
