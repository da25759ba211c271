"""General knowledge about names: given names, family names, titles, roles, places, words of organisations.

All of it is language data, read once. Words are compared folded: without case,
without the accents of Latin letters, with one kind of apostrophe.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain

from bot.language_data.loading import subject
from bot.text.unseen import visible

_APOSTROPHES = str.maketrans(
    {"’": "'", "‘": "'", "ʻ": "'", "ʼ": "'", "`": "'", "´": "'", "ё": "е", "‑": "-", "–": "-"}
)

_OF_WOMEN = ("ова", "ева", "ина")  # family names of Russian form, which Kazakh declines as they stand


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Return `word` as it is compared: lower case, Latin letters without accents, plain apostrophes."""
    lowered = word.casefold().translate(_APOSTROPHES)
    if lowered.isascii():
        return lowered
    lowered = visible(lowered)
    kept: list[str] = []
    for character in lowered:
        base = unicodedata.normalize("NFKD", character)
        kept.append(base[0] if len(base) > 1 and base[0].isascii() else character)
    return "".join(kept).translate(_LETTERS_WITHOUT_PARTS)


_LETTERS_WITHOUT_PARTS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ə": "e", "ħ": "h"}
)


_CYRILLIC = re.compile("[Ѐ-ӿ]")
_SHORTEST_NOUN = 4  # letters of a country's name in Russian without its ending
_DECLINED = ("ия", "ии", "ию", "ией")  # of a short noun, which has no stem to be known by
_RUSSIAN_PEOPLE = ("ский", "цкий")


def is_cyrillic(word: str) -> bool:
    """Say whether `word` is written in Cyrillic letters."""
    return _CYRILLIC.search(word) is not None


@lru_cache(maxsize=65536)
def cyrillic_stem(word: str) -> str:
    """Return a folded Cyrillic name without its Russian or Kazakh case ending, three letters at least."""
    kazakh = any(letter in "әғқңөұүһі" for letter in word)
    for ending in _case_endings(kazakh):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    if kazakh and word.endswith(_OF_WOMEN):
        return word[:-1]  # "Беловаға" is Белова's
    return word[:-1] if len(word) > 3 and word[-1] in "еийь" else word


def _place_stems(word: str) -> tuple[str, str]:
    """Return the stems of a folded place: after a Kazakh case a last vowel is still there."""
    stem = cyrillic_stem(word)
    return stem, cyrillic_stem(stem)


@cache
def _case_endings(kazakh: bool) -> tuple[str, ...]:
    data = subject("surnames")
    names = ["kazakh_cases", *(["kazakh_cases_by_letters"] if kazakh else []), "russian_cases"]
    return tuple(ending for name in names for ending in data[name])


