"""What is new for a rule: which of the articles that came fit it, and the sentence of each that shows it.

A rule is what somebody watches or is briefed on: a person, a topic, or everything. It is read more strictly
than a question: words nobody has written yet are waited for, never taken for near ones.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.briefing.arriving.newest import brief, told_of
from bot.briefing.finishing import finished
from bot.briefing.lines.asked_words import needs_what_is_before
from bot.briefing.lines.citing import sources_of
from bot.briefing.lines.evidence import Evidence
from bot.briefing.lines.library import Library
from bot.briefing.lines.quotable import ReadArticle, ReadSentence
from bot.briefing.person.dossier import dossier
from bot.briefing.said.statements_made import statements_of
from bot.briefing.stories.story_lines import lead_of
from bot.briefing.topic.topic import answering, topic_brief
from bot.corpus.duplicates import groups_of
from bot.languages.saying import in_figures, say, say_count
from bot.search.matching import held
from bot.search.query import Query, parse_query
from bot.text.tokens import all_words
from bot.views.shortening import clipped
from bot.words.answers import Briefing, Item, Kind, Section, Status
from bot.words.deliveries import Narrowing
from bot.words.findings import MentionKind
from bot.words.people import Person
from bot.words.spans import Span

_BY_NAME = frozenset({"exact", "full", "surname", "given", "title"})  # ways a person is surely meant
_RANKED = 2000  # passages looked at where more is new than can be read
MOST_READ = 60  # new articles read for a rule at once
_NARROWER = 2  # subjects offered to narrow a topic with
_SHOWN = 5  # articles of one rule in one alert
_BRIEFED = 3  # lines of one rule where several share a briefing
_NAMED, _LONGEST_NAMED = 5, 80  # titles of what alerts have told, and characters of one


@dataclass(frozen=True, slots=True)
class WatchRule:
    """What somebody wants to hear of: people whom the words name, else a query, else everything."""

    words: str
    people: tuple[Person, ...] = ()
    query: Query | None = None
    narrowed: Narrowing | None = None

    @property
    def everything(self) -> bool:
        """Whether the rule leaves nothing out."""
        return not self.people and self.query is None


@dataclass(frozen=True, slots=True)
class News:
    """An article that fits a rule: the form of the rule in it, and the line that shows it."""

    article: str
    form: str
    item: Item


def rule_for(words: str, library: Library, narrowed: Narrowing | None = None) -> WatchRule:
    """Read the words of a rule against the corpus as it is now."""
    if not words.strip():
        return WatchRule("")
    finding = library.directory.find(words)
    if finding.people and finding.how in _BY_NAME:
        people = finding.people if finding.ambiguous else finding.people[:1]
        return WatchRule(words, people=people, narrowed=narrowed)
    return WatchRule(words, query=parse_query(words, library.engine.vocabulary(), {}), narrowed=narrowed)


def in_words(words: str, narrowed: Narrowing | None) -> str:
    """Return a rule as people read it, with what it leaves out."""
    if narrowed is Narrowing.OWN_WORDS:
        return say("{words}, own words only", words=words)
    if narrowed is Narrowing.HEADLINES:
        return say("{words}, headlines only", words=words)
    return words


def narrower_words(rule: WatchRule, library: Library) -> tuple[str, ...]:
    """Return subjects that most, and not all, of the articles a topic is found in share with it: a few."""
    if rule.query is None or rule.query.unknown:
        return ()
    holding = library.engine.holding([concept.ways for concept in rule.query.required])
    asked = rule.words.casefold()
    shared = {
        subject: len(holding.intersection(articles))
        for subject, articles in library.subjects.items()
        if subject.casefold() not in asked
    }
    fitting = [subject for subject, number in shared.items() if 0 < number < len(holding)]
    return tuple(sorted(fitting, key=lambda subject: -shared[subject])[:_NARROWER])


def to_read(rule: WatchRule, library: Library, new: Collection[str]) -> tuple[str, ...]:
    """Return the ids of the new articles that are worth reading for a rule, newest first."""
    wanted = [article for article in new if article in library.cards]
    if rule.people:
        named = {one.article for person in rule.people for one in person.appearances if not one.weak}
        wanted = [article for article in wanted if article in named]
    elif rule.query is not None:
        query = rule.query
        wanted = [article for article in wanted if library.allowed(article, query)]
        if len(wanted) > MOST_READ:
            hits = library.engine.rank(query.ranking_terms(), _RANKED, query.within)
            ranked = dict.fromkeys(hit.article for hit in hits)
            among = set(wanted)
            wanted = [article for article in ranked if article in among]
    return tuple(library.newest_first(wanted[:MOST_READ] if rule.query else wanted)[:MOST_READ])


def news_for(rule: WatchRule, library: Library, articles: Mapping[str, ReadArticle]) -> tuple[News, ...]:
    """Return what of the new articles fits a rule, one line each, newest first.

    Args:
        rule: what is wanted.
        library: the corpus.
        articles: the new articles read for the rule, and no others.
    """
    if rule.narrowed is Narrowing.HEADLINES:
        articles = {id_: article for id_, article in articles.items() if _is_headline(rule, article)}
    if rule.people:
        own = rule.narrowed is Narrowing.OWN_WORDS
        found = _said_by(rule.people, articles) if own else _of_people(rule.people, articles)
    elif rule.query is not None:
        found = _of_query(rule.query, library, articles)
    else:
        found = {id_: News(id_, "", lead) for id_, article in articles.items() if (lead := lead_of(article))}
    return tuple(found[id_] for id_ in library.newest_first(found))


def _of_query(query: Query, library: Library, articles: Mapping[str, ReadArticle]) -> dict[str, News]:
    if query.unknown:
        return {}
    found: dict[str, News] = {}
    for answer in answering(query, library, articles, may_lack(query)):
        article = answer.article.article.id
        if article not in found and answer.marks and not answer.goes_on:
            found[article] = _shown(answer)
    return found


def may_lack(query: Query) -> int:
    """Return how many of the concepts of a rule an article may lack and still be news for it."""
    return 1 if len(query.required) > 3 else 0


def _shown(answer: Evidence) -> News:
    utterance, article = answer.sentence.utterance, answer.article
    marks = tuple(mark for mark in answer.marks if utterance.contains(mark))[:1]
    form = article.article.read((marks or answer.marks)[0])
    return News(article.article.id, form, article.item(utterance, marks))


def _is_headline(rule: WatchRule, article: ReadArticle) -> bool:
    """Say whether the title of an article holds what a rule is about."""
    if rule.query is not None:
        return all(held(concept, article.title) for concept in rule.query.required)
    title = {term.word for term in all_words(article.article.title)}
    names = [name for person in rule.people for name in (person.family_name, *person.forms)]
    telling = [[term.word for term in all_words(name)] for name in names]
    families = {person.family_name for person in rule.people}
    return any(
        words and title.issuperset(words)
        for name, words in zip(names, telling, strict=True)
        if len(words) > 1 or name in families
    )


def _said_by(people: Sequence[Person], articles: Mapping[str, ReadArticle]) -> dict[str, News]:
    """Return the first of a person's own words, quoted or reported, in each article that has any."""
    found: dict[str, News] = {}
    for person in people:
        for statement in statements_of(person, articles):
            item = statement.item() if statement.id not in found else None
            if item is not None:
                found[statement.id] = News(statement.id, item.speaker or person.name, item)
    return found


