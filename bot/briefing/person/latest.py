"""What happened last to a person and what they said on it: the first screen of a dossier, and what follows.

Chosen as a topic's lines are (`telling`), among the sentences that name the person and those of the articles
about them; what somebody is quoted with is weighed likewise, so that what several outlets quote comes first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from bot.briefing.lines.dating import newest_first
from bot.briefing.lines.leaning import ends, standing_alone
from bot.briefing.lines.library import Library
from bot.briefing.lines.quotable import ReadArticle, ReadSentence
from bot.briefing.lines.sheet import Sheet
from bot.briefing.lines.telling import Chosen, Teller, tells_change
from bot.briefing.person.about_person import AboutPerson, is_in_title
from bot.briefing.said.own_words import OwnLine
from bot.text.names.role_words import RoleSense, role_sense
from bot.text.tokens import terms
from bot.words.answers import Item, ItemKind
from bot.words.findings import MentionKind
from bot.words.people import Person
from bot.words.spans import Span

_LEAD = 2  # sentences of an article whose subject it is about
_IN_PASSING = 0.3  # what a sentence counts whose article is about somebody else
_OPENING = 0.7  # what one counts there that opens with the person: it is about them all the same
_OPENS = 40  # characters of a sentence in which a name is its subject
_ACTING = 0.7  # what one counts there in which the person does what changes something
_OPENING_SENTENCES = 3  # sentences before a name in which an article may open with what that person did
_DOES = 40  # characters after the name in which what somebody does stands
_TURNING = 2.0  # what one counts that tells of that, or of an office taken or left
_UNNAMED = 0.25  # what a sentence counts that does not name the person, in an article about them
_UNDER_NAME = (
    0.8  # what the lead counts of an article whose title names the person, and the lead by an office
)
_OF_TITLE = 2  # words of the title besides the name that such a lead has
_NEARLY = 2  # times as often another may be named in an article of whose subject the person is one
_READ_ON = 25  # sentences of such an article among which these are looked for
_ON_ONE_SUBJECT = 2  # quotations: the third says nothing new
_NAMING = frozenset({MentionKind.FULL, MentionKind.SURNAME, MentionKind.GIVEN})
_POSSESSED = re.compile(r"[’']")
_LONGEST = 420  # characters of a line where there are shorter ones


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A sentence that may be told of the person; `shown` is what is shown of it."""

    article: ReadArticle
    sentence: ReadSentence
    score: float
    shown: Span
    line: AboutPerson | None = None

    def opens_list(self) -> bool:
        """Say whether what it announces stands below it, and not in it."""
        return self.shown.of(self.article.article.text).rstrip().endswith(":")

    def item(self) -> Item:
        return self.line.item() if self.line is not None else self.article.item(self.shown)


@dataclass(frozen=True, slots=True)
class _Said:
    """Something the person is quoted with."""

    article: ReadArticle
    sentence: ReadSentence
    score: float
    line: OwnLine


