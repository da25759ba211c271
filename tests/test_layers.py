"""Imports run one way between the rooms of the house, as pyproject.toml lists them."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

PROJECT = Path(__file__).parents[1]
PLANTED = {
    "bot.speech.voice": "bot.people.directory",
    "bot.text.tokens": "bot.corpus.cleaning.lines",
    "bot.services.status": "storage.database",
    "storage.database": "bot.text.tokens",
    "bot.briefing.lines.once": "bot.briefing.composing",
    "bot.chat.presses": "bot.chat.serving",
    "bot.corpus.duplicates": "bot.corpus.articles",
    "bot.services.taking_in.inputs": "bot.services.status",
}
CHECK = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))"


def checked(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", CHECK], cwd=folder, capture_output=True, text=True, check=False
    )


def test_no_room_imports_one_above_it() -> None:
    done = checked(PROJECT)
    assert done.returncode == 0, done.stdout


def test_an_import_that_runs_the_other_way_is_found(tmp_path: Path) -> None:
    for room in ("bot", "storage", "config"):
        shutil.copytree(
            PROJECT / room, tmp_path / room, ignore=shutil.ignore_patterns("*.toml", "*.po", "__pycache__")
        )
    shutil.copy(PROJECT / "pyproject.toml", tmp_path)
    for module, imported in PLANTED.items():
        with (tmp_path / f"{module.replace('.', '/')}.py").open("a", encoding="utf-8") as source:
            source.write(f"\nimport {imported}\n")
    done = checked(tmp_path)
    assert "0 kept, 7 broken" in done.stdout
    assert all(f"{module} -> {imported}" in done.stdout for module, imported in PLANTED.items()), done.stdout


def test_each_room_is_in_every_contract_that_is_of_all() -> None:
    contracts = {
        contract["id"]: contract
        for contract in tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
            "importlinter"
        ]["contracts"]
    }
    inside = [path for path in (PROJECT / "bot").iterdir() if path.is_dir() or path.suffix == ".py"]
    rooms = {f"bot.{path.stem}" for path in inside if path.stem[:1].isalpha()}
    wiring = {"bot.app", "bot.subcommands", "bot.upkeep"}
    words = {"bot.words", "bot.errors"}
    assert set(contracts["edges"]["source_modules"]) == rooms - wiring
    assert set(contracts["storage"]["forbidden_modules"]) == rooms - words
