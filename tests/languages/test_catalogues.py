"""Every catalogue says all the bot says and nothing else, with the same places to fill."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

import bot
from bot.languages.saying import LANGUAGES, say, say_count, speaking
from tests.languages.catalogues import (
    TRANSLATED,
    brought_up_to_date,
    catalogue_file,
    faults,
    said,
    translated,
)

ARGUMENTS = {"say": 1, "marked": 1, "say_count": 2}  # of each, how many are words to translate


def calls() -> Iterator[tuple[str, Sequence[ast.expr]]]:
    """Yield where something is said, and the arguments that are words."""
    for path in sorted(Path(bot.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ARGUMENTS:
                yield f"{path.name}:{node.lineno}", node.args[: ARGUMENTS[node.func.id]]


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_has_all_the_bot_says_and_nothing_else(language: str) -> None:
    """`make catalogues` adds what is missing; the translations are written into the file."""
    found = faults(said(), translated(language))
    assert found == [], f"`make catalogues`, then translate in {catalogue_file(language).name}"


@pytest.mark.parametrize("language", TRANSLATED)
def test_bringing_a_catalogue_up_to_date_keeps_its_header_and_every_translation(language: str) -> None:
    before, after = catalogue_file(language).read_text(encoding="utf-8"), brought_up_to_date(language)
    assert after.partition("\n\n")[0] == before.partition("\n\n")[0]
    assert "@" not in after.partition("\n\n")[0]
    kept = {entry.id: entry.string for entry in read_po(StringIO(after), locale=language) if entry.id}
    assert kept.items() >= {entry.id: entry.string for entry in translated(language) if entry.id}.items()


def test_nothing_is_said_where_the_catalogues_do_not_look() -> None:
    """As inside an f-string, which is read as one piece, or in words put together at run time."""
    known = {entry.id if isinstance(entry.id, str) else entry.id[0] for entry in said()}
    unknown = [
        f"{place}: {ast.unparse(words)}"
        for place, given in calls()
        for words in given
        if isinstance(words, ast.JoinedStr | ast.BinOp)
        or (isinstance(words, ast.Constant) and words is given[0] and words.value not in known)
    ]
    assert unknown == []


FAULTY = """
msgid ""
msgstr ""
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 ? 1 : 2);\\n"

#, fuzzy
msgid "{one} or {other}"
msgstr "{one} или {other}"

msgid "More"
msgstr ""

msgid "{command} does not work here."
msgstr "{comand} здесь не работает."

msgid "<b>Watched here</b>"
msgstr "Здесь наблюдается"

msgid "{count} outlet"
msgid_plural "{count} outlets"
msgstr[0] "{count} издание"
msgstr[1] "{count} издания"
msgstr[2] ""

msgid "Nobody has said this for years."
msgstr "Так давно никто не говорит."

#~ msgid "Gone"
#~ msgstr "Нет"
"""


def test_whatever_may_be_wrong_with_a_catalogue_is_found() -> None:
    found = faults(said(), read_po(StringIO(FAULTY)))
    assert "not in the catalogue: Back" in found
    assert [fault for fault in found if not fault.startswith("not in the catalogue")] == [
        "nobody says: Nobody has said this for years.",
        "left over from before: Gone",
        "fuzzy: {one} or {other}",
        "not translated: More",
        "has other places: {command} does not work here.",
        "has other tags: <b>Watched here</b>",
        "not translated: ('{count} outlet', '{count} outlets')",
    ]


def _filled(words: str) -> dict[str, str]:
    return {name: "…" for _, name, _, _ in Formatter().parse(words) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_said_can_be_filled_in(language: str) -> None:
    """No translation breaks when a sentence is made of it."""
    filled = 0
    with speaking(language):
        for entry in said():
            if isinstance(entry.id, str):
                filled += bool(entry.id and say(entry.id, **_filled(entry.id)))
            else:
                one, many = entry.id
                places = {name: value for name, value in _filled(many).items() if name != "count"}
                filled += all(say_count(one, many, count, **places) for count in (0, 1, 2, 5, 21, 1000))
    assert filled > 300


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["1 article", "2 articles", "5 articles", "21 articles", "0 articles"]),
        ("ru", ["1 статья", "2 статьи", "5 статей", "21 статья", "0 статей"]),
        ("kk", ["1 мақала", "2 мақала", "5 мақала", "21 мақала", "0 мақала"]),
    ],
)
def test_a_number_has_the_form_it_wants(language: str, expected: list[str]) -> None:
    with speaking(language):
        assert [say_count("{count} article", "{count} articles", n) for n in (1, 2, 5, 21, 0)] == expected
