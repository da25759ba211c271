"""The dossier of one person: who they are, what is told of them, their own words, reported statements."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.briefing.citing import relied_on, sources_of
from bot.briefing.library import Library
from bot.briefing.reading import SHORTEST_QUOTATION, ReadArticle, ReadSentence
from bot.briefing.selection import in_reading_order, marks_within, select
from bot.briefing.statements import Statement, statements_of
from bot.briefing.wording import needs_what_is_before
from bot.models import (
    Attribution,
    Briefing,
    Candidate,
    Figure,
    Item,
    ItemKind,
    Kind,
    MentionKind,
    Person,
    PersonRole,
    Section,
    Source,
    Span,
    Status,
    Tenure,
)
from bot.text.tokens import terms

_SUMMARY = 5
_QUOTATIONS = 4
_REPORTED = 3
_EXCERPTS = 4
_ROLES = 6
_MOST_ARTICLES = 40
_TENSES = {Tenure.FORMER: "[former] ", Tenure.FUTURE: "[to come] "}
_TENURES = {Tenure.CURRENT: 0, Tenure.UNKNOWN: 0, Tenure.FUTURE: 1, Tenure.FORMER: 2}


@dataclass(frozen=True, slots=True)
class AboutPerson:
    """A sentence about the person, with its worth and the places of the name."""

    article: ReadArticle
    sentence: ReadSentence
    score: float
    marks: tuple[Span, ...]
    by_person: bool

    @property
    def terms(self) -> frozenset[str]:
        """The words of the sentence."""
        return frozenset(self.sentence.read.places)


def articles_wanted(person: Person, library: Library) -> tuple[str, ...]:
    """Return the ids of the articles that name the person most, newest first."""
    named = sorted(
        (appearance for appearance in person.appearances if appearance.article in library.cards),
        key=lambda appearance: (appearance.weak, -appearance.mentions),
    )[:_MOST_ARTICLES]
    return tuple(library.newest_first(appearance.article for appearance in named))


def dossier(person: Person, query: str, library: Library, articles: Mapping[str, ReadArticle]) -> Briefing:
    """Return the dossier of a person from the articles that name them."""
    figures = {
        appearance.article: appearance.figure
        for appearance in person.appearances
        if appearance.article in articles
    }
    about = _about(person, figures, articles)
    summary = in_reading_order(select((line for line in about if not line.by_person), _SUMMARY))
    shown = {(line.article.article.id, line.sentence.utterance) for line in summary}
    statements = [
        statement
        for statement in statements_of(person, articles)
        if (statement.id, statement.span) not in shown
    ]
    own_words = _chosen([one for one in statements if one.quoted], _QUOTATIONS)
    reported = _chosen([one for one in statements if not one.quoted], _REPORTED)
    shown |= {(item.article, item.span) for item in (*own_words, *reported)}
    rest = [line for line in about if (line.article.article.id, line.sentence.utterance) not in shown]
    excerpts = select(rest, _EXCERPTS, beside=summary)
    sections = [
        Section("Summary", tuple(_item(line) for line in summary)),
        Section("Roles", _role_items(person, articles)),
        Section("In their own words", own_words),
        Section("Reported", reported),
        Section("Also", tuple(_item(line) for line in excerpts)),
    ]
    return Briefing(
        query=query,
        kind=Kind.PERSON,
        status=Status.FOUND,
        corpus=library.corpus,
        title=person.name,
        subtitle=subtitle(person),
        message=_only_in_captions(person),
        sections=relied_on([section for section in sections if section.items], articles),
        sources=_sources(sections, person, library),
    )


def subtitle(person: Person) -> str | None:
    """Return the role that best says who somebody is: a current one, newest, the fullest wording of it."""
    role = best_role(person)
    return role.text if role else None


def best_role(person: Person) -> PersonRole | None:
    """Return the role that best says who somebody is: held rather than past, borne out by several articles.

    A role is borne out by every article that words it the same or more vaguely ("Ambassador" bears out
    "U.S. Ambassador to Kazakhstan"); of equals the fullest is taken, and then the newest.
    """
    worded = [(role, frozenset(term.term for term in terms(role.text))) for role in person.roles]

    def rank(entry: tuple[PersonRole, frozenset[str]]) -> tuple[int, float, int]:
        role, words = entry
        bearing_out = {other.article for other, vaguer in worded if vaguer and vaguer <= words}
        same = {other.article for other, wording in worded if wording == words}
        return _TENURES[role.tenure], -(len(bearing_out) + len(same) / 2), -min(len(role.text), 60) // 12

    return min(worded, key=rank)[0] if worded else None


def telling_articles(people: Sequence[Person], library: Library) -> tuple[str, ...]:
    """Return the ids of the articles that hold the roles which tell some people apart."""
    roles = [best_role(person) for person in people]
    return tuple(dict.fromkeys(role.article for role in roles if role and role.article in library.cards))


def ambiguous(
    people: Sequence[Person], query: str, library: Library, articles: Mapping[str, ReadArticle]
) -> Briefing:
    """Return that a name may mean several people, with what tells them apart, read from the articles."""
    # A family name alone, in an article that says no more, may be any of the others: it is no further person.
    people = [person for person in people if " " in person.name] or people
    return Briefing(
        query=query,
        kind=Kind.PERSON,
        status=Status.AMBIGUOUS,
        corpus=library.corpus,
        title=query,
        message=f"“{query}” may be any of {len(people)} people:",
        candidates=tuple(Candidate(person.name, _hint(person, articles)) for person in people),
    )


def _hint(person: Person, articles: Mapping[str, ReadArticle]) -> str:
    number = len(person.appearances)
    hints = [f"{number} article{'' if number == 1 else 's'}"]
    if person.weak:
        hints.append("named in a caption only")
    role = best_role(person)
    if role and role.article in articles and articles[role.article].article.read(role.span) == role.text:
        hints.insert(0, role.text)
    return " · ".join(hints)


def nobody(words: str, near: Iterable[str], library: Library) -> Briefing:
    """Return that no source names such a person, plainly, with near names."""
    return Briefing(
        query=words,
        kind=Kind.PERSON,
        status=Status.NONE,
        corpus=library.corpus,
        title=words,
        message="No source names a person like this.",
        suggestions=tuple(near),
    )


def _only_in_captions(person: Person) -> str | None:
    if not person.weak:
        return None
    return "Named only in a picture caption; the sources say nothing of this person."


def _sources(sections: Sequence[Section], person: Person, library: Library) -> tuple[Source, ...]:
    """Return the sources, the articles most about the person first."""
    order = sorted(
        (place for place in person.appearances if place.article in library.cards),
        key=lambda place: (place.weak, -place.mentions, place.article),
    )
    if person.weak:
        placeholders = [Section("", tuple(Item("", "", place.article, Span(0, 0)) for place in order))]
        return sources_of(placeholders, [place.article for place in order], library.cards)
    return sources_of(sections, [place.article for place in order], library.cards)


def _about(
    person: Person, figures: Mapping[str, int], articles: Mapping[str, ReadArticle]
) -> list[AboutPerson]:
    """Return the sentences that name the person, by worth."""
    lines = []
    for id_, number in figures.items():
        article = articles[id_]
        figure = article.analysis.figures[number]
        in_title = _named_in_title(person, article)
        said = _spoken_places(article, number)
        for sentence in article.sentences:
            named = [mention.span for mention in figure.mentions if sentence.span.contains(mention.span)]
            spans = named or [pronoun for pronoun in figure.pronouns if sentence.span.contains(pronoun)]
            if spans:
                score = _worth(article, sentence, figure, spans, in_title=in_title)
                by_person = any(place.overlaps(sentence.span) for place in said)
                lines.append(AboutPerson(article, sentence, score, tuple(spans), by_person))
    return _with_centrality(lines)


def _named_in_title(person: Person, article: ReadArticle) -> bool:
    family = tuple(term.term for term in terms(person.family_name))
    return bool(family) and all(term in article.title.places for term in family)


def _spoken_places(article: ReadArticle, figure: int) -> list[Span]:
    return [
        part
        for quotation in article.analysis.quotations
        if quotation.figure == figure and quotation.attribution is not Attribution.UNRESOLVED
        for part in quotation.parts
        if len(article.article.read(part).split()) >= SHORTEST_QUOTATION
    ]


def _worth(
    article: ReadArticle, sentence: ReadSentence, figure: Figure, spans: Sequence[Span], *, in_title: bool
) -> float:
    """Say how much a sentence tells of the person: their role, a date, early in an article about them."""
    worth = 1.0
    if in_title:
        worth += 0.5
    if sentence.index == 0:
        worth += 0.8 if in_title else 0.3
    elif sentence.index < 3:
        worth += 0.2
    if any(mention.span in spans and mention.kind is MentionKind.FULL for mention in figure.mentions):
        worth += 0.3
    if any(sentence.span.contains(role.span) for role in figure.roles):
        worth += 0.5
    if any(sentence.span.contains(date.span) for date in article.analysis.dates):
        worth += 0.4
    first = sentence.read.terms[0].span.start if sentence.read.terms else sentence.span.start
    if spans[0].start - first > 120:
        worth -= 0.3  # named late in the sentence: it is about somebody else
    if needs_what_is_before(article.article.read(sentence.span)) and spans[0] not in figure.pronouns:
        worth -= 0.3
    words = len(sentence.read.terms)
    return worth * (0.7 if words < 5 else 0.9 if words > 45 else 1.0)


def _with_centrality(lines: list[AboutPerson]) -> list[AboutPerson]:
    """Raise sentences whose words recur in the others about the person."""
    frequency = Counter(term for line in lines for term in line.terms)
    most = len(lines)
    scored = []
    for line in lines:
        shared = sum(math.log(1 + frequency[term]) for term in line.terms if frequency[term] > 1)
        central = shared / (1 + len(line.terms)) if most > 1 else 0.0
        scored.append(
            AboutPerson(line.article, line.sentence, line.score + 0.4 * central, line.marks, line.by_person)
        )
    return sorted(scored, key=lambda line: (-line.score, line.article.article.id, line.sentence.index))


def _item(line: AboutPerson) -> Item:
    utterance = line.sentence.utterance
    return line.article.item(utterance, marks_within(line.marks, utterance))


def _chosen(statements: Sequence[Statement], most: int) -> tuple[Item, ...]:
    """Return the fullest statements, spread over articles, none like another."""
    items = [statement.item() for statement in select(statements, most)]
    return tuple(item for item in items if item is not None)


def _role_items(person: Person, articles: Mapping[str, ReadArticle]) -> tuple[Item, ...]:
    """Return the distinct roles of a person, verbatim, newest first."""
    seen: list[frozenset[str]] = []
    shown = []
    for role in person.roles:
        words = frozenset(term.term for term in terms(role.text))
        if role.article not in articles or not words or any(words <= other for other in seen):
            continue
        seen.append(words)
        shown.append(
            Item(
                text=_TENSES.get(role.tenure, "") + role.text,
                verbatim=role.text,
                article=role.article,
                span=role.span,
                kind=ItemKind.FACT,
                date=role.published,
            )
        )
    return tuple(shown[:_ROLES])
