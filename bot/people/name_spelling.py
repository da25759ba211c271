"""Whether two spellings are one name: by sound, by skeleton, by misspelling; and how a name is made up.

"Toqaev" and "Tokayev" sound alike and are one. "Trump" and "Трамп" (Tramp) only share their consonants: close
enough for a search, and for two articles when the given names agree, never for a family name by itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from rapidfuzz.distance import DamerauLevenshtein, Levenshtein

from bot.language_data.loading import subject
from bot.people.transliteration import latin_forms, to_latin
from bot.text.names.name_lexicon import cyrillic_stem, fold, is_cyrillic, lexicon
from bot.text.names.name_runs import is_generation

_SUFFIXES = frozenset({"phd", "md", "esq"})
_CLANS = frozenset({"o", "mac", "mc"})  # written as one with the family name, or apart
_SHORT = 4  # letters up to which a name must sound the same, not only look alike
_QAF = re.compile(r"q(?!u)|[gk](?=\w*dh)")  # how that letter is written
_UP_TO_FATHER = 2  # words of a name before the father's: "Adil bin"
_LONG = 8  # letters from which a given name may lack a vowel inside it and be the same
_VOWELS = re.compile(r"[aeiouyаеёиоуыэюя]")
_SURE_LENGTH = 6  # letters of a name's sound from which one that differs by a vowel may be the same name
_SON = "bin"
_TWICE = re.compile(r"(.)\1")
_ALIKE = 0.75  # share of letters two sounds of one skeleton have in common at least


@dataclass(frozen=True, slots=True)
class PersonalName:
    """A name taken apart, all parts folded: what is given, what is the family's, and loose initials.

    `family` is "" when only a given name is known; particles belong to the family name ("van der bellen").
    `generation` tells father and son apart: "jr", "sr", "iii".
    """

    given: tuple[str, ...]
    family: str
    initials: tuple[str, ...] = ()
    generation: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        """All parts of more than a letter, given names first."""
        return (*self.given, self.family) if self.family else self.given


@lru_cache(maxsize=65536)
def take_apart(words: tuple[str, ...]) -> PersonalName:
    """Return the parts of a name of one or several words; a single word counts as the family name."""
    found = _without_generation(words)
    generation = [fold(word).rstrip(".,") for word in words[1:] if is_generation(word)]
    return (
        replace(found, generation=generation[-1]) if generation and found.family not in generation else found
    )


def _without_generation(words: tuple[str, ...]) -> PersonalName:
    known = lexicon()
    words = _with_clans(words)
    words = tuple(word for place, word in enumerate(words) if not place or not is_generation(word))
    keys = [_key(word) for word in words]
    keys = [key for key in keys if key and key.rstrip(",") not in _SUFFIXES]
    initials = tuple(key for key, word in zip(keys, words, strict=False) if _is_initial(key, word))
    loose = {key for key in initials if len(key) == 2 and len(keys) > 1 and not known.is_given(key)}
    whole = [key for key in keys if len(key.replace(".", "")) > 1 and "." not in key and key not in loose]
    if len(whole) > 1 and whole[0] in known.kept_titles:
        whole = whole[1:]
    whole = _with_servants(whole)
    if not whole:
        return PersonalName((), keys[-1] if keys else "", ())
    if len(whole) == 1:
        return PersonalName((), whole[0], initials)
    if _family_comes_first(whole):
        return PersonalName(tuple(whole[1:]), whole[0], initials)
    start = len(whole) - 1
    while start > 1 and _is_of_family(whole[start - 1]):
        start -= 1
    if start == 1 and whole[0] in known.opening_particles and not known.is_given(whole[0]):
        return PersonalName((), " ".join(whole), initials)
    if known.is_patronymic(whole[-1]) and len(whole) == 3:  # "Токаев Касым-Жомарт Кемелевич"
        return PersonalName(tuple(whole[1:]), whole[0], initials)
    return PersonalName(tuple(whole[:start]), " ".join(whole[start:]), initials)


def _key(word: str) -> str:
    """Return a word of a name folded; of the ways to write "son of" one: "bin", "ibn", "бен"."""
    key, known = fold(word).rstrip("."), lexicon()
    return _SON if word.islower() and key in known.sons_of - known.daughters_of else key


def _is_of_family(word: str) -> bool:
    """Say whether a small word before a family name belongs to it; "Al" is no given name there."""
    known = lexicon()
    return word in known.particles and (word in known.articles or not known.is_given(word))


def _with_clans(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a name with "O" and "Mac" joined to the word after them: "Mary O Brien"."""
    for place in range(1, len(words) - 1):
        clan = words[place]
        if fold(clan).rstrip("'") in _CLANS and clan[:1].isupper() and len(words[place + 1]) > 2:
            glue = "’" if clan[:1] == "O" else ""
            joined = clan.rstrip("'’") + glue + words[place + 1]
            return (*words[:place], joined, *words[place + 2 :])
    return words


