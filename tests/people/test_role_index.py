"""People found by their roles: direction, time and rank count."""

from __future__ import annotations

import pytest

from bot.people.directory import Directory
from bot.words.findings import Tenure
from bot.words.people import Person, PersonRole
from bot.words.spans import Span

CURRENT = Tenure.CURRENT


def person(name: str, *roles: tuple[str, Tenure]) -> Person:
    return Person(
        name.lower().replace(" ", "-"),
        name,
        name.split()[-1],
        (name, name.split()[-1]),
        tuple(PersonRole(text, "001", Span(0, 1), tenure, "2024-05") for text, tenure in roles),
        (),
    )


@pytest.fixture(scope="module")
def directory() -> Directory:
    return Directory(
        [
            person(
                "Daniel Holm",
                ("U.S. Ambassador to Kazakhstan", Tenure.CURRENT),
                ("ambassador to Uzbekistan", Tenure.FORMER),
            ),
            person("Erik Dahl", ("U.S. Ambassador to Norway", Tenure.CURRENT)),
            person("Karl Voss", ("nominee to serve as Special Envoy for Russia", Tenure.FUTURE)),
            person("Lena Brandt", ("Deputy Chief of Mission", Tenure.CURRENT)),
            person("Nurlan Abenov", ("First Deputy Minister of Foreign Affairs of Kazakhstan", CURRENT)),
            person("Serik Omarov", ("President of Kazakhstan", Tenure.CURRENT)),
            person("Adam Reyl", ("adviser to the President of Kazakhstan", Tenure.CURRENT)),
            person("Marat Sadykov", ("CSTO Secretary-General", Tenure.CURRENT)),
            person("Oskar Venn", ("Norwegian minister of finance", Tenure.FORMER)),
        ]
    )


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("US ambassador to Kazakhstan", "Daniel Holm"),
        ("посол США в Казахстане", "Daniel Holm"),
        ("АҚШ-тың Қазақстандағы елшісі", "Daniel Holm"),
        ("US ambassador to Uzbekistan", "Daniel Holm"),
        ("former ambassador to Uzbekistan", "Daniel Holm"),
        ("Ambassador to Kazakhstan Holm", "Daniel Holm"),
        ("президент Казахстана", "Serik Omarov"),
        ("Қазақстан президенті", "Serik Omarov"),
        ("president of Kazakhstan", "Serik Omarov"),
        ("генсек ОДКБ", "Marat Sadykov"),
        ("Secretary General of the Collective Security Treaty Organization", "Marat Sadykov"),
        ("deputy foreign minister", "Nurlan Abenov"),
        ("special envoy for Russia", "Karl Voss"),
        ("finance minister of Norway", "Oskar Venn"),
    ],
)
def test_a_role_finds_who_bears_it_in_any_wording(directory: Directory, words: str, name: str) -> None:
    found = directory.find(words)

    assert found.person is not None
    assert found.person.name == name


@pytest.mark.parametrize(
    "words",
    [
        "Kazakh ambassador to the US",
        "ambassador to Russia",
        "former US ambassador to Kazakhstan",
        "new ambassador to Kazakhstan",
        "foreign minister",
        "foreign minister of Kazakhstan",
        "министр иностранных дел Казахстана",
        "wife of Holm",
        "current finance minister of Sweden",
    ],
)
def test_another_direction_time_or_rank_finds_nobody(directory: Directory, words: str) -> None:
    assert directory.find(words).people == ()


def test_a_deputy_is_suggested_for_the_office(directory: Directory) -> None:
    assert directory.find("foreign minister of Kazakhstan").suggestions == ("Nurlan Abenov",)


@pytest.mark.parametrize("words", ["ambassador", "US ambassador", "АҚШ елшісі"])
def test_an_office_several_hold_means_each_of_them_and_nobody_else(directory: Directory, words: str) -> None:
    found = directory.find(words)

    assert found.ambiguous
    assert {one.name for one in found.people} == {"Daniel Holm", "Erik Dahl"}
