"""The date of a line: of what it tells where it says so, else of its article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

from bot.briefing.lines.events import dates_told
from bot.briefing.lines.library import Library
from bot.briefing.lines.quotable import ReadArticle
from bot.language_data.loading import subject
from bot.words.answers import DateOf, Item
from bot.words.documents import Basis, Precision
from bot.words.findings import DateMention
from bot.words.spans import Span

_CYRILLIC = re.compile("[Ѐ-ӿ]")
_NEWS = "~"  # after every date: what an article tells as new
_OTHER_TIMES, _UNDATED, _SURE = 0, 1, 2  # kinds of lines, the last first
_BEFORE = 12  # characters before a date in which the word stands that ties it to what is told


@cache
def _words_before(name: str) -> re.Pattern[str]:
    """Return the words of the data that stand right before a date."""
    data = subject("dating")
    words = "|".join(re.escape(word) for words in data[name].values() for word in words)
    return re.compile(rf"(?:^|[\s(,])(?:{words})\s*\Z", re.IGNORECASE)


def prepare() -> None:
    """Read the data of this module now rather than at its first use."""
    _words_before("tying")
    _words_before("bounding")


def dated(item: Item, library: Library, article: ReadArticle | None) -> Item:
    """Return a line with the date of what it tells, or of its article; one that has a date keeps it."""
    published = library.dated_day(item.article) or None
    if item.date_of is not None and item.date is not None and not _is_foreseen(item.date, published):
        return item
    coarse = published is None and item.speaker is None
    told = told_date(article, item.span, coarse=coarse) if article is not None else None
    if told is not None:
        return replace(item, date=told, date_of=DateOf.EVENT)
    return replace(item, date=published, date_of=DateOf.ARTICLE if published else None)


def _is_foreseen(day: str, published: str | None) -> bool:
    """Say whether a bare year is still to come for the article: a target, not when something happened."""
    return published is not None and len(day) == len("2035") and day > published[:4]


def newest_first(items: Iterable[Item], library: Library, articles: Mapping[str, ReadArticle]) -> list[Item]:
    """Return lines with their dates: what is surely newest first, then what is undated as it was given, then
    what undated articles tell of other times.

    What counts is the day a source told it, or at least the day before which it cannot have: news of today
    may tell of yesterday, and what an undated article dates is older than its news. That an article is not
    older than some day long past says nothing of its age.
    """
    lines = [dated(item, library, articles.get(item.article)) for item in items]
    recent = year_before(max((_surely_after(item, library) for item in lines), default=""))[:4]
    since = max([library.dated_day(item.article) for item in lines] + [recent])
    return sorted(lines, key=lambda item: _newness(item, library, since), reverse=True)


def year_before(day: str) -> str:
    """Return the same day (or month, or year) a year earlier, "" for none; both as ISO prefixes."""
    return f"{int(day[:4]) - 1:04}{day[4:]}" if day[:4].isdecimal() and int(day[:4]) else ""


def _told(item: Item) -> str:
    return item.date or "" if item.date_of is DateOf.EVENT else ""


def _surely_after(item: Item, library: Library) -> str:
    """Return the day a line was surely told after: its article's, or what an undated one tells of."""
    day = library.day(item.article)
    return day if library.is_dated(item.article) else max(day, _told(item))


def _newness(item: Item, library: Library, since: str) -> tuple[int, str, str]:
    """Return by what a line is newer than another: its kind, its day, then what it tells of the past.

    `since` is the day from which an undated article is surely as new as the dated ones.
    """
    day, told = _surely_after(item, library), _told(item)
    if library.is_dated(item.article):
        return _SURE, day, told if told and told[:7] < day[:7] else _NEWS
    if told and (told <= library.day(item.article) or day < since):
        return _OTHER_TIMES, told, ""
    return (_SURE, day, _NEWS) if since and day >= since else (_UNDATED, "", "")


def told_date(article: ReadArticle, span: Span, *, coarse: bool = False) -> str | None:
    """Return the one day, month or year that a line gives what it tells, as an ISO prefix, or None.

    A line with several dates tells of several things, and a date that only bounds something ("since May",
    "effective 20 January"), is foreseen or compared with is not when what is told happened; nor is one in a
    quotation, whose speaker tells of other times.

    Args:
        article: with the line.
        span: of the line.
        coarse: whether a year alone is enough, the month of several days, and the one date among others that
            only bound something: where nothing says when the article appeared.
    """
    known = [
        one
        for sentence in article.sentences_in(span)
        for one in dates_told(article, sentence)
        if one.value and span.contains(one.span) and not article.is_quoted(one.span)
    ]
    days = {one.value or "" for one in known}
    months = {day[: len("2000-01")] for day in days}
    tied = {one.value or "" for one in known if _is_tied(one, article, span)}
    if len(days) == 1 and _is_tied(known[0], article, span):
        value = days.pop()
    elif coarse and tied and len(months) == 1:
        value = months.pop()
    elif coarse and len(tied) == 1:
        value = tied.pop()
    else:
        return None
    return value if coarse or len(value) > len("2000") else None


def _is_tied(date: DateMention, article: ReadArticle, line: Span) -> bool:
    """Say whether a date is when it happened: it opens the line, or stands after "on" or "in"."""
    text = article.article.text
    before = text[max(line.start, date.span.start - _BEFORE) : date.span.start]
    if date.basis is Basis.RELATIVE and date.precision is Precision.DAY:
        return not _words_before("bounding").search(before)  # "since July 16", though of this year
    if not before.strip('“"«„ \u00a0') or _CYRILLIC.search(date.span.of(text)):
        return not _words_before("bounding").search(before)
    return _words_before("tying").search(before) is not None
