"""What was put right about who is who, applied to the people the resolver finds: deterministic, no storage.

Corrections are applied in the order they were made, each to the people as those before it left them:

- an alias gives a person every figure whose fullest name in its article is just that form, and makes the form
  mean this person alone when somebody asks for it; a later alias of the same form takes its place;
- a merge makes one person of two, under the name of the first;
- a split lets a person fall apart by the names the articles use: figures of one full name stay together,
  those known by a single name stand alone, article by article. Where every article uses the same full name,
  each article stands alone. A split of one article takes out that article's figure and leaves the rest;
- hiding says that a name is no person: everybody of exactly that name is hidden, and what they would say has
  no speaker.

A correction whose person is gone, or in doubt, changes nothing; it takes effect again when they come back.
Which corrections are in effect can be told from the people: each carries the numbers of its own.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeVar

from bot.people.name_spelling import take_apart
from bot.people.transliteration import to_latin
from bot.text.names.name_lexicon import fold
from bot.words.changes import ArticleFigures, SeenFigure
from bot.words.findings import AnalysedArticle, Attribution, Figure, Quotation, ReportedStatement
from bot.words.people import Act, Appearance, Correction, Named, Person, PersonRole
from bot.words.spans import Span

Place = tuple[str, int]
"""A figure of an article: the article's id and the figure's index."""

_NOT_IN_KEY = re.compile(r"[^a-z0-9]+")


class Sighting(NamedTuple):
    """What corrections need of a figure: its fullest name, every form used, where its roles stand."""

    name: str
    forms: tuple[str, ...]
    roles: tuple[Span, ...]
    weak: bool


Sightings = Mapping[Place, Sighting]
"""The figures of articles."""


def corrected(
    articles: Iterable[ArticleFigures],
    corrections: Sequence[Correction],
    resolve: Callable[[Iterable[ArticleFigures]], tuple[Person, ...]],
) -> tuple[Person, ...]:
    """Return the people that `resolve` finds in some articles, corrected; hidden ones are last.

    The articles are read once and not kept, as far as `resolve` does not keep them.
    """
    in_force = [correction for correction in corrections if correction.undone is None]
    if not in_force:
        return resolve(articles)
    sightings: dict[Place, Sighting] = {}

    def noted() -> Iterator[ArticleFigures]:
        for one in articles:
            sightings.update(((one.article, n), sighting_of(seen)) for n, seen in enumerate(one.figures))
            yield one

    return apply(in_force, resolve(noted()), sightings)


def sighting_of(figure: SeenFigure) -> Sighting:
    """Return what corrections need of a figure."""
    return Sighting(
        name=sys.intern(figure.name),
        forms=tuple(sys.intern(form) for form in figure.forms),
        roles=tuple(role.span for role in figure.roles),
        weak=figure.weak,
    )


def names_of(correction: Correction) -> frozenset[str]:
    """Return the names a correction looks people up by, folded."""
    named = [correction.form, *(named.name for named in correction.people)]
    return frozenset(folded(name) for name in named)


def apply(
    corrections: Iterable[Correction], people: Iterable[Person], sightings: Sightings
) -> tuple[Person, ...]:
    """Return the people as corrections leave them, the most named first, then captions', then hidden ones.

    Args:
        corrections: in the order they were made; those undone are passed over.
        people: everybody the resolver found.
        sightings: the figures of all their articles.
    """
    in_force = [correction for correction in corrections if correction.undone is None]
    work = _Work(people, in_force, sightings)
    for correction in in_force:
        _ACTS[correction.act](work, correction)
    return tuple(
        sorted(
            work.people.values(),
            key=lambda person: (person.hidden, person.weak, -person.mentions, person.key),
        )
    )


def folded(name: str) -> str:
    """Return a name as corrections compare it: without case, accents and dots."""
    return " ".join(fold(word).rstrip(".") for word in name.split())


# --- the people while they are corrected -------------------------------------------------------------------


class _Work:
    """Everybody so far, found by the names that corrections use."""

    def __init__(
        self, people: Iterable[Person], corrections: Sequence[Correction], sightings: Sightings
    ) -> None:
        self.sightings = sightings
        self.by_number = {correction.number: correction for correction in corrections}
        self.people: dict[str, Person] = {}
        self._slugs: Counter[str] = Counter()
        self._bearing: dict[str, dict[str, None]] = {
            name: {} for correction in corrections for name in names_of(correction)
        }
        for person in people:
            self.put(person)

    def put(self, person: Person) -> None:
        """Enter somebody new, or in place of whoever has the key."""
        self.take_out(person.key)
        self.people[person.key] = person
        for form in (person.name, *person.forms, *person.aliases):
            bearing = self._bearing.get(folded(form))
            if bearing is not None:
                bearing[person.key] = None

    def take_out(self, key: str) -> None:
        """Forget somebody, if known."""
        if self.people.pop(key, None) is not None:
            for bearing in self._bearing.values():
                bearing.pop(key, None)

    def bearing(self, name: str) -> list[Person]:
        """Return everybody one of whose forms is this, hidden ones too, in order of their keys."""
        return [self.people[key] for key in sorted(self._bearing[folded(name)])]

    def find(self, named: Named) -> Person | None:
        """Return who a correction names: whose own name it is, else whose form; in doubt by the articles."""
        bearing = [person for person in self.bearing(named.name) if not person.hidden]
        own = [person for person in bearing if folded(person.name) == folded(named.name)]
        candidates = own or bearing
        if len(candidates) == 1 and not named.namesakes:
            return candidates[0]
        articles = set(named.articles)
        shared = [len(articles & {place.article for place in one.appearances}) for one in candidates]
        most = max(shared, default=0)
        return candidates[shared.index(most)] if most and shared.count(most) == 1 else None

    def free_key(self, name: str) -> str:
        """Return a key nobody has yet."""
        slug = _NOT_IN_KEY.sub("-", to_latin(fold(name))).strip("-") or "person"
        while True:
            self._slugs[slug] += 1
            key = slug if self._slugs[slug] == 1 else f"{slug}-{self._slugs[slug]}"
            if key not in self.people:
                return key

    def sighting(self, place: Place) -> Sighting:
        """Return what is known of a figure."""
        return self.sightings[place]


# --- the four acts -----------------------------------------------------------------------------------------


def _alias(work: _Work, correction: Correction) -> None:
    person = work.find(correction.people[0])
    if person is None:
        return
    form = folded(correction.form)
    for other in work.bearing(correction.form):
        if other.key == person.key:
            continue
        parts: dict[bool, list[Place]] = {True: [], False: []}
        for place in places_of(other):
            parts[folded(work.sighting(place).name) == form].append(place)
        moved, rest = parts[True], parts[False]
        apart = _Apart(work, other)
        if moved:
            person = _united(person, replace(apart.gathered(moved), aliases=(), corrections=()))
        if rest:
            work.put(_without_alias(work, apart.gathered(rest) if moved else other, form))
        else:
            work.take_out(other.key)
    person = replace(person, aliases=tuple(dict.fromkeys((*person.aliases, correction.form))))
    work.put(_marked(person, correction))


def _without_alias(work: _Work, person: Person, form: str) -> Person:
    """Return somebody whom a form no longer means, and so without the corrections that made it so."""
    if form not in map(folded, person.aliases):
        return person
    overruled = [
        number
        for number in person.corrections
        if work.by_number[number].act is Act.ALIAS and folded(work.by_number[number].form) == form
    ]
    return replace(
        person,
        aliases=tuple(alias for alias in person.aliases if folded(alias) != form),
        corrections=tuple(number for number in person.corrections if number not in overruled),
    )


def _merge(work: _Work, correction: Correction) -> None:
    first, second = (work.find(named) for named in correction.people)
    if first is None or second is None or first.key == second.key:
        return
    work.take_out(second.key)
    work.put(_marked(_united(first, second), correction))


def _split(work: _Work, correction: Correction) -> None:
    person = work.find(correction.people[0])
    if person is None:
        return
    groups = _one_article(person, correction.article) if correction.article else _groups(work, person)
    if len(groups) < 2:
        return
    apart = _Apart(work, person)
    parts = [apart.gathered(places) for places in groups]
    own = folded(person.name)
    keeper = max(parts, key=lambda part: (folded(part.name) == own, part.mentions))
    work.take_out(person.key)
    work.put(_marked(_as_written(replace(keeper, key=person.key)), correction))
    for part in parts:
        if part is not keeper:
            alone = replace(part, key=work.free_key(part.name), aliases=())
            work.put(_marked(_as_written(alone), correction))


def _groups(work: _Work, person: Person) -> list[list[Place]]:
    """Return the figures of a person that stay together when they fall apart."""
    places = places_of(person)
    by_name: defaultdict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in places:
        name = work.sighting(place).name
        is_full = len(name.split()) > 1
        by_name[folded(name) if is_full else "", "" if is_full else place[0]].append(place)
    if len(by_name) > 1:
        return list(by_name.values())
    by_article: defaultdict[str, list[Place]] = defaultdict(list)
    for place in places:
        by_article[place[0]].append(place)
    return list(by_article.values())


def _one_article(person: Person, article: str) -> list[list[Place]]:
    taken = [place for place in places_of(person) if place[0] == article]
    rest = [place for place in places_of(person) if place[0] != article]
    return [rest, taken] if rest and taken else []


def _hide(work: _Work, correction: Correction) -> None:
    named = correction.people[0]
    own = [person for person in work.bearing(named.name) if folded(person.name) == folded(named.name)]
    if named.namesakes or not own:
        found = work.find(named)
        own = [found] if found else []
    for person in own:
        work.put(_marked(replace(person, hidden=True), correction))


_ACTS: Mapping[Act, Callable[[_Work, Correction], None]] = {
    Act.ALIAS: _alias,
    Act.MERGE: _merge,
    Act.SPLIT: _split,
    Act.HIDE: _hide,
}


# --- people taken apart and put together -------------------------------------------------------------------


def places_of(person: Person) -> list[Place]:
    """Return every figure that is this person."""
    return [
        (appearance.article, figure)
        for appearance in person.appearances
        for figure in (appearance.figure, *appearance.also)
    ]


def _marked(person: Person, correction: Correction) -> Person:
    return replace(person, corrections=tuple(sorted({*person.corrections, correction.number})))


def _as_written(person: Person) -> Person:
    """Return somebody whom every article calls by its own name again."""
    appearances = tuple(replace(appearance, by_hand=False) for appearance in person.appearances)
    return replace(person, appearances=appearances)


def _united(first: Person, second: Person) -> Person:
    """Return one person of two: in an article that has both, the first one's figure stands for the other."""
    by_article = {appearance.article: appearance for appearance in first.appearances}
    for added in second.appearances:
        there = by_article.get(added.article)
        by_article[added.article] = (
            replace(added, by_hand=True)
            if there is None
            else replace(
                there,
                mentions=there.mentions + added.mentions,
                weak=there.weak and added.weak,
                also=(*there.also, added.figure, *added.also),
            )
        )
    return replace(
        first,
        forms=_forms(first.name, (*first.forms, *second.forms)),
        roles=_roles((*first.roles, *second.roles)),
        appearances=tuple(by_article[article] for article in sorted(by_article)),
        aliases=tuple(dict.fromkeys((*first.aliases, *second.aliases))),
        corrections=tuple(sorted({*first.corrections, *second.corrections})),
    )


