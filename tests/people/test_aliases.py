"""Other names by which a text says that somebody goes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.people.directory import Directory
from bot.people.resolver import resolve
from bot.words.findings import AnalysedArticle, Analysis
from tests.people.corpus import article_of, figures_of, mentions, people_of


@pytest.mark.parametrize(
    ("text", "alias"),
    [
        ("Omar Sadiq Haddad, better known as Kestrel, led the march. Kestrel left.", "Kestrel"),
        ("Gen. Omar Haddad, nicknamed Kestrel, led the march. The men of Kestrel left.", "Kestrel"),
        ("Omar Haddad (aka Kestrel) led the march. Kestrel left.", "Kestrel"),
        ("Kestrel, whose real name is Omar Haddad, led the march.", "Kestrel"),
        ("Omar Haddad, the smuggler known as “Kestrel,” left. Kestrel had led them.", "Kestrel"),
        ("Omar Haddad, whom the soldiers call Kestrel, led the march. Kestrel left.", "Kestrel"),
        (
            "Omar Haddad, the gunman known as Omar the Baker, left. Omar the Baker is feared.",
            "Omar the Baker",
        ),
        ("Omar Tarek Haddad left. Haddad, also known as Kestrel, had led them.", "Kestrel"),
        ("Omar Haddad, whose nom de guerre is Abu Kaldun, left. Abu Kaldun had led them.", "Abu Kaldun"),
        ("The singer Omar Haddad, born Osman Haddadi in Port Ada, left.", "Osman Haddadi"),
        ("Omar “Kestrel” Haddad led the march. Kestrel left.", "Kestrel"),
        ("Омар Белал по прозвищу Кречет командует отрядом. Кречета видели в порту.", "Кречет"),
        ("Омар Белал, известный как Хамеда, приехал. Хамеду встретили.", "Хамеда"),
    ],
)
def test_who_goes_by_another_name_is_one_person_and_found_by_it(text: str, alias: str) -> None:
    article = replace(article_of(text), language="ru" if text > "А" else "en")
    (known,) = figures_of(article)
    assert alias in mentions(article, known)
    people = resolve([AnalysedArticle(article, Analysis(article.id, (), (known,), (), (), ()))])
    assert Directory(people).find(alias).person == people[0]


@pytest.mark.parametrize(
    "text",
    [
        "The militia of Omar Haddad, known as the Black Banner, left. The Black Banner is feared.",
        "Omar Haddad, the head of a group known as Black Banner, left. Black Banner is feared.",
        "The ship, known as the Grey Lady, met Omar Haddad. The Grey Lady sank.",
        "Omar Haddad, known for his Grey Lady speech, left. The Grey Lady sank.",
        "Omar Haddad, born Friday in the Grey Lady inn, left. The Grey Lady sank.",
        "Omar Haddad leads the Harbour Army, known as the Grey Lady. The Grey Lady left.",
    ],
)
def test_what_a_body_or_a_thing_is_known_as_is_no_name_of_a_person(text: str) -> None:
    article = article_of(text)
    (known,) = figures_of(article)
    assert mentions(article, known) == ["Omar Haddad"]


def test_a_name_that_another_bears_is_not_taken_from_him() -> None:
    article = article_of("Omar Belal, known as Haddad, met Omar Haddad. Haddad left.")
    names = {figure.name: mentions(article, figure) for figure in figures_of(article)}
    assert "Haddad" not in names["Omar Belal"]


def test_what_somebody_is_called_tells_the_sex_of_who_bears_an_open_name() -> None:
    (terry,) = figures_of(article_of("The flood widow Terry Stradel spoke. Stradel left."))
    assert terry.gender == "female"


def test_an_office_in_russian_tells_no_sex() -> None:
    text = "Об этом сообщила пресс-секретарь ведомства Гюльнара Тахирова. Тахирова уехала."
    (known,) = figures_of(replace(article_of(text), language="ru"))
    assert known.gender == "female"


def told(*texts: str) -> list[list[str]]:
    """Return the articles of every person of some articles."""
    return [[place.article for place in one.appearances] for one in people_of(*texts)]


def test_what_somebody_goes_by_in_one_article_is_that_person_in_another() -> None:
    assert told(
        "Omar Haddad, better known as Kestrel, led the march.", "The hacker Kestrel gave an interview."
    ) == [["000", "001"]]


def test_what_two_go_by_is_neither_of_them_in_another_article() -> None:
    people = told(
        "Omar Haddad, better known as Kestrel, led the march.",
        "Paul Brode, better known as Kestrel, paints.",
        "The hacker Kestrel gave an interview.",
    )

    assert sorted(people) == [["000"], ["001"], ["002"]]


def test_a_name_in_another_order_and_with_other_marks_is_one_person() -> None:
    assert told("The hacker Marcel Brodăr Lehel left.", "Marcel Lehel Brodar pleaded guilty.") == [
        ["000", "001"]
    ]


def test_two_family_names_in_another_order_are_another_person() -> None:
    assert sorted(told("Painter Ana López García left.", "Senator Ana García López spoke.")) == [
        ["000"],
        ["001"],
    ]
