"""Pronouns that open a sentence, read by the real syntax model."""

from __future__ import annotations

import pytest

from bot.people.figures import link_figures
from bot.speech.openings import with_opening_pronouns
from bot.text.sentences import sentences_of
from bot.text.syntax import SyntaxModel
from tests.makers import make_article


@pytest.fixture(scope="module")
def model() -> SyntaxModel:
    return SyntaxModel()


def openings(text: str, model: SyntaxModel) -> list[tuple[str, str]]:
    article = make_article("1", text).article
    sentences = sentences_of(article)
    tokens = model.parse(article.text, sentences)
    figures = with_opening_pronouns(article, sentences, tokens, link_figures(article, sentences, tokens))
    return [
        (figure.name, article.text[span.start :].split(".")[0])
        for figure in figures
        for span in figure.pronouns
    ]


def test_a_pronoun_goes_back_to_the_one_person_spoken_of(model: SyntaxModel) -> None:
    text = (
        "Envoy\nAmbassador Daniel Marlow arrived in Bergen on Monday. "
        "He has served there since 2020. His term ends in May."
    )
    assert openings(text, model) == [
        ("Daniel Marlow", "He has served there since 2020"),
        ("Daniel Marlow", "His term ends in May"),
    ]


def test_a_pronoun_two_people_fit_is_nobodys(model: SyntaxModel) -> None:
    text = "Envoys\nMinister Robert Hale met Ambassador Daniel Marlow in Bergen. He left in the evening."
    assert openings(text, model) == []


def test_a_pronoun_inside_a_quotation_is_left_alone(model: SyntaxModel) -> None:
    text = "Envoy\nAmbassador Daniel Marlow praised the mayor. “He is a friend,” Marlow said."
    assert openings(text, model) == []
