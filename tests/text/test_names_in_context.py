"""Names by what stands around them: what a list takes for something else, and what looks like a name."""

from __future__ import annotations

import pytest

from bot.text.names.people_named import find_names
from bot.text.sentences import sentences_of
from tests.people.corpus import article_of
from tests.speech.speaking import syntax_model


def words_of(text: str, title: str = "") -> list[str]:
    article = article_of(text, title=title)
    sentences = sentences_of(article)
    found = find_names(article, sentences, syntax_model().parse(article.text, sentences))
    return [" ".join(name.words) for name in found]


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("Consul Expelled", "The consul, Lars Holm, left on Monday.", ["Lars Holm"]),
        ("Governor Resigns Over Dam", "Governor Ada Lind resigned on Monday.", ["Ada Lind"]),
        ("Ex-Premier Pardoned", "The paper was signed on Monday.", []),
        ("President Kalu Jailed", "Former president Ben Kalu got nine years.", ["Kalu", "Ben Kalu"]),
    ],
)
def test_what_a_headline_says_of_a_role_is_no_name(title: str, text: str, expected: list[str]) -> None:
    assert words_of(text, title) == expected


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        (
            "Ada Lind Defends Karl Berg",
            "Ada Lind spoke up for Karl Berg.",
            ["Ada Lind", "Karl Berg", "Ada Lind", "Karl Berg"],
        ),
        ("Ada Lind Slams Quorn", "Ada Lind slammed the port.", ["Ada Lind", "Ada Lind"]),
        (
            "Ada Lind Compares Berg’s Boats To Barrels",
            "Ada Lind sat with Karl Berg.",
            ["Ada Lind", "Ada Lind", "Karl Berg"],
        ),
        (
            "Ada Woods Wins Vote",
            "Ada Woods walked in the wood.",
            ["Ada Woods", "Ada Woods"],
        ),
    ],
)
def test_the_verb_of_a_headline_parts_two_names(title: str, text: str, expected: list[str]) -> None:
    assert words_of(text, title) == expected


@pytest.mark.parametrize(
    "text",
    [
        'Senator Joseph "the Anvil" Hardwick left early.',
        "Senator Joseph “Joe” Hardwick left early.",
        "Senator Joseph 'Big Joe' Hardwick left early.",
        "Senator Joseph «Anvil» Hardwick left early.",
        "Senator Joseph ‘Anvil’ Hardwick left early.",
        "Senator Joseph (Joe) Hardwick left early.",
    ],
)
def test_a_nickname_inside_a_name_leaves_it_one(text: str) -> None:
    assert words_of(text) == ["Joseph Hardwick"]


def test_a_nickname_between_curly_marks_may_follow_a_name_in_s() -> None:
    assert words_of("Secretary Elias ‘Ace’ Hardwick left early.") == ["Elias Hardwick"]


def test_who_speaks_in_an_office_is_somebody_whatever_the_model_reads() -> None:
    assert words_of("Ministry of roads spokesperson Sifiwe Dlangala said the road was shut.") == [
        "Sifiwe Dlangala"
    ]


def test_an_agency_is_not_the_person_of_its_name_where_it_reports() -> None:
    text = "Ada Axios left. Axios reported a leak. An aide told Axios so. “It is late,” Axios said."
    assert words_of(text) == ["Ada Axios", "Axios"]


def test_a_nickname_in_guillemets_inside_a_cyrillic_name_leaves_it_one() -> None:
    assert words_of("Сенатор Иосиф «Молот» Громов ушёл рано.") == ["Иосиф Громов"]


