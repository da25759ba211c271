"""The one analyzer: which words of a text and a query meet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.tokens import terms


def read(text: str) -> list[str]:
    return [term.term for term in terms(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("U.S.", "US"),
        ("USA", "U.S."),
        ("Kazakhstan’s", "Kazakhstan"),
        ("Kazakhstan's", "kazakhstan"),
        ("citizens’", "citizen"),
        ("sanctions", "sanction"),
        ("Chargé d’Affaires", "charge affaires"),
        ("E.U.", "EU"),
        ("O’Brien", "OBrien"),
        ("7,644", "7644"),
        ("Ёлки", "елки"),
        ("права", "прав"),
        ("em\u00adbar\u00adgo", "embargo"),
        ("ура\u200bна", "урана"),
    ],
)
def test_two_ways_to_write_a_word_give_the_same_term(one: str, other: str) -> None:
    assert read(one) == read(other) != []


@pytest.mark.parametrize(
    ("one", "other"), [("accession", "access"), ("designated", "designed"), ("policy", "police")]
)
def test_words_that_only_look_alike_do_not_meet(one: str, other: str) -> None:
    assert read(one) != read(other)


def test_a_plus_sign_inside_a_name_stays() -> None:
    assert read("the C5+1 group") == ["c5+1", "group"]


def test_the_country_is_not_the_pronoun() -> None:
    assert read("They told us that the US agreed.") == ["told", "usa", "agre"]


def test_a_hyphenated_word_counts_as_its_parts_and_as_one() -> None:
    assert set(read("nonproliferation")) < set(read("non-proliferation"))


def test_stop_words_are_left_out() -> None:
    assert read("it is not of the and и в") == []


@given(st.text(max_size=300))
def test_any_text_gives_terms_whose_spans_lie_in_it(text: str) -> None:
    for term in terms(text):
        assert term.term
        assert term.span.of(text)
        assert 0 <= term.span.start < term.span.end <= len(text)


@pytest.mark.parametrize(
    "cases",
    [
        "саммит саммита саммиту саммитом саммите саммиты саммитов саммитах",
        "визит визита визиту визитом визите визиты визитов визитам",
        "транзит транзита транзите",
        "защита защиты защите защиту",
    ],
)
def test_the_cases_of_a_noun_that_looks_like_a_verb_meet(cases: str) -> None:
    assert len({term for word in cases.split() for term in read(word)}) == 1


def test_such_a_noun_meets_no_other_word() -> None:
    assert not set(read("визит визите")) & set(read("виза визы визе"))


@pytest.mark.parametrize("case", ["газ", "газа", "газу", "газе"])
def test_what_is_a_place_only_with_a_capital_is_the_other_word_in_small_letters(case: str) -> None:
    """The genitive is the commonest case of all: a text of gas deliveries seldom has another."""
    assert read(f"цены, поставки {case}")[-1] == read("Газ")[0]
    assert read(case) != read("Газа")


@pytest.mark.parametrize("case", ["Газы", "Газу", "Газе", "Газой"])
def test_all_cases_of_such_a_place_meet(case: str) -> None:
    assert read(case) == read("Газа")
