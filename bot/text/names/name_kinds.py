"""What a capitalised word can be, and the stretches of text that names stand in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Flag, StrEnum, auto

from bot.text.names.name_runs import RunWord


class Zone(StrEnum):
    """Which part of an article a name stands in."""

    TITLE = "title"
    HEADING = "heading"
    BODY = "body"
    CAPTION = "caption"


class WordKind(Flag):
    """What a capitalised word can be."""

    NOTHING = 0
    GIVEN = auto()
    SURNAME = auto()
    INITIAL = auto()
    SUFFIX = auto()
    PARTICLE = auto()
    TITLE = auto()
    PLACE = auto()
    ORGANISATION = auto()
    THING = auto()
    COMMON = auto()
    ACRONYM = auto()


NOT_NAME = (
    WordKind.TITLE
    | WordKind.PLACE
    | WordKind.ORGANISATION
    | WordKind.THING
    | WordKind.COMMON
    | WordKind.ACRONYM
)
OF_NAMES = WordKind.GIVEN | WordKind.SURNAME | WordKind.SUFFIX | WordKind.PARTICLE


@dataclass(slots=True)
class NameStretch:
    """A stretch of text that no name crosses: a sentence, the title, a heading, a caption."""

    zone: Zone
    sentence: int | None
    words: list[RunWord]
    headline: bool
    prose: bool = True
