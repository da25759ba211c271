"""People over the whole corpus, and what is put right about them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from enum import StrEnum

from bot.words.findings import Tenure
from bot.words.spans import Span


@dataclass(frozen=True, slots=True)
class Appearance:
    """A person in one article: which figure of its analysis, and how often named.

    `also` are further figures of the article that a correction took for the same person; `mentions` counts
    them in. `by_hand` says that a correction put the person here, so that the article may use another name.
    """

    article: str
    figure: int
    mentions: int
    weak: bool = False
    also: tuple[int, ...] = ()
    by_hand: bool = False


def _article_of(appearance: Appearance) -> str:
    return appearance.article


@dataclass(frozen=True, slots=True)
class PersonRole:
    """A role as a source words it, with its place; `published` is the article's date (ISO prefix) or None."""

    text: str
    article: str
    span: Span
    tenure: Tenure
    published: str | None


@dataclass(frozen=True, slots=True)
class Person:
    """One person across the corpus; `key` is stable as long as the name is.

    `forms` are all the spellings the corpus uses, fullest first; roles are newest first, appearances by the
    ids of their articles. `corrections` are
    the numbers of the corrections that made the person what it is, `aliases` the forms that mean this person
    and nobody else because a correction says so. One that is `hidden` is no person: it is kept so that what
    it would say can be left without a speaker, and is neither listed nor found.
    """

    key: str
    name: str
    family_name: str
    forms: tuple[str, ...]
    roles: tuple[PersonRole, ...]
    appearances: tuple[Appearance, ...]
    aliases: tuple[str, ...] = ()
    corrections: tuple[int, ...] = ()
    hidden: bool = False

    def in_article(self, article: str) -> tuple[Appearance, ...]:
        """Return the appearances in one article: of thousands, without looking at the others."""
        first = bisect_left(self.appearances, article, key=_article_of)
        return self.appearances[first : bisect_right(self.appearances, article, first, key=_article_of)]

    @property
    def mentions(self) -> int:
        """How often the corpus names the person."""
        return sum(appearance.mentions for appearance in self.appearances)

    @property
    def weak(self) -> bool:
        """Whether every article names the person only outside its text (a caption)."""
        return all(appearance.weak for appearance in self.appearances)


class Act(StrEnum):
    """What a correction does to the people of the corpus."""

    ALIAS = "alias"
    MERGE = "merge"
    SPLIT = "split"
    HIDE = "hide"


@dataclass(frozen=True, slots=True)
class Named:
    """A person as a correction names them: by name, and by the articles they stood in then.

    `namesakes` says that others bore the name too: then only the articles tell who is meant.
    """

    name: str
    articles: tuple[str, ...] = ()
    namesakes: bool = False


@dataclass(frozen=True, slots=True)
class Correction:
    """What somebody put right about who is who.

    `people` are one person, for a merge two, of whom the first stays; `form` is what an alias makes mean the
    person, `article` the only one whose figure a split takes out. `by` is who made it (a Telegram user id, or
    "terminal") and `made` when, in ISO form and UTC; `changed` is the sentence they were told. One that was
    `undone` (when, likewise) is only kept on record.
    """

    number: int
    act: Act
    people: tuple[Named, ...]
    form: str = ""
    article: str = ""
    by: str = ""
    made: str = ""
    changed: str = ""
    undone: str | None = None
    undone_by: str | None = None
