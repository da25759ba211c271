"""The terminal side: the chat, and the subcommands that print and end."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Iterable
from dataclasses import replace

from rich.console import Console

from bot.briefing.catalogue import invalid
from bot.dialogue import nearest_command, parse
from bot.languages.saying import marked, say, speaking
from bot.models import Briefing, Kind
from bot.services.answer import Answers
from bot.views import answer_json, telegram_html, terminal

_GREETING = marked("Ask me anything, /help shows how; leave with /quit.")
_LEAVE = frozenset({"/quit", "/exit", "/bye"})


async def answer_message(answers: Answers, text: str, language: str) -> tuple[Briefing, bool]:
    """Answer one message as a private chat would; a command nobody knows gets the nearest one named.

    Raises:
        StorageError: the database cannot be read.
    """
    request = parse(text, language=language)
    if request is not None:
        # Whoever sits at the terminal has the database itself in hand.
        return await answers.answer_or_cached(replace(request, administrator="terminal"))
    nearest = nearest_command(text)
    told = say("I do not know this command; /help lists what I know.")
    if nearest is not None:
        told = say("I do not know this command; did you mean {command}?", command=f"/{nearest.name}")
    return invalid(text, Kind.ERROR, told, answers.library), False


async def chat(answers: Answers, console: Console, language: str) -> None:
    """Talk with whoever sits at the terminal until they leave (end of input, Ctrl-C or /quit)."""
    with speaking(language):
        await _talk(answers, console, language)


async def _talk(answers: Answers, console: Console, language: str) -> None:
    first, _ = await answer_message(answers, "/start", language)
    console.print(terminal.render(first))
    console.print(f"\n{say(_GREETING)}", style="dim")
    while True:
        try:
            # Reading waits in a thread, so that a changed corpus is taken in meanwhile.
            line = (await asyncio.to_thread(console.input, "\n[bold green]›[/] ")).strip()
        except (EOFError, KeyboardInterrupt):
            console.print()
            return
        if line.lower() in _LEAVE:
            return
        if line:
            with console.status(say("Looking …")):
                briefing, _ = await answer_message(answers, line, language)
            console.print()
            console.print(terminal.render(briefing))


async def ask(answers: Answers, queries: Iterable[str], form: str, language: str) -> None:
    """Answer each query on standard output, in the order asked.

    Args:
        answers: the service.
        queries: one message each.
        form: "text", "html" or "json".
        language: of the chat.

    Raises:
        StorageError: the database cannot be read.
    """
    with speaking(language):
        await _ask(answers, queries, form, language)


async def _ask(answers: Answers, queries: Iterable[str], form: str, language: str) -> None:
    first = True
    for query in queries:
        begun = time.perf_counter()
        briefing, cached = await answer_message(answers, query, language)
        elapsed = (time.perf_counter() - begun) * 1000
        if form == "json":
            plain = answer_json.as_json(briefing, query=query, elapsed_ms=elapsed, cached=cached)
            sys.stdout.write(json.dumps(plain, ensure_ascii=False) + "\n")
        elif form == "html":
            sys.stdout.write(telegram_html.render(briefing) + "\n")
        else:
            rule = "" if first else "\n" + "─" * 60 + "\n\n"
            sys.stdout.write(f"{rule}{terminal.as_text(briefing)}\n")
        sys.stdout.flush()
        first = False


def lines_of_input() -> Iterable[str]:
    """Return the lines of standard input, one message each."""
    return (line.rstrip("\n") for line in sys.stdin)
