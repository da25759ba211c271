"""Dates with a month as texts write them, the same in lines of pages and in running text.

"12 January 2024", "Jan. 12, 2024", "12 янв 2024", "2024 жылғы 12 қаңтарда", "2024/1/12", "12.01.2024". What a
date without its year or between other words means is for who reads the text around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from bot.language_data.calendar import months, neighbours_months, weekdays
from bot.language_data.loading import subject

_MONTHS = 12
FORMS = ("ymd", "dotted", "mdy", "dmy", "kzd", "my")
_NO_MORE: Mapping[str, str] = MappingProxyType({})
_YEAR = r"(?:1[5-9]|20)\d\d"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_ORDINAL = r"(?:st|nd|rd|th)?"
_LOOKED_AT = 2  # first letters of words that are looked at before any of the words is


class Written(NamedTuple):
    """What a date says; `year`, `day` and `weekday` are None where it does not say them.

    `start` and `end` are places in the text that was searched, without "the" before the date and without what
    may follow it. `month` is None where day and month cannot be told apart ("03/05/2024"). Of some days in a
    row `day` is the first, and `several` is true.
    """

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None
    weekday: int | None = None
    several: bool = False


def any_of(words: Iterable[str]) -> str:
    """Return an expression for any of the words, the longer ones first.

    Whatever does not begin with the letters of any of them is passed by without trying each.
    """
    longest_first = sorted(words, key=len, reverse=True)
    if not longest_first or not longest_first[-1]:
        return "|".join(map(re.escape, longest_first))
    beginnings = zip(*(word[:_LOOKED_AT] for word in longest_first), strict=False)
    ahead = "".join(f"[{''.join(sorted(set(map(re.escape, letters))))}]" for letters in beginnings)
    return f"(?={ahead})(?:{'|'.join(map(re.escape, longest_first))})"


def at_a_beginning(every: str) -> str:
    """Return an expression whose matches all begin with a word or a figure; it is tried nowhere else."""
    return rf"(?=\w)(?:\b|(?=\d))(?:{every})"


def no_year() -> str:
    """Return an expression of what follows four digits that are no year."""
    endings = any_of(subject("calendar")["year_endings"])
    return rf"(?!\d|-(?!(?:{endings})\b)\w)"


def expression(after: Mapping[str, str] = _NO_MORE) -> str:
    """Return the verbose expression of a date with a month; the name of its last group is its form.

    Args:
        after: expressions of what may follow and is part of what is found, by form: "mdy" (month and day),
            "dmy" (day and month), "my" (month and year).

    Returns:
        Alternatives, each a group with the name of its form; case is to be ignored.
    """
    month, weekday = any_of(months()), any_of(weekdays())
    any_month = any_of({**months(), **neighbours_months()})
    of_year, of = (any_of(subject("calendar")[name]) for name in ("of_year", "of"))
    mdy, dmy, my = (after.get(form, "") for form in ("mdy", "dmy", "my"))
    on = rf"(?P<{{}}_w>{weekday})\b[.,]{{{{0,2}}}}\s+"
    return rf"""
        (?P<ymd>(?P<ymd_all>(?<![\d./-])(?P<ymd_y>{_YEAR})(?P<ymd_mark>[-/.])(?P<ymd_m>\d\d?)(?P=ymd_mark)
            (?P<ymd_d>\d\d?)(?!-?\d)))
        |(?P<dotted>(?P<dotted_all>(?<![\d./])(?<!\d-)(?P<dotted_d>\d\d?)(?P<dotted_mark>[./-])(?P<dotted_m>\d\d?)
            (?P=dotted_mark)(?P<dotted_y>{_YEAR})(?![./]?\d)))
        |(?P<mdy>(?P<mdy_all>\b(?:{on.format("mdy")})?(?P<mdy_m>{month})\b\.?\s+(?:the\s+)?(?P<mdy_d>{_DAY}){_ORDINAL}\b
            (?![:.]\d|\s*(?:%|percent)|,(?!{_YEAR}\b)\d)(?P<mdy_to>\s?(?:-|–|—|to|and|&)\s?{_DAY}{_ORDINAL}(?!\d))?
            (?:(?:,\s*|\s+)(?P<mdy_y>{_YEAR})\b(?!-\w))?){mdy})
        |(?P<dmy>\b(?:the\s+)?(?P<dmy_all>(?:{on.format("dmy")}(?:the\s+)?)?(?P<dmy_d>(?<!\d[.,])(?<!\d){_DAY})
            (?:{_ORDINAL}(?P<dmy_to>\s?(?:-|–|—|and|и|по)\s?{_DAY}{_ORDINAL})?,?\s+
                |\.\s+(?=\w+\.?\s+{_YEAR})|-(?=\w{{3,9}}\.?-{_YEAR}))
            (?:(?:{of})\s+)?(?P<dmy_m>{any_month})\b\.?(?:(?:,?\s+(?:(?:{of})\s+)?|-)(?P<dmy_y>{_YEAR})\b)?){dmy})
        |(?P<kzd>(?P<kzd_all>\b(?P<kzd_y>{_YEAR})[\s-]+(?:{of_year})\s+(?P<kzd_d>{_DAY})[\s-]+(?P<kzd_m>{any_month})\b))
        |(?P<my>(?P<my_all>\b(?P<my_m>{month})\b\.?,?\s+(?:of\s+)?(?P<my_y>{_YEAR}){no_year()}){my})
    """


@cache
def pattern() -> re.Pattern[str]:
    """Return the compiled expression of a date with a month."""
    return re.compile(at_a_beginning(expression()), re.IGNORECASE | re.VERBOSE)


def read(match: re.Match[str]) -> Written | None:
    """Return what a date found by the expression says, whatever follows it; None where it names no month.

    "31 February" is read as it is written.
    """
    form = next(form for form in FORMS if match[form] is not None)
    given = {
        name.removeprefix(f"{form}_"): value
        for name, value in match.groupdict().items()
        if value and name.startswith(f"{form}_")
    }
    year, day = (int(given[part]) if part in given else None for part in "yd")
    weekday = weekdays()[given["w"].lower()] if "w" in given else None
    month: int | None
    if form == "dotted":
        month, day = _told_apart(int(given["d"]), int(given["m"]), given["mark"])
    elif form == "ymd":
        month = int(given["m"])
    elif is_month(given["m"], dated=year is not None and day is not None):
        month = month_number(given["m"])
    else:
        return None
    return Written(*match.span(f"{form}_all"), year, month, day, weekday, "to" in given)


def is_month(name: str, *, dated: bool = False) -> bool:
    """Say whether the name of a month is written as one: with a capital, but for Cyrillic ones.

    A small one counts too in a date that has its day and its year (`dated`), but for "may".
    """
    return name[:1].isupper() or not name.isascii() or (dated and name != "may")


def month_number(name: str) -> int:
    """Return the number of a month by its name in any case."""
    lowered = name.lower()
    return months().get(lowered) or neighbours_months()[lowered]


def _told_apart(first: int, second: int, mark: str) -> tuple[int | None, int]:
    """Return month and day of two numbers: the day stands first, but for "03/25/2024"."""
    if mark == "." or first > _MONTHS or first == second:
        return second, first
    return (first, second) if second > _MONTHS else (None, first)
