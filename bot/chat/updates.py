"""Reads what Telegram sends so that one update nobody can read stops none of the others.

The library reads a whole batch of updates or none, and logs the batch when it cannot: the same batch would
come again for ever, and what people write would stand in the log. So each update is tried first, and of one
that cannot be read only the number is left: it is confirmed like any other and does nothing.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from typing import Any

from telegram import Update
from telegram.request import HTTPXRequest

_LOGGER = logging.getLogger(__name__)
_JSON = dict[str, Any]
_STRUCTURE = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)
_NUMBER = re.compile(r'"update_id"\s*:\s*(\d{1,18})')
_NEEDED = {
    "message": ("chat", "date"),
    "channel_post": ("chat", "date"),
    "callback_query": ("from_user",),
    "inline_query": ("from_user",),
    "guest_message": ("chat", "date"),
    "my_chat_member": ("chat", "from_user", "old_chat_member", "new_chat_member"),
}
_ITEM_DEPTH = 2  # of an update within {"ok": true, "result": [...]}


class UpdatesRequest(HTTPXRequest):
    """The connection updates come through."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> _JSON:
        """Return the answer to `getUpdates`, updates that cannot be read reduced to their numbers.

        Raises:
            TelegramError: the answer is no JSON at all.
        """
        try:
            answer = HTTPXRequest.parse_json_payload(payload)
        except RecursionError:
            # Nested so deep that no reader follows: take the batch apart and leave that one update out.
            text = payload.decode(errors="replace")
            answer = {"ok": True, "result": list(_items(text))}
        updates = answer.get("result")
        if isinstance(updates, list):
            answer["result"] = [_readable(update) for update in updates if _number(update) is not None]
        return answer


def read_update(payload: bytes) -> _JSON | None:
    """Return an update Telegram posts, an unreadable one reduced to its number; None when it is no update."""
    text = payload.decode(errors="replace")
    try:
        update = json.loads(text)
    except RecursionError:
        update = _item(text)
    except ValueError:
        return None
    return _readable(update) if _number(update) is not None else None


def _readable(update: _JSON) -> _JSON:
    try:
        _assert_whole(Update.de_json(update, None))
    except Exception as error:  # noqa: BLE001 - whatever it is that the library trips over
        _LOGGER.warning("Update %s cannot be read (%s) and is left", _number(update), type(error).__name__)
        return {"update_id": update["update_id"]}
    return update


def _assert_whole(update: Update) -> None:
    """Check what the library reads over: an object that must be there and is not, words that are none.

    Raises:
        ValueError: the update lacks something the Bot API says it has.
    """
    for kind, names in _NEEDED.items():
        part = getattr(update, kind)
        if part is not None and any(getattr(part, name) is None for name in names):
            raise ValueError(kind)
    for message in (update.message, update.channel_post, update.guest_message):
        words = (message.text, message.caption) if message is not None else ()
        if not all(one is None or isinstance(one, str) for one in words):
            raise ValueError("text")


def _number(update: object) -> int | None:
    number = update.get("update_id") if isinstance(update, dict) else None
    return number if isinstance(number, int) else None


def _items(text: str) -> Iterator[_JSON]:
    """Yield the updates of a batch one by one, each read on its own."""
    depth = start = 0
    for mark in _STRUCTURE.finditer(text):
        if mark[0] in "[{":
            if depth == _ITEM_DEPTH:
                start = mark.start()
            depth += 1
        elif mark[0] in "]}":
            depth -= 1
            if depth == _ITEM_DEPTH:
                yield _item(text[start : mark.end()])


def _item(text: str) -> _JSON:
    try:
        item = json.loads(text)
    except (ValueError, RecursionError):
        number = _NUMBER.search(text)
        if number is None:
            return {}
        _LOGGER.warning("Update %s is nested too deep and is left", number[1])
        return {"update_id": int(number[1])}
    return item if isinstance(item, dict) else {}
