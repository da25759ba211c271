"""Who says what in invented Russian news, and who is in it.

    python -m tests.evaluation.russian [--show-errors]

The texts lie beside this module in `russian.toml`. A statement is found when a quotation or a reported
statement of ours holds its words; its speaker is right when that person is shown in the basic form, a body
when its name opens alike. People count by the name they are shown under.
"""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.corpus.articles import articles_of
from bot.text.names.name_lexicon import fold
from bot.text.syntax import SyntaxModel
from bot.words.documents import Document
from bot.words.findings import Quotation, ReportedStatement
from tests.evaluation.quotations import Read, read_article
from tests.evaluation.tally import Tally

TEXTS = Path(__file__).with_name("russian.toml")
_SAME_BEGINNING = 6  # letters; "Минздрав", "Минздраве области"


def measure(model: SyntaxModel, *, control: bool) -> Tally:
    """Compare what is read in the texts with what is noted beside them; `control`: those never tuned on."""
    tally = Tally()
    for number, entry in enumerate(tomllib.loads(TEXTS.read_text(encoding="utf-8"))["text"]):
        if entry.get("control", False) is not control:
            continue
        text = entry["text"].strip()
        document = Document(f"{number}", f"{number}.txt", f"{number}.txt", "", text)
        reads = [read_article(model, article) for article in articles_of(document)]
        _count(tally, reads, entry)
    return tally


def _count(tally: Tally, reads: list[Read], entry: dict[str, Any]) -> None:
    for words, speaker in entry["said"]:
        found = list(_holding(reads, words))
        tally.counts["said"] += bool(speaker)
        tally.counts["found"] += bool(speaker and found)
        _weigh(tally, words, speaker, found)
    for words in entry.get("unsaid", ()):
        _weigh(tally, words, "", list(_holding(reads, words)))
    shown = {figure.name for read in reads for figure in read.figures}
    tally.counts["people"] += len(entry["people"])
    tally.counts["shown"] += len(shown)
    tally.counts["people shown"] += len(shown & set(entry["people"]))
    if shown != set(entry["people"]):
        missing, others = set(entry["people"]) - shown, shown - set(entry["people"])
        tally.errors.append(f"people: {sorted(missing)} missing, {sorted(others)} shown")


def _weigh(tally: Tally, words: str, speaker: str, found: list[str | None]) -> None:
    given = {name for name in found if name}
    tally.counts["given"] += bool(given)
    right = bool(given) and all(_is(name, speaker) for name in given)
    tally.counts["right"] += right
    if not right and (given or speaker):
        what = f"given to {sorted(given)}" if given else "left open" if found else "not seen"
        tally.errors.append(f"{words}: {speaker or 'nobody'}, {what}")


def _is(name: str, speaker: str) -> bool:
    one, other = fold(name), fold(speaker)
    return bool(speaker) and (
        one == other or (" " not in other and one[:_SAME_BEGINNING] == other[:_SAME_BEGINNING])
    )


def _holding(reads: list[Read], words: str) -> Iterator[str | None]:
    """Yield the speakers of what holds the words: of the quotations, or else of the reported statements."""
    quoted: list[tuple[Read, Quotation | ReportedStatement]] = [
        (read, quotation)
        for read in reads
        for quotation in read.quotations
        if any(words in read.article.read(part) for part in quotation.parts)
    ]
    reported = [
        (read, statement)
        for read in reads
        for statement in read.reported
        if words in read.article.read(statement.span)
    ]
    for read, said in quoted or reported:
        yield read.speaker(said)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Speakers and people of invented Russian news")
    parser.add_argument("--show-errors", action="store_true")
    options = parser.parse_args()
    model = SyntaxModel()
    for name, control in (("tuned on", False), ("control", True)):
        tally = measure(model, control=control)
        print(
            f"Russian statements, {name}: precision {tally.share('right', 'given'):.3f}"
            f"  recall {tally.share('right', 'said'):.3f}  found {tally.share('found', 'said'):.3f}"
            f"  of {tally.counts['said']}"
        )
        print(
            f"Russian people, {name}: precision {tally.share('people shown', 'shown'):.3f}"
            f"  recall {tally.share('people shown', 'people'):.3f}  of {tally.counts['people']}"
        )
        for error in tally.errors if options.show_errors else ():
            print("   ", error)


if __name__ == "__main__":
    main()
