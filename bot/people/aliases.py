"""Other names that an article says a person goes by: "Doe, better known as Anvil", "Anvil, real name Doe".

Only a person's name opens them: a ship or a militia that is "known as" something stands behind another word,
and behind "the men of Jane Doe, known as …" it is not she. The phrases are data: the subject `aliases`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from bot.language_data.loading import subject
from bot.text.names.name_lexicon import cyrillic_stem, fold, is_cyrillic, lexicon
from bot.text.names.nicknames import nicknames_in
from bot.text.names.people_named import Name
from bot.words.documents import Article
from bot.words.spans import Span

_MARKS = "\"“”„«»‟`'‘’()"
_CAPITAL = r"[^\W\d_a-zа-яёәғқңөұүһі][\w’'-]*"
_NAME = rf"(?:the |al-)?{_CAPITAL}(?: (?:al-|bin |ibn |de |el-|the )?{_CAPITAL}){{0,3}}"
_OPENS = r"(?:,? |,? ?(?:[(—–]|--?) ?)"
_REACH = 110  # characters beside a name in which the other must come
_CASE_ENDING = r"(?:а|я|у|ю|ом|ем|ой|ей|е|ы|и)?"  # of a Russian name that another case of stands elsewhere
_SHORTEST = 3  # letters of a name that stands alone


@cache
def _after() -> re.Pattern[str]:
    phrases = "|".join(subject("aliases")["after_name"])
    return re.compile(rf"{_OPENS}(?:{phrases}) [{re.escape(_MARKS)}]?(?P<alias>{_NAME})")


@cache
def _before() -> re.Pattern[str]:
    phrases = "|".join(subject("aliases")["before_name"])
    return re.compile(rf"(?P<alias>{_NAME})[{re.escape(_MARKS)}]?{_OPENS}(?:{phrases}) \Z")


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of a person: its words, and its places."""

    words: str
    places: tuple[Span, ...]


def aliases_of(article: Article, names: Sequence[Name]) -> Mapping[Span, Span]:
    """Return where another name of the person stands beside the names that tell it, by the span of these.

    Args:
        article: the article.
        names: the names of people in it.
    """
    full = {name.span for name in names if len(name.words) > 1}
    return {
        name.span: alias
        for name in names
        if (alias := _beside(article, name)) is not None
        if alias.start > name.span.start or alias not in full
    }


def _beside(article: Article, name: Name) -> Span | None:
    text = article.text
    for nickname in nicknames_in(text, name.span):
        inside = text[nickname.start : nickname.end].strip(_MARKS)
        if not lexicon().is_given(fold(inside)) and re.fullmatch(_NAME, inside):
            start = text.index(inside, nickname.start)
            return Span(start, start + len(inside))
    if _is_owned(text, name):
        return None
    paragraph = next((one for one in article.paragraphs if one.contains(name.span)), name.span)
    after = _after().match(text, name.span.end, min(paragraph.end, name.span.end + _REACH))
    if after is not None:
        return _kept(text, after)
    lead = text[max(paragraph.start, name.span.start - _REACH) : name.span.start]
    before = _before().search(lead) if len(name.words) > 1 else None
    if before is None:
        return None
    start = name.span.start - len(lead) + before.start("alias")
    return Span(start, start + len(before["alias"])) if _may_be_called(before["alias"]) else None


def _kept(text: str, found: re.Match[str]) -> Span | None:
    alias = found["alias"]
    born = found[0].split(alias)[0].rstrip(_MARKS + " ").endswith("born")
    if born and (" " not in alias or text[found.end() : found.end() + 1] not in (",", ")", " ", ".")):
        return None  # "Jane Doe, born Friday"
    return Span(*found.span("alias")) if _may_be_called(alias) else None


def _may_be_called(alias: str) -> bool:
    """Say whether words can be what a person goes by: no place, body or month by the word that ends them."""
    known, words = lexicon(), [fold(word) for word in alias.split()]
    heads = known.organisation_heads
    return len(words[-1]) >= _SHORTEST and not (
        words[-1] in heads or known.is_place(" ".join(words)) or known.is_title(words[-1])
    )


def _is_owned(text: str, name: Name) -> bool:
    """Say whether a name stands behind a preposition, where what follows may be of the word before it."""
    words = text[max(0, name.span.start - 40) : name.span.start].split()
    while words and (words[-1][:1].isupper() or lexicon().is_title(fold(words[-1]).rstrip("."))):
        words.pop()
    return bool(words) and words[-1] in subject("aliases")["owned_by"]


def occurrences(article: Article, alias: str) -> Iterator[Span]:
    """Yield where an article has a name that somebody goes by, in any case."""
    words = [
        rf"{re.escape(cyrillic_stem(word.lower()))}{_CASE_ENDING}" if is_cyrillic(word) else re.escape(word)
        for word in alias.removeprefix("the ").split()
    ]
    the = "[Tt]he " if alias.startswith("the ") else ""
    pattern = re.compile(rf"(?<![\w-]){the}(?P<alias>{' '.join(words)})(?![\w-])", re.IGNORECASE)
    for match in pattern.finditer(article.text, article.span.start, article.span.end):
        if match["alias"][:1].isupper() and (alias.isupper() or not match["alias"].isupper()):
            yield Span(*match.span())
