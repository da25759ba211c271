"""Telegram's sending limits, counted on a clock the test may set.

Telegram's FAQ asks for no more than one message a second in a chat (short bursts pass), twenty a minute in a
group, and thirty a second in all; how it measures is not published. Each limit is a bucket here: so many at
once, and then at the stated pace.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class _Bucket:
    capacity: float
    per_second: float
    level: float = 0.0
    at: float = 0.0

    def add(self, now: float) -> float:
        """Pour one in; return the seconds until it would have fitted, 0 if it did."""
        self.level = max(0.0, self.level - (now - self.at) * self.per_second)
        self.at = now
        if self.level + 1 > self.capacity + 1e-9:
            return (self.level + 1 - self.capacity) / self.per_second
        self.level += 1
        return 0.0


@dataclass
class FloodWatch:
    """Counts what is sent; `violations` names every message that came too soon."""

    clock: Callable[[], float]
    violations: list[str] = field(default_factory=list)
    _overall: _Bucket = field(default_factory=lambda: _Bucket(30, 30))
    _chats: dict[int, _Bucket] = field(default_factory=dict)
    _groups: dict[int, _Bucket] = field(default_factory=dict)

    def sending(self, chat: int) -> float:
        """Count one message to `chat`; return how many seconds too early it is, 0 when it is not."""
        now = self.clock()
        waits = {"30 a second overall": self._overall.add(now)}
        if chat < 0:
            bucket = self._groups.setdefault(chat, _Bucket(20, 20 / 60))
            waits[f"20 a minute in group {chat}"] = bucket.add(now)
        else:
            bucket = self._chats.setdefault(chat, _Bucket(5, 1))
            waits[f"1 a second in chat {chat}"] = bucket.add(now)
        self.violations += [f"more than {limit}" for limit, wait in waits.items() if wait]
        return max(waits.values())
