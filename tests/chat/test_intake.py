"""Documents and links an administrator sends in private are taken in: real HTTP, a real corpus."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from pathlib import Path

import pytest

from bot.chat.readers.intake import NOT_FOR_YOU, TOO_LARGE, summary
from bot.corpus.articles import articles_of
from bot.errors import UnreadableDocument
from bot.services.taking_in.fetching import Fetched
from bot.services.taking_in.ingest import Ingest
from bot.services.taking_in.receiving import LARGEST_DOCUMENT, Receiving, Understood, safe_name
from bot.text.sentences import sentences_of
from bot.views.telegram_html import plain_text, utf16_length
from bot.words.answers import Kind, Request
from bot.words.changes import Failure
from bot.words.documents import Article
from bot.words.findings import Analysis
from storage.database import Database
from storage.kept.articles import StoredCorpus
from storage.kept.corrections import StoredCorrections
from storage.kept.harm import StoredHarm
from tests.chat.conftest import CannedAnswers, LogLines, RunningBot, StartBot
from tests.services.house import ReaderHere
from tests.telegram_server.chats import Person
from tests.telegram_server.server import Fault, TelegramServer

PAGE = "The bridge <opens>\n\nThe bridge over the Fola river was opened on Monday by the mayor of the town.\n"
UNDERSTOOD = "  outlet unknown, undated · 0 people · 0 quotations"


class SentencesOnly:
    """An analyst that finds sentences and nothing else."""

    async def analyse(self, articles: Sequence[Article]) -> AsyncGenerator[Analysis | Failure, None]:
        for article in articles:
            yield Analysis(article.id, sentences_of(article))


async def fetch(address: str) -> Fetched:
    if "missing" in address:
        raise UnreadableDocument(f"{address}: the server answers 404 Not Found.")
    return Fetched(PAGE.encode(), address, "text/plain")


class Corpus:
    """A real corpus and what fills it; counts how often it was told to have changed."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.store = StoredCorpus(database)
        self.folder = folder
        self.changes = 0
        ingest = Ingest(
            self.store,
            SentencesOnly(),
            corrections=StoredCorrections(database),
            reader=ReaderHere(articles_of),
            harm=StoredHarm(database),
            analysis_version=1,
            fetch=fetch,
        )
        self.receiving = Receiving(ingest, self.store, folder, self.changed)

    async def changed(self) -> None:
        self.changes += 1

    async def titles(self) -> list[str]:
        return [card.title for card in await self.store.cards()]


@pytest.fixture
def corpus(database: Database, tmp_path: Path) -> Corpus:
    return Corpus(database, tmp_path / "received")


@pytest.fixture(autouse=True)
async def bot(start_bot: StartBot, corpus: Corpus, alice: Person) -> AsyncIterator[RunningBot]:
    """The bot, with Alice for its administrator."""
    async with start_bot(receiver=corpus.receiving, administrators=frozenset({alice.id})) as running:
        yield running


async def test_a_document_is_taken_in_and_its_articles_named(alice: Person, corpus: Corpus) -> None:
    alice.sends_document("bridge.txt", PAGE.encode(), caption="please")
    assert (await alice.private.reply()).text == f"New: 1\n• The bridge <opens>\n{UNDERSTOOD}"
    assert await corpus.titles() == ["The bridge <opens>"]
    assert corpus.changes == 1

    alice.sends_document("bridge.txt", PAGE.encode())
    assert (await alice.private.reply()).text == "Known already: 1\n• The bridge <opens>"
    assert corpus.changes == 1


async def test_a_link_is_fetched_and_taken_in(alice: Person, corpus: Corpus) -> None:
    alice.says("https://example.org/bridge https://example.org/missing?a=<b>")
    text = (await alice.private.reply()).text
    assert text.split("\n") == [
        "New: 1",
        "• The bridge <opens>",
        UNDERSTOOD,
        "Not taken in: 1",
        "• https://example.org/missing?a=<b>: the server answers 404 Not Found.",
    ]
    assert corpus.changes == 1


async def test_a_link_among_words_is_a_question(alice: Person, answers: CannedAnswers) -> None:
    alice.says("what is https://example.org/bridge about?")
    assert (await alice.private.reply()).text.startswith("what is")
    assert len(answers.asked) == 1


async def test_what_cannot_be_read_is_told_and_not_kept(alice: Person, corpus: Corpus) -> None:
    for data in (b"\x00\x01\x02" * 100, b" "):
        alice.sends_document("strange.bin", data)
        assert (await alice.private.reply()).text.startswith("Not taken in: 1\n• strange.bin")
    assert await corpus.titles() == []
    assert [path for path in corpus.folder.rglob("*") if path.is_file()] == []


async def test_what_was_understood_is_told_with_how_its_date_is_known(alice: Person) -> None:
    alice.sends_document("bridge.txt", PAGE.replace("\n\n", "\n\nPublished: 3 May 2024\n\n").encode())
    assert "outlet unknown, 3 May 2024 · 0 people" in (await alice.private.reply()).text


async def test_what_was_taken_in_is_opened_and_taken_out_again(
    alice: Person, corpus: Corpus, telegram: TelegramServer, answers: CannedAnswers
) -> None:
    alice.sends_document("bridge.txt", PAGE.encode())
    told = await alice.private.reply()
    (card,) = await corpus.store.cards()
    alice.presses(told, "Open")
    await alice.private.reply()
    assert answers.asked[-1] == Request(Kind.ARTICLE, card.id)
    edits = told.edits
    alice.presses(told, "Undo")
    await telegram.until(lambda: told.edits > edits, "the message to change")
    assert told.text == "Taken out again: 1 document."
    assert await corpus.titles() == []
    assert [path for path in corpus.folder.rglob("*") if path.is_file()] == []
    alice.sends_document("bridge.txt", PAGE.encode())
    assert (await alice.private.reply()).text.startswith("New: 1")


