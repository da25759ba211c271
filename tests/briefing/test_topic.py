"""The brief on a topic: what belongs in it, and when there is nothing."""

import pytest

from bot.briefing.composing import compose
from bot.briefing.plans import plan
from bot.dialogue import parse
from bot.words.answers import Briefing, ItemKind, Status
from bot.words.findings import AnalysedArticle
from tests.makers import make_article, make_library

FISH = make_article(
    "001",
    "Norway opens fishing talks\n"
    "Norway and Iceland opened talks on fishing quotas in Bergen. They will last a week.\n"
    "Ada Lind, the Norwegian envoy, praised the talks. "
    "“Our fishing quotas are fair. Nobody was cheated,” Lind said.\n"
    "The weather was fine.",
    people={"Ada Lind": ["Lind"]},
    says="Ada Lind",
    outlet="The Oslo Courier",
    published="2024-03-02",
)
OIL = make_article(
    "002",
    "Oil talks in Oslo\nOil prices fell by 3 percent in 2023. Ministers discussed oil in Oslo.\n"
    "Quotas\nA decision is due in May.",
    headings=["Quotas"],
    outlet="Bergen Post",
)
CUT = make_article(
    "003",
    "Fishing fleets shrink\nFishing fleets shrank for years. Quotas on fishing were cut.",
    truncated=True,
)


def ask(message: str, *articles: AnalysedArticle) -> Briefing:
    library, read = make_library(*(articles or (FISH, OIL, CUT)))
    request = parse(message)
    assert request is not None
    planned = plan(request, library)
    return compose(planned, library, {id_: read[id_] for id_ in planned.articles})


def shown(briefing: Briefing) -> list[str]:
    return [item.verbatim for section in briefing.sections for item in section.items]


def test_a_topic_is_answered_from_every_article_that_has_it() -> None:
    answer = ask("/topic fishing quotas")
    assert answer.status is Status.FOUND
    assert {source.article for source in answer.sources} == {"001", "003"}
    assert "Norway and Iceland opened talks on fishing quotas in Bergen." in shown(answer)


def test_a_quotation_is_shown_whole_with_its_speaker() -> None:
    answer = ask("/topic fishing quotas")
    quotation = next(
        item for section in answer.sections for item in section.items if item.kind is ItemKind.QUOTATION
    )
    assert quotation.verbatim == "“Our fishing quotas are fair. Nobody was cheated,” Lind said."
    assert quotation.speaker == "Ada Lind"


def test_the_asked_words_are_marked() -> None:
    item = ask("/topic Iceland").sections[0].items[0]
    assert [mark.of(item.text) for mark in item.marks] == ["Iceland"]


def test_what_no_source_has_is_said_plainly_with_the_word_that_is_missing() -> None:
    answer = ask("/topic fishing in Portugal")
    assert answer.status is Status.NONE
    assert answer.sections == ()
    assert answer.sources == ()
    assert "Portugal" in str(answer.message)


def test_words_of_different_articles_do_not_make_an_answer() -> None:
    assert ask("/topic oil Iceland").status is Status.NONE


def test_a_heading_without_text_on_it_is_no_answer() -> None:
    only_heading = make_article("004", "A day\nNothing happened at all today.\nWhaling", headings=["Whaling"])
    assert ask("/topic whaling", only_heading).status is Status.NONE


def test_a_heading_counts_for_the_text_under_it() -> None:
    assert shown(ask("/topic quotas decision", OIL)) == ["A decision is due in May."]


def test_a_sentence_that_goes_on_about_the_topic_is_shown_where_little_else_is() -> None:
    assert "They will last a week." in shown(ask("/topic Iceland"))


def test_unwanted_words_and_filters_narrow_a_search() -> None:
    assert {source.article for source in ask("/search fishing -fleets").sources} == {"001", "003"}
    assert "Fishing fleets shrank for years." not in shown(ask("/search fishing -fleets"))
    assert {source.article for source in ask("/search talks from:courier").sources} == {"001"}
    assert {source.article for source in ask("/search talks since:2024").sources} == {"001"}
    assert ask("/search talks until:2023").status is Status.NONE


def test_a_filter_alone_asks_for_a_word() -> None:
    assert ask("/search since:2024").status is Status.INVALID


def test_a_truncated_source_says_so() -> None:
    source = next(source for source in ask("/topic fleets").sources if source.article == "003")
    assert source.truncated


def test_the_same_sentence_in_two_articles_is_shown_once() -> None:
    again = make_article(
        "005", "Copy\nNorway and Iceland opened talks on fishing quotas in Bergen. They will last a week."
    )
    assert (
        shown(ask("/topic Iceland", FISH, again)).count(
            "Norway and Iceland opened talks on fishing quotas in Bergen."
        )
        == 1
    )