@dataclass(frozen=True, slots=True)
class NameLexicon:
    """What is known of words; every set holds folded words, names of several words joined by spaces."""

    given: Mapping[str, str]
    given_stems: Mapping[str, str]
    common_surnames: frozenset[str]
    surnames: frozenset[str]
    first_surnames: frozenset[str]
    given_after_family: frozenset[str]
    surname_endings: tuple[str, ...]
    patronymic_endings: tuple[str, ...]
    particles: frozenset[str]
    opening_particles: frozenset[str]
    articles: frozenset[str]
    sons_of: frozenset[str]
    daughters_of: frozenset[str]
    kept_titles: frozenset[str]
    servants: frozenset[str]
    epithet_endings: tuple[str, ...]
    rulers: Mapping[str, str]
    of_rulers: frozenset[str]
    short_forms: Mapping[str, frozenset[str]]
    titles: Mapping[str, str]
    title_initials: Mapping[str, frozenset[str]]
    dotted: frozenset[str]
    roles: frozenset[str]
    person_verbs: frozenset[str]
    person_words: frozenset[str]
    person_passives: frozenset[str]
    family_names_too: frozenset[str]
    relatives: frozenset[str]
    sex_of_role: Mapping[str, str]
    role_modifiers: frozenset[str]
    former: frozenset[str]
    future: frozenset[str]
    domains: Mapping[str, frozenset[str]]
    cyrillic_roles: tuple[str, ...]
    cyrillic_modifiers: tuple[str, ...]
    countries: Mapping[str, str]
    country_stems: Mapping[str, str]
    demonyms: frozenset[str]
    places: frozenset[str]
    place_stems: frozenset[str]
    organisation_heads: frozenset[str]
    known_things: frozenset[str]
    thing_stems: frozenset[str]
    openings: frozenset[str]
    joining: frozenset[str]
    followers: frozenset[str]
    common: frozenset[str]

    def is_given(self, word: str) -> bool:
        """Say whether a folded word is a known given name (a Cyrillic one in any case)."""
        if word in self.given:
            return True
        if "-" in word and not is_cyrillic(word):
            return all(part in self.given for part in word.split("-"))
        return is_cyrillic(word) and cyrillic_stem(word) in self.given_stems

    def gender_of(self, word: str) -> str | None:
        """Return "male" or "female" where a folded given name tells, None where it does not."""
        gender = self.given.get(word) or self.given.get(word.split("-")[0])
        if gender is None and is_cyrillic(word):
            gender = self.given_stems.get(cyrillic_stem(word))
        return gender if gender in ("male", "female") else None

    def looks_like_surname(self, word: str) -> bool:
        """Say whether a folded word ends as family names do."""
        if not word.endswith(self.surname_endings):
            return False
        return any(word.endswith(ending) and len(word) - len(ending) >= 3 for ending in self.surname_endings)

    def is_surname(self, word: str) -> bool:
        """Say whether a folded word is a known family name."""
        return word in self.surnames or word in self.common_surnames or word in self.first_surnames

    def is_patronymic(self, word: str) -> bool:
        """Say whether a folded word is a father's name."""
        return len(word) > 5 and word.endswith(self.patronymic_endings)

    def is_role(self, word: str) -> bool:
        """Say whether a folded word can be the head of a role, in the singular or the plural."""
        if word in self.roles or (word.endswith("s") and word[:-1] in self.roles):
            return True
        if is_cyrillic(word):
            return word.startswith(self.cyrillic_roles)
        tail = word.rpartition("-")[2]
        return tail != word and tail in self.roles

    def is_title(self, word: str) -> bool:
        """Say whether a folded word is written before names as a title."""
        return word in self.titles or word.rstrip(".") in self.titles

    def country(self, phrase: str) -> str | None:
        """Return the country a folded word or phrase stands for ("kazakh", "u.s", "астана"), or None."""
        found = self.countries.get(phrase) or self.countries.get(phrase + ".")
        if found is None and is_cyrillic(phrase):
            found = next(filter(None, map(self.country_stems.get, _place_stems(phrase))), None)
        return found

    def is_place(self, phrase: str) -> bool:
        """Say whether a folded word or phrase is a country, a people or another known place."""
        if phrase in self.countries or phrase in self.demonyms or phrase in self.places:
            return True
        return is_cyrillic(phrase) and any(stem in self.place_stems for stem in _place_stems(phrase))

    def is_thing(self, phrase: str) -> bool:
        """Say whether a folded word or phrase is the name of a known thing: an outlet, a firm, a month."""
        if phrase in self.known_things:
            return True
        return is_cyrillic(phrase) and cyrillic_stem(phrase) in self.thing_stems


