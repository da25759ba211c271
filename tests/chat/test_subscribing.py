"""Watches and schedules as people ask for them, from the first message to what comes of it."""

from __future__ import annotations

import pytest

from bot.services.telling.subscription_rules import MOST
from bot.words.deliveries import Place, SubscriptionKind
from tests.chat.office import MANAGER, OIL, Office
from tests.makers import make_article
from tests.telegram_server.chats import BotMessage, Person
from tests.telegram_server.server import TelegramServer

pytestmark = pytest.mark.usefixtures("unpaced")


async def test_from_start_to_a_scheduled_briefing_of_a_group(
    office: Office, telegram: TelegramServer
) -> None:
    owner, group = telegram.user("Owner"), telegram.group("Desk")
    group.administrators.add(owner.id)
    owner.says("/settings Asia/Almaty", group)
    await group.reply()
    asked = owner.says("/schedule 8.30 am weekdays fish market", group)
    reply = await group.reply()
    assert reply.reply_to == asked.id
    assert reply.text.startswith("Scheduled: a briefing on fish market, 08:30 on weekdays, Asia/Almaty time.")
    assert "The next is on Tuesday 7 January 2025 at 08:30." in reply.text
    await office.later(hours=19, minutes=29)
    assert len(group.replies) == 2
    await office.later(minutes=1)
    first = await group.reply()
    assert first.text.startswith("Fish market\n\nYour first briefing")
    await office.later(days=1)
    second = await group.reply()
    assert second.text.startswith(
        "Nothing new on fish market since your last briefing, 7 January 2025, 08:30."
    )
    assert second.reply_to is None


async def test_in_a_group_only_its_administrators_choose_what_it_is_told(
    office: Office, telegram: TelegramServer
) -> None:
    group = telegram.group("Desk")
    member = telegram.user("Member")
    for message in ("/watch oil", "/schedule 08:30", "/unwatch all", "/unschedule 1"):
        member.says(message, group)
        assert (await group.reply()).text == "Only administrators of this chat may choose what it is told."
    member.says("/watches", group)
    assert (await group.reply()).text.startswith("Nothing is watched here.")
    assert await office.stored.of_chat(group.id) == []


async def test_a_muted_watch_says_until_when_and_can_be_undone(office: Office, alice: Person) -> None:
    await office.chats.choose(alice.id, timezone="Asia/Almaty")
    alice.says("/watch oil")
    await alice.private.reply()
    await office.gets(OIL)
    alert = await alice.private.reply()
    told = (await alice.presses(alert, "Mute for a day").answered())["text"]
    assert told == "Quiet until Tue 7 Jan, 13:00; what is new by then comes in one message."
    await office.telegram.until(lambda: "Unmute" in alert.buttons, "the button that takes it back")
    alice.says("/watches")
    listed = await alice.private.reply()
    assert "1. oil (quiet until Tue 7 Jan, 13:00)" in listed.text
    assert listed.buttons == ["Unmute"]
    assert (await alice.presses(alert, "Unmute").answered())["text"] == "No longer quiet."
    await office.telegram.until(lambda: "Mute for a day" in alert.buttons, "the buttons as they were")
    assert [one.muted_until for one in await office.stored.of_chat(alice.id)] == [None]
    await alice.presses(alert, "Mute for a day").answered()
    await alice.presses(listed, "Unmute").answered()
    await office.telegram.until(lambda: not listed.buttons, "the button to go")
    await office.later(minutes=11)
    await office.gets(make_article("020", "Crude\nOil was found in the north as well."))
    assert "found in the north" in (await alice.private.reply()).text


async def test_a_watch_from_asking_to_its_end_by_button(office: Office, telegram: TelegramServer) -> None:
    alice = telegram.user("Alice")
    alice.says("/watch oil")
    reply = await alice.private.reply()
    assert reply.text.startswith("Watching oil: when something new is written, I tell it here.")
    assert "So far no source has “oil”." in reply.text
    await office.gets(OIL)
    office.courier.wake()
    alert = await alice.private.reply()
    assert "You watch “oil”; 1 new article with “Oil”." in alert.text
    assert alert.words("bold")[:2] == ["New: oil", "oil"]
    stop = alert.keyboard[-1][-1]["callback_data"]
    assert (await alice.presses(alert, "Stop watching").answered())["text"] == "No longer watched: “oil”."
    await telegram.until(lambda: alert.buttons == ["Context", "PDF"], "the buttons to go with the watch")
    assert "no longer watched" in (await alice.presses_data(alert, stop).answered())["text"]
    alice.says("/watches")
    assert (await alice.private.reply()).text.startswith("Nothing is watched here.")


