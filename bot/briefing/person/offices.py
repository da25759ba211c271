"""What somebody is and was: every office once, in the best of its wordings, with who says so.

"President", "Kazakhstan's President" and "the Kazakh president" are one office; a deputy or a candidate for
it is another. What is held and what is past goes by the newest article that says either.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, lru_cache

from bot.briefing.lines.library import Library
from bot.language_data.loading import subject
from bot.text.names.name_lexicon import lexicon
from bot.text.names.role_words import is_plural_role, role_sense
from bot.words.findings import Tenure
from bot.words.people import Person, PersonRole
from bot.words.spans import Span

_ORDER = {Tenure.CURRENT: 0, Tenure.UNKNOWN: 0, Tenure.FUTURE: 1, Tenure.FORMER: 2}
_LONGEST = 12  # words of an office; what is longer is more than its name
_DESCRIBED = 2.0  # articles an office counts for more than a description ("a career diplomat")
_LONGEST_NAME = 90  # characters of a wording
_COUNTRY, _USUAL = 1.5, 2.0  # words a country in a wording counts for, and each doubling of its articles
_NOW = (Tenure.CURRENT, Tenure.UNKNOWN)
_DAY = len("2024-11-26")
_MONTH = 31  # days
_SHORTEST_HEAD = 4  # characters of "mayor", whose candidate may be "mayoral"
_OR_NOT = re.compile(r" or(?: not)?$")
_ABBREVIATED = re.compile(r"[A-Z][a-z]{1,4}\.")
_MOST_WORDINGS = 60  # of one person; the rarest of more are left out: they are mostly not offices


@dataclass(frozen=True, slots=True)
class Office:
    """An office of a person: its best wording, whether it is held, and the articles that bear it out.

    `stale` says that it was last said long before what else is known of the person.
    """

    role: PersonRole
    tenure: Tenure
    articles: tuple[str, ...]
    stale: bool = False

    @property
    def words(self) -> frozenset[str]:
        """What the office comes to."""
        return office_words(self.role.text)


@cache
def _words() -> Mapping[str, frozenset[str]]:
    data = subject("career")
    return {
        name: frozenset(data["words"][name])
        for name in (
            *("relations", "lesser", "describing", "numbering", "numbered", "provisional", "seeking"),
            *("forces", "leading_forces"),
        )
    }


@lru_cache(maxsize=8192)
def office_words(role: str) -> frozenset[str]:
    """Return what an office comes to, countries by one name each; not "former", "new", "its first"."""
    out = lexicon().former | {"new", "newly", "current", "then"}
    first, _, rest = role.partition(" ")
    if first in _words()["numbering"] and rest.split(maxsplit=1)[:1] and not _is_numbered(rest):
        return role_sense(rest).words - out
    return role_sense(role).words - out


def _is_numbered(role: str) -> bool:
    """Say whether what comes first, second or third is the office: "deputy minister", "secretary"."""
    return role.split(maxsplit=1)[0].lower() in _words()["numbered"]


@lru_cache(maxsize=8192)
def is_office(role: str) -> bool:
    """Say whether a role is more than what somebody is to somebody else ("predecessor", "a friend")."""
    if _is_bare(role):
        return False
    words = office_words(role)
    relations = _words()["relations"]
    heads = {head for head in role_sense(role).heads if not {head, head.split("-")[-1]} & relations}
    if not words or len(words) > _LONGEST or (words & relations and not heads):
        return False
    if role.split(maxsplit=1)[0].lower() in _words()["describing"] or is_plural_role(role):
        return False
    if role.lower().endswith((" there", " here")):
        return False  # of a place that only the sentence before names
    if role.startswith("first ") and role_sense(role).heads <= _words()["seeking"]:
        return False  # "first candidate to win in the north"
    if _OR_NOT.search(role):
        return False  # "whether she is the nominee or not"
    return not (words <= _words()["lesser"] | {"chief"} or words <= relations | {"chief"})


def is_abbreviated(role: str) -> bool:
    """Say whether a role is read only with the name after it: "Alabama Sen.", "Lt. Col."."""
    return _ABBREVIATED.fullmatch(role.split()[-1]) is not None


def _is_bare(role: str) -> bool:
    """Say whether a role is a form of address alone: "Rep.", "former Sen.", "Lt. Col."."""
    rest = [word for word in role.split() if word.lower() not in lexicon().former]
    return all(_ABBREVIATED.fullmatch(word) for word in rest)


def offices(
    person: Person,
    library: Library | None = None,
    read: Collection[str] = (),
    *,
    over: Collection[tuple[str, Span]] = (),
    ended: Collection[tuple[str, frozenset[str]]] = (),
    dead: bool = False,
) -> tuple[Office, ...]:
    """Return the offices of a person: those held, to come, and past, each the best borne out first.

    Args:
        person: whose.
        library: knows when undated articles can be of; without it, only dates the roles bring count.
        read: ids of articles; where they word an office as well as others do, theirs is the wording shown.
        over: sentences, by article id and place, that say that what they call the person is over.
        ended: days of dated articles that say that an office is over, each with the words it gives of it.
        dead: whether the person has died: then nothing is held or to come.
    """
    wordings = _wordings(person)
    usual = sorted(wordings, key=lambda words: -len(wordings[words]))[:_MOST_WORDINGS]
    groups: list[list[frozenset[str]]] = []
    for words in sorted(usual, key=lambda words: (-len(words), -len(wordings[words]), sorted(words))):
        fitting = [group for group in groups if same_office(words, group[0])]
        if fitting:
            # "President" alone bears out the office of that name that most articles give.
            max(fitting, key=lambda group: sum(len(wordings[one]) for one in group)).append(words)
        else:
            groups.append([words])
    found = []
    for group in groups:
        roles = [role for words in group for role in wordings[words]]
        days = _days(roles, library)
        newest, tenure = max(days), _tenure(roles, days)
        past = [day for role, day in zip(roles, days, strict=True) if _is_over(role, over)] if over else []
        if dead or (past and max(past) >= newest) or _has_ended(group, newest, ended):
            tenure = Tenure.FORMER
        best = max(group, key=lambda words: (_fullness(words, wordings[words]), len(wordings[words])))
        shown = _shown(wordings[best], tenure, read, library)
        others = {role.article for role in roles} - {shown.article}
        found.append((Office(shown, tenure, (shown.article, *sorted(others))), newest))
    found = [(_ended_elsewhere(one, found), one[1]) for one in found]
    kept = [one for one in found if not _fulfilled(one, found)]
    newest = max((newest for _, newest in kept), default="")
    marked = [replace(office, stale=_is_stale(day, newest)) for office, day in kept]
    return tuple(sorted(marked, key=lambda office: (_rank(office), -_support(office), office.role.text)))


def _wordings(person: Person) -> Mapping[frozenset[str], Sequence[PersonRole]]:
    """Return the roles of a person that are offices, by what their words come to.

    Somebody much written about has thousands of roles, worded in a few ways: each way is looked at once.
    """
    worded: defaultdict[str, list[PersonRole]] = defaultdict(list)
    for role in person.roles:
        worded[role.text].append(role)
    alike: defaultdict[frozenset[str], list[str]] = defaultdict(list)
    for text in worded:
        if is_office(text):
            alike[office_words(text)].append(text)
    place = {id(role): number for number, role in enumerate(person.roles)}
    return {
        words: worded[texts[0]]
        if len(texts) == 1
        else sorted((role for text in texts for role in worded[text]), key=lambda role: place[id(role)])
        for words, texts in alike.items()
    }


def _days(roles: Sequence[PersonRole], library: Library | None) -> list[str]:
    """Return the day of each role as an ISO prefix, "" where none is known."""
    if library is None:
        return [role.published or "" for role in roles]
    return [role.published or library.day(role.article) for role in roles]


def _shown(
    roles: Sequence[PersonRole], tenure: Tenure, read: Collection[str], library: Library | None
) -> PersonRole:
    """Return which of the roles of one wording is shown: of that time, of what is read, the newest."""
    roles = [role for role in roles if role.tenure is tenure] or roles
    roles = [role for role in roles if role.article in read] or roles
    days = _days(roles, library)
    return roles[days.index(max(days))]


def _is_over(role: PersonRole, over: Collection[tuple[str, Span]]) -> bool:
    return any(article == role.article and span.contains(role.span) for article, span in over)


def _has_ended(
    group: Sequence[frozenset[str]], newest: str, ended: Collection[tuple[str, frozenset[str]]]
) -> bool:
    """Say whether a dated article has an office end after it was last said to be held."""
    return any(
        day >= newest
        and (
            words == said
            or (len(said) > 1 and same_office(said, words))
            or (len(words) > 1 and same_office(words, said))
        )
        for day, said in ended
        for words in group
    )


def _ended_elsewhere(one: tuple[Office, str], all_: Sequence[tuple[Office, str]]) -> Office:
    """Return an office that no dated article has, as past where a dated one has another of its kind past.

    "Commander of the armed forces" without a date, and "the former army chief" of last June.
    """
    office, day = one
    if office.tenure not in _NOW or office.role.published:
        return office
    kind = _kind_of_office(office.words)
    over = any(
        other.tenure is Tenure.FORMER
        and other.role.published
        and other_day >= day
        and (same_office(kind, (its := _kind_of_office(other.words))) or same_office(its, kind))
        for other, other_day in all_
        if other is not office
    )
    return replace(office, tenure=Tenure.FORMER) if over else office


def _kind_of_office(words: frozenset[str]) -> frozenset[str]:
    """Return what an office comes to, all words for armed forces and for who leads them by one each."""
    known = _words()
    if not words & known["forces"] or not words & known["leading_forces"]:
        return words
    return words - known["forces"] - known["leading_forces"] | {min(known["forces"])}


def same_office(vaguer: frozenset[str], fuller: frozenset[str]) -> bool:
    """Say whether some words name the office that others name more fully; no lesser one beside it."""
    return vaguer <= fuller and not (fuller - vaguer) & (_words()["lesser"] | lexicon().future)


def _is_stale(day: str, newest: str) -> bool:
    return bool(day and newest) and int(day[:4]) < int(newest[:4]) - 1


def _rank(office: Office) -> float:
    """Order by time: held, to come, past, and what was last said too long ago to be held today."""
    stale = office.stale and office.tenure is not Tenure.FORMER
    return _ORDER[Tenure.FORMER] + 0.5 if stale else _ORDER[office.tenure]


def _support(office: Office) -> float:
    """Return how well an office is borne out; a name with a country or a body says more than a bare title."""
    described = _DESCRIBED if office.role.text.lower().startswith(("a ", "an ", "one of ")) else 0.0
    return len(office.articles) + min(len(office.words), 4) * 0.6 - described


def _fullness(words: frozenset[str], roles: Sequence[PersonRole]) -> float:
    """Return how well a wording names an office: fully, with its country, and as several articles do."""
    if min(len(role.text) for role in roles) > _LONGEST_NAME:
        return 0.0
    countries = len(role_sense(roles[0].text).countries)
    usual = math.log2(1 + len({role.article for role in roles}))
    return min(len(words), 8) + _COUNTRY * countries + _USUAL * usual


def _tenure(roles: Sequence[PersonRole], days: Sequence[str]) -> Tenure:
    """Return whether an office is held: as the newest article has it.

    Where that says it is held, but of the articles of the month before more say that it was, it was: news
    also calls somebody by an office in telling of the past. Where none has a date, what more of them say.
    """
    newest = max(days)
    earliest = _month_before(newest)
    late = [(role, day) for role, day in zip(roles, days, strict=True) if day >= earliest]
    late = [(role, day) for role, day in late if day == newest or len(day) >= _DAY]
    tenures = {role.tenure for role, day in late if day == newest}
    past = {role.article for role, _ in late if role.tenure is Tenure.FORMER}
    held = {role.article for role, _ in late if role.tenure in _NOW}
    if newest and past and (tenures == {Tenure.FORMER} or len(past - held) >= len(held)):
        return Tenure.FORMER
    if not newest and len(past - held) > len(held - past):
        return Tenure.FORMER
    return min(tenures, key=_ORDER.__getitem__)


@lru_cache(maxsize=1_000)
def _month_before(day: str) -> str:
    """Return the day a month before one; a month or a year alone is as long ago as it is."""
    if len(day) < _DAY:
        return day
    return (date.fromisoformat(day[:_DAY]) - timedelta(days=_MONTH)).isoformat()


def _fulfilled(one: tuple[Office, str], all_: Sequence[tuple[Office, str]]) -> bool:
    """Say whether an office to come has come: "President-elect" where a later article has "President".

    So too a bid for it, "presidential candidate"; and "acting president", where no older article has it bare.
    """
    office, day = one
    if (bare := office.words - _words()["provisional"]) != office.words:
        return any(
            same_office(other.words, bare)
            and other.tenure in _NOW
            and (not (day and other_day) or other_day > day)
            for other, other_day in all_
            if other is not office and not other.words & _words()["provisional"]
        )
    seeking = office.words & _words()["seeking"]
    if office.tenure is not Tenure.FUTURE and not seeking:
        return False
    out = lexicon().future | _words()["seeking"] | {"elect", "designate"}
    bare = frozenset(word for word in office.words if not out & {word, *word.split("-")})
    return any(
        other.tenure is not Tenure.FUTURE
        and not other.words & _words()["seeking"]
        and other_day > day
        and (same_office(bare, other.words) or bool(seeking and _is_sought(bare, other.words)))
        for other, other_day in all_
    )


def _is_sought(bid: frozenset[str], office: frozenset[str]) -> bool:
    """Say whether a bid is for an office: "presidential" for "president", whatever else it says."""
    return any(
        word.startswith(head) and word != head and len(head) > _SHORTEST_HEAD
        for word in bid
        for head in office
    )
