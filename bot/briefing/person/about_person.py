"""The sentences that name a person, by what they tell of them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

from bot.briefing.lines.leaning import ends, joins, standing_alone
from bot.briefing.lines.quotable import ReadArticle, ReadSentence
from bot.briefing.lines.selection import marks_within
from bot.text.tokens import terms
from bot.words.answers import Item
from bot.words.findings import Figure, MentionKind
from bot.words.people import Person
from bot.words.spans import Span

_LONGEST = 420  # characters of a sentence that is told where there are shorter ones
_LATE = 120  # characters into a sentence from which a name there is a side remark


@dataclass(frozen=True, slots=True)
class AboutPerson:
    """A sentence about a person, as it is shown, with its worth and the places of the name.

    `by_person` says that it is their words, `quoted` that it is anybody's, `in_title` that the title of the
    article names them.
    """

    article: ReadArticle
    sentence: ReadSentence
    shown: Span
    score: float
    marks: tuple[Span, ...]
    by_person: bool
    quoted: bool
    in_title: bool

    @property
    def terms(self) -> frozenset[str]:
        """The words of the sentence."""
        return self.sentence.read.words

    def item(self) -> Item:
        """Return the sentence as an item, the name marked."""
        return self.article.item(self.shown, marks_within(self.marks, self.shown))


def about_person(
    person: Person, articles: Mapping[str, ReadArticle], said: frozenset[tuple[str, Span]]
) -> list[AboutPerson]:
    """Return the sentences that name a person and can be read by themselves, the most telling first.

    Where there is none, those that need what stands before them: it is better than nothing of somebody.

    Args:
        person: who.
        articles: to look in.
        said: the utterances that are statements of the person, by article id and place.
    """
    lines: list[AboutPerson] = []
    leaning: list[AboutPerson] = []
    for appearance in person.appearances:
        article = articles.get(appearance.article)
        if article is None:
            continue
        figure = article.analysis.figures[appearance.figure]
        in_title = is_in_title(person, article)
        roles = [role.span for role in figure.roles]
        full = {mention.span for mention in figure.mentions if mention.kind is MentionKind.FULL}
        for sentence, spans in _naming(article, figure):
            shown = standing_alone(article, sentence)
            score = _worth(article, sentence, full, spans, roles, in_title=in_title)
            by_person = (article.article.id, sentence.utterance) in said
            in_quotes = bool(article.quoted_in(sentence.span))
            place = shown or sentence.utterance
            (leaning if shown is None else lines).append(
                AboutPerson(article, sentence, place, score, tuple(spans), by_person, in_quotes, in_title)
            )
    return _with_centrality(lines or leaning)


def is_in_title(person: Person, article: ReadArticle) -> bool:
    """Say whether an article has a person's family name in its title."""
    family = _terms_of(person.family_name)
    return bool(family) and article.title.words.issuperset(family)


@lru_cache(maxsize=256)
def _terms_of(name: str) -> frozenset[str]:
    return frozenset(term.term for term in terms(name))


def _naming(article: ReadArticle, figure: Figure) -> Iterable[tuple[ReadSentence, list[Span]]]:
    """Yield the sentences that name a figure, or open with a pronoun for them, with where they do."""
    found: dict[int, tuple[ReadSentence, list[Span]]] = {}
    for mention in figure.mentions:
        for sentence in article.sentences_in(mention.span):
            if sentence.span.contains(mention.span):
                found.setdefault(sentence.index, (sentence, []))[1].append(mention.span)
    for pronoun in figure.pronouns:
        for sentence in article.sentences_in(pronoun):
            if sentence.span.contains(pronoun) and sentence.index not in found:
                found[sentence.index] = (sentence, [pronoun])
    return [found[index] for index in sorted(found)]


def _worth(
    article: ReadArticle,
    sentence: ReadSentence,
    full: Set[Span],
    spans: Sequence[Span],
    roles: Sequence[Span],
    *,
    in_title: bool,
) -> float:
    """Say how much a sentence tells of the person: their role, a date, early in an article about them."""
    worth = 1.0
    if in_title:
        worth += 0.5
    if sentence.index == 0:
        worth += 0.8 if in_title else 0.3
    elif sentence.index < 3:
        worth += 0.2
    if not full.isdisjoint(spans):
        worth += 0.3
    if any(sentence.span.contains(role) for role in roles):
        worth += 0.5
    if article.dates_in(sentence.span):
        worth += 0.4
    if spans[0].start - sentence.span.start > _LATE:
        first = next(iter(sentence.read.starts), sentence.span.start)
        if spans[0].start - first > _LATE:
            worth -= 0.3  # named late in the sentence: it is about somebody else
    if joins(article.article.read(sentence.span)):
        worth -= 0.2
    if not ends(article.article.read(sentence.utterance)):
        worth *= 0.6
    words = len(sentence.read.stems)
    worth *= 0.7 if words < 5 else 0.9 if words > 45 else 1.0
    return worth * (0.8 if sentence.utterance.end - sentence.utterance.start > _LONGEST else 1.0)


def _with_centrality(lines: list[AboutPerson]) -> list[AboutPerson]:
    """Raise sentences whose words recur in the others about the person."""
    frequency = Counter(chain.from_iterable(line.terms for line in lines))
    recurring = {term: math.log(1 + times) for term, times in frequency.items() if times > 1}
    scored = []
    for line in lines:
        shared = math.fsum(recurring[term] for term in line.terms if term in recurring)
        central = shared / (1 + len(line.terms)) if len(lines) > 1 else 0.0
        scored.append(replace(line, score=line.score + 0.4 * central))
    return sorted(scored, key=lambda line: (-line.score, line.article.article.id, line.sentence.index))
