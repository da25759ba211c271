"""How somebody came to an office and left it: the sentences that say so, and who was before and after.

An event counts only where a sentence says it of this person: the name (or a pronoun that is resolved) stands
before the verb with nobody else between. What is denied, demanded or only possible is no event, nor is
what stands inside a quotation. The patterns are data: the subject `career`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from bot.briefing.lines.dating import year_before
from bot.briefing.lines.leaning import standing_alone
from bot.briefing.lines.places import Places
from bot.briefing.lines.quotable import ReadArticle, ReadSentence
from bot.briefing.lines.selection import marks_within
from bot.briefing.person.about_person import is_in_title
from bot.briefing.person.offices import is_office, office_words
from bot.language_data.loading import subject
from bot.text.names.name_lexicon import lexicon
from bot.words.answers import Item
from bot.words.findings import DateMention
from bot.words.people import Person
from bot.words.spans import Span

_PERSON, _OTHER, _OWNER = "\x01", "\x02", "\x03"
_LONGEST = 420  # characters of a sentence that still says one thing
_FARTHEST_DATE = 30  # characters after "since" within which its date stands
_DOUBT_REACHES = 70  # characters before an event in which a word may take it back
_OPENING = 2  # sentences after the first with which an article opens
_VACANT_REACHES = 12  # sentences after somebody leaves in which a text says who comes next
# A sentence with none of these tells of no office taken or left: most of them need not be looked at closely.
# By their first letters, so that each word is looked at a few times and not once for each of them.
_CAN_HOLD = re.compile(
    r"\b(?:a(?:ppoint|ssum|cting\b)|Appoint|n(?:ame[ds]\b|ominat|otice\b)|Nominat"
    r"|elect(?:ed\b|s\b|ion of)|Election of|r(?:e-?elect|esign|etire|eplac|emov|ecall)|R(?:esign|etire|eplac)"
    r"|s(?:wor[ne]|tep|tood|tands?\b|ince\b|ucce[es]|ack|erve as)|quits?\b|l(?:eft\b|eaves?\b|eaving\b|ost\b)"
    r"|vacat|until\b|bec[ao]me|p(?:redecess|romot|icked|assed away)|[Mm]andate|fired\b|o(?:ust|ffice\b)"
    r"|t(?:erms?\b|enure|[ao]k(?:e|es|en|ing)\b|ook\b|apped)|Tenure|d(?:ismiss|epos|epart|esignated|ied\b|ies\b)"
    r"|c(?:redentials|hosen|hose\b|harg[eé])|Charg[eé]|in(?:stalled|augurat|terim)|killed\b"
    r"|у(?:мер|бит|волен|твержд)|с(?:кончал|менил|тала?\b)|п(?:огиб|ост|реемни|редшеств)|назнач|и(?:збра|сполня)"
    r"|должност|отставк|возглав)"
)


class Turn(StrEnum):
    """What an event is to a career."""

    BEGAN = "began"
    ENDED = "ended"
    TO_COME = "to_come"
    BEFORE = "before"
    AFTER = "after"
    DIED = "died"


@dataclass(frozen=True, slots=True)
class CareerEvent:
    """A sentence that says how somebody came to an office or left it, with the date it gives, if any.

    `day` orders events: the date of the event as an ISO prefix; for one without, a year before its article,
    which may only look back; "" where nothing is known. `over` says that it is done and not only announced:
    the person was dismissed or died, and holds no longer what the sentence calls them.
    """

    article: ReadArticle
    sentence: ReadSentence
    shown: Span
    turn: Turn
    date: DateMention | None
    day: str
    over: bool = False

    @property
    def terms(self) -> frozenset[str]:
        """The words of the sentence."""
        return self.sentence.read.words

    @property
    def score(self) -> float:
        """How well it tells the event: dated, and not long."""
        return (1.0 if self.date else 0.4) + (0.3 if self.shown.end - self.shown.start < 220 else 0.0)

    @property
    def ended_words(self) -> frozenset[str]:
        """What the sentence of an ending calls the office that is over: "resigned as prime minister"."""
        found = _patterns().ended_as.search(self.article.article.read(self.sentence.span))
        if found is None or not is_office(found["office"]):
            return frozenset()
        return office_words(found["office"])

    def others_named(self, own: Collection[tuple[str, int]]) -> tuple[Span, ...]:
        """Return where the line names others than a person, given as article ids and figures.

        Whoever says it is not meant.
        """
        id_, speaker = self.article.article.id, self.item().speaker
        return marks_within(
            [
                mention.span
                for number, figure in enumerate(self.article.analysis.figures)
                if (id_, number) not in own and figure.name != speaker
                for mention in figure.mentions
                if self.shown.contains(mention.span)
            ],
            self.shown,
        )

    def item(self) -> Item:
        """Return the sentence as an item, its date marked."""
        marks = [self.date.span] if self.date else []
        return self.article.item(self.shown, marks_within(marks, self.shown))


class _Pattern(NamedTuple):
    turn: Turn
    words: re.Pattern[str]
    needs: str  # "" for nothing, "dated" for a date right after, "with_date" for one in the sentence
    over: bool = False


class _Patterns(NamedTuple):
    events: tuple[_Pattern, ...]
    vacant: tuple[re.Pattern[str], ...]
    doubtful: re.Pattern[str]
    owning: re.Pattern[str]
    ended_as: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    data = subject("career")
    small = "|".join(sorted(map(re.escape, data["gap"]["small"]), key=len, reverse=True))
    turning = "|".join(data["gap"]["turning"])
    gap = (
        rf"(?:,[ ][^,;:“”\"{_PERSON}{_OTHER}{_OWNER}]{{1,90}},)?(?:,?[ ]who)?"
        rf"(?:,?[ ](?:(?:{small})\b|{data['gap']['time']}),?)*"
    )
    owning = "|".join(data["gap"]["owning"])
    word = r"[\w’'.-]+"
    no_office = frozenset(data["words"]["relations"]) | set(data["words"]["seeking"])
    roles = sorted(map(re.escape, lexicon().roles - no_office), key=len, reverse=True)

    def whole(mark: str) -> str:
        return rf"(?<!{mark}){mark}++"

    tokens = {
        "<GAP>": gap,
        "<WORDS>": rf"(?:[ ](?!(?:{turning})\b){word}){{0,6}}",
        "<WORD>": word,
        "<ROLE>": rf"(?:{'|'.join(roles)})",
        "<BARE>": rf"(?![’'{_PERSON}])",
        # Each name is taken whole: a search that began anew inside a long one would never end.
        "<OF-P>": rf"(?:{whole(_PERSON)}[’']s?|{whole(_OWNER)})",
        "<OF-O>": rf"{whole(_OTHER)}[’']s?",
        "<P>": whole(_PERSON),
        "<O>": whole(_OTHER),
    }

    def compiled(pattern: str) -> re.Pattern[str]:
        for token, meaning in tokens.items():
            pattern = pattern.replace(token, meaning)
        return re.compile(pattern)

    # One search for all patterns of a turn: most sentences hold none.
    events = [
        _Pattern(
            turn,
            compiled("|".join(f"(?:{one})" for one in patterns)),
            kind if kind in ("dated", "with_date") else "",
            kind == "over",
        )
        for turn in Turn
        for kind in ("over", "plain", "dated", "with_date")
        if (patterns := data[turn.value].get(kind))
    ]
    # With a capital letter "May" is the month.
    words = data["words"]["doubtful"]
    doubtful = "|".join(map(re.escape, [*words, *(word.capitalize() for word in words if word != "may")]))
    return _Patterns(
        tuple(events),
        tuple(re.compile(pattern) for pattern in data["vacant"]["plain"]),
        re.compile(rf"\b(?:{doubtful})\b"),
        re.compile(rf"\b(?:{owning})\s*$"),
        re.compile(data["ended_as"]),
    )


def prepare() -> None:
    """Read the data of this module now rather than at its first use."""
    _patterns()


def career_of(person: Person, articles: Mapping[str, ReadArticle]) -> tuple[CareerEvent, ...]:
    """Return the events of a person's career that some articles tell, by id, newest first."""
    places = [
        (articles[appearance.article], appearance.figure)
        for appearance in person.appearances
        if appearance.article in articles
    ]
    main = {
        article.article.id: _is_named_most(article, figure)
        for article, figure in places
        if is_in_title(person, article)
    }
    return career_events(places, main=main)


