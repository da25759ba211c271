"""What the corpus is about: phrases that several articles, or one article often, use."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from bot.protocols import SearchIndex
from bot.search.lexicon import lexicon
from bot.search.query import general_alone, general_words, words_of_time
from bot.text.tokens import Term, terms
from bot.words.findings import AnalysedArticle, Analysis
from bot.words.spans import Span

_MOST = 60
_MOST_LOOKED_AT = 20_000  # phrases that may be subjects, the most widely held
_LONGEST = 3  # words of a phrase
_LONGEST_NAME = 5
_ALONE = 0.35  # what a single word weighs beside a phrase, which says more
_FEWEST_ARTICLES = 3  # that hold a single word, for it to be a subject
_ADJECTIVE = re.compile(r"(?:al|ic|ive|ous|ed|ing|ese|ary|ful)$")


def subjects_in(analysed: AnalysedArticle) -> Counter[str]:
    """Count the phrases of an article that may be subjects.

    Names of two words or more, whole, and runs of two or three common words without a stop word or a word
    of time between them. Names of the article's people are no subjects.
    """
    found = Counter[str]()
    people = spans_of_people(analysed.analysis)
    for sentence in analysed.analysis.sentences:
        near = [span for span in people if span.overlaps(sentence.span)]
        for phrase in phrases_in(analysed.article.text, sentence.span, near):
            found[phrase.words] += 1
    return found


class Phrase(NamedTuple):
    """Words that may be a subject: as they are listed, their terms, and whether they are a name."""

    words: str
    terms: tuple[str, ...]
    is_name: bool


def spans_of_people(analysis: Analysis) -> list[Span]:
    """Return where an article names people or says what they are: that is no subject."""
    figures = [figure for figure in analysis.figures if not figure.lone]
    named = [mention.span for figure in figures for mention in figure.mentions]
    return named + [role.span for figure in figures for role in figure.roles]


def phrases_in(text: str, span: Span, beside: Sequence[Span]) -> Iterator[Phrase]:
    """Yield the words of a sentence that may be a subject, but for those inside the spans `beside`."""
    yield from phrases_of(tuple(terms(text, span)), text, span, beside)


def phrases_of(read: Sequence[Term], text: str, span: Span, beside: Sequence[Span]) -> Iterator[Phrase]:
    """Yield the same as `phrases_in`, of a sentence whose terms are read already."""
    kept = [
        term
        for term in read
        if not (term.compound or (beside and any(other.contains(term.span) for other in beside)))
    ]
    for run in _runs(kept, text, span.start):
        for phrase in _phrases(run, text):
            words = text[phrase[0].span.start : phrase[-1].span.end]
            shown = words if run.is_name else words.lower()
            yield Phrase(shown, tuple(term.term for term in phrase), run.is_name)


def subjects_of(index: SearchIndex) -> dict[str, tuple[str, ...]]:
    """Return the subjects of an indexed corpus with the articles that hold them, most widely held first."""
    worth = {
        phrase: (articles * (1.0 if " " in phrase else _ALONE), times)
        for phrase, articles, times in index.phrases(_MOST_LOOKED_AT)
        if articles >= (2 if " " in phrase else _FEWEST_ARTICLES) or (" " in phrase and times > 2)
    }
    ranked = sorted(worth, key=lambda phrase: (*(-part for part in worth[phrase]), phrase))
    kept: list[str] = []
    for phrase in ranked:
        if not any(_part_of(phrase, other) for other in kept):
            kept.append(phrase)
        if len(kept) == _MOST:
            break
    return {phrase: tuple(index.articles_with(phrase)) for phrase in kept}


class _Run(NamedTuple):
    """Words side by side, all of a name or all common ones."""

    words: list[Term]
    is_name: bool


def _runs(kept: Sequence[Term], text: str, start: int) -> Iterator[_Run]:
    """Cut a sentence's words where more than a space or a hyphen stands between, or a name begins or ends."""
    run: list[Term] = []
    is_name = False
    for place, term in enumerate(kept):
        capital = text[term.span.start].isupper()
        following = kept[place + 1] if place + 1 < len(kept) else None
        if capital and following and _opens(term, text, start) and text[following.span.start].islower():
            capital = False  # "Fish prices rose": only the sentence makes it a capital
        joined = run and text[run[-1].span.end : term.span.start] in (" ", "-", "\u00a0")
        if run and not (joined and capital == is_name):
            yield _Run(run, is_name)
            run = []
        run.append(term)
        is_name = capital
    if run:
        yield _Run(run, is_name)


def _opens(term: Term, text: str, start: int) -> bool:
    return not any(character.isalnum() for character in text[start : term.span.start])


def _phrases(run: _Run, text: str) -> Iterator[Sequence[Term]]:
    if run.is_name:
        if 1 < len(run.words) <= _LONGEST_NAME:
            yield run.words
        return
    telling = [_is_telling(term.word) for term in run.words]
    for start, first in enumerate(run.words):
        if not telling[start]:
            continue
        if first.word == first.span.of(text) and _is_subject_alone(first):
            yield (first,)
        for end in range(start + 2, min(start + _LONGEST, len(run.words)) + 1):
            if not telling[end - 1]:
                break
            yield run.words[start:end]


def _is_telling(word: str) -> bool:
    """Say whether a common word may be of a subject."""
    return len(word) > 2 and not word[0].isdigit() and word not in _idle_words()


@cache
def _idle_words() -> frozenset[str]:
    return general_words() | words_of_time()


def _is_subject_alone(term: Term) -> bool:
    """Say whether a single word is a subject: one the lexicon holds, and no adjective by its ending."""
    if term.word in general_alone() or _ADJECTIVE.search(term.word):
        return False
    return lexicon().knows([term.term])


def _part_of(phrase: str, other: str) -> bool:
    one, two = f" {phrase.lower()} ", f" {other.lower()} "
    return one in two or two in one
