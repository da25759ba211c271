"""Files of every kind, and files that are none."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import docx
import pypdf
import pytest
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from bot.corpus.articles import articles_of
from bot.corpus.formats.document_bounds import MOST_CHARACTERS
from bot.corpus.formats.json_lines import MOST_ARTICLES, MOST_FAILURES
from bot.corpus.formats.office_files import MOST_MARKUP
from bot.corpus.formats.readers import LARGEST_FILE, distinct_key, document_key, read_bytes, read_file
from bot.errors import UnreadableDocument
from bot.words.documents import Document, GivenFacts
from tests.corpus.documents import document

SENTENCE = "The keeper of the lake counted its water every day for thirty years, and wrote it down."


def read(data: bytes, file: str, media_type: str | None = None) -> Document:
    (only,) = read_bytes(data, file=file, location=f"folder/{file}", media_type=media_type).documents
    return only


def pdf(*lines: str, password: str | None = None) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for number, line in enumerate(lines):
        canvas.drawString(72, 720 - 14 * number, line)
    canvas.save()
    if password is None:
        return buffer.getvalue()
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(buffer))
    writer.encrypt(password, algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    return locked.getvalue()


def word_file(*paragraphs: str) -> bytes:
    made = docx.Document()
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def test_plain_text_is_read_without_touching_its_newlines() -> None:
    text = f"Title\r\n\r\n{SENTENCE}\r\n\u00a0\n"
    assert read(text.encode(), "000_x.txt").text == text


SAVED = (
    "Harbour Pier Closed After the Flood\n\n"
    "{day}The pier was closed after the flood, the keeper of the harbour said to the towns.\n"
)


@pytest.mark.parametrize("line", ["URL: {}", "Источник: {}", "{}"])
def test_a_saved_text_with_its_address_above_it_is_of_that_address_and_day(line: str) -> None:
    address = "https://herald.example/2031/05/06/pier-closed"
    found = read(f"{line.format(address)}\n\n{SAVED.format(day='')}".encode(), "a.txt")
    (article,) = articles_of(found)

    assert found.given.url == address
    assert article.published is not None
    assert article.published.value == "2031-05-06"


def test_addresses_of_several_texts_or_below_one_are_not_its_own() -> None:
    address, text = "https://herald.example/2031/05/06/pier", SAVED.format(day="")
    for data in (f"{address}\n\n{text}\n{address}-2\n\n{text}", f"{text}\n{address}\n"):
        assert read(data.encode(), "a.txt").given == GivenFacts()


def test_a_full_day_in_the_text_is_nearer_than_the_month_in_its_address() -> None:
    text = SAVED.format(day="6 May 2031\n\n")
    (article,) = articles_of(read(f"https://herald.example/2031/05/pier\n\n{text}".encode(), "a.txt"))
    assert article.published is not None
    assert article.published.value == "2031-05-06"


def test_markdown_is_its_own_text() -> None:
    assert read(f"# Title\n\n{SENTENCE}".encode(), "notes.md").text == f"# Title\n\n{SENTENCE}"


def test_other_encodings_are_detected() -> None:
    russian = "Министры двух соседних стран договорились о зимних пастбищах вдоль реки. " * 4
    assert read(russian.encode("cp1251"), "a.txt").text == russian
    assert read(russian.encode("utf-16"), "a.txt").text == russian
    assert read(SENTENCE.encode("utf-8-sig"), "a.txt").text == "\ufeff" + SENTENCE


def test_the_number_a_file_name_begins_with_is_its_key() -> None:
    assert document_key("003_119c.txt", "seeds/003_119c.txt") == "003"
    assert document_key("17.txt", "17.txt") == "17"


def test_a_file_without_a_number_keeps_its_key_when_it_changes_or_moves() -> None:
    one = read(b"One text.", "lake.txt")
    assert read(b"Another text.", "lake.txt").key == one.key
    assert document_key("lake.txt", "elsewhere/lake.txt") == one.key
    assert document_key("sea.txt", "sea.txt") != one.key
    assert document_key("003abc", "003abc") != "003"


def test_two_files_with_one_number_get_distinct_keys() -> None:
    first, second = document("x"), Document("000", "000_b.txt", "b/000_b.txt", "", "y")
    taken = {distinct_key(first, set())}
    assert distinct_key(second, taken) not in taken
    assert distinct_key(second, taken) == distinct_key(second, taken)


def test_a_web_page_gives_its_article_and_what_it_states() -> None:
    body = "".join(f"<p>{SENTENCE} It was day {number} of the count.</p>" for number in range(6))
    page = f"""<html lang="en"><head><title>Keeper Retires - Steppe Herald</title>
      <meta property="og:site_name" content="Steppe Herald"><meta name="author" content="Aruzhan Seitova">
      <meta property="article:published_time" content="2023-03-14T10:00:00Z">
      <meta property="og:title" content="Keeper Retires"></head>
      <body><nav><a href="/">Home</a></nav><article><h1>Keeper Retires</h1>{body}</article>
      <footer>All rights reserved</footer></body></html>"""
    found = read(page.encode(), "keeper.html")
    assert SENTENCE in found.text
    assert found.given.title == "Keeper Retires"
    assert (found.given.outlet, found.given.author) == ("Steppe Herald", "Aruzhan Seitova")
    assert (found.given.published, found.given.language) == ("2023-03-14", "en")


def test_the_media_type_of_a_server_tells_the_kind() -> None:
    body = "".join(f"<p>{SENTENCE} It was day {number} of the count.</p>" for number in range(6))
    reading = read_bytes(
        f"<html><body><article>{body}</article></body></html>".encode(),
        file="news?id=5",
        location="https://example.org/news?id=5",
        media_type="text/html; charset=utf-8",
    )
    assert SENTENCE in reading.documents[0].text
    assert reading.documents[0].given.url == "https://example.org/news?id=5"


def test_a_pdf_gives_paragraphs_and_not_lines() -> None:
    found = read(
        pdf(
            "Keeper Retires",
            "",
            "The keeper of the lake counted its water every day for",
            "thirty years, and wrote it down.",
        ),
        "keeper.pdf",
    )
    assert SENTENCE in found.text


def test_a_word_file_gives_its_paragraphs() -> None:
    assert read(word_file("Keeper Retires", SENTENCE), "k.docx").text == f"Keeper Retires\n\n{SENTENCE}"


def test_every_json_line_is_a_document_and_a_bad_one_stops_nothing() -> None:
    good = {
        "title": "Keeper Retires",
        "text": f" {SENTENCE}\n",
        "published": "2023-03-14",
        "outlet": "Steppe Herald",
    }
    lines = [
        json.dumps(good),
        "{broken",
        json.dumps({"title": "No text"}),
        "",
        json.dumps({"text": "Second."}),
    ]
    reading = read_bytes("\n".join(lines).encode(), file="all.jsonl", location="all.jsonl")
    first, second = reading.documents
    assert first.text == f" {SENTENCE}\n"
    assert (first.given.title, first.given.outlet, first.given.published) == (
        "Keeper Retires",
        "Steppe Herald",
        "2023-03-14",
    )
    assert second.text == "Second."
    assert first.key != second.key
    assert [failure.location for failure in reading.failures] == ["all.jsonl#2", "all.jsonl#3"]
    assert all("all.jsonl, line" in failure.reason for failure in reading.failures)


BOMB = io.BytesIO()
with zipfile.ZipFile(BOMB, "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr("word/document.xml", b"0" * (MOST_MARKUP + 1))

UNREADABLE = {
    "empty": (b"", "a.txt", "empty"),
    "white space": (b" \n\t ", "a.txt", "empty"),
    "nothing seen": ("\u00a0\n\u200b".encode(), "a.txt", None),
    "rich text": (b"{\\rtf1\\ansi The keeper}", "a.txt", "Rich Text"),
    "binary": (bytes(range(256)) * 40, "a.txt", "binary"),
    "oversized": (b"a" * (LARGEST_FILE + 1), "a.txt", "too large"),
    "unknown kind": (b"GIF89a", "a.gif", "not read"),
    "unknown without a suffix": (b"\0\1\2", "a", "not read"),
    "broken pdf": (b"%PDF-1.7\nnothing", "a.pdf", "PDF"),
    "no pdf": (b"plain text", "a.pdf", "PDF"),
    "encrypted pdf": (pdf("Secret", password="river"), "a.pdf", "encrypted"),
    "pdf without text": (pdf(), "a.pdf", "no text"),
    "no word file": (b"plain text", "a.docx", "Word"),
    "broken word file": (b"PK\x03\x04broken", "a.docx", "broken"),
    "zip bomb": (BOMB.getvalue(), "a.docx", "unpacks"),
    "no json": (b"hello\nworld", "a.jsonl", "not JSON"),
    "no page": (b"just words", "a.html", "HTML"),
    "page without text": (b"<html><body></body></html>", "a.html", "no article text"),
    "half an utf-16": (b"\xff\xfea", "a.txt", "broken"),
}


@pytest.mark.parametrize("name", [name for name in UNREADABLE if UNREADABLE[name][2]])
def test_what_cannot_be_read_is_one_clear_sentence(name: str) -> None:
    data, file, says = UNREADABLE[name]
    with pytest.raises(UnreadableDocument) as raised:
        read_bytes(data, file=file, location=file)
    sentence = str(raised.value)
    assert says is not None
    assert says in sentence
    assert sentence.startswith(file)
    assert "\n" not in sentence
    assert sentence.endswith((".", ")"))


def test_a_missing_file_is_one_clear_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="no such file"):
        read_file(tmp_path / "gone.txt")


def test_an_oversized_file_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    with pytest.raises(UnreadableDocument, match="too large"):
        read_file(path)


def test_a_file_is_read_from_where_it_lies(tmp_path: Path) -> None:
    path = tmp_path / "000_lake.txt"
    path.write_bytes(f"Title\n\n{SENTENCE}".encode())
    (found,) = read_file(path).documents
    assert (found.key, found.file, found.location) == ("000", "000_lake.txt", str(path))
    assert len(found.digest) == 64


def test_two_bytes_a_character_are_told_without_a_mark_in_front() -> None:
    russian = "Министры двух стран договорились о пастбищах.\nОни уехали.\n"
    for text in (SENTENCE, russian):
        for encoding in ("utf-16-le", "utf-16-be"):
            assert read(text.encode(encoding), "a.txt").text == text


def test_a_text_cut_off_inside_a_character_is_still_read_as_utf_8() -> None:
    russian = "Министры двух соседних стран договорились о зимних пастбищах вдоль реки. " * 4
    assert read(russian.encode()[:-4], "a.txt").text.startswith(russian[:60])


def test_returns_alone_end_lines() -> None:
    (found,) = articles_of(document(f"Keeper Retires\r\r{SENTENCE}\r\rHe moved to Osh.\r"))
    assert [found.read(span) for span in found.paragraphs] == [SENTENCE, "He moved to Osh."]


def test_odd_fields_of_a_json_line_are_left_out_and_authors_joined() -> None:
    lines = [
        json.dumps({"text": SENTENCE, "author": ["A. Orlov", "B. Seitova"], "published": 2024, "tags": [1]}),
        json.dumps({"text": "Half a character: \ud800"}),
        json.dumps([SENTENCE]),
        json.dumps({"text": "Zero\0"}),
        "[" * 50_000,
    ]
    reading = read_bytes("\n".join(lines).encode(), file="all.jsonl", location="all.jsonl")
    (given,) = (document.given for document in reading.documents)
    assert (given.author, given.published) == ("A. Orlov, B. Seitova", None)
    assert [failure.location for failure in reading.failures] == [f"all.jsonl#{n}" for n in (2, 3, 4, 5)]


# --- bounds -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("odd", [b"\0", b"\x1b", b"\x07", b"\xff"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_one_odd_byte_does_not_make_a_text_binary(odd: bytes, mark: bytes) -> None:
    for sentence in (SENTENCE, "Смотритель озера записывал уровень воды каждый день тридцать лет подряд."):
        text = read(mark + f"{sentence} ".encode() + odd + f" {sentence}".encode(), "a.txt").text
        assert text.count(sentence) == 2


def test_of_a_very_long_text_the_beginning_is_read_and_it_is_said_which_part() -> None:
    paragraph = SENTENCE + "\n\n"
    reading = read_bytes((paragraph * 30_000).encode(), file="book.txt", location="book.txt")
    (book,) = reading.documents
    assert MOST_CHARACTERS - 3 * len(paragraph) < len(book.text) <= MOST_CHARACTERS
    assert book.text.endswith(SENTENCE)
    assert reading.in_part is not None
    assert f"first {len(book.text):,} of {len(paragraph) * 30_000:,} characters" in reading.in_part


def test_what_is_not_too_long_is_read_whole_and_nothing_is_said_of_parts() -> None:
    assert read_bytes(b"x " * (MOST_CHARACTERS // 2), file="a.txt", location="a.txt").in_part is None


def test_a_file_of_lines_that_are_no_articles_is_told_without_telling_every_line() -> None:
    lines = b"1\n" * 50_000 + b'{"text": "The keeper left."}\n'
    reading = read_bytes(lines, file="a.jsonl", location="a.jsonl")
    assert [document.location for document in reading.documents] == ["a.jsonl#50001"]
    assert len(reading.failures) == MOST_FAILURES + 1
    assert reading.failures[-1].reason == f"a.jsonl: {50_000 - MOST_FAILURES:,} more lines cannot be read."


def test_of_a_file_of_very_many_articles_it_is_said_how_many_are_read() -> None:
    reading = read_bytes(b'{"text": "A."}\n' * (MOST_ARTICLES + 5), file="a.jsonl", location="a.jsonl")
    assert len(reading.documents) == MOST_ARTICLES
    assert reading.in_part is not None
    assert f"line {MOST_ARTICLES + 1:,}" in reading.in_part


def test_a_page_of_very_much_markup_is_read_as_far_as_can_be_parsed() -> None:
    marks = "x" * 10_000
    body = "".join(f"<p data-marks='{marks}'>{SENTENCE} It was day {number}.</p>" for number in range(400))
    page = f"<html><body><article>{body}</article></body></html>".encode()
    reading = read_bytes(page, file="a.html", location="a.html")
    (only,) = reading.documents
    assert only.text.startswith(SENTENCE)
    assert "day 399" not in only.text
    assert reading.in_part is not None
    assert "characters of the page" in reading.in_part


def test_what_nobody_reads_of_a_page_does_not_count() -> None:
    programs = "<script>var a = 1;</script>" * 100_000 + "<style>p { margin: 0 }</style>" * 50_000
    page = f"<html><body>{programs}<article><p>{SENTENCE}</p><p>{SENTENCE} Again.</p></article></body></html>"
    reading = read_bytes(page.encode(), file="a.html", location="a.html")
    assert f"{SENTENCE} Again." in reading.documents[0].text
    assert reading.in_part is None
