"""The terminal side: the chat, and the subcommands that print and end."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from rich.console import Console
from rich.text import Text

from bot.briefing.catalogue import invalid
from bot.dialogue import NOT_EXPORTED, Export, export_asked, nearest_command, parse
from bot.errors import NothingWritten
from bot.exporting import Exporting
from bot.languages.saying import marked, say, speaking
from bot.models import Briefing, Kind
from bot.services.answer import Answers
from bot.views import answer_json, telegram_html, terminal
from bot.views.filing.forms import RENDERERS

_GREETING = marked("Ask me anything, /help shows how; leave with /quit.")
_EXAMPLE = "/export docx note /person Rosenblum"
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


async def exported(answers: Answers, text: str, language: str, exporting: Exporting) -> str | None:
    """Do what `/export` asks and return one sentence on it, None for any other message.

    Raises:
        StorageError: the database cannot be read.
    """
    request = parse(text, language=language)
    name, _, words = request.words.partition(" ") if request is not None else ("", "", "")
    if request is None or request.kind is not Kind.CHAT or name != "export":
        return None
    asked = export_asked(words, language, RENDERERS)
    if asked is None or asked.request is None:
        return say("Tell me the form and what to put into it, like this: {example}", example=_EXAMPLE)
    try:
        file = await exporting.into_folder(answers, asked, Path.cwd(), _today())
    except NothingWritten as error:
        return str(error)
    return say("Written: {file}", file=file.name)


async def write(
    answers: Answers, text: str, form: str, note: bool, file: Path, language: str, exporting: Exporting
) -> int:
    """Write the answer to one message into a file and return the exit code.

    Raises:
        NothingWritten: there is no document of it.
        StorageError: the database cannot be read.
    """
    with speaking(language):
        request = parse(text, language=language)
        if request is None or request.kind in NOT_EXPORTED:
            raise NothingWritten(say("No document can be made of this."))
        await exporting.into_file(answers, Export(form, note, request), file, _today())
    return 0


def _today() -> date:
    return datetime.now().astimezone().date()


async def chat(answers: Answers, console: Console, language: str, exporting: Exporting) -> None:
    """Talk with whoever sits at the terminal until they leave (end of input, Ctrl-C or /quit)."""
    with speaking(language):
        await _talk(answers, console, language, exporting)


async def _talk(answers: Answers, console: Console, language: str, exporting: Exporting) -> None:
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
                written = await exported(answers, line, language, exporting)
            if written is not None:
                console.print(Text(f"\n{written}"))
                continue
            with console.status(say("Looking …")):
                briefing, _ = await answer_message(answers, line, language)
            console.print()
            console.print(terminal.render(briefing))


async def ask(
    answers: Answers, queries: Iterable[str], form: str, language: str, exporting: Exporting
) -> None:
    """Answer each query on standard output, in the order asked; `/export` writes a file.

    Args:
        answers: the service.
        queries: one message each.
        form: "text", "html" or "json".
        language: of the chat.
        exporting: writes what `/export` asks for into the current folder.

    Raises:
        StorageError: the database cannot be read.
    """
    with speaking(language):
        await _ask(answers, queries, form, language, exporting)


async def _ask(
    answers: Answers, queries: Iterable[str], form: str, language: str, exporting: Exporting
) -> None:
    first = True
    for query in queries:
        begun = time.perf_counter()
        written = await exported(answers, query, language, exporting) if form == "text" else None
        if written is not None:
            rule = "" if first else "\n" + "─" * 60 + "\n\n"
            sys.stdout.write(f"{rule}{written}\n")
            sys.stdout.flush()
            first = False
            continue
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
