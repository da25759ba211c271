"""PDF pages: columns, lines that run over every page, words broken at the end of a line."""

from __future__ import annotations

import io

from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from bot.corpus.articles import articles_of
from bot.corpus.pdf_pages import (
    columns_in_order,
    flowing_text,
    headlines_among,
    pdf_text,
    without_running_lines,
)
from bot.corpus.readers import read_bytes

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
    text, given = pdf_text(data, "print.pdf")
    assert given.title is None
    assert "\n\nDam Opens in Spring\n\n" in text


def test_the_name_of_a_paper_is_no_headline() -> None:
    pieces = [("LAKE POST", 24.0), ("Keeper of the Lake Retires", 16.0), *TEXT]
    assert headlines_among(pieces) == [["Keeper of the Lake Retires"]]
