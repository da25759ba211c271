"""What is wrong with language data, as sentences: what a reader of a list would stumble over."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import Any

from bot.language_data.file_shapes import Rows, Shape, Table, ValueKind
from bot.language_data.loading import COMMON, words_in

Files = Mapping[str, Mapping[str, Any]]
"""The files of one subject, by their folders."""


def faults_of(shape: Mapping[str, Shape], files: Files) -> list[str]:
    """Say which keys are unknown or empty, which entries stand twice, are phrases among words or no
    expressions.
    """
    return [*_faults(shape, files, ())]


def contradictions(files: Files, excluding: Iterable[tuple[str, ...]]) -> list[str]:
    """Say which entries stand under two keys of which each excludes the others.

    "a.b" is the key b in a, and "*" each of the keys there.
    """
    found = []
    for keys in (one for group in excluding for one in _each_in(files, group)):
        for first, second in combinations(keys, 2):
            both = _entries(files, first) & _entries(files, second)
            found += [f"{entry!r} stands under {first} and under {second}" for entry in sorted(both)]
    return found


def _each_in(files: Files, keys: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    above, star, _ = keys[0].partition(".*.")
    if not star:
        yield keys
    inside = dict.fromkeys(key for data in files.values() for key in data.get(above, ())) if star else ()
    yield from (tuple(one.replace("*", key) for one in keys) for key in inside)


def _entries(files: Files, key: str) -> set[str]:
    entries: set[str] = set()
    for data in files.values():
        value: Any = data
        for part in key.split("."):
            value = value.get(part, {}) if isinstance(value, dict) else {}
        entries.update(words_in(value or [], key))
    return entries


def _faults(shape: Shape, given: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    where = ".".join(path)
    match shape:
        case Table(of):
            keys = {key for table in given.values() for key in table}
            for key in sorted(keys):
                inside = {folder: table[key] for folder, table in given.items() if key in table}
                if of is ValueKind.VALUE and len(inside) > 1:
                    yield f"{where}.{key} stands in {' and '.join(inside)}"
                yield from _faults(of, inside, (*path, key))
        case Rows(fields):
            for folder, rows in given.items():
                for number, row in enumerate(rows):
                    yield from _unknown(row, fields, f"{where}[{number}] of {folder}")
                    for key in row.keys() & fields.keys():
                        yield from _faults(fields[key], {folder: row[key]}, (*path, f"[{number}]", key))
        case ValueKind():
            yield from _faults_of_entries(shape, given, where)
        case _:
            for folder, table in given.items():
                yield from _unknown(table, shape, f"{where or 'the file'} of {folder}")
            for key, inner in shape.items():
                inside = {folder: table[key] for folder, table in given.items() if key in table}
                if not any(inside.values()):
                    yield f"{'.'.join((*path, key))} has no entry in any folder"
                yield from _faults(inner, inside, (*path, key))


def _unknown(table: Mapping[str, Any], known: Mapping[str, Any], where: str) -> Iterator[str]:
    yield from (f"{where} has an unknown key: {key}" for key in sorted(table.keys() - known.keys()))


def _faults_of_entries(kind: ValueKind, given: Mapping[str, Any], where: str) -> Iterator[str]:
    if kind is ValueKind.VALUE:
        return
    listed = {
        folder: [str(entry) for entry in _listed(kind, value, where)] for folder, value in given.items()
    }
    for folder, entries in listed.items():
        counted = Counter(entries + (listed.get(COMMON, []) if folder != COMMON else []))
        yield from (
            f"{where} of {folder} has {entry!r} twice" for entry, times in counted.items() if times > 1
        )
    for entry in (entry for entries in listed.values() for entry in entries):
        if kind is ValueKind.WORDS and (not entry or " " in entry):
            yield f"{where} has {entry!r}, which is no word"
        if kind in (ValueKind.PATTERN, ValueKind.PATTERNS) and not _compiles(entry):
            yield f"{where} has {entry!r}, which is no expression"


def _listed(kind: ValueKind, value: Any, where: str) -> Iterable[Any]:
    if kind is ValueKind.PATTERN:
        return [value]
    return words_in(value, where) if kind is ValueKind.WORDS else value


def _compiles(expression: str) -> bool:
    try:
        re.compile(expression)
    except re.error:
        return False
    return True