class _Apart:
    """A person taken apart, to make people of some of its figures only."""

    def __init__(self, work: _Work, person: Person) -> None:
        self._work = work
        self._person = person
        self._appearances = {appearance.article: appearance for appearance in person.appearances}
        self._roles: defaultdict[tuple[str, Span], list[int]] = defaultdict(list)
        for number, role in enumerate(person.roles):
            self._roles[role.article, role.span].append(number)

    def gathered(self, places: Sequence[Place]) -> Person:
        """Return the person made of some figures, under the most usual of their names."""
        person = self._person
        names: Counter[str] = Counter()
        forms: Counter[str] = Counter()
        roles: set[int] = set()
        for place in places:
            sighting = self._work.sighting(place)
            names[sighting.name] += len(sighting.forms)
            forms.update(sighting.forms)
            forms[sighting.name] += 0
            roles.update(number for span in sighting.roles for number in self._roles[place[0], span])
        name = person.name if person.name in names else _best_name(names)
        return replace(
            person,
            name=name,
            family_name=person.family_name if name == person.name else _family_name(name),
            forms=_forms(name, sorted(forms, key=lambda form: (-forms[form], form))),
            roles=tuple(person.roles[number] for number in sorted(roles)),
            appearances=tuple(self._appearances_of(places)),
        )

    def _appearances_of(self, places: Sequence[Place]) -> Iterator[Appearance]:
        by_article: defaultdict[str, list[int]] = defaultdict(list)
        for article, figure in places:
            by_article[article].append(figure)
        for article in sorted(by_article):
            first, *others = by_article[article]
            sightings = [self._work.sighting((article, figure)) for figure in (first, *others)]
            yield Appearance(
                article,
                first,
                sum(len(sighting.forms) for sighting in sightings),
                weak=all(sighting.weak for sighting in sightings),
                also=tuple(others),
                by_hand=self._appearances[article].by_hand,
            )


