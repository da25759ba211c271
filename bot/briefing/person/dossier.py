"""The dossier of one person: who they are, the latest, their own words, what they stand for, who says what.

The first screen of a phone has to answer, so the sections stand in the order in which a reader with a minute
needs them, and each is short. No line is shown twice, none that cannot be read by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from heapq import nsmallest

from bot.briefing.lines.citing import relied_on, sources_of
from bot.briefing.lines.leaning import leans
from bot.briefing.lines.leaning import prepare as prepare_openings
from bot.briefing.lines.library import Library
from bot.briefing.lines.quotable import ReadArticle
from bot.briefing.lines.selection import marks_within
from bot.briefing.lines.sheet import Sheet
from bot.briefing.person.about_person import AboutPerson, about_person
from bot.briefing.person.career import CareerEvent, Turn, career_of
from bot.briefing.person.career import prepare as prepare_career
from bot.briefing.person.company import company_of
from bot.briefing.person.latest import PersonNews
from bot.briefing.person.offices import Office, is_abbreviated, offices
from bot.briefing.person.positions import Topic, no_subjects_of, topics_of
from bot.briefing.person.positions import prepare as prepare_subjects
from bot.briefing.said.own_words import OwnLine, lines_of, spread
from bot.briefing.said.statements_made import StatementAbout, statements_about, statements_of
from bot.languages.saying import number_of_articles, say, say_count
from bot.text.names.name_lexicon import lexicon
from bot.words.answers import Briefing, Candidate, DateOf, Item, ItemKind, Kind, Section, Source, Status
from bot.words.findings import Tenure
from bot.words.people import Person, PersonRole
from bot.words.spans import Span

# How much of each section is shown; what is behind the first screen is for who presses More.
_HELD, _COMING, _PAST = 2, 1, 3  # offices: a line of some forty characters each
_SHORT = 160  # characters of a sentence on an earlier office; the newest two may be longer
_STATEMENTS = 80  # of the best, among which quotations and subjects are chosen
_TURNS_TOLD = frozenset({Turn.DIED, Turn.ENDED, Turn.TO_COME, Turn.BEGAN})
_FIRST_ITEMS, _QUOTATIONS_FIRST = 6, 2
_OFTEN_QUOTED = 4  # articles that quote somebody from which the second quotation comes before more news
_QUOTATIONS = 3
_ON_ONE_TOPIC = 1  # line under one subject; /said has the rest
_MUCH_SAID = 0.1  # what a quotation gains from each statement on its subject, up to four
_TOPICS = 3
_OTHER_SUBJECTS = 2  # statements under no subject
_WORTH_A_LINE = 0.5  # of a statement under no subject, 1 being a whole quotation of good length
_AROUND = 3  # who came before, who comes after, and that none is named
_BY_OTHERS = 3
_IN_MANY, _HARDLY = 6, 5  # articles of somebody, and how many times fewer others have who are not meant
_SHORTEST_OPINION = 40  # characters; what is shorter is a call or a greeting
_BY_ONE = 2  # lines of one speaker about the person
_COMPANY = 3
_MORE = 6
_MOST_NAMED, _NEWEST = 28, 12  # articles read: those that name the person most, and the newest besides
_LONGEST_LINE = 420  # characters; a longer sentence is not shown where there are others


def prepare() -> None:
    """Read what dossiers take from data files, so that the first of them does not wait for it."""
    prepare_openings()
    prepare_career()
    prepare_subjects()


def articles_wanted(person: Person, library: Library) -> tuple[str, ...]:
    """Return the ids of the articles that name the person most, and of the newest that do, newest first."""
    known = [place for place in person.appearances if place.article in library.cards]
    most_named = nsmallest(_MOST_NAMED, known, key=lambda place: (place.weak, -place.mentions))
    chosen = set(map(id, most_named))
    rest = [place.article for place in known if not place.weak and id(place) not in chosen]
    wanted = {place.article for place in most_named}
    return tuple(library.newest_first([*wanted, *library.newest(rest, _NEWEST)]))


def dossier(person: Person, query: str, library: Library, articles: Mapping[str, ReadArticle]) -> Briefing:
    """Return the dossier of a person from the articles that name them."""
    # Whoever is in thousands of articles is looked for in those that are read.
    here = replace(
        person, appearances=tuple(one for id_ in sorted(articles) for one in person.in_article(id_))
    )
    statements = statements_of(here, articles)
    lines = [replace(line, place=place) for place, line in enumerate(lines_of(statements)[:_STATEMENTS])]
    topics = topics_of([line.statement for line in lines], library.subjects, no_subjects_of(person))
    said = frozenset((one.id, one.span) for one in statements if one.quoted)
    told = about_person(here, articles, said)
    events = career_of(here, articles)
    sheet = Sheet()
    over = [(event.article.article.id, event.sentence.span) for event in events if event.over]
    dead = any(event.turn is Turn.DIED for event in events)
    known = offices(person, library, articles.keys(), over=over, ended=_ended(events, library), dead=dead)
    known = tuple(one for one in known if one.role.article in articles)
    who = tuple(_office_item(office, library, articles) for office in known[:1])
    turning = frozenset(_place_of(event) for event in events if event.turn in _TURNS_TOLD)
    handed_over = {_place_of(event) for event in events if event.turn in (Turn.BEFORE, Turn.AFTER)} - turning
    fresh = [line for line in told if not _is_told(line, who) and _place(line) not in handed_over]
    dated = all(library.is_dated(id_) for id_ in articles)
    unsure = None if dated else say("Not every source is dated: what is newer or older is not sure.")
    quoted = [_weighed(line, topics) for line in lines if line.statement.quoted]
    news = PersonNews(
        here, fresh, lines, turning, articles, library, sheet, departure=_departure(events, library)
    )
    room = _FIRST_ITEMS - len(who) - _quotations_first(quoted)
    latest = news.latest(room)
    subject_of = {place: topic.words for topic in topics for place in topic.statements}
    own_words = news.own_words(quoted, _QUOTATIONS, subject_of)
    around = _around(events, sheet)
    positions = _positions(lines, topics, library, sheet)
    posts = _posts(known, events, library, articles, sheet)
    by_others = _by_others(here, articles, sheet)
    company = _company(here, articles, library, sheet)
    # What is told besides comes last to be chosen, though not to be read: it leaves the others their lines.
    sections = [
        Section(say("Who they are"), who),
        Section(say("The latest"), latest, unsure),
        Section(say("In their own words"), own_words),
        Section(say("Further"), news.further(_MORE)),
        Section(say("What they stand for"), positions),
        Section(say("Posts"), posts),
        Section(say("Before and after them"), around),
        Section(say("Said about them"), by_others),
        Section(say("Named together with"), company),
    ]
    sections = [section for section in sections if section.items]
    return Briefing(
        query=query,
        kind=Kind.PERSON,
        status=Status.FOUND,
        corpus=library.corpus,
        title=person.name,
        subtitle=_worded(known[0]) if known and not is_abbreviated(known[0].role.text) else None,
        message=_only_in_captions(person),
        sections=relied_on(sections, articles),
        sources=_sources(sections, person, library),
    )


def _departure(events: Sequence[CareerEvent], library: Library) -> tuple[str, int] | None:
    """Return where it is last told, with a date, that a person left office or died."""
    return next(
        (
            _place_of(event)
            for event in events
            if event.turn in (Turn.DIED, Turn.ENDED)
            and (event.date is not None or library.is_dated(event.article.article.id))
        ),
        None,
    )


def _ended(events: Sequence[CareerEvent], library: Library) -> list[tuple[str, frozenset[str]]]:
    """Return the days of dated articles that say that an office is over, with what they say of it."""
    return [
        (day, event.ended_words)
        for event in events
        if event.turn is Turn.ENDED and (day := library.dated_day(event.article.article.id))
    ]


# --- who somebody is ---------------------------------------------------------------------------------------


def subtitle(person: Person, library: Library | None = None) -> str | None:
    """Return the office that best says who somebody is, marked where it is past or to come.

    The library is where it is kept for the next one who asks.
    """
    best = library.once(_best_office, person) if library else _best_office(person)
    return _worded(best) if best else None


def best_role(person: Person) -> PersonRole | None:
    """Return the role that best says who somebody is: held rather than past, and well borne out."""
    best = _best_office(person)
    return best.role if best else None


def _best_office(person: Person) -> Office | None:
    return next(iter(offices(person)), None)


def _worded(office: Office) -> str:
    return _time_of(office) + office.role.text


def _time_of(office: Office) -> str:
    if office.tenure is Tenure.FORMER and not _says_time(office.role.text, lexicon().former):
        return say("[former]") + " "
    if office.tenure is Tenure.FUTURE and not _says_time(office.role.text, lexicon().future):
        return say("[to come]") + " "
    return ""


def _says_time(role: str, words: Collection[str]) -> bool:
    """Say whether a role has one of some words itself ("a former minister", "President-elect")."""
    return any(part in words for word in role.lower().split() for part in word.split("-"))


def _posts(
    known: Sequence[Office],
    events: Sequence[CareerEvent],
    library: Library,
    articles: Mapping[str, ReadArticle],
    sheet: Sheet,
) -> tuple[Item, ...]:
    """Return the further offices held, how any were taken or left, then the offices to come and past.

    The office under the name stands first of all; of the others, those no sentence tells.
    """
    lines = _turns(events, sheet)
    held = [
        office for office in known if office.tenure in (Tenure.CURRENT, Tenure.UNKNOWN) and not office.stale
    ]
    coming = [office for office in known if office.tenure is Tenure.FUTURE and not office.stale]
    past = [office for office in known if office not in held and office not in coming]
    first = known[:1]
    held, coming, past = (
        [
            office
            for office in group
            if office not in first and not sheet.has(office.role.article, office.role.span)
        ][:most]
        for group, most in ((held, _HELD - 1), (coming, _COMING), (past, _PAST))
    )
    before = [_office_item(office, library, articles) for office in held]
    after = [_office_item(office, library, articles) for office in (*coming, *past)]
    return (*before, *lines, *after)


def _turns(events: Sequence[CareerEvent], sheet: Sheet) -> list[Item]:
    """Return the newest departure, the newest beginning, and one event from before that."""
    lines: list[CareerEvent] = []
    for turns in ((Turn.DIED,), (Turn.ENDED, Turn.TO_COME), (Turn.BEGAN,)):
        for event in events:
            if event.turn in turns and sheet.takes(event.item(), event.terms):
                lines.append(event)
                break
    earliest = min((event.day for event in lines if event.date), default="")
    handed_over = {_place_of(event) for event in events if event.turn in (Turn.BEFORE, Turn.AFTER)}
    for event in (one for one in events if _place_of(one) not in handed_over):
        short = event.shown.end - event.shown.start <= _SHORT
        earlier = (
            event.date is not None
            and event.day < earliest[: len(event.day)]
            and event.turn in (Turn.BEGAN, Turn.ENDED)
        )
        if short and earlier and sheet.takes(event.item(), event.terms):
            lines.append(event)
            break
    return [event.item() for event in lines]


def _place_of(event: CareerEvent) -> tuple[str, int]:
    return event.article.article.id, event.sentence.index


def _office_item(office: Office, library: Library, articles: Mapping[str, ReadArticle]) -> Item:
    role, number = office.role, len(office.articles)
    span = _with_bearer(role, articles[role.article]) if role.article in articles else role.span
    verbatim = articles[role.article].article.read(span) if span != role.span else role.text
    published = library.cards[role.article].published if role.article in library.cards else None
    if office.tenure is not role.tenure and office.tenure is Tenure.FORMER:
        published = None  # of the day of that article it was held: another says that it is past
    return Item(
        text=_time_of(office) + verbatim,
        verbatim=verbatim,
        article=role.article,
        span=span,
        kind=ItemKind.FACT,
        date=published.value if published else None,
        date_of=DateOf.ARTICLE if published and published.value else None,
        note=number_of_articles(number) if number > 1 else None,
    )


def _with_bearer(role: PersonRole, article: ReadArticle) -> Span:
    """Return what is shown of a role: with the name it stands before, where it is an abbreviation."""
    if not is_abbreviated(role.text):
        return role.span
    behind = range(role.span.end, role.span.end + 2)
    named = [one.span for figure in article.analysis.figures for one in figure.mentions]
    return next((Span(role.span.start, one.end) for one in named if one.start in behind), role.span)


def _around(events: Sequence[CareerEvent], sheet: Sheet) -> tuple[Item, ...]:
    """Return who came after and who before, as far as sentences say so."""
    chosen: list[Item] = []
    for turn in (Turn.AFTER, Turn.BEFORE):
        for event in events:
            if event.turn is turn and len(chosen) < _AROUND and sheet.takes(event.item(), event.terms):
                chosen.append(event.item())
    return tuple(chosen)


# --- what is told, said and stood for ----------------------------------------------------------------------


def _place(line: AboutPerson) -> tuple[str, int]:
    return line.article.article.id, line.sentence.index


def _is_told(line: AboutPerson, offices_: Sequence[Item]) -> bool:
    """Say whether a sentence says an office that stands above as past or to come."""
    return any(
        item.article == line.article.article.id
        and line.shown.contains(item.span)
        and item.text != item.verbatim
        for item in offices_
    )


def _weighed(line: OwnLine, topics: Sequence[Topic]) -> OwnLine:
    """Return a line worth more when it is on what the person says much about."""
    number = next((len(topic.statements) for topic in topics if line.place in topic.statements), 0)
    return replace(line, worth=line.worth * (1 + _MUCH_SAID * min(number, 4)))


def _quotations_first(quoted: Sequence[OwnLine]) -> int:
    """Return how many quotations the first screen has; who is hardly quoted is rather told of."""
    most = _QUOTATIONS_FIRST if len({line.item.article for line in quoted}) >= _OFTEN_QUOTED else 1
    return min(most, len(quoted))


def _positions(
    lines: Sequence[OwnLine], topics: Sequence[Topic], library: Library, sheet: Sheet
) -> tuple[Item, ...]:
    """Return statements under their subjects, each subject's newest first."""
    by_place = {line.place: line for line in lines}
    shown: list[Item] = []
    number = 0
    for topic in topics:
        under = sorted(
            (by_place[place] for place in topic.statements if place in by_place), key=lambda line: -line.worth
        )
        chosen = spread(under, _ON_ONE_TOPIC, sheet)
        if chosen:
            items = library.dated(line.item for line in chosen)
            shown += [replace(_dated(item), under=topic.words) for item in items]
            number += 1
        if number == _TOPICS:
            break
    placed = {place for topic in topics for place in topic.statements}
    loose = [line for line in lines if line.place not in placed and line.worth > _WORTH_A_LINE]
    rest = spread(loose, _OTHER_SUBJECTS, sheet)
    label = say("Other subjects") if shown else None
    return (*shown, *(replace(_dated(line.item), under=label) for line in rest))


