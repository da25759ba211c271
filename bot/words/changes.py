"""The stored corpus as it changes: documents known, what came and went, what tells who is who."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from bot.words.answers import Briefing
from bot.words.documents import Document
from bot.words.findings import AnalysedArticle
from bot.words.people import Correction, Person, PersonRole


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be taken in, and one sentence why.

    `harmful` says that it ended the process that worked on it, or would not come to an end in it: it is not
    tried again with the same bytes.
    """

    location: str
    reason: str
    harmful: bool = False


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """What storage knows of a document without reading it.

    `analysis_version` is that of the analysis that read it, 0 when one of its articles failed.
    """

    location: str
    digest: str
    key: str
    articles: tuple[str, ...]
    analysis_version: int = 0


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer made before, and the last revision it is known to be right for.

    `basis` stands for what it rests on, None where on that revision alone: `bot.briefing.proof.basis`.
    """

    revision: str
    basis: str | None
    answer: Briefing


@dataclass(frozen=True, slots=True)
class Movement:
    """Where the stored corpus is, and how it came there from where somebody saw it last.

    `mark` tells this state from every other one of this or any corpus. `put` are the ids of the articles that
    came or changed, None where it is not on record what did: then everything has to be read. `gone` are those
    that left. `people_put` and `people_gone` are the keys of people, likewise.
    """

    revision: str
    mark: str
    put: tuple[str, ...] | None = None
    gone: tuple[str, ...] = ()
    people_put: tuple[str, ...] = ()
    people_gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeenFigure:
    """What telling who is who needs of a figure of an article.

    `forms` are the words of each mention by name, in text order; `born` the first and the last year in which
    the article lets somebody be born, and the age it gives, None where it says nothing.
    """

    name: str
    family_name: str | None = None
    gender: str | None = None
    weak: bool = False
    lone: bool = False
    forms: tuple[str, ...] = ()
    roles: tuple[PersonRole, ...] = ()
    other_names: tuple[str, ...] = ()
    born: tuple[int, int, int | None] | None = None


@dataclass(frozen=True, slots=True)
class ArticleFigures:
    """The figures of an article, in order of their index."""

    article: str
    figures: tuple[SeenFigure, ...]


@dataclass(frozen=True, slots=True)
class Filing:
    """Under what a figure is filed, so that those who may be one person with it are found.

    `bucket` is what the family names of one person have in common. `read_as` is the name by whose parts the
    figure's own is taken apart: names of the same `letters` ("" where no given name is known) share one.
    `parts` are these parts joined, `begins` the first two of three; `givens` the given names among them.
    `others` are the parts of the other full names the article gives the figure.
    """

    bucket: str
    read_as: str
    letters: str = ""
    parts: str = ""
    begins: str = ""
    givens: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FiledFigure:
    """A figure as it is to be kept, with its filing."""

    seen: SeenFigure
    filing: Filing


@dataclass(frozen=True, slots=True)
class KeptFigure:
    """A figure of an article as it is kept; `person` is the key of who it is, None where that is nobody.

    `read_as` is the name by whose parts its own is taken apart.
    """

    article: str
    figure: int
    seen: SeenFigure
    read_as: str
    person: str | None = None


@dataclass(frozen=True, slots=True)
class SpelledAlike:
    """How many figures bear one name, by its letters, and the name by whose parts they are taken apart."""

    letters: str
    name: str
    read_as: str
    figures: int


@dataclass(frozen=True, slots=True)
class Joints:
    """What figures of one person, or of people who must be looked at together, have in common.

    Parts of names as in `Filing`; `people` are keys.
    """

    parts: frozenset[str] = frozenset()
    begins: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CorpusChange:
    """Everything one ingest changes; stored in one transaction or not at all.

    `put` replaces whatever its documents' locations held before; `removed` are locations that are gone.
    `people` stand in the place of those whose keys are `replaced`, None for everybody there was.
    `analysis_version` is that of the analysis that read the documents put; `incomplete` are the locations
    among them that lack an article that failed.
    `corrections` are put on record or replace those of their number. `resolved_on` is the revision the people
    were resolved on, None when that does not matter: the change is refused when another was stored since.
    `figures` are kept by article, so that who is who can be told again without reading the articles;
    `refiled` is the filing, but for its others, of those stored that have its letters. `names` are what each
    of the people, by key, may be called in a correction. `people_edition` is that of what resolved them from
    kept figures, 0 where something else did.
    """

    put: Mapping[str, tuple[Document, tuple[AnalysedArticle, ...]]]
    removed: tuple[str, ...]
    people: tuple[Person, ...]
    analysis_version: int = 0
    incomplete: frozenset[str] = frozenset()
    corrections: tuple[Correction, ...] = ()
    resolved_on: str | None = None
    figures: Mapping[str, Sequence[FiledFigure]] = field(default_factory=dict)
    figures_edition: int = 0
    refiled: tuple[Filing, ...] = ()
    names: Mapping[str, Collection[str]] = field(default_factory=dict)
    people_edition: int = 0
    replaced: frozenset[str] | None = None
