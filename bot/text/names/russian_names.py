"""The forms a Russian or Kazakh text gives to names: their case, their basic form, whose they can be.

The dictionary says how a form can be read; where it leaves that open ("Сатпаева": she, or of him) the words
beside the name and the other forms of the article tell, or the case is `UNSURE`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from enum import Enum
from itertools import product

from bot.text.morphology import (
    CASES,
    NOMINATIVE,
    ONE_FORM,
    AgreedForm,
    Agreement,
    Sort,
    finite_verb,
    first_form,
    forms,
    in_nominative,
    is_known,
    is_only_nominative,
    is_word_only,
    lemma_of,
    name_forms,
    person_noun,
    readings,
)
from bot.text.names.name_lexicon import fold, is_cyrillic, lexicon
from bot.text.names.name_runs import is_generation
from bot.text.names.role_words import role_words
from bot.text.russian_cues import kazakh_basic, kazakh_cues, russian_cues
from bot.words.documents import Article
from bot.words.spans import Span

_SHORT = 3  # letters; shorter Kazakh names are not cut
_GENDERS = {"male": Agreement.MASCULINE, "female": Agreement.FEMININE}
_SEXES = {gender: sex for sex, gender in _GENDERS.items()}
_BEFORE = re.compile(
    r"(?:(?:[^\W\d_]+(?:-[^\W\d_]+)*|«[^«»]{1,40}»|\"[^\"]{1,40}\")[ \u00a0]){0,5}"
    r"(?:[^\W\d_]+(?:-[^\W\d_]+)*,?|«[^«»]{1,40}»|\"[^\"]{1,40}\")[ \u00a0]\Z"
)
_AFTER = re.compile(
    r"[ \u00a0]([^\W\d_]+)((?:[ \u00a0]«[^«»]{1,80}»)?(?:[ \u00a0][^\W\d_]+(?:-[^\W\d_]+)*){0,3})"
)
_QUOTED = re.compile(r"«[^«»]*»|\"[^\"]*\"")
_ENDING_OF_A = re.compile(r"(?:ой|ей|ы|и|е|у|ю)$")
_BEFORE_NAME = 90  # characters before a name in which its office stands
_BESIDE = 160  # characters after a name in which its verb and the words next to that stand


class Case(Enum):
    """What the form of a name says of its case."""

    NOMINATIVE = "nominative"
    OBLIQUE = "oblique"
    UNSURE = "unsure"


class NameForms:
    """The forms of names that an article uses, which tell what an ending is."""

    def __init__(self, last_words: Iterable[str], *, kazakh: bool = False) -> None:
        """Take the last word of every mention of a person; `kazakh` for texts in that language."""
        self._known = frozenset(fold(word) for word in last_words)
        self._kazakh = kazakh

    def case_of(self, words: Sequence[str], gender: str | None) -> Case:
        """Return the case of a name of these words; `gender` is "male", "female" or None for not known."""
        if not words:
            return Case.UNSURE
        if self._kazakh:
            return self._kazakh_case(fold(words[-1]))
        ways = readings(tuple(words)) or readings(tuple(words[-1:]))
        ways = frozenset(way for way in ways if way.gender is _GENDERS.get(gender or "", way.gender)) or ways
        ways = ways & self._of_known(words[-1]) or ways
        cases = {way.case for way in ways}
        if NOMINATIVE not in cases:
            last = fold(words[-1])
            alike = {word for word in self._known if word[: len(last) - 1] == last[:-1]}
            one_form = last[-1:] in ONE_FORM and alike == {last}  # "Рахими", and never "Рахимя"
            given = {way.case for way in readings(tuple(words[:-1]))} if len(words) > 1 else {NOMINATIVE}
            undecided = one_form and (not given or NOMINATIVE in given)  # not so "Максима Шапко"
            return Case.OBLIQUE if cases and not undecided else Case.UNSURE
        return Case.NOMINATIVE if len(cases) == 1 else Case.UNSURE

    def _of_known(self, word: str) -> frozenset[AgreedForm]:
        """Return how a form is read as one of a name that the article has in the nominative, too."""
        stem = _ENDING_OF_A.sub("", fold(word))
        if not is_known(word) and stem != fold(word) and not self._known.isdisjoint((stem + "а", stem + "я")):
            return frozenset(map(AgreedForm._make, product(CASES - {NOMINATIVE}, _SEXES)))
        return frozenset(
            AgreedForm(form.case, form.agreement)
            for form in name_forms(word)
            if fold(form.basic) in self._known and fold(form.basic) != fold(word)
        )

    def _kazakh_case(self, last: str) -> Case:
        bare = kazakh_basic(last)
        if bare != last:
            return Case.OBLIQUE
        for ending in kazakh_cues().oblique:
            if last.endswith(ending) and len(last) - len(ending) > _SHORT:
                return Case.OBLIQUE if last[: -len(ending)] in self._known else Case.UNSURE
        return Case.NOMINATIVE


# --- basic forms ------------------------------------------------------------------------------------------


def ways_of(article: Article, span: Span, words: Sequence[str]) -> frozenset[AgreedForm]:
    """Return how a name can be read where it stands: by its form and by the words directly beside it."""
    ways = readings(tuple(words))
    if len({way.case for way in ways}) < 2 and len({way.gender for way in ways}) < 2:
        return ways
    before = _BEFORE.search(article.text, max(0, span.start - _BEFORE_NAME), span.start)
    if before and fold(before[0].replace(",", "").split()[-1]) in russian_cues().of_somebody:
        return ways  # "адвокат Алпаева": she, or his
    if before and lemma_of(fold(before[0].replace(",", "").split()[-1])) in role_words().passing:
        return ways  # "пояснила слова коллеги Лескова": she, or of him
    after = _AFTER.match(article.text, span.end, span.end + _BESIDE)
    verb = finite_verb(after[1]) if after and after[1].islower() else None
    if after and verb is not None and verb.past and _is_subject_behind(after[2], verb.agreement):
        return frozenset(way for way in ways if way.case != NOMINATIVE) or ways
    if after and verb is not None and verb.past and _may_be_subject(after[2], verb.agreement):
        return ways  # "Абдиева поддержала Ковалёва": either supports the other
    if after and after[1].istitle() and any(way.case == NOMINATIVE for way in readings((after[1],))):
        office = _beside(_words_before(before[0]), ways) if before else ways
        owned = all(way.case != NOMINATIVE for way in office)  # "адвокат певца Романа Лукина Игорь Тарасов"
        return office if owned else ways  # "ответил Шульц Громов": either may be who answered
    if before and verb is not None and _is_owned(_words_before(before[0])[-1], verb.agreement):
        return frozenset(way for way in ways if way.case == "gent") or ways
    subject = _subjects(ways, verb.agreement) if verb is not None and verb.past else ways
    return _beside(_words_before(before[0]), ways) if before and subject == ways else subject


def _words_before(text: str) -> list[str]:
    """Return the words that lead up to a name, without the names of things in marks among them."""
    return _QUOTED.sub(" ", text).replace(",", "").split() or [""]


def _is_owned(word: str, agreement: Agreement) -> bool:
    """Say whether a thing before a name is the subject of the verb after it: "отставка Лукина была"."""
    found = first_form(word, "NOUN") if word.islower() or is_word_only(word) else None
    return (
        found is not None
        and person_noun(word) is None
        and any(
            form.part == "NOUN" and form.case == NOMINATIVE and form.agreement is agreement
            for form in forms(word)
        )
    )


def _may_be_subject(words: str, agreement: Agreement) -> bool:
    """Say whether a name that may be the subject stands directly behind a verb."""
    first = next(iter(_QUOTED.sub(" ", words).split()), "")
    return first.istitle() and AgreedForm(NOMINATIVE, agreement) in readings((first,))


def _is_subject_behind(words: str, agreement: Agreement) -> bool:
    """Say whether a sure subject stands behind a verb, an office: "Абдиева поддержала депутат"."""
    for word in _QUOTED.sub(" ", words).split():
        one = person_noun(word) if word.islower() else None
        if one is not None:
            fits = agreement is Agreement.FEMININE or one.agreement is not Agreement.FEMININE
            return is_only_nominative(word) and fits
        if not any(form.part == "ADJF" and form.case == NOMINATIVE for form in forms(word)):
            return False
    return False


def _beside(words: Sequence[str], ways: frozenset[AgreedForm]) -> frozenset[AgreedForm]:
    """Narrow readings by the words before a name: a preposition, an office in its case, a verb of speech."""
    key = fold(words[-1])
    if key in russian_cues().prepositions or key in russian_cues().by:
        return frozenset(way for way in ways if way.case != NOMINATIVE) or ways
    if (verb := finite_verb(words[-1])) is not None and verb.past and verb.lemma in russian_cues().say:
        return _subjects(ways, verb.agreement)
    for word in reversed(words):
        if word.isupper():
            continue  # "футболиста ФК «Заря»"
        cases = {one.case for one in forms(word) if one.animate and one.agreement is not Agreement.PLURAL}
        if person_noun(word) is not None and cases:  # not "энергетики" of "министра энергетики"
            sure = cases == {NOMINATIVE} or NOMINATIVE not in cases
            return (sure and frozenset(way for way in ways if way.case in cases)) or ways
        if not any(form.case == "gent" or form.part == "PREP" for form in forms(word)) or finite_verb(word):
            return ways
    return ways


def _subjects(ways: frozenset[AgreedForm], agreement: Agreement) -> frozenset[AgreedForm]:
    return frozenset(way for way in ways if way == (NOMINATIVE, agreement)) or ways


def sex_of(ways: frozenset[AgreedForm]) -> str | None:
    """Return "male" or "female" where all readings agree on it."""
    genders = {way.gender for way in ways}
    return _SEXES.get(next(iter(genders))) if len(genders) == 1 else None


def basic_form(
    article: Article, span: Span, words: tuple[str, ...], seen: Set[str] = frozenset()
) -> tuple[str, ...]:
    """Return a name in the nominative, as far as its form and the words beside it tell; else as it is.

    `seen` are the folded words of the article's names.
    """
    if article.language not in ("ru", "kk"):
        return words
    if len(words) > 1 and is_generation(words[-1]):
        return (*basic_form(article, span, words[:-1], seen), words[-1])
    if not all(is_cyrillic(word) for word in words):
        return words
    if article.language == "kk":
        return (*words[:-1], kazakh_basic(words[-1]))
    ways = ways_of(article, span, words)
    if any(way.case == NOMINATIVE for way in ways) and len({way.case for way in ways}) > 1:
        return words
    return in_nominative(words, ways, seen)


def is_address(words: Sequence[str]) -> bool:
    """Say whether a name is a form of address: a given and a father's name ("Виктор Фёдорович")."""
    if len(words) != 2 or not is_cyrillic(words[1]):
        return False
    sorts = {form.sort for form in name_forms(words[1]) if form.names}
    return sorts == {Sort.FATHER} or (lexicon().is_patronymic(fold(words[1])) and Sort.FAMILY not in sorts)
