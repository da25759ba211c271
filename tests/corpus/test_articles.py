"""Documents become articles: the starter corpus, and what must hold for any text at all."""

from __future__ import annotations

from itertools import chain, pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.corpus.articles import articles_of
from bot.corpus.formats.readers import read_bytes, read_file
from bot.words.documents import Article, GivenFacts
from bot.words.spans import Span
from tests.corpus.documents import article, document, headings, paragraphs

SEEDS = Path(__file__).parents[2] / "seeds"

TITLES = {
    "000": "Resilient ties: US Ambassador Rosenblum addresses key issues with Kazakhstan on Silk Way TV",
    "001": "Ambassador Rosenblum on Kazakh-American Relations: U.S. to Remain Reliable Partner",
    "002": "US Ambassador to Kazakhstan Outlines US Engagement in Central Asia",
    "003-1": "U.S. Ambassador to Kazakhstan Daniel Rosenblum Resigns",
    "003-2": "Kazakhstan’s Middle Power Strategy Captures U.S. Focus in Trump-Tokayev Talks",
    "003-3": "Trump’s Bid for Ukraine-Russia Peace: Could Kazakhstan Be the Key Mediator?",
    "003-4": "CSTO Leaders Tackle Regional Security, Nuclear Energy, and Afghan Border Concerns",
    "003-5": "Geopolitical Posturing or Genuine Partnership? Key Takeaways from Putin’s Trip to Kazakhstan",
    "003-6": "Kazakhstan and Taliban Afghanistan: An Overview of Relations",
    "004": "Kazakhstan-U.S. Talks Focus on Strategic Partnership",
}

HEADINGS = {
    "002": [
        "Economic and political aspects",
        "Kazakhstan vs. Uzbekistan",
        "China, Russia, Iran",
        "Kazakhstan, a regional leader?",
    ],
    "003-1": [
        "End of a Distinguished Career",
        "Transition at the U.S. Embassy",
        "Resignations in South Korea and Azerbaijan",
        "A Broader Diplomatic Crisis?",
    ],
    "003-2": ["Kazakhstan as a Mediator", "Tokayev and the Role of Middle Powers", "Trump's Strategy"],
    "003-3": ["Kazakhstan's Role as Mediator", "Early Peace Efforts"],
    "003-4": [
        "CSTO’s Response to Kazakhstan’s 2022 Crisis",
        'Putin Unveils "Oreshnik" Missile System',
        "Kazakhstan’s Nuclear Power Project",
        "Armenia’s Absence and CSTO’s Future",
        "Key Summit Outcomes",
    ],
    "003-5": [
        "Heightened Security Amid Geopolitical Tensions",
        "Ambiguities in Counter-Terrorism and Political Statements",
        "Economic Vision and Strategic Transport",
    ],
    "003-6": ["Politics"],
}

NOT_TEXT = [
    "KGS/USD",
    "10 January 2025",
    "Viewing results",
    "Photo credit",
    "Currently reading",
    "Get The Astana Times",
    "Ainur Imangali",
    "Sources: U.S. Embassy",
    "Comments are closed",
]


@pytest.fixture(scope="module")
def starter() -> dict[str, Article]:
    documents = chain.from_iterable(read_file(path).documents for path in sorted(SEEDS.glob("*.txt")))
    return {found.id: found for opened in documents for found in articles_of(opened)}


def parts_of(found: Article) -> list[Span]:
    return [*found.paragraphs, *found.headings, *(part.span for part in found.dropped)]


def check_spans(found: Article) -> None:
    """Every span lies in the text, holds no white space at its ends, and parts never overlap."""
    ordered = sorted(parts_of(found))
    assert all(0 <= span.start < span.end <= len(found.text) for span in ordered)
    assert all(one.end <= after.start for one, after in pairwise(ordered))
    assert list(found.paragraphs) == sorted(found.paragraphs)
    assert list(found.headings) == sorted(found.headings)
    assert all(found.read(span).strip() for span in found.paragraphs)
    for span in (found.dateline, found.title_span):
        assert span is None or 0 <= span.start < span.end <= len(found.text)


