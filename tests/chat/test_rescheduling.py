"""A scheduled briefing is moved to another time from under itself, and sent as a document; over real HTTP."""

from __future__ import annotations

import pytest

from bot.chat.subscribing.rescheduling import NOT_SCHEDULED
from bot.words.deliveries import SubscriptionKind
from tests.chat.office import Office
from tests.chat.test_reading_on import press
from tests.chat.test_told_again import told_by
from tests.telegram_server.chats import BotMessage, Person
from tests.telegram_server.server import TelegramServer

pytestmark = pytest.mark.usefixtures("unpaced")


async def briefed(office: Office, alice: Person, *asked: str) -> BotMessage:
    """Return the briefing of nine o'clock; the clock begins at eight, and it is a Monday."""
    for words in asked:
        alice.says(f"/schedule 09:00 {words}")
        await alice.private.reply()
    await office.gets(told_by("010", "Harbour Courier"))
    await office.later(minutes=61)
    return await alice.private.reply()


async def timetables(office: Office, alice: Person) -> list[str | None]:
    return [one.timetable for one in await office.stored.of_chat(alice.id, SubscriptionKind.SCHEDULE)]


async def shows_again(office: Office, briefing: BotMessage, buttons: list[str]) -> None:
    await office.telegram.until(lambda: briefing.buttons == buttons, "the buttons of the briefing")


@pytest.mark.parametrize(
    ("label", "stored"),
    [
        ("08:00 every day", "08:00 0,1,2,3,4,5,6"),
        ("10:00 every day", "10:00 0,1,2,3,4,5,6"),
        ("09:00 on weekdays", "09:00 0,1,2,3,4"),
    ],
)
async def test_a_briefing_comes_at_the_time_that_is_tapped(
    office: Office, alice: Person, label: str, stored: str
) -> None:
    briefing = await briefed(office, alice, "")
    before = briefing.buttons
    await press(alice, briefing, "Change")
    assert briefing.buttons == ["08:00 every day", "10:00 every day", "09:00 on weekdays", "Back"]
    answer = await alice.presses(briefing, label).answered()
    assert answer["text"] == f"Everything comes {label} now."
    await shows_again(office, briefing, before)
    assert await timetables(office, alice) == [stored]


async def test_a_briefing_that_was_moved_comes_then(office: Office, alice: Person) -> None:
    briefing = await briefed(office, alice, "")
    await press(alice, briefing, "Change")
    await press(alice, briefing, "10:00 every day")
    await office.gets(told_by("012", "Fjord Gazette", "{0}\nA ferry has run aground at Vardo.", "A ferry"))
    await office.later(minutes=61)
    assert "run aground" in (await alice.private.reply()).text


async def test_back_leaves_a_briefing_as_it_is(office: Office, alice: Person) -> None:
    briefing = await briefed(office, alice, "")
    before = briefing.buttons
    await press(alice, briefing, "Change")
    await press(alice, briefing, "Back")
    assert briefing.buttons == before
    assert await timetables(office, alice) == ["09:00 0,1,2,3,4,5,6"]


async def test_of_several_in_one_message_each_is_moved_by_itself(office: Office, alice: Person) -> None:
    briefing = await briefed(office, alice, "harbour", "ships")
    assert briefing.buttons[2:] == ["Change “harbour”", "Change “ships”", "Stop this briefing"]
    await press(alice, briefing, "Change “ships”")
    answer = await alice.presses(briefing, "10:00 every day").answered()
    assert answer["text"] == "“ships” comes 10:00 every day now."
    await shows_again(
        office, briefing, ["Context", "PDF", "Change “harbour”", "Change “ships”", "Stop this briefing"]
    )
    assert await timetables(office, alice) == ["09:00 0,1,2,3,4,5,6", "10:00 0,1,2,3,4,5,6"]


async def test_a_briefing_moved_to_where_the_same_one_stands_becomes_one_with_it(
    office: Office, alice: Person
) -> None:
    alice.says("/schedule 10:00 harbour")
    await alice.private.reply()
    briefing = await briefed(office, alice, "harbour")
    await press(alice, briefing, "Change")
    await alice.presses(briefing, "10:00 every day").answered()
    await shows_again(office, briefing, ["Context", "PDF", "Change", "Stop this briefing"])
    assert await timetables(office, alice) == ["10:00 0,1,2,3,4,5,6"]


async def test_of_a_briefing_that_was_ended_no_time_is_offered(office: Office, alice: Person) -> None:
    briefing = await briefed(office, alice, "")
    alice.says("/unschedule all")
    await alice.private.reply()
    assert (await alice.presses(briefing, "Change").answered())["text"] == NOT_SCHEDULED
    assert (await alice.presses_data(briefing, "w:later:1").answered())["text"] == NOT_SCHEDULED


async def test_in_russian_the_times_are_named_in_russian(office: Office, telegram: TelegramServer) -> None:
    anna = telegram.user("Анна", language_code="ru")
    anna.says("/schedule 09:00 по будням")
    await anna.private.reply()
    await office.gets(told_by("010", "Harbour Courier"))
    await office.later(minutes=61)
    briefing = await anna.private.reply()
    await press(anna, briefing, "Изменить")
    assert briefing.buttons == ["08:00 по будням", "10:00 по будням", "09:00 ежедневно", "Назад"]
    answer = await anna.presses(briefing, "09:00 ежедневно").answered()
    assert answer["text"] == "Все темы: теперь 09:00 ежедневно."


async def test_a_briefing_is_sent_as_a_document(office: Office, alice: Person) -> None:
    briefing = await briefed(office, alice, "")
    assert (await alice.presses(briefing, "PDF").answered())["text"] == "The document is on its way."
    sent = await alice.private.reply()
    assert sent.document is not None
    assert sent.document.data.startswith(b"%PDF-")
    assert sent.reply_to == briefing.id
