"""`/export` and the PDF button: a document with a speaking name, in reply to who asked, where they asked."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.chat.memory import Memory
from bot.models import Briefing, Candidate, CorpusCard, Kind, Request, Status
from bot.views.filing.forms import RENDERERS
from tests.chat.conftest import CannedAnswers, LogLines, RunningBot, StartBot
from tests.telegram_server.chats import Person
from tests.telegram_server.server import Fault, TelegramServer

LATE = datetime(2025, 3, 3, 22, 30, tzinfo=UTC)
CARD = CorpusCard(10, 3, "2025-01", "1")


@pytest.fixture
async def bot(start_bot: StartBot) -> AsyncIterator[RunningBot]:
    async with start_bot(now=lambda: LATE, late_after=10**9) as running:
        yield running


pytestmark = pytest.mark.usefixtures("bot")


@pytest.mark.parametrize(
    ("form", "beginning"), [("md", b"# Marsh"), ("pdf", b"%PDF-"), ("docx", b"PK"), ("PDF", b"%PDF-")]
)
async def test_an_answer_is_sent_as_a_document_that_says_what_is_in_it(
    telegram: TelegramServer, answers: CannedAnswers, alice: Person, form: str, beginning: bytes
) -> None:
    asked = alice.says(f"/export {form} /person Marsh")
    message = await alice.private.reply()
    assert message.document is not None
    assert message.document.name == f"Marsh - brief 2025-03-03.{form.lower()}"
    assert message.document.data.startswith(beginning)
    assert message.reply_to == asked.id
    assert message.text == "Marsh"
    assert answers.asked == [Request(Kind.PERSON, "Marsh")]


@pytest.mark.parametrize(
    ("words", "request_"),
    [
        ("person Marsh", Request(Kind.PERSON, "Marsh")),
        ("/topic border trade", Request(Kind.TOPIC, "border trade")),
        ("/topic@AideMemoireBot border", Request(Kind.TOPIC, "border")),
        ("what did Marsh say", Request(Kind.QUESTION, "what did Marsh say")),
        ("/sources", Request(Kind.SOURCES)),
    ],
)
async def test_whatever_can_be_asked_can_be_exported(
    answers: CannedAnswers, alice: Person, words: str, request_: Request
) -> None:
    alice.says(f"/export md {words}")
    assert (await alice.private.reply()).document is not None
    assert answers.asked == [request_]


@pytest.mark.parametrize(
    "words",
    [
        "",
        "pdf",
        "txt /person Marsh",
        "/person Marsh",
        "pdf /settings",
        "pdf /export pdf x",
        "pdf /help",
        "pdf /hide Marsh",
        "pdf /nosuch",
        "<b>",
        "pdf " + "/export pdf " * 100,
    ],
)
async def test_what_cannot_be_exported_is_told_how_to_ask(
    answers: CannedAnswers, alice: Person, words: str
) -> None:
    alice.says(f"/export {words}")
    message = await alice.private.reply()
    assert "/export pdf /person Rosenblum" in message.text
    assert message.document is None
    assert answers.asked == []


async def test_an_answer_that_is_not_one_is_sent_as_a_message(answers: CannedAnswers, alice: Person) -> None:
    answers.answers["Marsh"] = Briefing(
        "Marsh", Kind.PERSON, Status.AMBIGUOUS, CARD, "Marsh", candidates=(Candidate("Ann Marsh", "envoy"),)
    )
    alice.says("/export pdf /person Marsh")
    message = await alice.private.reply()
    assert message.document is None
    assert message.buttons == ["Ann Marsh — envoy"]


async def test_the_button_sends_a_pdf_into_the_topic_of_the_answer(
    telegram: TelegramServer, alice: Person, memory: Memory
) -> None:
    bob, forum = telegram.user("Bob"), telegram.group("Embassy", forum=True)
    visas = forum.topic("Visas")
    await memory.chats.choose(forum.id, timezone="Asia/Almaty")
    alice.says("/person Marsh", forum, topic=visas)
    answer = await forum.reply()
    press = bob.presses(answer, "PDF")
    assert (await press.answered())["text"] == "The document is on its way."
    message = await forum.reply()
    assert message.document is not None
    assert message.document.name == "Marsh - brief 2025-03-04.pdf"  # tomorrow already, where the group is
    assert (message.thread, message.reply_to) == (visas.id, answer.id)


async def test_a_title_full_of_markup_and_slashes_is_a_harmless_name_and_caption(alice: Person) -> None:
    alice.says('/export md /person ../../<b>Marsh</b> & "sons"\x00 Марш')
    message = await alice.private.reply()
    assert message.document is not None
    assert "/" not in message.document.name
    assert "Марш" in message.document.name
    assert message.text.startswith('../../<b>Marsh</b> & "sons"')


async def test_a_document_that_cannot_be_made_is_owned_up_to(
    alice: Person, monkeypatch: pytest.MonkeyPatch, log: LogLines
) -> None:
    def broken(_briefing: Briefing, _day: object) -> bytes:
        raise RuntimeError("no fonts")

    monkeypatch.setitem(RENDERERS, "md", broken)
    alice.says("/export md /person Marsh")
    assert (await alice.private.reply()).text == "The document could not be made, and it is noted."
    assert log.lines == [f"Chat {alice.id}: no md could be made"]


async def test_a_document_telegram_refuses_is_one_line(
    telegram: TelegramServer, alice: Person, log: LogLines
) -> None:
    telegram.next_time("sendDocument", Fault(400, "Bad Request: file is bad"))
    alice.says("/export md /person Marsh")
    alice.says("/person Reed")
    assert (await alice.private.reply()).text.startswith("Reed")
    assert len(log.lines) == 1
    assert "not sent" in log.lines[0]
