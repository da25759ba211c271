"""People by what they are: "US ambassador to Kazakhstan", "CSTO secretary general", "chargé d'affaires"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from bot.models import Person, PersonRole, Tenure
from bot.text.name_lexicon import lexicon
from bot.text.role_words import RoleSense, role_sense, role_words, stands_for

_ORDER = {Tenure.CURRENT: 0, Tenure.UNKNOWN: 0, Tenure.FUTURE: 1, Tenure.FORMER: 2}
Rank = tuple[int, ...]


class RoleIndex:
    """Finds who holds, held or will hold a role; every role text is read once."""

    def __init__(self, people: Sequence[Person]) -> None:
        """Take the people in the order they are to be numbered."""
        self._people = people
        self._senses: list[RoleSense] = []
        self._bearers: list[list[tuple[int, PersonRole]]] = []
        self._by_word: defaultdict[str, set[int]] = defaultdict(set)
        numbers: dict[str, int] = {}
        for number, person in enumerate(people):
            for role in person.roles:
                text = numbers.setdefault(role.text, len(numbers))
                if text == len(self._senses):
                    self._add(role.text, text)
                self._bearers[text].append((number, role))

    def _add(self, role: str, text: int) -> None:
        sense = role_sense(role)
        self._senses.append(sense)
        self._bearers.append([])
        for word in sense.words | sense.heads:
            self._by_word[word].add(text)

    def find(self, words: str) -> list[tuple[int, Rank]]:
        """Return the people a role's words fit, with how well, best first; equal ranks fit equally.

        Every word asked for must stand in one role of the person, countries by any of their names and in the
        direction asked for. A deputy is not the minister, a nominee not the ambassador. Those who held a role
        are found when the past is asked for, or when nobody holds it.
        """
        asked = role_sense(words)
        if not asked.heads:
            return []
        best = self._bearing(asked, asked)
        if not best and asked.targets and asked.origins:
            best = self._sent_by(asked)
        nearest = min((rank[0] for rank in best.values()), default=0)
        ranked = [item for item in best.items() if item[1][0] == nearest]
        if not _is_one_office(asked):
            ranked = [(number, rank[:2]) for number, rank in ranked]
        return sorted(ranked, key=lambda item: (item[1], item[0]))

    def _bearing(self, asked: RoleSense, whole: RoleSense) -> dict[int, Rank]:
        """Return who bears a role of the words of `asked` at the time that `whole` asks for."""
        best: dict[int, Rank] = {}
        past, coming = (
            bool(whole.words & lexicon().former),
            bool(whole.words & (role_words().to_come | lexicon().future)),
        )
        for text in self._holding(asked):
            for number, role in self._bearers[text]:
                if not self._is_of_time(self._senses[text], role, past=past, coming=coming):
                    continue
                rank = self._rank(text, asked, role)
                if number not in best or rank < best[number]:
                    best[number] = rank
        return best

    def _sent_by(self, asked: RoleSense) -> dict[int, Rank]:
        """Return who was sent where `asked` says, in words that do not say by whom; other roles do."""
        words, countries = asked.words - asked.origins, asked.countries - asked.origins
        unsaid = replace(asked, words=words, countries=countries, origins=frozenset())
        found = self._bearing(unsaid, asked)
        return {
            number: rank
            for number, rank in found.items()
            if any(asked.origins <= role_sense(role.text).origins for role in self._people[number].roles)
        }

    def near(self, words: str) -> list[int]:
        """Return who bears a role near to one asked for: a deputy, a nominee, a former holder."""
        asked = role_sense(words)
        if not asked.heads:
            return []
        found = {number for text in self._holding(asked, strict=False) for number, _ in self._bearers[text]}
        return sorted(found)

    def _holding(self, asked: RoleSense, *, strict: bool = True) -> list[int]:
        """Return the role texts that hold every head, country and word asked for."""
        known, small = lexicon(), role_words()
        out = small.of_time | small.to_come | known.former | known.future
        heads = [head for head in asked.heads if "-" not in head or not set(head.split("-")) <= asked.words]
        if "secretary-general" in heads:
            heads = [head for head in heads if head not in ("secretary", "general")]
        heads = [head for head in heads if head not in out] or heads
        wanted = asked.words - asked.heads - asked.countries - out
        groups = [set().union(*(self._by_word.get(one, ()) for one in _names_of(head))) for head in heads]
        groups += [self._by_word.get(word, set()) for word in asked.countries]
        groups += [self._by_word.get(word, set()) for word in wanted if "-" not in word]
        found = sorted(set.intersection(*groups)) if groups else []
        return [text for text in found if self._agrees(asked, heads, self._senses[text])] if strict else found

    def _agrees(self, asked: RoleSense, heads: Sequence[str], sense: RoleSense) -> bool:
        """Say whether a role is the office asked for: no lesser one, no other's, the same countries."""
        if (sense.words & role_words().lesser) - asked.words:
            return False
        if not any(one in sense.office for head in heads for one in _names_of(head)):
            return False
        if asked.targets & sense.origins or asked.origins & sense.targets:
            return False
        return not asked.targets or asked.targets <= sense.targets

    def _is_of_time(self, sense: RoleSense, role: PersonRole, *, past: bool, coming: bool) -> bool:
        """Say whether a role is of the time asked for: past, to come, or any."""
        if past:
            return role.tenure is Tenure.FORMER
        return not coming or role.tenure is Tenure.FUTURE or bool(sense.words & role_words().to_come)

    def _rank(self, text: int, asked: RoleSense, role: PersonRole) -> Rank:
        sense = self._senses[text]
        time = _ORDER[role.tenure]
        said_so = 0 if asked.heads <= sense.heads else 1
        newest = -int((role.published or "0").replace("-", "").ljust(8, "0")[:8])
        others = len(sense.countries - asked.countries) if asked.countries else 0
        return (time, said_so, others, newest)


def _is_one_office(asked: RoleSense) -> bool:
    """Say whether one person at a time holds what is asked for: not so "president", "US ambassador"."""
    if "ambassador" in asked.office:
        return bool(asked.targets)
    return bool(asked.words - asked.heads)


def _names_of(head: str) -> frozenset[str]:
    return frozenset({head}) if head in role_words().own else stands_for(head)
