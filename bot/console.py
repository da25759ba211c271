"""The terminal side of the subcommands that print and end; the chat there is `terminal_chat`."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from bot.briefing.catalogue import invalid
from bot.briefing.unclear import Unclear
from bot.conversation.follow_ups import read_on
from bot.dialogue import Export, export_asked, nearest_command, parse
from bot.errors import NothingWritten
from bot.exporting import Exporting
from bot.languages.saying import say, speaking
from bot.services.answering.answer import Answers
from bot.views import answer_json, telegram_html, terminal
from bot.views.filing.forms import NOTES, RENDERERS
from bot.words.answers import Briefing, Kind, Request

_EXAMPLE = "/export docx note /person Rosenblum"


async def answer_message(answers: Answers, text: str, language: str) -> tuple[Briefing, bool]:
    """Answer one message as a private chat would; a command nobody knows gets the nearest one named.

    Raises:
        StorageError: the database cannot be read.
    """
    request = parse(text, language=language)
    unclear = read_on(text, language, (), answers.library)
    if isinstance(unclear, Unclear):  # "when did he resign": nothing was spoken of before
        request = Request(Kind.UNCLEAR, unclear.written(), language)
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
    words = _after_export(text, language)
    if words is None:
        return None
    asked = export_asked(words, language, RENDERERS)
    if asked is None or asked.request is None:
        return say("Tell me the form and what to put into it, like this: {example}", example=_EXAMPLE)
    try:
        file = await exporting.into_folder(answers, asked, Path.cwd(), _today())
    except NothingWritten as error:
        return str(error)
    return say("Written: {file}", file=file.name)


def _after_export(text: str, language: str) -> str | None:
    """Return the words after `/export`, None of any other message."""
    request = parse(text, language=language)
    name, _, words = request.words.partition(" ") if request is not None else ("", "", "")
    return words if request is not None and request.kind is Kind.CHAT and name == "export" else None


async def write(
    answers: Answers, text: str, form: str, note: bool, file: Path, language: str, exporting: Exporting
) -> int:
    """Write the answer to one message into a file and return the exit code.

    The message may be as after `/export`, or with it: "note /person Rosenblum", "/export docx /topic gas".
    The form stays the one that is given.

    Raises:
        NothingWritten: there is no document of it.
        StorageError: the database cannot be read.
    """
    with speaking(language):
        words = _after_export(text, language)
        asked = export_asked(words, language, RENDERERS) if words else None
        asked = asked or export_asked(f"{form} {words or text}", language, RENDERERS)
        if asked is None or asked.request is None:
            raise NothingWritten(say("No document can be made of this."))
        export = Export(form, (note or asked.note) and form in NOTES, asked.request)
        await exporting.into_file(answers, export, file, _today())
    return 0


def _today() -> date:
    return datetime.now().astimezone().date()


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
