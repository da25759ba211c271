"""Which of several people named beside one another speaks: "Lind, not Berger, said", "neither of the two".

The words between the names tell, and they are the same wherever the parse hangs the names.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.speech.clauses import Reading
from bot.speech.naming import is_named

_LONGEST_STRETCH = 24  # tokens of names, offices and small words beside a subject
_NOBODY = frozenset({"neither", "nor"})
_EITHER = frozenset({"or", "either"})
_EXCLUDING = frozenset({"not", "n't", "n’t", "unlike", "than", "instead"})
_JOINING = frozenset({"and", "but", "rather", "of", "both", "who", ","})
_PHRASE = frozenset({"PROPN", "NOUN", "ADJ", "DET", "PART", "NUM"})
_OWNING = frozenset({"his", "her", "its", "their"})


@dataclass(frozen=True, slots=True)
class Contrast:
    """Who of those named together speaks: `name` is a token of one, None where nobody in particular does."""

    name: int | None
    reason: str


def contrast_at(reading: Reading, subject: int, verb: int) -> Contrast | None:
    """Return who speaks where the words around a subject set people against one another, None elsewhere.

    Args:
        reading: the article laid out.
        subject: the token that the parse gives the verb for its subject.
        verb: the verb of speech.
    """
    stretch = sorted(_stretch(reading, subject, verb))
    words = {reading.tokens[index].text.lower() for index in stretch}
    names: list[int] = []
    excluded: list[bool] = []
    before = False
    for index in stretch:
        word = reading.tokens[index].text.lower()
        if word in _EXCLUDING:
            before = True
        elif word in ("but", "and", "who"):
            before = False
        elif is_named(reading, index):
            if not names or reading.named[index].figure != reading.named[names[-1]].figure:
                names.append(index)
                excluded.append(before)
                before = False
            names[-1] = index
    if words & _NOBODY:
        return Contrast(None, "neither of those named")
    if names and any(reading.tokens[index].text.lower() in _EITHER for index in stretch if index > names[0]):
        return Contrast(None, "one of those named")
    if not any(excluded):
        return None
    left = [name for name, out in zip(names, excluded, strict=True) if not out]
    return Contrast(left[0] if len(left) == 1 else None, "not the other one named")


def _stretch(reading: Reading, subject: int, verb: int) -> Iterator[int]:
    """Yield the tokens of the names beside a subject and of what stands between them."""
    yield subject
    here = reading.ranges[reading.sentence_at(reading.starts[subject])]
    for place in range(subject - 1, max(here.start, subject - _LONGEST_STRETCH) - 1, -1):
        if place == verb or not _is_inside(reading, place):
            break
        yield place
    for place in range(subject + 1, min(here.stop, subject + _LONGEST_STRETCH)):
        if place == verb or not _is_inside(reading, place):
            break
        yield place


def _is_inside(reading: Reading, index: int) -> bool:
    token = reading.tokens[index]
    word = token.text.lower()
    if reading.quoted[index]:
        return False
    return word in _NOBODY | _EITHER | _EXCLUDING | _JOINING | _OWNING or token.part in _PHRASE
