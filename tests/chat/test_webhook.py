"""Updates posted to the bot over real HTTP, in place of being asked for."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import socket
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

import httpx
import pytest

from bot.chat.application import ALLOWED_UPDATES
from bot.chat.delivering.persistence import Patience
from bot.chat.receiving import webhook
from bot.chat.receiving.webhook import LARGEST_BODY, SECRET_HEADER
from bot.chat.receiving.webhook_address import WebhookAddress
from bot.errors import AnotherPoller, SettingsError
from storage.database import Database
from tests.chat.conftest import CannedAnswers, LogLines, StartBot
from tests.chat.office import FISH, Office
from tests.telegram_server.chats import Person
from tests.telegram_server.server import Fault, TelegramServer

SECRET = "a-secret_of-the-test"
URL = "https://bot.example/from/telegram"


@dataclass
class Door:
    """Where the bot listens, and a client that knocks there."""

    address: WebhookAddress
    client: httpx.AsyncClient
    behind: str

    async def knock(
        self, content: bytes = b"{}", *, secret: str | None = SECRET, path: str = "/from/telegram"
    ) -> int:
        headers = [] if secret is None else [(SECRET_HEADER.encode(), secret.encode())]
        answer = await self.client.post(self.behind + path, content=content, headers=headers)
        return answer.status_code


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        opened.listen()
        opened.setblocking(False)
        yield opened


@pytest.fixture
async def door(listening: socket.socket) -> AsyncIterator[Door]:
    async with httpx.AsyncClient(trust_env=False) as client:
        behind = f"http://127.0.0.1:{listening.getsockname()[1]}"
        yield Door(WebhookAddress(URL, (listening,), SECRET), client, behind)


async def registered(telegram: TelegramServer) -> None:
    await telegram.until(lambda: telegram.webhook == URL, "the webhook to be registered")


async def test_updates_are_answered_that_telegram_posts(
    start_bot: StartBot, telegram: TelegramServer, door: Door, alice: Person
) -> None:
    async with start_bot(webhook=door.address):
        await registered(telegram)
        alice.says("/person Marsh")
        assert await telegram.posts(door.behind) == [200]
        assert (await alice.private.reply()).text.startswith("Marsh")
    assert telegram.times("getUpdates") == 0
    call = next(call for call in telegram.calls if call.method == "setWebhook")
    assert call.values["url"] == URL
    assert call.values["secret_token"] == SECRET
    assert tuple(call.values["allowed_updates"]) == ALLOWED_UPDATES
    assert not call.values.get("drop_pending_updates")
    assert telegram.token not in call.values["url"]


@pytest.mark.parametrize("shown", [None, "", "wrong", SECRET + "x", "s\u00e9cret"])
async def test_without_the_secret_nothing_is_taken(
    start_bot: StartBot,
    telegram: TelegramServer,
    answers: CannedAnswers,
    door: Door,
    alice: Person,
    shown: str | None,
) -> None:
    async with start_bot(webhook=door.address):
        await registered(telegram)
        alice.says("/person Marsh")
        body = json.dumps(telegram.waiting[0]).encode()
        assert await door.knock(body, secret=shown) == 403
        assert await telegram.posts(door.behind) == [200]  # the update itself is fine
        await alice.private.reply()
    assert len(answers.asked) == 1


async def test_other_paths_methods_and_bodies_are_refused(
    start_bot: StartBot, telegram: TelegramServer, door: Door, answers: CannedAnswers
) -> None:
    async with start_bot(webhook=door.address):
        await registered(telegram)
        assert await door.knock(path="/") == 404
        assert await door.knock(path=f"/{telegram.token}") == 404
        assert (await door.client.get(door.behind + "/from/telegram")).status_code == 405
        for nonsense in (b"", b"no JSON", b"[]", b"{}", b'{"update_id": "x"}', b"\xff\xfe", b"null"):
            assert await door.knock(nonsense) == 400
    assert answers.asked == []


async def test_refused_requests_are_counted_and_told_in_one_line_a_minute(
    start_bot: StartBot, telegram: TelegramServer, door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot.chat.receiving.webhook")
    async with start_bot(webhook=door.address):
        await registered(telegram)
        for _ in range(5):
            await door.knock(secret="wrong")
            await door.knock(path="/admin")
    told = [line for line in caplog.messages if "refused" in line]
    assert told == ["Requests to the webhook that were refused: 1 (1 in all)"]


def test_the_line_of_the_next_minute_has_all_that_were_refused_meanwhile(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO, "bot.chat.receiving.webhook")
    times = iter([0.0, 1.0, 59.0, 60.0, 61.0])
    refusals = webhook._Refusals(lambda: next(times))
    for status in (403, 404, 200, 503, 400, 403, 405):
        refusals.count(status)
    assert caplog.messages == [
        "Requests to the webhook that were refused: 1 (1 in all)",
        "Requests to the webhook that were refused: 3 (4 in all)",
    ]


async def test_half_open_connections_give_way(
    start_bot: StartBot, telegram: TelegramServer, door: Door, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "_MOST_STRANGERS", 3)
    async with start_bot(webhook=door.address):
        await registered(telegram)
        host, port = door.address.sockets[0].getsockname()[:2]
        opened = [await asyncio.open_connection(host, port) for _ in range(5)]
        alice.says("/person Marsh")
        assert await telegram.posts(door.behind) == [200]
        async with asyncio.timeout(40):
            for reader, _ in opened[:2]:
                assert await reader.read() == b""
        for _, writer in opened:
            writer.close()


async def test_a_half_open_connection_is_closed_in_time(
    start_bot: StartBot, telegram: TelegramServer, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "_STRANGERS_FOR", 0.05)
    async with start_bot(webhook=door.address):
        await registered(telegram)
        reader, writer = await asyncio.open_connection(*door.address.sockets[0].getsockname()[:2])
        writer.write(b"POST /from/telegram HTTP/1.1\r\nHost: x\r\n")
        async with asyncio.timeout(40):
            assert await reader.read() == b""
        writer.close()


async def test_a_body_that_is_too_large_is_not_read(
    start_bot: StartBot, telegram: TelegramServer, door: Door, alice: Person
) -> None:
    logging.getLogger("tornado.general").setLevel(logging.ERROR)
    async with start_bot(webhook=door.address):
        await registered(telegram)
        with contextlib.suppress(httpx.TransportError):  # the connection may be closed while we still write
            assert await door.knock(b"x" * (LARGEST_BODY + 1)) in {400, 413}
        alice.says("/person Marsh")
        assert await telegram.posts(door.behind) == [200]
        await alice.private.reply()


async def test_an_update_nobody_can_read_is_taken_and_left(
    start_bot: StartBot, telegram: TelegramServer, door: Door, answers: CannedAnswers
) -> None:
    deep = '{"update_id": 5, "message": ' + '{"reply_to_message": ' * 5000 + "{}" + "}" * 5001
    async with start_bot(webhook=door.address):
        await registered(telegram)
        assert await door.knock(deep.encode()) == 200
        assert await door.knock(b'{"update_id": 6, "message": {"chat": 7}}') == 200
        assert await door.knock(b'{"update_id": 7, "something_new": {}}') == 200
    assert answers.asked == []


async def test_what_telegram_posts_twice_is_answered_once(
    start_bot: StartBot, telegram: TelegramServer, door: Door, alice: Person
) -> None:
    async with start_bot(webhook=door.address):
        await registered(telegram)
        alice.says("/person Marsh")
        body = json.dumps(telegram.waiting[0]).encode()
        assert [await door.knock(body), await door.knock(body)] == [200, 200]
        telegram.waiting.clear()
        alice.says("/person Lind")
        await telegram.posts(door.behind)
        assert (await alice.private.reply()).text.startswith("Marsh")
        assert (await alice.private.reply()).text.startswith("Lind")


async def test_one_chat_is_answered_in_order(
    start_bot: StartBot, telegram: TelegramServer, answers: CannedAnswers, door: Door, alice: Person
) -> None:
    gate = answers.hold("first")
    async with start_bot(webhook=door.address):
        await registered(telegram)
        for words in ("first", "second", "third"):
            alice.says(f"/search {words}")
        bob = telegram.user("Bob")
        bob.says("/search other")
        await telegram.posts(door.behind)
        assert (await bob.private.reply()).text.startswith("other")
        assert alice.private.replies == []
        gate.set()
        told = [(await alice.private.reply()).text.split("\n")[0] for _ in range(3)]
    assert told == ["first", "second", "third"]


async def test_the_webhook_stays_when_the_bot_is_stopped_and_what_runs_is_finished(
    start_bot: StartBot, telegram: TelegramServer, answers: CannedAnswers, door: Door, alice: Person
) -> None:
    gate = answers.hold("Marsh")
    async with start_bot(webhook=door.address) as bot:
        await registered(telegram)
        alice.says("/person Marsh")
        await telegram.posts(door.behind)
        await telegram.until(lambda: bool(answers.asked), "the question")
        bot.stopping.set()
        gate.set()
        await bot.task
        assert (await alice.private.reply()).text.startswith("Marsh")
        with pytest.raises(httpx.TransportError):
            await door.knock()
    assert telegram.webhook == URL


async def test_back_to_polling_the_webhook_goes_and_no_update_with_it(
    start_bot: StartBot, telegram: TelegramServer, door: Door, alice: Person
) -> None:
    async with start_bot(webhook=door.address):
        await registered(telegram)
    alice.says("/person Marsh")
    async with start_bot():
        assert (await alice.private.reply()).text.startswith("Marsh")
    assert telegram.webhook == ""


async def test_an_address_telegram_does_not_take_ends_the_bot_in_one_sentence(
    start_bot: StartBot, telegram: TelegramServer, listening: socket.socket
) -> None:
    address = WebhookAddress("https://bot.example:8080/hook", (listening,), SECRET)
    with pytest.raises(SettingsError, match=r"^Telegram does not accept WEBHOOK_URL: .*ports") as raised:
        async with start_bot(webhook=address) as bot:
            await bot.task
    assert raised.value.exit_code == 2


async def test_an_address_telegram_does_not_know_yet_is_tried_again(
    start_bot: StartBot, telegram: TelegramServer, door: Door
) -> None:
    unknown = Fault(400, "Bad Request: bad webhook: Failed to resolve host: Name or service not known")
    telegram.next_time("setWebhook", unknown, Fault(502), Fault(cut=True))
    async with start_bot(webhook=door.address):
        await registered(telegram)


async def test_a_webhook_taken_over_by_another_process_ends_the_bot(
    start_bot: StartBot, telegram: TelegramServer, door: Door
) -> None:
    elsewhere = Patience(poll=0, pause=0.01, conflict=0.0, conflict_tries=3, drain=2.0, closing=0.2)

    async def take_over() -> None:
        await registered(telegram)
        telegram.webhook = "https://other.example/hook"

    with pytest.raises(AnotherPoller):
        async with start_bot(webhook=door.address, patience=elsewhere) as bot:
            await asyncio.gather(take_over(), bot.task)
    assert telegram.webhook == "https://other.example/hook"


async def test_platforms_can_ask_whether_the_process_is_up(
    start_bot: StartBot, telegram: TelegramServer, door: Door
) -> None:
    async with start_bot(webhook=door.address):
        await registered(telegram)
        answer = await door.client.get(door.behind + "/health")
        assert (answer.status_code, answer.text) == (200, "ok")
        assert (await door.client.head(door.behind + "/health")).status_code == 200


async def test_telegram_heard_from_keeps_the_heartbeat(
    telegram: TelegramServer, database: Database, door: Door
) -> None:
    office = Office(telegram, database)
    await office.open()
    await office.gets(FISH)
    async with office.serving(door.address):
        await telegram.until(lambda: telegram.times("getWebhookInfo") > 0, "a look at the webhook")
        async with asyncio.timeout(40):
            while (await office.outbox.figures()).heard is None:  # noqa: ASYNC110 - the database calls nobody
                await asyncio.sleep(0)


async def test_what_telegram_could_not_post_is_logged_once(
    start_bot: StartBot, telegram: TelegramServer, door: Door, log: LogLines
) -> None:
    telegram.webhook_failure = "Connection refused"
    often = Patience(poll=0, pause=0.01, drain=2.0, closing=0.2)
    async with start_bot(webhook=door.address, patience=often):
        await telegram.until(lambda: telegram.times("getWebhookInfo") > 3, "some looks")
    assert log.lines == ["Telegram could not post updates: Connection refused"]


def test_a_secret_is_made_up_anew_for_each_start_and_never_shown() -> None:
    one, other = WebhookAddress(URL, ()), WebhookAddress(URL, ())
    assert one.secret != other.secret
    assert set(one.secret) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")
    assert len(one.secret) >= 40
    assert one.secret not in repr(one)


@pytest.mark.parametrize(
    ("url", "path"),
    [(URL, "/from/telegram"), ("https://bot.example", "/"), ("https://bot.example/a.b?c=d", "/a.b")],
)
def test_the_path_is_that_of_the_address(url: str, path: str) -> None:
    assert WebhookAddress(url, ()).path == path
