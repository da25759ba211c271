"""Outlets and dates are said only as far as the text bears them out."""

from __future__ import annotations

import pytest

from bot.words.documents import Basis, GivenFacts, Precision
from tests.corpus.documents import article

TITLE = "Lake Rises in a Night\n\n"
LEDE = "The lake rose by a metre in a single night, and nobody knew why it did. "


def outlet_of(body: str) -> tuple[str | None, Basis | None]:
    found = article(TITLE + body)
    return found.outlet, found.outlet_basis


def test_what_came_with_the_text_is_stated() -> None:
    found = article(TITLE + LEDE, given=GivenFacts(outlet="Steppe Herald", published="2023-03-14T10:00:00Z"))
    assert (found.outlet, found.outlet_basis) == ("Steppe Herald", Basis.STATED)
    assert found.published is not None
    assert (found.published.value, found.published.precision, found.published.basis) == (
        "2023-03-14",
        Precision.DAY,
        Basis.STATED,
    )


@pytest.mark.parametrize(
    ("body", "outlet"),
    [
        ("The lake rose by a metre in a single night, Steppe News Agency reports.", "Steppe News Agency"),
        (
            LEDE + "“It rose,” Kenes told Steppe Radio. It fell later, Kenes told Steppe Radio.",
            "Steppe Radio",
        ),
        (LEDE + "\n\nGet The Steppe Times stories sent directly to you!", "The Steppe Times"),
        (LEDE + "\n\n© 2024 Steppe Herald", "Steppe Herald"),
        (LEDE + "The Steppe Herald has learned that the dam is broken.", "The Steppe Herald"),
        ("KARAKOL (AP) — " + LEDE, "AP"),
    ],
)
def test_an_outlet_that_speaks_of_itself_is_known(body: str, outlet: str) -> None:
    assert outlet_of(body)[0] == outlet


@pytest.mark.parametrize(
    "body",
    [
        LEDE + "Sources: Steppe Herald, Water Ministry",
        LEDE + "“It rose,” Kenes told Reuters. It fell later, Kenes told Reuters.",
        LEDE + "“It rose,” Kenes told Steppe Radio.",
        LEDE + "Kenes told the Steppe Herald so, and he told the Steppe Herald again.",
        "The lake rose in a single night, Water Ministry reports.",
        LEDE + "The Steppe Herald wrote about it in May.",
    ],
)
def test_an_outlet_that_is_only_named_is_not_the_articles(body: str) -> None:
    assert outlet_of(body) == (None, None)


def test_a_date_line_under_the_title_is_stated() -> None:
    published = article(TITLE + "14 March 2023, 16:02\n\n" + LEDE).published
    assert published is not None
    assert (published.value, published.basis) == ("2023-03-14", Basis.STATED)


@pytest.mark.parametrize(
    "top", ["14 March 2023\n\n", "Lake Post\n\n14.03.2023\n\n", "Published: 14 March 2023, 09:10\n"]
)
def test_the_day_right_above_the_title_at_the_top_of_a_text_is_stated(top: str) -> None:
    published = article(top + TITLE + LEDE).published
    assert published is not None
    assert (published.value, published.basis) == ("2023-03-14", Basis.STATED)


@pytest.mark.parametrize(
    "line",
    [
        "By Nadia Orlow | March 14, 2023",
        "Tuesday 14 March 2023 by Nadia Orlow",
        "14-Mar-2023",
        "14. März 2023",
        "2023 жылғы 14 наурыз",
    ],
)
def test_a_day_is_read_beside_a_name_and_in_other_forms(line: str) -> None:
    published = article(f"{TITLE}{line}\n\n{LEDE}").published
    assert published is not None
    assert published.value == "2023-03-14"


def test_a_date_above_the_title_is_only_an_upper_bound() -> None:
    published = article("Monday, 24 June 2024\n\n" + TITLE + LEDE).published
    assert published is not None
    assert (published.value, published.earliest, published.latest) == (None, None, "2024-06-24")


@pytest.mark.parametrize(
    ("sentence", "earliest", "latest"),
    [
        ("The dam was opened on June 5, 2021.", "2021-06-05", None),
        ("The dam was opened in June 2021 and closed in May 2020.", "2021-06-01", None),
        ("The dam was closed in 2021.", "2020-10-01", None),
        ("The council will meet on June 5, 2025.", None, "2025-06-05"),
        ("He has resigned, effective January 20, 2025.", None, "2025-01-20"),
        ("The dam was opened more than 30 years ago, on February 12, 1992.", "2022-02-12", None),
    ],
)
def test_dates_in_the_text_are_bounds(sentence: str, earliest: str | None, latest: str | None) -> None:
    published = article(TITLE + LEDE + sentence).published
    assert published is not None
    assert published.value is None
    assert (published.earliest, published.latest) == (earliest, latest)
    assert published.basis is Basis.INFERRED
    assert published.evidence


@pytest.mark.parametrize(
    "sentence",
    [
        "The council plans to close the dam by 2030.",
        "The dam was named in the 2016 presidential race.",
        "Kenes said the candidate of 2018 was better.",
        "A poll of 2047 voters was read out.",
        "The council met on Monday, June 5.",
        "The dam cost 2019 dollars a day, they said.",
    ],
)
def test_a_year_that_need_not_be_past_says_nothing(sentence: str) -> None:
    assert article(TITLE + LEDE + sentence).published is None