def _with_servants(whole: list[str]) -> list[str]:
    """Return the words of a name with a father's "Abdul" joined to what it is of: "Omar bin Abdul Aziz"."""
    known = lexicon()
    for place in range(2, len(whole) - 1):
        if whole[place] in known.servants and whole[place - 1] in known.sons_of:
            return [*whole[:place], whole[place] + whole[place + 1], *whole[place + 2 :]]
    return whole


def _is_initial(key: str, word: str) -> bool:
    return len(key.replace(".", "")) == 1 or "." in key or (len(key) == 2 and word.isupper())


def _family_comes_first(whole: Sequence[str]) -> bool:
    """Say whether the family name stands first, as in East Asia ("Yoon Suk-Yeol") and in lists."""
    known = lexicon()
    first, second = whole[0], whole[1]
    turned = len(whole) == 2 and not known.is_given(first) and known.is_given(second)
    if turned and (second in known.given_after_family or known.looks_like_surname(first)):
        return True  # "Kishida Fumio", "Tokayev Kassym-Jomart"
    if first not in known.first_surnames or len(whole) > 3 or whole[-1] in known.common_surnames:
        return False
    if "-" in second:
        return True
    if first in known.given:
        return len(whole) == 3 and all(len(word) <= 5 and word not in known.given for word in whole[1:])
    return second not in known.given or second in ("jinping", "jintao", "keqiang", "xiaoping")


@cache
def _rules() -> dict[str, list[tuple[re.Pattern[str], str]]]:
    return {
        name: [(re.compile(pattern), replacement) for pattern, replacement in rules]
        for name, rules in subject("name_spelling").items()
    }


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """Return how a name in any letters sounds: equal for spellings of one name."""
    return _apply("sound", to_latin(word))


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """Return the consonants of a name and the kind of its first vowel: coarser than its sound."""
    return _apply("skeleton", sound(word))


def _apply(name: str, word: str) -> str:
    for pattern, replacement in _rules()[name]:
        word = pattern.sub(replacement, word)
    return word


def sounds_alike(one: str, other: str) -> bool:
    """Say whether two words are one name beyond doubt: the same letters or the same sound.

    A last vowel may differ in long names ("Lukashenko", "Lukashenka"), a Cyrillic case ending may be there.
    """
    if fold(one) == fold(other):
        return True
    if is_cyrillic(one) and is_cyrillic(other):
        first, second = (cyrillic_stem(fold(word).replace("-", " ")) for word in (one, other))
        return first == second
    if min(len(one), len(other)) < _SHORT and not (is_cyrillic(one) or is_cyrillic(other)):
        return False
    first, second = sound(one), sound(other)
    if first == second:
        return bool(first)
    if (
        min(len(first), len(second)) > 6
        and first[:-1] == second[:-1]
        and first[-1] + second[-1] in ("ao", "oa")
    ):
        return True
    if is_cyrillic(one) or is_cyrillic(other):
        return any(sound(a) == sound(b) for a in latin_forms(one) for b in latin_forms(other))
    return False


