"""The amounts and numbers of a sentence that may count or measure what is asked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from bot.briefing.amounts.amounts import Amount, Measure, amounts_in
from bot.briefing.lines.asked_words import is_number
from bot.briefing.lines.evidence import Evidence
from bot.words.spans import Span

AGE = re.compile(
    r"(?<![\d.,])(?P<before>\d{1,3})[\s-]year[\s-]old"
    r"|(?<=[^\W\d_]), (?P<after>\d{1,3})(?=[,.)](?!\d)|$| and\b)"
    r"|\((?P<within>\d{1,3})\)|\baged? (?:of )?(?P<aged>\d{1,3})\b"
    r"|\b(?P<years>\d{1,3}) years (?:old|of age)\b"
    r"|\b(?P<let>\d{1,3})-летн|\b(?P<godov>\d{1,3}) (?:лет|года?)\b"
)
_NOT_COUNTED = frozenset({Measure.MONEY, Measure.SHARE, Measure.DURATION})
_NUMBER_BEFORE = re.compile(r"\A\d[\d.,]*(?=[^\W\d_])")  # "1,100km"


def amounts_of(answer: Evidence) -> tuple[Amount, ...]:
    """Return the amounts of a sentence."""
    text, span = answer.article.article.text, answer.sentence.span
    dates = [date.span for date in answer.article.analysis.dates if span.overlaps(date.span)]
    return amounts_in(text, span, dates)


def amounts_measuring(answer: Evidence, measures: set[Measure]) -> list[Span]:
    """Return where the amounts of a sentence stand that are of some measures."""
    return [amount.span for amount in amounts_of(answer) if amount.measure in measures]


def with_unit(answer: Evidence, is_wanted: Callable[[str], bool]) -> list[Span]:
    """Return the numbers of a sentence that a wanted unit follows, with it: "40 metres", "1,100km"."""
    found_terms = [term for term in answer.sentence.read.terms if not term.compound]
    spans = [
        Span(term.span.start, following.span.end)
        for term, following in pairwise(found_terms)
        if is_number(term.word) and is_wanted(following.word)
    ]
    glued = ((one, _NUMBER_BEFORE.sub("", one.word, count=1)) for one in found_terms)
    return spans + [one.span for one, unit in glued if unit != one.word and is_wanted(unit)]


def numbers_counting(answer: Evidence) -> list[Span]:
    """Return the numbers of a sentence that may count something: no dates, no ages, no money."""
    text, span = answer.article.article.text, answer.sentence.span
    sentence = answer.article.article.read(span)
    taken = [date.span for date in answer.article.analysis.dates if span.overlaps(date.span)]
    taken += [amount.span for amount in amounts_of(answer) if amount.measure in _NOT_COUNTED]
    taken += [Span(span.start + found.start(), span.start + found.end()) for found in AGE.finditer(sentence)]
    numbers: list[Span] = []
    for term in answer.sentence.read.terms:
        if term.compound or not is_number(term.word) or any(one.overlaps(term.span) for one in taken):
            continue
        if numbers and text[numbers[-1].end : term.span.start] == " ":
            numbers[-1] = Span(numbers[-1].start, term.span.end)  # "4 million"
        elif not _is_label(
            sentence, term.word, Span(term.span.start - span.start, term.span.end - span.start)
        ):
            numbers.append(term.span)
    return numbers


def _is_label(sentence: str, word: str, place: Span) -> bool:
    """Say whether a number only tells one thing from others ("Flight 370", "15:30", "the 5th")."""
    if not word[:1].isdigit():
        return place.start > 0 and sentence[place.start].isupper()  # "the Gang of Eight"
    before, after = sentence[: place.start].split()[-2:], sentence[place.end : place.end + 2]
    if "".join(before)[-1:] in ("#", "№") or (after[:1] == ":" and after[1:].isdigit()):
        return True
    named = len(before) > 1 and before[-1][:1].isupper() and before[-1][-1:].isalpha()
    return named or not word.replace(".", "").isdigit()
