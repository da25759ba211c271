"""Whether the clause around a day tells of what is to come, or of what happened on the very day.

News style (AP Stylebook, "days of the week") names the weekday for days within a week before or after the
article; which of the two is told by the verb of the clause the day stands in.
"""

from __future__ import annotations

import re

_REACH = 120  # characters before or after a day in which the verb of its clause is looked for
_CLAUSE_ENDS = re.compile(r"[;:—–()“”\"«»]|,\s+(?:and|but|he|she|they|it|who|which|according)\b|,\s*\Z")
_AHEAD = re.compile(
    r"\b(?:will|shall|would|(?:is|are) (?:to|likely to|going to|planning to)"
    r"|(?:plans?|intends?|hopes?|expects?|planned|intended|hoped|promised|vowed) to"
    r"|(?<!was )(?<!were )(?:due|set|scheduled|slated|expected) (?:to|for|on))\b",
    re.IGNORECASE,
)
_HAPPENED = re.compile(
    r"\b(?:said|told|announced|met|held|signed|arrived|reported|wrote|stated|spoke|left|began|won|lost|took|made|"
    r"became|came|went|shot|found|fell|\w{3,}ed)\b",
    re.IGNORECASE,
)
_RUSSIAN_AHEAD = re.compile(
    r"\W+(?:\w+\W+){0,3}?(?:состоится|состоятся|пройд[её]т|пройдут|прибудет|посетит|встретится|встретятся|выступит|"
    r"начн[её]тся|начнутся|будет|будут|подпишет|подпишут|проведут|провед[её]т)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(r"\W*(?:on|by|this|в|во)?\s*\Z", re.IGNORECASE)
_OF_THE_DAY = re.compile(r"\b(?:earlier|later|early|late)\s+\Z", re.IGNORECASE)
# "Has dropped … today" and "its continued influence today" tell of these times.
_THESE_TIMES = re.compile(
    r"\b(?:(?:has|have|had|having)\s+(?:\w+\s+)?|(?:a|an|the|its|his|her|their|our|these|those|of)\s+)\Z",
    re.IGNORECASE,
)
_FEW_WORDS = re.compile(r"\s*(?:[^\W\d_]+\s+){0,4}")
_AT_AN_HOUR = re.compile(r",?\s+at\s+(?:\d|noon|midnight|midday)", re.IGNORECASE)


def is_to_come(sentence: str, start: int, end: int, *, dated: bool = False) -> bool | None:
    """Say whether the clause around a day, at `start` to `end` of a sentence, tells of what is to come.

    None where it may be either: what somebody said "would" be may be over by now, unless the sentence also
    gives the day of the saying (`dated`).
    """
    before = _clause_before(sentence, start)
    ahead = list(_AHEAD.finditer(before))
    if ahead:
        # "Said it would sail on Friday" is of the sailing, "would sail, he said on Friday" of the saying.
        if _HAPPENED.search(before, ahead[-1].end()):
            return False
        return True if dated or ahead[-1][0].lower() != "would" else None
    after = sentence[end : end + _REACH]
    if _RUSSIAN_AHEAD.match(after):
        return True
    if not _OPENING.fullmatch(before):
        return False
    found = _AHEAD.search(after)
    return found is not None and found[0].lower() != "would" and not _HAPPENED.search(after, 0, found.start())


def is_of_the_day(sentence: str, start: int, end: int) -> bool:
    """Say whether "today" at `start` to `end` is the day of the article, and not these times.

    It is where the hour is named, or where it says when something was said or done: "announced today".
    """
    before = sentence[max(0, start - _REACH) : start]
    if sentence[end : end + 2] in ("’s", "'s") or sentence[start:end].isupper():
        return False
    if _OF_THE_DAY.search(before) or _AT_AN_HOUR.match(sentence, end):
        return True
    done = [found for found in _HAPPENED.finditer(before) if not _THESE_TIMES.search(before[: found.start()])]
    return bool(done) and _FEW_WORDS.fullmatch(before, done[-1].end()) is not None


def _clause_before(sentence: str, position: int) -> str:
    """Return the words of the same clause that stand before a position."""
    before = sentence[max(0, position - _REACH) : position]
    ends = [found.end() for found in _CLAUSE_ENDS.finditer(before) if found.end() < len(before)]
    return before[ends[-1] :] if ends else before
