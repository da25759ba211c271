"""Another name somebody goes by, told right behind their name: "Omar Haddad, better known as Abu Salim"."""

from __future__ import annotations

import re

from bot.language_data.loading import expressions
from bot.text.names.name_lexicon import fold, lexicon

_WORD = r"[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ][^\W\d_]+(?:[’'-][^\W\d_]+)*"
_ALIAS = re.compile(rf"[\"“”„«'‘]?(?P<alias>{_WORD}(?: {_WORD}){{0,2}})(?P<more> {_WORD})?")


def alias_behind(text: str, end: int) -> str | None:
    """Return the other name that a text gives behind a name that ends at `end`, or None.

    A post, a place or a common word is no name: "known as the Iron Lady" and "known as Minister" give none.
    """
    leading = expressions("aliases")["leading"].match(text, end)
    found = _ALIAS.match(text, leading.end()) if leading else None
    if found is None or found["more"] or any(map(_is_no_name, found["alias"].split())):
        return None
    return found["alias"]


def _is_no_name(word: str) -> bool:
    known, folded = lexicon(), fold(word)
    return (
        known.is_role(folded)
        or known.is_title(folded)
        or known.is_place(folded)
        or known.is_thing(folded)
        or folded in known.common
        or folded in known.organisation_heads
    )
