"""People by what they are: "US ambassador to Kazakhstan", "CSTO secretary general", "chargé d'affaires"."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace

from bot.people.name_index import NameIndex
from bot.text.names.name_lexicon import lexicon
from bot.text.names.role_words import RoleSense, role_sense, role_words, stands_for
from bot.words.findings import Tenure
from bot.words.people import PersonRole

_ORDER = {Tenure.CURRENT: 0, Tenure.UNKNOWN: 0, Tenure.FUTURE: 1, Tenure.FORMER: 2}
Rank = tuple[int, ...]


class RoleIndex:
    """Finds who holds, held or will hold a role."""

    def __init__(self, index: NameIndex) -> None:
        """Take the people, filed by the texts of their roles."""
        self._index = index

    def find(self, words: str) -> list[tuple[str, Rank]]:
        """Return the keys of people a role's words fit, with how well, best first; equal ranks fit equally.

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
            ranked = [(key, rank[:2]) for key, rank in ranked]
        known = self._index.known
        return sorted(ranked, key=lambda item: (item[1], known[item[0]].rank))

    def _bearing(self, asked: RoleSense, whole: RoleSense) -> dict[str, Rank]:
        """Return who bears a role of the words of `asked` at the time that `whole` asks for."""
        best: dict[str, Rank] = {}
        past, coming = (
            bool(whole.words & lexicon().former),
            bool(whole.words & (role_words().to_come | lexicon().future)),
        )
        texts = self._holding(asked)
        for key in dict.fromkeys(key for text in texts for key in self._index.roles[text]):
            ranks = [
                self._rank(role_sense(role.text), asked, role)
                for role in _newest_of_each(self._index.known[key].person.roles, texts)
                if self._is_of_time(role, past=past, coming=coming)
            ]
            if ranks:
                best[key] = min(ranks)
        return best

    def _sent_by(self, asked: RoleSense) -> dict[str, Rank]:
        """Return who was sent where `asked` says, in words that do not say by whom; other roles do."""
        words, countries = asked.words - asked.origins, asked.countries - asked.origins
        unsaid = replace(asked, words=words, countries=countries, origins=frozenset())
        found = self._bearing(unsaid, asked)
        return {
            key: rank
            for key, rank in found.items()
            if any(
                asked.origins <= role_sense(role.text).origins for role in self._index.known[key].person.roles
            )
        }

    def near(self, words: str) -> list[str]:
        """Return the keys of who bears a role near to one asked for: a deputy, a nominee, a former holder."""
        asked = role_sense(words)
        if not asked.heads:
            return []
        texts = self._holding(asked, strict=False)
        return self._index.ranked(key for text in texts for key in self._index.roles[text])

    def _holding(self, asked: RoleSense, *, strict: bool = True) -> set[str]:
        """Return the role texts that hold every head, country and word asked for."""
        known, small = lexicon(), role_words()
        out = small.of_time | small.to_come | known.former | known.future
        heads = [head for head in asked.heads if "-" not in head or not set(head.split("-")) <= asked.words]
        if "secretary-general" in heads:
            heads = [head for head in heads if head not in ("secretary", "general")]
        heads = [head for head in heads if head not in out] or heads
        wanted = asked.words - asked.heads - asked.countries - out
        by_word = self._index.role_words
        groups = [set[str]().union(*(by_word.get(one, ()) for one in _names_of(head))) for head in heads]
        groups += [set(by_word.get(word, ())) for word in asked.countries]
        groups += [set(by_word.get(word, ())) for word in wanted if "-" not in word]
        found = set.intersection(*groups) if groups else set[str]()
        return {text for text in found if self._agrees(asked, heads, role_sense(text))} if strict else found

    def _agrees(self, asked: RoleSense, heads: Sequence[str], sense: RoleSense) -> bool:
        """Say whether a role is the office asked for: no lesser one, no other's, the same countries."""
        if (sense.words & role_words().lesser) - asked.words:
            return False
        if not any(one in sense.office for head in heads for one in _names_of(head)):
            return False
        if asked.targets & sense.origins or asked.origins & sense.targets:
            return False
        return not asked.targets or asked.targets <= sense.targets

    def _is_of_time(self, role: PersonRole, *, past: bool, coming: bool) -> bool:
        """Say whether a role is of the time asked for: past, to come, or any."""
        if past:
            return role.tenure is Tenure.FORMER
        to_come = role_words().to_come
        return not coming or role.tenure is Tenure.FUTURE or bool(role_sense(role.text).words & to_come)

    def _rank(self, sense: RoleSense, asked: RoleSense, role: PersonRole) -> Rank:
        time = _ORDER[role.tenure]
        said_so = 0 if asked.heads <= sense.heads else 1
        newest = -int((role.published or "0").replace("-", "").ljust(8, "0")[:8])
        others = len(sense.countries - asked.countries) if asked.countries else 0
        return (time, said_so, others, newest)


def _newest_of_each(roles: Iterable[PersonRole], texts: Container[str]) -> Iterable[PersonRole]:
    """Return the newest role of each of some texts at each time; much written about, one has thousands."""
    newest: dict[tuple[str, Tenure], PersonRole] = {}
    for role in roles:
        if role.text in texts:
            known = newest.get((role.text, role.tenure))
            if known is None or (role.published or "") > (known.published or ""):
                newest[role.text, role.tenure] = role
    return newest.values()


def _is_one_office(asked: RoleSense) -> bool:
    """Say whether one person at a time holds what is asked for: not so "president", "US ambassador"."""
    if "ambassador" in asked.office:
        return bool(asked.targets)
    return bool(asked.words - asked.heads)


def _names_of(head: str) -> frozenset[str]:
    return frozenset({head}) if head in role_words().own else stands_for(head)
