"""Russian words as a dictionary reads them: part of speech, case, gender, basic form, whether a name.

The dictionary (pymorphy3, some 30 MB) is opened when the first Cyrillic word is asked about. Words it does
not hold it reads by their endings; family names it reads wrongly are declined like ones it holds.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any, NamedTuple

from bot.language_data.loading import subject
from bot.text.names.name_lexicon import fold, is_cyrillic, lexicon


class Agreement(StrEnum):
    """What the form of a word says of its subject: gender in the singular, or several."""

    MASCULINE = "m"
    FEMININE = "f"
    NEUTER = "n"
    PLURAL = "p"
    SINGULAR = "s"
    ANY = "a"


class Sort(StrEnum):
    """What a noun names, where the dictionary says so."""

    GIVEN = "given"
    FATHER = "father"
    FAMILY = "family"
    PLACE = "place"
    OTHER = ""


class WordForm(NamedTuple):
    """One reading of a word; `case` is "" for words without one, `basic` the nominative of that gender."""

    lemma: str
    part: str
    case: str
    agreement: Agreement
    animate: bool
    sort: Sort
    weight: float
    basic: str
    past: bool = False
    future: bool = False

    @property
    def names(self) -> bool:
        """Whether the word is a given, father's or family name by this reading."""
        return self.sort in (Sort.GIVEN, Sort.FATHER, Sort.FAMILY)


NOMINATIVE = "nomn"
CASES = frozenset({NOMINATIVE, "gent", "datv", "accs", "ablt", "loct"})
_CASE_NAMES = {"gen2": "gent", "acc2": "accs", "loc2": "loct", "gen1": "gent", "loc1": "loct"}
_GENDERS = {"masc": Agreement.MASCULINE, "femn": Agreement.FEMININE, "neut": Agreement.NEUTER}
_SORTS = {"Name": Sort.GIVEN, "Patr": Sort.FATHER, "Surn": Sort.FAMILY, "Geox": Sort.PLACE}
_LIKELY = 0.3  # share of a word's readings from which on it counts as that part of speech
_RARE = 0.1  # share of the likeliest reading below which a name is not read so: "Дмитрия" for a woman
_SHORTEST_DECLINED = 2  # letters of a word that may be declined; one is an initial
_SHORTEST_WITH_FATHER = 3  # words of a name that tells whose son somebody is
_NUMBER = re.compile("[IVX]+")  # of a king or a pope
_SHORT = 4  # letters; longer names in -у and -ю are hardly ever ones without cases
_GENITIVE_OF_MEN = re.compile(r"(?<=[бвгдзклмнпрстфхцчш])а$")  # "Даниала": no dictionary has the name
_OF_A = re.compile(r"(?<=\w\w\w)(?:ой|ей|[еуыию])$")
_GENITIVE_OF_A = re.compile(r"(?<=[гкхжшчщ])и$|(?<=[бвдзлмнпрст])ы$")
_VOWELS = "аеёиоуыэюя"
_DECLINED = ("ой", "ей", "ого", "его", "ому", "ему", "ом", "ем", "ым", "им", "у", "ю", "ы")
_INSTRUMENTAL = re.compile(r"(.{3,}[бвгджзклмнпрстфхц])ом")
_PEOPLE = frozenset({Agreement.MASCULINE, Agreement.FEMININE})


@cache
def _dictionary() -> Any:
    # Opened late: most processes and texts never need it.
    from pymorphy3 import MorphAnalyzer
    from pymorphy3_dicts_ru import get_path

    return MorphAnalyzer(get_path(), lang="ru")  # it would ask every package installed where it is


@lru_cache(maxsize=32768)
def forms(word: str) -> tuple[WordForm, ...]:
    """Return the readings of a word in any spelling, the likeliest first; none of a word in Latin letters."""
    if not is_cyrillic(word):
        return ()
    return tuple(_form(parse) for parse in _dictionary().parse(word))


def is_known(word: str) -> bool:
    """Say whether the dictionary holds a word."""
    return is_cyrillic(word) and bool(_dictionary().word_is_known(word))


