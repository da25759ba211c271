"""Whether a name in a Russian or Kazakh text stands in the nominative, and so can be who speaks.

There is no morphological analyser here. What tells are the endings, known given names (which the lexicon has
in the nominative), and the other forms the article uses: beside "Токаев", "Токаева" is an oblique case. Where
the endings leave it open ("Сатпаева": she, or of him) the answer is `UNSURE`.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from bot.text.name_lexicon import fold, lexicon
from bot.text.russian_cues import kazakh_cues, russian_cues

_ADJECTIVAL = (
    "ского",
    "цкого",
    "скому",
    "цкому",
    "ским",
    "цким",
    "ском",
    "цком",
    "ской",
    "цкой",
    "скую",
    "цкую",
)
_OBLIQUE = (
    "ого",
    "его",
    "ому",
    "ему",
    "ую",
    "юю",
    "овым",
    "евым",
    "ёвым",
    "иным",
    "ыным",
    "ову",
    "еву",
    "ину",
    "ыну",
)
_OBLIQUE_OF_WOMEN = ("овой", "евой", "иной", "ыной", "ову", "еву")
_EITHER = ("ова", "ева", "ёва", "ина", "ына")  # a woman, or of a man
_PATRONYMICS = ("ович", "евич", "ьич", "овна", "евна", "ична")
_OBLIQUE_PATRONYMIC = (
    "овича",
    "евича",
    "овичу",
    "евичу",
    "овичем",
    "евичем",
    "овиче",
    "евиче",
    "овны",
    "евны",
    "овне",
    "евне",
    "овну",
    "евну",
    "овной",
    "евной",
)
_VOWELS = "аяуюоеэиыё"
_SHORT = 3  # letters; "Лу" and "Ли" have no endings


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

    def case_of(self, words: list[str], gender: str | None) -> Case:
        """Return the case of a name of these words; `gender` is "male", "female" or None for not known."""
        keys = [fold(word) for word in words]
        if not keys:
            return Case.UNSURE
        if self._kazakh:
            return self._kazakh_case(keys)
        given = _given_case(keys[:-1])
        if given is Case.UNSURE and len(keys) > 1 and keys[0][-1] in "ая":
            gender = None  # "Досыма Сатпаева" is taken for a woman wherever only the ending tells
        last = self._surname_case(keys[-1], gender)
        if given is Case.OBLIQUE:
            return Case.OBLIQUE
        if given is Case.NOMINATIVE:
            return Case.OBLIQUE if keys[-1].endswith(_OBLIQUE) else Case.NOMINATIVE
        if last is Case.UNSURE and len(keys) == 1 and keys[0] in lexicon().given:
            return Case.NOMINATIVE if keys[0][-1] not in "ая" else Case.UNSURE
        return last

    def _surname_case(self, word: str, gender: str | None) -> Case:
        if len(word) <= _SHORT:
            return Case.UNSURE
        if word.endswith((*_OBLIQUE, *_ADJECTIVAL)) or (
            word.endswith(_OBLIQUE_OF_WOMEN) and word[:-2] + "а" in self._known
        ):
            return Case.OBLIQUE
        ending, stem = word[-1], word[:-1]
        if ending in "ая":
            return self._ending_in_a(word, gender)
        if ending in "ую":
            return Case.OBLIQUE if self._has(stem, "", "й", "ь", "а", "я") else Case.UNSURE
        if ending in "еыи":
            return Case.OBLIQUE if self._has(stem, "", "й", "ь", "а", "я") else Case.UNSURE
        if ending in _VOWELS:
            return Case.NOMINATIVE
        if word.endswith(("ом", "ем", "ым", "ём")):
            return Case.OBLIQUE if self._has(word[:-2], "", "й", "ь") else Case.UNSURE
        if word.endswith(("ой", "ей")):
            return Case.OBLIQUE if self._has(word[:-2], "а", "я") or gender == "female" else Case.UNSURE
        return Case.NOMINATIVE

    def _ending_in_a(self, word: str, gender: str | None) -> Case:
        if self._has(word[:-1], "", "й", "ь"):
            return Case.OBLIQUE
        if word.endswith(("ская", "цкая")):
            return Case.NOMINATIVE
        if word.endswith(_EITHER):
            return {"female": Case.NOMINATIVE, "male": Case.OBLIQUE}.get(gender or "", Case.UNSURE)
        return Case.NOMINATIVE if gender == "female" else Case.UNSURE

    def _has(self, stem: str, *endings: str) -> bool:
        return any(stem + ending in self._known for ending in endings)

    def _kazakh_case(self, keys: list[str]) -> Case:
        last = keys[-1]
        for ending in kazakh_cues().oblique:
            if last.endswith(ending) and len(last) - len(ending) > _SHORT:
                if last[: -len(ending)] in self._known:
                    return Case.OBLIQUE
                return Case.UNSURE
        return Case.NOMINATIVE


def _is_case_of_given(key: str) -> bool:
    """Say whether a word is a known given name in an oblique case; "Марко" is no case of "Марк"."""
    return lexicon().is_given(key) and key[-1] not in "оэ" and key not in russian_cues().women_too


def _given_case(keys: list[str]) -> Case:
    """Return what the words before a family name say: known given names and fathers' names."""
    known, found = lexicon(), Case.UNSURE
    for key in keys:
        if key.endswith(_OBLIQUE_PATRONYMIC):
            return Case.OBLIQUE
        if key.endswith(_PATRONYMICS):
            return Case.NOMINATIVE
        if key in known.given:
            masculine = key[-1] in "ая" and (key[:-1] in known.given or key[:-1] + "й" in known.given)
            found = Case.UNSURE if masculine else Case.NOMINATIVE  # "Александра": she, or of Александр
        elif _is_case_of_given(key) and found is Case.UNSURE:
            return Case.OBLIQUE
    return found
