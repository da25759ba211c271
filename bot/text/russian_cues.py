"""The words by which Russian and Kazakh texts say that somebody speaks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from bot.language_data.loading import subject
from bot.text.morphology import (
    NOMINATIVE,
    Agreement,
    Sort,
    WordForm,
    finite_verb,
    first_form,
    forms,
    is_known,
    lemma_of,
    person_noun,
)
from bot.text.names.name_lexicon import fold, lexicon

_SHORTEST_NAME = 3  # letters of a Kazakh name without its ending; what leaves fewer is no ending


class RussianCues(NamedTuple):
    """Each field is explained in the subject `russian_cues`; all words are folded, verbs are infinitives."""

    say: frozenset[str]
    positions: frozenset[str]
    report: frozenset[str]
    report_with: Mapping[str, frozenset[str]]
    believe: frozenset[str]
    stress: frozenset[str]
    stressed: frozenset[str]
    relay: frozenset[str]
    speaking_for: frozenset[str]
    asking: frozenset[str]
    answering: frozenset[str]
    responding: frozenset[str]
    responded: frozenset[str]
    citing: frozenset[str]
    perceive: frozenset[str]
    media: frozenset[str]
    of_documents: frozenset[str]
    documents: frozenset[str]
    by: frozenset[str]
    words: frozenset[str]
    verbatim: frozenset[str]
    spoken: frozenset[str]
    written: frozenset[str]
    subordinators: frozenset[str]
    prepositions: frozenset[str]
    adverbs: frozenset[str]
    pronouns: Mapping[str, Agreement]
    other_pronouns: Mapping[str, Agreement]
    recounting: frozenset[str]
    recounted: frozenset[str]
    owning_pronouns: Mapping[str, Agreement]
    relatives: Mapping[str, Agreement]
    negations: frozenset[str]
    first_person: frozenset[str]
    unreal: frozenset[str]
    supposing: frozenset[str]
    rumours: frozenset[str]
    laying: frozenset[str]
    managing: frozenset[str]
    predicates: frozenset[str]
    of_the_foregoing: tuple[str, ...]
    meanwhile: tuple[str, ...]
    stating_nouns: frozenset[str]
    pointing: frozenset[str]
    stating_verbs: frozenset[str]
    heads: frozenset[str]
    before_heads: frozenset[str]
    not_heads: frozenset[str]
    state: frozenset[str]
    same_office: Mapping[str, str]
    calling_again: frozenset[str]
    anybody: frozenset[str]
    of_somebody: frozenset[str]
    labels: frozenset[str]
    bodies: Mapping[str, Agreement]
    ministries: frozenset[str]

    def is_body(self, word: str) -> bool:
        """Say whether a word is a body in any case: "министерстве", "Минфине"."""
        lemmas = {word, *(form.lemma for form in forms(word))}
        return not lemmas.isdisjoint(self.bodies) or not lemmas.isdisjoint(self.ministries)


class KazakhCues(NamedTuple):
    """Each field is explained in the subject `russian_cues`; all words are folded."""

    say: frozenset[str]
    oblique: tuple[str, ...]
    possessive: tuple[str, ...]
    oblique_possessive: tuple[str, ...]
    by: frozenset[str]
    pronouns: frozenset[str]
    owning_pronouns: frozenset[str]
    of_the_foregoing: tuple[str, ...]
    first_person: frozenset[str]


@cache
def russian_cues() -> RussianCues:
    """Return the Russian cues."""
    data = subject("russian_cues")["russian"]
    phrases = ("of_the_foregoing", "meanwhile", "same_office")
    lists = {name: entries for name, entries in data.items() if isinstance(entries, tuple)}
    words = {name: frozenset(_words(entries)) for name, entries in lists.items() if name not in phrases}
    pronouns = {
        **dict.fromkeys(words.pop("masculine_pronouns"), Agreement.MASCULINE),
        **dict.fromkeys(words.pop("feminine_pronouns"), Agreement.FEMININE),
        **dict.fromkeys(words.pop("plural_pronouns"), Agreement.PLURAL),
    }
    return RussianCues(
        report_with={verb: frozenset(map(fold, needed)) for verb, needed in data["report_with"].items()},
        pronouns=pronouns,
        other_pronouns={fold(word): Agreement(kind) for word, kind in data["other_pronouns"].items()},
        owning_pronouns={fold(word): Agreement(kind) for word, kind in data["owning_pronouns"].items()},
        relatives={fold(word): Agreement(kind) for word, kind in data["relatives"].items()},
        of_the_foregoing=tuple(map(fold, data["of_the_foregoing"])),
        meanwhile=tuple(map(fold, data["meanwhile"])),
        same_office=_same(data["same_office"]),
        bodies={word: Agreement(kind) for kind, text in data["bodies"].items() for word in _words(text)},
        ministries=frozenset(_words(data["short"]["ministries"])),
        **words,
    )


@cache
def kazakh_cues() -> KazakhCues:
    """Return the Kazakh cues."""
    data = subject("russian_cues")["kazakh"]
    return KazakhCues(
        say=frozenset(_words(data["past"] + data["present"])),
        oblique=tuple(sorted(_words(data["oblique"]), key=len, reverse=True)),
        possessive=tuple(_words(data["possessive"])),
        oblique_possessive=tuple(_words(data["oblique_possessive"])),
        by=frozenset(_words(data["by"])),
        pronouns=frozenset(_words(data["pronouns"])),
        owning_pronouns=frozenset(_words(data["owning_pronouns"])),
        of_the_foregoing=tuple(fold(phrase) for phrase in data["of_the_foregoing"]),
        first_person=frozenset(_words(data["first_person"])),
    )


def _words(words: Iterable[str]) -> list[str]:
    return [fold(word) for word in words]


def _same(lines: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines:
        names = [" ".join(map(lemma_of, word.split("_"))) for word in line.split()]
        found |= dict.fromkeys(names, names[0])
    return found


@cache
def kazakh_basic(word: str) -> str:
    """Return a name without its Kazakh case ending where a name is left over: "Путинмен", "Асқаровтың"."""
    lowered = word.lower()
    for ending in kazakh_cues().oblique_possessive:
        if lowered.removesuffix(ending).endswith(kazakh_cues().possessive) and lowered.endswith(ending):
            return word[: -len(ending)]
    for ending in kazakh_cues().oblique:
        stem = lowered[: -len(ending)]
        if lowered.endswith(ending) and len(stem) > _SHORTEST_NAME:
            listed = is_known(stem) and any(form.names and form.case == NOMINATIVE for form in forms(stem))
            if listed or (lexicon().looks_like_surname(stem) and not is_known(lowered)):
                return word[: len(stem)]
    return word


# --- what a folded word is --------------------------------------------------------------------------------


@lru_cache(maxsize=16384)
def says(word: str) -> Agreement | None:
    """Return what a verb of speech ("сказала", "уверен") says of its subject; None for any other word."""
    verb = finite_verb(word)
    if verb is not None:
        return verb.agreement if verb.lemma in russian_cues().say | russian_cues().report else None
    position = first_form(word, "ADJS", "PRTS")
    found = position is not None and position.lemma in russian_cues().positions
    return position.agreement if found and position else None


def saying_verb(word: str) -> str:
    """Return the infinitive of a finite verb or of a gerund, "" for any other word."""
    verb = finite_verb(word) or first_form(word, "GRND")
    return verb.lemma if verb is not None else ""


@lru_cache(maxsize=16384)
def is_gerund(word: str) -> bool:
    """Say whether a word is the gerund of a verb of speech: "отметив"."""
    found = first_form(word, "GRND")
    return found is not None and found.lemma in russian_cues().say | russian_cues().report


@lru_cache(maxsize=16384)
def calling(word: str) -> WordForm | None:
    """Return the reading of a word as what somebody is, an office or any other, in whatever case."""
    if word in russian_cues().heads:
        return WordForm(word, "NOUN", NOMINATIVE, Agreement.MASCULINE, True, Sort.OTHER, 1.0, word)
    before, hyphen, rest = word.partition("-")
    found = person_noun(word)
    if found is None and hyphen and before in russian_cues().before_heads:
        return calling(rest)
    return found if found is not None and found.lemma not in russian_cues().not_heads else None


def nominative_calling(word: str) -> WordForm | None:
    """Return the reading of a word as what one person is, in the nominative: a possible subject."""
    found = calling(word)
    one = found is not None and found.case == NOMINATIVE and found.agreement is not Agreement.PLURAL
    return found if one else None
