"""What a text tells as past and as still to come bounds its day, and a value is said only between bounds."""

from __future__ import annotations

import pytest

from bot.corpus.origin.date_bounds import cycles
from bot.words.documents import Basis, Precision, PublicationDate
from tests.corpus.documents import article

TITLE = "Lake Rises in a Night\n\n"
LEDE = "The lake rose by a metre in a single night, and nobody knew why it did. "


def published(body: str) -> PublicationDate | None:
    return article(TITLE + body).published


def bounds(body: str) -> tuple[str | None, str | None, str | None]:
    found = published(body)
    return (found.value, found.earliest, found.latest) if found else (None, None, None)


def test_bounds_in_one_month_give_the_month() -> None:
    found = published(LEDE + "The dam was opened on June 5, 2021. The council will meet on June 25, 2021.")
    assert found is not None
    assert (found.value, found.precision, found.basis) == ("2021-06", Precision.MONTH, Basis.INFERRED)


def test_bounds_in_one_year_give_the_year() -> None:
    found = published(LEDE + "The dam was opened on March 5, 2021. The council will meet on June 25, 2021.")
    assert found is not None
    assert (found.value, found.precision) == ("2021", Precision.YEAR)


def test_bounds_in_two_years_give_no_value() -> None:
    assert bounds(LEDE + "The dam was opened on March 5, 2020. The council will meet on June 25, 2021.") == (
        None,
        "2020-03-05",
        "2021-06-25",
    )


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # The number of the election and the weekday say the same year.
        (
            "The 60th presidential election in the United States will take place on Tuesday, November 5.",
            ("2024", "2024-01-01", "2024-11-04"),
        ),
        # Of the years with a presidential election, the weekday leaves one.
        (
            "He spoke of the upcoming U.S. presidential election, which will be held on Tuesday, November 8.",
            ("2016", "2016-01-01", "2016-11-07"),
        ),
        # Neither number nor day: any election it may be.
        ("He spoke of the upcoming U.S. presidential election.", (None, None, None)),
        ("They met at the 78th session of the UN General Assembly.", (None, "2023-09-01", None)),
        ("The first COP29 papers were read.", (None, "2024-11-01", None)),
    ],
)
def test_events_that_come_back_tell_their_year(
    sentence: str, expected: tuple[str | None, str | None, str | None]
) -> None:
    assert bounds(LEDE + sentence) == expected


def test_an_election_is_on_the_tuesday_after_the_first_monday() -> None:
    (election,) = [cycle for cycle in cycles() if cycle.tuesday]
    days = [election.day(year).isoformat() for year in (2000, 2008, 2016, 2024)]
    assert days == ["2000-11-07", "2008-11-04", "2016-11-08", "2024-11-05"]


def test_years_after_a_dated_event_bound_both_sides() -> None:
    body = LEDE + "Two years after the flood of the valley in May 2020, few houses have been built again."
    assert bounds(body) == (None, "2022-03-31", "2023-03-31")


def test_years_after_an_event_that_are_over_themselves_say_nothing() -> None:
    assert bounds(LEDE + "Two years after the flood of the valley in May 2020, the dam broke.") == (
        None,
        None,
        None,
    )


def test_an_anniversary_of_this_year_gives_the_year() -> None:
    body = LEDE + "This year marks the 30th anniversary of the treaty that both towns signed in 1992."
    assert bounds(body) == ("2022", "2022-01-01", "2022-12-31")


def test_growth_last_year_between_two_years_gives_the_year() -> None:
    body = LEDE + "The towns traded 300 tons in 2019 and saw an increase last year, to which 5 came in 2020."
    assert bounds(body) == ("2021", "2021-01-01", "2021-12-31")


def test_a_day_at_the_head_of_a_report_is_fresh_where_the_year_is_known() -> None:
    body = (
        "The mayor told the council on Jan. 4 that the lake rises. It rose again in the night. "
        "Two years after the flood of the valley in January 2022, few houses have been built again."
    )
    assert bounds(body) == ("2024-01", "2024-01-04", "2024-01-31")


def test_a_day_further_down_is_not_fresh() -> None:
    body = (
        LEDE + "It rose again in the night. It fell in the morning. The mayor told the council on Jan. 4 so. "
        "Two years after the flood of the valley in January 2022, few houses have been built again."
    )
    assert bounds(body) == (None, "2023-12-01", "2024-11-30")


def test_a_day_at_the_head_says_nothing_where_the_year_is_not_known() -> None:
    assert bounds("The mayor told the council on Jan. 4 that the lake rises, and nobody slept.") == (
        None,
        None,
        None,
    )


@pytest.mark.parametrize(
    ("sentence", "earliest"),
    [
        ("Since 2019 he will not speak of the candidate.", "2018-10-01"),
        ("The town, where the race of 1990 was run, was flooded in 2019.", "2018-10-01"),
        ("He was beaten in the presidential race in 2020.", None),
        ("Writes one keeper: it rises. — Lev Orlov (@levorlov) July 23, 2019", "2019-07-22"),
    ],
)
def test_years_and_days_of_the_past_are_lower_bounds(sentence: str, earliest: str | None) -> None:
    assert bounds(LEDE + sentence) == (None, earliest, None)


