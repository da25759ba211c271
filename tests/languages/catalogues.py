"""What the bot says, gathered from its code, and the catalogues brought up to date with it.

`make catalogues` runs this file: every string in `say`, `say_count` and `marked` gets an entry in each
catalogue, and an entry nobody says any more goes. Nothing is guessed from similar entries: what is new stays
empty until somebody translates it, and a test finds it. The header of a catalogue is written by hand and
stays as it is, so there is nobody's name in it. Entries stand in the order of the alphabet and without the
place where they are said: a module that moves changes nothing, and what two people add seldom meets.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from io import BytesIO, StringIO
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

import bot
from bot.languages.saying import ENGLISH, LANGUAGES

TRANSLATED = tuple(code for code in LANGUAGES if code != ENGLISH)
_SAYING = {"say": None, "say_count": (1, 2), "marked": None}  # which arguments are words, the first if None
_CODE = Path(bot.__file__).parent
_FOLDER = _CODE / "languages" / "catalogues"
_WIDTH = 110


@cache
def said() -> Catalog:
    """Return everything the bot says, untranslated."""
    template = Catalog()
    for _, _, words, comments, _ in extract_from_dir(_CODE, [("**.py", "python")], keywords=_SAYING):
        template.add(words, auto_comments=comments)
    return template


def catalogue_file(language: str) -> Path:
    """Return where the catalogue of a language stands."""
    return _FOLDER / f"{language}.po"


def translated(language: str) -> Catalog:
    """Return the catalogue of a language."""
    return read_po(StringIO(catalogue_file(language).read_text(encoding="utf-8")), locale=language)


def brought_up_to_date(language: str) -> str:
    """Return the text of a catalogue with an entry for everything the bot says and nothing else."""
    header, _, _ = catalogue_file(language).read_text(encoding="utf-8").partition("\n\n")
    catalogue = translated(language)
    catalogue.update(said(), no_fuzzy_matching=True)
    entries = BytesIO()
    write_po(
        entries,
        catalogue,
        width=_WIDTH,
        omit_header=True,
        sort_output=True,
        no_location=True,
        ignore_obsolete=True,
    )
    return f"{header.strip()}\n\n{entries.getvalue().decode().strip()}\n"


def faults(template: Catalog, catalogue: Catalog) -> list[str]:
    """Return what is wrong with a catalogue, a line each: entries missing, left over, unfinished, unlike."""
    wanted = {entry.id: entry for entry in template if entry.id}
    given = {entry.id: entry for entry in catalogue if entry.id}
    found = [f"not in the catalogue: {words}" for words in wanted if words not in given]
    found += [f"nobody says: {words}" for words in given if words not in wanted]
    found += [f"left over from before: {words}" for words in catalogue.obsolete]
    for words, entry in given.items():
        found += [f"{fault}: {words}" for fault in _faults_of(entry, catalogue.num_plurals)]
    return found


def _faults_of(entry: Message, plurals: int) -> Iterator[str]:
    forms = [entry.string] if isinstance(entry.string, str) else list(entry.string or [])
    words = entry.id if isinstance(entry.id, str) else entry.id[1]
    if entry.fuzzy:
        yield "fuzzy"
    if not all(forms) or (entry.pluralizable and len(forms) != plurals):
        yield "not translated"
        return
    for part, found_in in _KEPT.items():
        if any(sorted(found_in(form)) != sorted(found_in(words)) for form in forms):
            yield f"has other {part}"


def _places(words: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(words) if name is not None]


# What a translation has as the original has it.
_KEPT: Mapping[str, Callable[[str], list[str]]] = {
    "places": _places,
    "tags": re.compile(r"</?[a-z]+>").findall,
    "commands": re.compile(r"(?<![\w<])/[a-z]+").findall,
    "lines": re.compile(r"\n").findall,
}


def main() -> int:
    """Bring every catalogue up to date and print what is left to do."""
    for language in TRANSLATED:
        catalogue_file(language).write_text(brought_up_to_date(language), encoding="utf-8")
        left = faults(said(), translated(language))
        print(f"{catalogue_file(language).name}: {len(left)} left to do", *left, sep="\n  ")
    return 0


if __name__ == "__main__":
    sys.exit(main())
