"""The words of a document as evidence: which are written small somewhere, which stand alone as names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from bot.language_data.calendar import months, short_months, weekdays
from bot.language_data.loading import subject
from bot.words.spans import Span

_WORD = re.compile(r"\S+")
_OPENING = "“\"'‘«([{„"
_CLOSING = "”\"'’»)]}.,;:!?…"
_POSSESSIVE = re.compile(r"['’]s?$")
_SENTENCE_END = re.compile(r"[.?!…][”\"'’»)\]]*$")
_INITIALS = re.compile(r"(?:[A-Za-zА-Я]\.)+$")


@lru_cache(maxsize=1)
def word_lists() -> Mapping[str, frozenset[str]]:
    """Return the lists of the subject `heading_words`, by name, those of the calendar with its names."""
    lists = {name: frozenset(words) for name, words in subject("heading_words").items()}
    lists["calendar"] = lists["calendar"].union(months(), weekdays())
    lists["abbreviations"] |= short_months()
    return lists


@dataclass(frozen=True, slots=True)
class DocumentWord:
    """A word between spaces: `core` without the marks around it, `base` small and without a possessive."""

    span: Span
    raw: str
    core: str
    base: str
    capital: bool
    after_sentence: bool

    @property
    def closes(self) -> bool:
        """Whether a comma, colon, semicolon or bracket stands behind it, so that no phrase goes over it."""
        return self.raw[-1] in ",;:)]—–―-"

    @property
    def ends_sentence(self) -> bool:
        """Whether a sentence ends with it."""
        return _ends_sentence(self.raw, self.core)

    @property
    def shouted(self) -> bool:
        """Whether it is written all in capitals."""
        return len(self.core) > 1 and self.core.isupper()

    @property
    def possessive(self) -> bool:
        """Whether it is written with 's or a bare apostrophe after s."""
        return self.core.endswith(("’s", "'s", "s’", "s'"))


def words_of(text: str, span: Span) -> tuple[DocumentWord, ...]:
    """Split `text` inside `span` at white space; the first word counts as standing after a sentence."""
    found: list[DocumentWord] = []
    after = True
    for match in _WORD.finditer(text, span.start, span.end):
        raw = match.group()
        core = raw.lstrip(_OPENING).rstrip(_CLOSING)
        if core and raw.startswith(core + ".") and _INITIALS.match(core + "."):
            core += "."
        first = next((character for character in core if character.isalpha()), "")
        found.append(
            DocumentWord(
                Span(*match.span()), raw, core, _POSSESSIVE.sub("", core.lower()), first.isupper(), after
            )
        )
        after = _ends_sentence(raw, core)
    return tuple(found)


def _ends_sentence(raw: str, core: str) -> bool:
    if not _SENTENCE_END.search(raw):
        return False
    if raw[-1] == ".":
        bare = core.rstrip(".").lower()
        return not (
            bare in word_lists()["abbreviations"]
            or _INITIALS.match(core if core.endswith(".") else core + ".")
        )
    return True


@dataclass(slots=True)
class WordEvidence:
    """What a document's words are elsewhere in it."""

    small: Counter[str] = field(default_factory=Counter)
    alone: Counter[str] = field(default_factory=Counter)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)

    @classmethod
    def of(cls, text: str, spans: Iterable[Span]) -> WordEvidence:
        """Count the words of the spans: those written small, capitals standing alone, capitals standing in
        pairs.
        """
        wording = cls()
        for span in spans:
            wording._count(words_of(text, span))
        return wording

    def _count(self, words: tuple[DocumentWord, ...]) -> None:
        for index, word in enumerate(words):
            if not word.core:
                continue
            before = words[index - 1] if index else None
            after = words[index + 1] if index + 1 < len(words) else None
            if not word.capital:
                self.small[word.base] += 1
                continue
            follows = before is not None and before.capital and not word.after_sentence and not before.closes
            followed = after is not None and after.capital and not (word.ends_sentence or word.closes)
            if follows and before is not None:
                self.pairs[before.base, word.base] += 1
            if not follows and not followed:
                self.alone[word.base] += 1

    def is_common(self, word: DocumentWord) -> bool:
        """Whether a capital letter is nothing the word has of its own: it is common, and no part of usual
        names.
        """
        lists = word_lists()
        parts = [part for part in word.base.split("-") if part]
        if word.base in lists["bodies"] or word.base in lists["roles"] or word.base in lists["demonyms"]:
            return False
        if (
            word.base in lists["common"]
            or word.base in lists["headline_verbs"]
            or word.base in lists["labels"]
        ):
            return True
        if parts and len(parts) > 1 and all(part in lists["common"] or self.small[part] for part in parts):
            return True
        return self.small[word.base] > 0 or COMMON_ENDING.search(word.base) is not None

    def is_name(self, word: DocumentWord) -> bool:
        """Whether the word stands alone with its capital elsewhere, as a name does, and never small."""
        lists = word_lists()
        if any(word.base in lists[name] for name in ("sentence_openers", "starters", "common", "calendar")):
            return False
        return self.alone[word.base] >= 2 and self.small[word.base] == 0


COMMON_ENDING = re.compile(
    r"(?:[a-z]{3}(?:tions?|sions?|ments?|ness|ances?|ences?|ships?|ities|ity|isms?|ures?|ability|ization"
    r"|isation"
    r"|ingly|fully|ously|ically|atory|ative|able|ible|ful|less)|[a-z]{4}ing)$"
)
