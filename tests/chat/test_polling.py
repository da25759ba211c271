"""The life of the bot: it outlasts every failure but two, keeps its token secret, and stops in order."""

from __future__ import annotations

import asyncio
import contextlib
import io
import logging
import os
import signal
import sys
from collections.abc import Iterator

import pytest

from bot.chat.delivering.persistence import Patience
from bot.errors import AnotherPoller, TokenRejected
from bot.languages.saying import LANGUAGES
from config.logging import configure_logging
from tests.chat.conftest import QUICK, CannedAnswers, LogLines, RunningBot, StartBot
from tests.telegram_server.server import Fault, TelegramServer

# --- failures ----------------------------------------------------------------------------------------------


async def test_every_failure_of_polling_is_outlasted(
    start_bot: StartBot, telegram: TelegramServer, log: LogLines
) -> None:
    faults = [Fault(500), Fault.broken_gateway(), Fault(cut=True), Fault(200, body=b"not JSON")]
    telegram.next_time("getUpdates", *faults)
    alice = telegram.user("Alice")
    alice.says("/person Marsh")
    async with start_bot():
        assert (await alice.private.reply()).text.startswith("Marsh")

    ours = [
        record
        for record in log.records
        if record.name == "bot.chat.delivering.persistence" and record.levelno > 20
    ]
    assert len(ours) == len(faults)


async def test_flood_control_of_polling_is_obeyed(
    start_bot: StartBot, telegram: TelegramServer, log: LogLines
) -> None:
    telegram.next_time("getUpdates", Fault.flood(3600))
    async with start_bot() as bot:
        await log.line("getUpdates: Telegram asks to wait 3600.0 s")
        await bot.stop()


async def test_no_network_at_the_start_is_outlasted(start_bot: StartBot, telegram: TelegramServer) -> None:
    telegram.next_time("getMe", Fault(cut=True), Fault(500), Fault.broken_gateway())
    telegram.next_time("deleteWebhook", Fault(cut=True))
    alice = telegram.user("Alice")
    alice.says("/person Marsh")
    async with start_bot():
        assert (await alice.private.reply()).text.startswith("Marsh")


async def test_the_bot_can_be_stopped_while_there_is_no_network(start_bot: StartBot, log: LogLines) -> None:
    async with start_bot(api_url="http://127.0.0.1:9", patience=Patience()) as bot:
        await log.line("Connecting to Telegram failed (httpx.ConnectError")
        await bot.stop()


async def test_a_webhook_left_behind_is_removed(start_bot: StartBot, telegram: TelegramServer) -> None:
    telegram.webhook = "https://elsewhere.example/hook"
    alice = telegram.user("Alice")
    alice.says("/person Marsh")
    async with start_bot():
        await alice.private.reply()
    assert telegram.webhook == ""


async def test_a_second_poller_ends_the_bot_in_one_sentence(
    start_bot: StartBot, telegram: TelegramServer
) -> None:
    telegram.rival = True
    with pytest.raises(AnotherPoller, match=r"^Another process serves the same bot") as raised:
        async with start_bot() as bot:
            await bot.task
    assert raised.value.exit_code == 3
    assert telegram.times("getUpdates") >= QUICK.conflict_tries


async def test_a_short_overlap_with_another_poller_is_put_up_with(
    start_bot: StartBot, telegram: TelegramServer, log: LogLines
) -> None:
    alice = telegram.user("Alice")
    async with start_bot(patience=Patience(pause=0.01, conflict_tries=3)):
        await telegram.polled()
        telegram.rival_polls()
        await telegram.until(lambda: telegram.times("getUpdates") == 2, "the next poll")
        alice.says("/person Marsh")
        assert (await alice.private.reply()).text.startswith("Marsh")
    assert log.lines == ["Another process polls with the same token; waiting for it to end"]


async def test_two_bots_with_one_token_do_not_fight_for_ever(
    start_bot: StartBot, telegram: TelegramServer
) -> None:
    with pytest.raises(AnotherPoller):  # whichever of the two gives up first
        async with start_bot() as first, start_bot() as second:
            await asyncio.wait({first.task, second.task}, return_when=asyncio.FIRST_COMPLETED)


@pytest.mark.parametrize("token", ["123456789:AAWrongTokenButOfTheRightShape-01234", "nonsense", "a/b:c"])
async def test_a_wrong_token_ends_the_bot_in_one_sentence(
    start_bot: StartBot, telegram: TelegramServer, token: str
) -> None:
    with pytest.raises(TokenRejected, match="does not accept TELEGRAM_BOT_TOKEN") as raised:
        async with start_bot(token=token) as bot:
            await bot.task
    assert token not in str(raised.value)
    assert raised.value.__cause__ is None
    assert raised.value.exit_code == 2


async def test_a_token_revoked_later_ends_the_bot_too(start_bot: StartBot, telegram: TelegramServer) -> None:
    async def revoke() -> None:
        await telegram.polled()
        telegram.token = "123456789:AAAnotherTokenGivenByBotFather-01"
        telegram.user("Alice").says("/person Marsh")

    with pytest.raises(TokenRejected):
        async with start_bot() as bot:
            await asyncio.gather(revoke(), bot.task)


