"""Under what everybody of a corpus is looked up: names in every way of likeness, roles, articles.

An index is never changed: `changed` returns another that shares with it all that stays.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.people.layered import Layered
from bot.people.name_spelling import PersonalName, letters_of, skeleton, sound, take_apart
from bot.people.transliteration import to_latin
from bot.text.names.name_lexicon import fold, lexicon
from bot.text.names.role_words import role_sense
from bot.words.people import Person

TOKEN = re.compile(r"[^\W_]+(?:[.'’ʼ-][^\W_]+)*\.?")
POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$", re.IGNORECASE)
_SHORTEST_PIECE = 3  # letters of a part of a double given name that stands for it; "UN" is no "Jong-un"
_LONGEST_NAME = 4  # words of a form of a name that is longer than the name itself

Rank = tuple[bool, int, str]
Filed = Layered[str, tuple[str, ...]]
"""From what is looked up to the keys of people, or to names, in no order."""


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody with what looking up needs again and again.

    `rank` sorts people: those in texts before those only in captions, the most named first. `pages` are the
    articles that name somebody in their text, `articles` all that do.
    """

    person: Person
    apart: PersonalName
    rank: Rank
    pages: int
    articles: int


def known_of(person: Person) -> Known:
    """Return somebody as looking up needs it."""
    return Known(
        person,
        take_apart(tuple(person.name.split())),
        (person.weak, -person.mentions, person.key),
        len({one.article for one in person.appearances if not one.weak}),
        len(person.appearances),
    )


@dataclass(frozen=True)
class NameIndex:
    """The people by key, and the keys by what they are looked up by; `aliases` are kept apart from forms.

    `families_by_initial` leads from a Latin letter to family names, `role_words` from a word to the texts of
    roles, everything else to keys.
    """

    known: Layered[str, Known] = field(default_factory=Layered)
    forms: Filed = field(default_factory=Layered)
    aliases: Filed = field(default_factory=Layered)
    families: Filed = field(default_factory=Layered)
    givens: Filed = field(default_factory=Layered)
    family_sounds: Filed = field(default_factory=Layered)
    family_skeletons: Filed = field(default_factory=Layered)
    given_skeletons: Filed = field(default_factory=Layered)
    letters: Filed = field(default_factory=Layered)
    roles: Filed = field(default_factory=Layered)
    articles: Filed = field(default_factory=Layered)
    families_by_initial: Filed = field(default_factory=Layered)
    role_words: Filed = field(default_factory=Layered)

    def changed(self, gone: Iterable[str], put: Iterable[Person]) -> NameIndex:
        """Return the index without some people, by key, and with others, in the place of who was there."""
        coming = {person.key: known_of(person) for person in put}
        touched = dict.fromkeys((*(key for key in gone if key in self.known), *coming))
        out: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        into: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for key in touched:
            was, now = self.known.get(key), coming.get(key)
            before = _entries(was) if was else {}
            after = _entries(now) if now else {}
            for name in before.keys() | after.keys():
                old, new = before.get(name, {}), after.get(name, {})
                out[name] += [(entry, key) for entry in old if entry not in new]
                into[name] += [(entry, key) for entry in new if entry not in old]
        indexes = {
            name: filed(getattr(self, name), out[name], into[name]) for name in out.keys() | into.keys()
        }
        for by, of, ways in (
            ("families_by_initial", "families", _initial),
            ("role_words", "roles", _words_of_role),
        ):
            there, then = getattr(self, of), indexes.get(of, getattr(self, of))
            asked = dict.fromkeys(entry for entry, _ in (*out[of], *into[of]))
            left = [(way, one) for one in asked if one in there and one not in then for way in ways(one)]
            come = [(way, one) for one in asked if one in then and one not in there for way in ways(one)]
            indexes[by] = filed(getattr(self, by), left, come)
        people = {key: coming.get(key) for key in touched}
        return replace(self, known=self.known.changed(people), **indexes)

    def ranked(self, keys: Iterable[str]) -> list[str]:
        """Return keys once each, the most named first."""
        return sorted(dict.fromkeys(keys), key=lambda key: self.known[key].rank)


def filed(index: Filed, out: Iterable[tuple[str, str]], into: Iterable[tuple[str, str]]) -> Filed:
    """Return an index with some entries taken out and others put in."""
    changes: dict[str, dict[str, None]] = {}
    for entry, key in out:
        _held(changes, index, entry).pop(key, None)
    for entry, key in into:
        _held(changes, index, entry)[key] = None
    return index.changed({entry: tuple(keys) or None for entry, keys in changes.items()})


def _held(changes: dict[str, dict[str, None]], index: Filed, entry: str) -> dict[str, None]:
    if entry not in changes:
        changes[entry] = dict.fromkeys(index.get(entry, ()))
    return changes[entry]


def _initial(family: str) -> Iterable[str]:
    return (to_latin(family)[:1],)


def _words_of_role(text: str) -> Iterable[str]:
    sense = role_sense(text)
    return sense.words | sense.heads


def tokens_of(words: str) -> list[str]:
    """Return the words a name is typed with, without what shows whose something is."""
    return [token for match in TOKEN.finditer(words) if (token := POSSESSIVE.sub("", match[0]))]


def joined(words: Iterable[str]) -> str:
    """Return the words of a name as they are looked up."""
    return " ".join(fold(word).rstrip(".") for word in words)


def _own_givens(givens: Sequence[str]) -> Iterator[str]:
    """Yield the given names that are somebody's own and not the father's, nor the word before that."""
    sons_of = lexicon().sons_of
    for place, given in enumerate(givens):
        if given not in sons_of and (not place or givens[place - 1] not in sons_of):
            yield given


def _entries(known: Known) -> Mapping[str, Mapping[str, None]]:
    """Return under what somebody is entered in each index, in order."""
    forms: dict[str, None] = {}
    families: dict[str, None] = {}
    givens: dict[str, None] = {}
    person = known.person
    for form in dict.fromkeys((person.name, *person.forms, *person.aliases)):
        words = form.split()
        if len(words) > _LONGEST_NAME and form.endswith(person.name) and form != person.name:
            continue  # a headline that ran into the name: "Ek Beats Lind" is no name of Lind's
        forms[joined(words)] = None
        if len(words) == 1:
            (givens if joined(words) in known.apart.given else families)[joined(words)] = None
            continue
        parts = take_apart(tuple(words))
        families |= dict.fromkeys((parts.family, parts.family.split(" ")[-1]))
        for given in _own_givens(parts.given):
            pieces = (piece for piece in given.split("-") if len(piece) >= _SHORTEST_PIECE)
            givens |= dict.fromkeys((given, *pieces))
    found: dict[str, Iterable[str]] = {
        "forms": forms,
        "aliases": (joined(tokens_of(alias)) for alias in person.aliases),
        "families": families,
        "givens": givens,
        "family_sounds": filter(None, map(sound, families)),
        "family_skeletons": filter(None, map(skeleton, families)),
        "given_skeletons": filter(None, map(skeleton, givens)),
        "letters": (letters_of((name,)) for name in (*families, *forms) if not name.isalpha()),
        "roles": (role.text for role in person.roles),
        "articles": (one.article for one in person.appearances),
    }
    return {name: dict.fromkeys(entries) for name, entries in found.items()}
