"""Characters of a text that nobody sees: soft hyphens, spaces of no width, joiners, marks of direction.

They break words for a machine and not for a reader, so a word is read without them and keeps its place.
"""

from __future__ import annotations

import re

UNSEEN = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
"""What stands between the brackets of a class of characters in a regular expression."""

_DIRECTIONS = re.compile(r"[\u202a-\u202e\u2066-\u2069]")  # embeddings, overrides and isolates

_UNSEEN = re.compile(f"[{UNSEEN}]+")


def visible(text: str) -> str:
    """Return `text` without the characters that nobody sees."""
    return text if text.isascii() else _UNSEEN.sub("", text)


def visible_places(text: str) -> list[int]:
    """Return where each character of `visible(text)` stands in `text`, and last where `text` ends."""
    places = [place for place, character in enumerate(text) if not _UNSEEN.match(character)]
    return [*places, len(text)]


def without_directions(text: str) -> str:
    """Return `text` with a mark for each character that shows words in another order than they stand in.

    Each character keeps its place.
    """
    return text if text.isascii() else _DIRECTIONS.sub("\ufffd", text)
