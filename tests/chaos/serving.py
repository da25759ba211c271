"""The bot as a process that may be killed: the program's own wiring, quickly started from a fork server."""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from telegram import Update
from telegram.ext import AIORateLimiter, Application, MessageHandler, filters

from bot.app import open_corpus, serve_telegram
from config.settings import Settings


@dataclass(frozen=True)
class Life:
    """How the bot is started.

    `unlimited` takes away the sending and asking limits, to reach it faster; `echo` starts, in place of the
    bot, the Telegram library alone, sending back what it is sent.
    """

    api_url: str
    token: str
    database: Path
    log: Path
    unlimited: bool = False
    echo: bool = False


def start(life: Life) -> BaseProcess:
    """Start the bot in a process of its own, the program already loaded."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(
        [
            "tests.chaos.serving",
            "bot.chat.serving",
            "bot.services.taking_in.receiving",
            "bot.services.status",
            "storage.kept.chats",
            "storage.kept.deliveries",
            "storage.kept.screens",
            "storage.kept.subscriptions",
        ]
    )
    process = context.Process(target=_live, args=(life,), daemon=True)
    process.start()
    return process


def _live(life: Life) -> None:
    logging.basicConfig(filename=life.log, level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    if life.unlimited:
        _take_limits_away()
    asyncio.run(_echo(life) if life.echo else _serve(life))


async def _serve(life: Life) -> None:
    settings = Settings(
        telegram_bot_token=life.token,  # type: ignore[arg-type]
        telegram_api_url=life.api_url,
        database_url=f"sqlite:///{life.database}",
        requests_a_minute=1_000_000 if life.unlimited else 20,
    )
    async with open_corpus(settings.database_url) as corpus:
        answers = await corpus.answers()
        await serve_telegram(settings, corpus, answers)


async def _echo(life: Life) -> None:
    async def reply(update: Update, _: object) -> None:
        message = update.effective_message
        assert message is not None
        await message.reply_text(message.text or "")

    application = (
        Application.builder()
        .token(life.token)
        .base_url(f"{life.api_url}/bot")
        .rate_limiter(AIORateLimiter())
        .concurrent_updates(32)
        .job_queue(None)
        .build()
    )
    application.add_handler(MessageHandler(filters.ALL, reply))
    async with application:
        await application.start()
        assert application.updater is not None
        await application.updater.start_polling()
        await asyncio.Event().wait()


def _take_limits_away() -> None:
    from bot.chat.delivering.pacing import ChatRateLimiter

    async def at_once(_: object, callback: Any, args: Any, kwargs: Any, *__: Any, **___: Any) -> Any:
        return await callback(*args, **kwargs)

    ChatRateLimiter.process_request = at_once  # type: ignore[assignment, method-assign]
