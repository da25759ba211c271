"""The name of an outlet where a page states none, or only an address or a handle.

A site sets its name behind its headlines ("Lake Level Falls - The Steppe Herald"). What stands there is the
outlet's name where it agrees with the address: steppeherald.example, sherald.example and tsh.example do. For
outlets everybody knows the address alone says which it is (the subject `outlet_addresses`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from urllib.parse import urlsplit

from bot.corpus.origin.outlets import outlet_key
from bot.language_data.loading import subject

_BETWEEN = re.compile(r"\s+(?:[|–—»*:·•-]|::)\s+")
_ADDRESS = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_SHORTEST_LABEL = 3  # letters of a part of an address that may be a name
_LONGEST_NAME = 6  # words
_FEWEST_WORDS = 3  # of a headline


def outlet_named(stated: str | None, url: str | None, page_title: str | None) -> str | None:
    """Name an outlet as well as can be told.

    Args:
        stated: what the page calls its site, which may be an address ("nine.example") or a handle.
        url: the page's own address.
        page_title: the title of the page as the browser shows it; None of what is no page.

    Returns:
        The name the page states; of a handle, as its title spells it, or the name everybody knows the address
        by. Where it states no name, what its title and its address agree on, or what everybody knows the
        address by; else as stated.
    """
    host = _host(url) if url else ""
    tails = _BETWEEN.split(page_title)[1:] if page_title else []
    if stated is not None and not _ADDRESS.fullmatch(stated):
        if not _is_handle(stated):
            return stated
        same = (tail for tail in tails if outlet_key(tail) == outlet_key(stated) and not _is_handle(tail))
        return next(same, None) or _known(host) or stated
    host = host or (stated or "")
    return next(_agreed(tails, host), None) or _known(host) or stated


def headline_of(page_title: str) -> str:
    """Return the headline in a page's title: its first part that says something, else the longest."""
    parts = _BETWEEN.split(page_title)
    return next((part for part in parts if len(part.split()) >= _FEWEST_WORDS), max(parts, key=len))


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:  # no address, whatever it is called
        return ""


def _is_handle(name: str) -> bool:
    """Whether a name is written as one word, as sites call themselves where they need no more."""
    return " " not in name and (name.islower() or "_" in name)


def _agreed(tails: Sequence[str], host: str) -> Iterator[str]:
    """Yield what stands behind the headline and is what a part of the address says."""
    labels = [label.replace("-", "") for label in host.casefold().split(".")[:-1]]
    labels = [label for label in labels if len(label) >= _SHORTEST_LABEL]
    for tail in reversed(tails):
        words = tail.split()
        if _ADDRESS.fullmatch(tail) or len(words) > _LONGEST_NAME:
            continue
        for length in range(len(words), 0, -1):
            if any(label in _written(words[:length]) for label in labels):
                yield " ".join(words[:length])
                break


def _written(words: Sequence[str]) -> set[str]:
    """Return how the words of a name may be written in an address: whole, or by their first letters."""
    plain = [bare for word in words if (bare := re.sub(r"[\W_]+", "", word.casefold()))]
    if not plain:
        return set()
    without = plain[1:] if plain[0] == "the" else plain
    ways: set[str] = set()
    for these in (plain, without):
        first = "".join(word[0] for word in these)
        ways |= {"".join(these), first}
        if these:
            ways.add(first[:-1] + these[-1])
    return ways


def _known(host: str) -> str | None:
    labels = host.casefold().split(".")
    places = (".".join(labels[start:]) for start in range(len(labels)))
    return next((_names()[place] for place in places if place in _names()), None)


@cache
def _names() -> Mapping[str, str]:
    names: Mapping[str, str] = subject("outlet_addresses")["names"]
    return names
