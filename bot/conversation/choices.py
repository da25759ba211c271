"""The numbered choices of an answer: whom or what it may have meant, or what may be asked. Pure."""

from __future__ import annotations

from dataclasses import replace

from bot.briefing.said.said import read_said
from bot.briefing.unclear import Unclear
from bot.dialogue import parse
from bot.words.answers import Briefing, Kind, Request

MOST_CHOICES = 8
_LISTS = {Kind.PEOPLE: Kind.PERSON, Kind.TOPICS: Kind.TOPIC}
"""Lists of names, and what each of their names asks for."""


def choices_of(request: Request, briefing: Briefing) -> tuple[str, ...]:
    """Return the words that the numbered buttons of an answer ask for: people it may mean, or near words."""
    if request.kind is Kind.UNCLEAR and (unclear := Unclear.read(request.words)):
        return tuple(message for _, message in unclear.choices)
    if briefing.kind in _LISTS:
        return tuple(line.text for line in briefing.lines)
    names = [candidate.name for candidate in briefing.candidates] or list(briefing.suggestions)
    return tuple(_asked_for(name, request, briefing) for name in names[:MOST_CHOICES])


def chosen(request: Request, briefing_kind: Kind, words: str) -> Request:
    """Return what a numbered button asks for: its words, in the way the first answer was asked for."""
    if briefing_kind is Kind.ERROR and (said := parse(words, language=request.language)) is not None:
        return said
    if briefing_kind in _LISTS:
        return replace(request, kind=_LISTS[briefing_kind], words=words)
    kind = Kind.QUESTION if briefing_kind in {Kind.ERROR, Kind.HELP} else briefing_kind
    return replace(request, kind=kind, words=words)


def choice_requests(request: Request, briefing: Briefing) -> tuple[Request, ...]:
    """Return what each numbered choice of an answer asks for."""
    return tuple(chosen(request, briefing.kind, words) for words in choices_of(request, briefing))


def message_for(request: Request) -> str:
    """Return the message that asks for what a choice stands for."""
    return request.words if request.kind is Kind.QUESTION else f"/{request.kind} {request.words}".strip()


def _asked_for(name: str, request: Request, briefing: Briefing) -> str:
    if briefing.kind is Kind.COMPARE and "|" not in name:
        return request.words.replace(briefing.title, name, 1)  # the other side stays
    if briefing.kind is not Kind.SAID:
        return name
    _, subject, oldest_first = read_said(request.words)
    words = f"{name} on {subject}" if subject else name
    return f"{words} oldest" if oldest_first else words
