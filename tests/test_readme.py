"""The README says what the program does: its tables are compared with the code."""

import argparse
import re
from pathlib import Path
from typing import get_args

from bot.__main__ import _parser
from bot.dialogue import COMMANDS
from bot.languages.saying import LANGUAGES
from config.settings import Settings

README = Path(__file__).parent.parent.joinpath("README.md").read_text(encoding="utf-8")


def table_after(heading: str) -> dict[str, list[str]]:
    """Return the rows of the first table under a heading, by the code name in their first column."""
    part = README.split(f"\n{heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = [
        [cell.strip() for cell in line.strip().strip("|").split(" | ")]
        for line in part.splitlines()
        if line.startswith("| `")
    ]
    return {re.sub("`", "", row[0]).strip(): row for row in rows}


def test_every_setting_is_in_the_readme_with_its_default() -> None:
    rows = table_after("## Settings")
    assert set(rows) == {name.upper() for name in Settings.model_fields}
    for name, field in Settings.model_fields.items():
        default = rows[name.upper()][1].strip("`")
        expected = "" if field.default in (None, frozenset()) else str(field.default)
        assert default.replace("none", "").replace("empty", "") == expected, name


def test_every_subcommand_is_in_the_readme() -> None:
    part = README.split("\n## From the command line\n", 1)[1].split("\n## ", 1)[0]
    written = set(re.findall(r"(?:^\| |, )`(\w+)", part, re.MULTILINE))
    (given,) = (action for action in _parser()._actions if isinstance(action, argparse._SubParsersAction))
    assert set(given.choices) <= written


def test_every_language_is_in_the_readme_and_can_be_the_default() -> None:
    rows = table_after("## Languages")
    assert {code: row[1] for code, row in rows.items()} == LANGUAGES
    takes = Settings.model_fields["default_language"].annotation
    assert set(get_args(takes)) == set(LANGUAGES)


def test_every_command_is_in_the_readme_and_no_other() -> None:
    written = {re.split(r"\s", name)[0].lstrip("/") for name in table_after("## What it understands")}
    assert written == {command.name for command in COMMANDS}


def test_the_folders_the_readme_lists_are_there() -> None:
    part = README.split("\n## How the house is laid out\n", 1)[1].split("```")[1]
    for line in part.splitlines():
        path = line.split("  ")[0].strip()
        if path:
            assert Path(__file__).parent.parent.joinpath(path).exists(), path