def _is_named_most(article: ReadArticle, figure: int) -> bool:
    """Say whether an article names nobody more often than a figure."""
    figures = article.analysis.figures
    return len(figures[figure].mentions) == max(len(one.mentions) for one in figures)


def career_events(
    places: Iterable[tuple[ReadArticle, int]], *, main: Mapping[str, bool]
) -> tuple[CareerEvent, ...]:
    """Return the events of a career that some articles tell, newest first.

    Args:
        places: articles, each with the figure that is the person.
        main: the articles with the person in their title, by id, and whether nobody is named more often:
            only then, or where it opens with their leaving, what one says of a vacancy is of their office.
    """
    found: list[CareerEvent] = []
    for article, number in places:
        own = list(_events(article, number))
        found += own
        if article.article.id in main:
            found += _vacancies(article, own, main=main[article.article.id])
    found.sort(key=lambda event: (-event.score, event.article.article.id, event.sentence.index))
    found.sort(key=lambda event: event.day, reverse=True)
    return tuple(found)


def _events(article: ReadArticle, number: int) -> Iterator[CareerEvent]:
    figure = article.analysis.figures[number]
    own = [(mention.span, False) for mention in figure.mentions]
    own += [(pronoun, True) for pronoun in figure.pronouns]
    places = Places((span, (span, pronoun)) for span, pronoun in own)
    naming = {sentence.index for span, _ in own for sentence in article.sentences_in(span)}
    for sentence in (article.sentences[index] for index in sorted(naming)):
        inside = places.within(sentence.span)
        if not inside or sentence.span.end - sentence.span.start > _LONGEST:
            continue
        text = article.article.read(sentence.span)
        if _CAN_HOLD.search(text) is None:
            continue
        mentions = article.mentions.within(sentence.span)
        theirs = [mention.span for index, mention in mentions if index != number]
        masked = _masked(text, sentence.span.start, inside, theirs)
        told: set[Turn] = set()
        for pattern in _patterns().events:
            if pattern.turn in told:
                continue
            event = _event(article, sentence, masked, pattern)
            if event is not None:
                told.add(pattern.turn)
                yield event


