"""What telling who is who needs of an article: kept apart, it is read again far faster than the article."""

from __future__ import annotations

from bot.people.lifetimes import lifetime_of
from bot.words.changes import ArticleFigures, SeenFigure
from bot.words.findings import AnalysedArticle, MentionKind
from bot.words.people import PersonRole

FIGURES_EDITION = 1
"""Changes whenever another thing would be taken out of the same article: what is kept is then taken anew."""

_NAMING = frozenset({MentionKind.FULL, MentionKind.SURNAME, MentionKind.GIVEN})


def figures_of(analysed: AnalysedArticle) -> ArticleFigures:
    """Return the figures of an article as far as telling who is who needs them."""
    article = analysed.article
    published = article.published.value if article.published else None
    figures = []
    for figure in analysed.analysis.figures:
        lifetime = lifetime_of(article, figure)
        figures.append(
            SeenFigure(
                name=figure.name,
                family_name=figure.family_name,
                gender=figure.gender,
                weak=figure.weak,
                lone=figure.lone,
                forms=tuple(
                    " ".join(article.read(mention.span).split())
                    for mention in figure.mentions
                    if mention.kind in _NAMING
                ),
                roles=tuple(
                    PersonRole(article.read(role.span), article.id, role.span, role.tenure, published)
                    for role in figure.roles
                ),
                other_names=figure.other_names,
                born=(lifetime.earliest, lifetime.latest, lifetime.age) if lifetime.is_told else None,
            )
        )
    return ArticleFigures(article.id, tuple(figures))
