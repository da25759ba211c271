"""Tables of data come as lines, a row each and marked as such; tables that lay out a page as text."""

from __future__ import annotations

import pytest

from bot.corpus.articles import articles_of
from bot.corpus.formats.readers import read_bytes

SENTENCE = "The keeper of the lake counted its water every day for thirty years, and wrote it down."


def paragraphs(table: str) -> list[str]:
    markup = (
        f"<html><head><title>Lake Levels Fall</title></head><body><article><h1>Lake Levels Fall</h1>"
        f"<p>{SENTENCE}</p>{table}<p>{SENTENCE} He is retired now.</p></article></body></html>"
    )
    (document,) = read_bytes(markup.encode(), file="page.html", location="page.html").documents
    (article,) = articles_of(document)
    return [article.read(span) for span in sorted((*article.paragraphs[1:-1], *article.headings))]


def rows(*cells: str, tag: str = "td") -> str:
    return "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in cells) + "</tr>"


def test_a_row_is_a_line_by_its_first_cell() -> None:
    table = (
        rows("Lake", "Metres", "Keeper", tag="th") + rows("Mjelde", "12", "Brandt") + rows("Sund", "9", "")
    )
    assert paragraphs(f"<table>{table}</table>") == [
        "| Lake: Metres, Keeper",
        "| Mjelde: 12, Brandt",
        "| Sund: 9",
    ]


def test_a_row_of_figures_alone_is_a_line_too() -> None:
    table = rows("1990", "12.4") + rows("1991", "12.1") + rows("1992", "11.8")
    assert paragraphs(f"<table>{table}</table>") == ["| 1990: 12.4", "| 1991: 12.1", "| 1992: 11.8"]


@pytest.mark.parametrize(
    "table",
    [
        "<table role='presentation'>" + rows("Home", "News") + rows("Sport", "Weather") + "</table>",
        "<table>" + rows("<a href='/1'>Dam opens</a>", "<a href='/2'>Dam shuts</a>") * 3 + "</table>",
    ],
)
def test_a_table_of_links_or_of_layout_is_no_data(table: str) -> None:
    assert not any(line.startswith("| ") for line in paragraphs(table))


def test_sentences_in_a_table_stay_sentences() -> None:
    said = "The first pump was closed on Monday by the mayor."
    table = f"<table>{rows(said, 'Pump')}{rows('The second pump is open until the summer.', 'Pump')}</table>"
    assert not any(line.startswith("| ") for line in paragraphs(table))
