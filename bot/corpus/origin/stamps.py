"""The byline and the times of publication that are run into the front of a text."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.corpus.origin.calendar_dates import written_dates
from bot.language_data.loading import subject
from bot.words.spans import Span

_LONGEST = 60
"""Characters from the word for publication to the end of its day: a clock, a zone and a date in full."""
_SEPARATORS = re.compile(r"(?:[\s|•·]++|\.(?=\s|$))*+")
_NAME = r"[A-ZÀ-ÝА-ЯЁ][\w.'’\-]"
_NAMES = rf"{_NAME}{{1,20}}(?:,? (?:and |& |и |de |van |von |al |[Ff]or )?{_NAME}{{0,20}}){{1,6}}"


@lru_cache(maxsize=1)
def _words() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Expressions for a byline with its stray stops, for one without, and for what begins a time."""
    data = subject("stamps")
    by, both = ("|".join(data[name]) for name in ("by", "and"))
    more = rf"(?: \.)? (?:{both}) {_NAMES}"
    stopped = rf"(?i:{by}):? \. {_NAMES}(?:{more})?(?= \.\s)|(?i:{by}):? {_NAMES}(?:{more})?(?= \.\s)"
    plain = rf"(?i:{by}):? {_NAMES}(?:{more})?(?=\s)"
    told = rf"(?:{'|'.join(data['published'])}|{'|'.join(data['changed'])})(?:\s?:|(?=\s))(?: \.)?"
    return re.compile(stopped), re.compile(plain), re.compile(told, re.IGNORECASE)


_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}")


def stamps_in_front(text: str, span: Span) -> tuple[tuple[Span, ...], int]:
    """Find the byline and the times of publication and change that a line begins with.

    Args:
        text: the document's text.
        span: a line of it.

    Returns:
        Their spans, without the marks between them, and where the rest of the line begins. Nothing is found
        where the line goes on as a sentence does: "Published in May 2012, the report ...".
    """
    found: list[Span] = []
    stopped, plain, _ = _words()
    start = span.start
    byline = stopped.match(text, *span)
    if byline is not None:
        start = _after_marks(text, byline.end(), span.end)
        found.append(Span(*byline.span()))
    elif (byline := plain.match(text, *span)) is not None:
        start = _after_marks(text, byline.end(), span.end)
        if _time(text, start, span.end) is None:
            return (), span.start
        found.append(Span(*byline.span()))
    while (time := _time(text, start, span.end)) is not None:
        found.append(time)
        start = _after_marks(text, time.end, span.end)
    return tuple(found), start if found else span.start


def _after_marks(text: str, start: int, end: int) -> int:
    """Where the marks that part one stamp from the next end."""
    marks = _SEPARATORS.match(text, start, end)
    return marks.end() if marks else start


def _time(text: str, start: int, end: int) -> Span | None:
    """The time of publication or change at `start`, with a mark or the first word of the text behind it."""
    told = _words()[2].match(text, start, end)
    if told is None:
        return None
    dates = written_dates(text, told.end(), min(end, told.end() + _LONGEST))
    if not dates or dates[0].day is None or dates[0].year is None:
        return None
    day = dates[0].span
    between = text[told.end() : day.start]
    if re.search(r"[!?;]|\.\s", between.replace(" . ", " ")) or len(between.split()) > 6:
        return None
    clock = _CLOCK.match(text[day.end : day.end + 12].lstrip(" ,at"))
    stop = day.end + text[day.end : day.end + 12].index(clock[0]) + len(clock[0]) if clock else day.end
    following = text[stop:end]
    certain = ":" in told[0] or clock is not None or _CLOCK.search(between) is not None
    if re.match(r"\s*$|\s*[|•·—–]|\s+\.(?:\s|$)|\.\s", following):
        return Span(start, stop)
    return Span(start, stop) if certain and re.match(r"\s+[\"'“‘«]?[A-ZÀ-ÝА-ЯЁ]", following) else None
