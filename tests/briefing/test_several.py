"""Two questions in one message: each is answered under its own heading, or it is said that it is not."""

from __future__ import annotations

from functools import partial

import pytest

from bot.briefing.questions.several import each_alone
from bot.conversation.follow_ups import read_on
from bot.words.answers import Briefing, Status
from tests.briefing.checking.corpus import read
from tests.briefing.telling import ask_of
from tests.makers import make_library

WEIR = """Keeper of the weir retires
Hedda Moen resigned on 14 May 2023 as keeper of the weir. Moen said that the gates had to be painted.
“The gates leak, and nobody paints them,” Moen said. Moen resigned because the council cut her budget.
Tor Askim replaced Hedda Moen as keeper of the weir. Askim said that the gates were in good order."""
CORPUS = make_library(
    read("001", WEIR),
    read("002", "Смотритель ушла\nХедда Моэн подала в отставку 14 мая 2023 года. Её сменил Тор Аским.", "ru"),
)


ask = partial(ask_of, CORPUS)


def under(answer: Briefing) -> dict[str, str]:
    return {section.heading: " ".join(item.text for item in section.items) for section in answer.sections}


def asked_alone(text: str) -> list[str]:
    return [one.words for one in each_alone(text, CORPUS[0])]


@pytest.mark.parametrize(
    "asked",
    [
        "When did Moen resign and who replaced her?",
        "When did Moen resign? Who replaced her?",
        "when did Moen resign, and also who replaced her",
    ],
)
def test_each_of_two_questions_is_answered_under_its_own_heading(asked: str) -> None:
    answer = ask(asked)
    assert answer.status is Status.FOUND
    first, second = under(answer).items()
    assert first[0] == "When did Moen resign?"
    assert "14 May 2023" in first[1]
    assert second[0] == "Who replaced [Moen]?"
    assert "Tor Askim replaced" in second[1]


def test_what_one_said_is_not_shown_as_what_the_other_said() -> None:
    told = under(ask("Who is Moen and what did Askim say about the gates?"))
    assert "good order" in told["What did Askim say about the gates?"]
    assert "leak" not in told["What did Askim say about the gates?"]


def test_a_question_without_an_answer_is_named_beside_the_other() -> None:
    answer = ask("When did Moen resign and what did Askim say about the harvest?")
    assert answer.status is Status.PARTIAL
    assert "What did Askim say about the harvest? " in (answer.message or "")
    assert list(under(answer)) == ["When did Moen resign?"]


def test_a_word_alone_asks_the_same_of_another_thing() -> None:
    told = under(ask("When did Moen resign and why?"))
    assert "cut her budget" in told["Why [did Moen resign]?"]


def test_russian_questions_are_two_as_well() -> None:
    told = under(ask("Когда Моэн подала в отставку и кто её сменил?"))
    assert list(told) == ["Когда Моэн подала в отставку?", "Кто её [Моэн] сменил?"]


def test_a_comma_parts_questions_where_the_next_can_be_nothing_else() -> None:
    assert asked_alone("who is Moen, when did she resign, and who replaced her?") == [
        "who is Moen",
        "when did Moen resign",
        "who replaced Moen",
    ]
    assert asked_alone("what did the council say of the weir, which leaks?") == []


def test_what_both_are_about_is_taken_from_the_first() -> None:
    assert asked_alone("what did Moen say about the gates and what did Askim say about it?") == [
        "what did Moen say about the gates",
        "what did Askim say about the gates",
    ]


@pytest.mark.parametrize(
    "asked",
    [
        "who sent Moen and Askim to the weir?",
        "Where did Moen meet Askim and what did he say?",
        "when and where did Moen resign?",
        "what do the keeper and the council want",
        "Moen and Askim",
    ],
)
def test_what_is_one_question_or_leaves_a_choice_stays_one(asked: str) -> None:
    assert asked_alone(asked) == []


def test_a_pronoun_that_the_message_itself_explains_is_not_asked_back() -> None:
    library, _ = CORPUS
    assert read_on("When did Moen resign and who replaced her?", "en", (), library) is None
    assert read_on("who replaced her?", "en", (), library) is not None
