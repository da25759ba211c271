"""People by what they are: "US ambassador to Kazakhstan", "CSTO secretary general", "chargé d'affaires"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from bot.models import Person, PersonRole, Tenure
from bot.people.role_words import RoleSense, role_sense, stands_for
from bot.text.name_lexicon import lexicon

_ORDER = {Tenure.CURRENT: 0, Tenure.UNKNOWN: 1, Tenure.FUTURE: 2, Tenure.FORMER: 3}
_OF_TIME = frozenset({"current", "present", "new", "now", "incumbent", "today's", "who", "is", "was"})
# Heads that make a role another, lesser one: an "assistant secretary of state" is no secretary of state.
_LESSER = frozenset(
    {"assistant", "deputy", "vice", "aide", "associate", "vice-president", "vice-minister", "undersecretary"}
)

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

        Every word asked for must stand in one role of the person, countries by any of their names. Those who
        hold the role come before those to come and those who held it, unless the past was asked for.
        """
        asked = role_sense(words)
        if not asked.heads:
            return []
        known = lexicon()
        wanted = {
            word
            for word in asked.words - asked.heads - asked.countries
            if word not in _OF_TIME and word not in known.former and "-" not in word
        }
        past = bool(asked.words & known.former)
        heads = [head for head in asked.heads if "-" not in head or not set(head.split("-")) <= asked.words]
        best: dict[int, Rank] = {}
        for text in self._holding(heads, asked, wanted):
            for number, role in self._bearers[text]:
                rank = self._rank(text, asked, role, past=past)
                if number not in best or rank < best[number]:
                    best[number] = rank
        return sorted(best.items(), key=lambda item: (item[1], item[0]))

    def _holding(self, heads: Sequence[str], asked: RoleSense, wanted: set[str]) -> list[int]:
        """Return the role texts that hold every head, country and word asked for."""
        groups = [set().union(*(self._by_word.get(one, ()) for one in stands_for(head))) for head in heads]
        groups += [self._by_word.get(word, set()) for word in (*asked.countries, *wanted)]
        return sorted(set.intersection(*groups)) if groups else []

    def _rank(self, text: int, asked: RoleSense, role: PersonRole, *, past: bool) -> Rank:
        sense = self._senses[text]
        order = _ORDER[role.tenure]
        if past:
            order = 0 if role.tenure is Tenure.FORMER else order + 1
        said_so = 0 if asked.heads <= sense.heads else 1
        newest = -int((role.published or "0").replace("-", "").ljust(8, "0")[:8])
        others = len(sense.countries - asked.countries) if asked.countries else 0
        lesser = len(sense.heads & _LESSER - asked.heads)
        return (said_so, lesser, order, others, newest)
