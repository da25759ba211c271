"""Documents an office can file: what they hold, where it is from, and that nothing in them acts."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date

import pytest
import vobject
from docx import Document
from icalendar import Calendar
from pypdf import PdfReader

from bot.errors import AideMemoireError
from bot.languages.saying import speaking
from bot.views.answer_json import as_json
from bot.views.filing.calendar_events import states_its_day
from bot.views.filing.forms import RENDERERS, FilingForm, is_empty
from bot.views.filing.ledger import COLUMNS
from bot.words.answers import Briefing, CorpusCard, DateOf, Item, ItemKind, Kind, Section, Source, Status
from bot.words.documents import Basis
from bot.words.findings import Attribution
from bot.words.spans import Span

PRINTED = date(2025, 1, 6)
TALKS = "Talks in Vardal begin on 3 March 2025, the ministry said."
LEFT = "Ada Lind left Vardal on Monday."
SUMMIT = "The summit is planned for June 2025."
QUARREL = "“We did not choose this quarrel,” Lind said."
FORMULA = "=HYPERLINK(A1) is what the page said, {{ 7 * 7 }} and {% raw %} too & <more>."


def line(text: str, start: int, article: str = "001", **facts: object) -> Item:
    return Item(text=text, verbatim=text, article=article, span=Span(start, start + len(text)), **facts)  # type: ignore[arg-type]


ANSWER = Briefing(
    query="/person Lind",
    kind=Kind.PERSON,
    status=Status.FOUND,
    corpus=CorpusCard(10, 3, "2025-01", "1"),
    title="Ada Lind",
    subtitle="Minister",
    sections=(
        Section(
            "News",
            (
                line(TALKS, 0, date="2025-03-03", date_of=DateOf.EVENT, first=True),
                line(LEFT, 100, date="2024-12-30", date_of=DateOf.EVENT),
            ),
        ),
        Section(
            "Own words",
            (
                line(
                    QUARREL,
                    200,
                    "002",
                    kind=ItemKind.QUOTATION,
                    speaker="Ada Lind",
                    attribution=Attribution.NAMED,
                    date="2025-01-02",
                    date_of=DateOf.ARTICLE,
                ),
                line(SUMMIT, 300, "002", date="2025-06", date_of=DateOf.EVENT),
                line(FORMULA, 400, "002", date="2024", date_of=DateOf.EVENT),
            ),
        ),
    ),
    sources=(
        Source(
            1,
            "001",
            "Talks in Vardal",
            "The Courier",
            "2025-01-03",
            Basis.STATED,
            "https://example.org/a",
            "001.txt",
        ),
        Source(2, "002", "+Harbour", None, None, None, None, "002.txt"),
    ),
)
NOTE = FilingForm(PRINTED, note=True, mark="TLP:AMBER")


def paragraphs(data: bytes) -> list[str]:
    return [one.text for one in Document(io.BytesIO(data)).paragraphs]


def pages(data: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]


# --- notes -------------------------------------------------------------------------------------------------


def test_a_note_opens_with_its_summary_and_numbers_every_paragraph_once() -> None:
    written = paragraphs(RENDERERS["docx"](ANSWER, NOTE))
    numbered = [one for one in written if re.match(r"\d+\.\t", one)]
    assert [one.partition("\t")[0] for one in numbered] == ["1.", "2.", "3.", "4.", "5."]
    assert TALKS in numbered[0]
    assert written.index("Summary") < written.index(numbered[0]) < written.index("News")
    assert sum(TALKS in one for one in written) == 1
    assert "[1]" in numbered[0]
    assert numbered[0].endswith("Source: The Courier, 3 Jan 2025")
    assert written[0] == "Briefing note: Ada Lind"


def test_a_note_leaves_an_empty_block_for_a_comment() -> None:
    written = paragraphs(RENDERERS["docx"](ANSWER, NOTE))
    assert written[written.index("Comment") + 1].strip() == ""
    assert "## Comment" in RENDERERS["md"](ANSWER, NOTE).decode()
    assert "Comment" in "\n".join(pages(RENDERERS["pdf"](ANSWER, NOTE)))


@pytest.mark.parametrize("note", [False, True])
def test_the_handling_mark_stands_on_every_page(note: bool) -> None:
    many = tuple(line(f"Line {number} of a long answer. " * 6, number * 1000) for number in range(60))
    long = Briefing(
        "x",
        Kind.TOPIC,
        Status.FOUND,
        ANSWER.corpus,
        title="Long",
        sections=(Section("All", many),),
        sources=ANSWER.sources,
    )
    printed = pages(RENDERERS["pdf"](long, FilingForm(PRINTED, note=note, mark="TLP:RED")))
    assert len(printed) > 2
    assert all(page.count("TLP:RED") == 2 for page in printed)
    document = Document(io.BytesIO(RENDERERS["docx"](long, FilingForm(PRINTED, note=note, mark="TLP:RED"))))
    for section in document.sections:
        for edge in (section.header, section.footer):
            assert [one.text for one in edge.paragraphs].count("TLP:RED") == 1
    assert RENDERERS["md"](long, FilingForm(mark="TLP:RED")).decode().startswith("**TLP:RED**\n")


def test_without_a_mark_nothing_is_printed_for_it() -> None:
    assert "TLP" not in "\n".join(pages(RENDERERS["pdf"](ANSWER, FilingForm(PRINTED, note=True))))
    document = Document(io.BytesIO(RENDERERS["docx"](ANSWER, FilingForm(PRINTED))))
    assert len(document.sections[0].header.paragraphs) == 1


@pytest.mark.parametrize(
    ("language", "summary", "comment"), [("ru", "Сводка", "Комментарий"), ("kk", "Түйін", "Түсініктеме")]
)
def test_a_note_is_in_the_language_of_the_chat(language: str, summary: str, comment: str) -> None:
    with speaking(language):
        written = paragraphs(RENDERERS["docx"](ANSWER, NOTE))
        printed = "\n".join(pages(RENDERERS["pdf"](ANSWER, NOTE)))
    assert {summary, comment} <= set(written)
    assert summary in printed
    assert comment in printed


def test_the_same_note_is_the_same_bytes() -> None:
    for form in ("docx", "pdf", "md"):
        assert RENDERERS[form](ANSWER, NOTE) == RENDERERS[form](ANSWER, NOTE)


# --- the office's own template -----------------------------------------------------------------------------


def template(*lines: str, header: str = "") -> bytes:
    document = Document()
    for one in lines:
        document.add_paragraph(one)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


OFFICE = (
    "EMBASSY OF NOWHERE, {{ date }}",
    "{{ title }}",
    "{%p for one in paragraphs %}",
    "{{ one.number }}) {{ one.words }} {{ one.note }} {{ one.source }}",
    "{%p endfor %}",
    "{{ comment }}:",
)


def test_a_note_fills_in_the_template_of_the_office() -> None:
    filled = RENDERERS["docx"](
        ANSWER, FilingForm(PRINTED, note=True, mark="TLP:GREEN", template=template(*OFFICE))
    )
    written = paragraphs(filled)
    assert written[0] == "EMBASSY OF NOWHERE, 6 January 2025"
    assert f"1) 3 Mar 2025: {TALKS} [1] Source: The Courier, 3 Jan 2025" in written
    assert written[-1] == "Comment:"
    header = Document(io.BytesIO(filled)).sections[0].header
    assert [one.text for one in header.paragraphs].count("TLP:GREEN") == 1


def test_a_template_that_prints_the_mark_itself_prints_it_once() -> None:
    given = template("{{ title }}", header="Handling: {{ mark }}")
    filled = RENDERERS["docx"](ANSWER, FilingForm(PRINTED, note=True, mark="TLP:RED", template=given))
    header = Document(io.BytesIO(filled)).sections[0].header
    assert [one.text for one in header.paragraphs] == ["Handling: TLP:RED"]


def test_words_of_a_source_are_never_a_template_nor_markup() -> None:
    filled = RENDERERS["docx"](ANSWER, FilingForm(PRINTED, note=True, template=template(*OFFICE)))
    assert any(FORMULA in one for one in paragraphs(filled))


@pytest.mark.parametrize(
    "broken", [b"no archive", template("{% for %}"), template("{{ title.nothing.more }}")]
)
def test_a_template_that_cannot_be_filled_in_is_said_so(broken: bytes) -> None:
    with pytest.raises(AideMemoireError, match="template"):
        RENDERERS["docx"](ANSWER, FilingForm(PRINTED, note=True, template=broken))


def test_only_a_note_is_written_into_the_template() -> None:
    plain = RENDERERS["docx"](ANSWER, FilingForm(PRINTED, template=template(*OFFICE)))
    assert "EMBASSY OF NOWHERE, 6 January 2025" not in paragraphs(plain)
    assert zipfile.is_zipfile(io.BytesIO(plain))


# --- the calendar ------------------------------------------------------------------------------------------


def _text(value: object) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)


def events() -> dict[str, dict[str, str]]:
    """Read the calendar with the library's own parser: the properties of each event by its sentence."""
    parsed = Calendar.from_ical(RENDERERS["ics"](ANSWER, FilingForm(PRINTED, mark="TLP:AMBER")))
    return {
        str(one["SUMMARY"]): {
            name: _text(one[name].to_ical()) for name in ("DTSTART", "DTEND", "STATUS", "UID", "DESCRIPTION")
        }
        for one in parsed.walk("VEVENT")
    }


