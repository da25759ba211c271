"""PDF pages: columns, lines that run over every page, words broken at the end of a line."""

from __future__ import annotations

import io
import zlib

import pytest
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from bot.corpus.articles import articles_of
from bot.corpus.formats.pdf_pages import (
    MOST_DRAWING,
    columns_in_order,
    flowing_text,
    headlines_among,
    pdf_text,
    without_running_lines,
)
from bot.corpus.formats.readers import read_bytes
from bot.errors import UnreadableDocument

LEFT = (
    "The keeper of the lake counted its",
    "water every day for thirty years",
    "and wrote it down in a book of his",
    "own that nobody had asked him to",
    "keep, and he showed it to everyone",
    "who came to the old pier house in",
    "the winter to drink a glass of tea",
    "and to ask how deep the water was,",
    "which he always knew to the inch.",
)
RIGHT = (
    "In the capital the minister told the",
    "parliament that the dam would be",
    "ready in the spring, although the",
    "snow had come early and the roads",
    "to the south were closed for a week",
    "and the cement had to be carried by",
    "train over the pass, which took more",
    "time and more money than the budget",
    "had foreseen in the previous autumn.",
)


def two_columns() -> bytes:
    """Two pages, each drawn row by row over both columns, with a header and a page number."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for page, (left, right) in enumerate(((LEFT, RIGHT), (LEFT[::-1], RIGHT[::-1])), start=1):
        canvas.drawString(72, 800, "Steppe Herald, weekly edition")
        for number, (one, other) in enumerate(zip(left, right, strict=True)):
            canvas.drawString(72, 740 - 15 * number, one)
            canvas.drawString(320, 740 - 15 * number, other)
        canvas.drawString(290, 40, str(page))
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def test_columns_are_read_one_after_the_other() -> None:
    text = pdf_text(two_columns(), "two.pdf")[0]
    assert " ".join(LEFT) in text.replace("\n\n", " ")
    assert " ".join(RIGHT) in text.replace("\n\n", " ")
    assert text.index("which he always knew") < text.index("In the capital the minister")


def test_a_header_stands_once_and_page_numbers_not_at_all() -> None:
    lines = pdf_text(two_columns(), "two.pdf")[0].split("\n\n")
    assert lines.count("Steppe Herald, weekly edition") == 1
    assert not any(line.strip().isdigit() for line in lines)


def test_lines_over_the_whole_width_stay_where_they_are() -> None:
    rows = [f"{one:<40}   {other}" for one, other in zip(LEFT, RIGHT, strict=True)]
    head = "Keeper of the Lake Retires and the Minister Speaks of the Dam in the Capital"
    ordered = columns_in_order([head, "", *rows])
    assert ordered is not None
    assert ordered.split("\n") == [head, "", *LEFT, *RIGHT]


def test_a_table_of_figures_is_no_page_with_columns() -> None:
    assert columns_in_order([f"{year}          {year - 2000}.5" for year in range(2000, 2020)]) is None
    assert columns_in_order(["one line", "another line"]) is None


def test_footers_go_and_what_only_one_page_says_stays() -> None:
    pages = [
        f"Steppe Herald\nText of page {number} is here.\nAnd more of it.\n{says}\nHerald's desk\n{number} / 3"
        for number, says in enumerate(SAYS, start=1)
    ]
    assert without_running_lines(pages) == [
        "Steppe Herald\nText of page 1 is here.\nAnd more of it.\nThe lake is deep.",
        "Text of page 2 is here.\nAnd more of it.\nThe dam is high.",
        "Text of page 3 is here.\nAnd more of it.\nThe road is long.",
    ]


SAYS = ("The lake is deep.", "The dam is high.", "The road is long.")


def test_broken_words_are_whole_again_and_keep_hyphens_of_their_own() -> None:
    text = "The mini-\nster met a well-known keeper; the well-\nknown man and the Kazakh-\nUzbek council met."
    assert flowing_text(text) == (
        "The minister met a well-known keeper; the well-known man and the Kazakh-Uzbek council met."
    )


def test_ligatures_and_unseen_characters_are_letters_and_nothing() -> None:
    assert flowing_text("The ﬁrst o\x0eﬃce of the lake.") == "The first office of the lake."


def print_of(*lines: tuple[str, float]) -> bytes:
    """One page: lines with the size of their letters, all at the same distance."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for number, (line, size) in enumerate(lines):
        canvas.setFont("Helvetica", size)
        canvas.drawString(72, 780 - 18 * number, line)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


TEXT = (
    ("The keeper of the lake counted its water every day for thirty years and wrote it", 11),
    ("down in a book of his own that nobody had asked him to keep, said the ministry.", 11),
)


def test_the_headline_is_what_is_set_larger_not_the_running_head() -> None:
    (document,) = read_bytes(
        print_of(
            ("Lake print", 11), ("Keeper of the Lake Retires; Ministry", 16), ("Looks for Another", 16), *TEXT
        ),
        file="print.pdf",
        location="print.pdf",
    ).documents
    (only,) = articles_of(document)
    assert only.title == "Keeper of the Lake Retires; Ministry Looks for Another"
    assert only.paragraphs[0].of(document.text).startswith("The keeper of the lake counted")


def test_a_print_of_several_articles_has_no_title_of_its_own() -> None:
    data = print_of(("Keeper of Lake Retires", 16), *TEXT, ("Dam Opens in Spring", 16), *TEXT)
    text, given, _ = pdf_text(data, "print.pdf")
    assert given.title is None
    assert "\n\nDam Opens in Spring\n\n" in text


def test_the_name_of_a_paper_is_no_headline() -> None:
    pieces = [("LAKE POST", 24.0), ("Keeper of the Lake Retires", 16.0), *TEXT]
    assert headlines_among(pieces) == [["Keeper of the Lake Retires"]]


def test_pages_that_share_what_takes_long_are_read_as_far_as_it_goes() -> None:
    """Some kilobytes may draw hundreds of megabytes: what is drawn is counted for every page."""
    words = b"BT /F1 12 Tf 10 700 Td (The keeper left.) Tj ET\n"
    drawing = words + b"% " + b"x" * 7_000_000 + b"\n"
    text, _, part = pdf_text(sharing_one_stream(400, drawing), "a.pdf")
    assert text.startswith("The keeper left.")
    pages = MOST_DRAWING // len(drawing)
    assert part == f"a.pdf: only the first {pages} of 400 pages are read."


def test_a_page_that_draws_too_much_is_refused_and_called_no_scan() -> None:
    with pytest.raises(UnreadableDocument, match="draws more"):
        pdf_text(sharing_one_stream(1, b"% " + b"x" * MOST_DRAWING), "a.pdf")


def sharing_one_stream(pages: int, drawing: bytes) -> bytes:
    """A PDF all of whose pages are drawn by the same packed stream."""
    packed = zlib.compress(drawing, 9)
    font = "<< /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    page = (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 3 0 R"
        f" /Resources << /Font {font} >> >>"
    )
    kids = " ".join(f"{4 + number} 0 R" for number in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {pages} /Kids [{kids}] >>".encode(),
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed),
        *[page.encode()] * pages,
    ]
    made = bytearray(b"%PDF-1.4\n")
    places = []
    for number, written in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, written)
    table = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(
        made + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, table)
    )
