from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from bot.corpus.formats.readers import ReadInput
from bot.errors import AideMemoireError, DatabaseLocked, HarmfulDocument, UnreadableDocument
from bot.search.kept_terms import kept_terms
from bot.services.processes.analysing import ChildAnalyst
from bot.services.taking_in import one_input as documents
from bot.services.taking_in.fetching import Fetched
from bot.services.taking_in.ingest import Ingest, IngestReport, IngestStage
from bot.services.taking_in.one_input import InputReader
from bot.words.changes import Failure
from bot.words.documents import Article, Basis, Document, Precision, PublicationDate
from bot.words.findings import Analysis, Figure, Mention, MentionKind
from bot.words.spans import Span
from storage.database import Database, open_database
from storage.kept.articles import StoredCorpus
from storage.kept.corrections import StoredCorrections
from storage.kept.harm import StoredHarm
from tests.services.house import ReaderHere


def split(document: Document) -> tuple[Article, ...]:
    """One article a paragraph that stands between blank lines; a text "crash" breaks the splitting."""
    if "crash" in document.text:
        raise ZeroDivisionError
    if "nothing" in document.text:
        return ()
    found: list[Article] = []
    parts = [part for part in document.text.split("\n\n") if part.strip()]
    start = 0
    for number, part in enumerate(parts, start=1):
        start = document.text.index(part, start)
        span = Span(start, start + len(part))
        identity = document.key if len(parts) == 1 else f"{document.key}-{number}"
        found.append(Article(identity, document, span, part[:20], None, (span,)))
    return tuple(found)


class PlainAnalyst:
    """Names the first word of an article as its one person; a text with "bad" fails."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.harmed = False
        self.before: Callable[[], None] = lambda: None

    async def analyse(self, articles: Sequence[Article]) -> AsyncGenerator[Analysis | Failure, None]:
        for article in articles:
            self.before()
            self.seen.append(article.id)
            text = article.read(article.span)
            if "bad" in text:
                yield Failure(article.id, "the analysis broke.", harmful=self.harmed)
            else:
                name = text.split()[0]
                mention = Mention(Span(article.span.start, article.span.start + len(name)), MentionKind.FULL)
                yield Analysis(article.id, (), (Figure(name, (mention,)),))


class World:
    """A folder, a database, and what an ingest needs, with counts of what it did."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.store = StoredCorpus(database)
        self.log = StoredCorrections(database)
        self.folder = folder
        self.harm = StoredHarm(database)
        self.analyst = PlainAnalyst()
        self.reader: InputReader = ReaderHere(split)
        self.pages: dict[str, Fetched] = {}
        self.version = 1
        self.documents_a_change = 500
        self.now = 0.0

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        return path

    async def fetch(self, url: str) -> Fetched:
        try:
            return self.pages[url]
        except KeyError:
            raise UnreadableDocument(f"{url}: there is no such page.") from None

    async def ingest(self, *given: str | Path, **options: object) -> IngestReport:
        """Ingest what is given, or the folder; the analyst remembers only this run."""
        self.analyst.seen.clear()
        return await self._made().take_in(given or (self.folder,), **options)  # type: ignore[arg-type]

    async def let_go(self, before: str) -> int:
        return await self._made().let_go(before)

    def _made(self) -> Ingest:
        return Ingest(
            self.store,
            self.analyst,
            corrections=self.log,
            reader=self.reader,
            harm=self.harm,
            analysis_version=self.version,
            fetch=self.fetch,
            documents_a_change=self.documents_a_change,
            clock=lambda: self.now,
        )

    async def ids(self) -> list[str]:
        return [card.id for card in await self.store.cards()]

    async def text(self, identity: str) -> str:
        article = (await self.store.articles([identity]))[identity].article
        return article.read(article.span)

    async def people(self) -> dict[str, list[str]]:
        return {
            person.name: [appearance.article for appearance in person.appearances]
            for person in await self.store.people()
        }


@pytest.fixture
async def world(database_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[World]:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "corpus").mkdir()
    async with open_database("sqlite:///aide.db") as database:
        yield World(database, Path("corpus"))


