"""Statements without quotation marks, below a line that announces who speaks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.speech.speakers import attribute
from bot.text.sentences import sentences_of
from bot.words.spans import Span
from tests.speech.speaking import article_of, figure, read, syntax_model


def test_the_paragraphs_below_a_minister_said_are_the_ministers() -> None:
    text = (
        "Minister Omar Haddad said:\nThe works begun today bring the bridge closer.\n"
        "This is good news for the valley.\nWe thank our neighbours.\nThe office is in Port Ada."
    )
    said = read(text, "Omar Haddad m")
    assert said.words == [
        [
            "The works begun today bring the bridge closer.",
            "This is good news for the valley.",
            "We thank our neighbours.",
        ]
    ]
    assert said.speaker("bring the bridge") == "Omar Haddad"


def test_reactions_stand_under_the_name_and_office_above_them() -> None:
    text = (
        "Lena Vogt, head of the port:\nI am glad that this is over now.\n"
        "Omar Haddad, minister of roads:\nWe will build on it.\n“We are ready,” said nobody."
    )
    said = read(text, "Omar Haddad m", "Lena Vogt f")
    assert said.speaker("glad") == "Lena Vogt"
    assert said.speaker("build on it") == "Omar Haddad"


def test_name_office_and_colon_before_marks_tell_who_speaks() -> None:
    text = "Lena Vogt, head of the port: “We are ready.”"
    assert read(text, "Lena Vogt f").speaker("ready") == "Lena Vogt"


@pytest.mark.parametrize(
    "text",
    [
        "Omar Haddad said:\n- roads\n- bridges",
        "Omar Haddad named three aims:\nThe road will be built by May.",
        "Omar Haddad spoke of it while abroad:\nTalks could be held at once, the minister added.",
        "Lena Vogt, head of the port:\nThe harbour lies in the north of the bay.",
        "VOGT WINS PRIZE — paper:\nI am glad that Lena Vogt won it.",
    ],
)
def test_lists_and_what_the_writer_tells_below_a_colon_are_no_statement(text: str) -> None:
    assert read(text, "Omar Haddad m", "Lena Vogt f").quotations == ()


def test_a_paragraph_that_names_the_speaker_again_is_the_writers() -> None:
    text = (
        "Omar Haddad said:\nI welcome the report of the board.\n"
        "This week Haddad will travel on to the north, where we last met."
    )
    assert read(text, "Omar Haddad m").words == [["I welcome the report of the board."]]


def test_of_lines_that_ran_together_the_last_one_announces() -> None:
    text = "Marta Vell says the promise was kept\nTRANSPORT MINISTER JONAS RASK, ON X:"
    words = "\n“The harbour is a scandal, and I will not be silent about it.”"
    article = article_of(text + words)
    first, second, last = article.paragraphs
    joined = replace(article, paragraphs=(Span(first.start, second.end), last))
    figures = [figure(joined.text, "Marta Vell"), figure(joined.text, "JONAS RASK")]
    sentences = sentences_of(joined)
    found = attribute(joined, sentences, syntax_model().parse(joined.text, sentences), figures)
    assert [quotation.figure for quotation in found] == [1]
