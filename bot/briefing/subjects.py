"""What the corpus is about: phrases that several articles, or one article often, use."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from bot.models import AnalysedArticle
from bot.search.lexicon import lexicon
from bot.search.query import general_words, words_of_time
from bot.text.tokens import Term, terms

_MOST = 60
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
    article, found = analysed.article, Counter[str]()
    people = [mention.span for figure in analysed.analysis.figures for mention in figure.mentions]
    people += [role.span for figure in analysed.analysis.figures for role in figure.roles]
    for sentence in analysed.analysis.sentences:
        near = [span for span in people if span.overlaps(sentence.span)]
        kept = [term for term in terms(article.text, sentence.span) if not term.compound]
        kept = [term for term in kept if not any(span.contains(term.span) for span in near)]
        for run in _runs(kept, article.text, sentence.span.start):
            for phrase in _phrases(run, article.text):
                words = article.text[phrase[0].span.start : phrase[-1].span.end]
                found[words if run.is_name else words.lower()] += 1
    return found


def subjects_of(counts: Mapping[str, Counter[str]]) -> dict[str, tuple[str, ...]]:
    """Return the subjects of a corpus with the articles that hold them, most widely held first.

    Args:
        counts: the phrases of each article, by article id.
    """
    holding: dict[str, list[str]] = defaultdict(list)
    total: Counter[str] = Counter()
    for article, phrases in counts.items():
        for phrase, number in phrases.items():
            holding[phrase].append(article)
            total[phrase] += number
    worth = {
        phrase: (len(articles) * (1.0 if " " in phrase else _ALONE), total[phrase])
        for phrase, articles in holding.items()
        if len(articles) >= (2 if " " in phrase else _FEWEST_ARTICLES)
        or (" " in phrase and total[phrase] > 2)
    }
    ranked = sorted(worth, key=lambda phrase: (*(-part for part in worth[phrase]), phrase))
    kept: list[str] = []
    for phrase in ranked:
        if not any(_part_of(phrase, other) for other in kept):
            kept.append(phrase)
        if len(kept) == _MOST:
            break
    return {phrase: tuple(holding[phrase]) for phrase in kept}


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
    idle = _idle_words()
    for start in range(len(run.words)):
        for length in range(1, _LONGEST + 1):
            phrase = run.words[start : start + length]
            words = [term.word for term in phrase]
            long_enough = all(len(word) > 2 and not word[0].isdigit() for word in words)
            if len(phrase) != length or not long_enough or idle.intersection(words):
                continue
            if length > 1 or (phrase[0].word == phrase[0].span.of(text) and _is_subject_alone(phrase[0])):
                yield phrase


@cache
def _idle_words() -> frozenset[str]:
    return general_words() | words_of_time()


def _is_subject_alone(term: Term) -> bool:
    """Say whether a single word is a subject: one the lexicon holds, and no adjective by its ending."""
    return lexicon().knows([term.term]) and not _ADJECTIVE.search(term.word)


def _part_of(phrase: str, other: str) -> bool:
    one, two = f" {phrase.lower()} ", f" {other.lower()} "
    return one in two or two in one
