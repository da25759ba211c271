"""Buttons under answers, over real HTTP: what each shows, for whom, and for how long."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from bot.chat.answering.callbacks import FAILED, GONE
from bot.chat.chats.limits import enough
from bot.errors import DatabaseLocked
from bot.words import chats
from bot.words.answers import (
    Briefing,
    Candidate,
    CorpusCard,
    Item,
    ItemKind,
    Kind,
    Request,
    Section,
    Source,
    Status,
)
from bot.words.spans import Span
from storage.database import Database
from storage.kept.keeping import KEPT_DAYS
from storage.kept.screens import StoredScreens
from tests.chat.conftest import CannedAnswers, LogLines, RunningBot, StartBot
from tests.telegram_server.chats import BotMessage, Person
from tests.telegram_server.facts import Upload
from tests.telegram_server.server import Fault, TelegramServer

CARD = CorpusCard(10, 3, "2025-01", "1")


class Clock:
    """The time, moved by the test."""

    def __init__(self) -> None:
        self.now = datetime(2025, 3, 3, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def bot(start_bot: StartBot, clock: Clock) -> AsyncIterator[RunningBot]:
    async with start_bot(now=clock, late_after=10**9) as running:
        yield running


pytestmark = pytest.mark.usefixtures("bot")


def line(number: int, kind: ItemKind = ItemKind.SENTENCE, article: str = "001") -> Item:
    text = f"Line {number} says that the envoy opened the talks on the border of the two states." * 2
    return Item(text, text, article, Span(number * 1000, number * 1000 + len(text)), kind, "Ann Marsh")


def long_answer(lines: int = 80, kind: Kind = Kind.PERSON) -> Briefing:
    items = tuple(line(n, ItemKind.QUOTATION if n % 5 == 0 else ItemKind.SENTENCE) for n in range(lines))
    sources = (Source(1, "001", "Talks", "The Courier", "2024-11", None, None, "001.txt"),)
    return Briefing(
        "Marsh", kind, Status.FOUND, CARD, "Ann Marsh", sections=(Section("Summary", items),), sources=sources
    )


def _edited_since(telegram: TelegramServer, before: int) -> bool:
    return telegram.times("editMessageText") > before


async def shown_after(person: Person, message: BotMessage, label: str) -> BotMessage:
    """Press a button and wait until the message shows something else."""
    edits = message.edits
    press = person.presses(message, label)
    await press.answered()
    await person.server.until(lambda: message.edits > edits, f"the message to change after {label}")
    return message


# --- what the buttons show ---------------------------------------------------------------------------------


@pytest.mark.usefixtures("unpaced")
async def test_more_leads_through_every_line_and_back_to_the_first(
    answers: CannedAnswers, alice: Person
) -> None:
    answers.answers["Marsh"] = long_answer(lines=50)
    alice.says("/person Marsh")
    message = await alice.private.reply()
    first = message.text
    assert "press More" in first

    pages = [first]
    while "More" in message.buttons:
        await shown_after(alice, message, "More")
        pages.append(message.text)
    whole = "\n".join(pages)
    assert all(f"Line {n} says" in whole for n in range(50))
    assert sum(page.count(" says that") for page in pages) == 100  # each line once; a line says it twice
    for _ in pages[1:]:
        await shown_after(alice, message, "Back")
    assert message.text == first
    assert len(alice.private.replies) == 1


async def test_the_buttons_of_a_person_are_those_that_lead_somewhere(
    answers: CannedAnswers, alice: Person
) -> None:
    answers.answers["Marsh"] = long_answer(lines=3)
    alice.says("/person Marsh")
    message = await alice.private.reply()
    views = ["Context", "Quotes", "Timeline", "Sources", "Send to a chat"]
    assert message.buttons == [*views, "PDF", "Useful", "Wrong"]
    data = [
        button["callback_data"] for row in message.keyboard for button in row if "callback_data" in button
    ]
    assert all(len(one.encode()) <= 64 for one in data)


async def test_an_answer_is_sent_on_by_what_inline_mode_offers(answers: CannedAnswers, alice: Person) -> None:
    answers.answers["Marsh"] = long_answer(lines=3)
    alice.says("/person Marsh")
    message = await alice.private.reply()
    (send,) = [one for row in message.keyboard for one in row if one["text"] == "Send to a chat"]
    chosen = send["switch_inline_query_chosen_chat"]
    assert chosen["query"] == message.text.partition("\n")[0]
    assert chosen["allow_user_chats"]
    assert chosen["allow_group_chats"]
    assert chosen["allow_channel_chats"]


async def test_without_inline_mode_nothing_is_offered_to_be_sent_on(
    telegram: TelegramServer, start_bot: StartBot, bot: RunningBot, alice: Person, answers: CannedAnswers
) -> None:
    await bot.stop()
    telegram.has_inline_mode = False
    answers.answers["Marsh"] = long_answer(lines=3)
    async with start_bot():
        alice.says("/person Marsh")
        assert "Send to a chat" not in (await alice.private.reply()).buttons


@pytest.mark.parametrize(("label", "kind"), [("Quotes", Kind.QUOTES), ("Timeline", Kind.TIMELINE)])
async def test_quotes_and_timeline_are_of_the_person_found_and_lead_back(
    answers: CannedAnswers, alice: Person, label: str, kind: Kind
) -> None:
    answers.answers["Marsh"] = long_answer(lines=3)
    alice.says("/person Marsh")
    message = await alice.private.reply()
    first = message.text

    await shown_after(alice, message, label)
    assert answers.asked[-1] == Request(kind, "Ann Marsh")
    await shown_after(alice, message, "Back")
    assert message.text == first


async def test_quotes_of_a_topic_are_those_of_its_answer(answers: CannedAnswers, alice: Person) -> None:
    answers.answers["talks"] = long_answer(lines=6, kind=Kind.TOPIC)
    alice.says("/topic talks")
    message = await shown_after(alice, await alice.private.reply(), "Quotes")
    assert "Line 0" in message.text
    assert "Line 5" in message.text
    assert "Line 1" not in message.text
    assert message.buttons == ["Back"]


@pytest.mark.usefixtures("unpaced")
async def test_sources_are_listed_with_their_articles_and_open_them(
    answers: CannedAnswers, alice: Person
) -> None:
    sources = tuple(
        Source(n, f"{n:03}", f"Talks <{n}>", "The Courier", None, None, None, f"{n:03}.txt")
        for n in range(1, 20)
    )
    answers.answers["Marsh"] = replace(long_answer(lines=1), sources=sources)
    alice.says("/person Marsh")
    message = await shown_after(alice, await alice.private.reply(), "Sources")
    assert "[8] Talks <8> — The Courier, undated · /article_008" in message.text
    assert "Talks <9>" not in message.text
    await shown_after(alice, message, "More")
    assert "Talks <9>" in message.text

    await shown_after(alice, message, "9")
    assert answers.asked[-1] == Request(Kind.ARTICLE, "009")
    assert message.text.startswith("009")
    await shown_after(alice, message, "Back")
    assert message.text.startswith("Ann Marsh")


async def test_the_list_of_all_sources_has_pages(answers: CannedAnswers, alice: Person) -> None:
    sources = tuple(
        Source(n, f"{n:03}", "A title", None, None, None, None, f"{n:03}.txt") for n in range(1, 12)
    )
    answers.answers[""] = Briefing("/sources", Kind.SOURCES, Status.FOUND, CARD, "Sources", sources=sources)
    alice.says("/sources")
    message = await alice.private.reply()
    assert "/article_008" in message.text
    await shown_after(alice, message, "More")
    assert "/article_011" in message.text
    await shown_after(alice, message, "Back")
    assert "/article_001" in message.text


async def test_context_shows_the_paragraph_with_the_line_marked_and_goes_from_line_to_line(
    answers: CannedAnswers, alice: Person
) -> None:
    text = "Before it rained. The envoy opened the talks. Afterwards it rained again. The talks failed."
    lines = [text[18:45], text[74:]]
    items = tuple(Item(one, one, "001", Span(text.index(one), text.index(one) + len(one))) for one in lines)
    source = Source(1, "001", "Talks", "The Courier", None, None, None, "001.txt")
    answers.answers[Request(Kind.PERSON, "Marsh")] = Briefing(
        "Marsh", Kind.PERSON, Status.FOUND, CARD, "Ann Marsh", sections=(Section("Summary", items),),
        sources=(source,),
    )  # fmt: skip
    paragraph = Item(text, text, "001", Span(0, len(text)))
    answers.answers[Request(Kind.ARTICLE, "001")] = Briefing(
        "001", Kind.ARTICLE, Status.FOUND, CARD, "Talks", sections=(Section("First day", (paragraph,)),),
        sources=(source,),
    )  # fmt: skip
    alice.says("/person Marsh")
    message = await shown_after(alice, await alice.private.reply(), "Context")
    assert message.text.startswith(f"Talks\n\nFirst day\n\n{text}\n\nSources\n[1] Talks")
    assert lines[0] in message.words("bold")
    assert message.buttons == ["Next", "Article", "Back"]

    await shown_after(alice, message, "Next")
    assert lines[1] in message.words("bold")
    assert message.buttons == ["Previous", "Article", "Back"]
    await shown_after(alice, message, "Back")
    assert message.text.startswith("Ann Marsh")


async def test_people_a_name_may_mean_are_buttons_that_tell_them_apart(
    answers: CannedAnswers, alice: Person
) -> None:
    candidates = (Candidate("Ann Marsh", "U.S. envoy · 3 articles"), Candidate("Tom Marsh", "<b>poet</b>"))
    answers.answers[Request(Kind.SAID, "Marsh on trade")] = Briefing(
        "Marsh", Kind.SAID, Status.AMBIGUOUS, CARD, "Marsh", message="Two people.", candidates=candidates
    )
    alice.says("/said Marsh on trade")
    message = await alice.private.reply()
    assert message.buttons == ["Ann Marsh — U.S. envoy · 3 articles", "Tom Marsh — <b>poet</b>"]

    await shown_after(alice, message, "Tom Marsh — <b>poet</b>")
    assert answers.asked[-1] == Request(Kind.SAID, "Tom Marsh on trade")
    await shown_after(alice, message, "Back")
    assert message.text.startswith("Marsh\n\nTwo people.")


async def test_near_words_are_buttons(answers: CannedAnswers, alice: Person) -> None:
    answers.answers["Masch"] = Briefing(
        "Masch",
        Kind.PERSON,
        Status.NONE,
        CARD,
        "Masch",
        message="Nobody.",
        suggestions=("Marsh", "Mash" * 99),
    )
    alice.says("who is Masch")
    answers.answers["who is Masch"] = answers.answers["Masch"]
    message = await alice.private.reply()
    assert message.buttons[0] == "Marsh"
    await shown_after(alice, message, "Marsh")
    assert answers.asked[-1] == Request(Kind.PERSON, "Marsh")
    assert message.text.startswith("Marsh")


# --- for whom and how long ---------------------------------------------------------------------------------


async def test_buttons_work_after_a_restart_a_month_later(
    bot: RunningBot, start_bot: StartBot, clock: Clock, answers: CannedAnswers, alice: Person
) -> None:
    answers.answers["Marsh"] = long_answer()
    alice.says("/person Marsh")
    message = await alice.private.reply()
    await bot.stop()
    clock.now += timedelta(days=31)
    async with start_bot(now=clock):
        await shown_after(alice, message, "More")
    assert "Line 79" not in message.text
    assert "Back" in message.buttons


async def test_a_button_that_aged_out_says_so_in_one_sentence(
    clock: Clock, answers: CannedAnswers, alice: Person
) -> None:
    answers.answers["Marsh"] = long_answer()
    alice.says("/person Marsh")
    message = await alice.private.reply()
    clock.now += timedelta(days=KEPT_DAYS, seconds=1)
    press = alice.presses(message, "More")
    assert (await press.answered())["text"] == GONE
    assert message.edits == 0


async def test_buttons_work_for_somebody_who_did_not_ask(
    telegram: TelegramServer, answers: CannedAnswers, alice: Person
) -> None:
    answers.answers["Marsh"] = long_answer()
    bob, group = telegram.user("Bob"), telegram.group("Delegation")
    alice.says("/person Marsh", group)
    message = await shown_after(bob, await group.reply(), "More")
    assert "Back" in message.buttons


async def test_a_changed_corpus_is_said_once_and_the_new_answer_shown(
    answers: CannedAnswers, alice: Person
) -> None:
    answers.answers["Marsh"] = long_answer()
    alice.says("/person Marsh")
    message = await alice.private.reply()
    answers.revision = "2"
    answers.answers["Marsh"] = long_answer(lines=100)

    await shown_after(alice, message, "More")
    assert message.text.startswith(
        "Ann Marsh\n\nThe corpus has changed since: this is the answer as it is now."
    )
    assert "Line 0" in message.text
    await shown_after(alice, message, "More")
    assert "changed" not in message.text
    assert "Line 0 " not in message.text


async def test_strangers_get_nothing_through_buttons(
    bot: RunningBot, start_bot: StartBot, telegram: TelegramServer, answers: CannedAnswers, alice: Person
) -> None:
    await bot.stop()
    answers.answers["Marsh"] = long_answer()
    eve, group = telegram.user("Eve"), telegram.group("Elsewhere")
    async with start_bot(allowed=frozenset({alice.id})):
        alice.says("/person Marsh", group)
        message = await group.reply()
        press = eve.presses(message, "More")
        assert "text" not in await press.answered()
        pdf = eve.presses(message, "PDF")
        assert "text" not in await pdf.answered()
        await shown_after(alice, message, "More")
    assert message.edits == 1
    assert len(group.replies) == 1


# --- hostile and unlucky -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        "",
        "x",
        "AAAAAAAAAAAA.a.1",
        "AAAAAAAAAAAA.z.1",
        "KEY.a.99999",
        "KEY.a.-1",
        "KEY.a.१",
        "KEY.a.1\n",
        "KEY'; DROP TABLE screens; --",
        "\ud83d.a.1",
        "set:",
        "set:zone:../../etc/passwd",
        "set:zones:Asia:99999999999",
        "set:excerpts:endless",
        "set:language:tlh",
        "x" * 100_000,
    ],
)
async def test_forged_data_gets_a_sentence_or_nothing_and_breaks_nothing(
    answers: CannedAnswers, alice: Person, log: LogLines, data: str
) -> None:
    answers.answers["Marsh"] = long_answer()
    alice.says("/person Marsh")
    message = await alice.private.reply()
    key = message.keyboard[0][0]["callback_data"].partition(".")[0]
    press = alice.presses_data(message, data.replace("KEY", key))
    assert (await press.answered()).get("text") != FAILED
    await shown_after(alice, message, "More") if "More" in message.buttons else None
    assert log.lines == []


@pytest.mark.parametrize("view", "aqtscrkdnuw")
async def test_numbers_beyond_what_there_is_show_the_answer(
    answers: CannedAnswers, alice: Person, log: LogLines, view: str
) -> None:
    answers.answers["Marsh"] = replace(long_answer(lines=3), kind=Kind.COMPARE)
    alice.says("/compare Marsh | Reed")
    answers.answers["Marsh | Reed"] = answers.answers["Marsh"]
    message = await alice.private.reply()
    key = message.keyboard[0][0]["callback_data"].partition(".")[0]
    press = alice.presses_data(message, f"{key}.{view}.9999")
    assert (await press.answered()).get("text") != FAILED
    await shown_after(alice, message, message.buttons[0])
    assert log.lines == []


async def test_a_key_of_another_chat_or_message_is_gone(
    telegram: TelegramServer, answers: CannedAnswers, alice: Person
) -> None:
    answers.answers["Marsh"] = long_answer()
    bob = telegram.user("Bob")
    alice.says("/person Marsh")
    hers = await alice.private.reply()
    await shown_after(alice, hers, "More")
    data = hers.keyboard[0][0]["callback_data"]
    alice.says("/person Reed")
    second = await alice.private.reply()
    bob.says("/person Marsh")
    his = await bob.private.reply()

    for person, message in ((bob, his), (alice, second), (bob, None)):
        press = person.presses_data(message, data)
        assert (await press.answered())["text"] == GONE
    assert (his.edits, second.edits) == (0, 0)


async def test_a_hundred_presses_at_once_are_all_answered_and_the_last_is_shown(
    telegram: TelegramServer, answers: CannedAnswers, alice: Person
) -> None:
    answers.answers["Marsh"] = long_answer(lines=300)
    people = [telegram.user(f"Person {n}") for n in range(10)]
    group = telegram.group("Delegation")
    alice.says("/person Marsh", group)
    message = await group.reply()
    data = message.keyboard[0][0]["callback_data"][:-1]
    edits_go_on, original = asyncio.Event(), telegram._perform

    async def perform(method: str, fields: dict[str, str | Upload]) -> tuple[int, bytes]:
        if method == "editMessageText":
            await edits_go_on.wait()
        return await original(method, fields)

    telegram._perform = perform  # type: ignore[method-assign]
    presses = [people[n % 10].presses_data(message, f"{data}{n % 7 + 1}") for n in range(100)]
    # The first is being shown, whichever that is, the last will be; the 98 between them are only answered.
    await telegram.until(lambda: sum(press.answer is not None for press in presses) == 99, "99 answers")
    edits_go_on.set()
    for press in presses:
        assert "text" not in await press.answered()
    await telegram.until(lambda: f"{data}3" in str(message.keyboard), "the page of the last press")
    assert message.edits <= 2


@pytest.mark.usefixtures("unpaced")
async def test_one_person_pressing_without_end_is_told_once_that_it_is_enough(
    answers: CannedAnswers, clock: Clock, alice: Person
) -> None:
    answers.answers["Marsh"] = long_answer()
    alice.says("/person Marsh")
    message = await alice.private.reply()
    data = message.keyboard[0][0]["callback_data"]
    presses = [alice.presses_data(message, data) for _ in range(30)]
    told = [(await press.answered()).get("text") for press in presses]
    assert told.count(enough(20)) == 1
    assert told.count(None) == 29
    clock.now += timedelta(minutes=1)
    assert "text" not in await alice.presses_data(message, data).answered()


async def test_pressing_what_is_shown_already_is_no_error(
    answers: CannedAnswers, alice: Person, log: LogLines, telegram: TelegramServer
) -> None:
    answers.answers["Marsh"] = long_answer()
    alice.says("/person Marsh")
    message = await alice.private.reply()
    data = message.keyboard[0][0]["callback_data"]
    await shown_after(alice, message, "More")
    before = telegram.times("editMessageText")
    await alice.presses_data(message, data).answered()
    await telegram.until(lambda: telegram.times("editMessageText") > before, "the second edit")
    await shown_after(alice, message, "Back")
    assert log.lines == []


async def test_a_deleted_message_is_one_line_and_the_bot_goes_on(
    answers: CannedAnswers, alice: Person, log: LogLines
) -> None:
    answers.answers["Marsh"] = long_answer()
    alice.says("/person Marsh")
    message = await alice.private.reply()
    data = message.keyboard[0][0]["callback_data"]
    alice.private.deletes(message)
    await alice.presses_data(message, data).answered()
    assert "Message to edit not found" in await log.line("a message was not changed")
    assert (await alice.presses_data(message, data.replace(".a.1", ".d.0")).answered())["text"] == GONE
    alice.says("/person Reed")
    assert (await alice.private.reply()).text.startswith("Reed")


async def test_a_chat_that_blocked_the_bot_meanwhile_is_one_line(
    answers: CannedAnswers, alice: Person, log: LogLines, telegram: TelegramServer
) -> None:
    answers.answers["Marsh"] = long_answer()
    alice.says("/person Marsh")
    message = await alice.private.reply()
    alice.private.barred = "bot was blocked by the user"
    for _ in range(2):
        before = telegram.times("editMessageText")
        await alice.presses(message, "More").answered()
        await telegram.until(partial(_edited_since, telegram, before), "an edit")
    bob = telegram.user("Bob")
    bob.says("/person Reed")
    await bob.private.reply()
    assert log.lines == [
        f"Chat {alice.id}: a message was not changed: Forbidden: bot was blocked by the user"
    ]


async def test_a_press_that_fails_says_so_and_changes_nothing(answers: CannedAnswers, alice: Person) -> None:
    answers.answers["Marsh"] = long_answer()
    alice.says("/person Marsh")
    message = await alice.private.reply()
    answers.answers["Marsh"] = RuntimeError("the index is gone")
    assert (await alice.presses(message, "More").answered())["text"] == FAILED
    assert message.edits == 0


async def test_a_press_older_than_telegram_takes_an_answer_for_is_done_all_the_same(
    telegram: TelegramServer, answers: CannedAnswers, alice: Person, log: LogLines
) -> None:
    answers.answers["Marsh"] = long_answer()
    alice.says("/person Marsh")
    message = await alice.private.reply()
    telegram.next_time("answerCallbackQuery", Fault(400, "Bad Request: query is too old"))
    alice.presses(message, "More")
    await telegram.until(lambda: message.edits == 1, "the page")
    assert log.lines == []


@pytest.mark.usefixtures("unpaced")
async def test_a_page_that_was_lost_on_the_way_is_sent_again(
    telegram: TelegramServer, answers: CannedAnswers, alice: Person, log: LogLines
) -> None:
    answers.answers["Marsh"] = long_answer()
    alice.says("/person Marsh")
    message = await alice.private.reply()
    telegram.next_time("editMessageText", Fault(cut=True), Fault(502, done=True))
    await shown_after(alice, message, "More")
    assert "Back" in message.buttons
    await shown_after(alice, message, "Back")
    assert log.lines == []


async def test_a_page_whose_markup_telegram_refuses_is_shown_plain(
    telegram: TelegramServer, answers: CannedAnswers, alice: Person
) -> None:
    answers.answers["Marsh"] = long_answer()
    alice.says("/person Marsh")
    message = await alice.private.reply()
    telegram.next_time("editMessageText", Fault(400, "Bad Request: can't parse entities: unsupported tag"))
    await shown_after(alice, message, "More")
    assert message.words("bold") == []
    assert "Line" in message.text


async def test_a_press_does_not_wait_for_the_answer_its_chat_waits_for(
    telegram: TelegramServer, answers: CannedAnswers, alice: Person
) -> None:
    answers.answers["Marsh"] = long_answer()
    gate = answers.hold("slow")
    group = telegram.group("Delegation")
    alice.says("/person Marsh", group)
    message = await group.reply()
    alice.says("/person slow", group)
    await telegram.until(lambda: answers.asked[-1].words == "slow", "the slow question to be taken")
    await shown_after(alice, message, "More")
    assert len(group.replies) == 1
    gate.set()
    assert (await group.reply()).text.startswith("slow")


async def test_an_opinion_is_stored_with_its_request(
    alice: Person, telegram: TelegramServer, database: Database
) -> None:
    alice.says("/person Marsh")
    message = await alice.private.reply()
    bob = telegram.user("Bob")
    assert "Noted" in (await alice.presses(message, "Useful").answered())["text"].title()
    await telegram.until(lambda: "✓ Useful" in message.buttons, "the button to be signed")
    await bob.presses(message, "✓ Useful").answered()
    await alice.presses(message, "Wrong").answered()
    judged = await StoredScreens(database).judgements()
    assert (judged.useful, judged.wrong) == (1, (Request(Kind.PERSON, "Marsh"),))


async def test_wrong_asks_what_is_wrong_and_the_buttons_come_back(
    telegram: TelegramServer, database: Database
) -> None:
    alice = telegram.user("Alice", language_code="ru")
    alice.says("/person Marsh")
    message = await alice.private.reply()
    before = message.buttons
    asked = await alice.presses(message, "Неверно").answered()
    assert asked["text"] == "Спасибо, отмечено. Что именно неверно?"
    await telegram.until(lambda: message.buttons != before, "the question")
    assert message.buttons == ["Не тот человек", "Не тот автор слов", "Не та дата", "Не по теме", "Назад"]
    await shown_after(alice, message, "Назад")
    assert message.buttons == before
    await shown_after(alice, message, "Неверно")
    told = await alice.presses(message, "Не та дата").answered()
    assert told["text"] == "Отмечено: не та дата. Спасибо."
    await telegram.until(lambda: "✓ Неверно" in message.buttons, "the buttons to come back")
    assert [label.removeprefix("✓ ") for label in message.buttons] == before
    assert (await StoredScreens(database).judgements()).faults == {chats.Fault.DATE: 1}


async def test_in_a_group_what_one_pressed_is_not_signed_for_all(
    alice: Person, telegram: TelegramServer
) -> None:
    group = telegram.group("Desk")
    alice.says("/person Marsh", group)
    message = await group.reply()
    before = message.buttons
    await alice.presses(message, "Useful").answered()
    await shown_after(alice, message, "Wrong")
    await shown_after(alice, message, "Off topic")
    assert message.buttons == before


@pytest.mark.parametrize(
    "data", ["f:", "f:a:AAAAAAAAAAAA:0", "f:r:AAAAAAAAAAAA:0", "f:r:AAAAAAAAAAAA:9", "f:x:y:1"]
)
async def test_a_fault_of_somebody_elses_making_is_refused(
    alice: Person, database: Database, data: str
) -> None:
    alice.says("/person Marsh")
    message = await alice.private.reply()
    told = (await alice.presses_data(message, data).answered())["text"]
    assert told == "The answer this was about is not there any more."
    assert (await StoredScreens(database).judgements()).wrong == ()


async def test_an_answer_goes_out_without_buttons_when_they_cannot_be_stored(
    alice: Person, monkeypatch: pytest.MonkeyPatch, log: LogLines
) -> None:
    async def locked(*_: object, **__: object) -> None:
        raise DatabaseLocked("the database is held by another process")

    monkeypatch.setattr(StoredScreens, "open", locked)
    alice.says("/person Marsh")
    message = await alice.private.reply()
    assert message.text.startswith("Marsh")
    assert message.buttons == []
    assert "without buttons" in log.lines[0]


@pytest.mark.usefixtures("bot")
async def test_a_press_telegram_did_not_hear_answered_is_answered_again(
    telegram: TelegramServer, alice: Person
) -> None:
    alice.says("/person Marsh")
    message = await alice.private.reply()
    telegram.next_time("answerCallbackQuery", Fault.broken_gateway(), Fault(cut=True))
    await alice.presses(message, "Useful").answered()
    assert telegram.times("answerCallbackQuery") == 3
