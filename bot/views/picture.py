"""A timeline as a picture for a phone: a PNG 1080 pixels wide, set by typst.

A phone shows it at about a third of that, so the template counts 360 points across and sets its text no
smaller than a phone's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from bot.languages.saying import say_count, spoken_language
from bot.views.dates import readable_date
from bot.views.document import has_quotation_mark, one_line, references_of, speaker_of
from bot.views.provenance import corpus_line, reported_mark
from bot.views.typesetting import typeset
from bot.words.answers import Briefing, CorpusCard, Item, ItemKind, Source

MOST_EVENTS = 10
_LONGEST_TEXT = 170  # characters: about four lines
_LONGEST_TITLE = 90
_PIXELS_PER_INCH = 216  # three pixels a point: 360 points are 1080 pixels


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, as a source has it.

    `date` is an ISO day, or its beginning where no more is known; `number` that of the source; `after` the
    bot's words behind the text: who says it, or that it is reported.
    """

    date: str
    text: str
    number: int | None = None
    after: str = ""


def events_of(briefing: Briefing) -> tuple[Event, ...]:
    """Return the dated lines of an answer as events; a line without a date is none."""
    numbers = {source.article: source.number for source in briefing.sources}
    return tuple(
        _event(item, item.date, numbers.get(item.article))
        for section in briefing.sections
        for item in section.items
        if item.date
    )


def timeline(
    events: Iterable[Event],
    *,
    title: str,
    subtitle: str = "",
    sources: Iterable[Source] = (),
    corpus: CorpusCard | None = None,
) -> bytes:
    """Return a PNG of the newest `MOST_EVENTS` events, oldest first; the picture says how many it leaves out.

    Texts over a few lines are cut with …. It takes about a tenth of a second of the calling thread; other
    threads run on meanwhile.

    Args:
        events: in any order; those of the same date stay in theirs.
        title: whom or what it is about.
        subtitle: a line under the title.
        sources: those the events' numbers refer to; only the cited ones are shown.
        corpus: what the answer is drawn from.

    Raises:
        AideMemoireError: the letters cannot be set.
    """
    every = sorted(events, key=lambda event: event.date)
    shown = every[-MOST_EVENTS:]
    cited = {event.number for event in shown}
    given = {
        "language": spoken_language(),
        "title": one_line(title, _LONGEST_TITLE),
        "subtitle": one_line(subtitle, _LONGEST_TITLE),
        "left_out": _left_out(len(every) - len(shown)),
        "events": list(_as_shown(shown)),
        "references": [asdict(one) for one in references_of(sources) if one.number in cited],
        "corpus": corpus_line(corpus) if corpus else "",
    }
    return typeset("picture.typ", given, as_="png", pixels_per_inch=_PIXELS_PER_INCH)


def _event(item: Item, date: str, number: int | None) -> Event:
    if item.kind is ItemKind.QUOTATION:
        text = item.text if has_quotation_mark(item.text) else f"“{item.text}”"
        return Event(date, text, number, after=f"— {speaker_of(item)}")
    return Event(date, item.text, number, after=reported_mark() if item.kind is ItemKind.REPORTED else "")


def _as_shown(events: Iterable[Event]) -> Iterator[dict[str, object]]:
    for event in events:
        yield {
            "date": readable_date(one_line(event.date, _LONGEST_TITLE)),
            "exact": len(event.date) > len("2024-11"),
            "text": one_line(event.text, _LONGEST_TEXT),
            "number": event.number,
            "after": one_line(event.after, _LONGEST_TITLE),
        }


def _left_out(number: int) -> str:
    if number == 0:
        return ""
    return say_count("{count} earlier event not shown", "{count} earlier events not shown", number)