def is_word_only(word: str) -> bool:
    """Say whether the dictionary holds a word, and hardly ever as anybody's name or a place's."""
    read = forms(word) if is_known(word) else ()
    likeliest = max((form.weight for form in read), default=0.0)
    return bool(read) and all(form.sort is Sort.OTHER or form.weight < _RARE * likeliest for form in read)


def _form(parse: Any) -> WordForm:
    tag = parse.tag
    case = str(tag.case or "")
    if tag.number == "plur":
        agreement = Agreement.PLURAL
    elif "ms-f" in tag:
        agreement = Agreement.ANY
    else:
        agreement = _GENDERS.get(str(tag.gender), Agreement.SINGULAR)
    sort = next((sort for name, sort in _SORTS.items() if name in tag), Sort.OTHER)
    case = _CASE_NAMES.get(case, case)
    return WordForm(
        fold(parse.normal_form),
        _part(tag),
        case,
        agreement,
        tag.animacy == "anim",
        sort,
        float(parse.score),
        parse.word if case in ("", NOMINATIVE) or agreement is Agreement.PLURAL else _basic(parse),
        tag.tense == "past",
        tag.tense == "futr",
    )


def _part(tag: Any) -> str:
    """Return a part of speech; imperatives, pronouns and possessive adjectives are their own here."""
    if "impr" in tag:
        return "IMPR"
    if "Apro" in tag:
        return "APRO"
    return "POSS" if "Poss" in tag else str(tag.POS or "")


def _basic(parse: Any) -> str:
    """Return the nominative singular of a reading in its own gender."""
    wanted = {"nomn", "sing"} | ({str(parse.tag.gender)} if parse.tag.POS in ("ADJF", "PRTF") else set())
    found = parse.inflect(wanted)
    return str(found.word) if found else str(parse.word)


def _share(word: str, *parts: str) -> float:
    read = forms(word)
    whole = sum(form.weight for form in read)
    return sum(form.weight for form in read if form.part in parts) / whole if whole else 0.0


def first_form(word: str, *parts: str) -> WordForm | None:
    """Return the likeliest reading of a word as one of these parts of speech, where it is likely one."""
    if _share(word, *parts) < _LIKELY:
        return None
    return next(form for form in forms(word) if form.part in parts)


def finite_verb(word: str) -> WordForm | None:
    """Return the reading of a word as a verb form with a subject: "сказал", "говорит"."""
    found = first_form(word, "VERB")
    return found if found is not None and (is_known(word) or found.past) else None


@lru_cache(maxsize=4096)
def verb_forms(word: str) -> tuple[str, ...]:
    """Return all folded forms of a Russian verb, participles too, from one of them; none of other words."""
    if not is_known(word):
        return ()
    parts = ("VERB", "PRTS", "PRTF", "INFN")
    found = next((one for one in _dictionary().parse(word) if one.tag.POS in parts), None)
    if found is None or _share(word, *parts) < _LIKELY:
        return ()
    return tuple(dict.fromkeys(fold(form.word) for form in found.lexeme))


def lemma_of(word: str) -> str:
    """Return the folded basic form of a noun in any case, or of whatever else the word is."""
    read = forms(word)
    noun = next((form for form in read if form.part == "NOUN"), None)
    return (noun or read[0]).lemma if read else fold(word)


def person_noun(word: str) -> WordForm | None:
    """Return the reading of a word as a dictionary noun for a living being, no name: "хирургом"."""
    if not is_known(word) or _share(word, "NOUN") < _LIKELY:
        return None
    read = [form for form in forms(word) if form.part == "NOUN" and form.animate and not form.names]
    return next((form for form in read if form.case == NOMINATIVE), read[0] if read else None)


def is_only_nominative(word: str) -> bool:
    """Say whether a noun for a living being stands in the nominative singular and can be no other case."""
    cases = {
        form.case
        for form in forms(word)
        if form.part == "NOUN" and form.animate and form.agreement is not Agreement.PLURAL
    }
    return cases == {NOMINATIVE}


