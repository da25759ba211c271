"""The starter corpus as the program reads it, and plain texts as articles, for measuring."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from bot.corpus.articles import articles_of
from bot.corpus.formats.readers import read_file
from bot.words.documents import Article, Document, PublicationDate
from bot.words.spans import Span

SEEDS = Path(__file__).parents[2] / "seeds"


def starter_articles(reference: Path) -> list[tuple[Article, dict[str, Any]]]:
    """Return the starter articles with their entries of `articles.json` in the folder `reference`."""
    entries = json.loads((reference / "articles.json").read_text(encoding="utf-8"))["articles"]
    read = {article.id: article for path in sorted(SEEDS.glob("*.txt")) for article in _articles(path)}
    return [(read[entry["id"]], entry) for entry in entries]


def article_of_text(key: str, text: str, published: PublicationDate | None = None) -> Article:
    """Return a plain text as an article, a paragraph a line, nothing cut."""
    document = Document(key, key, key, "", text)
    lines = tuple(Span(*match.span()) for match in re.finditer(r"\S(?:[^\n]*\S)?", text))
    return Article(key, document, Span(0, len(text)), "", None, lines, published=published)


def _articles(path: Path) -> tuple[Article, ...]:
    reading = read_file(path)
    assert reading.documents, f"{path} cannot be read"
    return tuple(article for document in reading.documents for article in articles_of(document))
