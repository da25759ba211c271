"""What people say to a companion that asks for nothing of the sources: greetings, thanks, "stop", "wrong"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from bot.language_data.loading import subject

_LONGEST = 80  # characters; what is longer says more than that
_AT_ENDS = re.compile(r"\A[^\w/]+|[^\w]+\Z")


class Courtesy(StrEnum):
    """What such a message does. NOD says yes, no, well done or goodbye, in words or in pictures alone."""

    GREETING = "greeting"
    MORNING = "morning"
    THANKS = "thanks"
    NOD = "nod"
    STOP = "stop"
    WRONG = "wrong"


def courtesy_in(text: str) -> Courtesy | None:
    """Return the courtesy a message is and nothing besides, None where it is none."""
    if not text.strip() or len(text) > _LONGEST:
        return None
    words = _AT_ENDS.sub("", " ".join(text.split()))
    if not words:
        return Courtesy.NOD if any(_is_picture(character) for character in text) else None
    for courtesy, patterns in _words().items():
        if any(pattern.fullmatch(words) for pattern in patterns):
            return courtesy
    return None


def _is_picture(character: str) -> bool:
    """Say whether a character is a little picture: beyond the letters and the marks of any writing."""
    return "\u2190" <= character <= "\u2bff" or character >= "\U0001f000"


@cache
def _words() -> Mapping[Courtesy, tuple[re.Pattern[str], ...]]:
    data = subject("courtesies")
    return {
        courtesy: tuple(re.compile(pattern, re.IGNORECASE) for pattern in data[courtesy])
        for courtesy in Courtesy
    }
