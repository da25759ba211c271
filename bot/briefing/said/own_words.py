"""Which of somebody's statements are worth a line: complete, of good length, and to be read by themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from bot.briefing.lines.leaning import joins, leans, points_back, standing_alone
from bot.briefing.lines.selection import likeness
from bot.briefing.lines.sheet import Sheet
from bot.briefing.said.statements_made import Statement
from bot.words.answers import Item, ItemKind
from bot.words.spans import Span

_OPENING = ("“", '"', "«", "„")
_FEWEST, _MOST = 9, 45  # words of a quotation that says one thing and can be said again
_FILLS_SCREEN = 300  # characters from which a phone shows only the beginning
_LONGEST = 520  # characters of a report; what is longer tells several things
_REPORTED = 0.75  # what a report is worth beside the words themselves
_AGAIN = 0.8  # what a statement is worth when its article already has one
_ALIKE = 0.5  # how much likeness to what is chosen lowers a statement's worth


@dataclass(frozen=True, slots=True)
class OwnLine:
    """A statement as it is to be shown, with its worth; `place` is its place in the sequence it came from."""

    statement: Statement
    place: int
    item: Item
    worth: float

    @property
    def terms(self) -> frozenset[str]:
        """Its words."""
        return self.statement.terms


def lines_of(statements: Sequence[Statement]) -> list[OwnLine]:
    """Return the statements that can be shown by themselves, the best first.

    One that opens with "He" or "This" stands with the sentence before it, or not at all.
    """
    lines = (_line(statement, place) for place, statement in enumerate(statements))
    found = [line for line in lines if line is not None]
    found.sort(key=lambda line: (-line.worth, line.item.article, line.item.span))
    return found


def spread(
    lines: Iterable[OwnLine],
    most: int,
    sheet: Sheet,
    *,
    topic_of: Callable[[int], str | None] = lambda _: None,
    on_one_topic: int | None = None,
) -> list[OwnLine]:
    """Choose lines by worth, from different articles where possible, none like another.

    Args:
        lines: to choose from.
        most: how many.
        sheet: what is shown already; what is chosen is added to it.
        topic_of: the subject of a statement by its place.
        on_one_topic: how many of one subject; those without one are not counted.
    """
    chosen: list[OwnLine] = []
    every = list(lines)
    rest = list(range(len(every)))
    alike = [0.0] * len(every)  # to whichever of those chosen each is most like
    articles: Counter[str] = Counter()
    topics: Counter[str] = Counter()

    def value(number: int) -> float:
        line = every[number]
        return line.worth * _AGAIN ** articles[line.item.article] * (1 - _ALIKE * alike[number])

    while rest and len(chosen) < most:
        number = max(rest, key=value)
        rest.remove(number)
        best = every[number]
        topic = topic_of(best.place)
        if topic is not None and on_one_topic is not None and topics[topic] >= on_one_topic:
            continue
        if not sheet.takes(best.item, best.terms):
            continue
        chosen.append(best)
        articles[best.item.article] += 1
        if topic is not None:
            topics[topic] += 1
        for number in rest:
            alike[number] = max(alike[number], likeness(every[number].terms, best.terms))
    return chosen


def _line(statement: Statement, place: int) -> OwnLine | None:
    article = statement.article
    opening = article.article.read(statement.span)[:1]
    shown = standing_alone(article, statement.sentence, across_paragraphs=opening in _OPENING)
    if shown is None:
        return None
    # A statement of several sentences is shown whole, with what stands before it where it needs that.
    item = statement.item() if shown == statement.span else replace(statement, span=shown).item()
    if item is None and statement.quoted:  # what stands before it is somebody else's: alone it is all theirs
        item = statement.item()
    if item is None or (item.kind is ItemKind.REPORTED and len(item.verbatim) > _LONGEST):
        return None
    return OwnLine(statement, place, item, _worth(statement, item))


def _worth(statement: Statement, item: Item) -> float:
    words = len(item.verbatim.split())
    worth = words / _FEWEST if words < _FEWEST else _MOST / words if words > _MOST else 1.0
    if statement.quoted:
        parts = _parts_in(statement, item.span)
        said = sum(part.end - part.start for part in parts)
        worth *= 0.5 + 0.5 * said / max(len(item.verbatim), 1)
        first = statement.article.article.read(parts[0]) if parts else ""
        if item.span == statement.span and leans(first):
            worth *= 0.6
        if joins(first) or first[:1].islower():
            worth *= 0.7
        if item.verbatim[:1] in '“"«' and item.verbatim[-1:] in '”"»' and len(parts) == 1:
            worth *= 0.7  # nothing but words in quotation marks goes on from a sentence before
    else:
        worth *= _REPORTED
        if joins(item.verbatim):
            worth *= 0.8
    if points_back(item.verbatim):
        worth *= 0.85
    if len(item.verbatim) > _FILLS_SCREEN:
        worth *= 0.85
    if item.text.startswith("…"):
        worth *= 0.6  # cut out of a longer quotation
    return worth


def _parts_in(statement: Statement, span: Span) -> list[Span]:
    """Return the quoted words inside a span of the statement's article."""
    return sorted(
        part
        for quotation in statement.article.analysis.quotations
        for part in quotation.parts
        if span.contains(part) and part.overlaps(statement.span)
    )
