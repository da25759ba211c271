"""A language with a word for everything the bot says, to find what it says past its catalogues."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from gettext import NullTranslations

import pytest

from bot.languages import saying

# What stays as it is in every language: places for values, commands, and the words of the query language.
_KEPT = re.compile(r"\{\w+\}|/[a-z]+|\b(?:from|since|until):")
_LATIN = re.compile(r"[A-Za-z]+")


class _Foreign(NullTranslations):
    """Says everything with the Cyrillic letter ж for every letter."""

    def gettext(self, message: str) -> str:
        said, at = [], 0
        for kept in _KEPT.finditer(message):
            said += [_LATIN.sub(_hidden, message[at : kept.start()]), kept[0]]
            at = kept.end()
        return "".join([*said, _LATIN.sub(_hidden, message[at:])])

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


def _hidden(word: re.Match[str]) -> str:
    return "ж" * len(word[0])


@contextmanager
def speaking_foreign(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Speak, in the block, Kazakh from a catalogue that lacks nothing."""
    with monkeypatch.context() as patch, saying.speaking("kk"):
        patch.setattr(saying, "_translations", lambda _language: _Foreign())
        yield


def said_in_english(text: str, *, but: str = "") -> list[str]:
    """Return the words of a text that are in Latin letters, commands and the words of `but` left out."""
    own = set(_LATIN.findall(but)) | {"Aide"}
    words = _LATIN.findall(_KEPT.sub(" ", text.replace("Aide-Mémoire", "")))
    return [word for word in words if word not in own]
