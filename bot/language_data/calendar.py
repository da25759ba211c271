"""Names of months and weekdays: those of CLDR for each language that has such a file, and what it leaves out.

CLDR lists names, not all their cases and short forms: the others are the subject `calendar`. Names are in
lower case; months count from January, 1, weekdays from Monday, 0. Babel is loaded when the first name is
asked for: some hundredths of a second, once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from bot.language_data.loading import COMMON, folders, read, subject

_LENGTHS = ("wide", "abbreviated")


@cache
def months() -> Mapping[str, int]:
    """Return the names of months in all languages that have such a file, in their cases and short forms."""
    return {**_written_out(), **subject("calendar")["months"], **_short()}


@cache
def short_months() -> frozenset[str]:
    """Return the names of months that are cut short, with their full stop or without."""
    return frozenset(_short().keys() - _written_out().keys())


@cache
def neighbours_months() -> Mapping[str, int]:
    """Return the names of months in languages whose pages are read without being understood."""
    languages = subject("calendar")["neighbours"] or ()
    return {name: month for language in languages for name, month in _months_named(language, "wide")}


@cache
def weekdays() -> Mapping[str, int]:
    """Return the names of weekdays in all languages that have such a file, in their cases and short forms."""
    named = {name: day for language in _languages() for name, day in _weekdays(language, *_LENGTHS)}
    return {**named, **subject("calendar")["weekdays"], **subject("calendar")["on_weekdays"]}


@cache
def on_weekdays() -> Mapping[str, int]:
    """Return the names of weekdays written out, in the case of "on Monday"."""
    named: dict[str, int] = {}
    for language in _languages():
        own = subject("calendar", language)["on_weekdays"]
        days = set(own.values())
        named |= {name: day for name, day in _weekdays(language, "wide") if day not in days} | own
    return named


def _languages() -> Iterator[str]:
    return (name for name in folders() if name != COMMON and read(name, "calendar") is not None)


@cache
def _written_out() -> Mapping[str, int]:
    return {name: month for language in _languages() for name, month in _months_named(language, "wide")}


@cache
def _short() -> Mapping[str, int]:
    languages = (language for language in _languages() if subject("calendar", language)["abbreviated"])
    named = {name: month for one in languages for name, month in _months_named(one, "abbreviated")}
    return {**named, **subject("calendar")["short_months"]}


def _months_named(language: str, length: str) -> Iterator[tuple[str, int]]:
    from babel import Locale

    for names in Locale(language).months.values():
        yield from ((name.lower().rstrip("."), month) for month, name in names[length].items())


def _weekdays(language: str, *lengths: str) -> Iterator[tuple[str, int]]:
    from babel import Locale

    for names in Locale(language).days.values():
        for length in lengths:
            yield from ((name.lower().rstrip("."), day) for day, name in names[length].items())