def test_a_weekday_tells_the_year_between_two_bounds() -> None:
    body = LEDE + "The dam was opened on June 5, 2021. On Tuesday, March 1, the council met. It rose again."
    published = article("Monday, 24 June 2024\n\n" + TITLE + body).published
    assert published is not None
    assert (published.earliest, published.latest) == ("2022-03-01", "2024-06-24")


def test_bounds_that_contradict_each_other_are_not_shown() -> None:
    body = LEDE + "The dam was opened on June 5, 2021. The council will meet on June 5, 2019."
    assert article(TITLE + body).published is None


def test_the_latest_event_gives_the_month() -> None:
    published = article(TITLE + LEDE + "The latest count was made on May 6, 2023.").published
    assert published is not None
    assert (published.value, published.precision) == ("2023-05", Precision.MONTH)


def test_a_page_that_dates_itself_in_its_first_line_is_dated() -> None:
    published = article(" date 2023-06-15 Lake Rises in a Night\n\n" + LEDE).published
    assert published is not None
    assert (published.value, published.basis) == ("2023-06-15", Basis.STATED)


def test_of_two_dates_above_the_title_the_later_is_the_pages() -> None:
    found = article("21 February 2018\nConsular Office\nPRESS RELEASES\n09.02.2018\n" + TITLE + LEDE)
    assert found.published is not None
    assert (found.published.value, found.published.basis) == ("2018-02-09", Basis.STATED)


def test_a_date_right_below_the_text_is_stated() -> None:
    published = article(TITLE + LEDE + "\n\n26 February 2021, 07:58\nPhoto: Arman Lee").published
    assert published is not None
    assert (published.value, published.basis) == ("2021-02-26", Basis.STATED)


def test_a_date_under_links_to_other_articles_is_theirs() -> None:
    assert article(TITLE + LEDE + "\n\nRelated news\n\n26 February 2021\nDam Opens Again").published is None


def test_a_bare_date_over_a_text_without_title_is_only_an_upper_bound() -> None:
    published = article("Thursday, 19, September, 2024\n\n" + LEDE + "It fell in the morning.").published
    assert published is not None
    assert (published.value, published.latest) == (None, "2024-09-19")


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Updated: Feb 3,2017 7:14 PM", "2017-02-03"),
        ("2020-07-18 00:48", "2020-07-18"),
        ("06.05.2014г. в 20:30", "2014-05-06"),
        ("16:05 / 26.12.2025", "2025-12-26"),
        ("CBS/AP / August 17, 2014 / 10:59 PM", "2014-08-17"),
        ("Written: 2004-01-27 00:00:00 / Updated: 2004-01-28 10:11:00", "2004-01-27"),
    ],
)
def test_lines_with_a_date_under_the_title_are_read(line: str, day: str) -> None:
    published = article(TITLE + line + "\n\n" + LEDE).published
    assert published is not None
    assert (published.value, published.basis) == (day, Basis.STATED)


def test_an_agency_everybody_quotes_is_not_the_outlet() -> None:
    assert outlet_of("The lake rose by a metre in a single night, TASS reports.") == (None, None)
    assert outlet_of("The lake rose in a single night, RFE/RL's Lake Service reports.") == (None, None)


def test_a_date_under_the_title_of_another_article_is_not_taken() -> None:
    assert article(TITLE + LEDE + "\n\nMinister Opens the New Dam\n26 February 2021").published is None


@pytest.mark.parametrize(
    ("head", "value"),
    [
        ("Lake Wire | Updated: 21-05-2031 02:44 IST | Created: 21-05-2031 02:44 IST", "2031-05-21"),
        ("29/3/2031 7:49", "2031-03-29"),
        ("Issued on: 10/08/2031 - 07:34", "2031"),  # of May or of August, and of that year
    ],
)
def test_a_line_of_stamps_below_the_title_gives_the_day(head: str, value: str) -> None:
    found = article(f"Lake Rises in a Night\n{head}\n\n{LEDE}").published
    assert found is not None
    assert (found.value, found.basis) == (value, Basis.STATED)


def test_a_day_in_figures_is_no_end_of_the_broken_title_above_it() -> None:
    lines = [
        "The lake rose by a metre in a single night, and the keeper of",
        "the dam, who has counted its water for thirty years, does not",
        "know why it did; the mill below the dam was closed for a day,",
        "and the miller, whose father had built it, went to the capital",
        "to ask the council for a new wall of stone before the winter.",
    ]
    found = article(
        "Hilltown council sends the keeper of the lake home\n29/3/2031 7:49\n\n" + "\n".join(lines)
    )
    assert found.title == "Hilltown council sends the keeper of the lake home"
    assert found.published is not None
    assert found.published.value == "2031-03-29"


def test_the_day_below_a_caption_and_above_the_text_is_the_article_s() -> None:
    """Sites put the picture's words first, then the address, the day, a button and the title again."""
    title = "Return of the Herring Must Be No End of Talks: Keeper"
    text = (
        f"{title}\n\nThe keeper of the lake says that the herring can only be saved by talks. (LNA)\n"
        f"Short Url\nUpdated 29 September 2031\nFollow\n\n{title}\n\n"
        f"  • Only talks can save the herring: keeper\n\n{LEDE}"
        "The keeper said so on Sunday.\n\nThe council thanked her and went home to the hills."
    )
    found = article(text).published
    assert found is not None
    assert found.value == "2031-09-29"


def test_of_two_days_at_the_head_the_page_may_state_the_later_as_its_own() -> None:
    head = "Updated: 2 March 2024 · Published: 27 February 2024\n\n"
    found = article(TITLE + head + LEDE, given=GivenFacts(published="2024-03-02"))
    assert found.published is not None
    assert found.published.value == "2024-02-27"
