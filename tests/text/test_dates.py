"""Dates in the text: what they are worth, and when they are worth nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.dates.date_mentions import find_dates
from bot.text.dates.date_values import bounds_of
from bot.text.sentences import sentences_of
from bot.words.documents import Basis, Precision, PublicationDate
from bot.words.findings import DateMention
from bot.words.spans import Span
from tests.speech.speaking import article_of

DAY = PublicationDate("2024-11-26", Precision.DAY, Basis.STATED)  # a Tuesday
MONTH = PublicationDate("2024-01", Precision.MONTH, Basis.INFERRED, "2024-01-05", "2024-01-31")
YEAR = PublicationDate("2023", Precision.YEAR, Basis.INFERRED, "2023-02-01", "2023-12-31")
TURN = PublicationDate(None, Precision.RANGE, Basis.INFERRED, "2024-11-27", "2025-01-10")
WIDE = PublicationDate(None, Precision.RANGE, Basis.INFERRED, "2022-02-12", "2025-01-10")


def dates_of(text: str, published: PublicationDate | None = None) -> list[DateMention]:
    article = replace(article_of(text), published=published)
    return list(find_dates(article, sentences_of(article)))


def values_of(text: str, published: PublicationDate | None = None) -> list[tuple[str, str | None]]:
    return [(mention.span.of(text), mention.value) for mention in dates_of(text, published)]


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("It began on November 6, 2023.", "2023-11-06", Precision.DAY),
        ("They had met by Nov. 5, 2021.", "2021-11-05", Precision.DAY),
        ("It began on Nov. 6, 2023.", "2023-11-06", Precision.DAY),
        ("It began on 6 November 2023.", "2023-11-06", Precision.DAY),
        ("It began on the 6th of November, 2023.", "2023-11-06", Precision.DAY),
        ("It began on Monday, November 6, 2023, at noon.", "2023-11-06", Precision.DAY),
        ("It began on 06.11.2023.", "2023-11-06", Precision.DAY),
        ("It began on 2023-11-06.", "2023-11-06", Precision.DAY),
        ("It began on 13/11/2023.", "2023-11-13", Precision.DAY),
        ("It began in November 2023.", "2023-11", Precision.MONTH),
        ("It ran from November 6-8, 2023.", "2023-11", Precision.MONTH),
        ("It began in November, 2023.", "2023-11", Precision.MONTH),
        ("In Nov., 2023, it began.", "2023-11", Precision.MONTH),
        ("It began in 2023.", "2023", Precision.YEAR),
        ("It began in late 2023.", "2023", Precision.YEAR),
        ("The 2023 summit was the first.", "2023", Precision.YEAR),
        ("Переговоры начались 6 ноября 2023 года.", "2023-11-06", Precision.DAY),
        ("Переговоры начались в ноябре 2023 года.", "2023-11", Precision.MONTH),
        ("Переговоры начались в ноябре, 2023 год.", "2023-11", Precision.MONTH),
        ("Келіссөз 2023 жылғы 6 қараша күні басталды.", "2023-11-06", Precision.DAY),
    ],
)
def test_full_dates_are_stated(text: str, value: str, precision: Precision) -> None:
    (mention,) = dates_of(text)
    assert (mention.value, mention.precision, mention.basis) == (value, precision, Basis.STATED)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It was signed in Sept. last year.", ("Sept. last year", "2023-09")),
        ("It was signed in September last year.", ("September last year", "2023-09")),
    ],
)
def test_the_month_of_another_year_may_be_shortened(text: str, found: tuple[str, str]) -> None:
    assert values_of(text, DAY) == [found]


def test_a_count_behind_a_month_is_no_year() -> None:
    assert values_of("In November, 2000 people left.", DAY)[0] == ("November", "2024-11")


@pytest.mark.parametrize(
    "text",
    [
        "Some 2000 troops and 1,900 civilians crossed the 7,644-kilometer border.",
        "The price rose to $2024 and fell by 2020 tenge.",
        "It may march on. He may go, and they march together.",
        "Call +7 727 2015 or room 1984-B.",
        "The version 2019.4 is out.",
        "Sundays are quiet here.",
        "She won on Super Tuesday.",
        "It happened on February 30, 2023.",
    ],
)
def test_numbers_and_words_that_are_no_dates_are_left_alone(text: str) -> None:
    assert [value for _, value in values_of(text, DAY) if value] == []


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        ("Trade grew last year.", YEAR, "2022"),
        ("Reforms were announced earlier this year.", YEAR, "2023"),
        ("Trade will grow next year.", DAY, "2025"),
        ("The list was cut last month.", MONTH, "2023-12"),
        ("The list was cut last month.", DAY, "2024-10"),
        ("The report was issued this week.", DAY, "2024-11"),
        ("They met on Jan. 4 in the capital.", MONTH, "2024-01-04"),
        ("They met on November 20.", DAY, "2024-11-20"),
        ("They met on December 5.", TURN, "2024-12-05"),
        ("They met in May.", TURN, "2024-05"),
        ("The September meeting went well.", DAY, "2024-09"),
        ("They met last May.", DAY, "2024-05"),
        ("The vote will take place on December 1.", DAY, "2024-12-01"),
        ("The vote takes place on Tuesday, November 5.", TURN, "2024-11-05"),
        ("The storm of Nov. 5 brought rain.", DAY, "2024-11-05"),
        ("They met on Friday.", DAY, "2024-11-22"),
        ("He will announce it on Friday.", DAY, "2024-11-29"),
        ("On Friday, the council is expected to vote.", DAY, "2024-11-29"),
        ("On Friday, the council voted.", DAY, "2024-11-22"),
        ("Ships would have sailed, the harbour master said on Friday.", DAY, "2024-11-22"),
        ("Lind, who will retire, met the mayor on Friday.", DAY, "2024-11-22"),
        ("The ministry published the list today.", DAY, "2024-11-26"),
        ("Earlier today a bridge was closed.", DAY, "2024-11-26"),
        ("They met yesterday.", DAY, "2024-11-25"),
        ("They met the day before yesterday.", DAY, "2024-11-24"),
        ("They will meet the day after tomorrow.", DAY, "2024-11-28"),
        ("They met three days ago.", DAY, "2024-11-23"),
        ("They met two years ago.", DAY, "2022"),
        ("They met two months ago.", DAY, "2024-09"),
    ],
)
def test_relative_dates_are_counted_from_the_article(
    text: str, published: PublicationDate, value: str
) -> None:
    (mention,) = dates_of(text, published)
    assert mention.value == value
    assert mention.basis is Basis.RELATIVE


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("Trade grew last year.", None),
        ("Trade grew last year.", TURN),
        ("The list was cut last month.", YEAR),
        ("They met on Friday.", MONTH),
        ("They met on January 5.", TURN),
        ("They met on March 5.", None),
        ("They met on March 5.", WIDE),
        ("They met a few days ago.", DAY),
        ("They met more than ten years ago.", DAY),
        ("Trade grew over the last year.", DAY),
        ("He will announce it on Tuesday.", DAY),
        ("The ministry said the ferry would sail on Friday.", DAY),
        ("Trade felt its continued influence today.", DAY),
        ("Today, most of the forests are gone.", DAY),
        ("Prices have fallen in today’s market.", DAY),
        ("“We met yesterday,” he said.", DAY),
        ("“We met two months ago,” he said.", DAY),
        ("“They came three days ago,” he said.", DAY),
        ("«Мы виделись два месяца назад», — сказал он.", DAY),
        ("They met on December 5.", DAY),
        ("Они встретились 5 декабря.", DAY),
        ("It began on 05/06/2021.", DAY),
        ("The bloc, founded in 2015, met in May.", DAY),
    ],
)
def test_what_is_not_borne_out_has_no_value(text: str, published: PublicationDate | None) -> None:
    mention = dates_of(text, published)[-1]
    assert mention.value is None
    assert mention.precision is None
    assert mention.reason


def test_what_would_be_on_a_day_is_to_come_where_the_day_of_the_saying_is_given() -> None:
    said, sails = dates_of("The port said on November 25 that its ship would sail on Friday.", DAY)
    assert (said.value, sails.value) == ("2024-11-25", "2024-11-29")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It began on February 12, 1992. In April of that year, the city fell.", "1992-04"),
        ("The talks were held on November 6, 2023. A day later he flew home.", "2023-11-07"),
        ("It began in January 2022. Within 24 hours, help arrived.", "2022-01"),
        ("It began in March 2020. The following year, it ended.", "2021"),
        (
            "Rebels took the capital on August 15, 2021. A month after rebels took the capital, he spoke.",
            "2021-09",
        ),
        ("The capital fell on August 15, 2021. He spoke at the summit (September 17).", "2021-09-17"),
    ],
)
def test_dates_are_counted_from_the_date_before(text: str, expected: str) -> None:
    assert dates_of(text, WIDE)[-1].value == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The article is of Tuesday, 26 November 2024.
        ("A call was held on Friday last week.", ("Friday last week", "2024-11-22")),
        ("A call was held on Monday of last week.", ("Monday of last week", "2024-11-18")),
        ("The vote takes place on Thursday next week.", ("Thursday next week", "2024-12-05")),
        ("The envoy left a week ago on Friday.", ("a week ago on Friday", "2024-11-22")),
        ("Two weeks ago on Friday the envoy left.", ("Two weeks ago on Friday", "2024-11-15")),
        ("The envoy left on Friday two weeks ago.", ("Friday two weeks ago", "2024-11-15")),
        ("The envoy left on Tuesday, a week ago.", ("Tuesday, a week ago", "2024-11-19")),
        ("Last week on Monday a call was held.", ("Last week on Monday", "2024-11-18")),
        ("The envoy left on Friday several weeks ago.", ("Friday several weeks ago", None)),
        ("The talks open on Thursday week.", ("Thursday week", None)),
        ("They met on the Friday before last.", ("Friday before last", None)),
        ("The talks open a week from Thursday.", ("a week from Thursday", None)),
        ("Встреча прошла на прошлой неделе в понедельник.", ("прошлой неделе в понедельник", "2024-11-18")),
        ("Посол уехал две недели назад в пятницу.", ("две недели назад в пятницу", "2024-11-15")),
        ("Посол уехал в пятницу две недели назад.", ("пятницу две недели назад", "2024-11-15")),
        ("Встреча пройдёт в четверг через неделю.", ("четверг через неделю", None)),
        ("The treaty will be signed next Monday.", ("next Monday", "2024-12-02")),
        ("The treaty will be signed next Friday.", ("next Friday", None)),
        ("The treaty was signed last Sunday.", ("last Sunday", "2024-11-24")),
        ("The treaty was signed last Monday.", ("last Monday", None)),
        ("The state joined the pact in April last year.", ("April last year", "2023-04")),
        ("The state joined the pact in April this year.", ("April this year", "2024-04")),
    ],
)
def test_a_weekday_or_month_of_a_named_week_or_year_is_of_that(
    text: str, expected: tuple[str, str | None]
) -> None:
    assert values_of(text, DAY) == [expected]


def test_a_day_after_a_weekday_is_not_of_the_year_of_an_old_date_above() -> None:
    text = (
        "Hale took his seat on Jan. 20, 2017. The premier said on Thursday that Hale would go. "
        "The letter gives Feb. 28 as his last day."
    )
    assert values_of(text)[-1] == ("Feb. 28", None)


def test_a_month_named_before_with_its_year_explains_the_bare_month() -> None:
    text = "Unrest shook the country in January 2022. Since 2022, following the January unrest, much changed."
    assert values_of(text, MONTH)[-1] == ("January", "2022-01")


def test_the_span_leaves_the_leading_word_out() -> None:
    assert values_of("They met in May.", DAY) == [("May", "2024-05")]


def test_an_article_of_unknown_date_has_no_bounds() -> None:
    assert bounds_of(None) == (None, None)
    assert bounds_of(PublicationDate("nonsense", Precision.DAY, Basis.STATED)) == (None, None)
    one_sided = PublicationDate(None, Precision.RANGE, Basis.INFERRED, None, "2025-01-10")
    assert bounds_of(one_sided) == (None, date(2025, 1, 10))


def test_what_is_still_to_come_bounds_the_time_of_the_text() -> None:
    text = "She announced her resignation, effective January 20, 2025. She told the cabinet on November 26."
    assert values_of(text)[-1] == ("November 26", "2024-11-26")


def test_years_gone_since_an_event_tell_the_year_of_the_text() -> None:
    text = "Two years after floods hit the valley in January 2020, few have returned. Trade fell last year."
    assert values_of(text)[-1] == ("last year", "2021")


def test_an_article_of_a_dated_page_is_of_the_year_its_neighbours_are_of() -> None:
    text = "Talks began in 2024.\nThe envoy arrived on November 27.\nAnother deal was signed in 2024."
    whole = article_of(text)
    second = whole.paragraphs[1]
    published = PublicationDate(None, Precision.RANGE, Basis.INFERRED, None, "2025-01-10")
    article = replace(whole, span=second, paragraphs=(second,), published=published)
    (mention,) = find_dates(article, sentences_of(article))
    assert mention.value == "2024-11-27"


def test_a_date_without_a_year_is_never_later_than_the_article_can_be() -> None:
    one_sided = PublicationDate(None, Precision.RANGE, Basis.INFERRED, None, "2025-01-10")
    assert values_of("It began on January 2, 2025. It was agreed on November 26.", one_sided)[-1][1] is None


PIECES = [
    "May",
    "May 5",
    "2020",
    "in",
    "last year",
    "ago",
    "two",
    "days",
    "later",
    "a month after",
    "Monday",
    ",",
    ".",
    "(",
    ")",
    "November 31",
    "31",
    "2024-13-45",
    "00.00.2000",
    "that day",
    "the following year",
    "12/12/2012",
    "will",
    "\n",
    "“",
    "”",
    "this week",
    "next month",
    "999 years ago",
    "999 days later",
    "6 ноября",
    "within 24 hours",
    "December 2099",
]


@given(
    st.one_of(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join), st.text(max_size=200)),
    st.sampled_from([None, DAY, MONTH, YEAR, TURN, WIDE]),
)
def test_any_text_gives_exact_dates_that_do_not_overlap(text: str, published: PublicationDate | None) -> None:
    mentions = dates_of(text, published)
    for mention in mentions:
        assert 0 <= mention.span.start < mention.span.end <= len(text)
        if mention.value is None:
            assert mention.precision is None
        else:
            assert (
                mention.precision
                is {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}[len(mention.value)]
            )
    for before, after in pairwise(mentions):
        assert before.span.end <= after.span.start


@pytest.mark.parametrize(
    "unit", ["in ", "in May 2020 ", "2020 ", "last year ", "Monday, ", "may 5", "two years ago "]
)
def test_a_long_document_of_nothing_but_dates_is_read_to_its_end(unit: str) -> None:
    text = unit * (40_000 // len(unit))
    assert all(mention.span.end <= len(text) for mention in dates_of(text, DAY))


def test_the_second_half_of_a_number_is_no_number() -> None:
    assert values_of("It began twenty-five years ago.", DAY) == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "The mayor took office on Jan. 20, 2017. Her letter says that she will leave on Feb. 28.",
            "Feb. 28",
        ),
        ("Мэр вступила в должность 20 января 2017 года. Её последним днём будет 28 февраля.", "28 февраля"),
    ],
)
def test_a_day_to_come_takes_no_year_of_an_old_date_before_it(text: str, day: str) -> None:
    assert (day, None) in values_of(text)


def test_a_day_that_goes_on_from_the_date_before_keeps_its_year() -> None:
    text = "The mayor took office on Jan. 20, 2017. She left the town on Feb. 28."
    assert ("Feb. 28", "2017-02-28") in values_of(text)


def test_a_month_or_a_day_inside_a_name_is_no_date() -> None:
    text = "April Hale was freed in March. Engineer Sunday Adeyemi came on Monday."
    names = [
        Span(text.index(name), text.index(name) + len(name)) for name in ("April Hale", "Sunday Adeyemi")
    ]
    article = article_of(text)
    found = find_dates(article, sentences_of(article), names)
    assert [mention.span.of(text) for mention in found] == ["March", "Monday"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("She met the keepers on 4 April and on 6 May 2016.", ["2016-04-04", "2016-05-06"]),
        ("She was in Osh on 4 April and in Talas from 5-6 April 2016.", ["2016-04-04", "2016-04"]),
        ("Она была в Оше 4 апреля и в Таласе 6 мая 2016 года.", ["2016-04-04", "2016-05-06"]),
        # Later in the year than the day that has one: of the year before, if of any.
        ("She was in Osh on 4 December and in Talas on 6 May 2016.", [None, "2016-05-06"]),
        # Of another sentence or another thing.
        ("She was in Osh on 4 April. The dam was opened on 6 May 2016.", [None, "2016-05-06"]),
    ],
)
def test_days_named_together_share_the_year_of_the_last(text: str, values: list[str | None]) -> None:
    assert [value for _, value in values_of(text)] == values


@pytest.mark.parametrize(
    "text",
    ["He had said that he was leaving in February.", "Он заявил, что уходит в феврале."],
)
def test_a_month_somebody_is_leaving_in_may_be_of_the_next_year(text: str) -> None:
    assert [value for _, value in values_of(text, YEAR)] == [None]


def test_a_time_to_come_that_is_counted_from_an_unknown_day_is_a_date_without_a_value() -> None:
    assert values_of("The port will reopen in two weeks.", DAY) == [("in two weeks", None)]
    assert values_of("It was the worst storm in two weeks.", DAY) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Another clause foresees something; the one with the day does not.
        ("The pact was sealed on Friday, and is scheduled to take effect in May.", ("Friday", "2024-11-22")),
        ("The deadline, which lapsed on Sunday, is to be set anew.", ("Sunday", "2024-11-24")),
        # "Due to" gives a reason.
        ("The crew stayed home due to fog, the harbour office said on Monday.", ("Monday", "2024-11-25")),
        ("On Thursday, the crew came home; it will sail again in May.", ("Thursday", "2024-11-21")),
    ],
)
def test_a_weekday_is_past_by_the_verb_of_its_own_clause(text: str, expected: tuple[str, str]) -> None:
    assert values_of(text, DAY)[0] == expected


@pytest.mark.parametrize(
    "text", ["The planned vote on Friday may be put off.", "The boat is due to arrive on a Friday or later."]
)
def test_a_participle_of_what_is_planned_makes_no_weekday_past(text: str) -> None:
    assert ("Friday", "2024-11-22") not in values_of(text, DAY)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Today, four members of the council left their posts.", "2024-11-26"),
        ("Today the country has grown rich.", None),
        ("Today, the mill built by monks is a school.", None),
    ],
)
def test_today_opens_a_sentence_on_what_was_done_that_day(text: str, value: str | None) -> None:
    assert values_of(text, DAY)[0] == ("Today", value)


def test_days_after_that_meeting_are_counted_from_the_day_told_before() -> None:
    text = "The two met on 14 September 2023. Ten days after that meeting a gang blew up the bridge."
    assert values_of(text)[1] == ("Ten days after", "2023-09-24")


def test_an_hour_before_its_zone_is_no_year() -> None:
    assert values_of("The truce begins at 9:45 p.m. (1945 GMT) at the dam.", DAY) == []


@pytest.mark.parametrize(
    ("text", "weekday", "value"),
    [
        # What will be announced was not.
        ("Results will be announced Saturday, the board said.", "Saturday", "2024-11-30"),
        ("The dam is to be formally opened on Friday.", "Friday", "2024-11-29"),
        ("She said it would sail, and announced it on Friday.", "Friday", "2024-11-22"),
        # Of a month that is named, or of other clocks.
        ("On a chilly Tuesday in December 1999 the baroness rose to speak.", "Tuesday", None),
        ("The court ruled on Monday (early Tuesday AEST) that the dam is safe.", "Tuesday", None),
        ("The court ruled on Monday in Orna that the dam is safe.", "Monday", "2024-11-25"),
    ],
)
def test_a_weekday_is_of_the_article_s_week_and_of_its_clause(
    text: str, weekday: str, value: str | None
) -> None:
    assert (weekday, value) in values_of(text, DAY)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("On Friday, she’ll open the dam.", "Friday", "2024-11-29"),
        (
            "The fair of 1963 drew crowds and closed on Sunday, September 8th.",
            "Sunday, September 8th",
            "1963-09-08",
        ),
        (
            "The fair of 1963 drew crowds and closed on Friday, September 6th.",
            "Friday, September 6th",
            "1963-09-06",
        ),
        ("The fair of 1961 drew crowds and closed on Sunday, September 8th.", "Sunday, September 8th", None),
        ("“I was twelve, and we left in February,” she wrote.", "February", None),
    ],
)
def test_a_day_or_month_is_of_the_time_its_sentence_tells_of(
    text: str, words: str, value: str | None
) -> None:
    assert (words, value) in values_of(text, DAY)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Ada Lind said talks in Oslo on Wednesday were the last chance.", None),
        ("The envoys met in Oslo on Wednesday.", "2024-11-20"),
        ("Линд назвала переговоры в Осло в среду последними.", None),
        ("Послы встретились в среду.", "2024-11-20"),
        ("The note came ahead of the planned resumption on Monday of the talks.", "2024-12-02"),
        ("The planned vote was lost on Monday.", "2024-11-25"),
    ],
)
def test_what_is_planned_or_may_be_tomorrow_is_not_taken_for_a_day_of_the_week_before(
    text: str, value: str | None
) -> None:
    (found,) = dates_of(text, DAY)
    assert found.value == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It will sail again in May.", [("May", "2025-05")]),
        ("In May the ferry will return.", [("May", "2025-05")]),
        ("He said in May that it will sail again.", [("May", "2024-05")]),
        ("He had planned to sail in May.", [("May", None)]),
        ("The hearing begins on December 28.", [("December 28", "2024-12-28")]),
        ("The hearing began on December 28.", [("December 28", None)]),
        (
            "On Thursday the court threw out the claim, and a hearing will be held in May.",
            [("Thursday", None), ("May", "2025-05")],
        ),
    ],
)
def test_a_month_is_the_next_one_where_its_clause_says_outright_that_it_comes(
    text: str, expected: list[tuple[str, str | None]]
) -> None:
    assert values_of(text, DAY) == expected
