"""What happened, in order: no forecast, no comparison, no background, and each event once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.text.dates.date_mentions import UNCOUNTED
from bot.words.answers import Briefing, DateOf, Status
from bot.words.documents import Basis, Precision
from bot.words.findings import AnalysedArticle, DateMention
from bot.words.spans import Span
from tests.briefing.telling import ask, section, telling, texts
from tests.makers import make_article


def dated(article: AnalysedArticle, dates: Mapping[str, str], *, relative: bool = False) -> AnalysedArticle:
    """Return an article whose text dates something: its words, and the ISO date they mean."""
    made = telling(article, dates=dates)
    if not relative:
        return made
    mentions = tuple(replace(one, basis=Basis.RELATIVE) for one in made.analysis.dates)
    return replace(made, analysis=replace(made.analysis, dates=mentions))


def dates_of(answer: Briefing) -> list[str | None]:
    return [item.date for section in answer.sections for item in section.items]


PORT = dated(
    make_article("001", "Port Closed\nThe port of Orna was closed on 3 May 2024.", published="2024-05-04"),
    {"3 May 2024": "2024-05-03"},
)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("2050", "The port of Orna will serve 24 million people by 2050."),
        ("2030", "The port of Orna is to be doubled in 2030."),
        ("2019", "The port of Orna earned less than in 2019."),
        ("2016", "The port of Orna faces an inquiry into the 2016 vote."),
        ("1989", "The port of Orna has been run by one family since 1989."),
        ("2024", "The port of Orna could be sold by the end of 2024."),
        ("31 May 2024", "The port of Orna first named a deadline for 31 May 2024 and fined nobody."),
        ("2024", "Порт Orna может быть продан к концу 2024 года."),
        ("2024", "Мэр обсудил намеченный на осень 2024 года визит в порт Orna."),
        ("2050", "Порт Orna к 2050 году примет 24 миллиона человек."),
        ("2019", "Порт Orna заработал меньше по сравнению с 2019 годом."),
        ("1989", "Порт Orna принадлежит одной семье с 1989 года."),
    ],
)
def test_a_forecast_a_comparison_or_a_background_year_is_no_event(words: str, text: str) -> None:
    day = {"31 May 2024": "2024-05-31"}.get(words, words)
    told = dated(make_article("002", f"News\n{text}", published="2024-06-01"), {words: day})
    assert dates_of(ask("/timeline Orna", PORT, told)) == ["2024-05-03"]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("next week", "The port of Orna will open a new quay next week."),
        ("later this month", "The port of Orna is to begin its patrols later this month."),
        ("следующей неделе", "Порт Orna откроет новый причал на следующей неделе, он будет длиннее."),
    ],
)
def test_what_is_to_come_some_time_is_no_event_yet(words: str, text: str) -> None:
    told = dated(
        make_article("002", f"News\n{text}", published="2024-06-03"), {words: "2024-06"}, relative=True
    )
    assert dates_of(ask("/timeline Orna", PORT, told)) == ["2024-05-03"]


def test_what_had_happened_by_the_next_week_is_an_event() -> None:
    text = "The mayor of Orna fell ill; the next week the port of Orna was closed."
    told = dated(
        make_article("002", f"News\n{text}", published="2024-08-03"),
        {"the next week": "2024-06"},
        relative=True,
    )
    assert "2024-06" in dates_of(ask("/timeline Orna", PORT, told))


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("a year ago", "Trade in the port of Orna is much improved from a year ago."),
        ("год назад", "Порт Orna заработал больше, чем год назад."),
    ],
)
def test_a_year_ago_that_is_compared_with_is_no_event(words: str, text: str) -> None:
    told = dated(make_article("002", f"News\n{text}", published="2024-06-01"), {words: "2023"}, relative=True)
    assert dates_of(ask("/timeline Orna", PORT, told)) == ["2024-05-03"]


@pytest.mark.parametrize(
    ("words", "text", "date"),
    [
        ("2022", "The port of Orna was sold in 2022.", "2022"),
        ("May 2022", "The port of Orna has been on strike since May 2022.", "2022-05"),
        ("1 July 2024", "The port of Orna will be opened on 1 July 2024.", "2024-07-01"),
        ("2022", "Порт Orna был продан в 2022 году.", "2022"),
    ],
)
def test_what_happened_and_a_day_that_is_set_are_events(words: str, text: str, date: str) -> None:
    told = dated(make_article("002", f"News\n{text}", published="2024-06-01"), {words: date})
    assert date in dates_of(ask("/timeline Orna", PORT, told))


def test_a_year_in_somebodys_words_is_no_event() -> None:
    text = "News\n“He was right on the port of Orna in 1993,” Lind said."
    article = make_article(
        "002", text, people={"Ada Lind": ["Lind"]}, says="Ada Lind", published="2024-06-01"
    )
    assert dates_of(ask("/timeline Orna", PORT, dated(article, {"1993": "1993"}))) == ["2024-05-03"]


def test_an_event_told_by_two_outlets_stands_once_with_the_other_beside_it() -> None:
    people = {"Ada Lind": ["Lind"], "Bo Ek": ["Ek"]}
    one = make_article(
        "003", "Talks\nAda Lind met Bo Ek in Orna on 7 May 2024.", people=people, published="2024-05-08"
    )
    other = make_article(
        "004",
        "A Long Day\nThe harbour question brought Ek and Lind to one table in Orna on 7 May 2024, and Bo Ek "
        "left it to Ada Lind to speak.",
        people=people,
        published="2024-05-08",
    )
    articles = [dated(article, {"7 May 2024": "2024-05-07"}) for article in (one, other)]
    answer = ask("/timeline Orna", PORT, *articles)
    assert dates_of(answer) == ["2024-05-03", "2024-05-07"]
    item = answer.sections[0].items[1]
    assert {item.article, *item.also} == {"003", "004"}
    assert {"003", "004"} <= {source.article for source in answer.sources}


def test_an_event_told_in_two_scripts_stands_once_in_the_language_asked_in() -> None:
    one = make_article("003", "Talks\nAda Lindgren met Boris Ekman in Orna on 7 May 2024.")
    other = make_article("004", "Переговоры\nБорис Экман 7 мая 2024 года принял в Орна Аду Линдгрен, Orna.")
    russian = replace(other, article=replace(other.article, language="ru"))
    english = replace(one, article=replace(one.article, language="en"))
    answer = ask(
        "/timeline Orna",
        dated(english, {"7 May 2024": "2024-05-07"}),
        dated(russian, {"7 мая 2024 года": "2024-05-07"}),
    )
    assert [(item.article, item.also) for item in answer.sections[0].items] == [("003", ("004",))]


def test_the_news_of_an_article_that_gives_no_date_stand_under_its_own() -> None:
    news = make_article("005", "Pilots\nThe pilots of Orna went on strike.", published="2024-05-20")
    item = ask("/timeline Orna", PORT, news).sections[0].items[-1]
    assert (item.date, item.date_of, item.article) == ("2024-05-20", DateOf.ARTICLE, "005")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The pilots of Orna went on strike, Ada Lind reported.", True),
        ("The pilots of Orna are fond of tea, Ada Lind reported.", False),
    ],
)
def test_news_that_somebody_reports_stand_under_its_day_where_something_changed(
    text: str, shown: bool
) -> None:
    made = make_article("005", f"Pilots\n{text}", people={"Ada Lind": []}, published="2024-05-20")
    answer = ask("/timeline Orna", PORT, telling(made, reports={text: "Ada Lind"}))
    assert ("2024-05-20" in dates_of(answer)) == shown


def test_a_chronology_is_told_line_by_line() -> None:
    text = (
        "A Short Chronology\nAda Lind led the League.\n"
        "1986: Lind is elected.\n1990: The League moves to Orna.\n1994: Lind resigns."
    )
    answer = ask("/timeline Lind", make_article("006", text, people={"Ada Lind": ["Lind"]}))
    assert dates_of(answer) == ["1986", "1990", "1994"]


def test_a_year_and_a_colon_alone_make_no_chronology() -> None:
    text = "Budget\nAda Lind led the League.\n1990: The League moves to Orna."
    answer = ask("/timeline Lind", make_article("006", text, people={"Ada Lind": ["Lind"]}))
    assert dates_of(answer) == []


def test_the_newest_of_many_events_stand_on_the_first_screen_and_all_in_order_of_time() -> None:
    many = [
        dated(
            make_article(
                f"1{day:02}",
                f"Day {day}\nThe port of Orna saw ship number {day} of the fleet on {day} May 2023.",
            ),
            {f"{day} May 2023": f"2023-05-{day:02}"},
        )
        for day in range(1, 21)
    ]
    answer = ask("/timeline Orna", PORT, *many)
    first, further = answer.sections
    assert len(first.items) <= 6
    assert all(item.first for item in first.items)
    assert not any(item.first for item in further.items)
    assert [item.date for item in first.items][-2:] == ["2023-05-20", "2024-05-03"]
    for part in (first, further):
        days = [item.date or "" for item in part.items]
        assert days == sorted(days)
    assert len(dates_of(answer)) == 21


def test_a_sentence_of_an_article_on_something_else_is_no_event_of_the_topic() -> None:
    text = (
        "Whaling\nWhales were counted.\nNobody had counted them before.\nThe crews were tired.\n"
        "Harbour pilots from Orna helped.\nThe count ended on 5 June 2024 with a strike."
    )
    told = dated(make_article("007", text, published="2024-06-06"), {"5 June 2024": "2024-06-05"})
    assert texts(ask("/timeline Orna strike", PORT, told), "Timeline") == []


@pytest.mark.parametrize(
    "text",
    [
        "Lind Quits\nAda Lind resigned on Thursday over the fish treaty.\nShe joined the ministry in 2011.",
        "Линд уходит\nAda Lind подписала отставку, правительство распущено.\nПришла в 2011 году.",
    ],
)
def test_what_changed_on_a_day_no_source_gives_is_told_as_undated(text: str) -> None:
    made = make_article("001", text, people={"Ada Lind": ["Lind"]})
    answer = ask("/timeline Lind", made)
    assert [item.verbatim for item in section(answer, "Date unknown")] == [text.split("\n")[1]]
    assert [item.date for item in section(answer, "Date unknown")] == [None]


def test_what_only_happens_on_an_undated_page_is_no_event() -> None:
    made = make_article(
        "001", "Lind Speaks\nAda Lind is a woman of many hats.", people={"Ada Lind": ["Lind"]}
    )
    assert ask("/timeline Lind", made).status is Status.NONE


@pytest.mark.parametrize(("reason", "shown"), [(UNCOUNTED, True), ("the day is not known", False)])
def test_news_that_only_says_how_long_after_something_it_was_has_the_day_of_its_article(
    reason: str, shown: bool
) -> None:
    text = "Port\nThe harbour master of Orna resigned a week after the flood."
    made = make_article("002", text, published="2024-06-05")
    start = made.article.text.index("a week after")
    mention = DateMention(Span(start, start + len("a week after")), None, None, None, reason)
    told = replace(made, analysis=replace(made.analysis, dates=(mention,)))
    assert ("2024-06-05" in dates_of(ask("/timeline Orna", PORT, told))) is shown


def test_a_timeline_of_a_time_holds_the_events_of_it_whenever_they_are_told() -> None:
    told = dated(
        make_article(
            "003",
            "Port Reopened\nThe port of Orna was reopened on 7 June 2024. "
            "The port of Orna was sold on 5 May 2019.",
            published="2024-06-08",
        ),
        {"7 June 2024": "2024-06-07", "5 May 2019": "2019-05-05"},
    )
    assert dates_of(ask("/timeline Orna since:2024-06", PORT, told)) == ["2024-06-07"]
    assert dates_of(ask("/timeline Orna until:2020", PORT, told)) == ["2019-05-05"]
    assert ask("/timeline Orna since:2025", PORT, told).status is Status.NONE


def test_an_event_on_a_day_whose_year_is_not_known_is_told_before_one_that_has_no_day() -> None:
    article = make_article(
        "021",
        "Mill sold\nThe mill of Orna was sold by the council. Nobody in Orna was asked.\n"
        "The old owners grumbled for weeks.\nOn July 26, the mill of Orna underwent an inspection.",
    )
    read = telling(article)
    start = article.article.text.index("July 26")
    mention = DateMention(Span(start, start + len("July 26")), None, None, None)
    read = replace(read, analysis=replace(read.analysis, dates=(mention,)))
    answer = ask("/timeline mill of Orna", read)
    assert texts(answer, "Date unknown")[0] == "On July 26, the mill of Orna underwent an inspection."


def test_a_month_that_another_is_held_against_is_not_when_it_happened() -> None:
    article = make_article(
        "022",
        "Prices in Orna\nPrices in Orna rose in August 2023, higher than in the previous month.",
    )
    text = article.article.text
    dates = [
        DateMention(Span(start := text.index(words), start + len(words)), value, Precision.MONTH, basis)
        for words, value, basis in (
            ("August 2023", "2023-08", Basis.STATED),
            ("the previous month", "2023-07", Basis.RELATIVE),
        )
    ]
    article = replace(article, analysis=replace(article.analysis, dates=tuple(dates)))
    assert dates_of(ask("/timeline prices in Orna", article)) == ["2023-08"]
    answer = ask("how did prices in Orna rise?", article)
    assert dates_of(answer) == ["2023-08"]