def _of_people(people: Sequence[Person], articles: Mapping[str, ReadArticle]) -> dict[str, News]:
    found: dict[str, News] = {}
    for person in people:
        said = statements_of(person, articles)
        for one in person.appearances:
            if one.article in articles and one.article not in found and not one.weak:
                article = articles[one.article]
                forms = _forms(article, (one.figure, *one.also))
                own = (line.span for line in said if line.article is article)
                places = [*own, *(sentence.utterance for sentence in _naming(article, forms))]
                line = next((News(one.article, *shown) for shown in _first(article, places, forms)), None)
                if line is not None:
                    found[one.article] = line
    return found


def _forms(article: ReadArticle, figures: Iterable[int]) -> list[Span]:
    """Return where an article names a person, not where it only points to them."""
    mentions = [mention for figure in figures for mention in article.analysis.figures[figure].mentions]
    return [one.span for one in mentions if one.kind not in {MentionKind.PRONOUN, MentionKind.ROLE}]


def _naming(article: ReadArticle, forms: Sequence[Span]) -> list[ReadSentence]:
    named = [one for one in article.sentences if any(one.span.contains(form) for form in forms)]
    return sorted(named, key=lambda one: needs_what_is_before(article.article.read(one.span)))


def _first(article: ReadArticle, places: Iterable[Span], forms: Sequence[Span]) -> Iterable[tuple[str, Item]]:
    """Yield the lines at some places that name the person themselves, with the form they use."""
    for place in places:
        form = next((form for form in forms if place.contains(form)), None)
        if form is not None:
            yield article.article.read(form), article.item(place, (form,))