def _best_name(names: Counter[str]) -> str:
    return min(names, key=lambda name: (len(name.split()) < 2, -names[name], name))


def _family_name(name: str) -> str:
    words = name.split()
    family = take_apart(tuple(words)).family
    count = len(family.split())
    for start in range(len(words) - count + 1):
        if folded(" ".join(words[start : start + count])) == family:
            return " ".join(words[start : start + count])
    return words[-1] if words else name


def _forms(name: str, forms: Iterable[str]) -> tuple[str, ...]:
    distinct = [form for form in dict.fromkeys(forms) if form != name]
    return (name, *sorted(distinct, key=lambda form: -len(form.split())))


def _roles(roles: Iterable[PersonRole]) -> tuple[PersonRole, ...]:
    in_order = sorted(roles, key=lambda role: (role.article, role.span))
    return tuple(sorted(in_order, key=lambda role: role.published or "", reverse=True))


# --- an article as corrections have it ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Standing:
    """What corrections say of figures of an article: they are one person, or, without a name, nobody.

    The first figure stands for all of them; `name` is "" where the article's own name for it is kept.
    """

    figures: tuple[int, ...]
    name: str | None


def standings(people: Iterable[Person]) -> Mapping[str, tuple[Standing, ...]]:
    """Return what corrections say of the figures of each article they touch, by the article's id."""
    found: defaultdict[str, list[Standing]] = defaultdict(list)
    for person in people:
        for place in person.appearances:
            figures = (place.figure, *place.also)
            if person.hidden:
                found[place.article].append(Standing(figures, None))
            elif place.by_hand or place.also:
                found[place.article].append(Standing(figures, person.name if place.by_hand else ""))
    return {article: tuple(of_article) for article, of_article in found.items()}


