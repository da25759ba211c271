"""The analysis in a process of its own: the syntax model, its memory and its crashes stay out of the server.

One child works through the articles in order and is gone when they are done. An article that raises, ends the
child or keeps it too long is a failure of that article; the next one meets a fresh child.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator, Callable, Sequence
from concurrent.futures import BrokenExecutor
from dataclasses import replace
from pkgutil import resolve_name

from bot.errors import AideMemoireError
from bot.services.processes.child import Child, memory_as_ready
from bot.words.changes import Failure
from bot.words.documents import Article, Document
from bot.words.findings import Analysis

Analyser = Callable[[Article], Analysis]

OPENER = "bot.services.taking_in.analysis:open_analyser"
_PATIENCE = 120.0  # seconds for an article of ordinary length; far more than any sane one needs
_PATIENCE_A_CHARACTER = 0.001
"""Seconds: a thousand characters take a twentieth of one here, and a whole one where all is much slower."""
_PATIENCE_AT_START = 120.0  # seconds
_LEAVES_MUCH = 250_000
"""Characters of an article after which the process is ended: what it took for one, it keeps (100 MB here)."""

_log = logging.getLogger(__name__)


class ChildAnalyst:
    """Analyses articles in a child process: `bot.protocols.Analyst`."""

    def __init__(
        self, opener: str = OPENER, *, patience: float = _PATIENCE, child: Child | None = None
    ) -> None:
        """Name what the child runs; nothing is started yet.

        Args:
            opener: "module:function" of a function without arguments that loads what the analysis needs and
                returns the function that analyses one article. It is imported in the child alone.
            patience: seconds one article may take besides what its length needs.
            child: the process to work in, shared with whoever reads the documents; one of its own if None.
        """
        self._opener = opener
        self._child = child or Child()
        self._patience = patience
        self._opened_in = 0
        self._document: Document | None = None

    async def analyse(self, articles: Sequence[Article]) -> AsyncGenerator[Analysis | Failure, None]:
        """Yield one result an article, in order; a failure is located at the article's id.

        The next article is begun when the result before it was taken. The child is started with the first
        article and has ended when this has, unless somebody keeps it; close the iterator if it is left early
        (`contextlib.aclosing`).

        Raises:
            AideMemoireError: the analysis cannot be started at all.
        """
        try:
            for article in articles:
                yield await self._result(article)
                if article.span.end - article.span.start > _LEAVES_MUCH:
                    await self._child.end()
        finally:
            await self._child.let_go()

    async def _result(self, article: Article) -> Analysis | Failure:
        patience = self._patience + len(article.text) * _PATIENCE_A_CHARACTER
        # Whoever ends a process may be outside (a system short of memory): twice is the article's own doing.
        for last_try in (False, True):
            try:
                return await self._analysed(article, patience)
            except TimeoutError:
                _log.warning("Article %s: the analysis did not come to an end.", article.id)
                await self._child.end()
                reason = f"the analysis took longer than {round(patience, 1):g} seconds."
                return Failure(article.id, reason, harmful=True)
            except MemoryError:
                _log.warning("Article %s: the analysis needs more memory than it may have.", article.id)
                await self._child.end()
                return Failure(article.id, "the analysis needs too much memory.", harmful=True)
            except BrokenExecutor:
                _log.warning("Article %s: the analysing process ended.", article.id)
                await self._child.end()
                if last_try:
                    break
        return Failure(article.id, "the analysis ended its own process.", harmful=True)

    async def _analysed(self, article: Article, patience: float) -> Analysis | Failure:
        await self._opened()
        # The articles of a listing page share one text: it is sent with the first of them only.
        document = None if article.document is self._document else article.document
        self._document = article.document
        bare = replace(article, document=replace(article.document, text=""))
        return await self._child.do(patience, _analyse, document, bare)

    async def _opened(self) -> None:
        """Let the child load the analysis, unless it is still the process that has."""
        if self._child.starts == self._opened_in and self._child.runs:
            return
        self._document = None
        try:
            await self._child.do(_PATIENCE_AT_START, _open, self._opener)
        except TimeoutError as error:
            raise AideMemoireError("The analysis cannot be started: it takes too long to load.") from error
        except BrokenExecutor as error:
            raise AideMemoireError("The analysis cannot be started: its process ended.") from error
        except AideMemoireError:
            raise
        except Exception as error:
            # Whatever the opener raises in the child: a package missing, a model of the wrong version.
            raise AideMemoireError(f"The analysis cannot be started: {error}") from error
        self._opened_in = self._child.starts


# --- in the child -----------------------------------------------------------------------------------------

_analyser: Analyser | None = None
_document: Document | None = None


def _open(opener: str) -> None:
    global _analyser  # noqa: PLW0603 - the process is the object here: it loads its model once
    with memory_as_ready():
        _analyser = resolve_name(opener)()


def _analyse(document: Document | None, article: Article) -> Analysis | Failure:
    global _document  # noqa: PLW0603 - kept for the articles that share it
    _document = document or _document
    assert _document is not None
    assert _analyser is not None
    try:
        return _analyser(replace(article, document=_document))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - one article's trouble, of whatever kind, stops no other
        return Failure(article.id, f"the analysis broke ({type(error).__name__}: {error}).")
