"""The dossier of a person."""

from bot.briefing.composing import compose, plan
from bot.dialogue import parse
from bot.models import AnalysedArticle, Briefing, ItemKind, Status
from tests.makers import make_article, make_library

FIRST = make_article(
    "001",
    "Lind opens fish market\n"
    "Ambassador Ada Lind opened a fish market in Bergen on Monday. Crowds came from the islands.\n"
    "“This market belongs to everyone who works at sea,” Lind said. Bo Ek, the mayor, thanked her warmly.",
    people={"Ada Lind": ["Lind"], "Bo Ek": ["Ek"]},
    roles={"Ada Lind": "Ambassador", "Bo Ek": "mayor"},
    says="Ada Lind",
    published="2024-01-02",
)
SECOND = make_article(
    "002",
    "Treaty signed\nThe treaty was signed by Ada Lind in Oslo last week. Rain fell.",
    people={"Ada Lind": []},
    published="2024-06-02",
)
CAPTION = make_article(
    "003",
    "A photo\nThe fair was loud and long.\nEva Moe at the fair.",
    people={"Eva Moe": []},
    captions=["Eva Moe at the fair."],
)
NAMESAKE = make_article(
    "004", "Painter\nThe painter Olga Lind showed nine works in Turku.", people={"Olga Lind": []}
)


def ask(message: str, *articles: AnalysedArticle) -> Briefing:
    library, read = make_library(*articles)
    request = parse(message)
    assert request is not None
    planned = plan(request, library)
    return compose(planned, library, {id_: read[id_] for id_ in planned.articles})


def test_a_dossier_has_role_summary_and_own_words() -> None:
    answer = ask("/person Lind", FIRST, SECOND)
    assert (answer.title, answer.subtitle) == ("Ada Lind", "Ambassador")
    sections = {section.heading: [item.verbatim for item in section.items] for section in answer.sections}
    assert "Ambassador Ada Lind opened a fish market in Bergen on Monday." in sections["Summary"]
    assert "The treaty was signed by Ada Lind in Oslo last week." in sections["Summary"]
    assert sections["In their own words"] == [
        "“This market belongs to everyone who works at sea,” Lind said."
    ]
    assert {source.article for source in answer.sources} == {"001", "002"}


def test_nobody_is_given_words_of_somebody_else() -> None:
    answer = ask("/person Ek", FIRST, SECOND)
    assert all(
        item.speaker != "Bo Ek"
        for section in answer.sections
        for item in section.items
        if item.kind is ItemKind.QUOTATION
    )
    assert "In their own words" not in [section.heading for section in answer.sections]


def test_the_name_is_marked() -> None:
    answer = ask("/person Lind", SECOND)
    item = answer.sections[0].items[0]
    assert [mark.of(item.text) for mark in item.marks] == ["Ada Lind"]


def test_several_people_behind_one_name_are_all_named() -> None:
    answer = ask("/person Lind", FIRST, NAMESAKE)
    assert answer.status is Status.AMBIGUOUS
    assert {candidate.name for candidate in answer.candidates} == {"Ada Lind", "Olga Lind"}
    assert all(candidate.hint for candidate in answer.candidates)


def test_a_person_only_in_a_caption_is_known_but_nothing_is_shown_of_the_caption() -> None:
    answer = ask("/person Moe", CAPTION)
    assert answer.status is Status.FOUND
    assert answer.sections == ()
    assert "caption" in str(answer.message)
    assert [source.article for source in answer.sources] == ["003"]


def test_a_name_no_source_has_finds_nothing_and_suggests_only_near_names() -> None:
    assert ask("/person Zubrowka", FIRST).status is Status.NONE
    assert ask("/person Bergen", FIRST).status is Status.NONE