def _dated(item: Item) -> Item:
    """Return a line that opens with the date of its article; under a quotation it stands anyway."""
    dated = item.date is not None and item.kind is not ItemKind.QUOTATION
    return replace(item, date_of=DateOf.ARTICLE) if dated else item


def _by_others(person: Person, articles: Mapping[str, ReadArticle], sheet: Sheet) -> tuple[Item, ...]:
    """Return what others say of the person, their words before reports, with who says it."""
    found = statements_about(person, articles)
    found = [one for one in found if one.quoted or one.inside]
    found.sort(key=lambda one: (not (one.quoted and one.inside), not one.inside, one.article.article.id))
    speakers: Counter[str] = Counter()
    shown: list[Item] = []
    for statement in found:
        if len(shown) == _BY_OTHERS:
            break
        item = _with_speaker(statement, person) if speakers[statement.speaker] < _BY_ONE else None
        if item is None:
            continue
        words = frozenset(
            term for one in statement.article.sentences_in(statement.span) for term in one.read.words
        )
        if sheet.takes(item, words):
            speakers[statement.speaker] += 1
            shown.append(item)
    return tuple(shown)


def _with_speaker(statement: StatementAbout, person: Person) -> Item | None:
    """Return a statement about the person as an item that shows its speaker; None where it cannot be read."""
    article = statement.article
    words = article.article.read(statement.span)
    if not _SHORTEST_OPINION <= len(words) <= _LONGEST_LINE or (
        leans(words) and not article.opens_with_name(statement.span)
    ):
        return None
    item = article.item(statement.span, marks_within(statement.named, statement.span))
    if item.speaker is None or item.speaker == person.name:
        return None
    if item.kind is not ItemKind.QUOTATION and not any(name in item.text for name in item.speaker.split()):
        before = f"[{item.speaker}:] "
        marks = tuple(Span(mark.start + len(before), mark.end + len(before)) for mark in item.marks)
        return replace(item, text=before + item.text, marks=marks)
    return item


