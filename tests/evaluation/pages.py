"""How often the title, the date and the outlet of a page are read as they are known from outside the page.

Run as `python -m tests.evaluation.pages FOLDER... [--show-errors]`; a folder holds `corpus` or is it, with
INDEX.tsv beside the pages: id, outlet, date, address, words, kind, title, language. Only HTML is counted.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.corpus.articles import articles_of
from bot.corpus.formats.readers import read_file
from bot.corpus.origin.outlets import outlet_key
from bot.errors import UnreadableDocument
from bot.words.documents import Article

_SITE_BEHIND = re.compile(r"\s+[|*–—-]\s+[^|*]{2,60}$")
_ADDRESS = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_MARKS = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "\u00a0": " ", "—": "-", "–": "-"})


def main() -> int:
    """Print a line of figures a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="+")
    parser.add_argument("--show-errors", action="store_true")
    given = parser.parse_args()
    for folder in given.folder:
        corpus = folder if folder.name == "corpus" else folder / "corpus"
        counts, misses = measured(corpus)
        print(f"{corpus.parent.name}: {_line(counts)}")
        if given.show_errors:
            print("\n".join(f"  {miss}" for miss in misses))
    return 0


def measured(corpus: Path) -> tuple[Counter[str], list[str]]:
    """Read the pages of a folder; return counts by what came of them, and a line for each miss."""
    counts: Counter[str] = Counter()
    misses: list[str] = []
    for page, known in _index(corpus):
        counts["pages"] += 1
        try:
            articles = [one for document in read_file(page).documents for one in articles_of(document)]
        except UnreadableDocument as error:
            counts["unread"] += 1
            misses.append(f"{page.stem} unread: {error}")
            continue
        if not articles:
            counts["unread"] += 1
            misses.append(f"{page.stem} unread: no article")
            continue
        if len(articles) > 1:
            counts["split"] += 1
            misses.append(f"{page.stem} split: {[one.title for one in articles]}")
        for name, miss in _judged(articles[0], known):
            counts[name] += 1
            if miss:
                misses.append(f"{page.stem} {name}: {miss}")
    return counts, misses


def _index(corpus: Path) -> Iterator[tuple[Path, Mapping[str, str]]]:
    with (corpus.parent / "INDEX.tsv").open(encoding="utf-8") as file:
        for known in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            page = corpus / f"{known['id']}.html"
            if page.exists():
                yield page, known


def _judged(article: Article, known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what came of the title, the date and the outlet, each with what is to be told of a miss."""
    if known["title"]:
        yield "titles", ""
        right = _titles(known["title"])
        if _plain(article.title) in right:
            yield "titles exact", ""
        else:
            yield "titles missed", f"{article.title!r} for {known['title']!r}"
    day = known["date"][:10]
    found = article.published.value if article.published else None
    if day:
        yield "dates", ""
        if found is None:
            yield "dates missed", day
        elif day.startswith(found):
            yield "dates right", ""
        else:
            yield "dates wrong", f"{found} ({article.published and article.published.basis}) for {day}"
    yield "outlets", ""
    if article.outlet is None or _ADDRESS.fullmatch(article.outlet):
        yield "outlets unnamed", f"{article.outlet} for {known['outlet']}"
    else:
        yield "outlets named", ""
        names = {outlet_key(name) for name in known["outlet"].split("|") if not _ADDRESS.match(name)}
        key = outlet_key(article.outlet)
        if names and not any(key in name or name in key for name in names):
            yield "outlets other", f"{article.outlet} for {known['outlet']}"


def _titles(title: str) -> set[str]:
    """The title, and what is left of it without the site's names behind it."""
    right = {_plain(title)}
    while (shorter := _SITE_BEHIND.sub("", title)) != title:
        right.add(_plain(shorter))
        title = shorter
    return right


def _plain(title: str) -> str:
    return " ".join(title.translate(_MARKS).split()).casefold()


def _line(counts: Mapping[str, int]) -> str:
    def share(part: str, whole: str) -> str:
        return f"{counts.get(part, 0) / (counts.get(whole, 0) or 1):.3f}"

    return (
        f"{counts['pages']} pages, unread {counts.get('unread', 0)}, split {counts.get('split', 0)}; "
        f"titles exact {share('titles exact', 'titles')} of {counts.get('titles', 0)}; "
        f"dates right {share('dates right', 'dates')} of {counts.get('dates', 0)}, "
        f"wrong {counts.get('dates wrong', 0)}; "
        f"outlets named {share('outlets named', 'outlets')}, others {counts.get('outlets other', 0)}"
    )


if __name__ == "__main__":
    sys.exit(main())
