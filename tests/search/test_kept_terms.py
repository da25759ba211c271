"""What is kept of an article's terms says the same as reading it again, and counts only while it would."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.briefing.lines.quotable import ReadArticle
from bot.search.kept_terms import kept_terms, terms_edition
from bot.search.matching import ReadText
from bot.words.findings import AnalysedArticle, KeptTerms
from bot.words.spans import Span
from tests.makers import make_article

ENGLISH = make_article(
    "001",
    "Anti-corruption talks in St. Varna\n"
    "The U.S. asked for a non-proliferation pact. Ada Lind’s Varna Post reported 1,500 of R&D’s jobs.\n"
    "What the WHO said\n"
    "«It was I,» he said. — … \n"
    "C5+1 met at Jane Varna University; so did they.",
    headings=("What the WHO said",),
    people={"Ada Lind": ["Lind"]},
)
RUSSIAN = make_article(
    "002",
    "Санкции против США\nМинистр Лунд отверг санкции. Он говорил о социально-экономических мерах ВОЗ.",
)
ARABIC = make_article("003", "Harbour\nThe letter ﷺ is one word, and \u037a no word. Ends.")


def seen(text: ReadText) -> tuple[object, ...]:
    assert all(text.stems[place] == term for term in text.words for place in text.places_of(term))
    ends = [text.end_of(place) for place in range(len(text.stems))]
    return (
        [*text.stems], [*text.plain_stems], text.compounds, text.words, text.inside_names,
        [*text.starts], ends, text.terms,
    )  # fmt: skip


def everything(analysed: AnalysedArticle) -> list[tuple[object, ...]]:
    article = ReadArticle(analysed)
    texts = [article.title, *article.heading_words, *(sentence.read for sentence in article.sentences)]
    return [*map(seen, texts), (article.words,)]


@pytest.mark.parametrize("analysed", [ENGLISH, RUSSIAN, ARABIC], ids=["english", "russian", "arabic"])
def test_what_is_kept_reads_like_the_text(analysed: AnalysedArticle) -> None:
    assert everything(replace(analysed, terms=kept_terms(analysed))) == everything(analysed)


def test_a_text_too_long_for_its_places_to_be_kept_reads_alike() -> None:
    long = make_article("004", "Harbour\nThe pier " + "rose and " * 7_000 + "sank in Varna.")
    kept = replace(long, terms=kept_terms(long))
    assert everything(kept) == everything(long)
    assert ReadArticle(kept).sentences[-1].read.starts[-1] > 53_000


def test_terms_inside_a_part_are_found_by_what_is_kept() -> None:
    analysed = replace(ENGLISH, terms=kept_terms(ENGLISH))
    (read,) = [one.read for one in ReadArticle(analysed).sentences if "jane" in one.read.words]
    part = Span(read.starts[2], read.starts[-1])
    assert [*read.stems_within(part)] == [one.term for one in read.terms_within(part)] == [*read.stems[2:-1]]


def test_what_is_kept_is_used() -> None:
    kept = kept_terms(ENGLISH)
    other = replace(kept, lines=kept.lines.replace("pact", "accord"))
    words = ReadArticle(replace(ENGLISH, terms=other)).words
    assert "accord" in words
    assert "pact" not in words


def test_what_another_edition_kept_or_of_another_article_is_not() -> None:
    kept = kept_terms(ENGLISH)
    for other in (
        KeptTerms(terms_edition() + 1, kept.lines.replace("pact", "accord")),
        replace(kept, lines="\n".join(kept.lines.replace("pact", "accord").split("\n")[:-1])),
    ):
        assert "accord" not in ReadArticle(replace(ENGLISH, terms=other)).words


@pytest.mark.parametrize(
    "text",
    [
        "The well-known re-opened gates of Seld-am-See hold C5+1's talks, he said.",
        "Ada Lind’s non-proliferation pact, a U.S.-led one, cost 1,500 crowns.",
        "Социально-экономические меры Лунд назвал северо-западными.",
    ],
)
def test_terms_of_a_part_are_those_of_the_whole_that_begin_there(text: str) -> None:
    whole = ReadText(text, Span(0, len(text)))
    ends = {term.span.end for term in whole.terms}
    places = sorted({0, *(end for end in ends if text[end] != "-")})
    for start in places:
        for end in range(start, len(text) + 1):
            begin = [term for term in whole.terms if start <= term.span.start < end]
            unread = ReadText(text, Span(0, len(text)), kept="")
            assert [one for one in unread.terms_within(Span(start, end)) if one.word != "s"] == begin
            assert list(whole.terms_within(Span(start, end))) == begin
