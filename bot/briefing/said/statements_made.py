"""What somebody said: every quotation and reported statement of a person, with its date and place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.briefing.lines.places import Places
from bot.briefing.lines.quotable import ReadArticle, ReadSentence
from bot.search.matching import ReadText, held
from bot.search.query import Query
from bot.words.answers import Item, ItemKind
from bot.words.findings import Attribution, MentionKind, Quotation, ReportedStatement
from bot.words.people import Person
from bot.words.spans import Span


@dataclass(frozen=True, slots=True)
class Statement:
    """Something a person said or is reported to have said; `about` are the sentences it fills.

    `told` says that words of the article tell who says it: not so in a transcript.
    """

    article: ReadArticle
    span: Span
    quoted: bool
    about: tuple[ReadSentence, ...]
    told: bool = True

    @property
    def id(self) -> str:
        """The id of the article it stands in."""
        return self.article.article.id

    @property
    def score(self) -> float:
        """Worth beside other statements: own words first, and words enough to mean something."""
        words = len(self.terms)
        return (1.0 if self.quoted else 0.7) * min(words, 30) / 30

    @property
    def sentence(self) -> ReadSentence:
        """The sentence it begins in."""
        return self.about[0]

    @property
    def terms(self) -> frozenset[str]:
        """Its words."""
        return frozenset(term for sentence in self.about for term in sentence.read.words)

    def item(self, marks: tuple[Span, ...] = ()) -> Item | None:
        """Return the statement as an item, or None when what is shown would not have one sure speaker."""
        item = self.article.item(self.span, marks)
        wanted = ItemKind.QUOTATION if self.quoted else ItemKind.REPORTED
        return item if item.speaker is not None and item.kind is wanted else None


@dataclass(frozen=True, slots=True)
class StatementAbout:
    """Something others say in which a person is named; `named` are the places of the name.

    `inside` says that the name stands in what is said, not only in the sentence around it.
    """

    article: ReadArticle
    span: Span
    quoted: bool
    named: tuple[Span, ...]
    inside: bool
    speaker: str


def statements_about(person: Person, articles: Mapping[str, ReadArticle]) -> list[StatementAbout]:
    """Return what others say of a person in some articles: quotations and reports that name the person.

    Nothing the person says too, nothing without one sure speaker, each utterance once, in text order.
    """
    found: list[StatementAbout] = []
    for appearance in person.appearances:
        article = articles.get(appearance.article)
        if article is not None:
            found.extend(_about_in_article(article, appearance.figure))
    return found


def _about_in_article(article: ReadArticle, figure: int) -> Iterator[StatementAbout]:
    named = Places(
        (mention.span, mention.span)
        for mention in article.analysis.figures[figure].mentions
        if mention.kind is not MentionKind.PRONOUN
    )
    quotations, reported = article.analysis.quotations, article.analysis.reported
    statements: tuple[Quotation | ReportedStatement, ...] = (*quotations, *reported)
    spoken = [part for one in quotations if one.figure == figure for part in one.parts]
    spoken += [one.span for one in reported if one.figure == figure]
    own = Places((span, span) for span in spoken)
    seen: set[Span] = set()
    for statement in statements:
        quoted = isinstance(statement, Quotation)
        parts = statement.parts if isinstance(statement, Quotation) else (statement.span,)
        speaker = article.speaker(statement)
        if speaker is None or statement.figure == figure:
            continue
        for utterance in dict.fromkeys(one.utterance for part in parts for one in article.sentences_in(part)):
            if utterance in seen:
                continue
            spans = tuple(span for span in named.within(utterance) if span != statement.mention)
            if not spans or own.touching(utterance):
                continue
            if quoted:
                inside = any(part.contains(span) for part in parts for span in spans)
            else:
                inside = any(_is_what_is_said(article, statement, span) for span in spans)
            seen.add(utterance)
            yield StatementAbout(article, utterance, quoted, spans, inside, speaker)


def _is_what_is_said(article: ReadArticle, report: Quotation | ReportedStatement, name: Span) -> bool:
    """Say whether a name stands in what is reported: after the verb, or before a clause that closes it.

    Whom it is said to ("told Lind") is not what is said, nor what stands around "Lind, who has blamed him,".
    """
    cue, speaker = report.cue, report.mention
    if cue is None or speaker is None:
        return True
    text = article.article.text
    if text[speaker.end : cue.start].strip(", ").startswith("who"):
        return False
    if name.start >= cue.end:
        return name.start > speaker.end and text[cue.end : name.start].strip() != ""
    first = min(cue.start, speaker.start)
    return name.end <= first and text[:first].rstrip(" \u00a0\n").endswith((",", "”", '"'))


def statements_by_organisation(query: Query, articles: Mapping[str, ReadArticle]) -> list[Statement]:
    """Return what an organisation says in some articles; the query is its name."""
    found: list[Statement] = []
    for article in articles.values():
        seen: set[Span] = set()
        for quotation in article.analysis.quotations:
            if _is_called(_body_that_says(quotation, article), query, article):
                found.extend(_shown(article, quotation.parts, seen, quoted=True))
        for statement in article.analysis.reported:
            if _is_called(_body_that_says(statement, article), query, article):
                found.extend(_shown(article, (statement.span,), seen, quoted=False))
    return found


def _body_that_says(statement: Quotation | ReportedStatement, article: ReadArticle) -> Span | None:
    """Return the name of the organisation that says something, or of what may be one."""
    if statement.figure is not None and article.analysis.figures[statement.figure].lone:
        return statement.mention
    return statement.organisation


def _is_called(organisation: Span | None, query: Query, article: ReadArticle) -> bool:
    if organisation is None:
        return False
    name = ReadText(article.article.text, organisation)
    return all(held(concept, name) for concept in query.required)


def statements_of(person: Person, articles: Mapping[str, ReadArticle]) -> list[Statement]:
    """Return all that a person says in some articles, each utterance once, in text order."""
    found: list[Statement] = []
    for appearance in person.appearances:
        if appearance.article in articles:
            found.extend(_in_article(articles[appearance.article], appearance.figure))
    return found


def _in_article(article: ReadArticle, figure: int) -> Iterator[Statement]:
    seen: set[Span] = set()
    for quotation in article.analysis.quotations:
        if quotation.figure != figure or quotation.attribution is Attribution.UNRESOLVED:
            continue
        if not article.is_whole(quotation):
            continue
        told = quotation.cue is not None
        yield from _shown(article, quotation.parts, seen, quoted=True, told=told)
    for statement in article.analysis.reported:
        if statement.figure != figure or statement.attribution is Attribution.UNRESOLVED:
            continue
        if not article.article.read(statement.span).rstrip().endswith(":"):  # what is said stands below
            yield from _shown(article, (statement.span,), seen, quoted=False)


def _shown(
    article: ReadArticle, parts: Iterable[Span], seen: set[Span], *, quoted: bool, told: bool = True
) -> Iterator[Statement]:
    """Yield the utterances that hold a statement: one, or several when it is too long to be shown at once."""
    by_utterance: dict[Span, list[ReadSentence]] = {}
    for part in parts:
        for sentence in article.sentences_in(part):
            by_utterance.setdefault(sentence.utterance, []).append(sentence)
    for utterance, sentences in by_utterance.items():
        if utterance not in seen:
            seen.add(utterance)
            yield Statement(article, utterance, quoted, tuple(sentences), told)
