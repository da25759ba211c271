"""`/stories`: the events the articles tell, what is new first, each by one line with its place and date."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.briefing.lines.citing import sources_of
from bot.briefing.lines.library import Library
from bot.briefing.lines.quotable import ReadArticle
from bot.briefing.stories.joining import WINDOW, stories_of
from bot.briefing.stories.story_lines import story_line
from bot.briefing.stories.traits import last_day, traits_of
from bot.languages.saying import in_figures, say, say_count
from bot.plain_words import span_back
from bot.search.query import read_date
from bot.views.dates import readable_date
from bot.words.answers import Briefing, Kind, Section, Status

MOST_READ = 150
"""Articles looked at, the newest: what `/stories` costs does not grow with the corpus."""
_SHOWN = 12
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_DAY = len("2024-11-26")
_SINCE = re.compile(r"\s*(?:since|с)\b[:\s]*", re.IGNORECASE)  # as in searches: "since:2024-11"


@dataclass(frozen=True, slots=True)
class Since:
    """From when on stories are listed, an ISO prefix, "" for all; `back` is what it was counted from."""

    day: str = ""
    back: str = ""


def since_in(words: str, library: Library) -> Since | None:
    """Read what follows the command: a date, or a stretch of time; None where it is neither.

    A stretch ("this week", "3 days") is counted back from the newest article: the corpus has a clock of its
    own, and on one that nothing comes to any more "this week" is its last.
    """
    words = _SINCE.sub("", words, count=1) if _SINCE.match(words) else words
    if not words:
        return Since()
    if (day := read_date(words)) is not None:
        return Since(day)
    span, newest = span_back(words), _newest_day(library)
    if span is None or newest is None:
        return None
    number, unit = span
    days = min(number * _DAYS[unit], newest.toordinal() - 1)
    return Since((newest - timedelta(days=days - 1)).isoformat(), newest.isoformat())


def articles_wanted(since: Since, library: Library) -> tuple[str, ...]:
    """Return the ids of the articles that are read: the newest, and those a story may have begun with."""
    wanted = library.by_date[:MOST_READ]
    if not since.day:
        return tuple(wanted)
    begun = since.day
    if len(begun) == _DAY:
        begun = (date.fromisoformat(begun) - WINDOW).isoformat()
    return tuple(id_ for id_ in wanted if (day := library.dated_day(id_)) and not _before(day, begun))


def stories(since: Since, library: Library, articles: Mapping[str, ReadArticle]) -> Briefing:
    """Return the stories of some articles, what is new first, each by the lead of its newest article."""
    found = stories_of(traits_of(article, library) for article in articles.values())
    if since.day:
        found = tuple(one for one in found if not _before(library.dated_day(one.articles[0]), since.day))
    lines = [line for story in found[:_SHOWN] if (line := story_line(story, library, articles)) is not None]
    sections = (Section(say("Newest"), tuple(lines)),) if lines else ()
    return Briefing(
        query=f"/stories {since.day}".strip(),
        kind=Kind.STORIES,
        status=Status.FOUND if lines else Status.NONE,
        corpus=library.corpus,
        title=say("Stories"),
        message=_message(since, len(found), len(lines), library, len(articles)),
        sections=sections,
        sources=sources_of(sections, [id_ for story in found for id_ in story.articles], library.cards),
    )


def _message(since: Since, found: int, shown: int, library: Library, read: int) -> str | None:
    if not library.cards:
        return say("The corpus is empty.")
    told = []
    if since.back:
        when = readable_date(since.day)
        told.append(say("Since {date}, counted back from the newest article.", date=when))
    elif since.day:
        told.append(say("Since {date}.", date=readable_date(since.day)))
    if not found:
        told.append(say("No dated article is newer."))
    elif found > shown:
        counted = {"shown": in_figures(shown), "all": in_figures(found)}
        told.append(say("The newest {shown} of {all} stories.", **counted))
    if read == MOST_READ:
        told.append(say("Only the newest {articles} articles were looked at.", articles=in_figures(read)))
    left_out = library.corpus.undated if since.day else 0
    if left_out:
        told.append(
            say_count(
                "{count} article without a known date is left out.",
                "{count} articles without a known date are left out.",
                left_out,
            )
        )
    return " ".join(told) or None


def _newest_day(library: Library) -> date | None:
    """Return the day of the newest article; where none is known to the day, the last it can be of."""
    days = [day for id_ in library.cards if (day := library.dated_day(id_))]
    newest = max((day for day in days if len(day) == _DAY), default=None) or max(days, default=None)
    return last_day(newest) if newest else None


def _before(day: str, since: str) -> bool:
    """Say whether a day (month, year) is surely before another, each known as far as it is written."""
    length = min(len(day), len(since))
    return day[:length] < since[:length]
