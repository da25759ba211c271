"""Documents that are written from the code, so that what is said of it stands in one place.

`make documents` runs this file: docs/commands.md from the command table and the command line,
docs/settings.md from the settings, and the values of docs/glossary.md from `bot/words`. A test finds what is
no longer as the code is.
"""

from __future__ import annotations

import argparse
import ast
import inspect
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from bot.__main__ import _parser, main
from bot.dialogue import COMMANDS, Command
from config.settings import Settings

PROJECT = Path(__file__).parents[1]
DOCS = PROJECT / "docs"
_WIDTH = 120  # characters of a line that is no table
VALUES = "\n## Values\n"
"""The heading of the glossary under which everything is written from the code."""

_COMMANDS = """\
# Commands
Written by `make documents` from `bot/dialogue.py` and `bot/__main__.py`. What a name and words may be, and
what an answer holds, is in [using.md](using.md).

## What it understands

{messages}

Anything else is taken as a question: a person, a topic or a passage, whichever fits best.

## The command line

`python -m bot`, or `aide-memoire` where it is installed; without a subcommand it is `run`.

{subcommands}

{exit_codes}
"""
_SETTINGS = """\
# Settings
Written by `make documents` from `config/settings.py`. Environment variables, or lines of a file `.env`; the
environment wins, and an empty value counts as not set. A value that is wrong ends the start with one sentence
and exit code 2.

{settings}
"""
_WORDS_OF_THE_CODE = """
Written by `make documents` from the classes of `bot/words`.

{values}
"""


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a Markdown table; bars inside of cells are escaped."""
    head = list(head)
    written = [[cell.replace("|", "\\|") for cell in row] for row in rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *written))


def documents() -> Mapping[Path, str]:
    """Return the text of each document as the code wants it."""
    glossary = DOCS / "glossary.md"
    by_hand = glossary.read_text(encoding="utf-8").split(VALUES)[0]
    return {
        DOCS / "commands.md": _COMMANDS.format(
            messages=table(("message", "answer"), map(_message, COMMANDS)),
            subcommands=table(("command", "what it does"), _subcommands()),
            exit_codes=_exit_codes(),
        ),
        DOCS / "settings.md": _SETTINGS.format(
            settings=table(("variable", "default", "takes", "meaning"), _settings())
        ),
        glossary: by_hand + VALUES + _WORDS_OF_THE_CODE.format(values=table(("word", "meaning"), _values())),
    }


def _message(command: Command) -> tuple[str, str]:
    asked = f"/{command.name} {command.argument or ''}".strip()
    example = f"; as in `{command.example}`" if command.example != asked else ""
    return f"`{asked}`", command.description + example


def _subcommands() -> Iterator[tuple[str, str]]:
    """Yield each subcommand with what it must be given, and then whatever else is said of its arguments."""
    for action in _parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            helps = {one.dest: one.help or "" for one in action._choices_actions}
            for name, parser in action.choices.items():
                told = [one for one in parser._actions if one.help and one.dest != "help"]
                untold = [_taken(one) for one in parser._actions if not one.help]
                yield f"`{' '.join((name, *untold))}`", helps[name]
                yield from ((f"`{name} {_taken(one)}`", one.help or "") for one in told)


def _taken(argument: argparse.Action) -> str:
    """Return how an argument is written, as in "--format text|json"."""
    words = argument.metavar or "|".join(argument.choices or ()) or argument.dest.upper()
    more = " …" if argument.nargs in ("*", "+") else ""
    value = "" if argument.nargs == 0 else f"{words}{more}"
    return " ".join(filter(None, (*argument.option_strings[:1], value)))


def _exit_codes() -> str:
    """Return what the function that ends the program says of its exit codes."""
    said = " ".join((inspect.getdoc(main) or "").split("\n\n")[1].split())
    return textwrap.fill(f"Exit codes: {said}", _WIDTH)


def _settings() -> Iterator[tuple[str, str, str, str]]:
    meanings = texts_below(ast.parse(textwrap.dedent(inspect.getsource(Settings))).body[0])
    for name, field in Settings.model_fields.items():
        default = "none" if field.default in (None, frozenset()) else f"`{field.default}`"
        yield f"`{name.upper()}`", default, field.description or "", meanings[name]


def texts_below(node: ast.AST) -> dict[str, str]:
    """Return the text that stands below each field of a class, in one line."""
    assert isinstance(node, ast.ClassDef)
    return {
        field.target.id: " ".join(text.value.value.split())
        for field, text in zip(node.body, node.body[1:], strict=False)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        if isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant)
        if isinstance(text.value.value, str)
    }


def _values() -> Iterator[tuple[str, str]]:
    """Yield each class of `bot/words` with the first paragraph of what it says of itself, by name."""
    found = {
        node.name: (module.stem, (ast.get_docstring(node) or "").split("\n\n")[0])
        for module in (PROJECT / "bot" / "words").glob("*.py")
        for node in ast.parse(module.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    }
    for name, (module, says) in sorted(found.items()):
        yield f"`{name}`", f"{' '.join(says.split())} (`{module}`)"


if __name__ == "__main__":
    for path, text in documents().items():
        path.write_text(text, encoding="utf-8")
        print(path.relative_to(PROJECT))