class HarmfulReader(ReaderHere):
    """Is broken by texts that say so, and counts what it was given."""

    def __init__(self) -> None:
        super().__init__(split)
        self.seen: list[str] = []

    async def read_file(self, path: Path, location: str) -> ReadInput:
        self.seen.append(location)
        if b"harm" in documents.bytes_of(path):
            raise HarmfulDocument(f"{path.name}: reading it needs too much memory.")
        return await super().read_file(path, location)

    async def lines_in(self, path: Path, location: str) -> tuple[Mapping[str, str], tuple[Failure, ...]]:
        self.seen.append(location)
        if b"harm" in documents.bytes_of(path):
            raise HarmfulDocument(f"{path.name}: reading it took longer than 60 seconds.")
        return await super().lines_in(path, location)

    async def read_page(self, page: Fetched) -> ReadInput:
        self.seen.append(page.url)
        if b"harm" in page.data:
            raise HarmfulDocument(f"{page.url}: reading it broke the process that reads.")
        return await super().read_page(page)

    async def split(self, document: Document) -> tuple[Article, ...]:
        if "split" in document.text:
            self.seen.append(f"split {document.location}")
            raise HarmfulDocument(f"{document.file}: reading it took longer than 60 seconds.")
        return await super().split(document)


# --- new, changed, unchanged, removed ---------------------------------------------------------------------


async def test_a_folder_is_read_with_everything_below_it(world: World) -> None:
    world.write("001_a.txt", "Anna spoke.")
    world.write("below/002_b.md", "Boris spoke.\n\nClara spoke.")
    report = await world.ingest()
    assert report == IngestReport(new=("corpus/001_a.txt", "corpus/below/002_b.md"))
    assert await world.ids() == ["001", "002-1", "002-2"]
    assert await world.people() == {"Anna": ["001"], "Boris": ["002-1"], "Clara": ["002-2"]}


async def test_a_second_ingest_analyses_and_stores_nothing(world: World) -> None:
    world.write("001_a.txt", "Anna spoke.")
    world.write("lines.jsonl", json.dumps({"title": "T", "text": "Boris spoke."}))
    await world.ingest()
    revision = await world.store.revision()
    report = await world.ingest()
    assert report == IngestReport(unchanged=("corpus/001_a.txt", "corpus/lines.jsonl#1"))
    assert not report.stored
    assert world.analyst.seen == []
    assert await world.store.revision() == revision


async def test_the_search_terms_of_an_article_are_kept_with_it(world: World) -> None:
    world.write("001_a.txt", "Lind speaks of fish")
    await world.ingest()
    (article,) = (await world.store.articles(["001"])).values()
    assert article.terms is not None
    assert article.terms == kept_terms(article)
    title, _ = article.terms.lines.split("\f", 1)  # behind it, where the words stand
    assert title == "lind\tspeak\tfish"


