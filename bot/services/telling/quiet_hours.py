"""The hours of a chat in which alerts come without a sound, as people write them and by the local clock."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time

from bot.services.telling.timetable import hours_in

_END_OF_DAY = re.compile(r"\b24(?:[:.]00)?\b")
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
    """Read "22-7", "22:00–07:30" or "from 10 pm to 7 am"; None where that is not what it says."""
    hours = hours_in(_END_OF_DAY.sub("0:00", text)) if len(text) <= _LONGEST else None
    if hours is None or len(hours) != 2 or hours[0] == hours[1]:
        return None
    return QuietHours(*hours)
