"""Dates as texts write them: what is written, and the days it may mean. No clock, no guess of a year."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cache
from urllib.parse import urlsplit

from bot.language_data.calendar import months, neighbours_months, weekdays
from bot.language_data.loading import expressions
from bot.text.dates.written_dates import pattern, read
from bot.words.documents import Precision
from bot.words.spans import Span

_FIRST_YEAR = 1900


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date in a text; `year` and `day` are None where it does not say them, `month` where it is a year
    alone.
    """

    span: Span
    year: int | None
    month: int | None
    day: int | None
    weekday: int | None = None

    @property
    def first(self) -> date | None:
        """The first day it can mean, None without a year."""
        if self.year is None:
            return None
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date | None:
        """The last day it can mean, None without a year."""
        if self.year is None:
            return None
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    @property
    def precision(self) -> Precision | None:
        """How exact it is, None without a year."""
        if self.year is None:
            return None
        return Precision.DAY if self.day else Precision.MONTH if self.month else Precision.YEAR

    @property
    def iso(self) -> str | None:
        """The ISO prefix as long as the precision, None without a year."""
        if self.year is None:
            return None
        parts = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(parts)


@cache
def _year() -> re.Pattern[str]:
    counted = expressions("date_bounds")["counted"].pattern
    return re.compile(rf"\b(?<![\d.,$€£₸/\-])(?P<year>(?:19|20)\d\d)\b(?![%‰°]|[.,]\d|-\d{{2,}}|{counted})")


def written_dates(text: str, start: int = 0, end: int | None = None) -> tuple[WrittenDate, ...]:
    """Find the dates with a month in `text[start:end]`, in order; impossible ones ("February 31") are left
    out, and of those whose month and day cannot be told apart only the year is read.
    """
    end = len(text) if end is None else end
    found = (_read(match) for match in pattern().finditer(text, start, end))
    return tuple(written for written in found if written is not None)


def written_years(text: str, start: int = 0, end: int | None = None) -> tuple[WrittenDate, ...]:
    """Find four-digit years (1900 to 2100) in `text[start:end]` that are not a sum, a code or a part of a
    number.
    """
    end = len(text) if end is None else end
    return tuple(
        WrittenDate(Span(*match.span("year")), int(match["year"]), None, None)
        for match in _year().finditer(text, start, end)
    )


def iso_date(value: str) -> WrittenDate | None:
    """Read a stated date: an ISO date or time, an ISO prefix ("2024-11"), or a date in words."""
    value = value.strip()[:80]
    prefix = re.match(r"((?:19|20)\d\d)(?:-(\d\d)(?:-(\d\d))?)?(?=$|[T\s])", value)
    if prefix:
        year, month, day = (int(part) if part else None for part in prefix.groups())
        return _valid(Span(0, prefix.end()), year, month, day, None)
    dates = written_dates(value)
    return dates[0] if len(dates) == 1 and dates[0].year else None


def is_month(word: str) -> bool:
    """Say whether a word is the name of a month."""
    return word.lower() in months() or word.lower() in neighbours_months()


_IN_NAME = re.compile(r"(?<![^\W_])((?:19|20)\d\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?![^\W_])")
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])(?:[/-](0[1-9]|[12]\d|3[01]))?(?=[/-])")


def day_in_name(file: str) -> date | None:
    """Return the one full day a file is named by ("2024-03-12 statement.docx"), None where none is."""
    found = {match.group(1, 3, 4) for match in _IN_NAME.finditer(file)}
    if len(found) != 1:
        return None
    try:
        return date(*map(int, found.pop()))
    except ValueError:
        return None


def day_in_address(address: str) -> str | None:
    """Return the day or the month in the path of an address ("/2024/03/12/lake-falls"), as an ISO prefix."""
    path = urlsplit(address).path
    match = _IN_ADDRESS.search(path)
    found = iso_date("-".join(filter(None, match.groups()))) if match else None
    return found.iso if found is not None else None


def weekday_named(text: str) -> int | None:
    """Return the first weekday a text names, Monday as 0; None where it names none."""
    words = (word.lower() for word in re.findall(r"[^\W\d_]+", text))
    return next((weekdays()[word] for word in words if word in weekdays()), None)


def names_weekday(text: str) -> bool:
    """Say whether a text holds the name of a weekday."""
    return weekday_named(text) is not None


def years_with_weekday(month: int, day: int, weekday: int, first: int, last: int) -> tuple[int, ...]:
    """Return the years from `first` to `last` in which the day of the month falls on the weekday (Monday =
    0).
    """
    fitting = []
    for year in range(first, last + 1):
        try:
            if date(year, month, day).weekday() == weekday:
                fitting.append(year)
        except ValueError:
            continue
    return tuple(fitting)


def _read(match: re.Match[str]) -> WrittenDate | None:
    found = read(match)
    if found is None or (found.year is not None and found.year < _FIRST_YEAR):
        return None
    if found.month is None:  # "03/05/2031" is read both ways, and of one year either way
        return WrittenDate(Span(found.start, found.end), found.year, None, None)
    return _valid(Span(found.start, found.end), found.year, found.month, found.day, found.weekday)


def _valid(
    span: Span, year: int | None, month: int | None, day: int | None, weekday: int | None
) -> WrittenDate | None:
    try:
        date(year or 2024, month or 1, day or 1)
    except ValueError:
        return None
    return WrittenDate(span, year, month, day, weekday)
