"""The terminal side of the subcommands that print and end; the chat there is `terminal_chat`."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable
from dataclasses import replace

from bot.briefing.catalogue import invalid
from bot.dialogue import nearest_command, parse
from bot.languages.saying import say, speaking
from bot.models import Briefing, Kind
from bot.services.answer import Answers
from bot.views import answer_json, telegram_html, terminal


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
