"""The part of a corpus whose people are told again after a change: some buckets, and whoever hangs on them.

People are told bucket by bucket, but for what joins two buckets: a full name in brackets, a name with one
family name more, a correction. So whoever hangs on a reopened person by any of these is reopened as well,
until nobody does; of the other buckets nothing but these people is. What comes of it is what all buckets
together would have made of them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from bot.people.corrections import Place, apply, folded, names_of, places_of, sighting_of
from bot.people.entries import (
    begins_with,
    called_by,
    entry_of,
    in_another_order,
    joined_parts,
    joint_of,
    taken_apart,
)
from bot.people.name_spelling import is_son_of
from bot.people.resolver import Cluster, clusters_of, joined, resolution_of, slug_of
from bot.words.changes import Joints, KeptFigure
from bot.words.people import Correction, Person

_SHORTER = 2  # parts of a name of which another may be a longer form
_NUMBERED = re.compile(r"-\d+")

Thing = TypeVar("Thing")
_Joint = tuple[str, str]
"""What joins two people of different buckets: the kind of it, and parts of a name."""


@dataclass(frozen=True, slots=True)
class LookedUp:
    """What has to be looked up before all who are reopened are known: by joints, and by names they bear."""

    joints: Joints
    names: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.names) or self.joints != Joints()


class Reopened:
    """Gathers the buckets and people to be told again, and tells them."""

    def __init__(
        self,
        touched: Set[str],
        people: Iterable[str],
        corrections: Sequence[Correction],
        names: Iterable[str],
    ) -> None:
        """Begin with what a change touches.

        Args:
            touched: the buckets in which a figure came, left or is read in another way.
            people: the keys of those who lose a figure.
            corrections: all in force, in the order they were made.
            names: those that corrections made or undone by the change look up, folded.
        """
        self._touched = touched
        self._in_force = corrections
        self._naming: defaultdict[str, list[Correction]] = defaultdict(list)
        for correction in corrections:
            for name in names_of(correction):
                self._naming[name].append(correction)
        self._buckets: dict[str, list[Cluster]] = {}
        self._figures: dict[Place, KeptFigure] = {}
        self._offering: defaultdict[_Joint, list[Cluster]] = defaultdict(list)
        self._wanting: defaultdict[_Joint, list[Cluster]] = defaultdict(list)
        self._holding: defaultdict[str, list[Cluster]] = defaultdict(list)
        self._open: dict[int, Cluster] = {}
        self._offered = _Growing[_Joint]()
        self._wanted = _Growing[_Joint]()
        self._people = _Growing[str]()
        self._names = _Growing[str]()
        self._in_question: set[int] = set()
        for name in names:
            self._question(name)
        self.reopen(people)

    @property
    def people(self) -> frozenset[str]:
        """The keys of everybody who is told again."""
        return frozenset(self._people.all)

    def reopen(self, people: Iterable[str]) -> None:
        """Tell some people again."""
        for key in people:
            if self._people.add(key):
                self._spread(self._holding[key])

    def take(self, bucket: str, figures: Iterable[KeptFigure], givens: Set[str]) -> None:
        """Take in a bucket as it is after the change; `givens` are those of its names given elsewhere."""
        entries = []
        for figure in sorted(figures, key=lambda one: (one.article, one.figure)):
            entry = entry_of(figure.article, figure.figure, figure.seen)
            entry.apart = taken_apart(figure.read_as)
            entries.append(entry)
            self._figures[entry.place()] = figure
            if bucket in self._touched and figure.person:
                self.reopen([figure.person])
        self._buckets[bucket] = clusters_of(entries, givens)
        hanging = []
        for cluster in self._buckets[bucket]:
            offers, wants, people = _offers(cluster), _wants(cluster), self._people_of(cluster)
            for joint in offers:
                self._offering[joint].append(cluster)
            for joint in wants:
                self._wanting[joint].append(cluster)
            for key in people:
                self._holding[key].append(cluster)
            known = self._people.all & people or self._wanted.all & offers or self._offered.all & wants
            if bucket in self._touched or known:
                hanging.append(cluster)
        self._spread(hanging)

    def _people_of(self, cluster: Cluster) -> set[str]:
        found = (self._figures[entry.place()].person for entry in cluster.entries)
        return {key for key in found if key}

    def _spread(self, reached: Iterable[Cluster]) -> None:
        """Reopen some clusters, and all that hang on them as far as they are known."""
        waiting = list(reached)
        while waiting:
            cluster = waiting.pop()
            if id(cluster) in self._open:
                continue
            self._open[id(cluster)] = cluster
            for joint in _offers(cluster):
                self._offered.add(joint)
                waiting += self._wanting[joint]
            for joint in _wants(cluster):
                self._wanted.add(joint)
                waiting += self._offering[joint]
            for key in self._people_of(cluster):
                self._people.add(key)
                waiting += self._holding[key]
            if self._naming:
                for name in {
                    folded(form) for entry in cluster.entries for form in (entry.name, *entry.forms)
                }:
                    if name in self._naming:
                        self._question(name)

    def _question(self, name: str) -> None:
        """Let the corrections that look a name up be made again, with all whom they look up."""
        waiting = [name]
        while waiting:
            name = waiting.pop()
            if not self._names.add(name):
                continue
            for correction in self._naming.get(name, ()):
                self._in_question.add(correction.number)
                waiting += names_of(correction)

    def asked(self) -> LookedUp:
        """Return what is to be looked up and was not asked for yet."""
        offered, wanted = self._offered.news(), self._wanted.news()
        return LookedUp(
            Joints(
                parts=_of_kind("is", wanted) | _of_kind("begins", offered),
                begins=_of_kind("begins", wanted),
                others=_of_kind("is", offered),
                people=frozenset(self._people.news()),
            ),
            frozenset(self._names.news()),
        )

    def resolved(self) -> tuple[Person, ...]:
        """Return the people, corrected; their keys tell them apart among themselves."""
        clusters = [
            cluster
            for bucket in sorted(self._buckets)
            for cluster in self._buckets[bucket]
            if id(cluster) in self._open
        ]
        people = resolution_of(joined(clusters)).people
        corrections = [one for one in self._in_force if one.number in self._in_question]
        if not corrections:
            return people
        sightings = {place: sighting_of(figure.seen) for place, figure in self._figures.items()}
        return apply(corrections, people, sightings)

    def were(self) -> Mapping[Place, str]:
        """Return who each figure was."""
        return {place: figure.person for place, figure in self._figures.items() if figure.person}


class _Growing(Generic[Thing]):
    """A set that knows what has come since it was last asked."""

    def __init__(self) -> None:
        self.all: set[Thing] = set()
        self._new: set[Thing] = set()

    def add(self, one: Thing) -> bool:
        """Take something in; say whether it is new."""
        if one in self.all:
            return False
        self.all.add(one)
        self._new.add(one)
        return True

    def news(self) -> set[Thing]:
        """Return what has come since the last call."""
        new, self._new = self._new, set()
        return new


def _of_kind(kind: str, joints: Iterable[_Joint]) -> frozenset[str]:
    return frozenset(parts for of, parts in joints if of == kind)


def _offers(cluster: Cluster) -> set[_Joint]:
    """Return by what others may be joined to somebody."""
    found = {("is", joint_of(cluster.apart))} - {("is", "")}
    if cluster.apart.given and (shorter := begins_with(cluster.apart.parts)):
        found.add(("begins", shorter))
    return found


def _wants(cluster: Cluster) -> set[_Joint]:
    """Return what somebody else must offer to be joined."""
    parts = cluster.apart.parts
    found = {("is", joint_of(other)) for entry in cluster.entries for other in entry.others}
    found.add(("is", in_another_order(parts)))
    if not cluster.apart.given:
        found.add(("begins", called_by(cluster.apart.family)))
    elif is_son_of(parts):
        found.add(("begins", begins_with(parts)))
    elif len(parts) == _SHORTER:
        found.add(("begins", joined_parts(parts)))
    return {(kind, name) for kind, name in found if name}


# --- keys -------------------------------------------------------------------------------------------------


def slugs_of(people: Iterable[Person]) -> frozenset[str]:
    """Return what the keys of some people begin with."""
    return frozenset(slug_of(person.name) for person in people)


def keyed(people: Iterable[Person], were: Mapping[Place, str], taken: Set[str]) -> tuple[Person, ...]:
    """Return people with the keys of those they were, as long as their names are; others with new keys.

    Args:
        people: everybody who is told again.
        were: the keys of the people that figures were before.
        taken: keys of others that begin with the slugs of these people.
    """
    waiting = list(people)
    claims = []
    for number, person in enumerate(waiting):
        shared = Counter(were[place] for place in places_of(person) if place in were)
        slug = slug_of(person.name)
        claims += [(-count, key, number) for key, count in shared.items() if _is_of(key, slug)]
    kept: dict[int, str] = {}
    used = set(taken)
    for _, key, number in sorted(claims):
        if number not in kept and key not in used:
            kept[number] = key
            used.add(key)
    made = sorted(
        (number for number in range(len(waiting)) if number not in kept),
        key=lambda number: (-waiting[number].mentions, places_of(waiting[number])[0]),
    )
    for number in made:
        kept[number] = _free(slug_of(waiting[number].name), used)
        used.add(kept[number])
    return tuple(replace(person, key=kept[number]) for number, person in enumerate(waiting))


def _is_of(key: str, slug: str) -> bool:
    return key == slug or (key.startswith(slug) and bool(_NUMBERED.fullmatch(key, len(slug))))


def _free(slug: str, used: Set[str]) -> str:
    key, number = slug, 1
    while key in used:
        number += 1
        key = f"{slug}-{number}"
    return key
