"""When somebody was born, by what stands right beside the name."""

from __future__ import annotations

import pytest

from bot.people.lifetimes import UNTOLD, Lifetime, told_at
from bot.words.spans import Span
from tests.people.corpus import article_of

ADA = "Ada Lind"
RU = "Ада Линд"


def told(text: str, name: str) -> Lifetime:
    article = article_of(text)
    start = article.text.index(name)
    return told_at(article, Span(start, start + len(name)))


@pytest.mark.parametrize(
    ("text", "name", "age"),
    [
        ("Pianist Ada Lind, 19, won the prize.", ADA, 19),
        ("Pianist Ada Lind (19) won the prize.", ADA, 19),
        ("The 19-year-old pianist Ada Lind won the prize.", ADA, 19),
        ("Ada Lind, a 61-year-old judge, freed the men.", ADA, 61),
        ("Пианистка Ада Линд, 19 лет, получила премию.", RU, 19),
        ("Пианистка Ада Линд (61 год) получила премию.", RU, 61),
        ("Пианистка Ада Линд (61) получила премию.", RU, 61),
        ("Победила 19-летняя пианистка Ада Линд.", RU, 19),
        ("19 жастағы пианист Ада Линд жеңді.", RU, 19),
    ],
)
def test_an_age_beside_a_name_is_that_persons(text: str, name: str, age: int) -> None:
    found = told(text, name)
    assert (found.age, found.is_told) == (age, True)


@pytest.mark.parametrize(
    ("text", "name", "year"),
    [
        ("Ada Lind (born 1962) was elected.", ADA, 1962),
        ("Ada Lind was born on 3 May 1962 in Bergen.", ADA, 1962),
        ("Задержана Ада Линд, 1962 года рождения.", RU, 1962),
        ("Ада Линд родилась в 1962 году в Таразе.", RU, 1962),
        ("Ада Линд, родившаяся 3 мая 1962 года, избрана.", RU, 1962),
    ],
)
def test_a_year_of_birth_beside_a_name_is_that_persons(text: str, name: str, year: int) -> None:
    found = told(text, name)
    assert (found.earliest, found.latest) == (year, year)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ada Lind, 19 years in office, left.", ADA),
        ("Ада Линд, 19 лет проработав судьёй, ушла.", RU),
        ("Ада Линд, 2 года назад, ушла.", RU),
        ("Ada Lind came on 3 May 1962.", ADA),
    ],
)
def test_other_figures_beside_a_name_are_no_age(text: str, name: str) -> None:
    assert told(text, name) == UNTOLD


def test_people_of_ages_far_apart_are_two() -> None:
    young, old = told("Пианист Ада Линд, 19 лет, пришла.", RU), told("Генерал Ада Линд, 61 год, ушла.", RU)
    assert young.excludes(old)


def test_one_person_is_of_another_age_in_another_year() -> None:
    young, old = Lifetime(1960, 1961, 30, is_told=True), Lifetime(1960, 1961, 64, is_told=True)
    assert not young.excludes(old)  # of 1991 and of 2025
    assert not Lifetime(age=30, is_told=True).excludes(UNTOLD)
    assert not Lifetime(age=30, is_told=True).excludes(Lifetime(age=60, is_told=True))


def test_years_of_birth_may_miss_each_other_by_one() -> None:
    assert not Lifetime(1960, 1960).excludes(Lifetime(1961, 1961))
    assert Lifetime(1960, 1960).excludes(Lifetime(1962, 1962))


@pytest.mark.parametrize(("age", "is_one"), [(7, False), (8, True), (100, True), (101, False)])
def test_a_figure_is_an_age_where_the_news_name_people_so_old(age: int, is_one: bool) -> None:
    assert told(f"Pianist Ada Lind, {age}, won the prize.", ADA).is_told is is_one
    assert told(f"Победила {age}-летняя пианистка Ада Линд.", RU).is_told is is_one


@pytest.mark.parametrize(
    ("text", "name"),
    [("Pianist Ada Lind, 19, won the prize.", ADA), ("Пианистка Ада Линд, 19 лет, получила премию.", RU)],
)
def test_an_age_in_an_article_of_a_known_year_leaves_two_years_of_birth(text: str, name: str) -> None:
    article = article_of(text, published="2024-03-05")
    start = article.text.index(name)
    found = told_at(article, Span(start, start + len(name)))
    assert found == Lifetime(2004, 2005, 19, is_told=True)


def test_ages_without_a_date_may_be_thirty_years_apart_and_no_more() -> None:
    young = Lifetime(age=30, is_told=True)
    assert not young.excludes(Lifetime(age=60, is_told=True))
    assert young.excludes(Lifetime(age=61, is_told=True))
    assert Lifetime(age=61, is_told=True).excludes(young)
    assert young.excludes(Lifetime(1940, 1941, 83, is_told=True))  # one of them has a date


def test_what_two_articles_tell_of_one_person_is_laid_together() -> None:
    one, other = Lifetime(1960, 1962, 40), Lifetime(1961, 1965, 44, is_told=True)
    assert one.narrowed(other) == Lifetime(1961, 1962, 40, is_told=True)
    assert other.narrowed(one) == Lifetime(1961, 1962, 44, is_told=True)
    assert UNTOLD.narrowed(other) == other
    assert UNTOLD.narrowed(UNTOLD) == UNTOLD
