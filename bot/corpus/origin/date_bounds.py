"""The days an article lies between, as its own sentences bear them out: what is past, what is still to come.

A wrong date is worse than none: every rule here gives a bound, and bounds that contradict each other give
nothing at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import islice

from bot.corpus.origin.calendar_dates import (
    WrittenDate,
    names_weekday,
    weekday_named,
    written_dates,
    written_years,
    years_with_weekday,
)
from bot.corpus.word_evidence import word_lists
from bot.language_data.loading import expressions, subject
from bot.text.dates.written_dates import any_of
from bot.words.documents import Basis, Precision, PublicationDate
from bot.words.spans import Span

_RATE = re.compile(r"[^()]{0,30}=[^()]{2,30}\)")
"""Behind the day of a rate: the rate itself, "1 USD = 89.50 soms)"."""
_NEAR = 30
"""Characters beside a year in which a word says what is named by it ("the race of 2016")."""
_SEVERAL = re.compile(r"\d\s?(?:[-–—&]|to|and|и|по)\s?\d")
_TWEET = re.compile(r"\(@\w{1,30}\)[ \u00a0]$")
_SENTENCE = re.compile(r"(?<=[.!?…”])\s+(?=[A-ZА-ЯЁ“\"«])")

_BEFORE_ITS_YEAR = timedelta(days=92)
"""A year is spoken of as a matter of fact some months before it begins."""
_EARLY_IN_MONTH = 20
_LONGEST_SENTENCE = 2_000
_WIDEST_WINDOW = timedelta(days=365 * 5)
"""A weekday comes back to the same day after five or six years: beyond that it tells no year."""
_YEAR = timedelta(days=365)
_NARROW = timedelta(days=400)
_FRESH = timedelta(days=27)
"""What a report says at its head to have been said on a day without a year is news."""
_DATELINE = timedelta(days=3)
"""A report appears at most so long after the day of its dateline."""
_HEAD = 3
"""Sentences at the head of a report."""
_HEAD_OF_NEWS = 2
_HEAD_PARAGRAPHS = 4
_BESIDE = 16
"""Characters before a day in which its weekday stands: "on Tuesday (6 May 2031)"."""
_FEWEST_WORDS = 5
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 5
_FEWEST_OF_TITLE, _MOST_OF_TITLE = 4, 0.75
"""Long words of a title, and the share of them that make a sentence tell the same."""
_LONGEST_REPORT = 700
"""Words; what is longer looks back on more than it reports."""
_WEEK = timedelta(days=7)
_WEEKS_BEFORE = timedelta(days=45)
_TIME_ZONES = timedelta(days=1)
_SPRING = 4
"""From this month on, a day to come that is named without its year is of the year it is named in."""
_PAGES = range(1998, 2032)
"""Years web pages are of. An election without a number is looked for among these; a wider range would leave
the weekday two years to choose from, and then nothing is said."""


def _sign(name: str) -> re.Pattern[str]:
    """Return an expression of the subject `date_bounds`."""
    return expressions("date_bounds")[name]


@cache
def _days_after() -> Mapping[str, int]:
    return subject("date_bounds")["days_after"]  # type: ignore[no-any-return]


@cache
def _day_beside() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(_days_after())})[,(]? ?\(?$", re.IGNORECASE)


@cache
def _years_after() -> re.Pattern[str]:
    """Return the expression of what is counted from a day: "two years after the flood of …"."""
    numbers = any_of(subject("dates")["numbers"])
    return re.compile(rf"\b(?P<count>\d{{1,2}}|{numbers})(?:{_sign('years_after').pattern})", re.IGNORECASE)


@cache
def _first_clause() -> re.Pattern[str]:
    return re.compile(rf"[ ,]{{1,2}}(?:{_sign('in_the_year').pattern})?([^,;:“”\"]{{3,80}})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cycle:
    """An event that comes back at known times; the subject `cycles` says what each field means."""

    named: re.Pattern[str]
    first: int
    every: int
    months: tuple[int, ...]
    tuesday: bool
    since: int

    def years(self, match: re.Match[str]) -> tuple[int, ...]:
        """The years a mention can mean: one where it has its number, else all since there are web pages."""
        numbers = [value for name, value in match.groupdict().items() if name.startswith("number") and value]
        if numbers:
            number = int(numbers[0])
            return (self.first + self.every * number,) if number >= self.since else ()
        if not self.tuesday:
            return ()
        return tuple(year for year in _PAGES if (year - self.first) % self.every == 0)

    def day(self, year: int) -> date:
        """The day it begins, or the first it can begin on."""
        first = date(year, self.months[0], 1)
        if not self.tuesday:
            return first
        return first + timedelta(days=(0 - first.weekday()) % 7 + 1)


@lru_cache(maxsize=1)
def cycles() -> tuple[Cycle, ...]:
    """Return the events of the subject `cycles`."""
    return tuple(
        Cycle(
            re.compile(entry["named"], re.IGNORECASE),
            entry["first"],
            entry["every"],
            tuple(entry["months"]),
            entry.get("tuesday", False),
            entry["since"],
        )
        for entry in subject("cycles")["cycle"]
    )


def date_between_bounds(
    text: str,
    paragraphs: Sequence[Span],
    page_date: WrittenDate | None,
    dateline: Span | None = None,
    title: Span | None = None,
    named: date | None = None,
) -> PublicationDate | None:
    """Infer when an article appeared from what its text tells as past and as still to come.

    Args:
        text: the document's text.
        paragraphs: the article's paragraphs.
        page_date: the date of the page it stands on, if one is there: it is not of a later day.
        dateline: its dateline, whose day may lack a year.
        title: its title, where that stands in the text.
        named: a day on which it was there, as that its file is named by.

    Returns:
        The bounds with the spans that show them, and a value where they lie in one month or one year; None
        when nothing is known.
    """
    bounds = _Bounds()
    for span in (*filter(None, (title,)), *paragraphs):
        for sentence in _sentences(text, span):
            _weigh(text, sentence, bounds)
    if page_date is not None and page_date.last is not None:
        bounds.not_after(page_date.last, page_date.span)
    _weigh_named_twice(text, (*filter(None, (title,)), *paragraphs), bounds)
    told = bounds.earliest
    if named is not None and (told is None or told[0] <= named):
        bounds.not_after(named, None)
    for span in paragraphs:
        _weigh_weekdays(text, span, bounds)
    if dateline is not None:
        for found in written_dates(text, *dateline):
            _weigh_fresh(found, _DATELINE, bounds)
            _weigh_beside_page(found, page_date, bounds)
    _weigh_head(text, paragraphs, bounds)
    _weigh_news(text, title, paragraphs, bounds)
    return bounds.result()


class _Bounds:
    """The days an article lies between, with what shows it."""

    def __init__(self) -> None:
        self.earliest: tuple[date, Span] | None = None
        self.latest: tuple[date, Span | None] | None = None
        self.recent: WrittenDate | None = None
        self.embedded: list[WrittenDate] = []

    def not_before(self, day: date, evidence: Span) -> None:
        if self.earliest is None or day > self.earliest[0]:
            self.earliest = (day, evidence)

    def not_after(self, day: date, evidence: Span | None) -> None:
        if self.latest is None or day < self.latest[0]:
            self.latest = (day, evidence)

    def result(self) -> PublicationDate | None:
        earliest, latest = self.earliest, self.latest
        if earliest is not None and latest is not None and earliest[0] > latest[0]:
            # They contradict each other: one of them was misread, so neither is shown.
            return None
        if earliest is None and latest is None:
            return None
        shown = (bound[1] for bound in (earliest, latest) if bound is not None)
        evidence = tuple(dict.fromkeys(span for span in shown if span is not None))
        first, last = (bound[0].isoformat() if bound else None for bound in (earliest, latest))
        value, precision = _common(first, last)
        month = self._month(earliest)
        if month is not None and len(value or "") < len(month):
            value, precision = month, Precision.MONTH
        return PublicationDate(value, precision, Basis.INFERRED, first, last, evidence)

    def _month(self, earliest: tuple[date, Span] | None) -> str | None:
        """The month of the last day reported, where the text calls it recent and the month was not over."""
        recent = self.recent
        if earliest is None or recent is None or recent.first is None or recent.day is None:
            return None
        after = recent.first - earliest[0]
        if not timedelta() <= after <= _TIME_ZONES or earliest[0].month != recent.month:
            return None
        return recent.first.isoformat()[:7] if recent.day <= _EARLY_IN_MONTH else None


def _common(first: str | None, last: str | None) -> tuple[str | None, Precision]:
    """The day, month or year that two bounds share."""
    if first is None or last is None:
        return None, Precision.RANGE
    for length, precision in ((10, Precision.DAY), (7, Precision.MONTH), (4, Precision.YEAR)):
        if first[:length] == last[:length]:
            return first[:length], precision
    return None, Precision.RANGE


def _sentences(text: str, paragraph: Span) -> Iterable[Span]:
    start = paragraph.start
    for gap in _SENTENCE.finditer(text, paragraph.start, paragraph.end):
        yield Span(start, gap.start())
        start = gap.end()
    yield Span(start, paragraph.end)


# --- dates with their year, and what is known of the calendar ----------------------------------------------


def _weigh(text: str, sentence: Span, bounds: _Bounds) -> None:
    """Take the bounds one sentence gives; what goes on for thousands of characters is none."""
    if sentence.end - sentence.start > _LONGEST_SENTENCE:
        return
    said = sentence.of(text)
    _weigh_cycles(text, sentence, bounds)
    if re.search(r"(?:19|20)\d\d", said) is None:
        return
    dates = [found for found in written_dates(text, *sentence) if found.year is not None]
    covered = [found.span for found in dates]
    years = [
        found
        for found in written_years(text, *sentence)
        if not any(span.overlaps(found.span) for span in covered)
    ]
    past = _reports_the_past(_small(said))
    for found in (*dates, *years):
        _weigh_date(text, sentence, found, past, bounds)
    _weigh_contrast(said, years, bounds)


def _weigh_date(text: str, sentence: Span, found: WrittenDate, past: bool, bounds: _Bounds) -> None:
    before, after = _words_before(text, sentence, found), text[found.span.end : sentence.end]
    if found.first is None or found.last is None or before[-1:] in {'"', "=", "'"}:
        return
    if _sign("born").search(before[-_NEAR:]):
        return  # how old somebody is says nothing of the article
    if _sign("ahead_of").search(before[-_NEAR:]):
        return  # "выборы, назначенные на 6 мая 2031 года" are to come
    past = (past or _opens_the_past(before, after)) and _sign("ahead").search(before[-_NEAR:]) is None
    if _weigh_count(found, before, after, bounds) or _weigh_day_named(found, before, after, bounds):
        return
    if found.month is None:
        if _may_be_past_year(before, after, past=past):
            bounds.not_before(_lower(found, before), found.span)
    elif _TWEET.search(before[-40:]):
        # The clock of whoever wrote it may have been a day ahead.
        bounds.not_before(found.first - _TIME_ZONES, found.span)
        bounds.embedded.append(found)
    elif _sign("effective").search(before[-120:]):
        bounds.not_after(found.last, found.span)
    elif past and len(before) + len(after) > len(before.split()) + 1:
        bounds.not_before(_lower(found, before), found.span)
        if found.day is not None and _sign("recent").search(before[-90:]):
            bounds.recent = found


def _words_before(text: str, sentence: Span, found: WrittenDate) -> str:
    """The words of a sentence before a date; "from" before several days, "from 5-6 May", bounds nothing."""
    before = text[sentence.start : found.span.start]
    opened = _sign("opens_days").search(before) if _SEVERAL.search(found.span.of(text)) else None
    return before[: opened.start()] if opened else before


def _opens_the_past(before: str, after: str) -> bool:
    """Whether a sentence begins with a date and tells at once what was then: "In 2021 the lords agreed"."""
    clause = _first_clause().match(after) if _sign("opens").fullmatch(before) else None
    if clause is None:
        return False
    ahead = _sign("future").search(clause[1])
    return _reports_the_past(clause[1][: ahead.start()] if ahead else clause[1])


def _weigh_day_named(found: WrittenDate, before: str, after: str, bounds: _Bounds) -> bool:
    """Use a full day that the words beside it tie to the article's own.

    "Yesterday, 7 May 2013": the article is of the day after. A day that was chosen was still to come; that of
    a rate in brackets is of the article's weeks.
    """
    if found.day is None or found.first is None:
        return False
    if told := _day_beside().search(before[-_NEAR:]):
        day = found.first + timedelta(days=_days_after()[told[0].strip(" ,(").lower()])
        bounds.not_before(day, found.span)
        bounds.not_after(day, found.span)
    elif _sign("chosen").search(before[-_NEAR:]):
        bounds.not_after(found.first, found.span)
    elif _sign("rate_of").search(before[-90:]) and _RATE.match(after):
        bounds.not_before(found.first, found.span)
        bounds.not_after(found.first + _FRESH, found.span)
    else:
        return False
    return True


def _may_be_past_year(before: str, after: str, *, past: bool) -> bool:
    """Whether a year alone is one that was: in a sentence that tells of the past, and not part of a name."""
    since = _sign("since").search(before[-16:]) is not None
    if not (since or _sign("after_a_year").match(after[:12])):
        return False
    if _sign("named_by_year").search(before[-_NEAR:]) or _sign("named_by_year").search(after[:_NEAR]):
        return False
    return since or (past and bool(_sign("preposition").search(before[-16:])))


def _weigh_count(found: WrittenDate, before: str, after: str, bounds: _Bounds) -> bool:
    """Count from a date: "two years after the flood of May 2020, few have ...", "this year marks ..."."""
    assert found.first is not None
    assert found.year is not None
    marked = _sign("anniversary").search(before[-240:])
    if marked:
        year = found.year + int(marked["count"])
        if year < date.max.year:
            bounds.not_before(date(year, 1, 1), found.span)
            bounds.not_after(date(year, 12, 31), found.span)
        return True
    counted = _years_after().search(before[-160:])
    if counted is None or found.month is None:
        return False
    number = counted["count"].lower()
    years = int(number) if number.isdigit() else subject("dates")["numbers"][number]
    if _sign("still").search(after) is None or (counted.start() > _OPENING and len(before) <= 160):
        return True
    begun = date(found.year + years, found.month, 1)
    bounds.not_before(begun - timedelta(days=31), found.span)
    bounds.not_after(begun + _YEAR - timedelta(days=31), found.span)
    return True


_OPENING = 20
"""Characters from the beginning of a sentence within which "two years after" counts to now."""


def _weigh_contrast(said: str, years: Sequence[WrittenDate], bounds: _Bounds) -> None:
    """Use "In 2022 ..., an increase of a tenth last year, ... in 2023": last year is 2023, and it is over."""
    named = sorted({found.year for found in years if found.year is not None})
    grown = _sign("grew_last_year").search(said)
    if len(named) != 2 or named[1] != named[0] + 1 or grown is None:
        return
    if said.find(str(named[0])) < grown.start() < said.rfind(str(named[1])):
        last = next(found for found in years if found.year == named[1])
        bounds.not_before(date(named[1] + 1, 1, 1), last.span)
        bounds.not_after(date(named[1] + 1, 12, 31), last.span)


def _weigh_cycles(text: str, sentence: Span, bounds: _Bounds) -> None:
    """Use events that come back at known times, by their number or by the weekday they are said to be on."""
    for cycle in cycles():
        match = cycle.named.search(text, *sentence)
        if match is None:
            continue
        years = cycle.years(match)
        said = sentence.of(text)
        days = [found for found in written_dates(text, *sentence) if found.year is None and found.day]
        for found in days if cycle.tuesday else ():
            if found.month == cycle.months[0] and found.weekday is not None:
                years = tuple(year for year in years if cycle.day(year).day == found.day)
        if len(years) != 1 or (not match.groupdict().get("number") and not days):
            continue
        day, span = cycle.day(years[0]), Span(*match.span())
        if _sign("to_come").search(said[: match.start() - sentence.start]) or _sign("to_come").search(
            said[: (days[-1].span.start if days else match.end() + 60) - sentence.start]
        ):
            _announced(day, bool(days), span, bounds, exact=cycle.tuesday)
        elif _reports_the_past(said):
            bounds.not_before(day, span)


def _announced(day: date, yearless: bool, span: Span, bounds: _Bounds, *, exact: bool) -> None:
    """Take the bounds of an event that is announced: within a year, or within its own if none is named."""
    bounds.not_after(day - timedelta(days=1) if exact else day + timedelta(days=92), span)
    within_year = yearless and day.month >= _SPRING
    bounds.not_before(date(day.year, 1, 1) if within_year else day - _YEAR, span)


# --- days without their year -------------------------------------------------------------------------------


def _weigh_weekdays(text: str, paragraph: Span, bounds: _Bounds) -> None:
    """Use days that name their weekday but no year, where only one year between the bounds has them so.

    What happened on such a day is at most a year older than the article that leaves the year out; what is to
    come is at most a year younger.
    """
    if bounds.earliest is None or bounds.latest is None:
        return
    first, last = bounds.earliest[0], bounds.latest[0]
    if last - first + _YEAR > _WIDEST_WINDOW:
        return
    for sentence in _sentences(text, paragraph):
        if sentence.end - sentence.start > _LONGEST_SENTENCE:
            continue
        for found, weekday, month, day in _yearless(text, sentence):
            if _sign("to_come").search(text[sentence.start : found.span.start]):
                fits = _days(weekday, month, day, first, last + _YEAR)
                if len(fits) == 1:
                    _announced(fits[0], True, found.span, bounds, exact=True)
            elif _reports_the_past(sentence.of(text)):
                fits = _days(weekday, month, day, first - _YEAR, last)
                if len(fits) == 1:
                    bounds.not_before(fits[0], found.span)


def _yearless(text: str, sentence: Span) -> Iterator[tuple[WrittenDate, int, int, int]]:
    """The days of a sentence that name their weekday and no year: each with weekday, month and day."""
    for found in written_dates(text, *sentence):
        if found.year is None and found.weekday is not None and found.month and found.day:
            yield found, found.weekday, found.month, found.day


def _days(weekday: int, month: int, day: int, first: date, last: date) -> list[date]:
    years = years_with_weekday(month, day, weekday, first.year, last.year)
    return [found for found in (date(year, month, day) for year in years) if first <= found <= last]


def _weigh_named_twice(text: str, spans: Sequence[Span], bounds: _Bounds) -> None:
    """Use a day to come that a text names with its year in one place and without it in another.

    Without its year it is the next such day: less than a year away.
    """
    days = [
        (found, sentence)
        for span in spans
        for sentence in _sentences(text, span)
        if _sign("to_be").search(sentence.of(text))
        for found in written_dates(text, *sentence)
    ]
    bare = {(found.month, found.day): sentence for found, sentence in days if found.year is None}
    for found, sentence in days:
        if found.first is not None and bare.get((found.month, found.day), sentence) != sentence:
            bounds.not_before(found.first - _YEAR + timedelta(days=1), found.span)
            bounds.not_after(found.first - timedelta(days=1), found.span)


def _weigh_head(text: str, paragraphs: Sequence[Span], bounds: _Bounds) -> None:
    """Use the day without a year on which, says the head of a report, somebody spoke: it is fresh news.

    Only where the bounds leave one year for it.
    """
    for sentence in _first_sentences(text, paragraphs):
        for found in written_dates(text, *sentence):
            before = text[sentence.start : found.span.start][-160:]
            if _sign("told_on").search(before) and not _sign("to_be").search(before):
                _weigh_fresh(found, _FRESH, bounds)
                return


def _weigh_news(text: str, title: Span | None, paragraphs: Sequence[Span], bounds: _Bounds) -> None:
    """Use the full day that the title or the head of a report tells, or of the posts it shows: its news.

    Only where the text reports nothing later; below the title only where it looks back on nothing and is no
    longer than reports are.
    """
    if bounds.earliest is None or (bounds.latest is not None and bounds.latest[1] is not None):
        return
    told = _told_in_title(text, title) if title is not None else None
    said = " ".join(span.of(text) for span in paragraphs)
    if told is None and (len(said.split()) > _LONGEST_REPORT or _sign("looks_back").search(said)):
        return
    newest = max(bounds.embedded, key=lambda found: found.iso or "", default=None)
    told = told or _told_at_head(text, paragraphs, title)
    if told is None and newest is not None:
        fresh = _are_of_one_week(bounds.embedded) or _names_day_of(text, paragraphs, newest)
        told = newest if fresh else None
    if told is None or told.first is None:
        return
    if bounds.earliest[0] > told.first:
        later = [day for span in paragraphs for day in _years(text, span) if day > told.first]
        if len(later) == 1 and later[0].day == 1:
            bounds.earliest = (told.first, told.span)  # one later month or year, and no more, may be a slip
        return
    if _is_told_later(text, paragraphs, told):
        return
    bounds.not_before(told.first - (_TIME_ZONES if told is newest else timedelta()), told.span)
    bounds.not_after(told.first + _FRESH, told.span)
    bounds.recent = told


def _told_in_title(text: str, title: Span) -> WrittenDate | None:
    """The full day at the end of a title that tells what was done: "Premier Visited Osh on 4 May 2031"."""
    days = written_dates(text, *title)
    if len(days) != 1 or days[0].year is None or days[0].day is None:
        return None
    before, behind = text[title.start : days[0].span.start], text[days[0].span.end : title.end]
    tied = before.casefold().endswith("on ") or not days[0].span.of(text).isascii()
    ahead = _sign("ahead_of").search(before) or _sign("of_before").search(before)
    if not tied or ahead or _sign("words_of_year").fullmatch(behind) is None:
        return None
    return days[0] if _reports_the_past(_small(title.of(text))) else None


def _names_day_of(text: str, paragraphs: Sequence[Span], post: WrittenDate) -> bool:
    """Whether the head of a report names the weekday of a post it shows, or of the day after."""
    heads = (sentence.of(text) for sentence in _first_sentences(text, paragraphs))
    return any(_may_be_day_of(found[0], post) for said in heads for found in _sign("news_day").finditer(said))


def _told_at_head(text: str, paragraphs: Sequence[Span], title: Span | None) -> WrittenDate | None:
    """The first full day in the first sentences of a report, where its sentence tells what happened then.

    Below the first sentence it counts with its weekday, or where its sentence tells what the title does.
    """
    for number, sentence in enumerate(islice(_first_sentences(text, paragraphs), _HEAD_OF_NEWS)):
        days = [one for one in written_dates(text, *sentence) if one.year is not None and one.day is not None]
        if not days:
            continue
        before = _words_before(text, sentence, days[0])
        if _TWEET.search(before[-40:]):
            return None
        weekday = days[0].weekday is not None or names_weekday(before[-_BESIDE:])
        if number and not weekday and not _tells_title(text, title, sentence):
            return None  # below the news itself a day may be of its background
        back = _sign("ahead_of").search(before[-_NEAR:]) or _sign("of_before").search(before[-_NEAR:])
        other = _sign("chosen").search(before[-_NEAR:]) or _sign("no_time").search(before[-_NEAR:])
        if back or other or not _reports_the_past(sentence.of(text)):
            return None
        return (
            days[0]
            if days[0].weekday is not None or not _names_its_own_days(text, paragraphs, days[0])
            else None
        )
    return None


def _tells_title(text: str, title: Span | None, sentence: Span) -> bool:
    """Whether a sentence has most of a title's words, up to their endings."""
    stems = [word[:_STEM] for word in _LONG_WORD.findall(title.of(text).casefold())] if title else []
    said = sentence.of(text).casefold()
    if len(stems) < _FEWEST_OF_TITLE:
        return False
    return sum(stem in said for stem in stems) >= _MOST_OF_TITLE * len(stems)


