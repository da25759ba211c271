"""`/export` and the PDF button: a document with a speaking name, in reply to who asked, where they asked."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from docx import Document

from bot.chat.memory import Memory
from bot.views.filing.forms import RENDERERS
from bot.words.answers import Briefing, Candidate, CorpusCard, DateOf, Kind, Request, Section, Status
from tests.chat.conftest import CannedAnswers, LogLines, RunningBot, StartBot, about
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


async def test_a_group_gets_a_document_once_however_many_press(
    telegram: TelegramServer, alice: Person, answers: CannedAnswers
) -> None:
    bob, group = telegram.user("Bob"), telegram.group("Embassy")
    answers.answers["Marsh"] = dated()
    alice.says("/timeline Marsh", group)
    answer = await group.reply()
    for button, ending in (("PDF", ".pdf"), ("Picture", ".png"), ("Calendar", ".ics")):
        assert "on its way" in (await alice.presses(answer, button).answered())["text"]
        sent = await group.reply()
        assert ending == ".png" or (sent.document and sent.document.name.endswith(ending))
        for person in (bob, alice, bob):
            told = await person.presses(answer, button).answered()
            assert told["text"] == "It was sent here a moment ago."
    alice.says("/sources", group)
    assert (await group.reply()).document is None  # nothing else came between


async def test_whoever_is_alone_with_the_bot_gets_it_as_often_as_they_press(alice: Person) -> None:
    alice.says("/person Marsh")
    answer = await alice.private.reply()
    for _ in range(2):
        assert "on its way" in (await alice.presses(answer, "PDF").answered())["text"]
        assert (await alice.private.reply()).document is not None


async def test_a_note_is_a_document_of_its_own(answers: CannedAnswers, alice: Person) -> None:
    alice.says("/export md note person Marsh")
    message = await alice.private.reply()
    assert message.document is not None
    assert message.document.name == "Marsh - briefing note 2025-03-03.md"
    written = message.document.data.decode()
    assert written.startswith("# Briefing note: Marsh\n")
    assert "\n1. undated: The envoy opened the talks on the border." in written
    assert answers.asked == [Request(Kind.PERSON, "Marsh")]


async def test_the_mark_of_the_chat_is_printed_and_its_documents_protected(
    alice: Person, memory: Memory
) -> None:
    for mark, protected in (("TLP:AMBER", True), ("TLP:GREEN", False)):
        await memory.chats.choose(alice.id, handling=mark)
        alice.says("/settings mark " + mark)
        await alice.private.reply()
        alice.says("/export md /person Marsh")
        message = await alice.private.reply()
        assert message.document is not None
        assert message.document.data.decode().startswith(f"**{mark}**\n")
        assert message.text == f"{mark} · Marsh"
        assert bool(message.sent.get("protect_content")) is protected


def dated(kind: Kind = Kind.TIMELINE, day: str | None = "2025-04-02") -> Briefing:
    told = about("Marsh", kind)
    (item,) = told.sections[0].items
    dated_item = replace(item, date=day, date_of=DateOf.EVENT if day else None)
    return replace(told, sections=(Section("Timeline", (dated_item,)),))


async def test_a_timeline_is_sent_as_a_calendar_by_word_and_by_button(
    answers: CannedAnswers, alice: Person
) -> None:
    answers.answers["Marsh"] = dated()
    alice.says("/timeline Marsh")
    press = alice.presses(await alice.private.reply(), "Calendar")
    assert (await press.answered())["text"] == "The calendar is on its way."
    by_button = await alice.private.reply()
    alice.says("/export ics timeline Marsh")
    by_word = await alice.private.reply()
    assert by_button.document is not None
    assert by_word.document is not None
    assert by_button.document.data == by_word.document.data
    assert b"DTSTART;VALUE=DATE:20250402" in by_word.document.data
    assert by_word.document.name == "Marsh - timeline 2025-03-03.ics"


async def test_an_answer_without_a_day_is_no_calendar_and_has_no_button_for_one(
    answers: CannedAnswers, alice: Person
) -> None:
    answers.answers["Marsh"] = dated(day=None)
    alice.says("/timeline Marsh")
    assert "Calendar" not in (await alice.private.reply()).buttons
    alice.says("/export ics timeline Marsh")
    message = await alice.private.reply()
    assert message.document is None
    assert message.text.startswith("No line of this answer is dated")


async def test_what_was_said_is_sent_as_a_table(alice: Person) -> None:
    alice.says("/export csv /said Marsh")
    message = await alice.private.reply()
    assert message.document is not None
    assert message.document.name == "Marsh - statements 2025-03-03.csv"
    assert b"The envoy opened the talks on the border.,,001,0,41,Talks" in message.document.data


async def test_a_template_of_the_office_is_filled_in(
    start_bot: StartBot, telegram: TelegramServer, bot: RunningBot
) -> None:
    await bot.stop()
    office = Document()
    office.add_paragraph("EMBASSY: {{ title }}")
    template = io.BytesIO()
    office.save(template)
    async with start_bot(now=lambda: LATE, late_after=10**9, note_template=template.getvalue()):
        alice = telegram.user("Alice")
        alice.says("/export docx note /person Marsh")
        message = await alice.private.reply()
    assert message.document is not None
    filled = Document(io.BytesIO(message.document.data))
    assert filled.paragraphs[0].text == "EMBASSY: Briefing note: Marsh"


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
