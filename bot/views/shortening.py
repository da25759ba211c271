"""Texts cut to a length, after a sentence or a word, and marked with … where they are."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.words.answers import Item
from bot.words.spans import Span

_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s")


def shortened(item: Item, longest: int) -> Item:
    """Return `item` with at most `longest` characters, cut after a sentence or a word and marked with …."""
    if len(item.text) <= longest:
        return item
    text = cut(item.text, longest)
    end = len(text) - 1
    marks = tuple(Span(mark.start, min(mark.end, end)) for mark in item.marks if mark.start < end)
    return replace(item, text=text, marks=marks)


def clipped(words: str, longest: int) -> str:
    """Return a name or a few words with at most `longest` characters, cut wherever that is."""
    return words if len(words) <= longest else words[: longest - 1] + "…"


def cut(text: str, longest: int) -> str:
    """Return `text` with at most `longest` characters."""
    if len(text) <= longest:
        return text
    room = text[: longest - 2]
    ends = [match.end() - 1 for match in _SENTENCE_END.finditer(room)]
    if ends and ends[-1] > longest * 0.6:
        return room[: ends[-1]] + " …"
    words = re.match(r"(?s).*\S(?=\s)", room[-80:])
    end = len(room) - len(room[-80:]) + words.end() if words else len(room)
    return room[:end] + " …"
