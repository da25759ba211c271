"""Lone words that do what people do: somebody's family name, for all an article says, or a body's name.

What may be a body is nobody for the pronouns of an article; what it says is its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from bot.text.names.people_named import Name
from bot.words.findings import Attribution, Figure, Mention, MentionKind, Quotation, ReportedStatement
from bot.words.spans import Span

_NEITHER = "neither"  # the gender of what may be a body
_NOWHERE = Span(-1, -1)

Statement = TypeVar("Statement", Quotation, ReportedStatement)


def lone_figures(names: Iterable[Name]) -> Iterator[Figure]:
    """Yield a figure for each lone word of an article, those that may be bodies last."""
    by_key: defaultdict[str, list[Name]] = defaultdict(list)
    for name in names:
        by_key[name.keys[0]].append(name)
    for same in sorted(by_key.values(), key=lambda names: names[0].body):
        mentions = (Mention(name.span, MentionKind.SURNAME, "does what people do, alone") for name in same)
        word, gender = same[0].words[0], _NEITHER if same[0].body else None
        yield Figure(word, tuple(mentions), family_name=word, gender=gender, lone=True)


def may_be_body(figure: Figure) -> bool:
    """Say whether a figure may as well be a body: a lone word that the model takes for one."""
    return figure.lone and figure.gender == _NEITHER


def said_by_bodies(statements: Iterable[Statement], figures: Sequence[Figure]) -> tuple[Statement, ...]:
    """Return statements with the figure of a lone word for speaker where that word names the speaker.

    Args:
        statements: of an article.
        figures: everybody of the article, lone words among them.
    """
    bodies = {
        mention.span: number
        for number, figure in enumerate(figures)
        if may_be_body(figure)
        for mention in figure.mentions
    }
    return tuple(_said_by(statement, bodies.get(statement.mention or _NOWHERE)) for statement in statements)


def _said_by(statement: Statement, figure: int | None) -> Statement:
    if figure is None or statement.figure is not None:
        return statement
    return replace(statement, figure=figure, attribution=Attribution.NAMED)
