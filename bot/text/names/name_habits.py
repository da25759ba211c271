"""Names in languages nobody parses here: endings glued to them, lands before them, verbs beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from bot.language_data.loading import read, subject
from bot.text.names.name_lexicon import fold
from bot.text.names.name_runs import RunWord

_FAR = 120  # characters of an office between a verb and the name that is its subject
_BREAK = re.compile(r"[.;:!?()\[\]«»“”„\"\n]")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")


@cache
def _habits(language: str) -> Mapping[str, re.Pattern[str]]:
    shapes = {"endings": r"(?:{})\Z", "lands": r"\w*(?:{})\Z", "oblique": r"\w*(?:{})\Z"}
    data = subject("name_habits", language)
    return {key: re.compile(shapes.get(key, r"(?:{})\Z").format(data[key])) for key in data}


def without_endings(words: Iterable[RunWord], language: str) -> Iterator[RunWord]:
    """Yield the words of an article with the endings of cases cut from names: "Lindning" is Lind's.

    As behind a possessive ending, no name goes on behind them.
    """
    endings = _habits(language)["endings"]
    for word in words:
        cut = endings.search(word.text) if word.capital else None
        if cut is None or not cut.start():
            yield word
            continue
        text = word.text[: cut.start()]
        yield replace(
            word, end=word.start + len(text), text=text, key=fold(text).rstrip("."), possessive=True
        )


def is_land_of(word: str, language: str) -> bool:
    """Say whether a word before a name has the form of the land whose office it is: "президент України"."""
    return _habits(language)["lands"].match(word) is not None


def holds_office(before: Sequence[str], name: str, language: str) -> bool:
    """Say whether words end in an office, with what it is for perhaps, and a name in its basic form follows.

    Args:
        before: The words before a name as they are written, in order.
        name: The first word of the name.
        language: The language they are in.
    """
    habits = _habits(language)
    if habits["oblique"].match(name.lower()):
        return False
    for word in reversed(before):
        if habits["roles"].match(word) or habits["roles"].match(word.lower()):
            return True
        if not habits["of_office"].match(word.lower()):
            return False
    return False


@cache
def _verb_behind_marks(language: str) -> re.Pattern[str] | None:
    data = read(language, "speech_phrases")
    if data is None:
        return None
    return re.compile(
        rf"[»”“\"'][,.!?…]?\s{{0,2}}(?:[–—−-]{{1,2}}\s{{0,2}})?(?=[^\W\d_])(?:{data['verbs']})(?!\w)",
        re.IGNORECASE,
    )


def speakers_beside_marks(text: str, language: str) -> frozenset[int]:
    """Return where the words stand that name, by several words, who speaks right behind quoted words."""
    verb = _verb_behind_marks(language)
    found: set[int] = set()
    for said in verb.finditer(text) if verb is not None else ():
        stop = _BREAK.search(text, said.end(), said.end() + _FAR)
        words = list(_WORD.finditer(text, said.end(), stop.start() if stop else said.end() + _FAR))
        run: list[int] = []
        for word in words:
            if word[0][0].isupper():
                run.append(word.start())
            elif len(run) > 1:
                break
            else:
                run.clear()
        if len(run) > 1:
            found.update(run)
    return frozenset(found)


@cache
def _office_with_comma(language: str) -> re.Pattern[str]:
    data = subject("name_habits", language)
    of = rf"(?:[ \u00a0]+(?:{data['of']})(?:(?<=['’])|[ \u00a0])[^,.;:!?()«»“”„\"\n]{{1,70}})?"
    return re.compile(
        rf"(?<!\w)(?:{data['roles']})(?:[ \u00a0]+[a-zà-ÿ]+)?{of},[ \u00a0]+(?=[^\W\d_])", re.IGNORECASE
    )


def named_behind_offices(text: str, language: str) -> frozenset[int]:
    """Return where names begin that explain an office between commas: "el ministro de Puertos, Ana Lind,"."""
    return frozenset(office.end() for office in _office_with_comma(language).finditer(text))
