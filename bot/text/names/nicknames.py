"""Nicknames inside names: 'Joseph "the Anvil" Hardwick', "Margaret (Peggy) Lowe".

Such words are neither speech nor part of the name: the words beside them are one name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.text.names.name_lexicon import fold, lexicon
from bot.words.spans import Span

_WORD = r"[^\W\d_][^\W_]*(?:[.’'-][^\W\d_]+)*\.?"
_INSIDE = rf"{_WORD}(?: {_WORD}){{0,3}}"
_MARKED = (
    rf"\(?(?:[\"“”„«‟]|``)(?P<marked>{_INSIDE})(?:[\"”“»]|'')\)?|['‘‚](?P<single>[^\W\d_][\w -]{{0,30}})['’‘]"
)
_BETWEEN = rf"[ \u00a0](?:{_MARKED}|\((?P<bracketed>[^\W\d_]+)\))[ \u00a0]"
_GAP = re.compile(_BETWEEN)
_NAMED = re.compile(rf"(?<![\w’'])(?P<before>[^\W\d_][\w’'-]*\.?){_BETWEEN}(?P<after>[^\W\d_][\w’'-]*)")
_MARKS = frozenset("\"“”„«»‟`'‘’(")
_LONGEST = 40  # characters between the two words of the name, marks counted
_SHORT = 3  # letters of a word inside that may be small: "the", "El"


def is_nickname_between(gap: str) -> bool:
    """Say whether what stands between two words of a name can be a nickname with its marks."""
    return 4 < len(gap) <= _LONGEST and _GAP.fullmatch(gap) is not None


def nicknames_in(text: str, span: Span) -> Iterator[Span]:
    """Yield where nicknames inside names stand in a part of a text, with their marks."""
    if _MARKS.isdisjoint(text[span.start : span.end]):
        return
    for match in _NAMED.finditer(text, span.start, span.end):
        if _is_named_around(match):
            yield Span(match.end("before") + 1, match.start("after") - 1)


def without_nicknames(name: str) -> str:
    """Return a name, as a text has it, without the nicknames inside."""
    for span in reversed(list(nicknames_in(name, Span(0, len(name))))):
        name = name[: span.start] + name[span.end + 1 :]
    return name


def _is_named_around(match: re.Match[str]) -> bool:
    before, after = match["before"], match["after"]
    inside = match["marked"] or match["single"] or match["bracketed"]
    if not (before[0].isupper() and after[0].isupper()) or before.endswith(("'s", "’s")):
        return False
    owned = before.endswith(("s", "S")) and match[0][len(before) + 1] == "'"  # "Jones' report of Holt's"
    if match["single"] and (owned or inside.strip() != inside):
        return False
    if any(word[0].islower() and len(word) > _SHORT for word in inside.split()) or inside.islower():
        return False
    known, first, last = lexicon(), fold(before).rstrip("."), fold(after)
    initial = before.endswith(".") and len(before) == 2
    if match["bracketed"] and not (known.is_given(first) and not known.is_place(fold(inside))):
        return False
    opens = initial or known.is_given(first) or not _is_other(first)
    return opens and (known.is_surname(last) or known.is_given(last) or not _is_other(last))


def _is_other(word: str) -> bool:
    known = lexicon()
    return (
        word in known.common
        or known.is_title(word)
        or known.is_role(word)
        or known.is_place(word)
        or known.is_thing(word)
        or word in known.organisation_heads
    )
