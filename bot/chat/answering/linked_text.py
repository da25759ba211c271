"""A text of somebody's own in which words between plus signs become links that ask the bot for them. Pure."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from bot.words.answers import Request
from bot.words.deep_links import start_link

_MARKED = re.compile(r"(?<!\w)\+(\w[^+\n]{0,58}\w)\+(?!\w)")
_MOST_LINKS = 10

Meant = Callable[[str], Request | None]
"""Told some words, says which person or topic they mean, None where they mean none for sure."""


def with_links(text: str, meant: Meant, bot: str) -> str | None:
    """Return the HTML of a text with its links, None where nothing between plus signs leads anywhere.

    Args:
        text: as it was typed: "Lunch with +Ada Lind+ tomorrow".
        meant: finds whom or what words mean.
        bot: the user name of the bot the links lead to.
    """
    written, at, links = "", 0, 0
    for found in _MARKED.finditer(text):
        link = _link(meant(found[1]), bot) if links < _MOST_LINKS else None
        if link is None:
            continue
        links += 1
        words = html.escape(found[1], quote=False)
        written += f'{html.escape(text[at : found.start()], quote=False)}<a href="{link}">{words}</a>'
        at = found.end()
    return written + html.escape(text[at:], quote=False) if links else None


def _link(request: Request | None, bot: str) -> str | None:
    return start_link(bot, request.kind, request.words) if request is not None else None
