"""Which watches a new article may be of interest to: the article asks for them, not each of them for it.

Most articles concern few watches. What a watch needs is read out of its words once, and it is filed under
what fewest articles have: the names that sound like its words, and the terms of its rarest word. An article
that has none of these cannot be news for it; nor one that has neither the terms of all its words nor such a
name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import lru_cache

from bot.briefing.arriving.whatsnew import may_lack
from bot.briefing.lines.library import Library
from bot.briefing.lines.quotable import ReadArticle
from bot.people.name_spelling import sound
from bot.search.query import Concept, parse_query
from bot.text.names.name_lexicon import fold

_LETTERS = re.compile(r"[^\W\d_]+")
_OF_A_SOUND = 3  # letters by which names are filed: women of a family bear another ending
_KEPT = 50_000  # watches whose needs are kept
_SPARE = 1_000  # watches filed beside those asked about, some of which may have ended


@dataclass(frozen=True, slots=True)
class _Choice:
    """What an article must have for a concept: one of its terms, or one of each of its parts."""

    terms: frozenset[str]
    parts: tuple[frozenset[str], ...]

    def is_in(self, words: Set[str]) -> bool:
        if not words.isdisjoint(self.terms):
            return True
        return bool(self.parts) and all(not words.isdisjoint(part) for part in self.parts)

    @property
    def ways_in(self) -> frozenset[str]:
        """Terms of which an article that has the concept has at least one."""
        return self.terms.union(*self.parts[:1])


@dataclass(frozen=True, slots=True)
class _Needs:
    """What an article must have for a watch: names that sound like one of these, or terms of concepts."""

    names: frozenset[str]
    concepts: tuple[_Choice, ...]
    may_lack: int


class WatchIndex:
    """The watches there are, filed by what an article must have to be news for them."""

    def __init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self._words: dict[int, str] = {}
        self._filed: defaultdict[str, set[int]] = defaultdict(set)
        self._named: defaultdict[str, set[int]] = defaultdict(set)
        self._always: set[int] = set()

    def follow(self, watches: Mapping[int, str], library: Library) -> None:
        """Have these watches filed, by their numbers and words; those filed before stay where they are."""
        if len(self._words) > _SPARE + 2 * len(watches):
            self._begin()  # most of them have ended by now
        for number, words in watches.items():
            if self._words.get(number) != words:
                self._take_out(number)
                self._words[number] = words
                for index, key in self._places(words, library):
                    index[key].add(number)
                if not _needs(words).concepts:
                    self._always.add(number)

    def _take_out(self, number: int) -> None:
        self._always.discard(number)
        if self._words.pop(number, None) is not None:
            for index in (self._filed, self._named):
                for filed in index.values():
                    filed.discard(number)

    def _places(self, words: str, library: Library) -> Iterable[tuple[defaultdict[str, set[int]], str]]:
        needs, held = _needs(words), library.engine.vocabulary()
        yield from ((self._named, name) for name in needs.names)
        rarest = sorted(needs.concepts, key=lambda one: sum(held.get(term, 0) for term in one.ways_in))
        for concept in rarest[: needs.may_lack + 1]:
            yield from ((self._filed, term) for term in concept.ways_in)

    def concerned(self, article: ReadArticle, names: Set[str]) -> set[int]:
        """Return the numbers of the watches an article may be news for.

        Args:
            article: the article.
            names: how its people are called, from `names_in`.
        """
        near = set(self._always)
        for name in names:
            near |= self._named.get(name, set())
        asking: set[int] = set()
        for term in article.words:
            asking |= self._filed.get(term, set())
        return near | {one for one in asking - near if may_concern(self._words[one], article, names)}


def may_concern(words: str, article: ReadArticle, names: Set[str]) -> bool:
    """Say whether an article may be news for a watch; never no where it is.

    Args:
        words: of the watch.
        article: the article.
        names: how the people of the article are called, from `names_in`.
    """
    needs = _needs(words)
    if not needs.concepts or not names.isdisjoint(needs.names):
        return True
    return sum(not concept.is_in(article.words) for concept in needs.concepts) <= needs.may_lack


def names_in(article: str, library: Library) -> frozenset[str]:
    """Return how the people an article names are called, as far as a watch is compared with it."""
    people = library.people_in(article)
    sounds = _sounds(name for one in people for name in (one.name, *one.forms, *one.aliases))
    return frozenset(sounds | {sound[:-1] for sound in sounds if len(sound) == _OF_A_SOUND})


@lru_cache(maxsize=_KEPT)
def _needs(words: str) -> _Needs:
    query = parse_query(words, {}, {})
    concepts = () if query.problem else tuple(map(_choice, query.required))
    return _Needs(_sounds([words]), concepts, may_lack(query))


def _choice(concept: Concept) -> _Choice:
    return _Choice(_first_terms(concept), tuple(map(_first_terms, concept.parts)))


def _first_terms(concept: Concept) -> frozenset[str]:
    return frozenset(way[0] for way in concept.ways)


def _sounds(names: Iterable[str]) -> frozenset[str]:
    return frozenset(sound(fold(part))[:_OF_A_SOUND] for name in names for part in _LETTERS.findall(name))
