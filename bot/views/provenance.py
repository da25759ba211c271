"""Where an answer comes from, in words: outlets, dates, how a speaker is named, what the corpus holds."""

from __future__ import annotations

from collections.abc import Mapping

from bot.models import Attribution, Basis, CorpusCard, Kind, Source
from bot.views.dates import readable_date
from bot.views.shortening import cut

_LONGEST_OUTLET = 160  # characters
DATED_KINDS = frozenset({Kind.SAID, Kind.TIMELINE})
"""Kinds of answers whose lines open with their date."""

HOW_NAMED: Mapping[Attribution | None, str] = {
    Attribution.ROLE: " [named by role]",
    Attribution.PRONOUN: " [named by pronoun]",
}


def provenance(source: Source) -> str:
    """Return outlet and date of a source in words, saying what is unknown and what is inferred."""
    if source.published is None:
        date = _between(*source.published_between) if source.published_between else "date unknown"
    else:
        date = readable_date(source.published, short=True)
        if source.published_basis is not Basis.STATED:
            date += " (inferred from the text)"
    parts = [cut(source.outlet, _LONGEST_OUTLET) if source.outlet else "outlet unknown", date]
    if source.truncated:
        parts.append("cut off by the site")
    return ", ".join(parts)


def _between(earliest: str | None, latest: str | None) -> str:
    """Return in words what is known of a date of which only bounds are known."""
    first, last = (readable_date(day, short=True) if day else None for day in (earliest, latest))
    if first and last:
        return f"date unknown, between {first} and {last}"
    if last:
        return f"date unknown, not after {last}"
    return f"date unknown, not before {first}" if first else "date unknown"


def corpus_line(corpus: CorpusCard) -> str:
    """Return what the answers are drawn from: "10 articles · 3 outlets · newest: January 2025"."""
    articles = f"{corpus.articles} article{'' if corpus.articles == 1 else 's'}"
    outlets = f"{corpus.outlets or 'no known'} outlet{'' if corpus.outlets == 1 else 's'}"
    newest = readable_date(corpus.newest) if corpus.newest else "date unknown"
    return f"{articles} · {outlets} · newest: {newest}"
