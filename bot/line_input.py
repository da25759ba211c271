"""The lines somebody types: with editing, history and completion on a terminal, plain anywhere else."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from rich.console import Console

from bot.briefing.lines.library import Library
from bot.dialogue import COMMANDS
from bot.words.answers import Kind
from bot.words.kind_traits import traits_of

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession

_PROMPT = "› "
_MOST_OFFERED = 12
_OF_SUBJECTS = frozenset({Kind.TOPIC, Kind.SEARCH})


class LineInput:
    """Reads one line after the other. What is typed is kept for the arrow keys, and nowhere else."""

    def __init__(self, console: Console, library: Callable[[], Library]) -> None:
        """Take the console to ask at, and the corpus whose names are completed."""
        self._console = console
        self._library = library
        self._session = _session(self._completions) if sys.stdin.isatty() and console.is_terminal else None

    async def next(self) -> str | None:
        """Return the next line without the white space at its ends; None when there is none, or on Ctrl-C."""
        try:
            if self._session is not None:
                self._console.print()
                return (await self._session.prompt_async(_PROMPT)).strip()
            # Reading waits in a thread, so that a changed corpus is taken in meanwhile.
            return (await asyncio.to_thread(self._console.input, f"\n{_PROMPT}")).strip()
        except (EOFError, KeyboardInterrupt):
            self._console.print()
            return None

    def _completions(self, typed: str) -> Iterable[str]:
        return completions(typed, self._library())


def completions(typed: str, library: Library) -> list[str]:
    """Return what a line may go on as: its command, or the name or subject its last words begin."""
    command, space, words = typed.partition(" ")
    if typed.startswith("/") and not space:
        known = [f"/{one.name} " for one in COMMANDS if one.kind is not Kind.CHAT]
        return [one for one in known if one.startswith(typed.lower())]
    if not typed.startswith("/"):
        command, space, words = "", "", typed
    asked = next((one for one in COMMANDS if f"/{one.name}" == command.lower()), None)
    names = [person.name for person in library.directory.people if not person.weak]
    if asked is None or not traits_of(asked.kind).on_somebody:
        subjects = list(library.subjects)
        subjects_first = asked is not None and asked.kind in _OF_SUBJECTS
        names = [*subjects, *names] if subjects_first else [*names, *subjects]
    wanted = words.casefold()
    fitting = [name for name in names if wanted and _begins(name, wanted)]
    return [f"{command}{space}{name}" for name in dict.fromkeys(fitting)][:_MOST_OFFERED]


def _begins(name: str, wanted: str) -> bool:
    """Say whether a name, or one of its words, begins with what was typed, and goes on."""
    folded = name.casefold()
    starts = [0, *(place + 1 for place, mark in enumerate(folded) if mark in " -")]
    return folded != wanted and any(folded.startswith(wanted, start) for start in starts)


def _session(complete: Callable[[str], Iterable[str]]) -> PromptSession[str]:
    # Loaded where somebody types; every other subcommand starts without it.
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import CompleteEvent, Completer, Completion
    from prompt_toolkit.document import Document

    class Names(Completer):
        """Offers what a line may go on as."""

        def get_completions(self, document: Document, _: CompleteEvent) -> Iterable[Completion]:
            """Return the completions of what stands before the cursor."""
            typed = document.text_before_cursor
            return [Completion(whole, start_position=-len(typed)) for whole in complete(typed)]

    return PromptSession(completer=Names(), complete_while_typing=False)
