"""Whether an article only tells again what another one told: its text, or the same event without more."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.briefing.lines.library import Library
from bot.briefing.lines.quotable import ReadArticle, ReadSentence
from bot.briefing.lines.telling import Teller
from bot.briefing.stories.joining import stories_of
from bot.briefing.stories.traits import traits_of
from bot.corpus.duplicates import alike
from bot.words.answers import Item

_NOTHING_NEW = 0.7
"""Share of an article's runs of four words that stand in one told before: one with a paragraph more is news.

Where 6 % of the words are exchanged, nearly four fifths of them stay.
"""
_FIGURE = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence as it is weighed against what was told."""

    article: ReadArticle
    sentence: ReadSentence
    score: float = 1.0


def says_nothing_more(line: Item, new: ReadArticle, told: ReadArticle) -> bool:
    """Say whether an article carries the text of one told before, with nothing of its own worth telling.

    Args:
        line: what would be told of the new article; a figure in it that the other does not have is news,
            whatever else is the same: losses that rose, another date.
        new: the article.
        told: one that was told before.
    """
    one, other = new.fingerprint, told.fingerprint
    same = alike(one, other) > 0 and len(one & other) >= _NOTHING_NEW * len(one)
    return same and not _has_another_figure(line, told)


def retells(line: Item, new: ReadArticle, told: ReadArticle, library: Library) -> bool:
    """Say whether a line of an article tells nothing that an article of the same story did not.

    Args:
        line: what would be told of the new article; a figure in it that the other does not have is news.
        new: the article.
        told: one that was told before.
        library: the corpus, by which words are rare or common.
    """
    if _has_another_figure(line, told):
        return False
    if len(stories_of((traits_of(told, library), traits_of(new, library)))) > 1:
        return False
    teller = Teller((told, new), library)
    for sentence in told.sentences:
        teller.note(told, sentence)
    return all(teller.repeats(_Line(new, sentence)) for sentence in new.sentences_in(line.span))


def _has_another_figure(line: Item, told: ReadArticle) -> bool:
    known = _FIGURE.findall(told.article.title + told.article.read(told.article.span))
    return not set(_FIGURE.findall(line.verbatim)).issubset(known)
