"""The proof of every answer before it leaves, and a count of the lines it refused."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from bot.briefing.proof.verification import verified
from bot.words.answers import Briefing

_log = logging.getLogger(__name__)


class Refusals:
    """How many lines of answers this process has left out because no source says them."""

    def __init__(self) -> None:
        self.lines = 0


REFUSALS = Refusals()


def proved(briefing: Briefing, documents: Mapping[str, str], what: str) -> Briefing:
    """Return an answer without the lines that cannot be proved, which are logged and counted.

    Args:
        briefing: the answer.
        documents: the text of the document of each article cited, by article id.
        what: the kind of answer, for the log; what people ask is not logged.
    """
    kept, refused = verified(briefing, documents)
    for item in refused:
        _log.error("Left out of a %s: %s %s does not say this", what, item.article, item.span)
    REFUSALS.lines += len(refused)
    return kept