def depends(word: str) -> bool:
    """Say whether a word may go on what somebody is: "начальник порта", "командующий флотом"."""
    cases = {form.case for form in forms(word) if form.case}
    return not cases or not is_known(word) or bool(cases & {"gent", "ablt"})


# --- names ------------------------------------------------------------------------------------------------


@lru_cache(maxsize=16384)
def name_forms(word: str) -> tuple[WordForm, ...]:
    """Return the readings of a capitalised word as a part of a person's name, in the singular."""
    others = (Agreement.PLURAL, Agreement.NEUTER)
    read = [form for form in forms(word) if form.case and form.agreement not in others]
    known = all(map(is_known, word.split("-")))
    names = [form for form in read if form.names]
    if names and known:
        least = max(form.weight for form in names) * _RARE * (fold(word) not in lexicon().given)
        return tuple(
            form
            for form in read
            if form.part == "ADJF" or (form.names and (form.weight >= least or form.sort is Sort.FAMILY))
        )
    modelled = _like_known(word) if not known or not read else ()
    if modelled:
        return modelled
    people = [
        form for form in read if form.animate or form.part == "ADJF" or (not known and form.case != "accs")
    ]
    return tuple(names or people or read)


def _like_known(word: str) -> tuple[WordForm, ...]:
    """Read a name no dictionary holds like a family name of the same ending that it holds."""
    for like, pattern in _declensions():
        if (match := pattern.fullmatch(word.lower())) is not None:
            stem, kind, ending = match.groups()
            cut = len(like[kind])
            return tuple(
                form._replace(
                    lemma=fold(stem + kind + form.lemma[cut:]),
                    basic=stem + kind + form.basic[cut:],
                    animate=True,
                    sort=Sort.FAMILY,
                )
                for form in forms(like[kind] + ending)
                if form.agreement in _PEOPLE and (form.sort is Sort.FAMILY or form.part == "ADJF")
            )
    instrumental = _INSTRUMENTAL.fullmatch(word.lower())  # "Каприлесом": of nothing but "Каприлес"
    if instrumental is None:
        return ()
    stem = instrumental[1]
    return (WordForm(stem, "NOUN", "ablt", Agreement.MASCULINE, True, Sort.FAMILY, 1.0, stem),)


@cache
def _declensions() -> tuple[tuple[Mapping[str, str], re.Pattern[str]], ...]:
    data = subject("surnames")
    return tuple(
        (one["like"], re.compile(rf"(.{{2,}}?)({'|'.join(one['like'])})({'|'.join(one['endings'])})"))
        for one in data["declensions"]
    )


class AgreedForm(NamedTuple):
    """The case and the gender in which all words of a name agree."""

    case: str
    gender: Agreement


def _readings(word: str, *, given: bool = False) -> frozenset[AgreedForm]:
    """Return the cases and genders a word of a name can have; a word nobody knows has all of them.

    `given`: the word may be a given name, and ends like a family name by chance ("Мехрин Агаева").
    """
    if given and (cases := _cases_of_given(word)):
        genders = {"male": {Agreement.MASCULINE}, "female": {Agreement.FEMININE}}
        return frozenset(
            AgreedForm(case, gender)
            for case in cases
            for gender in genders.get(lexicon().gender_of(fold(word)) or "", _PEOPLE)
        )
    read = name_forms(word)
    if all(form.part == "NOUN" and not form.animate for form in read):
        read = ()  # a thing that a name sounds like says nothing of the name's cases
    names = any(form.names for form in read) and all(map(is_known, word.split("-")))
    if names and not given and all(form.sort is not Sort.FAMILY for form in read):
        read += _like_known(word)  # "Сечкина", which the dictionary has for a given name
    found = {
        AgreedForm(form.case, gender)
        for form in read
        for gender in (_PEOPLE if form.agreement not in _PEOPLE else (form.agreement,))
        if form.case in CASES
    }
    if names or (not given and any(form.sort is Sort.FAMILY for form in read)):
        return frozenset(found)
    return frozenset(found) | _by_ending(word, bool(read))