def _company(
    person: Person, articles: Mapping[str, ReadArticle], library: Library, sheet: Sheet
) -> tuple[Item, ...]:
    """Return the people most often named with the person, each with a sentence that shows the two."""
    shown: list[Item] = []
    for one in company_of(person, articles, library, _COMPANY):
        two = next((two for two in one.together if sheet.takes(two.item(), two.terms)), None)
        if two is None:
            continue
        item = two.item()
        how_often = say_count(
            "{count} sentence, {articles}",
            "{count} sentences, {articles}",
            one.sentences,
            articles=number_of_articles(one.articles),
        )
        shown.append(replace(item, under=f"{one.person.name} ({how_often})"))
    return tuple(shown)


# --- several, or nobody ------------------------------------------------------------------------------------


def told_apart(people: Sequence[Person]) -> tuple[Person, ...]:
    """Return the people a name may mean, best first.

    A family name alone, in an article that says no more, may be any of the others: it is no further person.
    Where one is in many articles and the others are hardly in any, that one is meant.
    """
    full = tuple(person for person in people if " " in person.name) or tuple(people)
    most = max((len(person.appearances) for person in full), default=0)
    much_named = tuple(person for person in full if len(person.appearances) * _HARDLY >= most)
    return much_named if most >= _IN_MANY else full


