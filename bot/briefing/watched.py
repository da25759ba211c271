"""Which watches a new article may be of interest to, told without looking anything up in the corpus.

Most articles concern few watches. What a watch needs is read out of its words once; an article that has
neither the terms nor a name like one of the words cannot be news for it. Only the others are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass
from functools import lru_cache

from bot.briefing.library import Library
from bot.briefing.reading import ReadArticle
from bot.briefing.whatsnew import may_lack
from bot.people.spelling import sound
from bot.search.query import Concept, parse_query
from bot.text.name_lexicon import fold

_LETTERS = re.compile(r"[^\W\d_]+")
_OF_A_SOUND = 2  # letters by which names are filed: women of a family bear another ending
_KEPT = 50_000  # watches whose needs are kept


@dataclass(frozen=True, slots=True)
class _Needs:
    """What an article must have for a watch: names that sound like one of these, or terms of concepts.

    Each concept is a choice: one of its terms must be there, or one of each of its parts.
    """

    names: frozenset[str]
    concepts: tuple[tuple[frozenset[str], tuple[frozenset[str], ...]], ...]
    may_lack: int


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
    here = article.words
    lacking = sum(
        here.isdisjoint(terms) and not (parts and all(not here.isdisjoint(part) for part in parts))
        for terms, parts in needs.concepts
    )
    return lacking <= needs.may_lack


def names_in(article: str, library: Library) -> frozenset[str]:
    """Return how the people an article names are called, as far as a watch is compared with it."""
    people = library.people_in(article)
    return _sounds(name for one in people for name in (one.name, *one.forms, *one.aliases))


@lru_cache(maxsize=_KEPT)
def _needs(words: str) -> _Needs:
    query = parse_query(words, {}, {})
    concepts = () if query.problem else tuple(map(_choice, query.required))
    return _Needs(_sounds([words]), concepts, may_lack(query))


def _choice(concept: Concept) -> tuple[frozenset[str], tuple[frozenset[str], ...]]:
    return _first_terms(concept), tuple(map(_first_terms, concept.parts))


def _first_terms(concept: Concept) -> frozenset[str]:
    return frozenset(way[0] for way in concept.ways)


def _sounds(names: Iterable[str]) -> frozenset[str]:
    return frozenset(sound(fold(part))[:_OF_A_SOUND] for name in names for part in _LETTERS.findall(name))
