"""Who is who inside one article."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.words.findings import MentionKind
from tests.people.corpus import article_of, figures_of, mentions, named, roles


def test_family_name_given_name_and_role_go_to_the_person_named_in_full() -> None:
    article = article_of(
        "Daniel Holm, the Danish Ambassador to Kazakhstan, arrived. Holm met students. "
        "The Ambassador praised them. The Danish diplomat left early."
    )

    (holm,) = figures_of(article)

    assert mentions(article, holm) == ["Daniel Holm", "Holm", "The Ambassador", "The Danish diplomat"]
    assert [mention.kind for mention in holm.mentions] == [
        MentionKind.FULL,
        MentionKind.SURNAME,
        MentionKind.ROLE,
        MentionKind.ROLE,
    ]
    assert all(mention.reason for mention in holm.mentions)


def test_a_couple_of_one_family_name_is_told_apart_by_title_and_nearness() -> None:
    article = article_of(
        "Laura Brandt opened the gallery. Her husband, Peter Brandt, paid for it.\n"
        "Mrs. Brandt thanked the city. Mr. Brandt was silent."
    )
    figures = figures_of(article)

    assert mentions(article, named(figures, "Laura Brandt")) == ["Laura Brandt", "Brandt"]
    assert mentions(article, named(figures, "Peter Brandt")) == ["Peter Brandt", "Brandt"]


def test_initials_and_middle_names_are_forms_of_one_person() -> None:
    article = article_of(
        "Robert F. Carter won. Robert Carter spoke at length. R. Carter signed, and Carter left."
    )

    assert [figure.name for figure in figures_of(article)] == ["Robert F. Carter"]


def test_the_family_name_of_an_east_asian_name_is_its_first_word() -> None:
    article = article_of("President Kang Min-ho spoke in Seoul. Kang said that the talks went on.")

    (kang,) = figures_of(article)

    assert kang.family_name == "Kang"
    assert mentions(article, kang) == ["Kang Min-ho", "Kang"]


def test_a_role_two_people_bear_is_not_linked_in_doubt() -> None:
    article = article_of("Minister Adam Nowak met Minister Paul Brandt. The minister was pleased.")

    assert all("The minister" not in mentions(article, figure) for figure in figures_of(article))


def test_a_country_decides_between_two_presidents() -> None:
    article = article_of(
        "Kazakh President Ermek Serikov met Polish President Adam Nowak. The Polish president left early."
    )

    assert mentions(article, named(figures_of(article), "Adam Nowak")) == [
        "Adam Nowak",
        "The Polish president",
    ]


def test_a_person_seen_in_a_caption_alone_is_weak() -> None:
    article = article_of(
        "Ambassador Daniel Holm gave an interview.", caption="Daniel Holm and Aigul Bekova in a studio"
    )
    figures = figures_of(article)

    assert named(figures, "Aigul Bekova").weak
    assert not named(figures, "Daniel Holm").weak


def test_another_name_in_brackets_is_kept_with_the_person() -> None:
    article = article_of("The painter Zarina (Aigul Bekova) opened the show.")

    (painter,) = figures_of(article)

    assert (painter.name, painter.other_names) == ("Zarina", ("Aigul Bekova",))


def test_gender_comes_from_titles_and_names_and_is_unknown_otherwise() -> None:
    article = article_of("Mrs. Quorn and Peter Brandt met Akbota Saparova. Director Zyx Vantor came later.")
    figures = figures_of(article)

    assert named(figures, "Quorn").gender == "female"
    assert named(figures, "Peter Brandt").gender == "male"
    assert named(figures, "Akbota Saparova").gender == "female"
    assert named(figures, "Zyx Vantor").gender is None


def test_cyrillic_case_forms_are_one_person() -> None:
    article = article_of("Президент Ерлан Сериков прибыл в Осло. Встреча с Сериковым прошла в среду.")

    (serikov,) = figures_of(article)

    assert mentions(article, serikov) == ["Ерлан Сериков", "Сериковым"]


def test_reading_twice_gives_the_same_figures() -> None:
    article = article_of("Kazakh President Ermek Serikov met Adam Nowak. Nowak thanked the president.")

    assert figures_of(article) == figures_of(article)


@pytest.mark.parametrize(
    "words",
    [
        "The next president should choose the judges.",
        "Whoever wins will be the president.",
        "The president elections were held in spring.",
    ],
)
def test_a_role_that_stands_for_nobody_yet_is_no_mention(words: str) -> None:
    article = article_of(f"President Ana Roth opened the mill on Monday.\n{words}")
    told = mentions(article, named(figures_of(article), "Ana Roth"))
    assert told == ["Ana Roth"]


def test_a_title_does_not_outweigh_whom_the_text_is_about() -> None:
    article = article_of(
        "Zeb Roth leaves the race.\nZeb Roth said goodbye to his voters. Mr. Roth held back tears.\n"
        "The house of John Roth has lost.\nMr. Roth then went home."
    )
    assert mentions(article, named(figures_of(article), "Zeb Roth")).count("Roth") >= 1


def test_father_and_son_are_told_apart_by_what_follows_their_name() -> None:
    article = article_of(
        "Senator Carl Dunn Sr. voted. Dunn Sr. was calm. His son, Carl Dunn Jr., left. Dunn Jr. was not."
    )
    figures = figures_of(article)

    assert mentions(article, named(figures, "Carl Dunn Sr.")) == ["Carl Dunn Sr.", "Dunn Sr."]
    assert mentions(article, named(figures, "Carl Dunn Jr.")) == ["Carl Dunn Jr.", "Dunn Jr."]


def test_a_father_without_an_addition_is_not_the_son_who_has_one() -> None:
    article = article_of("Carl Dunn Jr. and his father, Carl Dunn, met in Oslo.")

    assert [figure.name for figure in figures_of(article)] == ["Carl Dunn Jr.", "Carl Dunn"]


def test_two_of_one_full_name_and_other_ages_are_two() -> None:
    article = article_of("Pianist Bo Ek, 19, met General Bo Ek, 61, in Oslo.")

    assert [roles(article, figure) for figure in figures_of(article)] == [
        {"Pianist": "current"},
        {"General": "current"},
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Abd al-Rahman Saleh", "Abdulrahman Saleh"),
        ("Abdel Rahman Saleh", "Abdur-Rahman Saleh"),
        ("Mary O’Brannock", "Mary O Brannock"),
        ("Ana Van der Holt", "Ana Vanderholt"),
        ("Jean-Luc Perrin", "Jean Luc Perrin"),
        ("Omar El-Saridi", "Omar ElSaridi"),
        ("Muammar Qaddafi", "Muammar Gaddafi"),
    ],
)
def test_one_name_with_and_without_spaces_and_hyphens_is_one_person(one: str, other: str) -> None:
    article = article_of(f"Envoy {one} came to Oslo. The roads are open, {other} said.")

    assert len(figures_of(article)) == 1


def test_a_nickname_is_another_name_where_it_is_a_given_name() -> None:
    (figure,) = figures_of(article_of('Negotiator William "Bill" Hardwick stayed. Hardwick was calm.'))

    assert (figure.name, figure.other_names) == ("William Hardwick", ("Bill Hardwick",))


@pytest.mark.parametrize(
    "text",
    [
        "The president of Norway said that nobody had asked him.\nGuards told President Emil Sand.",
        "President Emil Sand met aides. The president of Norway said that nobody had asked him.",
        "President Emil Sand met aides. The president of Vestland said that nobody had asked him.",
        "Norway's president said that nobody had asked him.\nGuards told President Emil Sand.",
        "An Indian official says President Emil Sand slept. The government official says it was late.",
        "Defence Minister Emil Sand resigned. The foreign minister stayed.",
        "Foreign Minister Emil Sand met aides. The Norwegian leader said that nobody had asked him.",
        "Foreign Minister Emil Sand met aides. The premier said that nobody had asked him.",
        "President Emil Sand cited remarks by Speaker Ivo Kern. The politician told a channel so.",
    ],
)
def test_words_for_an_office_are_nobody_whose_office_they_may_not_be(text: str) -> None:
    article = article_of(text)
    sand = named(figures_of(article), "Emil Sand")

    assert all(mention.kind is not MentionKind.ROLE for mention in sand.mentions)


def test_a_country_before_the_office_may_go_back_to_who_was_named_with_the_office_alone() -> None:
    article = article_of(
        "President Emil Sand met aides. The Norwegian president said that nobody had asked him."
    )
    sand = named(figures_of(article), "Emil Sand")

    assert "The Norwegian president" in mentions(article, sand)


def test_a_bare_title_before_anybody_has_it_is_not_anothers_than_whom_was_just_named() -> None:
    article = article_of(
        "Oleg Varkin likes horses. Peter Brandt ran through the brook. The Prime Minister wore a bandage. "
        "Years ago, Ruland's Prime Minister Oleg Varkin met him."
    )
    assert "The Prime Minister" not in mentions(article, named(figures_of(article), "Oleg Varkin"))


def test_a_bare_title_that_opens_an_article_is_of_whoever_has_it_below() -> None:
    article = article_of("The president vetoed the bill. President Adam Nowak spoke later.")
    assert "The president" in mentions(article, named(figures_of(article), "Adam Nowak"))


@pytest.mark.parametrize(
    ("language", "names"), [("fr", ["Dmitri Rinkov"]), ("en", ["Dmitri Rinkov", "M. Rinkov"])]
)
def test_an_initial_may_be_a_title_in_another_language(language: str, names: list[str]) -> None:
    text = "Le porte-parole, Dmitri Rinkov, a parlé. M. Rinkov est content."
    assert [figure.name for figure in figures_of(replace(article_of(text), language=language))] == names


@pytest.mark.parametrize("called", ["the Labour leader", "the Ruland leader"])
def test_a_minister_of_some_office_is_no_leader_of_a_party_or_a_land(called: str) -> None:
    text = f"Union Minister Karl Lind left. Ada Berg spoke for the others. It was late when {called} came."
    article = article_of(text)
    assert mentions(article, named(figures_of(article), "Karl Lind")) == ["Karl Lind"]


def test_a_diplomat_is_not_the_minister_brought_in_after_him() -> None:
    text = "Spokeswoman Ada Berg met reporters. The diplomat said that Foreign Minister Karl Lind was late."
    article = article_of(text)
    assert mentions(article, named(figures_of(article), "Karl Lind")) == ["Karl Lind"]


@pytest.mark.parametrize(
    ("text", "aliases"),
    [
        ('Omar Haddad Malik -- best known by his nickname "Rook" -- signed the deal.', ("Rook",)),
        ("Omar Haddad, who is nicknamed Rook, signed the deal.", ("Rook",)),
        ("Omar Haddad (also known as Abu Salim) signed the deal.", ("Abu Salim",)),
        ("Omar Haddad, known as the Iron Minister, signed the deal.", ()),
        ("Omar Haddad nicknamed Lena Vogt a dove.", ()),
        ("Иван Лобов, известный как Гром, подписал договор.", ("Гром",)),
        ("Иван Лобов по прозвищу «Шмель» подписал договор.", ("Шмель",)),
    ],
)
def test_a_name_somebody_goes_by_is_one_of_theirs(text: str, aliases: tuple[str, ...]) -> None:
    assert figures_of(article_of(text))[0].other_names == aliases


def test_the_leader_of_the_opposition_is_not_who_leads_the_land() -> None:
    article = article_of("President Tom Berger won again. He blamed the opposition leader for the fires.")
    (berger,) = figures_of(article)
    assert mentions(article, berger) == ["Tom Berger"]


def test_the_first_of_two_titles_tells_a_man_from_a_woman() -> None:
    article = article_of("The judge, Mrs Justice Orford, said so. Later Mr Justice Farrow told him no.")
    found = figures_of(article)
    assert {figure.name: figure.gender for figure in found} == {"Orford": "female", "Farrow": "male"}


def test_the_leader_of_a_country_is_no_president_of_a_league() -> None:
    article = article_of(
        "President Omar Haddad met the press in Tunis for three hours. He defended Karl Berger, the "
        "embattled president of the world rowing league. The Tunisian leader then spoke of the harvest."
    )
    figures = figures_of(article)
    assert "The Tunisian leader" in mentions(article, named(figures, "Omar Haddad"))
    assert "The Tunisian leader" not in mentions(article, named(figures, "Karl Berger"))


def test_the_first_woman_of_an_office_is_nobodys_relative() -> None:
    article = article_of(
        "Rina Holt, a former captain, won on Friday. Holt, the first woman elected premier, thanked her crew."
    )
    assert [figure.name for figure in figures_of(article)] == ["Rina Holt"]


@pytest.mark.parametrize("land", ["neighbouring republic", "other country", "rival southern state"])
def test_the_president_of_another_land_is_not_the_one_who_was_named(land: str) -> None:
    article = article_of(
        f"President Emil Sand met aides. The president of the {land} said that he was tired."
    )
    sand = named(figures_of(article), "Emil Sand")

    assert all(mention.kind is not MentionKind.ROLE for mention in sand.mentions)
