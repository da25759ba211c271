"""The analysis in a process of its own: the syntax model, its memory and its crashes stay out of the server.

One child works through the articles in order and is gone when they are done. An article that raises, ends the
child or keeps it too long is a failure of that article; the next one meets a fresh child.
"""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import AsyncGenerator, Callable, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import suppress
from dataclasses import replace
from multiprocessing import resource_tracker
from pkgutil import resolve_name
from typing import TypeVar

from bot.errors import AideMemoireError
from bot.models import Analysis, Article, Document, Failure

Analyser = Callable[[Article], Analysis]
Result = TypeVar("Result")

OPENER = "bot.services.analysis:open_analyser"
_PATIENCE = 120.0
_PATIENCE_AT_START = 120.0
_STOPPING = frozenset({signal.SIGINT, signal.SIGTERM})

_log = logging.getLogger(__name__)


class ChildAnalyst:
    """Analyses articles in a child process: `bot.protocols.Analyst`."""

    def __init__(self, opener: str = OPENER, *, patience: float = _PATIENCE) -> None:
        """Name what the child runs; nothing is started yet.

        Args:
            opener: "module:function" of a function without arguments that loads what the analysis needs and
                returns the function that analyses one article. It is imported in the child alone.
            patience: seconds one article may take; far more than any sane one needs.
        """
        self._opener = opener
        self._patience = patience

    async def analyse(self, articles: Sequence[Article]) -> AsyncGenerator[Analysis | Failure, None]:
        """Yield one result an article, in order; a failure is located at the article's id.

        The next article is begun when the result before it was taken. The child is started with the first
        article and has ended when this has; close the iterator if it is left early (`contextlib.aclosing`).

        Raises:
            AideMemoireError: the analysis cannot be started at all.
        """
        child = _Child(self._opener)
        try:
            for article in articles:
                yield await self._result(child, article)
        finally:
            await child.end()

    async def _result(self, child: _Child, article: Article) -> Analysis | Failure:
        # Whoever ends a process may be outside (a system short of memory): twice is the article's own doing.
        for last_try in (False, True):
            try:
                return await child.analyse(article, self._patience)
            except TimeoutError:
                _log.warning("Article %s: the analysis did not come to an end.", article.id)
                await child.end()
                return Failure(article.id, f"the analysis took longer than {self._patience:g} seconds.")
            except BrokenExecutor:
                _log.warning("Article %s: the analysing process ended.", article.id)
                await child.end()
                if last_try:
                    break
        return Failure(article.id, "the analysis ended its own process.")


class _Child:
    """The process, started when it is first needed and again after its end.

    One task at a time is in its pipe. Reading ahead would save next to nothing, and a process that ends while
    a large task still waits in the pipe can hang the executor's own shutdown on Python before 3.11.5.
    """

    def __init__(self, opener: str) -> None:
        self._opener = opener
        self._executor: ProcessPoolExecutor | None = None
        self._pid: int | None = None
        self._busy = False
        self._document: Document | None = None

    async def analyse(self, article: Article, patience: float) -> Analysis | Failure:
        executor = self._executor or await self._start()
        # The articles of a listing page share one text: it is sent with the first of them only.
        document = None if article.document is self._document else article.document
        self._document = article.document
        bare = replace(article, document=replace(article.document, text=""))
        return await self._done(executor.submit(_analyse, document, bare), patience)

    async def end(self) -> None:
        """End the process; one that is at work is killed, for it has nothing to lose."""
        executor, pid = self._executor, self._pid
        self._executor = self._pid = self._document = None
        if executor is None:
            return
        if self._busy and pid is not None:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._busy = False
        await asyncio.to_thread(executor.shutdown, wait=True, cancel_futures=True)

    async def _start(self) -> ProcessPoolExecutor:
        self._executor = executor = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))
        try:
            self._pid = await self._done(await asyncio.to_thread(_spawned, executor), _PATIENCE_AT_START)
            await self._done(executor.submit(_open, self._opener), _PATIENCE_AT_START)
        except TimeoutError as error:
            raise AideMemoireError("The analysis cannot be started: it takes too long to load.") from error
        except BrokenExecutor as error:
            raise AideMemoireError("The analysis cannot be started: its process ended.") from error
        except Exception as error:
            # Whatever the opener raises in the child: a package missing, a model of the wrong version.
            raise AideMemoireError(f"The analysis cannot be started: {error}") from error
        return executor

    async def _done(self, future: Future[Result], patience: float) -> Result:
        self._busy = True
        result = await asyncio.wait_for(asyncio.wrap_future(future), patience)
        self._busy = False
        return result


def _spawned(executor: ProcessPoolExecutor) -> Future[int]:
    """Start the child with the stopping signals held back from its first moment on.

    Ctrl-C reaches every process of the terminal, also one that has only begun to load: a child inherits the
    mask of the thread that starts it. The tracker is started before, for starting it resets that mask.
    """
    resource_tracker.ensure_running()
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)
    try:
        return executor.submit(_settled)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)


# --- in the child -----------------------------------------------------------------------------------------

_analyser: Analyser | None = None
_document: Document | None = None


def _settled() -> int:
    """Leave stopping to the parent, follow it when it dies, and return the process id."""
    for stopping in _STOPPING:
        signal.signal(stopping, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    return os.getpid()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)


def _open(opener: str) -> None:
    global _analyser  # noqa: PLW0603 - the process is the object here: it loads its model once
    _analyser = resolve_name(opener)()


def _analyse(document: Document | None, article: Article) -> Analysis | Failure:
    global _document  # noqa: PLW0603 - kept for the articles that share it
    _document = document or _document
    assert _analyser is not None
    assert _document is not None
    try:
        return _analyser(replace(article, document=_document))
    except Exception as error:  # noqa: BLE001 - one article's trouble, of whatever kind, stops no other
        return Failure(article.id, f"the analysis broke ({type(error).__name__}: {error}).")
