"""Articles of one event are one story over its days, its reprints folded, and listed by what is new."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.briefing.arriving.newest import CatchUp, brief, brief_on
from bot.briefing.composing import compose
from bot.briefing.plans import plan
from bot.briefing.stories.joining import Story, stories_of
from bot.briefing.stories.story_list import MOST_READ
from bot.briefing.stories.traits import Traits
from bot.dialogue import parse
from bot.words.answers import Briefing, Kind, Request, Status
from bot.words.documents import Basis, Precision, PublicationDate
from bot.words.findings import AnalysedArticle
from tests.makers import make_article, make_library

FERRY = "Ferry {0}\nThe ferry Halden sank off Molde harbour with captain Ole Brandt {1}.\n{2}"
PLAIN = (
    "Plain {0}\nSome {0} grew in the valley of {0} where farmers of {0} sold it for years.",
    ("barley", "hemp", "rye", "clover", "lentils", "quinoa", "sorghum", "millet"),
)


def others() -> list[AnalysedArticle]:
    """Articles that make no story, so that rare words are rare."""
    return [make_article(f"9{number}", PLAIN[0].format(word)) for number, word in enumerate(PLAIN[1])]


def ferry(id_: str, title: str, rest: str, published: str | None) -> AnalysedArticle:
    text = FERRY.format(title, "aboard", rest)
    return make_article(id_, text, people={"Ole Brandt": []}, published=published)


def asked(words: str, *articles: AnalysedArticle) -> Briefing:
    library, read = make_library(*articles)
    planned = plan(Request(Kind.STORIES, words), library)
    return compose(planned, library, {id_: read[id_] for id_ in planned.articles})


def lines(briefing: Briefing) -> list[tuple[str, tuple[str, ...], str | None]]:
    return [(item.article, item.also, item.note) for section in briefing.sections for item in section.items]


def test_the_articles_of_an_event_are_one_story_over_its_days() -> None:
    told = asked(
        "",
        ferry("001", "sinks", "Divers looked for the bell of the Halden.", "2024-05-03"),
        ferry("002", "raised", "A crane lifted the Halden out of the harbour.", "2024-05-06"),
        make_article("003", "Oats\nThe oats of Toten failed after rain.", published="2024-05-05"),
        *others(),
    )
    assert lines(told)[0] == ("002", ("001",), "2 articles, 2 independent, since 3 May 2024")
    assert lines(told)[1] == ("003", (), None)
    assert [item.date for item in told.sections[0].items][:3] == ["2024-05-06", "2024-05-05", None]
    assert told.kind is Kind.STORIES
    assert told.status is Status.FOUND


def test_the_same_matter_long_after_is_another_story() -> None:
    told = asked(
        "",
        ferry("001", "sinks", "Divers looked for the bell of the Halden.", "2024-05-03"),
        ferry("002", "trial", "A court heard who steered the Halden.", "2024-09-03"),
        *others(),
    )
    assert [article for article, _, _ in lines(told)[:2]] == ["002", "001"]
    assert not any(also for _, also, _ in lines(told))


def test_an_undated_article_joins_no_day_it_may_not_be_of() -> None:
    one = Traits(
        "1",
        {"ferry": 0.9},
        {"brandt": 0.43},
        earliest=date(2024, 5, 3),
        latest=date(2024, 5, 3),
        dated="2024-05-03",
    )
    later = Traits("2", {"ferry": 0.9}, {"brandt": 0.43}, earliest=date(2024, 6, 1))
    any_time = Traits("3", {"ferry": 0.9}, {"brandt": 0.43})
    assert stories_of([later, one, any_time]) == (Story(("1", "3"), 2), Story(("2",), 1))


def test_a_person_alone_makes_no_story() -> None:
    """A minister is in the news every day."""
    day = date(2024, 5, 3)
    one = Traits("1", {"ferry": 0.6}, {"brandt": 0.8}, earliest=day, latest=day)
    other = Traits("2", {"rye": 0.59, "ferry": 0.1}, {"brandt": 0.8}, earliest=day, latest=day)
    assert len(stories_of([one, other])) == 2


@pytest.mark.parametrize("others_there", [0, 1, 8])
def test_three_tellings_are_one_story_however_few_articles_there_are(others_there: int) -> None:
    told = asked(
        "",
        ferry("001", "sinks", "Divers looked for the bell of the Halden.", "2024-05-03"),
        ferry("002", "raised", "A crane lifted the Halden out of the harbour.", "2024-05-05"),
        ferry("003", "lost", "Its owner spoke of a hole in the hull of the Halden.", "2024-05-04"),
        *others()[:others_there],
    )
    assert lines(told)[0][:2] == ("002", ("003", "001"))
    assert len(lines(told)) == 1 + others_there


def test_reprints_are_folded() -> None:
    rest = "Divers of the coast guard looked for the bell of the ship all night and found nothing but mud."
    told = asked(
        "",
        ferry("001", "sinks", rest, "2024-05-03"),
        ferry("002", "sinks", rest, "2024-05-03"),
        ferry("003", "lost", "An owner spoke of a hole in the hull, and of luck.", "2024-05-04"),
        *others(),
    )
    assert lines(told)[0] == ("003", ("001", "002"), "3 articles, 2 independent, since 3 May 2024")


@pytest.mark.parametrize(("since", "shown"), [("2024-05", ["003"]), ("2024", ["003", "001"]), ("2025", [])])
def test_since_leaves_out_what_is_older_and_what_has_no_date(since: str, shown: list[str]) -> None:
    told = asked(
        since,
        ferry("001", "sinks", "Divers looked for the bell.", "2024-02-03"),
        make_article("003", "Oats\nThe oats of Toten failed after rain.", published="2024-05-05"),
        *others(),
    )
    assert [article for article, _, _ in lines(told)] == shown
    assert told.message is not None
    assert "8 articles without a known date are left out." in told.message


def test_a_stretch_of_time_is_counted_back_from_the_newest_article_and_that_is_said() -> None:
    told = asked(
        "this week",
        ferry("001", "sinks", "Divers looked for the bell.", "2024-02-03"),
        make_article("003", "Oats\nThe oats of Toten failed after rain.", published="2024-05-05"),
    )
    assert [article for article, _, _ in lines(told)] == ["003"]
    assert told.message == "Since 29 April 2024, counted back from the newest article."


@pytest.mark.parametrize(
    ("text", "since"),
    [
        ("/stories", ""),
        ("/stories 3 days", "3 days"),
        ("what are the stories this week", "this week"),
        ("top stories", ""),
        ("show me the stories since 2024-11", "2024-11"),
        ("today's stories", "today"),
        ("какие сюжеты за неделю", "неделю"),
        ("главные сюжеты за 3 дня", "3 дня"),
        ("осы аптаның оқиғалары", "осы аптаның"),
    ],
)
def test_stories_are_asked_for_in_plain_words(text: str, since: str) -> None:
    assert parse(text) == Request(Kind.STORIES, since)


def test_stories_on_a_subject_are_a_question() -> None:
    request = parse("stories on fishing")
    assert request is not None
    assert request.kind is Kind.QUESTION


def test_what_is_no_time_is_asked_back() -> None:
    told = asked("banana", *others())
    assert told.status is Status.INVALID
    assert told.message == "Since when? Write a date or a time, like this: /stories 2024-11"


def test_an_empty_corpus_has_no_stories() -> None:
    assert asked("").message == "The corpus is empty."


def test_no_more_articles_are_read_than_the_newest() -> None:
    """What it costs does not grow with the corpus."""
    many = [
        make_article(f"{number:03}", f"Bulletin {number}\nNothing happened.", published="2024-05-05")
        for number in range(MOST_READ + 20)
    ]
    library, _ = make_library(*many)
    assert len(plan(Request(Kind.STORIES), library).articles) == MOST_READ


def test_a_month_is_newer_than_no_date_and_nothing_undated_gets_the_date_of_what_it_tells() -> None:
    told = asked(
        "",
        make_article("001", "Oats\nThe oats of Toten failed on 3 March 2023 after rain."),
        ferry("002", "sinks", "Divers looked for the bell.", "2023-11"),
    )
    assert [(item.article, item.date) for item in told.sections[0].items] == [
        ("002", "2023-11"),
        ("001", None),
    ]


def test_since_may_be_written_as_in_a_search() -> None:
    articles = (
        ferry("001", "sinks", "Divers looked for the bell.", "2024-02-03"),
        make_article("003", "Oats\nThe oats of Toten failed after rain.", published="2024-05-05"),
    )
    for words in ("since:2024-05", "since 2024-05", "с 2024-05"):
        assert [article for article, _, _ in lines(asked(words, *articles))] == ["003"]


def test_a_briefing_on_everything_tells_a_story_once() -> None:
    library, read = make_library(
        ferry("001", "sinks", "Divers looked for the bell of the Halden.", "2024-05-03"),
        make_article("003", "Oats\nThe oats of Toten failed after rain.", published="2024-05-05"),
        ferry("002", "raised", "A crane lifted the Halden out of the harbour.", "2024-05-06"),
        *others(),
    )
    asked_for = brief_on(CatchUp("2024-05-01T08:30", ("002", "003", "001"), 3), library, read)
    scheduled = brief(library, read)
    for told in (asked_for, scheduled):
        assert lines(told)[:2] == [
            ("002", ("001",), "2 articles, 2 independent, since 3 May 2024"),
            ("003", (), None),
        ]
    assert {source.article for source in asked_for.sources} == {"001", "002", "003"}


def test_a_stretch_is_counted_back_also_where_no_article_is_known_to_the_day() -> None:
    def of_month(id_: str, month: str) -> AnalysedArticle:
        made = make_article(id_, f"Oats {id_}\nThe oats of {id_} failed after rain.", published="2024-05-05")
        known = PublicationDate(month, Precision.MONTH, Basis.STATED)
        return replace(made, article=replace(made.article, published=known))

    told = asked("last month", of_month("001", "2024-05"), of_month("002", "2024-02"))
    assert [article for article, _, _ in lines(told)] == ["001"]
    assert told.message is not None
    assert told.message.startswith("Since 2 May 2024, counted back from the newest article.")