async def test_terms_that_another_edition_kept_are_kept_anew_without_another_revision(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.write("001_a.txt", "Lind speaks")
    monkeypatch.setattr("bot.search.kept_terms.terms_edition", lambda: 1)
    monkeypatch.setattr("bot.services.taking_in.ingest.terms_edition", lambda: 1)
    await world.ingest()
    before = await world.store.revision()
    monkeypatch.undo()
    await world.ingest()
    (article,) = (await world.store.articles(["001"])).values()
    assert article.terms == kept_terms(article)
    assert await world.store.revision() == before
    assert world.analyst.seen == []


async def test_only_what_has_changed_is_analysed_again_and_keeps_its_id(world: World) -> None:
    world.write("001_a.txt", "Anna spoke.")
    world.write("002_b.txt", "Boris spoke.")
    await world.ingest()
    world.write("002_b.txt", "Clara spoke.")
    report = await world.ingest()
    assert (report.changed, report.unchanged) == (("corpus/002_b.txt",), ("corpus/001_a.txt",))
    assert world.analyst.seen == ["002"]
    assert await world.text("002") == "Clara spoke."
    assert await world.people() == {"Anna": ["001"], "Clara": ["002"]}


async def test_a_file_gone_from_a_folder_leaves_the_corpus_with_its_people(world: World) -> None:
    world.write("001_a.txt", "Anna spoke.")
    world.write("002_b.txt", "Boris spoke.")
    await world.ingest()
    (world.folder / "002_b.txt").unlink()
    report = await world.ingest()
    assert report == IngestReport(unchanged=("corpus/001_a.txt",), removed=("corpus/002_b.txt",))
    assert await world.ids() == ["001"]
    assert await world.people() == {"Anna": ["001"]}


async def test_a_file_given_alone_removes_nothing(world: World) -> None:
    world.write("001_a.txt", "Anna spoke.")
    await world.ingest()
    (world.folder / "001_a.txt").unlink()
    report = await world.ingest(world.write("002_b.txt", "Boris spoke."))
    assert report.removed == ()
    assert await world.ids() == ["001", "002"]


async def test_a_folder_removes_only_what_lay_in_it(world: World) -> None:
    for name in ("a/001.txt", "ab/002.txt", "b/003.txt"):
        world.write(name, f"{name} spoke.")
    await world.ingest()
    (world.folder / "a" / "001.txt").unlink()
    (world.folder / "ab" / "002.txt").unlink()
    assert (await world.ingest(world.folder / "a")).removed == ("corpus/a/001.txt",)
    assert await world.ids() == ["002", "003"]


async def test_a_folder_that_is_not_there_removes_nothing(world: World) -> None:
    world.write("001_a.txt", "Anna spoke.")
    await world.ingest()
    world.folder.rename("elsewhere")
    report = await world.ingest()
    assert [failure.location for failure in report.failed] == ["corpus"]
    assert report.removed == ()
    assert await world.ids() == ["001"]


async def test_the_corpus_is_the_same_after_everything_was_moved_together(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.write("001_a.txt", "Anna spoke.")
    await world.ingest()
    (tmp_path / "moved").mkdir()
    world.folder.rename(tmp_path / "moved" / "corpus")
    monkeypatch.chdir(tmp_path / "moved")
    assert await world.ingest() == IngestReport(unchanged=("corpus/001_a.txt",))
    assert await world.ingest(tmp_path / "moved" / "corpus") == IngestReport(unchanged=("corpus/001_a.txt",))


async def test_the_working_directory_itself_can_be_the_corpus(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.write("001_a.txt", "Anna spoke.")
    monkeypatch.chdir(world.folder)
    await world.ingest(".")
    Path("001_a.txt").rename("002_a.txt")  # noqa: ASYNC240
    report = await world.ingest(".")
    assert (report.new, report.removed) == (("002_a.txt",), ("001_a.txt",))


async def test_hidden_files_are_left_alone(world: World) -> None:
    world.write(".hidden.txt", "Anna spoke.")
    world.write(".git/001.txt", "Boris spoke.")
    assert await world.ingest() == IngestReport()


async def test_a_newer_analysis_reads_everything_again(world: World) -> None:
    world.write("001_a.txt", "Anna spoke.")
    await world.ingest()
    world.version = 2
    report = await world.ingest()
    assert (report.changed, world.analyst.seen) == (("corpus/001_a.txt",), ["001"])
    assert (await world.ingest()).unchanged == ("corpus/001_a.txt",)


async def test_lines_that_leave_a_file_of_lines_leave_the_corpus(world: World) -> None:
    lines = [json.dumps({"text": f"{name} spoke."}) for name in ("Anna", "Boris", "Clara")]
    world.write("005.jsonl", "\n".join(lines))
    await world.ingest()
    world.write("005.jsonl", "\n".join([lines[0], lines[2]]))
    report = await world.ingest()
    assert report.unchanged == ("corpus/005.jsonl#1",)
    assert report.changed == ("corpus/005.jsonl#2",)
    assert report.removed == ("corpus/005.jsonl#3",)
    assert await world.people() == {"Anna": ["005-1"], "Clara": ["005-2"]}


async def test_a_line_that_moves_to_another_file_is_not_lost(world: World) -> None:
    anna, boris = (json.dumps({"text": f"{name} spoke."}) for name in ("Anna", "Boris"))
    world.write("b.jsonl", f"{boris}\n{anna}")
    await world.ingest()
    world.write("a.jsonl", anna)
    world.write("b.jsonl", boris)
    report = await world.ingest()
    assert (report.new, report.removed) == (("corpus/a.jsonl#1",), ("corpus/b.jsonl#2",))
    assert set(await world.people()) == {"Anna", "Boris"}


async def test_a_line_that_cannot_be_read_is_told_each_time_and_keeps_what_it_held(world: World) -> None:
    lines = [json.dumps({"text": f"{name} spoke."}) for name in ("Anna", "Boris")]
    world.write("005.jsonl", "\n".join(lines))
    await world.ingest()
    world.write("005.jsonl", "\n".join([lines[0], "{"]))
    for _ in range(2):
        report = await world.ingest()
        assert [failure.location for failure in report.failed] == ["corpus/005.jsonl#2"]
        assert (report.unchanged, report.removed) == (("corpus/005.jsonl#1",), ())


# --- ids --------------------------------------------------------------------------------------------------


async def test_two_files_with_one_number_get_ids_that_do_not_depend_on_who_came_first(world: World) -> None:
    world.write("b/003_talks.txt", "Boris spoke.")
    await world.ingest()
    world.write("a/003_news.txt", "Anna spoke.")
    await world.ingest()
    keys = {known.location: known.key for known in (await world.store.known_documents()).values()}
    assert keys["corpus/b/003_talks.txt"] == "003"
    assert keys["corpus/a/003_news.txt"] not in {"003", ""}
    assert len(set(await world.ids())) == 2
    world.write("a/003_news.txt", "Anna spoke again.")
    world.write("b/003_talks.txt", "Boris spoke again.")
    await world.ingest()
    assert {known.location: known.key for known in (await world.store.known_documents()).values()} == keys


async def test_the_lines_of_one_file_and_the_articles_of_another_never_share_an_id(world: World) -> None:
    world.write("a/005_page.txt", "Anna spoke.\n\nBoris spoke.")
    await world.ingest()
    lines = [json.dumps({"text": f"{name} spoke."}) for name in ("Clara", "Daria")]
    world.write("b/005.jsonl", lines[0])
    await world.ingest()
    world.write("b/005.jsonl", "\n".join(lines))
    assert (await world.ingest()).failed == ()
    people = await world.people()
    assert (people["Anna"], people["Boris"]) == (["005-1"], ["005-2"])
    own = people["Clara"][0].removesuffix("-1")
    assert own != "005"
    assert people["Daria"] == [f"{own}-2"]


async def test_a_number_set_free_in_the_same_run_can_be_used_again(world: World) -> None:
    world.write("old/003_a.txt", "Anna spoke.")
    await world.ingest()
    (world.folder / "old" / "003_a.txt").unlink()
    world.write("new/003_b.txt", "Boris spoke.")
    await world.ingest()
    assert await world.ids() == ["003"]
    assert await world.text("003") == "Boris spoke."


async def test_a_copy_under_another_name_is_not_taken_in_twice(world: World) -> None:
    world.write("001_a.txt", "Anna spoke.")
    world.write("002_copy.txt", "Anna spoke.")
    report = await world.ingest()
    assert (report.new, report.unchanged) == (("corpus/001_a.txt",), ("corpus/002_copy.txt",))
    (world.folder / "001_a.txt").unlink()
    report = await world.ingest()
    assert (report.new, report.removed) == (("corpus/002_copy.txt",), ("corpus/001_a.txt",))
    assert await world.ids() == ["002"]


async def test_a_file_renamed_while_its_old_name_gets_new_text_is_kept(world: World) -> None:
    world.write("002_b.txt", "Anna spoke.")
    await world.ingest()
    world.write("001_a.txt", "Anna spoke.")
    world.write("002_b.txt", "Boris spoke.")
    report = await world.ingest()
    assert (report.new, report.changed) == (("corpus/001_a.txt",), ("corpus/002_b.txt",))
    assert await world.people() == {"Anna": ["001"], "Boris": ["002"]}


# --- what fails -------------------------------------------------------------------------------------------


async def test_what_cannot_be_read_is_told_and_stops_nothing(world: World) -> None:
    world.write("000_good.txt", "Anna spoke.")
    world.write("001_empty.txt", "  \n")
    world.write("002_image.png", "\x89PNG")
    world.write("003_crash.txt", "crash")
    world.write("004_void.txt", "nothing")
    world.write("005_half.jsonl", json.dumps({"title": "\ud83d", "text": "Boris spoke."}))
    with (world.folder / "006_large.txt").open("wb") as file:
        file.truncate(20_000_001)
    report = await world.ingest(world.folder, "corpus/not-there.txt", "https://example.org/none")
    assert report.new == ("corpus/000_good.txt",)
    reasons = {failure.location: failure.reason for failure in report.failed}
    assert list(reasons) == [
        "corpus/not-there.txt",
        "corpus/006_large.txt",
        "corpus/001_empty.txt",
        "corpus/002_image.png",
        "corpus/003_crash.txt",
        "corpus/004_void.txt",
        "corpus/005_half.jsonl#1",
        "https://example.org/none",
    ]
    assert "too large (20 MB" in reasons["corpus/006_large.txt"]
    assert "no such page" in reasons["https://example.org/none"]
    assert all(reason.endswith(".") and "\n" not in reason for reason in reasons.values())


async def test_what_broke_the_reading_is_told_each_time_and_never_read_again(world: World) -> None:
    reader = world.reader = HarmfulReader()
    world.write("000_good.txt", "Anna spoke.")
    world.write("001_bad.txt", "harm")
    world.write("002_bad.jsonl", json.dumps({"text": "harm"}))
    world.write("003_bad.txt", "split this")
    lines = [json.dumps({"text": words}) for words in ("Boris spoke.", "split this")]
    world.write("004_half.jsonl", "\n".join(lines))
    first = await world.ingest()
    assert first.new == ("corpus/000_good.txt", "corpus/004_half.jsonl#1")
    assert len(first.failed) == 4
    reader.seen.clear()
    second = await world.ingest()
    assert {failure.reason for failure in second.failed} == {failure.reason for failure in first.failed}
    assert set(reader.seen) == {"corpus/004_half.jsonl"}  # one of its lines is of use


async def test_a_page_that_broke_the_reading_is_not_read_again_while_it_is_the_same(world: World) -> None:
    reader = world.reader = HarmfulReader()
    url = "https://example.org/a"
    for text, seen in (("harm", [url]), ("harm", []), ("harm again", [url]), ("Anna spoke.", [url])):
        reader.seen.clear()
        world.pages[url] = Fetched(text.encode(), url, "text/plain")
        report = await world.ingest(url)
        assert reader.seen == seen
        assert len(report.failed) == (0 if text.startswith("Anna") else 1)


async def test_what_broke_the_reading_is_tried_again_when_it_is_named_changed_or_read_otherwise(
    world: World,
) -> None:
    reader = world.reader = HarmfulReader()
    path = world.write("001_bad.txt", "harm")
    await world.ingest()
    await world.ingest(path)
    world.version = 2
    await world.ingest()
    assert reader.seen == ["corpus/001_bad.txt"] * 3
    world.write("001_bad.txt", "Anna spoke.")
    assert (await world.ingest()).failed == ()


async def test_what_can_be_read_after_all_is_no_longer_left_out(world: World) -> None:
    path = world.write("001_a.txt", "Anna spoke.")
    digest = sha256(path.read_bytes()).hexdigest()
    await world.harm.note(digest, world.version, "001_a.txt: reading it needs too much memory.")
    assert [failure.location for failure in (await world.ingest()).failed] == ["corpus/001_a.txt"]
    assert (await world.ingest(path)).new == ("corpus/001_a.txt",)
    assert await world.ingest() == IngestReport(unchanged=("corpus/001_a.txt",))


async def test_an_analysis_that_was_broken_is_not_tried_again(world: World) -> None:
    world.write("001_a.txt", "Anna spoke.\n\nbad words")
    world.analyst.harmed = True
    await world.ingest()
    report = await world.ingest()
    assert world.analyst.seen == []
    assert [failure.reason for failure in report.failed] == ["001_a.txt: article 001-2: the analysis broke."]
    assert await world.ids() == ["001-1"]


async def test_lines_that_are_only_counted_as_failures_take_nothing_out_of_the_corpus(world: World) -> None:
    world.write("005.jsonl", "1\n" * 500 + json.dumps({"text": "Anna spoke."}))
    await world.ingest()
    world.write("005.jsonl", "1\n" * 501 + json.dumps({"text": "Boris spoke."}))
    report = await world.ingest()
    assert (report.new, report.removed) == (("corpus/005.jsonl#502",), ())


async def test_it_is_reported_which_part_of_a_long_document_was_read(world: World) -> None:
    world.write("001_book.txt", "Anna spoke. " * 200_000)
    report = await world.ingest()
    assert report.new == ("corpus/001_book.txt",)
    assert report.in_part[0].startswith("001_book.txt: only the first 1,999,9")


async def test_what_has_become_unreadable_stays_as_it_was_stored(world: World) -> None:
    world.write("001_a.txt", "Anna spoke.")
    await world.ingest()
    world.write("001_a.txt", "")
    report = await world.ingest()
    assert [failure.location for failure in report.failed] == ["corpus/001_a.txt"]
    assert await world.text("001") == "Anna spoke."


async def test_an_article_that_fails_is_told_and_the_others_of_its_page_are_stored(world: World) -> None:
    world.write("001_a.txt", "Anna spoke.\n\nbad words\n\nClara spoke.")
    report = await world.ingest()
    assert report.new == ("corpus/001_a.txt",)
    assert report.failed == (Failure("corpus/001_a.txt", "001_a.txt: article 001-2: the analysis broke."),)
    assert await world.ids() == ["001-1", "001-3"]


async def test_an_article_that_failed_is_tried_again_and_stored_again_only_if_that_helps(
    world: World,
) -> None:
    world.write("001_a.txt", "Anna spoke.\n\nbad words")
    await world.ingest()
    revision = await world.store.revision()
    report = await world.ingest()
    assert world.analyst.seen == ["001-1", "001-2"]
    assert len(report.failed) == 1
    assert await world.store.revision() == revision
    world.write("001_a.txt", "Anna spoke.\n\ngood words")
    assert (await world.ingest()).changed == ("corpus/001_a.txt",)
    assert (await world.ingest()).unchanged == ("corpus/001_a.txt",)


async def test_a_document_with_no_article_that_could_be_read_is_not_stored(world: World) -> None:
    world.write("001_a.txt", "bad words")
    report = await world.ingest()
    assert (report.new, len(report.failed)) == ((), 1)
    assert await world.store.known_documents() == {}


async def test_a_file_whose_name_is_not_unicode_is_told(world: World) -> None:
    with closing_file(bytes(world.folder) + b"/001_\xff.txt"):
        report = await world.ingest()
    assert "not Unicode" in report.failed[0].reason
    report.failed[0].location.encode()


class closing_file:  # noqa: N801
    def __init__(self, name: bytes) -> None:
        try:
            with open(name, "wb") as file:  # noqa: PTH123 - pathlib takes no bytes
                file.write(b"Anna spoke.")
        except OSError:
            pytest.skip("this file system takes Unicode names only")

    def __enter__(self) -> None:
        return None

    def __exit__(self, *_: object) -> None:
        return None


# --- pages of the web -------------------------------------------------------------------------------------


async def test_an_address_is_fetched_and_known_by_where_it_led(world: World) -> None:
    page = Fetched(b"Anna spoke.", "https://example.org/news/1", "text/plain; charset=utf-8")
    world.pages = {"https://example.org/1": page}
    report = await world.ingest("https://example.org/1#top")
    assert report.new == ("https://example.org/news/1",)
    assert (await world.store.cards())[0].url == "https://example.org/news/1"
    assert (await world.ingest("https://example.org/1")).unchanged == ("https://example.org/news/1",)
    assert (await world.ingest()).removed == ()


# --- one change, whole or not at all ----------------------------------------------------------------------


async def _with_documents(world: World, number: int) -> None:
    """Let the corpus have something: the first steps of an empty one are small."""
    for one in range(number):
        world.write(f"9{one:02}.txt", f"Somebody{one} spoke.")
    await world.ingest()


async def test_all_that_comes_to_a_corpus_is_one_change(world: World) -> None:
    await _with_documents(world, 50)
    for number in range(40):
        world.write(f"{number:03}.txt", f"Person{number} spoke.")
    before = int(await world.store.revision())
    await world.ingest()
    assert int(await world.store.revision()) == before + 1


async def test_a_large_ingest_is_stored_in_steps_each_of_them_whole(world: World) -> None:
    world.documents_a_change = 10
    for number in range(25):
        world.write(f"{number:03}.txt", f"Person{number} spoke.")
    report = await world.ingest()
    assert await world.store.revision() == "6"
    people = await world.people()
    assert len(report.new) == len({article for named in people.values() for article in named}) == 25


async def test_the_first_steps_are_small_and_grow_with_what_there_is(world: World) -> None:
    """A start that is ended after a few seconds has kept something, so that the next one gets further."""
    stored: list[int] = []

    async def tell() -> None:
        stored.append(len(await world.ids()))

    world.documents_a_change = 10
    for number in range(40):
        world.write(f"{number:03}.txt", f"Person{number} spoke.")
    await world.ingest(stored=tell)
    assert stored == [1, 2, 4, 8, 16, 26, 36]


async def test_documents_are_stored_when_some_seconds_have_passed(world: World) -> None:
    """A kill costs what was read since: a few documents, or a few seconds."""
    stored: list[list[str]] = []

    async def tell() -> None:
        stored.append([id_ for id_ in await world.ids() if id_ < "900"])

    def later() -> None:
        world.now += 4

    await _with_documents(world, 4)
    world.analyst.before = later
    for number in range(7):
        world.write(f"{number:03}.txt", f"Person{number} spoke.")
    await world.ingest(stored=tell)
    assert stored == [["000", "001", "002"], ["000", "001", "002", "003", "004", "005"]]


async def test_steps_grow_where_storing_them_takes_long(world: World) -> None:
    """Who is who is worked out over the whole corpus each time: a large one would be read for ever."""
    stored: list[int] = []

    async def tell() -> None:
        stored.append(len(await world.ids()) - 20)
        world.now += 8

    def later() -> None:
        world.now += 5

    await _with_documents(world, 20)
    world.analyst.before = later
    for number in range(20):
        world.write(f"{number:03}.txt", f"Person{number} spoke.")
    await world.ingest(stored=tell)
    assert stored == [2, 10, 18]


async def test_what_a_killed_ingest_has_stored_is_not_read_again(world: World) -> None:
    world.documents_a_change = 2
    for number in range(5):
        world.write(f"{number:03}.txt", f"Person{number} spoke.")
    task: asyncio.Task[IngestReport] = asyncio.create_task(world.ingest())

    def killed_at_the_last() -> None:
        if len(world.analyst.seen) == 4:
            task.cancel()

    world.analyst.before = killed_at_the_last
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await world.ids() == ["000", "001", "002", "003"]
    world.analyst.before = lambda: None
    assert (await world.ingest()).new == ("corpus/004.txt",)
    assert world.analyst.seen == ["004"]


async def test_an_ingest_that_is_cancelled_changes_nothing_and_the_next_one_works(world: World) -> None:
    world.write("001_a.txt", "Anna spoke.")
    task: asyncio.Task[IngestReport] = asyncio.create_task(world.ingest())

    def cancelled() -> None:
        task.cancel()

    world.analyst.before = cancelled
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await world.ids() == []
    world.analyst.before = lambda: None
    assert (await world.ingest()).new == ("corpus/001_a.txt",)


async def test_a_database_that_is_locked_ends_the_ingest_with_its_error(tmp_path: Path) -> None:
    async with open_database(f"sqlite:///{tmp_path}/aide.db", patience=0.05) as database:
        world = World(database, tmp_path / "corpus")
        world.write("001_a.txt", "Anna spoke.")
        with closing(sqlite3.connect(tmp_path / "aide.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(DatabaseLocked):
                await world.ingest()
            other.execute("ROLLBACK")
        assert await world.ids() == []


async def test_people_are_resolved_from_articles_in_the_order_of_their_keys(world: World) -> None:
    """So that the same corpus gives the same people, however it came together."""
    for key in ("004", "001", "003"):
        world.write(f"{key}.txt", "Serikov spoke of " + key)
        await world.ingest()
    world.write("002.txt", "Serikov spoke of 002")
    world.write("004.txt", "Serikov spoke of something else")
    await world.ingest()
    assert await world.people() == {"Serikov": ["001", "002", "003", "004"]}


async def test_progress_is_told_for_each_stage_up_to_its_end(world: World) -> None:
    for number in range(3):
        world.write(f"{number:03}.txt", f"Person{number} spoke.")
    told: list[tuple[IngestStage, int, int]] = []
    await world.ingest(progress=lambda stage, done, total: told.append((stage, done, total)))
    assert list(dict.fromkeys(stage for stage, _, _ in told)) == [
        IngestStage.LOOKING,
        IngestStage.READING,
        IngestStage.PEOPLE,
        IngestStage.STORING,
    ]
    assert {(stage, total) for stage, done, total in told if done == total} >= {
        (IngestStage.LOOKING, 3),
        (IngestStage.READING, 3),
        (IngestStage.STORING, 1),
    }


async def test_the_real_child_process_reads_what_it_can_and_the_rest_is_told(world: World) -> None:
    world.write("000.txt", "calm")
    world.write("001.txt", "segfault")
    world.write("002.txt", "raise")
    world.write("003.txt", "calm again")
    ingest = Ingest(
        world.store,
        ChildAnalyst("tests.services.fake_analysers:open_analyser"),
        corrections=world.log,
        reader=world.reader,
        harm=world.harm,
        analysis_version=1,
    )
    report = await ingest.take_in([world.folder])
    assert report.new == ("corpus/000.txt", "corpus/003.txt")
    assert [failure.location for failure in report.failed] == ["corpus/001.txt", "corpus/002.txt"]


async def test_an_analysis_that_cannot_start_is_the_ingests_error_and_stores_nothing(world: World) -> None:
    world.write("000.txt", "calm")
    analyst = ChildAnalyst("tests.services.fake_analysers:open_nothing")
    ingest = Ingest(
        world.store,
        analyst,
        corrections=world.log,
        reader=world.reader,
        harm=world.harm,
        analysis_version=1,
    )
    with pytest.raises(AideMemoireError, match="model is missing"):
        await ingest.take_in([world.folder])
    assert await world.ids() == []


# --- what is old leaves -----------------------------------------------------------------------------------


def split_with_dates(document: Document) -> tuple[Article, ...]:
    """Articles whose last word is their day, where that is one."""
    dated = []
    for article in split(document):
        day = article.read(article.span).split()[-1]
        known = PublicationDate(day, Precision.DAY, Basis.STATED) if day[:1].isdigit() else None
        dated.append(replace(article, published=known))
    return tuple(dated)


async def test_old_documents_leave_and_their_files_do_not_bring_them_back(world: World) -> None:
    world.reader = ReaderHere(split_with_dates)
    world.write("001.txt", "Anna spoke 2024-03-01")
    world.write("002.txt", "Boris spoke 2024-06-01")
    world.write("003.txt", "Clara spoke")
    world.write("004.txt", "Dora spoke 2024-03-01\n\nEmil spoke 2024-06-01")
    await world.ingest()
    assert await world.let_go("2024-05-01") == 1
    assert await world.ids() == ["002", "003", "004-1", "004-2"]
    assert sorted(await world.people()) == ["Boris", "Clara", "Dora", "Emil"]
    assert "corpus/001.txt" in (await world.ingest()).unchanged
    assert await world.let_go("2024-05-01") == 0
    assert await world.ids() == ["002", "003", "004-1", "004-2"]


async def test_a_file_that_changes_comes_again_after_it_left(world: World) -> None:
    world.reader = ReaderHere(split_with_dates)
    world.write("001.txt", "Anna spoke 2024-03-01")
    await world.ingest()
    await world.let_go("2024-05-01")
    world.write("001.txt", "Anna spoke again 2024-06-01")
    assert (await world.ingest()).changed == ("corpus/001.txt",)
    assert await world.ids() == ["001"]


async def test_a_month_is_old_when_all_of_it_is(world: World) -> None:
    world.reader = ReaderHere(split_with_dates)
    world.write("001.txt", "Anna spoke 2024-05")
    await world.ingest()
    assert await world.let_go("2024-05-20") == 0
    assert await world.let_go("2024-06-01") == 1
