"""Two people or two topics side by side.

People are compared on the subjects both speak of, then each on what only they do; topics year by year.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from bot.briefing.citing import sources_of
from bot.briefing.evidence import Evidence
from bot.briefing.library import Library
from bot.briefing.own_words import Line, lines_of, spread
from bot.briefing.positions import no_subjects_of, topics_of
from bot.briefing.reading import ReadArticle
from bot.briefing.selection import select
from bot.briefing.sheet import Sheet
from bot.briefing.statements import statements_of
from bot.briefing.topic import items, title_of
from bot.languages.saying import say
from bot.models import Briefing, DateOf, Item, ItemKind, Kind, Person, Section, Status
from bot.search.query import Query

_COMMON = 5  # subjects two people are compared on: a screen or two
_ALONE = 3  # subjects of each that the other does not speak of
_EACH = 3  # lines of each side where there is no common subject
_YEARS = 5  # the newest; older ones are for /timeline
_IN_A_YEAR = 2  # lines of each topic in one year
_READ = 40  # lines of each topic among which those of a year are chosen
_OFFERED = 3  # pairs of people offered where the two sides cannot be compared


def compare_people(
    people: tuple[Person, Person], words: str, library: Library, articles: Mapping[str, ReadArticle]
) -> Briefing:
    """Return what two people say on the subjects both speak of, then what only one of them speaks of."""
    said = [statements_of(person, articles) for person in people]
    statements = [*said[0], *said[1]]
    sides = (frozenset(range(len(said[0]))), frozenset(range(len(said[0]), len(statements))))
    lines, sheet = lines_of(statements), Sheet()
    shown = [[line for line in lines if line.place in side] for side in sides]
    without = no_subjects_of(people[0]) | no_subjects_of(people[1])
    sections: list[Section] = []
    for topic in topics_of(statements, library.subjects, without, sides=sides):
        pair = [_best(under, topic.statements, sheet) for under in shown]
        if all(pair):
            both = [(person, line) for person, line in zip(people, pair, strict=True) if line]
            sections.append(Section(topic.words, tuple(_of(person.name, line) for person, line in both)))
            for line in (line for line in pair if line):
                sheet.takes(line.item, line.terms)
        if len(sections) == _COMMON:
            break
    common = bool(sections)
    for person, own in zip(people, shown, strict=True):
        alone = _alone(own, library, without, sheet) if common else _main(own, sheet)
        heading = say("Only {name}", name=person.name) if common else person.name
        sections.append(Section(heading, alone))
    message = None if common else say("They speak of no subject in common; this is what each says.")
    quiet = [person.name for person, theirs in zip(people, said, strict=True) if not theirs]
    if len(quiet) == 2:
        message = say("The sources hold no statement by {one} or {other}.", one=quiet[0], other=quiet[1])
    elif quiet:
        message = say("The sources hold no statement by {name}.", name=quiet[0])
    sections = [section for section in sections if section.items]
    return _answer(words, " | ".join(person.name for person in people), sections, message, library)


def _best(lines: Iterable[Line], places: Sequence[int], sheet: Sheet) -> Line | None:
    """Return the best statement of one side on a subject that is not shown yet."""
    return next(
        (line for line in lines if line.place in places and not sheet.has(line.item.article, line.item.span)),
        None,
    )


def _of(name: str, line: Line) -> Item:
    return replace(_dated(line.item), under=name)


def _dated(item: Item) -> Item:
    dated = item.date is not None and item.kind is not ItemKind.QUOTATION
    return replace(item, date_of=DateOf.ARTICLE) if dated else item


def _alone(
    lines: Sequence[Line], library: Library, without: frozenset[str], sheet: Sheet
) -> tuple[Item, ...]:
    """Return a line on each of the subjects that only one side speaks of."""
    fresh = [line for line in lines if not sheet.has(line.item.article, line.item.span)]
    topics = topics_of([line.statement for line in fresh], library.subjects, without)
    shown: list[Item] = []
    for topic in topics:
        chosen = spread([fresh[place] for place in topic.statements], 1, sheet)
        shown += [replace(_dated(line.item), under=topic.words) for line in chosen]
        if len(shown) == _ALONE:
            break
    return tuple(shown)


def _main(lines: Sequence[Line], sheet: Sheet) -> tuple[Item, ...]:
    return tuple(_dated(line.item) for line in spread(lines, _EACH, sheet))


def compare_topics(
    queries: tuple[Query, Query], words: str, library: Library, answers: tuple[list[Evidence], list[Evidence]]
) -> Briefing:
    """Return two topics side by side, year by year, the newest first; what is not dated comes last."""
    by_year: dict[str, list[Item]] = {}
    silent = []
    for query, found in zip(queries, answers, strict=True):
        chosen = _by_year(query, found, library)
        if not chosen:
            silent.append(query.text)
        for year, lines in chosen.items():
            by_year.setdefault(year, []).extend(lines)
    years = sorted((year for year in by_year if year), reverse=True)[:_YEARS]
    sections = [Section(year, tuple(by_year[year])) for year in years]
    if "" in by_year:
        sections.append(Section(say("Date unknown"), tuple(by_year[""])))
    message = None
    if len(silent) == 2:
        message = say("Nothing in the corpus on {one} or on {other}.", one=silent[0], other=silent[1])
    elif silent:
        message = say("Nothing in the corpus on {topic}.", topic=silent[0])
    return _answer(words, " | ".join(query.text for query in queries), sections, message, library)


def _by_year(query: Query, found: Sequence[Evidence], library: Library) -> dict[str, list[Item]]:
    """Return the best lines of a topic for each year articles are of, "" for none."""
    years: dict[str, list[Evidence]] = {}
    for answer in islice((answer for answer in found if not answer.goes_on), _READ):
        published = library.cards[answer.article.article.id].published
        years.setdefault((published.value or "")[:4] if published else "", []).append(answer)
    sheet = Sheet()
    lines: dict[str, list[Item]] = {}
    for year, answers in years.items():
        chosen = select(answers, _IN_A_YEAR)
        shown = [
            item
            for item, answer in zip(items(chosen), chosen, strict=True)
            if sheet.takes(item, answer.terms)
        ]
        if shown:
            lines[year] = [replace(_dated(item), under=title_of(query)) for item in library.dated(shown)]
    return lines


# --- sides that cannot be compared -------------------------------------------------------------------------


def unlike_sides(person: Person, topic: str, words: str, library: Library) -> Briefing:
    """Return that a person and a topic cannot be compared, with what can be asked instead."""
    others = [one.name for one in library.directory.people if one.key != person.key and not one.hidden]
    return Briefing(
        query=words,
        kind=Kind.COMPARE,
        status=Status.INVALID,
        corpus=library.corpus,
        title=words,
        message=say(
            "{name} is a person and “{topic}” is a topic: name two people or two topics, or send {example}",
            name=person.name,
            topic=topic,
            example=f"/said {person.name} on {topic}",
        ),
        suggestions=tuple(f"{person.name} | {other}" for other in others[:_OFFERED]),
    )


def unknown_side(side: str, words: str, near: Sequence[str], library: Library) -> Briefing:
    """Return that no source has one of two sides, plainly, with names near to it."""
    return Briefing(
        query=words,
        kind=Kind.COMPARE,
        status=Status.NONE,
        corpus=library.corpus,
        title=side,
        message=say("No source names “{side}”, as a person or as a topic.", side=side),
        suggestions=tuple(near),
    )


def _answer(
    words: str, title: str, sections: Sequence[Section], message: str | None, library: Library
) -> Briefing:
    order = [item.article for section in sections for item in section.items]
    return Briefing(
        query=words,
        kind=Kind.COMPARE,
        status=Status.FOUND if sections else Status.NONE,
        corpus=library.corpus,
        title=title,
        message=message,
        sections=tuple(sections),
        sources=sources_of(sections, order, library.cards),
    )
