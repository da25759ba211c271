"""Who is who over the whole corpus: the figures of all articles become people, each link with its reason.

Full names come together when family names sound alike and given names do not contradict. A figure known by
family name alone joins a full name only when one person fits: nobody else of that name, no other sex, no
contradicting field, not both in one article; where the family name is borne by many, the roles must agree
as well. What stays in doubt stays a person of its own, with the runners-up on record.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from bot.people.corrections import corrected
from bot.people.entries import (
    FigureEntry,
    begins_with,
    bucket_of,
    called_by,
    entries_of,
    in_another_order,
    joined_parts,
    write_alike,
)
from bot.people.lifetimes import UNTOLD, Lifetime
from bot.people.name_spelling import (
    PersonalName,
    has_one_qaf,
    is_beginning,
    is_son_of,
    looks_alike,
    same_person_name,
    sounds_alike,
    take_apart,
)
from bot.people.seen import figures_of
from bot.people.transliteration import to_latin
from bot.text.names.name_lexicon import fold, is_cyrillic, lexicon
from bot.text.names.role_words import is_plural_role
from bot.words.changes import ArticleFigures
from bot.words.findings import AnalysedArticle
from bot.words.people import Appearance, Correction, Person

_PARTS = 2  # of a name to which a text may add one more family name
_FAR_MORE = 5  # times more often named, from which a family name with a fitting role means the one named more
_NOT_IN_KEY = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Link:
    """Why a figure of an article was taken for a person, and who else it might have been (keys of people)."""

    article: str
    figure: int
    person: str
    reason: str
    runners_up: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """The people of a corpus with every link that made them."""

    people: tuple[Person, ...]
    links: tuple[Link, ...]


@dataclass(slots=True)
class Cluster:
    """Entries taken for one person."""

    apart: PersonalName
    entries: list[FigureEntry] = field(default_factory=list)
    reasons: list[tuple[str, tuple[Cluster, ...]]] = field(default_factory=list)
    articles: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    domains: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    lifetime: Lifetime = UNTOLD
    gender: str | None = None
    mentions: int = 0

    def add(self, entry: FigureEntry, reason: str, runners_up: Sequence[Cluster] = ()) -> None:
        """Take a figure in, with why, and who else it might have been."""
        self.entries.append(entry)
        self.reasons.append((reason, tuple(runners_up)))
        self.articles.add(entry.article)
        self.mentions += entry.mentions
        self.words.update(entry.words)
        self.domains.update(entry.domains)
        self.countries.update(entry.countries)
        self.lifetime = self.lifetime.narrowed(entry.lifetime)
        self.gender = self.gender or entry.gender
        numbered = not self.apart.given and entry.apart.generation > self.apart.generation == ""
        if len(entry.apart.parts) > len(self.apart.parts) or (numbered and not entry.apart.given):
            self.apart = entry.apart


def resolve(
    articles: Iterable[AnalysedArticle], corrections: Sequence[Correction] = ()
) -> tuple[Person, ...]:
    """Return the people of some articles, the most named first and those only in captions last."""
    return people_among(map(figures_of, articles), corrections)


def people_among(
    articles: Iterable[ArticleFigures], corrections: Sequence[Correction] = ()
) -> tuple[Person, ...]:
    """Return the people of a corpus, the most named first and those only in captions last.

    The order of `articles` does not matter; they are read once and not kept.
    """
    return corrected(articles, corrections, lambda read: resolution(read).people)


def resolution(articles: Iterable[ArticleFigures]) -> Resolution:
    """Return the people of a corpus and, for every figure, why it is that person and who came next."""
    entries = [entry for one in articles for entry in entries_of(one)]
    entries.sort(key=FigureEntry.place)
    write_alike(entries)
    buckets: defaultdict[str, list[FigureEntry]] = defaultdict(list)
    for entry in entries:
        buckets[bucket_of(entry.apart)].append(entry)
    givens = frozenset(given for entry in entries for given in entry.apart.given)
    clusters = [cluster for key in sorted(buckets) for cluster in clusters_of(buckets[key], givens)]
    return resolution_of(joined(clusters))


# --- bringing together ------------------------------------------------------------------------------------


def clusters_of(entries: Sequence[FigureEntry], givens: Set[str]) -> list[Cluster]:
    """Return the people among entries whose family names may be one; `givens` are all given names."""
    groups: defaultdict[tuple[str, ...], list[FigureEntry]] = defaultdict(list)
    alone: list[FigureEntry] = []
    for entry in entries:
        if entry.apart.given or entry.apart.initials:
            apart = entry.apart
            groups[(*apart.parts, "|", *apart.initials, "|", apart.generation)].append(entry)
        else:
            alone.append(entry)
    clusters: list[Cluster] = []
    ordered = sorted(
        groups.items(),
        key=lambda group: (
            not group[1][0].apart.given,
            not group[1][0].apart.generation,
            -len(group[1]),
            group[0],
        ),
    )
    for _, same in ordered:
        _place_full(same, clusters)
    loose: list[Cluster] = []
    for entry in alone:
        if not entry.lone:
            _place_alone(entry, clusters, loose, givens)
    for entry in alone:
        if entry.lone:
            _place_lone(entry, clusters, givens)
    return clusters + loose


def _place_full(same: Sequence[FigureEntry], clusters: list[Cluster]) -> None:
    """Put entries of one full name where they belong, or begin a new person."""
    apart = same[0].apart
    named = [
        cluster
        for cluster in clusters
        if same_person_name(cluster.apart, apart) and not _are_father_and_son(cluster, same)
    ]
    fitting = named
    fitting = [one for one in fitting if one.apart.generation == apart.generation] or fitting
    if len({cluster.apart.generation for cluster in fitting}) > 1:
        fitting = []  # father and son bear it and nothing says which
    if len(fitting) > 1:
        equal = [cluster for cluster in fitting if set(cluster.apart.parts) == set(apart.parts)]
        fitting = equal or ([] if not apart.given else fitting)
    people = fitting[:1]
    for entry in sorted(same, key=lambda entry: not entry.tells):
        chosen, reason = _of_one_full_name(people, entry)
        if chosen is None:
            chosen = Cluster(apart)
            clusters.append(chosen)
            people.append(chosen)
        chosen.add(entry, reason, [cluster for cluster in (*named, *people) if cluster is not chosen])


def _of_one_full_name(people: Sequence[Cluster], entry: FigureEntry) -> tuple[Cluster | None, str]:
    """Return who of people of one full name a figure is, None for somebody else, and why."""
    fitting = [cluster for cluster in people if not _are_two(cluster, entry)]
    if not fitting:
        return None, "a full name" if not people else "of the same full name, but of another age or calling"
    if len(people) == 1:
        shown = " ".join(fitting[0].entries[0].name.split())
        return fitting[0], "the same full name" if entry.name == shown else f"a spelling or form of {shown}"
    if len(fitting) == 1:
        return fitting[0], "the only one of that full name whom nothing contradicts"
    agreeing = [cluster for cluster in fitting if _agree(cluster, entry)]
    if len(agreeing) == 1:
        return agreeing[0], "of several of that full name the one whose roles agree"
    most = max(fitting, key=lambda cluster: cluster.mentions)
    rest = sum(cluster.mentions for cluster in fitting if cluster is not most)
    if most.mentions >= _FAR_MORE * rest:
        return most, "of several of that full name the one named far more often"
    loose = [cluster for cluster in fitting if not any(one.tells for one in cluster.entries)]
    return (loose[0] if loose else None), "of several of that full name, and nothing says which"


def _are_two(cluster: Cluster, entry: FigureEntry) -> bool:
    """Say whether a figure cannot be a person of the same name.

    They lived at other times, or are of callings and countries that have nothing in common. A calling alone
    is not enough: actors become presidents.
    """
    if cluster.lifetime.excludes(entry.lifetime):
        return True
    callings = entry.domains and cluster.domains and not entry.domains & cluster.domains
    countries = entry.countries and cluster.countries and not entry.countries & cluster.countries
    return bool(callings and countries)


def _are_father_and_son(cluster: Cluster, same: Sequence[FigureEntry]) -> bool:
    """Say whether an article tells a name apart from the same name with "Jr." or the like."""
    if cluster.apart.generation == same[0].apart.generation:
        return False
    return any(entry.article in cluster.articles for entry in same)


def _place_alone(
    entry: FigureEntry, clusters: Sequence[Cluster], loose: list[Cluster], givens: Set[str]
) -> None:
    """Put a figure known by one name where exactly one person fits, or keep it apart."""
    family = entry.apart.family
    given = entry.given_only and family in givens
    named = [] if given else [cluster for cluster in clusters if _bears(cluster, family)]
    fitting = [cluster for cluster in named if _no_contradiction(cluster, entry)]
    agreeing = [cluster for cluster in fitting if _agree(cluster, entry)]
    here = any(entry.article in cluster.articles for cluster in named)  # who bears it there may be meant too
    if len(fitting) == 1 and (agreeing or not (here or _is_common(family, givens))):
        reason = "the only one of that family name" + (", and the roles agree" if agreeing else "")
        fitting[0].add(entry, reason, [cluster for cluster in named if cluster is not fitting[0]])
        return
    if len(fitting) > 1:
        best = _best_agreeing(agreeing, entry)
        if best is not None:
            best.add(entry, "of several of that family name the one whose roles agree", fitting)
            return
    left = [cluster for cluster in loose if sounds_alike(cluster.apart.family, family)]
    if named:
        # A family name left over of people named in full is one entry: nothing tells its bearers apart.
        for cluster in left:
            if not cluster.entries[0].given_only:
                cluster.add(entry, "the same family name by itself, of one of several", named)
                return
    for cluster in left:
        numbered = entry.apart.generation and entry.apart.generation == cluster.apart.generation
        sure = numbered or _agree(cluster, entry) or not _is_common(family, None)
        if sure and _no_contradiction(cluster, entry):
            cluster.add(entry, "the same name by itself in another article", named)
            return
    kept = Cluster(entry.apart)
    reason = "several fit and nothing decides" if len(fitting) > 1 else "nobody named in full fits"
    kept.add(entry, reason, fitting)
    loose.append(kept)


def _place_lone(entry: FigureEntry, clusters: Sequence[Cluster], givens: Set[str]) -> None:
    """Put a word that only its deeds speak for where it is the family name of one person, else nowhere."""
    family = entry.apart.family
    named = [cluster for cluster in clusters if cluster.apart.given and _bears(cluster, family)]
    if len(named) == 1 and not _is_common(family, givens) and _no_contradiction(named[0], entry):
        named[0].add(entry, "the only one of that family name, which does what people do")


def _bears(cluster: Cluster, family: str) -> bool:
    return sounds_alike(cluster.apart.family, family) or has_one_qaf(cluster.apart.family, family)


def _is_common(family: str, givens: Set[str] | None) -> bool:
    """Say whether a name alone says too little; `givens` are those of the corpus, where they decide.

    A family name that is a given name elsewhere in the world says enough where nobody here is called so.
    """
    known = lexicon()
    if family in known.common_surnames or family in known.first_surnames:
        return True
    return known.is_given(family) if givens is None else family in givens


def _no_contradiction(cluster: Cluster, entry: FigureEntry) -> bool:
    if entry.article in cluster.articles:
        return False
    if entry.apart.generation and cluster.apart.generation not in ("", entry.apart.generation):
        return False  # "Leo XIII", "Leo XIV"
    if entry.gender and cluster.gender and entry.gender != cluster.gender:
        return False
    if _are_two(cluster, entry):
        return False
    return not (entry.domains and cluster.domains and not entry.domains & cluster.domains)


def _agree(cluster: Cluster, entry: FigureEntry) -> bool:
    """Say whether the roles of a figure and of a person have a head or a country and a word in common."""
    return bool(cluster.words & entry.words)


def _best_agreeing(agreeing: Sequence[Cluster], entry: FigureEntry) -> Cluster | None:
    """Return whose roles agree best with a figure's; of equals, who is named far more often than the rest."""
    if not agreeing:
        return None
    most = max(len(cluster.words & entry.words) for cluster in agreeing)
    equal = [cluster for cluster in agreeing if len(cluster.words & entry.words) == most]
    equal.sort(key=lambda cluster: -cluster.mentions)
    if len(equal) > 1 and equal[0].mentions < _FAR_MORE * equal[1].mentions:
        return None
    return equal[0]