def test_dated_lines_are_events_with_their_sentence_and_source() -> None:
    known = events()
    assert set(known) == {TALKS, LEFT, SUMMIT}
    assert (known[TALKS]["DTSTART"], known[TALKS]["DTEND"]) == ("20250303", "20250304")
    assert (known[SUMMIT]["DTSTART"], known[SUMMIT]["DTEND"]) == ("20250601", "20250701")
    assert {one: known[one]["STATUS"] for one in known} == {
        TALKS: "CONFIRMED",
        LEFT: "TENTATIVE",
        SUMMIT: "TENTATIVE",
    }


def test_another_reader_of_the_format_reads_the_same() -> None:
    data = RENDERERS["ics"](ANSWER, FilingForm(PRINTED, mark="TLP:AMBER"))
    read = {event.summary.value: event for event in vobject.readOne(data.decode()).vevent_list}
    assert read.keys() == events().keys()
    for summary, one in events().items():
        event = read[summary]
        assert (event.uid.value, f"{event.dtstart.value:%Y%m%d}") == (one["UID"], one["DTSTART"])
        assert event.status.value == one["STATUS"]
    description = read[LEFT].description.value.split("\n")
    assert description[:2] == ["TLP:AMBER", LEFT]
    assert "Source: Talks in Vardal — The Courier, 3 Jan 2025" in description
    assert read[TALKS].url.value == "https://example.org/a"
    assert all(len(one) <= 75 for one in data.split(b"\r\n"))


