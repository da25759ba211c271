"""Reads a text somebody gives us as an article is read, and never stores it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

from bot.briefing.lines.quotable import ReadArticle
from bot.corpus.pasted_text import pasted_article
from bot.protocols import Analyst
from bot.words.findings import AnalysedArticle, Analysis

_AT_ONCE = 1  # texts read at the same time: each takes a process of its own, some 170 MB


class PastedReader:
    """Reads pasted texts, one at a time."""

    def __init__(self, analyst: Analyst) -> None:
        self._analyst = analyst
        self._turn = asyncio.Semaphore(_AT_ONCE)

    async def read(self, text: str) -> ReadArticle | None:
        """Return a text with its names, dates and quotations, None when the analysis fails over it.

        Raises:
            AideMemoireError: the analysis cannot be started at all.
        """
        article = pasted_article(text)
        async with self._turn:
            results = self._analyst.analyse([article])
            try:
                async for result in results:
                    if isinstance(result, Analysis):
                        return ReadArticle(AnalysedArticle(article, result))
            finally:
                if isinstance(results, AsyncGenerator):
                    await results.aclose()
        return None