def joined(clusters: list[Cluster]) -> list[Cluster]:
    """Bring together people of several buckets; the clusters stand in order of their buckets."""
    named = _with_longer_names(_in_one_order(_with_other_names(clusters)))
    return _with_given_names(_with_fathers(_with_aliases(named)))


def _with_other_names(clusters: list[Cluster]) -> list[Cluster]:
    """Bring together people one of whom bears the other's full name in brackets."""
    by_parts = {cluster.apart.parts: cluster for cluster in clusters if cluster.apart.given}
    gone: set[int] = set()
    for cluster in clusters:
        if id(cluster) in gone:
            continue  # whoever took it in has its other names as well
        for entry in cluster.entries:  # also those that come in meanwhile
            for other in entry.others:
                twin = by_parts.get(other.parts) if other.given else None
                if twin is None or twin is cluster or id(twin) in gone:
                    continue
                for moved in twin.entries:
                    cluster.add(moved, f"another name of {cluster.entries[0].name}, given in brackets")
                gone.add(id(twin))
    return [cluster for cluster in clusters if id(cluster) not in gone]


def _with_longer_names(clusters: list[Cluster]) -> list[Cluster]:
    """Bring together people one of whom has one name more at the end, where their roles agree.

    "Omar Sharid" and "Omar Sharid Malik" are one man, not "Omar Ali" and "Omar Ali Raza".
    """
    longer: defaultdict[tuple[str, ...], list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        if len(cluster.apart.parts) == _PARTS + 1:
            longer[cluster.apart.parts[:_PARTS]].append(cluster)
    gone: set[int] = set()
    for cluster in clusters:
        fitting = longer.get(cluster.apart.parts, []) if len(cluster.apart.parts) == _PARTS else []
        if (
            len(fitting) == 1
            and fitting[0].words & cluster.words
            and not _is_contradicted(fitting[0], cluster)
        ):
            for moved in cluster.entries:
                fitting[0].add(moved, f"a shorter form of {fitting[0].entries[0].name}, and the roles agree")
            gone.add(id(cluster))
    return [cluster for cluster in clusters if id(cluster) not in gone]


def _in_one_order(clusters: list[Cluster]) -> list[Cluster]:
    """Bring together people whose names are the same three words, the given name first in both.

    Where both others are well-known family names the order tells people apart unless their roles or another
    name agree: "Ana López García" need not be "Ana García López".
    """
    by_parts = {joined_parts(cluster.apart.parts): cluster for cluster in clusters if cluster.apart.given}
    gone: set[int] = set()
    for cluster in clusters:
        twin = by_parts.get(in_another_order(cluster.apart.parts))
        if twin is None or twin is cluster or not {id(twin), id(cluster)}.isdisjoint(gone):
            continue
        agree = cluster.words & twin.words or _other_names(cluster) & _other_names(twin)
        rare = not all(map(lexicon().is_surname, cluster.apart.parts[1:]))
        if (agree or rare) and not _is_contradicted(twin, cluster):
            _take_in(cluster, twin, "the same names in another order", gone)
    return [cluster for cluster in clusters if id(cluster) not in gone]


def _with_aliases(clusters: list[Cluster]) -> list[Cluster]:
    """Bring together somebody named by one word alone and who goes by it, as another article says."""
    bearing: defaultdict[str, list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        for name in {other.family for entry in cluster.entries for other in entry.others if not other.given}:
            bearing[called_by(name)].append(cluster)
    gone: set[int] = set()
    for cluster in clusters:
        if cluster.apart.given:
            continue
        name = cluster.apart.family
        fitting = [one for one in bearing.get(called_by(name), ()) if one is not cluster]
        fitting = [one for one in fitting if _goes_by(one, name)]
        sure = len(fitting) == 1 and not _is_contradicted(fitting[0], cluster)
        if sure and (not lexicon().is_given(name) or fitting[0].words & cluster.words):
            _take_in(fitting[0], cluster, f"what {fitting[0].entries[0].name} goes by", gone)
    return [cluster for cluster in clusters if id(cluster) not in gone]


def _other_names(cluster: Cluster) -> set[PersonalName]:
    return {other for entry in cluster.entries for other in entry.others}


def _goes_by(cluster: Cluster, name: str) -> bool:
    return any(sounds_alike(other.family, name) for entry in cluster.entries for other in entry.others)


def _with_fathers(clusters: list[Cluster]) -> list[Cluster]:
    """Bring together people named with the father's name, one without what follows it.

    "Adil bin Nasir" is Adil bin Nasir Al Rumi where nobody else is called so.
    """
    gone: set[int] = set()
    for sons in _sons_by_given(clusters).values():
        for cluster in sorted(sons, key=lambda one: len(one.apart.parts)):
            fitting = [
                one
                for one in sons
                if id(one) not in gone
                and is_beginning(cluster.apart, one.apart)
                and not _is_contradicted(one, cluster)
            ]
            if len(fitting) == 1:
                _take_in(fitting[0], cluster, f"the beginning of {fitting[0].entries[0].name}", gone)
    return [cluster for cluster in clusters if id(cluster) not in gone]


def _with_given_names(clusters: list[Cluster]) -> list[Cluster]:
    """Bring together somebody called by title and given name and the only one whose name in full has it.

    "Sheikh Adil" is Adil bin Nasir Al Rumi, and so is "Emir Adil" where their roles agree. A given name that
    many bear needs a role that agrees.
    """
    sons = _sons_by_given(clusters)
    gone: set[int] = set()
    for cluster in clusters:
        if cluster.apart.given or cluster.apart.initials:
            continue
        name = cluster.apart.family
        fitting = [one for one in sons.get(called_by(name), ()) if looks_alike(one.apart.given[0], name)]
        if len(fitting) == 1 and _is_called_so(fitting[0], cluster):
            _take_in(fitting[0], cluster, f"the given name of {fitting[0].entries[0].name}", gone)
    return [cluster for cluster in clusters if id(cluster) not in gone]


def _is_called_so(one: Cluster, single: Cluster) -> bool:
    """Say whether who is called by a given name may well be a person: by a title and it, or by a role."""
    apart = one.domains and single.domains and not one.domains & single.domains
    apart = apart or (one.countries and single.countries and not one.countries & single.countries)
    if apart or _is_contradicted(one, single):
        return False
    if one.words & single.words:
        return True
    titled = any(fold(entry.name).split()[0] in lexicon().kept_titles for entry in single.entries)
    return titled and single.apart.family not in lexicon().common_surnames


def _sons_by_given(clusters: Iterable[Cluster]) -> Mapping[str, list[Cluster]]:
    """Return who is named with the father's name, by how their given names are spelled roughly."""
    found: defaultdict[str, list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        if is_son_of(cluster.apart.parts):
            found[begins_with(cluster.apart.parts)].append(cluster)
    return found


def _take_in(cluster: Cluster, other: Cluster, reason: str, gone: set[int]) -> None:
    for moved in other.entries:
        cluster.add(moved, reason)
    gone.add(id(other))


def _is_contradicted(one: Cluster, other: Cluster) -> bool:
    if one.articles & other.articles or one.lifetime.excludes(other.lifetime):
        return True
    return bool(one.gender and other.gender and one.gender != other.gender)


# --- people -----------------------------------------------------------------------------------------------


def resolution_of(clusters: Sequence[Cluster]) -> Resolution:
    """Return the people some clusters are; the keys tell them apart among themselves."""
    keys: Counter[str] = Counter()
    people: list[Person] = []
    key_of: dict[int, str] = {}
    for cluster in sorted(clusters, key=_first):
        name = _best_name(cluster)
        slug = slug_of(name)
        keys[slug] += 1
        key = slug if keys[slug] == 1 else f"{slug}-{keys[slug]}"
        key_of[id(cluster)] = key
        people.append(_person(cluster, key, name))
    people.sort(key=lambda person: (person.weak, -person.mentions, person.key))
    links = [
        Link(
            entry.article,
            entry.figure,
            key_of[id(cluster)],
            reason,
            tuple(key_of[id(c)] for c in others if id(c) in key_of),
        )
        for cluster in clusters
        for entry, (reason, others) in zip(cluster.entries, cluster.reasons, strict=True)
    ]
    links.sort(key=lambda link: (link.article, link.figure))
    return Resolution(tuple(people), tuple(links))


def slug_of(name: str) -> str:
    """Return what the keys of the people of a name begin with."""
    return _NOT_IN_KEY.sub("-", to_latin(fold(name))).strip("-") or "person"


def _first(cluster: Cluster) -> tuple[int, str, int]:
    """Order people of one name: the one named in full and most often first, then by where they appear."""
    first = min((entry.article, entry.figure) for entry in cluster.entries)
    return (-sum(entry.mentions for entry in cluster.entries), *first)


def _best_name(cluster: Cluster) -> str:
    """Return the fullest of the most usual spellings: two words before one, Latin letters before Cyrillic."""
    usual: Counter[str] = Counter()
    for entry in cluster.entries:
        usual[entry.name] += entry.mentions
    return min(
        usual,
        key=lambda name: (
            len(take_apart(tuple(name.split())).parts) < 2,
            is_cyrillic(name),
            name.isupper(),
            -usual[name],
            name,
        ),
    )


def _person(cluster: Cluster, key: str, name: str) -> Person:
    forms: Counter[str] = Counter()
    for entry in cluster.entries:
        forms.update(entry.forms)
        forms[entry.name] += 0
    ordered = sorted(forms, key=lambda form: (form != name, -len(form.split()), -forms[form], form))
    roles = [role for entry in cluster.entries for role in entry.roles]
    roles.sort(key=lambda role: (role.article, role.span))
    roles.sort(key=lambda role: role.published or "", reverse=True)
    roles.sort(key=lambda role: is_plural_role(role.text))  # "Ambassadors" are several people's
    return Person(
        key=key,
        name=name,
        family_name=_family_as_written(name, cluster),
        forms=tuple(ordered),
        roles=tuple(roles),
        appearances=tuple(
            Appearance(entry.article, entry.figure, entry.mentions, entry.weak)
            for entry in sorted(cluster.entries, key=lambda entry: (entry.article, entry.figure))
        ),
    )


def _family_as_written(name: str, cluster: Cluster) -> str:
    words = name.split()
    family = take_apart(tuple(words)).family
    count = len(family.split())
    for start in range(len(words) - count + 1):
        if " ".join(fold(word).rstrip(".") for word in words[start : start + count]) == family:
            return " ".join(words[start : start + count])
    return words[-1] if words else cluster.apart.family
