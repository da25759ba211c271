"""Word documents: what is said in them, wherever it stands, and no more memory than a document needs."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from itertools import pairwise

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from bot.corpus.formats.office_files import MOST_MARKUP, docx_text
from bot.errors import UnreadableDocument

SENTENCE = "The keeper of the lake counted its water every day for thirty years, and wrote it down."
BOX = (
    f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    "<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{0}</w:drawing></mc:Choice>"
    "<mc:Fallback><w:pict>{0}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
).format("<w:txbxContent><w:p><w:r><w:t>In the box it is said.</w:t></w:r></w:p></w:txbxContent>")


def saved(document: object) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()


def with_body(body: str, *, prolog: str = "") -> bytes:
    """A Word file whose main part is this markup."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(saved(docx.Document()))) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.infolist():
            main = f"{prolog}<w:document {nsdecls('w')}><w:body>{body}</w:body></w:document>".encode()
            new.writestr(
                member.filename, main if member.filename == "word/document.xml" else old.read(member)
            )
    return packed.getvalue()


def test_tables_that_lay_out_a_page_are_text_and_tables_of_data_are_not() -> None:
    document = docx.Document()
    document.add_paragraph(SENTENCE)
    data = document.add_table(1, 2)
    data.cell(0, 0).text, data.cell(0, 1).text = "2020", "12.5"
    layout = document.add_table(1, 2)
    layout.cell(0, 0).text, layout.cell(0, 1).text = SENTENCE + " Left.", SENTENCE + " Right."
    text = docx_text(saved(document), "a.docx")[0]
    assert text.split("\n\n") == [SENTENCE, SENTENCE + " Left.", SENTENCE + " Right."]


def test_a_table_of_data_comes_as_lines_one_a_row() -> None:
    document = docx.Document()
    document.add_paragraph(SENTENCE)
    table = document.add_table(2, 3)
    for row, cells in enumerate((("Lake", "Metres", "Keeper"), ("Mjelde", "12", "Brandt"))):
        for column, words in enumerate(cells):
            table.cell(row, column).text = words
    document.add_paragraph(SENTENCE + " Again.")
    assert docx_text(saved(document), "a.docx")[0].split("\n\n") == [
        SENTENCE,
        "| Lake: Metres, Keeper",
        "| Mjelde: 12, Brandt",
        SENTENCE + " Again.",
    ]


def test_changes_count_as_made_and_a_text_box_is_said_once() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("He retired ")
    run = "<w:r><w:{0} xml:space='preserve'>{1}</w:{0}></w:r>"
    for mark, part, words in (("ins", "t", "on Monday "), ("del", "delText", "on Tuesday ")):
        paragraph._p.append(parse_xml(f"<w:{mark} {nsdecls('w')}>{run.format(part, words)}</w:{mark}>"))
    paragraph.add_run("and left.")
    paragraph._p.append(parse_xml(BOX))
    text = docx_text(saved(document), "a.docx")[0]
    assert text.split("\n\n") == ["He retired on Monday and left.", "In the box it is said."]


def test_headers_and_footers_are_no_text() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Steppe Herald"
    document.sections[0].footer.paragraphs[0].text = "Page 1"
    document.add_paragraph(SENTENCE)
    assert docx_text(saved(document), "a.docx")[0] == SENTENCE


def test_the_title_is_the_one_that_stands_in_the_text() -> None:
    document = docx.Document()
    document.core_properties.title = "Template of the ministry"
    document.add_heading("Keeper Retires", 0)
    document.add_paragraph(SENTENCE)
    assert docx_text(saved(document), "a.docx")[1].title == "Keeper Retires"
    plain = docx.Document()
    plain.core_properties.title = "Template of the ministry"
    plain.add_paragraph(SENTENCE)
    assert docx_text(saved(plain), "a.docx")[1].title is None


def test_a_document_that_brings_definitions_is_refused() -> None:
    """They are how a small file becomes a large one, and how it asks for files of this machine."""
    names = "abcdefgh"
    nested = "".join(f'<!ENTITY {one} "{f"&{before};" * 10}">' for before, one in pairwise(names))
    paragraph = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    for words, definitions in (
        ("&h;", f'[<!ENTITY a "aaaaaaaaaa">{nested}]'),
        ("Words &a; here.", '[<!ENTITY a SYSTEM "file:///etc/hostname">]'),
        ("Words here.", 'SYSTEM "http://127.0.0.1/x.dtd"'),
    ):
        hostile = with_body(paragraph.format(words), prolog=f"<!DOCTYPE x {definitions}>")
        with pytest.raises(UnreadableDocument, match=r"broken|a DTD"):
            docx_text(hostile, "a.docx")


def test_a_part_that_says_it_is_small_is_not_unpacked_beyond_that() -> None:
    """An archive may say anything of its sizes: what comes out is what counts."""
    lying = bytearray(with_body("<w:p><w:r><w:t>" + "word " * 2_000_000 + "</w:t></w:r></w:p>"))
    with zipfile.ZipFile(io.BytesIO(lying)) as archive:
        said = archive.getinfo("word/document.xml").file_size.to_bytes(4, "little")
    assert lying.count(said) == 2  # in front of the part and in the list of parts
    lying = bytearray(bytes(lying).replace(said, (1000).to_bytes(4, "little")))
    tracemalloc.start()
    try:
        with pytest.raises(UnreadableDocument, match="broken"):
            docx_text(bytes(lying), "a.docx")
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 2_000_000


def test_more_markup_than_a_document_has_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="unpacks"):
        docx_text(with_body("<w:p/>" * (MOST_MARKUP // 6 + 1)), "a.docx")