def test_the_starter_corpus_holds_ten_articles_with_their_titles(starter: dict[str, Article]) -> None:
    assert {id_: found.title for id_, found in starter.items()} == TITLES
    assert all(found.title_span and found.read(found.title_span) == found.title for found in starter.values())


def test_glued_headings_of_the_starter_corpus_are_split_off(starter: dict[str, Article]) -> None:
    assert {id_: headings(found) for id_, found in starter.items() if found.headings} == HEADINGS


def test_what_is_no_text_never_stands_in_a_paragraph(starter: dict[str, Article]) -> None:
    text = "\n".join(chain.from_iterable(paragraphs(found) for found in starter.values()))
    assert [piece for piece in NOT_TEXT if piece in text] == []


def test_an_agency_service_sentence_is_text(starter: dict[str, Article]) -> None:
    assert paragraphs(starter["000"])[-1].startswith("To note, the 60th quadrennial presidential election")


def test_a_person_named_in_a_caption_only_is_kept_in_the_captions(starter: dict[str, Article]) -> None:
    found = starter["001"]
    assert ["Ainur Imangali" in found.read(span) for span in found.captions] == [True]


def test_a_dateline_glued_to_the_first_word_is_taken_off(starter: dict[str, Article]) -> None:
    found = starter["001"]
    assert found.dateline is not None
    assert found.read(found.dateline) == "ASTANA"
    assert paragraphs(found)[0].startswith("Last year, bilateral trade")


def test_cut_off_texts_are_marked(starter: dict[str, Article]) -> None:
    assert {id_ for id_, found in starter.items() if found.truncated} == {"003-3", "003-4", "003-5", "003-6"}


def test_outlets_are_named_only_where_the_text_bears_them_out(starter: dict[str, Article]) -> None:
    known = {id_: found.outlet for id_, found in starter.items() if found.outlet}
    assert known == {"000": "Kazinform News Agency", "001": "The Astana Times", "002": "VOA"}


def test_the_date_of_a_listing_page_is_only_an_upper_bound(starter: dict[str, Article]) -> None:
    for number in range(1, 7):
        published = starter[f"003-{number}"].published
        assert published is not None
        assert published.value is None
        assert published.latest == "2025-01-10"


def test_spans_of_the_starter_corpus_are_exact(starter: dict[str, Article]) -> None:
    for found in starter.values():
        check_spans(found)


def test_nearly_all_characters_of_a_document_are_accounted_for(starter: dict[str, Article]) -> None:
    """Whatever is no white space is title, dateline, paragraph, heading or dropped with a reason."""
    for found in starter.values():
        if "-" in found.id:
            continue
        covered = set(chain.from_iterable(range(*span) for span in parts_of(found)))
        for span in (found.title_span, found.dateline):
            covered |= set(range(*span)) if span else set()
        left = [offset for offset, character in enumerate(found.text) if not character.isspace()]
        assert [offset for offset in left if offset not in covered] == []


def test_a_title_that_came_with_the_text_is_kept_though_it_does_not_stand_in_it() -> None:
    found = article(
        "The lake rose by a metre in a single night, the keeper said.", given=GivenFacts(title="Lake Rises")
    )
    assert (found.title, found.title_span) == ("Lake Rises", None)
    assert paragraphs(found) == ["The lake rose by a metre in a single night, the keeper said."]


def test_a_title_that_came_with_the_text_is_not_read_twice() -> None:
    found = article(
        "Lake Rises in a Night\n\nThe lake rose by a metre in a single night, the keeper said.",
        given=GivenFacts(title="Lake Rises in a Night"),
    )
    assert found.title_span == Span(0, 21)
    assert len(found.paragraphs) == 1


