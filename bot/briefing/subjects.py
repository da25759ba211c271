"""What the corpus is about: phrases that several articles, or one article often, use."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise

from bot.models import AnalysedArticle, Span
from bot.text.tokens import Term, terms

_MOST = 60
_LONGEST = 3  # words of a phrase


def subjects_in(analysed: AnalysedArticle) -> Counter[str]:
    """Count the phrases of an article that may be subjects: runs of words without a stop word between.

    A phrase counts in lower case unless it is a name. Names of the article's people are no subjects.
    """
    article, found = analysed.article, Counter[str]()
    people = [mention.span for figure in analysed.analysis.figures for mention in figure.mentions]
    people.sort()
    for sentence in analysed.analysis.sentences:
        kept = [term for term in terms(article.text, sentence.span) if not term.compound]
        kept = [term for term in kept if not _inside(term.span, people)]
        for start in range(len(kept)):
            for length in range(2, _LONGEST + 1):
                phrase = kept[start : start + length]
                if len(phrase) == length and _may_be_subject(phrase, article.text):
                    words = article.text[phrase[0].span.start : phrase[-1].span.end]
                    found[
                        words
                        if words[0].isupper() and words[-1:].islower() and _is_name(words)
                        else words.lower()
                    ] += 1
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
        phrase: (len(articles), total[phrase])
        for phrase, articles in holding.items()
        if len(articles) > 1 or total[phrase] > 2
    }
    ranked = sorted(worth, key=lambda phrase: (*(-part for part in worth[phrase]), phrase))
    kept: list[str] = []
    for phrase in ranked:
        if not any(_part_of(phrase, other) and worth[other] >= worth[phrase] for other in kept):
            kept.append(phrase)
        if len(kept) == _MOST:
            break
    return {phrase: tuple(holding[phrase]) for phrase in kept}


def _may_be_subject(phrase: list[Term], text: str) -> bool:
    words = text[phrase[0].span.start : phrase[-1].span.end]
    if any(mark in words for mark in '.,;:“”"()—–\n') or any(term.word.isdigit() for term in phrase):
        return False
    between = [text[one.span.end : other.span.start] for one, other in pairwise(phrase)]
    if any(gap.strip("-’'s ") for gap in between) or any("’" in gap or "'" in gap for gap in between):
        return False
    return all(len(term.word) > 2 for term in phrase)


def _is_name(words: str) -> bool:
    return all(word[:1].isupper() for word in words.split())


def _inside(span: Span, others: Iterable[Span]) -> bool:
    return any(other.contains(span) for other in others)


def _part_of(phrase: str, other: str) -> bool:
    return f" {phrase.lower()} " in f" {other.lower()} " or f" {other.lower()} " in f" {phrase.lower()} "
