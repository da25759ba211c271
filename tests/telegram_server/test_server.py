"""The server refuses what Telegram refuses, and tells the bot what Telegram would tell it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from tests.telegram_server.facts import METHODS
from tests.telegram_server.methods import METHODS as ANSWERS
from tests.telegram_server.server import Fault, TelegramServer

JSON = dict[str, Any]


class Caller:
    """Calls methods as a bot's library does: forms, JSON inside the fields, files as multipart."""

    def __init__(self, server: TelegramServer) -> None:
        self.server = server
        self.http = httpx.AsyncClient(trust_env=False)

    async def __call__(self, method: str, files: JSON | None = None, **fields: Any) -> JSON:
        data = {
            name: field if isinstance(field, str) else json.dumps(field) for name, field in fields.items()
        }
        url = f"{self.server.url}/bot{self.server.token}/{method}"
        answer: JSON = (await self.http.post(url, data=data, files=files)).json()
        return answer

    async def refusal(self, method: str, **fields: Any) -> str:
        answer = await self(method, **fields)
        assert not answer["ok"], answer
        return f"{answer['error_code']} {answer['description']}"


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as running:
        yield running


@pytest.fixture
async def call(server: TelegramServer) -> AsyncIterator[Caller]:
    caller = Caller(server)
    yield caller
    await caller.http.aclose()


@pytest.mark.parametrize(
    ("method", "fields", "complaint"),
    [
        ("sendMessage", {"chat_id": 1, "text": "x", "txt": "y"}, 'no field "txt"'),
        ("sendMessage", {"chat_id": 1}, 'needs the field "text"'),
        ("sendMessage", {"chat_id": 1, "text": "x", "message_thread_id": "two"}, "must be Integer"),
        ("sendMessage", {"chat_id": 1, "text": "x", "protect_content": 1}, "must be Boolean"),
        ("sendMessage", {"chat_id": 1, "text": "x", "reply_parameters": {}}, 'needs the field "message_id"'),
        ("sendMessage", {"chat_id": 1, "text": "x", "reply_parameters": {"id": 1}}, 'has no field "id"'),
        ("setMyCommands", {"commands": [], "scope": {"type": "everybody"}}, "fits none of"),
        ("sendPoll", {"chat_id": 1}, "not modelled"),
        ("sendMessage", {"chat_id": 1, "text": "x", "parse_mode": "MarkdownV2"}, "not modelled"),
    ],
)
async def test_what_the_tables_do_not_allow_is_refused_and_remembered(
    server: TelegramServer, call: Caller, method: str, fields: JSON, complaint: str
) -> None:
    server.user("Alice", username=None).says("hello", server.group("Group"))
    server.chats[1] = server.user("Ada").private
    refusal = await call.refusal(method, **fields)

    assert refusal.startswith("400 Bad Request")
    assert complaint in refusal
    assert len(server.malformed) == 1


async def test_tokens_and_methods_are_checked(server: TelegramServer, call: Caller) -> None:
    for path, code in ((f"/bot{server.token[:-1]}x/getMe", 401), ("/botnonsense/getMe", 404), ("/", 404)):
        assert (await call.http.post(server.url + path)).status_code == code
    assert await call.refusal("sendMessag") == "404 Not Found"


async def test_sending_is_refused_for_the_reasons_telegram_has(server: TelegramServer, call: Caller) -> None:
    alice, group = server.user("Alice"), server.group("Group")
    forum = server.group("Forum", forum=True)
    alice.says("hello")
    kicked = server.group("Gone", supergroup=True)
    kicked.kicks_bot()

    async def why(chat: int, text: str = "x", **fields: Any) -> str:
        return await call.refusal("sendMessage", chat_id=chat, text=text, **fields)

    assert await why(99) == "400 Bad Request: chat not found"
    assert await why(server.user("Bob").private.id) == (
        "403 Forbidden: bot can't initiate conversation with a user"
    )
    assert await why(kicked.id) == "403 Forbidden: bot was kicked from the supergroup chat"
    assert await why(alice.id, " \n") == "400 Bad Request: message text is empty"
    assert await why(alice.id, "😀" * 2049) == "400 Bad Request: message is too long"
    assert "can't parse entities" in await why(alice.id, "<b>", parse_mode="HTML")
    assert await why(group.id, message_thread_id=5) == "400 Bad Request: message thread not found"
    assert await why(forum.id, message_thread_id=5) == "400 Bad Request: message thread not found"
    reply = {"message_id": 77}
    assert await why(group.id, reply_parameters=reply) == "400 Bad Request: message to be replied not found"
    button = {"inline_keyboard": [[{"text": "x", "callback_data": "я" * 33}]]}
    assert await why(group.id, reply_markup=button) == "400 Bad Request: BUTTON_DATA_INVALID"
    alice.blocks_bot()
    assert await why(alice.id) == "403 Forbidden: bot was blocked by the user"
    moved = group.upgrades()
    answer = await call("sendMessage", chat_id=group.id, text="x")
    assert answer["parameters"] == {"migrate_to_chat_id": moved.id}
    assert server.malformed == []


