"""From a request to what has to be read for it: whom it means, what it asks, and where that may stand.

Pure: what a plan names is read by the caller, and made an answer by `composing`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.briefing.arriving.newest import CatchUp, newest_articles
from bot.briefing.article.parts import article_id, no_such_article, part_asked
from bot.briefing.catalogue import help_text, invalid, people_list, sources_list, topics_list
from bot.briefing.companion import courteous, known_people, known_subjects
from bot.briefing.comparison import are_outlets, two_outlets, unknown_side
from bot.briefing.days_asked import with_days_read
from bot.briefing.lines.asked_words import (
    Expected,
    asks_about_corpus,
    asks_what_was_said,
    asks_who_said,
    expected,
    holder_asked_for,
    is_question,
    is_what_is_spoken_of,
    without_time,
    word_of_saying,
)
from bot.briefing.lines.library import Library
from bot.briefing.names_meant import SURE, are_namesakes, is_word_written_right, names_a_place
from bot.briefing.person.dossier import articles_wanted, nobody, telling_articles, told_apart
from bot.briefing.questions.question import name_concept, person_concept
from bot.briefing.questions.several import each_alone
from bot.briefing.said.said import read_said
from bot.briefing.stories.story_list import Since, since_in
from bot.briefing.stories.story_list import articles_wanted as articles_wanted_since
from bot.briefing.topic.topic import articles_left_out, candidates, nothing
from bot.briefing.unclear import Unclear, asked_back
from bot.courtesies import Courtesy
from bot.dialogue import COMMANDS, WITHOUT_TELEGRAM, Command, command_for
from bot.languages.saying import say
from bot.people.directory import Finding, NamedPerson
from bot.plain_words import corpus_views, sides_of, without_request
from bot.search.keyboard_layout import typed_otherwise
from bot.search.query import (
    Concept,
    Query,
    has_operators,
    in_small_letters,
    parse_query,
    question_words,
    read_filters,
    told_otherwise,
)
from bot.text.names.name_lexicon import fold, lexicon
from bot.text.tokens import stem, stop_words
from bot.words.answers import Briefing, Kind, Line, Request
from bot.words.kind_traits import traits_of
from bot.words.people import Person
from bot.words.spans import Span

_BY_NAME = frozenset({"exact", "full", "surname", "cyrillic"})  # ways a name that others follow is surely one
_LONGEST_NAME = 4  # words; what is longer is a sentence with a name in it
_OF_SOMEBODY = frozenset({Kind.PERSON, Kind.SAID, Kind.QUOTES, Kind.TIMELINE, Kind.COMPARE})
_WITH_NAMES = frozenset({Kind.TOPIC, Kind.TIMELINE})  # where a person is meant by any form of the name
_OFFERED = 3  # examples under a command without its words
_MOST_SPOKEN = 40  # articles of a person that hold a subject, as many as are read of a topic
_FEWEST_LETTERS = 3  # of a word that is no word by chance
_SHORT = 4  # concepts; plain words up to this many, without a question word, are a topic
_LEFT_OUT = re.compile(r"(?<!\S)[-–−]\Z")
_WORD = re.compile(r"[\w’'-]*[^\W\d_][\w’'-]*")
_NAME_SIZES = (3, 2)  # words of a misspelt name inside a question; one alone is mostly no name
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


@dataclass(frozen=True, slots=True)
class Plan:
    """What an answer needs: the ids of the articles to read, and for whom or for which query.

    `note` is said with the answer; `answer` is there already when nothing has to be read.
    """

    kind: Kind
    words: str
    articles: tuple[str, ...] = ()
    query: Query | None = None
    other_query: Query | None = None
    people: tuple[Person, ...] = ()
    ambiguous: bool = False
    oldest_first: bool = False
    catch_up: CatchUp | None = None
    since: Since | None = None
    filters: Query | None = None
    note: str | None = None
    answer: Briefing | None = None
    parts: tuple[Plan, ...] = ()
    """Where a message asks several questions, each of them planned by itself; `words` are the message."""
    asked: tuple[str, ...] = ()
    """Where a message asks several questions, each as it is shown."""


def plan(request: Request, library: Library) -> Plan:
    """Decide what a request asks for and which articles have to be read to answer it."""
    if request.kind is not Kind.BRIEF or CatchUp.read(request.words) is None:
        dated = with_days_read(request, library)
        if isinstance(dated, Briefing):
            return Plan(request.kind, "", answer=dated)
        request = dated
    if (planned := _plan_of_itself(request, library)) is not None:
        return planned
    if (read := _in_other_layout(request.words, library)) is not None:
        note = say("No source has “{asked}”; shown is “{taken}”.", asked=request.words, taken=read)
        planned = plan(replace(request, words=read), library)
        return planned if planned.answer is not None else replace(planned, note=planned.note or note)
    return _plan_within(request, library) or _PLANS[request.kind](request, library)


def _plan_of_itself(request: Request, library: Library) -> Plan | None:
    """Plan what its kind alone says what to do with, None where its words are looked for."""
    if request.kind in _LISTS:
        return Plan(request.kind, request.words, answer=_listed(request, library))
    if request.kind is Kind.CHAT:
        message = say("This is about a chat in Telegram and works only there.")
        return Plan(Kind.CHAT, "", answer=invalid(f"/{request.words}", Kind.ERROR, message, library))
    if request.kind is Kind.CURATION:
        message = say("Who is who cannot be put right here.")
        return Plan(Kind.CURATION, "", answer=invalid(f"/{request.words}", Kind.ERROR, message, library))
    if request.kind is Kind.UNCLEAR:
        return Plan(Kind.UNCLEAR, "", answer=asked_back(request.words, library))
    if request.kind is Kind.COURTESY:
        return Plan(Kind.COURTESY, "", answer=courteous(Courtesy(request.words), library))
    if request.kind is Kind.FEEDS:
        message = say("Feeds are not followed here.")
        return Plan(Kind.FEEDS, "", answer=invalid(f"/{request.words}", Kind.ERROR, message, library))
    if request.kind is Kind.CHECK and request.words:
        message = say("A text cannot be checked here.")
        return Plan(Kind.CHECK, "", answer=invalid("/check", Kind.CHECK, message, library))
    if request.kind is Kind.BRIEF:
        return _plan_brief(request, library)
    if request.kind is Kind.STORIES:
        return _plan_stories(request, library)
    if not request.words:
        return Plan(request.kind, "", answer=_nothing_asked(request, library))
    return None


def _in_other_layout(words: str, library: Library) -> str | None:
    """Return words as they were meant, where they name nothing but with the keys of another layout."""
    read = typed_otherwise(words)
    if read is None or _holds_some(words, library) or library.directory.people_in(words):
        return None
    return read if _holds_some(read, library) or library.directory.find(read).how in _BY_NAME else None


def _holds_some(words: str, library: Library) -> bool:
    """Say whether the corpus has one of some words, just as it is written."""
    query = parse_query(words, library.engine.vocabulary(), {}, question=True)
    return any(concept.known and len(concept.words) >= _FEWEST_LETTERS for concept in query.concepts)


_LISTS = (Kind.SOURCES, Kind.PEOPLE, Kind.TOPICS, Kind.HELP, Kind.START)


def _listed(request: Request, library: Library) -> Briefing:
    if request.kind is Kind.SOURCES:
        return sources_list(library)
    if request.kind is Kind.PEOPLE:
        return people_list(library)
    if request.kind is Kind.TOPICS:
        return topics_list(library)
    lines = tuple(
        Line(
            f"/{command.name}" + (f" {say(command.argument)}" if command.argument else ""),
            say(command.description),
        )
        for command in COMMANDS
        if command.in_menu and not (request.words == WITHOUT_TELEGRAM and _is_of_telegram(command))
    )
    return help_text(lines, library, greeting=request.kind is Kind.START)


def _is_of_telegram(command: Command) -> bool:
    """Say whether a command works in Telegram alone."""
    return command.kind is Kind.CHAT and command.name != "export"


def _nothing_asked(request: Request, library: Library) -> Briefing:
    command = command_for(request.kind)
    if command is None:
        message = say("Send a name, a topic or a question; /help shows how.")
        return invalid("", Kind.ERROR, message, library)
    if command.kind is Kind.COMPARE:
        message = say("Which two? Write them with | between, like this: {example}", example="Tokayev | Putin")
        offered = [" | ".join(known_people(library, 2))] if len(known_people(library, 2)) == 2 else []
    elif command.kind is Kind.ARTICLE:
        message = say("Which article? Write its number; /sources lists them all.")
        offered = list(library.by_date[:_OFFERED])
    elif command.kind is Kind.CHECK:
        message, offered = say("Which text? Write it, or send /check in reply to it."), []
    elif traits_of(command.kind).on_somebody:
        message = say("Who is it about? Write the name.")
        offered = list(known_people(library, _OFFERED))
    else:
        message = say("What is it about? Write a name or a few words.")
        offered = list(known_subjects(library, _OFFERED))
    asked = invalid(f"/{command.name}", command.kind, message, library)
    return replace(asked, suggestions=tuple(offered))


def briefed_on(words: str, library: Library) -> str:
    """Return what `/brief` with some words is on, "" for everything: when they name nothing, as "please"."""
    if CatchUp.read(words) is not None:
        return ""
    if library.directory.find(words).people or parse_query(words, {}, {}, question=True).concepts:
        return words
    return ""


def _plan_brief(request: Request, library: Library) -> Plan:
    """Plan what is new for a chat, or else the newest there is, of everything or on what is asked."""
    catch_up = CatchUp.read(request.words)
    on = catch_up.on if catch_up else briefed_on(request.words, library)
    if not on:
        wanted = catch_up.articles if catch_up else newest_articles(library)
        return Plan(Kind.BRIEF, request.words, articles=wanted, catch_up=catch_up)
    if catch_up is not None and catch_up.since is not None:
        return Plan(Kind.BRIEF, on, articles=catch_up.articles, catch_up=catch_up)
    planned = _plan_person(on, library, Kind.BRIEF) if _person_meant(on, library) else None
    planned = planned or _plan_query(Kind.BRIEF, on, library, question=True)
    return replace(planned, catch_up=catch_up)


def _plan_stories(request: Request, library: Library) -> Plan:
    since = since_in(request.words, library)
    if since is None:
        message = say("Since when? Write a date or a time, like this: {example}", example="/stories 2024-11")
        return Plan(Kind.STORIES, "", answer=invalid("/stories", Kind.STORIES, message, library))
    return Plan(Kind.STORIES, request.words, articles=articles_wanted_since(since, library), since=since)


def _plan_person(words: str, library: Library, kind: Kind = Kind.PERSON) -> Plan:
    finding = _found(words, library)
    if not finding.people:
        return Plan(kind, words, answer=replace(nobody(words, finding.suggestions, library), kind=kind))
    if finding.ambiguous:
        wanted = telling_articles(finding.people, library)
        return Plan(kind, words, articles=wanted, people=finding.people, ambiguous=True)
    person = finding.people[0]
    note = None
    if finding.how == "spelling" and len(words.split()) <= _LONGEST_NAME:
        note = say("No source has “{asked}”; shown is “{taken}”.", asked=words, taken=person.name)
    return Plan(kind, words, articles=articles_wanted(person, library), people=(person,), note=note)


def _plan_within(request: Request, library: Library) -> Plan | None:
    """Plan what is asked of somebody within filters: of a time, of an outlet. None where it is not so."""
    words, filters = read_filters(request.words) if request.kind in _OF_SOMEBODY else ("", None)
    if filters is None or not words:
        return None
    if filters.problem is not None:
        refused = invalid(request.words, request.kind, filters.problem, library)
        return Plan(request.kind, words, answer=refused)
    planned = _PLANS[request.kind](replace(request, words=words), library)
    if planned.answer is not None or planned.ambiguous:
        return planned
    on_events = request.kind is Kind.TIMELINE  # whose own days count, whenever they are told
    if not planned.people and not on_events:
        return None
    of_articles = replace(filters, since=None, until=None) if on_events else filters
    kept = tuple(id_ for id_ in planned.articles if library.allowed(id_, of_articles))
    if not kept:
        return replace(planned, answer=nothing(request.kind, of_articles, library))
    undated = sum(library.cards[id_].published is None for id_ in planned.articles)
    told = articles_left_out(undated) if undated and (of_articles.since or of_articles.until) else None
    return replace(planned, articles=kept, filters=filters, note=told or planned.note)


def _found(words: str, library: Library) -> Finding:
    """Return who some words may mean; who is known by the family name alone is nobody further."""
    return _told_apart(library.directory.find(words))


def _told_apart(finding: Finding) -> Finding:
    people = told_apart(finding.people)
    return replace(finding, people=people, ambiguous=finding.ambiguous and len(people) > 1)


def _plan_said(request: Request, library: Library) -> Plan:
    name, subject, oldest_first = read_said(request.words)
    if not subject:
        name, subject = _name_and_subject(name, library)
        request = replace(request, words=_said_on(name, subject, oldest_first)) if subject else request
    planned = _plan_speaker(name, library, Kind.SAID)
    if planned.query is not None or planned.answer is not None or planned.ambiguous:
        return planned
    query = _query_on(subject, library) if subject else None
    wanted = planned.articles
    if query is not None and planned.people:
        wanted = tuple(dict.fromkeys((*_speaking_on(query, planned.people[0], library), *wanted)))
    return replace(planned, words=request.words, articles=wanted, query=query, oldest_first=oldest_first)


def _name_and_subject(words: str, library: Library) -> tuple[str, str]:
    """Return a name, and what follows it without any word between ("Rosenblum sanctions"); "" for nothing."""
    parts = words.split()
    if not library.directory.find(words).people:
        for after in range(len(parts) - 1, 0, -1):
            finding = library.directory.find(" ".join(parts[:after]))
            if finding.people and finding.how in _BY_NAME:
                return " ".join(parts[:after]), " ".join(parts[after:])
    return words, ""


def _said_on(name: str, subject: str, oldest_first: bool) -> str:
    return f"{name} on {subject}" + (" oldest" if oldest_first else "")


def _speaking_on(query: Query, person: Person, library: Library) -> list[str]:
    """Return the newest of somebody's articles that hold all that is asked, those in one passage first.

    Whoever is in hundreds of articles need not have spoken of it in one that names them most.
    """
    own = {place.article for place in person.appearances}
    ways = [concept.ways for concept in query.required]
    together = own & library.engine.holding(ways)
    apart = own.intersection(*(library.engine.holding([one]) for one in ways))
    return [*library.newest_first(together), *library.newest_first(apart - together)][:_MOST_SPOKEN]


def _plan_quotes(request: Request, library: Library) -> Plan:
    """Take a name for whoever is quoted; with "about" and a subject after it, for what they said on that."""
    name, subject, _ = read_said(request.words)
    whole = library.directory.find(request.words)
    if subject and not (whole.people and whole.how in SURE) and library.directory.find(name).people:
        return _plan_said(request, library)
    if not subject and _name_and_subject(request.words, library)[1]:
        return _plan_said(request, library)
    return _plan_speaker(request.words, library, Kind.QUOTES)


def _query_on(words: str, library: Library) -> Query:
    """Read what somebody speaks about: a person in it is meant by any form of the name."""
    people_named, left_out = _people_in(words, library)
    named = [one for one in people_named if one.finding.person]
    rest = without_time(_without_names(words, named))
    query = parse_query(rest, library.engine.vocabulary(), library.words)
    people = tuple(
        person_concept(person, one.span.of(words)) for one in named if (person := one.finding.person)
    )
    query = replace(query, text=words, concepts=(*people, *query.concepts))
    return _with_years_told(_leaving_out(query, words, left_out))


def _people_in(words: str, library: Library) -> tuple[list[NamedPerson], list[NamedPerson]]:
    """Return who is named in some words, and who is named behind a minus, to be left out ("-Lind")."""
    named: list[NamedPerson] = []
    left_out: list[NamedPerson] = []
    for one in library.directory.people_in(words):
        (named if _LEFT_OUT.search(words, 0, one.span.start) is None else left_out).append(one)
    return named, left_out


def _leaving_out(query: Query, words: str, left_out: Sequence[NamedPerson]) -> Query:
    """Return a query that leaves out people named in `words`, by any form of their names."""
    unwanted = tuple(
        person_concept(person, one.span.of(words))
        for one in left_out
        if (person := _told_apart(one.finding).person) is not None
    )
    return replace(query, without=(*query.without, *unwanted)) if unwanted else query


def _without_names(words: str, named: Sequence[NamedPerson]) -> str:
    for one in reversed(named):
        words = words[: one.span.start] + " " + words[one.span.end :]
    return words


def _plan_speaker(name: str, library: Library, kind: Kind) -> Plan:
    """Take a name for a person, else for an organisation the corpus holds."""
    planned = _plan_person(name, library, kind)
    if planned.answer is None:
        return planned
    query = parse_query(name, library.engine.vocabulary(), library.words)
    if not query.concepts or query.unknown or query.corrections:
        return planned
    return Plan(kind, name, articles=candidates(query, library), query=query)


def _plan_timeline(request: Request, library: Library) -> Plan:
    """Take the words for a person when they name one, else for a topic."""
    if _person_meant(request.words, library):
        return _plan_person(request.words, library, Kind.TIMELINE)
    return _plan_query(Kind.TIMELINE, request.words, library, question=False)


def _plan_compare(request: Request, library: Library) -> Plan:
    sides = sides_of(request.words)
    if len(sides) != 2:
        return Plan(Kind.COMPARE, request.words, answer=_nothing_asked(request, library))
    if are_outlets(sides, library):
        return Plan(Kind.COMPARE, request.words, answer=two_outlets(sides, request.words, library))
    names, subject = _names_and_subject(sides)
    if subject and all(_person_meant(name, library) for name in names):
        sides = names
    elif subject:
        sides, subject = (f"{names[0]} {subject}", f"{names[1]} {subject}"), ""
    people = [_person_meant(side, library) for side in sides]
    for side, finding in zip(sides, people, strict=True):
        if finding and finding.ambiguous:
            return _plan_person(side, library, Kind.COMPARE)
    known = [finding.people[0] for finding in people if finding]
    if len(known) == 2:
        planned = _plan_two_people(request.words, known, library)
        return replace(planned, query=_query_on(subject, library)) if subject else planned
    plans = [_plan_query(Kind.COMPARE, side, library, question=False) for side in sides]
    for side, finding, planned in zip(sides, people, plans, strict=True):
        if finding is None and planned.answer is not None:
            return planned
        if finding is None and planned.query and len(planned.query.unknown) == len(planned.query.required):
            near = library.directory.find(side).suggestions
            return Plan(Kind.COMPARE, side, answer=unknown_side(side, request.words, near, library))
    wanted = dict.fromkeys(id_ for planned in plans for id_ in planned.articles)
    return Plan(
        Kind.COMPARE, request.words, articles=tuple(wanted), query=plans[0].query, other_query=plans[1].query
    )


def _names_and_subject(sides: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """Part what both sides are compared on from the second of them: "Lind and Ek on the port"."""
    last, subject, _ = read_said(sides[1])
    if not subject or read_said(sides[0])[1]:
        return sides, ""
    return (sides[0], last), subject


def _plan_two_people(words: str, people: Sequence[Person], library: Library) -> Plan:
    if people[0] == people[1]:
        message = say(
            "Both names mean {name}; name two people, like this: {example}",
            name=people[0].name,
            example="/compare Tokayev | Putin",
        )
        return Plan(Kind.COMPARE, words, answer=invalid(words, Kind.COMPARE, message, library))
    wanted = dict.fromkeys(id_ for person in people for id_ in articles_wanted(person, library))
    return Plan(Kind.COMPARE, words, articles=tuple(wanted), people=tuple(people))


def _plan_article(request: Request, library: Library) -> Plan:
    named, _ = part_asked(request.words)
    id_ = article_id(named, library)
    absent = None if id_ else no_such_article(named, library)
    return Plan(Kind.ARTICLE, request.words, articles=(id_,) if id_ else (), answer=absent)


def _plan_query(
    kind: Kind,
    words: str,
    library: Library,
    *,
    question: bool,
    alternatives: bool | None = None,
    subject_named: bool = False,
) -> Plan:
    if kind in _WITH_NAMES:
        query = _query_on(words, library)
    else:
        query = parse_query(
            words,
            library.engine.vocabulary(),
            library.words,
            question=question,
            alternatives=alternatives,
            subject_named=subject_named,
        )
    if not query.concepts and query.problem is None:
        if query.outlet or query.since or query.until:
            message = say("Add a word to look for; from:, since: and until: only narrow a search.")
        else:
            message = say("Name a person or a subject, or ask in your own words; /help shows how.")
        said_in = Kind.ERROR if kind is Kind.QUESTION else kind
        return Plan(kind, words, answer=invalid(words, said_in, message, library))
    query = _with_quoted_names(query, library)
    if question:
        query = _with_years_told(query)
    otherwise = told_otherwise(query, library.engine.vocabulary()) if question else None
    return Plan(kind, words, articles=candidates(otherwise or query, library), query=query)


def _with_quoted_names(query: Query, library: Library) -> Query:
    """Let a name in quotation marks that no text has so be whoever bears it in the letters of the texts."""
    concepts = tuple(
        replace(person_concept(person, one.words), taken=person.name)
        if one.exact and not one.known and (person := _told_apart(library.directory.find(one.words)).person)
        else one
        for one in query.concepts
    )
    return replace(query, concepts=concepts)


def _with_years_told(query: Query) -> Query:
    """Let a year that no text has be one that the texts are of: "this year", in an article of that year."""
    concepts = tuple(
        replace(one, required=False) if not one.known and _YEAR.fullmatch(one.words) else one
        for one in query.concepts
    )
    return replace(query, concepts=concepts)


def _plan_question(words: str, library: Library) -> Plan:
    """Take plain words for a person, a topic or a question, whichever fits, or for several questions."""
    asked = each_alone(words, library)
    parts = tuple(_plan_spelt_right(one.words, library) for one in asked)
    if any(part.answer is None for part in parts):
        read = dict.fromkeys(id_ for part in parts for id_ in part.articles)
        return Plan(
            Kind.QUESTION, words, articles=tuple(read), parts=parts, asked=tuple(one.shown for one in asked)
        )
    return _plan_spelt_right(words, library)


def _plan_spelt_right(words: str, library: Library) -> Plan:
    """Take one question with the name that is misspelt in it for whoever is meant, and say so."""
    spelt = _misspelt_inside(words, library)
    if spelt is None:
        return _plan_one_question(words, library)
    place, name = spelt
    note = say("No source has “{asked}”; shown is “{taken}”.", asked=place.of(words), taken=name)
    right = _plan_one_question(f"{words[: place.start]}{name}{words[place.end :]}", library)
    return right if right.answer is not None else replace(right, note=right.note or note)


def _plan_one_question(words: str, library: Library) -> Plan:
    if (about := asks_about_corpus(words)) is not None:
        return plan(Request(about), library)
    if (viewed := _plan_view(words, library)) is not None:
        return viewed
    words = in_small_letters(without_request(words), question=True)
    people_named, left_out = _people_in(words, library)
    people = [replace(one, finding=_told_apart(one.finding)) for one in people_named]
    named = [
        one
        for one in people
        if not (is_word_written_right(one.span.of(words), one.finding) or names_a_place(one, words))
    ]
    asks = _is_question(words)
    either = not named and not asks
    rest = without_time(_without_names(words, named))
    planned = _plan_query(
        Kind.QUESTION, rest, library, question=True, alternatives=either, subject_named=not asks
    )
    asked = planned.query.concepts if planned.query else ()
    says = asks_what_was_said(words) and not asks_who_said(words)
    if says and named:  # what was said is asked for, by whatever verb a text has for it
        asked = tuple(concept for concept in asked if concept.words.lower() != word_of_saying(words))
    if not says and not _asks_more_than_who(words, asked) and _person_meant(words, library):
        return _plan_person(words, library)
    another = holder_asked_for(words) is not None
    if named and not asked and not (says or another) and expected(words) in (None, Expected.PERSON):
        return _plan_names(words, named, library)
    if not asked and not named:
        return planned
    if (misspelt := _misspelt_name(words, named, asked, library)) is not None:
        return _plan_person(misspelt, library)
    # Which of several people a name means may stay open here: each sentence shown says it itself.
    concepts = [_concept_of(mention, words) for mention in named]
    meant = _first_meant([mention for mention in named if mention.finding.person])
    if says:
        speaking = [one for one in named if not is_what_is_spoken_of(words[: one.span.start])][:1]
        if speaking and speaking[0].finding.ambiguous and not are_namesakes(speaking[0]):
            return _plan_person(speaking[0].span.of(words), library)
        if speaking and len(named) == 1 and not asked:
            return _plan_said(Request(Kind.SAID, speaking[0].span.of(words)), library)
        meant = tuple(person for one in speaking for person in one.finding.people)
        concepts.sort(key=lambda concept: [concept.words] != [one.span.of(words) for one in speaking])
    if any(concept.exact for concept in asked):  # who used just these words: whatever a text has for using
        asked = tuple(one if one.exact or one.proper else replace(one, required=False) for one in asked)
    query = replace(planned.query or Query(words, ()), text=words, concepts=(*concepts, *asked))
    query = _leaving_out(query, words, left_out)
    is_topic = not named and len(query.concepts) <= _SHORT and not asks
    return Plan(
        Kind.TOPIC if is_topic else Kind.QUESTION,
        words,
        articles=candidates(query, library),
        query=query,
        people=meant,
    )


def _misspelt_inside(words: str, library: Library) -> tuple[Span, str] | None:
    """Return the words of a question that are somebody's misspelt name, with the name; None where none are.

    They are two or three, one of which no source has, and what was asked of whoever is named right stays so.
    """
    found = list(_WORD.finditer(words))
    known = library.engine.vocabulary()
    if all(stem(one[0].lower()) in known or one[0].lower() in stop_words() for one in found):
        return None
    if library.directory.people_in(words):
        return None
    for size in _NAME_SIZES:
        for first, last in zip(found, found[size - 1 :], strict=False):
            span = Span(first.start(), last.end())
            inside = [one[0].lower() for one in found if span.start <= one.start() < span.end]
            if any(word in stop_words() or word in question_words() for word in inside):
                continue
            finding = library.directory.find(span.of(words))
            if finding.person and len(inside) == size and not _holds_all(span.of(words), library):
                return span, finding.person.name
    return None


def _plan_names(words: str, named: Sequence[NamedPerson], library: Library) -> Plan:
    """Take words that only name people: for the one, for the two side by side, or ask which of them."""
    unsure = [mention for mention in named if mention.finding.ambiguous]
    if len(named) == 2 and not unsure and read_said(words)[1]:
        return _plan_said(Request(Kind.SAID, words), library)  # "Lind on Ek"
    if len(named) == 2 and not unsure:
        return _plan_two_people(words, _first_meant(named), library)
    if len(named) > 2 and not unsure:
        names = [(person.name, person.name) for person in _first_meant(named)]
        asked_for = Unclear(words, tuple(dict.fromkeys(names))).written()
        return plan(Request(Kind.UNCLEAR, asked_for), library)
    return _plan_person((unsure or named)[0].span.of(words), library)


def _concept_of(mention: NamedPerson, words: str) -> Concept:
    """Return somebody named as what a text holds; a name that several people bear as its words."""
    name = mention.span.of(words)
    return person_concept(mention.finding.people[0], name) if mention.finding.person else name_concept(name)


def _misspelt_name(
    words: str, named: Sequence[NamedPerson], asked: Sequence[Concept], library: Library
) -> str | None:
    """Return the name that a question asks for which nothing but it is asked: "who is tokaev", or None."""
    if named or expected(words) is not Expected.PERSON or not all(concept.taken for concept in asked):
        return None
    name = " ".join(concept.words for concept in asked)
    return name if _person_meant(name, library) else None


def _plan_view(words: str, library: Library) -> Plan | None:
    """Take plain words for a view they name at their edge ("Rosenblum quotes"), where that can be meant."""
    for view in corpus_views(words):
        if view.command == "compare" and expected(words) is not None:
            continue  # «кто голосовал против закона» compares nothing
        planned = _VIEWS[view.command](view.about, library)
        edge = view.command in ("quotes", "quotes_on", "timeline")
        if planned is not None and not (edge and _says_so(words, view.about, library)):
            return planned
    return None


def _says_so(words: str, about: str, library: Library) -> bool:
    """Say whether a passage of the corpus holds the name of a view beside what it would be of."""
    query = parse_query(without_request(words), library.engine.vocabulary(), {}, question=True)
    rest = {concept.words for concept in parse_query(about, library.engine.vocabulary(), {}).concepts}
    if not any(concept.required and concept.words not in rest for concept in query.concepts):
        return False
    return bool(library.engine.holding([concept.ways for concept in query.concepts]))


def _view_of_quotes(about: str, library: Library) -> Plan | None:
    name, subject, _ = read_said(about)
    if _is_name(name, library):
        if subject:
            return _plan_said(Request(Kind.SAID, about), library)
        return _plan_person(about, library, Kind.QUOTES)
    return _plan_query(Kind.TOPIC, about, library, question=True)


def _view_of_quotes_on(about: str, library: Library) -> Plan | None:
    """Take "quotes on …" for those of whoever speaks on it, or of somebody it names."""
    if _is_name(about, library):
        return _view_of_quotes(about, library)
    on_it = _plan_speaker(about, library, Kind.QUOTES)
    return on_it if on_it.answer is None else _plan_query(Kind.TOPIC, about, library, question=True)


def _view_of_said(about: str, library: Library) -> Plan | None:
    name, _, _ = read_said(about)
    return _plan_said(Request(Kind.SAID, about), library) if _is_name(name, library) else None


def _is_name(words: str, library: Library) -> bool:
    """Say whether some words name somebody and nothing else, in a Russian case as well («Линдквиста»)."""
    named = library.directory.people_in(words)
    if not named or _person_meant(words, library) is not None:
        return bool(named)
    (first, *others) = named
    return not others and first.span.of(words) == words and first.finding.how == "cyrillic"


def _view_of_timeline(about: str, library: Library) -> Plan | None:
    planned = _plan_timeline(Request(Kind.TIMELINE, about), library)
    return planned if planned.people or (planned.query and planned.articles) else None


def _view_of_comparison(about: str, library: Library) -> Plan | None:
    if len(sides_of(about)) != 2:
        return None
    return _plan_compare(Request(Kind.COMPARE, about), library)


def _view_of_newest(about: str, library: Library) -> Plan | None:
    """Take "the latest on …" for the person it names, else for the topic, of which the newest is asked."""
    if _person_meant(about, library):
        return _plan_person(about, library)
    planned = _plan_query(Kind.TOPIC, about, library, question=True)
    if planned.query is None:
        return None
    return replace(planned, query=replace(planned.query, newest=True))


_VIEWS: Mapping[str, Callable[[str, Library], Plan | None]] = {
    "quotes": _view_of_quotes,
    "quotes_on": _view_of_quotes_on,
    "said": _view_of_said,
    "timeline": _view_of_timeline,
    "compare": _view_of_comparison,
    "newest": _view_of_newest,
}


def _first_meant(named: Sequence[NamedPerson]) -> tuple[Person, ...]:
    return tuple(person for mention in named for person in mention.finding.people[:1])


def _asks_more_than_who(words: str, asked: Sequence[Concept]) -> bool:
    """Say whether a question is about more than who somebody is: what was done, or another holder.

    "The new ambassador" is not the one we know; "who killed Ann Lee" does not ask who she is.
    """
    if holder_asked_for(words) is not None or expected(words) not in (None, Expected.PERSON):
        return True
    known = lexicon()
    return is_question(words) and any(
        concept.required
        and not concept.proper
        and not any(known.is_role(fold(word)) or known.is_title(fold(word)) for word in concept.words.split())
        for concept in asked
    )


def _person_meant(words: str, library: Library) -> Finding | None:
    """Return who some words mean; a near name counts only when they are no words of the corpus."""
    finding = _found(words, library)
    if finding.how != "exact" and has_operators(words):
        return None  # alternatives, words to be without: a search
    if is_word_written_right(words, finding):
        return None
    if finding.people and (finding.how in SURE or not _holds_all(words, library)):
        return finding
    return None


def _holds_all(words: str, library: Library) -> bool:
    """Say whether the corpus has every one of some words: then they need not be a misspelt name."""
    query = parse_query(words, library.engine.vocabulary(), library.words)
    return not query.unknown and not query.corrections


def _is_question(words: str) -> bool:
    return is_question(words) or words.split()[0].lower() in question_words()


_PLANS: Mapping[Kind, Callable[[Request, Library], Plan]] = {
    Kind.PERSON: lambda request, library: _plan_person(request.words, library),
    Kind.QUOTES: _plan_quotes,
    Kind.SAID: _plan_said,
    Kind.TIMELINE: _plan_timeline,
    Kind.COMPARE: _plan_compare,
    Kind.ARTICLE: _plan_article,
    Kind.TOPIC: lambda request, library: _plan_query(Kind.TOPIC, request.words, library, question=False),
    Kind.SEARCH: lambda request, library: _plan_query(Kind.SEARCH, request.words, library, question=False),
    Kind.QUESTION: lambda request, library: _plan_question(request.words, library),
}
