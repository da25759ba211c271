"""How well quotations and reported statements are found and given to their speakers.

    python -m tests.evaluation.quotations --data DIR --reference DIR [--part dev|train] [--half]
        [--show-errors]

Starter corpus (reference `quotations.json`): a quotation is found when one of its parts overlaps a part of
ours by 0.8; optional ones count only when they are attributed. A reported statement is found when one of ours
overlaps its sentence; its speaker counts where ours names one.

PolNeAR annotates attributions. For a "direct" one the content is the quoted words with their marks, for a
"mixed" one the whole reported clause, of which only some words are quoted. What is compared is therefore the
quoted run: the content of a direct one, and each stretch between double marks inside a mixed one, without
marks. A run is found when the intersection of the two spans is at least 0.8 of their union. Recall counts
annotated runs, precision the parts of our quotations. The speaker is right when our mention overlaps the
annotated source, or the name we give stands in it; runs without a source are left out there. Turns of
transcripts stand between no marks and are left out. Of the documents in which quotations stand between pairs
of apostrophes not one has an annotation: they are left out, and how many they are is printed.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.people.who_says_what import who_says_what
from bot.text.sentences import sentences_of
from bot.text.syntax import SyntaxModel
from bot.words.documents import Article
from bot.words.findings import Attribution, Figure, Quotation, ReportedStatement, Sentence
from bot.words.spans import Span
from tests.evaluation.starter import article_of_text, starter_articles
from tests.evaluation.tally import Tally

OVERLAP = 0.8
_MARKS = "\"“”„«»‘’'"
_APOSTROPHES = re.compile(r"[,.?!]''(?=\s|\Z)")
_QUOTED = re.compile(r'["“]([^"“”]+)["”]')


@dataclass(frozen=True)
class Read:
    """An article as it was read."""

    article: Article
    sentences: tuple[Sentence, ...]
    figures: tuple[Figure, ...]
    quotations: tuple[Quotation, ...]
    reported: tuple[ReportedStatement, ...]

    def speaker(self, said: Quotation | ReportedStatement) -> str | None:
        """Return the name of the person or body that speaks, or None."""
        if said.attribution is Attribution.UNRESOLVED:
            return None
        if said.figure is not None:
            return self.figures[said.figure].name
        return self.article.read(said.organisation) if said.organisation else None


def read_article(model: SyntaxModel, article: Article) -> Read:
    """Return the quotations and reported statements of an article."""
    sentences = sentences_of(article)
    tokens = model.parse(article.text, sentences)
    return Read(article, sentences, *who_says_what(article, sentences, tokens))


def overlap(one: Span, other: Span) -> float:
    """Return the intersection of two spans as a share of their union."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared / (max(one.end, other.end) - min(one.start, other.start)) if shared > 0 else 0.0


def bare(text: str, span: Span) -> Span:
    """Return a span without marks and white space at its ends."""
    start, end = span
    while start < end and (text[start].isspace() or text[start] in _MARKS):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _MARKS):
        end -= 1
    return Span(start, end)


# --- starter corpus ----------------------------------------------------------------------------------------


def measure_starter(model: SyntaxModel, reference: Path) -> Tally:
    """Compare the starter corpus with the reference."""
    gold = json.loads((reference / "quotations.json").read_text(encoding="utf-8"))
    read = {article.id: read_article(model, article) for article, _ in starter_articles(reference)}
    tally = Tally()
    for entry in gold["direct"]:
        _count_direct(tally, read[entry["article"]], entry)
    for entry in gold["not_statements"]:
        _count_forbidden(tally, read[entry["article"]], entry)
    for entry in gold["indirect"]:
        _count_reported(tally, read[entry["article"]], entry)
    return tally