def test_an_event_keeps_its_id_whatever_answer_it_is_in_and_whenever() -> None:
    again = Calendar.from_ical(RENDERERS["ics"](ANSWER, FilingForm(date(2026, 2, 1))))
    ids = {str(one["SUMMARY"]): str(one["UID"]) for one in again.walk("VEVENT")}
    assert ids == {summary: one["UID"] for summary, one in events().items()}
    assert len(set(ids.values())) == 3


@pytest.mark.parametrize(
    ("words", "day", "stated"),
    [
        ("It opened on January 20, 2025.", "2025-01-20", True),
        ("Открытие назначено на 5 мая 2025 года.", "2025-05-05", True),
        ("It opened on 2025-01-20.", "2025-01-20", True),
        ("It opened on January 20.", "2025-01-20", False),
        ("It opened on Monday with 20 guests.", "2025-01-20", False),
        ("It opened in January 2025.", "2025-01", False),
    ],
)
def test_a_day_is_stated_only_where_the_sentence_gives_it_whole(words: str, day: str, stated: bool) -> None:
    assert states_its_day(line(words, 0, date=day, date_of=DateOf.EVENT)) is stated


def test_an_answer_without_a_day_has_no_calendar() -> None:
    undated = Briefing(
        "x", Kind.TOPIC, Status.FOUND, ANSWER.corpus, sections=(Section("A", (line(LEFT, 0),)),)
    )
    assert is_empty(undated, "ics")
    assert not is_empty(ANSWER, "ics")
    assert not is_empty(undated, "csv")


# --- the ledger --------------------------------------------------------------------------------------------


def rows(answer: Briefing = ANSWER) -> list[dict[str, str]]:
    data = RENDERERS["csv"](answer, FilingForm(mark="-internal-"))
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_every_line_is_a_row_with_its_place_and_its_source() -> None:
    first = rows()[0]
    assert tuple(first) == COLUMNS
    assert (first["date"], first["date_of"], first["words"]) == ("2025-03-03", "event", TALKS)
    assert (first["article"], first["start"], first["end"]) == ("001", "0", str(len(TALKS)))
    assert (first["outlet"], first["url"], first["section"]) == (
        "The Courier",
        "https://example.org/a",
        "News",
    )
    assert [one["speaker"] for one in rows() if one["speaker"]] == ["Ada Lind"]


def test_no_file_shows_words_in_another_order_than_they_stand_in() -> None:
    """Each character keeps its place, so that `start` and `end` tell the same words."""
    order = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    words = f"The envoy{order} agreed on 3 March 2025."
    answer = replace(ANSWER, title=f"A{order}", sections=(Section(f"B{order}", (line(words, 0),)),))
    (row,) = rows(answer)
    assert row["words"] == words.replace(order, "\ufffd" * len(order))
    plain = json.dumps(as_json(answer, query=order, elapsed_ms=0, cached=False), ensure_ascii=False)
    written = [
        plain,
        *row.values(),
        *(RENDERERS[form](answer, FilingForm()).decode() for form in ("ics", "md")),
    ]
    assert not set(order) & set("".join(written))


def test_no_cell_is_a_formula() -> None:
    last = rows()[-1]
    assert last["words"] == f"'{FORMULA}"
    assert last["title"] == "'+Harbour"
    assert last["mark"] == "'-internal-"
    hostile = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "\u00a0=1", "＝1"]
    answer = Briefing(
        "x",
        Kind.SAID,
        Status.FOUND,
        ANSWER.corpus,
        sections=(Section("A", tuple(line(one, at * 100) for at, one in enumerate(hostile))),),
    )
    assert all(one["words"].startswith("'") for one in rows(answer))
