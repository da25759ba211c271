"""Measures summaries of one article against human ones: ROUGE-1 and ROUGE-2 (F1), beside its first sentences.

Run as `python -m tests.evaluation.summaries --data DIR`, where DIR holds `gum_news/` (one human summary a
text) and `cnndm_100.jsonl` (highlights). Ours and the leading sentences get the same number of words.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.briefing.summary import summarise
from bot.text.sentences import sentences_of
from bot.words.findings import Sentence
from tests.evaluation.starter import article_of_text

_WORDS = {"highlights": 75, "GUM": 50}


def rouge(summary: str, reference: str, size: int) -> tuple[float, float]:
    """Return recall and F1 of the runs of `size` words two texts share (Lin 2004)."""
    ours, theirs = (_runs(text, size) for text in (summary, reference))
    shared = sum((ours & theirs).values())
    recall = shared / max(sum(theirs.values()), 1)
    precision = shared / max(sum(ours.values()), 1)
    return recall, 2 * precision * recall / (precision + recall) if shared else 0.0


def _runs(text: str, size: int) -> Counter[tuple[str, ...]]:
    words = re.findall(r"[^\W_]+", text.lower())
    return Counter(zip(*(words[start:] for start in range(size)), strict=False))


def _leading(text: str, sentences: list[Sentence], words: int) -> str:
    chosen: list[str] = []
    for sentence in sentences:
        shown = sentence.span.of(text)
        if sum(len(one.split()) for one in [*chosen, shown]) > words:
            break
        chosen.append(shown)
    return " ".join(chosen)


def _highlights(data: Path) -> Iterator[tuple[str, str]]:
    for line in (data / "cnndm_100.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        yield entry["article"].replace(" . ", ". "), entry["highlights"]


def _gum(data: Path) -> Iterator[tuple[str, str]]:
    spec = importlib.util.spec_from_file_location("load_gum", data / "gum_news" / "load_gum.py")
    assert spec is not None
    assert spec.loader is not None
    loader: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loader)
    for kind in ("news", "interview"):
        for entry in loader.load(kind, data / "gum_news"):
            if entry["human_summary"]:
                yield "\n".join(sentence["text"] for sentence in entry["sentences"]), entry["human_summary"]


def measure(pairs: list[tuple[str, str]], words: int) -> dict[str, tuple[float, float]]:
    """Return ROUGE-1 and ROUGE-2 F1 in per cent, ours and of the leading sentences."""
    totals = {"ours": [0.0, 0.0], "leading": [0.0, 0.0]}
    for number, (text, reference) in enumerate(pairs):
        article = article_of_text(str(number), text)
        sentences = [one for one in sentences_of(article) if len(one.span.of(text).split()) > 4]
        ours = " ".join(one.text for one in summarise([(article, sentences)], words))
        for name, summary in (("ours", ours), ("leading", _leading(text, sentences, words))):
            for place, size in enumerate((1, 2)):
                totals[name][place] += 100 * rouge(summary, reference, size)[1] / len(pairs)
    return {name: (values[0], values[1]) for name, values in totals.items()}


def main() -> None:
    """Read the arguments and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    for name, pairs in (("highlights", list(_highlights(data))), ("GUM", list(_gum(data)))):
        for which, (one, two) in measure(pairs, _WORDS[name]).items():
            measured = f"{len(pairs)} texts, {_WORDS[name]} words"
            print(f"{name:12} {which:8} ROUGE-1 {one:5.2f}   ROUGE-2 {two:5.2f}   ({measured})")


if __name__ == "__main__":
    main()
