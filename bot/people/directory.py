"""The people of the corpus, found by what a person types: a name in any spelling or letters, a role, a title.

Sure ways are tried before loose ones: the name as written, family name, given name, role, then the same sound
or skeleton in any letters, then a slip of the pen. A full name whose given name nobody bears is not taken for
its neighbour: it finds nothing and suggests. No article and no syntax model is needed here.
"""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from heapq import nlargest, nsmallest

from rapidfuzz import fuzz, process

from bot.people.name_index import POSSESSIVE, TOKEN, Known, NameIndex, joined, tokens_of
from bot.people.name_spelling import (
    PersonalName,
    givens_agree,
    has_one_qaf,
    is_beginning,
    is_son_of,
    letters_of,
    looks_alike,
    misspelt,
    same_given,
    skeleton,
    sound,
    sounds_alike,
    take_apart,
)
from bot.people.role_index import RoleIndex
from bot.people.transliteration import latin_forms, to_latin
from bot.text.morphology import is_word_only
from bot.text.names.name_lexicon import fold, is_cyrillic, lexicon
from bot.words.people import Person
from bot.words.spans import Span

_MARKS_FOR_APOSTROPHES = re.compile(r"(?<=\w)[`´‘](?=\w)")
_MOST_PEOPLE = 25  # people returned for one question at most
_MOST_SUGGESTIONS = 5
_NEAR_ENOUGH = 80  # similarity, of 100, from which a name is worth suggesting
_MANY_OF_HIS = 4  # the same, where a woman of his family name may be meant
_MANY_PAGES = 3  # articles that name somebody, for one that names another of whom it is hardly asked
# "Г" is written h from Ukrainian and g from Russian, "и" y and i; not so the h of "sh" and the y of "ya".
_UKRAINIAN_H = re.compile(r"(?<![cksztp])h", re.IGNORECASE)
_UKRAINIAN_Y = re.compile(r"(?<=[bcdfghklmnprstvxz])y(?![aeiouy])", re.IGNORECASE)
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
_LONG = 6  # letters of a word from which equal consonants make it a spelling of a name


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
    """Finds the people of a corpus revision; read only, safe to share."""

    def __init__(self, people: Iterable[Person], words: Mapping[str, str] | None = None) -> None:
        """Take the people of the corpus in any order.

        Args:
            people: everybody.
            words: each word of the corpus with its term: what stands there is no other word misspelt.
        """
        self._words = words or {}
        self._index = NameIndex().changed((), people)
        self._people = [self._index.known[key].person for key in self._index.ranked(self._index.known)]
        self._roles = RoleIndex(self._index)

    def beside(self, words: Mapping[str, str]) -> Directory:
        """Return the directory of the same people beside other words of the corpus."""
        other = copy(self)
        other._words = words
        return other

    def changed(self, gone: Iterable[str], put: Iterable[Person]) -> Directory:
        """Return the directory of another revision, at the price of what differs.

        Args:
            gone: keys of people who are no more.
            put: people who have come, or are not as they were.
        """
        other = copy(self)
        gone, put = set(gone), list(put)
        other._index = self._index.changed(gone, put)
        other._roles = RoleIndex(other._index)
        left = gone.union(person.key for person in put)
        other._people = [person for person in self._people if person.key not in left]
        for person in put:
            insort(other._people, person, key=lambda one: other._index.known[one.key].rank)
        return other

    @property
    def people(self) -> Sequence[Person]:
        """Everybody, the most named first, those only in captions last."""
        return self._people

    def most_written_about(self, most: int) -> Sequence[Person]:
        """Return at most so many people, those of most articles first, those only in captions last."""

        def rank(one: Known) -> tuple[bool, int, int, str, str]:
            weak, mentions, key = one.rank
            return weak, -one.articles, mentions, one.person.name, key

        known = list(self._index.known.values())
        # Of many thousands only those of as many articles as the last one to be returned have to be ranked.
        numbers = nlargest(most, (one.articles for one in known if not one.rank[0]))
        least = numbers[-1] if len(numbers) == most > 0 else None
        if least is not None:
            known = [one for one in known if one.articles >= least]
        return [one.person for one in nsmallest(most, known, key=rank)]

    def is_name(self, words: str) -> bool:
        """Say whether somebody is called just so, whatever the case."""
        bearing = self._index.forms.get(joined(words.split()), ())
        forms = (form for key in bearing for form in self._person(key).forms)
        return any(form.casefold() == words.casefold() for form in forms)

    def person(self, key: str) -> Person | None:
        """Return the person with a key, None where nobody has it."""
        known = self._index.known.get(key)
        return known.person if known is not None else None

    def named_in(self, article: str) -> Sequence[Person]:
        """Return the people an article names, the most named of the corpus first."""
        return self.ranked(self._index.articles.get(article, ()))

    def ranked(self, keys: Iterable[str]) -> Sequence[Person]:
        """Return the people with some keys once each, in the order of `people`."""
        return [self._person(key) for key in self._index.ranked(keys)]

    def _person(self, key: str) -> Person:
        return self._index.known[key].person

    def _apart(self, key: str) -> PersonalName:
        return self._index.known[key].apart

    # --- finding ------------------------------------------------------------------------------------------

    def find(self, words: str) -> Finding:
        """Return who `words` mean: a name, a title and a name, or a role; misspelt or in Cyrillic as well."""
        tokens = tokens_of(_MARKS_FOR_APOSTROPHES.sub("’", words))
        if not tokens:
            return Finding()
        found = self._with_women(tokens, self._exact(tokens))
        if found is None and self._says_role(tokens):
            found = self._titled(tokens) or self._by_role(words)
        if found is None:
            found = self._alike(tokens)
        if found is None:
            found = self._by_role(words) or self._written_apart(tokens) or self._by_first_names(tokens)
        if found is None:
            found = self._in_russian_letters(tokens)
        return found or Finding(suggestions=self._suggestions(tokens) or self._near_roles(words))

    def _finding(self, keys: Iterable[str], how: str, *, one_is_enough: bool = False) -> Finding | None:
        chosen = self._index.ranked(keys)
        if not chosen:
            return None
        people = tuple(self._person(key) for key in chosen[:_MOST_PEOPLE])
        return Finding(people, how, ambiguous=len(chosen) > 1 and not one_is_enough)

    def _exact(self, tokens: Sequence[str]) -> Finding | None:
        """Find a name written as the corpus writes it, whatever the case and the accents."""
        folded = joined(tokens)
        if folded in self._index.aliases:
            return self._finding(self._index.ranked(self._index.aliases[folded])[-1:], "exact")
        if len(tokens) > 1:
            turned = joined([*tokens[1:], tokens[0]])
            keys = self._index.forms.get(folded) or self._index.forms.get(turned)
            if keys:
                return self._finding(keys, "exact")
            return self._full(tokens)
        family, given = self._index.families.get(folded, ()), self._index.givens.get(folded, ())
        if family and not given:
            return self._finding(self._by_family_first(folded, family, ()), "surname")
        if given and not family:
            return self._finding(given, "given")
        return self._finding(self._by_family_first(folded, family, given), "surname") if family else None

    def _by_family_first(self, name: str, family: Sequence[str], given: Sequence[str]) -> list[str]:
        """Return who a single name may mean, without those it hardly means.

        Where somebody of that family name has many pages, those who bear it as a given name or as one of two
        family names on a page or so are not asked about, nor is what may be a firm ("Holm Torv"); nor is a
        longer form of one man's name another man.
        """
        own = [key for key in self._index.ranked(family) if self._apart(key).family == name]
        leading = max(own, key=self._pages, default=None)
        everybody = list(dict.fromkeys((*family, *given)))
        if leading is None or self._pages(leading) < _MANY_PAGES:
            return everybody
        few = self._pages(leading) // _MANY_PAGES
        namesakes = {key for key in own if not (self._is_longer_form(key, leading) or self._may_be_firm(key))}
        return [key for key in everybody if key in namesakes or key == leading or self._pages(key) > few]

    def _written_apart(self, tokens: Sequence[str]) -> Finding | None:
        """Find a name by its letters alone, wherever spaces, hyphens and apostrophes stand ("O Brien")."""
        return self._finding(self._index.letters.get(letters_of(tokens), ()), "spelling")

    def _in_russian_letters(self, tokens: Sequence[str]) -> Finding | None:
        """Find a name written from its Ukrainian letters that the corpus has from the Russian: "Hryhoriv"."""
        turned = [_UKRAINIAN_Y.sub("i", _UKRAINIAN_H.sub("g", token)) for token in tokens]
        return self._alike(turned) if turned != list(tokens) else None

    def _by_first_names(self, tokens: Sequence[str]) -> Finding | None:
        """Find a name of which the last is left out: "Amadi Sule" for "Amadi Sule Okoro"."""
        asked = [fold(token) for token in tokens]
        if len(asked) < 2:
            return None
        keys = [
            key
            for key in self._index.givens.get(asked[0], ())
            if [fold(word) for word in tokens_of(self._person(key).name)][: len(asked)] == asked
        ]
        return self._finding(keys, "exact") or self._by_father(tokens)

    def _by_father(self, tokens: Sequence[str]) -> Finding | None:
        """Find who is named with the father's name, in any letters: "Омар бен Адил"."""
        asked = take_apart(tuple(tokens))
        if not is_son_of(asked.parts):
            return None
        rough = skeleton(to_latin(asked.parts[0]))
        near = self._index.given_skeletons.get(rough, ())
        return self._finding((key for key in near if is_beginning(asked, self._apart(key))), "spelling")

    def _with_women(self, tokens: Sequence[str], found: Finding | None) -> Finding | None:
        """Return who a Slavic or Turkic family name may mean with the women of that name ("Aliyeva")."""
        if found is None or len(tokens) > 1 or found.how != "surname":
            return found
        name = joined(tokens)
        women = [name.removesuffix(end) + her for end, her in _WOMENS_ENDINGS.items() if name.endswith(end)]
        keys = [key for form in women for key in self._index.family_sounds.get(sound(form), ())]
        his = max((self._pages(person.key) for person in found.people), default=0)
        if his >= _MANY_OF_HIS:  # as with namesakes: whoever is hardly known beside him is hardly asked for
            keys = [key for key in keys if self._pages(key) > his // _MANY_OF_HIS]
        them = dict.fromkeys((*(person.key for person in found.people), *keys))
        people = tuple(self._person(key) for key in list(them)[:_MOST_PEOPLE])
        return Finding(people, found.how, ambiguous=found.ambiguous or len(them) > 1)

    def _pages(self, key: str) -> int:
        return self._index.known[key].pages

    def _may_be_firm(self, key: str) -> bool:
        """Say whether nothing tells that a name is a person's: no known given name, and no role."""
        given, known = self._apart(key).given, lexicon()
        return bool(given) and not self._person(key).roles and not any(map(known.is_given, given))

    def _is_longer_form(self, key: str, of: str) -> bool:
        """Say whether a name holds all words of another in their order ("Marco Brandt Frias")."""
        longer, shorter = (tokens_of(self._person(one).name) for one in (key, of))
        words = iter(fold(word) for word in longer)
        return len(longer) > len(shorter) > 1 and all(fold(word) in words for word in shorter)

    def _full(self, tokens: Sequence[str]) -> Finding | None:
        """Find a full name whose family name stands as written and whose given name fits."""
        apart = take_apart(tuple(tokens))
        keys = self._index.families.get(apart.family, ())
        found = self._finding((key for key in keys if self._fits(key, apart)), "exact")
        bare = [key for key in keys if not self._apart(key).given]
        if found is None and keys and len(bare) == len(keys):
            return self._finding(bare, "surname")  # the corpus never says the given name
        return found

    def _fits(self, key: str, apart: PersonalName) -> bool:
        """Say whether given names or initials asked for are borne by the person."""
        own = self._apart(key)
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
        bearing = {key for key, _ in self._roles.find(title)}
        agreeing = [person for person in found.people if person.key in bearing]
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
        return tuple(self._person(key).name for key in self._roles.near(words)[:_MOST_SUGGESTIONS])

    def _by_role(self, words: str) -> Finding | None:
        ranked = self._roles.find(words)
        if not ranked:
            return None
        best = ranked[0][1]
        people = tuple(self._person(key) for key, _ in ranked[:_MOST_PEOPLE])
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
            keys = [key for key in candidates if self._bears(key, given)]
            if keys:
                closest = [key for key in keys if sounds_alike(self._apart(key).family, family)]
                return self._finding(closest or keys, how)
        return None

    def _alike_alone(self, token: str, how: str) -> Finding | None:
        known, key = lexicon(), fold(token).rstrip(".")
        if key in known.common or known.is_place(key):
            return None
        if is_word_only(key):
            # "Море" and "меры" are written like many a name; "макрон" is a sign and a president.
            if key in self._words:
                return None
            return self._finding(self._index.family_sounds.get(sound(to_latin(key)), ()), how)
        keys = self._not_written_there(token, self._families_alike(token))
        if keys:
            return self._finding(keys, how)
        given = [
            key
            for form in latin_forms(fold(token))
            for key in self._index.given_skeletons.get(skeleton(form), ())
            if any(
                looks_alike(token, name) and not self._is_another_word(token, name)
                for name in self._apart(key).given
            )
        ]
        return self._finding(given, how)

    def _not_written_there(self, token: str, keys: Iterable[str]) -> list[str]:
        """Return who a family name may be misspelt for: nobody where it is another word of the corpus."""
        return [key for key in keys if not self._is_another_word(token, self._apart(key).family)]

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
        if len(word) >= _LONG and skeleton(to_latin(word)) == skeleton(to_latin(name)):
            return False  # "Роухани" is a spelling of "Рухани"; "Paris" is none of "Peres"
        return not has_one_qaf(word, name)

    def _families_alike(self, token: str) -> list[str]:
        """Return who bears a family name like this: the closest kind of likeness that anybody has."""
        folded, forms = fold(token), latin_forms(fold(token))
        same = [key for form in forms for key in self._index.family_sounds.get(sound(form), ())]
        if same:
            return same
        skeletal = [
            key
            for form in forms
            for key in self._index.family_skeletons.get(skeleton(form), ())
            if looks_alike(self._apart(key).family, form)
        ]
        skeletal = skeletal or self._of_qaf(folded)
        if skeletal:
            return skeletal
        if len(folded) < 5:
            return []
        return [
            key
            for form in forms
            for family in self._index.families_by_initial.get(form[:1], ())
            if abs(len(family) - len(form)) <= 2 and misspelt(form, to_latin(family))
            for key in self._index.families[family]
        ]

    def _of_qaf(self, asked: str) -> list[str]:
        """Return who bears a family name with the Arabic letter that is written q, k or g ("Qaddafi")."""
        if not asked.isascii() or asked[:1] not in "gkq":
            return []
        return [
            key
            for other in "gk"
            for key in self._index.family_sounds.get(sound(other + asked[1:]), ())
            if has_one_qaf(asked, self._apart(key).family)
        ]

    def _bears(self, key: str, given: Sequence[str]) -> bool:
        own = self._apart(key)
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
            for key in self._families_alike(token) if len(token) > 3 else []:
                names[self._person(key).name] = 100.0
        families = self._index.families_by_initial.get(asked[:1], ())
        near = process.extract(asked, families, scorer=fuzz.ratio, limit=None, score_cutoff=_NEAR_ENOUGH)
        bearing = [(-score, self._index.ranked(self._index.families[family])) for family, score, _ in near]
        bearing.sort(key=lambda one: (one[0], self._index.known[one[1][0]].rank))
        for score, keys in bearing[:_MOST_SUGGESTIONS]:
            for key in keys:
                names.setdefault(self._person(key).name, -score)
        ranked = sorted(names, key=lambda name: (-names[name], name))
        return tuple(ranked[:_MOST_SUGGESTIONS])

    # --- people inside a question -------------------------------------------------------------------------

    def people_in(self, words: str) -> tuple[NamedPerson, ...]:
        """Return the people named inside longer words, with the span of each name in `words`, in order.

        Small words of the language, places and organisations are never people here; loose likeness counts for
        words with a capital or in Cyrillic alone.
        """
        spans = [Span(*match.span()) for match in TOKEN.finditer(words)][:_LONGEST_QUESTION]
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
            tokens = tokens_of(span.of(words))
            if len(tokens) != size:
                continue
            finding = self._named(tokens)
            if finding is not None:
                shown = POSSESSIVE.sub("", span.of(words).rstrip("."))
                return NamedPerson(Span(span.start, span.start + len(shown)), finding)
        return None

    def _named(self, tokens: Sequence[str]) -> Finding | None:
        known = lexicon()
        if joined(tokens) in self._index.aliases:
            return self._exact(tokens)
        keys = [fold(token).rstrip(".") for token in tokens]
        capital = all(token[:1].isupper() for token in tokens)
        if len(tokens) > 1:
            if any(
                key in known.common and not token[:1].isupper()
                for key, token in zip(keys, tokens, strict=True)
            ):
                return None
            forms = self._index.forms.get(joined(tokens))
            if forms:
                return self._finding(forms, "exact")
            if capital and not any(known.is_place(key) or known.is_role(key) for key in keys):
                return self._full(tokens) or (self._alike(tokens) if len(tokens) == 2 else None)
            return None
        key = keys[0]
        if key in known.common and not (capital and key in self._index.families):
            return None
        if key in self._index.families or (capital and key in self._index.givens):
            return self._exact(tokens)
        if known.is_place(key) or known.is_role(key) or key in known.known_things or len(key) < 4:
            return None
        if key in known.organisation_heads or not (capital or is_cyrillic(key)):
            return None
        return self._alike_alone(tokens[0], "cyrillic" if is_cyrillic(key) else "spelling")


def _splits(tokens: Sequence[str]) -> list[tuple[str, Sequence[str]]]:
    """Return the ways to read words as family and given names: the last, then the first, is the family's."""
    return [(tokens[-1], tokens[:-1]), (tokens[0], tokens[1:])]


def _is_patronymic(token: str) -> bool:
    return lexicon().is_patronymic(fold(token))