def as_corrected(analysed: AnalysedArticle, touched: Sequence[Standing]) -> AnalysedArticle:
    """Return an article whose figures are the people that corrections make of them.

    Figures of one person become its first one, under the person's name; the others are left empty, so that
    every index stays good. What somebody hidden would say has no speaker.
    """
    figures = list(analysed.analysis.figures)
    speaking: dict[int, int | None] = {}
    for standing in touched:
        if any(number >= len(figures) for number in standing.figures):
            continue  # the article was read anew a moment ago
        first, *others = standing.figures
        if standing.name is not None:
            united = _one_figure([figures[number] for number in standing.figures])
            figures[first] = replace(united, name=standing.name or united.name)
        for number in others if standing.name is not None else standing.figures:
            figures[number] = replace(figures[number], mentions=(), roles=())
            speaking[number] = None if standing.name is None else first
    analysis = analysed.analysis
    return replace(
        analysed,
        analysis=replace(
            analysis,
            figures=tuple(figures),
            quotations=tuple(_said_by(one, speaking) for one in analysis.quotations),
            reported=tuple(_said_by(one, speaking) for one in analysis.reported),
        ),
    )


def _one_figure(figures: Sequence[Figure]) -> Figure:
    first, *others = figures
    if not others:
        return first
    return replace(
        first,
        mentions=tuple(sorted((m for one in figures for m in one.mentions), key=lambda m: m.span)),
        roles=tuple(sorted((role for one in figures for role in one.roles), key=lambda role: role.span)),
        other_names=tuple(dict.fromkeys(name for one in figures for name in one.other_names)),
        weak=all(one.weak for one in figures),
    )


_Statement = TypeVar("_Statement", Quotation, ReportedStatement)


def _said_by(statement: _Statement, speaking: Mapping[int, int | None]) -> _Statement:
    """Return a statement under the figure that stands for its speaker, without one where that is nobody."""
    if statement.figure is None or statement.figure not in speaking:
        return statement
    figure = speaking[statement.figure]
    if figure is None:
        return replace(statement, figure=None, attribution=Attribution.UNRESOLVED)
    return replace(statement, figure=figure)
