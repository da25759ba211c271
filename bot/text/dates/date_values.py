"""Values of dates: the days an article can be of, and counting from one date to another.

Values are ISO prefixes as long as their precision. All of it is pure arithmetic of the calendar.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from bot.words.documents import Basis, Precision, PublicationDate

_NARROW = timedelta(days=370)  # an article known no better than this bears out no date without a year


class Window(NamedTuple):
    """The first and the last day an article can be of."""

    first: date
    last: date
    by_page: bool = False
    """Whether only the other articles of its page say that the article is of these days."""

    @property
    def year(self) -> int | None:
        """The year, where it is settled."""
        return self.first.year if self.first.year == self.last.year else None

    @property
    def month(self) -> tuple[int, int] | None:
        """The year and month, where they are settled."""
        return (
            (self.first.year, self.first.month)
            if (self.year and self.first.month == self.last.month)
            else None
        )

    @property
    def day(self) -> date | None:
        """The day, where it is settled."""
        return self.first if self.first == self.last else None

    @property
    def narrow(self) -> bool:
        """Say whether the window is short enough to bear out a date without a year."""
        return self.last - self.first <= _NARROW


class Found(NamedTuple):
    """A value with its precision and basis, or an open one, and why."""

    value: str | None
    precision: Precision | None
    basis: Basis | None
    reason: str


def bounds_of(published: PublicationDate | None) -> tuple[date | None, date | None]:
    """Return the first and the last day a publication date allows; either may be unknown."""
    if published is None:
        return None, None
    first, last = _bound(published.earliest, 1), _bound(published.latest, 31)
    if published.value is not None:
        first = max(filter(None, (first, _bound(published.value, 1))), default=None)
        last = min(filter(None, (last, _bound(published.value, 31))), default=None)
    return first, last


def _bound(prefix: str | None, day: int) -> date | None:
    """Return the first (`day` 1) or last (31) day of an ISO prefix; None when it is none."""
    if not prefix:
        return None
    try:
        parts = [int(part) for part in prefix[:10].split("-")]
        year = parts[0]
        month = parts[1] if len(parts) > 1 else (1 if day == 1 else 12)
        if len(parts) > 2:
            return date(year, month, parts[2])
        return date(year, month, 1 if day == 1 else monthrange(year, month)[1])
    except (ValueError, IndexError):
        return None


def day_of(year: int, month: int, day: int) -> date | None:
    """Return a day of the calendar, or None when there is none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def days_apart(day: date, window: Window) -> int:
    """Return the days between a day and the nearest day of a window; 0 inside it."""
    if day < window.first:
        return (window.first - day).days
    return max(0, (day - window.last).days)


def open_date(why: str) -> Found:
    """Return a date expression without a value, and why it has none."""
    return Found(None, None, None, why)


def of_year(year: int, why: str, basis: Basis = Basis.RELATIVE) -> Found:
    """Return a year."""
    return Found(f"{year:04d}", Precision.YEAR, basis, why)


def of_day(day: date, why: str) -> Found:
    """Return a day."""
    return Found(day.isoformat(), Precision.DAY, Basis.RELATIVE, why)


def resolved(year: int, month: int, day: int | None, why: str) -> Found:
    """Return a month, or a day of it; open when there is no such day."""
    if day is None:
        return Found(f"{year:04d}-{month:02d}", Precision.MONTH, Basis.RELATIVE, why)
    found = day_of(year, month, day)
    return of_day(found, why) if found else open_date("no such day")


def stated(year: int | str, month: int, day: int | None) -> Found | None:
    """Return a date given with its year, or None when there is no such day."""
    found = day_of(int(year), month, day if day is not None else 1)
    if found is None:
        return None
    precision = Precision.MONTH if day is None else Precision.DAY
    value = found.isoformat()[:7] if day is None else found.isoformat()
    return Found(value, precision, Basis.STATED, "stated")


def shifted_month(month: tuple[int, int] | None, shift: int, why: str) -> Found:
    """Return the month so many months away; open when the month is not known."""
    if month is None:
        return open_date("the month is not known")
    count = month[0] * 12 + month[1] - 1 + shift
    return resolved(count // 12, count % 12 + 1, None, why)


def shifted_days(day: date | None, unit: str, count: int, why: str) -> Found:
    """Count days, or weeks as the month they certainly fall in."""
    if day is None or unit not in ("day", "week"):
        return open_date("the day is not known")
    if unit == "day":
        return of_day(day + timedelta(days=count), why)
    middle = day + timedelta(days=7 * count)
    first, last = middle - timedelta(days=3), middle + timedelta(days=3)
    return (
        resolved(middle.year, middle.month, None, why)
        if first.month == last.month
        else open_date("two months")
    )


def shifted(value: str, unit: str, count: int, why: str) -> Found:
    """Count units from an ISO prefix that is at least as exact."""
    parts = [int(part) for part in value.split("-")]
    if len(parts) < {"year": 1, "month": 2}.get(unit, 3):
        return open_date("the date before is not exact enough")
    if unit == "year":
        return of_year(parts[0] + count, why)
    if unit == "month":
        return shifted_month((parts[0], parts[1]), count, why)
    return shifted_days(day_of(parts[0], parts[1], parts[2]), unit, count, why)
