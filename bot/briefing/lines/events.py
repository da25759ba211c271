"""Sentences that date what they tell: what happened, in the order in which it happened."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from bot.briefing.lines.leaning import standing_alone
from bot.briefing.lines.quotable import ReadArticle, ReadSentence
from bot.briefing.lines.selection import marks_within
from bot.briefing.lines.subordinate import is_subordinate
from bot.briefing.lines.subordinate import prepare as prepare_clauses
from bot.language_data.loading import subject
from bot.people.name_spelling import skeleton
from bot.people.transliteration import latin_forms
from bot.text.dates.date_tense import is_to_come
from bot.words.answers import DateOf, Item
from bot.words.documents import Basis, Precision
from bot.words.findings import DateMention
from bot.words.spans import Span

# "In the 2012 election" tells when, "the 2012 plan" and "her first 2012 plan" which.
_DETERMINER = re.compile(
    r"(?:(?<!\bin )(?<!\bat )(?<!during )(?<!since )\b(?:the|a|an|this|that|his|her|its|their|our)"
    r"|[’']s|s[’']|\b(?:his|her|its|their|our) [a-z-]+)[ \u00a0]\Z",
    re.IGNORECASE,
)
_NOUN = re.compile(r"[ \u00a0][^\W\d_]")
_WORD_REACH = 30  # characters before a year in which a determiner stands
_REACH = 40  # characters before a date in which the words stand that say what it is to the sentence
_COMPARED = 40  # events of one date that are held against a further one
_SAME = 0.6  # share of the shorter event's words the other has too, from which both tell of one event
_AMONG_ACTORS = 0.25  # the same on one day, where both have an actor in common
_ACTORS = 2  # actors in common from which two outlets tell of one event on one day
_NAMES = 3  # names in common from which two lines in different scripts tell of one event on one day
_NAME = 4  # letters of the shortest name that counts for this
_ANNALS = re.compile(r"\W*(\d{4})\s?(?::|[—–-]\s|\.\s)")
"""How a line of a chronology opens: "--1986: Brandt is elected", "1994 — Brandt resigns"."""
_FEWEST_ANNALS = 3  # such lines that make an article a chronology
_FIGURE = re.compile(r"\d[\d.,]*")
_FIGURES = 2  # beside the year, from which figures are compared
_SOME_DAYS = re.compile(r"\d\s?[-–—]\s?\d{1,2}\b(?!\d)")  # "October 4-5, 2016" is as sure as a day
_OPENS = 20  # characters of a sentence in which a date that it is about stands
_WORD = re.compile(r"[^\W\d_][\w'’-]*")


@dataclass(frozen=True, slots=True)
class _Words:
    """The words around a date by what they say of it."""

    foreseen_before: re.Pattern[str]
    set_before: re.Pattern[str]
    foreseen: re.Pattern[str]
    coming: re.Pattern[str]
    compared_before: re.Pattern[str]
    compared_before_relative: re.Pattern[str]
    comparing: re.Pattern[str]
    background_before: re.Pattern[str]


@cache
def _words() -> _Words:
    data = subject("event_dates")
    return _Words(**{name: _pattern(words, before="before" in name) for name, words in data.items()})


def _pattern(words: Sequence[str], *, before: bool) -> re.Pattern[str]:
    """Return what finds any of some words: right before a date, or anywhere."""
    any_of = "|".join(re.escape(one).replace("\\~", r"\w*").replace("~", r"\w*") for one in words)
    behind = "[ \u00a0]?\\Z" if before else r"(?!\w)"
    return re.compile(rf"(?<!\w)(?:{any_of}){behind}", re.IGNORECASE)


def prepare() -> None:
    """Read the data of this module now rather than at its first use."""
    _words()
    prepare_clauses()


def event(article: ReadArticle, sentence: ReadSentence) -> Item | None:
    """Return a sentence, and what is quoted with it, under the date it gives; None when it gives none."""
    date = _date_of(article, sentence) or annals_date(article, sentence)
    shown = standing_alone(article, sentence)
    if date is None or shown is None:
        return None
    item = article.item(shown, marks_within([date.span], shown))
    return replace(item, date=date.value, date_of=DateOf.EVENT)


def annals(article: ReadArticle) -> tuple[ReadSentence, ...]:
    """Return the lines of a chronology, each of which opens with its year; none where there are few."""
    lines = tuple(one for one in article.sentences if annals_date(article, one) is not None)
    return lines if len(lines) >= _FEWEST_ANNALS else ()


def annals_date(article: ReadArticle, sentence: ReadSentence) -> DateMention | None:
    """Return the year a line of a chronology opens with, None for any other sentence."""
    found = _ANNALS.match(article.article.read(sentence.span))
    if found is None:
        return None
    span = Span(sentence.span.start + found.start(1), sentence.span.start + found.end(1))
    return DateMention(span, found[1], Precision.YEAR, Basis.STATED)


def _date_of(article: ReadArticle, sentence: ReadSentence) -> DateMention | None:
    """Return the most exact date a sentence gives its event, the first of equals."""
    known = dates_told(article, sentence)
    return min(known, key=lambda date: (-len(date.value or ""), date.span), default=None)


def dates_told(article: ReadArticle, sentence: ReadSentence) -> tuple[DateMention, ...]:
    """Return the dates of what a sentence tells, in text order: none of a forecast or of the background."""
    return article.once(_dates_told, sentence)


def _dates_told(article: ReadArticle, sentence: ReadSentence) -> tuple[DateMention, ...]:
    return tuple(
        date
        for date in article.dates_in(sentence.span)
        if date.value
        and not _names_a_thing(date, article.article.text)
        and not _is_of_a_thing(date, article.article.text)
        and not is_subordinate(date, article, sentence.span)
        and not _is_coming(date, article, sentence)
        and _is_told(date, article, sentence)
    )


def _names_a_thing(date: DateMention, text: str) -> bool:
    """Say whether a year only tells which of several things is meant: "the 1951 treaty", "a 2014 paper"."""
    if not date.span.of(text).isdigit():
        return False
    before = _DETERMINER.search(text, max(0, date.span.start - _WORD_REACH), date.span.start)
    return before is not None and _NOUN.match(text, date.span.end) is not None


def _is_of_a_thing(date: DateMention, text: str) -> bool:
    """Say whether a date only tells which thing is spoken of: "an attempt to undo last month's coup"."""
    possessed = text.startswith(("'s ", "’s "), date.span.end)
    return possessed and date.precision is not Precision.DAY


def _is_told(date: DateMention, article: ReadArticle, sentence: ReadSentence) -> bool:
    """Say whether a date is of what happens: not of a forecast, of a comparison or of the background."""
    words, text = _words(), article.article.text
    before = text[max(sentence.span.start, date.span.start - _REACH) : date.span.start]
    if words.set_before.search(before):
        return False
    if date.precision is Precision.DAY or _SOME_DAYS.search(date.span.of(text)):
        return True
    if date.precision is Precision.YEAR and article.is_quoted(date.span):
        return False  # who is quoted speaks of other times
    if words.compared_before.search(before):
        return False
    if date.precision is Precision.YEAR and words.background_before.search(before):
        return False
    whole = article.article.read(sentence.span)
    if date.precision is Precision.YEAR and date.span.start - sentence.span.start > _OPENS:
        figures = len(_FIGURE.findall(whole)) - 1
        if figures >= _FIGURES or (figures and words.comparing.search(whole)):
            return False  # one figure is held against that of another year
    if (
        date.basis is Basis.RELATIVE
        and words.comparing.search(whole)
        and _another_is_stated(date, article, sentence)
    ):
        return False  # "higher than that of the month before"
    is_relative = date.basis is Basis.RELATIVE and date.precision is Precision.YEAR
    if is_relative and (words.compared_before_relative.search(before) or words.comparing.search(whole)):
        return False
    published = article.published
    if published is not None and date.value and date.value > published[: len(date.value)]:
        return date.precision is not Precision.YEAR and not words.foreseen_before.search(before)
    if words.foreseen_before.search(before) and (published is None or words.foreseen.search(whole)):
        return False
    return published is not None or not words.foreseen.search(whole)


def _is_coming(date: DateMention, article: ReadArticle, sentence: ReadSentence) -> bool:
    """Say whether something is foreseen for a time that only begins then: "will meet next week".

    A day that is named is set; that a week or a month brought what was foreseen nobody has told.
    """
    words = _words()
    if date.precision is Precision.DAY or not words.coming.search(date.span.of(article.article.text)):
        return False
    whole, start = article.article.read(sentence.span), sentence.span.start
    foreseen = words.foreseen.search(whole) is not None
    return foreseen or is_to_come(whole, date.span.start - start, date.span.end - start) is True


def _another_is_stated(date: DateMention, article: ReadArticle, sentence: ReadSentence) -> bool:
    """Say whether a sentence states another date as exact as one."""
    return any(
        other.basis is Basis.STATED and other.precision is date.precision
        for other in article.dates_in(sentence.span)
    )


# --- one event once ----------------------------------------------------------------------------------------


def in_order(
    events: Sequence[Item],
    actors_of: Callable[[Item], frozenset[str]] = lambda _: frozenset(),
    better: Callable[[Item], object] = lambda _: 0,
) -> list[Item]:
    """Order events by when they happened; one that another source tells too stands there once, with `also`.

    Args:
        events: in any order.
        actors_of: who takes part in what a line tells.
        better: by which the line is chosen of several that tell one event, the least of them.
    """
    told: defaultdict[str | None, list[_Told]] = defaultdict(list)
    for item in sorted(events, key=lambda item: (item.date or "", item.article, item.span)):
        words = frozenset(word.lower() for word in _WORD.findall(item.verbatim))
        one = _Told(item, words, actors_of(item), names_by_sound(item.verbatim))
        known = told[item.date]
        same = next((place for place, other in enumerate(known) if _is_same(one, other)), None)
        if same is None:
            known.append(one)
        elif len(known) <= _COMPARED:
            known[same] = _joined(known[same], one, better)
    return [one.item for date in sorted(told, key=lambda date: date or "") for one in told[date]]


@dataclass(frozen=True, slots=True)
class _Told:
    """A line that tells an event: its words, who takes part, and its names by their sound."""

    item: Item
    words: frozenset[str]
    actors: frozenset[str]
    names: frozenset[str]


def names_by_sound(text: str) -> frozenset[str]:
    """Return the words with a capital by their sound, which is the same in every script."""
    return frozenset(skeleton(form) for word in capitalised(text) for form in latin_forms(word))


def capitalised(text: str) -> list[str]:
    """Return the words with a capital that are long enough to be told from others by their sound."""
    return [word for word in _WORD.findall(text) if word[0].isupper() and len(word) >= _NAME]


def _is_same(one: _Told, other: _Told) -> bool:
    shorter = min(len(one.words), len(other.words))
    shared = len(one.words & other.words)
    if shared > _SAME * shorter:
        return True
    to_the_day = len(one.item.date or "") == len("2024-11-26")
    if one.item.article == other.item.article or not to_the_day:
        return False
    if len(one.names & other.names) >= _NAMES and shared <= 1:
        return True  # told in another script
    actors = len(one.actors & other.actors)
    return actors >= _ACTORS or (actors > 0 and shared > _AMONG_ACTORS * shorter)


def _joined(one: _Told, other: _Told, better: Callable[[Item], object]) -> _Told:
    first, second = (one, other) if better(one.item) <= better(other.item) else (other, one)  # type: ignore[operator]
    also = dict.fromkeys((*first.item.also, *second.item.also, second.item.article))
    also.pop(first.item.article, None)
    return replace(first, item=replace(first.item, also=tuple(also)), actors=one.actors | other.actors)
