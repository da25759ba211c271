"""What every search engine finds, in what order, and within what."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.errors import IndexUnusable
from bot.protocols import SearchIndex
from bot.search.bm25 import RankBM25Engine, RankBM25Index
from bot.search.passages import reading_order
from bot.search.tantivy_index import TantivyIndex
from bot.words.searching import IndexedArticle, IndexedPassage, Within
from bot.words.spans import Span
from storage.index_folder import StoredIndexFolder

ENGINES: Sequence[Callable[[], SearchIndex]] = (RankBM25Index, TantivyIndex)


@pytest.fixture(params=ENGINES, ids=["rank-bm25", "tantivy"])
def index(request: pytest.FixtureRequest) -> SearchIndex:
    made: SearchIndex = request.param()
    return made


def article(
    id_: str,
    *passages: str,
    outlet: str = "",
    day: str | None = None,
    latest: str | None = None,
    subjects: dict[str, int] | None = None,
) -> IndexedArticle:
    words = {f"{term}s": term for passage in passages for term in passage.split()}
    read = tuple(
        IndexedPassage(Span(number, number + 1), tuple(passage.split()))
        for number, passage in enumerate(passages)
    )
    return IndexedArticle(id_, read, words, subjects or {}, frozenset(outlet.split()), day, latest or day)


def found(index: SearchIndex, *terms: str, within: Within | None = None) -> list[str]:
    return [hit.article for hit in index.engine().rank(dict.fromkeys(terms, 1.0), 10, within)]


def test_a_word_in_most_passages_still_ranks_above_nothing(index: SearchIndex) -> None:
    index.change([article("1", "envoy fish"), article("2", "envoy trade"), article("3", "trade")], (), "a")
    hits = index.engine().rank({"envoy": 1.0}, 10)
    assert {hit.article for hit in hits} == {"1", "2"}
    assert all(hit.score > 0 for hit in hits)


def test_a_rare_word_counts_more_than_a_common_one(index: SearchIndex) -> None:
    index.change(
        [
            article("1", "envoy trade"),
            article("2", "envoy fish"),
            article("3", "envoy trade"),
            article("4", "oil gas"),
        ],
        (),
        "a",
    )
    assert found(index, "envoy", "fish")[0] == "2"


def test_a_weight_lets_a_word_count_more(index: SearchIndex) -> None:
    index.change([article("1", "envoy x"), article("2", "trade x")], (), "a")
    assert [hit.article for hit in index.engine().rank({"envoy": 0.5, "trade": 1.0}, 5)] == ["2", "1"]
    assert [hit.article for hit in index.engine().rank({"envoy": 1.0, "trade": 0.5}, 5)] == ["1", "2"]


def test_a_hit_says_where_in_its_article_it_stands(index: SearchIndex) -> None:
    index.change([article("1", "envoy trade", "", "fish oil")], (), "a")
    assert [(hit.article, hit.span) for hit in index.engine().rank({"oil": 1.0}, 5)] == [("1", Span(2, 3))]


def test_words_nobody_holds_find_nothing(index: SearchIndex) -> None:
    assert found(index, "envoy") == []
    index.change([article("1", "trade"), article("2", "")], (), "a")
    assert found(index, "envoy") == []
    assert index.engine().rank_articles({"envoy": 1.0}, 5) == ()
    assert index.engine().holding([[["envoy"]]]) == frozenset()


def test_what_ranks_alike_stands_in_reading_order_whenever_it_came(index: SearchIndex) -> None:
    index.change([article("003-10", "envoy"), article("003-2", "envoy")], (), "a")
    index.change([article("003-1", "envoy")], (), "b")
    assert found(index, "envoy") == ["003-1", "003-2", "003-10"]


def test_an_article_is_ranked_as_one_text_of_its_passages(index: SearchIndex) -> None:
    index.change(
        [article("1", "envoy x", "fish x"), article("2", "envoy y z", "y z"), article("3", "q")], (), "a"
    )
    ranked = index.engine().rank_articles({"envoy": 1.0, "fish": 1.0}, 5)
    assert [id_ for id_, _ in ranked] == ["1", "2"]
    assert len(index.engine().rank_articles({"envoy": 1.0, "fish": 1.0}, 1)) == 1


def test_articles_hold_concepts_in_one_passage(index: SearchIndex) -> None:
    index.change(
        [article("1", "oil price", "gas rise"), article("2", "gas price rise"), article("3", "rise")], (), "a"
    )
    fuel, rise = [["oil"], ["gas", "price"]], [["rise"]]
    assert index.engine().holding([fuel]) == {"1", "2"}
    assert index.engine().holding([fuel, rise]) == {"2"}
    assert index.engine().holding([]) == frozenset()


def test_a_search_within_an_outlet_finds_what_many_others_would_hide(index: SearchIndex) -> None:
    others = [article(f"{number}", "envoy envoy", outlet="daily news") for number in range(30)]
    index.change([*others, article("x", "envoy and much else", outlet="astana times")], (), "a")
    assert found(index, "envoy", within=Within(outlet=frozenset({"times"}))) == ["x"]
    assert found(index, "envoy", within=Within(outlet=frozenset({"times", "daily"}))) == []
    assert found(index, "envoy", within=Within(outlet=frozenset())) == []
    assert len(index.engine().rank_articles({"envoy": 1.0}, 50, Within(outlet=frozenset({"news"})))) == 30


def test_a_search_within_dates_compares_at_the_coarser_precision(index: SearchIndex) -> None:
    index.change(
        [
            article("day", "envoy", day="2024-05-17"),
            article("year", "envoy", day="2024"),
            article("between", "envoy", day="2023-03-01", latest="2024-06-30"),
            article("undated", "envoy"),
        ],
        (),
        "a",
    )
    assert set(found(index, "envoy", within=Within(since="2024-05"))) == {"day", "year", "between"}
    assert set(found(index, "envoy", within=Within(since="2024-07"))) == {"year"}
    assert set(found(index, "envoy", within=Within(until="2024-04"))) == {"year", "between"}
    assert set(found(index, "envoy", within=Within(since="2024-05-17", until="2024-05-17"))) == {
        "day",
        "year",
        "between",
    }
    assert set(found(index, "envoy", within=Within(until="2022"))) == set()


def test_a_search_among_some_articles_finds_no_other(index: SearchIndex) -> None:
    index.change([article("1", "envoy"), article("2", "envoy"), article("3", "envoy")], (), "a")
    among = Within(articles=frozenset({"3", "1", "gone"}))
    assert found(index, "envoy", within=among) == ["1", "3"]
    assert [id_ for id_, _ in index.engine().rank_articles({"envoy": 1.0}, 9, among)] == ["1", "3"]


def test_removed_and_replaced_articles_are_found_no_more(index: SearchIndex) -> None:
    index.change([article("1", "envoy", "envoy oil"), article("2", "envoy")], (), "a")
    before = index.engine()
    index.change([article("2", "trade")], ["1", "never there"], "b")
    assert found(index, "envoy") == []
    assert found(index, "trade") == ["2"]
    assert index.engine().vocabulary() == {"trade": 1}
    assert index.words() == {"trades": "trade"}
    assert index.engine().passages == 1
    assert {hit.article for hit in before.rank({"envoy": 1.0}, 10)} == {"1", "2"}, "an engine never changes"
    index.change([], ["2"], "c")
    assert index.engine().vocabulary() == {}
    assert index.mark == "c"


def test_a_word_leads_to_the_term_it_became_in_most_articles(index: SearchIndex) -> None:
    def held(id_: str, term: str) -> IndexedArticle:
        return IndexedArticle(id_, (IndexedPassage(Span(0, 1), (term,)),), {"us": term}, {})

    index.change([held("1", "us"), held("2", "usa")], (), "a")
    assert index.words() == {"us": "us"}
    index.change([held("3", "usa")], (), "b")
    assert index.words() == {"us": "usa"}


def test_phrases_are_counted_by_the_articles_that_hold_them(index: SearchIndex) -> None:
    index.change(
        [
            article("003-10", "x", subjects={"gas pipeline": 1, "fish": 4}),
            article("003-9", "x", subjects={"gas pipeline": 2}),
        ],
        (),
        "a",
    )
    assert [(use.phrase, use.articles) for use in index.phrases(9)] == [("gas pipeline", 2), ("fish", 1)]
    assert [use.phrase for use in index.phrases(1)] == ["gas pipeline"]
    assert list(index.articles_with("gas pipeline")) == ["003-9", "003-10"]
    index.change([], ["003-9"], "b")
    assert list(index.articles_with("gas pipeline")) == ["003-10"]
    more = [article("003-2", "x", subjects={"gas pipeline": 1}), article("003-10", "x", subjects={"fish": 1})]
    index.change(more, (), "c")
    assert list(index.articles_with("gas pipeline")) == ["003-2"]


K1_OF_TANTIVY = 1.2  # which nothing can change; rank-bm25 has 1.5
WORDS = some.lists(some.sampled_from("abcdefgh"), max_size=6)


@given(
    texts=some.lists(some.lists(WORDS, min_size=1, max_size=3), min_size=1, max_size=12),
    asked=some.dictionaries(
        some.sampled_from("abcdefghz"), some.sampled_from((0.4, 0.9, 1.0)), min_size=1, max_size=4
    ),
)
def test_all_engines_find_the_same_and_with_the_same_parameters_rank_it_alike(
    texts: list[list[list[str]]], asked: dict[str, float]
) -> None:
    """Scores differ in the sixth digit, for tantivy counts in floats of 32 bits."""
    articles = [article(f"{number}", *map(" ".join, text)) for number, text in enumerate(texts)]
    ours, theirs = RankBM25Index(), TantivyIndex()
    for index in (ours, theirs):
        index.change(articles, (), "a")
    one, other = RankBM25Engine(articles, k1=K1_OF_TANTIVY), theirs.engine()
    assert {(hit.article, hit.span): hit.score for hit in one.rank(asked, 99)} == pytest.approx(
        {(hit.article, hit.span): hit.score for hit in other.rank(asked, 99)}, rel=1e-4
    )
    assert dict(one.rank_articles(asked, 99)) == pytest.approx(dict(other.rank_articles(asked, 99)), rel=1e-4)
    assert one.vocabulary() == other.vocabulary()
    assert one.holding([[[*asked]]]) == other.holding([[[*asked]]])
    assert ours.words() == theirs.words()


def test_reading_order_counts_numbers() -> None:
    assert sorted(["b", "003-10", "003-2", "003", "a9", "a10"], key=reading_order) == [
        "003", "003-2", "003-10", "a9", "a10", "b",
    ]  # fmt: skip


# --- on disk ------------------------------------------------------------------------------------------------


def test_an_index_on_disk_is_opened_as_it_was_left(tmp_path: Path) -> None:
    made = TantivyIndex(StoredIndexFolder(tmp_path))
    made.change([article("1", "envoy oil"), article("2", "envoy", subjects={"gas pipeline": 1})], (), "a")
    made.change([article("3", "fish")], ["1"], "b")
    opened = TantivyIndex(StoredIndexFolder(tmp_path))
    assert opened.mark == "b"
    assert opened.engine().vocabulary() == {"envoy": 1, "fish": 1}
    assert opened.words() == made.words()
    assert found(opened, "envoy") == ["2"]
    opened.change([article("4", "envoy")], (), "c")
    assert found(opened, "envoy") == ["2", "4"]


def test_a_change_another_process_made_meanwhile_is_seen_before_ones_own(tmp_path: Path) -> None:
    ours, theirs = TantivyIndex(StoredIndexFolder(tmp_path)), TantivyIndex(StoredIndexFolder(tmp_path))
    theirs.change([article("1", "envoy oil"), article("2", "envoy")], (), "a")
    theirs.change([], ["1"], "b")
    ours.change([article("3", "envoy")], ["1"], "c")
    assert found(ours, "envoy") == ["2", "3"]
    assert ours.engine().vocabulary() == {"envoy": 2}


@pytest.mark.parametrize("harm", ["cut short", "changed inside", "never finished", "of another edition"])
def test_a_damaged_index_says_that_it_cannot_be_used(tmp_path: Path, harm: str) -> None:
    TantivyIndex(StoredIndexFolder(tmp_path)).change([article("1", "envoy oil")], (), "a")
    part = next((tmp_path / "passages").glob("*.store"))
    state = tmp_path / "state.json"
    if harm == "cut short":
        part.write_bytes(part.read_bytes()[:9])
    elif harm == "changed inside":
        part.write_bytes(bytes([part.read_bytes()[0] ^ 1]) + part.read_bytes()[1:])
    elif harm == "never finished":
        state.unlink()
    else:
        state.write_text(re.sub(r'"edition": \d+', '"edition": 0', state.read_text()))
    with pytest.raises(IndexUnusable):
        TantivyIndex(StoredIndexFolder(tmp_path))


def test_a_folder_another_process_writes_in_is_waited_for_and_then_refused(tmp_path: Path) -> None:
    index = TantivyIndex(StoredIndexFolder(tmp_path, patience=0))
    with (
        StoredIndexFolder(tmp_path).alone(),
        pytest.raises(IndexUnusable, match="Another process is writing"),
    ):
        index.change([article("1", "envoy")], (), "a")
    again = TantivyIndex(StoredIndexFolder(tmp_path, patience=0))
    again.change([article("1", "envoy")], (), "a")
    assert found(again, "envoy") == ["1"]


def test_a_folder_nothing_can_be_written_in_is_refused(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("a file")
    with pytest.raises(IndexUnusable):
        TantivyIndex(StoredIndexFolder(tmp_path / "index"))
