"""Who is called by a title and the given name (sheikhs, kings, popes), and whose names tell the father's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.people.directory import Directory
from bot.people.name_spelling import is_beginning, is_son_of, same_person_name, take_apart
from bot.people.resolver import resolve
from bot.words.documents import Article
from bot.words.people import Person
from tests.people.corpus import analysed, article_of, figures_of, mentions, named, people_of, roles


def russian(text: str, id_: str = "t-1") -> Article:
    return replace(article_of(text, id_=id_), language="ru")


def people_in_both(english: str, in_russian: str) -> tuple[Person, ...]:
    return resolve([analysed(article_of(english, id_="000")), analysed(russian(in_russian, "001"))])


def names(text: str) -> list[str]:
    article = russian(text) if text > "А" else article_of(text)
    return [figure.name for figure in figures_of(article)]


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("Sheikh Adil bin Nasir Al Rumi took over. “We go on,” Sheikh Adil said.", "Sheikh Adil"),
        ("The emir, Sheikh Adil bin Nasir Al Rumi, took over. Sheikh Adil left.", "Sheikh Adil"),
        ("Sheikha Amina bint Omar Al Rumi opened it. Sheikha Amina left.", "Sheikha Amina"),
    ],
)
def test_a_title_and_the_given_name_are_who_was_named_in_full(text: str, called: str) -> None:
    article = article_of(text)
    (figure,) = figures_of(article)

    assert called in mentions(article, figure)


def test_a_title_and_a_given_name_that_two_bear_are_nobody() -> None:
    article = article_of(
        "Sheikh Adil bin Nasir Al Rumi left. Sheikh Adil bin Karim Al Rumi left too. Sheikh Adil spoke."
    )

    assert [len(mentions(article, figure)) for figure in figures_of(article)] == [1, 1]


def test_a_given_name_spelled_otherwise_beside_a_title_is_another_man() -> None:
    article = article_of(
        "Sheikh Mohammed bin Omar Al Rumi met President Sheikh Mohamed in Lerna. Sheikh Mohammed spoke first."
    )
    him = named(figures_of(article), "Sheikh Mohammed bin Omar Al Rumi")

    assert "Sheikh Mohamed" not in mentions(article, him)
    assert "President" not in roles(article, him)


@pytest.mark.parametrize(
    "other",
    ["Sheikh Adil opened the port.", "Adil bin Nasir opened the port.", "Emir Adil opened the port."],
)
def test_who_is_called_by_less_than_the_full_name_in_another_article_is_one_person(other: str) -> None:
    (person,) = people_of("The emir of Lerna, Sheikh Adil bin Nasir Al Rumi, took over.", other)

    assert [place.article for place in person.appearances] == ["000", "001"]


def test_two_of_one_family_with_other_fathers_are_two() -> None:
    people = people_of(
        "Sheikh Adil bin Nasir Al Rumi left.", "Sheikh Adil bin Karim Al Rumi spoke.", "Sheikh Adil came."
    )

    assert {"Sheikh Adil bin Nasir Al Rumi", "Sheikh Adil bin Karim Al Rumi"} <= {one.name for one in people}
    assert all(len(one.appearances) == 1 for one in people)


def test_a_father_is_not_his_son() -> None:
    father, son = (
        take_apart(tuple(name.split()))
        for name in ("Nasir bin Omar Al Rumi", "Adil bin Nasir bin Omar Al Rumi")
    )

    assert not same_person_name(father, son)
    assert is_son_of(son.parts)


def test_a_name_with_the_father_begins_the_longer_one_in_any_letters() -> None:
    full = take_apart(("Hamid", "bin", "Abdul", "Aziz", "Al", "Rumi"))

    assert is_beginning(take_apart(("Хамид", "бен", "Абдель", "Азиз")), full)
    assert not is_beginning(take_apart(("Хамид", "бен", "Карим")), full)


def test_names_of_both_letters_with_a_father_come_together() -> None:
    (person,) = people_in_both(
        "The emir, Sheikh Adil bin Nasir Al Rumi, spoke.",
        "Отставку приняли по указу эмира Адила бен Насира Аль Руми.",
    )

    assert "Адил бен Насир Аль Руми" in person.forms


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Эмир Лерны шейх Адиль бен Хамад Аль Руми прибыл в порт.", "Адиль бен Хамад Аль Руми"),
        ("Встречу с эмиром Каримом бен Хамадом Аль Руми перенесли.", "Карим бен Хамад Аль Руми"),
        ("Отец эмира, шейх Хамад бен Халиф, ушёл.", "Хамад бен Халиф"),
        ("Он встретился с папой Львом XIII.", "Лев XIII"),
        ("Папа Римский Феликс прибыл в порт.", "Феликс"),
        ("Император Акатсуко прибыл в порт.", "Акатсуко"),
    ],
)
def test_a_ruler_is_shown_whole_and_in_the_nominative(text: str, name: str) -> None:
    assert name in names(text)


def test_a_long_name_is_whole() -> None:
    assert names("Prince Adil bin Nasir bin Omar Al Rumi came.") == ["Adil bin Nasir bin Omar Al Rumi"]


@pytest.mark.parametrize(
    ("english", "in_russian"),
    [
        ("King Charles IX of Norland spoke.", "Король Норландии Карл IX прибыл в порт."),
        ("Pope Leo XIX died.", "По словам папы Льва XIX, мир близок."),
        ("Patriarch Filaret was silent.", "Патриарх Филарет не приехал."),
    ],
)
def test_a_king_or_a_pope_is_one_in_both_letters(english: str, in_russian: str) -> None:
    (person,) = people_in_both(english, in_russian)

    assert len(person.forms) > 1


def test_kings_of_one_name_are_told_apart_by_their_numbers() -> None:
    people = people_of("King Magnus IX reformed the law.", "King Magnus XII of Norland spoke.")

    assert take_apart(("Magnus", "IX")).generation == "ix"
    assert len(people) == 2


@pytest.mark.parametrize("asked", ["Sheikh Adil", "Adil", "Adil bin Nasir", "Адиль бен Насир"])
def test_somebody_named_with_the_father_is_found_by_less(asked: str) -> None:
    people = people_of("Sheikh Adil bin Nasir Al Rumi took over.", "Envoy Karim bin Adil Al Rumi left.")

    found = Directory(people).find(asked)

    assert found.person is not None
    assert found.person.name == "Sheikh Adil bin Nasir Al Rumi"


def test_a_family_name_with_its_article_is_the_only_bearer_s() -> None:
    article = article_of("Adil Al Rumi spoke in Lerna. Al Rumi said: “We go on.”")
    (figure,) = figures_of(article)

    assert mentions(article, figure) == ["Adil Al Rumi", "Al Rumi"]


def test_a_family_name_with_its_article_that_two_bear_is_nobody_s() -> None:
    article = article_of("Adil Al Rumi spoke. Omar Al Rumi left. Al Rumi said: “We go on.”")

    assert [mentions(article, figure) for figure in figures_of(article)] == [
        ["Adil Al Rumi"],
        ["Omar Al Rumi"],
    ]


def test_a_family_name_without_its_article_is_its_bearer_s() -> None:
    article = article_of("General Adil al-Rumani spoke in Lerna. Rumani said: “We go on.”")
    (figure,) = figures_of(article)

    assert "Rumani" in mentions(article, figure)


def test_a_queen_with_a_number_is_nobody_of_that_given_name() -> None:
    article = article_of("Queen Elizabeth II met Elizabeth Brode in Lerna.")

    assert [mentions(article, figure) for figure in figures_of(article)] == [
        ["Elizabeth II"],
        ["Elizabeth Brode"],
    ]


def test_a_title_that_goes_with_the_name_is_no_part_of_the_office() -> None:
    article = russian("Эмир Лерны шейх Карим бен Хамад Аль Руми прибыл в порт.")
    (figure,) = figures_of(article)

    assert list(roles(article, figure)) == ["Эмир Лерны"]
