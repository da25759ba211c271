"""A Briefing for the terminal: the same words as in Telegram, laid out by rich."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from bot.languages.saying import say
from bot.views.provenance import (
    UNDATED_KINDS,
    cited_in,
    closing_of,
    corpus_line,
    languages_unmarked,
    offered,
    opening_of,
    provenance,
    speaker_line,
)
from bot.words.answers import Briefing, Item, ItemKind, Kind, Section

_TEXT_WIDTH = 100  # characters a line when no terminal says otherwise
_RULE = "─" * 24
# What gives a terminal orders, or makes it show words in another order than they stand in.
_ORDERS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def render(briefing: Briefing) -> RenderableType:
    """Return the answer as something a rich console prints."""
    return Group(*map(_without_orders, _parts(briefing)))


def as_text(briefing: Briefing, width: int = _TEXT_WIDTH) -> str:
    """Return the answer as plain text, `width` characters a line."""
    written = io.StringIO()
    Console(file=written, width=width, color_system=None, force_terminal=False).print(render(briefing))
    return "\n".join(line.rstrip() for line in written.getvalue().splitlines()).strip("\n")


def without_orders(text: str) -> str:
    """Return words of a document with a mark for each character that a terminal takes for an order.

    Each character keeps its place.
    """
    return _ORDERS.sub("\ufffd", text)


def first_screen(briefing: Briefing) -> tuple[Briefing, Briefing | None]:
    """Part an answer into its first screen and the rest of its lines, None where there is none."""
    until = _end_of_first_screen(briefing)
    return parted(briefing, until) if until else (briefing, None)


def parted(briefing: Briefing, until: int) -> tuple[Briefing, Briefing | None]:
    """Part an answer after so many of its lines; None for the rest where there is none."""
    if sum(len(section.items) for section in briefing.sections) <= until:
        return briefing, None
    first: list[Section] = []
    rest: list[Section] = []
    for section in briefing.sections:
        for shown, items in ((first, section.items[:until]), (rest, section.items[until:])):
            if items:
                shown.append(replace(section, items=items))
        until = max(until - len(section.items), 0)
    opened = _with_sections(briefing, first)
    return opened, replace(_with_sections(briefing, rest), subtitle=None, message=None)


def quoted_in(briefing: Briefing) -> Briefing:
    """Return an answer with what it quotes and reports alone."""
    kept = (ItemKind.QUOTATION, ItemKind.REPORTED)
    sections = [
        replace(section, items=tuple(item for item in section.items if item.kind in kept))
        for section in briefing.sections
    ]
    quoted = _with_sections(briefing, [section for section in sections if section.items])
    return quoted if quoted.sections else replace(quoted, message=say("Nobody is quoted in this answer."))


def _with_sections(briefing: Briefing, sections: Sequence[Section]) -> Briefing:
    cited = {id_ for section in sections for item in section.items for id_ in (item.article, *item.also)}
    sources = tuple(source for source in briefing.sources if source.article in cited)
    return replace(briefing, sections=tuple(map(_without_rule, sections)), sources=sources)


def _without_rule(section: Section) -> Section:
    return replace(section, items=tuple(replace(item, first=False) for item in section.items))


def _parts(briefing: Briefing) -> Iterator[RenderableType]:
    if briefing.title:
        yield Text(briefing.title, style="bold")
    if briefing.subtitle:
        yield Text(briefing.subtitle, style="italic")
    if briefing.message:
        yield Text(briefing.message)
    numbers = {source.article: source.number for source in briefing.sources}
    read = languages_unmarked(briefing)
    until = _end_of_first_screen(briefing)
    for section in briefing.sections:
        yield from _section(section, numbers, briefing.kind, read, until)
        until -= len(section.items)
    if briefing.lines:
        yield Text()
    for line in briefing.lines:
        yield Text.assemble(("  " + line.text, "bold"), f"  {line.detail}")
    for place, candidate in enumerate(briefing.candidates, start=1):
        hint = f" — {candidate.hint}" if candidate.hint else ""
        yield Text.assemble(f"  {place}. ", (candidate.name, "bold"), hint)
    if briefing.suggestions:
        yield Text(offered(briefing))
    yield from _foot(briefing)


def _without_orders(part: RenderableType) -> RenderableType:
    words = part.renderable if isinstance(part, Padding) else part
    if isinstance(words, Text):
        words.plain = without_orders(words.plain)
    return part


def _end_of_first_screen(briefing: Briefing) -> int:
    """Return after how many items the first screen ends, 0 where nothing follows it."""
    marks = [item.first for section in briefing.sections for item in section.items]
    return marks.index(False) if True in marks and False in marks else 0


def _section(
    section: Section, numbers: Mapping[str, int], kind: Kind, read: frozenset[str], until: int
) -> Iterator[RenderableType]:
    """Yield a section; with a rule after its item number `until`, where it has so many."""
    if section.heading:
        yield Text("\n" + section.heading, style="bold cyan")
    if section.note:
        yield Text(section.note, style="italic")
    under = None
    for place, item in enumerate(section.items, start=1):
        if item.under and item.under != under:
            yield Text("  " + item.under, style="bold")
        under = item.under
        yield _item(item, numbers, kind, read)
        if place == until:
            yield Text(_RULE, style="dim")


def _item(item: Item, numbers: Mapping[str, int], kind: Kind, read: frozenset[str]) -> RenderableType:
    words = Text(item.text.replace("\n", " "))
    for mark in item.marks:
        words.stylize("bold", mark.start, mark.end)
    note = cited_in(item, numbers)
    if item.kind is ItemKind.QUOTATION:
        words.append(f"\n— {speaker_line(item, item.speaker, read)}{note}", style="dim")
        return Padding(Text.assemble(opening_of(item, kind), words), (0, 0, 0, 4))
    if kind in UNDATED_KINDS and item.kind is ItemKind.SENTENCE:
        return Padding(Text.assemble("\n", words), (0, 0, 0, 2))  # a paragraph of the one text this is
    words.append(closing_of(item, read) + note, style="dim")
    return Padding(Text.assemble(f"• {opening_of(item, kind)}", words), (0, 0, 0, 2))


def _foot(briefing: Briefing) -> Iterator[RenderableType]:
    if briefing.sources:
        # The list of sources has its heading at the top.
        yield Text() if briefing.kind is Kind.SOURCES else Text("\n" + say("Sources"), style="bold cyan")
        for source in briefing.sources:
            yield Text.assemble(
                f"  [{source.number}] ", source.title or source.file, (f" — {provenance(source)}", "dim"),
                (f"  ({source.article})", "dim"),
            )  # fmt: skip
    yield Text("\n" + corpus_line(briefing.corpus), style="dim italic")