def _count_direct(tally: Tally, read: Read, entry: dict[str, Any]) -> None:
    spans = [Span(*span) for span in entry["spans"]]
    found = [
        q
        for q in read.quotations
        if any(overlap(part, span) >= OVERLAP for part in q.parts for span in spans)
    ]
    attributed = [quotation for quotation in found if read.speaker(quotation)]
    required = entry["scoring"] == "required"
    tally.counts["required"] += required
    if not attributed:
        if required:
            tally.errors.append(f"not attributed: {entry['id']} {entry['speaker']}: {entry['parts'][0][:80]}")
        return
    right = all(_same_name(read.speaker(quotation), entry["speaker"]) for quotation in attributed)
    tally.counts["attributed"] += 1
    tally.counts["right"] += right
    tally.counts["required right"] += right and required
    if not right:
        given = [read.speaker(quotation) for quotation in attributed]
        tally.errors.append(
            f"wrong speaker: {entry['id']} {entry['speaker']}, not {given}: {entry['parts'][0][:80]}"
        )


def _count_forbidden(tally: Tally, read: Read, entry: dict[str, Any]) -> None:
    spans = [Span(*span) for span in entry["spans"]]
    for quotation in read.quotations:
        if read.speaker(quotation) and any(
            overlap(part, span) >= OVERLAP for part in quotation.parts for span in spans
        ):
            tally.counts["forbidden"] += 1
            tally.errors.append(
                f"forbidden: {entry['id']} given to {read.speaker(quotation)}: {entry['parts'][0][:80]}"
            )


def _count_reported(tally: Tally, read: Read, entry: dict[str, Any]) -> None:
    span = Span(*entry["span"])
    found = [statement for statement in read.reported if statement.span.overlaps(span)]
    tally.counts["reported"] += 1
    tally.counts["reported found"] += bool(found)
    if not found:
        tally.errors.append(f"reported statement missed: {entry['id']} ({entry['cue']}) {entry['text'][:90]}")
    names = [name for statement in found if (name := read.speaker(statement))]
    if names:
        right = all(any(_same_name(name, speaker) for speaker in entry["speakers"]) for name in names)
        tally.counts["reported with speaker"] += 1
        tally.counts["reported right"] += right
        if not right:
            tally.errors.append(f"reported, wrong speaker: {entry['id']} {entry['speakers']}, not {names}")


def _same_name(name: str | None, expected: str) -> bool:
    if not name:
        return False
    ours, theirs = name.casefold().split(), expected.casefold().split()
    initials = "".join(word[0] for word in theirs)
    return ours[-1] == theirs[-1] or name.casefold() in expected.casefold() or ours[-1] == initials


# --- PolNeAR -----------------------------------------------------------------------------------------------


def measure_polnear(model: SyntaxModel, lines: Sequence[str]) -> Tally:
    """Compare the annotated articles of PolNeAR, one JSON object a line."""
    tally = Tally()
    for line in lines:
        entry = json.loads(line)
        if not entry["quotes"] and _APOSTROPHES.search(entry["text"]):
            tally.counts["without annotation"] += 1
            continue
        read = read_article(model, article_of_text(entry["id"], entry["text"]))
        _count_polnear(tally, read, entry)
    return tally


def annotated_runs(entry: dict[str, Any]) -> Iterator[tuple[Span, dict[str, Any]]]:
    """Yield the quoted runs of an annotated article, without marks, each with its attribution."""
    text, seen = entry["text"], set[Span]()
    for quote in entry["quotes"]:
        for start, end in quote["content"]:
            if quote["kind"] == "direct":
                runs = [Span(start, end)] if text[start] in _MARKS else []
            else:
                runs = [Span(*match.span(1)) for match in _QUOTED.finditer(text, start, end)]
            for run in (bare(text, run) for run in runs):
                if run.start < run.end and run not in seen:
                    seen.add(run)
                    yield run, quote


