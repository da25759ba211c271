"""Where a page prints what its readers wrote: no news, and nobody's but theirs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.corpus.cleaning.lines import PageLine
from bot.language_data.loading import subject

READERS = "letters of readers"

_FEWEST_SIGNATURES = 2
"""Names alone below paragraphs: one letter may be an ambassador's, two are what readers sent."""
_SIGNATURE = re.compile(
    r"(?:[A-ZÀ-ÝА-ЯЁ][\w'’\-]*\.?,? ){1,3}(?:(?:de|van|von|al|bin|and|и) )?[A-ZÀ-ÝА-ЯЁ][\w'’\-]+\.?"
    r"|[—–\-]{1,2} ?(?:[A-ZÀ-ÝА-ЯЁ][\w'’\-]*\.?,? ?){2,5}|@\w{2,30}\.?"
)
"""A name, with a place or without, or a handle."""


@lru_cache(maxsize=1)
def _heading() -> re.Pattern[str]:
    headings = "|".join(subject("readers_letters")["headings"])
    return re.compile(rf"(?:{headings})(?:: .{{0,80}})?[.:]?", re.IGNORECASE)


def letters_begin(lines: Sequence[PageLine]) -> int | None:
    """Find where the letters of readers begin.

    Args:
        lines: the lines below the title of a page.

    Returns:
        The line from which all is letters: that of their heading. None where there is no such heading,
        nothing to read above it (what was given as letters is not lost), or fewer than two names below it.
    """
    heading = next((index for index, line in enumerate(lines) if _heading().fullmatch(line.plain)), None)
    if heading is None or not any(line.prose for line in lines[:heading]):
        return None
    signed = [
        index
        for index in range(heading + 1, len(lines))
        if _SIGNATURE.fullmatch(lines[index].text)
        and lines[index - 1].finished
        and lines[index - 1].words > 4
    ]
    return heading if len(signed) >= _FEWEST_SIGNATURES else None
