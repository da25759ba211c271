"""Updates no honest client sends: unreadable, huge, and full of markup. The bot must outlive every one."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.chaos.serving import Life, start
from tests.telegram_server.chats import Chat, Person
from tests.telegram_server.facts import JSON, Refused
from tests.telegram_server.server import TelegramServer

_AT_ONCE = 200  # updates waiting for the bot at a time
_LONG = 100_000  # characters
_MARKS = (
    "<b>inject</b>",
    "<a href='tg://user?id=1'>inject</a>",
    "</b></i></blockquote><b>inject</b>",
    "&lt;b&gt;inject&lt;/b&gt;",
    "&amp;&#60;b&#62;inject&#x3c;/b>",
    # Without markup: what is left of these may be shown, also as a title in bold.
    "\u202ehidden\u0000\u0007\u001b[31m",
    "\ud83d hidden \ude00",
    "<tg-spoiler>inject",
    "[inject](http://x.test) *inject* _inject_ `inject`",
    "e\u0301\u0301\u0301" * 50 + "inject",
    "\ufeff\u200b\u2066hidden",
)
_COMMANDS = (
    "/person",
    "/topic",
    "/search",
    "/said",
    "/compare",
    "/watch",
    "/schedule 08:30",
    "/export pdf",
    "",
)
_KINDS = (
    "edited_message",
    "channel_post",
    "callback_query",
    "inline_query",
    "my_chat_member",
    "poll_answer",
    "chat_join_request",
    "message_reaction",
    "purchased_paid_media",
    "from_the_future",
)
_PRESSES = (
    "w:mute:" + "9" * 4000,
    "w:stop:1",
    "w:mute:all;DROP TABLE chats",
    "w:",
    ":::::",
    "<b>inject</b>",
    "A" * 12 + ".a.0",
    "set:zone:Mars",
    "set:zones:Asia:99999999999999",
    "\ud800",
    "",
    "x" * 100_000,
)


async def survive_the_hostile(
    database: Path, log: Path, *, updates: int, seed: int, tell: Callable[[str], None]
) -> bool:
    """Send hostile updates and say whether the bot lives, escapes everything, and answers nobody unasked."""
    choose = random.Random(seed)
    async with TelegramServer() as telegram:
        refused = _count_refusals(telegram)
        people = [telegram.user(choose.choice(_MARKS), last_name="<i>x</i>") for _ in range(100)]
        quiet = [telegram.group("<b>inject</b> not spoken to", privacy=False) for _ in range(30)]
        maker = _Maker(telegram, choose, people, quiet)
        process = start(Life(telegram.url, telegram.token, database, log, unlimited=True))
        begun, injected, unasked, answers = time.monotonic(), 0, 0, 0

        def look() -> None:
            nonlocal injected, unasked, answers
            answers += len(telegram.sent)
            injected += sum(_injects(message.entities, message.text) for message in telegram.sent)
            unasked += sum(len(chat.replies) for chat in quiet)
            telegram.sent.clear()
            telegram.calls.clear()
            for chat in telegram.chats.values():
                chat.replies.clear()

        for _ in range(updates):
            maker.send()
            if len(telegram.waiting) >= _AT_ONCE:
                await telegram.until(lambda: len(telegram.waiting) < _AT_ONCE // 2, "the bot", 120)
                look()
        await telegram.until(lambda: not telegram.waiting, "the bot", 120)
        made = -1
        while made != len(telegram.calls):  # until it has said all it has to say
            made = len(telegram.calls)
            await asyncio.sleep(2)
        look()
        probe = telegram.user("Probe")
        probe.says("/person Rosenblum")
        try:
            alive = "Rosenblum" in (await probe.private.reply(within=60)).text
        except AssertionError:
            alive = False
        alive = alive and process.exitcode is None
        process.kill()
        await asyncio.to_thread(process.join)
        tell(f"  {updates} updates in {time.monotonic() - begun:.0f} s, {answers} answers")
        tell(f"  alive and answering afterwards: {'yes' if alive else 'NO'}")
        tell(
            f"  markup that came through: {injected}; messages whose markup was refused: {refused['markup']}"
        )
        tell(f"  answers to what was not addressed to it: {unasked}")
        tell(
            f"  malformed requests: {len(telegram.malformed)}"
            + "".join(f"\n    {one[:150]}" for one in telegram.malformed[:3])
        )
        return alive and not (injected or unasked or refused["markup"] or telegram.malformed)


class _Maker:
    """Makes one hostile update after the other."""

    def __init__(
        self, telegram: TelegramServer, choose: random.Random, people: list[Person], quiet: list[Chat]
    ) -> None:
        self.telegram = telegram
        self.choose = choose
        self.people = people
        self.quiet = quiet
        self.ways = (
            self._markup, self._markup, self._long, self._unaddressed, self._strange_kind, self._missing,
            self._wrong_types, self._callback, self._inline, self._deep, self._nothing,
        )  # fmt: skip

    def _quiet(self) -> Chat:
        return self.choose.choice(self.quiet)

    def send(self) -> None:
        self.choose.choice(self.ways)()

    def _markup(self) -> None:
        words = f"{self.choose.choice(_COMMANDS)} {self.choose.choice(_MARKS)}".strip()
        self.choose.choice(self.people).says(words)

    def _long(self) -> None:
        piece = self.choose.choice(("x", "a b ", "<b>", "&", "\U0001f600", "\n", "“", "/", "е́"))
        text = (self.choose.choice(_COMMANDS) + " " + piece * (_LONG // len(piece)))[:_LONG]
        self._raw("message", self._message(self.choose.choice(self.people), text=text))

    def _unaddressed(self) -> None:
        mark = self.choose.choice(_MARKS)
        others = (mark, "/person@SomeOtherBot Rosenblum", f"@SomeOtherBot {mark}", "Rosenblum", "/")
        person = self.choose.choice(self.people)
        self._raw("message", self._message(person, chat=self._quiet(), text=self.choose.choice(others)))

    def _strange_kind(self) -> None:
        content = self._message(self.choose.choice(self.people), chat=self._quiet(), text="/person Rosenblum")
        self._raw(self.choose.choice(_KINDS), content)

    def _missing(self) -> None:
        message = self._message(self.choose.choice(self.people), chat=self._quiet(), text="Rosenblum")
        for name in self.choose.sample(sorted(message), self.choose.randint(1, len(message))):
            del message[name]
        self._raw("message", message)

    def _wrong_types(self) -> None:
        message = self._message(self.choose.choice(self.people), chat=self._quiet(), text="Rosenblum")
        wrong: tuple[Any, ...] = (None, [], {}, -1, 2**70, 1.5, True, "\ud800", [[]], {"id": "x"})
        message[self.choose.choice(sorted(message))] = self.choose.choice(wrong)
        message["new_field_of_the_future"] = {"deep": [1, {"er": None}]}
        self._raw("message", message)

    def _callback(self) -> None:
        data = self.choose.choice(_PRESSES)
        person = self.choose.choice(self.people)
        shown = self._message(person, text="shown")
        query = {
            "id": self.telegram.new_id("callback"),
            "from": person.json,
            "chat_instance": "1",
            "data": data,
        }
        if self.choose.random() < 0.7:
            query["message"] = shown
        self._raw("callback_query", query)

    def _inline(self) -> None:
        words = self.choose.choice((*_MARKS, "x" * 5000, "", " ", "rosenblum"))
        offset = self.choose.choice(("", "-1", "x", "99999999999999999999", "50"))
        person = self.choose.choice(self.people)
        query = {"id": self.telegram.new_id("inline"), "from": person.json, "query": words, "offset": offset}
        self._raw("inline_query", query)

    def _deep(self) -> None:
        depth = self.choose.choice((50, 200, 450))
        nested: Any = "x"
        for _ in range(depth):
            nested = {"reply_to_message": nested} if self.choose.random() < 0.5 else [nested]
        message = self._message(self.choose.choice(self.people), chat=self._quiet(), text="Rosenblum")
        message["reply_to_message"] = nested
        self._raw("message", message)

    def _nothing(self) -> None:
        self.telegram._last_update += 1
        update: JSON = {"update_id": self.telegram._last_update}
        self.telegram.waiting.append(update)
        self.telegram.changed()

    def _message(self, person: Person, *, chat: Chat | None = None, text: str) -> JSON:
        return (chat or person.private).new_message(person, {"text": text})

    def _raw(self, kind: str, content: JSON) -> None:
        """Put an update in the queue as it is, past what the server would let people send."""
        self.telegram._last_update += 1
        self.telegram.waiting.append(
            {"update_id": self.telegram._last_update, kind: json.loads(json.dumps(content))}
        )
        self.telegram.changed()


def _injects(entities: list[JSON], text: str) -> bool:
    """Say whether words that came with markup are shown with it: an escaped tag stands in the text."""
    for entity in entities:
        wide = text.encode("utf-16-le", "surrogatepass")
        words = wide[entity["offset"] * 2 : (entity["offset"] + entity["length"]) * 2]
        covered = words.decode("utf-16-le", "replace")
        if entity["type"] in {"text_link", "spoiler", "text_mention"} and "inject" in covered:
            return True
        if covered.strip() == "inject":
            return True
    return False


def _count_refusals(telegram: TelegramServer) -> dict[str, int]:
    """Count the messages the server refuses for their markup."""
    counted = {"markup": 0}
    perform = telegram._perform

    async def counting(method: str, fields: Any) -> tuple[int, bytes]:
        try:
            return await perform(method, fields)
        except Refused as refusal:
            if "parse entities" in refusal.description:
                counted["markup"] += 1
            raise

    telegram._perform = counting  # type: ignore[method-assign]
    return counted
