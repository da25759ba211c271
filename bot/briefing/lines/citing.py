"""Numbered sources, and the line that says what an answer was drawn from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import overload

from bot.briefing.lines.quotable import ReadArticle
from bot.corpus.duplicates import groups_of
from bot.corpus.origin.outlets import outlet_key
from bot.languages.saying import in_figures, say, say_count
from bot.words.answers import CorpusCard, Section, Source
from bot.words.documents import Basis
from bot.words.searching import ArticleCard


def sources_of(
    sections: Iterable[Section], order: Sequence[str], cards: Mapping[str, ArticleCard]
) -> tuple[Source, ...]:
    """Number the articles that the items of an answer stand in, and those that tell the same event.

    Args:
        sections: of the answer.
        order: article ids in order of relevance; cited articles that are not in it come after.
        cards: of the articles.
    """
    shown = [item for section in sections for item in section.items]
    cited = {article for item in shown for article in (item.article, *item.also) if article in cards}
    ranked = [article for article in dict.fromkeys(order) if article in cited]
    ranked += sorted(cited.difference(ranked))
    return tuple(source(number, cards[article]) for number, article in enumerate(ranked, start=1))


def source(number: int, card: ArticleCard) -> Source:
    """Return an article's card as a numbered source."""
    published = card.published
    ranged = published is not None and published.value is None
    return Source(
        number=number,
        article=card.id,
        title=card.title,
        outlet=card.outlet,
        published=published.value if published else None,
        published_basis=published.basis if published and published.value else None,
        url=card.url,
        file=card.file,
        truncated=card.truncated,
        published_between=(published.earliest, published.latest) if published and ranged else None,
    )


class ListedSources(Sequence[Source]):
    """All articles as numbered sources, each made when it is looked at: a page shows a few of thousands."""

    def __init__(self, order: Sequence[str], cards: Mapping[str, ArticleCard]) -> None:
        """Take the ids of the articles in the order in which they are numbered."""
        self._order = order
        self._cards = cards

    def __len__(self) -> int:
        return len(self._order)

    @overload
    def __getitem__(self, place: int) -> Source: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Source, ...]: ...

    def __getitem__(self, place: int | slice) -> Source | tuple[Source, ...]:
        if isinstance(place, slice):
            return tuple(self[one] for one in range(*place.indices(len(self))))
        number = range(len(self))[place]
        return source(number + 1, self._cards[self._order[number]])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self._order))


def relied_on(sections: Sequence[Section], articles: Mapping[str, ReadArticle]) -> tuple[Section, ...]:
    """Say under the first heading when an answer stands on one source, or on several with the same text."""
    cited = dict.fromkeys(item.article for section in sections for item in section.items)
    note = None
    if len(cited) == 1:
        note = say("Single source.")
    elif cited:
        groups = groups_of((id_, articles[id_].fingerprint) for id_ in cited if id_ in articles)
        reprints = sum(len(group) - 1 for group in groups)
        if reprints and len(cited) - reprints == 1:
            note = say_count(
                "Single source: {count} article carries this text.",
                "Single source: {count} articles carry the same text.",
                len(cited),
            )
        elif reprints:
            note = say_count(
                "{count} article, {texts} texts: the others are reprints.",
                "{count} articles, {texts} texts: the others are reprints.",
                len(cited),
                texts=in_figures(len(cited) - reprints),
            )
    if note is None or not sections:
        return tuple(sections)
    first, *rest = sections
    return (replace(first, note=note), *rest)


def corpus_card(cards: Iterable[ArticleCard], revision: str) -> CorpusCard:
    """Count what answers are drawn from.

    `newest` is the latest date of any article, or the day before which a later one cannot have appeared.
    """
    known = list(cards)
    dates = [card.published for card in known if card.published]
    dated = [date for date in dates if date.value]
    newest, basis = max((date.value or "" for date in dated), default=None), None
    if newest is not None:
        basis = next(date.basis for date in dated if date.value == newest)
    bound = max((date.earliest for date in dates if date.earliest and not date.value), default=None)
    if bound is not None and (newest is None or bound > newest):
        newest, basis = bound, Basis.BOUND
    return CorpusCard(
        articles=len(known),
        outlets=len(set(map(outlet_key, {card.outlet for card in known if card.outlet}))),
        newest=newest,
        revision=revision,
        undated=len(known) - len(dated),
        newest_basis=basis,
    )
