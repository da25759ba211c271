"""A Briefing for the terminal: the same words as in Telegram, laid out by rich."""

from __future__ import annotations

import io
from collections.abc import Iterator

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from bot.models import Briefing, Item, ItemKind
from bot.views.dates import readable_date
from bot.views.provenance import DATED_KINDS, HOW_NAMED, corpus_line, provenance

_TEXT_WIDTH = 100  # characters a line when no terminal says otherwise


def render(briefing: Briefing) -> RenderableType:
    """Return the answer as something a rich console prints."""
    return Group(*_parts(briefing))


def as_text(briefing: Briefing, width: int = _TEXT_WIDTH) -> str:
    """Return the answer as plain text, `width` characters a line."""
    written = io.StringIO()
    Console(file=written, width=width, color_system=None, force_terminal=False).print(render(briefing))
    return "\n".join(line.rstrip() for line in written.getvalue().splitlines()).strip("\n")


def _parts(briefing: Briefing) -> Iterator[RenderableType]:
    if briefing.title:
        yield Text(briefing.title, style="bold")
    if briefing.subtitle:
        yield Text(briefing.subtitle, style="italic")
    if briefing.message:
        yield Text(briefing.message)
    numbers = {source.article: source.number for source in briefing.sources}
    for section in briefing.sections:
        if section.heading:
            yield Text("\n" + section.heading, style="bold cyan")
        if section.note:
            yield Text(section.note, style="italic")
        for item in section.items:
            yield _item(item, numbers.get(item.article), dated=briefing.kind in DATED_KINDS)
    if briefing.lines:
        yield Text()
    for line in briefing.lines:
        yield Text.assemble(("  " + line.text, "bold"), f"  {line.detail}")
    for place, candidate in enumerate(briefing.candidates, start=1):
        yield Text.assemble(f"  {place}. ", (candidate.name, "bold"), f" — {candidate.hint}")
    if briefing.suggestions:
        yield Text("Did you mean: " + " · ".join(briefing.suggestions))
    yield from _foot(briefing)


def _item(item: Item, number: int | None, *, dated: bool) -> RenderableType:
    words = Text(item.text.replace("\n", " "))
    for mark in item.marks:
        words.stylize("bold", mark.start, mark.end)
    note = f" [{number}]" if number is not None else ""
    if item.kind is ItemKind.QUOTATION:
        speaker = (
            f"{item.speaker}{HOW_NAMED.get(item.attribution, '')}" if item.speaker else "[speaker not named]"
        )
        after = f", {readable_date(item.date, short=True)}" if item.date else ""
        words.append(f"\n— {speaker}{after}{note}", style="dim")
        return Padding(words, (0, 0, 0, 4))
    if item.kind is ItemKind.REPORTED:
        note = " [reported]" + note
    words.append(note, style="dim")
    before = f"{readable_date(item.date, short=True)}: " if dated and item.date else ""
    return Padding(Text.assemble(f"• {before}", words), (0, 0, 0, 2))


def _foot(briefing: Briefing) -> Iterator[RenderableType]:
    if briefing.sources:
        yield Text("\nSources", style="bold cyan")
        for source in briefing.sources:
            yield Text.assemble(
                f"  [{source.number}] ", source.title or source.file, (f" — {provenance(source)}", "dim"),
                (f"  ({source.article})", "dim"),
            )  # fmt: skip
    yield Text("\n" + corpus_line(briefing.corpus), style="dim italic")
