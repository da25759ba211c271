"""What the lines around a text say of it: who wrote it, when it was published, when it was changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from itertools import takewhile

from bot.corpus.cleaning.cleaning import BELOW, BYLINE, LINKS, PUBLISHED, Labelled, LineKind
from bot.corpus.cleaning.lines import PageLine
from bot.corpus.cleaning.page_ends import COMMENTS
from bot.corpus.origin.calendar_dates import WrittenDate, written_dates
from bot.corpus.origin.source_lines import outlet_before_date
from bot.language_data.loading import expressions, subject
from bot.words.spans import Span

_LINES_TO_LAST_DATE = 2
_LINES_OF_HEAD = 8
"""Short lines from a caption above a text to the text: address, stamp, button, the title again, a summary."""


def dates_in(line: PageLine) -> list[WrittenDate]:
    """Return the dates a line holds, their spans in the document."""
    start = line.span.start
    return [
        replace(found, span=Span(start + found.span.start, start + found.span.end))
        for found in written_dates(line.text)
    ]


def says_changed(line: PageLine) -> bool:
    """Say whether a line gives the day of the last change and no other."""
    return _sign("updated").match(line.plain) is not None and _sign("published").search(line.plain) is None


def shows_clock(line: PageLine) -> bool:
    """Say whether a line shows the time at which its page is read."""
    return _sign("clock").search(line.plain) is not None


def dates_around(
    labels: Sequence[Labelled], end: int, page_date: WrittenDate | None
) -> tuple[list[WrittenDate], WrittenDate | None]:
    """Find the dates of publication and of the last change in the lines around a text.

    Args:
        labels: the lines below the title.
        end: where the article ends in its document.
        page_date: a date above the title, if one is there.

    Returns:
        The dates of the lines between title and text, or the one right below the text; and the day a page
        says it was last changed, when the article was there. "Updated:" alone is taken for the publication
        where no other date is on the page.
    """
    first = _beginning(labels, end)
    dated = [
        label.line for label in labels if label.line.span.start < first and label.why in (PUBLISHED, BYLINE)
    ]
    change = _sign("last_changed" if page_date is None else "updated")
    changes = [
        line for line in dated if change.match(line.plain) and not _sign("published").search(line.plain)
    ]
    between = [found for line in dated if line not in changes for found in dates_in(line)]
    changed = [found for line in changes for found in dates_in(line) if found.day and found.first is not None]
    return (
        between or ([] if page_date is not None else _below(labels)),
        max(changed, key=lambda found: found.iso or "", default=None),
    )


def author_of(labels: Iterable[Labelled]) -> str | None:
    """Return the name in the byline, None where there is none."""
    not_authors = frozenset(subject("page_lines")["not_authors"])
    for label in labels:
        if label.why != "byline":
            continue
        found = _byline().match(label.line.plain) or _byline_with_place().match(label.line.plain)
        name = found[1].strip(" .,:-").replace(" . ", " ") if found else ""
        if name and not_authors.isdisjoint(name.casefold().split()):
            return name
    return None


def outlet_of(labels: Sequence[Labelled], end: int) -> str | None:
    """Return the outlet that a line of outlet and day above the text names, None where there is none."""
    first = _beginning(labels, end)
    above = (label.line for label in labels if label.line.span.start < first and label.why == PUBLISHED)
    return next(filter(None, (outlet_before_date(line.text) for line in above)), None)


def _beginning(labels: Sequence[Labelled], end: int) -> int:
    """Where the text begins; a summary or a caption with the time of publication below it is not the text
    yet.
    """
    prose = [
        place for place, label in enumerate(labels) if label.part is LineKind.PARAGRAPH and label.line.prose
    ]
    if not prose:
        return end
    if len(prose) > 1:
        between = list(takewhile(lambda label: not _is_text(label), labels[prose[0] + 1 : prose[1]]))
        if any(label.why == PUBLISHED for label in between):
            return between[-1].line.span.end
        stamps = [label for label in labels[prose[0] + 1 : prose[1]] if _is_dated_stamp(label)]
        if stamps and prose[1] - prose[0] <= _LINES_OF_HEAD:
            return stamps[-1].line.span.end
    return labels[prose[0]].line.span.start


def _is_dated_stamp(label: Labelled) -> bool:
    """Whether a line says what its day is of, "Updated 4 May 2031", and not only a day."""
    return label.why == PUBLISHED and label.rule is not None and bool(dates_in(label.line))


def _is_text(label: Labelled) -> bool:
    return label.part in {LineKind.PARAGRAPH, LineKind.HEADING}


def _below(labels: Sequence[Labelled]) -> list[WrittenDate]:
    """The one date among the lines right below the text."""
    places = [place for place, label in enumerate(labels) if label.part is LineKind.PARAGRAPH]
    if not places or not labels[places[-1]].line.finished:
        return []  # a title above the date is another article's
    dated: list[Labelled] = []
    for label in labels[places[-1] + 1 :][:_LINES_TO_LAST_DATE]:
        if label.why in {LINKS, COMMENTS, BELOW}:
            break
        if label.why == PUBLISHED:
            dated.append(label)
    if not dated:
        # "First published: 4 May 2031" is of this article among links to others, too, if no other day is.
        below = takewhile(lambda label: label.why not in {COMMENTS, BELOW}, labels[places[-1] + 1 :])
        dated = [label for label in below if label.why == PUBLISHED]
        dated = dated if all(_sign("first_published").match(label.line.plain) for label in dated) else []
    found = [date for label in dated for date in dates_in(label.line) if date.day is not None]
    return found if len(found) == 1 else []


def _sign(name: str) -> re.Pattern[str]:
    """Return an expression of the subject `page_lines`."""
    return expressions("page_lines")[name]


@cache
def _byline() -> re.Pattern[str]:
    by = rf"(?:{_sign('by').pattern}):?\s+(.{{3,80}}?)"
    return re.compile(by + r"(?:(?:\s*[|,:(]|\s[\-–—]).*)?$", re.IGNORECASE)


@cache
def _byline_with_place() -> re.Pattern[str]:
    nobody = _sign("no_author_before_place").pattern
    return re.compile(rf"((?!{nobody})[A-ZÀ-Ý][^\d,]{{3,60}}?),? in [A-ZÀ-Ý][^\d]{{2,40}}$")
