"""Who is who over several articles."""

from __future__ import annotations

from dataclasses import replace

from bot.people.resolver import resolution, resolve
from bot.people.seen import figures_of
from bot.words.documents import Basis, Precision, PublicationDate
from tests.people.corpus import analysed, article_of, people_of


def names(*texts: str) -> list[str]:
    return sorted(person.name for person in people_of(*texts))


def test_spellings_of_one_person_come_together() -> None:
    (person,) = people_of(
        "President Sadyr Serikov spoke in Oslo.", "President Sadyr Serıkov left. Serikov spoke."
    )

    assert person.mentions == 3
    assert [appearance.article for appearance in person.appearances] == ["000", "001"]


def test_cyrillic_and_latin_names_come_together_under_the_latin_one() -> None:
    (person,) = people_of("President Sadyr Serikov spoke in Oslo.", "Президент Садыр Сериков прибыл в Осло.")

    assert (person.name, person.key, person.family_name) == ("Sadyr Serikov", "sadyr-serikov", "Serikov")
    assert "Садыр Сериков" in person.forms


def test_turkish_spellings_of_a_given_name_come_together() -> None:
    (person,) = people_of("Minister Cemil Serikov spoke.", "Minister Jemil Serikov left.")

    assert person.mentions == 2


def test_namesakes_stay_apart() -> None:
    assert names("Envoy Daniel Rosenfeld spoke.", "Minister Elizabeth Rosenfeld spoke.") == [
        "Daniel Rosenfeld",
        "Elizabeth Rosenfeld",
    ]
    assert names("Host Ainur Kairat spoke.", "Minister Kairat Serikov spoke.") == [
        "Ainur Kairat",
        "Kairat Serikov",
    ]


def test_a_rare_family_name_alone_joins_the_only_person_of_that_name() -> None:
    (person,) = people_of("Minister Kairat Tulebaev spoke.", "Minister Tulebaev left Oslo.")

    assert person.mentions == 2


def test_a_common_family_name_alone_joins_only_when_roles_agree() -> None:
    assert names("Senator Paul Smith spoke.", "Mr. Smith left Oslo.") == ["Paul Smith", "Smith"]
    assert names("Senator Paul Smith spoke.", "Senator Smith left Oslo.") == ["Paul Smith"]


def test_a_family_name_two_people_bear_is_left_apart_with_its_runners_up() -> None:
    texts = ["Envoy Daniel Tulebaev spoke.", "Painter Arman Tulebaev spoke.", "Mr. Tulebaev left Oslo."]
    found = resolution(
        figures_of(analysed(article_of(text, id_=str(number)))) for number, text in enumerate(texts)
    )

    link = found.links[-1]

    assert [person.name for person in found.people if person.key == link.person] == ["Tulebaev"]
    assert set(link.runners_up) == {"daniel-tulebaev", "arman-tulebaev"}
    assert link.reason


def test_a_mrs_does_not_join_a_man() -> None:
    assert names("Minister Peter Tulebaev spoke.", "Mrs. Tulebaev left Oslo.") == [
        "Peter Tulebaev",
        "Tulebaev",
    ]


def test_roles_are_kept_verbatim_newest_first() -> None:
    old = article_of("Ambassador to Iran Adam Nowak spoke.", id_="001", published="2019-05-01")
    new = article_of("Ambassador to Kazakhstan Adam Nowak spoke.", id_="002", published="2024-05-01")

    (person,) = resolve([analysed(old), analysed(new)])

    assert [(role.text, role.article, role.published) for role in person.roles] == [
        ("Ambassador to Kazakhstan", "002", "2024-05-01"),
        ("Ambassador to Iran", "001", "2019-05-01"),
    ]


def test_a_person_of_captions_alone_is_weak_and_last() -> None:
    article = article_of("Adam Nowak gave an interview.", caption="Adam Nowak and Aigul Bekova in the studio")

    people = resolve([analysed(article)])

    assert [(person.name, person.weak) for person in people] == [
        ("Adam Nowak", False),
        ("Aigul Bekova", True),
    ]


