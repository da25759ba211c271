"""Words typed with the keyboard set to another language: "рфкищгк" for "harbour", "gjhn" for «порт»."""

from __future__ import annotations

from functools import cache

from bot.language_data.loading import subject

_FEWEST_LETTERS = 4  # shorter ones are too many words by chance


def typed_otherwise(text: str) -> str | None:
    """Return a text as its keys are in the other layout; None where its letters are of both or too few."""
    letters = [character for character in text if character.isalpha()]
    to_latin, to_cyrillic = _keys()
    latin = sum(letter.lower() in to_cyrillic for letter in letters)
    if len(letters) < _FEWEST_LETTERS or latin not in (0, len(letters)):
        return None
    keys = to_cyrillic if latin else to_latin
    if not latin and not all(letter.lower() in keys for letter in letters):
        return None
    return "".join(_as(character, keys.get(character.lower(), character)) for character in text)


def _as(typed: str, read: str) -> str:
    return read.upper() if typed.isupper() else read


@cache
def _keys() -> tuple[dict[str, str], dict[str, str]]:
    rows = subject("keyboard")
    pairs = list(zip(rows["cyrillic"], rows["latin"], strict=True))
    return dict(pairs), {latin: cyrillic for cyrillic, latin in pairs}