def _names_its_own_days(text: str, paragraphs: Sequence[Span], told: WrittenDate) -> bool:
    """Whether a report says further on, by a weekday alone, when its news was: the full day is another."""
    for span in paragraphs[:_HEAD_PARAGRAPHS]:
        for sentence in _sentences(text, span):
            near = text[max(sentence.start, told.span.start - _BESIDE) : told.span.start]
            if told.span.start in range(*sentence) and names_weekday(near):
                return False
            if told.span.overlaps(sentence):
                continue
            said = sentence.of(text)
            days = _sign("news_day").finditer(said) if _sign("tells").search(said) else ()
            if any(not _may_be_day_of(found[0], told) for found in days):
                return True
    return False


def _may_be_day_of(words: str, told: WrittenDate) -> bool:
    """Whether a weekday is that of a full day or of the day after it."""
    assert told.first is not None
    after = (told.first.weekday(), (told.first.weekday() + 1) % 7)
    return weekday_named(words) in after


def _are_of_one_week(posts: Sequence[WrittenDate]) -> bool:
    days = sorted((post.first for post in posts if post.first is not None), reverse=True)
    return len(days) > 1 and days[0] - days[1] <= _WEEK


def _is_told_later(text: str, paragraphs: Sequence[Span], told: WrittenDate) -> bool:
    """Whether a text names a later year as more than a plan, or a day without a year that is far away."""
    assert told.first is not None
    for span in paragraphs:
        for sentence in _sentences(text, span):
            planned = _sign("planned").search(sentence.of(text)) is not None
            if not planned and any(found.year > told.first.year for found in _years(text, sentence)):
                return True
            days = written_dates(text, *sentence)
            if any(
                _is_far(found, told.first)
                for found in days
                if not _sign("of_this_year").match(text, found.span.end)
            ):
                return True
    return False


