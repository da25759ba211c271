"""The dated ledger of what a person said, and the quotations by and about them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.briefing.lines.bearing import about, opens_on
from bot.briefing.lines.citing import sources_of
from bot.briefing.lines.dating import newest_first
from bot.briefing.lines.evidence import concept_weights, evidence
from bot.briefing.lines.library import Library
from bot.briefing.lines.places import Places
from bot.briefing.lines.quotable import ReadArticle, ReadSentence
from bot.briefing.lines.selection import marks_within
from bot.briefing.lines.telling import Teller
from bot.briefing.lines.wordings import told_once
from bot.briefing.said.statements_made import Statement, statements_by_organisation, statements_of
from bot.briefing.topic.topic import near_subjects, taken_for, title_of
from bot.languages.saying import in_figures, say
from bot.search.query import Query
from bot.words.answers import Briefing, Item, ItemKind, Kind, Section, Status
from bot.words.findings import Attribution, MentionKind
from bot.words.people import Person
from bot.words.spans import Span

_MOST = 30  # statements of one answer
_MEANT = 0.7  # what a statement counts that does not hold the subject's words, in an article about it
_ENOUGH = (
    4  # statements on a subject, the same in other wordings among them, beside which others are not needed
)
_FEW = 6  # of these
_BESIDE = 4  # sentences within which who speaks on a subject mostly goes on about it
_REPORTED = 0.6  # what a report counts beside the words themselves
_ON = re.compile(r"\s+(?:on|about|regarding|concerning|о|об|про|туралы)\s+", re.IGNORECASE)
_OLDEST_FIRST = re.compile(r"[\s,]+oldest(?: first)?\s*$", re.IGNORECASE)


def read_said(words: str) -> tuple[str, str, bool]:
    """Return the name, what it is on ("" for anything), and whether the oldest is asked for first."""
    shortened = _OLDEST_FIRST.sub("", words)
    name, *subject = _ON.split(shortened, maxsplit=1)
    return name.strip(), (subject[0].strip() if subject else ""), shortened != words


def said(
    person: Person,
    words: str,
    query: Query | None,
    library: Library,
    articles: Mapping[str, ReadArticle],
    *,
    oldest_first: bool = False,
) -> Briefing:
    """Return the dated ledger of a person's statements, on a subject when there is a query."""
    statements = statements_of(person, articles)
    if query is None:
        found = library.dated(item for one in statements if (item := one.item()) is not None)
        sections = [_ledger(say("On record"), found, articles, oldest_first=oldest_first)]
        nothing = say("No statement by {name}.", name=person.name)
    else:
        marks = _answering(query, library, articles)
        chosen, near, opening = _on_subject(person, statements, query, library, articles, marks)
        sections = []
        for heading, group in (
            (say("On record"), chosen),
            (say("Right beside it"), near),
            (say("In articles that open with it"), opening),
        ):
            shown = [one.item(marks.get(_place(one), ())) for one in group]
            # They come by how much they say of it, which is kept where the day is the same or unknown.
            found = newest_first((item for item in shown if item is not None), library, articles)
            sections.append(_ledger(heading, found, articles, oldest_first=oldest_first))
        nothing = say("No statement by {name} on this.", name=person.name)
    return _answer(Kind.SAID, person, words, library, sections, query, nothing=nothing)


def _ledger(
    heading: str, newest: Sequence[Item], articles: Mapping[str, ReadArticle], *, oldest_first: bool
) -> Section:
    ordered = list(reversed(newest)) if oldest_first else newest
    return _section(heading, _each_once(ordered, articles))


def said_by_organisation(
    kind: Kind, name: Query, library: Library, articles: Mapping[str, ReadArticle]
) -> Briefing:
    """Return what an organisation says, as /said or /quotes of it, or whoever speaks on what is no name.

    Where neither is there, that no source names such a speaker.
    """
    found = [one for one in statements_by_organisation(name, articles) if one.quoted or kind is Kind.SAID]
    lines = library.dated(item for item in (one.item() for one in found) if item is not None)
    items = _each_once(lines, articles)
    told = None
    if not items and not any(concept.proper for concept in name.concepts):
        items = _by_anybody(kind, name, library, articles)
        told = say("Nobody of this name speaks; these are statements on it.")
    sections = (_section(say("On record"), items),) if items else ()
    nobody = say("No source has a statement by a person or an organisation of this name.")
    return Briefing(
        query=name.text,
        kind=kind,
        status=Status.FOUND if items else Status.NONE,
        corpus=library.corpus,
        title=title_of(name),
        message=told if items else nobody,
        sections=sections,
        sources=sources_of(sections, [item.article for item in items], library.cards),
    )


