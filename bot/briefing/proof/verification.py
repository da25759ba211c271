"""The promise that nothing is invented, checked on every answer before it leaves.

An item stands when its `verbatim` is exactly the characters of its document at its `span`, and its `text` is
made of those characters alone, in order, but for [inserted words] and … for cuts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.words.answers import Briefing, Item, ItemKind, Section

_PRONOUNS = frozenset({"he", "she", "his", "her", "they", "their", "it", "its"})
_INSERTED = re.compile(r"\[[^\[\]]*\]|…")


def verified(briefing: Briefing, documents: Mapping[str, str]) -> tuple[Briefing, tuple[Item, ...]]:
    """Return the answer without the items that cannot be proved, and those items.

    Args:
        briefing: the answer.
        documents: the text of the document of each article cited, by article id.
    """
    refused: list[Item] = []
    sections: list[Section] = []
    for section in briefing.sections:
        proved: list[Item] = []
        for item in section.items:
            (proved if stands(item, documents.get(item.article)) else refused).append(item)
        if proved or (section.note and not section.items):
            sections.append(Section(section.heading, tuple(proved), section.note))
    subtitle = briefing.subtitle if _is_shown(briefing.subtitle, sections) else None
    if not refused and subtitle == briefing.subtitle:
        return briefing, ()
    cited = {id_ for section in sections for item in section.items for id_ in (item.article, *item.also)}
    return (
        replace(
            briefing,
            subtitle=subtitle,
            sections=tuple(sections),
            sources=tuple(source for source in briefing.sources if source.article in cited),
        ),
        tuple(refused),
    )


def _is_shown(subtitle: str | None, sections: Sequence[Section]) -> bool:
    """Say whether the line under the title, a role, is among what was proved; "[former]" is ours."""
    return subtitle is None or any(
        item.kind is ItemKind.FACT and _INSERTED.sub("", subtitle).strip() in item.verbatim
        for section in sections
        for item in section.items
    )


def stands(item: Item, document: str | None) -> bool:
    """Say whether an item is what its document says at its place."""
    if document is None or not item.verbatim or item.span.of(document) != item.verbatim:
        return False
    return is_made_of(item.text, item.verbatim)


def is_made_of(text: str, verbatim: str) -> bool:
    """Say whether a text is a verbatim passage with nothing but [insertions] and … added.

    Words of the passage may be left out only where the text has a …, also at its beginning and end; and a
    pronoun where an insertion names whom it stands for ("[Ada Lind] said" for "She said").
    """
    if text == verbatim:
        return True
    place, cut = 0, False
    for inserted, piece in _pieces(text, verbatim):
        cut = cut or inserted == "…"
        piece = piece.strip()
        if not piece:
            continue
        found = verbatim.find(piece, place)
        left_out = verbatim[place:found].strip()
        if found < 0 or (left_out and not cut and not (inserted and left_out.lower() in _PRONOUNS)):
            return False
        place, cut = found + len(piece), False
    return cut or not verbatim[place:].strip()


def _pieces(text: str, verbatim: str) -> list[tuple[str, str]]:
    """Cut a text at what was inserted: (insertion, the text after it); the first has no insertion.

    Brackets and dots that the source has itself are no insertions.
    """
    pieces, start, before = [], 0, ""
    for inserted in _INSERTED.finditer(text):
        if _kept_by_source(text, verbatim, inserted):
            continue
        pieces.append((before, text[start : inserted.start()]))
        start, before = inserted.end(), inserted[0]
    return [*pieces, (before, text[start:])]


def _kept_by_source(text: str, verbatim: str, inserted: re.Match[str]) -> bool:
    """Say whether the source has the same bracket between the same characters."""
    before = text[max(0, inserted.start() - 3) : inserted.start()]
    after = text[inserted.end() : inserted.end() + 1]
    if not before:
        return verbatim.startswith(inserted[0] + after)
    return (before + inserted[0] + after) in verbatim