def test_a_text_without_a_title_loses_nothing_to_one() -> None:
    text = "The keeper of the lake, who had counted its water for thirty years, said he would go, " * 2
    text = text.removesuffix(", ") + "."
    found = article(text)
    assert found.title_span is None
    assert found.title.endswith("…")
    assert paragraphs(found) == [text]


def test_a_text_that_stops_in_mid_sentence_is_cut_off() -> None:
    text = (
        "Lake Rises in a Night\n\n"
        + "The keeper counted the water of the lake every day for thirty years and " * 3
    )
    assert article(text.strip()).truncated


def test_read_more_is_taken_off_and_says_that_the_text_is_cut() -> None:
    found = article(
        "Lake Rises in a Night\n\nThe keeper counted the water of the lake every day and… [+1234 chars]"
    )
    assert found.truncated
    assert paragraphs(found) == ["The keeper counted the water of the lake every day and…"]


def test_an_ellipsis_of_a_speaker_is_no_cut() -> None:
    assert not article("Lake Rises in a Night\n\nThe keeper only said: “It rises and rises and …”").truncated


def test_the_marks_of_markdown_are_no_part_of_titles_and_headings() -> None:
    text = "The keeper of the lake counted its water every day for thirty years."
    found = article(f"# Lake Rises in a Night\n\n{text}\n\n## What the Keeper Saw\n\nThen {text}")
    assert found.title == "Lake Rises in a Night"
    assert headings(found) == ["What the Keeper Saw"]


def test_an_empty_document_holds_no_article() -> None:
    assert articles_of(document("\n \u00a0\n")) == ()


PIECES = (
    "The President of Kazakhstan said In March Nuclear Power Project Discussions also turned “quoted words”",
    "Mr. U.S. Photo: Read also Sources: ... — ASTANALast (Reuters) - 2022 May 5 , . ? ! \n \n\n • # ## **",
    "KZT/USD = 0.1 Comments Viewing results 1 - 6 of 27 By Ann Lee Казахстан Читайте также: © \u00a0 \u200b",
)
WORDS = st.sampled_from(" ".join(PIECES).split(" "))


@settings(max_examples=60)
@given(st.one_of(st.text(max_size=400), st.lists(WORDS, max_size=120).map(" ".join)))
def test_spans_are_exact_for_any_text(text: str) -> None:
    for found in articles_of(document(text)):
        check_spans(found)


@settings(max_examples=20)
@given(st.lists(WORDS, max_size=80).map(" ".join))
def test_reading_is_the_same_every_time(text: str) -> None:
    assert articles_of(document(text)) == articles_of(document(text))


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_short_text_broken_for_a_narrow_page_is_put_together(gap: str) -> None:
    broken = "The keeper of the lake counted its\nwater every day for thirty years,\nand wrote it down."
    (document,) = read_bytes(
        f"Lake Levels Fall{gap}{broken}\n".encode(), file="a.txt", location="a.txt"
    ).documents
    (article,) = articles_of(document)
    assert article.title == "Lake Levels Fall"
    assert [article.read(span) for span in article.paragraphs] == [broken]


def test_lines_of_a_list_are_not_put_together() -> None:
    text = "Pumps of the lake\n\npump of the northern quay of Bergen\npump of the southern quay of Bergen\n"
    (document,) = read_bytes(
        f"{text}\nThe pumps were counted by the keeper of the lake on Monday.".encode(),
        file="a.txt",
        location="a.txt",
    ).documents
    (article,) = articles_of(document)
    assert not any("\n" in article.read(span) for span in article.paragraphs)


def test_a_page_has_its_headings_as_blocks_and_none_is_cut_out_of_a_sentence() -> None:
    said = "Police in Region Two are looking for the keeper of the lake. Efforts In vain so far."
    markup = f"<html><body><h1>Keeper Lost</h1><p>{said}</p><p>It rains there.</p></body></html>"
    (document,) = read_bytes(markup.encode(), file="a.html", location="a.html").documents
    (article,) = articles_of(document)
    assert article.read(article.paragraphs[0]) == said
