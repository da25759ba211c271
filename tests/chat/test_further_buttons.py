"""The buttons Topics, Picture and Newest of everything, over real HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.chat.answering.pages import topics_of
from bot.words.answers import Briefing, CorpusCard, Item, Kind, Request, Section, Source, Status
from bot.words.spans import Span
from tests.chat.conftest import CannedAnswers, RunningBot, StartBot
from tests.chat.test_callbacks import shown_after
from tests.telegram_server.chats import Person
from tests.telegram_server.facts import Upload
from tests.telegram_server.server import Fault, TelegramServer

pytestmark = pytest.mark.usefixtures("unpaced")

SUBJECTS = {
    "United States": ("001", "002", "003"),
    "fish market": ("001", "003"),
    "oil field": ("009",),
    "harbour": ("002",),
}


@pytest.fixture
async def bot(start_bot: StartBot, answers: CannedAnswers) -> AsyncIterator[RunningBot]:
    answers.library = replace(answers.library, subjects=SUBJECTS)
    async with start_bot() as running:
        yield running


def answer(kind: Kind, *articles: str, dates: int = 0, title: str = "Ann Marsh") -> Briefing:
    texts = [
        f"In the year {2000 + n} the council of the town met for the {n}th time."
        for n in range(max(dates, 1))
    ]
    items = tuple(
        Item(
            text,
            text,
            articles[0],
            Span(n * 100, n * 100 + len(text)),
            date=f"20{n:02}-05-01" if dates else None,
        )
        for n, text in enumerate(texts)
    )
    sources = tuple(
        Source(n, article, f"Title {article}", "The Courier", "2024-11", None, None, f"{article}.txt")
        for n, article in enumerate(articles, 1)
    )
    card = CorpusCard(10, 3, "2025-01", "1")
    return Briefing("q", kind, Status.FOUND, card, title, sections=(Section("S", items),), sources=sources)


# --- topics ------------------------------------------------------------------------------------------------


def test_the_topics_of_an_answer_are_those_of_its_articles_the_commonest_first() -> None:
    request = Request(Kind.PERSON, "Marsh")
    found = topics_of(request, answer(Kind.PERSON, "001", "003", "002"), SUBJECTS)
    assert found == (("United States", 3), ("fish market", 2), ("harbour", 1))
    asked = topics_of(Request(Kind.TOPIC, "the Fish Market"), answer(Kind.TOPIC, "001"), SUBJECTS)
    assert asked == (("United States", 1),)
    assert topics_of(request, answer(Kind.SOURCES, "001"), SUBJECTS) == ()
    assert topics_of(request, replace(answer(Kind.PERSON, "001"), status=Status.NONE), SUBJECTS) == ()


@pytest.mark.usefixtures("bot")
async def test_topics_lead_to_the_brief_on_one_and_back(answers: CannedAnswers, alice: Person) -> None:
    answers.answers["Marsh"] = answer(Kind.PERSON, "001", "003")
    alice.says("/person Marsh")
    message = await alice.private.reply()
    first = message.text
    assert "Topics" in message.buttons
    await shown_after(alice, message, "Topics")
    assert message.buttons == ["United States", "fish market", "Back"]
    assert "United States — 2 articles" in message.text
    await shown_after(alice, message, "fish market")
    assert answers.asked[-1] == Request(Kind.TOPIC, "fish market")
    await shown_after(alice, message, "Back")
    assert message.text == first


@pytest.mark.usefixtures("bot")
async def test_an_answer_without_topics_offers_none(answers: CannedAnswers, alice: Person) -> None:
    answers.answers["Marsh"] = answer(Kind.PERSON, "007")
    alice.says("/person Marsh")
    assert "Topics" not in (await alice.private.reply()).buttons


@pytest.mark.usefixtures("bot")
async def test_a_topic_of_a_corpus_that_has_changed_shows_the_answer_anew(
    answers: CannedAnswers, alice: Person
) -> None:
    answers.answers["Marsh"] = answer(Kind.PERSON, "001", "003")
    alice.says("/person Marsh")
    message = await alice.private.reply()
    await shown_after(alice, message, "Topics")
    answers.revision = "2"
    await shown_after(alice, message, "fish market")
    assert "The corpus has changed since" in message.text
    assert all(request.kind is Kind.PERSON for request in answers.asked)


# --- the picture of a timeline -----------------------------------------------------------------------------


@pytest.mark.usefixtures("bot")
async def test_the_picture_of_a_timeline_is_sent_as_a_photo(
    answers: CannedAnswers, alice: Person, telegram: TelegramServer
) -> None:
    answers.answers["Marsh"] = answer(Kind.TIMELINE, "001", dates=3, title="Marsh & <Sons>")
    alice.says("/timeline Marsh")
    message = await alice.private.reply()
    press = alice.presses(message, "Picture")
    assert (await press.answered())["text"] == "The picture is on its way."
    photo = await alice.private.reply()
    assert photo.sent.get("photo") is not None
    assert photo.text == "Marsh & <Sons>"
    assert photo.reply_to == message.id
    assert isinstance(photo.document, Upload)
    assert photo.document.data.startswith(b"\x89PNG")
    assert photo.document.name.endswith(".png")


@pytest.mark.usefixtures("bot")
async def test_a_picture_too_tall_for_a_photo_is_sent_as_a_file(
    answers: CannedAnswers, alice: Person, telegram: TelegramServer
) -> None:
    answers.answers["Marsh"] = answer(Kind.TIMELINE, "001", dates=12)
    alice.says("/timeline Marsh")
    alice.presses(await alice.private.reply(), "Picture")
    file = await alice.private.reply()
    assert file.sent.get("document") is not None
    assert telegram.times("sendPhoto") == 0


@pytest.mark.usefixtures("bot")
async def test_a_picture_that_telegram_refuses_changes_nothing_else(
    answers: CannedAnswers, alice: Person, telegram: TelegramServer
) -> None:
    answers.answers["Marsh"] = answer(Kind.TIMELINE, "001", dates=2)
    telegram.next_time("sendPhoto", Fault(400, "Bad Request: PHOTO_INVALID_DIMENSIONS"))
    alice.says("/timeline Marsh")
    alice.presses(await alice.private.reply(), "Picture")
    await telegram.until(lambda: telegram.times("sendPhoto") == 1, "the refusal")
    alice.says("/help")
    await alice.private.reply()


@pytest.mark.usefixtures("bot")
async def test_only_a_timeline_with_dates_offers_a_picture(answers: CannedAnswers, alice: Person) -> None:
    answers.answers["Marsh"] = answer(Kind.TIMELINE, "001")
    answers.answers["Lind"] = answer(Kind.SAID, "001", dates=3)
    for message in ("/timeline Marsh", "/said Lind"):
        alice.says(message)
        assert "Picture" not in (await alice.private.reply()).buttons
