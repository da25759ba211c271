"""The people of the corpus, found by what a person types: a name in any spelling or letters, a role, a title.

Sure ways are tried before loose ones: the name as written, family name, given name, role, then the same sound
or skeleton in any letters, then a slip of the pen. A full name whose given name nobody bears is not taken for
its neighbour: it finds nothing and suggests. No article and no syntax model is needed here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process

from bot.models import Person, Span
from bot.people.role_index import RoleIndex
from bot.people.spelling import (
    PersonalName,
    givens_agree,
    has_one_qaf,
    letters_of,
    looks_alike,
    misspelt,
    same_given,
    skeleton,
    sound,
    sounds_alike,
    take_apart,
)
from bot.people.transliteration import latin_forms, to_latin
from bot.text.name_lexicon import fold, is_cyrillic, lexicon

_TOKEN = re.compile(r"[^\W_]+(?:[.'’ʼ-][^\W_]+)*\.?")
_MARKS_FOR_APOSTROPHES = re.compile(r"(?<=\w)[`´‘](?=\w)")
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$", re.IGNORECASE)
_MOST_PEOPLE = 25  # people returned for one question at most
_MOST_SUGGESTIONS = 5
_NEAR_ENOUGH = 80  # similarity, of 100, from which a name is worth suggesting
_SHORTEST_PIECE = 3  # letters of a part of a double given name that stands for it; "UN" is no "Jong-un"
_LONGEST_NAME = 4  # words of a form of a name that is longer than the name itself
_MANY_PAGES = 4  # articles that name somebody, for one that names another of whom it is hardly asked
_LONGEST_QUESTION = 40  # words of a question that are looked at


# How a family name of a man ends, and of a woman of his family.
_WOMENS_ENDINGS = {
    "ov": "ova",
    "ev": "eva",
    "sky": "skaya",
    "skiy": "skaya",
    "ов": "ова",
    "ев": "ева",
    "ский": "ская",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Who some words may mean: best first; `how` is the way that found them, "" for none.

    `ambiguous` says several people fit equally; `suggestions` are near names when nobody fits.
    """

    people: tuple[Person, ...] = ()
    how: str = ""
    ambiguous: bool = False
    suggestions: tuple[str, ...] = ()

    @property
    def person(self) -> Person | None:
        """The one person meant, None where nobody or several are."""
        return self.people[0] if self.people and not self.ambiguous else None


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A person named inside longer words: where in the words, and who it is."""

    span: Span
    finding: Finding


class Directory:
    """Finds people; built once for a corpus revision, read only, safe to share."""

    def __init__(self, people: Sequence[Person], words: Mapping[str, str] | None = None) -> None:
        """Take the people of the corpus in any order.

        Args:
            people: everybody.
            words: each word of the corpus with its term: what stands there is no other word misspelt.
        """
        self._words = words or {}
        self._people = sorted(people, key=lambda one: (one.weak, -one.mentions, one.key))
        self._forms: defaultdict[str, list[int]] = defaultdict(list)
        self._families: defaultdict[str, list[int]] = defaultdict(list)
        self._givens: defaultdict[str, list[int]] = defaultdict(list)
        self._aparts: list[PersonalName] = []
        self._aliases: dict[str, int] = {}
        for number, person in enumerate(self._people):
            self._enter(number, person)

    @property
    def people(self) -> Sequence[Person]:
        """Everybody, the most named first, those only in captions last."""
        return self._people

    def prepare(self) -> None:
        """Make the indexes for roles and other spellings now: seconds for tens of thousands of people.

        They are made when first needed otherwise, which the first question would wait for.
        """
        _ = (self._family_sounds, self._family_skeletons, self._given_skeletons)
        _ = (self._families_by_initial, self._roles)

    def _enter(self, number: int, person: Person) -> None:
        apart = take_apart(tuple(person.name.split()))
        self._aparts.append(apart)
        self._aliases.update((_join(_tokens(alias)), number) for alias in person.aliases)
        for form in dict.fromkeys((person.name, *person.forms, *person.aliases)):
            words = form.split()
            folded = _join(words)
            if len(words) > _LONGEST_NAME and form.endswith(person.name) and form != person.name:
                continue  # a headline that ran into the name: "Ek Beats Lind" is no name of Lind's
            _put(self._forms, folded, number)
            if len(words) > 1:
                parts = take_apart(tuple(words))
                _put(self._families, parts.family, number)
                _put(self._families, parts.family.split(" ")[-1], number)
                for given in parts.given:
                    _put(self._givens, given, number)
                    for piece in given.split("-"):
                        if len(piece) >= _SHORTEST_PIECE:
                            _put(self._givens, piece, number)
            else:
                known = folded in apart.given
                _put(self._givens if known else self._families, folded, number)

    # --- looser indexes, made when first needed -----------------------------------------------------------

    @cached_property
    def _family_sounds(self) -> Mapping[str, list[int]]:
        return _by(sound, self._families)

    @cached_property
    def _family_skeletons(self) -> Mapping[str, list[int]]:
        return _by(skeleton, self._families)

    @cached_property
    def _given_skeletons(self) -> Mapping[str, list[int]]:
        return _by(skeleton, self._givens)

    @cached_property
    def _families_by_initial(self) -> Mapping[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for family in self._families:
            found[to_latin(family)[:1]].append(family)
        return found

    @cached_property
    def _squeezed(self) -> Mapping[str, list[int]]:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for index in (self._families, self._forms):
            for name, numbers in index.items():
                if not name.isalpha():
                    found[letters_of((name,))].extend(numbers)
        return found

    @cached_property
    def _roles(self) -> RoleIndex:
        return RoleIndex(self._people)

    # --- finding ------------------------------------------------------------------------------------------

    def find(self, words: str) -> Finding:
        """Return who `words` mean: a name, a title and a name, or a role; misspelt or in Cyrillic as well."""
        tokens = _tokens(_MARKS_FOR_APOSTROPHES.sub("’", words))
        if not tokens:
            return Finding()
        found = self._with_women(tokens, self._exact(tokens))
        if found is None and self._says_role(tokens):
            found = self._titled(tokens) or self._by_role(words)
        if found is None:
            found = self._alike(tokens)
        if found is None:
            found = self._by_role(words) or self._written_apart(tokens)
        return found or Finding(suggestions=self._suggestions(tokens) or self._near_roles(words))

    def _finding(self, numbers: Iterable[int], how: str, *, one_is_enough: bool = False) -> Finding | None:
        chosen = sorted(dict.fromkeys(numbers))
        if not chosen:
            return None
        people = tuple(self._people[number] for number in chosen[:_MOST_PEOPLE])
        return Finding(people, how, ambiguous=len(chosen) > 1 and not one_is_enough)

    def _exact(self, tokens: Sequence[str]) -> Finding | None:
        """Find a name written as the corpus writes it, whatever the case and the accents."""
        folded = _join(tokens)
        if folded in self._aliases:
            return self._finding([self._aliases[folded]], "exact")
        if len(tokens) > 1:
            numbers = self._forms.get(folded) or self._forms.get(_join([*tokens[1:], tokens[0]]))
            if numbers:
                return self._finding(numbers, "exact")
            return self._full(tokens)
        family, given = self._families.get(folded, []), self._givens.get(folded, [])
        if family and not given:
            return self._finding(self._by_family_first(folded, family, ()), "surname")
        if given and not family:
            return self._finding(given, "given")
        return self._finding(self._by_family_first(folded, family, given), "surname") if family else None

    def _by_family_first(self, name: str, family: Sequence[int], given: Sequence[int]) -> list[int]:
        """Return who a single name may mean, without those it hardly means.

        Where somebody of that family name has many pages, those who bear it as a given name or as one of two
        family names on a page or so are not asked about; nor is a longer form of one man's name another man.
        """
        own = [n for n in family if self._aparts[n].family == name]
        leading = max(own, key=self._pages, default=None)
        everybody = list(dict.fromkeys((*family, *given)))
        if leading is None or self._pages(leading) < _MANY_PAGES:
            return everybody
        few = self._pages(leading) // _MANY_PAGES
        namesakes = [n for n in own if not self._is_longer_form(n, leading)]
        return [n for n in everybody if n in namesakes or n == leading or self._pages(n) > few]

    def _written_apart(self, tokens: Sequence[str]) -> Finding | None:
        """Find a name by its letters alone, wherever spaces, hyphens and apostrophes stand ("O Brien")."""
        return self._finding(self._squeezed.get(letters_of(tokens), ()), "spelling")

    def _with_women(self, tokens: Sequence[str], found: Finding | None) -> Finding | None:
        """Return who a Slavic or Turkic family name may mean with the women of that name ("Aliyeva")."""
        if found is None or len(tokens) > 1 or found.how != "surname":
            return found
        name = _join(tokens)
        women = [name.removesuffix(end) + her for end, her in _WOMENS_ENDINGS.items() if name.endswith(end)]
        numbers = [n for form in women for n in self._family_sounds.get(sound(form), ())]
        his = max((self._pages(self._people.index(person)) for person in found.people), default=0)
        if his >= _MANY_PAGES:  # as with namesakes: whoever is hardly known beside him is hardly asked for
            numbers = [n for n in numbers if self._pages(n) > his // _MANY_PAGES]
        people = dict.fromkeys((*found.people, *(self._people[n] for n in numbers)))
        return Finding(tuple(people)[:_MOST_PEOPLE], found.how, ambiguous=found.ambiguous or len(people) > 1)

    def _pages(self, number: int) -> int:
        return len({one.article for one in self._people[number].appearances if not one.weak})

    def _is_longer_form(self, number: int, of: int) -> bool:
        """Say whether a name holds all words of another in their order ("Marco Brandt Frias")."""
        longer, shorter = (_tokens(self._people[n].name) for n in (number, of))
        words = iter(fold(word) for word in longer)
        return len(longer) > len(shorter) > 1 and all(fold(word) in words for word in shorter)

    def _full(self, tokens: Sequence[str]) -> Finding | None:
        """Find a full name whose family name stands as written and whose given name fits."""
        apart = take_apart(tuple(tokens))
        numbers = self._families.get(apart.family, [])
        found = self._finding((n for n in numbers if self._fits(n, apart)), "exact")
        bare = [n for n in numbers if not self._aparts[n].given]
        if found is None and numbers and len(bare) == len(numbers):
            return self._finding(bare, "surname")  # the corpus never says the given name
        return found

    def _fits(self, number: int, apart: PersonalName) -> bool:
        """Say whether given names or initials asked for are borne by the person."""
        own = self._aparts[number]
        if not (apart.given or apart.initials):
            return True
        if not (own.given or own.initials):
            return False
        return givens_agree(own, apart) or bool(
            apart.given
            and own.given
            and all(
                any(same_given(asked, name) or misspelt(asked, name) for name in own.given)
                for asked in apart.given
            )
        )

    def _says_role(self, tokens: Sequence[str]) -> bool:
        known = lexicon()
        return any(known.is_role(fold(token).rstrip(".")) or known.is_title(fold(token)) for token in tokens)

    def _titled(self, tokens: Sequence[str]) -> Finding | None:
        """Find "Ambassador Rosenblum": the name after the title, those whose role agrees first."""
        known = lexicon()
        last = max(
            (
                i
                for i, token in enumerate(tokens)
                if known.is_role(fold(token)) or known.is_title(fold(token))
            ),
            default=-1,
        )
        rest = tokens[last + 1 :]
        if len(rest) > 1 and fold(rest[0]) in ("of", "to", "for") and not self._is_office(rest):
            return None  # "wife of Novak" is not Novak
        while rest and (fold(rest[0]) in ("of", "to", "the", "for", "in") or known.is_place(fold(rest[0]))):
            rest = rest[1:]
        if not rest or len(rest) == len(tokens) or rest[0] is tokens[0]:
            return None
        if len(tokens) - len(rest) < last + 1:
            return None
        found = self._exact(rest) or self._alike(rest)
        if found is None or not found.ambiguous:
            return found
        title = " ".join(tokens[: last + 1])
        numbers = {number for number, _ in self._roles.find(title)}
        agreeing = [person for person in found.people if self._people.index(person) in numbers]
        if not agreeing:
            return found
        rest_of = [person for person in found.people if person not in agreeing]
        return Finding((*agreeing, *rest_of), found.how, ambiguous=len(agreeing) > 1)

    def _is_office(self, rest: Sequence[str]) -> bool:
        """Say whether what follows a title's "of" is what it is of, a country, and not who it is of."""
        known = lexicon()
        following = [fold(token) for token in rest[1:] if fold(token) != "the"]
        return bool(following) and any(
            known.is_place(" ".join(following[:size])) for size in range(1, min(4, len(following)) + 1)
        )

    def _near_roles(self, words: str) -> tuple[str, ...]:
        return tuple(self._people[number].name for number in self._roles.near(words)[:_MOST_SUGGESTIONS])

    def _by_role(self, words: str) -> Finding | None:
        ranked = self._roles.find(words)
        if not ranked:
            return None
        best = ranked[0][1]
        people = tuple(self._people[number] for number, _ in ranked[:_MOST_PEOPLE])
        return Finding(people, "role", ambiguous=sum(rank == best for _, rank in ranked) > 1)

    # --- other spellings ----------------------------------------------------------------------------------

    def _alike(self, tokens: Sequence[str]) -> Finding | None:
        """Find a name by sound, by skeleton, then by a slip of the pen; all tokens must have their like."""
        cyrillic = any(is_cyrillic(token) for token in tokens)
        how = "cyrillic" if cyrillic else "spelling"
        if len(tokens) == 1:
            return self._alike_alone(tokens[0], how)
        for family, given in _splits(tokens):
            candidates = self._not_written_there(family, self._families_alike(family))
            numbers = [n for n in candidates if self._bears(n, given)]
            if numbers:
                closest = [n for n in numbers if sounds_alike(self._aparts[n].family, family)]
                return self._finding(closest or numbers, how)
        return None

    def _alike_alone(self, token: str, how: str) -> Finding | None:
        known, key = lexicon(), fold(token).rstrip(".")
        if key in known.common or known.is_place(key):
            return None
        numbers = self._not_written_there(token, self._families_alike(token))
        if numbers:
            return self._finding(numbers, how)
        given = [
            number
            for form in latin_forms(fold(token))
            for number in self._given_skeletons.get(skeleton(form), [])
            if any(
                looks_alike(token, name) and not self._is_another_word(token, name)
                for name in self._aparts[number].given
            )
        ]
        return self._finding(given, how)

    def _not_written_there(self, token: str, numbers: Iterable[int]) -> list[int]:
        """Return who a family name may be misspelt for: nobody where it is another word of the corpus."""
        return [n for n in numbers if not self._is_another_word(token, self._family_of(n))]

    def _is_another_word(self, token: str, name: str) -> bool:
        """Say whether the corpus has a word as it is typed, and not as a form or a spelling of a name.

        A town is no singer whose name is one letter away from it. In other letters a name is always written
        otherwise.
        """
        word = fold(token)
        if word not in self._words or is_cyrillic(word) != is_cyrillic(name):
            return False
        if self._words[word] == self._words.get(name) or sounds_alike(word, name):
            return False
        return not has_one_qaf(word, name)

    def _families_alike(self, token: str) -> list[int]:
        """Return who bears a family name like this: the closest kind of likeness that anybody has."""
        folded, forms = fold(token), latin_forms(fold(token))
        same = [n for form in forms for n in self._family_sounds.get(sound(form), [])]
        if same:
            return same
        skeletal = [
            n
            for form in forms
            for n in self._family_skeletons.get(skeleton(form), [])
            if looks_alike(self._family_of(n), form)
        ]
        skeletal = skeletal or self._of_qaf(folded)
        if skeletal:
            return skeletal
        if len(folded) < 5:
            return []
        slips = [
            (family, n)
            for form in forms
            for family in self._families_by_initial.get(form[:1], [])
            if abs(len(family) - len(form)) <= 2 and misspelt(form, to_latin(family))
            for n in self._families[family]
        ]
        return [n for _, n in slips]

    def _of_qaf(self, asked: str) -> list[int]:
        """Return who bears a family name with the Arabic letter that is written q, k or g ("Qaddafi")."""
        if not asked.isascii() or asked[:1] not in "gkq":
            return []
        return [
            n
            for other in "gk"
            for n in self._family_sounds.get(sound(other + asked[1:]), [])
            if has_one_qaf(asked, self._family_of(n))
        ]

    def _family_of(self, number: int) -> str:
        return self._aparts[number].family

    def _bears(self, number: int, given: Sequence[str]) -> bool:
        own = self._aparts[number]
        pieces = [*own.given, *(piece for name in own.given for piece in name.split("-"))]
        if not pieces:
            return False
        if sound("".join(given)) == sound("".join(own.given)):
            return True
        return all(
            any(
                same_given(asked, name) or looks_alike(asked, name) or misspelt(fold(asked), name)
                for name in pieces
            )
            for asked in given
            if not _is_patronymic(asked)
        )

    def _suggestions(self, tokens: Sequence[str]) -> tuple[str, ...]:
        """Return names near to what was asked, the nearest first, none where none is near."""
        asked = to_latin(fold(tokens[-1]))
        names: dict[str, float] = {}
        for token in tokens:
            for n in self._families_alike(token) if len(token) > 3 else []:
                names[self._people[n].name] = 100.0
        near = self._families_by_initial.get(asked[:1], [])
        for family, score, _ in process.extract(
            asked, near, scorer=fuzz.ratio, limit=_MOST_SUGGESTIONS, score_cutoff=_NEAR_ENOUGH
        ):
            for n in self._families[family]:
                names.setdefault(self._people[n].name, score)
        ranked = sorted(names, key=lambda name: (-names[name], name))
        return tuple(ranked[:_MOST_SUGGESTIONS])

    # --- people inside a question -------------------------------------------------------------------------

    def people_in(self, words: str) -> tuple[NamedPerson, ...]:
        """Return the people named inside longer words, with the span of each name in `words`, in order.

        Small words of the language, places and organisations are never people here; loose likeness counts for
        words with a capital or in Cyrillic alone.
        """
        spans = [Span(*match.span()) for match in _TOKEN.finditer(words)][:_LONGEST_QUESTION]
        found: list[NamedPerson] = []
        position = 0
        while position < len(spans):
            named = self._longest(words, spans, position)
            if named is None:
                position += 1
                continue
            found.append(named)
            while position < len(spans) and spans[position].start < named.span.end:
                position += 1
        return tuple(found)

    def _longest(self, words: str, spans: Sequence[Span], position: int) -> NamedPerson | None:
        for size in (4, 3, 2, 1):
            if position + size > len(spans):
                continue
            span = Span(spans[position].start, spans[position + size - 1].end)
            tokens = _tokens(span.of(words))
            if len(tokens) != size:
                continue
            finding = self._named(tokens)
            if finding is not None:
                shown = _POSSESSIVE.sub("", span.of(words).rstrip("."))
                return NamedPerson(Span(span.start, span.start + len(shown)), finding)
        return None

    def _named(self, tokens: Sequence[str]) -> Finding | None:
        known = lexicon()
        if _join(tokens) in self._aliases:
            return self._exact(tokens)
        keys = [fold(token).rstrip(".") for token in tokens]
        capital = all(token[:1].isupper() for token in tokens)
        if len(tokens) > 1:
            if any(
                key in known.common and not token[:1].isupper()
                for key, token in zip(keys, tokens, strict=True)
            ):
                return None
            numbers = self._forms.get(_join(tokens))
            if numbers:
                return self._finding(numbers, "exact")
            if capital and not any(known.is_place(key) or known.is_role(key) for key in keys):
                return self._full(tokens) or (self._alike(tokens) if len(tokens) == 2 else None)
            return None
        key = keys[0]
        if key in known.common and not (capital and key in self._families):
            return None
        if key in self._families or (capital and key in self._givens):
            return self._exact(tokens)
        if known.is_place(key) or known.is_role(key) or key in known.known_things or len(key) < 4:
            return None
        if key in known.organisation_heads or not (capital or is_cyrillic(key)):
            return None
        return self._alike_alone(tokens[0], "cyrillic" if is_cyrillic(key) else "spelling")


def _put(index: defaultdict[str, list[int]], key: str, number: int) -> None:
    numbers = index[key]
    if not numbers or numbers[-1] != number:
        numbers.append(number)


def _by(way: object, index: Mapping[str, list[int]]) -> Mapping[str, list[int]]:
    """Return an index by the sound or the skeleton of its keys."""
    reduce = sound if way is sound else skeleton
    found: defaultdict[str, list[int]] = defaultdict(list)
    for key, numbers in index.items():
        if reduced := reduce(key):
            found[reduced].extend(numbers)
    return found


def _tokens(words: str) -> list[str]:
    return [token for match in _TOKEN.finditer(words) if (token := _POSSESSIVE.sub("", match[0]))]


def _join(words: Iterable[str]) -> str:
    return " ".join(fold(word).rstrip(".") for word in words)


def _splits(tokens: Sequence[str]) -> list[tuple[str, Sequence[str]]]:
    """Return the ways to read words as family and given names: the last, then the first, is the family's."""
    return [(tokens[-1], tokens[:-1]), (tokens[0], tokens[1:])]


def _is_patronymic(token: str) -> bool:
    return lexicon().is_patronymic(fold(token))
