"""The parts every document is made of, its dates, and the name it is sent under."""

from datetime import date

import pytest

from bot.views.dates import readable_date
from bot.views.document import LineForm, file_name, laid_out
from bot.words.answers import DateOf, ItemKind, Kind, Section
from bot.words.findings import Attribution
from tests.views.briefings import HOSTILE, make_briefing, make_item, make_source


@pytest.mark.parametrize(
    ("prefix", "long", "short"),
    [
        ("2024-11-26", "26 November 2024", "26 Nov 2024"),
        ("2022-01", "January 2022", "Jan 2022"),
        ("2021-09-05", "5 September 2021", "5 Sept 2021"),
        ("2023-06", "June 2023", "June 2023"),
        ("2023", "2023", "2023"),
        ("2023-13", "2023-13", "2023-13"),
        ("soon", "soon", "soon"),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(prefix: str, long: str, short: str) -> None:
    assert readable_date(prefix) == long
    assert readable_date(prefix, short=True) == short


def test_events_and_statements_begin_with_their_date_and_paragraphs_of_an_article_have_no_bullet() -> None:
    section = Section("", (make_item("She left.", date="2022-01", date_of=DateOf.EVENT),))

    for kind, before, form in (
        (Kind.TIMELINE, "Jan 2022: ", LineForm.POINT),
        (Kind.PERSON, "Jan 2022: ", LineForm.POINT),
        (Kind.ARTICLE, "", LineForm.PARAGRAPH),
    ):
        [part] = laid_out(make_briefing(section, kind=kind)).parts
        assert (part.entries[0].before, part.entries[0].form) == (before, form)


def test_how_a_speaker_is_named_is_said() -> None:
    item = make_item("Yes.", kind=ItemKind.QUOTATION, speaker="Ada Marsh", attribution=Attribution.ROLE)

    [part] = laid_out(make_briefing(Section("", (item,)))).parts

    assert part.entries[0].speaker == "Ada Marsh [named by role], undated"


def test_sources_stand_in_the_order_of_their_numbers_under_one_heading() -> None:
    parts = laid_out(make_briefing(sources=(make_source(2), make_source(1)), kind=Kind.SOURCES))

    assert [reference.number for reference in parts.references] == [1, 2]
    assert parts.references_heading == ""


def test_an_answer_without_a_title_is_titled_with_the_question() -> None:
    assert laid_out(make_briefing(title="")).title == "/person Marsh"


def test_a_file_is_named_for_what_is_in_it() -> None:
    assert file_name(make_briefing(), "pdf") == "Ada Marsh - brief 2025-01.pdf"
    assert file_name(make_briefing(), "pdf", printed=date(2024, 11, 26)) == "Ada Marsh - brief 2024-11-26.pdf"
    assert file_name(make_briefing(kind=Kind.TIMELINE), ".png") == "Ada Marsh - timeline 2025-01.png"
    assert file_name(make_briefing(title="People", kind=Kind.PEOPLE), "md") == "People 2025-01.md"
    assert (
        file_name(make_briefing(title="Қасым-Жомарт Тоқаев"), "docx")
        == "Қасым-Жомарт Тоқаев - brief 2025-01.docx"
    )


@pytest.mark.parametrize("title", [*HOSTILE, "../../etc/passwd", "C:\\Users\\x", "...", "ң" * 400, "a/b | c"])
def test_a_file_name_is_never_a_path_and_never_too_long(title: str) -> None:
    name = file_name(make_briefing(title=title, query=title), "pdf")

    assert not set(name) & set('/\\:*?"<>|\x00\n\r\t\u202e')
    assert name.endswith(" - brief 2025-01.pdf")
    assert not name.startswith((".", "-", " "))
    assert len(name.encode()) <= 200
