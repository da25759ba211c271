"""An update nobody can read stops neither the others nor the bot, and what it holds is not logged."""

from __future__ import annotations

import json
from typing import Any

import pytest
from telegram import Update
from telegram.error import TelegramError

from bot.chat.updates import UpdatesRequest
from tests.chat.conftest import LogLines
from tests.telegram_server.server import TelegramServer

SECRET = "Zyxwvut"
POISON: list[dict[str, Any]] = [
    {"message": {"message_id": 1, "text": SECRET}},
    {"message": {"message_id": 1, "date": 1, "chat": SECRET}},
    {"message": SECRET},
    {"callback_query": {"id": "1", "data": SECRET}},
    {"my_chat_member": {"chat": {"id": 1, "type": "group"}, "text": SECRET}},
    {"callback_query": {"id": "1", "chat_instance": "1", "data": SECRET}},
    {"inline_query": {"id": "1", "query": SECRET, "offset": ""}},
    {"inline_query": [SECRET]},
    {"channel_post": {"text": SECRET}},
    {"message": {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}, "text": [SECRET]}},
]


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("content", POISON)
async def test_a_poisoned_update_is_passed_and_only_its_number_logged(
    telegram: TelegramServer, log: LogLines, content: dict[str, Any]
) -> None:
    alice = telegram.user("Alice")
    alice.says("/person Before")
    number = telegram.hands_over(content)
    alice.says("/person After")
    titles = {(await alice.private.reply()).text.split("\n")[0] for _ in range(2)}
    assert titles == {"Before", "After"}
    await telegram.polled()
    assert [line for line in log.lines if str(number) in line]
    assert len(log.lines) == 1
    assert SECRET not in str([(record.getMessage(), record.exc_text) for record in log.records])


@pytest.mark.usefixtures("bot")
async def test_updates_of_kinds_and_fields_nobody_knows_are_passed_in_silence(
    telegram: TelegramServer, log: LogLines
) -> None:
    alice = telegram.user("Alice")
    telegram.hands_over({"telepathy": {"thought": SECRET}})
    telegram.hands_over({})
    said = alice.says("/person After")
    said.json["new_field"] = {"of": ["the", "future"]}
    assert (await alice.private.reply()).text.startswith("After")
    assert log.lines == []


def test_an_update_nested_too_deep_is_left_and_its_neighbours_kept(caplog: pytest.LogCaptureFixture) -> None:
    nested = (
        '{"update_id": 2, "message": {"text": "' + SECRET + '", "a": ' + "[" * 100_000 + "]" * 100_000 + "}}"
    )
    tricky = json.dumps({"update_id": 1, "message": {"text": '"update_id": 9 ]}{[ \\" } é'}})
    last = '{"update_id": 3}'
    read = UpdatesRequest.parse_json_payload(f'{{"ok":true,"result":[{tricky},{nested},{last}]}}'.encode())
    assert [update["update_id"] for update in read["result"]] == [1, 2, 3]
    assert read["result"][1] == {"update_id": 2}
    assert "Update 2 is nested too deep" in caplog.text
    assert SECRET not in caplog.text
    for update in read["result"]:
        Update.de_json(update, None)


@pytest.mark.parametrize("result", [[], [{}], ["x"], [None, {"update_id": "7"}], True, {"id": 1}])
def test_what_is_no_update_is_left_out(result: object) -> None:
    read = UpdatesRequest.parse_json_payload(json.dumps({"ok": True, "result": result}).encode())
    assert read["result"] == (result if not isinstance(result, list) else [])


def test_what_is_no_json_is_an_error_of_telegrams() -> None:
    with pytest.raises(TelegramError):
        UpdatesRequest.parse_json_payload(b"<html>502</html>")


def test_broken_characters_are_read_around() -> None:
    payload = b'{"ok":true,"result":[{"update_id":1,"x":"\xff\xfe \\ud83d"}]}'
    assert UpdatesRequest.parse_json_payload(payload)["result"][0]["update_id"] == 1
