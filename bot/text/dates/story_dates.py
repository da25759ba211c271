"""The days a story can be of, from its publication date and from what its own text says of its time.

Three things in a text bound its time. What is still to come is announced within a year before ("effective
March 1, 2023"). "Two years after the flood of May 2020 … have" is written in the year after the two are over.
And an article of a page that is known not to be later than a day, beside others of the same months, is of the
year up to that day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from bot.language_data.loading import expressions
from bot.text.dates.date_expressions import date_words
from bot.text.dates.date_values import Window, bounds_of, day_of
from bot.text.dates.written_dates import read
from bot.words.documents import Article
from bot.words.findings import Sentence
from bot.words.spans import Span

_YEAR = timedelta(days=365)
_ANNOUNCED_WITHIN = 60  # characters from "will" to the date it speaks of
_ANY_YEAR = re.compile(r"(?<![\d.,$-])\b(?:19|20)\d\d\b(?![\d%-])")
_LONGEST_PAGE = 300_000  # characters of a page that are looked at for the years of its other articles
_LONGEST_SENTENCE = 1000
_ENOUGH_YEARS = 2  # mentions of the last twelve months that show what a page is of


def story_window(article: Article, sentences: Sequence[Sentence]) -> Window | None:
    """Return the first and the last day an article can be of, or None when one side is not borne out."""
    first, last = bounds_of(article.published)
    for earliest, latest in _evidence(article.text, sentences):
        if (last is None or earliest <= last) and (first is None or first <= latest):
            first, last = max(first or earliest, earliest), min(last or latest, latest)
    by_page = last is not None and (first is None or last - first > _YEAR) and _among_recent(article, last)
    if by_page and last is not None:
        first = last - _YEAR
    return Window(first, last, by_page) if first and last and first <= last else None


def _evidence(text: str, sentences: Sequence[Sentence]) -> Iterator[tuple[date, date]]:
    words = date_words()
    for sentence in sentences:
        said = text[sentence.span.start : min(sentence.span.end, sentence.span.start + _LONGEST_SENTENCE)]
        if _ANY_YEAR.search(said) is None:
            continue
        counted: int | None = None
        for match in words.pattern.finditer(said):
            if match["later"] is not None and match["later_w"].lower() == "after":
                counted = _years(match)
            elif match["mdy_y"] is not None or match["my_y"] is not None:
                day = _first_day(match)
                if day is None:
                    continue
                if expressions("date_clauses")["to_come"].search(
                    said[max(0, match.start() - _ANNOUNCED_WITHIN) : match.start()]
                ):
                    yield day - _YEAR, day
                elif (
                    counted
                    and expressions("date_clauses")["still"].search(said, match.end())
                    and (later := day_of(day.year + counted, day.month, 1))
                ):
                    yield later, later + _YEAR - timedelta(days=31)
                counted = None


def _years(match: re.Match[str]) -> int | None:
    words = match["later_n"].lower()
    count = int(words) if words.isdigit() else date_words().numbers.get(words)
    return count if match["later_u"].lower().startswith("year") else None


def _first_day(match: re.Match[str]) -> date | None:
    written = read(match)
    if written is None or written.year is None or written.month is None:
        return None
    return day_of(written.year, written.month, written.day or 1)


def _among_recent(article: Article, last: date) -> bool:
    """Say whether the other articles of a page speak of the months before its last day."""
    own, evidence = article.span, article.published.evidence if article.published else ()
    whole = Span(0, min(len(article.text), _LONGEST_PAGE))
    if own.contains(whole):
        return False
    recent = 0
    for match in _ANY_YEAR.finditer(article.text, *whole):
        place = Span(*match.span())
        if place.overlaps(own) or any(place.overlaps(span) for span in evidence):
            continue
        recent += last - _YEAR <= date(int(match[0]), 12, 31) and int(match[0]) <= last.year
    return recent >= _ENOUGH_YEARS
