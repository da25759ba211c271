"""The names of countries and lands in a language, as Unicode's CLDR has them."""

from __future__ import annotations

from functools import cache

from babel import Locale


@cache
def names_of_lands(language: str) -> frozenset[str]:
    """Return the names of countries and lands that consist of several words, in a language.

    Args:
        language: its code, "ru".

    Returns:
        The names as they are written: "Саудовская Аравия".
    """
    return frozenset(name for name in Locale(language).territories.values() if " " in name)
