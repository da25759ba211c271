"""Taking the updates Telegram posts, behind whatever ends the TLS of the address it was given.

Every request must show the secret Telegram was given with the address. Telegram posts several updates at once
but those of one chat one after the other, and again until it is answered; so an update is answered as soon as
it is written down and in the application's queue, where what polling fetches stands as well.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
import re
import time
from asyncio import TimerHandle
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from telegram import Update
from telegram.error import BadRequest, Conflict
from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPServerRequest
from tornado.iostream import IOStream
from tornado.web import Application as WebApplication
from tornado.web import RequestHandler

from bot.chat.application import ALLOWED_UPDATES, TelegramApplication
from bot.chat.delivering.persistence import Patience, Persistence
from bot.chat.delivering.sending import reason
from bot.chat.receiving.webhook_address import WebhookAddress
from bot.chat.turns import Turns
from bot.chat.updates import read_update
from bot.chat.written_down import UpdateKeeper
from bot.errors import SettingsError, StorageError

_LOGGER = logging.getLogger(__name__)
HEALTH_PATH = "/health"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a name
LARGEST_BODY = 1 << 20  # bytes; an update with the longest message and all it replies to takes a fraction
_BODY_WITHIN = 10  # seconds
_IDLE_FOR = 75  # seconds a connection is kept open for the next update
_STRANGERS_FOR = 20  # seconds a connection is kept on which the secret was not shown yet
_MOST_STRANGERS = 100  # such connections; the longest there leaves first. Telegram opens as many at most
_KEPT_WITHIN = 20  # seconds Telegram is left without an answer until an update is written down or acted on
_TOLD_EVERY = 60  # seconds between two log lines on what is refused


class _Refusals:
    """Counts requests that are refused, and tells of them in one line a minute."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._told: float | None = None
        self._untold = 0
        self.all = 0

    def count(self, status: int) -> None:
        if not HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR:
            return
        self.all += 1
        self._untold += 1
        now = self._clock()
        if self._told is None or now - self._told >= _TOLD_EVERY:
            _LOGGER.info("Requests to the webhook that were refused: %s (%s in all)", self._untold, self.all)
            self._told, self._untold = now, 0


class _Server(HTTPServer):
    """Keeps few connections that have not shown the secret, and none of them for long."""

    def initialize(self, *args: Any, **named: Any) -> None:
        super().initialize(*args, **named)
        self._strangers: dict[IOStream, TimerHandle] = {}

    def handle_stream(self, stream: IOStream, address: tuple[Any, ...]) -> None:
        while len(self._strangers) >= _MOST_STRANGERS:
            self._show_out(next(iter(self._strangers)))
        loop = asyncio.get_running_loop()
        self._strangers[stream] = loop.call_later(_STRANGERS_FOR, self._show_out, stream)
        super().handle_stream(stream, address)

    def trust(self, stream: IOStream | None) -> None:
        """Let a connection stay."""
        timer = self._strangers.pop(stream, None) if stream is not None else None
        if timer is not None:
            timer.cancel()

    def _show_out(self, stream: IOStream) -> None:
        self.trust(stream)
        stream.close()


