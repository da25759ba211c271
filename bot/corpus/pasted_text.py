"""A text somebody pasted, as an article that is read and never stored."""

from __future__ import annotations

import re

from bot.corpus.text_language import language_of
from bot.words.documents import Article, Document
from bot.words.pasted import LONGEST_PASTED
from bot.words.spans import Span

_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_NAME = "pasted"


def pasted_article(text: str) -> Article:
    """Return a pasted text as an article: each line a paragraph, nothing cleaned away, no title."""
    text = text[:LONGEST_PASTED]
    document = Document(_NAME, _NAME, _NAME, "", text)
    lines = tuple(Span(*line.span()) for line in _LINE.finditer(text))
    return Article(_NAME, document, Span(0, len(text)), "", None, lines, language=language_of(text))
