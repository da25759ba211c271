"""What a process knows of the others that serve the same bot; without others there is none of this."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from bot.chat.chats.limits import RequestCounts
from bot.chat.delivering.pacing import PaceStore
from bot.services.processes.one_at_work import Leading
from bot.words.inbox import Handed


class CrewMate(Protocol):
    """This process among those that serve."""

    number: int

    async def called(self, seconds: float) -> Sequence[str]:
        """Return what others called out to this one, as soon as there is any; () after so many seconds."""


class CrewStore(Protocol):
    """Where updates are stored that several processes act on; raises `StorageError` where that cannot be."""

    longest_call: int

    def joined(self) -> AbstractAsyncContextManager[CrewMate | None]:
        """Be known to the others while the body runs; None where there can be no others."""

    async def living(self) -> frozenset[int]:
        """Return the numbers of all processes."""

    async def take(self, handed: Handed, queue: int | None, worker: int, now: int, call: str | None) -> bool:
        """Write an update down for a process, in a queue, and call that; return whether it is new."""

    async def of(self, worker: int, but: Collection[int]) -> Sequence[Handed]:
        """Return what a process is to act on, in order, but for some."""

    async def waiting(self, queues: Collection[int]) -> Mapping[int, frozenset[int]]:
        """Return the updates of some queues that were not acted on, by queue."""

    async def take_up(self, worker: int, most_tries: int) -> Sequence[Handed]:
        """Give a process what those left that live no more; return it, in order."""

    async def renumber(self, worker: int, now_called: int) -> None:
        """Give what a process acts on to it under another number."""

    async def inherit(self, worker: int) -> None:
        """Give a process what was left when one process alone served."""

    async def done(self, numbers: Collection[int]) -> None:
        """Empty the rows of updates that were acted on."""


@dataclass(frozen=True, slots=True)
class Crew:
    """What several processes keep together.

    `store` keeps updates and who acts on them, `paces` Telegram's limits, `requests` what people asked;
    `delivering` gives the lead in telling chats what nobody asked for.
    """

    store: CrewStore
    paces: PaceStore
    requests: RequestCounts
    delivering: Leading
