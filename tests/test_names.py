"""One name, one thing: no class is called what another is, and no module but for three kinds of pairs."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).parents[1]
MODULES = [
    path.relative_to(PROJECT)
    for room in ("bot", "storage", "config")
    for path in sorted((PROJECT / room).rglob("*.py"))
    if path.name != "__init__.py"
]
TWINS = (
    ("storage/sqlite", "storage/postgresql", "storage"),
    ("bot/speech", "bot/speech/russian"),
)
"""Folders whose modules of one name do the same, on one database or another, in one language or another."""


def classes() -> Iterator[tuple[str, Path]]:
    """Yield every public class of the program with its module."""
    for module in MODULES:
        for node in ast.walk(ast.parse((PROJECT / module).read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                yield node.name, module


def test_no_two_classes_have_one_name() -> None:
    found = defaultdict(list)
    for name, module in classes():
        found[name].append(module.as_posix())
    assert {name: modules for name, modules in found.items() if len(modules) > 1} == {}


def test_no_two_modules_have_one_name_but_what_is_kept_and_its_table_and_twins() -> None:
    found = defaultdict(set)
    for module in MODULES:
        found[module.stem].add(module.parent.as_posix())
    several = {name: folders - {"storage/kept"} for name, folders in found.items()}
    unlike = {
        name: folders
        for name, folders in several.items()
        if len(folders) > 1 and not any(folders <= set(twins) for twins in TWINS)
    }
    assert unlike == {}
