"""Interviews of questions and answers: the answers are those of whom it is with, or nobody's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.speech.speakers import attribute
from bot.text.sentences import sentences_of
from bot.words.documents import Article
from tests.speech.speaking import article_of, figure, read, read_cyrillic

TALK = (
    "We spoke with Karl Vind about bridges.\n"
    "- Mr. Ambassador, when will the bridge be built?\n"
    "- It will be built in May. We only wait for concrete.\n"
    "We have the money and the workers.\n"
    "- And who pays for it?\n"
    "- Aland pays, and this is fair.\n"
    "The embassy opened in 2019."
)


def titled(article: Article) -> Article:
    """Return the article with its first line as the title."""
    return replace(article, title_span=article.paragraphs[0], paragraphs=article.paragraphs[1:])


def test_the_answers_after_dashes_are_those_of_whom_a_writer_spoke_with() -> None:
    said = read(TALK, "Karl Vind m")
    assert said.words == [
        ["It will be built in May. We only wait for concrete.", "We have the money and the workers."],
        ["Aland pays, and this is fair."],
    ]
    assert said.speaker("in May") == said.speaker("this is fair") == "Karl Vind"


def test_russian_and_kazakh_answers_are_those_of_whom_a_writer_spoke_with() -> None:
    russian = (
        "Мы побеседовали с послом Карлом Виндом.\n— Когда построят мост?\n— Мост построят в мае.\n"
        "— А кто за него заплатит?\n— Заплатит Аландия.\n— Спасибо!"
    )
    said = read_cyrillic(russian, "Карл Винд m Карлом Виндом")
    assert said.words == [["Мост построят в мае."], ["Заплатит Аландия."]]
    assert said.speaker("построят в мае") == "Карл Винд"
    kazakh = (
        "Елші Карл Винд сұхбат берді.\n– Көпір қашан салынады?\n– Көпір мамырда салынады.\n"
        "– Оған кім төлейді?\n– Аландия төлейді."
    )
    said = read_cyrillic(kazakh, "Карл Винд m", language="kk")
    assert said.speaker("мамырда салынады") == "Карл Винд"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "We spoke with Karl Vind",
            "This is what is known of Karl Vind",
        ),  # nobody says that he was talked to
        ("We spoke with Karl Vind", "We spoke with Karl Vind and Ada Rohm"),  # either of two
        ("Aland pays", "Karl Vind pays"),  # an answer speaks of him as of another
        ("- And who pays for it?\n- Aland pays, and this is fair.\n", ""),  # one answer may be anything
        ("this is fair.", "this is fair, - said Ada Rohm."),  # told, and no interview
    ],
)
def test_where_it_is_not_sure_whose_they_are_answers_are_nobodys(old: str, new: str) -> None:
    said = read(TALK.replace(old, new), "Karl Vind m", "Ada Rohm f")
    assert all(quotation.figure is None for quotation in said.quotations)


def test_a_title_that_opens_with_a_name_and_a_colon_says_whom_an_interview_is_with() -> None:
    text = TALK.replace(
        "We spoke with Karl Vind about bridges.", "Ambassador Karl Vind: We will build it"
    ).replace("The embassy", "The embassy of Ada Rohm")
    figures = [figure(text, "Karl Vind"), figure(text, "Ada Rohm")]
    article = titled(article_of(text))
    found = attribute(article, sentences_of(article), (), figures)
    assert [quotation.figure for quotation in found] == [0, 0]


def test_answers_labelled_so_are_those_of_whom_the_interview_is_with() -> None:
    text = (
        "An interview with Karl Vind, ambassador of Aland\nQ: When will the bridge be built?\n"
        "A: It will be built in May.\nQ: And who pays for it?\nA: Aland pays, and this is fair."
    )
    said = read(text, "Karl Vind m")
    assert said.speaker("in May") == said.speaker("this is fair") == "Karl Vind"
    assert said.speaker("who pays") is None
    other = read(text.replace("An interview with", "What we know of"), "Karl Vind m")
    assert other.speaker("in May") is None