def _count_polnear(tally: Tally, read: Read, entry: dict[str, Any]) -> None:
    text = read.article.text
    gold = list(annotated_runs(entry))
    found: set[int] = set()
    for quotation in read.quotations:
        if "label" in quotation.reason:
            continue
        for part in (bare(text, part) for part in quotation.parts):
            tally.counts["ours"] += 1
            best = max(range(len(gold)), key=lambda number: overlap(part, gold[number][0]), default=None)
            if best is None or overlap(part, gold[best][0]) < OVERLAP:
                tally.errors.append(f"not annotated: {_shown(text, part)}")
                continue
            found.add(best)
            tally.counts["ours annotated"] += 1
            _count_source(tally, read, quotation, part, gold[best][1])
    tally.counts["annotated"] += len(gold)
    tally.counts["annotated found"] += len(found)
    missed = (gold[number] for number in range(len(gold)) if number not in found)
    tally.errors.extend(
        f"missed ({quote['source_text']} | {quote['cue_text']}): {_shown(text, run)}" for run, quote in missed
    )


def _count_source(tally: Tally, read: Read, quotation: Quotation, part: Span, quote: dict[str, Any]) -> None:
    if not quote["source"]:
        return
    tally.counts["with source"] += 1
    name = read.speaker(quotation)
    if name is None:
        tally.errors.append(
            f"unresolved ({quote['source_text']}; {quotation.reason}): {_shown(read.article.text, part)}"
        )
        return
    tally.counts["given"] += 1
    mention = quotation.mention
    overlaps = mention is not None and any(mention.overlaps(Span(*span)) for span in quote["source"])
    right = overlaps or name.split()[-1].casefold() in quote["source_text"].casefold()
    tally.counts["given right"] += right
    if not right:
        ours = f"{name} ({quotation.reason})"
        tally.errors.append(f"wrong ({quote['source_text']}, not {ours}): {_shown(read.article.text, part)}")


def _shown(text: str, span: Span) -> str:
    before, after = text[max(0, span.start - 80) : span.start], text[span.end : span.end + 60]
    return f"{before}[[{span.of(text)[:160]}]]{after}".replace("\n", "⏎")


# --- in the terminal ---------------------------------------------------------------------------------------


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description="Quotations, speakers and reported statements against references"
    )
    parser.add_argument("--data", type=Path, help="folder with polnear/direct_quotes_{train,dev}.jsonl")
    parser.add_argument("--reference", type=Path, help="folder with articles.json and quotations.json")
    parser.add_argument("--part", choices=("dev", "train"), default="dev")
    parser.add_argument(
        "--half", action="store_true", help="every second article only (the half used to tune)"
    )
    parser.add_argument("--show-errors", action="store_true")
    options = parser.parse_args()
    model = SyntaxModel()
    if options.reference:
        _print_starter(measure_starter(model, options.reference), options.show_errors)
    if options.data:
        path = options.data / "polnear" / f"direct_quotes_{options.part}.jsonl"
        lines = path.read_text(encoding="utf-8").splitlines()[:: 2 if options.half else 1]
        _print_polnear(f"PolNeAR {options.part}", measure_polnear(model, lines), options.show_errors)


def _print_starter(tally: Tally, show_errors: bool) -> None:
    precision, recall = tally.share("right", "attributed"), tally.share("required right", "required")
    forbidden = tally.counts["forbidden"]
    print(f"starter quotations   precision {precision:.3f}  recall {recall:.3f}  forbidden {forbidden}")
    found, right = (
        tally.share("reported found", "reported"),
        tally.share("reported right", "reported with speaker"),
    )
    named = tally.counts["reported with speaker"]
    print(f"starter reported     recall {found:.3f}  speaker right {right:.3f} of {named}")
    _print_errors(tally, show_errors)


def _print_polnear(name: str, tally: Tally, show_errors: bool) -> None:
    precision, recall = tally.share("ours annotated", "ours"), tally.share("annotated found", "annotated")
    given, right = tally.share("given", "with source"), tally.share("given right", "given")
    print(
        f"{name}  quotations precision {precision:.3f}  recall {recall:.3f}"
        f"  attributed {given:.3f}  speaker right {right:.3f}"
        f"  left out {tally.counts['without annotation']} articles"
    )
    _print_errors(tally, show_errors)


def _print_errors(tally: Tally, show: bool) -> None:
    for error in tally.errors if show else ():
        print("   ", error)


if __name__ == "__main__":
    main()
