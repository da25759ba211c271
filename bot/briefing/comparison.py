"""Two people or two topics side by side.

People are compared on the subjects both speak of, then each on what only they do; topics year by year.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import islice

from bot.briefing.lines.citing import sources_of
from bot.briefing.lines.evidence import Evidence
from bot.briefing.lines.library import Library
from bot.briefing.lines.quotable import ReadArticle
from bot.briefing.lines.selection import likeness
from bot.briefing.lines.sheet import Sheet
from bot.briefing.lines.telling import Teller
from bot.briefing.person.positions import no_subjects_of, topics_of
from bot.briefing.said.own_words import OwnLine, lines_of, spread
from bot.briefing.said.said import statements_on
from bot.briefing.said.statements_made import statements_of
from bot.briefing.topic.topic import items, title_of
from bot.language_data.loading import subject
from bot.languages.saying import say, say_any_of
from bot.search.query import Query
from bot.text.names.name_lexicon import lexicon as name_lexicon
from bot.words.answers import Briefing, DateOf, Item, ItemKind, Kind, Section, Status
from bot.words.people import Person

_COMMON = 5  # subjects two people are compared on: a screen or two
_ALONE = 3  # subjects of each that the other does not speak of
_PAIRED = 40  # statements of each side that are held against those of the other
_ONE_EVENT = 0.5  # nearness from which two statements are on one event, whatever words they use
_DAYS, _ALIKE, _SAME_DAYS = (
    3,
    0.12,
    0.5,
)  # days apart and likeness of two reports of one event; what that adds
_EACH = 3  # lines of each side where there is no common subject
_YEARS = 5  # the newest; older ones are for /timeline
_OF_EACH = 4  # lines of each topic: a screen or two
_TOGETHER = 80  # characters within which the words of a topic stand side by side
_READ = 40  # lines of each topic among which these are chosen


def compare_people(
    people: tuple[Person, Person],
    words: str,
    library: Library,
    articles: Mapping[str, ReadArticle],
    *,
    on: Query | None = None,
) -> Briefing:
    """Return what two people say on the subjects both speak of, then what only one of them speaks of.

    Of what they say only that on a subject, where one is given.
    """
    said = [statements_of(person, articles) for person in people]
    if on is not None:
        of_each = zip(people, said, strict=True)
        said = [statements_on(on, person, theirs, library, articles) for person, theirs in of_each]
    statements = [*said[0], *said[1]]
    sides = (frozenset(range(len(said[0]))), frozenset(range(len(said[0]), len(statements))))
    lines, sheet = lines_of(statements), Sheet()
    shown = (
        [line for line in lines if line.place in sides[0]],
        [line for line in lines if line.place in sides[1]],
    )
    without = no_subjects_of(people[0]) | no_subjects_of(people[1])
    sections: list[Section] = []
    pairs = 0

    def put(heading: str, pair: tuple[OwnLine, OwnLine]) -> None:
        nonlocal pairs
        pairs += 1
        items = [_of(person.name, line) for person, line in zip(people, pair, strict=True)]
        if sections and sections[-1].heading == heading:
            items = [*sections.pop().items, *items]
        sections.append(Section(heading, tuple(items)))
        for line in pair:
            sheet.takes(line.item, line.terms)

    for topic in topics_of(statements, library.subjects, without, sides=sides):
        places = frozenset(topic.statements)
        one, other = ([line for line in own if line.place in places] for own in shown)
        if pairs < _COMMON and (pair := _pair(one, other, sheet)) is not None:
            put(topic.words, pair)
    while pairs < _COMMON and (pair := _pair(shown[0], shown[1], sheet, least=_ONE_EVENT)) is not None:
        put(pair[0].statement.article.article.title, pair)
    common = bool(sections)
    for person, own in zip(people, shown, strict=True):
        rest = (_alone(own, library, without, sheet) if common else ()) or _main(own, sheet)
        sections.append(Section(person.name, tuple(library.dated(rest))))
    message = None if common else say("No shared statement found; this is what each says.")
    quiet = [person.name for person, theirs in zip(people, said, strict=True) if not theirs]
    if quiet and on is not None:
        message = say("No statement by {name} on this.", name=say_any_of(quiet))
    elif len(quiet) == 2:
        message = say("The sources hold no statement by {one} or {other}.", one=quiet[0], other=quiet[1])
    elif quiet:
        message = say("The sources hold no statement by {name}.", name=quiet[0])
    sections = [section for section in sections if section.items]
    return _answer(words, " | ".join(person.name for person in people), sections, message, library)


def _pair(
    one: Sequence[OwnLine], other: Sequence[OwnLine], sheet: Sheet, *, least: float = 0.0
) -> tuple[OwnLine, OwnLine] | None:
    """Return the two best statements, one of each side, that are not shown yet: the nearer the better.

    Pairs nearer than `least` alone count.
    """
    fresh = [
        [line for line in side[:_PAIRED] if not sheet.has(line.item.article, line.item.span)]
        for side in (one, other)
    ]
    pairs = [
        (first.worth * second.worth * (1 + nearness), first, second)
        for first in fresh[0]
        for second in fresh[1]
        if (nearness := _nearness(first, second)) >= least and first.item.span != second.item.span
    ]
    if not pairs:
        return None
    _, first, second = max(pairs, key=lambda pair: pair[0])
    return first, second


def _nearness(one: OwnLine, other: OwnLine) -> float:
    """Say how surely two statements are on one event: 1 in one article, else by their words and days."""
    if one.item.article == other.item.article:
        return 1.0
    alike = likeness(one.terms, other.terms)
    first, second = one.item.date or "", other.item.date or ""
    if len(first) == len(second) == len("2024-11-26"):
        apart = abs((date.fromisoformat(first) - date.fromisoformat(second)).days)
        return alike / 2 + (_SAME_DAYS if apart <= _DAYS and alike >= _ALIKE else 0.0)
    return alike / 2


def _of(name: str, line: OwnLine) -> Item:
    return replace(_dated(line.item), under=name)


def _dated(item: Item) -> Item:
    dated = item.date is not None and item.kind is not ItemKind.QUOTATION
    return replace(item, date_of=DateOf.ARTICLE) if dated else item


def _alone(
    lines: Sequence[OwnLine], library: Library, without: frozenset[str], sheet: Sheet
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


def _main(lines: Sequence[OwnLine], sheet: Sheet) -> tuple[Item, ...]:
    return tuple(_dated(line.item) for line in spread(lines, _EACH, sheet))


def compare_topics(
    queries: tuple[Query, Query], words: str, library: Library, answers: tuple[list[Evidence], list[Evidence]]
) -> Briefing:
    """Return two topics side by side, year by year, the newest first; what is not dated comes last."""
    by_year: dict[str, list[Item]] = {}
    silent = []
    together = [_together(found) for found in answers]
    for query, found in zip(queries, _that_meet(together[0], together[1], queries), strict=True):
        chosen = _by_year(query, found, library)
        if not chosen:
            silent.append(query.text)
        for year, lines in chosen.items():
            known = {(item.article, item.span) for item in by_year.get(year, ())}
            fresh = (item for item in lines if (item.article, item.span) not in known)  # one of both topics
            by_year.setdefault(year, []).extend(fresh)
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


def _together(found: Sequence[Evidence]) -> list[Evidence]:
    """Return the lines that hold the words of a topic side by side, where there are such lines."""
    own = [answer for answer in found if not answer.goes_on]
    complete = [answer for answer in own if answer.complete]
    close = [answer for answer in complete if answer.marks[-1].end - answer.marks[0].start <= _TOGETHER]
    return close or complete or own


def _that_meet(
    one: Sequence[Evidence], other: Sequence[Evidence], queries: tuple[Query, Query]
) -> tuple[Sequence[Evidence], Sequence[Evidence]]:
    """Return the lines of each topic that name whom or what lines of the other name too, if there are such.

    Of all talks in Geneva those are meant that can be compared with the talks in Rome.
    """
    asked = {
        term
        for query in queries
        for concept in query.concepts
        for way in concept.alternatives
        for term in way.terms
    }
    named = [[_named(answer) - asked for answer in side] for side in (one, other)]
    every = [frozenset[str]().union(*side) for side in named]
    meeting = [
        [answer for answer, names in zip(side, known, strict=True) if names & across]
        for side, known, across in ((one, named[0], every[1]), (other, named[1], every[0]))
    ]
    return (meeting[0], meeting[1]) if all(meeting) else (one, other)


def _named(answer: Evidence) -> frozenset[str]:
    """Return the names a line and its article's title hold, in terms; titles and nouns for posts are none."""
    read, title = answer.sentence.read, answer.article.title
    places = ((answer.article.article.text, read.terms), (answer.article.article.title, title.terms))
    known = name_lexicon()
    return frozenset(
        term.term
        for text, terms in places
        for term in terms
        if text[term.span.start].isupper()
        and known.country(term.word) is not None
        and not (known.is_role(term.word) or known.is_title(term.word))
    )