def test_the_day_of_a_dateline_gets_its_year_from_the_bounds() -> None:
    body = (
        "OSH, March 9 (Reuters) - The lake rose by a metre in a single night. It fell on Friday. "
        "The dam was opened on January 5, 2021. The council will meet on June 5, 2021."
    )
    assert bounds(body) == ("2021-03", "2021-03-09", "2021-03-12")


@pytest.mark.parametrize(
    "sentence",
    ["Yesterday, 7 May 2013, the keeper closed the dam.", "Вчера, 7 мая 2013 года, сторож закрыл плотину."],
)
def test_a_day_beside_yesterday_is_the_day_before_the_article(sentence: str) -> None:
    assert bounds(LEDE + sentence) == ("2013-05-08", "2013-05-08", "2013-05-08")


@pytest.mark.parametrize(
    "sentence", ["The keeper was born on 20 January 1978.", "Сторож родился 20 января 1978 года в Оше."]
)
def test_a_birth_bounds_nothing(sentence: str) -> None:
    assert bounds(LEDE + sentence) == (None, None, None)


def test_a_date_that_is_years_older_than_what_the_text_tells_is_not_believed() -> None:
    found = article(
        "Lake Rises in a Night\n\n10 May 2012\n\n"
        + LEDE
        + "The dam was opened on June 5, 2021. It broke at once."
    ).published
    assert found is not None
    assert (found.value, found.earliest) == (None, "2021-06-05")


def test_a_date_in_figures_under_the_headline_is_the_articles() -> None:
    found = article("Lake Rises in a Night\n2016/6/29 15:07:41\n\n" + LEDE).published
    assert found is not None
    assert (found.value, found.basis) == ("2016-06-29", Basis.STATED)


@pytest.mark.parametrize(
    ("head", "value"),
    [
        ("On June 5, 2021, the council opened the new dam above the old town. ", "2021-06"),
        ("The council opened the new dam on Saturday, 5 June 2021, the mayor said. ", "2021-06"),
        ("Совет в субботу, 5 июня 2021 года, открыл новую плотину над старым городом. ", "2021-06"),
        (LEDE + "The council opened the dam on Saturday, June 5, 2021. ", "2021-06"),
        # Late in a month the report may be of the next one: only the year is sure.
        ("On June 25, 2021, the council opened the new dam above the old town. ", "2021"),
    ],
)
def test_the_full_day_at_the_head_of_a_report_dates_it(head: str, value: str) -> None:
    found = published(head + "Nobody from the town came to see it.")
    assert found is not None
    assert (found.value, found.basis) == (value, Basis.INFERRED)


@pytest.mark.parametrize(
    "body",
    [
        "On June 5, 2021, the council opened the new dam. In 2024 it is full to the brim.",
        "On June 5, 2021, the council opened the new dam. The water came three years later.",
        "On June 5, 2021, the council opened the new dam. It will be closed on 14 December.",
        "Since June 5, 2021, the council has closed the new dam on every Monday.",
        "The two mayors last met on June 5, 2021, and spoke of the dam all day.",
        "5 июня 2021 года совет открыл новую плотину. В 2024 году она полна воды.",
        LEDE + "The dam was opened on June 5, 2021, and broke at once.",
        "С 5 июня 2021 года новая плотина открыта, и рабочие закончили ремонт дороги.",
    ],
)
def test_a_text_that_looks_back_on_a_full_day_is_not_dated_by_it(body: str) -> None:
    assert bounds(body)[0] is None


def test_posts_of_one_week_date_the_report_that_shows_them() -> None:
    posts = (
        "The water stood at my door this morning— Lake Watch (@lakewatch) June 4, 2021\n\n"
        "Nobody has told us why it rises so fast— Ana Brook (@anabrook) June 6, 2021\n\n"
    )
    assert bounds(LEDE + "\n\n" + posts)[0] == "2021-06"
    assert bounds(LEDE + "\n\n" + posts.replace("June 4, 2021", "June 4, 2019"))[0] is None


@pytest.mark.parametrize(
    ("body", "earliest"),
    [
        ("Министр 5 июня 2021 года подписал договор о плотине.", "2021-06-05"),
        ("Партия выдвинула мэра на выборы, назначенные на 26 октября 2031 года.", None),
        ("Мэр родился 5 июня 1978 года и открыл первую плотину.", None),
    ],
)
def test_russian_sentences_of_the_past_bound_the_day(body: str, earliest: str | None) -> None:
    found = article("Озеро поднялось за ночь\n\nНикто не знает, почему. " + body).published
    assert (found.earliest if found else None) == earliest