def telling_articles(people: Sequence[Person], library: Library) -> tuple[str, ...]:
    """Return the ids of the articles that hold the roles which tell some people apart."""
    roles = [best_role(person) for person in people]
    return tuple(dict.fromkeys(role.article for role in roles if role and role.article in library.cards))


def ambiguous(
    people: Sequence[Person], query: str, library: Library, articles: Mapping[str, ReadArticle]
) -> Briefing:
    """Return that a name may mean several people, with what tells them apart, read from the articles."""
    return Briefing(
        query=query,
        kind=Kind.PERSON,
        status=Status.AMBIGUOUS,
        corpus=library.corpus,
        title=query,
        message=say("“{name}” may be any of {count} people:", name=query, count=len(people)),
        candidates=tuple(Candidate(person.name, _hint(person, articles)) for person in people),
    )


def _hint(person: Person, articles: Mapping[str, ReadArticle]) -> str:
    hints = [number_of_articles(len(person.appearances))]
    if person.weak:
        hints.append(say("named in a caption only"))
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
        message=say("No source names a person like this."),
        suggestions=tuple(near),
    )


def _only_in_captions(person: Person) -> str | None:
    if not person.weak:
        return None
    return say("Named only in a picture caption; the sources say nothing of this person.")


def _sources(sections: Sequence[Section], person: Person, library: Library) -> tuple[Source, ...]:
    """Return the sources, the articles most about the person first."""
    items = [item for section in sections for item in section.items]
    cited = {id_ for item in items for id_ in (item.article, *item.also)}
    among = library.cards if person.weak else cited & library.cards.keys()
    order = sorted(
        (place for place in person.appearances if place.article in among),
        key=lambda place: (place.weak, -place.mentions, place.article),
    )
    if person.weak:
        placeholders = [Section("", tuple(Item("", "", place.article, Span(0, 0)) for place in order))]
        return sources_of(placeholders, [place.article for place in order], library.cards)
    return sources_of(sections, [place.article for place in order], library.cards)
