"""The dated lines of an answer as a calendar (iCalendar, RFC 5545): whole days with their sentences.

A day the sentence itself states is confirmed; one that was worked out from the rest of its article ("on
Monday", a date without its year) and a month without a day are tentative. What is known no better than to a
year is no entry of a calendar.
"""

from __future__ import annotations

import hashlib
import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from bot.languages.saying import say
from bot.views.document import one_line, references_of
from bot.views.filing.calendar_events import TO_THE_DAY, events_of, states_its_day
from bot.views.provenance import named_speaker, provenance
from bot.views.shortening import cut
from bot.words.answers import Briefing, Item, Source

if TYPE_CHECKING:
    from icalendar import Event

_LONGEST_SUMMARY = 120  # characters: what a calendar shows in one box
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def render(briefing: Briefing, *, printed: date | None = None, mark: str = "") -> bytes:
    """Return the dated lines of an answer as an iCalendar file: the same bytes for the same answer and day.

    Args:
        briefing: the answer.
        printed: the day the file is made; without it, each event bears its own day as that.
        mark: how the file is to be handled, said in each event.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Aide-Memoire//Aide-Memoire//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _shown(briefing.title))
    sources = {source.article: source for source in briefing.sources}
    for item in events_of(briefing):
        calendar.add_component(_event(item, sources.get(item.article), printed, mark))
    return bytes(calendar.to_ical())


def _event(item: Item, source: Source | None, printed: date | None, mark: str) -> Event:
    from icalendar import Event

    first, after = _days(item.date or "")
    made = datetime.combine(printed or first, time(), UTC)
    event = Event()
    event.add("uid", _uid(item))
    event.add("dtstamp", made)
    event.add("dtstart", first)
    event.add("dtend", after)
    event.add("summary", _shown(cut(" ".join(item.text.split()), _LONGEST_SUMMARY)))
    event.add("description", "\n".join(_description(item, source, mark)))
    event.add("status", "CONFIRMED" if states_its_day(item) else "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    url = next((one.url for one in references_of([source]) if one.url), None) if source else None
    if url:
        event.add("url", url)
    return event


def _description(item: Item, source: Source | None, mark: str) -> Iterator[str]:
    if mark:
        yield _shown(mark)
    yield _shown(item.verbatim)
    if item.speaker:
        yield "— " + _shown(named_speaker(item.speaker, item.attribution))
    if source is not None:
        yield say("Source: {source}", source=f"{one_line(source.title)} — {one_line(provenance(source))}")
    if not states_its_day(item):
        yield say("[The day is worked out, not stated in this sentence.]")


def _days(day: str) -> tuple[date, date]:
    """Return the first day of an event and the day after its last (RFC 5545, 3.6.1: the end is not in it)."""
    if len(day) == TO_THE_DAY:
        first = date.fromisoformat(day)
        return first, first + timedelta(days=1)
    year, month = map(int, day.split("-"))
    first = date(year, month, 1)
    return first, first + timedelta(days=monthrange(year, month)[1])


def _uid(item: Item) -> str:
    """Return the same for the same sentence of the same article, whenever and from whatever answer."""
    words = "\n".join((item.article, " ".join(item.verbatim.split())))
    return hashlib.sha256(words.encode(errors="replace")).hexdigest()[:32] + "@aide-memoire"


def _shown(text: str) -> str:
    return _CONTROLS.sub("\ufffd", " ".join(text.split()))