@pytest.mark.parametrize(
    ("background", "news"),
    [
        ("Karl Sand was named keeper on Jan. 20, 2017.", "The premier said on Tuesday that Sand would go."),
        ("Карл Санд был назначен 20 января 2017 года.", "Во вторник премьер сообщил, что Санд уйдёт."),
    ],
)
def test_a_full_day_of_the_background_does_not_date_a_report_of_another_weekday(
    background: str, news: str
) -> None:
    assert bounds(f"{background}\n\n{news}") == (None, "2017-01-20", None)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # A later month alone may be a slip.
        (
            "On 21 February 2014 the chamber passed the law. The square refused it in December 2014.",
            (None, "2014-02-21", None),
        ),
        ("In 2025 the lords agreed on a new aim for the lake.", (None, "2024-10-01", None)),
        ("В 2025 году участники согласовали новую цель.", (None, "2024-10-01", None)),
        # Said to be wanted, not done, in that year.
        ("In 2031 the lake will be full, the lords agreed.", (None, None, None)),
        ("The council set January 29, 2025 as the day on which the dam opens.", (None, None, "2025-01-29")),
        ("He kept the lake from 4 May 2011 and left it in June 2014.", (None, "2014-06-01", None)),
        (
            "(exchange rates of 28.09.2016, 1 USD = 89.50 soms) The dam produced goods worth a billion.",
            ("2016", "2016-09-28", "2016-10-25"),
        ),
        ("The dam cost a billion at the exchange rate of 3 May 2011.", (None, None, None)),
    ],
)
def test_what_stands_beside_a_date_says_what_it_bounds(
    body: str, expected: tuple[str | None, str | None, str | None]
) -> None:
    assert bounds(body) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("KEEPER VISITED THE NORTHERN DAM ON 24 SEPTEMBER 2016", "2016"),
        ("Смотритель посетил плотину 24 сентября 2016 года", "2016"),
        ("Keeper to Visit the Northern Dam on 24 September 2016", None),
        ("Keeper Remembered Flood of 24 September 2016", None),
    ],
)
def test_a_title_that_tells_what_was_done_on_a_full_day_dates_its_text(
    title: str, expected: str | None
) -> None:
    text = "Озеро поднялось на метр.\n" if title[1].islower() and not title.isascii() else LEDE
    found = article(f"{title}\n\n{text}\n\nThe dam is fifty years old.").published
    assert (found.value if found else None) == expected


def test_a_post_and_its_weekday_date_the_report_that_shows_it() -> None:
    post = "“The lake is mine,” he wrote. — Karl Sand (@sand) December 3, 2017"
    assert bounds(f"The keeper wrote of the lake on Sunday, again.\n\n{post}\n\n{LEDE}")[0] == "2017-12"
    assert bounds(f"The keeper wrote of the lake on Friday, again.\n\n{post}\n\n{LEDE}")[0] is None


def test_a_day_to_come_named_with_and_without_its_year_is_less_than_a_year_away() -> None:
    plan = "The keeper will take the dam over starting January 1, 2031, the council wrote."
    told = "The council said that the old keeper will leave on January 1, weeks earlier than planned."
    assert bounds(f"{told}\n\n{plan}") == ("2030", "2030-01-02", "2030-12-31")
    past = LEDE + "It rose again. The dam was taken over on January 1, 2031. A keeper left on January 1."
    assert bounds(past) == (None, "2031-01-01", None)


@pytest.mark.parametrize(
    ("page", "value"), [("26 June 2031", "2031-06-26"), ("27 June 2031", "2031-06"), ("26 July 2031", None)]
)
def test_a_dateline_without_its_year_is_of_the_page_s_days(page: str, value: str | None) -> None:
    """The page was there on its day; a dateline of that day or of the days before is of the same year."""
    text = f"{page}   1. Politics\nFrom the lake:\n\n{TITLE}HILLTOWN, June 26 (LNA) – {LEDE}"
    found = article(text).published
    assert (found.value if found else None) == value


KEEPER = "Keeper for the Lakes visits Orna and Hilltown\n\nThe visit was about fish and about water.\n\n"


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("The keeper for the lakes visited Orna on 4 May and Hilltown from 5-6 May 2031.", "2031-05"),
        ("The old mill was burnt down by nobody knows whom from 5-6 May 2031.", None),
    ],
)
def test_the_days_of_the_title_s_news_date_a_report_below_its_summary(
    sentence: str, value: str | None
) -> None:
    found = article(KEEPER + sentence).published
    assert (found.value if found else None) == value


@pytest.mark.parametrize(
    "sentence",
    [
        "The council asked the guards to leave, with the aim of being gone by Dec. 31, 2031.",
        "The council urged the guards to hand over the pier by 31 December 2031.",
        "Совет обязал стражу сдать пристань к 31 декабря 2031 года.",
    ],
)
def test_what_is_to_be_done_by_a_day_does_not_put_the_article_after_it(sentence: str) -> None:
    assert bounds(LEDE + sentence)[1] is None
