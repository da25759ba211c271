"""The command line: `python -m bot`, installed as `aide-memoire`."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import ctypes
import gc
import os
import sys
from collections.abc import Awaitable, Callable, Sequence

from bot.errors import AideMemoireError

_MOST_ARENAS, _KEPT_AT_THE_TOP = -8, -1  # M_ARENA_MAX and M_TRIM_THRESHOLD of malloc.h
_KEPT = 65_536  # bytes
_Subcommand = Callable[[argparse.Namespace], Awaitable[int]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a subcommand and return the exit code.

    0 done, 1 some input could not be read, 2 a setting, an argument or the token is wrong, 3 another process
    polls with the same token, 4 the database cannot be used.
    """
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    os.umask(0o077)  # what is written here is nobody else's
    given = _parser().parse_args(arguments)
    try:
        return asyncio.run(_run(given))
    except AideMemoireError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our output has seen enough; nothing more can be written, also not at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


async def _run(given: argparse.Namespace) -> int:
    # Imported here so that `--help` and a wrong argument cost nothing. What is imported stays: looking for
    # garbage in it, now and later, would take an eighth of the time of a start.
    gc.disable()
    _keep_memory_together()
    # The command line of httpx, with what that needs: nobody calls it, and httpx does without.
    sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]
    from bot import subcommands

    gc.freeze()
    gc.enable()
    subcommand: _Subcommand = getattr(subcommands, given.subcommand or "run")
    with contextlib.suppress(asyncio.CancelledError):
        return await subcommand(given)
    return 130


def _keep_memory_together() -> None:
    """Let threads take memory from one place, and what is large and free go back: 5 MB of 170 when serving.

    The C library of GNU else keeps a place for each thread; one lock more is nothing beside Python's own.
    """
    with contextlib.suppress(OSError, AttributeError):
        library = ctypes.CDLL("libc.so.6")
        library.mallopt(_MOST_ARENAS, 1)
        library.mallopt(_KEPT_AT_THE_TOP, _KEPT)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="aide-memoire", description="Briefings from news articles, every line traceable to its source."
    )
    subcommands = parser.add_subparsers(dest="subcommand", metavar="SUBCOMMAND")
    run = subcommands.add_parser("run", help="serve Telegram, or chat here without a token (the default)")
    run.add_argument(
        "--role",
        choices=("all", "web", "ingest"),
        default="all",
        help="web: serve, and leave it to others to take documents in; ingest: only that",
    )
    subcommands.add_parser("chat", help="chat in the terminal, whatever the token")
    ask = subcommands.add_parser("ask", help="answer each QUERY, or each line of standard input")
    ask.add_argument(
        "--format",
        choices=("text", "html", "json", "pdf", "docx", "md", "ics", "csv"),
        default="text",
        help="what the answers are written as (text)",
    )
    ask.add_argument("-o", "--output", metavar="FILE", help="write there; pdf, docx, md, ics and csv need it")
    ask.add_argument("--note", action="store_true", help="as a briefing note (pdf, docx, md)")
    ask.add_argument("--mark", default="", metavar="WORDS", help="how the document is to be handled")
    ask.add_argument("query", nargs="*", metavar="QUERY")
    ingest = subcommands.add_parser(
        "ingest", help="read .txt, .md, .html, .pdf, .docx and .jsonl documents into the database"
    )
    ingest.add_argument("input", nargs="*", metavar="PATH|URL", help="default: the corpus folder")
    inspect = subcommands.add_parser("inspect", help="show what is understood of a file, storing nothing")
    inspect.add_argument(
        "--format", choices=("text", "json"), default="text", help="as text, or as JSON for scripts"
    )
    inspect.add_argument("path", nargs="+", metavar="PATH")
    summarise = subcommands.add_parser("summarise", help="summarise documents in whole sentences")
    summarise.add_argument("--words", type=_positive, default=100, help="the most words (100)")
    summarise.add_argument("--about", metavar="WORDS", help="what the summary should be about")
    summarise.add_argument("path", nargs="+", metavar="PATH")
    status = subcommands.add_parser("status", help="show how the bot is doing")
    status.add_argument(
        "--check", action="store_true", help="only exit 0 while the bot is in touch with Telegram, else 1"
    )
    feeds = subcommands.add_parser("feeds", help="what the corpus is fed from")
    feeds.add_argument(
        "action",
        choices=("list", "add", "remove", "check", "import", "export"),
        help="check: look at each as it is now; import, export: a list other programs know (OPML)",
    )
    feeds.add_argument(
        "words", nargs="*", metavar="WORDS", help="add ADDRESS [NAME], remove N, import FILE, export FILE"
    )
    backup = subcommands.add_parser("backup", help="copy the database into a file, also while the bot serves")
    backup.add_argument("file", metavar="FILE")
    restore = subcommands.add_parser("restore", help="put such a copy in the place of the database")
    restore.add_argument("file", metavar="FILE")
    move = subcommands.add_parser("move", help="carry everything from one database to another")
    move.add_argument("source", metavar="FROM", help="an address such as DATABASE_URL takes")
    move.add_argument("target", metavar="TO", help="another one")
    people = subcommands.add_parser("people", help="work out who is who anew, should it ever be wrong")
    people.add_argument(
        "--resolve-all", action="store_true", required=True, help="everybody, from all articles"
    )
    subcommands.add_parser(
        "reindex", help="make the search index of a large corpus anew, should it ever be wrong"
    )
    return parser


def _positive(text: str) -> int:
    number = int(text) if text.isdigit() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of words")
    return number


if __name__ == "__main__":
    sys.exit(main())
