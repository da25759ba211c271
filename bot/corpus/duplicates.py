"""Articles that are the same text, as reprints mostly are: an agency report on two sites, shortened or with
some words exchanged; a listing's teaser and the article it is from.

Compared are runs of four words ("shingles"): the share of the shorter text's that the other has too.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain, combinations

from bot.words.documents import Article

_SHINGLE = 4
"""Words that must follow each other in both texts."""
_ALIKE = 0.5
"""Share of the shorter text's shingles: with 6 % of the words exchanged nearly four fifths of them stay, and
all of 300 such texts were found.
"""
_SHORT, _ALIKE_IF_SHORT = 40, 0.7
"""In a text of a sentence or two half the words are easily those of another report of the same event."""
_CROWD = 50
"""A shingle of more articles than this is a set phrase and leads to no pair."""
_FEWEST_SHINGLES = 8
_WORD = re.compile(r"\w+")


def fingerprint(article: Article) -> frozenset[int]:
    """Return the hashed shingles an article is compared by; the same for the same text in every process.

    Args:
        article: any article; only its paragraphs count.
    """
    text = " ".join(article.read(span) for span in article.paragraphs).casefold()
    words = [word.encode() for word in _WORD.findall(text)]
    joined = b" ".join(words)
    ends = list(accumulate(len(word) + 1 for word in words))  # of each word with the space behind it
    runs = zip((0, *ends), ends[_SHINGLE - 1 :], strict=False)
    return frozenset(zlib.crc32(joined[start : end - 1]) for start, end in runs)


def alike(one: frozenset[int], other: frozenset[int]) -> float:
    """Say how much of the shorter text stands in the other, from 0 to 1; 0 for texts too short to tell."""
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter >= _FEWEST_SHINGLES else 0.0


def is_reprint(one: frozenset[int], other: frozenset[int]) -> bool:
    """Say whether two texts are the same or nearly, or one a part of the other."""
    least = _ALIKE if min(len(one), len(other)) >= _SHORT else _ALIKE_IF_SHORT
    return alike(one, other) >= least


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
    for one, other in _candidates([hashes for _, hashes in known]):
        if is_reprint(known[one][1], known[other][1]):
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


def _candidates(fingerprints: Sequence[frozenset[int]]) -> Iterable[tuple[int, int]]:
    """Return the pairs that share enough, found by who holds each shingle rather than by comparing all."""
    held = Counter(chain.from_iterable(fingerprints))
    telling = {value for value, number in held.items() if 2 <= number <= _CROWD}
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for number, hashes in enumerate(fingerprints):
        for value in hashes & telling:
            holders[value].append(number)
    shared = Counter(pair for numbers in holders.values() for pair in combinations(numbers, 2))
    return sorted(pair for pair, count in shared.items() if count >= _FEWEST_SHINGLES // 2)