def _by_anybody(
    kind: Kind, query: Query, library: Library, articles: Mapping[str, ReadArticle]
) -> list[Item]:
    """Return the statements on a subject whose speaker is known, newest first and each once."""
    kinds = (ItemKind.QUOTATION,) if kind is Kind.QUOTES else (ItemKind.QUOTATION, ItemKind.REPORTED)
    lines = [
        articles[id_].item(utterance, marks)
        for (id_, utterance), marks in _answering(query, library, articles).items()
    ]
    spoken = [line for line in lines if line.kind in kinds and line.speaker is not None]
    return _each_once(newest_first(spoken, library, articles), articles, by_name=True)


def quotes(person: Person, words: str, library: Library, articles: Mapping[str, ReadArticle]) -> Briefing:
    """Return the quotations by a person, then those of others that name the person."""
    own = [statement.item() for statement in statements_of(person, articles) if statement.quoted]
    dated = library.dated(item for item in own if item is not None)
    others = library.dated(_about(person, articles))
    sections = [
        _section(say("In their own words"), _each_once(dated, articles)),
        _section(say("Said about them"), _each_once(others, articles, by_name=True)),
    ]
    nothing = say("Nobody quotes {name}, and no quotation names them.", name=person.name)
    return _answer(Kind.QUOTES, person, words, library, sections, None, nothing=nothing)


def _each_once(
    items: Sequence[Item], articles: Mapping[str, ReadArticle], *, by_name: bool = False
) -> list[Item]:
    """Show once what several articles quote; `by_name` says that the lines are of several speakers."""

    def speaker(item: Item) -> str:
        # An article may have the family name alone: what else is quoted must be the same anyway.
        return (item.speaker or "").casefold().rpartition(" ")[2] if by_name else ""

    return [line for lines in told_once(items, articles, speaker) for line in lines]


def _section(heading: str, items: Sequence[Item]) -> Section:
    """Return the first of the items; how many there are is said when not all are shown."""
    return Section(heading, tuple(items[:_MOST]), _shown_of(len(items)))


def _shown_of(number: int) -> str | None:
    """Return that only the first lines of so many are shown, None when all of them are."""
    if number <= _MOST:
        return None
    return say("The first {shown} of {number}.", shown=in_figures(_MOST), number=in_figures(number))


def _about(person: Person, articles: Mapping[str, ReadArticle]) -> list[Item]:
    """Return the quotations of others inside which the person is named."""
    found: dict[tuple[str, Span], Item] = {}
    for appearance in person.appearances:
        article = articles.get(appearance.article)
        if article is None:
            continue
        named = [
            mention.span
            for mention in article.analysis.figures[appearance.figure].mentions
            if mention.kind not in (MentionKind.PRONOUN, MentionKind.ROLE)
        ]
        for quotation in article.analysis.quotations:
            if quotation.figure == appearance.figure or quotation.attribution is Attribution.UNRESOLVED:
                continue
            inside = [span for span in named if any(part.contains(span) for part in quotation.parts)]
            for sentence in article.sentences:
                if inside and sentence.span.contains(inside[0]):
                    item = article.item(sentence.utterance, marks_within(inside, sentence.utterance))
                    if item.speaker is not None:
                        found[appearance.article, sentence.utterance] = item
    return list(found.values())


def _answering(
    query: Query, library: Library, articles: Mapping[str, ReadArticle]
) -> dict[tuple[str, Span], tuple[Span, ...]]:
    """Return the utterances that answer a query, with the asked words in them."""
    weights = concept_weights(query, library.weighing)
    places: dict[tuple[str, Span], tuple[Span, ...]] = {}
    for answer in evidence(articles.values(), query, weights):
        if answer.goes_on:
            continue
        place = answer.place
        places[place] = marks_within((*places.get(place, ()), *answer.marks), answer.sentence.utterance)
    return places


def statements_on(
    query: Query,
    person: Person,
    statements: Sequence[Statement],
    library: Library,
    articles: Mapping[str, ReadArticle],
) -> list[Statement]:
    """Return those of somebody's statements that are on a subject, in the order given."""
    marks = _answering(query, library, articles)
    chosen, *_ = _on_subject(person, statements, query, library, articles, marks)
    return [one for one in statements if one in chosen]


