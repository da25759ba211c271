"""A figure of an article as telling who is who sees it: its name taken apart, its roles read, its bucket."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.people.lifetimes import UNTOLD, Lifetime
from bot.people.name_spelling import PersonalName, is_son_of, letters_of, skeleton, take_apart
from bot.text.names.name_lexicon import lexicon
from bot.text.names.nicknames import without_nicknames
from bot.text.names.role_words import role_sense
from bot.text.unseen import visible
from bot.words.changes import ArticleFigures, Filing, SeenFigure
from bot.words.people import PersonRole

_JOINING = "|"  # the parts of a name, in what is filed; in no word
_WITH_ONE_MORE = 3  # parts of a name that may be one of two parts with a family name more


@dataclass(slots=True)
class FigureEntry:
    """A figure of an article, as far as resolving needs it."""

    article: str
    figure: int
    name: str
    apart: PersonalName
    given_only: bool
    gender: str | None
    weak: bool
    lone: bool
    mentions: int
    forms: tuple[str, ...]
    roles: tuple[PersonRole, ...]
    words: frozenset[str]
    domains: frozenset[str]
    countries: frozenset[str]
    lifetime: Lifetime
    others: tuple[PersonalName, ...]

    @property
    def tells(self) -> bool:
        """Whether the article says enough to tell the person from somebody of the same name."""
        return bool(self.lifetime.is_told or self.domains or self.countries)

    def place(self) -> tuple[str, int]:
        """Return the figure's place, by which entries are ordered."""
        return self.article, self.figure


def entries_of(article: ArticleFigures) -> Iterator[FigureEntry]:
    """Yield an article's figures as entries."""
    for number, figure in enumerate(article.figures):
        yield entry_of(article.article, number, figure)


def entry_of(article: str, number: int, figure: SeenFigure) -> FigureEntry:
    """Return a figure as an entry, its name taken apart by itself."""
    senses = [role_sense(role.text) for role in figure.roles]
    heads = {head for sense in senses for head in sense.heads}
    apart = taken_apart(figure.name)
    return FigureEntry(
        article=article,
        figure=number,
        name=figure.name,
        apart=apart,
        given_only=figure.family_name is None and not apart.given,
        gender=None if figure.lone else figure.gender,
        weak=figure.weak,
        lone=figure.lone,
        mentions=len(figure.forms),
        forms=tuple(_form(form) for form in (*figure.forms, *_aliases(figure))),
        roles=figure.roles,
        words=frozenset(word for sense in senses for word in sense.words),
        domains=frozenset(name for name, words in lexicon().domains.items() if words & heads),
        countries=frozenset(country for sense in senses for country in sense.countries),
        lifetime=Lifetime(*figure.born, is_told=True) if figure.born else UNTOLD,
        others=tuple(taken_apart(other) for other in figure.other_names),
    )


def _aliases(figure: SeenFigure) -> list[str]:
    """Return the single words somebody goes by beside their name."""
    return [other for other in figure.other_names if " " not in other]


@lru_cache(maxsize=65536)
def _form(words: str) -> str:
    return " ".join(without_nicknames(visible(words)).split())


def taken_apart(name: str) -> PersonalName:
    """Return the parts of a name; one of a single word that kings bear in the form it is known by."""
    apart = take_apart(tuple(name.split()))
    if apart.given or apart.initials:
        return apart
    return replace(apart, family=lexicon().rulers.get(apart.family, apart.family))


def letters_filed(name: str) -> str:
    """Return the letters under which a name is taken apart like others, "" without a given name."""
    return letters_of(name.split()) if taken_apart(name).given else ""


def leading(names: Iterable[str]) -> Mapping[str, str]:
    """Return for the letters of some names the name by whose parts all of these letters are taken apart.

    "Jean-Pierre" and "Jean Pierre", "Van der Berg" are one each: the name of most parts leads.
    """
    ways: dict[str, str] = {}
    for name in names:
        if letters := letters_filed(name):
            ways[letters] = min(ways.get(letters, name), name, key=_by_parts)
    return ways


def _by_parts(name: str) -> tuple[int, tuple[str, ...], str]:
    parts = taken_apart(name).parts
    return (-len(parts), parts, name)


def write_alike(entries: Iterable[FigureEntry]) -> None:
    """Take names of the same letters apart in the same way."""
    entries = list(entries)
    ways = leading(dict.fromkeys(entry.name for entry in entries))
    for entry in entries:
        if letters := letters_filed(entry.name):
            entry.apart = taken_apart(ways[letters])


def bucket_of(apart: PersonalName) -> str:
    """Return what the family names of one person have in common, whatever their spelling and letters."""
    key = skeleton(apart.family.split(" ")[-1])
    return f"k{key[1:]}" if key[:1] == "g" else key  # "Gaddafi", "Qaddafi"


# --- what an entry is filed under ---------------------------------------------------------------------------


def filing_of(figure: SeenFigure, ways: Mapping[str, str]) -> Filing:
    """Return under what a figure is filed.

    Args:
        figure: the figure.
        ways: from the letters of names to the name by whose parts they are taken apart; others by their own.
    """
    letters = letters_filed(figure.name)
    others = (joint_of(taken_apart(other)) for other in figure.other_names)
    return _filing(
        letters,
        ways.get(letters, figure.name) if letters else figure.name,
        tuple(dict.fromkeys(filter(None, others))),
    )


def filed_again(letters: str, read_as: str) -> Filing:
    """Return the filing of all figures of some letters once another name leads them, but for its `others`."""
    return _filing(letters, read_as, ())


def _filing(letters: str, read_as: str, others: tuple[str, ...]) -> Filing:
    apart = taken_apart(read_as)
    return Filing(
        bucket=bucket_of(apart),
        read_as=read_as,
        letters=letters,
        parts=joint_of(apart),
        begins=begins_with(apart.parts),
        givens=tuple(dict.fromkeys(apart.given)),
        others=others,
    )


def joined_parts(parts: Iterable[str]) -> str:
    """Return the parts of a name as they are filed."""
    return _JOINING.join(parts)


def joint_of(apart: PersonalName) -> str:
    """Return as what a name is filed: its parts; of a name of one word how it is spelled roughly."""
    return joined_parts(apart.parts) if apart.given else called_by(apart.family)


def called_by(word: str) -> str:
    """Return as what a name of one word is filed, "" where its letters say too little."""
    rough = skeleton(word) if " " not in word else ""
    return f"{rough}{_JOINING}" if rough else ""


def begins_with(parts: tuple[str, ...]) -> str:
    """Return the shorter name a name of three parts may be a longer form of, "" for any other.

    Of a name that tells whose son somebody is that is the given name alone: "Adil bin Nasir Al Rumi".
    """
    if is_son_of(parts):
        return called_by(parts[0])
    return joined_parts(parts[:-1]) if len(parts) == _WITH_ONE_MORE else ""


def in_another_order(parts: tuple[str, ...]) -> str:
    """Return a name of three parts with its last two the other way round: "Ion Radu Pop", "Ion Pop Radu"."""
    if len(parts) != _WITH_ONE_MORE or is_son_of(parts):
        return ""
    return joined_parts((parts[0], parts[2], parts[1]))
