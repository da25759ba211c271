"""A Briefing as one JSON object, in the format that scripts build on."""

from __future__ import annotations

from typing import Any

from bot.text.unseen import without_directions
from bot.words.answers import Briefing, CheckedClaim, Item, Kind, Source


def as_json(briefing: Briefing, *, query: str, elapsed_ms: float, cached: bool) -> dict[str, Any]:
    """Return the answer to `query` as plain data for `json.dumps`, with a mark for each change of direction.

    Args:
        briefing: the answer.
        query: the message as it was sent.
        elapsed_ms: how long the answer took, milliseconds.
        cached: whether it was kept from before.
    """
    checked = {"claims": [_claim(one) for one in briefing.claims]} if briefing.kind is Kind.CHECK else {}
    answer = {
        "query": query,
        "kind": str(briefing.kind),
        "status": str(briefing.status),
        "title": briefing.title,
        "subtitle": briefing.subtitle,
        "message": briefing.message,
        "missing": list(briefing.missing),
        "sections": [
            {
                "heading": section.heading,
                "note": section.note,
                "items": [_item(item) for item in section.items],
            }
            for section in briefing.sections
        ],
        "lines": [{"text": line.text, "detail": line.detail} for line in briefing.lines],
        **checked,
        "sources": [_source(source) for source in briefing.sources],
        "candidates": [{"name": candidate.name, "hint": candidate.hint} for candidate in briefing.candidates],
        "suggestions": list(briefing.suggestions),
        "corpus": {
            "articles": briefing.corpus.articles,
            "outlets": briefing.corpus.outlets,
            "newest": briefing.corpus.newest,
            "newest_basis": str(briefing.corpus.newest_basis) if briefing.corpus.newest_basis else None,
            "undated": briefing.corpus.undated,
            "revision": briefing.corpus.revision,
        },
        "elapsed_ms": round(elapsed_ms, 1),
        "cached": cached,
    }
    return {name: _marked(value) for name, value in answer.items()}


def _marked(value: Any) -> Any:
    """Return plain data whose words show in the order they stand in."""
    if isinstance(value, str):
        return without_directions(value)
    if isinstance(value, dict):
        return {name: _marked(inner) for name, inner in value.items()}
    return [_marked(inner) for inner in value] if isinstance(value, list) else value


def _item(item: Item) -> dict[str, Any]:
    return {
        "text": item.text,
        "verbatim": item.verbatim,
        "article": item.article,
        "span": list(item.span),
        "speaker": item.speaker,
        "attribution": str(item.attribution) if item.attribution else None,
        "kind": str(item.kind),
        "date": item.date,
        "date_of": str(item.date_of) if item.date_of else None,
        "under": item.under,
        "note": item.note,
        "first": item.first,
        "language": item.language,
        "also": list(item.also),
    }


def _claim(claim: CheckedClaim) -> dict[str, Any]:
    return {
        "text": claim.text,
        "span": list(claim.span),
        "kind": str(claim.kind),
        "verdict": str(claim.verdict),
        "says": claim.says,
        "article": claim.article,
        "sentence": list(claim.place) if claim.place else None,
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "number": source.number,
        "article": source.article,
        "title": source.title,
        "outlet": source.outlet,
        "published": source.published,
        "published_basis": str(source.published_basis) if source.published_basis else None,
        "published_between": list(source.published_between) if source.published_between else None,
        "url": source.url,
        "file": source.file,
        "truncated": source.truncated,
    }
