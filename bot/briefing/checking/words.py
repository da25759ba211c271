"""The words of a text as one text is compared with another: every word, stop words and negations too."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from bot.language_data.loading import subject
from bot.text.tokens import all_words, stem
from bot.words.spans import Span

_QUOTATION_MARKS = re.compile("[“”„‟″«»\"]|''|``")
_SINGLE_MARKS = re.compile("[‘’‚‛ʼ`´]")
_WHITE_SPACE = re.compile(r"[\s\u00a0\u202f\u200b\u00ad\ufeff]+")


class ComparedWord(NamedTuple):
    """A word: `key` is what it is compared by, `span` its characters; two words may share a contraction."""

    key: str
    span: Span
    capital: bool

    @property
    def stem(self) -> str:
        """What stays the same whatever ending grammar gives the word."""
        return stem(self.key)

    @property
    def is_figure(self) -> bool:
        """Whether it is written in digits."""
        return self.key[:1].isdigit()


@cache
def negations() -> frozenset[str]:
    """Return the words that say that something is not so, in all languages."""
    return frozenset(subject("negations")["words"])


def words_of(text: str, span: Span) -> tuple[ComparedWord, ...]:
    """Return the words of `text` at `span` in order; figures keep their marks, contractions are two words."""
    contractions = subject("negations")["contractions"]
    found: list[ComparedWord] = []
    for term in all_words(text, span):
        written = term.span.of(text)
        capital = written[:1].isupper()
        if written[:1].isdigit():
            found.append(ComparedWord(written, term.span, capital=False))
        else:
            parts = contractions.get(term.word, [term.word])
            found += [ComparedWord(part, term.span, capital) for part in parts]
    return tuple(found)


def alike_but_for_typography(one: str, other: str) -> bool:
    """Say whether two texts are the same but for the shape of quotation marks and white space.

    A comma or a full stop at the very end belongs to the sentence around a quotation and does not count.
    """
    return _plain(one) == _plain(other)


def _plain(text: str) -> str:
    text = _SINGLE_MARKS.sub("'", _QUOTATION_MARKS.sub('"', text))
    return _WHITE_SPACE.sub(" ", text).strip(" ,.;\"'")
