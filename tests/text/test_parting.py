"""Names of two people that stand beside one another without a mark, as Russian lets them."""

from __future__ import annotations

import pytest

from bot.text.morphology import readings
from bot.text.names.people_named import find_names
from bot.text.sentences import sentences_of
from tests.speech.speaking import article_of


def names_in(text: str) -> list[str]:
    article = article_of(text, language="ru")
    return [" ".join(name.words) for name in find_names(article, sentences_of(article), ())]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Канцлера Олафа Бруннера Стефан Вирт представляет второй год.", ["Олафа Бруннера", "Стефан Вирт"]),
        (
            "По словам представителя канцлера Олафа Бруннера Греты Линд, визит будет.",
            ["Олафа Бруннера", "Греты Линд"],
        ),
        ("Помощник главы МИД Олафа Бруннера Грета Линд молчит.", ["Олафа Бруннера", "Грета Линд"]),
        (
            "Министр Карим Рахими уехал. Помощник Рахими Анна Белова осталась.",
            ["Карим Рахими", "Рахими", "Анна Белова"],
        ),
    ],
)
def test_two_full_names_side_by_side_are_two_people(text: str, found: list[str]) -> None:
    assert names_in(text) == found


@pytest.mark.parametrize(
    "name", ["Хуана Карлоса Гонсалеса Лопеса", "Олафа Стефана Вирта", "Ирины Петровны Беловой"]
)
def test_a_long_name_of_one_person_is_one(name: str) -> None:
    assert names_in(f"Об этом говорили в присутствии министра {name}.") == [name]


def test_a_family_name_that_no_case_changes_agrees_with_any_given_name() -> None:
    assert {way.case for way in readings(("Карим", "Рахими"))} >= {"nomn"}
    assert names_in("На совещании были Карим Рахими и Навид Рахими.") == ["Карим Рахими", "Навид Рахими"]
    assert not readings(("Роман", "Толстого"))


@pytest.mark.parametrize(
    "text",
    [
        "Министр Ирина Чёрная открыла мост. По словам Чёрной, он простоит долго.",
        "Министр Анна Белая открыла мост. «Он крепок», — сказала Белая.",
        "По словам министра Анны Белой, мост крепок. Белая рассказала о нём.",
    ],
)
def test_a_family_name_that_is_an_adjective_is_one_in_every_case(text: str) -> None:
    assert len(names_in(text)) == 2


def test_such_a_word_before_a_thing_is_no_family_name() -> None:
    text = "Министр Ирина Чёрная открыла мост. Он стоит на Чёрном море и у Чёрной горы."
    assert names_in(text) == ["Ирина Чёрная"]
