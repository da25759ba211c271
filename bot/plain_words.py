"""Which view of the product a message in plain words asks for, by the words at its edges.

"Rosenblum quotes", "send me a pdf on Rosenblum", «хронология Афганистана». The subject `plain_words` has
the words. Whether the sources use such words otherwise is for whoever has the corpus to say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from bot.language_data.loading import subject
from bot.words.answers import Kind

_DATE = re.compile(r"\d{4}(?:-\d{1,2}){0,2}|\d{1,2}(?P<mark>[./])\d{1,2}(?P=mark)\d{4}")
_ENDS = " \t\n.!?…,;:"
_LONGEST = 300  # characters; what is longer is a text and asks for no view
_MOST_ASKING = 4  # request verbs one after another


class AskedView(NamedTuple):
    """A view asked for: its command, and of whom or what it is asked ("" for none)."""

    command: str
    about: str = ""


_Patterns = tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]


class _Words(NamedTuple):
    first: re.Pattern[str]
    last: re.Pattern[str]
    chat: _Patterns
    corpus: _Patterns
    whole: _Patterns
    brief: _Patterns
    stories: _Patterns
    since: _Patterns
    sure_sides: re.Pattern[str]
    sides: re.Pattern[str]


def _patterns(named: Mapping[str, Sequence[str]]) -> _Patterns:
    return tuple(
        (name, tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns))
        for name, patterns in named.items()
    )


@cache
def _words() -> _Words:
    data = subject("plain_words")
    last = "|".join(data["asking"]["last"])
    sure = "|".join(map(re.escape, data["sides"]["sure"]))
    after_compare = "|".join(data["sides"]["after_compare"])
    return _Words(
        re.compile(data["asking"]["first"], re.IGNORECASE),
        re.compile(rf"[\s,]+(?:{last})\W*\Z", re.IGNORECASE),
        _patterns(data["chat"]),
        _patterns(data["corpus"]),
        _patterns(data["whole"]),
        _patterns({"brief": data["brief"]["words"]}),
        _patterns({"stories": data["stories"]["words"]}),
        _patterns(data["since"]),
        re.compile(rf"\s*\|\s*|\s+(?:{sure})\s+", re.IGNORECASE),
        re.compile(rf"\s+(?:{after_compare})\s+", re.IGNORECASE),
    )


def without_request(text: str) -> str:
    """Return a message without the words that only ask ("please send me …"); never nothing of one."""
    rest = text
    for _ in range(_MOST_ASKING):
        found = _words().first.match(rest)
        if found is None or not rest[found.end() :].strip(_ENDS):
            break
        rest = rest[found.end() :]
    return _words().last.sub("", rest).strip() or text


def chat_view(text: str) -> AskedView | None:
    """Return the view of the chat itself that a message asks for, a document included."""
    return _first_that_fits(text, _words().chat)


def whole_view(text: str) -> Kind | None:
    """Return which list of the whole corpus, or whether a briefing on it, a message asks for."""
    view = _first_that_fits(text, _words().whole)
    return Kind(view.command) if view else None


def brief_on(text: str) -> str | None:
    """Return what a message wants to be briefed on."""
    view = _first_that_fits(text, _words().brief)
    return view.about if view else None


def stories_since(text: str) -> str | None:
    """Return since when a message asks for the stories, "" for all of them; None where it asks for others:
    the stories on a subject are a question.
    """
    view = _first_that_fits(text, _words().stories)
    if view is None or (view.about and not _DATE.fullmatch(view.about) and span_back(view.about) is None):
        return None
    return view.about


def span_back(words: str) -> tuple[int, str] | None:
    """Read how far back somebody asks: how many, and of what: "day", "week", "month" or "year"."""
    for unit, patterns in _words().since:
        for pattern in patterns:
            if found := pattern.fullmatch(words.strip(_ENDS)):
                return int(found.groupdict().get("number") or 1), unit
    return None


def corpus_views(text: str) -> tuple[AskedView, ...]:
    """Return the views of somebody or something a message may ask for, likeliest first."""
    asked = _asked(text)
    return tuple(view for name, patterns in _words().corpus if (view := _fitting(asked, name, patterns)))


def sides_of(words: str, *, told_to_compare: bool = True) -> tuple[str, ...]:
    """Return the sides of a comparison: at "|" or "vs", else, where one is asked for, at its one "and"."""
    parts = [part.strip() for part in _words().sure_sides.split(words) if part.strip()]
    if len(parts) == 1 and told_to_compare:
        parts = [part.strip() for part in _words().sides.split(words) if part.strip()]
    return tuple(parts)


def _first_that_fits(text: str, views: _Patterns) -> AskedView | None:
    asked = _asked(text)
    found = (view for name, patterns in views if (view := _fitting(asked, name, patterns)))
    return next(found, None)


def _asked(text: str) -> str:
    return "" if len(text) > _LONGEST else without_request(text).strip(_ENDS)


def _fitting(asked: str, name: str, patterns: tuple[re.Pattern[str], ...]) -> AskedView | None:
    """Read by the pattern that leaves the fewest words to look for: "X pdf" also fits «X в pdf»."""
    found = (match.groupdict() for pattern in patterns if (match := pattern.fullmatch(asked)))
    about = (_of_and_on(groups.get("about") or "", groups.get("on") or "") for groups in found)
    return min((AskedView(name, words) for words in about), key=lambda view: len(view.about), default=None)


def _of_and_on(about: str, on: str) -> str:
    """Return of whom and on what something is asked as commands take it: "Lind on the port"."""
    return " on ".join(part for part in (about.strip(_ENDS), on.strip(_ENDS)) if part)