async def test_what_was_known_already_cannot_be_taken_out(alice: Person) -> None:
    alice.sends_document("bridge.txt", PAGE.encode())
    await alice.private.reply()
    alice.sends_document("bridge.txt", PAGE.encode())
    assert not (await alice.private.reply()).buttons


async def test_nobody_else_takes_anything_out(
    telegram: TelegramServer, alice: Person, corpus: Corpus
) -> None:
    alice.sends_document("bridge.txt", PAGE.encode())
    (undo,) = [row[0]["callback_data"] for row in (await alice.private.reply()).keyboard][1:]
    bob = telegram.user("Bob")
    bob.says("/person Marsh")
    press = bob.presses_data(await bob.private.reply(), undo)
    assert (await press.answered())["text"] == NOT_FOR_YOU
    assert await corpus.titles() == ["The bridge <opens>"]


async def test_two_documents_of_one_name_are_two(alice: Person, corpus: Corpus) -> None:
    for title in ("One bridge opens", "Another bridge opens"):
        alice.sends_document("document.txt", PAGE.replace("The bridge <opens>", title).encode())
        assert title in (await alice.private.reply()).text
    assert len(await corpus.titles()) == 2


@pytest.mark.parametrize(
    "name",
    ["../../../etc/passwd.txt", "..\\..\\a.txt", "/abs.txt", ".txt", "a\x00b\n.txt", "ё" * 300 + ".txt"],
)
async def test_a_hostile_name_stays_in_the_folder(alice: Person, corpus: Corpus, name: str) -> None:
    alice.sends_document(name, PAGE.encode())
    assert (await alice.private.reply()).text.startswith("New: 1")
    kept = [path for path in corpus.folder.rglob("*") if path.is_file()]
    assert len(kept) == 1
    assert kept[0].suffix == ".txt"


async def test_a_file_too_large_is_told_so_without_being_fetched(
    telegram: TelegramServer, alice: Person
) -> None:
    alice._post(
        alice.private,
        {"document": {"file_id": "f", "file_unique_id": "f", "file_size": LARGEST_DOCUMENT + 1}},
    )
    assert (await alice.private.reply()).text == TOO_LARGE
    assert telegram.times("getFile") == 0


async def test_a_file_telegram_does_not_give_is_told_so(telegram: TelegramServer, alice: Person) -> None:
    telegram.next_time("getFile", Fault(400, "Bad Request: wrong file_id"))
    alice.sends_document("bridge.txt", PAGE.encode())
    assert "send it again" in (await alice.private.reply()).text


async def test_everyone_else_gets_one_sentence(telegram: TelegramServer, corpus: Corpus) -> None:
    bob = telegram.user("Bob")
    bob.sends_document("bridge.txt", PAGE.encode())
    bob.says("https://example.org/bridge")
    assert [(await bob.private.reply()).text for _ in range(2)] == [NOT_FOR_YOU] * 2
    bob.sends_document("bridge.txt", PAGE.encode(), caption="/person Marsh")
    assert (await bob.private.reply()).text.startswith("Marsh")
    assert telegram.times("getFile") == 0
    assert await corpus.titles() == []


async def test_an_album_of_files_is_refused_once(telegram: TelegramServer) -> None:
    bob = telegram.user("Bob")
    for album in ("one", "one", "one", "two"):
        bob.sends_document("bridge.txt", PAGE.encode(), media_group_id=album)
    bob.says("/person Marsh")
    assert [(await bob.private.reply()).text for _ in range(2)] == [NOT_FOR_YOU] * 2
    assert (await bob.private.reply()).text.startswith("Marsh")


async def test_a_group_is_no_place_to_hand_documents_in(
    telegram: TelegramServer, alice: Person, corpus: Corpus
) -> None:
    group = telegram.group("Delegation", bot_is_admin=True)
    alice.sends_document("bridge.txt", PAGE.encode(), chat=group)
    alice.says("https://example.org/bridge", group)
    alice.says("/person Marsh", group)
    assert (await group.reply()).text.startswith("Marsh")
    assert await corpus.titles() == []


async def test_an_error_of_ours_is_owned_up_to(
    alice: Person, corpus: Corpus, monkeypatch: pytest.MonkeyPatch, log: LogLines
) -> None:
    async def broken(*_: object) -> Understood:
        raise RuntimeError("out of ideas")

    monkeypatch.setattr(corpus.receiving, "take_address", broken)
    alice.says("https://example.org/bridge")
    assert "Something went wrong on my side" in (await alice.private.reply()).text
    assert log.lines == ["What an administrator handed in failed"]


def test_a_long_report_fits_one_message() -> None:
    many = tuple(f"{n} " + "<word> " * 200 for n in range(500))
    report = summary([Understood(many, many, many, many)])
    assert utf16_length(plain_text(report)) <= 4096
    assert "[and 494 more]" in report


def test_names_are_safe_and_keep_their_suffix() -> None:
    assert safe_name("003 talks (final).docx") == "003 talks (final).docx"
    assert safe_name("") == "document"
    assert safe_name("..") == "document"


async def test_a_file_is_kept_for_a_month_and_its_articles_for_good(alice: Person, corpus: Corpus) -> None:
    alice.sends_document("bridge.txt", PAGE.encode())
    await alice.private.reply()
    (file,) = corpus.folder.glob("*/*")
    written = int(file.stat().st_mtime)
    await corpus.receiving.forget_old(written + 31 * 86_400)
    assert file.exists()
    await corpus.receiving.forget_old(written + 31 * 86_400 + 1)
    assert list(corpus.folder.iterdir()) == []
    assert len(await corpus.titles()) == 1
