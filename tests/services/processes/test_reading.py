"""Documents made to do harm are given up, with a sentence, and the next one is read."""

from __future__ import annotations

import asyncio
import io
import time
import zipfile
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest

from bot.corpus.formats.readers import ReadInput, read_bytes
from bot.errors import HarmfulDocument, UnreadableDocument
from bot.languages.saying import speaking
from bot.services.processes.child import Child
from bot.services.processes.document_reading import ChildReader
from bot.services.taking_in.fetching import Fetched
from bot.words.documents import Document
from tests.corpus.test_pdf_pages import sharing_one_stream
from tests.services.processes.test_analysing import children

SENTENCE = "The keeper of the lake counted its water every day for thirty years, and wrote it down."
ENDLESS = sharing_one_stream(400, b"BT /F1 12 Tf 10 700 Td (a) Tj ET q Q\n" * 2_000)


def word_document(runs: int) -> bytes:
    """A Word file with a paragraph of so many runs that say nothing: its markup alone takes memory."""
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        body = f"<w:p>{'<w:r/>' * runs}</w:p><w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p>"
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{name}"><w:body>{body}</w:body></w:document>'
        )
    return packed.getvalue()


@pytest.fixture
async def child() -> AsyncIterator[Child]:
    before = {process.pid for process in children()}
    child = Child()
    async with child.kept():
        yield child
    assert {process.pid for process in children()} == before


def text(name: str = "001.txt", words: str = SENTENCE) -> Fetched:
    return Fetched(words.encode(), f"https://example.org/{name}", "text/plain")


async def test_a_document_is_read_and_split_in_one_process_that_is_kept(child: Child) -> None:
    reader = ChildReader(child)
    for name in ("a", "b"):
        (document,) = (await reader.read_page(text(name))).documents
        (article,) = await reader.split(document)
        assert article.document is document
        assert article.read(article.paragraphs[0]) == SENTENCE
    assert child.starts == 1


async def test_without_being_kept_the_process_is_gone_when_the_document_is_read() -> None:
    before = {process.pid for process in children()}
    await ChildReader(Child()).read_page(text())
    assert {process.pid for process in children()} == before


async def test_one_that_does_not_come_to_an_end_is_given_up_and_the_next_is_read(
    child: Child, tmp_path: Path
) -> None:
    endless = tmp_path / "endless.pdf"
    endless.write_bytes(ENDLESS)
    with pytest.raises(HarmfulDocument, match=r"endless\.pdf: reading it took longer than \d+ seconds\."):
        await ChildReader(child, patience=0.0).read_file(endless, "endless.pdf")
    assert len((await ChildReader(child).read_page(text())).documents) == 1
    assert child.starts == 2


async def test_one_that_needs_too_much_memory_is_given_up_and_the_next_is_read(tmp_path: Path) -> None:
    large = tmp_path / "large.docx"
    large.write_bytes(word_document(3_000_000))
    child = Child(memory=100_000_000)
    async with child.kept():
        reader = ChildReader(child)
        with pytest.raises(HarmfulDocument, match=r"large\.docx: reading it needs too much memory\."):
            await reader.read_file(large, "large.docx")
        assert len((await reader.read_page(text())).documents) == 1


async def test_one_that_ends_the_process_is_given_up_and_the_next_is_read(
    child: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = ChildReader(child)
    monkeypatch.setattr("bot.services.taking_in.one_input.read_page", _die)
    with pytest.raises(HarmfulDocument, match="broke the process that reads"):
        await reader.read_page(text())
    monkeypatch.undo()
    assert len((await reader.read_page(text())).documents) == 1


async def test_a_process_ended_from_outside_is_replaced_and_costs_no_document(
    child: Child, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.services.taking_in.one_input.read_page", _die_once)
    mark = tmp_path / "ended"
    assert len((await ChildReader(child).read_page(text(words=str(mark)))).documents) == 1
    assert mark.exists()


def _die_once(page: Fetched) -> ReadInput:
    import os

    mark = Path(page.data.decode())
    if not mark.exists():
        mark.touch()
        os._exit(3)
    return read_bytes(page.data, file="001.txt", location="001.txt")


def _die(_page: Fetched) -> None:
    import os

    os._exit(3)


async def test_what_is_wrong_with_a_document_is_said_in_the_language_of_who_gave_it(child: Child) -> None:
    with speaking("ru"), pytest.raises(UnreadableDocument) as caught:
        await ChildReader(child).read_page(text(words="  "))
    assert not isinstance(caught.value, HarmfulDocument)
    assert "файл" in str(caught.value)


async def test_a_rule_that_trips_over_a_document_fails_that_document_alone(child: Child) -> None:
    reader = ChildReader(child)
    nothing_given = Document("001", "001.txt", "001.txt", "d", SENTENCE, given=None)  # type: ignore[arg-type]
    with pytest.raises(UnreadableDocument, match="could not be split"):
        await reader.split(nothing_given)
    assert len((await reader.read_page(text())).documents) == 1
    assert child.starts == 1


async def test_what_a_large_document_took_is_given_back_before_the_next_step(child: Child) -> None:
    reader = ChildReader(child)
    await reader.read_page(text("small.txt"))
    (document,) = (await reader.read_page(text("large.txt", f"{SENTENCE}\n\n" * 12_000))).documents
    assert child.starts == 1
    assert not child.runs
    await reader.split(document)
    assert child.starts == 2
    assert not child.runs


async def test_two_documents_handed_in_at_once_are_both_read_by_a_process_not_started_yet() -> None:
    """Whoever is done first lets the process go, and takes nothing from the other."""
    reader = ChildReader(Child())
    read = await asyncio.gather(*(reader.read_page(text(f"{name}.txt")) for name in "abc"))
    assert [one.documents[0].text for one in read] == [SENTENCE] * 3


async def test_one_given_up_takes_none_with_it_that_waits_beside_it() -> None:
    reader = ChildReader(Child(), patience=3.0)
    endless = reader.do("slow", 0, partial(time.sleep, 60))
    given_up, read = await asyncio.gather(endless, reader.read_page(text()), return_exceptions=True)
    assert isinstance(given_up, HarmfulDocument)
    assert isinstance(read, ReadInput)