# --- as messages --------------------------------------------------------------------------------------------


def alert(
    found: Sequence[tuple[WatchRule, Sequence[News]]],
    library: Library,
    articles: Mapping[str, ReadArticle] | None = None,
) -> Briefing:
    """Return what is new for the watches of a chat: why each line is shown, and the line.

    A line that several watches lead to is shown under the first of them, and a text that several articles
    carry once.

    Args:
        found: what is new, by rule.
        library: the corpus.
        articles: those the news stand in, for their dates and to see which carry the same text.
    """
    read = articles or {}
    shown: set[tuple[str, Span]] = set()
    sections = []
    for rule, news in found:
        told = _without_reprints(news, read)
        fresh = [one for one in told if (one.item.article, one.item.span) not in shown]
        shown |= {(one.item.article, one.item.span) for one in fresh}
        heading = in_words(rule.words, rule.narrowed)
        sections.append(Section(heading, tuple(one.item for one in fresh[:_SHOWN]), _why(rule, news)))
    order = [one.article for _, news in found for one in news]
    made = Briefing(
        query=", ".join(rule.words for rule, _ in found),
        kind=Kind.BRIEF,
        status=Status.FOUND,
        corpus=library.corpus,
        title=say("New: {subjects}", subjects=", ".join(rule.words for rule, _ in found)),
        sections=tuple(sections),
        sources=sources_of(sections, order, library.cards),
    )
    words = " ".join(rule.words for rule, _ in found)
    return finished(made, library, read, words=words, first_screen=False)


def _without_reprints(news: Sequence[News], articles: Mapping[str, ReadArticle]) -> list[News]:
    """Return the news with each text once, the other articles that carry it named beside its line."""
    read = [one.article for one in news if one.article in articles]
    group_of = {
        id_: group for group in groups_of((id_, articles[id_].fingerprint) for id_ in read) for id_ in group
    }
    kept: list[News] = []
    told: set[str] = set()
    for one in news:
        if one.article not in told:
            group = group_of.get(one.article, ())
            told.update(group)
            also = tuple(id_ for id_ in group if id_ != one.article)
            kept.append(replace(one, item=replace(one.item, also=also)) if also else one)
    return kept


def _why(rule: WatchRule, news: Sequence[News]) -> str:
    forms = list(dict.fromkeys(" ".join(one.form.split()) for one in news))
    named = ", ".join(say("“{words}”", words=form) for form in forms[:3]) + (" …" if len(forms) > 3 else "")
    if len(news) > _SHOWN:
        return say_count(
            "You watch “{words}”; {count} new article with {named}, the newest {shown} here.",
            "You watch “{words}”; {count} new articles with {named}, the newest {shown} here.",
            len(news),
            words=in_words(rule.words, rule.narrowed),
            named=named,
            shown=in_figures(_SHOWN),
        )
    return say_count(
        "You watch “{words}”; {count} new article with {named}.",
        "You watch “{words}”; {count} new articles with {named}.",
        len(news),
        words=in_words(rule.words, rule.narrowed),
        named=named,
    )


