"""Who says what on a topic: the statements that answer, grouped by the one who makes them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.briefing.lines.evidence import Evidence
from bot.briefing.lines.library import Library
from bot.briefing.lines.quotable import ReadArticle
from bot.briefing.lines.selection import select
from bot.words.answers import Item, ItemKind
from bot.words.people import Person

_ARTICLE = re.compile(r"\A(?:the|a|an)\s+", re.IGNORECASE)
_NAMED = re.compile(r"[A-ZА-ЯЁӘҒҚҢӨҰҮІ]")
_SAYING = frozenset({ItemKind.QUOTATION, ItemKind.REPORTED})


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence that answers, as a line with a known speaker; `speaker` tells one from another.

    That is the key of a person of the corpus, else a name with ~ before it, which no key has.
    """

    answer: Evidence
    kind: ItemKind
    speaker: str
    name: str


@dataclass(frozen=True, slots=True)
class TopicVoice:
    """Somebody who speaks on the topic, with what they say: own words first, then newest first."""

    name: str
    said: tuple[Said, ...]


def said_in(answer: Evidence, library: Library) -> Said | None:
    """Return who says a sentence that answers, None where nobody says it or it is not sure who does."""
    line = answer.article.item(answer.sentence.utterance)
    if line.kind not in _SAYING or line.speaker is None:
        return None
    person = _person(answer.article, line, library)
    if person is None:
        name = _ARTICLE.sub("", line.speaker)
        # "The delegations" may be anybody's: only a name can head what somebody says.
        return Said(answer, line.kind, f"~{name.casefold()}", name) if _NAMED.search(name) else None
    return Said(answer, line.kind, person.key, person.name)


def is_introduced(one: Said) -> bool:
    """Say whether the sentence before a statement is its speaker's too, or names them.

    A statement that only follows a sentence on the topic, of somebody new, may be on anything.
    """
    article, utterance = one.answer.article, one.answer.sentence.utterance
    name = article.item(utterance).speaker
    before = article.sentence_before(utterance)
    if before is None:
        return False
    lead = before.utterance
    named = {article.analysis.figures[index].name for index in article.figures_in(lead)}
    return article.item(lead).speaker == name or name in named


def _person(article: ReadArticle, line: Item, library: Library) -> Person | None:
    """Return the person of the corpus whom an article calls by the name of a line's speaker."""
    id_ = article.article.id
    figures = {
        number for number, figure in enumerate(article.analysis.figures) if figure.name == line.speaker
    }
    if len(figures) != 1:
        return None
    for person in library.people_in(id_):
        for appearance in person.in_article(id_):
            if figures <= {appearance.figure, *appearance.also}:
                return person
    return None


def voices(
    said: Sequence[Said], library: Library, speakers: int, each: int, *, beside: Sequence[Evidence] = ()
) -> list[TopicVoice]:
    """Group statements by speaker, whoever says what answers best first.

    Args:
        said: the statements, best first.
        library: the corpus, for what is newest.
        speakers: how many at most.
        each: statements of one speaker at most.
        beside: sentences the answer shows elsewhere.
    """
    by_speaker: dict[str, list[Said]] = {}
    for one in said:
        by_speaker.setdefault(one.speaker, []).append(one)
    shown = list(beside)
    found: list[TopicVoice] = []
    for statements in by_speaker.values():
        if len(found) == speakers:
            break
        by_answer = {id(one.answer): one for one in statements}
        chosen = select((one.answer for one in statements), each, beside=shown)
        if chosen:
            shown += chosen
            own = [by_answer[id(answer)] for answer in chosen]
            found.append(TopicVoice(own[0].name, tuple(_in_order(own, library))))
    return found


def _in_order(said: Sequence[Said], library: Library) -> list[Said]:
    articles = library.newest_first(one.answer.article.article.id for one in said)
    rank = {id_: place for place, id_ in enumerate(articles)}
    return sorted(
        said,
        key=lambda one: (
            one.kind is not ItemKind.QUOTATION,
            rank[one.answer.article.article.id],
            one.answer.sentence.span,
        ),
    )
