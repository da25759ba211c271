"""Roles verbatim, with what the text says of their time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.text.names.role_words import role_sense, stands_for, tenure_of
from tests.people.corpus import article_of, figures_of, named, roles


def roles_in(text: str, name: str) -> dict[str, str]:
    article = article_of(text)
    return roles(article, named(figures_of(article), name))


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (
            "First Deputy Minister of Justice of the Republic of Uzbekistan Aziz Karimov welcomed them.",
            "Aziz Karimov",
            {"First Deputy Minister of Justice of the Republic of Uzbekistan": "current"},
        ),
        (
            "Maria Jensen, the Danish Ambassador to Kazakhstan, agreed.",
            "Maria Jensen",
            {"Danish Ambassador to Kazakhstan": "current"},
        ),
        (
            "Maria Jensen, a Ph.D. candidate at the Oslo University, agreed.",
            "Maria Jensen",
            {"a Ph.D. candidate at the Oslo University": "current"},
        ),
        (
            "Ana Pell, President Lind’s national security adviser, agreed.",
            "Ana Pell",
            {"national security adviser": "current"},
        ),
        ("President Tom Lind's chief of staff, Ana Pell, agreed.", "Ana Pell", {"chief of staff": "current"}),
        ("First Lady Ana Pell agreed.", "Ana Pell", {"First Lady": "current"}),
        ("Lady Ana Pell agreed.", "Ana Pell", {}),
        ("The third candidate, Ana Pell, agreed.", "Ana Pell", {"candidate": "current"}),
        ("The Third Secretary, Ana Pell, agreed.", "Ana Pell", {"Third Secretary": "current"}),
        ("Muslim aide Ana Pell agreed.", "Ana Pell", {"aide": "current"}),
        ("Muslim cleric Omar Pell agreed.", "Omar Pell", {"Muslim cleric": "current"}),
        ("Ana Pell held the post of mayor until May.", "Ana Pell", {"mayor": "former"}),
        ("His deputy, Ana Pell, was mayor until May.", "Ana Pell", {"deputy": "current", "mayor": "former"}),
        (
            "Polish political analyst, Adam Nowak, has argued this.",
            "Adam Nowak",
            {"Polish political analyst": "current"},
        ),
        (
            "Adam Nowak served as ambassador to Iran until May.",
            "Adam Nowak",
            {"ambassador to Iran": "former"},
        ),
        (
            "Deputy Chief of Mission Anna Berg will serve as Chargé d’Affaires until June.",
            "Anna Berg",
            {"Deputy Chief of Mission": "current", "Chargé d’Affaires": "future"},
        ),
        ("Former senator Paul Brandt died.", "Paul Brandt", {"Former senator": "former"}),
        ("President-elect Paul Brandt won.", "Paul Brandt", {"President-elect": "future"}),
        (
            "South Korea’s foreign minister, Han Min-ho, left.",
            "Han Min-ho",
            {"South Korea’s foreign minister": "current"},
        ),
    ],
)
def test_a_role_is_read_as_the_text_has_it(text: str, name: str, expected: dict[str, str]) -> None:
    assert roles_in(text, name) == expected


def test_a_predecessor_has_that_role_and_not_the_role_of_the_other() -> None:
    article = article_of(
        "Ambassador Daniel Holm arrived in 2022. Holm’s predecessor, Paul Brandt, left in 2021."
    )
    figures = figures_of(article)

    assert roles(article, named(figures, "Paul Brandt")) == {"predecessor": "former"}
    assert roles(article, named(figures, "Daniel Holm")) == {"Ambassador": "current"}


def test_a_pronoun_that_begins_a_sentence_passes_the_role_to_the_one_person_named_before() -> None:
    article = article_of("Daniel Holm met the mayor. He has served as Chief of Mission in Oslo since May.")
    two = article_of("Daniel Holm met Adam Nowak. He has served as Chief of Mission in Oslo since May.")

    assert roles(article, figures_of(article)[0]) == {"Chief of Mission in Oslo": "current"}
    assert all(not roles(two, figure) for figure in figures_of(two))


def test_a_plural_title_is_the_role_of_everybody_it_stands_before() -> None:
    article = article_of("He met Ambassadors Philip Grant in Seoul and Mark Lloyd in Baku.")
    figures = figures_of(article)

    assert roles(article, named(figures, "Philip Grant")) == {"Ambassadors": "current"}
    assert roles(article, named(figures, "Mark Lloyd")) == {"Ambassadors": "current"}


def test_the_role_of_the_next_name_is_not_taken_for_an_apposition() -> None:
    article = article_of("They invited Adam Nowak, President Paul Brandt and others.")

    assert roles(article, named(figures_of(article), "Adam Nowak")) == {}


def test_countries_and_heads_of_a_role_are_understood_in_english_and_russian() -> None:
    english, russian = role_sense("U.S. Ambassador to Kazakhstan"), role_sense("посол США в Казахстане")

    assert english.heads == russian.heads == {"ambassador"}
    assert english.countries == russian.countries == {"united states", "kazakhstan"}


def test_a_diplomat_may_be_an_ambassador_but_no_singer() -> None:
    assert "ambassador" in stands_for("diplomat")
    assert "singer" not in stands_for("diplomat")


@pytest.mark.parametrize(
    ("text", "tenure"),
    [
        ("then-president", "former"),
        ("secretary-designate", "future"),
        ("бывший министр", "former"),
        ("mayor", "current"),
    ],
)
def test_the_time_of_a_role_comes_from_its_words(text: str, tenure: str) -> None:
    assert tenure_of(text).value == tenure


@pytest.mark.parametrize(
    "text",
    [
        "They chose Adam Nowak, likely to please nervous senators on the left.",
        "They asked Adam Nowak, unable to turn the mood against the ministers.",
        "They know Adam Nowak, bearish on the future of student envoys.",
    ],
)
def test_what_somebody_is_likely_or_unable_to_do_is_no_role(text: str) -> None:
    article = article_of(text)

    assert roles(article, named(figures_of(article), "Adam Nowak")) == {}


def test_a_small_word_that_begins_a_sentence_is_no_part_of_a_role() -> None:
    article = article_of("Like President Adam Nowak, she was late. Both Senator Paul Brandt and she left.")
    figures = figures_of(article)

    assert roles(article, named(figures, "Adam Nowak")) == {"President": "current"}
    assert roles(article, named(figures, "Paul Brandt")) == {"Senator": "current"}


def test_the_advisers_somebody_is_one_of_are_a_role() -> None:
    article = article_of("They met Adam Nowak, one of the closest advisers to the mayor.")

    assert roles(article, named(figures_of(article), "Adam Nowak")) == {
        "one of the closest advisers to the mayor": "current"
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anna Berg resigned as foreign minister on Monday.", {"foreign minister": "former"}),
        ("Anna Berg, the 61-year-old former harbour minister, left.", {"former harbour minister": "former"}),
        ("Is President Anna Berg ill?", {"President": "current"}),
        ("It cost more than the salary of a minister, Anna Berg said.", {}),
        (
            "The council named a former clerk, Anna Berg, as acting mayor of Turku.",
            {"former clerk": "former", "acting mayor of Turku": "future"},
        ),
    ],
)
def test_a_role_has_no_day_no_age_and_no_verb_in_it(text: str, expected: dict[str, str]) -> None:
    assert {
        words.removeprefix("a "): tenure for words, tenure in roles_in(text, "Anna Berg").items()
    } == expected


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (
            "At talks with union chief Mark Rotten, the Danish president said no.",
            "Mark Rotten",
            {"union chief": "current"},
        ),
        (
            "Trenk taps Bo Ek as acting minister of defense President Dan Trenk said.",
            "Dan Trenk",
            {"President": "current"},
        ),
        (
            "Envoy Recalled Over Leak Foreign Minister Ana Holt recalled him.",
            "Ana Holt",
            {"Foreign Minister": "current"},
        ),
        (
            "Dan Trenk and his daughter Ivana Trenk came. President Trenk spoke.",
            "Ivana Trenk",
            {"daughter": "current"},
        ),
        (
            "President Obara, First Lady Mia Obara and the guests came. President Obara spoke.",
            "Mia Obara",
            {"First Lady": "current"},
        ),
        (
            "President Obara met First Lady Mia Obara. President Obara spoke.",
            "Obara",
            {"President": "current"},
        ),
        ("The speaker, Ms Roth's brother, left. Ms Roth stayed.", "Roth", {}),
        (
            "Gen. Ana Holt, chairman of Ruland's Council, and Prime Minister of Ruland's League Bo Ek met.",
            "Ana Holt",
            {"Gen.": "current", "chairman of Ruland's Council": "current"},
        ),
        (
            "Senator Ana Holt, envoy regarding roads, left.",
            "Ana Holt",
            {"Senator": "current", "envoy": "current"},
        ),
        ("Vice President Bild, Dr. Bild and others came. Dr. Jill Bild left.", "Jill Bild", {}),
    ],
)
def test_a_role_of_a_namesake_a_relative_or_the_next_phrase_is_never_anothers(
    text: str, name: str, expected: dict[str, str]
) -> None:
    assert roles_in(text, name) == expected


def test_of_a_language_that_is_not_read_only_the_word_for_the_role_is_taken() -> None:
    article = replace(article_of("Cette décision du président Tokaren est prise."), language="fr")
    assert roles(article, named(figures_of(article), "Tokaren")) == {"président": "current"}


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("FERRY DISASTER Danish Minister Ola Dahl spoke.", "Ola Dahl", {"Danish Minister": "current"}),
        ("NATO CIA Director Ola Dahl spoke.", "Ola Dahl", {"NATO CIA Director": "current"}),
        ("With former Oslo City Mayor Ola Dahl gone.", "Ola Dahl", {"former Oslo City Mayor": "former"}),
        ("Local Assemblywoman Siv Aune left.", "Siv Aune", {"Local Assemblywoman": "current"}),
        ("АВАРИЯ ПАРОМА Министр Анна Лебедева ушла.", "Анна Лебедева", {"Министр": "current"}),
    ],
)  # fmt: skip
def test_a_headline_in_capitals_is_no_part_of_a_role_and_former_is(
    text: str, name: str, expected: dict[str, str]
) -> None:
    assert roles_in(text, name) == expected


@pytest.mark.parametrize(
    ("title", "text", "name", "expected"),
    [
        ("Tapio Rinne Fires Envoy Karl Berg", "Tapio Rinne fired him.", "Karl Berg", {"Envoy": "current"}),
        ("Canada Recalls Envoy Karl Berg", "Canada recalled him.", "Karl Berg", {"Envoy": "current"}),
        ("Armed Forces Chief Karl Berg Leaves", "He left.", "Karl Berg", {"Armed Forces Chief": "current"}),
    ],
)
def test_what_a_headline_says_is_done_is_no_part_of_a_role(
    title: str, text: str, name: str, expected: dict[str, str]
) -> None:
    article = article_of(text, title=title)
    assert roles(article, named(figures_of(article), name)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The letter will go to Karl Berg, two aides said on Monday.", {}),
        ("The deal was signed by Karl Berg, officials said.", {}),
        ("They met Karl Berg, a former minister said.", {}),
        ("They met Karl Berg, a former minister, in Oslo.", {"a former minister": "former"}),
    ],
)
def test_who_says_so_after_a_name_holds_a_role_of_their_own(text: str, expected: dict[str, str]) -> None:
    assert roles_in(text, "Karl Berg") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The EU envoy for the Orlen talks, Karl Berg, agreed.", {"EU envoy for the Orlen talks": "current"}),
        (
            "The envoy for the Orlen–Quorn talks, Karl Berg, agreed.",
            {"envoy for the Orlen–Quorn talks": "current"},
        ),
        (
            "Germany’s ambassador for human rights, Karl Berg, agreed.",
            {"Germany’s ambassador for human rights": "current"},
        ),
        ("After talks with the envoy for human rights, Karl Berg, a judge, left.", {"a judge": "current"}),
        ("She wrote to the envoy for human rights, Karl Berg, on Monday.", {}),
        ("In a letter to the envoy for human rights, Karl Berg said so.", {}),
        ("The house of the envoy for human rights, Karl Berg said, had burnt.", {}),
    ],
)
def test_a_post_that_opens_its_clause_goes_on_in_small_words(text: str, expected: dict[str, str]) -> None:
    assert roles_in(text, "Karl Berg") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Signed by Omar Traole, president of Ruland, Colonel Karl Berg, premier of Aland, and others.",
            {"Colonel": "current", "premier of Aland": "current"},
        ),
        (
            "Его подписали Омар Траоле, президент Руландии, полковник Karl Berg, премьер Аландии.",
            {"полковник": "current", "премьер Аландии": "current"},
        ),
        ("The former envoy, General Karl Berg, left.", {"former envoy": "former", "General": "current"}),
    ],
)
def test_of_a_list_of_names_and_posts_each_has_its_own(text: str, expected: dict[str, str]) -> None:
    assert roles_in(text, "Karl Berg") == expected


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("“Ana Pell is an agent of the mill owners,” Lind said. It rained.", "Ana Pell", {}),
        ("“Ana Pell is the minister of trade,” Lind said.", "Ana Pell", {"minister of trade": "current"}),
        (
            "Ana Pell is an agent of the mill owners. It rained.",
            "Ana Pell",
            {"an agent of the mill owners": "current"},
        ),
        ("«Анна Орлова является агентом заводчиков», — сказал Бекин. Шёл дождь.", "Анна Орлова", {}),
    ],
)
def test_what_somebody_takes_a_person_for_is_no_post(text: str, name: str, expected: dict[str, str]) -> None:
    assert roles_in(text, name) == expected


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (
            "BERGEN, Norway, NTB – Norway’s Trade Minister, Ana Pell, agreed.",
            "Ana Pell",
            "Norway’s Trade Minister",
        ),
        (
            "Trinidad and Tobago Prime Minister Ana Pell agreed.",
            "Ana Pell",
            "Trinidad and Tobago Prime Minister",
        ),
        (
            "St. Vincent and the Grenadines Premier Dr. Ana Pell agreed.",
            "Ana Pell",
            "St. Vincent and the Grenadines Premier",
        ),
    ],
)
def test_a_role_begins_behind_the_dateline_and_with_the_whole_name_of_its_country(
    text: str, name: str, expected: str
) -> None:
    assert list(roles_in(text, name)) == [expected]


def test_a_country_that_is_a_given_name_too_is_none_behind_an_office() -> None:
    article = article_of("The President of Georgia Nino Lindadze vetoed the law. Lindadze said so on Monday.")
    assert [figure.name for figure in figures_of(article)] == ["Nino Lindadze"]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("The town’s mayor Tom Lind nominated Ana Pell to be envoy.", "Ana Pell", ["envoy"]),
        (
            "Bo Ek, nominated by Norway’s President Ana Pell to become the next governor, agreed.",
            "Ana Pell",
            ["Norway’s President"],
        ),
        (
            "It was signed by then-Solomon Islands prime minister Ana Pell.",
            "Ana Pell",
            ["then-Solomon Islands prime minister"],
        ),
    ],
)
def test_who_nominates_somebody_is_given_no_office_by_it(text: str, name: str, expected: list[str]) -> None:
    assert list(roles_in(text, name)) == expected


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Ministry of Canals spokeswoman Ana Pell agreed.", "Ana Pell", "Ministry of Canals spokeswoman"),
        (
            "Ministry of Canals and Locks spokesman Tor Falk agreed.",
            "Tor Falk",
            "Ministry of Canals and Locks spokesman",
        ),
        ("Royal Bank of Vetland governor Jon Ek agreed.", "Jon Ek", "Royal Bank of Vetland governor"),
        ("In the House of Peers, Minister Ada Holm agreed.", "Ada Holm", "Minister"),
        ("They were friends of Minister Ada Holm.", "Ada Holm", "Minister"),
    ],
)
def test_the_body_before_a_post_is_part_of_it_with_its_whole_name(text: str, name: str, role: str) -> None:
    assert roles_in(text, name) == {role: "current"}


@pytest.mark.parametrize("day", ["Tuesday", "Monday"])
def test_whom_somebody_speaks_to_on_a_day_are_no_role(day: str) -> None:
    assert roles_in(f"Speaking to reporters on {day} Ana Pell agreed with them.", "Ana Pell") == {}


def test_a_count_with_a_hyphen_is_part_of_a_role() -> None:
    text = "Tor Falk, president of the 193-member Lake Council, agreed."
    assert roles_in(text, "Tor Falk") == {"president of the 193-member Lake Council": "current"}


@pytest.mark.parametrize(
    ("years", "tenure"),
    [
        ("from 2000 to 2006", "former"),
        ("(1998–2004)", "former"),
        ("until May 2011", "former"),
        ("since 2011", "current"),
        ("for 2000 days", "current"),
    ],
)
def test_an_office_whose_years_stand_behind_it_is_over_with_them(years: str, tenure: str) -> None:
    assert roles_in(f"Tor Falk, Ruland’s president {years}, agreed.", "Tor Falk") == {
        "Ruland’s president": tenure
    }


def test_years_that_have_not_passed_when_an_article_was_written_leave_an_office_held() -> None:
    article = article_of(
        "Tor Falk, Ruland’s president until 2023, agreed.",
        published="2019-03-03",
    )
    assert roles(article, named(figures_of(article), "Tor Falk")) == {"Ruland’s president": "current"}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("IMF MD Ana Pell warned that growth was slow.", "IMF MD"),
        ("The Port Bank MD, Ana Pell, warned that growth was slow.", "Port Bank MD"),
        ("DG WHO Ana Pell warned that growth was slow.", "DG WHO"),
        ("Ana Pell, DG of the WHO, warned that growth was slow.", "DG of the WHO"),
        ("Norwegian FM Ana Pell warned that growth was slow.", "Norwegian FM"),
    ],
)
def test_a_post_by_its_initials_is_a_role(text: str, role: str) -> None:
    assert roles_in(text, "Ana Pell") == {role: "current"}


@pytest.mark.parametrize(
    "text",
    [
        "Ana Pell, MD, warned that the cold would stay.",
        "In Silver Bay, MD Ana Pell warned that the cold would stay.",
        "The council met Ana Pell, party leaders and the envoys of five towns.",
    ],
)
def test_a_degree_a_state_and_others_in_a_list_are_no_role(text: str) -> None:
    assert roles_in(text, "Ana Pell") == {}


def test_a_post_by_its_initials_is_the_post_and_who_is_called_by_it() -> None:
    assert role_sense("IMF MD") == role_sense("managing director of the IMF")
    assert role_sense("Ruland FM").heads == {"minister"}