def test_a_full_name_in_brackets_is_the_same_person_elsewhere() -> None:
    (person,) = people_of(
        "The painter Zarina (Aigul Bekova) opened the show.", "The painter Aigul Bekova won a prize."
    )

    assert {"Zarina", "Aigul Bekova"} <= set(person.forms)


def test_the_order_of_articles_changes_nothing() -> None:
    articles = [
        analysed(article_of(text, id_=str(number)))
        for number, text in enumerate(
            ["Paul Smith met Kairat Serikov.", "Minister Serikov left.", "Paula Smith sang."]
        )
    ]

    assert resolve(articles) == resolve(reversed(articles))


def test_keys_are_unique() -> None:
    people = people_of("Senator Smith spoke.", "The singer Smith sang.", "The painter Smith painted.")

    assert len({person.key for person in people}) == len(people)


def test_a_title_of_several_people_is_nobodys_first_role() -> None:
    people = people_of(
        "U.S. Ambassadors Philip Nowak and Mark Brandt were recalled. "
        "Philip Nowak, U.S. Ambassador to Norway, left first."
    )
    nowak = next(person for person in people if person.name == "Philip Nowak")

    assert [role.text for role in nowak.roles] == ["U.S. Ambassador to Norway", "U.S. Ambassadors"]


def test_a_role_of_an_article_with_bounds_alone_has_no_date() -> None:
    article = article_of("Ambassador Adam Nowak left.")
    bounds = PublicationDate(
        None, Precision.RANGE, Basis.INFERRED, earliest="2023-01-01", latest="2024-05-01"
    )

    (person,) = resolve([analysed(replace(article, published=bounds))])

    assert [(role.text, role.published) for role in person.roles] == [("Ambassador", None)]


def test_two_of_one_full_name_whose_ages_exclude_each_other_are_two() -> None:
    young = article_of("Pianist Bo Ek, 19, won in Oslo. Ek was glad.", id_="001", published="2024-03-04")
    old = article_of("General Bo Ek, 61, was dismissed.", id_="002", published="2024-03-04")
    later = article_of("Pianist Bo Ek, 21, won again.", id_="003", published="2026-03-04")
    people = resolve(map(analysed, (young, old, later)))

    assert sorted({place.article for place in person.appearances} == {"002"} for person in people) == [
        False,
        True,
    ]
    assert [person.name for person in people] == ["Bo Ek", "Bo Ek"]


def test_two_of_one_full_name_of_other_callings_and_countries_are_two() -> None:
    assert names("Norwegian footballer Bo Ek scored.", "Danish minister Bo Ek spoke.") == ["Bo Ek", "Bo Ek"]
    assert names("Danish actor Bo Ek won.", "Danish minister Bo Ek spoke.") == ["Bo Ek"]


def test_father_and_son_of_several_articles_are_two() -> None:
    both = "Carl Dunn spoke. Carl Dunn Jr., his son, left."
    assert names(both, "Carl Dunn met Bo Ek.", "Carl Dunn Jr. met Bo Ek.", "Carl J. Dunn sang.") == [
        "Bo Ek",
        "Carl Dunn",
        "Carl Dunn Jr.",
    ]


def test_one_name_written_apart_and_as_one_comes_together_over_articles() -> None:
    assert len(people_of("Envoy Ana Van der Holt spoke.", "Envoy Ana Vanderholt left.")) == 1
    assert len(people_of("Envoy Omar Qaddas spoke.", "Envoy Omar Gaddas left.")) == 1


def test_one_family_name_more_is_a_longer_form_where_the_roles_agree() -> None:
    assert len(names("General Omar Sharid, of the army, spoke.", "General Omar Sharid Malik left.")) == 1
    assert names("Boxer Omar Sharid won.", "General Omar Sharid Malik left.") == [
        "Omar Sharid",
        "Omar Sharid Malik",
    ]


def test_a_family_name_is_not_given_to_a_relative_because_the_bearer_is_named_in_full_there() -> None:
    people = people_of(
        "President Dan Trenk spoke.",
        "His daughter Ivana Trenk came.",
        "Trenk laughed. " + "The day was long. " * 25 + "Trenk left, and Dan Trenk signed it.",
    )
    (ivana,) = [person for person in people if person.name == "Ivana Trenk"]
    assert [place.article for place in ivana.appearances] == ["001"]
