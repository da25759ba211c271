"""What is kept in memory of a corpus, and how it is put in order."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from bot.briefing.catalogue import people_list
from bot.briefing.person.dossier import subtitle
from bot.languages.saying import speaking
from bot.words.people import Person
from tests.makers import make_article, make_library

LIND = make_article(
    "001",
    "Envoy\nFormer Harbour Master Ada Lind came to Seld. Lind spoke.",
    people={"Ada Lind": ["Lind"]},
    roles={"Ada Lind": "Former Harbour Master"},
)


@pytest.mark.parametrize("seed", range(10))
def test_the_newest_are_the_first_of_all_in_their_order(seed: int) -> None:
    chance = random.Random(seed)
    days = ["2024-05-01", "2024-05", "2024-05-02", "2023", None]
    library, _ = make_library(
        *(
            make_article(f"{number:03}", "Sea\nIt rose.", published=chance.choice(days))
            for number in range(20)
        )
    )
    ids = chance.sample([*library.cards, "gone"], 15)
    for most in range(17):
        assert library.newest(ids, most) == library.newest_first(ids)[:most]


def test_what_is_found_of_a_person_is_looked_for_once_while_they_are_as_they_are() -> None:
    library, _ = make_library(LIND)
    (lind,) = library.directory.people
    asked: list[Person] = []

    def forms(person: Person) -> int:
        asked.append(person)
        return len(person.forms)

    following = replace(library, revision="2")
    assert [library.once(forms, lind), following.once(forms, lind)] == [len(lind.forms)] * 2
    assert asked == [lind]
    changed = replace(lind, forms=(*lind.forms, "Ada"))
    assert following.once(forms, changed) == len(lind.forms) + 1


def test_what_somebody_was_is_said_in_the_language_asked_in_whoever_asked_before() -> None:
    library, _ = make_library(LIND)
    (lind,) = library.directory.people
    said = []
    for language in ("en", "ru", "en"):
        with speaking(language):
            said.append(people_list(library).lines[0].detail)
            assert subtitle(lind, library) == subtitle(lind)
    assert said[0] == said[2] != said[1]
