"""Articles of one event as one story over its days.

An article joins the story it has the most in common with, by its people and the rare words of its title and
opening, as long as the story's last news is a few days old at most. Stories are looked up by what they hold
(postings), so that an article is only compared with those it shares something rare with.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from heapq import nlargest

from bot.briefing.stories.traits import Traits
from bot.corpus.duplicates import groups_of, is_reprint

WINDOW = timedelta(days=5)
"""Time without news after which a story is over: what comes later is another event of the same matter."""
_ALIKE = 0.2  # least likeness, from 0 to 1, of an article and a story it joins
_ALIKE_UNDATED = 0.4  # the same where neither's day is known
_ALIKE_HALF_DATED = 0.45  # the same where one's is, and the other may be of any time
_MAY_BE_REPRINT = 0.1  # least likeness of an article to a story that may hold the same text
_TELLING = 20  # words of an article that lead to stories: its heaviest
_CROWD = 60  # stories that share a trait from which it leads to none


@dataclass(frozen=True, slots=True)
class Story:
    """The articles of one event, newest first; `independent` counts them without reprints."""

    articles: tuple[str, ...]
    independent: int


@dataclass(slots=True)
class _Growing:
    """A story while articles join it: the sum of their weights, and its first and last day."""

    members: list[Traits] = field(default_factory=list)
    words: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    people: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    first: date | None = None
    last: date | None = None
    length: float = 0.0

    def take(self, one: Traits) -> None:
        self.members.append(one)
        for own, other in ((self.words, one.words), (self.people, one.people)):
            for trait, weight in other.items():
                own[trait] += weight
        weights = (*self.words.values(), *self.people.values())
        self.length = math.sqrt(math.fsum(weight**2 for weight in weights))
        if (day := one.day) is not None:
            self.first = min(self.first or day, day)
            self.last = max(self.last or day, day)

    def likeness(self, one: Traits) -> float:
        """Say how much of an article and of the story is the same; people count no more than the words:
        a minister has many stories.
        """
        words = _shared(one.words, self.words)
        people = _shared(one.people, self.people)
        return (words + min(words, people)) / self.length if self.length else 0.0

    def is_near(self, one: Traits) -> bool:
        """Say whether an article may be of the days of the story."""
        if self.first is None or self.last is None:
            return True
        too_late = one.earliest is not None and one.earliest > self.last + WINDOW
        return not too_late and (one.latest is None or one.latest >= self.first - WINDOW)


def _shared(one: Mapping[str, float], story: Mapping[str, float]) -> float:
    return math.fsum(weight * story[trait] for trait, weight in one.items() if trait in story)


def stories_of(articles: Iterable[Traits]) -> tuple[Story, ...]:
    """Bring articles together to stories.

    Args:
        articles: in any order.

    Returns:
        The stories, what is new first: by the date of their newest article as far as it is known, those
        without any last.
    """
    # Oldest first, as events happen; what is undated comes when the stories it may belong to are there.
    waiting = sorted(articles, key=lambda one: (one.day is None, one.day or date.min, one.article))
    growing: list[_Growing] = []
    holding: defaultdict[str, set[int]] = defaultdict(set)
    for one in waiting:
        leading = nlargest(_TELLING, one.words, key=one.words.__getitem__)
        near = {number for trait in leading if len(holding[trait]) <= _CROWD for number in holding[trait]}
        number = _nearest(one, near, growing)
        if number is None:
            number = len(growing)
            growing.append(_Growing())
        growing[number].take(one)
        for trait in leading:
            holding[trait].add(number)
    growing.sort(key=lambda story: max(one.dated for one in story.members), reverse=True)
    return tuple(_story(story.members) for story in growing)


def _nearest(one: Traits, near: Iterable[int], growing: Sequence[_Growing]) -> int | None:
    """Return the number of the story an article joins, None where it begins one."""
    best, most = None, 0.0
    for number in sorted(near):
        story = growing[number]
        if not story.is_near(one):
            continue
        alike, least = story.likeness(one), _least(one, story)
        if _MAY_BE_REPRINT <= alike < least and any(_same_text(one, other) for other in story.members):
            alike = 1.0
        if alike >= least and alike > most:
            best, most = number, alike
    return best


def _same_text(one: Traits, other: Traits) -> bool:
    return is_reprint(one.fingerprint(), other.fingerprint())


def _least(one: Traits, story: _Growing) -> float:
    undated = (one.day is None) + (story.last is None)
    return (_ALIKE, _ALIKE_HALF_DATED, _ALIKE_UNDATED)[undated]


def _story(members: Sequence[Traits]) -> Story:
    if len(members) == 1:
        return Story((members[0].article,), 1)
    newest = sorted(members, key=lambda one: one.article)
    newest.sort(key=lambda one: one.dated, reverse=True)
    reprints = sum(len(group) - 1 for group in groups_of((one.article, one.fingerprint()) for one in members))
    return Story(tuple(one.article for one in newest), len(members) - reprints)
