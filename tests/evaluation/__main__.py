"""Every quality figure at once.

Run as `python -m tests.evaluation --reference DIR [--data DIR] [--pages DIR ...] [--cases FILE]`.

The reference answers, the texts to measure on and the small cases lie outside this repository; without one of
them, the figures that need it are left out.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

_NEEDS_REFERENCE = ("queries",)
_TAKES_BOTH = ("corpus", "quotations", "dates")
_NEEDS_BOTH = ("names",)
_NEEDS_DATA = ("summaries",)


def main() -> int:
    """Run each evaluation in a process of its own, one after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reference", type=Path, help="folder with articles.json, queries.json, …")
    parser.add_argument("--data", type=Path, help="folder with gum_news, polnear, …")
    parser.add_argument("--pages", type=Path, nargs="*", default=[], help="folders of pages to search in")
    parser.add_argument("--cases", type=Path, help="file with a small case a line")
    parser.add_argument("--show-errors", action="store_true")
    given = parser.parse_args()
    reference = ["--reference", str(given.reference)] if given.reference else []
    data = ["--data", str(given.data)] if given.data else []
    pages = ["--pages", *map(str, given.pages)] if given.pages else []
    if not reference and not data:
        parser.error("name the folder of the reference answers, or of the texts, or both")
    runs = [(name, reference) for name in _NEEDS_REFERENCE if reference]
    runs += [(name, [*reference, *data]) for name in _TAKES_BOTH]
    runs += [(name, [*reference, *data]) for name in _NEEDS_BOTH if reference and data]
    runs += [(name, data) for name in _NEEDS_DATA if data]
    runs += [("search", [*data, *pages])] if data or pages else []
    runs += [("checking", [*pages])]
    runs += [("cases", [str(given.cases)])] if given.cases else []
    worst = 0
    for name, arguments in runs:
        print(f"\n== {name} ==", flush=True)
        errors = ["--show-errors"] if given.show_errors and name not in (*_NEEDS_DATA, "search") else []
        done = subprocess.run(
            [sys.executable, "-m", f"tests.evaluation.{name}", *arguments, *errors], check=False
        )
        worst = max(worst, done.returncode)
    return worst


if __name__ == "__main__":
    sys.exit(main())
