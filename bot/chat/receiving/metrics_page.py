"""The port whoever watches the program asks: how it is doing, and that it is up."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from socket import socket

from tornado.httpserver import HTTPServer
from tornado.web import Application as WebApplication
from tornado.web import RequestHandler

from bot.chat.receiving.webhook import health_page

METRICS_PATH = "/metrics"
_TYPE = (
    "text/plain; version=0.0.4; charset=utf-8"  # https://prometheus.io/docs/instrumenting/exposition_formats/
)
_LARGEST_BODY = 1 << 10  # bytes; nobody has anything to post
_WITHIN = 10  # seconds for a request, and between two of one connection


@asynccontextmanager
async def served(sockets: Sequence[socket], page: Callable[[], Awaitable[bytes]]) -> AsyncIterator[None]:
    """Answer at `/metrics` and `/health` while the body runs.

    Args:
        sockets: which listen already.
        page: the metrics, in the text format of Prometheus.
    """
    web = WebApplication(
        [(METRICS_PATH, _Metrics, {"page": page}), health_page()], log_function=lambda _: None
    )
    server = HTTPServer(
        web, max_body_size=_LARGEST_BODY, body_timeout=_WITHIN, idle_connection_timeout=_WITHIN
    )
    server.add_sockets(sockets)
    try:
        yield
    finally:
        server.stop()
        with contextlib.suppress(OSError):
            await server.close_all_connections()


class _Metrics(RequestHandler):
    """Tells the metrics."""

    SUPPORTED_METHODS = ("GET",)

    def initialize(self, page: Callable[[], Awaitable[bytes]]) -> None:
        self._page = page

    def set_default_headers(self) -> None:
        self.clear_header("Server")

    async def get(self) -> None:
        self.set_header("Content-Type", _TYPE)
        self.write(await self._page())

    def write_error(self, status_code: int, **_: object) -> None:  # noqa: ARG002 - as the library has it
        self.finish()
