"""Which lines of an answer are entries of a calendar, and which of them state their own day."""

from __future__ import annotations

import re

from bot.words.answers import Briefing, DateOf, Item

TO_THE_DAY, _TO_THE_MONTH = len("2024-11-26"), len("2024-11")


def events_of(briefing: Briefing) -> tuple[Item, ...]:
    """Return the lines of an answer that are entries of a calendar: dated to a day or a month, each once."""
    dated = (
        item
        for section in briefing.sections
        for item in section.items
        if item.date_of is DateOf.EVENT and len(item.date or "") in (TO_THE_DAY, _TO_THE_MONTH)
    )
    return tuple({(item.article, item.span): item for item in dated}.values())


def states_its_day(item: Item) -> bool:
    """Say whether a line's own words give its day with the year, so that nothing had to be worked out."""
    if len(item.date or "") != TO_THE_DAY:
        return False
    year, month, day = (item.date or "").split("-")
    figures = re.findall(r"\d+", item.verbatim)
    if year not in figures:
        return False
    return day in figures or day.lstrip("0") in figures or month + day in figures