@pytest.mark.presented
async def test_a_menu_that_cannot_be_set_is_not_fatal(
    start_bot: StartBot, telegram: TelegramServer, log: LogLines
) -> None:
    telegram.next_time("setMyCommands", Fault(500), Fault(cut=True))
    alice = telegram.user("Alice")
    async with start_bot():
        await telegram.until(lambda: telegram.times("setMyCommands") == 2 * len(LANGUAGES), "all tries")
        alice.says("/person Marsh")
        await alice.private.reply()
    assert [line.split(":")[0] for line in log.lines] == [
        "The command menu was not set (all_private_chats, en)",
        "The command menu was not set (all_group_chats, en)",
    ]


# --- secrets ----------------------------------------------------------------------------------------------


@contextlib.contextmanager
def everything_logged(token: str, form: str) -> Iterator[io.StringIO]:
    """Log everything at DEBUG, the libraries too, through the program's own handler."""
    stream = io.StringIO()
    root, hook = logging.getLogger(), sys.excepthook
    before, level = list(root.handlers), root.level
    names = ("telegram", "telegram.request", "httpx", "httpcore", "asyncio", "aiosqlite", "sqlalchemy")
    levels = {name: logging.getLogger(name).level for name in names}
    try:
        configure_logging("DEBUG", "json" if form == "json" else "text", secrets=[token], stream=stream)
        for name in names:
            logging.getLogger(name).setLevel(logging.DEBUG)
        yield stream
    finally:
        root.handlers[:] = before
        root.setLevel(level)
        sys.excepthook = hook
        logging.captureWarnings(False)
        for name, value in levels.items():
            logging.getLogger(name).setLevel(value)


@pytest.mark.parametrize("form", ["text", "json"])
async def test_the_token_appears_in_no_log_line_whatever_fails(
    start_bot: StartBot, telegram: TelegramServer, answers: CannedAnswers, form: str
) -> None:
    token, secret = telegram.token, telegram.token.partition(":")[2]
    answers.answers["Marsh"] = RuntimeError(f"could not open {telegram.url}/bot{token}/getFile")
    wrong = "123456789:AAWrongTokenButOfTheRightShape-01234"
    with everything_logged(token, form) as log:
        telegram.next_time("getMe", Fault(cut=True), Fault(500))
        telegram.next_time("getUpdates", Fault(cut=True), Fault(200, body=b"no JSON"), Fault.broken_gateway())
        telegram.next_time("sendMessage", Fault(cut=True), Fault(400, "Bad Request: strange"))
        alice = telegram.user("Alice")
        alice.says("/person Marsh")
        alice.says("/person Reed")
        async with start_bot():
            await alice.private.reply()
        with pytest.raises(TokenRejected):
            async with start_bot(token=wrong) as bot:
                await bot.task
    assert "getUpdates" in log.getvalue()
    assert secret not in log.getvalue()
    assert wrong.partition(":")[2] not in log.getvalue()


async def test_what_people_write_is_not_logged_at_the_levels_the_program_sets(
    start_bot: StartBot, telegram: TelegramServer
) -> None:
    stream = io.StringIO()
    with everything_logged(telegram.token, "text"):
        configure_logging("DEBUG", stream=stream)
        alice = telegram.user("Alice")
        alice.says("/person Zyxwvut")
        async with start_bot():
            await alice.private.reply()
    assert "Serving Telegram" in stream.getvalue()
    assert "Zyxwvut" not in stream.getvalue()


# --- stopping ---------------------------------------------------------------------------------------------


async def test_stopping_finishes_what_runs_and_takes_nothing_new(
    start_bot: StartBot, telegram: TelegramServer, answers: CannedAnswers
) -> None:
    gate = answers.hold("slow")
    alice = telegram.user("Alice")
    async with start_bot() as bot:
        alice.says("/person slow")
        await telegram.until(lambda: not telegram.waiting, "the question to be confirmed")
        bot.stopping.set()
        await telegram.until(lambda: telegram._poll is None, "the poll to end")
        alice.says("/person new")
        gate.set()
        await bot.task
    assert [reply.text.split("\n")[0] for reply in alice.private.replies] == ["slow"]
    async with start_bot():
        await alice.private.reply()
        assert (await alice.private.reply()).text.startswith("new")
    assert answers.finished == ["slow", "new"]


async def test_stopping_does_not_wait_for_ever(
    start_bot: StartBot, telegram: TelegramServer, answers: CannedAnswers, log: LogLines
) -> None:
    answers.hold("endless")
    alice = telegram.user("Alice")
    async with start_bot(patience=Patience(drain=0.05, closing=0.05)) as bot:
        alice.says("/person endless")
        await telegram.until(lambda: bool(answers.asked), "the question to be taken")
        await asyncio.wait_for(bot.stop(), 5)
    assert "Stopping with 1 messages unanswered" in log.lines


async def test_what_was_answered_is_not_answered_again_after_a_restart(
    start_bot: StartBot, telegram: TelegramServer, answers: CannedAnswers
) -> None:
    alice = telegram.user("Alice")
    for title in ("one", "two"):
        alice.says(f"/person {title}")
        async with start_bot():
            assert (await alice.private.reply()).text.startswith(title)
    assert answers.finished == ["one", "two"]


async def test_sigterm_stops_the_bot(bot: RunningBot, telegram: TelegramServer) -> None:
    await telegram.polled()
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.wait_for(bot.task, 5)
