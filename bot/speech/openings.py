"""Sentences that open with a pronoun: whom it stands for, so that the sentence can be read by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from bot.speech.clauses import Reading
from bot.speech.pronouns import Voices
from bot.text.quotations import quoted_spans
from bot.words.documents import Article
from bot.words.findings import Figure, Sentence, Token
from bot.words.spans import Span

_PRONOUNS = frozenset({"he", "she", "his", "her"})
_REACH = 4  # sentences a pronoun looks back


def with_opening_pronouns(
    article: Article, sentences: Sequence[Sentence], tokens: Sequence[Token], figures: Sequence[Figure]
) -> tuple[Figure, ...]:
    """Return the figures with the pronouns that stand for them at the beginning of a sentence.

    A pronoun two people fit equally well stands for nobody; words inside quotation marks are left alone.

    Args:
        article: the article.
        sentences: its sentences.
        tokens: the tokens of those sentences.
        figures: its people.
    """
    opening = {sentence.span.start for sentence in sentences}
    places = [
        place
        for place, token in enumerate(tokens)
        if token.span.start in opening and token.text.lower() in _PRONOUNS
    ]
    if not places or not figures:
        return tuple(figures)
    reading = Reading(article, sentences, tokens, figures, quoted_spans(article, sentences))
    voices = Voices(reading)
    found: defaultdict[int, list[Span]] = defaultdict(list)
    for place in places:
        if reading.quoted[place]:
            continue
        figure = voices.voice_of(place).figure
        if figure is not None and _named_last(reading, figures, place) == {figure}:
            found[figure].append(tokens[place].span)
    return tuple(
        replace(figure, pronouns=tuple(found[number])) if number in found else figure
        for number, figure in enumerate(figures)
    )


def _named_last(reading: Reading, figures: Sequence[Figure], place: int) -> set[int]:
    """Return the people of the nearest sentence before a pronoun that names any it may stand for.

    Where that sentence names two, the pronoun is clear to whoever writes and to nobody else: a name in
    brackets must not decide it.
    """
    gender = "male" if reading.tokens[place].text.lower() in ("he", "his") else "female"
    number = reading.sentence_at(reading.tokens[place].span.start)
    for earlier in range(number - 1, max(-1, number - 1 - _REACH), -1):
        named = {reading.named[token].figure for token in reading.ranges[earlier] if token in reading.named}
        fitting = {figure for figure in named if figures[figure].gender in (None, gender)}
        if fitting:
            return fitting
    return set()
