"""Deliveries over real HTTP: once, in spite of everything; the clock is the test's."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Collection, Sequence
from typing import Any

import pytest
from telegram.ext import ExtBot

from bot.briefing.arriving.whatsnew import rule_for
from bot.chat.delivering.pacing import ChatRateLimiter
from bot.chat.delivering.wire import announcing_request
from bot.words.answers import Briefing, Kind, Request, Status
from bot.words.deliveries import Button, Delivery, DeliveryState, Place
from storage.database import Database
from tests.chat.office import FISH, OIL, START, Office
from tests.chat.test_alerting import UNDER_ALERT
from tests.telegram_server.chats import Chat
from tests.telegram_server.facts import Upload
from tests.telegram_server.server import Fault, TelegramServer


@pytest.fixture(autouse=True)
def _as_the_application_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
async def office(telegram: TelegramServer, database: Database) -> Office:
    office = Office(telegram, database)
    await office.open()
    await office.gets(FISH)
    return office


@pytest.fixture
def alice(telegram: TelegramServer) -> Chat:
    person = telegram.user("Alice")
    person.says("/start")
    return person.private


async def schedule(office: Office, chat: Chat, text: str = "08:30", topic: int = 0) -> None:
    await office.subscriptions.schedule(Place(chat.id, topic), text, "UTC", office.clock.now)


async def test_a_briefing_comes_at_its_time_and_once(office: Office, alice: Chat) -> None:
    await schedule(office, alice)
    async with office.working():
        await office.later(minutes=30)
        reply = await alice.reply()
        assert "The fish market of Bergen opened." in reply.text
        await office.noted(SENT=1)
        await office.later(minutes=5)
        await office.later(days=1)
        assert (await alice.reply()).text.startswith("Nothing new since your last briefing")
    assert len(alice.replies) == 2


async def test_an_alert_comes_with_its_buttons_into_its_topic(
    office: Office, telegram: TelegramServer
) -> None:
    forum = telegram.group("Desk", forum=True)
    topic = forum.topic("Energy")
    async with office.working():
        await office.subscriptions.watch(Place(forum.id, topic.id), "oil")
        await office.gets(OIL)
        office.courier.wake()
        reply = await forum.reply()
    assert reply.thread == topic.id
    assert "You watch “oil”; 1 new article with “Oil”." in reply.text
    assert reply.buttons == UNDER_ALERT


async def test_a_message_is_noted_as_leaving_before_telegram_has_it(
    office: Office, alice: Chat, telegram: TelegramServer
) -> None:
    seen: list[dict[DeliveryState, int]] = []
    original = telegram._perform

    async def perform(method: str, fields: dict[str, str | Upload]) -> tuple[int, bytes]:
        if method == "sendMessage":
            seen.append(await office.states())
        return await original(method, fields)

    telegram._perform = perform  # type: ignore[method-assign]
    await schedule(office, alice)
    async with office.working():
        await office.later(minutes=30)
        await alice.reply()
        await office.noted(SENT=1)
    assert seen == [{DeliveryState.SENDING: 1}]


async def test_what_was_under_way_in_a_crash_is_sent_again_once(office: Office, alice: Chat) -> None:
    await schedule(office, alice)
    for _ in range(3):
        await office.outbox.write(Place(alice.id), "one", "Only once or twice", int(START.timestamp()))
        for due in await office.outbox.due(int(START.timestamp()), 10):
            await office.outbox.leaves(due.id, due.version)  # and here the process died
        await office.outbox.recover()
    async with office.working():
        await office.later(minutes=30)
        await alice.reply()
        await office.noted(SENT=2)
    assert [reply.text[:9] for reply in alice.replies] == ["Briefing\n"]


@pytest.mark.parametrize(
    ("fault", "refusal"),
    [
        (Fault(403, "Forbidden: bot was blocked by the user"), "bot was blocked"),
        (Fault(400, "Bad Request: chat not found"), "chat not found"),
        (Fault(403, "Forbidden: user is deactivated"), "deactivated"),
    ],
)
async def test_a_chat_that_refuses_for_good_is_left_alone_until_it_is_back(
    office: Office, alice: Chat, telegram: TelegramServer, fault: Fault, refusal: str
) -> None:
    telegram.next_time("sendMessage", fault)
    await schedule(office, alice)
    await office.subscriptions.watch(Place(alice.id), "oil")
    await office.outbox.write(Place(alice.id), "another", "Waits", int(START.timestamp()))
    await office.later(minutes=30)
    await office.deliveries.plan(office.clock.now)
    async with office.working():
        await office.noted(GIVEN_UP=2)
        assert refusal in ((await office.chats.record(alice.id)).barred or "").lower()
        await office.gets(OIL)
        await office.later(days=2)
        await office.later(days=2)
        assert alice.replies == []
        await office.chats.admit(alice.id)
        await office.later(minutes=1)
        assert "Oil was found" in (await alice.reply()).text


async def test_a_limit_is_waited_out_by_its_chat_alone(
    office: Office, alice: Chat, telegram: TelegramServer
) -> None:
    telegram.next_time("sendMessage", Fault.flood(40))
    group = telegram.group("Desk")
    await office.outbox.write(Place(alice.id), "one", "First", int(START.timestamp()))
    await office.outbox.write(Place(alice.id), "two", "Second", int(START.timestamp()))
    await office.outbox.write(Place(group.id), "three", "Third", int(START.timestamp()) + 1)
    await office.later(seconds=1)
    async with office.working():
        assert (await group.reply()).text == "Third"
        await office.noted(DUE=2, SENT=1)
        await office.later(seconds=39)
        assert telegram.times("sendMessage") == 2
        await office.later(seconds=3)
        assert {(await alice.reply()).text, (await alice.reply()).text} == {"First", "Second"}
        await office.noted(SENT=3)


async def test_a_chat_that_hangs_holds_up_no_other(
    office: Office, alice: Chat, telegram: TelegramServer
) -> None:
    group, go_on = telegram.group("Desk"), asyncio.Event()
    original = telegram._perform

    async def perform(method: str, fields: dict[str, str | Upload]) -> tuple[int, bytes]:
        if fields.get("chat_id") == str(alice.id):
            await go_on.wait()
        return await original(method, fields)

    telegram._perform = perform  # type: ignore[method-assign]
    await office.outbox.write(Place(alice.id), "one", "First", int(START.timestamp()))
    await office.outbox.write(Place(group.id), "two", "Second", int(START.timestamp()))
    async with office.working():
        assert (await group.reply()).text == "Second"
        assert alice.replies == []
        go_on.set()
        await alice.reply()
        await office.noted(SENT=2)


async def test_what_is_written_goes_out_while_others_are_composed(
    office: Office, alice: Chat, telegram: TelegramServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    group, go_on = telegram.group("Desk"), threading.Event()

    def slow(words: str, *rest: Any) -> Any:
        if words:
            assert go_on.wait(40)
        return rule_for(words, *rest)

    monkeypatch.setattr("bot.services.telling.planning.rule_for", slow)
    await schedule(office, group)
    await schedule(office, alice, "08:30 oil")
    async with office.working():
        await office.later(minutes=30)
        await group.reply()
        assert alice.replies == []
        go_on.set()
        await alice.reply()


async def test_what_was_not_tried_yet_goes_before_what_failed(
    office: Office, alice: Chat, telegram: TelegramServer
) -> None:
    group, second = telegram.group("Desk"), int(START.timestamp())
    await office.outbox.write(Place(alice.id), "one", "Failed before", second - 60)
    (failed,) = await office.outbox.due(second, 10)
    await office.outbox.postpone(failed.id, second - 30, "was not reached")
    await office.outbox.write(Place(group.id), "two", "Fresh", second)
    async with office.working():
        await alice.reply()
        await group.reply()
    assert [one.text for one in telegram.sent] == ["Fresh", "Failed before"]


@pytest.mark.parametrize(
    "lost",
    [
        Fault(cut=True, done=True),
        Fault(500, done=True),
        Fault(504, body=b"<html>Gateway Time-out</html>", done=True),
        Fault(200, body=b'{"ok":true,"result":{"message_', done=True),
        Fault(200, body=b'{"ok":true,"result":[]}', done=True),
    ],
)
async def test_a_lost_answer_repeats_a_message_once_at_most(
    office: Office, alice: Chat, telegram: TelegramServer, lost: Fault
) -> None:
    telegram.next_time("sendMessage", lost, lost, lost)
    await schedule(office, alice)
    async with office.working():
        await office.later(minutes=30)
        await alice.reply()
        await office.noted(DUE=1)
        await office.later(minutes=1)
        await alice.reply()
        await office.noted(SENT=1)
        await office.later(minutes=20)
    assert len(alice.replies) == 2


async def test_the_last_try_is_kept_until_telegram_is_there(
    office: Office, alice: Chat, telegram: TelegramServer
) -> None:
    telegram.next_time("sendMessage", Fault.broken_gateway())
    telegram.next_time("sendChatAction", Fault.broken_gateway(), Fault(500))
    await schedule(office, alice)
    async with office.working():
        await office.later(minutes=30)
        for tries in (1, 2, 3):
            await office.tried(tries)
            await office.later(minutes=2)
        await alice.reply()
        await office.noted(SENT=1)
    assert telegram.times("sendMessage") == 2


async def test_a_briefing_for_a_topic_that_is_gone_comes_into_the_chat(
    office: Office, telegram: TelegramServer
) -> None:
    forum = telegram.group("Desk", forum=True)
    await schedule(office, forum, topic=4999)
    async with office.working():
        await office.later(minutes=30)
        assert (await forum.reply()).thread is None
        await office.noted(SENT=1)


async def test_a_clock_that_was_set_back_keeps_no_delivery_waiting(office: Office, alice: Chat) -> None:
    tomorrow = int(START.timestamp()) + 86_400
    await office.outbox.write(Place(alice.id), "one", "Written before that", tomorrow)
    async with office.working():
        assert (await alice.reply()).text == "Written before that"


async def test_markup_telegram_refuses_goes_out_as_plain_text(office: Office, alice: Chat) -> None:
    await office.outbox.write(Place(alice.id), "one", "<b>Bold <i>and</b> wrong</i>", int(START.timestamp()))
    async with office.working():
        assert (await alice.reply()).text == "Bold and wrong"


async def test_a_refusal_of_one_message_fails_it_alone(
    office: Office, alice: Chat, telegram: TelegramServer
) -> None:
    telegram.next_time("sendMessage", Fault(400, "Bad Request: message is too long"))
    await office.outbox.write(Place(alice.id), "one", "First", int(START.timestamp()))
    await office.outbox.write(Place(alice.id), "two", "Second", int(START.timestamp()))
    async with office.working():
        assert (await alice.reply()).text == "Second"
        await office.noted(SENT=1, FAILED=1)


async def test_a_group_that_became_a_supergroup_gets_its_message_there(
    office: Office, telegram: TelegramServer
) -> None:
    group = telegram.group("Desk")
    await schedule(office, group)
    large = group.upgrades()
    async with office.working():
        await office.later(minutes=30)
        await telegram.until(lambda: telegram.times("sendMessage") >= 1, "a try")
        assert "fish market" in (await large.reply()).text
        await office.noted(SENT=1)
    assert [one.place for one in await office.stored.of_chat(large.id)] == [Place(large.id)]


async def test_stopping_waits_for_the_message_under_way_and_keeps_the_others(
    office: Office, alice: Chat, telegram: TelegramServer
) -> None:
    arrived, go_on = asyncio.Event(), asyncio.Event()
    original = telegram._perform

    async def perform(method: str, fields: dict[str, str | Upload]) -> tuple[int, bytes]:
        if method == "sendMessage":
            arrived.set()
            await go_on.wait()
        return await original(method, fields)

    telegram._perform = perform  # type: ignore[method-assign]
    for window in ("one", "two"):
        await office.outbox.write(
            Place(alice.id), window, window, int(START.timestamp()), buttons=[[Button("Stop", "w:stop:1")]]
        )
    stop = asyncio.Event()
    async with ExtBot(
        telegram.token,
        base_url=f"{telegram.url}/bot",
        request=announcing_request(),
        rate_limiter=ChatRateLimiter(),
    ) as bot:
        running = asyncio.create_task(office.courier.run(bot, stop))
        await arrived.wait()
        stop.set()
        go_on.set()
        await running
    assert await office.states() == {DeliveryState.SENT: 1, DeliveryState.DUE: 1}


async def test_a_message_another_process_has_sent_meanwhile_does_not_leave(
    office: Office, alice: Chat, telegram: TelegramServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_up = office.outbox.due

    async def due(now: int, most: int, without: Collection[int]) -> Sequence[Delivery]:
        rows = await looked_up(now, most, without)
        for row in rows:
            if row.window == "one":
                assert await office.outbox.leaves(row.id, row.version)
                await office.outbox.arrived(row.id, 1)
        return rows

    monkeypatch.setattr(office.outbox, "due", due)
    await office.outbox.write(Place(alice.id), "one", "First", int(START.timestamp()))
    async with office.working():
        await office.noted(SENT=1)
        await office.outbox.write(Place(alice.id), "two", "Second", int(START.timestamp()))
        office.courier.wake()
        assert (await alice.reply()).text == "Second"
    assert telegram.times("sendMessage") == 1


@pytest.mark.parametrize("on_the_wire", [False, True])
async def test_what_is_added_to_a_message_on_its_way_is_shown_in_the_end(
    office: Office,
    alice: Chat,
    telegram: TelegramServer,
    monkeypatch: pytest.MonkeyPatch,
    *,
    on_the_wire: bool,
) -> None:
    """Before it leaves, it leaves as it is by then; while it is sent, it is changed afterwards."""
    leaves, second = office.outbox.leaves, int(START.timestamp())
    answer = Briefing("oil", Kind.BRIEF, Status.FOUND, office.answers.library.corpus)
    waiting = ["more"]

    async def leaving(id_: int, version: int) -> bool:
        left = on_the_wire and await leaves(id_, version)
        if waiting:
            await office.outbox.amend(id_, answer, waiting.pop(), second)
        return left or await leaves(id_, version)

    monkeypatch.setattr(office.outbox, "leaves", leaving)
    await office.outbox.write(Place(alice.id), "one", "First", second, answer=answer)
    async with office.working():
        message = await alice.reply()
        await office.noted(SENT=1 + on_the_wire)
    assert (message.text, message.edits) == ("more", int(on_the_wire))
    assert telegram.times("sendMessage") == 1


async def test_what_is_too_old_is_deleted_once_a_day_while_the_bot_runs(office: Office, alice: Chat) -> None:
    second = int(START.timestamp())
    await office.outbox.write(Place(alice.id), "one", "First", second)
    screen = await office.screens.open(alice.id, Request(Kind.TOPIC, "oil"), "1", second)
    async with office.working():
        await alice.reply()
        await office.noted(SENT=1)
        await office.later(days=31, seconds=1)
        await office.noted()
        assert await office.screens.find(screen.key, alice.id, 1, second) is None


async def test_news_of_a_second_0830_on_the_same_day_come_the_next_day(office: Office, alice: Chat) -> None:
    await office.chats.choose(alice.id, timezone="Asia/Almaty")
    await office.subscriptions.schedule(Place(alice.id), "08:30", "Asia/Almaty", office.clock.now)
    async with office.working():
        await office.later(hours=19, minutes=30)  # 08:30 in Almaty
        assert "fish market" in (await alice.reply()).text
        await office.noted(SENT=1)
        await office.gets(OIL)
        await office.chats.choose(alice.id, timezone="Europe/London")
        await office.later(hours=5)  # 08:30 in London
        await office.later(days=1)
        assert "Oil was found near Bergen." in (await alice.reply()).text
        await office.noted(SENT=2)
    assert len(alice.replies) == 2


async def test_what_is_told_for_the_first_time_is_not_called_new(office: Office, alice: Chat) -> None:
    await schedule(office, alice, "08:30 oil")
    async with office.working():
        await office.later(minutes=30)
        assert (await alice.reply()).text.startswith("Nothing new on oil so far.")
        await schedule(office, alice, "08:30 fish market")
        await office.later(days=1)
        told = (await alice.reply()).text
    assert "Nothing new on oil since your last briefing, 6 January 2025, 08:30." in told
    assert "For the first time on fish market: the newest there is." in told
    assert "New since" not in told
    assert "The fish market of Bergen opened." in told


async def test_a_briefing_ended_while_it_is_made_is_not_sent(
    office: Office, alice: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    writes, written = office.outbox.write, asyncio.Event()

    async def write(*args: Any, **named: Any) -> bool:
        for one in await office.stored.of_chat(alice.id):
            await office.stored.remove(alice.id, [one.id])
        try:
            return await writes(*args, **named)
        finally:
            written.set()

    monkeypatch.setattr(office.outbox, "write", write)
    await schedule(office, alice)
    async with office.working():
        await office.later(minutes=30)
        async with asyncio.timeout(40):
            await written.wait()
    assert await office.states() == {}
    assert alice.replies == []
