"""Logging: one handler on standard error, as text or as JSON lines, through which no token passes.

Redaction happens on the finished line, in the handler's formatter: whatever brought a token along (a message,
its arguments, an exception's text, a traceback, a library's URL), it is replaced there. Any text of the shape
of a bot token is replaced too, also one nobody told us of.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from types import TracebackType
from typing import Literal, TextIO
from urllib.parse import quote

_TOKEN_SHAPE = re.compile(r"\d{6,}(?::|%3[Aa])[A-Za-z0-9_-]{30,}")
_REDACTED = "[token]"
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")

_LIBRARIES = {
    # These log whole URLs, and Telegram's hold the token.
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    # Below this level the library logs the messages people write.
    "telegram": logging.INFO,
    # Logs the whole page a broken gateway answers with; the error itself is logged where it is handled.
    "telegram.request": logging.CRITICAL,
    "aiosqlite": logging.INFO,
    # Tells of every plugin it sets up, also where nothing has to be done.
    "alembic": logging.WARNING,
    "sqlalchemy": logging.WARNING,
    "asyncio": logging.INFO,
    # Writes a line for every malformed request; `bot.chat.receiving.webhook` counts what is refused.
    "tornado.general": logging.ERROR,
}
"""The least level of each library's logger, whatever level is set."""

_WITHOUT_TRACEBACK = ("telegram.ext.AIORateLimiter",)
"""Loggers that print a traceback beside what is handled, and said in one line, elsewhere."""


def configure_logging(
    level: str = "INFO",
    format: Literal["text", "json"] = "text",  # noqa: A002
    *,
    secrets: Iterable[str] = (),
    stream: TextIO | None = None,
) -> None:
    """Send every log record and warning to `stream`, redacted; calling it again replaces what was set.

    Args:
        level: the least level shown, by name ("DEBUG", "INFO", "WARNING", "ERROR").
        format: "text" for people, "json" for log collectors: one object a line, with `time`, `level`,
            `logger`, `message` and, where there is one, `traceback`; the values a record brings along as
            `fields` stand beside them.
        secrets: texts that must never be shown, such as the bot's token.
        stream: where to write, standard error by default.
    """
    redact = _Redaction(secrets)
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_JsonLines(redact) if format == "json" else _Text(redact))
    handler.set_name("aide-memoire")
    root = logging.getLogger()
    for old in [old for old in root.handlers if old.get_name() == "aide-memoire"]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(level.upper())
    for name, least in _LIBRARIES.items():
        logging.getLogger(name).setLevel(max(least, root.level))
    for name in _WITHOUT_TRACEBACK:
        logging.getLogger(name).addFilter(_drop_traceback)
    logging.captureWarnings(True)
    sys.excepthook = _log_uncaught


class _Redaction:
    """Takes secrets out of a finished line."""

    def __init__(self, secrets: Iterable[str]) -> None:
        forms = set()
        for secret in secrets:
            if secret:
                forms |= {secret, quote(secret, safe=""), json.dumps(secret)[1:-1], repr(secret)[1:-1]}
        known = [re.escape(form) for form in sorted(forms, key=len, reverse=True)]
        self._secret = re.compile("|".join([*known, _TOKEN_SHAPE.pattern]))

    def __call__(self, line: str) -> str:
        return self._secret.sub(_REDACTED, line)


class _Text(logging.Formatter):
    """Lines for people: time, level, logger, message; a traceback follows on lines of its own."""

    def __init__(self, redact: _Redaction) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s", "%Y-%m-%d %H:%M:%S")
        self._redact = redact

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802
        # What comes from outside must not be able to write a line of its own, nor to give a terminal orders.
        message = self._redact(record.message)  # before its line ends are written otherwise
        record.message = _UNPRINTABLE.sub(_written_out, message)
        return super().formatMessage(record)

    def format(self, record: logging.LogRecord) -> str:
        return self._redact(super().format(record))


class _JsonLines(logging.Formatter):
    """One JSON object a line."""

    def __init__(self, redact: _Redaction) -> None:
        super().__init__()
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": self._redact(record.getMessage()),
            **getattr(record, "fields", {}),
        }
        trace = [self.formatException(record.exc_info)] if record.exc_info else []
        if record.stack_info:
            trace.append(self.formatStack(record.stack_info))
        if trace:
            line["traceback"] = self._redact("\n".join(trace))
        return self._redact(json.dumps(line, ensure_ascii=False))


def _written_out(mark: re.Match[str]) -> str:
    return mark[0].encode("unicode_escape").decode()


def _drop_traceback(record: logging.LogRecord) -> bool:
    record.exc_info = None
    return True


def _log_uncaught(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    """Log what nobody caught: Python itself would print it with whatever secrets it holds."""
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger("aide-memoire").critical("Stopped by an error", exc_info=(kind, error, traceback))
