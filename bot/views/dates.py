"""Dates in words, as exact as they are known and no more."""

from __future__ import annotations

import re

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_ISO_PREFIX = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")


def readable_date(prefix: str, *, short: bool = False) -> str:
    """Return an ISO day, month or year in words: "26 November 2024", "January 2022", "2023".

    Args:
        prefix: an ISO day or its beginning; anything else comes back as it is.
        short: with the months cut to three or four letters ("26 Nov 2024").
    """
    match = _ISO_PREFIX.fullmatch(prefix)
    if match is None or match[2] is None:
        return prefix
    month = _MONTHS[int(match[2]) - 1]
    if short and month not in {"May", "June", "July"}:
        month = "Sept" if month == "September" else month[:3]
    return f"{int(match[3])} {month} {match[1]}" if match[3] else f"{month} {match[1]}"