async def test_the_longest_text_is_counted_after_parsing(server: TelegramServer, call: Caller) -> None:
    alice = server.user("Alice")
    alice.says("hello")
    html = "<b>" + "&amp;" * 4096 + "</b>"

    assert (await call("sendMessage", chat_id=alice.id, text=html, parse_mode="HTML"))["ok"]
    assert (await alice.private.reply()).text == "&" * 4096


async def test_updates_are_kept_until_an_offset_confirms_them(server: TelegramServer, call: Caller) -> None:
    alice = server.user("Alice")
    for text in ("one", "two", "three"):
        alice.says(text)

    first = (await call("getUpdates"))["result"]
    assert [update["message"]["text"] for update in first] == ["one", "two", "three"]
    assert len((await call("getUpdates", limit=2))["result"]) == 2
    rest = (await call("getUpdates", offset=first[1]["update_id"]))["result"]
    assert [update["message"]["text"] for update in rest] == ["two", "three"]
    last = (await call("getUpdates", offset=-1))["result"]
    assert [update["message"]["text"] for update in last] == ["three"]
    assert (await call("getUpdates", offset=first[2]["update_id"] + 1))["result"] == []


async def test_a_long_poll_ends_when_something_happens(server: TelegramServer, call: Caller) -> None:
    poll = asyncio.create_task(call("getUpdates", timeout=30))
    await server.polled()
    server.user("Alice").says("hello")

    assert (await poll)["result"][0]["message"]["text"] == "hello"


async def test_a_second_poll_ends_the_first(server: TelegramServer, call: Caller) -> None:
    first = asyncio.create_task(call("getUpdates", timeout=30))
    await server.polled()
    second = asyncio.create_task(call("getUpdates", timeout=30))

    assert (await first)["error_code"] == 409
    server.user("Alice").says("hello")
    assert len((await second)["result"]) == 1


async def test_a_webhook_and_polling_exclude_each_other(server: TelegramServer, call: Caller) -> None:
    await call("setWebhook", url="https://bot.example/hook")
    assert "webhook is active" in await call.refusal("getUpdates")
    await call("deleteWebhook")
    assert (await call("getUpdates"))["ok"]


async def test_only_the_kinds_of_updates_asked_for_are_kept(server: TelegramServer, call: Caller) -> None:
    alice = server.user("Alice")
    await call("getUpdates", allowed_updates=["edited_message"])
    alice.edits(alice.says("one"), "two")

    (update,) = (await call("getUpdates"))["result"]
    assert update["edited_message"]["text"] == "two"


async def test_privacy_mode_hides_what_is_not_for_the_bot(server: TelegramServer, call: Caller) -> None:
    alice, group = server.user("Alice"), server.group("Group")
    rival = server.user("Rival", username="RivalBot", is_bot=True)
    ours = (await call("sendMessage", chat_id=group.id, text="hello"))["result"]["message_id"]
    shown = await group.reply()

    assert shown.id == ours
    assert alice.says("/help", group).delivered
    assert not alice.says("hello all", group).delivered
    assert not alice.says("@AideMemoireBot hello", group).delivered
    rival.says("my turn", group)
    assert not alice.says("/help", group).delivered
    command = alice.says("/help@AideMemoireBot", group)
    assert command.delivered
    assert alice.says("thanks", group, reply_to=shown).delivered
    assert alice.says("interesting", group, reply_to=command).delivered
    group.bot_is_admin = True
    assert alice.says("hello all", group).delivered


async def test_commands_of_the_menu_are_checked(server: TelegramServer, call: Caller) -> None:
    async def why(command: str, description: str, times: int = 1) -> str:
        commands = [{"command": command, "description": description}] * times
        return await call.refusal("setMyCommands", commands=commands)

    assert await why("Help", "x") == "400 Bad Request: BOT_COMMAND_INVALID"
    assert await why("x" * 33, "x") == "400 Bad Request: BOT_COMMAND_INVALID"
    assert await why("help", "") == "400 Bad Request: BOT_COMMAND_DESCRIPTION_INVALID"
    assert await why("help", "x" * 257) == "400 Bad Request: BOT_COMMAND_DESCRIPTION_INVALID"
    assert await why("help", "x", 101) == "400 Bad Request: BOT_COMMANDS_TOO_MUCH"
    menu = [{"command": "help", "description": "Help"}]
    await call("setMyCommands", commands=menu, language_code="ru")
    assert (await call("getMyCommands", language_code="ru"))["result"] == menu
    await call("deleteMyCommands", language_code="ru")
    assert (await call("getMyCommands", language_code="ru"))["result"] == []


