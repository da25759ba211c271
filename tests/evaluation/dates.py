"""How well dates in the text are resolved.

    python -m tests.evaluation.dates --reference DIR [--data DIR] [--show-errors]

Starter corpus (reference `articles.json`, `relative_dates`): counted are the entries that hold a date
expression of ours; one that the reference gives a value is right when ours agrees as far as the coarser of
the two goes ("2022" and "2022-11"), one it leaves open when ours is open too. With `--data`, the articles of
PolNeAR, whose day is known, are read with that day and the share of dates that get a value is printed.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from bot.text.dates.date_mentions import find_dates
from bot.text.sentences import sentences_of
from bot.words.documents import Article, Basis, Precision, PublicationDate
from bot.words.findings import DateMention
from tests.evaluation.starter import article_of_text, starter_articles
from tests.evaluation.tally import Tally

_ISO = re.compile(r"\d{4}(?:-\d\d){0,2}\Z")
_NO_EXPRESSION = "no date expression"


def measure_starter(reference: Path) -> Tally:
    """Compare the dates of the starter corpus with the reference."""
    tally = Tally()
    for article, entry in starter_articles(reference):
        mentions = find_dates(article, sentences_of(article))
        for expected in entry["relative_dates"]:
            verdict = _verdict(article, mentions, expected)
            tally.counts[verdict] += 1
            tally.counts["all"] += verdict != _NO_EXPRESSION
            if verdict != "right":
                tally.errors.append(
                    f"{verdict}: {article.id} {expected['text']!r} expected {expected['resolved']}"
                )
    return tally


def _verdict(article: Article, mentions: tuple[DateMention, ...], expected: dict[str, Any]) -> str:
    wanted = expected["resolved"]
    values = [
        mention.value
        for mention in mentions
        if article.read(mention.span).casefold() in expected["text"].casefold()
        or expected["text"].casefold() in article.read(mention.span).casefold()
    ]
    if not values:
        return _NO_EXPRESSION
    if wanted is None or not _ISO.match(wanted):
        return "wrong" if any(values) and wanted is None else "right"
    given = [value for value in values if value]
    if not given:
        return "open"
    return (
        "right" if any(value.startswith(wanted) or wanted.startswith(value) for value in given) else "wrong"
    )


def share_resolved(path: Path) -> Counter[str]:
    """Count the dates of dated articles, with a value and without."""
    counts: Counter[str] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        published = PublicationDate(entry["date"], Precision.DAY, Basis.STATED)
        article = article_of_text(entry["id"], entry["text"], published)
        for mention in find_dates(article, sentences_of(article)):
            counts["with a value" if mention.value else "open"] += 1
    return counts


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Dates in the text against a reference")
    parser.add_argument("--reference", type=Path, help="folder with articles.json")
    parser.add_argument("--data", type=Path, help="folder with polnear/direct_quotes_dev.jsonl")
    parser.add_argument("--show-errors", action="store_true")
    options = parser.parse_args()
    if options.reference:
        tally = measure_starter(options.reference)
        print(f"starter dates        right {tally.share('right', 'all'):.3f} of {tally.counts['all']}"
              f"  wrong {tally.counts['wrong']}  open {tally.counts['open']}"
              f"  without an expression {tally.counts[_NO_EXPRESSION]}")  # fmt: skip
        for error in tally.errors if options.show_errors else ():
            print("   ", error)
    if options.data:
        counts = share_resolved(options.data / "polnear" / "direct_quotes_dev.jsonl")
        share = counts["with a value"] / max(1, counts.total())
        print(f"PolNeAR dev dates    {counts.total()}, with a value {share:.3f}")


if __name__ == "__main__":
    main()
