"""A small strict Bot API server on loopback, for driving the real bot over real HTTP.

A test opens it, makes people and chats, lets them speak, and waits for what the bot says:

    async with TelegramServer() as telegram:
        alice = telegram.user("Alice")
        ...                                   # start the bot with telegram.token and telegram.url
        alice.says("/person Rosenblum")
        reply = await alice.private.reply()

Nothing here sleeps: waiting is for events. What breaks the Bot API's tables is refused as Telegram refuses
it and kept in `malformed`; tests should end with that list empty. Faults are scripted with `next_time`.
"""

from __future__ import annotations

import asyncio
import email.message
import email.parser
import email.policy
import itertools
import json
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, unquote, urlsplit

import h11
import httpx

from tests.telegram_server.chats import RIGHTS, BotMessage, Chat, GuestAsk, InlineAsk, Person, Press
from tests.telegram_server.facts import (
    JSON,
    METHODS,
    RECEIVED,
    UNMODELLED,
    Malformed,
    Refused,
    Upload,
    decoded,
)
from tests.telegram_server.flood import FloodWatch
from tests.telegram_server.methods import METHODS as ANSWERS

TOKEN = "123456789:AAFakeTokenOfTheTestServer-0123456789"  # the shape of a real one

# Numbers only grow, as with the real one: a database served by two servers in turn knows what came before.
_FIRST_UPDATES = itertools.count(7_000, 10_000)
_BY_DEFAULT_NOT_SENT = {"chat_member", "message_reaction", "message_reaction_count"}


@dataclass(frozen=True)
class Fault:
    """What happens instead of an answer.

    `status` with `description` refuses as the Bot API does; `body` answers raw bytes (a proxy's page);
    `cut` drops the connection. With `done`, the call has its effect before the fault: the answer is lost.
    """

    status: int = 500
    description: str = "Internal Server Error"
    parameters: tuple[tuple[str, int], ...] = ()
    body: bytes | None = None
    cut: bool = False
    done: bool = False

    @classmethod
    def flood(cls, seconds: int) -> Fault:
        """Refuse with 429 and ask to come back in so many seconds."""
        text = f"Too Many Requests: retry after {seconds}"
        return cls(429, text, (("retry_after", seconds),))

    @classmethod
    def broken_gateway(cls) -> Fault:
        """Answer as a proxy does when the API behind it is gone."""
        return cls(502, body=b"<html><head><title>502 Bad Gateway</title></head></html>")


@dataclass(frozen=True)
class Call:
    """A call the bot made: the method and its parameters as values."""

    method: str
    values: JSON


class _Cut(Exception):
    """The connection is to be dropped."""


def _no_rights() -> JSON:
    """Return the rights a new bot asks for in a group or a channel."""
    names = {"is_anonymous", "can_post_messages", "can_edit_messages", *RIGHTS} - {"can_be_edited"}
    return dict.fromkeys(sorted(names), False)