def _by_year(query: Query, found: Sequence[Evidence], library: Library) -> dict[str, list[Item]]:
    """Return what tells the most of a topic, by the years articles are of, "" for none."""
    own = list(islice((answer for answer in found if not answer.goes_on), _READ))
    teller = Teller({answer.article.article.id: answer.article for answer in own}.values(), library)
    chosen = [own[one.number] for one in teller.choose(own, _OF_EACH)]
    lines: dict[str, list[Item]] = {}
    for item in library.dated(items(chosen)):
        published = library.cards[item.article].published
        year = (published.value or "")[:4] if published else ""
        lines.setdefault(year, []).append(replace(_dated(item), under=title_of(query)))
    return lines


# --- sides that cannot be compared -------------------------------------------------------------------------


@cache
def _outlet_words() -> tuple[frozenset[str], frozenset[str]]:
    data = subject("topics")
    return frozenset(data["outlet_endings"]), frozenset(data["outlets"])


def are_outlets(sides: Sequence[str], library: Library) -> bool:
    """Say whether each of some names is that of an outlet: of the corpus, well known, or by how it ends."""
    outlets = {" ".join(_plain(outlet)) for outlet in library.outlets}
    endings, known = _outlet_words()
    for side in sides:
        words = _plain(side)
        if not words:
            return False
        is_named_as_one = len(words) > 1 and side.split()[-1][:1].isupper() and words[-1] in endings
        if not (" ".join(words) in outlets or is_named_as_one or "".join(words) in known):
            return False
    return True


def _plain(outlet: str) -> list[str]:
    words = re.findall(r"[^\W_]+(?:-[^\W_]+)*", outlet.casefold())
    return words[1:] if words[:1] == ["the"] else words


def two_outlets(sides: Sequence[str], words: str, library: Library) -> Briefing:
    """Return that two outlets are neither people nor topics, with how to see what each writes."""
    return Briefing(
        query=words,
        kind=Kind.COMPARE,
        status=Status.NONE,
        corpus=library.corpus,
        title=words,
        message=say(
            "“{one}” and “{other}” are outlets, neither people nor topics. {example} shows what one writes.",
            one=sides[0],
            other=sides[1],
            example=f"/search sanctions from:{max(_plain(sides[0]), key=len)}",
        ),
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