def test_words_in_quotation_marks_between_two_names_are_no_nickname() -> None:
    assert words_of("The envoy told Bo Ek's paper that “Peace” Ada Lind wrote was good.")[0] == "Bo Ek"
    assert "Reuters Ada" not in " ".join(words_of("Speaking to Reuters “frankly” Ada Lind was calm."))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Economist Mai Do will lead. “We start,” Do said. Do the sums.", ["Mai Do", "Do"]),
        ("Envoy Lan An arrived. “It is long,” An told reporters. An hour passed.", ["Lan An", "An"]),
        ("Envoy Min He arrived. “It is long,” He told them. He left.", ["Min He", "He"]),
        ("Premier Ana Gov spoke. “It is done,” Gov said.", ["Ana Gov", "Gov"]),
        ("Sen. Ada Lind met Gov. Bo Ek.", ["Ada Lind", "Bo Ek"]),
    ],
)
def test_a_small_word_is_a_family_name_where_only_a_name_has_a_capital(
    text: str, expected: list[str]
) -> None:
    assert words_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Consul June Carver opened the fair. Carver spoke.", ["June Carver", "Carver"]),
        ("April Jones was freed.", ["April Jones"]),
        ("Engineer Sunday Adeyemi built it.", ["Sunday Adeyemi"]),
        ("Judge Ella June ruled. In June she left. June said little.", ["Ella June", "June"]),
        ("In April Merkel left. Last June Merkel came.", ["Merkel", "Merkel"]),
    ],
)
def test_a_month_or_a_day_before_a_family_name_is_a_given_name(text: str, expected: list[str]) -> None:
    assert words_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She met the chief of the E.C.B. Carla Ricci in Oslo.", ["Carla Ricci"]),
        ("The deputy chief of the F.B.I. J. B. Corwin spoke.", ["J. B. Corwin"]),
        ("The director of the N.S.B. Dana Whitcliff spoke.", ["Dana Whitcliff"]),
        ("The novelist J.R.R. Tolmin spoke.", ["J.R.R. Tolmin"]),
    ],
)
def test_letters_of_a_body_before_a_name_are_no_initials(text: str, expected: list[str]) -> None:
    assert words_of(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The plane landed at Ada Lind airport.",
        "Pupils of the Bo Ek school sang at Carl Dunn street.",
        "The Clara Weston law firm advised it.",
        "Law firm Baker Holt advised it.",
        "The frigate Admiral Gorshin sailed past.",
        "The tanker Clara Weston burned for days.",
        "His cat Clara was seen chasing the dog Bruno.",
        "The Konrad Adler Stiftung paid for it.",
    ],
)
def test_a_thing_named_after_somebody_is_nobody(text: str) -> None:
    assert words_of(text) == []


def test_an_age_between_commas_makes_two_words_nobody_knows_a_name() -> None:
    assert words_of("Efrel Penaflo, 28, was also there.") == ["Efrel Penaflo"]


def test_who_owns_a_thing_or_leads_it_is_somebody() -> None:
    assert words_of("The ship Ada Lind commands is old.") == ["Ada Lind"]
    assert words_of("The airport chief Bo Ek closed it.") == ["Bo Ek"]
    assert words_of("Ada Lind airport is closed, its head Bo Ek said.") == ["Bo Ek"]


def test_characters_that_nobody_sees_neither_part_a_name_nor_change_it() -> None:
    assert words_of("Envoy Dani\u00adyar Asa\u200bnov spoke. Asa\u00adnov left.") == [
        "Daniyar Asanov",
        "Asanov",
    ]
    assert words_of("Посол Дани\u00adяр Асанов выступил. Аса\u200bнов уехал.") == ["Данияр Асанов", "Асанов"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Eva Novak is mayor. Said Novak: “We will stay in the valley.”", ["Eva Novak", "Novak"]),
        ("The winner, Said Novak, left. Said Novak: “We will stay.”", ["Said Novak", "Said Novak"]),
        ("Said Novak left the valley. Eva Novak stayed.", ["Said Novak", "Eva Novak"]),
    ],
)
def test_a_verb_that_opens_a_sentence_is_no_given_name(text: str, expected: list[str]) -> None:
    assert words_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“We are ready,” said the president of the Harbour Commission, Clara von der Leyden.",
            ["Clara von der Leyden"],
        ),
        ("They met in Santiago de Compostela.", []),
    ],
)
def test_a_particle_between_two_names_makes_them_a_person(text: str, expected: list[str]) -> None:
    assert words_of(text) == expected


@pytest.mark.parametrize(
    "opening",
    [
        "Will Lind resign?",
        "Absent Lind, nobody rowed.",
        "Combine Lind with Berg and you have a crew.",
        "May Lind stay?",
    ],
)
def test_what_opens_a_sentence_is_no_given_name_before_somebody_named_in_full(opening: str) -> None:
    text = f"Ada Lind met Karl Berg on Monday. {opening} The port was closed."
    assert words_of(text)[2] == "Lind"


def test_a_given_name_that_opens_a_sentence_stays_one() -> None:
    text = "Ada Lind met Karl Berg on Monday. Will Lind rowed the boat. Zhanar Lind sang."
    assert words_of(text)[2:] == ["Will Lind", "Zhanar Lind"]
