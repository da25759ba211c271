"""How requests reach Telegram: the moment one leaves, and whether what it held may have arrived.

Telegram has no way to ask whether a message arrived, and what stands between it and us answers in its place
at times. So every answer that is not Telegram's own, a page of a gateway or half a line, is told apart here
by its status alone: 4xx means that the request went no further, 5xx and a success nobody can read that it may
have arrived.
"""

from __future__ import annotations

import json
import ssl
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from functools import cache
from http import HTTPStatus
from typing import Any

import httpx
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError
from telegram.request import HTTPXRequest

from bot.errors import AideMemoireError

_READ_TIMEOUT = 10  # seconds; Telegram is slow at times, and a repeated message is a nuisance
_A_GATEWAY_ASKS = 5  # seconds to wait after a 429 that does not say how long
_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)

Leaves = Callable[[], Awaitable[None]]
"""Called right before the first byte of a request is sent; what it raises keeps the request here."""

leaving: ContextVar[Leaves | None] = ContextVar("leaving", default=None)
"""Who is told when the next request leaves."""


class TurnedBack(NetworkError):
    """Something between Telegram and us refused a request."""


class StaysHere(Exception):
    """Raised by whoever is told that a request leaves, to keep it from leaving."""


def announcing_request() -> HTTPXRequest:
    """Return what makes the bot's requests, so that whoever sends learns when one leaves."""
    hooks = {"request": [_announce]}
    return _Request(read_timeout=_READ_TIMEOUT, httpx_kwargs={"event_hooks": hooks, "verify": trusted()})


@cache
def trusted() -> ssl.SSLContext:
    """Return whom a connection trusts: read once, for the certificates take as long as an answer."""
    return httpx.create_ssl_context()


class _Request(HTTPXRequest):
    """The library's, with a judgement of answers that are not Telegram's."""

    async def do_request(self, url: str, method: str, *args: Any, **named: Any) -> tuple[int, bytes]:
        code, payload = await super().do_request(url, method, *args, **named)
        if method == "POST":
            _judge(code, payload)
        return code, payload


def _judge(code: int, payload: bytes) -> None:
    """Let an answer of Telegram pass.

    Raises:
        RetryAfter: a gateway asks to wait.
        TurnedBack: a gateway refused the request.
        NetworkError: what was asked for may have been done.
    """
    answer = _read(payload)
    fine = HTTPStatus.OK <= code < HTTPStatus.MULTIPLE_CHOICES
    if "result" in answer if fine else "ok" in answer:
        return
    if code == HTTPStatus.TOO_MANY_REQUESTS:
        raise RetryAfter(_A_GATEWAY_ASKS)
    if HTTPStatus.MULTIPLE_CHOICES <= code < HTTPStatus.INTERNAL_SERVER_ERROR:
        raise TurnedBack(f"refused on the way ({code})")
    raise NetworkError(f"the answer cannot be read ({code})")


def _read(payload: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(payload)
    except (ValueError, RecursionError):
        return {}
    return answer if isinstance(answer, dict) else {}


async def _announce(request: httpx.Request) -> None:
    """Let whoever sends note that a request leaves, right before its first byte does."""
    leaves = leaving.get()
    if leaves is None:
        return

    async def trace(event: str, _info: object) -> None:
        if event.endswith("send_request_headers.started"):
            await leaves()

    request.extensions = {**request.extensions, "trace": trace}


def certainly_not_taken(error: BaseException) -> bool:
    """Say whether what raised this in sending means that Telegram has not taken the message."""
    if isinstance(error, TurnedBack | BadRequest | Forbidden | RetryAfter):
        return True
    cause = error.__cause__
    if isinstance(error, NetworkError):
        return isinstance(cause, (*_NEVER_SENT, StaysHere, AideMemoireError))
    return isinstance(error, TelegramError)  # a refusal of another kind


def lost_on_the_way(error: BaseException) -> bool:
    """Say whether the connection broke, or nothing came in time, after a message was sent."""
    cause = error.__cause__
    return isinstance(cause, httpx.HTTPError) and not isinstance(cause, _NEVER_SENT)


def seconds_asked(error: RetryAfter) -> float:
    """Return how long Telegram asks to wait, in seconds."""
    asked = error.retry_after
    return float(asked) if isinstance(asked, int | float) else asked.total_seconds()
