"""The default engine: what it finds, and in what order."""

from bot.models import Passage, Span
from bot.search.bm25 import RankBM25Engine


def passage(article: str, words: str) -> Passage:
    return Passage(article, Span(0, 1), (), tuple(words.split()))


def test_a_word_in_most_passages_still_ranks_above_nothing() -> None:
    engine = RankBM25Engine()
    engine.add([passage("1", "envoy fish"), passage("2", "envoy trade"), passage("3", "trade")])
    assert {hit.passage.article for hit in engine.rank({"envoy": 1.0}, 10)} == {"1", "2"}
    assert all(hit.score > 0 for hit in engine.rank({"envoy": 1.0}, 10))


def test_a_rare_word_counts_more_than_a_common_one() -> None:
    engine = RankBM25Engine()
    engine.add(
        [
            passage("1", "envoy trade"),
            passage("2", "envoy fish"),
            passage("3", "envoy trade"),
            passage("4", "oil gas"),
        ]
    )
    assert engine.rank({"envoy": 1.0, "fish": 1.0}, 1)[0].passage.article == "2"


def test_what_is_found_says_which_words_it_holds() -> None:
    engine = RankBM25Engine()
    engine.add([passage("1", "envoy trade")])
    assert engine.rank({"envoy": 1.0, "fish": 0.5}, 5)[0].matched == {"envoy"}


def test_words_nobody_holds_find_nothing() -> None:
    engine = RankBM25Engine()
    assert engine.rank({"envoy": 1.0}, 5) == ()
    engine.add([passage("1", "trade"), passage("2", "")])
    assert engine.rank({"envoy": 1.0}, 5) == ()


def test_removed_articles_are_found_no_more() -> None:
    engine = RankBM25Engine()
    engine.add([passage("1", "envoy"), passage("2", "envoy")])
    engine.remove(["1"])
    assert [hit.passage.article for hit in engine.rank({"envoy": 1.0}, 5)] == ["2"]
    engine.remove(["2"])
    assert engine.vocabulary() == {}
