"""The data of languages: every file is known, every key is read, no list contradicts itself or another."""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.language_data import calendar, loading
from bot.language_data.file_shapes import EXCLUDING, SUBJECTS, Rows, Shape, Table, ValueKind
from bot.language_data.loading import LanguageDataError, folders, read, subject
from tests.language_data.checking import Files, contradictions, faults_of

BOT = Path(__file__).parents[2] / "bot"


def files_of(name: str) -> Files:
    found = {folder: read(folder, name) for folder in folders()}
    return {folder: data for folder, data in found.items() if data is not None}


# --- the data ----------------------------------------------------------------------------------------------


def test_every_file_is_of_a_subject_and_every_subject_has_one() -> None:
    written = {path.stem for path in (BOT / "language_data").glob("*/*.toml")}
    assert written == set(SUBJECTS)


@pytest.mark.parametrize("name", SUBJECTS)
def test_the_files_of_a_subject_have_no_faults(name: str) -> None:
    assert faults_of(SUBJECTS[name], files_of(name)) == []


@pytest.mark.parametrize("name", EXCLUDING)
def test_no_entry_stands_in_two_lists_that_contradict_each_other(name: str) -> None:
    assert contradictions(files_of(name), EXCLUDING[name]) == []


@pytest.mark.parametrize("name", SUBJECTS)
def test_every_key_of_a_subject_is_read(name: str) -> None:
    readers = readers_of(name)
    assert readers, "no module asks for it"
    spoken = set().union(*(words_of(module) for module in readers))
    assert [key for key in keys_of(SUBJECTS[name]) if key not in spoken] == []


def test_each_language_alone_holds_what_its_folder_says() -> None:
    for name in SUBJECTS:
        for folder, written in files_of(name).items():
            assert {key for key, value in subject(name, folder).items() if value} >= {
                key for key, value in written.items() if value
            }, (name, folder)


def test_what_is_laid_together_of_all_languages_are_expressions() -> None:
    written = [one for name, shape in SUBJECTS.items() for one in expressions_in(shape, subject(name))]
    assert len(written) > 100  # else they are looked for in the wrong places
    assert [one for one in written if not is_expression(one)] == []


def is_expression(written: str) -> bool:
    try:
        re.compile(written, re.IGNORECASE)
    except re.error:
        return False
    return True


def expressions_in(shape: Shape, value: Any) -> Iterator[str]:
    """The single expressions of a subject, as a module gets them."""
    match shape:
        case ValueKind.PATTERN:
            yield value
        case Table(of):
            yield from (one for inner in value.values() for one in expressions_in(of, inner))
        case Rows(fields):
            yield from (one for row in value for key in row for one in expressions_in(fields[key], row[key]))
        case ValueKind():
            return
        case _:
            yield from (one for key, inner in shape.items() for one in expressions_in(inner, value[key]))


def keys_of(shape: Shape) -> list[str]:
    """The keys a module has to name to read what stands under them."""
    match shape:
        case Rows(fields):
            return list(fields)
        case Table() | ValueKind():
            return []
        case _:
            return [*shape, *(key for inner in shape.values() for key in keys_of(inner))]


def readers_of(name: str) -> set[Path]:
    """The modules that ask for a subject, and those that take something from them."""
    asking = {module for module in modules() if name in asked_in(module)}
    names = {".".join(("bot", *module.relative_to(BOT).with_suffix("").parts)) for module in asking}
    return asking | {module for module in modules() if names & imported_in(module)}


@cache
def modules() -> tuple[Path, ...]:
    return tuple(path for path in BOT.rglob("*.py") if path.name not in ("loading.py", "file_shapes.py"))