def looks_alike(one: str, other: str) -> bool:
    """Say whether two words may be one name: the same skeleton and most letters in common."""
    if sounds_alike(one, other):
        return True
    if min(len(one), len(other)) < _SHORT and not (is_cyrillic(one) or is_cyrillic(other)):
        return False
    return any(_close(a, b) for a in latin_forms(one) for b in latin_forms(other))


def _close(one: str, other: str) -> bool:
    first, second = sound(one), sound(other)
    if min(len(first), len(second)) < _SHORT - 1:
        return False
    return skeleton(one) == skeleton(other) and Levenshtein.normalized_similarity(first, second) >= (
        _ALIKE if min(len(first), len(second)) > _SHORT else 0.6
    )


def has_one_qaf(one: str, other: str) -> bool:
    """Say whether two names are one that begins with an Arabic letter written q, k or g ("Qaddafi")."""
    if not (_QAF.match(one) or _QAF.match(other)) or one[:1] not in "gkq" or other[:1] not in "gkq":
        return False
    return sound(f"k{one[1:]}") == sound(f"k{other[1:]}")


def letters_of(words: Sequence[str]) -> str:
    """Return the letters of a name alone, wherever spaces, hyphens and apostrophes stand in it."""
    return "".join(character for word in words for character in fold(word) if character.isalpha())


def misspelt(one: str, other: str) -> bool:
    """Say whether two words differ by a slip of the pen: one letter in five, two in nine; never the first."""
    shorter = min(len(one), len(other))
    if shorter < 5 or one[:1] != other[:1]:
        return False
    return int(DamerauLevenshtein.distance(one, other, score_cutoff=2)) <= (2 if shorter >= 9 else 1)


def same_given(one: str, other: str) -> bool:
    """Say whether two given names may be one person's: equal, alike, a short form, an initial."""
    first, second = fold(one).rstrip("."), fold(other).rstrip(".")
    if first == second or second in lexicon().short_forms.get(first, ()):
        return True
    if first.replace("j", "y") == second.replace("j", "y"):
        return True  # "Kaja", "Kaya"
    if sound(to_latin(first).replace("c", "j")) == sound(to_latin(second).replace("c", "j")):
        return True  # "Cemal", "Jemal", "Джемал"
    if len(first) == 1 or len(second) == 1:
        return to_latin(first)[:1] == to_latin(second)[:1]
    if "-" in first or "-" in second:  # "Suk-Yeol", "Suk Yeol"
        if sound(first) == sound(second):
            return True
        heads = first.split("-")[0], second.split("-")[0]
        if len(heads[0]) > 3 and "-" not in (first if "-" in second else second):
            return heads[0] == heads[1]
    if _are_his_and_hers(first, second):
        return False
    known = lexicon()
    if first in known.given and second in known.given and not (is_cyrillic(first) or is_cyrillic(second)):
        return sounds_alike(first, second)
    return looks_alike(first, second) or _lacks_a_vowel(first, second)


def _lacks_a_vowel(one: str, other: str) -> bool:
    """Say whether a long name is another without one vowel inside it: "Abdulrahaman", "Abdulrahman".

    What sounds different for that is the consonant before which the vowel stood. At the end a vowel tells a
    woman's name.
    """
    if min(len(one), len(other)) < _LONG or one[-1] != other[-1] or abs(len(one) - len(other)) != 1:
        return False
    if _VOWELS.sub("", one) != _VOWELS.sub("", other):
        return False
    return int(DamerauLevenshtein.distance(one, other, score_cutoff=1)) == 1


def same_person_name(one: PersonalName, other: PersonalName) -> bool:
    """Say whether two names can be one person's: family names agree, given names do not contradict."""
    if not one.family or not other.family:
        return False
    if one.generation and other.generation and one.generation != other.generation:
        return False
    if _are_two_common_names(one.family, other.family):
        return False
    exact = sounds_alike(one.family, other.family)
    if not exact and not (
        one.given
        and other.given
        and (_may_be_one_name(one.family, other.family) or has_one_qaf(one.family, other.family))
    ):
        return False
    return givens_agree(one, other)


