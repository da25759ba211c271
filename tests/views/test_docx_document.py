"""A DOCX document that Word's own rules hold for: styles, links and properties."""

import io
import zipfile
from datetime import UTC, date, datetime

import docx
from docx.document import Document

from bot.views import docx_document
from bot.words.answers import Candidate, Line, Status
from tests.views.briefings import (
    make_briefing,
    make_full_briefing,
    make_hostile_briefing,
    make_long_briefing,
    make_source,
)


def opened(document: bytes) -> Document:
    return docx.Document(io.BytesIO(document))


def paragraphs(document: bytes) -> list[tuple[str, str]]:
    return [
        (paragraph.style.name or "", paragraph.text.replace("\u00a0", " "))
        for paragraph in opened(document).paragraphs
        if paragraph.style is not None
    ]


def test_every_part_has_its_style() -> None:
    assert paragraphs(docx_document.render(make_full_briefing())) == [
        ("Title", "Ada Marsh"),
        ("Subtitle", "Envoy to Ruritania"),
        ("Heading 1", "Summary"),
        ("Normal", "Drawn from two outlets"),
        ("List Bullet", "undated: She opened the talks in the capital. [1]"),
        ("List Bullet", "undated: He left the room first. [reported] [2]"),
        ("Heading 1", "In their own words"),
        ("Quote", "“The fiftieth bridge is ours.”\n— Ada Marsh, 26 Nov 2024 [3]"),
        ("Quote", "“Қош келдіңіз,” she said.\n— [speaker not named], undated [1]"),
        ("Heading 1", "Sources"),
        ("Source", "[1]\tTalks, part 1 — The Courier, 26 Nov 2024 (001-1)"),
        ("Source", "[2]\tTalks, part 2 — The Courier, 26 Nov 2024 (002-1)"),
        ("Source", "[3]\tTalks, part 3 — The Courier, 26 Nov 2024 (003-1)"),
    ]


def test_lists_candidates_and_suggestions_are_shown() -> None:
    answer = make_briefing(
        status=Status.AMBIGUOUS,
        message="“Marsh” may be any of 2 people:",
        lines=(Line("Ivo Lang", "2 articles"),),
        candidates=(Candidate("Ada Marsh", "envoy"), Candidate("Otto Marsh", "")),
        suggestions=("March",),
        sources=(),
    )

    assert paragraphs(docx_document.render(answer))[2:] == [
        ("Normal", "“Marsh” may be any of 2 people:"),
        ("List Bullet", "Ivo Lang — 2 articles"),
        ("List Number", "Ada Marsh — envoy"),
        ("List Number", "Otto Marsh"),
        ("Normal", "Did you mean: March"),
    ]


def test_the_words_that_answer_are_bold() -> None:
    document = opened(docx_document.render(make_full_briefing()))

    bold = [run.text for paragraph in document.paragraphs for run in paragraph.runs if run.bold]

    assert bold == ["opened"]


def test_notes_lead_to_their_sources_and_titles_to_the_web() -> None:
    answer = make_full_briefing()
    linked = (
        make_source(1, url="https://example.org/a?b=c&d"),
        make_source(2, url="file:///etc/passwd"),
        make_source(3),
    )
    document = opened(docx_document.render(make_briefing(*answer.sections, sources=linked)))

    links = [link for paragraph in document.paragraphs for link in paragraph.hyperlinks]
    bookmarks = document.element.xpath("//w:bookmarkStart/@w:name")

    assert [(link.text, link.fragment) for link in links if link.fragment] == [
        ("[1]", "source_1"),
        ("[2]", "source_2"),
        ("[3]", "source_3"),
        ("[1]", "source_1"),
    ]
    assert bookmarks == ["source_1", "source_2", "source_3"]
    assert [(link.text, link.address) for link in links if link.address] == [
        ("Talks, part 1", "https://example.org/a?b=c&d")
    ]


def test_the_foot_has_the_corpus_and_the_page_number() -> None:
    section = opened(docx_document.render(make_full_briefing(), printed=date(2025, 1, 20))).sections[0]

    assert section.header.paragraphs[0].text == "Aide-Mémoire\t20 January 2025"
    foot = section.footer.paragraphs[0]
    assert foot.text.startswith("10 articles · 3 outlets · newest: January 2025\t")
    assert foot._p.xpath(".//w:fldSimple/@w:instr") == ["PAGE", "NUMPAGES"]


def test_properties_name_the_answer() -> None:
    properties = opened(docx_document.render(make_full_briefing(), printed=date(2025, 1, 20))).core_properties

    assert properties.title == "Ada Marsh"
    assert properties.author == "Aide-Mémoire"
    assert properties.created == datetime(2025, 1, 20, tzinfo=UTC)


def test_hostile_words_are_words() -> None:
    document = opened(docx_document.render(make_hostile_briefing()))

    shown = "\n".join(paragraph.text for paragraph in document.paragraphs)

    assert '#include "/etc/passwd" #set page(fill: red)' in shown
    assert "<script>alert(1)</script> &amp;" in shown
    assert len(document.core_properties.title) <= 255


def test_hundreds_of_items_are_all_there() -> None:
    shown = "\n".join(text for _, text in paragraphs(docx_document.render(make_long_briefing(500))))

    assert all(f"Item {place} of the talks" in shown for place in range(500))


def test_the_same_answer_is_the_same_bytes_and_no_file_in_it_has_a_date() -> None:
    document = docx_document.render(make_full_briefing())

    assert document == docx_document.render(make_full_briefing())
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        assert {file.date_time for file in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