@cache
def tree_of(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"))


@cache
def asked_in(module: Path) -> frozenset[str]:
    calls = (node for node in ast.walk(tree_of(module)) if isinstance(node, ast.Call))
    return frozenset(
        str(call.args[0].value)
        for call in calls
        if isinstance(call.func, ast.Name)
        and call.func.id in ("subject", "expressions")
        and isinstance(call.args[0], ast.Constant)
    )


@cache
def imported_in(module: Path) -> frozenset[str]:
    return frozenset(
        str(node.module) for node in ast.walk(tree_of(module)) if isinstance(node, ast.ImportFrom)
    )


@cache
def words_of(module: Path) -> frozenset[str]:
    """The texts a module has and the names of fields it reads."""
    nodes = list(ast.walk(tree_of(module)))
    texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return frozenset(texts | {node.attr for node in nodes if isinstance(node, ast.Attribute)})


# --- what is found in data that is wrong -------------------------------------------------------------------

LISTS: dict[str, Shape] = {
    "trees": ValueKind.WORDS,
    "sayings": ValueKind.PHRASES,
    "signs": ValueKind.PATTERNS,
}
NAMES = {"west": {"male": "Kim", "female": "Ada"}, "east": {"male": "Kim", "female": "Kim"}}
GOOD = {"trees": ["oak", "ash"], "sayings": ["out of the woods"], "signs": [r"\bbark\b"]}


def test_good_data_have_no_faults() -> None:
    assert faults_of(LISTS, {"en": GOOD, "ru": {"trees": "дуб ясень"}}) == []


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"shrubs": ["yew"]}, "the file of en has an unknown key: shrubs"),
        ({"sayings": []}, "sayings has no entry in any folder"),
        ({"trees": ["oak", "ash", "oak"]}, "trees of en has 'oak' twice"),
        ({"trees": ["mountain ash"]}, "trees has 'mountain ash', which is no word"),
        ({"signs": ["(bark"]}, "signs has '(bark', which is no expression"),
    ],
)
def test_a_fault_in_a_file_is_found(changed: dict[str, list[str]], fault: str) -> None:
    assert faults_of(LISTS, {"en": GOOD | changed}) == [fault]


def test_an_entry_of_no_language_is_found_where_a_language_has_it_too() -> None:
    assert faults_of(LISTS, {"common": GOOD, "ru": {"trees": "oak"}}) == ["trees of ru has 'oak' twice"]
    assert faults_of(LISTS, {"en": GOOD, "ru": {"trees": "oak"}}) == []


def test_a_word_with_a_meaning_of_its_own_is_explained_once() -> None:
    numbers = {"numbers": Table(ValueKind.VALUE)}
    twice = faults_of(numbers, {"en": {"numbers": {"ten": 10}}, "ru": {"numbers": {"ten": 10}}})
    assert twice == ["numbers.ten stands in en and ru"]


def test_a_name_in_two_lists_that_contradict_each_other_is_found() -> None:
    given: Files = {"en": {"names": {"male": "Ashley Rowan"}}, "ru": {"names": {"female": ["Rowan"]}}}
    found = contradictions(given, [("names.male", "names.female")])
    assert found == ["'Rowan' stands under names.male and under names.female"]
    assert contradictions({"en": {"of": NAMES}}, [("of.*.male", "of.*.female")]) == [
        "'Kim' stands under of.east.male and under of.east.female"
    ]


def test_a_file_is_not_read_with_a_key_nobody_reads_or_a_value_of_another_kind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(SUBJECTS, "stopwords", {"words": ValueKind.WORDS})
    subject.cache_clear()
    with pytest.raises(LanguageDataError, match="in_capitals"):
        subject("stopwords")
    monkeypatch.setitem(SUBJECTS, "stopwords", {"words": {}, "in_capitals": ValueKind.WORDS})
    with pytest.raises(LanguageDataError, match="no table"):
        subject("stopwords")
    subject.cache_clear()


# --- what a reader gets ------------------------------------------------------------------------------------


def test_languages_are_laid_together_and_can_be_asked_alone() -> None:
    assert {"the", "чтобы", "және"} <= set(subject("stopwords")["words"])
    assert "чтобы" in subject("stopwords", "ru")["words"]
    assert "the" not in subject("stopwords", "ru")["words"]


def test_a_language_that_says_nothing_of_a_key_gives_no_entries() -> None:
    assert subject("abbreviations", "ru")["after_hour"] == ()
    assert subject("cycles", "kk")["cycle"] == ()


def test_a_language_is_added_by_its_folder_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(BOT / "language_data", tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__*"))
    before = folders()
    (tmp_path / "sv").mkdir()
    (tmp_path / "sv" / "stopwords.toml").write_text('words = ["och", "eller"]', encoding="utf-8")
    (tmp_path / "sv" / "calendar.toml").write_text("# nothing beside CLDR", encoding="utf-8")
    for known in (folders, subject, calendar.weekdays):
        known.cache_clear()
    monkeypatch.setattr(loading, "files", lambda _: tmp_path)
    try:
        assert set(folders()) == {*before, "sv"}
        assert {"the", "och"} <= set(subject("stopwords")["words"])
        assert subject("stopwords", "sv")["words"] == ("och", "eller")
        assert calendar.weekdays()["måndag"] == 0
    finally:
        for known in (folders, subject, calendar.weekdays):
            known.cache_clear()