def is_son_of(parts: Sequence[str]) -> bool:
    """Say whether a name tells whose son or daughter somebody is right behind the given name."""
    words = " ".join(parts).split()
    return len(words) > _UP_TO_FATHER and words[1] in lexicon().sons_of


def is_beginning(apart: PersonalName, full: PersonalName) -> bool:
    """Say whether a name is a longer one without its last parts: "Adil bin Nasir" of "… Al Rumi"."""
    words, longer = (" ".join(one.parts).split() for one in (apart, full))
    return (
        len(longer) > len(words) > _UP_TO_FATHER
        and not lexicon().sons_of.isdisjoint(words)
        and all(_is_one_word(word, other) for word, other in zip(words, longer, strict=False))
    )


def _is_one_word(one: str, other: str) -> bool:
    """Say whether two words of such names are one: "bin" is written in many ways, and vowels are, too."""
    sons_of = lexicon().sons_of
    return (one in sons_of and other in sons_of) or looks_alike(one, other)


def _are_two_common_names(one: str, other: str) -> bool:
    """Say whether of two family names in Latin letters one is common and the other another: "Hall", "Hale".

    A consonant written twice or once is a spelling of it: "Hussein", "Husein".
    """
    first, second = fold(one), fold(other)
    if first == second or is_cyrillic(one) or is_cyrillic(other):
        return False
    common = lexicon().common_surnames
    if first not in common and second not in common:
        return False
    return _TWICE.sub(r"\1", first) != _TWICE.sub(r"\1", second)


def _may_be_one_name(one: str, other: str) -> bool:
    """Say whether two family names that sound otherwise may be spellings of one.

    A name from another script is written in many ways; in one script a short name that differs by a vowel is
    another name ("Stone", "Stein"), and so are two that both are known as family names.
    """
    if not looks_alike(one, other):
        return False
    if is_cyrillic(one) != is_cyrillic(other):
        return True
    if any(sound(a) == sound(b) for a in latin_forms(one) for b in latin_forms(other)):
        return True
    known = lexicon()
    both = known.is_surname(fold(one)) and known.is_surname(fold(other))
    return not both and min(len(sound(one)), len(sound(other))) >= _SURE_LENGTH


def givens_agree(one: PersonalName, other: PersonalName) -> bool:
    """Say whether the given names of two names do not contradict each other."""
    if one.given and other.given:
        if one.initials and other.initials and one.initials[0][0] != other.initials[0][0]:
            return False  # "George W. Bush", "George H. W. Bush"
        if _are_his_and_hers(one.given[0], other.given[0]):
            return False
        if sound("".join(one.given)) == sound("".join(other.given)):
            return True
        fathers = is_son_of(one.parts) or is_son_of(other.parts)
        if fathers and not same_given(one.given[0], other.given[0]):
            return False  # "Omar bin Adil", the father of "Adil bin Omar bin Adil"
        longer, shorter = sorted((one.given, other.given), key=len, reverse=True)
        if len(shorter) == 1:
            return any(same_given(name, shorter[0]) for name in longer if name is longer[0] or len(name) > 2)
        return _in_order(longer, shorter)
    if one.initials and other.given:
        return fits_initials(one.initials, other)
    if other.initials and one.given:
        return fits_initials(other.initials, one)
    return True


def _are_his_and_hers(one: str, other: str) -> bool:
    """Say whether of two given names one is a man's and one a woman's: "Jan", "Jane"."""
    known = lexicon()
    return {known.gender_of(fold(one)), known.gender_of(fold(other))} == {"male", "female"}


def _in_order(longer: Sequence[str], shorter: Sequence[str]) -> bool:
    """Say whether every given name of the shorter name has its like in the longer one, in order."""
    rest = iter(longer)
    return all(any(same_given(name, candidate) for candidate in rest) for name in shorter)


def fits_initials(initials: Sequence[str], name: PersonalName) -> bool:
    """Say whether the first initial ("J.D.", "JD", "J.") is that of the first given name."""
    first = to_latin(initials[0].replace(".", ""))[:1]
    return bool(name.given) and to_latin(name.given[0])[:1] == first
