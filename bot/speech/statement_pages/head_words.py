"""What the pages that are somebody's statement are known by: the subject `statement_pages`, compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from bot.language_data.loading import subject


@dataclass(frozen=True, slots=True)
class HeadWords:
    """The expressions of the subject, those of a key as alternatives; case is ignored.

    `by`: a line that says what the statement is (the group `writing`: as others call theirs too; `occasion`:
    with words before it) and then whose (the group `who`). `owned`: one that says whose
    first. `kind`: one that says what it is and not whose. `delivered`: one that only says who gave it.
    """

    by: re.Pattern[str]
    owned: re.Pattern[str]
    kind: re.Pattern[str]
    delivered: re.Pattern[str]
    goes_on: re.Pattern[str]
    of_another: re.Pattern[str]
    addressed: re.Pattern[str]
    sent: re.Pattern[str]
    more_of_office: re.Pattern[str]
    joining: re.Pattern[str]
    bodies: re.Pattern[str]
    small: re.Pattern[str]
    first_person: re.Pattern[str]
    second_person: re.Pattern[str]
    of_itself: re.Pattern[str]
    addresses: re.Pattern[str]
    end_lines: re.Pattern[str]
    end_openings: re.Pattern[str]
    about: re.Pattern[str]
    writers: re.Pattern[str]


@cache
def head_words() -> HeadWords:
    """Return the expressions, compiled once."""
    kind = f"(?:{_any('kinds')}|(?P<writing>{_any('writings')}))"
    topic = r"(?:[^\n:–—|]{2,60}[:–—|]\s*)?"  # "Ruland: Statement by …"
    occasion = r"(?P<occasion>(?-i:(?:[A-Z][\w’'-]*\s){1,4}))?"  # "Harvest Day Message by …"
    return HeadWords(
        by=_compiled(rf"{topic}{occasion}{kind}\s+(?:{_any('given_by')})\s*\b(?P<who>\S.*)"),
        owned=_compiled(
            rf"(?P<who>[^\n.!?:]{{2,110}}?)(?:{_any('owned')})?\s+(?:\d{{4}}\s+)?(?:{_any('kinds')})"
            rf"(?P<rest>(?:{_any('goes_on')}|\s+(?:to|in)\b).*)?"
        ),
        kind=_compiled(rf"(?:{_any('kinds')})(?:(?:{_any('goes_on')}|\s+(?:to|in|for)\b).*)?"),
        delivered=_compiled(rf"(?:{_any('delivered')})\s+(?P<who>\S.*)"),
        goes_on=_compiled(_any("goes_on")),
        of_another=_compiled(_any("of_another")),
        addressed=_compiled(_any("addressed")),
        sent=_compiled(rf"\b(?:{_any('sent')})\b"),
        more_of_office=_compiled(rf"{_any('of_another')}|{_any('joining')}"),
        joining=_compiled(_any("joining")),
        bodies=_compiled(rf"\b(?:{_any('bodies')})\b"),
        small=_compiled(_any("small")),
        first_person=_compiled(rf"\b(?:{_any('first_person')})\b"),
        second_person=_compiled(rf"\b(?:{_any('second_person')})\b"),
        of_itself=_compiled(rf"\s(?:{_any('of_itself')})\b"),
        addresses=_compiled(_any("addresses")),
        end_lines=_compiled(_any("end_lines")),
        end_openings=_compiled(_any("end_openings")),
        about=_compiled(_any("about")),
        writers=_compiled(rf"\b(?:{_any('writers')})"),
    )


def _any(key: str) -> str:
    return "|".join(f"(?:{one})" for one in subject("statement_pages")[key])


def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.IGNORECASE)