async def test_buttons_can_be_pressed_and_messages_edited(server: TelegramServer, call: Caller) -> None:
    alice = server.user("Alice")
    alice.says("hello")
    keyboard = {"inline_keyboard": [[{"text": "More", "callback_data": "more:2"}]]}
    await call("sendMessage", chat_id=alice.id, text="page 1", reply_markup=keyboard)
    page = await alice.private.reply()
    press = alice.presses(page, "More")
    query = (await call("getUpdates", offset=-1))["result"][0]["callback_query"]
    assert (query["data"], query["message"]["text"]) == ("more:2", "page 1")

    edit: JSON = {"chat_id": alice.id, "message_id": page.id, "text": "page 2"}
    assert (await call("editMessageText", None, **edit))["ok"]
    assert "message is not modified" in await call.refusal("editMessageText", **edit)
    assert (page.text, page.edits) == ("page 2", 1)
    await call("answerCallbackQuery", callback_query_id=query["id"], text="There")
    assert (await press.answered())["text"] == "There"
    assert "query is too old" in await call.refusal("answerCallbackQuery", callback_query_id=query["id"])


async def test_inline_queries_are_answered(server: TelegramServer, call: Caller) -> None:
    ask = server.user("Alice").asks_inline("marsh")
    query = (await call("getUpdates"))["result"][0]["inline_query"]
    content = {"message_text": "<b>Marsh</b>", "parse_mode": "HTML"}
    result = {"type": "article", "id": "1", "title": "Marsh", "input_message_content": content}

    twice = [result, result]
    assert "RESULT_ID_DUPLICATE" in await call.refusal(
        "answerInlineQuery", inline_query_id=query["id"], results=twice
    )
    await call("answerInlineQuery", inline_query_id=query["id"], results=[result])
    assert (await ask.results())[0]["title"] == "Marsh"


async def test_documents_go_both_ways(server: TelegramServer, call: Caller) -> None:
    alice = server.user("Alice")
    alice.sends_document("note.txt", b"words", "read this")
    document = (await call("getUpdates"))["result"][0]["message"]["document"]
    path = (await call("getFile", file_id=document["file_id"]))["result"]["file_path"]
    fetched = await call.http.get(f"{server.url}/file/bot{server.token}/{path}")
    assert fetched.content == b"words"

    files = {"document": ("brief.pdf", b"%PDF-1.7 \x00\xff\r\n", "application/pdf")}
    await call("sendDocument", files, chat_id=alice.id, caption="Your brief")
    sent = await alice.private.reply()
    assert sent.document is not None
    assert (sent.document.name, sent.document.data) == ("brief.pdf", b"%PDF-1.7 \x00\xff\r\n")
    long = await call("sendDocument", files, chat_id=alice.id, caption="x" * 1025)
    assert long["description"] == "Bad Request: message caption is too long"


async def test_limits_are_counted_and_enforced_on_the_tests_clock() -> None:
    now = [1000.0]
    async with TelegramServer(clock=lambda: now[0], enforce_floods=True) as server:
        call = Caller(server)
        alice = server.user("Alice")
        alice.says("hello")
        group = server.group("Group")
        for _ in range(5):
            assert (await call("sendMessage", chat_id=alice.id, text="x"))["ok"]
        answer = await call("sendMessage", chat_id=alice.id, text="x")
        assert answer["parameters"] == {"retry_after": 2}
        now[0] += 2
        assert (await call("sendMessage", chat_id=alice.id, text="x"))["ok"]
        answers = [await call("sendMessage", chat_id=group.id, text="x") for _ in range(21)]
        assert [answer["ok"] for answer in answers] == [True] * 20 + [False]
        assert len(server.floods.violations) == 2
        await call.http.aclose()


async def test_who_administers_a_group_can_be_asked(server: TelegramServer, call: Caller) -> None:
    alice, bob = server.user("Alice"), server.user("Bob")
    group = server.group("Group", administrators={alice.id})

    statuses = [
        (await call("getChatMember", chat_id=group.id, user_id=person.id))["result"]["status"]
        for person in (alice, bob)
    ]
    assert statuses == ["administrator", "member"]


async def test_the_bot_is_told_of_its_own_membership(server: TelegramServer, call: Caller) -> None:
    alice, group = server.user("Alice"), server.group("Group")
    group.adds_bot(alice)
    group.kicks_bot(alice)

    updates = (await call("getUpdates"))["result"]
    statuses = [update["my_chat_member"]["new_chat_member"]["status"] for update in updates]
    assert statuses == ["member", "kicked"]


def test_every_method_of_the_table_is_modelled() -> None:
    assert set(METHODS) == {*ANSWERS, "getUpdates"}


async def test_faults_are_met_once_each_and_in_order(server: TelegramServer, call: Caller) -> None:
    server.next_time("getMe", Fault(500), Fault.flood(3), Fault.broken_gateway(), Fault(cut=True))
    url = f"{server.url}/bot{server.token}/getMe"

    assert (await call.http.post(url)).status_code == 500
    assert (await call.http.post(url)).json()["parameters"] == {"retry_after": 3}
    assert "<html>" in (await call.http.post(url)).text
    with pytest.raises(httpx.RemoteProtocolError):
        await call.http.post(url)
    assert (await call("getMe"))["result"]["username"] == "AideMemoireBot"
