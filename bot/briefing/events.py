"""Sentences that date what they tell: what happened, in the order in which it happened."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from bot.briefing.openings import standing_alone
from bot.briefing.reading import ReadArticle, ReadSentence
from bot.briefing.selection import marks_within
from bot.models import DateMention, DateOf, Item

# "In the 2012 election" tells when, "the 2012 plan" which.
_DETERMINER = re.compile(
    r"(?:(?<!\bin )(?<!\bat )(?<!during )(?<!since )\b(?:the|a|an|this|that|his|her|its|their|our)"
    r"|[’']s|s[’'])[ \u00a0]\Z",
    re.IGNORECASE,
)
_NOUN = re.compile(r"[ \u00a0][^\W\d_]")
_WORD_REACH = 16  # characters before a year in which a determiner stands
_COMPARED = 40  # events of one date that are held against a further one
_SAME = 0.6  # share of the shorter event's words the other has too, from which both tell of one event


def event(article: ReadArticle, sentence: ReadSentence) -> Item | None:
    """Return a sentence, and what is quoted with it, under the date it gives; None when it gives none."""
    date = _date_of(article, sentence)
    shown = standing_alone(article, sentence)
    if date is None or shown is None:
        return None
    item = article.item(shown, marks_within([date.span], shown))
    return replace(item, date=date.value, date_of=DateOf.EVENT)


def _date_of(article: ReadArticle, sentence: ReadSentence) -> DateMention | None:
    """Return the most exact date a sentence gives its event, the first of equals."""
    text = article.article.text
    known = [
        date for date in article.dates_in(sentence.span) if date.value and not _names_a_thing(date, text)
    ]
    return min(known, key=lambda date: (-len(date.value or ""), date.span), default=None)


def _names_a_thing(date: DateMention, text: str) -> bool:
    """Say whether a year only tells which of several things is meant: "the 1951 treaty", "a 2014 paper"."""
    if not date.span.of(text).isdigit():
        return False
    before = _DETERMINER.search(text, max(0, date.span.start - _WORD_REACH), date.span.start)
    return before is not None and _NOUN.match(text, date.span.end) is not None


def in_order(events: list[Item]) -> list[Item]:
    """Order events by when they happened; one that another source tells in the same words is left out."""
    kept: list[Item] = []
    told: defaultdict[str | None, list[frozenset[str]]] = defaultdict(list)
    for item in sorted(events, key=lambda item: (item.date or "", item.article, item.span)):
        words = frozenset(item.verbatim.lower().split())
        before = told[item.date]
        if not any(len(words & other) > _SAME * min(len(words), len(other)) for other in before[-_COMPARED:]):
            before.append(words)
            kept.append(item)
    return kept
