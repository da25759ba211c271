"""Taking the updates Telegram posts, behind whatever ends the TLS of the address it was given.

Every request must show the secret Telegram was given with the address. Telegram posts several updates at once
but those of one chat one after the other, and again until it is answered; so an update is answered as soon as
it is in the application's queue, where what polling fetches stands as well.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from http import HTTPStatus

from telegram import Update
from telegram.error import BadRequest, Conflict
from tornado.httpserver import HTTPServer
from tornado.web import Application as WebApplication
from tornado.web import RequestHandler

from bot.chat.application import ALLOWED_UPDATES, TelegramApplication
from bot.chat.persistence import Patience, Persistence
from bot.chat.sending import reason
from bot.chat.turns import Turns
from bot.chat.updates import read_update
from bot.chat.webhook_address import WebhookAddress
from bot.errors import SettingsError

_LOGGER = logging.getLogger(__name__)
HEALTH_PATH = "/health"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a name
LARGEST_BODY = 1 << 20  # bytes; an update with the longest message and all it replies to takes a fraction
_BODY_WITHIN = 10  # seconds
_IDLE_FOR = 75  # seconds a connection is kept open for the next update
_REMEMBERED = 1000  # updates; Telegram posts one again when it did not get our answer


@dataclass
class Listener:
    """Registers the webhook and hands over what is posted; `heard` is told whenever Telegram has answered."""

    application: TelegramApplication
    turns: Turns
    stop: asyncio.Event
    patience: Patience
    persistence: Persistence
    heard: Callable[[], Awaitable[None]]
    address: WebhookAddress
    _taken: OrderedDict[int, None] = field(default_factory=OrderedDict)
    _server: HTTPServer | None = None
    _warned_of: str = ""

    async def prepare(self) -> None:
        """Listen, so that Telegram finds somebody when it is told the address; updates wait in the queue."""
        web = WebApplication(
            [
                (re.escape(self.address.path), _Updates, {"listener": self}),
                health_page(),
            ],
            log_function=lambda _: None,
        )
        self._server = HTTPServer(
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
        if update.update_id not in self._taken:
            self._taken[update.update_id] = None
            if len(self._taken) > _REMEMBERED:
                self._taken.popitem(last=False)
            await self.application.update_queue.put(update)
        return True

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
            _LOGGER.info("A request to the webhook without its secret is refused")
            self.set_status(HTTPStatus.FORBIDDEN)
            self.finish()

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
