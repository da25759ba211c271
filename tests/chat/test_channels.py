"""Channels: scheduled to by their administrators, from a private chat or in the channel; else silence."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.chat.subscribing.channels import target_in
from storage.database import Database
from tests.chat.office import FISH, OIL, Office
from tests.telegram_server.chats import Chat, Person
from tests.telegram_server.server import Fault, TelegramServer


@pytest.fixture
async def office(telegram: TelegramServer, database: Database, tmp_path: Path) -> AsyncIterator[Office]:
    office = Office(telegram, database)
    await office.open()
    await office.gets(FISH)
    async with office.serving(late_after=300):
        yield office


@pytest.fixture
def channel(telegram: TelegramServer, alice: Person) -> Chat:
    made = telegram.channel("Press <desk>", username="press_desk")
    made.administrators.add(alice.id)
    return made


pytestmark = pytest.mark.usefixtures("unpaced", "office")


async def told(person: Person, message: str, **fields: object) -> str:
    person.says(message, **fields)  # type: ignore[arg-type]
    return (await person.private.reply()).text


@pytest.mark.parametrize(
    ("words", "split"),
    [
        ("08:30 weekdays sanctions to @press_desk", ("08:30 weekdays sanctions", "@press_desk")),
        ("08:30 в @press_desk", ("08:30", "@press_desk")),
        ("08:30 fish -1001234567890", ("08:30 fish", -1001234567890)),
        ("@press_desk", ("", "@press_desk")),
        ("1 from @press_desk", ("1", "@press_desk")),
        ("08:30 road to @peace talks", ("08:30 road to @peace talks", None)),
        ("08:30 mail a@press_desk", ("08:30 mail a@press_desk", None)),
        ("08:30 -5", ("08:30 -5", None)),
        (" to" * 600, (" to" * 600, None)),
    ],
)
def test_the_channel_is_what_a_command_ends_with(words: str, split: tuple[str, object]) -> None:
    assert target_in(words) == split


async def test_a_briefing_is_scheduled_to_a_channel_and_ended_from_the_private_chat(
    office: Office, alice: Person, channel: Chat
) -> None:
    await told(alice, "/settings Almaty")
    made = await told(alice, "/schedule 08:30 fish market to @Press_Desk")
    assert made.startswith("For the channel Press <desk>. Scheduled: a briefing on fish market, 08:30 every")
    assert "Asia/Almaty time" in made
    await office.later(hours=20)  # 10 in Almaty
    assert "The fish market of Bergen opened." in (await channel.reply()).text
    listed = await told(alice, "/unschedule")
    assert "1. Press <desk>: 08:30 every day fish market" in listed
    assert "Nothing is scheduled here." in listed
    assert await told(alice, "/unschedule 1") == "No longer scheduled: 08:30 every day fish market."
    assert "Press" not in await told(alice, "/unschedule")
    assert len(channel.replies) == 1


async def test_the_number_of_a_channel_and_a_forwarded_post_name_it_too(
    alice: Person, channel: Chat, telegram: TelegramServer
) -> None:
    assert (await told(alice, f"/schedule 08:30 to {channel.id}")).startswith("For the channel Press")
    origin = {"type": "channel", "chat": channel.json, "message_id": 5, "date": telegram.date()}
    forwarded = alice.says("A post", forward_origin=origin)
    await alice.private.reply()
    assert (await told(alice, "/schedule 09:30", reply_to=forwarded)).startswith("For the channel Press")


async def test_another_administrator_lists_and_ends_by_the_channels_name(
    alice: Person, channel: Chat, telegram: TelegramServer
) -> None:
    await told(alice, "/schedule 08:30 to @press_desk")
    bob = telegram.user("Bob")
    channel.administrators.add(bob.id)
    assert "1. 08:30 every day (UTC): everything" in await told(bob, "/unschedule @press_desk")
    assert "1. 08:30 every day (UTC): everything" in await told(bob, "/schedule @press_desk")
    assert (
        await told(bob, "/unschedule 1 from @press_desk")
        == "No longer scheduled: 08:30 every day everything."
    )


async def test_only_who_may_post_there_decides_for_a_channel(
    office: Office, alice: Person, channel: Chat, telegram: TelegramServer
) -> None:
    mallory, editor = telegram.user("Mallory"), telegram.user("Editor")
    channel.administrators.add(editor.id)
    channel.may_not_post.add(editor.id)
    for person in (mallory, editor):
        for message in (
            "/schedule 08:30 to @press_desk",
            "/unschedule all from @press_desk",
            "/watch oil @press_desk",
        ):
            assert (await told(person, message)).startswith(
                "Only administrators of Press <desk> who may post"
            )
    assert await office.stored.of_chat(channel.id) == []


async def test_who_no_longer_administers_a_channel_cannot_end_what_it_is_told(
    office: Office, alice: Person, channel: Chat
) -> None:
    await told(alice, "/schedule 08:30 to @press_desk")
    channel.administrators.clear()
    assert (await told(alice, "/unschedule 1")).startswith("You do not administer that chat any more")
    assert len(await office.stored.of_chat(channel.id)) == 1


async def test_who_left_a_channel_cannot_end_what_it_is_told(
    office: Office, alice: Person, channel: Chat, telegram: TelegramServer
) -> None:
    await told(alice, "/schedule 08:30 to @press_desk")
    telegram.next_time("getChatMember", Fault(400, "Bad Request: user not found"))
    assert (await told(alice, "/unschedule 1")).startswith("You do not administer that chat any more")
    assert len(await office.stored.of_chat(channel.id)) == 1
    telegram.next_time("getChatMember", Fault(403, "Forbidden: bot was kicked from the channel chat"))
    assert (await told(alice, "/unschedule 1")).startswith("No longer scheduled")


async def test_what_a_private_channel_is_called_is_not_told_to_who_is_not_in_it(
    telegram: TelegramServer,
) -> None:
    channel, mallory = telegram.channel("Secret desk"), telegram.user("Mallory")
    channel.strangers.add(mallory.id)
    refused = await told(mallory, f"/schedule 08:30 to {channel.id}")
    assert refused.startswith(f"Only administrators of {channel.id} who may post there")


async def test_all_means_all_of_the_private_chat(office: Office, alice: Person, channel: Chat) -> None:
    await told(alice, "/schedule 08:30 to @press_desk")
    await told(alice, "/schedule 09:30")
    assert await told(alice, "/unschedule all") == "No longer scheduled: 09:30 every day everything."
    assert len(await office.stored.of_chat(channel.id)) == 1


@pytest.mark.parametrize(
    ("target", "refusal"),
    [
        ("@nobody_there", "I cannot reach @nobody_there: add me there first"),
        ("-1009999999999", "I cannot reach -1009999999999: add me there first"),
        ("@press_desk", "I may not post in Press <desk>"),
        ("@the_group", "@the_group is not a channel"),
    ],
)
async def test_what_cannot_be_posted_to_is_refused_in_a_sentence(
    alice: Person, channel: Chat, telegram: TelegramServer, target: str, refusal: str
) -> None:
    channel.bot_may_post = False
    telegram.group("Group", supergroup=True, username="the_group").administrators.add(alice.id)
    assert (await told(alice, f"/schedule 08:30 to {target}")).startswith(refusal)


async def test_telegram_in_trouble_is_said(alice: Person, channel: Chat, telegram: TelegramServer) -> None:
    telegram.next_time("getChat", Fault.broken_gateway())
    assert (await told(alice, "/schedule 08:30 to @press_desk")).startswith("Telegram does not tell me of")


async def test_a_bot_removed_from_a_channel_gives_up_with_a_reason_until_it_is_back(
    office: Office, alice: Person, channel: Chat
) -> None:
    await told(alice, "/schedule 08:30 to @press_desk")
    channel.barred = "bot is not a member of the channel chat"
    await office.later(minutes=30)
    await office.noted(GIVEN_UP=1)
    assert "not a member of the channel" in (await office.outbox.figures()).reasons[0]
    await office.later(days=1)
    assert channel.replies == []
    channel.barred = None
    channel.bot_becomes("administrator", alice)
    async with asyncio.timeout(40):
        while (await office.chats.record(channel.id)).barred:  # noqa: ASYNC110 - the database calls nobody
            await asyncio.sleep(0)
    await office.later(days=1)
    assert "fish market" in (await channel.reply()).text


async def test_a_channel_that_takes_the_right_to_post_is_left_alone(
    office: Office, alice: Person, channel: Chat
) -> None:
    await told(alice, "/schedule 08:30 to @press_desk")
    channel.bot_may_post = False
    channel.bot_becomes("administrator", alice)
    async with asyncio.timeout(40):
        while (await office.chats.record(channel.id)).barred is None:  # noqa: ASYNC110 - the database calls nobody
            await asyncio.sleep(0)
    assert (await office.chats.record(channel.id)).barred == "the bot may not post in the channel"
    await office.later(days=1)
    assert await office.states() == {}


async def test_joining_a_channel_says_nothing_in_it(alice: Person, channel: Chat) -> None:
    channel.bot_becomes("administrator", alice)
    await told(alice, "/help")
    assert channel.replies == []


# --- in the channel itself ---------------------------------------------------------------------------------


async def test_a_post_orders_what_the_channel_is_told(office: Office, channel: Chat) -> None:
    post = channel.posts("/schedule@AideMemoireBot 08:30 fish market")
    reply = await channel.reply()
    assert reply.reply_to == post.id
    assert reply.text.startswith("Scheduled: a briefing on fish market, 08:30 every day")
    channel.posts("/watch oil")
    assert (await channel.reply()).text.startswith("Watching oil")
    await office.gets(OIL)
    office.courier.wake()
    assert "You watch “oil”" in (await channel.reply()).text
    channel.posts("/unschedule 1")
    assert (await channel.reply()).text.startswith("No longer scheduled")
    channel.posts("/settings Almaty")
    assert "Asia/Almaty" in (await channel.reply()).text


async def test_everything_else_in_a_channel_is_silence(
    alice: Person, channel: Chat, telegram: TelegramServer
) -> None:
    for text in (
        "Rosenblum",
        "/person Rosenblum",
        "@AideMemoireBot Rosenblum",
        "/schedule@OtherBot 08:30",
        "/brief",
        "/forget",
        "/export pdf /people",
        "/status",
        "/nonsense",
        "/help",
        "see /schedule 08:30",
        "",
    ):
        channel.posts(text)
    years = 3 * 365 * 86_400  # the office's clock stands in the past
    channel.posts("/schedule 08:30", ago=years)
    channel.posts("/schedule 08:30", via_bot=telegram.me.json)
    origin = {"type": "channel", "chat": channel.json, "message_id": 5, "date": telegram.date()}
    channel.posts("/schedule 08:30", forward_origin=origin)
    await told(alice, "/help")
    assert channel.replies == []


async def test_a_button_under_an_alert_is_the_channels_administrators(
    office: Office, alice: Person, channel: Chat, telegram: TelegramServer
) -> None:
    channel.posts("/watch oil")
    await channel.reply()
    await office.gets(OIL)
    office.courier.wake()
    alert = await channel.reply()
    reader = telegram.user("Reader")
    assert "Only administrators" in (await reader.presses(alert, "Stop watching").answered())["text"]
    assert "No longer watched" in (await alice.presses(alert, "Stop watching").answered())["text"]
