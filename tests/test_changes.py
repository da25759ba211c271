"""What CHANGELOG.md will say of the next version: a file a change, of a kind that is shown, each whole."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["towncrier"]
CHANGES = sorted((ROOT / SETTINGS["directory"]).glob("*.md"))


def test_each_change_is_of_a_kind_that_is_shown_and_a_sentence() -> None:
    kinds = {one["directory"] for one in SETTINGS["type"]}
    for change in CHANGES:
        name, kind, _ = change.name.rsplit(".", 2)
        assert kind in kinds, change.name
        assert name.startswith("+"), change.name
        assert change.read_text(encoding="utf-8").rstrip().endswith((".", ".)")), change.name


def test_all_of_them_stand_in_what_the_next_version_is_said_to_bring() -> None:
    command = [
        sys.executable,
        "-m",
        "towncrier",
        "build",
        "--draft",
        "--version",
        "9.9.9",
        "--dir",
        str(ROOT),
    ]
    made = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True, timeout=120)
    shown = " ".join(made.stdout.split())
    for change in CHANGES:
        assert " ".join(change.read_text(encoding="utf-8").split()) in shown, change.name


def test_the_place_where_they_are_written_is_there() -> None:
    assert SETTINGS["start_string"] in (ROOT / SETTINGS["filename"]).read_text(encoding="utf-8")