class PersonNews:
    """What is told of one person; made for one dossier, it tells nothing twice."""

    def __init__(
        self,
        person: Person,
        told: Sequence[AboutPerson],
        said: Sequence[OwnLine],
        turning: Collection[tuple[str, int]],
        articles: Mapping[str, ReadArticle],
        library: Library,
        sheet: Sheet,
        *,
        departure: tuple[str, int] | None = None,
    ) -> None:
        """Weigh the articles that name the person.

        Args:
            person: who.
            told: sentences that name them.
            said: what they are quoted with or reported to have said, also where nothing else names them.
            turning: of these, by article id and place, those that tell of an office taken or left.
            articles: by id.
            library: the corpus.
            sheet: what the dossier shows so far.
            departure: where it is told that they left office or died, by article id and place.
        """
        self._person = person
        self._departure = departure
        self._turning = turning
        self._articles = articles
        self._names = frozenset(person.forms)
        self._library = library
        self._sheet = sheet
        self._about = about_them(person, articles)
        self._subject = _whose_subject_they_are(person, articles)
        bearing = {*self._about, *(line.article.article.id for line in told)}
        bearing.update(line.item.article for line in said if line.statement.quoted)
        before_name = list(_deeds_before_name(person, articles))
        bearing.update(one.article.article.id for one in before_name)
        self._teller = Teller([article for id_, article in articles.items() if id_ in bearing], library)
        named = [*self._lines_naming(told), *self._reports(told, said)]
        named += self._leads_under_name({(one.article.article.id, one.sentence.index) for one in named})
        naming = [*before_name, *(one for one in named if not any(_holds(deed, one) for deed in before_name))]
        self._naming = [one for one in naming if not one.opens_list()] or naming
        self._going_on = list(self._lines_going_on(told, articles))

    def _lines_naming(self, told: Sequence[AboutPerson]) -> Iterable[_Candidate]:
        for line in told:
            if line.shown.end - line.shown.start > _LONGEST:
                continue
            kind, speaker, _ = line.article.voice(line.shown)
            quoted = kind is ItemKind.QUOTATION and not _tells_beside_words(line)
            if quoted or (speaker is not None and _hides_speaker(line.item())):
                continue
            main = not self._about or line.article.article.id in self._about
            score = 1.0 if main or speaker in self._names else _OPENING if _opens(line) else _IN_PASSING
            if (line.article.article.id, line.sentence.index) in self._turning or _does_change(line):
                score = max(score, _ACTING) * _TURNING
            yield _Candidate(line.article, line.sentence, score, line.shown, line)

    def _reports(self, told: Sequence[AboutPerson], said: Sequence[OwnLine]) -> Iterable[_Candidate]:
        """Yield what the person is reported to have said in articles about them, named by a role alone."""
        naming = {(line.article.article.id, line.sentence.index) for line in told}
        for line in (line for line in said if not line.statement.quoted):
            article, sentence = line.statement.article, line.statement.sentence
            id_ = article.article.id
            if id_ in self._about and (id_, sentence.index) not in naming:
                yield _Candidate(article, sentence, 1.0, line.item.span)

    def _leads_under_name(self, named: Collection[tuple[str, int]]) -> Iterable[_Candidate]:
        """Yield leads that tell of the person by an office: "The presidents of Ruland and Vetland met".

        Args:
            named: of the lines that name the person, article id and place.
        """
        own = frozenset(term.term for term in terms(" ".join(self._person.forms)))
        posts = [sense for role in self._person.roles if (sense := role_sense(role.text)).countries]
        for id_, article in self._articles.items():
            lead = next(iter(article.sentences), None)
            if lead is None or (id_, lead.index) in named:
                continue
            of_title = len((article.title.words - own) & lead.read.words) >= _OF_TITLE
            in_title = of_title and is_in_title(self._person, article)
            if not in_title and not (id_ in self._about and _tells_of_holder(posts, article, lead)):
                continue
            if (shown := _shown_of_no_other(article, lead)) is not None:
                yield _Candidate(article, lead, _UNDER_NAME, shown)

    def _lines_going_on(
        self, told: Sequence[AboutPerson], articles: Mapping[str, ReadArticle]
    ) -> Iterable[_Candidate]:
        naming = {(line.article.article.id, line.sentence.index) for line in told}
        for id_ in sorted(self._about & self._subject):
            article = articles[id_]
            for sentence in article.sentences[:_READ_ON]:
                if (id_, sentence.index) in naming:
                    continue
                shown = _shown_of_no_other(article, sentence)
                if shown is not None and not _is_said_by_whom_it_hides(article.item(shown), self._names):
                    yield _Candidate(article, sentence, _UNNAMED, shown)

    def latest(self, most: int) -> tuple[Item, ...]:
        """Return what names the person and is to be told first, the newest first and what is undated last.

        That they left office or died is among them, whatever the article is about that says it; so is a line
        of the newest article about them: what came of it the older ones cannot know.
        """
        return self._told(
            self._naming, most, before_others=[self._is_departure, self._is_of(self._newest_about())]
        )

    def _is_departure(self, candidate: _Candidate) -> bool:
        return (candidate.article.article.id, candidate.sentence.index) == self._departure

    @staticmethod
    def _is_of(article: str | None) -> Callable[[_Candidate], bool]:
        return lambda candidate: candidate.article.article.id == article

    def _newest_about(self) -> str | None:
        """Return the id of the newest dated article with the person in its title, None where it is alone."""
        titled = [id_ for id_, article in self._articles.items() if is_in_title(self._person, article)]
        days = {id_: self._library.dated_day(id_) for id_ in titled}
        dated = sorted((day, id_) for id_, day in days.items() if day)
        return dated[-1][1] if len(dated) > 1 else None

    def further(self, most: int) -> tuple[Item, ...]:
        """Return what else is told, also where it only goes on about the person, ordered likewise."""
        return self._told([*self._naming, *self._going_on], most)

    def _told(
        self,
        candidates: Sequence[_Candidate],
        most: int,
        *,
        before_others: Sequence[Callable[[_Candidate], bool]] = (),
    ) -> tuple[Item, ...]:
        """Return the lines that tell most, the newest first.

        Of those that each of `before_others` holds for, one is chosen before any other.
        """
        fresh = [one for one in candidates if not self._sheet.has(one.article.article.id, one.shown)]
        chosen: list[Chosen] = []
        for group, room in (*((holds, 1) for holds in before_others), (None, most)):
            taken = {one.number for one in chosen}
            left = [
                number
                for number, one in enumerate(fresh)
                if number not in taken and (group is None or group(one))
            ]
            told = self._teller.choose([fresh[number] for number in left], min(room, most - len(chosen)))
            chosen += [replace(one, number=left[one.number]) for one in told]
        lines = [self._shown(fresh[one.number], one) for one in chosen]
        kept = [item for item in lines if item is not None]
        return tuple(newest_first(kept, self._library, self._articles))

    def _shown(self, candidate: _Candidate, chosen: Chosen) -> Item | None:
        item = replace(candidate.item(), also=chosen.also)
        return item if self._sheet.takes(item, candidate.sentence.read.words) else None

    def own_words(
        self, lines: Sequence[OwnLine], most: int, subject_of: Mapping[int, str]
    ) -> tuple[Item, ...]:
        """Return what the person is quoted with: what several outlets quote before what one does.

        Args:
            lines: what they are quoted with.
            most: how many of them are shown.
            subject_of: the subject of a line by its place; of one subject there are two at most.
        """
        said = [
            _Said(line.statement.article, line.statement.sentence, line.worth, line)
            for line in lines
            if not self._sheet.has(line.item.article, line.item.span)
        ]
        items: list[Item] = []
        subjects: Counter[str] = Counter()
        for one in self._teller.choose(said, 2 * most):
            line = said[one.number].line
            subject = subject_of.get(line.place, "")
            if len(items) == most or (subject and subjects[subject] == _ON_ONE_SUBJECT):
                continue
            if self._sheet.takes(line.item, line.terms):
                subjects[subject] += 1
                items.append(replace(line.item, also=one.also))
        return tuple(items)


