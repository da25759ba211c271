"""By what an article is known again that somebody was told of, also under another headline or corrected."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping

from bot.briefing.lines.library import Library
from bot.protocols import CorpusStore, SubscriptionStore
from bot.words.deliveries import Telling
from bot.words.documents import Article
from bot.words.findings import AnalysedArticle, Sentence

_KEPT = 12  # sentences of an article by which it is known again
_FEWEST_WORDS = 4  # of such a sentence
_SAME = 0.5
"""Share of those sentences that were told under the same id: what a page has put in the place of another
article is another one, whatever standing sentences the two share.
"""
_WORD = re.compile(r"\w+")


def signs_of(
    id_: str, library: Library, article: Article | None = None, sentences: Collection[Sentence] = ()
) -> tuple[str, ...]:
    """Return what is noted of an article that is told: its id alone, with its title, with some sentences.

    Args:
        id_: of the article.
        library: the corpus.
        article: with its text, where that is at hand; without, another headline makes it another article.
        sentences: of the article.
    """
    by_words = signs_of_words(article, sentences) if article is not None else ()
    return (sign_of_id(id_), sign_of_title(id_, library), *sorted(by_words))


def sign_of_id(id_: str) -> str:
    """Return what stands for whatever article has an id."""
    return _sign(id_)


def sign_of_title(id_: str, library: Library) -> str:
    """Return what stands for an article as long as it keeps its title."""
    return _sign(id_, " ".join(library.cards[id_].title.casefold().split()))


def signs_of_words(article: Article, sentences: Collection[Sentence]) -> frozenset[str]:
    """Return what stands for an article as long as it keeps most of its sentences.

    Which of many sentences are taken hangs on their words alone, so that a paragraph more shifts none.
    """
    told = (_WORD.findall(article.read(sentence.span).casefold()) for sentence in sentences)
    signs = {_sign(article.id, " ".join(words)) for words in told if len(words) >= _FEWEST_WORDS}
    return frozenset(sorted(signs)[:_KEPT])


def _sign(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode(errors="replace")).hexdigest()[:32]


class ToldArticles:
    """Knows which articles some subscriptions were told of."""

    def __init__(self, corpus: CorpusStore, subscriptions: SubscriptionStore) -> None:
        self._corpus = corpus
        self._subscriptions = subscriptions

    async def among(
        self, ids: Collection[str], told_to: Collection[int], library: Library
    ) -> Mapping[str, frozenset[Telling]]:
        """Return, by id, those of some articles that some subscriptions were told of, and where.

        Raises:
            StorageError: the database cannot be used.
        """
        by_sign = {sign_of_id(id_): id_ for id_ in ids} | {sign_of_title(id_, library): id_ for id_ in ids}
        tellings: dict[str, set[Telling]] = {}
        for one in await self._subscriptions.told_stories(told_to, by_sign):
            tellings.setdefault(by_sign[one.story], set()).add(one)
        told = {
            id_: frozenset(its)
            for id_, its in tellings.items()
            if any(one.story == sign_of_title(id_, library) for one in its)
        }
        for id_, read in (await self._corpus.articles(tellings.keys() - told.keys())).items():
            if await self._is_told(read, {one.subscription for one in tellings[id_]}):
                told[id_] = frozenset(tellings[id_])
        return told

    async def _is_told(self, read: AnalysedArticle, told_to: Collection[int]) -> bool:
        """Say whether an article was told under another headline, most of its sentences being the same."""
        signs = signs_of_words(read.article, read.analysis.sentences)
        told = {one.story for one in await self._subscriptions.told_stories(told_to, signs)}
        return bool(signs) and len(told) >= _SAME * len(signs)