def _cases_of_given(word: str) -> Collection[str]:
    """Return the cases of a listed given name where it has one alone, or one form for all; else none."""
    if _is_only_nominative(word):
        return (NOMINATIVE,)
    if _is_genitive_of_man(word):
        return ("gent", "accs")
    return CASES if _has_no_cases(word) else ()


def _is_genitive_of_man(word: str) -> bool:
    """Say whether a word is a listed man's name in the genitive, which no dictionary holds: "Олафа"."""
    key, known = fold(word), lexicon().given
    bare = key[:-1]
    return key[-1:] == "а" and key not in known and known.get(bare) == "male" and not is_known(word)


def _is_only_nominative(word: str) -> bool:
    """Say whether a word is a listed given name in -а that is no case of another: "Лилия", no "Валерия"."""
    key, known = fold(word), lexicon().given
    return (
        key[-1:] in "ая"
        and key in known
        and known.keys().isdisjoint((key[:-1], key[:-1] + "й", key[:-1] + "ь"))
    )


def _has_no_cases(word: str) -> bool:
    """Say whether a word is a listed given name of one form, the dictionary's or not: "Сауле", "Али"."""
    key, known = fold(word), lexicon().given
    return (
        key[-1:] in ONE_FORM
        and key in known
        and known.keys().isdisjoint((key[:-1], key[:-1] + "а", key[:-1] + "я"))
    )


def _by_ending(word: str, read: bool) -> frozenset[AgreedForm]:
    """Return how a name no dictionary holds may be read besides: most of other languages have no cases."""
    last = word[-1:].lower()
    if last in "ая":
        oblique = {AgreedForm(case, Agreement.MASCULINE) for case in ("gent", "accs")}
        return frozenset(oblique | {AgreedForm(NOMINATIVE, gender) for gender in _PEOPLE})
    cased = word.endswith(_DECLINED) and not (
        last in "ую" and (len(word) <= _SHORT or word[-2:-1] in _VOWELS)
    )
    if read and cased:
        return frozenset()
    genders = _PEOPLE if last in "оеёиуюэы" else {Agreement.FEMININE}
    return frozenset(
        {AgreedForm(case, gender) for gender in genders for case in CASES}
        | {AgreedForm(NOMINATIVE, Agreement.MASCULINE)}
    )


ONE_FORM = frozenset("еиоуыэюө")
"""Last letters of names that have one form for all cases, where the name is not another's form."""


@lru_cache(maxsize=16384)
def readings(words: tuple[str, ...]) -> frozenset[AgreedForm]:
    """Return in which cases and genders the words of a name agree; empty when in none.

    Where they agree in none, a family name in a vowel may be one that is never declined: "Карим Рахими".
    """
    whole = [
        _readings(word, given=place == 0 and len(words) > 1)
        for place, word in enumerate(words)
        if _is_declined(word) and not _stays_behind_article(words, place)
    ]
    agreed = frozenset.intersection(*whole) if whole else frozenset()
    if not agreed and len(whole) == len(words) == 2 and _may_have_one_form(words[-1]):
        return frozenset.intersection(*whole[:-1])
    return agreed


def _stays_behind_article(words: Sequence[str], place: int) -> bool:
    """Say whether a word stands behind an Arabic article and ends as no case does: "Аль Руми"."""
    article, hyphen, _ = words[place].partition("-")
    if not hyphen:
        article = words[place - 1] if place else ""
    return fold(article) in lexicon().articles and words[place][-1:] in ONE_FORM


def _may_have_one_form(word: str) -> bool:
    """Say whether a family name may be one that no case changes: not "Толстого", "Громовы" and "Дариги"."""
    declined = lexicon().is_given(fold(word)) or any(
        form.part == "ADJF" or form.sort is Sort.FAMILY for form in forms(word)
    )
    return fold(word)[-1:] in ONE_FORM - {"ы", "ю"} and _is_declined(word) and not declined


def _is_declined(word: str) -> bool:
    """Say whether a word of a name may be declined: no initial, no particle ("бен", "Аль")."""
    if len(word) < _SHORTEST_DECLINED or "." in word or not word[:1].isupper():
        return False
    return fold(word) not in lexicon().particles and not _NUMBER.fullmatch(word)