def _whose_subject_they_are(person: Person, articles: Mapping[str, ReadArticle]) -> Set[str]:
    """Return the ids of the articles whose title names a person, or that name nobody much more often.

    What goes on about somebody goes on about these: a lead may name whoever was met.
    """
    found = set()
    for place in person.appearances:
        article = articles.get(place.article)
        if article is None:
            continue
        named = [len(figure.mentions) for figure in article.analysis.figures]
        own = article.analysis.figures[place.figure].mentions
        # Of people named once the one who comes first is its subject.
        firsts = [
            min(one.span for one in figure.mentions) for figure in article.analysis.figures if figure.mentions
        ]
        opens = bool(own) and min(one.span for one in own) == min(firsts)
        nearly = _NEARLY * len(own) >= max(named) and (len(own) > 1 or opens)
        if nearly or is_in_title(person, article):
            found.add(place.article)
    return found


def about_them(person: Person, articles: Mapping[str, ReadArticle]) -> Set[str]:
    """Return the ids of the articles that are about a person: named in the title, or opening their lead."""
    found = set()
    for place in person.appearances:
        article = articles.get(place.article)
        if article is None or place.weak:
            continue
        lead = article.sentences[:_LEAD]
        mentions = article.analysis.figures[place.figure].mentions
        named = any(
            mention.kind is not MentionKind.PRONOUN and sentence.span.contains(mention.span)
            for sentence in lead
            for mention in mentions
        )
        if named or is_in_title(person, article):
            found.add(place.article)
    return found