def _is_far(found: WrittenDate, told: date) -> bool:
    """Whether a day without a year lies in no year between some weeks before a day and a season after it."""
    if found.year is not None or not (found.month and found.day):
        return False
    days = (_day(year, found.month, found.day) for year in range(told.year - 1, told.year + 2))
    return not any(day and told - _WEEKS_BEFORE <= day <= told + _BEFORE_ITS_YEAR for day in days)


def _years(text: str, sentence: Span) -> Iterator[date]:
    """The first days of the years and dates a sentence names."""
    for found in (*written_years(text, *sentence), *written_dates(text, *sentence)):
        if found.first is not None:
            yield found.first


def _weigh_fresh(found: WrittenDate, fresh: timedelta, bounds: _Bounds) -> None:
    """Take a day without a year that is at most `fresh` before the article, if the bounds leave one year."""
    if found.year is not None or not (found.month and found.day):
        return
    if bounds.earliest is None or bounds.latest is None:
        return
    first, last = bounds.earliest[0], bounds.latest[0]
    if last - first > _NARROW:
        return
    fits = [
        day
        for year in range(first.year - 1, last.year + 1)
        if (day := _day(year, found.month, found.day)) and day <= last and first <= day + fresh
    ]
    if len(fits) == 1:
        bounds.not_before(fits[0], found.span)
        bounds.not_after(fits[0] + fresh, found.span)


