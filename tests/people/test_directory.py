"""Finding people by what somebody types."""

from __future__ import annotations

import random
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.people.directory import Directory
from bot.words.findings import Tenure
from bot.words.people import Appearance, Person, PersonRole
from bot.words.spans import Span


def person(name: str, *roles: tuple[str, Tenure], mentions: int = 3, forms: tuple[str, ...] = ()) -> Person:
    key = name.lower().replace(" ", "-")
    return Person(
        key,
        name,
        name.split()[-1],
        (name, *forms) if forms else (name, name.split()[-1]),
        tuple(PersonRole(text, "001", Span(0, 1), tenure, "2024-05") for text, tenure in roles),
        (Appearance("001", 0, mentions),),
    )


CURRENT, FORMER, FUTURE = Tenure.CURRENT, Tenure.FORMER, Tenure.FUTURE


@pytest.fixture(scope="module")
def directory() -> Directory:
    return Directory(
        [
            person(
                "Daniel Rosenblum",
                ("U.S. Ambassador to Kazakhstan", CURRENT),
                ("ambassador to Uzbekistan", FORMER),
                mentions=40,
            ),
            person("William Moser", ("former U.S. Ambassador to Kazakhstan", FORMER)),
            person("Deborah Robinson", ("Chargé d’Affaires", FUTURE)),
            person("Donald Trump", ("U.S. President-elect", FUTURE), mentions=20),
            person("Donald Lu", ("U.S. Assistant Secretary of State for Central Asian Affairs", CURRENT)),
            person("Antony Blinken", ("Secretary of State", CURRENT)),
            person("Imangali Tasmagambetov", ("CSTO Secretary-General", CURRENT)),
            person("Ainur Imangali", mentions=1),
            person("Mark Rutte", ("NATO’s new secretary-general", CURRENT)),
            person("Kassym-Jomart Tokayev", ("Kazakh President", CURRENT), mentions=30),
            person("Yoon Suk-Yeol", ("President", CURRENT), forms=("Yoon",)),
            person("Alexander Lukashenko", ("Belarusian President", CURRENT)),
            person("Akbota Karibayeva", ("a Ph.D. candidate", CURRENT)),
        ]
    )


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Daniel Rosenblum", "Daniel Rosenblum"),
        ("rosenblum daniel", "Daniel Rosenblum"),
        ("ROSENBLUM’S", "Daniel Rosenblum"),
        ("Akbota", "Akbota Karibayeva"),
        ("Ambassador Rosenblum", "Daniel Rosenblum"),
        ("Mr. Trump", "Donald Trump"),
        ("Tony Blinken", "Antony Blinken"),
        ("Rosenbloom", "Daniel Rosenblum"),
        ("Rosenblm", "Daniel Rosenblum"),
        ("Blinkin", "Antony Blinken"),
        ("Karibaeva", "Akbota Karibayeva"),
        ("Lukashenka", "Alexander Lukashenko"),
        ("Toqaev", "Kassym-Jomart Tokayev"),
        ("Розенблюм", "Daniel Rosenblum"),
        ("Дэниел Розенблюм", "Daniel Rosenblum"),
        ("Розенблюма", "Daniel Rosenblum"),
        ("Уильям Мозер", "William Moser"),
        ("Юн Сок Ёль", "Yoon Suk-Yeol"),
        ("Президент Токаев", "Kassym-Jomart Tokayev"),
        ("Lu", "Donald Lu"),
    ],
)
def test_a_name_in_any_form_finds_the_person(directory: Directory, words: str, name: str) -> None:
    found = directory.find(words)

    assert found.person is not None
    assert found.person.name == name


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("US ambassador to Kazakhstan", "Daniel Rosenblum"),
        ("former US ambassador to Kazakhstan", "William Moser"),
        ("ambassador to Uzbekistan", "Daniel Rosenblum"),
        ("CSTO secretary general", "Imangali Tasmagambetov"),
        ("NATO secretary-general", "Mark Rutte"),
        ("chargé d'affaires", "Deborah Robinson"),
        ("charge d affaires", "Deborah Robinson"),
        ("secretary of state", "Antony Blinken"),
        ("president of Kazakhstan", "Kassym-Jomart Tokayev"),
        ("посол США в Казахстане", "Daniel Rosenblum"),
    ],
)
def test_a_role_finds_its_holder_first(directory: Directory, words: str, name: str) -> None:
    found = directory.find(words)

    assert found.how == "role"
    assert found.people[0].name == name
    assert not found.ambiguous


def test_a_name_several_people_bear_is_ambiguous_with_all_of_them(directory: Directory) -> None:
    found = directory.find("Donald")

    assert found.ambiguous
    assert [one.name for one in found.people] == ["Donald Trump", "Donald Lu"]
    assert {one.name for one in directory.find("Imangali").people} == {
        "Imangali Tasmagambetov",
        "Ainur Imangali",
    }