def _deeds_before_name(person: Person, articles: Mapping[str, ReadArticle]) -> Iterable[_Candidate]:
    """Yield what an article opens with of whom it names only then: "An envoy came. The visit by Lind …"."""
    for place in person.appearances:
        article = articles.get(place.article)
        if article is None or place.weak:
            continue
        figure = article.analysis.figures[place.figure]
        first = min((one.span for one in figure.mentions if one.kind in _NAMING), default=None)
        naming = next(iter(article.sentences_in(first)), None) if first else None
        if first is None or naming is None or not 0 < naming.index <= _OPENING_SENTENCES:
            continue
        before = article.sentences[naming.index - 1]
        done = naming.read.terms[0] if naming.read.terms else None
        named = first.start - naming.span.start < _OPENS
        if done is None or not named or done.span.overlaps(first) or done.term not in before.read.words:
            continue
        if not _opens_with_another(article, before) and _can_go_on(article, before):
            yield _Candidate(article, before, _TURNING, _with_name(article, before, naming))


def _holds(deed: _Candidate, other: _Candidate) -> bool:
    """Say whether a line is shown with a deed that an article opens with."""
    return deed.article is other.article and deed.shown.contains(other.sentence.utterance)


def _with_name(article: ReadArticle, before: ReadSentence, naming: ReadSentence) -> Span:
    """Return what is shown of a deed: with the sentence that says whose it is, where nobody else says it."""
    together = Span(before.utterance.start, naming.utterance.end)
    parts = (before.utterance, naming.utterance, together)
    plain = all(article.item(span).kind is ItemKind.SENTENCE for span in parts)
    return together if plain and together.end - together.start <= _LONGEST else before.utterance


def _hides_speaker(item: Item) -> bool:
    """Say whether a report names nowhere who says it, so that it needs the name put before it."""
    return item.speaker is not None and not any(name in item.text for name in item.speaker.split())


def _tells_beside_words(line: AboutPerson) -> bool:
    """Say whether a line tells a change before it quotes somebody: "Lind quit, saying “…”"."""
    quoted = line.article.quoted_in(line.sentence.utterance)
    whole = line.sentence.utterance
    if not quoted or 2 * sum(one.end - one.start for one in quoted) > whole.end - whole.start:
        return False
    before = Span(whole.start, quoted[0].start)
    return before.start < before.end and tells_change([*line.sentence.read.stems_within(before)])


def _tells_of_holder(posts: Sequence[RoleSense], article: ReadArticle, lead: ReadSentence) -> bool:
    """Say whether a sentence tells of whoever holds a post of a country, alone or with others of its kind."""
    told = role_sense(article.article.read(lead.span))
    return any(post.heads <= told.heads and post.countries <= told.countries for post in posts)


def _is_said_by_whom_it_hides(item: Item, names: Collection[str]) -> bool:
    """Say whether a line reports what somebody says without saying who: it would be read as the person's."""
    if item.kind is ItemKind.SENTENCE:
        return False
    return item.speaker is None or (item.speaker not in names and _hides_speaker(item))


def _opens(line: AboutPerson) -> bool:
    return bool(line.marks) and line.marks[0].start - line.sentence.span.start < _OPENS


def _does_change(line: AboutPerson) -> bool:
    """Say whether the person opens a sentence and does what changes something: "Lind ended her campaign"."""
    read = line.sentence.read
    if not _opens(line) or not tells_change(read.words):
        return False
    end = line.marks[0].end
    return tells_change([*read.stems_within(Span(end, end + _DOES + 1))])


def _can_go_on(article: ReadArticle, sentence: ReadSentence) -> bool:
    """Say whether a sentence that names nobody asked for may tell on: a whole one, nobody's words."""
    return ends(article.article.read(sentence.span)) and not article.quoted_in(sentence.span)


def _shown_of_no_other(article: ReadArticle, sentence: ReadSentence) -> Span | None:
    """Return what is shown of a sentence that names nobody asked for, and nobody else; None of others."""
    if not _can_go_on(article, sentence) or _opens_with_another(article, sentence):
        return None
    shown = standing_alone(article, sentence)
    return shown if shown is not None and shown.end - shown.start <= _LONGEST else None


def _opens_with_another(article: ReadArticle, sentence: ReadSentence) -> bool:
    """Say whether a sentence that does not name the person opens with somebody else: it is of that other one.

    "Ek's speech" is no person, and may go on about the one who was told of.
    """
    text = article.article.text
    opening = Span(sentence.span.start, min(sentence.span.start + _OPENS, sentence.span.end))
    named = [
        mention.span
        for _, mention in article.mentions.touching(opening)
        if mention.kind in _NAMING and opening.start <= mention.span.start
    ]
    return bool(named) and not _POSSESSED.match(text, min(named).end)
