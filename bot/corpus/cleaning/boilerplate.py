"""The cleaning rules, the subject `boilerplate`, and what they say of a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from bot.corpus.cleaning.lines import PageLine
from bot.language_data.loading import subject


class Where(StrEnum):
    """Where a rule looks; the head of their file says what each means."""

    LINE = "line"
    START = "start"
    END = "end"
    TAIL = "tail"
    SENTENCE = "sentence"
    BESIDE = "beside"
    CREDIT = "credit"


@dataclass(frozen=True, slots=True)
class CleaningRule:
    """One kind of text that is not article text."""

    name: str
    why: str
    where: Where
    pattern: re.Pattern[str]
    longest: int
    edge: bool
    unfinished: bool


CAPTION = "picture caption"

_TAIL = 600
"""Characters at the end of a paragraph in which rules for tails look."""
_CREDIT_TAIL = 200
_LONGEST_LINE = 800

_STOP = re.compile(r"\s?[.!:]+(?=\)?$)")
_BEFORE_TAIL = re.compile(r"(?:^|[.!?…]['\"”»)\]]{0,2}\s{1,3})\Z")


@lru_cache(maxsize=1)
def rules() -> tuple[CleaningRule, ...]:
    """Return all rules in the order of the file; the first that fits a line counts."""
    data = subject("boilerplate")
    return tuple(
        CleaningRule(
            name=entry["name"],
            why=entry["why"],
            where=Where(entry["where"]),
            pattern=re.compile(entry["pattern"], re.NOFLAG if entry.get("case") else re.IGNORECASE),
            longest=entry.get("longest", 300),
            edge=entry.get("edge", False),
            unfinished=entry.get("open", False),
        )
        for entry in data["rule"]
    )


def rule_for(line: PageLine) -> CleaningRule | None:
    """Return the first rule that says the line is not article text, or None.

    Rules for tails and for what goes on beside another line are not asked: see `tail_of`,
    `find_what_goes_on`.
    """
    if "rule" not in line.known:
        short = len(line.text) <= _LONGEST_LINE
        line.known["rule"] = _rule_for(line.plain, line.finished) if short else None
    rule: CleaningRule | None = line.known["rule"]
    return rule


@lru_cache(maxsize=4096)
def _rule_for(plain: str, finished: bool) -> CleaningRule | None:
    return next((rule for rule in rules() if _takes(rule, plain, finished=finished)), None)


def takes(rule: CleaningRule, line: PageLine) -> bool:
    """Say whether a rule by itself says that a line is not article text."""
    return _takes(rule, line.plain, finished=line.finished)


def _takes(rule: CleaningRule, plain: str, *, finished: bool) -> bool:
    if finished and (rule.unfinished or (rule.where is Where.END and plain.endswith("."))):
        return False
    return len(plain) <= rule.longest and _fits(rule, plain)


def _fits(rule: CleaningRule, plain: str) -> bool:
    match rule.where:
        case Where.LINE | Where.END:
            return rule.pattern.fullmatch(plain) is not None
        case Where.SENTENCE:
            return rule.pattern.fullmatch(_STOP.sub("", plain)) is not None
        case Where.START:
            return rule.pattern.match(plain) is not None
        case Where.CREDIT:
            return rule.pattern.search(plain, max(0, len(plain) - _CREDIT_TAIL)) is not None
        case Where.TAIL | Where.BESIDE:
            return False


def find_what_goes_on(lines: Sequence[PageLine]) -> None:
    """Find the lines that go on with what a rule names above or below them, with nothing else between.

    From then on `rule_for` returns their rule; whether a line is such a one its words alone do not tell.
    """
    for order in (range(1, len(lines)), range(len(lines) - 2, -1, -1)):
        for index in order:
            beside = rule_for(lines[index - order.step])
            if beside is not None and rule_for(lines[index]) is None:
                lines[index].known["rule"] = _going_on(lines[index].plain, beside.why)


def _going_on(plain: str, why: str) -> CleaningRule | None:
    named = (rule for rule in rules() if rule.where is Where.BESIDE and rule.why == why)
    return next(
        (rule for rule in named if len(plain) <= rule.longest and rule.pattern.fullmatch(plain)), None
    )


def notice_of(sentence: str) -> str | None:
    """Say why a sentence among others is none of the article's, None where it is or may be."""
    plain = " ".join(sentence.split()).replace("’", "'").replace("‘", "'")
    return next(
        (
            rule.why
            for rule in rules()
            if rule.where is Where.SENTENCE and len(plain) <= rule.longest and _fits(rule, plain)
        ),
        None,
    )


def is_bare_credit(line: PageLine) -> bool:
    """Say whether a line that names who took a picture holds nothing else, so that its caption is the line
    above.
    """
    found = next(
        (
            rule.pattern.search(line.plain)
            for rule in rules()
            if rule.where is Where.CREDIT and _fits(rule, line.plain)
        ),
        None,
    )
    return found is not None and len(line.plain[: found.start()].split()) <= 2


def tail_of(paragraph: str) -> tuple[int, str] | None:
    """Find text at the end of a paragraph that does not belong to it.

    Args:
        paragraph: the paragraph's text.

    Returns:
        The offset where the tail begins and why it is none of the article's, or None. A tail follows a
        finished sentence and is never the whole paragraph.
    """
    start = max(0, len(paragraph) - _TAIL)
    end = paragraph[start:].replace("’", "'").replace("‘", "'").replace("\u00a0", " ")
    best: tuple[int, str] | None = None
    for rule in rules():
        if rule.where is not Where.TAIL:
            continue
        for found in rule.pattern.finditer(end):
            offset = start + found.start()
            if offset == 0 or (best is not None and offset >= best[0]):
                continue
            if _BEFORE_TAIL.search(end[: found.start()][-6:]):
                best = (offset, rule.why)
                break
    return best