async def test_a_button_under_an_alert_of_a_group_is_its_administrators(
    office: Office, telegram: TelegramServer
) -> None:
    group, member = telegram.group("Desk"), telegram.user("Member")
    await office.subscriptions.watch(Place(group.id), "oil")
    await office.gets(OIL)
    office.courier.wake()
    alert = await group.reply()
    assert "Only administrators" in (await member.presses(alert, "Stop watching").answered())["text"]
    assert len(await office.stored.of_chat(group.id)) == 1


async def test_a_watch_of_a_topic_answers_in_the_topic(office: Office, telegram: TelegramServer) -> None:
    forum, owner = telegram.group("Desk", forum=True), telegram.user("Owner")
    forum.administrators.add(owner.id)
    topic = forum.topic("Energy")
    owner.says("/watch oil", forum, topic=topic)
    await forum.reply()
    await office.gets(OIL)
    office.courier.wake()
    assert (await forum.reply()).thread == topic.id


async def test_schedules_are_listed_and_ended_by_number(office: Office, telegram: TelegramServer) -> None:
    alice = telegram.user("Alice")
    for message in ("/schedule 08:30 fish", "/schedule по будням в 9:15", "/schedule 8:30 fish"):
        alice.says(message)
    assert (await alice.private.reply()).text.startswith("Scheduled: a briefing on fish, 08:30 every day")
    assert "a briefing on everything, 09:15 on weekdays" in (await alice.private.reply()).text
    assert (await alice.private.reply()).text.startswith("Already scheduled")
    alice.says("/unschedule")
    listed = (await alice.private.reply()).text.splitlines()
    assert listed[1:3] == [
        "1. 08:30 every day (UTC): fish; next Mon 6 Jan, 08:30",
        "2. 09:15 on weekdays (UTC): everything; next Mon 6 Jan, 09:15",
    ]
    alice.says("/unschedule 2")
    assert (await alice.private.reply()).text == "No longer scheduled: 09:15 on weekdays everything."
    alice.says("/unschedule all")
    assert (await alice.private.reply()).text == "No longer scheduled: 08:30 every day fish."


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("/schedule sanctions", "Say when, and on what"),
        ("/schedule 25:99", "25:99 is no time of day"),
        ("/schedule 9:75 weekdays", "9:75 is no time of day"),
        ("/schedule on sanctions", "Say when, and on what"),
        ("/watch", "Whom or what shall I watch?"),
        ("/schedule", "When shall I brief you"),
        ("/watch the of", "These words are too general"),
        ("/unwatch 3", "There is no “3” among them"),
        ("/unschedule <b>x</b>", "There is no “<b>x</b>” among them"),
        ("/watch <i>fish</i> &amp;", "Watching <i>fish</i> &amp;"),
    ],
)
async def test_what_cannot_be_done_is_told_in_a_sentence(
    office: Office, telegram: TelegramServer, asked: str, told: str
) -> None:
    alice = telegram.user("Alice")
    alice.says(asked)
    assert (await alice.private.reply()).text.startswith(told)


async def test_a_chat_that_was_barred_is_told_again_once_it_writes(
    office: Office, telegram: TelegramServer
) -> None:
    alice = telegram.user("Alice")
    alice.says("/schedule 08:30")
    await alice.private.reply()
    alice.private.barred = "bot was blocked by the user"
    await office.later(minutes=30)
    await office.noted(GIVEN_UP=1)
    alice.private.barred = None
    alice.private.bot_becomes("member", alice)
    alice.says("/help")
    await alice.private.reply()
    await office.later(days=1)
    assert "fish market" in (await alice.private.reply()).text


async def test_how_the_bot_is_doing_is_for_its_administrators_in_private(
    office: Office, telegram: TelegramServer
) -> None:
    alice, group = telegram.user("Alice"), telegram.group("Desk")
    manager = telegram.user("Manager")
    manager.id = MANAGER
    alice.says("/status")
    assert (await alice.private.reply()).text == "Only the bot's administrators may see that."
    manager.says("/status", group)
    assert (await group.reply()).text == "Please ask me that in private."
    manager.says("/status")
    assert (await manager.private.reply()).text == "chats: 4 <b>"