@cache
def lexicon() -> NameLexicon:
    """Return the one lexicon, read from the data files on first use."""
    given, surnames, titles = subject("given_names")["regions"], subject("surnames"), subject("titles")
    places, organisations = subject("places"), subject("organisation_words")
    gazetteer = subject("gazetteer")
    countries, demonyms = _countries(places["countries"])
    russian = _in_russian(subject("lexicon")["countries"], countries)
    countries = {**russian, **countries}
    demonyms |= {word for word in russian if word.endswith(_RUSSIAN_PEOPLE)}
    stems = {
        stem: name
        for word, name in countries.items()
        if is_cyrillic(word) and (len(stem := cyrillic_stem(word)) >= _SHORTEST_NOUN or word not in russian)
    }
    return NameLexicon(
        given=(names := _given(given)),
        given_stems={cyrillic_stem(name): gender for name, gender in names.items() if is_cyrillic(name)},
        common_surnames=_words(surnames["common"]),
        surnames=_words(surnames["others"]),
        first_surnames=_words(surnames["first_in_name"]),
        given_after_family=_words(chain.from_iterable(given["east_and_southeast_asian"].values())),
        surname_endings=tuple(sorted(_words(surnames["endings"]))),
        patronymic_endings=tuple(sorted(_words(surnames["patronymic_endings"]))),
        particles=_words(surnames["particles"]),
        opening_particles=_words(surnames["opening_particles"]),
        articles=_words(surnames["articles"]),
        sons_of=_words(surnames["sons_of"]),
        daughters_of=_words(surnames["daughters_of"]),
        kept_titles=_words(surnames["kept_titles"]),
        servants=_words(surnames["servants"]),
        epithet_endings=tuple(surnames["epithet_endings"]),
        rulers={form: known for known, *forms in map(_folded, surnames["rulers"]) for form in forms},
        of_rulers=_words(titles["of_rulers"]),
        short_forms=_short_forms((*surnames["short_forms"], *surnames["rulers"])),
        titles={word: gender for gender in ("either", "female", "male") for word in _words(titles[gender])},
        dotted=frozenset(
            fold(word).rstrip(".")
            for gender in ("either", "female", "male")
            for word in titles[gender]
            if word.endswith(".")
        )
        | {"jr", "sr"},
        roles=_words(titles["roles"]),
        person_verbs=_words(titles["person_verbs"]),
        person_words=_words(titles["person_words"]),
        person_passives=_words(titles["person_passives"]),
        family_names_too=_words(titles["family_names_too"]),
        relatives=_words(titles["relatives"]),
        sex_of_role={
            **dict.fromkeys(_words(titles["male_roles"]), "male"),
            **dict.fromkeys(_words(titles["female_roles"]), "female"),
        },
        role_modifiers=_words(titles["modifiers"]),
        former=_words(titles["former"]),
        future=_words(titles["future"]),
        title_initials={language: _words(words) for language, words in titles["initials"].items()},
        domains={domain: _words(words) for domain, words in titles["domains"].items()},
        cyrillic_roles=tuple(sorted(_words(titles["cyrillic"]["stems"]))),
        cyrillic_modifiers=tuple(sorted(_words(titles["cyrillic"]["modifiers"]))),
        countries=countries,
        country_stems=stems,
        demonyms=demonyms | _words(places["peoples"]),
        places=_words(places["others"]) | _words(gazetteer["places"]),
        place_stems=frozenset(stems) | _stems(_words(places["others"])),
        organisation_heads=_words(organisations["heads"]),
        known_things=_words(organisations["known"])
        | _words(gazetteer["parties"])
        | _words(gazetteer["outlets"]),
        thing_stems=_stems(_words(organisations["known"])),
        openings=_words(organisations["openings"]),
        joining=_words(organisations["joining"]),
        followers=_words(organisations["followers"]),
        common=_words(subject("common_words")["words"]),
    )


def _words(words: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(word).replace("_", " ") for word in words)


def _folded(line: str) -> list[str]:
    return [fold(word) for word in line.split()]


def _stems(words: Iterable[str]) -> frozenset[str]:
    return frozenset(cyrillic_stem(word) for word in words if is_cyrillic(word))


def _given(data: Mapping[str, Mapping[str, Iterable[str]]]) -> dict[str, str]:
    names: dict[str, str] = {}
    for region in data.values():
        for gender, words in region.items():
            for word in _words(words):
                before = names.get(word)
                names[word] = gender if before in (None, gender) else "either"
    return names


def _short_forms(lines: Iterable[str]) -> dict[str, frozenset[str]]:
    forms: dict[str, set[str]] = {}
    for line in lines:
        names = _words(line.split())
        for name in names:
            forms.setdefault(name, set()).update(names)
    return {name: frozenset(others) for name, others in forms.items()}


def _in_russian(rewordings: Mapping[str, Sequence[str]], known: Mapping[str, str]) -> dict[str, str]:
    """Return the Russian nouns and adjectives for countries, as the search has them, with the country.

    A noun of which too little is left without its ending is taken in its own cases alone («Кения»), or not at
    all: "Мали" would be «малый» as well.
    """
    found: dict[str, str] = {}
    for name, others in rewordings.items():
        country = next((known[word] for word in map(fold, (name, *others)) if word in known), "")
        for word in others if country else ():
            folded = fold(word)
            if not is_cyrillic(word) or " " in word:
                continue
            if folded.endswith(_RUSSIAN_PEOPLE) or (
                word[:1].isupper() and len(cyrillic_stem(folded)) >= _SHORTEST_NOUN
            ):
                found.setdefault(folded, country)
            elif word[:1].isupper() and folded.endswith(_DECLINED[0]):
                base = folded.removesuffix(_DECLINED[0])
                found.update({base + ending: country for ending in _DECLINED})
    return found


def _countries(lines: Iterable[str]) -> tuple[dict[str, str], frozenset[str]]:
    """Return every word for a country with the first of them, and the words for its people."""
    countries: dict[str, str] = {}
    demonyms: set[str] = set()
    for line in lines:
        names, people, capitals = (
            [fold(word).replace("_", " ") for word in part.split()] for part in line.split("|")
        )
        for word in (*names, *people, *capitals):
            countries.setdefault(word, names[0])
        demonyms.update(people)
    return countries, frozenset(demonyms)
