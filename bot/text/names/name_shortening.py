"""Names freed of the words a headline or the beginning of a sentence put beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from bot.text.names.name_candidates import NameCandidate
from bot.text.names.name_kinds import OF_NAMES
from bot.text.names.name_lexicon import is_cyrillic
from bot.text.names.russian_names import is_address

_OF_VERBS = ("s", "ed")  # how the verb of a headline ends: "Lind Slams", "Envoy Accredited"


def shorten(candidates: Sequence[NameCandidate], alone: Mapping[str, int]) -> None:
    """Take from names what a headline or the beginning of a sentence put before or after them.

    Where every word has a capital, "Warns", "Crooked" and the like look like parts of a name. A word is
    left out when no list has it for a name and the article's sentences have the name without it. `alone`
    counts how often each word stands alone.
    """
    sure = {
        one.parts
        for one in candidates
        if one.accepted and one.piece.prose and len(one.parts) > 1 and (one.start or one.kinds[0] & OF_NAMES)
    }
    families = {parts[-1] for parts in sure}
    families |= {one.words[0].key for one in candidates if one.piece.prose and len(one.words) == 1}
    for candidate in candidates:
        if not candidate.accepted or len(candidate.parts) < 2:
            continue
        titled = candidate.start or candidate.title is not None
        if titled and candidate.piece.prose and not is_cyrillic(candidate.words[0].text):
            continue
        part = _without_strangers(candidate, sure, families, alone)
        if part is not None:
            candidate.take(part)
            candidate.accepted = len(part.words) > 1
            candidate.weigh(3.0 if candidate.accepted else 0.0, "named so in the article's sentences")


def _without_strangers(
    candidate: NameCandidate, sure: Set[tuple[str, ...]], families: Set[str], alone: Mapping[str, int]
) -> NameCandidate | None:
    """Return the part of a possible name that the article's sentences have for a name by itself."""
    count = len(candidate.words)
    first, last = (not candidate.kinds[place] & OF_NAMES for place in (0, -1))
    for start, end in ((0, count - 1), (1, count)):
        part = candidate.part(start, end)
        if start == 0 and is_address(part.parts):
            continue  # "Раиса Егоровна" is what who has a family name besides is called
        if (last if start == 0 else first) and len(part.parts) > 1 and part.parts in sure:
            return part
    if candidate.parts in sure or is_cyrillic(candidate.words[0].text):
        return None
    headline = candidate.piece.headline
    for end in range(2, count - 1) if headline else ():  # "Ada Lind Compares Berg To …"
        whole = candidate.part(0, end)
        if whole.parts in sure and candidate.words[end].key.endswith(_OF_VERBS):
            return whole
    if count > 2:
        rest = any(kind & OF_NAMES for kind in candidate.kinds[1:])
        return candidate.part(0, 1) if headline and not rest and candidate.parts[0] in families else None
    doing = candidate.words[0].key.endswith(("ing", "ed")) and candidate.start == 0
    if first and candidate.words[1].key in families and (doing or headline):
        return candidate.part(1, 2)
    known = candidate.words[0].key in families or candidate.parts[:1] in {parts[:1] for parts in sure}
    if last and known and headline and not alone.get(candidate.words[1].key):
        return candidate.part(0, 1)  # a family name of a headline comes again
    return None
