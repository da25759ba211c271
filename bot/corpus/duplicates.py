"""Articles that are the same text, as reprints mostly are: an agency report on two sites, shortened or with
some words exchanged; a listing's teaser and the article it is from.

Compared are runs of four words (`bot.text.shingles`): the share of the shorter text's that the other has too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

_ALIKE = 0.5
"""Share of the shorter text's shingles: with 6 % of the words exchanged nearly four fifths of them stay, and
all of 300 such texts were found.
"""
_SHORT, _ALIKE_IF_SHORT = 40, 0.7
"""In a text of a sentence or two half the words are easily those of another report of the same event."""
_CROWD = 50
"""A shingle of more articles than this is a set phrase and leads to no pair."""
_FEW = 50
"""Texts that are compared two by two: as many as one answer reads, and no crowd."""
_FEWEST_SHINGLES = 8


def alike(one: frozenset[int], other: frozenset[int]) -> float:
    """Say how much of the shorter text stands in the other, from 0 to 1; 0 for texts too short to tell."""
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter >= _FEWEST_SHINGLES else 0.0


def is_reprint(one: frozenset[int], other: frozenset[int]) -> bool:
    """Say whether two texts are the same or nearly, or one a part of the other."""
    return _is_enough(len(one & other), min(len(one), len(other)))


def _is_enough(shared: int, shorter: int) -> bool:
    """Say whether that many shingles of the shorter text stand in the other one for both to be the same."""
    least = _ALIKE if shorter >= _SHORT else _ALIKE_IF_SHORT
    return shorter >= _FEWEST_SHINGLES and shared / shorter >= least


def groups_of(fingerprints: Iterable[tuple[str, frozenset[int]]]) -> tuple[tuple[str, ...], ...]:
    """Group articles that are the same text or nearly.

    An article joins a group when it is like most of it: one that holds two others whole makes no one text
    of these.

    Args:
        fingerprints: the ids of the articles of a corpus, each with its fingerprint.

    Returns:
        The groups of at least two, as ids in the order given; an article is in at most one group.
    """
    known = list(fingerprints)
    like: defaultdict[int, set[int]] = defaultdict(set)
    hashes = [hashes for _, hashes in known]
    for (one, other), shared in _shared(hashes).items():
        if _is_enough(shared, min(len(hashes[one]), len(hashes[other]))):
            like[one].add(other)
            like[other].add(one)
    group_of: dict[int, list[int]] = {}
    groups: list[list[int]] = []
    for number in range(len(known)):
        near = {id(group_of[other]): group_of[other] for other in sorted(like[number]) if other in group_of}
        group = max(near.values(), key=lambda group: len(like[number].intersection(group)), default=None)
        if group is None or 2 * len(like[number].intersection(group)) <= len(group):
            group = []
            groups.append(group)
        group.append(number)
        group_of[number] = group
    return tuple(tuple(known[number][0] for number in group) for group in groups if len(group) > 1)


def _shared_by_few(fingerprints: Sequence[frozenset[int]], again: set[int]) -> dict[tuple[int, int], int]:
    """Return `_shared` of a few texts; `again` are the shingles that more than one of them has."""
    elsewhere = [hashes & again for hashes in fingerprints]
    shared: dict[tuple[int, int], int] = {}
    for number, hashes in enumerate(fingerprints):
        if not _is_enough(len(elsewhere[number]), len(hashes)):
            continue  # no other has enough of it
        for other, others in enumerate(fingerprints):
            if other != number and len(others) >= len(hashes):
                pair = (min(number, other), max(number, other))
                shared[pair] = len(elsewhere[number] & elsewhere[other])
    return shared


def _shared(fingerprints: Sequence[frozenset[int]]) -> dict[tuple[int, int], int]:
    """Return how many shingles two of the texts share, of those pairs that share enough to be looked at.

    They are found by who holds each shingle rather than by comparing all; of a few texts, by comparing those
    of which enough stands in any other.
    """
    seen: set[int] = set()
    again: set[int] = set()
    for hashes in fingerprints:
        again |= seen & hashes
        seen |= hashes
    if len(fingerprints) <= _FEW:
        return _shared_by_few(fingerprints, again)
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for number, hashes in enumerate(fingerprints):
        for value in hashes & again:
            holders[value].append(number)
    # Many shingles have the same holders: all those of a text that a few articles carry.
    together = Counter(tuple(numbers) for numbers in holders.values() if len(numbers) <= _CROWD)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers, times in together.items():
        for pair in combinations(numbers, 2):
            shared[pair] += times
    crowd = frozenset(value for value, numbers in holders.items() if len(numbers) > _CROWD)
    return {
        (one, other): count + (len(crowd & fingerprints[one] & fingerprints[other]) if crowd else 0)
        for (one, other), count in shared.items()
        if count >= _FEWEST_SHINGLES // 2
    }
