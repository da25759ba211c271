"""Measures whole answers against reference queries.

Run as `python -m tests.evaluation.queries --reference DIR [--show-errors]`, where DIR holds `queries.json`:
for each query what is expected, which articles answer it (grade 2 must be used, 1 mentions it), the best
sentences, and strings an answer must show.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.app import open_corpus
from bot.console import answer_message
from bot.upkeep import take_in_folder
from bot.words.answers import Briefing

_EXPECTED = {"results": "found", "disambiguate": "ambiguous", "none": "none"}


@dataclass(frozen=True)
class Judged:
    """One query judged: each question is answered yes, no, or None where it does not apply."""

    query: str
    status: bool
    first_source: bool | None
    best_sentence: bool | None
    must_have: bool | None
    comment: str

    @property
    def whole(self) -> bool:
        """Whether everything that applies is right."""
        return self.status and False not in (self.first_source, self.best_sentence, self.must_have)


def judge(reference: dict[str, Any], briefing: Briefing) -> Judged:
    """Judge one answer by its reference."""
    status = str(briefing.status) == _EXPECTED[reference["expect"]]
    items = [item for section in briefing.sections for item in section.items]
    comment = f"status {briefing.status}"
    first = best = must = None
    if reference["expect"] == "results":
        graded = reference["relevant"]
        first = bool(briefing.sources) and graded.get(briefing.sources[0].article) == 2
        best = any(
            item.article == excerpt["article"]
            and item.span.start <= excerpt["span"][0]
            and excerpt["span"][1] <= item.span.end
            for item in items
            for excerpt in reference["best_excerpts"]
        )
        comment += f", sources {[source.article for source in briefing.sources]}"
    if reference["must_have"]:
        shown = "\n".join(
            [
                briefing.title,
                briefing.subtitle or "",
                *(item.text for item in items),
                *(f"{candidate.name} {candidate.hint}" for candidate in briefing.candidates),
            ]
        )
        missing = [one["text"] for one in reference["must_have"] if one["text"] not in shown]
        must = not missing
        comment += f", missing {missing}" if missing else ""
    return Judged(reference["query"], status, first, best, must, comment)


async def evaluate(reference: Path) -> list[Judged]:
    """Ask every reference query of the starter corpus."""
    queries = json.loads((reference / "queries.json").read_text(encoding="utf-8"))["queries"]
    with tempfile.TemporaryDirectory() as folder:
        async with open_corpus(f"sqlite:///{folder}/evaluation.db") as corpus:
            await take_in_folder(corpus, Path("seeds"), lambda _stage, _done, _total: None)
            answers = await corpus.answers()
            return [
                judge(query, (await answer_message(answers, query["query"], "en"))[0]) for query in queries
            ]


def report(judged: list[Judged], *, show_errors: bool) -> None:
    """Print the shares, and the queries that fail."""

    def share(name: str) -> str:
        known = [getattr(one, name) for one in judged if getattr(one, name) is not None]
        return f"{sum(known)}/{len(known)} = {sum(known) / max(len(known), 1):.1%}"

    for name, label in (
        ("status", "status right"),
        ("first_source", "first source graded 2"),
        ("best_sentence", "a best sentence shown"),
        ("must_have", "all must-have strings"),
        ("whole", "whole answers right"),
    ):
        print(f"{label:28} {share(name)}")
    for one in judged:
        if not one.whole:
            wrong = [
                name
                for name in ("status", "first_source", "best_sentence", "must_have")
                if getattr(one, name) is False
            ]
            print(f"  {one.query}: {', '.join(wrong)}" + (f" ({one.comment})" if show_errors else ""))


def main() -> None:
    """Read the arguments and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reference", type=Path, required=True)
    parser.add_argument("--show-errors", action="store_true")
    arguments = parser.parse_args()
    report(asyncio.run(evaluate(arguments.reference)), show_errors=arguments.show_errors)


if __name__ == "__main__":
    main()