@dataclass
class TelegramServer:
    """The server and everything in it; an async context manager."""

    token: str = TOKEN
    clock: Callable[[], float] = time.time
    enforce_floods: bool = False
    calls: list[Call] = field(default_factory=list)
    sent: list[BotMessage] = field(default_factory=list)
    malformed: list[str] = field(default_factory=list)
    people: dict[int, Person] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    menus: dict[tuple[str, str], list[JSON]] = field(default_factory=dict)
    presses: dict[str, Press] = field(default_factory=dict)
    inline_asks: dict[str, InlineAsk] = field(default_factory=dict)
    guest_asks: dict[str, GuestAsk] = field(default_factory=dict)
    profile: dict[tuple[str, str], str] = field(default_factory=dict)
    asked_rights: dict[bool, JSON] = field(default_factory=lambda: {False: _no_rights(), True: _no_rights()})
    has_inline_mode: bool = True
    files: dict[str, bytes] = field(default_factory=dict)
    webhook: str = ""
    webhook_secret: str = ""
    webhook_failure: str = ""
    rival: bool = False
    waiting: deque[JSON] = field(default_factory=deque)
    asked_updates: list[str] | None = None

    def __post_init__(self) -> None:
        self.me = Person(self, 123456789, "Aide-Mémoire", username="AideMemoireBot", is_bot=True)
        self.floods = FloodWatch(self.clock)
        self._people = 1000
        self._groups = 500
        self._ids = 0
        self._last_update = next(_FIRST_UPDATES)
        self._faults: defaultdict[str, deque[Fault]] = defaultdict(deque)
        self._changes: set[asyncio.Future[None]] = set()
        self._connections: set[asyncio.Task[None]] = set()
        self._poll: asyncio.Future[None] | None = None
        self._polls = 0
        self._server: asyncio.Server | None = None

    # --- opening and closing -----------------------------------------------------------------------------

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.close()
        for connection in self._connections:
            connection.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)
        await self._server.wait_closed()

    @property
    def url(self) -> str:
        """The address to give the bot instead of `https://api.telegram.org`."""
        assert self._server is not None
        host, port = self._server.sockets[0].getsockname()[:2]
        return f"http://{host}:{port}"

    # --- people and chats --------------------------------------------------------------------------------

    def user(
        self, first_name: str, *, username: str | None = None, is_bot: bool = False, **fields: Any
    ) -> Person:
        """Make an account."""
        self._people += 1
        person = Person(self, self._people, first_name, username=username, is_bot=is_bot, **fields)
        self.people[person.id] = person
        return person

    def private_chat(self, person: Person) -> Chat:
        """Return somebody's private chat with the bot, whose id is that person's."""
        return self.chats.setdefault(person.id, Chat(self, person.id, "private", person=person))

    def group(self, title: str, *, supergroup: bool = False, forum: bool = False, **fields: Any) -> Chat:
        """Make a group with the bot in it; a forum is a supergroup with topics."""
        self._groups += 1
        large = supergroup or forum
        chat_id = -(1_000_000_000_000 + self._groups) if large else -self._groups
        chat = Chat(self, chat_id, "supergroup" if large else "group", title=title, forum=forum, **fields)
        self.chats[chat_id] = chat
        return chat

    def channel(self, title: str, *, username: str | None = None, **fields: Any) -> Chat:
        """Make a channel in which the bot may post; `bot_may_post=False` takes that from it."""
        self._groups += 1
        chat_id = -(1_000_000_000_000 + self._groups)
        chat = Chat(self, chat_id, "channel", title=title, username=username, **fields)
        self.chats[chat_id] = chat
        return chat

    def chat_named(self, named: int | str) -> Chat | None:
        """Return the chat with an id, or a public one with a name such as @desk."""
        if isinstance(named, int):
            return self.chats.get(named)
        public = (chat for chat in self.chats.values() if chat.username is not None)
        return next((chat for chat in public if f"@{chat.username}".lower() == named.lower()), None)

    def date(self) -> int:
        """Return now, as messages are dated."""
        return int(self.clock())

    def new_id(self, kind: str) -> str:
        """Return an id nothing else has."""
        self._ids += 1
        return f"{kind}-{self._ids}"

    def keep_file(self, data: bytes) -> str:
        """Store a file and return its id."""
        name = self.new_id("file")
        self.files[name] = data
        return name

    # --- updates, faults and waiting ---------------------------------------------------------------------

    def enqueue(self, kind: str, content: JSON) -> None:
        """Put an update in the bot's queue, unless it asked not to be told of this kind."""
        _known(kind, content)
        wanted = self.asked_updates
        if kind not in wanted if wanted else kind in _BY_DEFAULT_NOT_SENT:
            return
        self.hands_over({kind: json.loads(json.dumps(content))})
        self.changed()

    def hands_over(self, content: JSON) -> int:
        """Let an update wait as it stands, whatever is in it; return its number."""
        self._last_update += 1
        self.waiting.append({"update_id": self._last_update, **content})
        return self._last_update

    def next_time(self, method: str, *faults: Fault) -> None:
        """Let the next calls of `method` meet these faults, one each."""
        self._faults[method] += faults

    def times(self, method: str) -> int:
        """Return how often a method was called."""
        return sum(call.method == method for call in self.calls)

    def changed(self) -> None:
        """Wake whoever waits."""
        for change in self._changes:
            if not change.done():
                change.set_result(None)
        self._changes.clear()

    async def until(self, predicate: Callable[[], bool], what: str, within: float = 40.0) -> None:
        """Wait for `predicate`, looking again whenever something happens.

        Raises:
            AssertionError: it did not come true within so many seconds; tells the last calls.
        """
        try:
            async with asyncio.timeout(within):
                while not predicate():
                    await self._next_change()
        except TimeoutError:
            last = [call.method for call in self.calls[-8:]]
            raise AssertionError(
                f"waited {within} s for {what}; last calls {last}; {self.malformed}"
            ) from None

    async def polled(self) -> None:
        """Wait until the bot has asked for updates once more and everything before is confirmed."""
        before = self._polls
        await self.until(lambda: self._polls > before or self._poll is not None, "the bot to poll")
        await self.until(lambda: not self.waiting, "every update to be confirmed")

    async def posts(self, behind: str) -> list[int]:
        """Post the updates that wait to the webhook, oldest first, as Telegram does; return the codes.

        `behind` is the address on loopback that what ends the TLS of the webhook's address would forward to.
        An update is kept unless it was accepted.
        """
        codes = []
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.webhook_secret} if self.webhook_secret else {}
        async with httpx.AsyncClient(trust_env=False) as client:
            for update in list(self.waiting):
                address = behind + urlsplit(self.webhook).path
                answer = await client.post(address, json=update, headers=headers)
                codes.append(answer.status_code)
                if answer.is_success:
                    self.waiting.remove(update)
        return codes

    def rival_polls(self) -> None:
        """Let somebody else with the same token ask for updates, which ends the bot's own request."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(_conflict())

    def count_sending(self, chat: int) -> None:
        """Count a message against the limits; refuse it when limits are enforced."""
        wait = self.floods.sending(chat)
        if wait and self.enforce_floods:
            seconds = int(wait) + 1
            raise Refused(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)

    def _next_change(self) -> asyncio.Future[None]:
        """Return a future the next change resolves, whether or not somebody waits for it yet."""
        change: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._changes.add(change)
        return change

    # --- answering ---------------------------------------------------------------------------------------

    async def _answer(self, target: str, fields: dict[str, str | Upload]) -> tuple[int, bytes]:
        prefix, _, method = target.partition("?")[0].lstrip("/").partition("/")
        if prefix == "file":
            return self._file(method)
        if not prefix.startswith("bot") or ":" not in prefix:
            return _refusal(Refused(404, "Not Found"))
        if prefix != f"bot{self.token}":
            return _refusal(Refused(401, "Unauthorized"))
        try:
            return await self._perform(method, fields)
        except Malformed as complaint:
            self.malformed.append(complaint.description)
            return _refusal(complaint)
        except Refused as refused:
            return _refusal(refused)
        except _Cut:
            raise
        except Exception as error:  # noqa: BLE001  # a bug of the server, which the test should see
            self.malformed.append(f"{target.rpartition('/')[2]}: {error!r}")
            return _refusal(Refused(500, "Internal Server Error"))
        finally:
            self.changed()

    async def _perform(self, method: str, fields: dict[str, str | Upload]) -> tuple[int, bytes]:
        if method not in METHODS:
            if method in UNMODELLED:
                raise Malformed(f"{method} is a method of the Bot API that is not modelled here")
            self.malformed.append(f"no method {method}")
            raise Refused(404, "Not Found")
        values = decoded(method, fields)
        self.calls.append(Call(method, values))
        self.changed()
        fault = self._faults[method].popleft() if self._faults[method] else None
        if fault is not None and not fault.done:
            return self._failed(fault)
        if method == "getUpdates":
            result = await self._get_updates(values)
        else:
            result = await ANSWERS[method](self, values)
        if fault is not None:
            return self._failed(fault)
        return 200, json.dumps({"ok": True, "result": result}).encode()

    def _failed(self, fault: Fault) -> tuple[int, bytes]:
        if fault.cut:
            raise _Cut
        if fault.body is not None:
            return fault.status, fault.body
        raise Refused(fault.status, fault.description, **dict(fault.parameters))

    def _file(self, path: str) -> tuple[int, bytes]:
        token, _, name = unquote(path).partition("/")
        data = self.files.get(name.removeprefix("documents/"))
        if token != f"bot{self.token}" or data is None:
            return 404, b"Not Found"
        return 200, data

    async def _get_updates(self, call: JSON) -> list[JSON]:
        if self.webhook:
            description = (
                "can't use getUpdates method while webhook is active; use deleteWebhook to delete it"
            )
            raise Refused(409, f"Conflict: {description} first")
        if self.rival:
            raise _conflict()
        self.rival_polls()
        self._polls += 1
        self._confirm(call.get("offset", 0))
        if "allowed_updates" in call:
            self.asked_updates = call["allowed_updates"]
        limit = min(max(call.get("limit", 100), 1), 100)
        if not self.waiting and call.get("timeout", 0) > 0:
            await self._long_poll(call["timeout"])
        return list(self.waiting)[:limit]

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            while len(self.waiting) > -offset:
                self.waiting.popleft()
        while self.waiting and self.waiting[0]["update_id"] < offset:
            self.waiting.popleft()
        self.changed()

    async def _long_poll(self, seconds: float) -> None:
        poll: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._poll = poll
        try:
            async with asyncio.timeout(seconds):
                while not self.waiting:
                    change = self._next_change()
                    await asyncio.wait({poll, change}, return_when=asyncio.FIRST_COMPLETED)
                    if poll.done():
                        poll.result()
        except TimeoutError:
            pass
        finally:
            if self._poll is poll:
                self._poll = None
            if poll.done():
                poll.exception()  # seen, so that it is not reported as never retrieved

    # --- HTTP --------------------------------------------------------------------------------------------

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        try:
            await self._converse(reader, writer)
        except (ConnectionError, _Cut, h11.RemoteProtocolError, asyncio.CancelledError):
            pass
        finally:
            self._connections.discard(task)
            writer.close()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        wire = h11.Connection(h11.SERVER, max_incomplete_event_size=1 << 20)
        while True:
            request = await _request(wire, reader)
            if request is None:
                return
            target, fields = request
            outcome = await self._unless_gone(self._answer(target, fields), wire, reader)
            if outcome is None:
                return
            status, body = outcome
            headers = [("content-type", "application/json"), ("content-length", str(len(body)))]
            writer.write(wire.send(h11.Response(status_code=status, headers=headers)) or b"")
            writer.write(wire.send(h11.Data(data=body)) or b"")
            writer.write(wire.send(h11.EndOfMessage()) or b"")
            await writer.drain()
            if wire.our_state is h11.MUST_CLOSE:
                return
            wire.start_next_cycle()

    async def _unless_gone(
        self, answering: Any, wire: h11.Connection, reader: asyncio.StreamReader
    ) -> tuple[int, bytes] | None:
        """Answer, or give up when the bot hangs up first, as it does to end a long poll."""
        answer = asyncio.ensure_future(answering)
        gone = asyncio.ensure_future(reader.read(1))
        try:
            await asyncio.wait({answer, gone}, return_when=asyncio.FIRST_COMPLETED)
            if gone.done():
                early = gone.result()
                if not early:
                    return None
                wire.receive_data(early)
            return await answer  # type: ignore[no-any-return]
        finally:
            for task in (answer, gone):
                task.cancel()
            await asyncio.gather(answer, gone, return_exceptions=True)


async def _request(
    wire: h11.Connection, reader: asyncio.StreamReader
) -> tuple[str, dict[str, str | Upload]] | None:
    request: h11.Request | None = None
    body = bytearray()
    while True:
        event = wire.next_event()
        if event is h11.NEED_DATA:
            wire.receive_data(await reader.read(65536))
        elif isinstance(event, h11.Request):
            request = event
        elif isinstance(event, h11.Data):
            body += event.data
        elif isinstance(event, h11.EndOfMessage):
            assert request is not None
            headers = {name.decode(): value.decode() for name, value in request.headers}
            return request.target.decode(), _fields(headers.get("content-type", ""), bytes(body))
        else:
            return None


def _fields(content_type: str, body: bytes) -> dict[str, str | Upload]:
    if content_type.startswith("multipart/form-data"):
        head = f"Content-Type: {content_type}\r\n\r\n".encode()
        parser = email.parser.BytesParser(policy=email.policy.HTTP)
        return dict(_part(part) for part in parser.parsebytes(head + body).iter_parts())
    return dict(parse_qsl(body.decode(), keep_blank_values=True, strict_parsing=bool(body)))


def _part(part: email.message.Message) -> tuple[str, str | Upload]:
    name = part.get_param("name", header="content-disposition")
    data = part.get_payload(decode=True)
    assert isinstance(name, str)
    assert isinstance(data, bytes)
    filename = part.get_filename()
    return name, data.decode() if filename is None else Upload(filename, data)


def _refusal(refused: Refused) -> tuple[int, bytes]:
    answer: JSON = {"ok": False, "error_code": refused.code, "description": refused.description}
    if refused.parameters:
        answer["parameters"] = refused.parameters
    return refused.code, json.dumps(answer).encode()


def _conflict() -> Refused:
    return Refused(
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    )


def _known(kind: str, content: JSON) -> None:
    """Check that what the server makes up holds only fields Telegram has."""
    assert kind in RECEIVED["Update"], kind
    names = {
        "callback_query": "CallbackQuery",
        "inline_query": "InlineQuery",
        "my_chat_member": "ChatMemberUpdated",
    }
    strange = content.keys() - RECEIVED[names.get(kind, "Message")]
    assert not strange, f"{kind} has no {strange}"
