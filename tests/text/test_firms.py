"""Firms that bear family names are nobody, and whoever bears one of them is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.text.names.people_named import find_names
from bot.text.sentences import sentences_of
from tests.people.corpus import article_of
from tests.speech.speaking import syntax_model


def people_in(text: str) -> list[str]:
    article = replace(article_of(text), language="ru" if text > "А" else "en")
    sentences = sentences_of(article)
    found = find_names(article, sentences, syntax_model().parse(article.text, sentences))
    return list(dict.fromkeys(article.read(name.span) for name in found))


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (
            "The lobbying firm Brode Falk was paid. Brode Falk denied it. Karin Brode, a minister, left.",
            ["Karin Brode"],
        ),
        (
            "Kessler Holm, a consultancy in Vienna, won. Kessler Holm said no. “No,” said Maria Kessler.",
            ["Maria Kessler"],
        ),
        (
            "Brode Falk Partners was hired in May. Brode Falk said nothing. Karin Brode spoke.",
            ["Karin Brode"],
        ),
        (
            "A spokesman for Falk Brode said it was closed. Rik Falk founded it with Paul Brode. Brode left.",
            ["Rik Falk", "Paul Brode", "Brode"],
        ),
        ("Компания Брод Фальк отрицает это. По данным Брод Фальк, договора нет.", []),
        ("Фирма «Брод Фальк» получила заказ. Министр Карин Брод молчит.", ["Карин Брод"]),
    ],
)
def test_a_firm_is_nobody_wherever_the_article_names_it(text: str, people: list[str]) -> None:
    assert people_in(text) == people


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Karin Falk, a consultancy chief, spoke in Vienna.", "Karin Falk"),
        ("The firm Minister Karin Falk founded is closed.", "Karin Falk"),
        ("Minister Kelly Brode met John Kelly and Anna Brode.", "Kelly Brode"),
        ("The firm of his, said Karin Falk, is closed.", "Karin Falk"),
    ],
)
def test_who_has_to_do_with_a_firm_is_a_person(text: str, person: str) -> None:
    assert person in people_in(text)
