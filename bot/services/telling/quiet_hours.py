"""The hours of a chat in which alerts come without a sound, as people write them and by the local clock."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time

_HOURS = re.compile(
    r"\D*?([0-9]{1,2})(?:[:.h]([0-9]{2}))?\s*(?:[-–—]|\D{1,8})\s*([0-9]{1,2})(?:[:.h]([0-9]{2}))?\D*"
)
_LONGEST = 40  # characters


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From one local time to another, which may be that of the next day."""

    begin: time
    end: time

    def written(self) -> str:
        """Return them as stored: "22:00-07:00"."""
        return f"{self.begin:%H:%M}-{self.end:%H:%M}"

    def shown(self) -> str:
        """Return them to be read."""
        return f"{self.begin:%H:%M}–{self.end:%H:%M}"

    @classmethod
    def read(cls, text: str) -> QuietHours:
        """Return what `written` wrote."""
        begin, end = text.split("-")
        return cls(time.fromisoformat(begin), time.fromisoformat(end))

    def hold(self, local: datetime) -> bool:
        """Say whether it is one of them at a local time."""
        now = local.time()
        if self.begin < self.end:
            return self.begin <= now < self.end
        return now >= self.begin or now < self.end


def quiet_hours_in(text: str) -> QuietHours | None:
    """Read "22-7", "22:00–07:30" or "from 22 to 7"; None where that is not what it says."""
    found = _HOURS.fullmatch(text) if len(text) <= _LONGEST else None
    if found is None:
        return None
    hours, minutes = (int(found[1]), int(found[3])), (int(found[2] or 0), int(found[4] or 0))
    if max(hours) > 24 or max(minutes) > 59:
        return None
    begin, end = (time(hour % 24, minute) for hour, minute in zip(hours, minutes, strict=True))
    return QuietHours(begin, end) if begin != end else None
