"""What every answer gets at its end: dates, the reader's language first, and the first screen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.briefing.finishing import finished
from bot.languages.saying import speaking
from bot.words.answers import Briefing, DateOf, Item, ItemKind, Kind, Section, Status
from bot.words.findings import AnalysedArticle
from bot.words.spans import Span
from tests.makers import make_article, make_library

ENGLISH = tuple(make_article(f"e{n}", f"Port {n}\nThe port {n} was closed.") for n in range(4))
RUSSIAN = tuple(
    make_article(f"r{n}", f"Порт {n}\nПорт {n} закрыт.", published=f"2024-05-0{n + 1}") for n in range(4)
)


def in_language(language: str, article: AnalysedArticle) -> AnalysedArticle:
    """Return an article of `make_article` in a language."""
    return replace(article, article=replace(article.article, language=language))


LIBRARY, READ = make_library(
    *(in_language("en", one) for one in ENGLISH), *(in_language("ru", one) for one in RUSSIAN)
)


def line(article: str, words: str = "The port was closed.", **fields: object) -> Item:
    first = Item(text=words, verbatim=words, article=article, span=Span(0, 1))
    return replace(first, **fields)  # type: ignore[arg-type]


def answer(*sections: Section, kind: Kind = Kind.TOPIC) -> Briefing:
    return Briefing("port", kind, Status.FOUND, LIBRARY.corpus, sections=sections)


def articles(briefing: Briefing) -> list[str]:
    return [item.article for section in briefing.sections for item in section.items]


@pytest.mark.parametrize(
    ("words", "order"),
    [
        ("port closed", ["e0", "e1", "r0", "r1"]),
        ("закрытие порта", ["r0", "r1", "e0", "e1"]),
        ("", ["e0", "e1", "r0", "r1"]),
    ],
)
def test_lines_in_the_language_of_the_question_stand_first(words: str, order: list[str]) -> None:
    mixed = Section("Said", tuple(line(one) for one in ("r0", "e0", "r1", "e1")))
    assert articles(finished(answer(mixed), LIBRARY, READ, words=words)) == order


def test_a_timeline_keeps_the_order_of_its_events() -> None:
    mixed = Section("Timeline", (line("r0"), line("e0"), line("r1")))
    done = finished(answer(mixed, kind=Kind.TIMELINE), LIBRARY, READ, words="port")
    assert articles(done) == ["r0", "e0", "r1"]


def test_two_sides_keep_their_order() -> None:
    sides = Section("Subject", (line("r0", under="Lind"), line("e0", under="Ek")))
    done = finished(answer(sides, kind=Kind.COMPARE), LIBRARY, READ, words="Lind | Ek")
    assert articles(done) == ["r0", "e0"]


def test_lines_under_one_name_stay_together() -> None:
    said = Section(
        "Subject",
        (line("r0", under="Lind"), line("e0", under="Ek"), line("r1", under="Ek"), line("e1", under="Lind")),
    )
    done = finished(answer(said, kind=Kind.SAID), LIBRARY, READ, words="port")
    assert articles(done) == ["e1", "r0", "e0", "r1"]


def test_a_line_without_a_date_gets_that_of_its_article_or_says_none() -> None:
    done = finished(answer(Section("", (line("r2"), line("e2")))), LIBRARY, READ, words="порт")
    assert [(item.date, item.date_of) for item in done.sections[0].items] == [
        ("2024-05-03", DateOf.ARTICLE),
        (None, None),
    ]


@pytest.mark.parametrize(
    "kind", [Kind.PERSON, Kind.TOPIC, Kind.SAID, Kind.TIMELINE, Kind.COMPARE, Kind.ARTICLE]
)
def test_the_first_screen_holds_six_lines_over_all_sections(kind: Kind) -> None:
    sections = (
        Section("One", tuple(line("e0") for _ in range(4))),
        Section("Two", tuple(line("e1") for _ in range(5))),
    )
    done = finished(answer(*sections, kind=kind), LIBRARY, READ)
    assert [[item.first for item in section.items] for section in done.sections] == [
        [True] * 4,
        [True, True, False, False, False],
    ]


def test_the_first_screen_ends_before_a_line_that_would_fill_it() -> None:
    lines = (line("e0", "a" * 400), line("e0", "b" * 500), line("e0", "c" * 400), line("e0", "d"))
    done = finished(answer(Section("", lines)), LIBRARY, READ)
    assert [item.first for item in done.sections[0].items] == [True, True, False, False]


def test_one_long_line_alone_is_a_screen() -> None:
    done = finished(answer(Section("", (line("e0", "a" * 1500), line("e0", "b")))), LIBRARY, READ)
    assert [item.first for item in done.sections[0].items] == [True, False]


def headed(briefing: Briefing) -> dict[str, list[str]]:
    return {section.heading: [item.article for item in section.items] for section in briefing.sections}


@pytest.mark.parametrize(
    ("words", "own", "other"), [("port", ["e0", "e1"], ["r0", "r1"]), ("порт", ["r0", "r1"], ["e0", "e1"])]
)
def test_what_is_in_other_languages_stands_in_a_part_of_its_own_at_the_end(
    words: str, own: list[str], other: list[str]
) -> None:
    parts = (
        Section("The latest", (line("r0"), line("e0"))),
        Section("In their own words", (line("e1"), line("r1"))),
    )
    done = finished(answer(*parts, kind=Kind.PERSON), LIBRARY, READ, words=words)
    assert headed(done) == {
        "The latest": own[:1],
        "In their own words": own[1:],
        "In other languages": other,
    }


def test_who_somebody_is_and_figures_that_differ_stay_where_they_stand() -> None:
    parts = (
        Section("Who they are", (line("r0", kind=ItemKind.FACT),)),
        Section("Where sources differ", (line("e0"), line("r1"))),
        Section("Excerpts", (line("e1"), line("e2"), line("r2"))),
    )
    done = finished(answer(*parts), LIBRARY, READ, words="port")
    assert headed(done) == {
        "Who they are": ["r0"],
        "Where sources differ": ["e0", "r1"],
        "Excerpts": ["e1", "e2"],
        "In other languages": ["r2"],
    }


def test_where_nearly_all_is_in_another_language_it_stays_under_its_headings() -> None:
    done = finished(
        answer(Section("The latest", (line("r0"), line("e0"), line("r1")))), LIBRARY, READ, words="port"
    )
    assert headed(done) == {"The latest": ["e0", "r0", "r1"]}


def test_a_year_that_is_still_to_come_is_no_date_of_a_line() -> None:
    lines = (line("r2", date=year, date_of=DateOf.EVENT) for year in ("2035", "2019"))
    told = Section("", tuple(lines))
    done = finished(answer(told), LIBRARY, READ)
    assert [(item.date, item.date_of) for item in done.sections[0].items] == [
        ("2024-05-03", DateOf.ARTICLE),
        ("2019", DateOf.EVENT),
    ]


@pytest.mark.parametrize(
    ("language", "words", "order"),
    [
        ("ru", "", ["r0", "r1", "e0", "e1"]),
        ("ru", "port", ["r0", "e0", "r1", "e1"]),
        ("en", "порт", ["r0", "r1", "e0", "e1"]),
    ],
)
def test_who_asks_in_a_russian_chat_reads_russian_also_under_a_name_in_latin_letters(
    language: str, words: str, order: list[str]
) -> None:
    mixed = Section("Said", tuple(line(one) for one in ("r0", "e0", "r1", "e1")))
    with speaking(language):
        assert articles(finished(answer(mixed, kind=Kind.SAID), LIBRARY, READ, words=words)) == order


@pytest.mark.parametrize(
    ("language", "written", "shown"),
    [
        ("fr", "Vladimir Poutine", "Vladimir Putin"),
        ("en", "Vladimir Poutine", "Vladimir Poutine"),
        ("ru", "Владимир Путин", "Владимир Путин"),
    ],
)
def test_whoever_another_language_spells_otherwise_stands_under_the_name_they_are_known_by(
    language: str, written: str, shown: str
) -> None:
    known = [
        make_article(
            f"k{n}", f"Visit {n}\nVladimir Putin came to Bergen.", people={"Vladimir Putin": ["Putin"]}
        )
        for n in range(3)
    ]
    other = make_article("o1", f"Visite\n{written} est venu.", people={written: [written.split()[1]]})
    library, read = make_library(*(in_language("en", one) for one in known), in_language(language, other))
    quoted = Section("Said", (line("o1", kind=ItemKind.QUOTATION, speaker=written),))
    done = finished(Briefing("x", Kind.SAID, Status.FOUND, library.corpus, sections=(quoted,)), library, read)
    assert [item.speaker for item in done.sections[0].items] == [shown]
