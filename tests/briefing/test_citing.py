"""What an answer rests on: numbered sources, reprints, the corpus card."""

from dataclasses import replace

import pytest

from bot.briefing.catalogue import sources_list
from bot.briefing.lines.citing import ListedSources, corpus_card, relied_on, sources_of
from bot.briefing.lines.quotable import ReadArticle
from bot.views.provenance import corpus_line
from bot.words.answers import Item, Section
from bot.words.documents import Basis, Precision, PublicationDate
from bot.words.spans import Span
from storage.serialisation import BRIEFINGS
from tests.makers import make_article, make_card, make_library

REPORT = " ".join(
    f"The ministers of the coast discussed point {number} of the long plan." for number in range(9)
)
ORIGINAL = make_article("001", f"Coast\n{REPORT}", outlet="The Courier", published="2024-02-01")
REPRINT = make_article("002", f"Coast plan\n{REPORT}", outlet="The Post")
ANOTHER = make_article(
    "003", "Fish\nFish prices rose in the north for the third month in a row, traders say."
)
CARDS = {one.article.id: make_card(one) for one in (ORIGINAL, REPRINT, ANOTHER)}
READ = {one.article.id: ReadArticle(one) for one in (ORIGINAL, REPRINT, ANOTHER)}


def cited(*ids: str) -> list[Section]:
    return [Section("Summary", tuple(Item("words", "words", id_, Span(0, 5)) for id_ in ids))]


def test_one_article_is_a_single_source() -> None:
    assert relied_on(cited("001", "001"), READ)[0].note == "Single source."


def test_reprints_of_one_text_are_a_single_source() -> None:
    assert relied_on(cited("001", "002"), READ)[0].note == "Single source: 2 articles carry the same text."


def test_reprints_beside_another_text_are_counted() -> None:
    assert (
        relied_on(cited("001", "002", "003"), READ)[0].note == "3 articles, 2 texts: the others are reprints."
    )


def test_different_articles_need_no_note() -> None:
    assert relied_on(cited("001", "003"), READ)[0].note is None


def test_sources_are_numbered_in_order_of_relevance_and_only_when_cited() -> None:
    sources = sources_of(cited("003", "001"), ["001", "002"], CARDS)
    assert [(source.number, source.article) for source in sources] == [(1, "001"), (2, "003")]


def test_the_corpus_card_counts_articles_outlets_and_the_newest_date() -> None:
    card = corpus_card(CARDS.values(), "7")
    assert (card.articles, card.outlets, card.newest, card.revision) == (3, 2, "2024-02-01", "7")


def test_the_corpus_card_counts_an_outlet_once_and_what_is_undated() -> None:
    cards = [
        make_card(make_article("001", "One\nRain fell.", outlet="Lakenews", published="2024-05-01")),
        make_card(make_article("002", "Two\nRain fell.", outlet="Lakenews.com")),
        make_card(make_article("003", "Three\nRain fell.")),
    ]
    card = corpus_card(cards, "1")
    assert (card.articles, card.outlets, card.newest, card.undated) == (3, 1, "2024-05-01", 2)
    assert card.newest_basis is Basis.STATED


def test_the_newest_article_may_be_known_by_a_bound_alone() -> None:
    bound = PublicationDate(None, Precision.RANGE, Basis.INFERRED, "2024-12-05", None)
    dated = make_card(make_article("001", "One\nRain fell.", published="2024-05-01"))
    card = corpus_card([dated, replace(dated, id="002", published=bound)], "1")
    assert (card.newest, card.newest_basis, card.undated) == ("2024-12-05", Basis.BOUND, 1)
    assert corpus_line(card) == "2 articles · no known outlets · newest not before 5 Dec 2024 · 1 undated"


def test_a_list_of_sources_makes_those_that_are_looked_at() -> None:
    library, _ = make_library(*(make_article(f"00{number}", "Pier\nThe pier rose.") for number in (1, 2, 3)))
    listed = ListedSources(("003", "001", "002"), library.cards)
    assert [(one.number, one.article) for one in listed] == [(1, "003"), (2, "001"), (3, "002")]
    assert [one.article for one in listed[1:5]] == ["001", "002"]
    assert listed[-1].number == 3
    assert listed == tuple(listed) != listed[:2]
    with pytest.raises(IndexError):
        listed[3]


def test_a_list_of_sources_is_kept_and_read_as_it_was() -> None:
    library, _ = make_library(make_article("001", "Мост\nМост открыт."))
    answer = sources_list(library)
    assert BRIEFINGS.read(BRIEFINGS.write(answer)) == answer
