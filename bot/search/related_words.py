"""What a word no source has may stand for: its synonyms and the word above it ("highway", "road").

Read for questions only, and only of a word the corpus holds in no form: then the line that says it otherwise
is nearer than silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from bot.language_data.loading import subject
from bot.text.tokens import terms

_LONGEST_ENDING = 4  # letters an ending may add to a word: "stopping"


def related_words(word: str) -> tuple[str, ...]:
    """Return English words that mean nearly what a word in any form means, or a little more; () for none.

    Source: Princeton WordNet 3.0, the relations of a word's commonest senses.
    """
    typed = word.lower()
    found = next((_related()[basic] for basic in _basic_forms(typed) if basic in _related()), "")
    return tuple(found.split(",")) if found else ()


def _basic_forms(word: str) -> Iterator[str]:
    """Yield the forms a word may be of that are one term with it, the word itself first."""
    wanted = [term.term for term in terms(word)]
    for cut in range(min(_LONGEST_ENDING, len(word) - 2) + 1):
        stem = word[: len(word) - cut]
        for basic in (stem, f"{stem}e", f"{stem}y"):
            if [term.term for term in terms(basic)] == wanted:
                yield basic


@cache
def _related() -> dict[str, str]:
    pairs = (entry.partition(":") for entry in subject("related_words")["words"])
    return {word: related for word, _, related in pairs}