@pytest.mark.parametrize(
    "words", ["Macron", "Washington", "Elizabeth Rosenberg", "Rosenberg", "whaling", "", "?!"]
)
def test_who_is_not_there_is_not_found(directory: Directory, words: str) -> None:
    assert directory.find(words).people == ()


def test_a_given_name_nobody_bears_is_not_silently_another(directory: Directory) -> None:
    found = directory.find("Michael Rosenblum")

    assert found.people == ()
    assert found.suggestions == ("Daniel Rosenblum",)


def test_a_person_known_by_family_name_alone_answers_to_a_full_name() -> None:
    found = Directory([person("Biden")]).find("Joe Biden")

    assert [one.name for one in found.people] == ["Biden"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("what did Rosenblum say about the Kremlin", [("Rosenblum", "Daniel Rosenblum")]),
        ("what did rosenblum say", [("rosenblum", "Daniel Rosenblum")]),
        ("Trump and Tokayev's call", [("Trump", "Donald Trump"), ("Tokayev", "Kassym-Jomart Tokayev")]),
        ("Что сказал Токаев о санкциях", [("Токаев", "Kassym-Jomart Tokayev")]),
        ("did Antony Blinken visit Washington", [("Antony Blinken", "Antony Blinken")]),
        ("mark the date", []),
        ("how long are visas for Kazakh citizens", []),
    ],
)
def test_people_inside_a_question_are_found_with_their_place(
    directory: Directory, words: str, expected: list[tuple[str, str]]
) -> None:
    found = directory.people_in(words)

    assert [(one.span.of(words), one.finding.people[0].name) for one in found] == expected


