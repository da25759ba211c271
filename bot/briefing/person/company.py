"""Whom the sources name together with somebody, and the sentences that show the two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.briefing.lines.leaning import ends, joins, standing_alone
from bot.briefing.lines.library import Library
from bot.briefing.lines.quotable import ReadArticle, ReadSentence
from bot.briefing.lines.selection import marks_within
from bot.words.answers import Item
from bot.words.findings import MentionKind
from bot.words.people import Person
from bot.words.spans import Span

_SHORT, _LONG = 60, 280  # characters of a sentence that shows two people well
_CROWD = 3  # people in a sentence from which it is a list


@dataclass(frozen=True, slots=True)
class Together:
    """A sentence that names two people, as it is shown, the two names marked."""

    article: ReadArticle
    sentence: ReadSentence
    shown: Span
    marks: tuple[Span, ...]
    worth: float

    @property
    def terms(self) -> frozenset[str]:
        """Its words."""
        return self.sentence.read.words

    def item(self) -> Item:
        """Return it as an item."""
        return self.article.item(self.shown, marks_within(self.marks, self.shown))


@dataclass(frozen=True, slots=True)
class Companion:
    """A person named beside another: in how many sentences of how many articles, the best of them first."""

    person: Person
    sentences: int
    articles: int
    together: tuple[Together, ...]


@dataclass(slots=True)
class _Count:
    person: Person
    sentences: int = 0
    articles: set[str] = field(default_factory=set)
    places: list[tuple[ReadArticle, ReadSentence, tuple[Span, ...]]] = field(default_factory=list)


def company_of(
    person: Person, articles: Mapping[str, ReadArticle], library: Library, most: int
) -> tuple[Companion, ...]:
    """Return who is named in one sentence with a person in some articles, in most articles first.

    Nobody whom an article knows from a caption only is counted there, nor is a sentence shown that cannot be
    read by itself; who is in no other is left out.
    """
    counts: dict[str, _Count] = {}
    for appearance in person.appearances:
        article = articles.get(appearance.article)
        if article is None or appearance.weak:
            continue
        own = _sentences_naming(article, appearance.figure)
        for other in library.people_in(appearance.article):
            if other.key != person.key and not other.hidden:
                named = [place.figure for place in other.in_article(appearance.article) if not place.weak]
                _count(other, named, article, own, counts)
    ranked = sorted(counts.values(), key=lambda one: (-len(one.articles), -one.sentences, one.person.key))
    found: list[Companion] = []
    for one in ranked:
        if len(found) == most:
            break
        together = [shown for place in one.places if (shown := _shown(*place)) is not None]
        together.sort(key=lambda two: -two.worth)
        if together:
            found.append(Companion(one.person, one.sentences, len(one.articles), tuple(together)))
    return tuple(found)


def _count(
    other: Person,
    figures: Sequence[int],
    article: ReadArticle,
    own: Mapping[int, Span],
    counts: dict[str, _Count],
) -> None:
    id_ = article.article.id
    for figure in figures:
        for index, span in _sentences_naming(article, figure).items():
            if index in own:
                known = counts.setdefault(other.key, _Count(other))
                known.sentences += 1
                known.articles.add(id_)
                known.places.append((article, article.sentences[index], (own[index], span)))


def _sentences_naming(article: ReadArticle, figure: int) -> dict[int, Span]:
    """Return the sentences that name a figure, by their index, each with the first place it does."""
    found: dict[int, Span] = {}
    for mention in article.analysis.figures[figure].mentions:
        if mention.kind is not MentionKind.PRONOUN:
            for sentence in article.sentences_in(mention.span):
                found.setdefault(sentence.index, mention.span)
    return found


def _shown(article: ReadArticle, sentence: ReadSentence, marks: tuple[Span, ...]) -> Together | None:
    shown = standing_alone(article, sentence)
    return Together(article, sentence, shown, marks, _worth(article, sentence)) if shown else None


def _worth(article: ReadArticle, sentence: ReadSentence) -> float:
    """Return how well a sentence shows two people together: short, no list, no quotation."""
    words = article.article.read(sentence.span)
    worth = 1.0
    if joins(words):
        worth -= 0.2
    if not ends(words):
        worth -= 0.5
    if not _SHORT <= len(words) <= _LONG:
        worth -= 0.4
    if article.quoted_in(sentence.span):
        worth -= 0.3
    return worth - 0.25 * max(0, len(article.figures_in(sentence.span)) - _CROWD + 1)