def _on_subject(
    person: Person,
    statements: Sequence[Statement],
    query: Query,
    library: Library,
    articles: Mapping[str, ReadArticle],
    marks: Mapping[tuple[str, Span], tuple[Span, ...]],
) -> tuple[list[Statement], list[Statement], list[Statement]]:
    """Return the statements on a subject, those that say most first, and those that may be on it.

    The first hold its words, follow a sentence that does, or stand in articles about it: who speaks of an
    event need not name it. Of the others, some stand right beside one of these, as who speaks on goes on;
    some in articles that only open with its words.
    """
    meant = {one.article.id for one in about(articles.values(), query, library, speakers={person.key})}
    opening = {id_ for id_, one in articles.items() if opens_on(one, query.required)} - meant
    offices = _offices_of(person, articles)
    holding = {_place(one) for one in statements if _holds_beside_office(one, marks, offices)}
    introduced = _introduced(statements, marks) - holding
    holding |= introduced
    surely = [_Said(one, 1.0) for one in statements if _place(one) in holding]
    sure = {_place(one.statement) for one in surely}
    rest = [one for one in statements if _place(one) not in sure]
    on_it = [*surely, *(_Said(one, _MEANT) for one in rest if one.id in meant)]
    others = [one for one in rest if one.id not in meant]
    near = [_Said(one, _MEANT) for one in others if any(_is_beside(one, on.statement) for on in on_it)]
    known = {_place(one.statement) for one in near}
    far = [_Said(one, _MEANT) for one in others if one.id in opening and _place(one) not in known]
    every = {one.article.article.id: one.article for one in (*on_it, *near, *far)}
    teller = Teller(every.values(), library)
    chosen = [surely[one.number].statement for one in teller.choose(surely, _MOST)]
    less_sure = on_it[len(surely) :]
    chosen += [less_sure[one.number].statement for one in teller.choose(less_sure, _MOST - len(chosen))]
    if not chosen or sum(_place(one) not in introduced for one in chosen) >= _ENOUGH:
        return chosen, [], []  # beside nothing that is on it, what may be on it is no answer
    next_to = [near[one.number].statement for one in teller.choose(near, _FEW)]
    return chosen, next_to, [far[one.number].statement for one in teller.choose(far, _FEW - len(next_to))]


def _offices_of(person: Person, articles: Mapping[str, ReadArticle]) -> Mapping[str, Places[Span]]:
    """Return where each article says what a person is."""
    return {
        id_: Places(
            (role.span, role.span)
            for place in person.in_article(id_)
            for role in article.analysis.figures[place.figure].roles
        )
        for id_, article in articles.items()
    }


def _holds_beside_office(
    one: Statement, marks: Mapping[tuple[str, Span], tuple[Span, ...]], offices: Mapping[str, Places[Span]]
) -> bool:
    """Say whether a statement holds the words of a subject, and not only in what its speaker is called.

    What "Harbour Committee Chairman Ada Lind" says is not on the harbour for that.
    """
    held = marks.get(_place(one))
    if held is None:
        return False
    called = offices[one.id].within(one.span)
    return not held or not all(any(office.contains(mark) for office in called) for mark in held)


def _introduced(
    statements: Sequence[Statement], marks: Mapping[tuple[str, Span], tuple[Span, ...]]
) -> set[tuple[str, Span]]:
    """Return the places of quotations right behind what is told of the subject, and of how each goes on.

    "Lind spoke warmly of the envoy. “He is a patient man,” the minister said. “He never shouts.”" In a
    transcript the sentence before may be anybody's question.
    """
    found: set[tuple[str, Span]] = set()
    own = {_place(one) for one in statements}
    for one in statements:
        first = one.about[0]
        if not (one.quoted and one.told and first.index):
            continue
        before = one.article.sentences[first.index - 1]
        goes_on = (one.id, before.utterance) in found and before.paragraph == first.paragraph
        place = (one.id, before.utterance)
        if goes_on or (first.section == before.section and place in marks and place not in own):
            found.add(_place(one))
    return found


def _is_beside(one: Statement, other: Statement) -> bool:
    """Say whether two statements stand a few sentences apart in one article."""
    return one.id == other.id and abs(one.sentence.index - other.sentence.index) <= _BESIDE


@dataclass(frozen=True, slots=True)
class _Said:
    """A statement with how surely it is on the subject, 0 to 1."""

    statement: Statement
    sureness: float

    @property
    def score(self) -> float:
        """What it counts: the words themselves more than a report."""
        return self.sureness * (1.0 if self.statement.quoted else _REPORTED)

    @property
    def article(self) -> ReadArticle:
        return self.statement.article

    @property
    def sentence(self) -> ReadSentence:
        return self.statement.sentence


def _place(statement: Statement) -> tuple[str, Span]:
    return statement.id, statement.span


def _answer(
    kind: Kind,
    person: Person,
    words: str,
    library: Library,
    sections: Sequence[Section],
    query: Query | None,
    *,
    nothing: str,
) -> Briefing:
    filled = tuple(section for section in sections if section.items)
    order = [item.article for section in filled for item in section.items]
    return Briefing(
        query=words,
        kind=kind,
        status=Status.FOUND if filled else Status.NONE,
        corpus=library.corpus,
        title=say("{name} on {subject}", name=person.name, subject=query.text) if query else person.name,
        message=(taken_for(query) if query else None) if filled else nothing,
        sections=filled,
        sources=sources_of(filled, order, library.cards),
        suggestions=() if filled or query is None else near_subjects(query, library),
    )
