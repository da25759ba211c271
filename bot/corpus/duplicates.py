"""Articles that are the same text: an agency report on two sites, a listing's teaser and the article it is
from.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from bot.models import Article

_SHINGLE = 6
"""Words that must follow each other in both texts."""
_MOST_HASHES = 400
"""Shingles kept of one article, those with the smallest hashes: a sample that is the same for the same text.
"""
_ALIKE = 0.7
_CROWD = 50
"""A shingle of more articles than this is a set phrase and proves nothing."""
_FEWEST_SHINGLES = 8
_WORD = re.compile(r"\w+")


def fingerprint(article: Article) -> frozenset[int]:
    """Return the hashed shingles an article is compared by; the same for the same text in every process.

    Args:
        article: any article; only its paragraphs count.

    Returns:
        At most 400 numbers, fewer for a short text.
    """
    words = _WORD.findall(" ".join(article.read(span) for span in article.paragraphs).casefold())
    shingles = {" ".join(words[start : start + _SHINGLE]) for start in range(len(words) - _SHINGLE + 1)}
    hashes = (int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest()) for text in shingles)
    return frozenset(sorted(hashes)[:_MOST_HASHES])


def alike(one: frozenset[int], other: frozenset[int]) -> float:
    """Say how much of the shorter text stands in the other, from 0 to 1; 0 for texts too short to tell."""
    smaller, larger = sorted((one, other), key=len)
    if len(smaller) < _FEWEST_SHINGLES:
        return 0.0
    # Both keep their smallest hashes: beyond the largest one kept, a full sample says nothing of the other.
    limit = max(larger) if len(larger) == _MOST_HASHES else None
    compared = [number for number in smaller if limit is None or number <= limit]
    if len(compared) < _FEWEST_SHINGLES:
        return 0.0
    return sum(number in larger for number in compared) / len(compared)


def duplicate_groups(articles: Iterable[Article]) -> tuple[tuple[str, ...], ...]:
    """Group articles that are the same text or nearly.

    Args:
        articles: the articles of a corpus.

    Returns:
        The groups of at least two, as ids in the order given; an article is in at most one group.
    """
    return groups_of((article.id, fingerprint(article)) for article in articles)


def groups_of(fingerprints: Iterable[tuple[str, frozenset[int]]]) -> tuple[tuple[str, ...], ...]:
    """Group articles by their fingerprints; as `duplicate_groups`, for whoever keeps them."""
    known = list(fingerprints)
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for number, (_, hashes) in enumerate(known):
        for value in hashes:
            holders[value].append(number)
    leader = list(range(len(known)))
    for one, other in sorted(_candidates(holders.values())):
        if alike(known[one][1], known[other][1]) >= _ALIKE:
            first, second = sorted((_lead(leader, one), _lead(leader, other)))
            leader[second] = first
    groups: defaultdict[int, list[str]] = defaultdict(list)
    for number, (id_, _) in enumerate(known):
        groups[_lead(leader, number)].append(id_)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def _candidates(holders: Iterable[Sequence[int]]) -> set[tuple[int, int]]:
    shared: defaultdict[tuple[int, int], int] = defaultdict(int)
    for numbers in holders:
        if 2 <= len(numbers) <= _CROWD:
            for place, one in enumerate(numbers):
                for other in numbers[place + 1 :]:
                    shared[one, other] += 1
    return {pair for pair, count in shared.items() if count >= _FEWEST_SHINGLES // 2}


def _lead(leader: list[int], number: int) -> int:
    while leader[number] != number:
        leader[number] = leader[leader[number]]
        number = leader[number]
    return number
