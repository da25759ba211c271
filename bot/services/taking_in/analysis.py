"""Reads one article: sentences, people, quotations, reported statements, dates. Runs in the child process."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.words.documents import Article
from bot.words.findings import Analysis, Sentence

ANALYSIS_VERSION = 12
"""Raised whenever the same article would be read differently: older stored analyses are made anew."""


_LATIN = re.compile(r"[A-Za-z]")


def open_analyser() -> Callable[[Article], Analysis]:
    """Load the syntax model and return a function from an article to its analysis.

    Takes about a second and some hundred megabytes; meant for the child process of an ingest.
    """
    from bot.people.who_says_what import who_says_what
    from bot.text.dates.date_mentions import find_dates
    from bot.text.pieces import pieces_of, put_together
    from bot.text.sentences import sentences_of
    from bot.text.syntax import SyntaxModel

    model = SyntaxModel()

    def analyse_at_once(article: Article) -> Analysis:
        sentences = sentences_of(article)
        tokens = model.parse(article.text, _english_in(article, sentences))
        figures, quotations, reported = who_says_what(article, sentences, tokens)
        return Analysis(
            article=article.id,
            sentences=sentences,
            figures=figures,
            quotations=quotations,
            reported=reported,
            dates=find_dates(
                article, sentences, (mention.span for figure in figures for mention in figure.mentions)
            ),
        )

    def analyse(article: Article) -> Analysis:
        pieces = pieces_of(article)
        return put_together(article, pieces, [analyse_at_once(piece.article) for piece in pieces])

    return analyse


def _english_in(article: Article, sentences: Sequence[Sentence]) -> Sequence[Sentence]:
    """Return the sentences the syntax model is asked about: it reads English, and guesses at other words.

    Of an article whose speech is read without it, those without a Latin letter only cost time, and what it
    takes their words for spoils what the words themselves say.
    """
    from bot.speech.by_phrases import phrase_languages
    from bot.speech.russian.speech import CYRILLIC_SPEECH

    if article.language not in CYRILLIC_SPEECH | phrase_languages():
        return sentences
    return [one for one in sentences if _LATIN.search(article.text, one.span.start, one.span.end)]