def _weigh_beside_page(found: WrittenDate, page_date: WrittenDate | None, bounds: _Bounds) -> None:
    """Take the day of a dateline without its year where the page is of that day or of the next few."""
    last = page_date.last if page_date is not None else None
    if last is None or found.year is not None or not (found.month and found.day):
        return
    for year in (last.year, last.year - 1):
        day = _day(year, found.month, found.day)
        if day is not None and timedelta() <= last - day <= _DATELINE:
            bounds.not_before(day, found.span)


def _first_sentences(text: str, paragraphs: Sequence[Span]) -> Iterator[Span]:
    left = _HEAD
    for span in paragraphs:
        for sentence in _sentences(text, span):
            if left == 0:
                return
            left -= len(sentence.of(text).split()) >= _FEWEST_WORDS  # "U.S." and a name are no two sentences
            if sentence.end - sentence.start <= _LONGEST_SENTENCE:
                yield sentence


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


# --- past and future ---------------------------------------------------------------------------------------


def _lower(found: WrittenDate, before: str) -> date:
    """The first day an article can be of that reports the date as past; "more than 30 years ago, on ..." adds
    them.
    """
    assert found.first is not None
    if found.month is None:
        return found.first - _BEFORE_ITS_YEAR
    ago = _sign("years_ago").search(before[-40:])
    if ago and ago.end() == len(before[-40:]):
        years = int(ago["years"])
        then = _day(found.first.year + years, found.first.month, found.first.day)
        then = then or found.first + timedelta(days=365 * years)
        return then if ago["more"] else then - timedelta(days=183)
    return found.first


def _small(words: str) -> str:
    """A line all in capitals in small letters."""
    return words.lower() if words.isupper() else words


def _reports_the_past(words: str) -> bool:
    """Whether a sentence tells of something that was, with no word in it that points ahead."""
    if _sign("future").search(words):
        return False
    lists, known = word_lists(), subject("date_bounds")
    for word in re.findall(r"[A-Za-zА-Яа-яё]+", words):
        base = word.lower()
        if base in lists["reporting_verbs"]:
            continue
        if base in known["past_auxiliaries"] or (base in lists["past_verbs"] and not base.endswith("s")):
            return True
        if _sign("past_form").fullmatch(word) and base not in lists["nouns_like_verbs"]:
            return True
        if len(base) > 4 and base.endswith(known["past_endings"]) and word.islower():
            return True
    return False
