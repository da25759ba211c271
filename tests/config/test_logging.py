"""One line a record, and no token in any of them."""

from __future__ import annotations

import io
import json
import logging
import sys
import warnings
from collections.abc import Iterator
from typing import Any

import pytest

from config.logging import configure_logging

TOKEN = "987654321:AAthisIsTheSecretPartOfTheToken-42"
SECRET = TOKEN.partition(":")[2]


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    root, hook = logging.getLogger(), sys.excepthook
    handlers, level = list(root.handlers), root.level
    names = ("telegram", "telegram.request", "httpx", "httpcore", "asyncio", "aiosqlite", "sqlalchemy")
    levels = {name: logging.getLogger(name).level for name in names}
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    sys.excepthook = hook
    logging.captureWarnings(False)
    for name, value in levels.items():
        logging.getLogger(name).setLevel(value)


@pytest.fixture(params=["text", "json"])
def log(request: pytest.FixtureRequest) -> io.StringIO:
    stream = io.StringIO()
    configure_logging("DEBUG", request.param, secrets=[TOKEN, "pass/word \"quoted'\n"], stream=stream)
    return stream


def failing(words: str) -> None:
    raise RuntimeError(words)


@pytest.mark.parametrize(
    ("message", "arguments"),
    [
        (f"token {TOKEN}", ()),
        ("url %s", (f"https://api.telegram.org/bot{TOKEN}/getMe",)),
        ("parameters %r", ({"token": TOKEN},)),
        ("quoted %s", (TOKEN.replace(":", "%3A"),)),
        ("bytes %r", (TOKEN.encode(),)),
        ("split %s:%s", (TOKEN.partition(":")[0], SECRET)),
    ],
)
def test_the_token_is_taken_out_of_messages_and_arguments(
    log: io.StringIO, message: str, arguments: tuple[Any, ...]
) -> None:
    logging.getLogger("somewhere").warning(message, *arguments)

    assert "[token]" in log.getvalue()
    assert SECRET not in log.getvalue()


def test_the_token_is_taken_out_of_tracebacks_and_chained_exceptions(log: io.StringIO) -> None:
    try:
        try:
            failing(f"cannot reach {TOKEN}")
        except RuntimeError as error:
            raise ValueError(f"gave up on {TOKEN}") from error
    except ValueError:
        logging.getLogger("somewhere").exception("It failed", stack_info=True)

    assert "gave up on" in log.getvalue()
    assert "cannot reach" in log.getvalue()
    assert SECRET not in log.getvalue()


def test_any_token_is_taken_out_also_one_nobody_told_of(log: io.StringIO) -> None:
    logging.getLogger("somewhere").warning("123456:ABCdef-ghi_JKLmnoPQRstuVWXyz012345")

    assert "ABCdef" not in log.getvalue()


def test_what_only_looks_a_little_like_a_token_stays(log: io.StringIO) -> None:
    logging.getLogger("somewhere").warning("at 12:30:45 revision 1234567:abc")

    assert "at 12:30:45 revision 1234567:abc" in log.getvalue()


def test_other_secrets_are_taken_out_however_they_are_written(log: io.StringIO) -> None:
    secret = "pass/word \"quoted'\n"
    for form in (secret, repr(secret), json.dumps(secret), "pass%2Fword%20%22quoted%27%0A"):
        logging.getLogger("somewhere").warning("secret: %s", form)

    assert "quoted" not in log.getvalue()


def test_an_uncaught_exception_is_logged_without_its_token(log: io.StringIO) -> None:
    try:
        failing(TOKEN)
    except RuntimeError as error:
        sys.excepthook(type(error), error, error.__traceback__)

    assert "Stopped by an error" in log.getvalue()
    assert SECRET not in log.getvalue()


def test_warnings_are_logged(log: io.StringIO) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(True)
        warnings.warn(f"old way to pass {TOKEN}", stacklevel=1)

    assert "old way to pass [token]" in log.getvalue()


def test_json_is_one_object_a_line_with_the_traceback_in_it() -> None:
    stream = io.StringIO()
    configure_logging("INFO", "json", stream=stream)
    try:
        failing("first line\nsecond line")
    except RuntimeError:
        logging.getLogger("bot.chat").exception("Ответ %s\nfailed", 7)
    logging.getLogger("bot.chat").info("fine")

    first, second = (json.loads(line) for line in stream.getvalue().splitlines())
    assert (first["level"], first["logger"], first["message"]) == ("ERROR", "bot.chat", "Ответ 7\nfailed")
    assert "second line" in first["traceback"]
    assert set(second) == {"time", "level", "logger", "message"}


def test_a_message_cannot_write_a_line_of_its_own() -> None:
    stream = io.StringIO()
    configure_logging("INFO", "text", stream=stream)
    logging.getLogger("bot").info("harmless\n2025-01-01 00:00:00 ERROR bot: forged\rx")

    assert len(stream.getvalue().splitlines()) == 1


def test_a_message_cannot_order_the_terminal_about() -> None:
    stream = io.StringIO()
    configure_logging("INFO", "text", stream=stream)
    logging.getLogger("bot").warning("Not taken in: %s", "\x1b[2J\x9b1m\u2028b\u202ec\ttabbed ok.txt")
    line = stream.getvalue()
    assert line.endswith("Not taken in: \\x1b[2J\\x9b1m\\u2028b\\u202ec\ttabbed ok.txt\n")


def test_libraries_that_log_urls_and_messages_are_kept_quiet() -> None:
    stream = io.StringIO()
    configure_logging("DEBUG", stream=stream)
    logging.getLogger("httpx").info("HTTP Request: POST https://api.telegram.org/")
    logging.getLogger("telegram.ext.Application").debug("Processing update: text of a message")
    logging.getLogger("telegram.request.Baserequest").error("Can not load invalid JSON data: <html>")
    logging.getLogger("bot").debug("ours")

    assert stream.getvalue().count("\n") == 1


def test_configuring_twice_logs_once() -> None:
    stream = io.StringIO()
    configure_logging("INFO", stream=io.StringIO())
    configure_logging("INFO", stream=stream)
    logging.getLogger("bot").info("once")

    assert stream.getvalue().count("once") == 1


def test_an_unknown_level_is_refused() -> None:
    with pytest.raises(ValueError, match="LOUD"):
        configure_logging("loud")
