"""`/brief`: what is new for a chat since it was last briefed, whether it asked or had it scheduled."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.chat.office import OIL, Office
from tests.chat.test_callbacks import shown_after
from tests.makers import make_article
from tests.telegram_server.chats import Person
from tests.telegram_server.server import Fault, TelegramServer

pytestmark = pytest.mark.usefixtures("unpaced")

ICE = make_article("003", "Ice\nThe harbour of Bergen froze over.")
FIRST_TIME = "The newest of everything. From now on"


async def briefed(office: Office, person: Person, asked: str = "/brief") -> str:
    person.says(asked)
    told = (await person.private.reply()).text
    await office.briefed(person.private.id)
    return told


async def test_the_first_time_it_is_the_newest_of_everything_then_what_is_new(
    office: Office, alice: Person
) -> None:
    first = await briefed(office, alice)
    assert FIRST_TIME in first
    assert "The fish market of Bergen opened." in first
    await office.later(days=1)
    await office.gets(OIL)
    second = await briefed(office, alice)
    assert "New since your last briefing, 6 January 2025, 08:00." in second
    assert "Oil was found near Bergen." in second
    assert "fish market" not in second
    await office.later(hours=2)
    third = await briefed(office, alice)
    assert "Nothing new since your last briefing, 7 January 2025, 08:00." in third
    assert "Oil" not in third


async def test_when_nothing_is_new_a_button_shows_the_newest_of_everything(
    office: Office, alice: Person
) -> None:
    await briefed(office, alice)
    alice.says("/brief")
    message = await alice.private.reply()
    nothing = message.text
    assert message.buttons == ["Newest of everything"]
    await shown_after(alice, message, "Newest of everything")
    assert "The fish market of Bergen opened." in message.text
    await shown_after(alice, message, "Back")
    assert message.text == nothing


async def test_each_chat_is_told_what_it_has_missed_itself(
    office: Office, alice: Person, telegram: TelegramServer
) -> None:
    bob = telegram.user("Bob")
    await briefed(office, alice)
    await office.gets(OIL)
    assert FIRST_TIME in await briefed(office, bob)
    told = await briefed(office, alice)
    assert "Oil was found" in told
    assert "fish market" not in told
    assert "Nothing new" in await briefed(office, bob)


async def test_the_hour_of_the_last_briefing_is_that_of_the_chat(office: Office, alice: Person) -> None:
    alice.says("/settings Almaty")
    await alice.private.reply()
    await briefed(office, alice)
    assert "6 January 2025, 13:00" in await briefed(office, alice)


async def test_a_plain_question_for_news_is_the_same_as_the_command(office: Office, alice: Person) -> None:
    assert FIRST_TIME in await briefed(office, alice, "What is new?")
    assert "Nothing new since" in await briefed(office, alice, "what's new")


async def test_words_after_the_command_are_not_taken_for_what_a_button_holds(
    office: Office, alice: Person
) -> None:
    assert FIRST_TIME in await briefed(office, alice, "/brief since 2025-01-01T00:00, 1 new: 001")
    assert "Nothing new since" in await briefed(office, alice, "/brief please")


async def test_a_message_that_could_not_be_sent_is_told_again(
    office: Office, alice: Person, telegram: TelegramServer
) -> None:
    await briefed(office, alice)
    await office.gets(OIL)
    telegram.next_time("sendMessage", Fault(400, "Bad Request: something else"))
    alice.says("/brief")
    await telegram.until(lambda: telegram.times("sendMessage") == 2, "a refusal")
    await telegram.polled()
    assert "Oil was found" in await briefed(office, alice)
    assert "Nothing new" in await briefed(office, alice)


async def test_a_scheduled_briefing_on_everything_and_the_command_do_not_repeat_each_other(
    office: Office, alice: Person
) -> None:
    alice.says("/schedule 09:00")
    await alice.private.reply()
    assert "fish market" in await briefed(office, alice)
    await office.gets(OIL)
    await office.later(hours=1)
    scheduled = (await alice.private.reply()).text
    assert "New since your last briefing, 6 January 2025, 08:00." in scheduled
    assert "Oil was found" in scheduled
    assert "fish market" not in scheduled
    await office.noted(SENT=1)
    await office.later(hours=1)
    assert "Nothing new since your last briefing, 6 January 2025, 09:00." in await briefed(office, alice)
    await office.gets(ICE)
    assert "froze over" in await briefed(office, alice)
    await office.later(days=1)
    assert (
        "Nothing new since your last briefing, 6 January 2025, 10:00." in (await alice.private.reply()).text
    )


async def test_a_scheduled_briefing_on_a_topic_does_not_count(office: Office, alice: Person) -> None:
    alice.says("/schedule 09:00 fish market")
    await alice.private.reply()
    await office.later(hours=1)
    assert "fish market" in (await alice.private.reply()).text
    assert FIRST_TIME in await briefed(office, alice)


async def test_a_scheduled_briefing_that_never_arrived_does_not_count(
    office: Office, alice: Person, telegram: TelegramServer
) -> None:
    alice.says("/schedule 09:00")
    await alice.private.reply()
    alice.private.barred = "bot was blocked by the user"
    await office.later(hours=1)
    await office.noted(GIVEN_UP=1)
    alice.private.barred = None
    assert FIRST_TIME in await briefed(office, alice)


async def test_the_buttons_of_a_briefing_show_the_same_briefing_later(
    office: Office, alice: Person, telegram: TelegramServer
) -> None:
    await briefed(office, alice)
    many = [make_article(f"1{n:02}", f"Story {n}\nThe council of town number {n} met.") for n in range(30)]
    await office.gets(*many)
    alice.says("/settings short")
    await alice.private.reply()
    alice.says("/brief")
    message = await alice.private.reply()
    first = message.text
    assert "Newest of everything" in message.buttons
    await office.gets(OIL)
    await office.later(days=20)
    pages = [first]
    while "More" in message.buttons:
        await shown_after(alice, message, "More")
        pages.append(message.text)
    assert all(any(f"town number {n} met" in page for page in pages) for n in range(30))
    assert not any("Oil" in page or "has changed" in page for page in pages)
    for _ in pages[1:]:
        await shown_after(alice, message, "Back")
    assert message.text.split("\n\n")[:3] == first.split("\n\n")[:3]
    alice.presses(message, "PDF")
    document = await alice.private.reply()
    assert document.document is not None
    assert document.document.data.startswith(b"%PDF")


async def test_more_than_can_be_told_is_counted(office: Office, alice: Person) -> None:
    await briefed(office, alice)
    await office.gets(*(make_article(f"1{n:02}", f"Story {n}\nTown number {n} voted.") for n in range(70)))
    assert "70 articles are new; the newest 60 are here." in await briefed(office, alice)
    assert "Nothing new" in await briefed(office, alice)


async def test_an_exported_briefing_counts_once_it_was_sent(
    office: Office, alice: Person, telegram: TelegramServer
) -> None:
    telegram.next_time("sendDocument", Fault(400, "Bad Request: file must be non-empty"))
    alice.says("/export md /brief")
    await telegram.until(lambda: telegram.times("sendDocument") == 1, "a refusal")
    alice.says("/export md /brief")
    document = (await alice.private.reply()).document
    assert document is not None
    assert "fish market" in document.data.decode()
    await office.briefed(alice.id)
    assert "Nothing new" in await briefed(office, alice, "/export md /brief")


async def test_what_was_briefed_is_forgotten_with_the_chat(office: Office, alice: Person) -> None:
    await briefed(office, alice)
    await office.later(minutes=1)
    alice.says("/forget")
    await alice.presses(await alice.private.reply(), "Delete").answered()
    assert FIRST_TIME in await briefed(office, alice)


async def test_what_came_while_nobody_served_is_new(office: Office, alice: Person) -> None:
    await briefed(office, alice)
    office.clock.now += timedelta(hours=1)
    await office.gets(OIL, ICE)
    told = await briefed(office, alice)
    assert "Oil was found" in told
    assert "froze over" in told


async def test_a_scheduled_briefing_says_how_many_it_does_not_show(office: Office, alice: Person) -> None:
    alice.says("/schedule 09:00")
    await alice.private.reply()
    await briefed(office, alice)
    await office.gets(*(make_article(f"1{n:02}", f"Story {n}\nTown number {n} voted.") for n in range(70)))
    await office.later(hours=1)
    assert "70 articles are new; the newest 8 are here." in (await alice.private.reply()).text


async def test_a_briefing_on_words_moves_only_its_own_mark(office: Office, alice: Person) -> None:
    assert "fish market" in await briefed(office, alice, "/brief fish")
    await office.later(days=1)
    await office.gets(OIL)
    assert "Nothing new on fish since your last briefing" in await briefed(office, alice, "/brief fish")
    assert "Oil was found near Bergen." in await briefed(office, alice, "brief me on oil")
    first = await briefed(office, alice)
    assert FIRST_TIME in first
    assert "Oil was found near Bergen." in first
    assert "Nothing new on oil since your last briefing" in await briefed(office, alice, "/brief oil")
