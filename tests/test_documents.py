"""The documents say what the program does: what they name is there, what is written from the code is so."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from babel import Locale

from bot.dialogue import COMMANDS
from bot.languages.saying import LANGUAGES
from bot.speech.by_phrases import phrase_languages
from config.settings import Settings, variable_names
from tests.documents import PROJECT, documents

WRITTEN = documents()
DOCUMENTS = {
    path.relative_to(PROJECT).as_posix(): path.read_text(encoding="utf-8")
    for path in (
        PROJECT / "README.md",
        PROJECT / "CONTRIBUTING.md",
        *sorted((PROJECT / "docs").rglob("*.md")),
    )
}
OF_THE_READERS = ("README.md", "docs/using.md", "docs/administering.md")
"""Documents whose words after a slash are commands and not parts of addresses."""
OF_PLATFORMS = {"RAILWAY_RUN_UID"}
OF_BOTFATHER = {"newbot", "setprivacy", "setinline"}
ROOTS = ("bot", "storage", "config", "seeds", "tests", "docs")
_CODE = re.compile(r"`([^`\n]+)`")


def code_in(document: str) -> Iterator[str]:
    """Yield what stands between single backticks outside of blocks of code."""
    yield from (found[1] for found in _CODE.finditer(re.sub(r"(?s)```.*?```", "", DOCUMENTS[document])))


@cache
def constants() -> frozenset[str]:
    """Return the names of all constants of the program."""
    sources = (path.read_text(encoding="utf-8") for path in (PROJECT / "bot").rglob("*.py"))
    return frozenset(name for source in sources for name in re.findall(r"(?m)^([A-Z_]+)\b", source))


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_what_is_written_from_the_code_is_as_the_code_is(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == WRITTEN[path], "`make documents` writes it anew"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_path_a_document_names_is_there(document: str) -> None:
    named = [word for code in code_in(document) for word in code.split()]
    paths = [word for word in named if re.fullmatch(rf"(?:{'|'.join(ROOTS)})/[\w./-]+", word)]
    assert [path for path in paths if "CODE" not in path and not (PROJECT / path).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_between_documents_leads_somewhere(document: str) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)\s]+)\)", DOCUMENTS[document]):
        file, _, heading = target.partition("#")
        path = (PROJECT / document).parent / file
        assert path.exists(), target
        if heading:
            headings = re.findall(r"(?m)^#+ (.+)$", path.read_text(encoding="utf-8"))
            assert heading in {one.lower().replace(" ", "-") for one in headings}, target


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_target_of_make_a_document_names_is_one(document: str) -> None:
    targets = set(re.findall(r"(?m)^([a-z]+):", (PROJECT / "Makefile").read_text(encoding="utf-8")))
    named = set(re.findall(r"(?m)(?:^|`)make ([a-z]+)", DOCUMENTS[document]))
    assert named <= targets


@pytest.mark.parametrize("document", OF_THE_READERS)
def test_every_command_a_document_names_is_one(document: str) -> None:
    named = {found[1] for code in code_in(document) if (found := re.match(r"/([a-z]+)", code))}
    assert named - OF_BOTFATHER <= {command.name for command in COMMANDS}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_name_in_capitals_a_document_names_is_one_of_ours(document: str) -> None:
    """A setting, or a constant of the program."""
    named = {
        found[1] for code in code_in(document) if (found := re.match(r"(_?[A-Z]+(?:_[A-Z]+)+)(?:=|$)", code))
    }
    assert named - constants() <= set(variable_names()) | OF_PLATFORMS


def test_every_language_is_in_the_documents_and_can_be_the_default() -> None:
    part = DOCUMENTS["docs/using.md"].split("\n## Languages\n")[1]
    rows = [
        [cell.strip(" `") for cell in line.strip("|").split("|")]
        for line in part.splitlines()
        if "| `" in line
    ]
    assert {row[0]: row[1] for row in rows} == LANGUAGES
    assert set(get_args(Settings.model_fields["default_language"].annotation)) == set(LANGUAGES)


def test_the_languages_whose_speech_is_read_by_phrases_are_those_the_reader_is_told_of() -> None:
    told = re.search(r"Of ([^.]*) sources it reads dates", DOCUMENTS["README.md"].replace("\n", " "))
    assert told is not None
    names = {name for code in phrase_languages() if (name := Locale(code).english_name) is not None}
    assert set(re.split(r", | and ", told[1])) == names


def test_the_floors_of_the_architecture_are_those_of_the_contract() -> None:
    contracts = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
        "importlinter"
    ]
    (rooms,) = (contract for contract in contracts["contracts"] if contract["id"] == "rooms")
    part = DOCUMENTS["docs/architecture.md"].split("\n## Floors and rooms\n")[1].split("\n## ")[0]
    rows = [line.replace("\\|", ";").split("|")[1] for line in part.splitlines() if line.startswith("| `")]
    written = [sorted(re.findall(r"`bot/(\w+)(?:\.py)?`", row)) for row in rows]
    assert written == [sorted(floor.split(" | ")) for floor in rooms["layers"]]