def _masked(text: str, start: int, own: Sequence[tuple[Span, bool]], theirs: Sequence[Span]) -> str:
    """Return a sentence of the same length in which names are marks: of the person, and of others."""
    characters = list(re.sub(r"\s", " ", text))
    for span in theirs:
        characters[span.start - start : span.end - start] = _OTHER * (span.end - span.start)
    for span, pronoun in own:
        place = slice(span.start - start, span.end - start)
        owner = pronoun and text[place].lower() in ("his", "her")
        characters[place] = (_OWNER if owner else _PERSON) * (span.end - span.start)
    return "".join(characters)


def _event(
    article: ReadArticle, sentence: ReadSentence, masked: str, pattern: _Pattern
) -> CareerEvent | None:
    for match in pattern.words.finditer(masked):
        start = sentence.span.start
        place = Span(start + match.start(), start + match.end())
        if article.quoted_in(place):
            continue
        before = masked[max(0, match.start() - _DOUBT_REACHES) : match.end()]
        if _patterns().doubtful.search(before):
            continue
        if masked[match.start()] == _PERSON and _patterns().owning.search(before[: -len(match[0])]):
            continue
        date = _date_after(article, sentence, place, near=pattern.needs == "dated")
        if pattern.needs and date is None:
            continue
        shown = standing_alone(article, sentence)
        if shown is None or shown.end - shown.start > _LONGEST:
            continue
        day = (date.value or "") if date else year_before(article.published or "")
        return CareerEvent(article, sentence, shown, pattern.turn, date, day, over=pattern.over)
    return None


def _date_after(
    article: ReadArticle, sentence: ReadSentence, place: Span, *, near: bool
) -> DateMention | None:
    """Return the first date of a sentence from an event on, right after it where `near` is asked for.

    Else one that stands shortly before the event: "The council on Monday named …".
    """
    limit = place.end + _FARTHEST_DATE if near else sentence.span.end
    after = [
        date
        for date in article.dates_in(sentence.span)
        if date.value
        and place.start <= date.span.start < limit
        and "," not in article.article.text[date.span.end : place.end]  # "Lind, minister since 2019, left"
    ]
    if near:
        return min((date for date in after if date.span.end > place.end), key=_span_of, default=None)
    before = [
        date
        for date in article.dates_in(sentence.span)
        if date.value and 0 <= place.start - date.span.end <= _FARTHEST_DATE
    ]
    return min(after, key=_span_of, default=None) or max(before, key=_span_of, default=None)


def _span_of(date: DateMention) -> Span:
    return date.span


def _vacancies(article: ReadArticle, own: Sequence[CareerEvent], *, main: bool) -> Iterator[CareerEvent]:
    """Yield what an article about the person says of who comes next, after it told that they leave."""
    leaving = [event.sentence.index for event in own if event.turn in (Turn.ENDED, Turn.TO_COME, Turn.BEGAN)]
    if not leaving or (not main and min(leaving) > _OPENING):
        return
    known = {event.sentence.index for event in own}
    first = min(leaving)
    for sentence in article.sentences[first + 1 :]:
        text = article.article.read(sentence.span)
        if sentence.index in known or len(text) > _LONGEST:
            continue
        if sentence.index > max(leaving) + _VACANT_REACHES:
            return
        if any(pattern.search(text) for pattern in _patterns().vacant):
            shown = standing_alone(article, sentence)
            # What is quoted is told by whoever says it.
            told = shown is not None and (article.item(shown).speaker or not article.quoted_in(shown))
            if shown is not None and told:
                day = year_before(article.published or "")
                yield CareerEvent(article, sentence, shown, Turn.AFTER, None, day)
