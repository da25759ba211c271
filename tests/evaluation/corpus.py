"""Measure the reading of documents against reference answers: titles, boilerplate, headings, text kept,
dates, outlets.

Run as `python -m tests.evaluation.corpus --reference DIR [--data DIR] [--show-errors]`; the first DIR holds
`articles.json` and the documents are read from `seeds/` (or `--documents DIR`). With `--data`, the dated
articles of its `polnear/*.jsonl` are read without their dates, to see for how many the text gives a date or
bounds, and how many of those are wrong.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bot.corpus.articles import articles_of
from bot.corpus.formats.readers import read_file
from bot.words.documents import Article, Document, PublicationDate
from bot.words.spans import Span

SEEDS = Path(__file__).resolve().parents[2] / "seeds"

Reference = Mapping[str, Any]


@dataclass(slots=True)
class Measure:
    """How many of something were right, and the ones that were not."""

    name: str
    right: int = 0
    total: int = 0
    errors: list[str] = field(default_factory=list)

    def count(self, correct: bool, error: str) -> None:
        """Count one case."""
        self.total += 1
        self.right += correct
        if not correct:
            self.errors.append(error)

    @property
    def share(self) -> float:
        """The share that was right; one when there was nothing to get wrong."""
        return self.right / self.total if self.total else 1.0


def evaluate(reference: Path, documents: Path = SEEDS) -> tuple[Measure, ...]:
    """Compare the articles read from `documents` with `reference/articles.json`.

    Args:
        reference: the folder with `articles.json`.
        documents: the folder with the documents it speaks of.

    Returns:
        The measures in the order they are shown.
    """
    expected = json.loads((reference / "articles.json").read_text(encoding="utf-8"))["articles"]
    found: dict[str, Article] = {}
    for name in sorted({article["file"] for article in expected}):
        for document in read_file(documents / name).documents:
            found |= {article.id: article for article in articles_of(document)}
    number = Measure("articles found")
    for id_ in {article["id"] for article in expected} ^ set(found):
        number.count(False, f"{id_}: missing or not expected")
    measures = [number]
    for name, check in _CHECKS.items():
        measure = Measure(name)
        for article in expected:
            if article["id"] in found:
                check(measure, article, found[article["id"]])
        measures.append(measure)
    number.right += len(found)
    number.total += len(found)
    return tuple(measures)


def _titles(measure: Measure, expected: Reference, article: Article) -> None:
    exact = article.title == expected["title"] and article.title_span == tuple(expected["title_span"])
    measure.count(exact, f"{article.id}: {article.title!r} instead of {expected['title']!r}")


def _boilerplate(measure: Measure, expected: Reference, article: Article) -> None:
    kept = [*article.paragraphs, *article.headings]
    for piece in expected["boilerplate"]:
        for start, end in piece["spans"]:
            gone = not any(Span(start, end).overlaps(span) for span in kept) or not piece["text"].strip()
            measure.count(gone, f"{article.id}: still there: {piece['text']!r}")


def _headings(measure: Measure, expected: Reference, article: Article) -> None:
    for heading in expected["glued_headings"]:
        measure.count(tuple(heading["span"]) in article.headings, f"{article.id}: {heading['heading']!r}")


def _invented_headings(measure: Measure, expected: Reference, article: Article) -> None:
    known = {tuple(heading["span"]) for heading in expected["glued_headings"]}
    for heading in article.headings:
        measure.count(tuple(heading) in known, f"{article.id}: {article.read(heading)!r} is no heading")


def _text_kept(measure: Measure, expected: Reference, article: Article) -> None:
    """Count characters of article text: what is neither title, boilerplate, heading nor dateline."""
    taken = [tuple(expected["title_span"])]
    taken += [tuple(span) for piece in expected["boilerplate"] for span in piece["spans"]]
    taken += [tuple(heading["span"]) for heading in expected["glued_headings"]]
    taken += [tuple(expected["dateline"]["span"])] if expected["dateline"] else []
    text = set(range(*expected["span"]))
    for span in taken:
        text -= set(range(*span))
    text = {offset for offset in text if not article.text[offset].isspace()}
    kept = {offset for span in article.paragraphs for offset in range(*span)}
    lost = sorted(text - kept)
    measure.total += len(text)
    measure.right += len(text) - len(lost)
    if lost:
        measure.errors.append(f"{article.id}: {len(lost)} characters lost, from {lost[0]}")


def _dates(measure: Measure, expected: Reference, article: Article) -> None:
    """A date is wrong when it says what the reference excludes; saying less, or nothing, is right."""
    published, known = article.published, expected["published"]
    if published is None:
        measure.count(True, "")
        return
    problems = []
    first, last = known.get("earliest"), known.get("latest")
    if published.value and first and last:
        inside = first[: len(published.value)] <= published.value <= last[: len(published.value)]
        problems += [] if inside else [f"value {published.value}"]
    if published.earliest and last and published.earliest > last:
        problems.append(f"earliest {published.earliest}")
    if published.latest and first and published.latest < first:
        problems.append(f"latest {published.latest}")
    measure.count(not problems, f"{article.id}: {', '.join(problems)} outside {first} to {last}")


def _dates_known(measure: Measure, expected: Reference, article: Article) -> None:
    known = expected["published"]
    if known.get("earliest") or known.get("value"):
        measure.count(
            article.published is not None, f"{article.id}: nothing known; {known.get('reasoning', '')}"
        )


def _outlets(measure: Measure, expected: Reference, article: Article) -> None:
    measure.count(
        article.outlet == expected["outlet"],
        f"{article.id}: {article.outlet!r} instead of {expected['outlet']!r}",
    )


def _truncated(measure: Measure, expected: Reference, article: Article) -> None:
    measure.count(
        article.truncated == expected["truncated"], f"{article.id}: truncated is {article.truncated}"
    )


_CHECKS: Mapping[str, Callable[[Measure, Reference, Article], None]] = {
    "titles exact": _titles,
    "boilerplate gone": _boilerplate,
    "glued headings split": _headings,
    "no heading invented": _invented_headings,
    "characters of text kept": _text_kept,
    "no wrong date": _dates,
    "something known of the date": _dates_known,
    "outlets": _outlets,
    "cut-off texts marked": _truncated,
}


def dated_from_text(data: Path) -> tuple[Measure, ...]:
    """Read articles whose day is known without it, and compare what their text gives.

    Args:
        data: the folder with `polnear/*.jsonl`.

    Returns:
        The share with a bound, with both bounds, and with a value among all articles; the share that is right
        among those with a bound.
    """
    bounded, both, valued = Measure("with a bound"), Measure("with two bounds"), Measure("with a value")
    right = Measure("right, of those with a bound")
    for path in sorted((data / "polnear").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            found = articles_of(Document("000", entry["id"], entry["id"], "", entry["text"]))
            published = found[0].published if found else None
            first, last = (published.earliest_day, published.latest_day) if published else (None, None)
            bounded.count(published is not None, "")
            both.count(first is not None and last is not None, "")
            valued.count(published is not None and published.value is not None, "")
            if published is not None:
                evidence = " / ".join(span.of(entry["text"]) for span in published.evidence)
                right.count(
                    _allows(published, entry["date"]),
                    f"{entry['id']}: {published.value} {first} to {last} ({evidence})",
                )
    for measure in (bounded, both, valued):
        measure.errors.clear()
    return bounded, both, valued, right


def _allows(published: PublicationDate, day: str) -> bool:
    if published.value is not None and not day.startswith(published.value):
        return False
    return (published.earliest or day) <= day <= (published.latest or day)


def main() -> None:
    """Print the tables, and the errors when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reference", type=Path, help="folder with articles.json")
    parser.add_argument("--data", type=Path, help="folder with polnear/*.jsonl")
    parser.add_argument("--documents", type=Path, default=SEEDS, help="folder with the documents")
    parser.add_argument("--show-errors", action="store_true")
    arguments = parser.parse_args()
    if not (arguments.reference or arguments.data):
        parser.error("name the folder of the reference answers, or of the dated articles, or both")
    if arguments.reference:
        _print("corpus", evaluate(arguments.reference, arguments.documents), arguments.show_errors)
    if arguments.data:
        _print("dates from the text alone", dated_from_text(arguments.data), arguments.show_errors)


def _print(title: str, measures: Sequence[Measure], show_errors: bool) -> None:
    table = Table("measure", "right", "of", "share", title=title)
    for measure in measures:
        table.add_row(measure.name, str(measure.right), str(measure.total), f"{measure.share:.2%}")
    console = Console()
    console.print(table)
    if show_errors:
        for measure in measures:
            for error in measure.errors:
                console.print(f"{measure.name}: {error}", markup=False, highlight=False)


if __name__ == "__main__":
    main()