def in_nominative(
    words: Sequence[str], wanted: Iterable[AgreedForm], seen: Set[str] = frozenset()
) -> tuple[str, ...]:
    """Return a name in the nominative, read in one of the ways wanted; as it is where it cannot be turned.

    Of several nominatives a word can come from, one of the folded words `seen` is taken.
    """
    ways = sorted(wanted)
    if not ways or any(way.case == NOMINATIVE for way in ways):
        return tuple(words)
    likely = sorted(ways, key=lambda way: _place_of(way, words[0]))
    turns = [
        [
            word if _stays_behind_article(words, place) else _turned(word, way, seen)
            for place, word in enumerate(words)
        ]
        for way in likely
    ]
    listed = [one for one in turns if fold(one[0]) in lexicon().given]  # "Антон" of "Антону", and no "Антона"
    # "Ренату Белову" is Рената where the article has Белова and no Белов.
    turned = max(
        listed or turns,
        key=lambda one: (one[-1] != words[-1] and fold(one[-1]) in seen, _changes(one, words)),
    )
    if len(words) > 1 and turned[0] == words[0] and AgreedForm("gent", Agreement.FEMININE) in ways:
        turned[0] = _GENITIVE_OF_A.sub("а", words[0])  # "Дариги": given names seldom end so otherwise
    men = {AgreedForm("gent", Agreement.MASCULINE), AgreedForm("accs", Agreement.MASCULINE)}
    for place in range(_SHORTEST_WITH_FATHER - 1, len(words)) if men >= set(ways) else ():
        if fold(words[place - 1]) in lexicon().sons_of and turned[place] == words[place]:
            turned[place] = _GENITIVE_OF_MEN.sub("", words[place])  # "Адила бен Хамада"
    if len(words) > 1 and turned[-1] == words[-1] and men >= set(ways) and not is_known(words[-1]):
        turned[-1] = _GENITIVE_OF_MEN.sub("", words[-1])  # "Эдгара Тобаляна"
    if len(words) > 1 and turned[0] == words[0] and turned[-1] != words[-1] and men >= set(ways):
        turned[0] = _GENITIVE_OF_MEN.sub("", words[0]) if not is_known(words[0]) else words[0]
    return tuple(turned)


def _place_of(way: AgreedForm, word: str) -> int:
    """Return how far down among the readings of a word one way to read it stands."""
    read = [(form.case, form.agreement) for form in name_forms(word)]
    return read.index(way) if way in read else len(read)


def _changes(turned: Sequence[str], words: Sequence[str]) -> int:
    return sum(one != other for one, other in zip(turned, words, strict=True))


def _of_way(read: Iterable[WordForm], way: AgreedForm) -> list[WordForm]:
    return [form for form in read if form.case == way.case and form.agreement in (way.gender, Agreement.ANY)]


def _seen_in_nominative(word: str, seen: Set[str]) -> str:
    """Return what a family name of a man in -а is where the article has it: "Пейшейре" of "Пейшейра"."""
    for ending in _OF_A.findall(word):
        for basic in ("а", "я"):
            if fold(found := word.removesuffix(ending) + basic) in seen:
                return found
    return word


def _turned(word: str, way: AgreedForm, seen: Set[str]) -> str:
    read = name_forms(word) if _is_declined(word) else ()
    fitting = _of_way(read, way)
    if not fitting and read and all(form.sort is Sort.OTHER for form in read):
        fitting = _of_way(_like_known(word), way)  # "Засекину", which the dictionary has for a thing
    if not fitting:
        return _seen_in_nominative(word, seen)
    basic = min(fitting, key=lambda form: (fold(form.basic) not in seen, form.part != "NOUN")).basic
    if "ё" not in word.lower() and not is_known(word):
        basic = basic.replace("ё", "е")  # what the dictionary guesses has no letter that is not there
    if fold(basic) == fold(word):
        return word
    return basic.upper() if word.isupper() else basic.title()
