"""The people of an article and what they say, brought together in the one order that works."""

from __future__ import annotations

from collections.abc import Sequence

from bot.people.figures import link_figures
from bot.people.lone_words import may_be_body, said_by_bodies
from bot.speech.openings import with_opening_pronouns
from bot.speech.speakers import attribute
from bot.speech.statements import reported_statements
from bot.words.documents import Article
from bot.words.findings import Figure, Quotation, ReportedStatement, Sentence, Token


def who_says_what(
    article: Article, sentences: Sequence[Sentence], tokens: Sequence[Token]
) -> tuple[tuple[Figure, ...], tuple[Quotation, ...], tuple[ReportedStatement, ...]]:
    """Return the people of an article, the quotations with who speaks, and what is reported.

    What may be a body by its name stands for nobody while it is read who speaks: it comes in at the end.
    """
    linked = link_figures(article, sentences, tokens)
    bodies = [figure for figure in linked if may_be_body(figure)]
    figures = linked[: len(linked) - len(bodies)]
    quotations = attribute(article, sentences, tokens, figures)
    reported = reported_statements(article, sentences, tokens, figures, quotations)
    figures = with_opening_pronouns(article, sentences, tokens, figures)
    return (*figures, *bodies), said_by_bodies(quotations, linked), said_by_bodies(reported, linked)