async def test_the_bot_notes_that_telegram_answers(office: Office, telegram: TelegramServer) -> None:
    alice = telegram.user("Alice")
    alice.says("/help")
    await alice.private.reply()
    await telegram.polled()
    assert (await office.outbox.figures()).heard == int(office.clock.now.timestamp())


async def test_a_list_of_all_there_can_be_is_one_message_to_its_last_line(
    office: Office, telegram: TelegramServer
) -> None:
    alice = telegram.user("Alice")
    long = " harbour" * 22
    for number in range(MOST):
        await office.stored.add(Place(alice.id), SubscriptionKind.WATCH, f"quota{number}{long}", seen=0)
        await office.stored.add(
            Place(-900 - number), SubscriptionKind.WATCH, f"oil{number}{long}", seen=0, asked_by=alice.id
        )
    alice.says("/watches")
    rows = (await alice.private.reply()).text.splitlines()
    assert rows[MOST].startswith(f"{MOST}. quota{MOST - 1} harbour")
    assert "/unwatch and a number ends one, /unwatch all ends all." in rows
    assert rows[-1] == f"[and {MOST - 10} more]"


async def said(person: Person, *messages: str) -> BotMessage:
    """Say some messages in private, each after the answer to the one before; return the last answer."""
    for message in messages:
        person.says(message)
        answer = await person.private.reply()
    return answer


async def test_what_to_watch_and_when_to_brief_may_come_next(office: Office, alice: Person) -> None:
    assert (await said(alice, "/watch", "Bergen")).text.startswith("Watching Bergen")
    answer = await said(alice, "/schedule")
    assert answer.text.startswith("When shall I brief you")
    assert (await said(alice, "08:30 weekdays")).text.startswith("Scheduled: a briefing on everything")


async def test_stop_is_told_what_comes_unasked_and_how_to_end_it(office: Office, alice: Person) -> None:
    assert (await said(alice, "stop")).text.startswith("I write only when asked")
    answer = await said(alice, "/watch Bergen", "stop")
    assert answer.text.startswith("This chat has: 1 watch.")
    assert "/unwatch" in answer.text


async def test_a_first_schedule_asks_for_the_time_zone_and_follows_it(
    office: Office, telegram: TelegramServer, alice: Person
) -> None:
    answer = await said(alice, "/schedule 08:30 fish market")
    assert "UTC time" in answer.text
    assert "Almaty" in answer.buttons
    alice.presses(answer, "Almaty")
    await telegram.until(lambda: answer.edits > 0, "the settings with the zone")
    assert "Time zone: Asia/Almaty" in answer.text
    again = await said(alice, "/schedule 09:30 fish market")
    assert again.buttons == []


async def test_a_place_sent_in_private_offers_the_time_zones_around_it(
    office: Office, telegram: TelegramServer, alice: Person
) -> None:
    alice.sends({"location": {"latitude": 46.2, "longitude": 6.1}})
    answer = await alice.private.reply()
    assert answer.buttons[0] == "Zurich"
    alice.presses(answer, "Zurich")
    await telegram.until(lambda: answer.edits > 0, "the settings with the zone")
    assert "Time zone: Europe/Zurich" in answer.text


async def test_a_zone_that_was_asked_for_may_be_typed(office: Office, telegram: TelegramServer) -> None:
    alice = telegram.user("Alice", language_code="ru")
    alice.says("/schedule 9:00 fish")
    assert "Какой у вас часовой пояс?" in (await alice.private.reply()).text
    alice.says("Астана")
    assert "Часовой пояс: Asia/Almaty" in (await alice.private.reply()).text
    assert (await office.chats.record(alice.id)).timezone == "Asia/Almaty"


async def test_what_is_no_zone_is_not_taken_for_one(office: Office, alice: Person) -> None:
    alice.says("/schedule 9:00 fish")
    await alice.private.reply()
    alice.says("market")
    assert "The fish market of Bergen opened." in (await alice.private.reply()).text
    assert (await office.chats.record(alice.id)).timezone is None


async def test_ending_all_of_nothing_says_that_there_is_nothing(office: Office, alice: Person) -> None:
    alice.says("stop watching everything")
    assert (await alice.private.reply()).text == "Nothing is watched here."
    alice.says("/unschedule all")
    assert (await alice.private.reply()).text == "Nothing is scheduled here."