def briefing_since(
    rules: Sequence[tuple[WatchRule, Mapping[str, ReadArticle]]],
    library: Library,
    since: str | None,
    new: int = 0,
    first: Collection[int] = (),
) -> Briefing:
    """Return a scheduled briefing: what is new for its rules since the last, plainly nothing when nothing is.

    Args:
        rules: each with the new articles read for it.
        library: the corpus.
        since: the chat's local time of its last briefing in words, None before the first.
        new: how many articles have come since, of which a briefing on everything may show the newest alone.
        first: the numbers of the rules that are told for the first time beside others that were told before:
            what is found for them is the newest there is, and not new.
    """
    made = [(rule, _composed(rule, library, articles)) for rule, articles in rules]
    found = [(rule, one) for rule, one in made if one is not None]
    silent = [rule for rule, one in made if one is None]
    nothing = ", ".join(rule.words or say("anything") for rule in silent)
    if not found:
        everything = len(silent) == 1 and silent[0].everything
        message = _nothing_new("" if everything else nothing, since)
        return Briefing("", Kind.BRIEF, Status.NONE, library.corpus, message=message)
    begun = [rule for number, (rule, one) in enumerate(made) if one is not None and number in first]
    told = _opening(since, nothing, begun, only_begun=len(begun) == len(found))
    if len(found) == 1:
        rule, made_of = found[0]
        if rule.everything and new > len(made_of.sources):
            told.append(told_of(new, len(made_of.sources)))
        return replace(made_of, kind=Kind.BRIEF, message=" ".join(told), suggestions=())
    sections = [
        Section(one.title or rule.words, one.sections[0].items[:_BRIEFED])
        for rule, one in found
        if one.sections
    ]
    order = [source.article for _, one in found for source in one.sources]
    return Briefing(
        query=", ".join(rule.words for rule, _ in found),
        kind=Kind.BRIEF,
        status=Status.FOUND,
        corpus=library.corpus,
        title=say("Briefing"),
        message=" ".join(told),
        sections=tuple(sections),
        sources=sources_of(sections, order, library.cards),
    )


def with_told(briefing: Briefing, told: Sequence[str], library: Library) -> Briefing:
    """Return a briefing that names, and does not tell again, the articles alerts have told in its place."""
    if not told:
        return briefing
    titles = dict.fromkeys(clipped(library.cards[id_].title, _LONGEST_NAMED) for id_ in told)
    named = [say("“{words}”", words=title) for title in titles]
    listed = ", ".join(named[:_NAMED]) + (" …" if len(named) > _NAMED else "")
    sentence = say("Alerts have told here already: {titles}.", titles=listed)
    return replace(briefing, message=f"{briefing.message} {sentence}" if briefing.message else sentence)


def _opening(since: str | None, nothing: str, begun: Sequence[WatchRule], *, only_begun: bool) -> list[str]:
    """Return the sentences before what was found; `begun` are rules told for the first time beside others."""
    if since is None:
        told = [say("Your first briefing: from now on, what is new since the last.")]
    else:
        told = [] if only_begun else [say("New since your last briefing, {when}.", when=since)]
    if nothing:
        told.append(
            _nothing_new(nothing, since) if not told else say("Nothing new on {subjects}.", subjects=nothing)
        )
    if since is not None and begun:
        subjects = ", ".join(rule.words or say("everything") for rule in begun)
        told.append(say("For the first time on {subjects}: the newest there is.", subjects=subjects))
    return told


def _nothing_new(on: str, since: str | None) -> str:
    if on and since:
        return say("Nothing new on {subjects} since your last briefing, {when}.", subjects=on, when=since)
    if on:
        return say("Nothing new on {subjects} so far.", subjects=on)
    if since:
        return say("Nothing new since your last briefing, {when}.", when=since)
    return say("Nothing new so far.")


def _composed(rule: WatchRule, library: Library, articles: Mapping[str, ReadArticle]) -> Briefing | None:
    """Return the answer to a rule from the new articles alone, None when they have nothing on it."""
    if not articles:
        return None
    cards = {id_: library.cards[id_] for id_ in articles if id_ in library.cards}
    new = replace(library, cards=cards, weighed_by=None)
    if len(rule.people) == 1 and rule.narrowed is None:
        made = dossier(rule.people[0], rule.words, new, articles)
    elif rule.people or rule.narrowed is not None:
        news = news_for(rule, library, articles)
        made = alert([(rule, news)], library, articles) if news else Briefing(
            "", Kind.BRIEF, Status.NONE, library.corpus
        )  # fmt: skip
    elif rule.query is not None:
        made = topic_brief(rule.query, new, articles)
    else:
        made = brief(new, articles)
    if made.status is not Status.FOUND or not any(section.items for section in made.sections):
        return None
    made = finished(made, library, articles, words=rule.words, first_screen=False)
    return replace(made, corpus=library.corpus)
