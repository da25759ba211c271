"""A process of its own for work that must not harm the one that serves: it can be ended at any moment.

What runs in it may crash, hang or ask for more memory than there is; here that is an exception, and the next
piece of work meets a fresh process.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from collections.abc import AsyncGenerator, Callable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import asynccontextmanager, contextmanager, suppress
from multiprocessing import resource_tracker
from pathlib import Path
from typing import ParamSpec, TypeVar

from bot.errors import AideMemoireError

Given = ParamSpec("Given")
Result = TypeVar("Result")

MEMORY = 400_000_000
"""Bytes for the work itself; the longest document that is read needs about half of it."""
_PATIENCE_AT_START = 120.0  # seconds
_STOPPING = frozenset({signal.SIGINT, signal.SIGTERM})
_ONE_THREAD = ("OPENBLAS_NUM_THREADS", "1")
"""A variable NumPy looks at when it is loaded: on two cores a second thread only waits for the first, and the
matrices of the syntax model take twice the processor time.
"""
_TAKEN_FIRST = "800"
"""Of 1,000: where the system runs short of memory, Linux ends this process before the one that serves."""


class Child:
    """One process, started when it is first needed and again after its end.

    One task at a time is in its pipe. Reading ahead would save next to nothing, and a process that ends while
    a large task still waits in the pipe can hang the executor's own shutdown on Python before 3.11.5.
    """

    def __init__(self, memory: int = MEMORY) -> None:
        """Start nothing yet.

        Args:
            memory: bytes it may take beyond what it holds once it is ready, where the system can see to that.
        """
        self._memory = memory
        self._executor: ProcessPoolExecutor | None = None
        self._pid: int | None = None
        self._busy = False
        self._kept = 0
        self.starts = 0
        """How often a process was started; by it one knows whether it is still the same."""

    @property
    def runs(self) -> bool:
        """Say whether there is a process at the moment."""
        return self._executor is not None

    @asynccontextmanager
    async def kept(self) -> AsyncGenerator[None, None]:
        """Keep the process for the block, whoever lets go of it in between; it is ended behind the block."""
        self._kept += 1
        try:
            yield
        finally:
            self._kept -= 1
            if not self._kept:
                await self.end()

    async def let_go(self) -> None:
        """End the process unless it is kept; also then where it is at something nobody waits for."""
        if not self._kept or self._busy:
            await self.end()

    async def do(
        self, patience: float, work: Callable[Given, Result], *given: Given.args, **named: Given.kwargs
    ) -> Result:
        """Let the process call a function, and return what that returns or raise what it raises.

        Raises:
            TimeoutError: it took longer than `patience` seconds; `end` is to be called.
            BrokenExecutor: the process ended; likewise.
            AideMemoireError: the process cannot be started at all.
        """
        executor = self._executor or await self._start()
        return await self._done(executor.submit(work, *given, **named), patience)

    async def end(self) -> None:
        """End the process; one that is at work is killed, for it has nothing to lose."""
        executor, pid = self._executor, self._pid
        self._executor = self._pid = None
        if executor is None:
            return
        if self._busy and pid is not None:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._busy = False
        await asyncio.to_thread(executor.shutdown, wait=True, cancel_futures=True)

    async def _start(self) -> ProcessPoolExecutor:
        self._executor = executor = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))
        self.starts += 1
        try:
            settled = await asyncio.to_thread(_spawned, executor, self._memory)
            self._pid = await self._done(settled, _PATIENCE_AT_START)
        except TimeoutError as error:
            raise AideMemoireError("No process can be started for documents: it takes too long.") from error
        except BrokenExecutor as error:
            raise AideMemoireError("No process can be started for documents: it ended.") from error
        return executor

    async def _done(self, future: Future[Result], patience: float) -> Result:
        self._busy = True
        try:
            return await asyncio.wait_for(asyncio.wrap_future(future), patience)
        finally:
            self._busy = not future.done() or future.cancelled()


def _spawned(executor: ProcessPoolExecutor, memory: int) -> Future[int]:
    """Start the child with the stopping signals held back from its first moment on.

    Ctrl-C reaches every process of the terminal, also one that has only begun to load: a child inherits the
    mask of the thread that starts it. The tracker is started before, for starting it resets that mask.
    """
    os.environ.setdefault(*_ONE_THREAD)  # noqa: TID251 - no setting of ours: NumPy reads it in the child
    resource_tracker.ensure_running()
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)
    try:
        return executor.submit(_settled, memory)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)


# --- in the child -----------------------------------------------------------------------------------------

_allowance = MEMORY


def _settled(memory: int) -> int:
    """Leave stopping to the parent, follow it when it dies, and return the process id."""
    global _allowance  # noqa: PLW0603 - the process is the object here: it is made ready once
    _allowance = memory
    for stopping in _STOPPING:
        signal.signal(stopping, signal.SIG_IGN)
    with suppress(OSError):  # only Linux has this
        Path("/proc/self/oom_score_adj").write_text(_TAKEN_FIRST)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with memory_as_ready():
        return os.getpid()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)


@contextmanager
def memory_as_ready() -> Iterator[None]:
    """Let the block load what it needs for good; beyond that the process gets its allowance and no more.

    Some systems cannot see to that, as macOS. What is counted is the address space: libraries may reserve any
    amount of it for their threads, so that only what comes on top of them says anything.
    """
    import resource

    with suppress(OSError, ValueError):
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
    yield
    with suppress(OSError, ValueError):
        held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        most = held + _allowance if hard == resource.RLIM_INFINITY else min(held + _allowance, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
