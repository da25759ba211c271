"""`/settings`: shown to anybody in private, changed in a group by its administrators only."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.chat.chats.chat_settings import NOT_YOURS
from bot.chat.chats.zones import REGIONS, is_zone, zone_meant, zones
from bot.chat.memory import Memory
from bot.languages.saying import LANGUAGES
from bot.words.chats import Excerpts
from tests.chat.conftest import CannedAnswers, RunningBot, StartBot, about
from tests.telegram_server.chats import BotMessage, Person
from tests.telegram_server.markup import covered
from tests.telegram_server.server import Fault, TelegramServer

NINE = datetime(2025, 7, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
async def bot(start_bot: StartBot) -> AsyncIterator[RunningBot]:
    async with start_bot(now=lambda: NINE, timezone="Europe/Vienna", late_after=10**9) as running:
        yield running


pytestmark = pytest.mark.usefixtures("unpaced", "bot")


async def pressed(person: Person, message: BotMessage, label: str) -> str | None:
    edits = message.edits
    told = (await person.presses(message, label).answered()).get("text")
    await person.server.until(lambda: message.edits > edits, "the settings to change")
    return told


async def test_what_holds_is_shown_the_defaults_first(alice: Person) -> None:
    alice.says("/settings")
    message = await alice.private.reply()
    assert message.text.split("\n") == [
        "Settings of this chat",
        "Time zone: Europe/Vienna (now 11:00)",
        "Language: English",
        "Answers: medium, one screen, the rest behind buttons",
        "Handling mark: none",
        "Quiet hours: none",
    ]
    sizes = ["Short", "✓ Medium", "Long"]
    labels = ["Time zone", *sizes, *LANGUAGES.values(), "Handling mark of documents", "Quiet hours"]
    assert message.buttons == labels


async def test_a_time_zone_is_chosen_by_region_and_city(alice: Person, memory: Memory) -> None:
    alice.says("/settings")
    message = await alice.private.reply()
    await pressed(alice, message, "Time zone")
    assert message.buttons == ["UTC", *REGIONS, "Back"]
    await pressed(alice, message, "Asia")
    while "Bishkek" not in message.buttons:
        await pressed(alice, message, "More")
    assert await pressed(alice, message, "Bishkek") == "Time zone: Asia/Bishkek"
    assert "Time zone: Asia/Bishkek (now 15:00)" in message.text
    assert (await memory.chats.record(alice.id)).timezone == "Asia/Bishkek"


@pytest.mark.parametrize("typed", ["Asia/Almaty", "almaty", "timezone Almaty", "asia/almaty"])
async def test_a_time_zone_may_be_typed(alice: Person, typed: str) -> None:
    alice.says(f"/settings {typed}")
    assert "Time zone: Asia/Almaty (now 14:00)" in (await alice.private.reply()).text


@pytest.mark.parametrize(
    "typed", ["Atlantis", "<b>x</b>", "../../etc/passwd", "x" * 5000, "excerpts endless"]
)
async def test_what_is_no_setting_is_told_in_one_sentence(alice: Person, memory: Memory, typed: str) -> None:
    alice.says(f"/settings {typed}")
    assert (await alice.private.reply()).text.startswith("I know no such setting")
    assert (await memory.chats.record(alice.id)).timezone is None


async def test_the_size_of_answers_is_what_the_first_screen_holds(
    alice: Person, answers: CannedAnswers, memory: Memory
) -> None:
    made = about("Marsh", sentences=60)
    (section,) = made.sections
    lines = tuple(replace(item, first=number < 6) for number, item in enumerate(section.items))
    answers.answers["Marsh"] = replace(made, sections=(replace(section, items=lines),))
    alice.says("/settings")
    message = await alice.private.reply()

    async def shown() -> tuple[int, int]:
        """Return how many lines the answer has, and how many stand open."""
        alice.says("/person Marsh")
        answer = await alice.private.reply()
        folds = [one for one in answer.entities if one["type"] == "expandable_blockquote"]
        folded = sum(covered(answer.text, one).count("The envoy") for one in folds)
        return answer.text.count("The envoy"), answer.text.count("The envoy") - folded

    medium = await shown()
    assert await pressed(alice, message, "Short") == "Answers: short, half a screen, the rest behind buttons"
    assert message.buttons[:4] == ["Time zone", "✓ Short", "Medium", "Long"]
    short = await shown()
    alice.says("/settings long")
    assert "Answers: long" in (await alice.private.reply()).text
    long = await shown()
    assert medium == (6, 6)
    assert short[0] == 6 > short[1] > 0
    assert long[0] > 40 > long[1] > 6
    assert (await memory.chats.record(alice.id)).excerpts is Excerpts.LONG


@pytest.mark.parametrize(("language", "typed"), [("ru", "кратко"), ("kk", "қысқа"), ("en", "size short")])
async def test_a_size_may_be_typed_in_the_language_spoken(
    telegram: TelegramServer, memory: Memory, language: str, typed: str
) -> None:
    alice = telegram.user("Alice", language_code=language)
    alice.says(f"/settings {typed}")
    await alice.private.reply()
    assert (await memory.chats.record(alice.id)).excerpts is Excerpts.SHORT


async def test_a_group_is_answered_shortly_unless_it_chose_otherwise(
    telegram: TelegramServer, alice: Person, answers: CannedAnswers, memory: Memory
) -> None:
    answers.answers["Marsh"] = about("Marsh", sentences=300)
    group = telegram.group("Delegation")
    alice.says("/person Marsh", group)
    assert len((await group.reply()).text) <= 1600
    group.administrators.add(alice.id)
    alice.says("/settings long", group)
    assert "Answers: long" in (await group.reply()).text
    alice.says("/person Marsh", group)
    assert len((await group.reply()).text) > 3000
    assert (await memory.chats.record(group.id)).excerpts is Excerpts.LONG


async def test_a_handling_mark_is_chosen_or_typed_and_taken_back(alice: Person, memory: Memory) -> None:
    alice.says("/settings")
    message = await alice.private.reply()
    await pressed(alice, message, "Handling mark of documents")
    assert await pressed(alice, message, "TLP:AMBER") == "Handling mark: TLP:AMBER"
    assert (await memory.chats.record(alice.id)).handling == "TLP:AMBER"
    alice.says("/settings mark For <official> use")
    assert "Handling mark: For <official> use" in (await alice.private.reply()).text
    alice.says("/settings mark none")
    assert "Handling mark: none" in (await alice.private.reply()).text


async def test_quiet_hours_are_chosen_or_typed_and_taken_back(alice: Person, memory: Memory) -> None:
    alice.says("/settings")
    message = await alice.private.reply()
    await pressed(alice, message, "Quiet hours")
    assert message.buttons == ["None", "22:00–07:00", "23:00–08:00", "20:00–09:00", "Back"]
    told = await pressed(alice, message, "23:00–08:00")
    assert told == "Quiet hours: 23:00–08:00, alerts come without a sound"
    assert told in message.text
    for typed, shown in (
        ("quiet 21:30-6", "21:30–06:00"),
        ("quiet from 22 to 7", "22:00–07:00"),
        ("тихо с 13 до 14:15", "13:00–14:15"),
    ):
        alice.says(f"/settings {typed}")
        assert f"Quiet hours: {shown}" in (await alice.private.reply()).text
    for wrong in ("quiet", "quiet 25-7", "quiet 7", "quiet 22:00-22:00", "quiet 22:75-7"):
        alice.says(f"/settings {wrong}")
        assert "Write the hours like this" in (await alice.private.reply()).text
    assert (await memory.chats.record(alice.id)).quiet == "13:00-14:15"
    alice.says("/settings quiet off")
    assert "Quiet hours: none" in (await alice.private.reply()).text


async def test_a_language_is_confirmed_in_itself_and_holds_at_once(alice: Person, memory: Memory) -> None:
    alice.says("/settings")
    message = await alice.private.reply()
    assert await pressed(alice, message, "Русский") == "Язык: Русский"
    assert message.text.startswith("Настройки этого чата\n")
    assert "Язык: Русский" in message.text
    assert await pressed(alice, message, "English") == "Language: English"
    assert message.text.startswith("Settings of this chat\n")
    assert (await memory.chats.record(alice.id)).language == "en"


@pytest.mark.parametrize("typed", ["kk", "KK", "Қазақша", "kazakh", "language kk"])
async def test_a_language_may_be_typed(alice: Person, memory: Memory, typed: str) -> None:
    alice.says(f"/settings {typed}")
    assert "Тіл: Қазақша" in (await alice.private.reply()).text
    assert (await memory.chats.record(alice.id)).language == "kk"


async def test_only_administrators_change_the_settings_of_a_group(
    telegram: TelegramServer, alice: Person, memory: Memory
) -> None:
    bob, group = telegram.user("Bob"), telegram.group("Delegation")
    group.administrators.add(alice.id)
    bob.says("/settings Asia/Almaty", group)
    assert (await group.reply()).text == NOT_YOURS
    alice.says("/settings", group)
    message = await group.reply()
    assert (await bob.presses(message, "Long").answered())["text"] == NOT_YOURS
    assert message.edits == 0
    assert "Answers: long" in str(await pressed(alice, message, "Long"))
    assert (await memory.chats.record(group.id)).timezone is None


async def test_an_administrator_who_speaks_as_the_group_may(telegram: TelegramServer) -> None:
    group = telegram.group("Delegation", supergroup=True)
    anonymous = telegram.user("Group", username="GroupAnonymousBot", is_bot=True)
    anonymous.says("/settings@AideMemoireBot Almaty", group, sender_chat=group.json)
    assert "Asia/Almaty" in (await group.reply()).text
    channel = {"id": -1009, "type": "channel", "title": "Elsewhere"}
    anonymous.says("/settings@AideMemoireBot Bishkek", group, sender_chat=channel)
    assert (await group.reply()).text == NOT_YOURS


async def test_when_telegram_does_not_say_who_administers_nobody_does(
    telegram: TelegramServer, alice: Person
) -> None:
    group = telegram.group("Delegation")
    group.administrators.add(alice.id)
    telegram.next_time("getChatMember", Fault(400, "Bad Request: CHAT_ADMIN_REQUIRED"))
    alice.says("/settings long", group)
    assert (await group.reply()).text == NOT_YOURS


def test_every_zone_offered_fits_a_button_and_is_found_by_its_name() -> None:
    offered = [zone for of_region in zones().values() for zone in of_region]
    assert len(offered) > 300
    for zone in offered:
        assert is_zone(zone)
        assert zone_meant(zone) == zone
        assert len(f"set:zone:{zone}".encode()) <= 64
    assert not is_zone("Asia/Atlantis")
    assert zone_meant("utc") == "UTC"