@dataclass
class Listener:
    """Registers the webhook and hands over what is posted; `heard` is told whenever Telegram has answered."""

    application: TelegramApplication
    turns: Turns
    inbox: UpdateKeeper
    stop: asyncio.Event
    patience: Patience
    persistence: Persistence
    heard: Callable[[], Awaitable[None]]
    address: WebhookAddress
    refusals: _Refusals = field(default_factory=_Refusals)
    _server: _Server | None = None
    _warned_of: str = ""

    async def prepare(self) -> None:
        """Listen, so that Telegram finds somebody when it is told the address; updates wait in the queue."""
        web = WebApplication(
            [
                (re.escape(self.address.path), _Updates, {"listener": self}),
                health_page(),
            ],
            log_function=lambda handler: self.refusals.count(handler.get_status()),
        )
        self._server = _Server(
            web, max_body_size=LARGEST_BODY, body_timeout=_BODY_WITHIN, idle_connection_timeout=_IDLE_FOR
        )
        self._server.add_sockets(self.address.sockets)

    async def run(self) -> None:
        """Register the address with Telegram, and see to it that it stays registered, until told to stop.

        Raises:
            InvalidToken: Telegram does not know the token (any more).
            SettingsError: Telegram does not accept the address.
            AnotherPoller: another process keeps taking the bot's updates elsewhere.
        """
        await self.persistence.until_done("setWebhook", self._register)
        while not self.stop.is_set():
            await self.persistence.until_done("getWebhookInfo", self._check)
            await self.persistence.unless_stopped(asyncio.sleep(self.patience.poll))

    async def finish(self) -> None:
        """Take no more updates. The webhook stays: what comes now waits for the next process."""
        if self._server is not None:
            self._server.stop()
            await self._server.close_all_connections()

    async def take(self, update: Update) -> bool:
        """Put an update in the queue, unless it is there already; return False when it must come again."""
        await self.persistence.unless_stopped(self.turns.room())
        if self.stop.is_set():
            return False
        try:
            fresh = await self.inbox.take([update], self.application.bot)
        except StorageError as error:
            _LOGGER.warning("An update is left to be posted again: %s", error)
            return False
        for new in fresh:
            await self.application.update_queue.put(new)
        await self.persistence.unless_stopped(self.inbox.kept({update.update_id}, _KEPT_WITHIN))
        return True

    def trust(self, request: HTTPServerRequest) -> None:
        """Keep the connection of a request that showed the secret."""
        if self._server is not None:
            self._server.trust(getattr(request.connection, "stream", None))

    def update_in(self, body: bytes) -> Update | None:
        """Return the update a request holds, None when it holds none."""
        content = read_update(body)
        return None if content is None else Update.de_json(content, self.application.bot)

    async def _register(self) -> None:
        try:
            await self.application.bot.set_webhook(
                self.address.url,
                secret_token=self.address.secret,
                allowed_updates=ALLOWED_UPDATES,
                drop_pending_updates=False,
            )
        except BadRequest as error:
            if "resolve" in str(error).lower():
                raise  # a name given just now, which will be known in a moment
            why = reason(error).removeprefix("Bad webhook: ").removeprefix("bad webhook: ")
            raise SettingsError(f"Telegram does not accept WEBHOOK_URL: {why}.") from None
        _LOGGER.info("Telegram posts updates to %s", self.address.url)

    async def _check(self) -> None:
        info = await self.application.bot.get_webhook_info()
        if info.url != self.address.url:
            raise Conflict("Conflict: updates are taken elsewhere")
        await self.heard()
        failure = info.last_error_message or ""
        if failure and failure != self._warned_of:
            _LOGGER.warning("Telegram could not post updates: %s", " ".join(failure.split())[:160])
        self._warned_of = failure


class _Updates(RequestHandler):
    """Where Telegram posts updates."""

    SUPPORTED_METHODS = ("POST",)

    def initialize(self, listener: Listener) -> None:
        self.listener = listener

    def set_default_headers(self) -> None:
        self.clear_header("Server")

    def prepare(self) -> None:
        shown = self.request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(shown.encode(), self.listener.address.secret.encode()):
            self.set_status(HTTPStatus.FORBIDDEN)
            self.finish()
        else:
            self.listener.trust(self.request)

    async def post(self) -> None:
        update = self.listener.update_in(self.request.body)
        if update is None:
            self.set_status(HTTPStatus.BAD_REQUEST)
        elif not await self.listener.take(update):
            self.set_status(HTTPStatus.SERVICE_UNAVAILABLE)

    def write_error(self, status_code: int, **_: object) -> None:  # noqa: ARG002 - as the library has it
        self.finish()


class _Health(RequestHandler):
    """Says that the process is up, for platforms that ask."""

    SUPPORTED_METHODS = ("GET", "HEAD")

    def set_default_headers(self) -> None:
        self.clear_header("Server")

    def get(self) -> None:
        self.write("ok")

    def head(self) -> None:
        self.set_status(HTTPStatus.OK)

    def write_error(self, status_code: int, **_: object) -> None:  # noqa: ARG002 - as the library has it
        self.finish()


def health_page() -> tuple[str, type[RequestHandler]]:
    """Return the page that says the process is up, for a list of pages."""
    return HEALTH_PATH, _Health
