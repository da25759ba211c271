"""A PDF with every word of the answer, whatever the words are."""

import io
import subprocess
import sys
from datetime import date

from pypdf import PdfReader

from bot.views import pdf
from bot.words.answers import Candidate, Line, Section, Status
from tests.views.briefings import (
    make_briefing,
    make_full_briefing,
    make_hostile_briefing,
    make_item,
    make_long_briefing,
    make_source,
)


def pages(document: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(document)).pages]


def letters(text: str) -> str:
    """Return `text` without any spaces: where lines break is the page's affair."""
    return "".join(text.split())


def test_a_short_answer_is_one_page_with_every_word_note_and_source() -> None:
    [page] = pages(pdf.render(make_full_briefing(), printed=date(2025, 1, 20)))

    shown = letters(page)
    for words in (
        "20 January 2025",
        "Ada Marsh",
        "Envoy to Ruritania",
        "Summary",
        "Drawn from two outlets",
        "undated: She opened the talks in the capital. [1]",
        "undated: He left the room first. [reported] [2]",
        "“The fiftieth bridge is ours.” — Ada Marsh, 26 Nov 2024 [3]",
        "“Қош келдіңіз,” she said. — [speaker not named], undated [1]",
        "[2] Talks, part 2 — The Courier, 26 Nov 2024 (002-1)",
        "10 articles · 3 outlets · newest: January 2025",
        "1 / 1",
    ):
        assert letters(words) in shown


def test_lists_candidates_and_suggestions_are_shown() -> None:
    answer = make_briefing(
        status=Status.AMBIGUOUS,
        message="“Marsh” may be any of 2 people:",
        lines=(Line("Ivo Lang", "2 articles"),),
        candidates=(Candidate("Ada Marsh", "envoy"), Candidate("Otto Marsh", "")),
        suggestions=("March",),
        sources=(),
    )

    shown = letters(pages(pdf.render(answer))[0])

    assert letters("• Ivo Lang — 2 articles") in shown
    assert letters("1. Ada Marsh — envoy 2. Otto Marsh") in shown
    assert letters("Did you mean: March") in shown


def test_pages_are_numbered_and_tell_outlet_and_date_of_what_they_cite() -> None:
    every = pages(pdf.render(make_long_briefing(24)))

    assert len(every) > 1
    for number, page in enumerate(every, 1):
        assert letters(f"{number} / {len(every)}") in letters(page)
    assert letters("[1] The Courier, 26 Nov 2024 [2] The Courier, 26 Nov 2024") in letters(every[0])
    assert letters("[1] Talks, part 1 — The Courier, 26 Nov 2024 (001-1)") in letters(every[-1])


def test_a_quotation_is_not_torn_apart_by_a_page_break() -> None:
    every = [letters(page) for page in pages(pdf.render(make_long_briefing(40)))]

    for place in range(0, 40, 3):
        words = (
            f"Item {place} of the talks tells at some length what was agreed on that day, and by whom. " * 3
        )
        assert sum(letters(f"“{words}” — Ada Marsh") in page for page in every) == 1


def test_hundreds_of_items_are_all_there() -> None:
    shown = letters(" ".join(pages(pdf.render(make_long_briefing(500, sources=60)))))

    assert all(letters(f"Item {place} of the talks") in shown for place in range(500))
    assert all(letters(f"[{number}] Talks, part {number}") in shown for number in range(1, 61))


def test_more_notes_than_a_page_has_room_for_are_counted() -> None:
    items = tuple(make_item("Short.", number) for number in range(1, 40))
    sources = tuple(make_source(number, outlet=f"The Courier of {number} Towns") for number in range(1, 40))
    long = Section("Then", (make_item("Much more was said about it. " * 130),))

    first = letters(pages(pdf.render(make_briefing(Section("", items), long, sources=sources)))[0])

    assert letters("[1] The Courier of 1 Towns, 26 Nov 2024") in first
    assert letters("more under Sources") in first


def test_hostile_words_are_words() -> None:
    shown = letters(" ".join(pages(pdf.render(make_hostile_briefing()))))

    assert letters('#include "/etc/passwd" #set page(fill: red) $x^2$ *b* _i_ `c` @ref <label>') in shown
    assert "root:" not in shown
    assert letters("Әңгіме: ғылым, қоғам, кеңес, өмір, ұлт, үкімет, һәм іс.") in shown


def test_only_web_addresses_are_linked() -> None:
    answer = make_briefing(
        sources=(make_source(1, url="https://example.org/a?b=c"), make_source(2, url="file:///etc/passwd"))
    )

    document = pdf.render(answer)

    assert b"(https://example.org/a?b=c)" in document
    assert b"file:" not in document


def test_the_same_answer_is_the_same_bytes() -> None:
    answer, day = make_full_briefing(), date(2025, 1, 20)

    assert pdf.render(answer, printed=day) == pdf.render(answer, printed=day)
    assert pdf.render(answer) != pdf.render(answer, printed=day)


def test_the_document_says_its_title_and_not_when_it_was_made() -> None:
    properties = PdfReader(io.BytesIO(pdf.render(make_full_briefing()))).metadata

    assert properties is not None
    assert properties.title == "Ada Marsh"
    assert properties.creation_date is None


def test_typst_is_loaded_with_the_first_document_only() -> None:
    program = (
        "import sys, bot.views.pdf, bot.views.picture, bot.views.docx_document as d; print(*sys.modules)"
    )

    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout

    assert "bot.views.picture" in loaded.split()
    assert not {"typst", "docx"} & set(loaded.split())