@pytest.mark.parametrize("seed", range(4))
def test_a_directory_changed_step_by_step_finds_whom_one_made_anew_finds(
    monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr("bot.people.layered._FEW", 6)  # so that changes are taken in now and then
    chance = random.Random(seed)
    names = [
        "Ada Lind",
        "Adele Lynd",
        "Lind",
        "Jean-Pierre Arnot",
        "Mary O’Shea",
        "Садыр Сериков",
        "Omar Qadhri",
    ]
    roles = (("Minister of Health", CURRENT), ("US ambassador to Iran", FORMER), ("Minister", CURRENT))
    others = (
        "Linds, Qadhri, Oshea, Arnod, Serikov, minister of health, ambassador to Iran, Jean, Linda Ek,"
        " minister, Minister Lind, Lindt"
    )
    asked = [*names, *others.split(", ")]
    there: dict[str, Person] = {}
    directory = Directory([])
    for _ in range(25):
        gone = chance.sample(sorted(there), min(len(there), chance.randint(0, 2)))
        put = [
            replace(person(chance.choice(names), *chance.sample(roles, 1)), key=f"k{chance.randint(1, 9)}")
            for _ in range(chance.randint(0, 2))
        ]
        put = list({one.key: replace(one, appearances=on_pages("x", chance.randint(1, 6)).appearances)
                    for one in put}.values())  # fmt: skip
        before, found = directory, [directory.find(words) for words in asked]
        directory = directory.changed([*gone, "nobody"], put)
        there = {key: one for key, one in there.items() if key not in gone} | {one.key: one for one in put}
        fresh = Directory(there.values())
        assert list(directory.people) == list(fresh.people)
        assert [directory.find(words) for words in asked] == [fresh.find(words) for words in asked]
        assert [before.find(words) for words in asked] == found
        for number in range(7):
            assert directory.named_in(f"{number:03}") == fresh.named_in(f"{number:03}")


@given(st.text(max_size=60))
def test_any_words_can_be_asked(words: str) -> None:
    few = Directory([person("Daniel Rosenblum", ("Ambassador", CURRENT)), person("Lu")])

    assert few.find(words).how in ("", "exact", "surname", "given", "role", "spelling", "cyrillic")
    assert all(one.span.of(words) for one in few.people_in(words))


def test_the_serving_side_needs_no_syntax_model() -> None:
    modules = (
        "bot.people.directory, bot.people.resolver, bot.people.name_spelling, bot.people.transliteration"
    )
    code = f"import {modules}, sys; sys.exit('spacy' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_short_part_of_a_given_name_is_no_name() -> None:
    """An abbreviation such as UN would be taken for somebody otherwise."""
    people = [person("Kim Jong-un", mentions=9)]
    assert Directory(people).find("UN").people == ()
    assert [found.name for found in Directory(people).find("Jong-un").people] == ["Kim Jong-un"]


def on_pages(name: str, pages: int, forms: tuple[str, ...] = ()) -> Person:
    family = name.split()[-1]
    appearances = tuple(Appearance(f"{number:03}", 0, 2) for number in range(pages))
    return Person(name.lower(), name, family, forms or (name, family), (), appearances)


def test_a_surname_of_many_pages_goes_before_a_given_name_of_one() -> None:
    found = Directory([on_pages("Marek Haider", 9), on_pages("Haider Abadi", 1)]).find("Haider")
    assert [one.name for one in found.people] == ["Marek Haider"]
    assert not found.ambiguous


def test_a_longer_form_of_a_name_is_no_other_man() -> None:
    brandts = [
        on_pages("Marco Brandt", 8),
        on_pages("Marco Brandt Frias", 1, ("Marco Brandt Frias", "Brandt")),
    ]
    found = Directory(brandts).find("Brandt")
    assert found.person is not None
    assert found.person.name == "Marco Brandt"


def test_namesakes_are_asked_about_however_many_pages_one_of_them_has() -> None:
    found = Directory([on_pages("Emil Torv", 9), on_pages("Karin Torv", 1)]).find("Torv")
    assert found.ambiguous
    assert len(found.people) == 2


def test_what_may_be_a_firm_is_not_asked_about_beside_somebody_of_more_pages() -> None:
    firm = on_pages("Brolm Torv", 1)
    assert Directory([on_pages("Emil Torv", 3), firm]).find("Torv").person is not None
    assert Directory([on_pages("Emil Torv", 2), firm]).find("Torv").ambiguous
    assert Directory([on_pages("Emil Torv", 3), on_pages("Karin Torv", 1)]).find("Torv").ambiguous


@pytest.mark.parametrize(
    ("asked", "him", "her"),
    [("Dastanov", "Karim Dastanov", "Lola Dastanova"), ("Лесков", "Пётр Лесков", "Анна Лескова")],
)
def test_the_women_of_a_family_name_are_offered_with_the_men(asked: str, him: str, her: str) -> None:
    directory = Directory([on_pages(him, 2), on_pages(her, 1)])
    found = directory.find(asked)
    assert found.ambiguous
    assert {one.name for one in found.people} == {him, her}
    assert [one.name for one in directory.find(her.split()[1]).people] == [her]


@pytest.mark.parametrize("asked", ["O Shea", "o`shea", "O’Shea", "oshea", "O'Shea"])
def test_a_name_is_found_wherever_its_marks_and_spaces_stand(asked: str) -> None:
    found = Directory([on_pages("Mary O’Shea", 1)]).find(asked)
    assert [one.name for one in found.people] == ["Mary O’Shea"]


@pytest.mark.parametrize("asked", ["Qadhri", "Kadhri", "Gadhri"])
def test_a_name_is_found_with_another_letter_for_the_arabic_one(asked: str) -> None:
    assert [one.name for one in Directory([on_pages("Omar Gadhri", 1)]).find(asked).people] == ["Omar Gadhri"]


def test_a_word_of_the_corpus_is_no_misspelt_name_but_where_it_is_a_spelling_of_it() -> None:
    words = {"рохлани": "рохлани", "хаверстон": "хаверстон", "roland": "roland", "haverton": "haverton"}
    directory = Directory([person("Халид Рухлани"), person("Ada Haverson")], words)
    assert [one.name for one in directory.find("Рохлани").people] == ["Халид Рухлани"]
    assert directory.find("Haverton").people == ()


def test_a_name_is_found_without_its_last_part() -> None:
    people = [person("Amadi Sule Okoro"), person("Amadi Brandt")]
    assert [one.name for one in Directory(people).find("Amadi Sule").people] == ["Amadi Sule Okoro"]


def test_a_name_written_from_ukrainian_is_found_by_the_russian_one() -> None:
    people = [person("Андрей Загрива"), person("Пётр Зимин")]
    assert [one.name for one in Directory(people).find("Zahryva").people] == ["Андрей Загрива"]
    assert [one.name for one in Directory(people).find("Andriy Zahryva").people] == ["Андрей Загрива"]
    assert Directory(people).find("Hamin").people == ()


@pytest.mark.parametrize("word", ["моряки", "море", "миссия", "меры", "билет", "линия", "рыба"])
def test_a_russian_word_is_nobody_whose_name_it_only_resembles(word: str) -> None:
    """Whoever asks about seamen, the sea or a mission does not ask about a Mark, a Mora or a Massa."""
    known = ["Mark Harlow", "Diana Mora", "Ivo Massa", "Ines Malmer", "Nils Bildt", "Greta Leyen", "Rob Sill"]
    assert Directory([person(name) for name in known]).find(word).people == ()


def test_a_russian_word_is_the_one_whose_family_name_sounds_just_so_unless_texts_have_the_word() -> None:
    bearer = person("Ulrik Makron")
    assert Directory([bearer]).find("макрон").people == (bearer,)
    assert Directory([bearer], {"макрон": "макрон"}).find("макрон").people == ()
