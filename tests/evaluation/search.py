"""Measures how ordinary sentences find articles on the same event: share answered, and nDCG@10.

Run as `python -m tests.evaluation.search [--data DIR] [--pages DIR ...]`, where DIR of `--data` holds
`polnear/` and `gum_news/`, and each DIR of `--pages` holds pages as files. A question is the first sentence
of an article, cut to 8 to 20 words, asked where that article is not; right are the others on the same event,
known by how many rare words they share with it as a whole (never by the question). Articles on whose event
no other tells ask nothing. Beside our answers stands plain BM25 over whole articles with the same analyzer.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.briefing.composing import compose
from bot.briefing.plans import plan
from bot.corpus.articles import articles_of
from bot.corpus.formats.readers import read_file
from bot.errors import AideMemoireError
from bot.protocols import SearchIndex
from bot.search.bm25 import LuceneBM25, RankBM25Index
from bot.search.passages import indexed
from bot.search.tantivy_index import TantivyIndex
from bot.text.sentences import sentences_of
from bot.text.tokens import terms
from bot.words.answers import Kind, Request
from bot.words.findings import AnalysedArticle, Analysis
from tests.evaluation.starter import article_of_text
from tests.makers import make_library

_FEWEST, _MOST = 8, 20  # words of a question
_SAME_EVENT = 0.3  # cosine of two articles' rare words from which they tell one event
_AT = 10  # results that count
_QUESTIONS = 150  # of one set


@dataclass(frozen=True)
class Set:
    """Articles to ask over."""

    name: str
    articles: tuple[AnalysedArticle, ...]


def ndcg(ranked: Sequence[str], right: frozenset[str]) -> float:
    """Return the normalised discounted cumulative gain of the first ten (Järvelin and Kekäläinen 2002)."""
    gain = sum(1 / math.log2(place + 2) for place, id_ in enumerate(ranked[:_AT]) if id_ in right)
    return gain / sum(1 / math.log2(place + 2) for place in range(min(len(right), _AT)))


def same_event(articles: Sequence[AnalysedArticle]) -> Mapping[str, frozenset[str]]:
    """Return, for each article, the others that tell the same event."""
    bags = {one.article.id: Counter(_words(one)) for one in articles}
    holding = Counter(word for bag in bags.values() for word in bag)
    vectors = {
        id_: {
            word: (1 + math.log(count)) * math.log(len(bags) / holding[word]) for word, count in bag.items()
        }
        for id_, bag in bags.items()
    }
    lengths = {
        id_: math.sqrt(sum(weight**2 for weight in vector.values())) for id_, vector in vectors.items()
    }

    def alike(one: str, other: str) -> float:
        shared = sum(
            weight * vectors[other][word] for word, weight in vectors[one].items() if word in vectors[other]
        )
        return shared / (lengths[one] * lengths[other]) if shared else 0.0

    return {
        one: frozenset(other for other in vectors if other != one and alike(one, other) > _SAME_EVENT)
        for one in vectors
    }


def _words(analysed: AnalysedArticle) -> list[str]:
    article = analysed.article
    body = (
        term.term for span in article.paragraphs for term in terms(article.text, span) if not term.compound
    )
    return [*(term.term for term in terms(article.title)), *body]


def question_of(analysed: AnalysedArticle) -> str | None:
    """Return the first sentence of an article as somebody would send it, or None where there is none."""
    for sentence in analysed.analysis.sentences[:3]:
        words = sentence.span.of(analysed.article.text).split()
        if len(words) >= _FEWEST:
            return " ".join(words[:_MOST]).strip("“”\"'.,;:|/-")
    return None


def evaluate(asked: Set) -> None:
    """Ask over a set, each question where its own article is not, and print the figures of every engine."""
    right = same_event(asked.articles)
    asking = [one for one in asked.articles if right[one.article.id] and question_of(one)]
    questions = asking[:: max(1, len(asking) // _QUESTIONS)]
    if not questions:
        print(f"{asked.name}: no two articles tell the same event")
        return
    print(f"{asked.name}: {len(questions)} questions")
    for index in (RankBM25Index, TantivyIndex):
        _ask(index, asked, questions, right)
    theirs = []
    words = {one.article.id: _words(one) or [""] for one in asked.articles}
    for one in questions:
        others = [id_ for id_ in words if id_ != one.article.id]
        plain = LuceneBM25([words[id_] for id_ in others])
        scores = plain.get_scores([term.term for term in terms(question_of(one) or "") if not term.compound])
        best = sorted(range(len(others)), key=lambda place: -scores[place])
        theirs.append(ndcg([others[place] for place in best], right[one.article.id]))
    print(f"  plain BM25 over whole articles: nDCG@10 {sum(theirs) / len(theirs):.3f}", flush=True)


def _ask(
    make: Callable[[], SearchIndex],
    asked: Set,
    questions: Sequence[AnalysedArticle],
    right: Mapping[str, frozenset[str]],
) -> None:
    library, read = make_library(*asked.articles)
    entries = {one.article.id: indexed(one, {}) for one in asked.articles}
    gained: defaultdict[str, list[float]] = defaultdict(list)
    answered: Counter[str] = Counter()
    for one in questions:
        own, question = one.article.id, question_of(one) or ""
        index = make()
        index.change((entry for id_, entry in entries.items() if id_ != own), (), "evaluation")
        engine = index.engine()
        cards = {id_: card for id_, card in library.cards.items() if id_ != own}
        without = replace(library, engine=engine, cards=cards)
        for kind in (Kind.SEARCH, Kind.TOPIC, Kind.QUESTION):
            planned = plan(Request(kind, question), without)
            answer = compose(planned, without, {id_: read[id_] for id_ in planned.articles})
            answered[kind] += answer.shows_lines
            gained[kind].append(ndcg([source.article for source in answer.sources], right[own]))
        best = engine.rank_articles(dict.fromkeys((term.term for term in terms(question)), 1.0), _AT)
        gained["ranking alone"].append(ndcg([id_ for id_, _ in best], right[own]))
    shares = "  ".join(f"{kind} {number / len(questions):.3f}" for kind, number in answered.items())
    means = "  ".join(f"{kind} {sum(values) / len(values):.4f}" for kind, values in gained.items())
    print(f"  {engine.name:<10} answered: {shares}; nDCG@10: {means}", flush=True)


def _polnear(data: Path) -> Iterator[tuple[str, str]]:
    for line in (data / "polnear" / "direct_quotes_dev.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        yield entry["title"], entry["text"]


def _gum(data: Path) -> Iterator[tuple[str, str]]:
    spec = importlib.util.spec_from_file_location("load_gum", data / "gum_news" / "load_gum.py")
    assert spec is not None
    assert spec.loader is not None
    loader: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loader)
    for text in loader.load("news"):
        yield text["title"], "\n".join(sentence["text"] for sentence in text["sentences"])


def _of_texts(name: str, texts: Iterable[tuple[str, str]]) -> Set:
    made = []
    for number, (title, text) in enumerate(texts):
        article = replace(article_of_text(f"{number:04}", text), title=title)
        made.append(AnalysedArticle(article, Analysis(article.id, sentences_of(article))))
    return Set(name, tuple(made))


def _of_pages(folder: Path) -> Set:
    found = []
    for path in sorted(folder.iterdir()):
        try:
            documents = read_file(path).documents
        except AideMemoireError as error:
            print(f"{path.name}: {error}", file=sys.stderr)
            continue
        for document in documents:
            found += [
                AnalysedArticle(article, Analysis(article.id, sentences_of(article)))
                for article in articles_of(document)
            ]
    return Set("/".join(folder.parts[-2:]), tuple(found))


def main() -> int:
    """Print the figures of every set given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--pages", type=Path, nargs="*", default=[])
    given = parser.parse_args()
    sets = [_of_pages(folder) for folder in given.pages]
    if given.data:
        sets += [_of_texts("PolNeAR", _polnear(given.data)), _of_texts("GUM news", _gum(given.data))]
    for one in sets:
        evaluate(one)
    return 0


if __name__ == "__main__":
    sys.exit(main())
