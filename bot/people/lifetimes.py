"""When somebody may have been born, by an age or a year of birth beside the name and the article's date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from bot.language_data.loading import subject
from bot.words.documents import Article
from bot.words.findings import Figure, MentionKind
from bot.words.spans import Span

_YEAR = r"1[5-9]\d\d|20\d\d"
_REACH = 60  # characters beside a name that are looked at
_OLDEST, _YOUNGEST = 100, 8  # years of people whom the news name
_SLACK = 1  # years by which an age and a date may miss each other
_ANY_TIME = 30  # years between two ages that lie in one collection of news at most


@dataclass(frozen=True, slots=True)
class Lifetime:
    """The first and the last year in which somebody may be born; an age counts where no date is known."""

    earliest: int = 0
    latest: int = 9999
    age: int | None = None
    is_told: bool = False

    def excludes(self, other: Lifetime) -> bool:
        """Say whether two people cannot be one: born in other years, or of ages too far apart."""
        if self.latest + _SLACK < other.earliest or other.latest + _SLACK < self.earliest:
            return True
        undated = self.latest == 9999 or other.latest == 9999
        ages = undated and self.age is not None and other.age is not None
        return bool(ages) and abs((self.age or 0) - (other.age or 0)) > _ANY_TIME

    def narrowed(self, other: Lifetime) -> Lifetime:
        """Return what is known when both are one person's."""
        return Lifetime(
            max(self.earliest, other.earliest),
            min(self.latest, other.latest),
            self.age if self.age is not None else other.age,
            self.is_told or other.is_told,
        )


UNTOLD = Lifetime()


def lifetime_of(article: Article, figure: Figure) -> Lifetime:
    """Return when a figure of an article may have been born, as far as the article tells it."""
    for mention in figure.mentions:
        if mention.kind is MentionKind.FULL:
            told = told_at(article, mention.span)
            if told.is_told:
                return told
    return UNTOLD


def told_at(article: Article, name: Span) -> Lifetime:
    """Return when somebody was born by what stands right beside their name: an age, a year of birth."""
    text = article.text
    after = text[name.end : name.end + _REACH]
    if born := _told("born").match(after):
        year = int(next(filter(None, born.groups())))
        return Lifetime(year, year, is_told=True)
    before = text[max(0, name.start - _REACH) : name.start]
    aged = _told("after").match(after) or _told("before").search(before)
    age = int(next(filter(None, aged.groups()))) if aged else 0
    if not _YOUNGEST <= age <= _OLDEST:
        return UNTOLD
    published = article.published.value if article.published else None
    if published is None:
        return Lifetime(age=age, is_told=True)
    return Lifetime(int(published[:4]) - age - 1, int(published[:4]) - age, age, is_told=True)


@cache
def _told(what: str) -> re.Pattern[str]:
    """Return an expression of the subject `lifetimes`; its one group that is found is the age or the year."""
    year, age = rf"({_YEAR})", r"(\d{1,3})"
    forms = (form.replace("YEAR", year).replace("AGE", age) for form in subject("lifetimes")[what])
    return re.compile("|".join(forms), re.MULTILINE)
