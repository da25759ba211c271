"""Who is who after corrections: what each does, in which order, and what is left when the corpus changes."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.people.corrections import Standing, as_corrected, places_of, standings
from bot.people.directory import Directory
from bot.people.resolver import resolve
from bot.words.findings import AnalysedArticle, Attribution, ReportedStatement
from bot.words.people import Act, Correction, Named, Person
from tests.makers import make_article

ADA = make_article(
    "001",
    "Fish\nMinister Ada Lind spoke in Bergen. “Fish is dear this winter,” Lind said.",
    people={"Ada Lind": ["Lind"]},
    roles={"Ada Lind": "Minister"},
    says="Ada Lind",
    published="2024-01-01",
)
ADELE = make_article(
    "002",
    "Ships\nSenator Adele Lynd left Oslo. “The harbour will be dug out,” Adele Lynd said.",
    people={"Adele Lynd": []},
    roles={"Adele Lynd": "Senator"},
    says="Adele Lynd",
    published="2024-02-01",
)
BOTH = make_article(
    "003",
    "Cod\nAda Lind and Adele Lynd met. “Cod comes first,” Adele Lynd said.",
    people={"Ada Lind": [], "Adele Lynd": []},
    says="Adele Lynd",
)
NICKNAME = make_article(
    "004", "Song\nDidi sang for the fishermen. “I love the sea so much,” Didi said.",
    people={"Didi": []}, says="Didi",
)  # fmt: skip
MISSILE = make_article(
    "005", "Tests\nPolarfox flew over the sea. “The test was a success,” Polarfox said.",
    people={"Polarfox": []}, says="Polarfox",
)  # fmt: skip
CORPUS = (ADA, ADELE, BOTH, NICKNAME, MISSILE)


def correction(number: int, act: Act, *names: str | Named, form: str = "", article: str = "") -> Correction:
    people = tuple(name if isinstance(name, Named) else Named(name) for name in names)
    return Correction(number, act, people, form, article)


MERGE = correction(1, Act.MERGE, "Ada Lind", "Adele Lynd")


def people(
    corrections: Sequence[Correction], corpus: Sequence[AnalysedArticle] = CORPUS
) -> dict[str, Person]:
    """Return the people of a corpus by key."""
    return {person.key: person for person in resolve(corpus, corrections)}


def articles(person: Person) -> list[str]:
    return [appearance.article for appearance in person.appearances]


def in_effect(found: dict[str, Person]) -> set[int]:
    return {number for person in found.values() for number in person.corrections}


def said_by(analysed: AnalysedArticle, found: dict[str, Person]) -> list[str | None]:
    """Return the name of each speaker of an article as corrections have it."""
    seen = as_corrected(analysed, standings(found.values()).get(analysed.article.id, ()))
    return [
        None if one.figure is None else seen.analysis.figures[one.figure].name
        for one in seen.analysis.quotations
    ]


def test_without_corrections_the_people_are_the_resolvers() -> None:
    undone = Correction(1, Act.HIDE, (Named("Ada Lind"),), undone="2024-01-01T00:00:00+00:00")
    assert resolve(CORPUS, ()) == resolve(CORPUS) == resolve(CORPUS, (undone,))


# --- merge ------------------------------------------------------------------------------------------------


def test_two_people_merged_are_one_under_the_first_name() -> None:
    found = people([MERGE])
    one = found["ada-lind"]

    assert set(found) == {"ada-lind", "didi", "polarfox"}
    assert (one.name, one.family_name, one.corrections) == ("Ada Lind", "Lind", (1,))
    assert articles(one) == ["001", "002", "003"]
    assert set(one.forms) >= {"Ada Lind", "Lind", "Adele Lynd"}
    assert [role.text for role in one.roles] == ["Senator", "Minister"]


def test_an_article_that_names_both_has_one_appearance_with_both_figures() -> None:
    place = next(place for place in people([MERGE])["ada-lind"].appearances if place.article == "003")
    assert (place.figure, place.also, place.mentions) == (0, (1,), 3)


def test_words_of_the_one_merged_in_stand_under_the_name_that_stays() -> None:
    found = people([MERGE])
    assert said_by(ADELE, found) == ["Ada Lind"]
    assert said_by(BOTH, found) == ["Ada Lind"]
    assert said_by(NICKNAME, found) == ["Didi"]


def test_two_figures_of_one_article_become_one_with_the_mentions_of_both() -> None:
    touched = standings(people([MERGE]).values())["003"]
    figures = as_corrected(BOTH, touched).analysis.figures
    assert [len(figure.mentions) for figure in figures] == [3, 0]
    assert list(figures[0].mentions) == sorted(figures[0].mentions, key=lambda mention: mention.span)


def test_a_merge_with_somebody_who_is_gone_has_no_effect_until_they_are_back() -> None:
    assert in_effect(people([MERGE], [ADA, NICKNAME])) == set()
    assert in_effect(people([MERGE], [ADA, ADELE])) == {1}


def test_a_merge_of_one_person_with_itself_has_no_effect() -> None:
    assert in_effect(people([correction(1, Act.MERGE, "Ada Lind", "Lind")])) == set()


# --- alias ------------------------------------------------------------------------------------------------


def test_an_alias_brings_the_figures_named_just_so_to_the_person() -> None:
    found = people([correction(1, Act.ALIAS, "Ada Lind", form="didi")])
    assert "didi" not in found
    assert articles(found["ada-lind"]) == ["001", "003", "004"]
    assert said_by(NICKNAME, found) == ["Ada Lind"]


def test_an_alias_leaves_figures_with_a_fuller_name_alone() -> None:
    other = make_article("006", "Law\nBo Lind is a judge. Lind smiled.", people={"Bo Lind": ["Lind"]})
    found = people([correction(1, Act.ALIAS, "Ada Lind", form="Lind")], [ADA, other])
    assert articles(found["bo-lind"]) == ["006"]


def test_a_form_means_the_person_of_its_alias_alone() -> None:
    other = make_article("006", "Law\nBo Lind is a judge. Lind smiled.", people={"Bo Lind": ["Lind"]})
    assert Directory(resolve([ADA, other])).find("Lind").ambiguous
    directory = Directory(resolve([ADA, other], [correction(1, Act.ALIAS, "Bo Lind", form="Lind")]))
    finding = directory.find("lind")
    assert finding.person is not None
    assert finding.person.name == "Bo Lind"
    (named,) = directory.people_in("what did Lind say?")
    assert named.finding.person is finding.person


def test_a_form_the_corpus_does_not_have_finds_the_person() -> None:
    found = resolve(CORPUS, [correction(1, Act.ALIAS, "Ada Lind", form="Адочка")])
    person = Directory(found).find("адочка").person
    assert person is not None
    assert person.name == "Ada Lind"
    assert "Адочка" not in person.forms


def test_a_later_alias_of_the_same_form_takes_its_place() -> None:
    first = correction(1, Act.ALIAS, "Ada Lind", form="Didi")
    later = correction(2, Act.ALIAS, "Adele Lynd", form="didi")
    found = people([first, later])
    assert in_effect(found) == {2}
    assert articles(found["adele-lynd"]) == ["002", "003", "004"]
    assert found["ada-lind"].aliases == ()


def test_somebody_keeps_what_an_alias_does_not_take() -> None:
    full = make_article("006", "Tour\nDidi Holm sang. Didi bowed.", people={"Didi Holm": ["Didi"]})
    before = people([], [ADA, NICKNAME, full])
    found = people(
        [correction(1, Act.MERGE, "Didi Holm", "Didi"), correction(2, Act.ALIAS, "Ada Lind", form="Didi")],
        [ADA, NICKNAME, full],
    )
    assert articles(found["ada-lind"]) == ["001", "004"]
    assert articles(found["didi-holm"]) == articles(before["didi-holm"]) == ["006"]
    assert found["didi-holm"].forms == before["didi-holm"].forms


# --- split ------------------------------------------------------------------------------------------------

FULL = make_article("010", "A\nAda Lind spoke.", people={"Ada Lind": []}, roles={})
AGAIN = make_article("011", "B\nAda Lind left.", people={"Ada Lind": []})
ALONE = make_article("012", "C\nLind won a race.", people={"Lind": []})
ALONE_AGAIN = make_article("013", "D\nLind lost a race. Lind wept.", people={"Lind": []})


def test_a_person_falls_apart_by_full_name_and_otherwise_by_article() -> None:
    corpus = [FULL, AGAIN, ALONE, ALONE_AGAIN]
    assert len(people([], corpus)) == 1
    found = people([correction(1, Act.SPLIT, "Ada Lind")], corpus)
    assert {key: articles(person) for key, person in found.items()} == {
        "ada-lind": ["010", "011"],
        "lind": ["012"],
        "lind-2": ["013"],
    }
    assert {person.name for person in found.values()} == {"Ada Lind", "Lind"}
    assert [person.mentions for person in found.values()] == [2, 2, 1]
    assert {number for person in found.values() for number in person.corrections} == {1}


def test_a_person_whom_all_articles_call_alike_falls_apart_by_article() -> None:
    found = people([correction(1, Act.SPLIT, "Ada Lind")], [FULL, AGAIN])
    assert [articles(person) for person in found.values()] == [["010"], ["011"]]
    assert list(found) == ["ada-lind", "ada-lind-2"]


def test_one_article_can_be_split_off() -> None:
    found = people([correction(1, Act.SPLIT, "Ada Lind", article="012")], [FULL, AGAIN, ALONE])
    assert {key: articles(person) for key, person in found.items()} == {
        "ada-lind": ["010", "011"],
        "lind": ["012"],
    }


def test_what_was_split_off_takes_its_roles_with_it() -> None:
    other = make_article(
        "014", "E\nJudge Ada Lind ruled.", people={"Ada Lind": []}, roles={"Ada Lind": "Judge"}
    )
    found = people([correction(1, Act.SPLIT, "Ada Lind", article="014")], [ADA, FULL, other])
    roles = {tuple(articles(person)): [role.text for role in person.roles] for person in found.values()}
    assert roles == {("001", "010"): ["Minister"], ("014",): ["Judge"]}


def test_somebody_of_one_article_cannot_be_split() -> None:
    assert in_effect(people([correction(1, Act.SPLIT, "Didi")])) == set()


def test_the_articles_tell_which_of_two_namesakes_is_meant() -> None:
    split = correction(1, Act.SPLIT, "Ada Lind")
    corpus = [FULL, AGAIN, NICKNAME]
    chosen = Named("Ada Lind", ("011",), namesakes=True)
    found = people([split, correction(2, Act.MERGE, "Didi", chosen)], corpus)
    assert articles(found["didi"]) == ["004", "011"]
    assert articles(found["ada-lind"]) == ["010"]
    gone = Named("Ada Lind", ("099",), namesakes=True)
    assert in_effect(people([split, correction(2, Act.MERGE, "Didi", gone)], corpus)) == {1}


def test_what_was_merged_by_hand_falls_apart_again() -> None:
    found = people([MERGE, correction(2, Act.SPLIT, "Ada Lind")])
    assert articles(found["ada-lind"]) == ["001", "003"]
    assert articles(found["adele-lynd"]) == ["002", "003"]
    assert said_by(ADELE, found) == ["Adele Lynd"]
    assert said_by(BOTH, found) == ["Adele Lynd"]


# --- hide -------------------------------------------------------------------------------------------------


def test_whoever_is_hidden_is_last_and_says_nothing() -> None:
    found = people([correction(1, Act.HIDE, "Polarfox")])
    assert list(found)[-1] == "polarfox"
    assert found["polarfox"].hidden
    assert said_by(MISSILE, found) == [None]
    seen = as_corrected(MISSILE, standings(found.values())["005"])
    assert [one.attribution for one in seen.analysis.quotations] == [Attribution.UNRESOLVED]
    assert seen.analysis.figures[0].mentions == ()


def test_everybody_of_a_hidden_name_is_hidden() -> None:
    split = correction(1, Act.SPLIT, "Ada Lind")
    found = people([split, correction(2, Act.HIDE, "Ada Lind")], [FULL, AGAIN])
    assert [person.hidden for person in found.values()] == [True, True]
    one = Named("Ada Lind", ("010",), namesakes=True)
    found = people([split, correction(2, Act.HIDE, one)], [FULL, AGAIN])
    assert {articles(person)[0]: person.hidden for person in found.values()} == {"010": True, "011": False}


def test_an_alias_brings_back_what_was_hidden() -> None:
    found = people([correction(1, Act.HIDE, "Didi"), correction(2, Act.ALIAS, "Ada Lind", form="Didi")])
    assert in_effect(found) == {2}
    assert articles(found["ada-lind"]) == ["001", "003", "004"]
    assert not found["ada-lind"].hidden


# --- together ---------------------------------------------------------------------------------------------

SEVERAL = [
    MERGE,
    correction(2, Act.ALIAS, "Adele Lynd", form="Didi"),
    correction(3, Act.HIDE, "Polarfox"),
    correction(4, Act.SPLIT, "Ada Lind", article="003"),
]


def test_the_order_of_the_articles_does_not_matter() -> None:
    expected = resolve(CORPUS, SEVERAL)
    assert len(expected) == 3
    for seed in range(5):
        shuffled = random.Random(seed).sample(CORPUS, len(CORPUS))
        assert resolve(shuffled, SEVERAL) == expected


def test_a_correction_finds_somebody_by_what_a_former_one_made() -> None:
    found = people(SEVERAL)
    assert articles(found["ada-lind"]) == ["001", "002", "004"]


@pytest.mark.parametrize("left_out", range(4))
def test_every_figure_is_exactly_one_persons_whatever_is_undone(left_out: int) -> None:
    kept = [one for place, one in enumerate(SEVERAL) if place != left_out]
    places = [place for person in resolve(CORPUS, kept) for place in places_of(person)]
    assert sorted(places) == [("001", 0), ("002", 0), ("003", 0), ("003", 1), ("004", 0), ("005", 0)]


NAMES = st.sampled_from(["Ada Lind", "Adele Lynd", "Lind", "Didi", "Polarfox", "Nobody", "Ada Lynd"])
NAMED = st.builds(
    Named, NAMES, st.sampled_from([(), ("001",), ("003", "004")]).map(tuple), namesakes=st.booleans()
)
ANY = st.builds(
    Correction,
    st.just(0),
    st.sampled_from(Act),
    st.tuples(NAMED, NAMED),
    NAMES,
    st.sampled_from(["", "001", "003", "099"]),
)


@given(st.lists(ANY, max_size=6))
def test_any_corrections_leave_every_figure_with_exactly_one_person(drawn: list[Correction]) -> None:
    numbered = [replace(one, number=number) for number, one in enumerate(drawn, start=1)]
    found = resolve(CORPUS, numbered)
    places = [place for person in found for place in places_of(person)]
    assert sorted(places) == [("001", 0), ("002", 0), ("003", 0), ("003", 1), ("004", 0), ("005", 0)]
    assert len({person.key for person in found}) == len(found)
    for person in found:
        assert person.name == person.forms[0]
        assert len(articles(person)) == len(set(articles(person)))
    for analysed in CORPUS:
        as_corrected(analysed, standings(found).get(analysed.article.id, ()))


def test_a_standing_that_no_longer_fits_its_article_is_passed_over() -> None:
    assert as_corrected(ADA, [Standing((3,), None), Standing((0, 7), "Somebody")]) == ADA


def test_reported_words_follow_like_quoted_ones() -> None:
    (quoted,) = BOTH.analysis.quotations
    statement = ReportedStatement(quoted.parts[0], Attribution.NAMED, figure=1)
    reporting = AnalysedArticle(
        BOTH.article,
        type(BOTH.analysis)("003", BOTH.analysis.sentences, BOTH.analysis.figures, (), (statement,)),
    )
    seen = as_corrected(reporting, [Standing((0, 1), "")])
    assert [one.figure for one in seen.analysis.reported] == [0]
    assert seen.analysis.figures[0].name == "Ada Lind"
