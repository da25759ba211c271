"""What the Bot API accepts: methods, fields and types, read from `botapi_facts.json`.

The table is Telegram's Bot API 10.1 (June 2026) cut down to what a briefing bot sends: every method the
server models with its fields ("!" marks a required one), the types those fields hold, the names of all
other methods, and the fields of what a bot receives. A new method is one more line in the table and one
more function in `methods.py`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

JSON = dict[str, Any]

_FACTS: JSON = json.loads((Path(__file__).parent / "botapi_facts.json").read_text(encoding="utf-8"))
METHODS: Mapping[str, Mapping[str, str]] = _FACTS["methods"]
UNMODELLED: frozenset[str] = frozenset(_FACTS["unmodelled"])
_TYPES: Mapping[str, Mapping[str, str]] = _FACTS["types"]
_UNIONS: Mapping[str, list[str]] = _FACTS["unions"]
_CONSTANTS: Mapping[str, list[str]] = _FACTS["constants"]
RECEIVED: Mapping[str, frozenset[str]] = {
    name: frozenset(fields) for name, fields in _FACTS["received"].items()
}


class Refused(Exception):
    """The server does not do what was asked; becomes `{"ok": false}` with this code and description."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


class Malformed(Refused):
    """The request breaks the Bot API's own tables: a bug of the bot, whatever the chat's state."""

    def __init__(self, description: str) -> None:
        super().__init__(400, f"Bad Request: {description}")


@dataclass(frozen=True)
class Upload:
    """A file sent with a request."""

    name: str
    data: bytes


def decoded(method: str, fields: Mapping[str, str | Upload]) -> JSON:
    """Return the parameters of a call as values of the types the table names.

    Raises:
        Malformed: an unknown field, a missing required one, or a value of the wrong type.
    """
    table = METHODS[method]
    values: JSON = {}
    for name, raw in fields.items():
        if name not in table:
            if isinstance(raw, Upload):
                values[name] = raw  # an attachment another field points to with attach://
                continue
            raise Malformed(f'{method} has no field "{name}"')
        values[name] = _from_form(f"{method}.{name}", table[name].removeprefix("!"), raw)
    for name, kind in table.items():
        if kind.startswith("!") and name not in values:
            raise Malformed(f'{method} needs the field "{name}"')
    return values


def _from_form(where: str, kind: str, raw: str | Upload) -> Any:
    if isinstance(raw, Upload):
        if "InputFile" not in kind:
            raise Malformed(f"{where} is not a file")
        return raw
    if kind in {"String", "InputFile|String"}:
        return raw
    if kind == "Integer|String":
        return int(raw) if raw.lstrip("-").isdigit() else raw
    try:
        value = json.loads(raw)
    except ValueError:
        raise Malformed(f"{where} must be {kind}, not {raw[:60]!r}") from None
    check(where, kind, value)
    return value


def check(where: str, kind: str, value: Any) -> None:
    """Check a JSON value against a type of the table ("Integer", "Array of String", "A|B", "User").

    Raises:
        Malformed: it does not fit; the sentence says where.
    """
    kind = kind.removeprefix("!")
    if "|" in kind:
        _check_any(where, kind.split("|"), value)
    elif kind.startswith("Array of "):
        if not isinstance(value, list):
            raise Malformed(f"{where} must be an array")
        for index, item in enumerate(value):
            check(f"{where}[{index}]", kind.removeprefix("Array of "), item)
    elif kind in _UNIONS:
        _check_any(where, _UNIONS[kind], value)
    elif kind in _TYPES:
        _check_object(where, kind, value)
    elif not _fits(kind, value):
        raise Malformed(f"{where} must be {kind}, not {type(value).__name__}")


def _fits(kind: str, value: Any) -> bool:
    if kind == "Integer":
        return isinstance(value, int) and not isinstance(value, bool)
    if kind == "Float":
        return isinstance(value, int | float) and not isinstance(value, bool)
    if kind == "Boolean":
        return isinstance(value, bool)
    if kind == "String":
        return isinstance(value, str)
    return isinstance(value, dict)  # a type the table was not cut down to


def _check_any(where: str, kinds: list[str], value: Any) -> None:
    complaints = []
    for kind in kinds:
        try:
            check(where, kind, value)
        except Malformed as complaint:
            complaints.append(complaint.description)
        else:
            return
    raise Malformed(f"{where} fits none of {', '.join(kinds)}: {'; '.join(complaints)}")


def _check_object(where: str, kind: str, value: Any) -> None:
    if not isinstance(value, dict):
        raise Malformed(f"{where} must be {kind}")
    table = _TYPES[kind]
    for name, item in value.items():
        if name not in table:
            raise Malformed(f'{where}: {kind} has no field "{name}"')
        check(f"{where}.{name}", table[name], item)
    for name, field in table.items():
        if field.startswith("!") and name not in value:
            raise Malformed(f'{where}: {kind} needs the field "{name}"')
    if kind in _CONSTANTS:
        name, constant = _CONSTANTS[kind]
        if value.get(name) != constant:
            raise Malformed(f"{where}: {kind} needs {name}={constant!r}")
