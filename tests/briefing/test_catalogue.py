"""The lists and single articles."""

import pytest

from bot.briefing.composing import compose
from bot.briefing.plans import plan
from bot.dialogue import COMMANDS, Command, parse
from bot.words.answers import Briefing, Status
from bot.words.kind_traits import traits_of
from tests.briefing.telling import ask as ask_telling
from tests.makers import make_article, make_library

NEW = make_article(
    "003-1",
    "New\nA first thing happened.\nLater\nA second thing happened.",
    headings=["Later"],
    published="2024-05-01",
    truncated=True,
)
OLD = make_article(
    "001", "Old\nFish prices rose. Fish prices fell.", people={"Ada Lind": []}, published="2020-05-01"
)
UNDATED = make_article("000", "Undated\nFish prices stood still.")


def ask(message: str) -> Briefing:
    library, read = make_library(UNDATED, OLD, NEW)
    request = parse(message)
    assert request is not None
    planned = plan(request, library)
    return compose(planned, library, {id_: read[id_] for id_ in planned.articles})


def test_sources_are_newest_first_and_undated_ones_last() -> None:
    assert [source.article for source in ask("/sources").sources] == ["003-1", "001", "000"]


@pytest.mark.parametrize("words", ["003-1", "3-1", "[003-1]", "#3-1"])
def test_an_article_is_shown_by_its_number(words: str) -> None:
    answer = ask(f"/article {words}")
    assert [(section.heading, section.items[0].verbatim) for section in answer.sections] == [
        ("", "A first thing happened."),
        ("Later", "A second thing happened."),
    ]
    assert answer.message == "The site shows only the beginning of this article."


@pytest.mark.parametrize("words", ["9", "abc", "003", "1-1", "-1"])
def test_an_article_that_is_not_there_is_none(words: str) -> None:
    assert ask(f"/article {words}").status is Status.NONE


def test_topics_are_phrases_that_recur() -> None:
    assert "fish prices" in [line.text.lower() for line in ask("/topics").lines]


WITH_WORDS = [
    one for one in COMMANDS if one.argument and one.argument[0] != "[" and not traits_of(one.kind).acts
]


@pytest.mark.parametrize("command", WITH_WORDS, ids=lambda command: command.name)
def test_a_command_without_its_words_asks_for_them_and_offers_some_that_work(command: Command) -> None:
    answer = ask(f"/{command.name}")
    assert answer.status is Status.INVALID
    assert "rite" in str(answer.message)
    for words in answer.suggestions:
        assert ask(f"/{command.name} {words}").shows_lines, (
            f"/{command.name} offers “{words}”, which finds nothing"
        )


def test_help_names_every_command_of_the_menu() -> None:
    names = {line.text.split()[0].lstrip("/") for line in ask("/help").lines}
    assert names == {command.name for command in COMMANDS if command.in_menu}


def test_an_empty_corpus_says_so() -> None:
    library, _ = make_library()
    for message in ("/sources", "/people", "/topics", "/person Lind", "/topic fish", "fish"):
        request = parse(message)
        assert request is not None
        answer = plan(request, library).answer or compose(plan(request, library), library, {})
        assert answer.status is Status.NONE
        assert answer.message


def test_a_word_for_anybody_is_no_topic_alone() -> None:
    text = (
        "People\nThe people of the party want fish prices to fall. Even though people asked, no party came."
    )
    made = [make_article(f"00{number}", text) for number in range(4)]
    topics = {line.text.lower() for line in ask_telling("/topics", *made).lines}
    assert "fish prices" in topics
    assert not topics & {"people", "party", "even though"}
