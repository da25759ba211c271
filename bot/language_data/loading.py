"""The words of languages, read from data: a folder a language, and `common` for what belongs to none.

A subject (the stop words, how dates are written, …) is a file of the same name in each folder that has
something to say of it; `bot.language_data.file_shapes` tells what such a file may hold. A language is added
by adding a folder.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from bot.language_data.file_shapes import SUBJECTS, Rows, Shape, Table, ValueKind

COMMON = "common"
_NEVER = r"(?!)"


class LanguageDataError(ValueError):
    """A file of language data does not hold what its subject may hold."""


@cache
def folders() -> tuple[str, ...]:
    """Return the names of the folders: `common`, then the codes of the languages in order."""
    inside = files("bot.language_data").iterdir()
    names = (folder.name for folder in inside if folder.is_dir() and not folder.name.startswith("_"))
    return (COMMON, *sorted(name for name in names if name != COMMON))


@cache
def subject(name: str, language: str | None = None) -> Mapping[str, Any]:
    """Return what is known of a subject; its files are read once.

    Args:
        name: the subject, which is the name of its files.
        language: the folder whose file alone is asked; by default those of all are laid together.

    Returns:
        Every key the subject may have. Words, phrases and expressions are tuples in the order of the folders,
        empty where no file has any; a single expression takes what any of the files' takes.

    Raises:
        LanguageDataError: a file has a key its subject does not know or a value of another kind, or two
            files say different things where only one can hold.
    """
    found = [(folder, read(folder, name)) for folder in (folders() if language is None else (language,))]
    given = [(f"{folder}/{name}", data) for folder, data in found if data is not None]
    return _table(SUBJECTS[name], given)


@cache
def expressions(name: str) -> Mapping[str, re.Pattern[str]]:
    """Return those keys of a subject that are one expression, compiled; case is ignored."""
    patterns = (key for key, kind in SUBJECTS[name].items() if kind is ValueKind.PATTERN)
    return {key: re.compile(subject(name)[key], re.IGNORECASE) for key in patterns}


def read(folder: str, name: str) -> dict[str, Any] | None:
    """Return the one file of a subject in a folder as it is written, None where there is none."""
    path = files("bot.language_data").joinpath(folder, f"{name}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else None


_Given = Sequence[tuple[str, Any]]
"""What the files give for one place, each with where it stands."""


def _table(shape: Mapping[str, Shape], given: _Given) -> Mapping[str, Any]:
    for where, value in given:
        if not isinstance(value, dict):
            raise LanguageDataError(f"{where} is no table")
        if unknown := sorted(value.keys() - shape.keys()):
            raise LanguageDataError(f"{where} has a key nobody reads: {', '.join(unknown)}")
    return {key: _value(inner, _under(key, given)) for key, inner in shape.items()}


def _value(shape: Shape, given: _Given) -> Any:
    match shape:
        case Table(of):
            keys = dict.fromkeys(key for _, value in given for key in value)
            return {key: _value(of, _under(key, given)) for key in keys}
        case Rows(fields):
            return tuple(row for where, rows in given for row in _rows(fields, rows, where))
        case ValueKind.WORDS:
            return tuple(word for where, value in given for word in words_in(value, where))
        case ValueKind.PHRASES | ValueKind.PATTERNS | ValueKind.PAIRS:
            return tuple(entry for where, value in given for entry in _texts(value, where))
        case ValueKind.PATTERN:
            return "|".join(f"(?:{value})" for _, value in given) or _NEVER
        case ValueKind.VALUE:
            return _one(given)
        case _:
            return _table(shape, given)


def _rows(
    fields: Mapping[str, ValueKind], rows: Sequence[dict[str, Any]], where: str
) -> Iterator[Mapping[str, Any]]:
    """Yield the rows of one file, each with the keys it has."""
    for number, row in enumerate(rows):
        read = _table(fields, [(f"{where}[{number}]", row)])
        yield {key: read[key] for key in row}


def _under(key: str, given: _Given) -> _Given:
    return [(f"{where}.{key}", value[key]) for where, value in given if key in value]


def words_in(value: object, where: str) -> Iterable[str]:
    """Return the words of a value: a list of them, or a text with spaces between them."""
    return value.split() if isinstance(value, str) else _texts(value, where)


def _texts(value: object, where: str) -> Iterable[Any]:
    if not isinstance(value, list):
        raise LanguageDataError(f"{where} is no list")
    return value


def _one(given: _Given) -> object:
    values = [value for _, value in given]
    if any(value != values[0] for value in values):
        raise LanguageDataError(f"{' and '.join(where for where, _ in given)} contradict each other")
    return values[0] if values else None