def test_a_misspelt_topic_is_found_and_the_answer_says_what_was_taken() -> None:
    answer = ask("/topic fishing quotaz")
    assert answer.status is Status.FOUND
    assert "quotaz" in str(answer.message)


def test_an_answer_from_one_article_says_so() -> None:
    assert ask("/topic Iceland").sections[0].note == "Single source."
    assert ask("/topic fishing quotas").sections[0].note is None


def test_what_is_called_after_a_town_tells_of_the_town_and_what_is_called_after_a_person_does_not() -> None:
    town = make_article("004", "Siege ends\nTroops took Varna University on Friday. The bridge is open.")
    paper = make_article("005", "Prices\nReaders of the Varna Times complained. Jane Varna College closed.")
    assert shown(ask("/topic Varna", town, paper)) == ["Troops took Varna University on Friday."]


@pytest.mark.parametrize(
    ("title", "first", "further", "asked"),
    [
        (
            "Crew stayed awake",
            "The crew of Havfrue Ferry 88 did not sleep, the board said.",
            ["The two were playing chess.", "The board took their papers away."],
            "/topic Havfrue Ferry 88",
        ),
        (
            "Экипаж не спал",
            "Экипаж баржи «Чайка» не спал, сообщила комиссия.",
            ["Оба играли в шахматы.", "Комиссия отозвала их дипломы."],
            "/topic баржа Чайка",
        ),
    ],
)
def test_what_follows_in_a_short_article_that_opens_with_the_topic_is_told(
    title: str, first: str, further: list[str], asked: str
) -> None:
    article = make_article("001", f"{title}\n{first} {' '.join(further)}")
    other = make_article("002", "Weather\nIt rained in Bergen. The harbour was closed.")
    lines = [item.verbatim for section in ask(asked, article, other).sections for item in section.items]
    assert lines == [first, *further]


def test_the_same_thing_in_another_country_is_another_topic() -> None:
    one = make_article(
        "011",
        "Union rebukes coup in Iceland\nThe union rebuked the coup in Iceland. Ada Lind, its head, spoke.",
        people={"Ada Lind": ["Lind"]},
    )
    other = make_article(
        "012",
        "Union rebukes coup in Norway\nThe union rebuked the coup in Norway. Ada Lind, its head, spoke.",
        people={"Ada Lind": ["Lind"]},
    )
    shown = ask("/topic Iceland coup", one, other)
    assert {item.article for section in shown.sections for item in section.items} == {"011"}


def test_who_is_only_listed_far_down_does_not_make_an_article_one_on_the_topic() -> None:
    fall = make_article(
        "013",
        "Norwegian cabinet falls\nThe Norwegian cabinet fell. Bo Ek will name another premier.",
        people={"Bo Ek": ["Ek"]},
    )
    trade = make_article(
        "014",
        "Harbours meet\nHarbours met in Vik. The cabinet of the Faroes pays. Rain fell. Boats lay still. "
        "Gulls cried. Nets dried. Guests were Norwegian mayor Bo Ek and others.",
        people={"Bo Ek": ["Ek"]},
    )
    shown = ask("/topic Norwegian cabinet falls", fall, trade)
    assert {item.article for section in shown.sections for item in section.items} == {"013"}


@pytest.mark.parametrize(
    ("title", "asked", "told"),
    [
        (
            "Leaders talk of wheat, tidal power, and the border",
            "tidal power",
            "Plans for tidal power were shown.",
        ),
        ("Лидеры обсудили зерно, энергию приливов и границу", "энергия приливов", "Планы: энергия приливов."),
    ],
)
def test_an_article_whose_title_lists_subjects_is_about_one_of_them_only_where_it_tells_of_it(
    title: str, asked: str, told: str
) -> None:
    talks = make_article(
        "010",
        f"{title}\nBergen hosted a summit of the seven leaders on Monday. Ada Lind chaired it.\n"
        f"The leaders praised the fishing fleets of the north for hours. {told}",
        people={"Ada Lind": []},
    )
    shown = [item.verbatim for section in ask(f"/topic {asked}", talks).sections for item in section.items]
    assert shown == [told]


def test_a_topic_with_few_lines_is_told_from_an_article_that_holds_its_words_apart() -> None:
    made = make_article(
        "090",
        "Orna and Vetland end their quarrel\nOrna agreed on Monday to stop fishing at night.\n"
        "The quarrel is over, but peace is young.\nThe agreement protects the herring of Orna.",
    )
    shown = [
        item.verbatim for part in ask("/topic Orna peace agreement", made).sections for item in part.items
    ]
    assert "Orna agreed on Monday to stop fishing at night." in shown
