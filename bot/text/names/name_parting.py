"""Names side by side that are two people's: «попросила Танакова Петрова», who asked and whom.

Russian sets the object beside the subject without a mark, and nothing but the article's full names tells them
from one name of two words. Of two full names, «советник Ульфа Матссона Грета Линд», the cases tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.text.morphology import NOMINATIVE, readings
from bot.text.names.name_candidates import NameCandidate
from bot.text.names.name_kinds import WordKind
from bot.text.names.name_lexicon import cyrillic_stem, is_cyrillic, lexicon

_ONE_AND_A_FULL_NAME = 3  # words
_TWO_NAMES = 4  # words of two names of two words each
_NO_FAMILY = WordKind.GIVEN | WordKind.INITIAL | WordKind.PARTICLE | WordKind.SUFFIX


def parted(candidates: Sequence[NameCandidate]) -> Iterator[NameCandidate]:
    """Yield possible names in order, those of two people's family names as two."""
    families = frozenset(_families(candidates))
    last = families | {
        cyrillic_stem(one.words[-1].key)
        for one in candidates
        if len(one.words) == 2 and one.kinds[0] & WordKind.GIVEN and is_cyrillic(one.words[-1].key)
    }
    for candidate in candidates:
        count = len(candidate.words)
        if _is_behind_another(candidate, last):
            yield candidate.part(0, 1)
            yield candidate.part(1, count)
        elif count == _TWO_NAMES and _stand_in_two_cases(candidate):
            yield candidate.part(0, count // 2)
            yield candidate.part(count // 2, count)
        elif count > 1 and families and _are_two(candidate, families):
            yield candidate.part(0, count - 1)
            yield candidate.part(count - 1, count)
        else:
            yield candidate


def _is_behind_another(candidate: NameCandidate, families: frozenset[str]) -> bool:
    """Say whether a name in full stands behind another's family name: «пресс-секретарь Брандта Ольга Серова».

    Behind a family name a given one is followed by a patronymic, and by no second family name.
    """
    if len(candidate.words) != _ONE_AND_A_FULL_NAME or not all(
        is_cyrillic(one.key) for one in candidate.words
    ):
        return False
    if lexicon().is_patronymic(candidate.words[1].key):
        return False  # «Роман Васильевич Серов», whatever family is called Роман
    first, given, last = candidate.kinds
    family = bool(last & WordKind.SURNAME) and not lexicon().is_patronymic(candidate.words[2].key)
    another = bool(first & WordKind.SURNAME) or not first & _NO_FAMILY
    another = another or cyrillic_stem(candidate.words[0].key) in families
    return another and bool(given & WordKind.GIVEN) and family and not last & _NO_FAMILY


def _stand_in_two_cases(candidate: NameCandidate) -> bool:
    """Say whether a name in another case than the nominative stands before one of another case or sex.

    Or before any other in full: no name has a given name, a family name and both again.
    """
    if not all(is_cyrillic(word.key) for word in candidate.words):
        return False
    words = tuple(word.text for word in candidate.words)
    if _is_given_and_family_twice(candidate):
        return True
    first, second = readings(words[:2]), readings(words[2:])
    owned = bool(first) and all(way.case != NOMINATIVE for way in first)
    return owned and bool(second) and not readings(words)


def _is_given_and_family_twice(candidate: NameCandidate) -> bool:
    given = [lexicon().is_given(word.key) for word in candidate.words]
    return given == [True, False, True, False] and not any(
        kind & _NO_FAMILY or lexicon().is_patronymic(word.key)
        for word, kind in zip(candidate.words[1::2], candidate.kinds[1::2], strict=True)
    )


def _families(candidates: Iterable[NameCandidate]) -> Iterator[str]:
    """Yield the stems of the family names that stand alone behind given names, or before one.

    Of two family names neither does: "Энрике Пенья Ньето" tells of no Ньето.
    """
    for candidate in candidates:
        kinds, words = candidate.kinds, candidate.words
        if len(words) < 2 or not is_cyrillic(words[-1].key):
            continue
        if all(kind & WordKind.GIVEN for kind in kinds[:-1]) and not kinds[-1] & _NO_FAMILY:
            yield cyrillic_stem(words[-1].key)
        elif all(kind & WordKind.GIVEN for kind in kinds[1:]) and kinds[0] & WordKind.SURNAME:
            yield cyrillic_stem(words[0].key)


def _are_two(candidate: NameCandidate, families: frozenset[str]) -> bool:
    """Say whether the last two words are family names of different people, given names and hyphens aside."""
    last = candidate.words[-2:]
    if any(kind & _NO_FAMILY for kind in candidate.kinds[-2:]):
        return False
    if len(candidate.words) > 2 and not candidate.kinds[0] & WordKind.GIVEN:
        return False
    stems = [cyrillic_stem(word.key) for word in last]
    return all(is_cyrillic(word.key) for word in last) and len({*stems}) == 2 and families.issuperset(stems)
