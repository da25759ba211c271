"""Dates in the text, absolute and relative, with a value only where the text or the article bears it out.

A relative date is resolved against the day, month or year the article is known to be of, or against a date
the text gives just before; never against the date of the page or of today. A wrong date is worse than none:
where two readings are possible the value stays open. News style (AP, Reuters) leaves the year out for dates
of the current year, and that is how a month and day without a year is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta

from bot.language_data.calendar import months, on_weekdays
from bot.language_data.loading import expressions, subject
from bot.text.dates import written_dates
from bot.text.dates.date_expressions import DAYS_AWAY, date_words
from bot.text.dates.date_matches import (
    SHORTEST_MONTH,
    content_words,
    count_of,
    meant,
    span_of,
)
from bot.text.dates.date_tense import (
    clause_of,
    has_happened,
    has_russian_future,
    is_of_the_day,
    is_timetabled,
    is_to_come,
    surely_comes,
)
from bot.text.dates.date_values import (
    Found,
    Window,
    bounds_of,
    day_of,
    days_apart,
    of_day,
    of_year,
    open_date,
    resolved,
    shifted,
    shifted_days,
    shifted_month,
    stated,
)
from bot.text.dates.story_dates import story_window
from bot.text.dates.written_dates import FORMS, is_month, month_number
from bot.text.quotations import inside, quoted_spans
from bot.words.documents import Article, Basis, Precision
from bot.words.findings import DateMention, Sentence
from bot.words.spans import Span

_EARLIEST_YEAR, _LATEST_YEAR = 1500, 2100
_ANCHOR_REACH = 3  # sentences over which "later" or a date without a year looks back for a date
_DAY_UNKNOWN = "the day is not known"
_AWAY = {"last": -1, "this": 0, "next": 1}  # years, months or weeks
UNCOUNTED = "no date it can be counted from"
"""Why "a week after the truce" has no value: how long after something else, and not when."""
_AMBIGUOUS_MONTHS = frozenset({3, 5})  # "march" and "may" are words as well
_LEAD_LENGTH = 24  # characters before an expression that can change its meaning
_WORD = re.compile(r"[^\W\d_]+")
_OTHER_CLOCK = re.compile(r",?\s+(?:[A-Z]{2,5}|[^\W\d_]+ [Tt]ime)\s?\)")
_FOUR_DIGITS = re.compile(r"\d{4}")
_MOST_ANCHORS = 40  # earlier dates that are looked at
_LONGEST_SENTENCE = 1000  # characters of a sentence that are looked at for what it is about
_SOON = 60  # days in which what "begins on" a day without a year is to come
_CLEARLY_NEARER = 120  # days by which one of two readings must be nearer to the article
_NEW_YEAR = timedelta(days=30)
_STALE = 200  # days before the article's year from which on a date without a year is doubtful
_EVENT_LENGTH = 80  # characters after "a month after" that name the event
_SHARED_WORDS = 2
_LONGEST_JOINT = 40  # characters between two days that share the year of the second
_JOINING_MARK = re.compile(r"[-–—&]")
_LISTING_MARKS = frozenset("-–—,/&")
_TOMORROW = 6  # days back at which a weekday is as well the day after the article's
_BREAK = re.compile(r"[.;:!?“”\"«»()]")
_LIST_GAP = 6  # characters between two years of one list


def find_dates(
    article: Article, sentences: Sequence[Sentence], names: Iterable[Span] = ()
) -> tuple[DateMention, ...]:
    """Return the date expressions of an article's sentences in text order; no two overlap.

    Values are ISO prefixes as long as their precision. Expressions that nothing bears out have no value.

    Args:
        article: the article.
        sentences: its sentences.
        names: where people are named; a month or a day inside a name is no date.
    """
    return _DateReader(article, sentences, names).read()


class _DateReader:
    """Reads the dates of one article in text order; later ones may rest on earlier ones."""

    def __init__(self, article: Article, sentences: Sequence[Sentence], names: Iterable[Span]) -> None:
        self._sentences, self._text = sentences, article.text
        self._names = frozenset(place for name in names for place in range(*name))
        self._window = story_window(article, sentences)
        self._latest = bounds_of(article.published)[1]
        self._runs = quoted_spans(article, sentences)
        self._mentions: list[tuple[int, DateMention]] = []
        self._days: set[str] = set()
        self._sentence, self._said = 0, ""
        self._yearless: tuple[int, int | None] | None = None
        self._match: re.Match[str] | None = None
        self._without_value: list[tuple[int, int, int | None]] = []
        self._readers: dict[str, Callable[[re.Match[str]], Found | None]] = {
            **dict.fromkeys(FORMS, self._written),
            "month_of": self._month_of,
            "bare": self._bare_month,
            "adverb": self._adverb,
            "period": lambda match: self._period(match, match["which"].lower(), match["what"].lower()),
            "period_meant": lambda match: self._period(
                match, meant(match["which_meant"]), meant(match["what_meant"])
            ),
            "year_adverb": lambda match: self._period(
                match, "last" if match[0].lower() == "былтыр" else "this", "year"
            ),
            "ago": lambda match: self._ago(match, match["ago_n"], match["ago_u"].lower().rstrip("s")),
            "ago_meant": lambda match: self._ago(match, match["agm_n"] or "один", meant(match["agm_u"])),
            "weeks_ago": lambda match: self._weeks_ago(match, match["wa_wd"], match["wa_n"]),
            "week_on": lambda match: self._of_week(match, match["wo_wd"], _AWAY[meant(match["wo_which"])]),
            "week_from": lambda _match: open_date("counted from a day that is not told"),
            "later": self._later,
            "later_meant": self._later_meant,
            "within": self._within,
            "coming": self._coming,
            "that": self._that,
            "on_weekday": self._weekday,
            "year": self._year,
        }

    def read(self) -> tuple[DateMention, ...]:
        """Return the dates of all sentences."""
        words = date_words()
        for number, sentence in enumerate(self._sentences):
            self._sentence = number
            self._said = sentence.span.of(
                self._text
            )  # by itself: "PARISLast year" is a dateline and a sentence
            # Most sentences hold no date; finding that out is much cheaper than the whole expression.
            if words.time_words.isdisjoint(_WORD.findall(self._said.lower())) and not _FOUR_DIGITS.search(
                self._said
            ):
                continue
            for match in words.pattern.finditer(self._said):
                if self._is_name(match):
                    continue
                found = self._found(match)
                if found is not None:
                    mention = DateMention(span_of(match, sentence.span.start), *found)
                    self._give_year(mention)
                    if self._yearless is not None and mention.value is None:
                        self._without_value.append((len(self._mentions), *self._yearless))
                    self._mentions.append((number, mention))
                    if mention.precision is Precision.DAY and mention.value:
                        self._days.add(mention.value)
            self._without_value.clear()
        return tuple(mention for _, mention in self._mentions)

    def _found(self, match: re.Match[str]) -> Found | None:
        self._yearless, self._match = None, match
        return self._readers[match.lastgroup or ""](match)

    def _give_year(self, later: DateMention) -> None:
        """Give the days without a year right before one with its year that year: "on 4 and 6 May 2031"."""
        if later.basis is not Basis.STATED or later.value is None or len(later.value) < len("2000-01"):
            return
        year, month, *day = (int(part) for part in later.value.split("-"))
        for index, its_month, its_day in self._without_value:
            number, mention = self._mentions[index]
            between = self._text[mention.span.end : later.span.start]
            joined = len(between) <= _LONGEST_JOINT and _is_joint(between) and not _BREAK.search(between)
            if joined and (its_month, its_day or 1) <= (month, day[0] if day else 31):
                found = resolved(year, its_month, its_day, "the year of the day it is named with")
                self._mentions[index] = (number, DateMention(mention.span, *found))

    # --- what surrounds an expression ----------------------------------------------------------------------

    def _lead(self, match: re.Match[str]) -> str:
        return self._said[max(0, match.start() - _LEAD_LENGTH) : match.start()]

    def _is_future(self) -> bool:
        said = self._said[:_LONGEST_SENTENCE]
        return date_words().future.search(said) is not None or has_russian_future(said)

    def _is_over(self, start: int, end: int) -> bool:
        """Say whether the clause of a date tells of what happened, and of nothing that is to come."""
        ahead = date_words().future.search(clause_of(self._said, start, end))
        return ahead is None and has_happened(self._said, start, end)

    def _is_name(self, match: re.Match[str]) -> bool:
        """Say whether the month or the day is a part of somebody's name: "April Hale", "Sunday Adeyemi"."""
        if match.lastgroup not in ("bare", "on_weekday"):
            return False
        return self._sentences[self._sentence].span.start + match.end() - 1 in self._names

    def _is_quoted(self, match: re.Match[str]) -> bool:
        return inside(self._runs, self._sentences[self._sentence].span.start + match.start()) is not None

    def _is_in_quotation(self) -> bool:
        """Say whether the expression that is being read is somebody's words."""
        return self._match is not None and self._is_quoted(self._match)

    def _anchors(self, reach: int) -> Iterator[tuple[int, DateMention]]:
        """Yield earlier dates with a value, nearest first, each with how many sentences back it is."""
        for number, mention in reversed(self._mentions[-_MOST_ANCHORS:]):
            if self._sentence - number > reach:
                return
            if mention.value is not None:
                yield self._sentence - number, mention

    # --- month and day -------------------------------------------------------------------------------------

    def _written(self, match: re.Match[str]) -> Found | None:
        """Read a date with a month; only one of a month and a day may have no year."""
        date_of = written_dates.read(match)
        if date_of is None:
            return None
        if date_of.month is None:
            return open_date("day and month cannot be told apart")
        if date_of.year is not None:
            return stated(date_of.year, date_of.month, None if date_of.several else date_of.day)
        assert date_of.day is not None
        if words := match["mdy_of"] or match["dmy_of"]:
            year, why = self._year_named(words)
            return resolved(year, date_of.month, date_of.day, why) if year else open_date(why)
        return self._without_year(date_of.month, date_of.day, date_of.weekday, date_of.several)

    def _without_year(
        self, month: int, day: int | None, weekday: int | None, several_days: bool = False
    ) -> Found:
        shown = None if several_days else day
        self._yearless = (month, shown)
        if day is None and self._is_in_quotation():
            return open_date("said at a time that is not known")
        if weekday is not None and day is not None:
            year = self._year_by_weekday(month, day, weekday)
            return (
                resolved(year, month, shown, "the only near year with that weekday")
                if year
                else open_date("year not known")
            )
        if self._window is not None and self._window.narrow and not self._is_told_in_order():
            year = self._year_by_publication(self._window, month, day)
            if year is None:
                return open_date("year not borne out")
            older = self._older_year_in_sentence(year)
            if older is None or year > self._window.last.year:
                return resolved(year, month, shown, "no year given: the year the article is of")
            if self._stated_before(older, month):
                return resolved(older, month, shown, "year given in the sentence, month and year before")
            return open_date("another year in the same sentence")
        return self._after_anchor(month, day, shown)

    def _is_told_in_order(self) -> bool:
        """Say whether the text is telling of an older time, where only its page says what year it is of."""
        window = self._window
        if window is None or not window.by_page:
            return False
        for _, anchor in self._anchors(_ANCHOR_REACH):
            if anchor.value is not None and len(anchor.value) > len("2000"):
                return int(anchor.value[:4]) < window.first.year
        return False

    def _year_by_weekday(self, month: int, day: int, weekday: int) -> int | None:
        def falls_so(year: int) -> bool:
            return (found := day_of(year, month, day)) is not None and found.weekday() == weekday

        if self._window is None:
            years = [int((mention.value or "0")[:4]) for _, mention in self._anchors(_ANCHOR_REACH)][:1]
        elif older := self._older_year_in_sentence(self._window.first.year - 1):
            years = [older]  # "the fair of 1963, which closed on Sunday, September 8th"
        else:
            years = list(range(self._window.first.year - 1, self._window.last.year + 2))
        fitting = [year for year in years if falls_so(year)]
        return fitting[0] if len(fitting) == 1 else None

    def _year_by_publication(self, window: Window, month: int, day: int | None) -> int | None:
        """Return the year of the last such day before the article, or the nearest where it may be to come."""
        years = range(window.first.year - 1, window.last.year + 2)
        times = [found for year in years if (found := day_of(year, month, day or 1))]
        place = self._match.span() if self._match is not None else None
        if self._is_future() and not (place and self._is_over(*place)):
            nearest = sorted(times, key=lambda found: days_apart(found, window))
            if (
                len(nearest) > 1
                and days_apart(nearest[1], window) - days_apart(nearest[0], window) > _CLEARLY_NEARER
            ):
                return nearest[0].year
            to_come = [found for found in times if found >= window.last]
            if to_come and place and surely_comes(self._said, *place):
                return to_come[0].year
            return None
        soon = [found for found in times if 0 < (found - window.last).days <= _SOON]
        if soon and day is not None and place and is_timetabled(self._said, *place):
            return soon[0].year
        past = [found for found in times if found <= window.last]
        if not past:
            return None
        last = past[-1]
        settled = (
            last <= window.first or last.year == window.first.year or window.month == (last.year, last.month)
        )
        stale = last.year < window.first.year and (window.first - last).days > _STALE
        return last.year if settled and not stale else None

    def _older_year_in_sentence(self, year: int) -> int | None:
        for _, mention in self._anchors(0):
            if mention.value and int(mention.value[:4]) < year:
                return int(mention.value[:4])
        return None

    def _stated_before(self, year: int, month: int) -> bool:
        wanted = f"{year:04d}-{month:02d}"
        return any((mention.value or "").startswith(wanted) for _, mention in self._mentions[-_MOST_ANCHORS:])

    def _after_anchor(self, month: int, day: int | None, shown: int | None) -> Found:
        """Read a date in the order of the story: the same year as the date before, where it comes later."""
        if self._tells_of_now() or self._is_future():
            return open_date("the text has come back to its own days")
        for back, anchor in self._anchors(_ANCHOR_REACH):
            parts = [int(part) for part in (anchor.value or "").split("-")]
            if len(parts) == 1:
                continue
            if back and self._is_future():
                return open_date("to come, and not in the order of what was told")
            later = (month, day or 31) >= (parts[1], parts[2] if len(parts) > 2 else 1)
            told = day_of(parts[0], month, day or 1)
            if self._latest is not None and told is not None and told > self._latest:
                return open_date("later than the article")
            return (
                resolved(parts[0], month, shown, "goes on from the date before")
                if later
                else open_date("year not known")
            )
        return open_date("year not known")

    def _tells_of_now(self) -> bool:
        """Say whether a weekday stands between here and the date before: it is of the article's own week."""
        for number, mention in reversed(self._mentions[-_MOST_ANCHORS:]):
            if self._sentence - number > _ANCHOR_REACH or mention.value is not None:
                return False
            if mention.reason == _DAY_UNKNOWN:
                return True
        return False

    def _year_named(self, words: str) -> tuple[int | None, str]:
        """Return the year "that year", "last year" and the like stand for, and why."""
        first = words.lower().removeprefix("of").split()
        if (which := meant(first[0])) in ("this", "last", "next"):
            year = self._window.year if self._window else None
            shift = _AWAY[which]
            return (
                (year + shift, "counted from the article's year")
                if year
                else (None, "the article's year is not known")
            )
        shift = {"following": 1, "previous": -1}.get(first[1], 0) if first[0] == "the" else 0
        for _, anchor in self._anchors(_ANCHOR_REACH):
            return int((anchor.value or "0")[:4]) + shift, "counted from the date before"
        return None, "no date before it"

    def _month_of(self, match: re.Match[str]) -> Found | None:
        if not is_month(match["mo_m"]):
            return None
        year, why = self._year_named(match["mo_of"])
        return resolved(year, month_number(match["mo_m"]), None, why) if year else open_date(why)

    def _bare_month(self, match: re.Match[str]) -> Found | None:
        name, lead = match["bare_m"], match["bare_lead"].lower()
        if not is_month(name) or len(name) < SHORTEST_MONTH:
            return None
        month = month_number(name)
        if lead in ("the", "for", "of", "with") and month in _AMBIGUOUS_MONTHS:
            return None
        if lead in ("last", "next", "this"):
            return self._near_month(month, lead)
        return self._without_year(month, None, None)

    def _near_month(self, month: int, which: str) -> Found:
        settled = self._window.month if self._window else None
        if settled is None:
            return open_date("the article's month is not known")
        year, current = settled
        if which == "this":
            return resolved(year, month, None, "counted from the article's year")
        if which == "last":
            return resolved(
                year if month < current else year - 1, month, None, "the last one before the article"
            )
        return resolved(year if month > current else year + 1, month, None, "the next one after the article")

    # --- relative to the article ---------------------------------------------------------------------------

    def _adverb(self, match: re.Match[str]) -> Found | None:
        word = re.sub(r"\s+", " ", match["adv"].lower())
        if self._lead(match).lower().rstrip().endswith(" of"):
            return None
        if word in subject("date_clauses")["eve"] and _sign("of_something").match(self._said, match.end()):
            return None
        word = meant(word)
        day = self._window.day if self._window else None
        shift = DAYS_AWAY.get(word, 0)
        # "Today" is as often "nowadays".
        unclear = word == "today" and not is_of_the_day(self._said, *match.span())
        if unclear or day is None or self._is_quoted(match):
            return open_date(_DAY_UNKNOWN)
        return of_day(day + timedelta(days=shift), "counted from the article's day")

    def _period(self, match: re.Match[str], which: str, what: str) -> Found | None:
        if self._window is None:
            return open_date("the article's date is not known")
        if which == "last" and re.search(r"\bthe\s*\Z", self._lead(match), re.IGNORECASE):
            return open_date("a length of time, not a date")
        shift = _AWAY[which]
        if what == "year":
            year = self._window.year
            new_year = self._window.last - date(self._window.last.year, 1, 1)
            if year is None and match[0].lower().startswith("earlier") and new_year <= _NEW_YEAR:
                year = self._window.last.year - 1  # nobody says "earlier this year" in the first weeks of one
            return (
                of_year(year + shift, "counted from the article's year")
                if year
                else open_date("the article's year is not known")
            )
        if self._is_quoted(match):
            return open_date("said at a time that is not known")
        if what == "month":
            return shifted_month(self._window.month, shift, "counted from the article's month")
        if what == "week":
            return self._week(self._window, shift)
        year = self._window.year
        return (
            of_year(year, "counted from the article's year")
            if year and which == "this"
            else open_date("which year is not known")
        )

    def _week(self, window: Window, shift: int) -> Found:
        """Return the month of a week, where all of the week can only lie in it."""
        if shift == 0 and window.month and not self._is_future():
            monday = window.first - timedelta(days=window.first.weekday())
            if (monday.year, monday.month) == window.month:
                return shifted_month(window.month, 0, "the week of the article")
        if window.day is None:
            return open_date("the article's day is not known")
        monday = window.day - timedelta(days=window.day.weekday() - 7 * shift)
        sunday = monday + timedelta(days=6)
        same = (monday.year, monday.month) == (sunday.year, sunday.month)
        return (
            shifted_month((monday.year, monday.month), 0, "counted from the article's week")
            if same
            else open_date("two months")
        )

    def _ago(self, match: re.Match[str], number: str, unit: str) -> Found | None:
        count = count_of(number)
        round_number = count is not None and count >= 10 and count % 5 == 0
        if count is None or round_number or _sign("vague").search(self._lead(match)) or self._window is None:
            return open_date("not said exactly")
        if unit == "year":
            year = self._window.year
            return (
                of_year(year - count, "counted from the article's year")
                if year
                else open_date("the article's year is not known")
            )
        if self._is_quoted(match):
            return open_date("said at a time that is not known")
        if unit == "month":
            return shifted_month(self._window.month, -count, "counted from the article's month")
        return shifted_days(self._window.day, unit, -count, "counted from the article's day")

    def _weekday(self, match: re.Match[str]) -> Found | None:
        name = match["wd"]
        plural = match[0].lower().endswith("s") and not name.lower().endswith("s")
        plural = plural or _sign("parts_of_days").match(self._said, match.end()) is not None
        before = self._lead(match).lower().split()[-1:]
        if plural or (name.islower() and name.isascii()) or (before and before[0] in date_words().named_days):
            return None
        if not name.isascii() and before not in (["в"], ["во"]) and not match["wd_which"]:
            return None  # "среду" is a day and the environment
        day = self._window.day if self._window else None
        if day is None or self._is_quoted(match):
            return open_date(_DAY_UNKNOWN)
        if self._is_of_other_time(match):
            return open_date("of a month that is named, or of other clocks")
        if match["wd_far"]:
            return open_date("which week is not known")
        if match["wd_ago"]:
            return self._weeks_ago(match, name, match["wd_n"])
        if match["wd_week"]:
            return self._of_week(match, name, _AWAY[meant(match["wd_week"])])
        if match["wd_which"]:
            return self._near_weekday(day, match["wd_which"], name)
        return self._bare_weekday(match, day, name)

    def _bare_weekday(self, match: re.Match[str], day: date, name: str) -> Found:
        """Read "on Friday": the one before the article's day or after it, as the verb of its clause tells."""
        back = (day.weekday() - on_weekdays()[name.lower()]) % 7
        dated = any(one.precision is Precision.DAY for _, one in self._anchors(0))
        to_come = is_to_come(self._said, *match.span(), dated=dated)
        if back and to_come:
            return of_day(day + timedelta(days=7 - back), "the next one after the article's day")
        if to_come is None:
            return open_date("past or to come")
        past = _sign("said_on").search(self._lead(match)) or has_happened(self._said, *match.span())
        if self._is_future() and not past:
            return open_date("past or to come")
        if back == _TOMORROW and not _sign("done_on").search(self._lead(match)):
            return open_date("tomorrow or six days ago")
        return of_day(day - timedelta(days=back), "the last one up to the article's day")

    def _is_of_other_time(self, match: re.Match[str]) -> bool:
        """Say whether a weekday is of a month named behind it, or what other clocks had: "(Friday AEST)"."""
        behind = _sign("of_month").match(self._said, match.end())
        if behind is not None and ((named := behind[0].split()[-1]).isdigit() or named.lower() in months()):
            return True
        opened = self._said.rfind("(", max(0, match.start() - _LEAD_LENGTH), match.start())
        return opened >= 0 and _OTHER_CLOCK.match(self._said, match.end()) is not None

    def _weeks_ago(self, match: re.Match[str], name: str, number: str | None) -> Found:
        weeks = count_of(number) if number else 1
        return self._of_week(match, name, -weeks) if weeks else open_date("not said exactly")

    def _of_week(self, match: re.Match[str], name: str, weeks: int) -> Found:
        """Read "Wednesday last week", "two weeks ago on Friday": of the week so many away, from Monday."""
        day = self._window.day if self._window else None
        if day is None or self._is_quoted(match):
            return open_date(_DAY_UNKNOWN)
        monday = day - timedelta(days=day.weekday()) + timedelta(days=7 * weeks)
        return of_day(monday + timedelta(days=on_weekdays()[name.lower()]), "counted from the article's week")

    @staticmethod
    def _near_weekday(day: date, which: str, name: str) -> Found:
        """Read "next Tuesday", "last Friday": sure where the nearest one is not of the article's week."""
        away = on_weekdays()[name.lower()] - day.weekday()
        if meant(which) == "next" and away <= 0:
            return of_day(day + timedelta(days=away + 7), "of next week")
        if meant(which) == "last" and away > 0:
            return of_day(day + timedelta(days=away - 7), "of last week")
        return open_date("this week's or another")

    # --- relative to another date of the text --------------------------------------------------------------

    def _later(self, match: re.Match[str]) -> Found | None:
        count, unit, word = (
            count_of(match["later_n"]),
            match["later_u"].lower().rstrip("s"),
            match["later_w"].lower(),
        )
        if word == "since" or unit == "hour":
            return None
        if count is None or _sign("vague").search(self._lead(match)):
            return open_date(UNCOUNTED)
        told_before = _sign("told_before").match(self._said, match.end())
        named = word in ("after", "before") and not told_before
        anchor = self._event_named(match.end()) if named else self._nearest(unit)
        if anchor is None or anchor.value is None:
            return open_date(UNCOUNTED)
        sign = -1 if word in ("earlier", "before") else 1
        return shifted(anchor.value, unit, sign * count, "counted from the date before")

    def _later_meant(self, match: re.Match[str]) -> Found | None:
        """As in "спустя два дня"; "через два дня" is as often counted from today."""
        count, unit = count_of(match["lam_n"] or "один"), meant(match["lam_u"])
        if count is None or match[0].lower().startswith("через") or _sign("vague").search(self._lead(match)):
            return open_date("not said exactly")
        anchor = self._nearest(unit)
        if anchor is None or anchor.value is None:
            return open_date(UNCOUNTED)
        return shifted(anchor.value, unit, count, "counted from the date before")

    def _nearest(self, unit: str) -> DateMention | None:
        """Return the date just before, or for days the only day named so far."""
        wanted = {"day": 3, "week": 3, "month": 2, "year": 1}[unit]
        for _, anchor in self._anchors(1):
            if len((anchor.value or "").split("-")) >= wanted:
                return anchor
        if unit == "day" and len(self._days) == 1:
            (only,) = self._days
            return DateMention(Span(0, 0), only, Precision.DAY, Basis.STATED)
        return None

    def _event_named(self, position: int) -> DateMention | None:
        """Return the date of a sentence that names the event of "a month after the city fell"."""
        words = content_words(self._said[position : position + _EVENT_LENGTH].split(",")[0])
        best: DateMention | None = None
        for number, mention in self._mentions[-_MOST_ANCHORS:]:
            if mention.value is None or len(mention.value) < len("2000-01") or number == self._sentence:
                continue
            span = self._sentences[number].span
            shared = words & content_words(
                self._text[span.start : min(span.end, span.start + _LONGEST_SENTENCE)]
            )
            if len(shared) >= _SHARED_WORDS:
                best = mention
        return best

    def _within(self, _match: re.Match[str]) -> Found | None:
        for _, anchor in self._anchors(1):
            if anchor.value is not None and anchor.precision in (Precision.MONTH, Precision.YEAR):
                return Found(anchor.value, anchor.precision, Basis.RELATIVE, "counted from the date before")
        return open_date(UNCOUNTED)

    def _coming(self, _match: re.Match[str]) -> Found | None:
        """Read "in two weeks" of what is to come; of what was, it is a length of time."""
        return open_date("counted from a day that is not told") if self._is_future() else None

    def _that(self, match: re.Match[str]) -> Found | None:
        unit = (match["that_u"] or match["next_u"]).lower()
        words = match[0].lower()
        sign = 0 if match["that_u"] else (-1 if "previous" in words else 1)
        for _, anchor in self._anchors(1):
            if (
                anchor.value is not None
                and len(anchor.value.split("-")) >= {"day": 3, "month": 2, "year": 1}[unit]
            ):
                return shifted(anchor.value, unit, sign, "counted from the date before")
        return open_date(UNCOUNTED)

    def _year(self, match: re.Match[str]) -> Found | None:
        year, before = int(match["y"]), self._lead(match).lower()
        after = re.match(r"\s+([^\W\d_]+)", self._said[match.end() : match.end() + _LEAD_LENGTH])
        following = after[1] if after else ""
        if following.lower() in date_words().counted or not _EARLIEST_YEAR <= year <= _LATEST_YEAR:
            return None
        place = self._sentences[self._sentence].span.start + match.start()
        last = self._mentions[-1][1].span.end if self._mentions else -1
        listed = 0 < place - last <= _LIST_GAP and _is_listed(before)
        named_after = _sign("before_event").search(before) and following
        said = match[0][-1:].isalpha() or match[0].endswith("г.")  # "2023 года" can be nothing else
        if match[0][:1].isdigit() and not (
            said or _sign("before_year").search(before) or listed or named_after
        ):
            return None
        if (
            year % 100 == 0
            and following.islower()
            and following.endswith("s")
            and not _sign("sure_year").search(before)
        ):
            return None
        return of_year(year, "stated", Basis.STATED)


def _sign(name: str) -> re.Pattern[str]:
    """Return an expression of the subject `date_clauses`."""
    return expressions("date_clauses")[name]


def _is_joint(between: str) -> bool:
    return _JOINING_MARK.search(between) is not None or _sign("joint").search(between) is not None


def _is_listed(before: str) -> bool:
    return before.rstrip()[-1:] in _LISTING_MARKS or _sign("listed").search(before) is not None
