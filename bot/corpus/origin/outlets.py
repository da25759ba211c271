"""One outlet however it is written: "Euronews" and "Euronews.com", "The_Lake_News" and "Lake News"."""

from __future__ import annotations

import re

from bot.corpus.origin.datelines import known_outlets

_ADDRESS_ENDING = re.compile(
    r"(?:\.(?:co|com|org|net|gov|ac))?\.(?:com|org|net|info|news|tv|media|asia|[a-z]{2})$", re.IGNORECASE
)
_MARKS = re.compile(r"[\W_]+")


def outlet_key(name: str) -> str:
    """Return what two ways of writing an outlet's name have in common: letters and digits, no address."""
    bare = name.strip().removeprefix("https://").removeprefix("http://").removeprefix("www.")
    if " " not in bare and (shorter := _ADDRESS_ENDING.sub("", bare)) != bare:
        # Of "lakenews.example.com" the part that is a name, not "news" or "m".
        parts = [
            part for part in shorter.split(".") if part.casefold() not in known_outlets()["address_words"]
        ]
        bare = max(parts, key=len, default=shorter)
    words = [word for word in _MARKS.split(bare.casefold()) if word and word != "the"]
    return "".join(words) or name.casefold()


def shown_outlet(name: str) -> str:
    """Return the name of an outlet as it is shown: a handle's low lines are spaces."""
    return " ".join(name.replace("_", " ").split())
